use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CodePoints, Dated, Kind, SourceKind, Span};

/// What a search found: an article, or a quotation in one. What `sayso search --json` prints, one a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// Name and version of this format: [`Hit::SCHEMA`].
    pub schema: String,
    /// Id of the article.
    pub article: String,
    /// Its canonical address, else where it was fetched from.
    pub url: Option<String>,
    /// Its outlet's name.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// When this text of it was first seen, ISO 8601 in UTC.
    pub first_seen: String,
    /// BCP 47 language code of its text.
    pub language: Option<String>,
    /// The quotation, when quotations were looked for.
    pub quotation: Option<HitQuotation>,
    /// What was looked for, in the headline.
    pub title_matches: Vec<Span>,
    /// What was looked for, in the article's text.
    pub matches: Vec<Span>,
    /// The part of the text that shows most of what was looked for; of a quotation, its sentence or sentences.
    pub excerpt: Excerpt,
    /// How well it answers (BM25), when hits come in this order.
    pub score: Option<f32>,
    /// What `--after` takes to go on behind this hit.
    pub cursor: String,
}

/// A quotation that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HitQuotation {
    /// Its id in the article's reading: `a1`, `a2`, ….
    pub id: String,
    /// Whom the article gives it to.
    pub speaker: Option<String>,
    /// Their office, as the article gives it.
    pub role: Option<String>,
    /// What they are.
    pub speaker_kind: Option<SourceKind>,
    /// How much of it stands in quotation marks.
    pub kind: Kind,
    /// The words that tie speaker and content.
    pub cue: String,
    /// Where what is said stands in the article's text, one span a piece.
    pub content_spans: Vec<Span>,
    /// Those pieces as written.
    pub content: Vec<String>,
}

/// Some of an article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excerpt {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub text: String,
}

impl Hit {
    /// Name and version of the JSON form.
    pub const SCHEMA: &'static str = "sayso.hit/1";

    /// The same hit with every span counted in Unicode code points instead of bytes: the form that leaves the
    /// program. `text` is that of its article.
    #[must_use]
    pub fn in_code_points(mut self, text: &str) -> Self {
        if let Some(title) = &self.title {
            let table = CodePoints::new(title);
            self.title_matches.iter_mut().for_each(|span| *span = table.span(*span));
        }
        let table = CodePoints::new(text);
        let quoted = self.quotation.iter_mut().flat_map(|quotation| &mut quotation.content_spans);
        let spans = self.matches.iter_mut().chain(quoted).chain([&mut self.excerpt.span]);
        spans.for_each(|span| *span = table.span(*span));
        self
    }
}
