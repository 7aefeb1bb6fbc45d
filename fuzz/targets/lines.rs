//! Any input after a first line of JSON, and by itself: at most an item a byte, each error one line with a hint.

#![no_main]

mod taken;

use libfuzzer_sys::fuzz_target;
use taken::taken;

fuzz_target!(|bytes: &[u8]| {
    let after_a_line = [b"{\"text\": \"One.\"}\n", bytes].concat();
    assert!((1..=after_a_line.len()).contains(&taken(after_a_line)));
    // What is packed may hold more than a thousand times its length, and an error for each piece.
    assert!(taken(bytes.to_vec()) <= 2000 * bytes.len() + 2);
});
