use std::path::PathBuf;

use anyhow::Result;
use sayso_intake::archive::{Records, Stored};

use super::meter::{Item, own_peak, time};
use crate::make_warc::record;
use crate::page::{Set, load};
use crate::table::Table;

/// Options of `lab bench archive`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// Set of pages that the archives hold
    #[arg(long, value_enum, default_value_t = Set::Naeb)]
    set: Set,
    /// Passes over the archives, of which the fastest counts
    #[arg(long, default_value_t = 5, value_name = "N")]
    passes: usize,
}

/// Times the reading of archives that lie in memory, each record packed by itself: every block read, every answer
/// taken apart, nothing done with the page.
pub(super) fn bench(options: &Options) -> Result<()> {
    let pages = load(&options.kits, options.set, 1)?;
    let mut records = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        records.push(record(&page.bytes()?, number));
    }
    let unpacked: usize = records.iter().map(Vec::len).sum();
    let gzip: Vec<u8> =
        records.iter().map(|record| crate::make_warc::gzip(record)).collect::<Result<Vec<_>>>()?.concat();
    let frames =
        records.iter().map(|record| zstd::encode_all(&**record, 3)).collect::<std::io::Result<Vec<_>>>()?;
    let archives = [("plain", records.concat()), ("gzip", gzip), ("Zstandard", frames.concat())];
    let mut table = Table::new([options.set.name(), "MB", "MB/s in", "MB/s out", "records/s"]);
    for (name, archive) in archives {
        let packed = archive.len();
        let items = [Item { name: name.to_owned(), bytes: unpacked, value: archive }];
        let speed = time(name, &items, options.passes, |archive| {
            std::hint::black_box(read(archive));
        })?;
        table.row([
            name.to_owned(),
            format!("{:.1}", packed as f64 / 1e6),
            format!("{:.0}", packed as f64 / 1e6 / speed.seconds),
            format!("{:.0}", unpacked as f64 / 1e6 / speed.seconds),
            format!("{:.0}", pages.len() as f64 / speed.seconds),
        ]);
    }
    println!("{table}");
    println!("peak memory with all archives in it: {} MB", own_peak()? / 1_000_000);
    Ok(())
}

/// How many bytes the bodies in an archive have.
fn read(archive: &[u8]) -> usize {
    let Ok(mut records) = Records::new(archive) else { return 0 };
    let (mut block, mut bytes) = (Vec::new(), 0);
    while let Some(head) = records.next_head() {
        if head.is_ok() && records.read_block(&mut block).is_ok() {
            let body = Stored::parse(&block).and_then(|stored| Some(stored.body(u64::MAX).ok()?.0.len()));
            bytes += body.unwrap_or_default();
        }
    }
    bytes
}
