//! Pieces → windows that the encoder takes in at once. `lab/transformer/windows.py` cuts the same way.

use std::ops::Range;

use crate::pieces::Pieces;
use crate::vocabulary::Vocabulary;

/// Pieces in a window, with the one that begins it.
pub(crate) const LENGTH: usize = 256;
/// At most so many of them repeat what went before.
const BEFORE: usize = 64;

/// A run of pieces, of which the first were already in the window before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// Where it begins in the article, with what it repeats.
    pub(crate) begin: usize,
    /// Its own pieces.
    pub(crate) core: Range<usize>,
}

impl Window {
    /// Its pieces, the one that begins every window first.
    pub(crate) fn ids(&self, pieces: &Pieces, vocabulary: &Vocabulary<'_>) -> Vec<u32> {
        let mut ids = Vec::with_capacity(LENGTH);
        ids.push(vocabulary.begins);
        ids.extend_from_slice(&pieces.ids[self.begin..self.core.end]);
        ids
    }
}

/// Cuts after a paragraph if one ends in time, else after a sentence, else anywhere.
pub(crate) fn windows(pieces: &Pieces, vocabulary: &Vocabulary<'_>) -> Vec<Window> {
    let ids = &pieces.ids;
    let mut found = Vec::new();
    let mut start = 0;
    while start < ids.len() {
        let before = start.min(BEFORE);
        let room = LENGTH - 1 - before;
        let mut end = start + room;
        if end < ids.len() {
            let last = |from: usize, is_cut: &dyn Fn(u32) -> bool| {
                (from..end).rev().find(|&at| is_cut(ids[at])).map(|at| at + 1)
            };
            let paragraph = last(start, &|id| id == vocabulary.ends);
            // A paragraph that ends so early would waste the window.
            let cut = if paragraph.is_none_or(|cut| cut - start < room / 3) {
                last(start + room / 3, &|id| vocabulary.stops.contains(&id)).max(paragraph)
            } else {
                paragraph
            };
            end = cut.unwrap_or(end);
        }
        let end = end.min(ids.len());
        found.push(Window { begin: start - before, core: start..end });
        start = end;
    }
    found
}
