//! A plain text: the blocks of the article lie in its text, in order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_page::{Hints, read_text};

fuzz_target!(|text: &str| {
    let article = read_text(text, &Hints::default()).article;
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.span.start >= end, "blocks in order");
        let _ = block.span.of(&article.text);
        end = block.span.end;
    }
});
