//! What the page says about its article, each field with the place where it was read.
//!
//! Every field has its list of places, most trusted first; the first answer that passes the field's
//! own test wins. The tests are in the field's file.

mod absent;
mod address;
mod author;
mod date;
pub(crate) mod language;
mod outlet;
mod standfirst;
mod title;
mod whole;

pub(crate) use address::domain_of;
pub(crate) use language::{declared, of_dates};

use std::borrow::Cow;

use sayso_model::Article;

use crate::Hints;
use crate::assembly;
use crate::body::blocks::Blocks;
use crate::linked_data::LinkedData;
use crate::seams::is_seam;
use crate::survey::Survey;
use crate::tree::{NodeId, Tag, Tree};

/// Everything the fields are read from.
pub(crate) struct Sources<'t> {
    pub tree: &'t Tree<'t>,
    pub survey: &'t Survey<'t>,
    pub linked: &'t LinkedData,
    pub blocks: &'t Blocks,
    pub hints: &'t Hints<'t>,
    /// Language that the page declares.
    pub language: Option<String>,
    /// The same with its country, for dates.
    pub date_language: Option<String>,
    /// The nodes of the body, first to last: index of the first and one past the last block.
    pub body: std::ops::Range<usize>,
}

/// Words of a block that surely is a paragraph, and how many shorter blocks of the body may stand
/// before the first one.
const PARAGRAPH: u32 = 15;
const SHORT_BLOCKS: usize = 10;

impl Sources<'_> {
    /// The block of the first paragraph. Date line, byline and headline may have come into the body
    /// before it.
    fn lead(&self) -> usize {
        let first = self.body.start..self.body.end.min(self.body.start + SHORT_BLOCKS);
        let paragraph = |index: &usize| self.blocks.blocks[*index].words >= PARAGRAPH;
        first.into_iter().find(paragraph).unwrap_or(self.body.start)
    }
}

/// Fills the fields beside the text. `source` is the page as text. Gives the day of publication on the outlet's own calendar.
pub(crate) fn fill(article: &mut Article, sources: &Sources, source: &str) -> Option<String> {
    article.canonical_url = address::canonical(sources);
    article.url = sources.hints.url.map(str::to_owned).or_else(|| article.canonical_url.clone());
    article.outlet = outlet::outlet(sources);
    let outlet = article.outlet.as_ref().map(|outlet| outlet.name.clone());
    article.title = title::title(sources, outlet.as_deref());
    article.language = language::language(sources, &article.text);
    let dates = date::dates(sources, article.language.as_deref());
    (article.published, article.modified) = (dates.published, dates.modified);
    article.bylines = author::authors(sources, outlet.as_deref());
    article.credited_to = whole::credited(sources, article, outlet.as_deref());
    if article.bylines.is_empty() {
        // A text without a writer's name is its agency's.
        article
            .bylines
            .extend(article.credited_to.iter().filter(|name| crate::agencies::is_agency(name)).cloned());
    }
    article.standfirst = standfirst::standfirst(sources, article.title.as_deref());
    article.cut_off = whole::cut_off(sources, article, source);
    if absent::is_absent(sources, article) {
        assembly::clear(article);
    }
    dates.published_day
}

/// The visible text of an element. Where elements of several words meet without a blank, a new line begins.
pub(crate) fn visible(tree: &Tree, id: NodeId) -> String {
    let mut text = String::new();
    let mut last = id;
    let mut nodes = tree.descendants(id);
    while let Some(node) = nodes.next() {
        match tree.tag(node) {
            Some(Tag::SCRIPT | Tag::STYLE | Tag::SVG | Tag::TEMPLATE | Tag::NOSCRIPT | Tag::BUTTON) => {
                nodes.skip_subtree();
            }
            Some(
                Tag::BR | Tag::DIV | Tag::P | Tag::LI | Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::TIME,
            ) => text.push('\n'),
            _ => {}
        }
        if let Some(words) = tree.text(node) {
            if is_seam(tree, last, &text, node, words) {
                let element = tree.text(last).unwrap_or_default();
                text.push(if element.contains(' ') { '\n' } else { ' ' });
            }
            text.push_str(words);
            last = node;
        }
        // No field is longer; what is, was not meant.
        if text.len() > 2000 {
            break;
        }
    }
    text
}

/// A text on one line, single blanks.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(crate::body::blocks::is_blank).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A text from the metadata without the markup and character references that some sites leave in it.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<']) {
        return Cow::Borrowed(text);
    }
    let tree = Tree::parse(text);
    Cow::Owned(tree.text_content(tree.root()))
}
