use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Every text that one article had, and what changed from each to the next. What `sayso revisions --json` prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct History {
    /// Name and version of this format: [`History::SCHEMA`].
    pub schema: String,
    /// Where the article stands.
    pub url: Option<String>,
    /// Its outlet's name.
    pub outlet: Option<String>,
    /// Its texts, in the order in which they were first seen.
    pub texts: Vec<SeenText>,
}

impl History {
    /// Name and version of the JSON form.
    pub const SCHEMA: &'static str = "sayso.revisions/1";
}

/// One text of an article and when it was seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeenText {
    /// Id of the article with this text.
    pub article: String,
    /// Its headline then.
    pub title: Option<String>,
    /// When it was seen, ISO 8601 in UTC, the earliest first.
    pub seen: Vec<String>,
    /// Whether this is the text that was seen last.
    pub latest: bool,
    /// What changed from the text before it in this list; none of the first.
    pub changes: Option<Changes>,
}

/// What changed from one text of an article to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    /// The headline, when it changed.
    pub title: Vec<Piece>,
    /// The text, when it changed: what was kept and what was added makes the new one, what was kept and what was
    /// taken out the old one, but for white space.
    pub text: Vec<Piece>,
    /// Quotations that are not as they were, in the order of the new text; those that were cut come last.
    pub quotations: Vec<QuotationChange>,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// What became of it.
    pub what: Fate,
    /// The words, with single spaces.
    pub words: String,
}

/// What became of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It stands in both texts.
    Kept,
    /// It stands in the old text alone.
    Removed,
    /// It stands in the new text alone.
    Added,
}

/// A quotation that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuotationChange {
    /// What became of it.
    pub what: QuotationFate,
    /// Whom the new text gives it to, or the old one when it was cut.
    pub speaker: Option<String>,
    /// Whom the old text gave it to.
    pub speaker_before: Option<String>,
    /// Its words in the old text.
    pub before: Option<String>,
    /// Its words in the new text.
    pub after: Option<String>,
}

/// What became of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotationFate {
    /// It is new.
    Added,
    /// It is gone.
    Cut,
    /// It has other words.
    Altered,
    /// It has the same words and another speaker.
    OtherSpeaker,
}
