//! Who wrote it.
//!
//! JSON-LD is believed first, then `<meta>` elements, then what is marked as author in the page
//! around headline and body, then a line that begins like a byline. A visible byline that names
//! everyone the metadata name, and more, completes them. Everything goes through
//! [`bylines`](crate::bylines), which knows what is no name.

use super::{Sources, plain, visible};
use crate::agencies::{is_agency, looks_like_outlet};
use crate::body::blocks::FAR;
use crate::body::hints::Hint;
use crate::bylines;
use crate::dates::{fold, names_month};

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
    "twitter:data1",
];

/// Blocks above and below the beginning of the body in which a byline is looked for.
const ABOVE: usize = 16;
const BELOW: usize = 3;

/// Elements of one kind that are looked at: more of them are no byline.
const MOST: usize = 40;

/// Longest byline, in words and in bytes.
const LONGEST: u32 = 30;
const LONGEST_BYTES: usize = 300;

/// Words that stand where authors stand and are none, folded.
const NO_NAMES: &[&str] = &[
    "veroffentlicht",
    "stand",
    "name",
    "quelle",
    "tagged as",
    "artikel von",
    "alle artikel",
    "eingestellt von",
    "publisher",
    "plus icon",
    "jobs",
    "newsletter",
    "email",
    "e-mail",
    "website",
    "published",
    "updated",
    "share",
    "view all",
    "view profile",
    "see all",
    "all articles",
    "more articles",
    "source",
    "foto",
    "photo",
    "video",
    "print",
    "home",
    "profile",
    "contact",
    "about",
    "bio",
    "read more",
    "advertisement",
    "subscribe",
    "sign up",
    "redaktion",
    "redaktor",
    "redakteur",
    "editor",
    "editors",
    "editorial",
    "editorial team",
    "staff",
    "team",
    "admin",
    "administrator",
    "webmaster",
    "news",
    "newsroom",
    "author",
    "autor",
    "guest",
    "gast",
    "anonymous",
    "user",
    "root",
    "press",
    "presse",
    "blog",
    "contributor",
    "contributors",
];

/// The authors.
pub(super) fn authors(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for name in sources.linked.authors.iter().take(MOST) {
        add(&mut named, names(&plain(name), outlet));
    }
    let steps: [&dyn Fn() -> Vec<String>; 5] = [
        &|| {
            METAS
                .iter()
                .map(|name| from_meta(sources, name, outlet))
                .find(|names| !names.is_empty())
                .unwrap_or_default()
        },
        &|| shown(sources, outlet),
        &|| below(sources, outlet),
        &|| sources.linked.organisations.iter().filter(|name| is_agency(name)).cloned().collect(),
        &|| pen_name(sources, outlet).into_iter().collect(),
    ];
    for step in steps {
        if named.is_empty() {
            named = step();
        }
    }
    // Beside a person's name, that of an agency or outlet says for whom the person works.
    let institution = |name: &String| is_agency(name) || looks_like_outlet(name);
    if !named.iter().all(institution) {
        named.retain(|name| !institution(name));
    }
    named
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

/// The pen name of a blogger: one word in a place that is made for a person's name.
fn pen_name(sources: &Sources, outlet: Option<&str>) -> Option<String> {
    let survey = sources.survey;
    let marked = survey
        .properties
        .iter()
        .filter(|(value, _)| matches!(value.rsplit(':').next(), Some("author")))
        .map(|(_, id)| *id);
    let linked = sources.linked.authors.iter().map(|name| plain(name).trim().to_owned());
    let outlet = outlet.map(fold);
    linked
        .chain(survey.meta("author").map(str::to_owned))
        .chain(
            marked
                .chain(survey.bylines.iter().copied())
                .take(12)
                .map(|id| visible(sources.tree, id).trim().to_owned()),
        )
        .find(|name| {
            let letters = name.chars().filter(|character| character.is_alphabetic()).count();
            let one_word =
                name.chars().all(|character| character.is_alphanumeric() || "-_.".contains(character));
            let folded = fold(name);
            one_word
                && letters >= 4
                && name.len() <= 40
                && !NO_NAMES.contains(&folded.as_str())
                && !bylines::is_section_name(name)
                && outlet.as_ref().is_none_or(|outlet| *outlet != folded)
                && !name.contains(".c")
        })
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

fn add(names: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !names.iter().any(|known| fold(known) == fold(&name)) {
            names.push(name);
        }
    }
}

/// The names shown between headline and body.
fn shown(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let (tree, survey) = (sources.tree, sources.survey);
    let blocks = &sources.blocks.blocks;
    let region = sources.body.start.saturating_sub(ABOVE)..(sources.body.start + BELOW).min(blocks.len());
    let nodes = node_of(sources, region.start)..=node_of(sources, region.end);
    let marked = |id: &&crate::tree::NodeId| nodes.contains(&id.index());
    let mut found = Vec::new();
    for (value, id) in survey.properties.iter().take(MOST) {
        let author = value
            .split_ascii_whitespace()
            .any(|word| matches!(word.rsplit(':').next(), Some("author" | "creator")));
        if author && (marked(&id) || found.is_empty()) {
            add(&mut found, within(sources, *id, outlet));
        }
    }
    if !found.is_empty() {
        return found;
    }
    // Several authors are several marked elements side by side.
    let mut last = 0;
    for id in survey.bylines.iter().filter(marked).take(20) {
        if !found.is_empty() && id.index() > last + 12 {
            break;
        }
        let text = visible(tree, *id);
        if text.len() <= LONGEST_BYTES {
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

/// The names in an element that is marked as author, its own `name` property first.
fn within(sources: &Sources, id: crate::tree::NodeId, outlet: Option<&str>) -> Vec<String> {
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
    let owner = sources.blocks.owner(block);
    let foreign = [Hint::Comment, Hint::Related].into_iter().any(|hint| owner.distance[hint as usize] < FAR);
    if block.words > LONGEST || foreign {
        return Vec::new();
    }
    let text = sources.blocks.text_of(block);
    let marked = owner.distance[Hint::Author as usize] <= 2 && block.words <= 8;
    if marked || bylines::after_byline_word(text).is_some() { names(text, outlet) } else { Vec::new() }
}

/// The names marked as author below the body, outside comments and lists of other articles.
fn below(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    let blocks = &sources.blocks.blocks;
    let region = sources.body.end.saturating_sub(2)..(sources.body.end + 10).min(blocks.len());
    let lines = region.clone().map(|index| line(sources, index, outlet)).find(|names| !names.is_empty());
    lines.unwrap_or_else(|| {
        let nodes = node_of(sources, region.start)..=node_of(sources, region.end);
        let marked = sources.survey.bylines.iter().filter(|id| nodes.contains(&id.index()));
        marked
            .map(|id| visible(sources.tree, *id))
            .filter(|text| text.len() <= LONGEST_BYTES)
            .map(|text| names(&text, outlet))
            .find(|names| !names.is_empty())
            .unwrap_or_default()
    })
}

/// The place in document order of a block's first node, or past the end.
fn node_of(sources: &Sources, index: usize) -> usize {
    sources.blocks.blocks.get(index).map_or(usize::MAX, |block| block.node.index())
}
