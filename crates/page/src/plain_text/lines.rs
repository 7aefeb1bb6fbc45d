use std::collections::{HashMap, HashSet};

use crate::bylines::{Byline, after_byline_word, byline};
use crate::dates::fold;

use super::furniture::{Furniture, Phrases};
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
    let phrases = Phrases::new();
    let mut lines: Vec<Line> = paragraphs
        .into_iter()
        .zip(&keys)
        .map(|(paragraph, key)| {
            let look = look(&paragraph.text);
            let furniture = phrases.furniture(&paragraph.text, &look);
            let times = times.get(key).copied().unwrap_or(1);
            let is_byline = furniture.is_none() && is_byline(&paragraph.text, &look);
            Line { paragraph, look, furniture, times, in_run: false, is_byline, stays: true, is_head: false }
        })
        .collect();
    mark_runs(&mut lines);
    for line in &mut lines {
        line.stays = line.furniture.is_none();
    }
    if !super::region::is_clean(&lines) {
        drop_repetitions(&mut lines, &keys);
        drop_stubs_among_furniture(&mut lines);
    }
    lines
}

/// Keeps the first of lines that say the same: pages repeat headlines, teasers and pull quotes.
fn drop_repetitions(lines: &mut [Line], keys: &[String]) {
    let mut seen: HashSet<&str> = HashSet::new();
    for (line, key) in lines.iter_mut().zip(keys) {
        let first = seen.insert(key);
        // A short line that stands three times is a tool of the page, whatever it says.
        if (!first && line.look.words >= 4) || (line.times > 2 && !line.look.closed) {
            line.stays = false;
        }
    }
}

/// Drops short lines where every third line of the stretch between two paragraphs is furniture:
/// they are of its kind. Headings and lists of the article stand between its paragraphs alone.
fn drop_stubs_among_furniture(lines: &mut [Line]) {
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start..].iter().take_while(|line| !line.is_prose()).count();
        let stretch = &mut lines[start..start + length];
        let furniture = stretch.iter().filter(|line| line.furniture.is_some()).count();
        if length >= 4 && furniture * 3 >= length {
            // The last line before the text may be its heading.
            for line in &mut stretch[..length - 1] {
                line.stays &= !line.is_stub();
            }
        }
        start += length.max(1);
    }
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
