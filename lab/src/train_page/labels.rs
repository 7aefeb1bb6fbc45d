//! Which blocks of a page stand in its gold body.

use std::collections::HashMap;

/// Share of a block's word runs that must stand in the gold for the block to count.
const ENOUGH: f32 = 0.5;

/// Words in a run, as in the score that is trained for.
const RUN: usize = 4;

/// A block with fewer words is looked for between its neighbours only: everywhere else it would be
/// found by chance.
const SHORT: usize = 6;

/// One label a block: 1 in the gold, 0 not in it, none when that cannot be told.
pub(super) fn from_gold(blocks: &[String], gold: &str) -> Vec<Option<f32>> {
    let gold: Vec<&str> = words(gold);
    let mut left: HashMap<&[&str], u32> = HashMap::new();
    let mut place: HashMap<&[&str], usize> = HashMap::new();
    for (at, run) in gold.windows(RUN).enumerate() {
        *left.entry(run).or_default() += 1;
        place.entry(run).or_insert(at);
    }
    let blocks: Vec<Vec<&str>> = blocks.iter().map(|block| words(block)).collect();
    let mut labels = vec![None; blocks.len()];
    // Where in the gold the long blocks stand.
    let mut spans: Vec<Option<(usize, usize)>> = vec![None; blocks.len()];
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.len() >= SHORT) {
        let found = block.windows(RUN).filter(|run| left.get(run).is_some_and(|left| *left > 0)).count();
        let share = found as f32 / (block.len() - RUN + 1) as f32;
        labels[index] = Some(share);
        if share >= ENOUGH {
            for run in block.windows(RUN) {
                if let Some(left) = left.get_mut(run) {
                    *left = left.saturating_sub(1);
                }
            }
            let first =
                block.windows(RUN).enumerate().find_map(|(at, run)| Some(place.get(run)?.saturating_sub(at)));
            spans[index] = first.map(|start| (start, start + block.len()));
        }
    }
    let mut next = vec![gold.len(); blocks.len()];
    let mut after = gold.len();
    for index in (0..blocks.len()).rev() {
        next[index] = after;
        if let Some((start, _)) = spans[index] {
            after = start.min(after + RUN);
        }
    }
    let mut before = 0usize;
    for (index, block) in blocks.iter().enumerate() {
        if let Some((_, end)) = spans[index] {
            before = end.max(before.saturating_sub(RUN));
        }
        if block.is_empty() || block.len() >= SHORT {
            continue;
        }
        let window = before.min(gold.len())..next[index].max(before).min(gold.len());
        let found = gold[window.clone()].windows(block.len()).position(|run| run == block.as_slice());
        labels[index] = Some(f32::from(u8::from(found.is_some() && window.len() < 300)));
        if let Some(at) = found.filter(|_| window.len() < 300) {
            before = window.start + at + block.len();
        }
    }
    labels
}

/// Labels from snippets that must and must not stand in the text: only the blocks that hold one
/// have a label.
pub(super) fn from_snippets(blocks: &[String], with: &[String], without: &[String]) -> Vec<Option<f32>> {
    let mut labels = vec![None; blocks.len()];
    let holders = |snippet: &str| -> Vec<usize> {
        (0..blocks.len()).filter(|&index| !snippet.is_empty() && blocks[index].contains(snippet)).collect()
    };
    for snippet in without {
        let holders = holders(&one_line(snippet));
        // What stands everywhere says nothing about one block.
        if holders.len() <= 6 {
            holders.iter().for_each(|&index| labels[index] = Some(0.0));
        }
    }
    for snippet in with {
        let snippet = one_line(snippet);
        let holders = holders(&snippet);
        if holders.len() == 1 || snippet.len() > 25 {
            holders.iter().for_each(|&index| labels[index] = Some(1.0));
        }
    }
    labels
}

/// Runs of letters, digits and underscores.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty())
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
