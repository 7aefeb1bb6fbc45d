//! From the bytes of a page to the article on it.
//!
//! [`read_html`] goes once from left to right: bytes to text ([`decode`]), text to a tree
//! ([`tree`]), the tree to a list of blocks, blocks to the body, and the body with everything the
//! page says about itself to an [`Article`].
//!
//! **The body.** The tree is cut into blocks: runs of text between block-level elements and empty
//! lines. Every block is measured: its length, links, punctuation and set phrases; what the names
//! and tags around it say; how it compares with its neighbours, with other blocks of the same make,
//! and with the box of the page whose blocks read most like running text; whether headline,
//! description and JSON-LD body bear witness for it. A few hundred boosted decision trees turn the
//! measures into the chance that the block belongs to the body. They are trained by `lab train page`
//! on pages with known bodies; only weights are kept of those.
//! The measures follow what the literature found: shallow text features and the neighbours'
//! (Kohlschütter, Fankhauser, Nejdl 2010), text density of subtrees (Sun, Song, Liao 2011), scores
//! handed up to containers (the readability method of Arc90), hints in class names and fallbacks
//! over several sources (Barbaresi 2021, trafilatura), learned block labels (Vogels, Ganea, Eickhoff
//! 2018, Web2Text).
//!
//! **The fields.** Each has its places, most trusted first, and says which one it was read from.
//! Contradictions go by these rules:
//! - The headline that readers see goes before the one in the metadata, which is often written for
//!   search engines; the metadata tell which heading it is.
//! - The day of publication is the metadata's, on the calendar of the place: where the page shows
//!   the day before or after, as happens when the metadata count in UTC, the shown day counts. A moment
//!   that is known stays in UTC all the same, and [`Page::published_day`] tells its day. Where the
//!   metadata give several days, the one that the page shows counts. Days before 1995 or after [`Hints::now`] are refused.
//! - Authors are persons, or agencies when no person is named; never the outlet, a section or a desk.
//!   A single word is one where two places of the page say so, or an author's own page has that name.
//!   Where only its place speaks for a name, it must begin with a known given name. A site that bears a
//!   person's name has that person as author of what names no other.
//! - The language is that of the words where they tell, else the declared one.
//!
//! Pure: no files, no clock, no network. Any bytes are a page, and the time is linear in them.

mod agencies;
mod assembly;
mod body;
mod bylines;
mod data_text;
mod dates;
mod decode;
mod fields;
mod json;
mod linked_data;
mod plain_text;
mod seams;
mod survey;
mod titles;
pub mod tree;
mod word_lists;

use std::fmt::Write;

use body::hints::HintReader;

pub use body::model::Model as BodyModel;
pub use decode::{CharsetFrom, Decoded, decode, prescan};
pub use plain_text::{blocks_of, read_text};
use sayso_model::{Article, CutOff, Dated, Diagnostic};
use sha2::{Digest, Sha256};
use tree::Tree;

/// What the caller knows about a page beside its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The address it was fetched from.
    pub url: Option<&'a str>,
    /// The `Content-Type` it came with.
    pub content_type: Option<&'a str>,
    /// The moment of reading, ISO 8601 in UTC: dates after it are refused.
    pub now: Option<&'a str>,
}

/// A page that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The article on it.
    pub article: Article,
    /// What was odd about it.
    pub diagnostics: Vec<Diagnostic>,
    /// The day of publication on the outlet's own calendar, which is another than in UTC late in the
    /// evening or early in the morning.
    pub published_day: Option<String>,
}

/// Bytes of text below which a page shows nothing of its article, and words that must then stand in what it shows without scripts.
const BARE: usize = 100;
const FOLDED: usize = 40;

/// Reads the article on an HTML page. Any bytes are a page: what cannot be read is left out.
#[must_use]
pub fn read_html(bytes: &[u8], hints: &Hints) -> Page {
    read_html_with(bytes, hints, body::model::shipped())
}

/// The same with other trees to choose the body by, to find out how good they are.
#[must_use]
pub fn read_html_with(bytes: &[u8], hints: &Hints, model: &BodyModel) -> Page {
    let decoded = decode(bytes, hints.content_type);
    let tree = Tree::parse(&decoded.text);
    let mut names = HintReader::new(&tree);
    let survey = survey::survey(&tree, &mut names);
    let linked = linked_data::read(&survey.scripts, hints.url);
    let mut blocks = body::blocks::blocks(&tree, &mut names);
    let mut article = Article::default();
    let title = linked.headline.as_deref().or(survey.meta("og:title"));
    let description =
        linked.description.as_deref().or(survey.meta("og:description")).or(survey.meta("description"));
    let witnesses = body::Witnesses { title, body: linked.body.as_deref(), description };
    let mut body = body::body(&blocks, &witnesses, model);
    let canonical = survey.canonical.filter(|url| url.starts_with("http"));
    let base = survey.base.filter(|base| base.contains("://")).or(hints.url).or(canonical);
    let mut placed = assembly::assemble(&mut article, &tree, &blocks, &body, base);
    data_text::complete(&mut article, &blocks, &linked, &survey, &survey.page_title(&tree));
    if article.text.len() < BARE {
        let unfolded = body::blocks::unfolded_blocks(&tree, &mut names);
        let chosen = body::body(&unfolded, &witnesses, model);
        let mut shown = Article::default();
        let places = assembly::assemble(&mut shown, &tree, &unfolded, &chosen, base);
        if shown.text.split_whitespace().count() >= FOLDED {
            (article, blocks, body, placed) = (shown, unfolded, chosen, places);
        }
    }
    let range = body.first().map_or(0, |block| block.index)..body.last().map_or(0, |block| block.index + 1);
    let sources = fields::Sources {
        tree: &tree,
        survey: &survey,
        linked: &linked,
        blocks: &blocks,
        hints,
        language: fields::declared(&survey),
        date_language: fields::of_dates(&survey, hints.url.or(canonical)),
        body: range,
    };
    let published_day = fields::fill(&mut article, &sources, &decoded.text);
    if article.cut_off == Some(CutOff::Live) {
        assembly::entries(&mut article, &tree, &survey.times, &placed);
    }
    assembly::cut_head(&mut article);
    article.id = article_id(article.canonical_url.as_deref(), &article.text);
    Page { article, diagnostics: decoded.diagnostics, published_day }
}

/// The blocks of a page that could belong to its body, each with its text and measures: what the
/// weights of the body chooser are trained on.
#[must_use]
pub fn body_candidates(bytes: &[u8], hints: &Hints) -> Vec<(String, Vec<f32>)> {
    let decoded = decode(bytes, hints.content_type);
    let tree = Tree::parse(&decoded.text);
    let mut names = HintReader::new(&tree);
    let survey = survey::survey(&tree, &mut names);
    let linked = linked_data::read(&survey.scripts, hints.url);
    let blocks = body::blocks::blocks(&tree, &mut names);
    let title = linked.headline.as_deref().or(survey.meta("og:title"));
    let description =
        linked.description.as_deref().or(survey.meta("og:description")).or(survey.meta("description"));
    body::measures(&blocks, &body::Witnesses { title, body: linked.body.as_deref(), description })
}

/// A date as somebody wrote it down: a machine format, or words in some forty languages. `language`
/// (BCP 47) decides whether `02/03/2026` is in February or March; `from` is kept as where it was read.
#[must_use]
pub fn read_date(text: &str, language: Option<&str>, from: &str) -> Option<Dated> {
    dates::parse_date(text, language).map(|date| date.dated(from))
}

/// The language of a text by its words, as a BCP 47 code; none for a text that is too short to tell. One of the sixteen that
/// the detector knows is given for any text, so this is for texts of which nobody says what they are in.
#[must_use]
pub fn language_of(text: &str) -> Option<String> {
    fields::language::told_by_words(text)
}

/// The host of an address, without port and `www.`, in small letters; none when it is no whole address.
#[must_use]
pub fn domain_of(url: &str) -> Option<String> {
    fields::domain_of(url)
}

/// The identity of an article: SHA-256, in hexadecimal, of its canonical URL, a line feed, and its
/// text. Without an address the URL counts as empty.
#[must_use]
pub fn article_id(canonical_url: Option<&str>, text: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(canonical_url.unwrap_or_default());
    hash.update("\n");
    hash.update(text);
    hash.finalize().iter().fold(String::with_capacity(64), |mut id, byte| {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}
