//! Which of two dates of unlike precision is the earlier, when they tell.

use sayso_model::Dated;

/// The seconds a date may stand for, counted from 1970: from the first, up to the last, exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Range {
    /// The first second it names, as if it were in UTC: what articles are sorted by.
    pub(crate) named: i64,
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// Whether it is a calendar's day, month or year, which begins and ends elsewhere at another time.
    pub(crate) calendar: bool,
}

impl Range {
    /// Whether it names an earlier day or moment than the `other`, wherever its days begin: no praise for who was first hangs on it.
    pub(crate) fn names_earlier(self, other: Self) -> bool {
        self.to <= other.from
    }

    /// Whether all of it lies before the `other`. Two days are compared as those of one calendar; a day and a moment only where
    /// they tell in every time zone.
    pub(crate) fn is_before(self, other: Self) -> bool {
        let apart = match (self.calendar, other.calendar) {
            (true, true) | (false, false) => 0,
            (true, false) => BEHIND,
            (false, true) => AHEAD,
        };
        self.to.saturating_add(apart) <= other.from
    }
}

const HOUR: i64 = 3600;
/// How far time zones are ahead of UTC at most, and behind it, in seconds.
const AHEAD: i64 = 14 * HOUR;
const BEHIND: i64 = 12 * HOUR;

/// The range of a date in the forms that [`Dated::at`] allows; none for any other text.
pub(crate) fn range(date: &Dated) -> Option<Range> {
    let (day, time) = match date.at.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (date.at.as_str(), None),
    };
    let mut parts = day.split('-').map(str::parse::<i64>);
    let year = parts.next()?.ok().filter(|year| (0..=9999).contains(year))?;
    let month = parts.next().transpose().ok()?;
    let day = parts.next().transpose().ok()?;
    const DAY: i64 = 86_400;
    if !(1..=12).contains(&month.unwrap_or(1)) || !(1..=31).contains(&day.unwrap_or(1)) {
        return None;
    }
    let (from, to) = match (month, day) {
        (None, _) => (days(year, 1, 1), days(year + 1, 1, 1)),
        (Some(12), None) => (days(year, 12, 1), days(year + 1, 1, 1)),
        (Some(month), None) => (days(year, month, 1), days(year, month + 1, 1)),
        (Some(month), Some(day)) => (days(year, month, day), days(year, month, day) + 1),
    };
    let (from, to) = (from * DAY, to * DAY);
    let Some(time) = time else { return Some(Range { named: from, from, to, calendar: true }) };
    let mut parts = time.trim_end_matches('Z').split(':').map(str::parse::<i64>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().transpose().ok()?;
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) || !(0..=60).contains(&second.unwrap_or(0)) {
        return None;
    }
    let from = from + hour * HOUR + minute * 60 + second.unwrap_or(0);
    let to = from + if second.is_some() { 1 } else { 60 };
    // A clock time without its zone may be any zone's.
    let (ahead, behind) = if time.ends_with('Z') { (0, 0) } else { (AHEAD, BEHIND) };
    Some(Range { named: from, from: from - ahead, to: to + behind, calendar: false })
}

/// Days from 1970-01-01 to a day of the Gregorian calendar, by counting from 1 March of year 0, so
/// that the leap day is the last of its year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use sayso_model::Precision;

    use super::*;

    fn at(text: &str) -> Option<Range> {
        range(&Dated { at: text.into(), precision: Precision::Day, from: String::new() })
    }

    #[test]
    fn ranges() {
        assert_eq!(at("1970-01-01"), Some(Range { named: 0, from: 0, to: 86_400, calendar: true }));
        assert_eq!(at("2026-03-02T09:10:00Z").map(|range| range.from), Some(1_772_442_600));
        assert_eq!(at("2024-02").map(|range| (range.to - range.from) / 86_400), Some(29));
        assert_eq!(at("2023").map(|range| (range.to - range.from) / 86_400), Some(365));
        for wrong in [
            "",
            "soon",
            "2026-13",
            "2026-99999999999999999",
            "2026-03-02T",
            "2026-03-02Tx:1",
            "2026-03-02T9999999999999999:00Z",
            "-1-1",
        ] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn order_only_when_dates_tell() -> Result<(), &'static str> {
        let before = |one, other| Some(at(one)?.is_before(at(other)?));
        assert_eq!(before("2026-03-02T09:10Z", "2026-03-02T09:11Z"), Some(true));
        assert_eq!(before("2026-03-02", "2026-03-02T09:11Z"), Some(false));
        assert_eq!(before("2026-03-02T09:11Z", "2026-03-02"), Some(false));
        assert_eq!(before("2026-03-02T09:10:00", "2026-03-02T20:00:00Z"), Some(false));
        assert_eq!(before("2026-03-02T09:10:00", "2026-03-03T09:10:00Z"), Some(true));
        // the first of March lasts until noon UTC of the second where it is over last
        assert_eq!(before("2026-03-01", "2026-03-02T09:11Z"), Some(false));
        assert_eq!(before("2026-03-01", "2026-03-02T13:11Z"), Some(true));
        assert_eq!(before("2026-03-01T13:11Z", "2026-03-02"), Some(false));
        assert_eq!(before("2026-03-01T08:11Z", "2026-03-02"), Some(true));
        assert_eq!(before("2026-03-01", "2026-03-02"), Some(true));
        assert_eq!(before("2026-03", "2026-03-31"), Some(false));
        Ok(())
    }
}
