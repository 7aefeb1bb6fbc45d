use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use sayso_library::Library;
use sayso_library::query::parse;
use sayso_library::search::{Request, Search};
use serde::Deserialize;

use super::meter::{children_peak, children_time, wall};
use crate::peers::{json_lines, python_with};
use crate::table::Table;

/// Options of `lab bench add`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Archive to add, as `lab make-warc` makes it
    archive: PathBuf,
    /// The program [default: `sayso` beside this one]
    #[arg(long, value_name = "FILE")]
    sayso: Option<PathBuf>,
    /// Library to add it to, which is not changed: a copy is [default: a new one]
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Take the same pages into SQLite FTS5 by trafilatura and Python as well
    #[arg(long)]
    peers: bool,
    /// Folder for the peer's packages
    #[arg(long, default_value = "target/peers", value_name = "DIR")]
    cache: PathBuf,
}

/// What one way of adding took.
struct Taken {
    tool: String,
    articles: u64,
    wall: Duration,
    processor: Duration,
    bytes: u64,
}

/// Times the program on an archive, from its start to the moment when everything is safe and can be found.
pub(super) fn bench(options: &Options) -> Result<()> {
    let sayso = match &options.sayso {
        Some(program) => program.clone(),
        None => {
            std::env::current_exe().context("cannot tell where this program lies")?.with_file_name("sayso")
        }
    };
    let folder = tempfile::tempdir().context("cannot create a folder for the library")?;
    let library = folder.path().join("library");
    if let Some(to) = &options.to {
        let status = Command::new("cp").arg("-r").arg(to).arg(&library).status().context("cannot run cp")?;
        ensure!(status.success(), "cp failed: {status}");
    }
    let (before, bytes_before) = contents(&library)?;
    let mut taken = vec![timed("sayso", || {
        let status = Command::new(&sayso)
            .args(["add", "--library"])
            .arg(&library)
            .arg(&options.archive)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .with_context(|| format!("cannot run {}", sayso.display()))?;
        // Pages without an article are told as failures of their own.
        ensure!(status.code().is_some(), "{} was ended: {status}", sayso.display());
        Ok(())
    })?];
    let peak = children_peak()?;
    let (after, bytes_after) = contents(&library)?;
    (taken[0].articles, taken[0].bytes) = (after - before, bytes_after.saturating_sub(bytes_before));
    check_found(&library)?;
    if options.peers {
        let database = folder.path().join("peer.sqlite");
        let python = python_with(&options.cache, "adding", &["trafilatura", "lxml_html_clean", "warcio"])?;
        let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/adding.py");
        let mut told = Vec::new();
        taken.push(timed("trafilatura, SQLite FTS5", || {
            told =
                json_lines::<Peer>(Command::new(&python).arg(&driver).arg(&options.archive).arg(&database))?;
            Ok(())
        })?);
        if let (Some(peer), Some(taken)) = (told.first(), taken.last_mut()) {
            (taken.articles, taken.bytes) = (peer.articles, std::fs::metadata(&database)?.len());
        }
    }
    let mut table =
        Table::new(["", "articles", "articles/s", "ms of processor an article", "bytes an article"]);
    for one in &taken {
        let articles = one.articles.max(1) as f64;
        table.row([
            one.tool.clone(),
            one.articles.to_string(),
            format!("{:.0}", articles / one.wall.as_secs_f64()),
            format!("{:.2}", one.processor.as_secs_f64() * 1e3 / articles),
            format!("{:.0}", one.bytes as f64 / articles),
        ]);
    }
    println!("{table}");
    println!("peak memory of sayso {} MB; articles there before: {before}", peak / 1_000_000);
    Ok(())
}

/// What the peer's driver tells.
#[derive(Deserialize)]
struct Peer {
    articles: u64,
}

fn timed(tool: &str, run: impl FnOnce() -> Result<()>) -> Result<Taken> {
    let before = children_time()?;
    let wall = wall(run)?;
    let processor = children_time()? - before;
    Ok(Taken { tool: tool.to_owned(), articles: 0, wall, processor, bytes: 0 })
}

/// Articles in the library in `folder`, and its bytes; nothing when there is none.
fn contents(folder: &Path) -> Result<(u64, u64)> {
    if !folder.exists() {
        return Ok((0, 0));
    }
    let library = Library::open(folder)?;
    Ok((library.size()?.articles, library.bytes()?))
}

/// Makes sure that what was added can be found without anything being indexed first.
fn check_found(folder: &Path) -> Result<()> {
    let mut indexed = false;
    let search = Search::open(Library::open(folder)?, |_| indexed = true)?;
    ensure!(!indexed && search.waiting() == 0, "not everything was in the index");
    let found = search.count(&Request::new(parse("the")?))?;
    ensure!(found > 0, "nothing is found");
    Ok(())
}
