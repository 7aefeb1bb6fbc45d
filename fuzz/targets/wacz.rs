//! A ZIP file with an archive in it, any of its bytes another: there is an end, and each error is one line with a hint.

#![no_main]

mod taken;

use libfuzzer_sys::fuzz_target;
use taken::taken;

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.to_vec();
    if let Some(signature) = bytes.get_mut(..4) {
        signature.copy_from_slice(b"PK\x03\x04");
    }
    let length = bytes.len();
    assert!(taken(bytes) <= 2000 * length + 2);
});
