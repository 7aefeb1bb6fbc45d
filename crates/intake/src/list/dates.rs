use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// A date of a feed or sitemap as ISO 8601 in UTC: `2026-03-02T09:10:00Z`, without the `Z` where its zone is not given or
/// not known, or the day, month or year where nothing more exact is written.
///
/// Feeds write RFC 822 and RFC 3339, and what programs make of them: without seconds, with two digits of the
/// year, with the month before the day, with zones by name.
pub(crate) fn iso(written: &str) -> Option<String> {
    let written = written.trim();
    by_digits(written).or_else(|| by_words(written))
}

/// ISO 8601 and its relatives: year, month and day in digits, largest first.
fn by_digits(written: &str) -> Option<String> {
    let end = written.find(|one: char| !one.is_ascii_digit() && one != '-').unwrap_or(written.len());
    let (date, rest) = written.split_at(end);
    let digits = |text: &str| text.parse::<i16>().ok();
    let fields: Vec<&str> = date.trim_end_matches('-').split('-').collect();
    let (year, month, day) = match fields.as_slice() {
        [year, month, day] if month.len() <= 2 && day.len() <= 2 => {
            (full_year(year)?, Some(digits(month)?), Some(digits(day)?))
        }
        [year, days] if year.len() == 4 && days.len() == 3 => {
            let first = Date::new(digits(year)?, 1, 1).ok()?;
            let date = first.checked_add(jiff::Span::new().try_days(digits(days)? - 1).ok()?).ok()?;
            (date.year(), Some(date.month().into()), Some(date.day().into()))
        }
        [year, month] if year.len() == 4 && month.len() <= 2 => (digits(year)?, Some(digits(month)?), None),
        [all] if all.len() == 8 => {
            (digits(all.get(..4)?)?, Some(digits(all.get(4..6)?)?), Some(digits(all.get(6..)?)?))
        }
        [year] if year.len() == 4 => (digits(year)?, None, None),
        _ => return None,
    };
    let Some(month) = month else { return Some(format!("{year:04}")) };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day.unwrap_or(1)).ok()?).ok()?;
    let Some(_) = day else { return Some(format!("{year:04}-{month:02}")) };
    let clock = rest.trim_start_matches(['T', 't', ' ']);
    let end = clock.find(|one: char| !one.is_ascii_digit() && one != ':').unwrap_or(clock.len());
    let (time, zone) = clock.split_at(end);
    if time.is_empty() {
        return Some(date.to_string());
    }
    let zone = zone.trim_start_matches(['.', ',']).trim_start_matches(|one: char| one.is_ascii_digit());
    moment(date, clock_time(time)?, zone.trim())
}

/// RFC 822 and its relatives: a month by its name, a day, a year, perhaps a clock time and a zone.
fn by_words(written: &str) -> Option<String> {
    let cleaned = written.replace([',', '(', ')'], " ");
    let tokens: Vec<&str> = cleaned
        .split([' ', '\t', '\n', '-', '/', '\u{a0}'].as_slice())
        .filter(|token| !token.is_empty())
        .collect();
    let month_at = tokens.iter().position(|token| month(token).is_some())?;
    let month = month(tokens[month_at])?;
    let time_at = tokens.iter().position(|token| token.contains(':'));
    let numbers: Vec<&str> = tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| {
            // A zone such as +0100 is no year, and stands after the clock time; a year may, too.
            let is_zone = time_at.is_some_and(|time| *at > time)
                && token.len() == 4
                && cleaned.contains(&format!("-{token}"));
            !is_zone && !token.starts_with('+') && ordinal(token).is_some()
        })
        .map(|(_, token)| *token)
        .collect();
    let year = numbers.iter().find(|number| number.len() == 4).or_else(|| numbers.get(1))?;
    let day = numbers.iter().find(|number| {
        number.len() <= 2
            || number.len() > 4
            || ordinal(number).is_some_and(|day| day <= 31) && *number != year
    })?;
    let date = Date::new(full_year(year)?, month, i8::try_from(ordinal(day)?).ok()?).ok()?;
    let Some(time_at) = time_at else { return Some(date.to_string()) };
    let time = tokens[time_at];
    let end = time.find(|one: char| !one.is_ascii_digit() && one != ':').unwrap_or(time.len());
    // The zone is what is written after the time, in one word.
    let after = &written[written.find(time)? + end..];
    let zone = after
        .split([' ', '\t', '('])
        .map(|word| word.trim_matches([')', ',']))
        .find(|word| zone_offset(word).is_some());
    moment(date, clock_time(&time[..end])?, zone.unwrap_or_default())
}

/// A number of one or two digits, or four: `2`, `02`, `2nd`.
fn ordinal(token: &str) -> Option<i16> {
    let digits = token.trim_end_matches(|one: char| one.is_ascii_alphabetic());
    let suffix = &token[digits.len()..];
    let is_number = matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 4;
    if is_number { digits.parse().ok() } else { None }
}

/// Two digits are of this century up to 68, as in POSIX.
fn full_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 69 => Some(year + 2000),
        2 => Some(year + 1900),
        _ => None,
    }
}

fn month(token: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = token.get(..3)?.to_ascii_lowercase();
    if !token.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.') {
        return None;
    }
    NAMES.iter().position(|name| *name == start).and_then(|at| i8::try_from(at + 1).ok())
}

/// `9:10`, `09:10:00` or `091000`; the second 60 of a leap is the one before.
fn clock_time(written: &str) -> Option<Time> {
    let field = |text: &str| text.parse::<i8>().ok();
    let mut fields = [0; 3];
    if written.contains(':') {
        for (field_at, text) in written.split(':').filter(|text| !text.is_empty()).enumerate() {
            *fields.get_mut(field_at)? = field(text)?;
        }
    } else {
        for (at, start) in (0..written.len()).step_by(2).enumerate() {
            *fields.get_mut(at)? = field(written.get(start..start + 2)?)?;
        }
    }
    Time::new(fields[0], fields[1], fields[2].min(59), 0).ok()
}

fn moment(date: Date, time: Time, zone: &str) -> Option<String> {
    let clock = DateTime::from_parts(date, time);
    let Some(offset) = zone_offset(zone) else { return Some(clock.to_string()) };
    let moment: Timestamp = Offset::from_seconds(offset).ok()?.to_timestamp(clock).ok()?;
    Some(format!("{moment:.0}"))
}

/// How many seconds a zone is ahead of UTC: `Z`, `+01:00`, `-0500`, or a name of RFC 822 or its relatives.
fn zone_offset(zone: &str) -> Option<i32> {
    let zone = zone
        .strip_prefix("GMT")
        .or_else(|| zone.strip_prefix("UTC"))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(zone);
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => {
            let hours = match zone.to_ascii_uppercase().as_str() {
                "Z" | "UT" | "UTC" | "GMT" | "WET" => 0,
                "EST" | "ET" | "CDT" => -5,
                "EDT" | "AST" => -4,
                "CST" | "CT" | "MDT" => -6,
                "MST" | "MT" | "PDT" => -7,
                "PST" | "PT" | "AKDT" => -8,
                "AKST" => -9,
                "HST" => -10,
                "BST" | "CET" | "MEZ" => 1,
                "CEST" | "MESZ" | "EET" => 2,
                "EEST" | "MSK" => 3,
                "JST" | "KST" => 9,
                "AEST" => 10,
                "AEDT" => 11,
                _ => return None,
            };
            return Some(hours * 3600);
        }
    };
    let digits: String = zone[1..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse::<i32>().ok()?, 0),
        3 | 4 => {
            let (hours, minutes) = digits.split_at(digits.len() - 2);
            (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?)
        }
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates_are_read_as_feeds_write_them() {
        for (written, expected) in [
            ("Mon, 02 Mar 2026 09:10:00 GMT", "2026-03-02T09:10:00Z"),
            ("Mon, 2 Mar 2026 09:10 +0100", "2026-03-02T08:10:00Z"),
            ("02 Mar 26 09:10:00 EST", "2026-03-02T14:10:00Z"),
            ("Monday, March 2nd, 2026 9:10:00 -0530", "2026-03-02T14:40:00Z"),
            ("Mon Mar  2 09:10:00 2026", "2026-03-02T09:10:00"),
            ("Mon, 02 Mar 2026 09:10:00 IST", "2026-03-02T09:10:00"),
            ("2 March 2026", "2026-03-02"),
            ("2026-03-02", "2026-03-02"),
            ("20260302", "2026-03-02"),
            ("2026-03-02T09:10:00Z", "2026-03-02T09:10:00Z"),
            ("2026-03-02T09:10:00.123+01:00", "2026-03-02T08:10:00Z"),
            ("2026-03-02 09:10:00", "2026-03-02T09:10:00"),
            ("2026-03-02T09:10+0200", "2026-03-02T07:10:00Z"),
            ("2026-061", "2026-03-02"),
            ("2026-03", "2026-03"),
            ("2026", "2026"),
            ("Mon, 02 Mar 2026 09:10:60 GMT+1", "2026-03-02T08:10:59Z"),
        ] {
            assert_eq!(iso(written).as_deref(), Some(expected), "{written}");
        }
        for written in [
            "",
            "yesterday",
            "31 Feb 2026",
            "2026-13-01",
            "Mon, 02 Mar",
            "99999999999",
            "Mar",
            "é",
            "2026-03-02T99:00",
        ] {
            assert_eq!(iso(written), None, "{written}");
        }
    }
}
