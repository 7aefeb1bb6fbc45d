use std::collections::HashMap;

use crate::bylines::{Byline, after_byline_word, byline};
use crate::dates::fold;

use super::furniture::{Furniture, furniture};
use super::layout::{Mark, Paragraph};
use super::measure::{Look, look};

/// A paragraph with everything that is judged about it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) paragraph: Paragraph,
    pub(super) look: Look,
    /// The kind of furniture it is, if any.
    pub(super) furniture: Option<Furniture>,
    /// How often the same words stand in the text.
    pub(super) times: usize,
    /// Whether it stands among several short lines that are no sentences: a menu, or a list.
    pub(super) in_run: bool,
    /// Whether it opens with "By" or its like and names someone.
    pub(super) is_byline: bool,
    /// Whether it belongs to the body if it stands in the body's region.
    pub(super) stays: bool,
    /// Whether it was read as title, byline, date, credit or outlet.
    pub(super) is_head: bool,
}

impl Line {
    /// Whether it is running text of the article's kind.
    pub(super) fn is_prose(&self) -> bool {
        self.furniture.is_none() && self.look.is_prose()
    }

    /// A short line without the end of a sentence: an entry of a menu, a heading, a name.
    pub(super) fn is_stub(&self) -> bool {
        !self.look.closed && self.look.words <= 7
    }
}

/// Judges every paragraph by itself and beside its neighbours.
pub(super) fn lines(paragraphs: Vec<Paragraph>) -> Vec<Line> {
    let mut times: HashMap<String, usize> = HashMap::new();
    let keys: Vec<String> = paragraphs.iter().map(|paragraph| fold(&paragraph.text)).collect();
    for key in &keys {
        *times.entry(key.clone()).or_default() += 1;
    }
    let mut lines: Vec<Line> = paragraphs
        .into_iter()
        .zip(&keys)
        .map(|(paragraph, key)| {
            let look = look(&paragraph.text);
            let furniture = furniture(&paragraph.text, &look);
            let times = times.get(key).copied().unwrap_or(1);
            let is_byline = is_byline(&paragraph.text, &look);
            Line { paragraph, look, furniture, times, in_run: false, is_byline, stays: true, is_head: false }
        })
        .collect();
    mark_runs(&mut lines);
    for line in &mut lines {
        line.stays = line.furniture.is_none();
    }
    lines
}

fn is_byline(text: &str, look: &Look) -> bool {
    look.words <= 20
        && !look.is_prose()
        && after_byline_word(text).is_some()
        && byline(text, None) != Byline::default()
}

/// Marks runs of four and more stubs. List items that carry a mark are the article's.
fn mark_runs(lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start..]
            .iter()
            .take_while(|line| line.is_stub() && line.paragraph.mark != Mark::Heading)
            .count();
        if length >= 4 {
            let words: usize = lines[start..start + length].iter().map(|line| line.look.words).sum();
            // Verse has longer lines than menus.
            if words < length * 4 {
                for line in &mut lines[start..start + length] {
                    line.in_run = true;
                }
            }
        }
        start += length.max(1);
    }
}
