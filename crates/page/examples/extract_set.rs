//! Reads every page of a set (a folder with `index.json` and gzipped pages) on one thread, writes
//! one JSON line a page, and prints pages and megabytes a second.
//!
//! `extract_set SET OUTPUT.jsonl [EVERY]`: with EVERY, only each EVERYth page is read.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use sayso_page::{Hints, Page, read_html};

/// Times each page is read; the fastest counts, since on a busy machine the others measure the
/// other programs.
const TIMES: usize = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, set, output, every @ ..] = arguments.as_slice() else {
        return Err("usage: extract_set SET OUTPUT.jsonl [EVERY]".into());
    };
    let every: usize = every.first().map_or(Ok(1), |text| text.parse())?;
    let index: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&std::fs::read(format!("{set}/index.json"))?)?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(output)?);
    let (mut spent, mut bytes, mut pages) = (Duration::ZERO, 0usize, 0usize);
    let mut slowest = (0.0, String::new());
    for (id, entry) in index.iter().step_by(every) {
        let mut html = Vec::new();
        let file = entry["file"].as_str().ok_or("an entry without a file")?;
        flate2::read::GzDecoder::new(std::fs::File::open(format!("{set}/{file}"))?).read_to_end(&mut html)?;
        let url = entry["url"].as_str();
        let hints = Hints { url, content_type: None, now: None };
        let mut took = Duration::MAX;
        let mut page = Page::default();
        for _ in 0..TIMES {
            let start = Instant::now();
            page = read_html(&html, &hints);
            took = took.min(start.elapsed());
        }
        spent += took;
        bytes += html.len();
        pages += 1;
        let per_megabyte = took.as_secs_f64() * 1e3 / (html.len() as f64 / 1e6).max(0.1);
        if per_megabyte > slowest.0 {
            slowest = (per_megabyte, id.clone());
        }
        let article = page.article;
        let line = serde_json::json!({
            "id": id, "articleBody": article.text, "title": article.title, "author": article.bylines,
            "date": page.published_day,
            "date_from": article.published.as_ref().map(|date| &date.from),
            "sitename": article.outlet.as_ref().map(|outlet| &outlet.name),
            "language": article.language, "standfirst": article.standfirst, "credited_to": article.credited_to,
            "cut_off": article.cut_off, "outlet": article.outlet, "modified": article.modified,
        });
        writeln!(out, "{line}")?;
    }
    let seconds = spent.as_secs_f64();
    println!(
        "{pages} pages, {:.0} pages/s, {:.0} MB/s, slowest {:.1} ms/MB {}",
        pages as f64 / seconds,
        bytes as f64 / 1e6 / seconds,
        slowest.0,
        slowest.1
    );
    Ok(())
}
