//! Taking in any bytes: how many items come of them, each error one line with a hint.

use sayso_intake::{FetchLinks, Limits, Options, take_bytes};

/// How many articles and errors `bytes` are.
///
/// # Panics
/// When an error has more than a line, or no hint.
pub(crate) fn taken(bytes: Vec<u8>) -> usize {
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
