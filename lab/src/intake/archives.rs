use std::collections::BTreeMap;

use anyhow::Result;
use sayso_intake::archive::{Head, Kind, Records, Stored};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::kept::{self, Kept};
use super::{Options, answers, files};
use crate::conformance::{ConformanceReport, Suite};

/// What the peer says of one archive.
#[derive(Debug, Deserialize)]
struct Answer {
    name: String,
    records: Vec<Record>,
    broken: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Record {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    status: Option<String>,
    bytes: usize,
    sha256: String,
}

/// Reads the archives of warcio's collection and compares every record: what it is, its address, date and status,
/// and the bytes of its content. Where the peer gives up, what it read before must be the same.
pub(crate) fn archives(options: &Options) -> Result<ConformanceReport> {
    let collection = options.kits.join("conformance/warcio-test-data.tar.gz");
    let expected = answers::<Answer>(&options.python, "archives", &collection)?;
    let mut expected: BTreeMap<String, Answer> =
        expected.into_iter().map(|answer| (answer.name.clone(), answer)).collect();
    let mut whole = Suite { name: "whole archives", ..Suite::default() };
    let mut broken = Suite { name: "up to where the peer gives up", ..Suite::default() };
    let mut keep = Vec::new();
    for (name, bytes) in files(&collection)? {
        let Some(answer) = expected.remove(&name) else { continue };
        let is_whole = answer.broken.is_none();
        let parts = answer.records.len();
        let answer =
            serde_json::to_string_pretty(&answer.records.into_iter().map(alike).collect::<Vec<_>>())?;
        keep.push(Kept { name: name.clone(), whole: is_whole, parts, hash: kept::hash(&answer) });
        let found = read(&bytes, if is_whole { usize::MAX } else { parts })?;
        if is_whole { &mut whole } else { &mut broken }.record(name, "", answer, found);
    }
    if options.keep {
        kept::write("archives", &keep)?;
    }
    Ok(ConformanceReport { suites: vec![whole, broken] })
}

/// What is compared of one archive, at most so many records, as JSON.
pub(super) fn read(bytes: &[u8], most: usize) -> Result<String> {
    let mut found = records(bytes);
    found.truncate(most);
    Ok(serde_json::to_string_pretty(&found)?)
}

fn records(bytes: &[u8]) -> Vec<Record> {
    let Ok(mut archive) = Records::new(bytes) else { return Vec::new() };
    let (mut found, mut block) = (Vec::new(), Vec::new());
    while let Some(head) = archive.next_head() {
        if let Ok(head) = head
            && archive.read_block(&mut block).is_ok()
        {
            found.push(record(head, &block));
        }
    }
    found
}

fn record(head: Head, block: &[u8]) -> Record {
    let stored = Stored::parse(block);
    let body = stored.as_ref().map(|stored| stored.body(u64::MAX));
    let is_arc_header = head.url.as_deref().is_some_and(|url| url.starts_with("filedesc:"));
    let body = match &body {
        _ if head.kind == Kind::Request || is_arc_header => &[],
        Some(Ok((body, _))) => &**body,
        _ => block,
    };
    Record {
        kind: named(head.kind).to_owned(),
        url: head.url,
        date: head.date,
        status: stored.map(|stored| stored.status.to_string()),
        bytes: body.len(),
        sha256: Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::Info => "warcinfo",
        Kind::Response => "response",
        Kind::Request => "request",
        Kind::Resource => "resource",
        Kind::Revisit => "revisit",
        Kind::Metadata => "metadata",
        Kind::Conversion => "conversion",
        Kind::Continuation => "continuation",
        Kind::Other => "other",
    }
}

/// The peer's record in our terms.
fn alike(mut record: Record) -> Record {
    if record.kind == "arc_header" {
        "warcinfo".clone_into(&mut record.kind);
    }
    // ARC writes dates in 14 digits, and one address in the collection has spaces that the peer escapes.
    if let Some(date) = record.date.as_mut().filter(|date| date.bytes().all(|byte| byte.is_ascii_digit())) {
        let part = |from: usize, to: usize| date.get(from..to).unwrap_or("00").to_owned();
        let parts = [(0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14)].map(|(from, to)| part(from, to));
        let [year, month, day, hours, minutes, seconds] = parts;
        *date = format!("{year}-{month}-{day}T{hours}:{minutes}:{seconds}Z");
    }
    record.url = record.url.map(|url| url.replace("%20", " "));
    record
}
