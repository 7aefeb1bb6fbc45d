//! JSON-LD, broken as it may be, in a page that has little else.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_page::{Hints, read_html};

fuzz_target!(|text: &str| {
    let page = format!(
        "<script type=application/ld+json>{text}</script><p>The bridge stays closed, the mayor said."
    );
    let _ = read_html(page.as_bytes(), &Hints::default());
});
