use std::collections::BTreeMap;
use std::panic::catch_unwind;

use anyhow::Result;
use sayso_intake::list::{self, Kind, Listed};
use serde::{Deserialize, Serialize};

use super::{Options, answers, files};
use crate::conformance::{ConformanceReport, Suite};

/// What the peer says of one document.
#[derive(Debug, Deserialize)]
struct Answer {
    name: String,
    content_type: Option<String>,
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
    for (name, bytes) in files(&collection)? {
        let Some(answer) = expected.remove(&name) else { continue };
        let kind = if name.ends_with(".json") { Kind::JsonFeed } else { Kind::Feed };
        let content_type = answer.content_type.clone();
        let found = catch_unwind(|| list::read(kind, &bytes, content_type.as_deref(), None, 1000));
        let input = String::from_utf8_lossy(&bytes);
        let Ok(found) = found else {
            others.record(name, &input, "an answer".to_owned(), "a panic".to_owned());
            continue;
        };
        if answer.well_formed {
            let found = serde_json::to_string_pretty(&ours(found.listed))?;
            well_formed.record(name, &input, serde_json::to_string_pretty(&theirs(answer))?, found);
        } else {
            others.record(name, &input, String::new(), String::new());
        }
    }
    Ok(ConformanceReport { suites: vec![well_formed, others] })
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
