//! Other tools, run beside the program on the same pages: built or installed here, asked by drivers that come with the kits.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use sayso_page::decode;
use serde::de::DeserializeOwned;

use crate::bench::Speed;
use crate::kits::files_in;
use crate::page::{Page, Set};

/// A driver of the kits that runs other extractors.
#[derive(Debug)]
pub(crate) enum Driver {
    /// Folder of a crate below the drivers', and the program that it makes.
    Rust(&'static str, &'static str),
    /// File below the drivers', and the packages that it needs.
    Python(&'static str, &'static [&'static str]),
}

/// The drivers, each with tools that it knows; an underscore and a word after a tool's name tells how it is asked.
pub(crate) type Tools = &'static [(Driver, &'static [&'static str])];

const RUST_TRAFILATURA: Driver = Driver::Rust("rust_trafilatura", "rbench_rt");
const RUST: Driver = Driver::Rust("rust_peers", "rbench");
const PYTHON: Driver = Driver::Python(
    "python_peers.py",
    &["trafilatura", "lxml_html_clean", "resiliparse", "readability-lxml", "html_text", "newspaper4k"],
);

/// Those that are timed: the fastest, and the most accurate.
pub(crate) const TIMED: Tools = &[
    (RUST_TRAFILATURA, &["rust-trafilatura"]),
    (RUST, &["rs-trafilatura", "trafilatura", "dom_smoothie", "legible"]),
    (PYTHON, &["trafilatura_meta", "resiliparse"]),
];

/// Those whose answers are scored.
pub(crate) const SCORED: Tools = &[
    (RUST_TRAFILATURA, &["rust-trafilatura", "rust-trafilatura_fb"]),
    (RUST, &["rs-trafilatura", "trafilatura", "trafilatura_fb", "dom_smoothie", "legible"]),
    (PYTHON, &["trafilatura_meta", "resiliparse", "readability-lxml", "newspaper4k", "htmldate"]),
];

/// Builds the drivers in `cache` and runs their tools on the pages of `corpus`; their answers go to `answers`.
pub(crate) fn run(
    kits: &Path,
    cache: &Path,
    corpus: &Path,
    answers: &Path,
    passes: usize,
    tools: impl Iterator<Item = (&'static Driver, Vec<&'static str>)>,
) -> Result<Vec<Speed>> {
    std::fs::create_dir_all(answers).with_context(|| format!("cannot create {}", answers.display()))?;
    let drivers = kits.join("extract/peers");
    let mut speeds = Vec::new();
    for (driver, tools) in tools {
        let tools = tools.join(",");
        let program = match driver {
            Driver::Rust(folder, program) => {
                cargo_build(&drivers.join(folder), cache, program).map(Command::new)
            }
            Driver::Python(file, packages) => python_with(cache, "pages", packages).map(|python| {
                let mut program = Command::new(python);
                program.arg(drivers.join(file));
                program
            }),
        };
        let timed = program.and_then(|mut program| {
            json_lines(program.arg(corpus).arg(answers).arg(passes.to_string()).arg(&tools))
        });
        keep(&mut speeds, &tools, timed);
    }
    Ok(speeds)
}

/// Writes the pages as the drivers read them: decoded, one JSON object a line. Returns where.
pub(crate) fn write_corpus(cache: &Path, set: Set, pages: &[Page]) -> Result<PathBuf> {
    let path = cache.join("corpus").join(format!("{}.jsonl", set.name()));
    let cannot = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    let mut file = BufWriter::new(File::create(&path).with_context(cannot)?);
    for page in pages {
        let html = decode(&page.bytes()?, None).text.into_owned();
        let line = serde_json::json!({"id": page.id, "url": page.url, "html": html});
        writeln!(file, "{line}").with_context(cannot)?;
    }
    file.flush().with_context(cannot)?;
    Ok(path)
}

/// Keeps what was timed; what cannot be built here is left out, and said so.
pub(crate) fn keep(speeds: &mut Vec<Speed>, tools: &str, timed: Result<Vec<Speed>>) {
    match timed {
        Ok(timed) => speeds.extend(timed),
        Err(error) => eprintln!("{tools} left out: {error:#}"),
    }
}

/// Builds a driver in the cache, where there is room to write a lock file, and returns the program.
fn cargo_build(driver: &Path, cache: &Path, program: &str) -> Result<PathBuf> {
    let copy = cache.join("drivers").join(program);
    copy_folder(driver, &copy)?;
    let target = std::path::absolute(cache.join("build"))?;
    call(
        Command::new("cargo")
            // A driver may ask for a newer compiler than it needs.
            .args(["build", "--release", "--ignore-rust-version", "--manifest-path"])
            .arg(copy.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&target),
    )?;
    Ok(target.join("release").join(program))
}

/// Copies a driver to where it can be built: what has not changed stays, so that it is not built anew.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for path in files_in(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
            continue;
        }
        let mut bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if path.ends_with("Cargo.toml") {
            // Outside of the repository's workspace, which its folders would otherwise belong to.
            bytes.extend_from_slice(b"\n[workspace]\n");
        }
        if std::fs::read(&target).ok().as_ref() != Some(&bytes) {
            std::fs::write(&target, bytes).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}

/// A Python environment in the cache that has these packages.
pub(crate) fn python_with(cache: &Path, name: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = std::path::absolute(cache.join("python").join(name))?;
    let python = folder.join("bin/python");
    if !python.exists() {
        call(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    // An old installer cannot tell apart two ways to write the name of an extra.
    call(Command::new(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--upgrade",
        "pip",
    ]))?;
    call(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(packages),
    )?;
    Ok(python)
}

/// Runs a program that prints one JSON object a line.
pub(crate) fn json_lines<T: DeserializeOwned>(command: &mut Command) -> Result<Vec<T>> {
    let described = format!("{command:?}");
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot run {described}"))?;
    ensure!(output.status.success(), "{described} failed: {}", output.status);
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("{described} printed {line}")))
        .collect()
}

/// Runs a program whose own messages belong with ours on standard error.
fn call(command: &mut Command) -> Result<()> {
    let described = format!("{command:?}");
    let status = command.stdout(Stdio::null()).status().with_context(|| format!("cannot run {described}"))?;
    ensure!(status.success(), "{described} failed: {status}");
    Ok(())
}
