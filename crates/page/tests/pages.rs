//! Invented pages and the articles that must be read from them: one folder a case, `input.html` and
//! `expected.json`, which may leave out what the case is not about. `UPDATE_EXPECTED=1 cargo test -p
//! sayso-page --test pages` writes what is read now, to be looked through before it is committed.

use std::path::Path;

use sayso_page::{Hints, Page, read_html};
use serde_json::{Value, json};

#[test]
fn pages_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut cases: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 12, "cases are missing in {}", folder.display());
    let mut wrong = Vec::new();
    for case in cases {
        let html = std::fs::read(case.join("input.html")).unwrap();
        let hints = Hints { url: None, content_type: None, now: Some("2026-06-01T00:00:00Z") };
        let mut got = summary(&read_html(&html, &hints));
        let path = case.join("expected.json");
        let mut expected: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        got.as_object_mut().unwrap().retain(|name, _| expected.get(name).is_some());
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&path, format!("{got:#}\n")).unwrap();
            expected = got.clone();
        }
        if got != expected {
            wrong.push(format!("{}\n got {got:#}\n expected {expected:#}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The article without what follows from the rest: each block and link with its words in place of
/// its span.
fn summary(page: &Page) -> Value {
    let article = &page.article;
    let blocks: Vec<Value> =
        article.blocks.iter().map(|block| json!([block.kind, block.span.of(&article.text)])).collect();
    let links: Vec<Value> =
        article.links.iter().map(|link| json!([link.span.of(&article.text), link.url])).collect();
    json!({
        "title": article.title, "standfirst": article.standfirst, "bylines": article.bylines,
        "credited_to": article.credited_to, "outlet": article.outlet, "published": article.published,
        "published_day": page.published_day,
        "modified": article.modified, "language": article.language, "cut_off": article.cut_off,
        "canonical_url": article.canonical_url, "blocks": blocks, "links": links,
    })
}

#[test]
fn any_bytes_are_a_page() {
    for bytes in [
        &b""[..],
        b"<",
        b"\0\0\0",
        b"\xff\xfe<\0p\0",
        b"<table><tr><td>",
        b"<p hidden>x",
        b"</body>",
        &[0xC3; 4096],
    ] {
        let page = read_html(bytes, &Hints::default());
        assert!(page.article.blocks.iter().all(|block| block.span.end <= page.article.text.len()));
    }
}
