//! Makes an archive of any number of pages of real size out of the pages of the kits.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::page::{Set, load};

/// Options of `lab make-warc`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// File to write, a WARC 1.1 with each record packed by gzip
    out: PathBuf,
    /// How many pages
    #[arg(long, default_value_t = 40_000, value_name = "N")]
    pages: usize,
}

/// Writes the archive. The pages are taken in turn, each time with an address of its own and with a number in its
/// words, so that no two are the same article.
pub(crate) fn make(options: &Options) -> Result<()> {
    let cannot = || format!("cannot write {}", options.out.display());
    let mut sources = Vec::new();
    for set in [Set::Naeb, Set::WcxbDev] {
        for page in load(&options.kits, set, 1)? {
            sources.push(page.bytes()?);
        }
    }
    ensure!(!sources.is_empty(), "the kits hold no pages");
    let mut out = BufWriter::new(File::create(&options.out).with_context(cannot)?);
    let (mut packed, mut unpacked) = (0, 0);
    for (number, page) in sources.iter().cycle().take(options.pages).enumerate() {
        let record = record(page, number);
        let member = gzip(&record)?;
        out.write_all(&member).with_context(cannot)?;
        unpacked += record.len();
        packed += member.len();
    }
    out.flush().with_context(cannot)?;
    let megabytes = |bytes: usize| bytes as f64 / 1e6;
    println!(
        "{} pages, {:.0} MB, {:.0} MB packed: {}",
        options.pages,
        megabytes(unpacked),
        megabytes(packed),
        options.out.display()
    );
    Ok(())
}

/// A record of a server's answer: `page` as number `number`.
pub(crate) fn record(page: &[u8], number: usize) -> Vec<u8> {
    let page = varied(page, number);
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", page.len());
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n\
         WARC-Target-URI: https://outlet{}.example/{number}\r\nWARC-Date: 2026-03-02T09:10:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        number % 200,
        head.len() + page.len()
    )
    .into_bytes();
    record.extend([head.as_bytes(), &page, b"\r\n\r\n"].concat());
    record
}

/// The page with its number after every third end of a paragraph's last sentence, and without the address that it
/// calls its own, which would make copies of one page the same article.
fn varied(page: &[u8], number: usize) -> Vec<u8> {
    let mut varied = Vec::with_capacity(page.len() + 1000);
    let (mut rest, mut ends) = (page, 0);
    while let Some(at) = memchr::memmem::find(rest, b"</p>") {
        varied.extend_from_slice(&rest[..at]);
        if ends % 3 == 0 {
            varied.extend_from_slice(format!(" Edition {number}, part {ends}.").as_bytes());
        }
        varied.extend_from_slice(b"</p>");
        rest = &rest[at + 4..];
        ends += 1;
    }
    varied.extend_from_slice(rest);
    let canonical = memchr::memmem::find(&varied, b"rel=\"canonical\"");
    if let Some(at) = canonical {
        varied[at + 5..at + 14].copy_from_slice(b"alternate");
    }
    varied
}

/// Packs one record.
pub(crate) fn gzip(record: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(record)?;
    Ok(encoder.finish()?)
}
