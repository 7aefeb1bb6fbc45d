//! The body of the article: which blocks of the page are its text.

pub(crate) mod blocks;
mod choose;
mod hints;

use blocks::{Blocks, TextBlock, inside};
use sayso_model::BlockKind;

/// One block of the body.
pub(crate) struct BodyBlock {
    /// Index in [`Blocks::blocks`].
    pub index: usize,
    pub kind: BlockKind,
}

/// Chooses the blocks of the body, in order.
pub(crate) fn body(page: &Blocks) -> Vec<BodyBlock> {
    let best = &page.boxes[choose::best_box(page)];
    (best.start as usize..best.end as usize)
        .filter(|&index| keep(page, &page.blocks[index]))
        .map(|index| BodyBlock { index, kind: kind(page, &page.blocks[index]) })
        .collect()
}

fn keep(page: &Blocks, block: &TextBlock) -> bool {
    let owner = page.owner(block);
    choose::worth(page, block) >= 0.0
        && owner.inside & (inside::FIGCAPTION | inside::NAV | inside::HIDDEN) == 0
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
