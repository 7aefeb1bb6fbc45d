use std::fmt::{self, Display, Formatter};

use jiff::ToSpan;
use jiff::civil::Date;

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartialDate {
    /// `2026`
    Year(i16),
    /// `2026-03`
    Month(i16, i8),
    /// `2026-03-02`
    Day(i16, i8, i8),
}

impl PartialDate {
    /// Reads `2026`, `2026-03` or `2026-03-02`; nothing when it is neither or no such day exists.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let date = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Year(year),
            (Some(month), None, _) => Self::Month(year, number(month, 2)?.try_into().ok()?),
            (Some(month), Some(day), None) => {
                Self::Day(year, number(month, 2)?.try_into().ok()?, number(day, 2)?.try_into().ok()?)
            }
            _ => return None,
        };
        date.first().map(|_| date)
    }

    /// Its first day; nothing when it does not exist.
    fn first(self) -> Option<Date> {
        let (year, month, day) = match self {
            Self::Year(year) => (year, 1, 1),
            Self::Month(year, month) => (year, month, 1),
            Self::Day(year, month, day) => (year, month, day),
        };
        Date::new(year, month, day).ok()
    }

    /// The first day after it; nothing when the calendar ends with it.
    fn after(self) -> Option<Date> {
        let length = match self {
            Self::Year(_) => 1.year(),
            Self::Month(..) => 1.month(),
            Self::Day(..) => 1.day(),
        };
        self.first()?.checked_add(length).ok()
    }
}

/// A number of just so many digits.
fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

impl Display for PartialDate {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Self::Day(year, month, day) => write!(out, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// From one date to another, both included, one of them may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    from: Option<PartialDate>,
    to: Option<PartialDate>,
}

/// Why something is no range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoRange {
    /// It is not written as one.
    Unreadable,
    /// It ends before it begins.
    Backwards,
}

impl DateRange {
    /// Reads `2026-03`, `2026-03..2026-04`, `2026-03..` or `..2026-04`.
    pub(crate) fn read(text: &str) -> Result<Self, NoRange> {
        let one = |text: &str| PartialDate::read(text).ok_or(NoRange::Unreadable);
        let Some((from, to)) = text.split_once("..") else {
            let date = one(text)?;
            return Ok(Self { from: Some(date), to: Some(date) });
        };
        let end = |text: &str| if text.is_empty() { Ok(None) } else { one(text).map(Some) };
        let range = Self { from: end(from)?, to: end(to)? };
        match (range.from, range.to) {
            (None, None) => Err(NoRange::Unreadable),
            (Some(from), Some(to)) if to.after().is_some_and(|after| Some(after) <= from.first()) => {
                Err(NoRange::Backwards)
            }
            _ => Ok(range),
        }
    }

    /// The days it holds, as a half-open range of days since 1 January 1970; an open side is the smallest or
    /// largest number.
    #[must_use]
    pub fn days(&self) -> std::ops::Range<i64> {
        let first = self.from.and_then(PartialDate::first).map_or(i64::MIN, days_since_1970);
        let after = self.to.and_then(PartialDate::after).map_or(i64::MAX, days_since_1970);
        first..after
    }
}

/// Days from 1 January 1970 to `date`, negative before.
fn days_since_1970(date: Date) -> i64 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    // The calendar of jiff spans 20,000 years: this number of days always exists.
    EPOCH.until(date).map_or(0, |span| span.get_days().into())
}

impl Display for DateRange {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from == to
        {
            return write!(out, "{from}");
        }
        if let Some(from) = self.from {
            write!(out, "{from}")?;
        }
        out.write_str("..")?;
        if let Some(to) = self.to {
            write!(out, "{to}")?;
        }
        Ok(())
    }
}
