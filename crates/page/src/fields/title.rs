//! The headline.
//!
//! What stands over the text is the headline; what the metadata say is often another one, written
//! for search engines or networks. So headings are preferred, and the metadata tell which heading
//! it is: the one that shares most words with them, stands right above the body, and is not the
//! outlet's name. Only where no heading is convincing the metadata's own wording is taken.

use std::borrow::Cow;
use std::hash::BuildHasher;

use super::{Sources, address, one_line, plain, visible};
use crate::dates::{fold, push_folded};
use crate::titles::{clean_title, ends};
use crate::tree::Tag;

/// Places in the metadata where the headline stands, most trusted first.
const METAS: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "cxenseparse:title",
    "headline",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "title",
];

/// Points a heading needs to be taken for the headline. One that agrees half with the metadata and
/// stands at its place has them.
const CONVINCING: f32 = 1.6;

/// Longest headline in words; what is longer is a paragraph in large type.
const LONGEST: usize = 45;

/// The headline.
pub(super) fn title(sources: &Sources, outlet: Option<&str>) -> Option<String> {
    let metas = from_metadata(sources, outlet);
    let mut known: Vec<Words> = metas.iter().map(|title| Words::of(title)).collect();
    let url = sources.hints.url.or(sources.survey.canonical).unwrap_or_default();
    known.push(Words::of(&slug(url)));
    let owner = Owner::of(outlet, url);
    let body_start =
        sources.blocks.blocks.get(sources.body.start).map_or(usize::MAX, |block| block.node.index());
    let body_end = sources
        .body
        .end
        .checked_sub(1)
        .and_then(|last| sources.blocks.blocks.get(last))
        .map_or(usize::MAX, |block| block.node.index());
    let mut best: Option<(f32, String)> = None;
    for heading in headings(sources) {
        let text = without_kicker(&heading.text, &metas);
        let own = Words::of(&text);
        if own.is_empty() || own.len() > LONGEST || owner.is(&own) {
            continue;
        }
        let agreement = known.iter().map(|other| overlap(&own, other)).fold(0.0, f32::max);
        let mut points = 2.0 * agreement + heading.points;
        if heading.at > body_end {
            points -= 1.0;
        } else if heading.at > body_start.saturating_add(60) {
            points -= 0.4;
        }
        if best.as_ref().is_none_or(|(most, _)| points > *most) {
            best = Some((points, text));
        }
    }
    match best {
        Some((points, text)) if points >= CONVINCING => Some(without_outlet(&text, outlet)),
        Some((_, text)) if metas.is_empty() => Some(text),
        // A `<title>` with other words is often written for search engines, or names the site alone.
        _ if says_little(sources)
            && let Some(text) = sole_heading(sources) =>
        {
            Some(without_outlet(&text, outlet))
        }
        _ => metas.into_iter().next().map(|title| as_shown(sources, title)),
    }
}

/// A headline in its element without the line that another element puts before it, when the metadata give just what is left.
fn without_kicker(text: &str, metas: &[String]) -> String {
    let whole = one_line(text);
    let left = text.trim_start().split_once('\n').map(|(_, left)| one_line(left));
    let known = |left: &String| {
        let words: Vec<String> = folded_words(left).collect();
        let before = folded_words(&whole).count().saturating_sub(words.len());
        words.len() >= 2
            && before <= words.len() + 1
            && metas.iter().any(|title| folded_words(title).eq(words.iter().cloned()))
    };
    left.filter(known).unwrap_or(whole)
}

/// Whether nothing but `<title>` gives a headline.
fn says_little(sources: &Sources) -> bool {
    sources.linked.headline.is_none() && METAS.iter().all(|name| sources.survey.meta(name).is_none())
}

/// Blocks that may stand between a headline and the text.
const BETWEEN: usize = 8;

/// Words that a headline has at least where nothing else bears it out.
const SHORTEST: usize = 3;

/// Blocks of the text in which the words of a headline are looked for.
const BEGINNING: usize = 12;

/// The one heading of the first rank, right above the text and in the text's words: the name of a site is in others.
fn sole_heading(sources: &Sources) -> Option<String> {
    let tree = sources.tree;
    let mut firsts = sources.survey.headings.iter().filter(|id| tree.tag(**id) == Some(Tag::H1));
    let (Some(&id), None) = (firsts.next(), firsts.next()) else { return None };
    let blocks = &sources.blocks.blocks;
    let at = blocks.partition_point(|block| block.node.index() < id.index());
    if at > sources.body.start.max(1) || at + BETWEEN < sources.body.start || sources.body.is_empty() {
        return None;
    }
    let text = one_line(&visible(tree, id));
    let body: Vec<String> = blocks[sources.body.clone()]
        .iter()
        .skip_while(|block| block.node.index() <= tree.subtree_end(id).index())
        .take(BEGINNING)
        .flat_map(|block| folded_words(sources.blocks.text_of(block)))
        .collect();
    let words: Vec<String> = folded_words(&text).collect();
    let telling: Vec<&String> = words.iter().filter(|word| word.chars().count() > 3).collect();
    let borne_out = telling.iter().filter(|word| body.contains(word)).count();
    let long = (SHORTEST..=LONGEST).contains(&words.len());
    (long && borne_out * 3 >= telling.len() && borne_out > 0).then_some(text)
}

/// The part of a title that the page shows by itself: the rest is the outlet's name, on whichever side it stands.
fn as_shown(sources: &Sources, title: String) -> String {
    let is_shown = |part: &&str| {
        let part: Vec<String> = folded_words(part).collect();
        part.len() >= 3
            && sources.blocks.blocks.iter().take(400).any(|block| {
                block.words as usize <= LONGEST
                    && folded_words(sources.blocks.text_of(block)).eq(part.iter().map(String::as_str))
            })
    };
    let shown = ends(&title).into_iter().find(is_shown).map(str::to_owned);
    shown.unwrap_or(title)
}

/// The headlines in the metadata, cleaned of the outlet's name, `<title>` last.
fn from_metadata(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let survey = sources.survey;
    let mut titles: Vec<String> = Vec::new();
    let owner = Owner::of(outlet, "");
    let mut add = |text: Option<&str>| {
        let text = text.map(|text| without_outlet(&one_line(&plain(text)), outlet));
        if let Some(text) = text.filter(|text| !text.is_empty() && !owner.is(&Words::of(text))) {
            titles.push(text);
        }
    };
    add(survey.meta("og:title"));
    add(sources.linked.headline.as_deref());
    for name in &METAS[1..] {
        add(survey.meta(name));
    }
    if let Some(id) = survey.title {
        add(Some(&visible(sources.tree, id)));
    }
    titles
}

struct Heading<'t> {
    text: Cow<'t, str>,
    /// Place in document order.
    at: usize,
    /// What its element says for it.
    points: f32,
}

/// Elements that may hold the headline.
fn headings<'t>(sources: &Sources<'t>) -> Vec<Heading<'t>> {
    let (tree, survey) = (sources.tree, sources.survey);
    let mut found = Vec::new();
    let firsts = survey.headings.iter().filter(|id| tree.tag(**id) == Some(Tag::H1)).count();
    for id in survey.headings.iter().take(40) {
        let points = match tree.tag(*id) {
            Some(Tag::H1) if firsts == 1 => 1.0,
            Some(Tag::H1) => 0.8,
            _ => 0.2,
        };
        found.push(Heading { text: visible(tree, *id).into(), at: id.index(), points });
    }
    for (property, id) in survey.properties.iter().take(200) {
        if matches!(property.rsplit(':').next(), Some("headline")) && tree.tag(*id) != Some(Tag::META) {
            found.push(Heading { text: visible(tree, *id).into(), at: id.index(), points: 0.9 });
        }
    }
    for block in sources.blocks.blocks.iter().take(400) {
        let owner = sources.blocks.owner(block);
        let named = owner.hints & crate::body::hints::Hint::Title.bit() != 0;
        if (named || matches!(owner.tag, Tag::H3 | Tag::H4))
            && block.words <= LONGEST as u32
            && block.words >= 2
        {
            found.push(Heading {
                text: sources.blocks.text_of(block).into(),
                at: block.node.index(),
                points: 0.0,
            });
        }
    }
    found
}

fn without_outlet(text: &str, outlet: Option<&str>) -> String {
    clean_title(text, outlet).title
}

/// The outlet's name and that of the domain, letters and digits alone.
struct Owner {
    outlet: Option<String>,
    domain: Option<String>,
}

impl Owner {
    fn of(outlet: Option<&str>, url: &str) -> Self {
        let name = address::host(url).and_then(|host| host.split('.').next());
        Owner {
            outlet: outlet.map(|outlet| Words::of(outlet).joined),
            domain: name.map(|name| name.replace('-', "")),
        }
    }

    /// Whether the words are nothing but one of the names.
    fn is(&self, own: &Words) -> bool {
        [&self.outlet, &self.domain].into_iter().flatten().any(|name| *name == own.joined)
    }
}

/// The words of the last part of a URL's path.
fn slug(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/')
        .find(|part| part.contains('-') || part.contains('_'))
        .unwrap_or_default()
        .replace(['-', '_'], " ")
}

/// Words of a text that count.
const MOST: usize = 60;

/// The words of a text, folded.
fn folded_words(text: &str) -> impl Iterator<Item = String> {
    separate(text).map(fold)
}

fn separate(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).take(MOST)
}

/// The words of a text, folded, to be compared with those of many others.
struct Words {
    /// All of them, nothing in between.
    joined: String,
    hashes: Vec<u64>,
}

impl Words {
    fn of(text: &str) -> Self {
        let hash = foldhash::fast::FixedState::default();
        let mut words = Words { joined: String::with_capacity(text.len()), hashes: Vec::with_capacity(16) };
        for word in separate(text) {
            let start = words.joined.len();
            push_folded(word, &mut words.joined);
            words.hashes.push(hash.hash_one(&words.joined[start..]));
        }
        words
    }

    fn len(&self) -> usize {
        self.hashes.len()
    }

    fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }
}

/// Words in common, as a share of both (Dice's coefficient).
fn overlap(one: &Words, other: &Words) -> f32 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let shared = one.hashes.iter().filter(|word| other.hashes.contains(word)).count();
    2.0 * shared as f32 / (one.len() + other.len()) as f32
}
