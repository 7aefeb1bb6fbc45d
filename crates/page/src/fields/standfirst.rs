//! The lines between headline and body.

use super::Sources;
use crate::body::blocks::TextBlock;
use crate::body::hints::Hint;
use crate::dates::fold;

/// Blocks above the second block of the body in which it is looked for.
const ABOVE: usize = 8;

/// A standfirst has as many words as this, up to so many.
const WORDS: std::ops::RangeInclusive<u32> = 5..=90;

/// The standfirst: the block above the body, or at its beginning, that is marked as one, or that the
/// page's description repeats.
pub(super) fn standfirst(sources: &Sources, title: Option<&str>) -> Option<String> {
    let blocks = &sources.blocks.blocks;
    let region = sources.body.start.saturating_sub(ABOVE)..(sources.body.start + 2).min(blocks.len());
    let title = title.map(fold);
    let fits = |block: &&TextBlock| {
        WORDS.contains(&block.words)
            && block.link_words * 2 < block.words
            && Some(fold(sources.blocks.text_of(block))) != title
    };
    let description = [
        sources.linked.description.as_deref(),
        sources.survey.meta("og:description"),
        sources.survey.meta("description"),
    ];
    let described = |block: &TextBlock| {
        let text = sources.blocks.text_of(block);
        description.iter().flatten().any(|description| super::one_line(&super::plain(description)) == text)
    };
    let marked = |block: &TextBlock| sources.blocks.owner(block).distance[Hint::Standfirst as usize] <= 1;
    let candidates = || blocks[region.clone()].iter().filter(fits);
    let found =
        candidates().find(|block| marked(block)).or_else(|| candidates().find(|block| described(block)))?;
    Some(sources.blocks.text_of(found).to_owned())
}
