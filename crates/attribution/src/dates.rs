//! Dates as running text gives them, and days between them.

use sayso_language::{Token, Word, word};
use sayso_model::{Dated, Precision, Span};

/// A calendar day as days since 1 March of the year 0 (proleptic Gregorian), after Hinnant's
/// "chrono-compatible low-level date algorithms".
pub(crate) fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// The calendar day with this number.
fn day_of_number(number: i64) -> (i64, i64, i64) {
    let era = number.div_euclid(146_097);
    let of_era = number.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// The day number of an ISO date; none when it is coarser than a day or malformed.
pub(crate) fn day_of(date: &Dated) -> Option<i64> {
    let mut parts = date.at.get(..10)?.split('-').map(str::parse::<i64>);
    match (parts.next()?, parts.next()?, parts.next()?) {
        (Ok(year), Ok(month), Ok(day)) => Some(day_number(year, month, day)),
        _ => None,
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("january", "jan."),
    ("february", "feb."),
    ("march", "mar."),
    ("april", "apr."),
    ("may", "may"),
    ("june", "jun."),
    ("july", "jul."),
    ("august", "aug."),
    ("september", "sept."),
    ("october", "oct."),
    ("november", "nov."),
    ("december", "dec."),
];

pub(crate) const WEEKDAYS: [Word; 7] = [
    word("wednesday"), // 1 March of the year 0
    word("thursday"),
    word("friday"),
    word("saturday"),
    word("sunday"),
    word("monday"),
    word("tuesday"),
];

fn month(form: Word) -> Option<i64> {
    let found = MONTHS
        .iter()
        .position(|(long, short)| form == word(long) || form == word(short) || form == word(&long[..3]));
    found.map(|index| index as i64 + 1)
}

/// The first date among `tokens`, with its span. Days of the week and "yesterday" count back from
/// `published`, the day number of the article; a day and month without a year take the year that makes them
/// the latest not after it.
pub(crate) fn find(text: &str, tokens: &[Token], published: Option<i64>) -> Option<(Dated, Span)> {
    (0..tokens.len()).find_map(|at| date_at(text, tokens, at, published))
}

fn date_at(text: &str, tokens: &[Token], at: usize, published: Option<i64>) -> Option<(Dated, Span)> {
    let number = |at: usize| {
        tokens.get(at).and_then(|token| {
            token.of(text).trim_end_matches(|c: char| c.is_alphabetic()).parse::<i64>().ok()
        })
    };
    let year = |at: usize| number(at).filter(|year| (1500..2200).contains(year));
    let day = |at: usize| number(at).filter(|day| (1..=31).contains(day));
    let comma = |at: usize| tokens.get(at).is_some_and(|token| token.word == word(","));
    let span = |last: usize| Span::new(tokens[at].span.start, tokens[last].span.end);
    let made = |at: String, precision, span| Some((Dated { at, precision, from: "text".to_owned() }, span));
    let whole = |year: i64, month: i64, day: i64, last: usize| {
        made(format!("{year:04}-{month:02}-{day:02}"), Precision::Day, span(last))
    };
    let nearest = |month: i64, day: i64, last: usize| {
        let published = published?;
        let (this_year, ..) = day_of_number(published);
        let year = if day_number(this_year, month, day) > published { this_year - 1 } else { this_year };
        whole(year, month, day, last)
    };
    if let Some(month) =
        month(tokens[at].word).filter(|_| tokens[at].of(text).starts_with(char::is_uppercase))
    {
        return match (day(at + 1), year(at + 1)) {
            (Some(day), _) if comma(at + 2) && year(at + 3).is_some() => {
                whole(year(at + 3)?, month, day, at + 3)
            }
            (Some(day), _) => match year(at + 2) {
                Some(year) => whole(year, month, day, at + 2),
                None => nearest(month, day, at + 1),
            },
            (None, Some(year)) => made(format!("{year:04}-{month:02}"), Precision::Month, span(at + 1)),
            _ if comma(at + 1) && year(at + 2).is_some() => {
                made(format!("{:04}-{month:02}", year(at + 2)?), Precision::Month, span(at + 2))
            }
            // "in April": the latest one
            _ if at > 0
                && [word("in"), word("of"), word("last"), word("since")].contains(&tokens[at - 1].word) =>
            {
                let (this_year, this_month, _) = day_of_number(published?);
                let year = if month > this_month { this_year - 1 } else { this_year };
                made(format!("{year:04}-{month:02}"), Precision::Month, span(at))
            }
            _ => None,
        };
    }
    if let Some(day) = day(at)
        && let Some(month) = tokens
            .get(at + 1)
            .and_then(|token| month(token.word).filter(|_| token.of(text).starts_with(char::is_uppercase)))
    {
        return match year(at + 2) {
            Some(year) => whole(year, month, day, at + 2),
            None => nearest(month, day, at + 1),
        };
    }
    let published = published?;
    let back = if let Some(weekday) = WEEKDAYS.iter().position(|&weekday| weekday == tokens[at].word) {
        (published - weekday as i64).rem_euclid(7)
    } else if tokens[at].word == word("yesterday") {
        1
    } else if tokens[at].word == word("today") || this_part_of_day(tokens, at) {
        0
    } else {
        return None;
    };
    let (year, month, day) = day_of_number(published - back);
    whole(year, month, day, at)
}

/// "this morning", "this afternoon".
fn this_part_of_day(tokens: &[Token], at: usize) -> bool {
    tokens[at].word == word("this")
        && tokens
            .get(at + 1)
            .is_some_and(|next| [word("morning"), word("afternoon"), word("evening")].contains(&next.word))
}

/// The first year that stands alone among `tokens`: "his 1976 memoir", "a letter of 1868".
pub(crate) fn year(text: &str, tokens: &[Token]) -> Option<(Dated, Span)> {
    tokens.iter().enumerate().find_map(|(at, token)| {
        let form = token.of(text);
        let ranged = tokens.get(at + 1).is_some_and(|next| matches!(next.of(text), "–" | "-"))
            || at > 0 && matches!(tokens[at - 1].of(text), "–" | "-" | "/");
        let year = form.parse::<u16>().ok().filter(|year| form.len() == 4 && (1500..2200).contains(year))?;
        (!ranged).then(|| {
            let at = format!("{year:04}");
            (Dated { at, precision: Precision::Year, from: "text".to_owned() }, token.span)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<String> {
        let mut tokens = Vec::new();
        sayso_language::tokenize(text, 0..text.len(), &mut tokens);
        find(text, &tokens, Some(day_number(2026, 3, 4))).map(|(date, _)| date.at)
    }

    #[test]
    fn dates_in_running_text() {
        for (text, expected) in [
            ("titled “Why” (May 12, 2014)", Some("2014-05-12")),
            ("on 1 March 2026 it said", Some("2026-03-01")),
            ("in March 2025", Some("2025-03")),
            ("on April 9 they met", Some("2025-04-09")),
            ("told the Gazette on Monday", Some("2026-03-02")),
            ("yesterday", Some("2026-03-03")),
            ("published in June", Some("2025-06")),
            ("published in February", Some("2026-02")),
            ("this morning’s Gazette", Some("2026-03-04")),
            ("they may in May", Some("2025-05")),
            ("it may 12 times", None),
            ("nothing here", None),
        ] {
            assert_eq!(first(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn days_count_both_ways() {
        assert_eq!(day_number(2026, 3, 1) - day_number(2026, 2, 28), 1);
        assert_eq!(day_number(2024, 3, 1) - day_number(2024, 2, 28), 2);
        for number in [0, 59, 60, 365, 366, 739_000] {
            let (year, month, day) = day_of_number(number);
            assert_eq!(day_number(year, month, day), number);
        }
    }
}
