use std::io::{IsTerminal, stderr};
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::output::report;

/// How far adding has come, on standard error when that is a terminal: with the time that is left when it is known
/// how many files there are.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Counts the files of `inputs`: addresses, archives and lists hold more than one article, and then how many
    /// there are is not known.
    pub(super) fn new(inputs: &[String]) -> Self {
        if !stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let (bar, template) = match files(inputs) {
            Some(count) => {
                (ProgressBar::new(count), "{bar:24} {pos} of {len} files, {rate} a second, {eta} left")
            }
            None => (ProgressBar::new_spinner(), "{spinner} {pos} articles, {rate} a second, {elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                // Writing to the line that is drawn from it cannot fail.
                let _ = write!(out, "{:.0}", state.per_sec());
            };
            bar.set_style(style.with_key("rate", rate));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    pub(super) fn step(&self) {
        self.bar.inc(1);
    }

    /// Reports a failure without tearing the bar.
    pub(super) fn report(&self, error: &str, hint: Option<&str>) {
        self.bar.suspend(|| report(error, hint));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// How many files there are, when each is likely to be one page; none otherwise.
fn files(inputs: &[String]) -> Option<u64> {
    if inputs.is_empty() {
        return None;
    }
    let mut count = 0;
    let mut ahead: Vec<std::path::PathBuf> = inputs.iter().map(Into::into).collect();
    while let Some(path) = ahead.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path).ok()? {
                let entry = entry.ok()?;
                if !entry.file_name().to_string_lossy().starts_with('.') {
                    ahead.push(entry.path());
                }
            }
        } else if path.is_file() && is_one_page(&path) {
            count += 1;
        } else {
            return None;
        }
    }
    Some(count)
}

fn is_one_page(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    ["html", "htm", "xhtml", "txt"].contains(&ending.as_str())
}
