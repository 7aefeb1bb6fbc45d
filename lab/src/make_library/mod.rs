//! A library of invented articles, as large as is wanted, to measure with.
//!
//! The words are made of syllables and drawn by Zipf's law, and so are persons and outlets; the readings are made
//! with the texts instead of being read from them, so that a million take minutes. Such words compress worse
//! than a language does.

mod article;
mod chance;
mod vocabulary;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use sayso_library::{Arrival, Library, TakenKey, Writer};

use article::Invention;

use crate::bench::{thread_time, wall};

/// Options of `lab make-library`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder to make the library in
    folder: PathBuf,
    /// How many articles
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    articles: u64,
}

/// Articles that are invented at once, on each thread.
const CHUNK: u64 = 512;

/// Makes the library and prints what writing cost as it grew.
pub(crate) fn make(options: &Options) -> Result<()> {
    ensure!(!options.folder.exists(), "{}: there is something already", options.folder.display());
    let mut writer = Writer::open(&options.folder)?;
    let invention = Invention::new(options.articles);
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get) as u64;
    let (mut writing, mut working) = (Duration::ZERO, Duration::ZERO);
    let mut reached = (0, Duration::ZERO, Duration::ZERO);
    let mut next = 0;
    let mut report_at = 10_000;
    while next < options.articles {
        let to = (next + threads * CHUNK).min(options.articles);
        let parts = (0..threads).map(|part| {
            let from = (next + part * CHUNK).min(to);
            from..(from + CHUNK).min(to)
        });
        let arrivals = invent(&invention, parts)?;
        let begun = thread_time()?;
        writing += wall(|| {
            for (arrival, seen_at) in &arrivals {
                writer.add(arrival, *seen_at)?;
            }
            Ok(writer.commit()?)
        })?;
        working += thread_time()? - begun;
        next = to;
        if next >= report_at || next == options.articles {
            let articles = next - reached.0;
            let each = |time: Duration| time.as_secs_f64() * 1e6 / articles.max(1) as f64;
            let bytes = Library::open(&options.folder)?.bytes()?;
            println!(
                "{next} articles: {:.0} µs of processor and {:.0} µs of time to write each of the last {articles}, {:.0} bytes an article",
                each(working - reached.2),
                each(writing - reached.1),
                bytes as f64 / next as f64
            );
            reached = (next, writing, working);
            report_at = if next < 100_000 { next + 10_000 } else { next + 100_000 };
        }
    }
    Ok(())
}

/// Invents the articles of each range on a thread of its own, in order.
fn invent(
    invention: &Invention,
    ranges: impl Iterator<Item = std::ops::Range<u64>>,
) -> Result<Vec<(Arrival, i64)>> {
    std::thread::scope(|scope| {
        let working: Vec<_> = ranges
            .map(|range| {
                scope.spawn(move || {
                    range
                        .map(|number| {
                            let (reading, seen_at) = invention.article(number);
                            let key = TakenKey::of(&[&number.to_le_bytes()]);
                            Ok((Arrival::new(key, None, reading)?, seen_at))
                        })
                        .collect::<Result<Vec<_>>>()
                })
            })
            .collect();
        let mut all = Vec::new();
        for thread in working {
            all.extend(thread.join().ok().context("a thread that invents broke")??);
        }
        Ok(all)
    })
}
