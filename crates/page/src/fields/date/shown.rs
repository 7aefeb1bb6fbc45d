//! The dates that a page shows to its readers.
//!
//! A line between headline and text, or below the text, is a date line. Which of several dates is
//! that of publication is told by points: for standing right above the text, for the word beside
//! it ("Published", "Updated"), for an element made for dates, and for filling its line.

use super::super::{Sources, visible};
use super::is_next_day;
use super::labels::{Label, label};
use crate::body::blocks::{FAR, TextBlock};
use crate::body::hints::Hint;
use crate::dates::{Date, find_dates};
use crate::tree::{NodeId, Tag};

/// Blocks above and below the text in which date lines are looked for.
const ABOVE: usize = 14;
const BELOW: usize = 8;

/// Longest date line in words, and in bytes; the longest whose label makes up for its length.
const LINE: u32 = 40;
const LONGEST: usize = 300;
const LABELLED: u32 = 80;

/// Blocks at the beginning of the text in which a date may open it: a summary and a byline may stand
/// before.
const OPENING: usize = 5;

/// Points that a date loses in another article's box.
const FOREIGN: f32 = 2.5;

/// Elements made for dates that are looked at.
const MOST: usize = 40;

/// Where a date was read that opens the text itself: that of the event as often as that of
/// publication.
pub(super) const DATELINE: &str = "dateline";

/// A date that is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) date: Date,
    /// `time`, `text` or [`DATELINE`].
    pub(super) from: &'static str,
    pub(super) label: Label,
    /// How sure it is that it is the date of this article.
    pub(super) points: f32,
}

/// The dates shown around the text, surest first.
pub(super) fn around(sources: &Sources) -> Vec<Shown> {
    let blocks = &sources.blocks.blocks;
    let body = &sources.body;
    let lead = sources.lead();
    let above = lead.saturating_sub(ABOVE)..(lead + 2).min(blocks.len());
    let below = body.end.max(above.end).min(blocks.len())..(body.end + BELOW).min(blocks.len());
    let marked = marked(sources, above.start, below.end);
    let mut found = Vec::new();
    for index in above.rev().chain(below) {
        let here = place(sources, index);
        let mark = marked.iter().find(|mark| mark.index == index);
        if let Some(Mark { machine: Some(date), .. }) = mark {
            let below = if index < body.end { 0.0 } else { 0.7 };
            let points = here + 1.5 - below - foreign(sources, &blocks[index]);
            found.push(Shown { date: date.clone(), from: "time", label: Label::None, points });
        }
        in_block(sources, index, here + if mark.is_some() { 1.0 } else { 0.0 }, &mut found);
    }
    found.extend(dateline(sources));
    if found.is_empty() {
        // An outlying element still tells on which day of its calendar a moment fell.
        found.extend(sources.survey.times.iter().take(6).find_map(|id| {
            let date = machine(sources, *id)?;
            Some(Shown { date, from: "time", label: Label::None, points: 0.0 })
        }));
    }
    // What a `<time>` element says to machines is exacter than the text beside it, whose label it
    // shares.
    for index in 0..found.len() {
        if found[index].from == "time" {
            let same =
                |other: &&Shown| other.from != "time" && other.date.local_day == found[index].date.local_day;
            if let Some((label, points)) =
                found.iter().find(same).map(|other| (other.label, other.points + 0.1))
            {
                found[index].label = label;
                found[index].points = found[index].points.max(points);
            }
        }
    }
    found.sort_by(|one, other| other.points.total_cmp(&one.points));
    found
}

/// How well a block's place suits a date line: above the text, and close to it.
fn place(sources: &Sources, index: usize) -> f32 {
    let body = &sources.body;
    let lead = sources.lead();
    if index < lead {
        2.0 - 0.08 * (lead - index) as f32
    } else if index < body.end {
        1.8
    } else {
        0.6 - 0.05 * (index - body.end) as f32
    }
}

/// The dates of one block. `base` are the points of its place.
fn in_block(sources: &Sources, index: usize, base: f32, found: &mut Vec<Shown>) {
    let block = &sources.blocks.blocks[index];
    let text = sources.blocks.text_of(block);
    if block.words > LABELLED
        || text.len() > 2 * LONGEST
        || !text.bytes().any(|byte| byte.is_ascii_digit()) && text.is_ascii()
    {
        return;
    }
    let mut dates = find_dates(text, sources.date_language.as_deref()).take(4).peekable();
    if dates.peek().is_none() {
        return;
    }
    let base = base - foreign(sources, block);
    let mut last = 0;
    for date in dates {
        let span = date.span;
        let before = if span.start == 0 { heading(sources, index) } else { &text[last..span.start] };
        let label = label(before, &text[span.end..]);
        last = span.end;
        if date.date.local_day.len() != 10 || !sources.plausible(&date.date) {
            continue;
        }
        if block.words > LINE && label == Label::None {
            continue;
        }
        let share = (span.end - span.start) as f32 / text.len() as f32;
        let points = base
            + share.min(0.5)
            + match label {
                Label::Published => 1.5,
                Label::Modified => -0.7,
                Label::Today => -4.0,
                Label::None if share < 0.12 => -0.8,
                Label::None => 0.0,
            };
        found.push(Shown { date: date.date, from: "text", label, points });
    }
}

/// The words of the short block before, which may stand over a date: "Published:".
fn heading<'s>(sources: &'s Sources, index: usize) -> &'s str {
    let before = index.checked_sub(1).map(|before| &sources.blocks.blocks[before]);
    before.filter(|block| block.words <= 4).map_or("", |block| sources.blocks.text_of(block))
}

/// The points to take from a date in this block because it seems another's.
fn foreign(sources: &Sources, block: &TextBlock) -> f32 {
    if is_foreign(sources, block) { FOREIGN } else { 0.0 }
}

/// Whether a block belongs to other articles, to readers' comments, or to the frame of the page.
fn is_foreign(sources: &Sources, block: &TextBlock) -> bool {
    let owner = sources.blocks.owner(block);
    [Hint::Comment, Hint::Related].into_iter().any(|hint| owner.distance[hint as usize] < FAR)
        || sources
            .tree
            .ancestors(block.node)
            .any(|outer| matches!(sources.tree.tag(outer), Some(Tag::NAV | Tag::ASIDE)))
}

/// The date that the text itself begins with: "2.3.2026 – The council …", "Harbour City (2 March
/// 2026). The council …".
fn dateline(sources: &Sources) -> Option<Shown> {
    let blocks = &sources.blocks.blocks;
    let lead = sources.lead();
    let first = lead..sources.body.end.min(lead + OPENING);
    first.filter(|&index| blocks[index].words > LINE).take(2).find_map(|index| {
        let text = sources.blocks.text_of(&blocks[index]);
        let beginning = &text[..text.floor_char_boundary(70)];
        let date = find_dates(beginning, sources.date_language.as_deref()).next()?;
        let after = text[date.span.end..].trim_start();
        let set_off = after.starts_with(['–', '—', '-', ')', '|', ':', '/'])
            || (date.span.start == 0 && after.starts_with(['„', '“', '"', '«', '»']));
        let plain = date.date.local_day.len() == 10 && sources.plausible(&date.date);
        (plain && set_off && date.span.start < 30).then_some(Shown {
            date: date.date,
            from: DATELINE,
            label: Label::None,
            points: 1.5,
        })
    })
}

/// An element made for dates, by the block it stands in.
struct Mark {
    index: usize,
    /// What its `datetime` says.
    machine: Option<Date>,
}

/// The elements made for dates in the blocks from `first` to `end`.
fn marked(sources: &Sources, first: usize, end: usize) -> Vec<Mark> {
    let blocks = &sources.blocks.blocks;
    let node = |index: usize| blocks.get(index).map_or(usize::MAX, |block| block.node.index());
    // An element that wraps the first block begins before its text.
    let (from, to) = (node(first).saturating_sub(8), node(end));
    let near = |id: &&NodeId| (from..to).contains(&id.index());
    let index_of = |id: NodeId| {
        let next = blocks.partition_point(|block| block.node.index() < id.index());
        match blocks.get(next) {
            Some(block) if sources.tree.contains(id, block.node) => next,
            _ => next.saturating_sub(1),
        }
    };
    let times = sources.survey.times.iter().filter(near).take(MOST);
    let times = times.map(|id| Mark { index: index_of(*id), machine: machine(sources, *id) });
    let others = sources.survey.dates.iter().filter(near).take(MOST);
    let others = others.map(|id| Mark { index: index_of(*id), machine: in_attribute(sources, *id) });
    let mut marks: Vec<Mark> = times.collect();
    marks.extend(others);
    marks
}

/// The date that an element keeps in an attribute for scripts or for the pointer, as `<abbr
/// class="published" title="2026-03-02">` does.
fn in_attribute(sources: &Sources, id: NodeId) -> Option<Date> {
    const NAMES: &[&str] =
        &["title", "data-datetime", "data-date", "data-timestamp", "data-time", "data-published"];
    let date = NAMES.iter().find_map(|name| sources.date(sources.tree.attr(id, name)?));
    date.filter(|date| date.local_day.len() == 10)
}

/// What a `datetime` attribute says, on the day that the element shows: the attribute often counts
/// in UTC.
fn machine(sources: &Sources, id: NodeId) -> Option<Date> {
    let mut date = sources.date(sources.tree.attr(id, "datetime")?)?;
    let next = |one: &Date, other: &Date| is_next_day(&one.local_day, &other.local_day);
    if let Some(told) = sources.found(&visible(sources.tree, id))
        && (next(&date, &told) || next(&told, &date))
    {
        date.local_day = told.local_day;
    }
    Some(date)
}

/// The first date around the text that is more than a few words of its line; one of what seem to be
/// other articles only where there is no other.
pub(super) fn near(sources: &Sources) -> Option<Shown> {
    let body = &sources.body;
    let around = body.start.saturating_sub(40)..(body.end + 40).min(sources.blocks.blocks.len());
    let mut found = Vec::new();
    for index in around {
        in_block(sources, index, 0.0, &mut found);
    }
    let sure = |least: f32| found.iter().find(|shown| shown.points > least).cloned();
    sure(0.0).or_else(|| sure(-FOREIGN))
}

/// A date anywhere on the page, for articles without a date line at its place: the first one that
/// is said to be that of publication, the first element made for dates, and at last the day that
/// the page is said to have been changed.
pub(super) fn elsewhere(sources: &Sources) -> Option<Shown> {
    let survey = sources.survey;
    let blocks = &sources.blocks.blocks;
    let mut all = Vec::new();
    for index in 0..blocks.len().min(600) {
        in_block(sources, index, 0.0, &mut all);
    }
    let labelled =
        |label: Label| all.iter().find(|shown| shown.label == label && shown.points > -2.0).cloned();
    labelled(Label::Published)
        .or_else(|| {
            survey.times.iter().take(10).find_map(|id| {
                let text = sources
                    .tree
                    .attr(*id, "datetime")
                    .map_or_else(|| visible(sources.tree, *id), str::to_owned);
                let date = sources.date(&text)?;
                Some(Shown { date, from: "time", label: Label::None, points: 0.0 })
            })
        })
        .or_else(|| {
            survey.dates.iter().take(20).find_map(|id| {
                let text = visible(sources.tree, *id);
                let date = sources.found(&text).filter(|_| text.len() < 200)?;
                Some(Shown { date, from: "text", label: Label::None, points: 0.0 })
            })
        })
        .or_else(|| labelled(Label::Modified))
}

impl Sources<'_> {
    /// A date that a page can have, to the day, found in visible text.
    fn found(&self, text: &str) -> Option<Date> {
        if text.len() > LONGEST {
            return None;
        }
        let date = find_dates(text, self.date_language.as_deref()).next().map(|found| found.date);
        date.filter(|date| date.local_day.len() == 10 && self.plausible(date))
    }
}
