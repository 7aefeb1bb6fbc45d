//! Any input after a first line of JSON, and by itself: at most an item a byte, each error one line with a hint.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_intake::{FetchLinks, Limits, Options, take_bytes};

fuzz_target!(|bytes: &[u8]| {
    let after_a_line = [b"{\"text\": \"One.\"}\n", bytes].concat();
    assert!((1..=after_a_line.len()).contains(&taken(after_a_line)));
    // What is packed may hold more than a thousand times its length, and an error for each piece.
    assert!(taken(bytes.to_vec()) <= 2000 * bytes.len() + 2);
});

fn taken(bytes: Vec<u8>) -> usize {
    // What lists name is not followed.
    let limits = Limits { decoded_bytes: 1 << 20, listed: 0, ..Limits::default() };
    let options = Options { fetch_links: FetchLinks::Never, limits, ..Options::default() };
    take_bytes("input", bytes, &options)
        .map(|item| {
            if let Err(error) = &item {
                assert!(error.hint().is_some(), "{error}");
                assert!(!error.to_string().contains('\n'), "{error}");
            }
        })
        .count()
}
