//! Where articles come from: files, folders, standard input, lines of JSON, addresses on the web.
//!
//! [`take`] turns what a person typed into pages, one at a time. What an input is gets sniffed from
//! its bytes, never guessed from its name. This is the only crate that opens an outgoing connection.

pub mod archive;
mod crawl;
mod decode;
mod error;
mod extent;
mod gate;
mod headers;
mod json;
mod language;
mod ledger;
pub mod list;
mod listing;
mod meter;
mod open;
mod options;
mod ready;
mod sniff;
mod taken;
mod taking;
mod walk;

pub use error::{EnvironmentFault, Fault, InputFault, TakeError, WhyLeft};
pub use extent::{Extent, extent};
pub use gate::allows;
pub use ledger::{Ask, Ledger, Occasion, Seen, Skipped, Summary, Validators};
pub use meter::Meter;
pub use options::{FetchLinks, Limits, Options};
pub use ready::ReadyArticle;
pub use taken::{Content, FeedItem, Taken};

use std::ffi::OsStr;

use taking::Intake;

/// Takes every input in turn: a path, a folder, `-` for standard input, or an `http`/`https` URL.
///
/// Lazy: one page, one line of JSON or one record of an archive is in memory at a time, and of the web a page for
/// each of [`Options::hosts_at_once`]. An error is an item like any other, and what comes after it is still taken.
/// Folders are walked in sorted order. Names of files need not be Unicode; where they are told, what is not is a `\u{FFFD}`.
pub fn take<'a>(
    inputs: &'a [impl AsRef<OsStr>],
    options: &'a Options,
) -> impl Iterator<Item = Result<Taken, TakeError>> + Send + 'a {
    Intake::new(inputs.iter().map(AsRef::as_ref).collect(), options)
}

/// Takes what `bytes` hold, as if they stood in a file that is called `input`.
pub fn take_bytes<'a>(
    input: &str,
    bytes: Vec<u8>,
    options: &'a Options,
) -> impl Iterator<Item = Result<Taken, TakeError>> + Send + 'a {
    let mut intake = Intake::new(Vec::new(), options);
    let first = intake.bytes(input, bytes);
    first.into_iter().chain(intake)
}

/// Whether an input has a scheme and so is no path, not even `C:\`. Which schemes there are is for the gate.
fn is_url(input: &str) -> bool {
    input.split_once("://").is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}
