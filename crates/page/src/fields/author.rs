//! Who wrote it.
//!
//! JSON-LD is believed first, then `<meta>` elements, then what is marked as author in the page
//! around headline and body, then a line that begins like a byline, then what only its place
//! tells: beside the date, over a biography, under the text; at last the person whose name the site
//! bears. A visible byline that names everyone the metadata name, and more, completes them; one that
//! names others, where the page shows none of them, or persons, where the metadata's names are none
//! that are known, replaces them. Everything goes through [`bylines`](crate::bylines), which knows what is no name.

mod own;
mod shown;
mod signs;
mod unmarked;
mod words;

use std::cell::LazyCell;

use self::own::owner;
use self::shown::{below, line, shown};
use self::signs::Signs;
use self::unmarked::{beside_date, biography, boxed, signature};
use self::words::NO_NAMES;
use super::{Sources, plain, visible};
use crate::agencies::{is_agency, looks_like_outlet};
use crate::body::blocks::{FAR, TextBlock};
use crate::body::hints::Hint;
use crate::body::tidy::is_next;
use crate::bylines;
use crate::dates::{fold, names_month};
use crate::tree::{NodeId, Tag};

/// Names of `<meta>` elements that hold authors, most trusted first.
const METAS: &[&str] = &[
    "author",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "byl",
    "cxenseparse:author",
    "article.author",
    "article:author_name",
    "citation_author",
    "authors",
    "rbauthors",
    "dc.creator",
    "dcterms.creator",
    "og:author",
    "creator",
    "shareaholic:article_author_name",
    "article:authors",
    "writer",
];

/// Blocks above and below the beginning of the body in which a byline is looked for.
const ABOVE: usize = 16;
const BELOW: usize = 6;

/// Blocks above the text in which a line of one sign is enough.
const NEAR: usize = 6;

/// Elements of one kind that are looked at: more of them are no byline.
const MOST: usize = 40;

/// Longest byline, in words and in bytes.
const LONGEST: u32 = 30;
const LONGEST_BYTES: usize = 300;

/// Tells whether a name is one by itself or by a second sign.
type Sure<'a> = &'a dyn Fn(&str) -> bool;

/// The authors.
pub(super) fn authors(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    // Most pages give full names, for which nothing has to be counted.
    let signs = LazyCell::new(|| Signs::new(sources));
    let mut named: Vec<String> = Vec::new();
    for name in sources.linked.authors.iter().take(MOST) {
        add(&mut named, names(&plain(name), outlet));
    }
    let mut below_text = false;
    let mut from_metadata = !named.is_empty();
    // Sections, buttons and desks stand where names do as often as single names.
    let sure: Sure = &|name| {
        is_full(name)
            || is_agency(name)
            || signs.count(name) >= if bylines::is_given_name(name) { 1 } else { 2 }
    };
    let steps: [(bool, &dyn Fn() -> Vec<String>); 10] = [
        (false, &|| {
            METAS
                .iter()
                .map(|name| from_meta(sources, name, outlet))
                .find(|names| !names.is_empty())
                .unwrap_or_else(|| from_card(sources, outlet))
        }),
        (false, &|| shown(sources, outlet, sure)),
        (true, &|| below(sources, outlet, sure)),
        (false, &|| sources.linked.organisations.iter().filter(|name| is_agency(name)).cloned().collect()),
        (false, &|| beside_date(sources, outlet)),
        (true, &|| biography(sources, outlet)),
        (false, &|| boxed(sources, outlet)),
        (false, &|| signs.pen_name(outlet).into_iter().collect()),
        (true, &|| signature(sources, outlet)),
        (true, &|| owner(sources, outlet).into_iter().collect()),
    ];
    for (at, (below, step)) in steps.into_iter().enumerate() {
        if named.is_empty() {
            named = step();
            from_metadata = at == 0;
            named.retain(|name| sure(name));
            below_text = below && !named.is_empty();
        }
    }
    if from_metadata && let Some(told) = contradicted(sources, &named, outlet) {
        named = told;
    } else if from_metadata && !named.iter().any(|name| bylines::is_surely_person(name)) {
        // What the metadata name may be the house, when it is no name that is known: a person shown
        // with the text goes before it.
        let told = shown(sources, outlet, sure);
        if !told.is_empty() && told.iter().all(|name| bylines::is_surely_person(name)) {
            named = told;
        }
    }
    // Bloggers sign with the name of their site; on news it is the house's.
    named.retain(|name| !sources.linked.news || !is_site(name, sources) || bylines::is_surely_person(name));
    // Beside a person's name, that of an agency or outlet says for whom the person works.
    let institution = |name: &String| is_agency(name) || looks_like_outlet(name);
    if !named.iter().all(institution) {
        named.retain(|name| !institution(name));
    }
    if below_text || named.is_empty() { named } else { completed(sources, named, outlet) }
}

/// The names of the byline that the page shows, when it shows none of those that the metadata
/// give: those are of whoever put the article into the system.
fn contradicted(sources: &Sources, named: &[String], outlet: Option<&str>) -> Option<Vec<String>> {
    let blocks = &sources.blocks.blocks;
    let last = || named.iter().map(|name| name.rsplit(' ').next().unwrap_or(name));
    let texts = || {
        region(sources)
            .rev()
            .map(|index| &blocks[index])
            .filter(|block| block.words <= LONGEST)
            .map(|block| sources.blocks.text_of(block))
    };
    // As written, which most pages give it, is looked for first, since folding costs more.
    if texts().any(|text| last().any(|name| text.contains(name))) {
        return None;
    }
    let folded: Vec<String> = last().map(fold).collect();
    if texts().map(fold).any(|text| folded.iter().any(|name| text.contains(name.as_str()))) {
        return None;
    }
    let start = sources.lead();
    let near = start.saturating_sub(ABOVE)..(start + 1).min(blocks.len());
    near.rev().find_map(|index| {
        let text = sources.blocks.text_of(&blocks[index]);
        let told =
            bylines::after_byline_word(text).is_some() || bylines::after_late_byline_word(text).is_some();
        let names = if told { line(sources, index, outlet) } else { Vec::new() };
        let person = |name: &String| is_full(name) && !looks_like_outlet(name) && !is_site(name, sources);
        (!names.is_empty() && names.iter().all(person)).then_some(names)
    })
}

/// The metadata's names, or those of the one visible byline that has all of them and more: more
/// authors, or the family name to a given one.
fn completed(sources: &Sources, named: Vec<String>, outlet: Option<&str>) -> Vec<String> {
    let begins = |name: &String, shown: &[String]| {
        let name = fold(name);
        let is = |rest: &str| rest.is_empty() || rest.starts_with(' ');
        shown.iter().any(|other| fold(other).strip_prefix(&name).is_some_and(is))
    };
    let region = region(sources);
    let more = region.rev().map(|index| line(sources, index, outlet)).find(|shown| {
        let person = |name: &String| {
            is_full(name) && !is_agency(name) && !looks_like_outlet(name) && !is_site(name, sources)
        };
        let full = shown.iter().all(person);
        let more = shown.len() > named.len() || named.iter().any(|name| !is_full(name));
        full && more && shown.len() <= 6 && named.iter().all(|name| begins(name, shown))
    });
    more.unwrap_or(named)
}

/// Whether a name has more than one part. Han names are written without blanks.
fn is_full(name: &str) -> bool {
    name.contains(' ') || name.chars().all(|letter| matches!(letter, '\u{4E00}'..='\u{9FFF}'))
}

/// Whether a name is that of the page's site: "Harbour Echo" on harbourecho.example.
fn is_site(name: &str, sources: &Sources) -> bool {
    let host =
        sources.hints.url.or(sources.survey.canonical).and_then(super::address::host).unwrap_or_default();
    let name: String = fold(name).chars().filter(|letter| letter.is_alphanumeric()).collect();
    host.split('.').any(|part| part.replace('-', "") == name)
}

/// The names in a text, without what the page's furniture left among them.
fn names(text: &str, outlet: Option<&str>) -> Vec<String> {
    let mut names = bylines::names(text, outlet);
    names.retain(|name| {
        let has_case = name.chars().any(char::is_lowercase);
        (!has_case || name.chars().any(char::is_uppercase))
            && !NO_NAMES.contains(&fold(name).as_str())
            && !names_month(&fold(name))
    });
    names
}

fn from_meta(sources: &Sources, name: &str, outlet: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for (_, text) in sources.survey.metas.iter().filter(|(known, _)| known == name).take(MOST) {
        if !text.contains("://") {
            add(&mut found, names(&plain(text), outlet));
        }
    }
    found
}

/// The names in the labelled fields that networks show below a link: "Written by", "Ann Reyes".
fn from_card(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let fields = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];
    let labelled = fields.into_iter().find_map(|(label, data)| {
        bylines::is_byline_word(sources.survey.meta(label)?).then(|| sources.survey.meta(data))?
    });
    labelled.map(|text| names(&plain(text), outlet)).unwrap_or_default()
}

fn add(names: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !names.iter().any(|known| fold(known) == fold(&name)) {
            names.push(name);
        }
    }
}

/// The blocks around the beginning of the text, where a byline stands.
fn region(sources: &Sources) -> std::ops::Range<usize> {
    let (start, page) = (sources.lead(), sources.blocks);
    let article = |index: usize| page.blocks.get(index).and_then(|block| page.article_around(block));
    let own = article(start);
    let below = start..(start + BELOW).min(page.blocks.len());
    // The next article has an author of its own.
    let end = own.and_then(|own| {
        below.clone().find(|&index| article(index).is_some_and(|other| is_next(page, own, other)))
    });
    start.saturating_sub(ABOVE)..end.unwrap_or(below.end)
}

/// The blocks around the end of the text.
fn foot(sources: &Sources) -> std::ops::Range<usize> {
    sources.body.end.saturating_sub(2)..(sources.body.end + 10).min(sources.blocks.blocks.len())
}

/// Whether a block belongs to readers' comments or to other articles.
fn is_foreign(sources: &Sources, block: &TextBlock) -> bool {
    is_comment(sources, block) || is_called(sources, block, Hint::Related)
}

/// Whether a block belongs to readers' comments.
fn is_comment(sources: &Sources, block: &TextBlock) -> bool {
    is_called(sources, block, Hint::Comment)
}

/// Whether an element around a block has such a name. Where the text itself stands in an element of the
/// name, the name means something else there, and only one much nearer counts.
fn is_called(sources: &Sources, block: &TextBlock, hint: Hint) -> bool {
    const NEARER: u8 = 3;
    let distance = |block: &TextBlock| sources.blocks.owner(block).distance[hint as usize];
    let lead = sources.blocks.blocks.get(sources.lead()).map_or(FAR, distance);
    distance(block) < if lead < FAR { lead.saturating_sub(NEARER) } else { FAR }
}

/// The same for the block in which an element begins.
fn is_in_comment(sources: &Sources, id: NodeId) -> bool {
    let blocks = &sources.blocks.blocks;
    let next = blocks.partition_point(|block| block.node.index() < id.index());
    // Above the text stand links to the comments, but no comments.
    next >= sources.lead()
        && blocks
            .get(next)
            .is_some_and(|block| sources.tree.contains(id, block.node) && is_comment(sources, block))
}

/// Whether a block is the headline, or what the page's title begins with: whom a page is about stands
/// in elements for persons, too.
fn is_headline(sources: &Sources, block: &TextBlock) -> bool {
    let headed = matches!(sources.blocks.owner(block).tag, Tag::H1 | Tag::H2);
    headed || {
        let title = sources.survey.title.map(|id| visible(sources.tree, id)).unwrap_or_default();
        title.trim_start().starts_with(sources.blocks.text_of(block))
    }
}

/// Whether a block is a heading of any rank.
fn in_heading(sources: &Sources, block: &TextBlock) -> bool {
    matches!(sources.blocks.owner(block).tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
}

/// The place in document order of a block's first node, or past the end.
fn node_of(sources: &Sources, index: usize) -> usize {
    sources.blocks.blocks.get(index).map_or(usize::MAX, |block| block.node.index())
}
