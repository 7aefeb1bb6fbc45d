use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use sayso_library::{Library, Person};

use super::meter::median_and_tail;

/// Options of `lab bench library`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder of the library, as `lab make-library` makes it
    folder: PathBuf,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

/// Persons who are asked for, and times that the library is opened.
const TIMES: usize = 200;
/// Statements that are shown of each.
const SHOWN: usize = 10;

pub(super) fn bench(options: &Options) -> Result<()> {
    let library = Library::open(&options.folder)?;
    let size = library.size()?;
    let bytes = library.bytes()?;
    // Persons of every rank: the sources of articles from the whole of the library.
    let step = (library.last_seq()? / TIMES as i64).max(1);
    let mut names = Vec::new();
    for number in 0..TIMES as i64 {
        for record in library.records_after(number * step, 1)? {
            names.extend(record.reading.sources.first().map(|source| source.name.clone()));
        }
    }
    let first = names.first().context("the library is empty")?.clone();
    let mut opening = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        who(&Library::open(&options.folder)?, &first, SHOWN)?;
        opening.push(begun.elapsed());
    }
    let (mut shown, mut all, mut busiest) = (Vec::new(), Vec::new(), (0, Duration::ZERO, String::new()));
    for name in &names {
        let begun = Instant::now();
        let said = who(&library, name, SHOWN)?;
        let took = begun.elapsed();
        shown.push(took);
        if said > busiest.0 {
            busiest = (said, took, name.clone());
        }
        let begun = Instant::now();
        who(&library, name, usize::MAX)?;
        all.push(begun.elapsed());
    }
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let figures =
        [("open and who", opening), ("who", shown), ("who, every statement", all)].map(|(what, times)| {
            let (median, tail) = median_and_tail(times);
            (what, milliseconds(median), milliseconds(tail))
        });
    let per_article = bytes as f64 / size.articles.max(1) as f64;
    if options.json {
        let times = figures.iter().map(
            |(what, median, tail)| serde_json::json!({ "what": what, "median_ms": median, "p90_ms": tail }),
        );
        let figures = serde_json::json!({
            "articles": size.articles, "bytes_per_article": per_article, "times": times.collect::<Vec<_>>(),
            "busiest": { "name": busiest.2, "statements": busiest.0, "ms": milliseconds(busiest.1) },
        });
        println!("{figures:#}");
        return Ok(());
    }
    println!("{} articles, {} persons, {per_article:.0} bytes an article", size.articles, size.persons);
    for (what, median, tail) in figures {
        println!("{what}: median {median:.2} ms, nine in ten under {tail:.2} ms");
    }
    println!("busiest: {} with {} statements in {:.2} ms", busiest.2, busiest.0, milliseconds(busiest.1));
    Ok(())
}

/// Asks who somebody is and for statements, and gives how many statements there are.
fn who(library: &Library, name: &str, limit: usize) -> Result<u64> {
    let mut statements = 0;
    for person in library.persons(name)? {
        statements += library.tally(&person)?.statements;
        read(library, &person, limit)?;
    }
    Ok(statements)
}

fn read(library: &Library, person: &Person, limit: usize) -> Result<()> {
    let mut left = limit;
    library.statements(person, |_| {
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(())
}
