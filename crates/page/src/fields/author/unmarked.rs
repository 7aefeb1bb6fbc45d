//! Names that neither a word nor an element says to be the author's: only their place does.

use super::words::{begins_biography, is_about_author};
use super::{NEAR, foot, in_heading, is_comment, is_foreign, is_headline, is_in_comment, names};
use crate::agencies::looks_like_outlet;
use crate::bylines::is_surely_person;
use crate::dates::find_date;
use crate::fields::{PARAGRAPH, Sources, visible};

/// The name beside the date above the text: on its line, set off by a bar, or on the next line, without
/// a word that introduces it.
pub(super) fn beside_date(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let blocks = &sources.blocks.blocks;
    let text = |index: usize| sources.blocks.text_of(&blocks[index]);
    let lead = sources.lead().min(blocks.len());
    let near = lead.saturating_sub(NEAR)..lead;
    let language = sources.date_language.as_deref();
    let dated = |index: usize| {
        let block = &blocks[index];
        block.words <= 12
            && text(index).bytes().any(|byte| byte.is_ascii_digit())
            && find_date(text(index), language).is_some()
    };
    for index in near.clone().rev() {
        if is_foreign(sources, &blocks[index]) || !dated(index) {
            continue;
        }
        let line = text(index);
        let parts = line.split(['|', '•', '·']).map(str::trim);
        if let Some(name) =
            parts.clone().find_map(|part| plain_name(part, outlet)).filter(|_| parts.count() > 1)
        {
            return vec![name];
        }
        // What other marks set off, or a line of its own, is a name only when it looks like one.
        let marks = [" - ", " – ", " — ", " // ", " / ", ", ", " on ", " am "];
        let sure = |part: &str| plain_name(part.trim(), outlet).filter(|name| is_surely_person(name));
        let beside = marks.iter().flat_map(|mark| line.split(mark)).find_map(sure);
        let around = [index.wrapping_sub(1), index + 1];
        let alone = || {
            around.iter().filter(|at| near.contains(at)).find_map(|&at| {
                let block = &blocks[at];
                let plain = block.words <= 4 && !is_foreign(sources, block) && !is_headline(sources, block);
                if plain { sure(text(at)) } else { None }
            })
        };
        if let Some(name) = beside.or_else(alone) {
            return vec![name];
        }
        let around = around.iter().filter(|at| near.contains(at) && !is_foreign(sources, &blocks[**at]));
        let names = around.map(|&at| several(text(at), outlet)).find(|names| !names.is_empty());
        if let Some(names) = names {
            return names;
        }
    }
    Vec::new()
}

/// The names that are all of a line: "Ann Reyes and Peter Osei". Each must look like one.
fn several(line: &str, outlet: Option<&str>) -> Vec<String> {
    let parts =
        [" and ", " & ", " und ", " et ", " y ", " e ", " en "].iter().find_map(|link| line.split_once(link));
    let Some((first, last)) = parts else { return Vec::new() };
    let names = first.split(", ").chain([last]);
    let sure = |name: &str| plain_name(name.trim(), outlet).filter(|name| is_surely_person(name));
    names.map(sure).collect::<Option<Vec<String>>>().unwrap_or_default()
}

/// The name by itself right above the text that also stands in an element made for authors.
pub(super) fn boxed(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let blocks = &sources.blocks.blocks;
    let lead = sources.lead().min(blocks.len());
    let above = (lead.saturating_sub(NEAR)..lead).rev().filter(|index| blocks[*index].words <= 3);
    let name =
        above.filter_map(|index| plain_name(sources.blocks.text_of(&blocks[index]), outlet)).find(|name| {
            let mut marked =
                sources.survey.bylines.iter().take(12).filter(|id| !is_in_comment(sources, **id));
            marked.any(|id| visible(sources.tree, *id).trim_start().starts_with(name.as_str()))
        });
    name.into_iter().collect()
}

/// The name that a biography below the text begins with: "Ann Reyes is a reporter", under her name or
/// under "About the author".
pub(super) fn biography(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let blocks = &sources.blocks.blocks;
    let name = foot(sources).find_map(|index| {
        let block = &blocks[index];
        let above = index.checked_sub(1).map(|above| sources.blocks.text_of(&blocks[above]))?;
        if block.words < 6 || is_comment(sources, block) {
            return None;
        }
        let text = sources.blocks.text_of(block);
        let name = begins_biography(text)?;
        let titled = above == name || is_about_author(above);
        if titled { plain_name(name, outlet) } else { None }
    });
    name.into_iter().collect()
}

/// The name that stands by itself below the text, or in brackets at the end of its last paragraph.
pub(super) fn signature(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let blocks = &sources.blocks.blocks;
    let end = sources.body.end.min(blocks.len());
    let last = end.saturating_sub(2).max(sources.lead() + 1)..(end + 1).min(blocks.len());
    let signed = last.rev().find_map(|index| {
        let block = &blocks[index];
        if is_foreign(sources, block) {
            return None;
        }
        let text = sources.blocks.text_of(block).trim_end_matches([' ', '+', '*', '\u{a0}']);
        let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let alone = || (block.words <= 4 && !in_heading(sources, block)).then_some(text);
        let name = inside.map(|(_, inside)| inside).or_else(alone)?;
        let name = name.trim_matches(|letter: char| !letter.is_alphabetic());
        // A line in bold type below the text is the heading of something else as often.
        plain_name(name, outlet).filter(|name| is_surely_person(name)).map(|name| vec![name])
    });
    signed.or_else(|| alone_in_text(sources, outlet)).unwrap_or_default()
}

/// The one name that is a paragraph of the text's second half: what follows a signature is often taken
/// for text.
fn alone_in_text(sources: &Sources, outlet: Option<&str>) -> Option<Vec<String>> {
    let blocks = &sources.blocks.blocks;
    let (start, end) = (sources.lead() + 1, sources.body.end.min(blocks.len()));
    let half = start + end.saturating_sub(start) / 2;
    let mut alone = (half..end).filter_map(|index| {
        let block = &blocks[index];
        let plain = block.words <= 4 && !is_foreign(sources, block) && !in_heading(sources, block);
        let follows = blocks[index - 1].words >= PARAGRAPH;
        let text = sources.blocks.text_of(block);
        if plain && follows && is_surely_person(text) { plain_name(text, outlet) } else { None }
    });
    let name = alone.next()?;
    alone.next().is_none().then(|| vec![name])
}

/// The text when it is a full name and nothing else.
fn plain_name(text: &str, outlet: Option<&str>) -> Option<String> {
    let capitals = text.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase));
    if !capitals || !(2..=3).contains(&text.split(' ').count()) || looks_like_outlet(text) {
        return None;
    }
    let mut found = names(text, outlet);
    let sole = found.len() == 1 && found[0].chars().count() == text.chars().count();
    if sole { found.pop() } else { None }
}
