//! A feed, a sitemap or a list of feeds of any bytes: no more addresses than were asked for, and reading it again
//! gives the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_intake::list::{Kind, Listed, plain_text, read};

fuzz_target!(|bytes: &[u8]| {
    const MOST: usize = 20;
    let address = Some("https://ledger.example/feed/index.xml");
    for kind in [Kind::Feed, Kind::JsonFeed, Kind::Sitemap, Kind::Outline] {
        let found = read(kind, bytes, Some("text/xml; charset=windows-1251"), address, MOST);
        match &found.listed {
            Listed::Feed(feed) => {
                let longest = feed.items.iter().map(|item| item.text.len()).max().unwrap_or_default();
                // A byte becomes at most three, and a tag's quotes and ampersands are written out.
                assert!(longest <= 24 * bytes.len(), "a text that grows: {longest}");
                for item in &feed.items {
                    let _ = plain_text(&item.text);
                }
            }
            Listed::Links(links) => assert!(links.len() <= MOST + 1),
        }
        let again = read(kind, bytes, Some("text/xml; charset=windows-1251"), address, MOST);
        assert_eq!(found.listed, again.listed);
    }
});
