use std::fmt;

use sayso_model::Precision;

use super::clock::{self, Time, Zone};
use super::names::{fold, levantine_month, month};
use super::tokens::Token;
use super::{Date, Moment};

/// A year, a month, or a day that stands in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl Day {
    /// The day, when the calendar has it.
    pub(super) fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let year = plausible(year)?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        jiff::civil::Date::new(year, month, day).ok()?;
        Some(Self { year, month: Some(month), day: Some(day) })
    }

    fn of_month(year: i64, month: i8) -> Option<Self> {
        Some(Self { year: plausible(year)?, month: Some(month), day: None })
    }

    /// The day in jiff's terms, when it is one.
    pub(super) fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month?, self.day?).ok()
    }

    pub(super) fn precision(self) -> Precision {
        match (self.month, self.day) {
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            _ => Precision::Year,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(out, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Which of the first two numbers of `02/03/2026` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// Only the United States and the Philippines write the month first; a plain `en` is taken for
    /// the former, because most pages that say no more are theirs.
    pub(super) fn of(language: Option<&str>) -> Self {
        let language = language.unwrap_or_default().replace('_', "-").to_ascii_lowercase();
        match language.as_str() {
            "en" | "en-us" | "en-ph" | "es-us" | "fil" => Self::MonthFirst,
            _ => Self::DayFirst,
        }
    }
}

/// A date that is nothing but digits, or digits in the wrapping of a framework: seconds,
/// milliseconds or microseconds since 1970, `20260302`, `20260302T0910`, `20260302091015`,
/// `/Date(1772442600000+0100)/`. A lone `2026` or `2026-03` is a year or a month.
pub(super) fn compact(text: &str) -> Option<Date> {
    let bare = text.strip_prefix("/Date(").map_or(text, |rest| {
        let end = rest.find(['+', '-', ')']).unwrap_or(rest.len());
        &rest[..end]
    });
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
    if whole.bytes().all(|byte| byte.is_ascii_digit()) && fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        let value: i64 = whole.parse().ok()?;
        match whole.len() {
            9 | 10 => return epoch(value),
            13 => return epoch(value / 1_000),
            16 => return epoch(value / 1_000_000),
            4 if fraction.is_empty() => {
                let day = Day { year: plausible(value)?, month: None, day: None };
                return Moment { day, time: None }.date();
            }
            _ => {}
        }
    }
    if let Some((year, month)) =
        bare.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)
    {
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        let day = Day::of_month(year.parse().ok()?, month)?;
        return Moment { day, time: None }.date();
    }
    let day = eight_digits(bare.get(..8)?)?;
    let rest = bare[8..].trim_start_matches('T');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if rest.is_empty() && digits == 0 {
        return Moment { day, time: None }.date();
    }
    if digits != 4 && digits != 6 {
        return None;
    }
    let part = |range: std::ops::Range<usize>| rest.get(range).and_then(|part| part.parse().ok());
    let time = Time::new(part(0..2)?, part(2..4)?, part(4..6.min(digits)))?;
    let zone = Zone::read(&rest[digits..]);
    Moment { day, time: Some((time, zone)) }.date()
}

/// `20260302` as a day.
pub(super) fn eight_digits(digits: &str) -> Option<Day> {
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| digits[range].parse().ok();
    Day::new(part(0..4)?, part(4..6)?, part(6..8)?).filter(|day| day.year >= 1900)
}

fn epoch(seconds: i64) -> Option<Date> {
    // 1995: before that there was no web page to date, and smaller numbers are counters.
    if seconds < 788_918_400 {
        return None;
    }
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    let civil = Zone::Offset(0).at(moment)?;
    let day = Day::new(civil.year().into(), civil.month().into(), civil.day().into())?;
    let time = Time::new(civil.hour().into(), civil.minute().into(), Some(civil.second().into()))?;
    Moment { day, time: Some((time, Some(Zone::Offset(0)))) }.date()
}

/// `Mar  2 09:10:15 EST 2026`: the day, the time and only then the year, as C, Java and Ruby print it.
pub(super) fn asctime_at(
    tokens: &[Token<'_>],
    at: usize,
    language: Option<&str>,
) -> Option<(Day, (Time, Option<Zone>), usize)> {
    let (month, next) = month_at(tokens, at, language)?;
    let day = tokens.get(next)?.number(1..=2)?;
    let (time, next) = clock::time_at(tokens, next + 1, true, language)?;
    let year = tokens.get(next)?.number(4..=4)?;
    Some((Day::new(signed(year)?, month.into(), signed(day)?)?, time, next + 1))
}

/// The day (or month of a year) that begins with the token at `at`, with the index of the token
/// after it.
pub(super) fn day_at(
    tokens: &[Token<'_>],
    at: usize,
    order: Order,
    language: Option<&str>,
) -> Option<(Day, usize)> {
    let first = tokens.get(at)?;
    if first.is_number() {
        if continues_a_number(tokens, at) {
            return None;
        }
        numeric_at(tokens, at, order)
            .or_else(|| units_at(tokens, at, language))
            .or_else(|| year_month_day_at(tokens, at, language))
            .or_else(|| day_month_year_at(tokens, at, language))
    } else if first.is_word() {
        month_day_year_at(tokens, at, language).or_else(|| month_year_at(tokens, at, language))
    } else {
        None
    }
}

/// `2026-03-02`, `2026/3/2`, `2026. 3. 2.`, `02.03.2026`, `02/03/26`, `2-3-2026`.
fn numeric_at(tokens: &[Token<'_>], at: usize, order: Order) -> Option<(Day, usize)> {
    let [one, mark, two, mark_again, three] = tokens.get(at..at + 5)? else { return None };
    let separator = ['-', '/', '.', '‑', '–'].into_iter().find(|&separator| mark.is(separator))?;
    if !mark_again.is(separator) {
        return None;
    }
    // `2. 3. 2026` and `02 / 03 / 2026` are dates, `2 - 3 - 2026` more likely is a sum.
    let loose = tokens[at + 1..at + 5].iter().any(|token| token.gap);
    if loose && !matches!(separator, '.' | '/') {
        return None;
    }
    if followed_by_number(tokens, at + 5, separator) {
        return None;
    }
    let end = at + 5;
    let second = signed(two.number(1..=2)?)?;
    if let Some(year) = one.number(4..=4) {
        let third = signed(three.number(1..=2)?)?;
        let year = signed(year)?;
        let day = Day::new(year, second, third).or_else(|| Day::new(year, third, second))?;
        return Some((day, end));
    }
    let first = signed(one.number(1..=2)?)?;
    let year = match three.number(4..=4) {
        Some(year) => signed(year)?,
        None if !loose => short_year(three.number(2..=2)?)?,
        None => return None,
    };
    let day_first = Day::new(year, second, first);
    let month_first = Day::new(year, first, second);
    // Nobody puts dots after a month that comes first.
    let day = match order {
        Order::MonthFirst if separator != '.' => month_first.or(day_first),
        _ => day_first.or(month_first),
    }?;
    Some((day, end))
}

/// `2026年3月2日`, `2026년 3월 2일`, and Vietnamese `2 tháng 3, 2026`.
fn units_at(tokens: &[Token<'_>], at: usize, language: Option<&str>) -> Option<(Day, usize)> {
    let [one, unit, two, unit_two] = tokens.get(at..at + 4)? else { return None };
    match (unit.text, unit_two.text) {
        ("年", "月") | ("년", "월") => {
            let (year, month) = (signed(one.number(4..=4)?)?, signed(two.number(1..=2)?)?);
            if let Some(day) = tokens.get(at + 4).and_then(|token| token.number(1..=2)) {
                let unit = tokens.get(at + 5).is_some_and(|token| matches!(token.text, "日" | "일" | "号"));
                if unit {
                    return Some((Day::new(year, month, signed(day)?)?, at + 6));
                }
            }
            let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
            Some((Day::of_month(year, month)?, at + 4))
        }
        _ if fold(unit.text) == "thang" && (language.is_none() || language_is(language, "vi")) => {
            let (day, month) = (signed(one.number(1..=2)?)?, signed(two.number(1..=2)?)?);
            let next = at + 3 + usize::from(unit_two.is(',') || fold(unit_two.text) == "nam");
            let year = tokens.get(next)?.number(4..=4)?;
            Some((Day::new(signed(year)?, month, day)?, next + 1))
        }
        _ => None,
    }
}

/// `2026. március 2.`, `2026 m. kovo 2 d.`, `2026. gada 2. marts`, `2026-Mar-02`.
fn year_month_day_at(tokens: &[Token<'_>], at: usize, language: Option<&str>) -> Option<(Day, usize)> {
    let year = signed(tokens[at].number(4..=4)?)?;
    let mut next = at + 1;
    while next < at + 4
        && tokens.get(next).is_some_and(|token| {
            ['.', ',', '-', '/'].iter().any(|&mark| token.is(mark)) || matches!(token.text, "m" | "gada")
        })
    {
        next += 1;
    }
    if let Some((month, next)) = month_at(tokens, next, language) {
        let next = next + usize::from(tokens.get(next).is_some_and(|token| token.is('-') || token.is('/')));
        let day = tokens.get(next)?.number(1..=2)?;
        return Some((Day::new(year, month.into(), signed(day)?)?, next + 1));
    }
    let day = tokens.get(next)?.number(1..=2)?;
    let (month, end) = month_at(tokens, next + 1 + dot(tokens, next + 1), language)?;
    (tokens[at + 1].text != "-" && language_is(language, "lv"))
        .then(|| Day::new(year, month.into(), signed(day).unwrap_or_default()))
        .flatten()
        .map(|day| (day, end))
}

/// `2 March 2026`, `2nd of March, 2026`, `2. März 2026`, `1er mars 2026`, `2 de marzo de 2026`, `02-Mar-26`.
fn day_month_year_at(tokens: &[Token<'_>], at: usize, language: Option<&str>) -> Option<(Day, usize)> {
    let day = signed(tokens[at].number(1..=2)?)?;
    let mut next = at + 1;
    while next < at + 4
        && tokens.get(next).is_some_and(|token| {
            ['.', '-', '/', 'º', '°', 'ª', ','].iter().any(|&mark| token.is(mark))
                || matches!(
                    token.text,
                    "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "de" | "of" | "di" | "e" | "ta" | "a"
                )
        })
    {
        next += 1;
    }
    let (month, next) = month_at(tokens, next, language)?;
    let (year, end) = year_after_month(tokens, next)?;
    Some((Day::new(year, month.into(), day)?, end))
}

/// `March 2, 2026`, `Mar. 2nd 2026`, `mars 2, 2026`.
fn month_day_year_at(tokens: &[Token<'_>], at: usize, language: Option<&str>) -> Option<(Day, usize)> {
    let (month, next) = month_at(tokens, at, language)?;
    let next = next + usize::from(tokens.get(next).is_some_and(|token| token.is('-') || token.is('/')));
    let day = signed(tokens.get(next)?.number(1..=2)?)?;
    let next = next + 1;
    let ordinal =
        tokens.get(next).is_some_and(|token| matches!(token.text, "st" | "nd" | "rd" | "th") && !token.gap);
    let (year, end) = year_after_month(tokens, next + usize::from(ordinal))?;
    Some((Day::new(year, month.into(), day)?, end))
}

/// `March 2026`, `mars de 2026`: a month and nothing nearer.
fn month_year_at(tokens: &[Token<'_>], at: usize, language: Option<&str>) -> Option<(Day, usize)> {
    const SHORT: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = fold(tokens[at].text);
    // Two- and three-letter forms are words of other languages too often ("pro 2026").
    if word.chars().count() < 4 && !SHORT.contains(&word.as_str()) {
        return None;
    }
    let (month, next) = month_at(tokens, at, language)?;
    let skip = usize::from(tokens.get(next).is_some_and(|token| {
        token.is(',') || token.is('-') || matches!(token.text, "de" | "del" | "of" | "nam")
    }));
    let year = tokens.get(next + skip)?.number(4..=4)?;
    Some((Day::of_month(signed(year)?, month)?, next + skip + 1))
}

/// The month named at `at`, with the index of the token after it and its full stop.
fn month_at(tokens: &[Token<'_>], at: usize, language: Option<&str>) -> Option<(i8, usize)> {
    let word = tokens.get(at).filter(|token| token.is_word())?;
    if let Some(second) = tokens.get(at + 1).filter(|token| token.is_word())
        && let Some(month) = levantine_month(word.text, second.text)
    {
        // The other name of the same month often follows after a slash.
        let doubled = tokens.get(at + 2).is_some_and(|token| token.is('/'))
            && tokens.get(at + 3).is_some_and(Token::is_word);
        return Some((month, at + if doubled { 4 } else { 2 }));
    }
    let month = month(word.text, language)?;
    Some((month, at + 1 + dot(tokens, at + 1)))
}

/// The year that follows month or day: four digits, or two after an apostrophe or hyphen.
fn year_after_month(tokens: &[Token<'_>], mut next: usize) -> Option<(i64, usize)> {
    let limit = next + 4;
    let mut short = false;
    while next < limit {
        let token = tokens.get(next)?;
        if let Some(year) = token.number(4..=4) {
            return Some((signed(year)?, next + 1));
        }
        if let Some(year) = token.number(2..=2) {
            // "March 2, 10:15" is no year.
            let clock = tokens.get(next + 1).is_some_and(|token| token.is(':'));
            return (short && !clock).then(|| short_year(year)).flatten().map(|year| (year, next + 1));
        }
        short = ['\'', '’', '‘', '-', '/'].iter().any(|&mark| token.is(mark));
        let passes = short
            || [',', '.', '،', 'º', '|'].iter().any(|&mark| token.is(mark))
            || matches!(token.text, "de" | "del" | "of" | "in" | "anno" | "the" | "th" | "st" | "nd" | "rd");
        if !passes {
            return None;
        }
        next += 1;
    }
    None
}

/// Whether the number at `at` goes on from one before it, as in `1.2.3.2026` or `555-02-2026`.
fn continues_a_number(tokens: &[Token<'_>], at: usize) -> bool {
    if tokens[at].gap || at < 2 {
        return false;
    }
    let joint = &tokens[at - 1];
    (joint.is('.') || joint.is('-') || joint.is('/')) && !joint.gap && tokens[at - 2].is_number()
}

fn followed_by_number(tokens: &[Token<'_>], at: usize, separator: char) -> bool {
    tokens.get(at).is_some_and(|mark| mark.is(separator) && !mark.gap)
        && tokens.get(at + 1).is_some_and(|token| token.is_number() && !token.gap)
}

/// 1 when a full stop stands at `at`.
fn dot(tokens: &[Token<'_>], at: usize) -> usize {
    usize::from(tokens.get(at).is_some_and(|token| token.is('.')))
}

fn language_is(language: Option<&str>, code: &str) -> bool {
    language.is_some_and(|language| language.starts_with(code))
}

fn signed(value: u64) -> Option<i64> {
    i64::try_from(value).ok()
}

/// `26` is 2026, `97` is 1997.
fn short_year(year: u64) -> Option<i64> {
    let year = signed(year)?;
    Some(if year < 70 { 2000 + year } else { 1900 + year })
}

/// Years that a newspaper can be from; Thai pages count from 543 BC.
fn plausible(year: i64) -> Option<i16> {
    let year = if (2443..=2643).contains(&year) { year - 543 } else { year };
    (1600..=2100).contains(&year).then(|| i16::try_from(year).ok()).flatten()
}
