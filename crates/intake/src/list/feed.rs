//! Feeds in XML: RSS 0.9 to 2.0 and Atom 0.3 and 1.0, as they are written rather than as they should be.

use base64::Engine;
use url::Url;

use super::plain::{is_html, plain};
use super::tree::{Document, Element, Inside, Space, Step};
use super::{Feed, dates, is_address};
use crate::FeedItem;

/// The feed in a document, as far as it can be read. `address` is where it stands.
///
/// Of an item only what stands directly in it counts, so that a picture's title is no headline.
pub(crate) fn read(text: &str, address: Option<&str>) -> (Feed, Option<String>) {
    let mut document = Document::new(text);
    let mut reader =
        Reader { bases: Vec::new(), address: address.map(str::to_owned), feed: Feed::default(), item: None };
    while let Some(step) = document.step() {
        match step {
            Step::Start(element) => reader.start(&element, &mut document),
            Step::End => reader.end(document.depth),
        }
    }
    // What was being read when the document broke off has lost its end, not its beginning.
    reader.end(0);
    (reader.feed, document.broken)
}

struct Reader {
    address: Option<String>,
    /// The `xml:base` of the elements that are open, each with its depth.
    bases: Vec<(usize, String)>,
    feed: Feed,
    /// The item that is open, and its depth.
    item: Option<(usize, Draft)>,
}

/// An item while it is read.
#[derive(Default)]
struct Draft {
    item: FeedItem,
    /// The article's address as the item's identifier gives it.
    permalink: Option<String>,
    created: Option<String>,
    content: Option<(String, bool)>,
    summary: Option<(String, bool)>,
}

impl Reader {
    fn start(&mut self, element: &Element, document: &mut Document<'_>) {
        let depth = document.depth;
        if let Some(base) = element.attribute("xml:base") {
            let base = self.absolute(base);
            self.bases.push((depth, base));
        }
        let is_outer = matches!(element.name.as_str(), "rss" | "rdf" | "feed" | "channel");
        if is_outer && self.item.is_none() {
            if element.is("channel") && element.attribute("href").is_some() {
                self.feed.link = element.attribute("href").map(|href| self.absolute(href));
            }
            return;
        }
        if self.item.is_none() && (element.is("item") || element.is("entry")) {
            self.item = Some((depth, self.draft(element)));
            return;
        }
        let inside = document.inside();
        match self.item.take() {
            Some((of, mut draft)) => {
                if depth == of + 1 {
                    self.item_field(element, &inside, &mut draft);
                }
                self.item = Some((of, draft));
            }
            None => self.feed_field(element, &inside),
        }
        self.close_bases(document.depth);
    }

    /// An item as its first tag tells: RSS 1.0 names its address there, CDF all that it has.
    fn draft(&self, element: &Element) -> Draft {
        let mut draft = Draft::default();
        draft.item.link = element.attribute("href").map(|href| self.absolute(href));
        draft.item.updated = element.attribute("lastmod").and_then(dates::iso);
        draft.item.id = element.attribute("rdf:about").map(str::to_owned);
        draft
    }

    fn end(&mut self, depth: usize) {
        if self.item.as_ref().is_some_and(|(of, _)| depth < *of)
            && let Some((_, draft)) = self.item.take()
        {
            self.feed.items.push(draft.finish());
        }
        self.close_bases(depth);
    }

    fn close_bases(&mut self, depth: usize) {
        self.bases.retain(|(of, _)| *of <= depth);
    }

    /// An address made absolute by what it stands in.
    fn absolute(&self, written: &str) -> String {
        let written = written.trim();
        let base = self.bases.last().map(|(_, base)| base).or(self.address.as_ref());
        let joined = base.and_then(|base| Url::parse(base).ok()).and_then(|base| base.join(written).ok());
        // Most are absolute already, and are kept as they are written.
        match joined {
            Some(url) if Url::parse(written).is_err() => url.into(),
            _ => written.to_owned(),
        }
    }

    fn feed_field(&mut self, element: &Element, inside: &Inside) {
        match (element.space, element.name.as_str()) {
            (Space::Core | Space::Dublin, "title") => {
                self.feed.title = Some(Text::of(element, inside).plain()).filter(|title| !title.is_empty());
            }
            (Space::Core, "link") => {
                let link = link_of(element, inside);
                if let Some(link) = link.filter(|_| self.feed.link.is_none()) {
                    self.feed.link = Some(self.absolute(&link));
                }
            }
            _ => {}
        }
    }

    fn item_field(&self, element: &Element, inside: &Inside, draft: &mut Draft) {
        let item = &mut draft.item;
        let text = || Some(inside.text.trim().to_owned()).filter(|text| !text.is_empty());
        let date = || dates::iso(&inside.text);
        match (element.space, element.name.as_str()) {
            (Space::Core | Space::Dublin | Space::Media, "title") => {
                let title = Text::of(element, inside).plain();
                if !title.is_empty() && (item.title.is_none() || element.space == Space::Core) {
                    item.title = Some(title);
                }
            }
            (Space::Core, "link") => {
                if let Some(link) = link_of(element, inside)
                    && item.link.is_none()
                {
                    item.link = Some(self.absolute(&link));
                }
            }
            (Space::Core, "guid") => {
                item.id = text();
                let said = element.attribute("ispermalink");
                if said.is_none_or(|value| !value.eq_ignore_ascii_case("false")) {
                    // What is no address by itself is one only where the feed says so: most are mere numbers.
                    let is_said = said.is_some_and(|value| value.eq_ignore_ascii_case("true"));
                    let link = text().filter(|id| is_said || is_address(id)).map(|id| self.absolute(&id));
                    draft.permalink = link.filter(|link| !link.contains(' '));
                }
            }
            (Space::Core, "id") => {
                item.id = text();
                // Many an Atom feed has the article's address nowhere else.
                draft.permalink = text().filter(|id| is_address(id));
            }
            (Space::Core, "pubdate" | "published" | "issued") | (Space::Dublin, "issued") => {
                item.published = date().or(item.published.take());
            }
            (Space::Core, "updated" | "modified" | "lastbuilddate")
            | (Space::Dublin, "date" | "modified") => {
                item.updated = date().or(item.updated.take());
            }
            (Space::Core | Space::Dublin, "created") => draft.created = date(),
            (Space::Core | Space::Dublin, "author" | "creator") => {
                let name = if inside.has_elements { &inside.name } else { &inside.text };
                let name = person(name);
                if !name.is_empty() && !item.authors.contains(&name) {
                    item.authors.push(name);
                }
            }
            (Space::Core, "description" | "summary" | "abstract" | "tagline")
            | (Space::Dublin, "description") => {
                longer(&mut draft.summary, Text::of(element, inside));
            }
            (Space::Core, "content" | "fullitem" | "body")
            | (Space::Content, "encoded")
            | (Space::Xhtml, "body" | "div") => {
                longer(&mut draft.content, Text::of(element, inside));
            }
            _ => {}
        }
    }
}

impl Draft {
    fn finish(self) -> FeedItem {
        let Self { mut item, permalink, created, content, summary } = self;
        item.link = item.link.or(permalink);
        item.published = item.published.or(created);
        let mut text = content;
        longer(&mut text, summary.map_or(Text(String::new(), false), |(text, html)| Text(text, html)));
        (item.text, item.is_html) = text.unwrap_or_default();
        item
    }
}

/// Puts a text in the place of one that is not longer.
fn longer(place: &mut Option<(String, bool)>, text: Text) {
    if !text.0.trim().is_empty() && place.as_ref().is_none_or(|(other, _)| other.len() < text.0.len()) {
        *place = Some((text.0, text.1));
    }
}

/// A text of a feed, and whether it is HTML.
struct Text(String, bool);

impl Text {
    /// What an element says: Atom tells what it is, RSS does not.
    fn of(element: &Element, inside: &Inside) -> Self {
        let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let is_text = matches!(kind.as_str(), "text" | "text/plain");
        let is_escaped = element.attribute("mode").is_some_and(|mode| mode.eq_ignore_ascii_case("escaped"));
        if inside.has_elements && !is_escaped {
            return Self(inside.markup.trim().to_owned(), true);
        }
        let mut text = inside.text.trim().to_owned();
        let is_base64 = element.attribute("mode").is_some_and(|mode| mode.eq_ignore_ascii_case("base64"))
            || element.is("content") && kind.starts_with("application/") && !kind.contains("xml");
        if is_base64 && let Some(decoded) = from_base64(&text) {
            text = decoded;
        }
        let html = kind.contains("html") || !is_text && is_html(&text);
        Self(text, html)
    }

    fn plain(&self) -> String {
        if self.1 { plain(&self.0) } else { self.0.split_whitespace().collect::<Vec<_>>().join(" ") }
    }
}

/// The text that is written in base64; none when it is not.
fn from_base64(written: &str) -> Option<String> {
    let packed: String = written.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(packed).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The article's address in a link of RSS, which is its text, or of Atom, which is an attribute.
fn link_of(element: &Element, inside: &Inside) -> Option<String> {
    match element.attribute("href") {
        Some(href) => {
            let relation = element.attribute("rel").unwrap_or("alternate");
            (relation.is_empty() || relation.eq_ignore_ascii_case("alternate")).then(|| href.to_owned())
        }
        None => Some(inside.text.trim().to_owned()).filter(|text| !text.is_empty()),
    }
}

/// The name in `mail@host (Name)`, `Name <mail@host>` or a name alone.
fn person(written: &str) -> String {
    let written = written.trim();
    let bare = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
    if let Some((before, rest)) = written.split_once('(')
        && before.contains('@')
    {
        return bare(rest.trim_end_matches(')'));
    }
    match written.split_once('<') {
        Some((name, _)) if written.contains('@') && !name.trim().is_empty() => bare(name),
        _ => bare(written),
    }
}
