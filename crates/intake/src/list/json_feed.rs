use serde::Deserialize;

use super::plain::plain;
use super::{Feed, dates};
use crate::FeedItem;

/// JSON Feed, versions 1 and 1.1.
#[derive(Deserialize)]
struct Document {
    version: String,
    title: Option<String>,
    home_page_url: Option<String>,
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: Option<serde_json::Value>,
    url: Option<String>,
    external_url: Option<String>,
    title: Option<String>,
    content_html: Option<String>,
    content_text: Option<String>,
    summary: Option<String>,
    date_published: Option<String>,
    date_modified: Option<String>,
    author: Option<Author>,
    #[serde(default)]
    authors: Vec<Author>,
}

#[derive(Deserialize)]
struct Author {
    name: Option<String>,
}

/// Whether JSON that begins like this is a feed: it names the version of one before its items.
pub(crate) fn is_feed(head: &[u8]) -> bool {
    let head = &head[..head.len().min(4096)];
    memchr::memmem::find(head, b"jsonfeed.org/version").is_some()
}

/// The feed in a document, or what is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> Result<Feed, String> {
    let document: Document = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if !document.version.contains("jsonfeed.org/version") {
        return Err("its \"version\" is not that of a JSON Feed".to_owned());
    }
    let items = document.items.into_iter().map(item).collect();
    Ok(Feed { title: document.title, link: document.home_page_url, items })
}

fn item(item: Item) -> FeedItem {
    let (text, is_html) = match (item.content_html, item.content_text, item.summary) {
        (Some(html), ..) if !html.trim().is_empty() => (html, true),
        (_, Some(text), _) if !text.trim().is_empty() => (text, false),
        (.., summary) => (summary.unwrap_or_default(), false),
    };
    FeedItem {
        feed: None,
        id: item.id.and_then(|id| match id {
            serde_json::Value::String(id) => Some(id),
            serde_json::Value::Number(id) => Some(id.to_string()),
            _ => None,
        }),
        title: item.title.map(|title| plain(&title)).filter(|title| !title.is_empty()),
        link: item.url.or(item.external_url),
        authors: item.author.into_iter().chain(item.authors).filter_map(|author| author.name).collect(),
        published: item.date_published.as_deref().and_then(dates::iso),
        updated: item.date_modified.as_deref().and_then(dates::iso),
        text,
        is_html,
    }
}
