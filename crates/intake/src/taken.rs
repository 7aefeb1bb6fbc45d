use sayso_model::{Diagnostic, Sighting};

use crate::ReadyArticle;

/// One article, as yet unread.
#[derive(Debug, Default)]
pub struct Taken {
    /// The path or URL as it was given; for a file found in a folder, its path below that folder.
    /// A path that is not Unicode is shown with replacement characters.
    pub input: String,
    /// The `id` of a JSON object, when it came from one and has one.
    pub id: Option<String>,
    /// Where it was fetched from after redirects, or the `url` a JSON object names.
    pub url: Option<String>,
    /// The article itself.
    pub content: Content,
    /// When and how it was fetched; none when it was not, as for a file, and the moment of reading is all there is.
    pub sighting: Option<Sighting>,
    /// What a feed says about it, when the article is the feed's own text and was not fetched.
    pub from_feed: Option<Box<FeedItem>>,
    /// What was odd on the way, for the reader to know.
    pub diagnostics: Vec<Diagnostic>,
}

/// What an article was delivered as.
#[derive(Debug)]
pub enum Content {
    /// A page in HTML or XHTML, decompressed, in whatever charset it has.
    Html {
        /// The page.
        bytes: Vec<u8>,
        /// The `Content-Type` it was served with.
        content_type: Option<String>,
    },
    /// Plain text, decompressed, in whatever charset it has.
    Text {
        /// The text.
        bytes: Vec<u8>,
        /// The `Content-Type` it was served with.
        content_type: Option<String>,
    },
    /// An article whose text somebody already cut out.
    Ready(Box<ReadyArticle>),
}

impl Default for Content {
    /// No words at all.
    fn default() -> Self {
        Self::Text { bytes: Vec::new(), content_type: None }
    }
}

/// One item of a feed, as the feed gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedItem {
    /// What the feed calls itself.
    pub feed: Option<String>,
    /// The item's own identifier (`guid`, `id`).
    pub id: Option<String>,
    /// Its headline, as plain text.
    pub title: Option<String>,
    /// Where the article stands.
    pub link: Option<String>,
    /// Who wrote it, one each.
    pub authors: Vec<String>,
    /// When it was published, ISO 8601 in UTC.
    pub published: Option<String>,
    /// When it was changed, ISO 8601 in UTC.
    pub updated: Option<String>,
    /// The longest text that the feed has of it, as it stands there: HTML or plain.
    pub text: String,
    /// Whether the text is HTML.
    pub is_html: bool,
}
