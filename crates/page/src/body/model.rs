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

/// The weights that the program carries.
pub(crate) fn shipped() -> &'static Model {
    &SHIPPED
}

/// After so many trees, and then after every so many more, a sum beyond [`CLEAR`] is the answer.
const FIRST: usize = 40;
const STEP: usize = 8;
const CLEAR: f32 = 3.0;

/// Rows that go through the trees side by side, one bit of a word each.
///
/// Going from node to node with one row costs a wrongly guessed jump every few steps. Here nothing
/// is guessed: whether a measure is smaller than a threshold is asked once for each threshold, and
/// every tree then hands sets of rows down from its root to its leaves.
const ROWS: usize = 64;

/// The trees by which the body of a page is chosen, as `lab train page` writes them.
#[derive(Debug, Default)]
pub struct Model {
    /// All thresholds, those of one measure together and in ascending order.
    thresholds: Vec<f32>,
    /// Where the thresholds of each measure end.
    ends: Vec<u32>,
    trees: Vec<Tree>,
}

/// Branchings and leaves that a tree has at the most: as many as a byte numbers.
const BRANCHES: usize = 256;

#[derive(Debug, Default)]
struct Tree {
    /// In preorder.
    branchings: Vec<Branching>,
    /// The values of the leaves, from first to last.
    leaves: Vec<f32>,
}

/// A node with two branches. Branches are numbered through the branchings first, then the leaves.
#[derive(Clone, Copy, Debug, Default)]
struct Branching {
    /// Index in [`Model::thresholds`].
    threshold: u16,
    /// Where rows with a smaller measure go.
    smaller: u8,
    other: u8,
}

impl Model {
    /// Reads weights: one tree a line. What is no tree counts as a leaf that says nothing.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let words = || text.split_ascii_whitespace().filter_map(|word| word.split_once(':'));
        let question = |feature: &str, threshold: &str| {
            let feature: u16 = feature.parse().unwrap_or(0);
            (feature.min(FEATURES as u16 - 1), threshold.parse::<f32>().unwrap_or(0.0))
        };
        let mut questions: Vec<(u16, f32)> =
            words().map(|(feature, threshold)| question(feature, threshold)).collect();
        questions.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        questions.dedup();
        let number = |asked: (u16, f32)| {
            questions.partition_point(|one| one.0 < asked.0 || (one.0 == asked.0 && one.1 < asked.1)) as u16
        };
        let trees = text.lines().map(|line| {
            let mut tree = Tree::default();
            let branchings = line.split_ascii_whitespace().filter(|word| word.contains(':')).count();
            // The branchings whose second branch is still to come.
            let mut waiting: Vec<usize> = Vec::new();
            let mut first_of = None;
            for word in line.split_ascii_whitespace() {
                let own = match word.split_once(':') {
                    Some(_) => tree.branchings.len(),
                    None => branchings + tree.leaves.len(),
                };
                match first_of.take() {
                    Some(parent) => {
                        let parent: &mut Branching = &mut tree.branchings[parent];
                        parent.smaller = own as u8;
                    }
                    None => {
                        if let Some(parent) = waiting.pop() {
                            tree.branchings[parent].other = own as u8;
                        }
                    }
                }
                if let Some((feature, threshold)) = word.split_once(':') {
                    let threshold = number(question(feature, threshold));
                    tree.branchings.push(Branching { threshold, ..Branching::default() });
                    waiting.push(own);
                    first_of = Some(own);
                } else {
                    let value = word.strip_prefix('=').and_then(|value| value.parse().ok());
                    tree.leaves.push(value.unwrap_or(0.0));
                }
            }
            tree
        });
        Self {
            trees: trees.collect(),
            ends: (0..FEATURES as u16)
                .map(|feature| questions.partition_point(|one| one.0 <= feature) as u32)
                .collect(),
            thresholds: questions.iter().map(|one| one.1).collect(),
        }
    }

    /// For every row of [`FEATURES`] measures the chance, 0 to 1, that its block belongs to the body.
    pub(super) fn chances(&self, rows: &[f32]) -> Vec<f32> {
        let mut chances = Vec::with_capacity(rows.len() / FEATURES);
        for rows in rows.chunks(ROWS * FEATURES) {
            let sums = self.sums(rows);
            let count = rows.len() / FEATURES;
            chances.extend(sums[..count].iter().map(|sum| 1.0 / (1.0 + (-sum).exp())));
        }
        chances
    }

    /// What the trees say of each row together.
    fn sums(&self, rows: &[f32]) -> [f32; ROWS] {
        let smaller = self.smaller(rows);
        let mut sums = [0.0f32; ROWS];
        let mut reached = [0; BRANCHES];
        let mut open = u64::MAX >> (ROWS - rows.len() / FEATURES);
        for (number, tree) in self.trees.iter().enumerate() {
            if open == 0 {
                break;
            }
            reached[0] = open;
            for (at, branching) in tree.branchings.iter().enumerate() {
                let (here, smaller) = (reached[at % BRANCHES], smaller[usize::from(branching.threshold)]);
                reached[usize::from(branching.smaller)] = here & smaller;
                reached[usize::from(branching.other)] = here & !smaller;
            }
            for (&rows, &value) in reached[tree.branchings.len()..].iter().zip(&tree.leaves) {
                let mut rows = rows;
                while rows != 0 {
                    sums[rows.trailing_zeros() as usize % ROWS] += value;
                    rows &= rows - 1;
                }
            }
            // The first trees decide the clear cases; the later ones would not turn them.
            if number + 1 >= FIRST && number % STEP == 0 {
                for (row, sum) in sums.iter().enumerate() {
                    open &= !(u64::from(sum.abs() > CLEAR) << row);
                }
            }
        }
        sums
    }

    /// For each threshold the rows whose measure is smaller.
    fn smaller(&self, rows: &[f32]) -> Vec<u64> {
        // One place more than needed, for measures that are smaller than no threshold.
        let mut smaller = vec![0; self.thresholds.len() + 1];
        let mut start = 0;
        for (feature, &end) in self.ends.iter().enumerate() {
            let end = end as usize;
            let thresholds = &self.thresholds[start..end];
            let rest = smaller[end];
            if thresholds.is_empty() {
                continue;
            }
            if let &[threshold] = thresholds {
                for (row, measures) in rows.chunks_exact(FEATURES).enumerate() {
                    smaller[start] |= u64::from(measures[feature] < threshold) << row;
                }
                start = end;
                continue;
            }
            for (row, measures) in rows.chunks_exact(FEATURES).enumerate() {
                let measure = measures[feature];
                let count = thresholds.partition_point(|threshold| *threshold <= measure);
                smaller[start + count] |= 1 << row;
            }
            smaller[end] = rest;
            // What is smaller than one threshold is smaller than those that follow.
            for at in start + 1..end {
                smaller[at] |= smaller[at - 1];
            }
            start = end;
        }
        smaller
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_comes_to_its_own_leaf() {
        let model = Model::read("0:1 =0.1 0:2 =0.2 1:3 =0.3 =0.4\n0:5 =0 =10\n");
        let mut rows = vec![0.0; 75 * FEATURES];
        for row in 0..75 {
            rows[row * FEATURES] = (row % 11) as f32 * 0.5;
            rows[row * FEATURES + 1] = (row % 2) as f32 * 4.0;
        }
        let chances = model.chances(&rows);
        assert_eq!(chances.len(), 75);
        for (row, chance) in chances.into_iter().enumerate() {
            let sum = match row % 11 {
                0 | 1 => 0.1,
                2 | 3 => 0.2,
                _ if row % 2 == 0 => 0.3,
                _ => 0.4,
            } + if row % 11 == 10 { 10.0 } else { 0.0 };
            assert!((chance - 1.0 / (1.0 + f32::exp(-sum))).abs() < 1e-6, "{row}: {chance} {sum}");
        }
        assert!(model.chances(&[]).is_empty());
    }

    #[test]
    fn the_weights_are_trees() {
        let model = &*SHIPPED;
        assert!(!model.trees.is_empty() && model.thresholds.len() < usize::from(u16::MAX));
        for tree in &model.trees {
            assert_eq!(tree.leaves.len(), tree.branchings.len() + 1);
            assert!(tree.leaves.len() + tree.branchings.len() <= BRANCHES);
            for (at, branching) in tree.branchings.iter().enumerate() {
                assert!(usize::from(branching.smaller.min(branching.other)) > at);
            }
        }
    }
}
