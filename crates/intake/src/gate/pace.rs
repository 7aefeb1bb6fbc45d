use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;

/// When each host may be asked again.
#[derive(Default)]
pub(super) struct Pace(Mutex<HashMap<String, Instant>>);

impl Pace {
    /// Waits until a host may be asked, and lets the next one wait for `interval` after that.
    ///
    /// # Errors
    /// How long it would take, when that is beyond `deadline`.
    pub(super) fn wait(&self, host: &str, interval: Duration, deadline: Instant) -> Result<(), Duration> {
        let now = Instant::now();
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = turns.get(host).copied().unwrap_or(now).max(now);
            if turn > deadline {
                return Err(turn - now);
            }
            turns.insert(host.to_owned(), turn + interval);
            turn
        };
        thread::sleep(turn - now);
        Ok(())
    }

    /// When a host may be asked again; none when it may be at once.
    pub(super) fn due(&self, host: &str) -> Option<Instant> {
        let turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.get(host).copied().filter(|turn| *turn > Instant::now())
    }

    /// Leaves a host alone for a while, as it asked for.
    pub(super) fn rest(&self, host: &str, time: Duration) {
        let until = Instant::now() + time;
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = turns.entry(host.to_owned()).or_insert(until);
        *turn = (*turn).max(until);
    }
}

/// How long `Retry-After` asks to wait: seconds, or until a date (RFC 9110, section 10.2.3); a day at most.
pub(super) fn retry_after(value: &str) -> Option<Duration> {
    const LONGEST: u64 = 24 * 60 * 60;
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds.min(LONGEST)));
    }
    let date: Timestamp = crate::list::date(value)?.parse().ok()?;
    let left = date.as_second() - Timestamp::now().as_second();
    Some(Duration::from_secs(u64::try_from(left).unwrap_or(0).min(LONGEST)))
}

/// How long to wait before trying again, for the `attempt`th time counted from 0: twice as long each time, and
/// anything from half of that to all of it, so that many programs do not come back at once.
pub(super) fn backoff(attempt: u32) -> Duration {
    const FIRST: Duration = Duration::from_millis(500);
    let most = FIRST * 2_u32.saturating_pow(attempt.min(6));
    // The standard library's hasher is seeded at random, which is random enough here.
    let random = RandomState::new().hash_one(SystemTime::now()) % 1000;
    most / 2 + most.mul_f64(random as f64 / 2000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_at_its_pace_and_others_at_once() {
        let pace = Pace::default();
        let (start, interval) = (Instant::now(), Duration::from_millis(100));
        let deadline = start + Duration::from_secs(5);
        for host in ["a", "b", "a", "a"] {
            pace.wait(host, interval, deadline).unwrap();
        }
        assert!(start.elapsed() >= 2 * interval && start.elapsed() < 8 * interval);
        pace.rest("a", Duration::from_secs(60));
        assert!(pace.wait("a", interval, deadline).unwrap_err() > Duration::from_secs(50));
    }

    #[test]
    fn waiting_times_are_bounded() {
        assert_eq!(retry_after("120"), Some(Duration::from_secs(120)));
        assert_eq!(retry_after("99999999999"), Some(Duration::from_secs(86400)));
        assert_eq!(retry_after("Mon, 02 Mar 2020 09:10:00 GMT"), Some(Duration::ZERO));
        assert_eq!(retry_after("soon"), None);
        for attempt in [0, 1, 5, u32::MAX] {
            let most = Duration::from_millis(500 * 2_u64.pow(attempt.min(6)));
            assert!((most / 2..=most).contains(&backoff(attempt)));
        }
    }
}
