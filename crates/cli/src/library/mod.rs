//! The commands that work on a library.

mod add;
mod backup;
mod person;
mod progress;
mod revisions;
mod search;
mod stats;
mod watch;
mod who;

pub(crate) use add::{add, update};
pub(crate) use backup::{backup, restore};
pub(crate) use person::person;
pub(crate) use revisions::revisions;
pub(crate) use search::{reindex, search};
pub(crate) use stats::stats;
pub(crate) use watch::watch;
pub(crate) use who::who;

use std::path::PathBuf;

use anyhow::Result;
use sayso_desk::{Library, LibraryError, locate};
use serde_json::Value;

use crate::args::LibraryArguments;
use crate::output::{Outcome, print, report};

/// The folder of the library that is meant.
fn folder(arguments: &LibraryArguments) -> Result<PathBuf, LibraryError> {
    locate(arguments.library.as_deref())
}

/// The library that is meant, open for reading.
fn open(arguments: &LibraryArguments) -> Result<Library, LibraryError> {
    Library::open(&folder(arguments)?)
}

/// Reports what went wrong, with what to do about it.
fn failed(error: &impl std::fmt::Display, hint: Option<&str>) -> Result<Outcome> {
    report(&error.to_string(), hint);
    Ok(Outcome::Failed)
}

/// Seconds since 1970, UTC.
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// One line of JSON on standard output.
fn print_line(value: &Value) -> Result<()> {
    print(&format!("{value}\n"))
}

/// `1 article`, `1,204 articles`.
fn counted(count: u64, one: &str) -> String {
    format!("{} {one}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `1,204`.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(counted(1, "article"), "1 article");
        assert_eq!(counted(0, "article"), "0 articles");
        assert_eq!(counted(1204, "article"), "1,204 articles");
        assert_eq!(counted(100_000, "article"), "100,000 articles");
    }
}
