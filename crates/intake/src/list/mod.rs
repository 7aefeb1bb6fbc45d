//! What lists articles: feeds, which hold them or link to them, and sitemaps and OPML, which name addresses.

mod addresses;
mod charset;
mod dates;
mod feed;
mod json_feed;
mod plain;
mod tree;
mod whole;

pub use addresses::Link;
pub(crate) use json_feed::is_feed as is_json_feed;
pub(crate) use whole::is_whole;

use url::Url;

use crate::FeedItem;

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it calls itself.
    pub title: Option<String>,
    /// The page that it belongs to.
    pub link: Option<String>,
    /// Its items, in order.
    pub items: Vec<FeedItem>,
}

/// What a list is, as its first element tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RSS or Atom.
    Feed,
    /// JSON Feed.
    JsonFeed,
    /// Pages, or further sitemaps.
    Sitemap,
    /// Feeds (OPML).
    Outline,
}

/// What a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// The items of a feed.
    Feed(Feed),
    /// Addresses of pages or of other lists.
    Links(Vec<Link>),
}

/// What a list was read to be.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it holds, as far as it could be read.
    pub listed: Listed,
    /// Why it could not be read to its end.
    pub broken: Option<String>,
    /// Whether it names another charset than it is in.
    pub charset_wrong: bool,
}

/// Reads a list. `address` is where it stands, by which its addresses are made absolute; of addresses at most
/// `most` are read, and one more to tell that there are others.
///
/// Never fails: what is broken gives what stands before the break. References to entities that a document defines
/// itself are not resolved, so that none grows beyond its length.
#[must_use]
pub fn read(
    kind: Kind,
    bytes: &[u8],
    content_type: Option<&str>,
    address: Option<&str>,
    most: usize,
) -> Read {
    let (text, charset_wrong) = charset::decode(bytes, content_type);
    let (listed, broken) = match kind {
        Kind::Feed => {
            let (feed, broken) = feed::read(&text, address);
            (Listed::Feed(feed), broken)
        }
        Kind::JsonFeed => match json_feed::read(text.trim_start_matches('\u{feff}').as_bytes()) {
            Ok(feed) => (Listed::Feed(feed), None),
            Err(why) => (Listed::Feed(Feed::default()), Some(why)),
        },
        Kind::Sitemap => {
            let (links, broken) = addresses::sitemap(&text, most);
            (Listed::Links(links), broken)
        }
        Kind::Outline => {
            let (links, broken) = addresses::outline(&text, most);
            (Listed::Links(links), broken)
        }
    };
    Read { listed, broken, charset_wrong }
}

/// Whether it is an address by itself, wherever it stands.
pub(crate) fn is_address(written: &str) -> bool {
    Url::parse(written).is_ok_and(|url| url.has_host())
}

/// An address as a whole one: made so by `base` where it is not; none when that cannot be done. What is left of one,
/// such as `/posts/1`, stands in the feeds of many outlets.
pub(crate) fn whole_address(written: &str, base: Option<&str>) -> Option<String> {
    if is_address(written) {
        return Some(written.to_owned());
    }
    let joined = Url::parse(base?).ok()?.join(written.trim()).ok()?;
    joined.has_host().then(|| joined.into())
}

/// HTML as plain text in one line.
#[must_use]
pub fn plain_text(html: &str) -> String {
    plain::plain(html)
}

/// A date of a feed or of HTTP, ISO 8601 in UTC.
pub(crate) fn date(written: &str) -> Option<String> {
    dates::iso(written)
}
