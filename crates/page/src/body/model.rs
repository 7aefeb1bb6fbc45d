//! The trained part of the body's choice: boosted decision trees over the measures of a block.
//!
//! The method is gradient boosting with logistic loss (Friedman 2001), trained by
//! `lab train page`. The weights are lines of text, one tree a line: nodes in preorder, either
//! `feature:threshold` of a node that sends smaller measures to its first branch, or `=value` of a
//! leaf.

use std::sync::LazyLock;

use super::features::FEATURES;

/// The weights of the repository, read once: a constant that cannot be made at compile time.
static SHIPPED: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("weights.txt")));

/// The chance, 0 to 1, that the block with these measures belongs to the body.
pub(super) fn chance(measures: &[f32]) -> f32 {
    SHIPPED.chance(measures)
}

#[derive(Debug, Default)]
struct Model {
    nodes: Vec<Node>,
    /// Where each tree begins in `nodes`.
    trees: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// The threshold, or the value of a leaf.
    number: f32,
    /// [`LEAF`] for leaves.
    feature: u16,
    /// Where the second branch begins; the first follows the node.
    other: u16,
}

/// After so many trees a sum beyond [`CLEAR`] is the answer.
const FIRST: usize = 40;
const CLEAR: f32 = 3.0;

const LEAF: u16 = u16::MAX;

impl Model {
    fn read(text: &str) -> Self {
        let mut model = Self::default();
        for line in text.lines() {
            let start = model.nodes.len();
            model.trees.push(start as u32);
            // Nodes whose second branch is still to come.
            let mut waiting: Vec<usize> = Vec::new();
            for word in line.split_ascii_whitespace() {
                if let Some(value) = word.strip_prefix('=') {
                    model.nodes.push(Node { number: value.parse().unwrap_or(0.0), feature: LEAF, other: 0 });
                    if let Some(parent) = waiting.pop() {
                        model.nodes[parent].other = (model.nodes.len() - start) as u16;
                    }
                } else if let Some((feature, threshold)) = word.split_once(':') {
                    let feature = feature.parse().unwrap_or(0).min(FEATURES as u16 - 1);
                    waiting.push(model.nodes.len());
                    model.nodes.push(Node { number: threshold.parse().unwrap_or(0.0), feature, other: 0 });
                }
            }
        }
        model
    }

    fn chance(&self, measures: &[f32]) -> f32 {
        let mut sum: f32 = 0.0;
        for (number, &start) in self.trees.iter().enumerate() {
            // The first trees decide the clear cases; the later ones would not turn them.
            if number >= FIRST && sum.abs() > CLEAR {
                break;
            }
            let tree = &self.nodes[start as usize..];
            let mut at = 0;
            let mut node = tree[0];
            while node.feature != LEAF {
                at = if measures[node.feature as usize] < node.number { at + 1 } else { node.other as usize };
                node = tree[at];
            }
            sum += node.number;
        }
        1.0 / (1.0 + (-sum).exp())
    }
}
