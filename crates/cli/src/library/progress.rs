use std::ffi::OsString;
use std::fmt::Write;
use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use sayso_desk::{Meter, extent};

use super::grouped;
use crate::output::report;

/// How far adding has come, on standard error when that is a terminal: how much of the files was read and the time
/// that is left, when everything is in files; else how many articles there were.
pub(super) struct Progress {
    bar: ProgressBar,
    articles: Arc<AtomicU64>,
    /// Says how much of the files was read.
    meter: Option<Arc<Meter>>,
}

impl Progress {
    pub(super) fn new(inputs: &[OsString]) -> Self {
        if !stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden(), articles: Arc::default(), meter: None };
        }
        let extent = extent(inputs).filter(|extent| extent.bytes > 0);
        let (bar, template) = match extent {
            Some(extent) => (
                ProgressBar::new(extent.bytes),
                "{bar:24} {bytes} of {total_bytes} · {articles} · {rate} a second · {eta} left",
            ),
            None => (ProgressBar::new_spinner(), "{spinner} {articles} · {rate} a second · {elapsed}"),
        };
        let progress = Self { bar, articles: Arc::default(), meter: extent.map(|_| Arc::default()) };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let (counted, begun) = (Arc::clone(&progress.articles), Instant::now());
            // Writing to the line that is drawn from it cannot fail.
            let articles = move |_: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{} articles", grouped(counted.load(Ordering::Relaxed)));
            };
            let counted = Arc::clone(&progress.articles);
            let rate = move |_: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{:.0}", rate(counted.load(Ordering::Relaxed), begun.elapsed()));
            };
            progress.bar.set_style(style.with_key("articles", articles).with_key("rate", rate));
        }
        progress.bar.enable_steady_tick(Duration::from_millis(200));
        progress
    }

    /// What is to be told how much was read.
    pub(super) fn meter(&self) -> Option<Arc<Meter>> {
        self.meter.clone()
    }

    pub(super) fn step(&self) {
        self.articles.fetch_add(1, Ordering::Relaxed);
        match &self.meter {
            Some(meter) => self.bar.set_position(meter.read()),
            None => self.bar.inc(1),
        }
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

/// How many a second, over the whole time.
fn rate(count: u64, elapsed: Duration) -> f64 {
    count as f64 / elapsed.as_secs_f64().max(0.001)
}
