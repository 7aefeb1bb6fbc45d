//! What holds for every kind of source: a dry run writes nothing, what is older is left out, what was taken in is not
//! read again.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

#[path = "../../intake/tests/web/mod.rs"]
mod web;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sayso_desk::{AddOptions, FetchLinks, Meter, Step, Totals, What, add, extent};
use web::serve;

fn options(folder: &Path) -> AddOptions {
    let mut options = AddOptions { folder: folder.to_owned(), ..AddOptions::default() };
    options.reading.now = Some("2026-05-01T10:00:00Z".to_owned());
    let intake = &mut options.reading.intake;
    intake.allow_local = true;
    intake.hosts_at_once = 4;
    intake.limits.host_interval = Duration::ZERO;
    options
}

fn added(input: &str, options: &AddOptions) -> Totals {
    let totals = add(&[input.to_owned()], options, |step| {
        if let Step::Failed(failure) = &step {
            panic!("{failure}");
        }
        ControlFlow::Continue(())
    });
    totals.unwrap()
}

/// An article's page; years make it another one.
fn page(year: u32) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Bridge plan of {year}</title>\
         <meta property='article:published_time' content='{year}-03-02T09:10:00Z'></head><body><article>\
         <h1>Bridge plan of {year}</h1>{}</article></body></html>",
        text(year)
    )
}

fn text(year: u32) -> String {
    format!(
        "<p>The council of Old Mill met in {year} and talked until late about the bridge over the Merrow.</p>\
         <p>“We will pay for all of it in {year},” said Jana Holt, the mayor.</p>"
    )
}

fn record(year: u32) -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(year));
    format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/{year}\r\n\
         WARC-Date: {year}-03-02T09:10:00Z\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn arc_record(year: u32) -> String {
    let block = format!("HTTP/1.1 200 OK\nContent-Type: text/html\n\n{}", page(year));
    format!("https://ledger.example/{year} 9.9.9.9 {year}0302091000 text/html {}\n{block}\n", block.len())
}

/// A ZIP file with one stored member; of checksums nobody asks.
fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
    let common = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &length, &length, &name_length].concat();
    let local = [b"PK\x03\x04", &common[..], &[0, 0], name.as_bytes(), bytes].concat();
    let central = [b"PK\x01\x02\x14\0", &common[..], &[0; 16], name.as_bytes()].concat();
    let size = u32::try_from(central.len()).unwrap().to_le_bytes();
    let start = u32::try_from(local.len()).unwrap().to_le_bytes();
    [&local[..], &central, b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &size, &start, &[0, 0]].concat()
}

fn rss(host: &str) -> String {
    let item = |year: u32| {
        format!(
            "<item><title>Bridge plan of {year}</title><link>{host}/{year}</link><pubDate>2 Mar {year} 09:10 GMT</pubDate>\
             <description><![CDATA[{}]]></description></item>",
            text(year)
        )
    };
    format!(
        "<rss version='2.0'><channel><title>Daily Ledger</title>{}{}</channel></rss>",
        item(2020),
        item(2026)
    )
}

fn atom() -> String {
    let entry = |year: u32| {
        format!(
            "<entry><title>Bridge plan of {year}</title><link href='https://ledger.example/{year}'/>\
             <published>{year}-03-02T09:10:00Z</published><content type='xhtml'><div>{}</div></content></entry>",
            text(year)
        )
    };
    format!("<feed xmlns='http://www.w3.org/2005/Atom'>{}{}</feed>", entry(2020), entry(2026))
}

fn json_feed() -> String {
    let item = |year: u32| {
        serde_free(&[
            ("url", &format!("https://ledger.example/{year}")),
            ("title", &format!("Bridge plan of {year}")),
            ("date_published", &format!("{year}-03-02T09:10:00Z")),
            ("content_html", &text(year)),
        ])
    };
    format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{}, {}]}}",
        item(2020),
        item(2026)
    )
}

fn line(year: u32) -> String {
    serde_free(&[
        ("url", &format!("https://ledger.example/{year}")),
        ("title", &format!("Bridge plan of {year}")),
        ("published", &format!("{year}-03-02T09:10:00Z")),
        ("text", &format!("“We will pay for all of it in {year},” said Jana Holt, the mayor of Old Mill.")),
    ])
}

/// An object of strings that need no escapes.
fn serde_free(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\": \"{value}\"")).collect();
    format!("{{{}}}", fields.join(", "))
}

#[test]
fn every_kind_of_source_knows_dry_runs_and_dates() {
    let answer = |kind: &str, body: &str| format!("200 OK\nContent-Type: {kind}\n\n{body}");
    let sitemap = "<urlset><url><loc>HOST/2020</loc><lastmod>2020-03-02</lastmod></url><url><loc>HOST/2026</loc>\
                   <lastmod>2026-03-02</lastmod></url></urlset>";
    let (host, _) = serve(&[
        ("/2020", &answer("text/html", &page(2020))),
        ("/2026", &answer("text/html", &page(2026))),
        ("/feed", &answer("application/rss+xml", &rss("HOST"))),
        ("/map", &answer("text/xml", sitemap)),
        (
            "/index",
            &answer("text/xml", "<sitemapindex><sitemap><loc>HOST/map</loc></sitemap></sitemapindex>"),
        ),
        ("/lines", &answer("application/x-ndjson", &format!("{}\n{}\n", line(2020), line(2026)))),
        ("/crawl", &answer("application/warc", &[record(2020), record(2026)].concat())),
    ]);
    let files = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = files.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    };
    file("pages/below/2020.html", page(2020).as_bytes());
    file("pages/below/further/2026.html", page(2026).as_bytes());
    let folder = files.path().join("pages").to_string_lossy().into_owned();
    let warc = [record(2020), record(2026)].concat();
    let arc_head = "filedesc://news.arc 0.0.0.0 20260302000000 text/plain 8\n1 0 Ours\n";
    let arc = [arc_head, &arc_record(2020), &arc_record(2026)].concat();
    let opml = format!("<opml><body><outline xmlUrl='{host}/feed'/></body></opml>");
    let sources = [
        ("a folder", folder),
        ("lines of JSON", file("a.jsonl", format!("{}\n{}\n", line(2020), line(2026)).as_bytes())),
        ("an array", file("a.json", format!("[{},\n{}]", line(2020), line(2026)).as_bytes())),
        ("RSS in a file", file("rss", rss("https://ledger.example").as_bytes())),
        ("Atom in a file", file("atom", atom().as_bytes())),
        ("a JSON Feed in a file", file("feed.json", json_feed().as_bytes())),
        ("WARC", file("a.warc", warc.as_bytes())),
        ("ARC", file("a.arc", arc.as_bytes())),
        ("WACZ", file("a.wacz", &zip("archive/a.warc", warc.as_bytes()))),
        ("OPML", file("a.opml", opml.as_bytes())),
        ("a feed", format!("{host}/feed")),
        ("a sitemap", format!("{host}/map")),
        ("an index of sitemaps", format!("{host}/index")),
        ("lines from the web", format!("{host}/lines")),
        ("WARC from the web", format!("{host}/crawl")),
    ];
    for (kind, input) in sources {
        let place = tempfile::tempdir().unwrap();
        let library = place.path().join("library");
        let plain = options(&library);
        let dry = AddOptions { dry_run: true, ..plain.clone() };
        assert_eq!((added(&input, &dry).counts.new, library.exists()), (2, false), "{kind}, dry");
        let mut since = plain.clone();
        since.reading.intake.since = Some("2026-01-01".to_owned());
        let totals = added(&input, &since);
        let older =
            totals.older + totals.passed_over.get(&sayso_desk::Skipped::Older).copied().unwrap_or_default();
        assert_eq!((totals.counts.new, older), (1, 1), "{kind}, since: {totals:?}");
        let totals = added(&input, &dry);
        assert_eq!((totals.counts.new, totals.counts.unchanged), (1, 1), "{kind}, dry again: {totals:?}");
        let totals = added(&input, &plain);
        assert_eq!((totals.counts.new, totals.counts.unchanged), (1, 1), "{kind}, all: {totals:?}");
    }
}

#[test]
fn an_archive_that_was_half_read_is_taken_up_without_reading_again() {
    const PAGES: u32 = 60;
    let place = tempfile::tempdir().unwrap();
    let warc: String = (0..PAGES).map(|number| record(1000 + number)).collect();
    let path = place.path().join("a.warc");
    std::fs::write(&path, warc).unwrap();
    let inputs = [path.to_string_lossy().into_owned()];
    let options = options(&place.path().join("library"));
    let mut first = 0;
    add(&inputs, &options, |step| {
        first += u32::from(matches!(step, Step::Added(_)));
        if first == 20 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap();
    let (mut again, mut new) = (0, 0);
    let totals = add(&inputs, &options, |step| {
        let added = match step {
            Step::Added(added) => added,
            Step::Failed(failure) => panic!("{failure}"),
            Step::Indexing(_) | Step::NotIndexed(_) => return ControlFlow::Continue(()),
        };
        match added.what {
            // Known by its bytes: what was not read has no headline.
            What::Unchanged if added.title.is_none() => again += 1,
            What::New => new += 1,
            _ => panic!("{added:?}"),
        }
        ControlFlow::Continue(())
    });
    assert!(again >= 20 && new > 0 && again + new == PAGES, "{again} {new}");
    assert_eq!(totals.unwrap().counts.unchanged, u64::from(again));
}

#[test]
fn links_are_followed_as_asked() {
    let long = format!("<p>{}</p>", "“We will pay for all of it,” said Jana Holt. ".repeat(40));
    let item = |name: &str, text: &str| {
        format!(
            "<item><title>{name}</title><link>HOST/{name}</link><description><![CDATA[{text}]]></description></item>"
        )
    };
    let body = format!(
        "<rss><channel>{}{}</channel></rss>",
        item("long", &long),
        item("short", "“It holds,” said Holt.")
    );
    let page = format!("200 OK\nContent-Type: text/html\n\n{}", page(2026));
    let feed = format!("200 OK\nContent-Type: text/xml\n\n{body}");
    for (links, fetched_of_feed, fetched_of_file) in [
        (FetchLinks::OfFetched, &["/long", "/short"][..], &[][..]),
        (FetchLinks::WhereShort, &["/short"], &[]),
        (FetchLinks::Always, &["/long", "/short"], &["/long", "/short"]),
        (FetchLinks::Never, &[], &[]),
    ] {
        let (host, log) = serve(&[("/feed", &feed), ("/long", &page), ("/short", &page)]);
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("feed.xml");
        std::fs::write(&file, body.replace("HOST", &host)).unwrap();
        for (input, expected) in [
            (format!("{host}/feed"), fetched_of_feed),
            (file.to_string_lossy().into_owned(), fetched_of_file),
        ] {
            let before = log.paths().len();
            let mut options = options(&place.path().join(format!("library{before}")));
            options.reading.intake.fetch_links = links;
            let totals = added(&input, &options);
            assert!(totals.counts.new > 0);
            let mut asked = log.paths().split_off(before);
            asked.retain(|path| path != "/robots.txt" && path != "/feed");
            asked.sort_unstable();
            assert_eq!(asked, expected, "{links:?} {input}");
        }
    }
}

#[test]
fn how_far_it_has_come_is_known_in_bytes() {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = place.path().join("in").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let warc: String = (0..200).map(|number| record(1000 + number)).collect();
    write("a.warc", warc.as_bytes());
    write("b.wacz", &zip("archive/a.warc", warc.as_bytes()));
    write("below/c.jsonl", format!("{}\n{}\n", line(2020), line(2026)).as_bytes());
    write("d.html", page(2026).as_bytes());
    write("picture.png", &[0; 1000]);
    write("e", &[0; 1000]);
    let inputs = [place.path().join("in").to_string_lossy().into_owned()];
    let all = extent(&inputs).unwrap();
    assert_eq!(all.files, 5);
    let mut options = options(&place.path().join("library"));
    let meter = Arc::new(Meter::default());
    options.reading.intake.meter = Some(Arc::clone(&meter));
    let mut before = Vec::new();
    add(&inputs, &options, |_| {
        before.push(meter.read());
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(before.is_sorted() && before[0] < all.bytes / 2, "{} of {}", before[0], all.bytes);
    assert_eq!(meter.read(), all.bytes);
    assert_eq!(extent(&["-".to_owned()]), None);
    assert_eq!(extent(&["https://ledger.example/".to_owned()]), None);
}
