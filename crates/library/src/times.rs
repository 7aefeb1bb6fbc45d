use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use sayso_model::Dated;

/// A date as seconds since 1970 in UTC: of a month or year its first moment, and of a clock time whose
/// zone is not known that time in UTC. None when it is in no form of [`Dated::at`].
pub(crate) fn seconds(date: &Dated) -> Option<i64> {
    seconds_of(&date.at)
}

/// As `seconds`, of the date as written.
#[must_use]
pub fn seconds_of(at: &str) -> Option<i64> {
    if let Ok(moment) = at.parse::<Timestamp>() {
        return Some(moment.as_second());
    }
    let moment = match at.len() {
        4 => Date::new(at.parse().ok()?, 1, 1).ok()?.to_datetime(jiff::civil::Time::midnight()),
        7 => format!("{at}-01").parse::<Date>().ok()?.to_datetime(jiff::civil::Time::midnight()),
        _ => at.parse::<DateTime>().ok()?,
    };
    Some(moment.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

/// Seconds since 1970 as ISO 8601 in UTC; the nearest moment that can be written when they are beyond.
#[must_use]
pub fn iso(seconds: i64) -> String {
    let bounds = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let moment = Timestamp::from_second(seconds.clamp(bounds.0, bounds.1)).unwrap_or(Timestamp::UNIX_EPOCH);
    moment.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_has_a_moment() {
        for (at, expected) in [
            ("2026-03-02T09:10:00Z", "2026-03-02T09:10:00Z"),
            ("2026-03-02T09:10:00", "2026-03-02T09:10:00Z"),
            ("2026-03-02", "2026-03-02T00:00:00Z"),
            ("2026-03", "2026-03-01T00:00:00Z"),
            ("2026", "2026-01-01T00:00:00Z"),
        ] {
            assert_eq!(seconds_of(at).map(iso).as_deref(), Some(expected));
        }
        assert_eq!(seconds_of("soon"), None);
        assert_eq!(seconds_of("2026-13"), None);
    }
}
