use std::path::PathBuf;

use anyhow::Result;
use sayso_page::{Hints, read_html};

use super::meter::{Item, Speed, own_peak, time};
use crate::page::{Set, answers_folder, load};
use crate::peers;
use crate::table::Table;

/// Options of `lab bench page`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// Set of pages [default: naeb]
    #[arg(long, value_enum, default_value_t = Set::Naeb)]
    set: Set,
    /// Time only every Nth page
    #[arg(long, default_value_t = 1, value_name = "N")]
    every: usize,
    /// Passes over the pages, of which the fastest counts
    #[arg(long, default_value_t = 3, value_name = "N")]
    passes: usize,
    /// Build and time the peers too; keeps their answers for `lab score page --peers`
    #[arg(long)]
    peers: bool,
    /// Where peers are built and their answers kept
    #[arg(long, default_value = "target/peers", value_name = "DIR")]
    cache: PathBuf,
    /// Print the speeds as JSON
    #[arg(long)]
    json: bool,
}

struct Bytes {
    url: Option<String>,
    bytes: Vec<u8>,
}

pub(super) fn bench(options: &Options) -> Result<()> {
    let pages = load(&options.kits, options.set, options.every)?;
    let items = pages
        .iter()
        .map(|page| {
            let bytes = page.bytes()?;
            Ok(Item {
                name: page.id.clone(),
                bytes: bytes.len(),
                value: Bytes { url: page.url.clone(), bytes },
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let ours = || {
        time("sayso", &items, options.passes, |page| {
            std::hint::black_box(read_html(
                &page.bytes,
                &Hints { url: page.url.as_deref(), ..Hints::default() },
            ));
        })
    };
    let mut speeds = vec![ours()?];
    let peak = own_peak()?;
    if options.peers {
        let corpus = peers::write_corpus(&options.cache, options.set, &pages)?;
        let answers = answers_folder(&options.cache, options.set);
        let tools = peers::TIMED.iter().map(|(driver, tools)| (driver, tools.to_vec()));
        speeds.extend(peers::run(&options.kits, &options.cache, &corpus, &answers, options.passes, tools)?);
        // Once more after the peers: the machine may have been busier before.
        let again = ours()?;
        if again.seconds < speeds[0].seconds {
            speeds[0] = again;
        }
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&speeds)?);
        return Ok(());
    }
    print(options.set.name(), &speeds);
    println!(
        "peak memory of this run with all pages in it: {} MB; slowest page {}; at most {:.1} ms for each MB of pages of 100 kB and more",
        peak / 1_000_000,
        speeds[0].slowest,
        speeds[0].worst_ms_per_mb
    );
    Ok(())
}

fn print(set: &str, speeds: &[Speed]) {
    let first = speeds.first().map_or(0.0, Speed::per_second);
    let mut table = Table::new([set, "pages/s", "MB/s", "sayso is faster by", "slowest page ms", "failed"]);
    for speed in speeds {
        table.row([
            speed.tool.clone(),
            format!("{:.0}", speed.per_second()),
            format!("{:.1}", speed.megabytes_per_second()),
            format!("{:.1}", first / speed.per_second()),
            format!("{:.1}", speed.slowest_ms),
            speed.fails.to_string(),
        ]);
    }
    println!("{table}");
}
