use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::meter::{children_peak, median_and_tail, wall};

/// Options of `lab bench start`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The program [default: `sayso` beside this one]
    #[arg(long, value_name = "FILE")]
    sayso: Option<PathBuf>,
    /// Page to read
    #[arg(long, default_value = "corpus/worlds/merrow-head-dam/ostrel-gazette.html", value_name = "FILE")]
    page: PathBuf,
    /// How it finds who says what: "fast" or "accurate"
    #[arg(long, default_value = "fast", value_name = "HOW")]
    analysis: String,
    /// How often
    #[arg(long, default_value_t = 100, value_name = "N")]
    runs: usize,
    /// Print the figures as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn bench(options: &Options) -> Result<()> {
    let program = match &options.sayso {
        Some(program) => program.clone(),
        None => {
            std::env::current_exe().context("cannot tell where this program lies")?.with_file_name("sayso")
        }
    };
    let size = std::fs::metadata(&program)
        .with_context(|| {
            format!("cannot find {}; build it: cargo build --release -p sayso", program.display())
        })?
        .len();
    let mut times = Vec::new();
    for _ in 0..options.runs.max(1) {
        times.push(wall(|| {
            let status = Command::new(&program)
                .args(["read", "--analysis", &options.analysis])
                .arg(&options.page)
                .stdout(Stdio::null())
                .status()
                .with_context(|| format!("cannot run {}", program.display()))?;
            ensure!(
                status.success(),
                "{} read {} failed: {status}",
                program.display(),
                options.page.display()
            );
            Ok(())
        })?);
    }
    let (median, tail) = median_and_tail(times);
    let peak = children_peak()?;
    let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1e3;
    if options.json {
        let figures = serde_json::json!({
            "runs": options.runs, "median_ms": milliseconds(median), "p90_ms": milliseconds(tail),
            "peak_bytes": peak, "program_bytes": size
        });
        println!("{figures:#}");
        return Ok(());
    }
    println!(
        "sayso read --analysis {} {}: median {:.1} ms, nine in ten under {:.1} ms ({} runs); peak memory {:.1} MB; program {:.1} MB",
        options.analysis,
        options.page.display(),
        milliseconds(median),
        milliseconds(tail),
        options.runs,
        peak as f64 / 1e6,
        size as f64 / 1e6
    );
    Ok(())
}
