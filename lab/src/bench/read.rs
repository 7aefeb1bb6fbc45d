use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use super::meter::{own_peak, wall};
use crate::page::{Set, load};
use crate::table::Table;

/// Options of `lab bench read`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// Set of pages
    #[arg(long, value_enum, default_value_t = Set::Naeb)]
    set: Set,
    /// Passes over the pages, of which the fastest counts
    #[arg(long, default_value_t = 3, value_name = "N")]
    passes: usize,
}

pub(super) fn bench(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir().context("cannot create a folder for the pages")?;
    let mut bytes = 0;
    for page in load(&options.kits, options.set, 1)? {
        let name = page.file.file_stem().unwrap_or_default();
        let page = page.bytes()?;
        bytes += page.len();
        let path = folder.path().join(name);
        std::fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let inputs = [folder.path().display().to_string()];
    let mut table = Table::new([options.set.name(), "pages", "failed", "pages/s", "MB/s"]);
    for threads in [1, 2] {
        let reading = sayso_desk::Options { threads: NonZeroUsize::new(threads), ..Default::default() };
        let (mut read, mut failed, mut fastest) = (0, 0, Duration::MAX);
        for _ in 0..options.passes.max(1) {
            (read, failed) = (0, 0);
            let time = wall(|| {
                sayso_desk::read(&inputs, &reading, |one| {
                    match one {
                        Ok(reading) => {
                            std::hint::black_box(reading);
                            read += 1;
                        }
                        Err(_) => failed += 1,
                    }
                    ControlFlow::Continue(())
                });
                Ok(())
            })?;
            fastest = fastest.min(time);
        }
        let seconds = fastest.as_secs_f64();
        table.row([
            format!("{threads} thread{}", if threads == 1 { "" } else { "s" }),
            read.to_string(),
            failed.to_string(),
            format!("{:.0}", f64::from(read) / seconds),
            format!("{:.1}", bytes as f64 / 1e6 / seconds),
        ]);
    }
    println!("{table}");
    println!("peak memory {} MB", own_peak()? / 1_000_000);
    Ok(())
}
