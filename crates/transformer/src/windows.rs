//! Pieces → windows that the encoder takes in at once. `lab/transformer/windows.py` cuts the same way.

use std::ops::Range;

use crate::pieces::Pieces;
use crate::vocabulary::Vocabulary;

/// Pieces in a window, with the one that begins it.
pub(crate) const LENGTH: usize = 256;
/// At most so many of them repeat what went before,
const BEFORE: usize = 64;
/// and at least so many, if so many went before.
const ENOUGH: usize = 32;

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

/// Cuts after a paragraph if one ends late enough, else after a sentence, else anywhere.
pub(crate) fn windows(pieces: &Pieces, vocabulary: &Vocabulary<'_>) -> Vec<Window> {
    let ids = &pieces.ids;
    let is_end = |at: usize| ids[at] == vocabulary.ends;
    let is_stop = |at: usize| vocabulary.stops.contains(&ids[at]) || is_end(at);
    let mut found = Vec::new();
    let mut start = 0;
    while start < ids.len() {
        let begin = match start.checked_sub(BEFORE) {
            // what is repeated begins with a sentence, where there is a choice
            Some(first) => (first..start - ENOUGH).rev().find(|&at| is_stop(at)).map_or(first, |at| at + 1),
            None => 0,
        };
        let room = LENGTH - 1 - (start - begin);
        let mut end = (start + room).min(ids.len());
        if end < ids.len() {
            // What ends earlier would waste the window.
            let paragraph = (start + room * 2 / 3..end).rev().find(|&at| is_end(at));
            let sentence = || (start + room / 3..end).rev().find(|&at| is_stop(at));
            end = paragraph.or_else(sentence).map_or(end, |at| at + 1);
        }
        found.push(Window { begin, core: start..end });
        start = end;
    }
    found
}
