//! The body of the article: which blocks of the page are its text.

pub(crate) mod blocks;
mod choose;
mod features;
pub(crate) mod hints;
mod model;
pub(crate) mod phrases;

use blocks::{Blocks, TextBlock, inside};
pub(crate) use features::{FEATURES, Witnesses};
use sayso_model::BlockKind;

/// One block of the body.
pub(crate) struct BodyBlock {
    /// Index in [`Blocks::blocks`].
    pub index: usize,
    pub kind: BlockKind,
}

/// Chance above which a block belongs to the body.
const ENOUGH: f32 = 0.42;

/// Chooses the blocks of the body, in order.
pub(crate) fn body(page: &Blocks, witnesses: &Witnesses) -> Vec<BodyBlock> {
    let measured = features::Measured::new(page, witnesses);
    let mut row = Vec::with_capacity(FEATURES);
    let mut chances = vec![0.0; page.blocks.len()];
    for (index, chance) in chances.iter_mut().enumerate() {
        if measured.candidate(index) {
            row.clear();
            measured.features(index, &mut row);
            *chance = model::chance(&row);
        }
    }
    // A page on which nothing is likely still has a text: what is likeliest of it.
    let best = chances.iter().copied().fold(0.0, f32::max);
    let enough = ENOUGH.min(best * 0.6);
    (0..page.blocks.len())
        .filter(|&index| chances[index] > enough)
        .map(|index| BodyBlock { index, kind: kind(page, &page.blocks[index]) })
        .collect()
}

/// The text and the measures of every block that could belong to the body, in order.
pub(crate) fn measures(page: &Blocks, witnesses: &Witnesses) -> Vec<(String, Vec<f32>)> {
    let measured = features::Measured::new(page, witnesses);
    (0..page.blocks.len())
        .filter(|&index| measured.candidate(index))
        .map(|index| {
            let mut row = Vec::with_capacity(FEATURES);
            measured.features(index, &mut row);
            (page.text_of(&page.blocks[index]).to_owned(), row)
        })
        .collect()
}

fn kind(page: &Blocks, block: &TextBlock) -> BlockKind {
    let within = page.owner(block).inside;
    if within & inside::EMBED != 0 {
        BlockKind::Embed
    } else if within & inside::HEADING != 0 {
        BlockKind::Heading
    } else if within & inside::QUOTE != 0 {
        BlockKind::Quote
    } else if within & inside::LIST != 0 {
        BlockKind::List
    } else if within & inside::TABLE != 0 {
        BlockKind::Table
    } else {
        BlockKind::Paragraph
    }
}
