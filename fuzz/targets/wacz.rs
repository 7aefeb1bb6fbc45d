//! A ZIP file with an archive in it, any of its bytes another: there is an end, and each error is one line with a hint.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_intake::{FetchLinks, Limits, Options, take_bytes};

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    if let Some(signature) = bytes.get_mut(..4) {
        signature.copy_from_slice(b"PK\x03\x04");
    }
    let length = bytes.len();
    assert!(taken(bytes) <= 2000 * length + 2);
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
