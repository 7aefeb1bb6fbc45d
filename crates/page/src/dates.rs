//! Dates as pages write them: machine formats, and visible text in some forty languages.
//!
//! Everything here works on text alone. A calendar check by jiff stands behind every answer, so
//! what comes back is a day that exists.

mod calendar;
mod clock;
mod names;
mod relative;
mod tokens;
mod url;

pub(crate) use clock::central_european_midnight;
pub(crate) use names::{fold, names_month, push_folded};
pub(crate) use relative::relative_date;
pub(crate) use url::url_date;

use sayso_model::{Dated, Precision, Span};

use calendar::Order;
use clock::Zone;
use tokens::{Token, tokens};

/// A date and how exact it is, before it is known where it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    /// ISO 8601: `2026`, `2026-03`, `2026-03-02`, `2026-03-02T09:10:00Z` (UTC, when the text says
    /// in which zone it counts), or `2026-03-02T09:10:00` (a clock time of an unknown zone).
    pub(crate) at: String,
    /// How exact it is. A time that is exactly midnight counts as a day: that is how publishing
    /// systems write a date for which they have no time.
    pub(crate) precision: Precision,
    /// The day on the calendar of the place that wrote it, `2026-03-02`; a prefix of it when only
    /// year or month are known. Differs from `at` when the conversion to UTC crosses midnight.
    pub(crate) local_day: String,
}

impl Date {
    /// A day, `2026-03-02`.
    pub(crate) fn of_day(day: String) -> Date {
        Date { at: day.clone(), precision: Precision::Day, local_day: day }
    }

    /// The same date with the place where it was read.
    pub(crate) fn dated(self, from: &str) -> Dated {
        Dated { at: self.at, precision: self.precision, from: from.to_owned() }
    }

    /// Whether it lies more than a day after `now` (ISO 8601, UTC): the margin that time zones
    /// can make.
    pub(crate) fn is_after(&self, now: &str) -> bool {
        let Some(latest) = now
            .get(..10)
            .and_then(|day| day.parse::<jiff::civil::Date>().ok())
            .and_then(|day| day.tomorrow().ok())
        else {
            return false;
        };
        let latest = latest.to_string();
        let day = &self.at[..self.at.len().min(10)];
        day > &latest[..day.len()]
    }
}

/// A date found inside a longer text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// The date.
    pub(crate) date: Date,
    /// The bytes it was read from, with its time when it has one.
    pub(crate) span: Span,
}

/// Reads a field that is supposed to hold a date: a `datetime` attribute, a `meta` element, the
/// text of a date line. Takes machine formats (ISO 8601 and its relatives, RFC 2822, seconds or
/// milliseconds since 1970, `20260302`, `/Date(…)/`) and visible text. `language` is a BCP 47 code;
/// it decides whether `02/03/2026` is in February or March.
pub(crate) fn parse_date(text: &str, language: Option<&str>) -> Option<Date> {
    let text = text.trim();
    calendar::compact(text).or_else(|| find_date(text, language).map(|found| found.date))
}

/// Finds the first date in a text. Bare numbers such as `20260302` are not taken for dates here.
pub(crate) fn find_date(text: &str, language: Option<&str>) -> Option<FoundDate> {
    find_dates(text, language).next()
}

/// Finds the dates in a text, first to last.
pub(crate) fn find_dates(text: &str, language: Option<&str>) -> impl Iterator<Item = FoundDate> {
    let tokens = if !text.bytes().any(|byte| byte.is_ascii_digit()) && text.is_ascii() {
        Vec::new()
    } else {
        tokens(text)
    };
    let order = Order::of(language);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < tokens.len() {
            let found =
                moment_at(&tokens, at, order, language).and_then(|(moment, end)| Some((moment.date()?, end)));
            if let Some((date, end)) = found {
                let span = Span::new(tokens[at].start, tokens[end - 1].end);
                at = end;
                return Some(FoundDate { date, span });
            }
            at += 1;
        }
        None
    })
}

/// A calendar day, perhaps with a time, as the page wrote it.
#[derive(Clone, Copy, Debug)]
struct Moment {
    day: calendar::Day,
    time: Option<(clock::Time, Option<Zone>)>,
}

impl Moment {
    fn date(self) -> Option<Date> {
        let local_day = self.day.to_string();
        let precision = self.day.precision();
        let day = |at: String| Date { at, precision, local_day: local_day.clone() };
        let (Some(civil), Some((time, zone))) = (self.day.civil(), self.time) else {
            return Some(day(local_day.clone()));
        };
        if time.is_midnight() {
            return Some(day(local_day.clone()));
        }
        let local = civil.to_datetime(time.civil()?);
        let at = match zone {
            Some(zone) => format!("{}Z", zone.to_utc(local)?),
            None => local.to_string(),
        };
        Some(Date { at, precision: time.precision(), local_day })
    }
}

/// The date with its time, either first, that begins with the token at `at`; with the index of the
/// token after it.
fn moment_at(
    tokens: &[Token<'_>],
    at: usize,
    order: Order,
    language: Option<&str>,
) -> Option<(Moment, usize)> {
    // A date that opens with a word has a number close by: most words need no look-up.
    let near = &tokens[at..tokens.len().min(at + 4)];
    if !near.iter().any(Token::is_number) {
        return None;
    }
    if let Some((day, time, end)) = calendar::asctime_at(tokens, at, language) {
        return Some((Moment { day, time: Some(time) }, end));
    }
    if let Some((day, end)) = calendar::day_at(tokens, at, order, language) {
        if day.civil().is_some() {
            for start in clock::after_filler(tokens, end) {
                if let Some((time, end)) = clock::time_at(tokens, start, true, language) {
                    return Some((Moment { day, time: Some(time) }, end));
                }
            }
        }
        return Some((Moment { day, time: None }, end));
    }
    let (time, end) = clock::time_at(tokens, at, false, language)?;
    clock::after_filler(tokens, end).find_map(|start| {
        let (day, end) = calendar::day_at(tokens, start, order, language)?;
        day.civil()?;
        Some((Moment { day, time: Some(time) }, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One case a line: language, text, what must come out.
    #[test]
    fn dates_of_the_table() {
        let table = include_str!("../tests/dates.tsv");
        let mut wrong = Vec::new();
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(language), Some(text), Some(expected)) = (cells.next(), cells.next(), cells.next())
            else {
                panic!("a line of the table has fewer than three cells: {line}");
            };
            let language = (language != "-").then_some(language);
            let got = parse_date(text, language).map_or_else(|| "none".to_owned(), |date| date.at);
            if got != expected {
                wrong.push(format!("{text:?} ({language:?}) gave {got}, expected {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_date_inside_a_line_has_its_span() {
        let line = "By Ann Reyes | Updated March 2, 2026, 9:10 a.m. EST | 3 comments";
        let found = find_date(line, Some("en")).unwrap();
        assert_eq!(found.span.of(line), "March 2, 2026, 9:10 a.m. EST");
        assert_eq!(found.date.at, "2026-03-02T14:10:00Z");
        assert_eq!(found.date.precision, Precision::Minute);
    }

    #[test]
    fn the_local_day_survives_the_conversion() {
        let date = parse_date("2026-03-02T23:30:15-05:00", None).unwrap();
        assert_eq!(date.at, "2026-03-03T04:30:15Z");
        assert_eq!(date.local_day, "2026-03-02");
        assert_eq!(date.precision, Precision::Second);
    }

    #[test]
    fn midnight_in_central_europe_is_told() {
        let day = |moment| central_european_midnight(moment);
        assert_eq!(day("2026-03-01T23:00:00Z").as_deref(), Some("2026-03-02"));
        assert_eq!(day("2026-07-01T22:00:00Z").as_deref(), Some("2026-07-02"));
        assert_eq!(day("2026-07-01T23:00:00Z"), None);
        assert_eq!(day("2026-03-01"), None);
    }

    #[test]
    fn future_dates_are_told() {
        let date = |text| parse_date(text, None).unwrap();
        assert!(date("2026-03-09").is_after("2026-03-02T09:10:00Z"));
        assert!(!date("2026-03-03").is_after("2026-03-02T09:10:00Z"));
        assert!(!date("March 2026").is_after("2026-03-02T09:10:00Z"));
        assert!(date("2027-01").is_after("2026-03-02T09:10:00Z"));
    }
}
