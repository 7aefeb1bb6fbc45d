//! What a site says in its `robots.txt`, and an address: an answer, the same each time, and a yes where nothing is said.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_intake::allows;

fuzz_target!(|input: (&[u8], &str)| {
    let (robots, path) = input;
    let url = format!("https://ledger.example/{path}");
    let allowed = allows(robots, &url);
    assert_eq!(allowed, allows(robots, &url));
    let is_rule = |line: &[u8]| line.to_ascii_lowercase().windows(8).any(|piece| piece == b"disallow");
    let has_rules = robots.split(|&byte| byte == b'\n' || byte == b'\r').any(is_rule);
    assert!(allowed || has_rules || url.len() > 2000, "not allowed by nothing");
});
