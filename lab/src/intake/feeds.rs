use std::collections::BTreeMap;
use std::panic::catch_unwind;

use anyhow::Result;
use sayso_intake::list::{self, Kind, Listed};
use serde::{Deserialize, Serialize};

use super::kept::{self, Kept};
use super::{Options, answers, files};
use crate::conformance::{ConformanceReport, Suite};

/// What the peer says of one document.
#[derive(Debug, Deserialize)]
struct Answer {
    name: String,
    well_formed: bool,
    title: Option<String>,
    entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    title: Option<String>,
    link: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    texts: Vec<String>,
}

/// What is compared of a feed, with markup and white space made alike.
#[derive(Debug, PartialEq, Serialize)]
struct Compared {
    title: Option<String>,
    entries: Vec<ComparedEntry>,
}

#[derive(Debug, PartialEq, Serialize)]
struct ComparedEntry {
    title: Option<String>,
    link: Option<String>,
    /// When it was published, or else changed.
    date: Option<String>,
    text: Option<String>,
}

/// Reads the collection of feedparser and compares titles, links, dates and texts: exactly on what the peer calls
/// well-formed, and only that there is an answer on the rest.
pub(crate) fn feeds(options: &Options) -> Result<ConformanceReport> {
    let collection = options.kits.join("conformance/feedparser-tests.tar.gz");
    let expected = answers::<Answer>(&options.python, "feeds", &collection)?;
    let mut expected: BTreeMap<String, Answer> =
        expected.into_iter().map(|answer| (answer.name.clone(), answer)).collect();
    let mut well_formed = Suite { name: "well-formed", ..Suite::default() };
    let mut others = Suite { name: "others: no panic", ..Suite::default() };
    let mut keep = Vec::new();
    for (name, bytes) in files(&collection)? {
        let Some(answer) = expected.remove(&name) else { continue };
        let input = String::from_utf8_lossy(&bytes);
        let is_well_formed = answer.well_formed;
        let answer = serde_json::to_string_pretty(&theirs(answer))?;
        keep.push(Kept { name: name.clone(), whole: is_well_formed, parts: 0, hash: kept::hash(&answer) });
        match read(&name, &bytes)? {
            None => others.record(name, &input, "an answer".to_owned(), "a panic".to_owned()),
            Some(found) if is_well_formed => well_formed.record(name, &input, answer, found),
            Some(_) => others.record(name, &input, String::new(), String::new()),
        }
    }
    if options.keep {
        kept::write("feeds", &keep)?;
    }
    Ok(ConformanceReport { suites: vec![well_formed, others] })
}

/// What is compared of one document, as JSON; none when reading it panics.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Option<String>> {
    let kind = if name.ends_with(".json") { Kind::JsonFeed } else { Kind::Feed };
    let content_type = content_type(bytes);
    let found = catch_unwind(|| list::read(kind, bytes, content_type.as_deref(), None, 1000));
    Ok(match found {
        Ok(found) => Some(serde_json::to_string_pretty(&ours(found.listed))?),
        Err(_) => None,
    })
}

/// How a document says, near its beginning, that it is served: `Header: Content-type: …`.
fn content_type(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]);
    head.lines().find_map(|line| {
        let (name, value) = line.strip_prefix("Header:")?.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
    })
}

fn ours(listed: Listed) -> Compared {
    let Listed::Feed(feed) = listed else { return Compared { title: None, entries: Vec::new() } };
    let entries = feed.items.into_iter().map(|item| ComparedEntry {
        title: item.title,
        link: item.link,
        date: item.published.or(item.updated).map(|date| whole(&date)),
        text: words(Some(item.text)),
    });
    Compared { title: feed.title, entries: entries.collect() }
}

fn theirs(answer: Answer) -> Compared {
    let entries = answer.entries.into_iter().map(|entry| ComparedEntry {
        title: words(entry.title),
        link: entry.link.filter(|link| !link.is_empty()),
        date: entry.published.or(entry.updated),
        text: words(entry.texts.into_iter().max_by_key(String::len)),
    });
    Compared { title: words(answer.title), entries: entries.collect() }
}

/// Text without markup, its white space made one.
fn words(text: Option<String>) -> Option<String> {
    text.map(|text| list::plain_text(&text)).filter(|text| !text.is_empty())
}

/// A date to the second, as the peer gives all of them.
fn whole(date: &str) -> String {
    const REST: &str = "0000-01-01T00:00:00Z";
    format!("{date}{}", REST.get(date.len()..).unwrap_or_default())
}
