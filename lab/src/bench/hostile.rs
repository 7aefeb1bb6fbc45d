use anyhow::Result;
use sayso_page::{Hints, read_html};

use super::meter::thread_time;
use crate::table::Table;

#[path = "../../../crates/page/tests/hostile/pages.rs"]
mod pages;

/// Options of `lab bench hostile`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Bytes of each page; each is made a fourth as long as well
    #[arg(long, default_value_t = 2_000_000, value_name = "N")]
    bytes: usize,
    /// How many of the slowest pages are printed
    #[arg(long, default_value_t = 10, value_name = "N")]
    show: usize,
    /// Readings of each page, of which the fastest counts
    #[arg(long, default_value_t = 3, value_name = "N")]
    passes: usize,
}

struct Timed {
    line: &'static str,
    /// Milliseconds for each million bytes, of the long page and of the one a fourth as long.
    long: f64,
    short: f64,
}

pub(super) fn bench(options: &Options) -> Result<()> {
    let mut timed: Vec<Timed> = pages::pages(options.bytes)
        .zip(pages::pages(options.bytes / 4))
        .map(|((line, long), (_, short))| {
            Ok(Timed {
                line,
                long: milliseconds_per_million(&long, options.passes)?,
                short: milliseconds_per_million(&short, options.passes)?,
            })
        })
        .collect::<Result<_>>()?;
    timed.sort_by(|a, b| b.long.total_cmp(&a.long));
    let mut table = Table::new(["what is repeated (after *)", "ms/MB", "a fourth as long"]);
    for one in timed.iter().take(options.show) {
        let line: String = one.line.replace('\t', " ").chars().take(70).collect();
        table.row([line, format!("{:.1}", one.long), format!("{:.1}", one.short)]);
    }
    println!("{table}");
    println!("{} pages of {} bytes", timed.len(), options.bytes);
    Ok(())
}

fn milliseconds_per_million(page: &str, passes: usize) -> Result<f64> {
    let hints = Hints { url: Some("https://ledger.example/news/bridge-stays-closed"), ..Hints::default() };
    let mut fastest = f64::INFINITY;
    for _ in 0..passes.max(1) {
        let before = thread_time()?;
        std::hint::black_box(read_html(page.as_bytes(), &hints));
        fastest = fastest.min((thread_time()? - before).as_secs_f64() * 1000.0);
    }
    Ok(fastest / (page.len() as f64 / 1e6))
}
