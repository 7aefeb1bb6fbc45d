//! Pages made to be slow: one thing repeated until it fills the page. Time must stay in proportion to
//! the page, whatever it repeats.

mod pages;

use std::time::{Duration, Instant};

use sayso_page::{Hints, read_html};

/// Bytes of each page.
const BYTES: usize = 100_000;

/// A hundred times what a page of this size needs, in slow builds on busy machines too. What takes
/// quadratic time takes longer.
const LONGEST: Duration = Duration::from_secs(15);

#[test]
fn what_is_repeated_takes_linear_time() {
    let hints = Hints { url: Some("https://ledger.example/news/bridge-stays-closed"), ..Hints::default() };
    for (line, page) in pages::pages(BYTES) {
        let started = Instant::now();
        let read = read_html(page.as_bytes(), &hints);
        let took = started.elapsed();
        assert!(took < LONGEST, "{line}: {took:?}");
        assert!(read.article.text.len() <= page.len() * 2, "{line}: {} bytes", read.article.text.len());
    }
}
