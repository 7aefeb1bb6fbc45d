//! What a site says in its `robots.txt`, and an address: an answer, the same each time, and a yes where there are no rules.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_intake::allows;

fuzz_target!(|input: (&[u8], &str)| {
    let (robots, path) = input;
    let url = format!("https://ledger.example/{path}");
    let allowed = allows(robots, &url);
    assert_eq!(allowed, allows(robots, &url));
    // Rules may be misspelt and count all the same; where there is no colon there are none.
    assert!(allowed || robots.contains(&b':'), "not allowed by nothing");
});
