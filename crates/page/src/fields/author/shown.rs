//! The names that the page shows: in elements made for authors, in links to their pages, in lines that begin like bylines.

use super::words::{Leads, leads};
use super::{
    BELOW, LONGEST, LONGEST_BYTES, MOST, NEAR, Sure, add, foot, in_heading, is_comment, is_foreign, is_full,
    is_headline, is_in_comment, names, node_of, region,
};
use crate::body::blocks::TextBlock;
use crate::body::context::inside;
use crate::body::hints::Hint;
use crate::bylines;
use crate::dates::fold;
use crate::fields::{Sources, visible};
use crate::tree::{NodeId, Tag};

/// Bytes from which an `<address>` element is the address of a house.
const POSTAL: usize = 60;

/// Words from which a heading that begins like a byline is a headline.
const HEADED: u32 = 7;

/// The names shown between headline and body.
pub(super) fn shown(sources: &Sources, outlet: Option<&str>, sure: Sure) -> Vec<String> {
    let (tree, survey) = (sources.tree, sources.survey);
    let region = region(sources);
    let nodes = node_of(sources, region.start)..=node_of(sources, region.end);
    let marked = |id: &&NodeId| nodes.contains(&id.index());
    let mut found = Vec::new();
    for (value, id) in survey.properties.iter().take(MOST) {
        let author = value
            .split_ascii_whitespace()
            .any(|word| matches!(word.rsplit(':').next(), Some("author" | "creator")));
        if author && (marked(&id) || found.is_empty()) && !is_in_comment(sources, *id) {
            add(&mut found, within(sources, *id, outlet));
        }
    }
    found.retain(|name| sure(name));
    if !found.is_empty() {
        return found;
    }
    let linked = linked_names(sources, region.clone().rev(), outlet);
    if !linked.is_empty() {
        return linked;
    }
    // Several authors are several marked elements side by side.
    let mut last = 0;
    for id in survey.bylines.iter().filter(marked).filter(|id| !is_in_comment(sources, **id)).take(20) {
        if !found.is_empty() && id.index() > last + 12 {
            break;
        }
        let text = visible(tree, *id);
        // Plain `<address>` elements hold postal addresses as often as bylines.
        let postal = tree.tag(*id) == Some(Tag::ADDRESS) && text.trim().len() > POSTAL;
        if text.len() <= LONGEST_BYTES && !postal {
            let mut more = names(&text, outlet);
            more.retain(|name| sure(name));
            if !more.is_empty() {
                last = tree.subtree_end(*id).index();
                add(&mut found, more);
            }
        }
    }
    if !found.is_empty() {
        return found;
    }
    let mut lines = region.rev().map(|index| line(sources, index, outlet));
    lines.find(|names| names.iter().any(|name| sure(name))).unwrap_or_default()
}

/// The names in links to authors' pages, of the first block that has some and its neighbours.
fn linked_names(sources: &Sources, region: impl Iterator<Item = usize>, outlet: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last = None;
    for index in region {
        if last.is_some_and(|last: usize| last.abs_diff(index) > 2) {
            break;
        }
        let block = &sources.blocks.blocks[index];
        if block.words > LONGEST {
            continue;
        }
        let links = &sources.blocks.links[block.links.0 as usize..block.links.1 as usize];
        let introduced = is_introduced(sources, index);
        let mut here = Vec::new();
        for link in links {
            let Some(href) = sources.tree.attr(link.node, "href") else { continue };
            let text = visible(sources.tree, link.node);
            let sure = match leads(href, &text) {
                Leads::ToNamed => true,
                Leads::ToAuthors if bylines::is_surely_person(text.trim()) => !is_foreign(sources, block),
                Leads::ToAuthors | Leads::ToPersons => introduced && !is_foreign(sources, block),
                Leads::No => false,
            };
            if sure {
                add(&mut here, names(&text, outlet));
            }
        }
        here.retain(|name| is_full(name));
        if !here.is_empty() {
            last = Some(index);
            // The blocks come last to first above the text.
            here.append(&mut found);
            add(&mut found, here);
        }
    }
    found
}

/// The names in an element that is marked as author, its own `name` property first.
fn within(sources: &Sources, id: NodeId, outlet: Option<&str>) -> Vec<String> {
    let tree = sources.tree;
    let name = sources.survey.properties.iter().find(|(value, inner)| {
        *inner != id && tree.contains(id, *inner) && matches!(value.rsplit(':').next(), Some("name"))
    });
    let target = name.map_or(id, |(_, inner)| *inner);
    let text = tree.attr(target, "content").map_or_else(|| visible(tree, target), str::to_owned);
    if text.len() > LONGEST_BYTES { Vec::new() } else { names(&text, outlet) }
}

/// The names in a block that begins like a byline.
pub(super) fn line(sources: &Sources, index: usize, outlet: Option<&str>) -> Vec<String> {
    let block = &sources.blocks.blocks[index];
    // Right above the text stands little that is about other articles, whatever its class says.
    let above = (sources.lead().saturating_sub(NEAR)..sources.lead()).contains(&index);
    let foreign = if above { is_comment(sources, block) } else { is_foreign(sources, block) };
    // "Von der Leyen", "By the river": headlines begin so, too.
    let headline = block.words > HEADED && in_heading(sources, block);
    if block.words > LONGEST || foreign || headline || is_embedded(sources, block) {
        return Vec::new();
    }
    let text = sources.blocks.text_of(block);
    if bylines::after_byline_word(text).is_none()
        && let Some(late) = bylines::after_late_byline_word(text)
    {
        let found = names(late, outlet);
        if !found.is_empty() {
            return found;
        }
    }
    if is_introduced(sources, index) { names(text, outlet) } else { Vec::new() }
}

/// Whether a block is part of a post from elsewhere, which names its own author.
fn is_embedded(sources: &Sources, block: &TextBlock) -> bool {
    sources.blocks.owner(block).inside & inside::EMBED != 0
}

/// Whether a line is a name and the place where its bearer wrote: "Ann Reyes, in Harbour City". Only
/// right above the text that is a byline.
fn is_name_with_place(text: &str) -> bool {
    const IN: &[&str] = &[", in ", ", à ", ", aus ", ", en ", ", desde ", ", em ", ", da "];
    let capitals = |text: &str, count: std::ops::RangeInclusive<usize>| {
        count.contains(&text.split(' ').count())
            && text.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase))
    };
    let parts = IN.iter().find_map(|link| text.split_once(link));
    parts.is_some_and(|(name, place)| capitals(name, 2..=3) && capitals(place, 1..=3))
}

/// Whether a line is a person's name and what the person does: "Ann Reyes, environment correspondent".
fn is_name_with_role(text: &str) -> bool {
    let Some((name, role)) = text.split_once([',', '|']) else { return false };
    let words: Vec<&str> =
        role.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.len() <= 4
        && words.last().is_some_and(|word| bylines::is_role_word(&fold(word)))
        && bylines::is_surely_person(name.trim())
}

/// Whether a block opens with a byline's words, has them in a block of their own before it, or
/// stands in an element made for authors.
fn is_introduced(sources: &Sources, index: usize) -> bool {
    let blocks = &sources.blocks.blocks;
    let block = &blocks[index];
    let before = index.checked_sub(1).map(|before| &blocks[before]).filter(|before| before.words <= 3);
    let marked = sources.blocks.owner(block).distance[Hint::Author as usize] <= 2
        || before.is_some_and(|before| bylines::is_byline_word(sources.blocks.text_of(before)));
    let start = sources.lead();
    let placed = (start.saturating_sub(3)..start + BELOW).contains(&index)
        && (is_name_with_place(sources.blocks.text_of(block))
            || is_name_with_role(sources.blocks.text_of(block)));
    placed
        || marked && block.words <= 8 && !is_headline(sources, block)
        || bylines::after_byline_word(sources.blocks.text_of(block)).is_some()
}

/// The names marked as author below the body, outside comments and lists of other articles.
pub(super) fn below(sources: &Sources, outlet: Option<&str>, sure: Sure) -> Vec<String> {
    let region = foot(sources);
    let linked = linked_names(sources, region.clone(), outlet);
    if !linked.is_empty() {
        return linked;
    }
    let mut lines = region.clone().map(|index| line(sources, index, outlet));
    let lines = lines.find(|names| names.iter().any(|name| sure(name)));
    lines.unwrap_or_else(|| {
        let nodes = node_of(sources, region.start)..=node_of(sources, region.end);
        let marked = sources.survey.bylines.iter().filter(|id| nodes.contains(&id.index()));
        marked
            .filter(|id| !is_in_comment(sources, **id))
            .map(|id| visible(sources.tree, *id))
            .filter(|text| text.len() <= LONGEST_BYTES)
            .map(|text| names(&text, outlet))
            .find(|names| names.iter().any(|name| sure(name)))
            .unwrap_or_default()
    })
}
