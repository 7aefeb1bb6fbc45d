//! Who wrote it.
//!
//! JSON-LD is believed first, then `<meta>` elements, then what is marked as author in the page
//! around headline and body, then a line that begins like a byline. A visible byline that names
//! everyone the metadata name, and more, completes them. Everything goes through
//! [`bylines`](crate::bylines), which knows what is no name.

mod words;

use std::cell::LazyCell;

use self::words::{Leads, NO_NAMES, leads};
use super::{Sources, plain, visible};
use crate::agencies::{is_agency, looks_like_outlet};
use crate::body::blocks::{FAR, TextBlock};
use crate::body::hints::Hint;
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
const BELOW: usize = 3;

/// Elements of one kind that are looked at: more of them are no byline.
const MOST: usize = 40;

/// Longest byline, in words and in bytes.
const LONGEST: u32 = 30;
const LONGEST_BYTES: usize = 300;

/// Bytes from which an `<address>` element is the address of a house.
const POSTAL: usize = 60;

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
    let steps: [(bool, &dyn Fn() -> Vec<String>); 6] = [
        (false, &|| {
            METAS
                .iter()
                .map(|name| from_meta(sources, name, outlet))
                .find(|names| !names.is_empty())
                .unwrap_or_else(|| from_card(sources, outlet))
        }),
        (false, &|| shown(sources, outlet)),
        (true, &|| below(sources, outlet)),
        (false, &|| sources.linked.organisations.iter().filter(|name| is_agency(name)).cloned().collect()),
        (false, &|| signs.pen_name(outlet).into_iter().collect()),
        (true, &|| signature(sources, outlet)),
    ];
    for (at, (below, step)) in steps.into_iter().enumerate() {
        if named.is_empty() {
            named = step();
            from_metadata = at == 0;
            // Sections, buttons and desks stand where names do as often as single names.
            named.retain(|name| is_full(name) || is_agency(name) || signs.count(name) >= 2);
            below_text = below && !named.is_empty();
        }
    }
    if from_metadata && let Some(told) = contradicted(sources, &named, outlet) {
        named = told;
    }
    // Beside a person's name, that of an agency or outlet says for whom the person works.
    let institution = |name: &String| is_agency(name) || looks_like_outlet(name);
    if !named.iter().all(institution) {
        named.retain(|name| !institution(name));
    }
    if named.is_empty() {
        named.extend(outlet.filter(|outlet| is_persons_own(sources, outlet)).map(str::to_owned));
    }
    if below_text || named.is_empty() { named } else { completed(sources, named, outlet) }
}

/// The names of the byline that the page shows, when it shows none of those that the metadata
/// give: those are of whoever put the article into the system.
fn contradicted(sources: &Sources, named: &[String], outlet: Option<&str>) -> Option<Vec<String>> {
    let last: Vec<String> =
        named.iter().map(|name| fold(name.rsplit(' ').next().unwrap_or(name))).collect();
    let blocks = &sources.blocks.blocks;
    let shows = |index: usize| {
        let block = &blocks[index];
        block.words <= LONGEST && {
            let text = fold(sources.blocks.text_of(block));
            last.iter().any(|name| text.contains(name.as_str()))
        }
    };
    if region(sources).any(shows) {
        return None;
    }
    let start = sources.lead();
    let near = start.saturating_sub(ABOVE)..(start + 1).min(blocks.len());
    near.rev().find_map(|index| {
        let text = sources.blocks.text_of(&blocks[index]);
        let told = bylines::after_byline_word(text).is_some() || bylines::after_late_byline_word(text).is_some();
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

/// Whether the outlet is a person who gives it their name, and signs with it.
fn is_persons_own(sources: &Sources, outlet: &str) -> bool {
    let mut words = outlet.split(' ');
    let first = words.next().map(fold).unwrap_or_default();
    words.count() == 1
        && !ARTICLES.contains(&first.as_str())
        && !looks_like_outlet(outlet)
        && is_site(outlet, sources)
        && names(outlet, None) == [outlet]
        && (sources.linked.authors.iter().any(|name| plain(name).trim() == outlet)
            || sources.survey.meta("author").is_some_and(|name| plain(name).trim() == outlet))
}

/// Words before the name of an outlet, folded.
const ARTICLES: &[&str] = &["the", "la", "le", "les", "el", "il", "lo", "o", "a", "der", "die", "das", "de", "your", "my", "our"];

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

/// What the page says of its authors, to count how often it gives a name.
struct Signs {
    /// JSON-LD, `<meta>`, microdata, elements made for authors: folded texts with their kind.
    texts: Vec<(u8, String)>,
    /// The same as written.
    written: Vec<String>,
}

impl Signs {
    fn new(sources: &Sources) -> Self {
        let (tree, survey) = (sources.tree, sources.survey);
        let mut written: Vec<(u8, String)> = Vec::new();
        written
            .extend(sources.linked.authors.iter().take(MOST).map(|name| (0, plain(name).trim().to_owned())));
        let metas = survey.metas.iter().filter(|(name, _)| METAS.contains(&name.as_str()));
        written.extend(metas.take(MOST).map(|(_, content)| (1, plain(content).trim().to_owned())));
        let marked =
            survey.properties.iter().filter(|(value, _)| matches!(value.rsplit(':').next(), Some("author")));
        written.extend(marked.take(4).map(|(_, id)| (2, visible(tree, *id).trim().to_owned())));
        written.extend(survey.bylines.iter().take(12).map(|id| (3, visible(tree, *id).trim().to_owned())));
        // A link to an author's page, or one marked as leading there, is as good as two.
        let links = survey.bylines.iter().take(12).filter(|id| {
            let href = tree.attr(**id, "href").unwrap_or_default();
            tree.attr(**id, "rel").is_some_and(|rel| rel.contains("author"))
                || leads(href, "") >= Leads::ToAuthors
        });
        for id in links {
            let text = visible(tree, *id).trim().to_owned();
            written.extend([(4, text.clone()), (5, text)]);
        }
        for index in region(sources) {
            let block = &sources.blocks.blocks[index];
            if block.words > LONGEST || is_comment(sources, block) {
                continue;
            }
            for link in &sources.blocks.links[block.links.0 as usize..block.links.1 as usize] {
                let text = visible(tree, link.node).trim().to_owned();
                let href = tree.attr(link.node, "href").unwrap_or_default();
                if leads(href, &text) >= Leads::ToAuthors {
                    written.extend([(4, text.clone()), (5, text)]);
                }
            }
            // "by ann7": a word that introduces authors is a sign of its own.
            if let Some(after) = bylines::after_byline_word(sources.blocks.text_of(block)) {
                let name = after.split([',', '|', '•', '·', '(', '\n']).next().unwrap_or_default();
                written.push((6, name.trim().to_owned()));
            }
        }
        written.retain(|(_, text)| !text.is_empty() && text.len() <= 60);
        Self {
            texts: written.iter().map(|(kind, text)| (*kind, fold(text))).collect(),
            written: written.into_iter().map(|(_, text)| text).collect(),
        }
    }

    /// In how many of the places a name stands.
    fn count(&self, name: &str) -> u32 {
        let name = fold(name);
        let mut kinds = 0u8;
        for (kind, text) in &self.texts {
            let mut words =
                text.split(|character: char| character.is_whitespace() || matches!(character, ',' | ':'));
            if *text == name || words.any(|word| word == name) {
                kinds |= 1 << kind;
            }
        }
        kinds.count_ones()
    }

    /// The pen name of a blogger: one word in two of the places that are made for a person's name.
    fn pen_name(&self, outlet: Option<&str>) -> Option<String> {
        let outlet = outlet.map(fold);
        let found = self.written.iter().find(|name| {
            let letters = name.chars().filter(|character| character.is_alphabetic()).count();
            let one_word =
                name.chars().all(|character| character.is_alphanumeric() || "-_.".contains(character));
            let folded = fold(name);
            one_word
                && letters >= 4
                && name.len() <= 40
                && !NO_NAMES.contains(&folded.as_str())
                && !bylines::is_section_name(name)
                && !bylines::is_no_name(&folded)
                && !["admin", "redak", "editor"].iter().any(|part| folded.contains(part))
                && outlet.as_ref().is_none_or(|outlet| *outlet != folded)
                && !name.contains(".c")
                && self.count(name) >= 2
        });
        found.cloned()
    }
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
    let start = sources.lead();
    start.saturating_sub(ABOVE)..(start + BELOW).min(sources.blocks.blocks.len())
}

/// The names shown between headline and body.
fn shown(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
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
            let more = names(&text, outlet);
            if !more.is_empty() {
                last = tree.subtree_end(*id).index();
                add(&mut found, more);
            }
        }
    }
    if !found.is_empty() {
        return found;
    }
    region.rev().map(|index| line(sources, index, outlet)).find(|names| !names.is_empty()).unwrap_or_default()
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

/// Whether a block belongs to readers' comments or to other articles.
fn is_foreign(sources: &Sources, block: &TextBlock) -> bool {
    let owner = sources.blocks.owner(block);
    [Hint::Comment, Hint::Related].into_iter().any(|hint| owner.distance[hint as usize] < FAR)
}

/// Whether a block belongs to readers' comments.
fn is_comment(sources: &Sources, block: &TextBlock) -> bool {
    sources.blocks.owner(block).distance[Hint::Comment as usize] < FAR
}

/// The same for the block in which an element begins.
fn is_in_comment(sources: &Sources, id: NodeId) -> bool {
    let blocks = &sources.blocks.blocks;
    let next = blocks.partition_point(|block| block.node.index() < id.index());
    blocks.get(next).is_some_and(|block| sources.tree.contains(id, block.node) && is_comment(sources, block))
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
fn line(sources: &Sources, index: usize, outlet: Option<&str>) -> Vec<String> {
    let block = &sources.blocks.blocks[index];
    if block.words > LONGEST || is_foreign(sources, block) {
        return Vec::new();
    }
    if is_introduced(sources, index) {
        return names(sources.blocks.text_of(block), outlet);
    }
    let late = bylines::after_late_byline_word(sources.blocks.text_of(block));
    late.map(|text| names(text, outlet)).unwrap_or_default()
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
        && is_name_with_place(sources.blocks.text_of(block));
    placed
        || marked && block.words <= 8
        || bylines::after_byline_word(sources.blocks.text_of(block)).is_some()
}

/// The names marked as author below the body, outside comments and lists of other articles.
fn below(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let blocks = &sources.blocks.blocks;
    let region = sources.body.end.saturating_sub(2)..(sources.body.end + 10).min(blocks.len());
    let linked = linked_names(sources, region.clone(), outlet);
    if !linked.is_empty() {
        return linked;
    }
    let lines = region.clone().map(|index| line(sources, index, outlet)).find(|names| !names.is_empty());
    lines.unwrap_or_else(|| {
        let nodes = node_of(sources, region.start)..=node_of(sources, region.end);
        let marked = sources.survey.bylines.iter().filter(|id| nodes.contains(&id.index()));
        marked
            .filter(|id| !is_in_comment(sources, **id))
            .map(|id| visible(sources.tree, *id))
            .filter(|text| text.len() <= LONGEST_BYTES)
            .map(|text| names(&text, outlet))
            .find(|names| !names.is_empty())
            .unwrap_or_default()
    })
}

/// The name that stands by itself below the text, or in brackets at the end of its last paragraph.
fn signature(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let blocks = &sources.blocks.blocks;
    let last = sources.body.end.saturating_sub(2).max(sources.lead() + 1)..sources.body.end.min(blocks.len());
    let signed = last.rev().find_map(|index| {
        let block = &blocks[index];
        if is_foreign(sources, block) {
            return None;
        }
        let text = sources.blocks.text_of(block).trim_end_matches([' ', '+', '*', '\u{a0}']);
        let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let alone = || (block.words <= 4 && block.bold_words == block.words && !in_heading(sources, block)).then_some(text);
        let name = inside.map(|(_, inside)| inside).or_else(alone)?;
        let name = name.trim_matches(|letter: char| !letter.is_alphabetic());
        let found = names(name, outlet);
        let sole = found.len() == 1 && found[0].chars().count() == name.chars().count();
        let words = name.split(' ').count();
        let plain = name.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase));
        (sole && plain && (2..=3).contains(&words)).then_some(found)
    });
    signed.unwrap_or_default()
}

fn in_heading(sources: &Sources, block: &TextBlock) -> bool {
    matches!(sources.blocks.owner(block).tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
}

/// The place in document order of a block's first node, or past the end.
fn node_of(sources: &Sources, index: usize) -> usize {
    sources.blocks.blocks.get(index).map_or(usize::MAX, |block| block.node.index())
}
