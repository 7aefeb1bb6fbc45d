//! Which box of the page holds the article.

use super::blocks::{Blocks, FAR, TextBlock};
use super::context::inside;
use super::hints::Hint;

/// What one block is worth to the box that holds it: its words when they read like running text,
/// less than nothing when they look like furniture.
pub(crate) fn worth(page: &Blocks, block: &TextBlock) -> f32 {
    let owner = page.owner(block);
    let words = block.words as f32;
    let linked = block.link_words as f32 / words.max(1.0);
    let text = page.text_of(block);
    let ends = text.ends_with(['.', '!', '?', '…', '"', '”', '»', '。', '؟', '।', ':']);
    let mut worth = if linked > 0.5 {
        -words.min(12.0)
    } else if words >= 12.0 || (words >= 6.0 && ends) {
        (words * (1.0 - linked)).min(80.0)
    } else if owner.inside & (inside::HEADING | inside::LIST) != 0 {
        0.0
    } else {
        -2.0
    };
    let far = |hint: Hint| owner.distance[hint as usize];
    let foreign =
        owner.inside & (inside::NAV | inside::FOOTER | inside::ASIDE | inside::HIDDEN | inside::FORM) != 0;
    let named = [
        Hint::Comment,
        Hint::Related,
        Hint::Subscribe,
        Hint::Furniture,
        Hint::Share,
        Hint::Advert,
        Hint::Author,
    ]
    .into_iter()
    .any(|hint| far(hint) < 4 && far(hint) < far(Hint::Body));
    if worth > 0.0 && (foreign || named) {
        worth *= if far(Hint::Comment) < FAR { -0.5 } else { 0.1 };
    }
    if owner.inside & inside::BODY_PROPERTY != 0 && worth > 0.0 {
        worth *= 1.5;
    }
    worth
}

/// The box whose blocks are worth most together; among equals the innermost.
pub(crate) fn best_box(page: &Blocks, worths: &[f32]) -> usize {
    let mut sums = Vec::with_capacity(worths.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for worth in worths {
        sum += worth;
        sums.push(sum);
    }
    let mut best = (0, f32::MIN);
    for (index, area) in page.boxes.iter().enumerate() {
        let value = sums[area.end as usize] - sums[area.start as usize];
        if value >= best.1 {
            best = (index, value);
        }
    }
    best.0
}
