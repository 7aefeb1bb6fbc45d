//! What the program takes in, beside what the libraries that everybody uses make of the same documents.

mod archives;
mod feeds;
mod kept;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use serde::de::DeserializeOwned;

pub(crate) use archives::archives;
pub(crate) use feeds::feeds;
pub(crate) use kept::measure;

use crate::kits::read_lines;

/// Options of `lab conformance feeds` and `lab conformance archives`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    pub(crate) kits: PathBuf,
    /// A Python that has the peer: feedparser for feeds, warcio for archives
    #[arg(long, default_value = "python3", value_name = "PROGRAM")]
    pub(crate) python: PathBuf,
    /// Write down what the peer answers, as hashes, for `lab floors` to compare with
    #[arg(long)]
    pub(crate) keep: bool,
    /// Show up to this many failed cases of each suite
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(crate) failures: usize,
}

/// The answers of the peer for `what` on every file of a packed collection.
fn answers<T: DeserializeOwned>(python: &Path, what: &str, collection: &Path) -> Result<Vec<T>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/intake.py");
    let folder = tempfile::tempdir().context("cannot create a folder for the answers")?;
    let answers = folder.path().join("answers.jsonl");
    let status = Command::new(python).arg(&script).arg(what).arg(collection).arg(&answers).status();
    let status = status.with_context(|| format!("cannot run {}", python.display()))?;
    ensure!(status.success(), "{} {} failed: {status}", python.display(), script.display());
    read_lines(&answers)
}

/// Name and content of every file of a packed collection.
fn files(collection: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let cannot = || format!("cannot read {}", collection.display());
    let file = std::fs::File::open(collection).with_context(cannot)?;
    let mut archive = tar::Archive::new(GzDecoder::new(file));
    let mut files = Vec::new();
    for entry in archive.entries().with_context(cannot)? {
        let mut entry = entry?;
        if entry.header().entry_type().is_file() {
            let name = entry.path()?.to_string_lossy().trim_start_matches("./").to_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).with_context(cannot)?;
            files.push((name, bytes));
        }
    }
    Ok(files)
}
