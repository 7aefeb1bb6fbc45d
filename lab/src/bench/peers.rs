use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;

use super::meter::Speed;
use crate::kits::files_in;

/// Builds the kits' drivers of other extractors and times them on the pages of `corpus`; their answers go to `answers`.
pub(super) fn pages(
    kits: &Path,
    cache: &Path,
    corpus: &Path,
    answers: &Path,
    passes: usize,
) -> Result<Vec<Speed>> {
    std::fs::create_dir_all(answers).with_context(|| format!("cannot create {}", answers.display()))?;
    let drivers = kits.join("extract/peers");
    let passes = passes.to_string();
    let run = |program: &mut Command, tools: &str| {
        json_lines::<Speed>(program.arg(corpus).arg(answers).arg(&passes).arg(tools))
    };
    let mut speeds = Vec::new();
    for (folder, program, tools) in RUST_DRIVERS {
        let timed = cargo_build(&drivers.join(folder), cache, program)
            .and_then(|program| run(&mut Command::new(program), tools));
        keep(&mut speeds, tools, timed);
    }
    let timed = python_with(cache, "pages", &["trafilatura", "lxml_html_clean", "resiliparse"])
        .and_then(|python| run(Command::new(python).arg(drivers.join("python_peers.py")), PYTHON_TOOLS));
    keep(&mut speeds, PYTHON_TOOLS, timed);
    Ok(speeds)
}

/// Folder of each driver written in Rust, its program, and the tools it is asked to time.
const RUST_DRIVERS: &[(&str, &str, &str)] = &[
    ("rust_trafilatura", "rbench_rt", "rust-trafilatura"),
    ("rust_peers", "rbench", "rs-trafilatura,trafilatura,dom_smoothie,legible"),
];

const PYTHON_TOOLS: &str = "trafilatura_meta,resiliparse";

/// Keeps what was timed; what cannot be built here is left out, and said so.
pub(super) fn keep(speeds: &mut Vec<Speed>, tools: &str, timed: Result<Vec<Speed>>) {
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
    // Outside of the repository's workspace, which its folders would otherwise belong to.
    let manifest = copy.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest)?;
    if !text.contains("[workspace]") {
        std::fs::write(&manifest, format!("{text}\n[workspace]\n"))?;
    }
    run(Command::new("cargo")
        // A driver may ask for a newer compiler than it needs.
        .args(["build", "--release", "--ignore-rust-version", "--manifest-path"])
        .arg(&manifest)
        .arg("--target-dir")
        .arg(&target))?;
    Ok(target.join("release").join(program))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for path in files_in(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            // Written anew rather than copied: the original may not be writable.
            let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            std::fs::write(&target, bytes).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}

/// A Python environment in the cache that has these packages.
pub(super) fn python_with(cache: &Path, name: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = std::path::absolute(cache.join("python").join(name))?;
    let python = folder.join("bin/python");
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(packages))?;
    Ok(python)
}

/// Runs a program that prints one JSON object a line.
pub(super) fn json_lines<T: DeserializeOwned>(command: &mut Command) -> Result<Vec<T>> {
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
fn run(command: &mut Command) -> Result<()> {
    let described = format!("{command:?}");
    let status = command.stdout(Stdio::null()).status().with_context(|| format!("cannot run {described}"))?;
    ensure!(status.success(), "{described} failed: {status}");
    Ok(())
}
