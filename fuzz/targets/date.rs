//! A date in words or in a machine format, in any of the languages.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_page::read_date;

fuzz_target!(|text: &str| {
    for language in [None, Some("en-US"), Some("de"), Some("fa")] {
        let _ = read_date(text, language, "page");
    }
});
