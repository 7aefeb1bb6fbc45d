//! Plain texts with what must be read from them: one folder a case, `input.txt` and
//! `expected.json`. A field that `expected.json` does not name must be empty.

use std::path::Path;

use sayso_page::{Hints, Page, blocks_of, read_text};
use serde_json::{Map, Value, json};

#[test]
fn every_case_reads_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plain");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    assert!(cases.len() >= 10, "the cases are missing");
    for case in cases {
        let input = std::fs::read_to_string(case.join("input.txt")).unwrap();
        let expected: Value =
            serde_json::from_str(&std::fs::read_to_string(case.join("expected.json")).unwrap()).unwrap();
        let page = read_text(&input, &Hints { now: Some("2026-06-01T00:00:00Z"), ..Hints::default() });
        check_blocks(&page);
        let got = summary(&page);
        assert_eq!(got, expected, "{}: got\n{}", case.display(), serde_json::to_string_pretty(&got).unwrap());
    }
}

/// Blocks lie in the text in order, and the text is nothing but them joined by blank lines.
fn check_blocks(page: &Page) {
    let text = &page.article.text;
    let joined: Vec<&str> = page.article.blocks.iter().map(|block| block.span.of(text)).collect();
    assert_eq!(joined.join("\n\n"), *text);
    for link in &page.article.links {
        assert!(!link.span.of(text).is_empty());
    }
}

/// The fields that were filled, dates as `when (how exact, from where)`.
fn summary(page: &Page) -> Value {
    let article = &page.article;
    let mut summary = Map::new();
    let mut put = |name: &str, value: Value| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !empty {
            summary.insert(name.to_owned(), value);
        }
    };
    let dated = |date: &sayso_model::Dated| {
        json!(format!("{} ({}, {})", date.at, name(json!(date.precision)), date.from))
    };
    put("title", json!(article.title));
    put("standfirst", json!(article.standfirst));
    put("bylines", json!(article.bylines));
    put("credited_to", json!(article.credited_to));
    put("url", json!(article.url));
    put("published", article.published.as_ref().map_or(Value::Null, dated));
    put("modified", article.modified.as_ref().map_or(Value::Null, dated));
    put("outlet", json!(article.outlet.as_ref().map(|outlet| format!("{} ({})", outlet.name, outlet.from))));
    put("cut_off", json!(article.cut_off));
    let blocks = article
        .blocks
        .iter()
        .map(|block| json!(format!("{}: {}", name(json!(block.kind)), block.span.of(&article.text))));
    put("blocks", blocks.collect());
    let links =
        article.links.iter().map(|link| json!(format!("{} -> {}", link.span.of(&article.text), link.url)));
    put("links", links.collect());
    Value::Object(summary)
}

/// The name that JSON gives to a variant.
fn name(variant: Value) -> String {
    if let Value::String(name) = variant { name } else { variant.to_string() }
}

#[test]
fn nothing_to_read_is_an_empty_article() {
    for text in ["", "\n\n \t\r\n", "\u{FEFF}", "***", "----------", "Home\nSearch\nPrivacy Policy"] {
        let page = read_text(text, &Hints::default());
        assert_eq!(page.article.text, "", "{text:?}");
        assert!(page.diagnostics.iter().any(|diagnostic| diagnostic.code == "no_body"), "{text:?}");
    }
}

#[test]
fn blocks_of_a_ready_text_index_it_as_given() {
    let text =
        "\r\n  First paragraph,\r\nstill the first.\r\n\r\nA heading\r\n\r\nThe last, which is longer.\n";
    let blocks: Vec<(String, &str)> =
        blocks_of(text).iter().map(|block| (format!("{:?}", block.kind), block.span.of(text))).collect();
    assert_eq!(
        blocks,
        [
            ("Paragraph".to_owned(), "First paragraph,\r\nstill the first."),
            ("Heading".to_owned(), "A heading"),
            ("Paragraph".to_owned(), "The last, which is longer."),
        ]
    );
    let lines = "One paragraph a line.\nAnother one.";
    let spans: Vec<&str> = blocks_of(lines).iter().map(|block| block.span.of(lines)).collect();
    assert_eq!(spans, ["One paragraph a line.", "Another one."]);
    assert!(blocks_of("").is_empty());
    assert!(blocks_of(" \n \n").is_empty());
}

#[test]
fn an_unreadable_mixture_does_not_panic() {
    let parts = [
        "By ",
        "©",
        "\u{AD}",
        "[a](",
        ")",
        "> ",
        "—",
        "2026-",
        "\n\n",
        "*** END OF",
        "ß",
        "日本",
        "\u{301}",
        "-\n",
        "(",
        "12:",
        "\r",
    ];
    for first in parts {
        for second in parts {
            let text = format!("{first}{second}{first}words of a line. {second}");
            check_blocks(&read_text(&text, &Hints::default()));
            assert!(blocks_of(&text).iter().all(|block| !block.span.of(&text).trim().is_empty()));
        }
    }
}
