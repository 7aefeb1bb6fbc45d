//! Inputs that once broke the reading of pages, kept as they were found or cut down: each is read as a
//! page, as JSON-LD in a page, as plain text and as a date, and none may panic.

use std::path::Path;

use sayso_page::{Hints, read_date, read_html, read_text};

#[test]
fn what_was_found_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/found");
    let mut count = 0;
    for case in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(case.unwrap().path()).unwrap();
        let _ = read_html(&bytes, &Hints::default());
        let text = String::from_utf8_lossy(&bytes);
        let page = format!("<script type=application/ld+json>{text}</script><p>The bridge stays closed.");
        let _ = read_html(page.as_bytes(), &Hints::default());
        let _ = read_text(&text, &Hints::default());
        let _ = read_date(&text, Some("en"), "page");
        count += 1;
    }
    assert!(count >= 2, "cases are missing");
}
