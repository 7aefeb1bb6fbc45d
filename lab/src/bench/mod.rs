//! How fast the program is, beside other tools on the same machine in the same run.

mod add;
mod archive;
mod attribution;
mod hostile;
mod language;
mod library;
mod meter;
mod page;
mod read;
mod search;
mod search_peers;
mod start;

use anyhow::Result;
use clap::Subcommand;

pub(crate) use meter::{Speed, thread_time, wall};

/// What to time.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// From a page's bytes to its article, on one thread
    Page(page::Options),
    /// From pages made to be slow to their articles, on one thread: the slowest first
    Hostile(hostile::Options),
    /// From an archive of the web in memory to the bodies in it, on one thread
    Archive(archive::Options),
    /// From text to who said what, on one thread
    Attribution(attribution::Options),
    /// From text to tokens, sentences, tags, trees and names, on one thread
    Language(language::Options),
    /// The whole way from an archive into a library, safe and to be found, beside trafilatura and SQLite in Python
    Add(add::Options),
    /// The whole way from a folder of pages to readings
    Read(read::Options),
    /// Who said what in a library, and how long it takes to open
    Library(library::Options),
    /// Finding articles and quotations in a library, beside SQLite FTS5 and plain tantivy
    Search(search::Options),
    /// From starting the program to its answer on one page
    Start(start::Options),
}

/// Times and prints.
pub(crate) fn run(bench: &Bench) -> Result<()> {
    match bench {
        Bench::Page(options) => page::bench(options),
        Bench::Hostile(options) => hostile::bench(options),
        Bench::Archive(options) => archive::bench(options),
        Bench::Attribution(options) => attribution::bench(options),
        Bench::Language(options) => language::bench(options),
        Bench::Add(options) => add::bench(options),
        Bench::Read(options) => read::bench(options),
        Bench::Library(options) => library::bench(options),
        Bench::Search(options) => search::bench(options),
        Bench::Start(options) => start::bench(options),
    }
}
