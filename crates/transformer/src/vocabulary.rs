//! The pieces that words are cut into.

use std::collections::HashMap;

use crate::model_file::ModelError;

/// Every piece with its number. Pieces that go on a word begin with `##`.
#[derive(Debug)]
pub(crate) struct Vocabulary<'m> {
    begin: HashMap<&'m str, u32>,
    go_on: HashMap<&'m str, u32>,
    /// Begins a window.
    pub(crate) begins: u32,
    /// Ends a paragraph.
    pub(crate) ends: u32,
    /// Stands for a word that has no pieces.
    pub(crate) unknown: u32,
    /// `.`, `!` and `?`.
    pub(crate) stops: [u32; 3],
    len: usize,
}

impl<'m> Vocabulary<'m> {
    /// One piece a line.
    pub(crate) fn new(lines: &'m str) -> Result<Self, ModelError> {
        let mut begin = HashMap::new();
        let mut go_on = HashMap::new();
        let mut len = 0;
        for (number, piece) in (0..).zip(lines.lines()) {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => go_on.insert(rest, number),
                _ => begin.insert(piece, number),
            };
            len += 1;
        }
        let get = |piece: &str| begin.get(piece).copied().ok_or(ModelError::Layout { part: "vocabulary" });
        Ok(Self {
            begins: get("[CLS]")?,
            ends: get("[SEP]")?,
            unknown: get("[UNK]")?,
            stops: [get(".")?, get("!")?, get("?")?],
            begin,
            go_on,
            len,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The number of a piece that begins a word, or goes on one.
    pub(crate) fn get(&self, piece: &str, goes_on: bool) -> Option<u32> {
        let map = if goes_on { &self.go_on } else { &self.begin };
        map.get(piece).copied()
    }
}
