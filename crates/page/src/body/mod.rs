//! The body of the article: which blocks of the page are its text.

pub(crate) mod blocks;
mod choose;
pub(crate) mod context;
mod features;
pub(crate) mod hints;
pub(crate) mod model;
pub(crate) mod phrases;
mod texts;
pub(crate) mod tidy;

use blocks::{Blocks, TextBlock};
use context::inside;
pub(crate) use features::{FEATURES, Witnesses};
use sayso_model::BlockKind;

use crate::tree::Tag;

/// One block of the body.
pub(crate) struct BodyBlock {
    /// Index in [`Blocks::blocks`].
    pub index: usize,
    pub kind: BlockKind,
}

/// Share of the best F1 a page can hope for above which the chance of a block must lie. In theory it is
/// a half (Lipton, Elkan, Naryanaswamy 2014); a little less was better on outlets held out.
const ENOUGH: f32 = 0.46;

/// Share of that which is enough in the midst of paragraphs of the same kind.
const DOUBTFUL: f32 = 0.4;

/// How many blocks away the next of the kind may be: a link to another article may stand between.
const NEAR: usize = 4;

/// Blocks that are measured in full. Longer pages are lists, and the rest of them is judged roughly.
const MOST: usize = 5_000;

/// Chooses the blocks of the body, in order.
pub(crate) fn body(page: &Blocks, witnesses: &Witnesses, model: &model::Model) -> Vec<BodyBlock> {
    let mut measured = features::Measured::new(page, witnesses);
    let mut chances = vec![0.0; page.blocks.len()];
    let mut rows = Vec::new();
    let mut looked_at = Vec::new();
    for (index, chance) in chances.iter_mut().enumerate() {
        if !measured.candidate(index) {
            continue;
        }
        if looked_at.len() < MOST {
            looked_at.push(index);
            measured.features(index, &mut rows);
        } else {
            *chance = measured.rough_chance(index);
        }
    }
    for (&index, chance) in looked_at.iter().zip(model.chances(&rows)) {
        chances[index] = chance;
    }
    let enough = ENOUGH * best_f1(page, &chances);
    let mut chosen: Vec<usize> = (0..page.blocks.len())
        .filter(|&index| {
            chances[index]
                > if amid_its_kind(page, &chances, index, enough) { DOUBTFUL * enough } else { enough }
        })
        .collect();
    // The headline is no part of the text, even where it stands right on top of it.
    let headline = chosen.iter().take(3).rposition(|&index| measured.is_title(index));
    if let Some(headline) = headline.filter(|_| chosen.len() > 1) {
        chosen.remove(headline);
    }
    tidy::tidy(page, &mut chosen);
    chosen.into_iter().map(|index| BodyBlock { index, kind: kind(page, &page.blocks[index]) }).collect()
}

/// Whether a block stands between two others of the text that are boxes of the same kind: the paragraphs of one
/// container, or of a text split over several, of which one looked odd. Links to other articles stand there, too.
fn amid_its_kind(page: &Blocks, chances: &[f32], index: usize, enough: f32) -> bool {
    if tidy::is_linked(&page.blocks[index]) {
        return false;
    }
    let own = page.owner(&page.blocks[index]);
    let kin = |&other: &usize| {
        let other = page.owner(&page.blocks[other]);
        let near = other.parent == own.parent || own.hints != 0;
        near && other.tag == own.tag && other.hints == own.hints
    };
    let above = (index.saturating_sub(NEAR)..index).rev().find(kin);
    let below = (index + 1..page.blocks.len().min(index + 1 + NEAR)).find(kin);
    [above, below].iter().all(|other| other.is_some_and(|other| chances[other] > enough))
}

/// The F1, by words, to be expected of the best choice of blocks. It is high on a page whose blocks are
/// clearly told apart, so that doubtful ones may not come in there; it is low where all is doubtful, and
/// what is likeliest still makes a text.
fn best_f1(page: &Blocks, chances: &[f32]) -> f32 {
    let mut likely: Vec<(f32, f32)> = chances
        .iter()
        .zip(&page.blocks)
        .filter(|(chance, _)| **chance > 0.0)
        .map(|(&chance, block)| (chance, block.words.max(1) as f32))
        .collect();
    likely.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
    let right: f32 = likely.iter().map(|(chance, words)| chance * words).sum();
    let (mut hit, mut chosen, mut best) = (0.0, 0.0, 0.0_f32);
    for (chance, words) in likely {
        hit += chance * words;
        chosen += words;
        best = best.max(2.0 * hit / (chosen + right));
    }
    best
}

/// The text and the measures of every block that could belong to the body, in order.
pub(crate) fn measures(page: &Blocks, witnesses: &Witnesses) -> Vec<(String, Vec<f32>)> {
    let mut measured = features::Measured::new(page, witnesses);
    let mut candidates = Vec::new();
    for (index, block) in page.blocks.iter().enumerate() {
        if measured.candidate(index) {
            let mut row = Vec::with_capacity(FEATURES);
            measured.features(index, &mut row);
            candidates.push((page.text_of(block).to_owned(), row));
        }
    }
    candidates
}

fn kind(page: &Blocks, block: &TextBlock) -> BlockKind {
    let within = page.owner(block).inside;
    if within & inside::EMBED != 0 {
        BlockKind::Embed
    } else if within & inside::HEADING != 0 {
        BlockKind::Heading
    } else if within & inside::QUOTE != 0 {
        BlockKind::Quote
    } else if within & inside::TABLE != 0 && stands_alone_in(page, block, &[Tag::TD, Tag::TH]) {
        BlockKind::Table
    } else if within & inside::LIST != 0 && stands_alone_in(page, block, &[Tag::LI, Tag::DD, Tag::DT]) {
        BlockKind::List
    } else {
        BlockKind::Paragraph
    }
}

/// Whether the block is all there is, or half of it, in the nearest element with one of these tags:
/// cells and items that hold more serve the page's layout.
fn stands_alone_in(page: &Blocks, block: &TextBlock, tags: &[Tag]) -> bool {
    let mut at = block.owner;
    for _ in 0..4 {
        let area = &page.boxes[at as usize];
        if tags.contains(&area.tag) {
            return area.end - area.start <= 2;
        }
        at = area.parent;
    }
    false
}
