//! A whole page of any bytes: the blocks of the article lie in its text, in order, and reading the
//! page again gives the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_page::{Hints, read_html};

fuzz_target!(|bytes: &[u8]| {
    let hints = Hints {
        url: Some("https://ledger.example/news/bridge"),
        content_type: None,
        now: Some("2026-03-02T09:00:00Z"),
    };
    let page = read_html(bytes, &hints);
    let article = &page.article;
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.span.start >= end, "blocks in order");
        assert!(!block.span.of(&article.text).trim().is_empty(), "blocks with text");
        end = block.span.end;
    }
    for link in &article.links {
        assert!(!link.span.of(&article.text).is_empty());
    }
    assert_eq!(page, read_html(bytes, &hints));
});
