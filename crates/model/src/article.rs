use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Span;

/// One news article as it was read from one page: its words and what the page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// SHA-256, in hexadecimal, of the canonical URL, a line feed, and the text.
    pub id: String,
    /// Where the page was fetched from or said it stands.
    pub url: Option<String>,
    /// The address the page itself names as the right one.
    pub canonical_url: Option<String>,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// The headline, without the outlet's name.
    pub title: Option<String>,
    /// The lines between headline and body, when the page has them.
    pub standfirst: Option<String>,
    /// Persons or agencies named as authors, one each.
    pub bylines: Vec<String>,
    /// The outlets or agencies the page says it took its text from.
    pub credited_to: Vec<String>,
    /// When it was first published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// BCP 47 language code of the text.
    pub language: Option<String>,
    /// Why the text is not the whole article, when it is not.
    pub cut_off: Option<CutOff>,
    /// The body: its blocks joined by a blank line. No furniture, no headline, no captions.
    pub text: String,
    /// The blocks of the body, in order, each with its span in the text.
    pub blocks: Vec<Block>,
    /// Links that stand in the body.
    pub links: Vec<Link>,
    /// The entries of a live page that say when they were written, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
}

/// A piece of a live page, written at a time of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Where it stands in the text.
    pub span: Span,
    /// When it was written.
    pub at: Dated,
}

/// A publisher and where its name was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Outlet {
    /// Its name as the page writes it.
    pub name: String,
    /// Its host name, without `www.`.
    pub domain: Option<String>,
    /// Where the name was read, such as `og:site_name`.
    pub from: String,
}

/// A point in time and where it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dated {
    /// ISO 8601: `2026`, `2026-03`, `2026-03-02`, or `2026-03-02T09:10:00Z` (UTC). Without the `Z`
    /// it is a clock time whose zone the page does not tell.
    pub at: String,
    /// How exact it is.
    pub precision: Precision,
    /// Where it was read, such as `json-ld` or `text`.
    pub from: String,
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The year alone.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
    /// The minute.
    Minute,
    /// The second.
    Second,
}

/// Why a text is not the whole article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CutOff {
    /// The rest is for subscribers.
    Paywall,
    /// The page shows the beginning and links to the rest.
    Teaser,
    /// A live page that is still growing or shows only its latest entries.
    Live,
    /// The input ended in the middle.
    Truncated,
}

/// One block of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub span: Span,
}

/// What a block of the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A subheading.
    Heading,
    /// A quotation set off as a block.
    Quote,
    /// One item of a list.
    List,
    /// One row of a table.
    Table,
    /// The words under a picture.
    Caption,
    /// Words of the article repeated in large type.
    PullQuote,
    /// A post from elsewhere shown in the page.
    Embed,
}

/// A link in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The words that are linked.
    pub span: Span,
    /// Where they lead, made absolute when the page's own address is known.
    pub url: String,
}
