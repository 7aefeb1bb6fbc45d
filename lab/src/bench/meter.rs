use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::sys::resource::{UsageWho, getrusage};
use nix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

/// How fast one tool went through the same items. Peers' drivers print the same names.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Speed {
    #[serde(rename = "backend")]
    pub(crate) tool: String,
    #[serde(rename = "pages")]
    pub(crate) items: usize,
    /// Megabytes (10⁶ bytes) of all items.
    #[serde(rename = "mb")]
    pub(crate) megabytes: f64,
    /// Processor time of the fastest pass over all items.
    #[serde(rename = "best_cpu_s")]
    pub(crate) seconds: f64,
    /// Items that the tool failed on.
    #[serde(default)]
    pub(crate) fails: usize,
    #[serde(rename = "slowest_page_ms")]
    pub(crate) slowest_ms: f64,
    #[serde(default)]
    pub(crate) slowest: String,
    /// Of items of 100 kB and more, the most time a megabyte took.
    #[serde(default)]
    pub(crate) worst_ms_per_mb: f64,
}

impl Speed {
    pub(crate) fn per_second(&self) -> f64 {
        if self.seconds > 0.0 { self.items as f64 / self.seconds } else { 0.0 }
    }

    pub(crate) fn megabytes_per_second(&self) -> f64 {
        if self.seconds > 0.0 { self.megabytes / self.seconds } else { 0.0 }
    }
}

/// One thing to time a tool on.
pub(crate) struct Item<T> {
    pub(crate) name: String,
    pub(crate) bytes: usize,
    pub(crate) value: T,
}

/// Times `run` on every item, `passes` times over, on this thread, and keeps the fastest pass.
pub(crate) fn time<T>(
    tool: &str,
    items: &[Item<T>],
    passes: usize,
    mut run: impl FnMut(&T),
) -> Result<Speed> {
    const LARGE: usize = 100_000;
    let mut speed = Speed {
        tool: tool.to_owned(),
        items: items.len(),
        megabytes: items.iter().map(|item| item.bytes as f64).sum::<f64>() / 1e6,
        seconds: f64::INFINITY,
        slowest_ms: f64::INFINITY,
        worst_ms_per_mb: f64::INFINITY,
        ..Speed::default()
    };
    for _ in 0..passes.max(1) {
        let (mut sum, mut slowest, mut name, mut per_megabyte) = (0.0, 0.0, "", 0.0_f64);
        for item in items {
            let before = thread_time()?;
            run(&item.value);
            let seconds = (thread_time()? - before).as_secs_f64();
            sum += seconds;
            if seconds * 1e3 > slowest {
                (slowest, name) = (seconds * 1e3, &item.name);
            }
            if item.bytes >= LARGE {
                per_megabyte = per_megabyte.max(seconds * 1e3 / (item.bytes as f64 / 1e6));
            }
        }
        speed.seconds = speed.seconds.min(sum);
        // Of several passes the least: what else the machine does must not count.
        if slowest < speed.slowest_ms {
            (speed.slowest_ms, speed.slowest) = (slowest, name.to_owned());
        }
        speed.worst_ms_per_mb = speed.worst_ms_per_mb.min(per_megabyte);
    }
    Ok(speed)
}

/// Processor time this thread has used.
pub(crate) fn thread_time() -> Result<Duration> {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).context("cannot read the thread's clock")?;
    Ok(Duration::from(time))
}

/// The most memory, in bytes, that this program had in use at once.
pub(crate) fn own_peak() -> Result<u64> {
    peak(UsageWho::RUSAGE_SELF)
}

/// The most memory, in bytes, that any one finished child had in use at once.
///
/// A child counts from its fork on, so the figure is right only while this program itself is small.
pub(crate) fn children_peak() -> Result<u64> {
    peak(UsageWho::RUSAGE_CHILDREN)
}

/// Processor time that all finished children used.
pub(crate) fn children_time() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).context("cannot read the time used")?;
    let times = [usage.user_time(), usage.system_time()];
    let microseconds: i64 = times.iter().map(|time| time.tv_sec() * 1_000_000 + time.tv_usec()).sum();
    Ok(Duration::from_micros(u64::try_from(microseconds)?))
}

fn peak(who: UsageWho) -> Result<u64> {
    let kilobytes = getrusage(who).context("cannot read the memory used")?.max_rss();
    Ok(u64::try_from(kilobytes)? * 1024)
}

/// Wall time of one call.
pub(crate) fn wall(run: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    run()?;
    Ok(start.elapsed())
}

/// The middle of several durations, and the one below which nine in ten lie.
pub(crate) fn median_and_tail(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    (at(50), at(90))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_run_in_every_pass() -> Result<()> {
        let items: Vec<_> = [1, 2, 3]
            .map(|value| Item { name: value.to_string(), bytes: 500_000, value })
            .into_iter()
            .collect();
        let mut seen = Vec::new();
        let speed = time("ours", &items, 2, |value| seen.push(*value))?;
        assert_eq!(seen, [1, 2, 3, 1, 2, 3]);
        assert_eq!((speed.items, speed.megabytes), (3, 1.5));
        assert!(speed.seconds.is_finite() && speed.worst_ms_per_mb.is_finite());
        Ok(())
    }

    #[test]
    fn the_tail_holds_nine_in_ten() {
        let times = (1..=10).map(Duration::from_millis).collect();
        assert_eq!(median_and_tail(times), (Duration::from_millis(6), Duration::from_millis(10)));
    }
}
