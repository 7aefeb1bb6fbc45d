use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use sayso_model::Precision;

use super::names::fold;
use super::tokens::Token;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    hour: i8,
    minute: i8,
    second: Option<i8>,
}

impl Time {
    pub(super) fn new(hour: i64, minute: i64, second: Option<i64>) -> Option<Self> {
        let within =
            |value: i64, limit: i64| (0..limit).contains(&value).then(|| i8::try_from(value).ok()).flatten();
        let second = match second {
            // A leap second is as good as the one before it.
            Some(60) => Some(59),
            Some(second) => Some(within(second, 60)?),
            None => None,
        };
        Some(Self { hour: within(hour, 24)?, minute: within(minute, 60)?, second })
    }

    pub(super) fn is_midnight(self) -> bool {
        self.hour == 0 && self.minute == 0 && self.second.unwrap_or(0) == 0
    }

    pub(super) fn civil(self) -> Option<jiff::civil::Time> {
        jiff::civil::Time::new(self.hour, self.minute, self.second.unwrap_or(0), 0).ok()
    }

    /// Round minutes with `:00` seconds were set by hand or by a form: they are exact to the minute.
    pub(super) fn precision(self) -> Precision {
        if self.second.unwrap_or(0) == 0 { Precision::Minute } else { Precision::Second }
    }
}

/// What a clock time counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Minutes east of Greenwich.
    Offset(i32),
    /// A zone of North America whose name leaves open whether it is summer ("ET"), as a POSIX rule.
    Rule(&'static str),
}

impl Zone {
    /// The zone that a text consists of: `Z`, `+01:00`, `EST`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let tokens = super::tokens::tokens(text);
        zone_at(&tokens, 0, None).filter(|(_, end)| *end == tokens.len()).map(|(zone, _)| zone)
    }

    /// The moment in UTC.
    pub(super) fn to_utc(self, local: DateTime) -> Option<DateTime> {
        let moment = self.time_zone()?.to_ambiguous_timestamp(local).compatible().ok()?;
        Some(TimeZone::UTC.to_datetime(moment))
    }

    /// The local time of a moment.
    pub(super) fn at(self, moment: jiff::Timestamp) -> Option<DateTime> {
        Some(self.time_zone()?.to_datetime(moment))
    }

    fn time_zone(self) -> Option<TimeZone> {
        match self {
            Self::Offset(minutes) => Some(TimeZone::fixed(Offset::from_seconds(minutes * 60).ok()?)),
            Self::Rule(rule) => TimeZone::posix(rule).ok(),
        }
    }
}

/// Abbreviations with one meaning in news, in minutes east of Greenwich.
const ABBREVIATIONS: [(&str, i32); 52] = [
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("UT", 0),
    ("WET", 0),
    ("BST", 60),
    ("WEST", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("WAT", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("EET", 120),
    ("SAST", 120),
    ("CAT", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("МСК", 180),
    ("EAT", 180),
    ("TRT", 180),
    ("IRST", 210),
    ("GST", 240),
    ("PKT", 300),
    ("IST", 330),
    ("NPT", 345),
    ("BDT", 360),
    ("ICT", 420),
    ("WIB", 420),
    ("SGT", 480),
    ("HKT", 480),
    ("PHT", 480),
    ("WITA", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("ADT", -180),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("CST", -360),
    ("MDT", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
    ("HST", -600),
];

const RULES: [(&str, &str); 4] = [
    ("ET", "EST5EDT,M3.2.0,M11.1.0"),
    ("CT", "CST6CDT,M3.2.0,M11.1.0"),
    ("MT", "MST7MDT,M3.2.0,M11.1.0"),
    ("PT", "PST8PDT,M3.2.0,M11.1.0"),
];

/// The day that begins in central Europe at this moment (ISO 8601, UTC), when one does.
pub(crate) fn central_european_midnight(moment: &str) -> Option<String> {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").ok()?;
    let local = zone.to_datetime(moment.parse().ok()?);
    (local.time() == jiff::civil::Time::midnight()).then(|| local.date().to_string())
}

/// The clock time that begins with the token at `at`, its zone, and the index of the token after
/// it. Directly beside a date (`near`) the time may also be written with a full stop: `09.10`.
pub(super) fn time_at(
    tokens: &[Token<'_>],
    at: usize,
    near: bool,
    language: Option<&str>,
) -> Option<((Time, Option<Zone>), usize)> {
    let before = tokens.get(at)?;
    let (half, at) = match half_before(tokens, at) {
        Some((half, next)) => (Some(half), next),
        None => (None, at),
    };
    let mut hour = signed(tokens.get(at)?.number(1..=2)?)?;
    let mut next = at + 1;
    let (mut minute, mut second, mut marked) = (0, None, false);
    if let Some((value, after)) = minutes_at(tokens, next, near) {
        (minute, next, marked) = (value, after, true);
        if let Some((value, after)) = seconds_at(tokens, next) {
            (second, next) = (Some(value), after);
        }
    } else if let Some(unit) = tokens.get(next)
        && is_hour_unit(unit.text)
    {
        (next, marked) = (next + 1, true);
    }
    if let Some((half, after)) = half_after(tokens, next) {
        hour = on_the_full_clock(hour, half)?;
        (next, marked) = (after, true);
    } else if let Some(half) = half {
        hour = on_the_full_clock(hour, half)?;
        marked = true;
    }
    if !marked {
        return None;
    }
    if let Some(unit) = tokens.get(next)
        && matches!(fold(unit.text).as_str(), "uhr" | "h" | "hrs" | "uur" | "годин" | "ωρα")
    {
        next += 1;
    }
    let time = Time::new(hour, minute, second)?;
    // A number that goes on to the left is no hour ("1:09:10" of a video is caught by this too).
    if !near && before.is_number() && at > 0 && !before.gap && tokens[at - 1].is(':') {
        return None;
    }
    let (zone, next) =
        zone_at(tokens, next, language).map_or((None, next), |(zone, next)| (Some(zone), next));
    Some(((time, zone), next))
}

/// Where a time may begin after a date, or a date after a time: past a comma, a bar, "at", "um",
/// a weekday. Words that are not digits may be anything, since every language has its own.
pub(super) fn after_filler(tokens: &[Token<'_>], end: usize) -> impl Iterator<Item = usize> {
    let mut words = 0;
    let candidates = tokens.get(end..).unwrap_or_default();
    let passed = candidates.iter().take(6).take_while(move |token| {
        words += usize::from(token.is_word());
        !token.is_number() && words <= 2
    });
    std::iter::once(end)
        .chain(passed.enumerate().map(move |(passed, _)| end + passed + 1))
        .filter(|&start| start < tokens.len())
}

/// `:10`, `.10`, `h10`, `時10分`.
fn minutes_at(tokens: &[Token<'_>], at: usize, near: bool) -> Option<(i64, usize)> {
    let mark = tokens.get(at)?;
    let value = tokens.get(at + 1)?;
    if mark.is(':') || mark.is('：') {
        return Some((signed(value.number(2..=2)?)?, at + 2));
    }
    if matches!(mark.text, "h" | "H" | "u" | "h." | "ч") && !value.gap {
        return Some((signed(value.number(2..=2)?)?, at + 2));
    }
    if matches!(mark.text, "時" | "时" | "點" | "点" | "시") {
        let minute = signed(value.number(1..=2)?)?;
        let unit = tokens.get(at + 2).is_some_and(|token| matches!(token.text, "分" | "분"));
        return Some((minute, at + 2 + usize::from(unit)));
    }
    if near && mark.is('.') && !mark.gap && !value.gap {
        // Not the beginning of `02.03.2026`.
        let goes_on = tokens.get(at + 2).is_some_and(|token| token.is('.') && !token.gap)
            && tokens.get(at + 3).is_some_and(|token| token.is_number() && !token.gap);
        return (!goes_on)
            .then(|| value.number(2..=2).and_then(signed))
            .flatten()
            .map(|value| (value, at + 2));
    }
    None
}

/// `:15`, `:15.123`.
fn seconds_at(tokens: &[Token<'_>], at: usize) -> Option<(i64, usize)> {
    tokens.get(at).filter(|mark| mark.is(':'))?;
    let value = signed(tokens.get(at + 1)?.number(2..=2)?)?;
    let fraction = tokens.get(at + 2).is_some_and(|token| (token.is('.') || token.is(',')) && !token.gap)
        && tokens.get(at + 3).is_some_and(|token| token.is_number() && !token.gap);
    Some((value, at + if fraction { 4 } else { 2 }))
}

fn is_hour_unit(word: &str) -> bool {
    matches!(word, "Uhr" | "uhr" | "h" | "時" | "时" | "點" | "点" | "시")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// `a.m.`, `PM`, `p. m.`, Greek `μ.μ.`, Arabic `ص`.
fn half_after(tokens: &[Token<'_>], at: usize) -> Option<(Half, usize)> {
    let first = tokens.get(at)?;
    match fold(first.text).as_str() {
        "am" | "πμ" | "ص" => Some((Half::Morning, at + 1)),
        "pm" | "μμ" | "م" => Some((Half::Afternoon, at + 1)),
        letter @ ("a" | "p" | "π" | "μ") => {
            let dotted = tokens.get(at + 1).is_some_and(|token| token.is('.'));
            let second =
                tokens.get(at + 2).is_some_and(|token| matches!(fold(token.text).as_str(), "m" | "μ"));
            let closed = tokens.get(at + 3).is_some_and(|token| token.is('.'));
            let half = if matches!(letter, "a" | "π") { Half::Morning } else { Half::Afternoon };
            (dotted && second).then_some((half, at + 3 + usize::from(closed)))
        }
        _ => None,
    }
}

/// `午後`, `下午`, `오전`: before the hour.
fn half_before(tokens: &[Token<'_>], at: usize) -> Option<(Half, usize)> {
    let first = tokens.get(at)?;
    let second = tokens.get(at + 1).map_or("", |token| token.text);
    match (first.text, second) {
        ("오전", _) => Some((Half::Morning, at + 1)),
        ("오후", _) => Some((Half::Afternoon, at + 1)),
        ("午", "前") | ("上", "午") | ("早", "上") => Some((Half::Morning, at + 2)),
        ("午", "後") | ("下", "午") | ("晚", "上") => Some((Half::Afternoon, at + 2)),
        _ => None,
    }
}

fn on_the_full_clock(hour: i64, half: Half) -> Option<i64> {
    match (half, hour) {
        (Half::Morning, 12) => Some(0),
        (Half::Afternoon, 1..=11) => Some(hour + 12),
        (_, 0..=23) => Some(hour),
        _ => None,
    }
}

/// `Z`, `+0100`, `+01:00`, `GMT+1`, `(CET)`, `EST`.
fn zone_at(tokens: &[Token<'_>], at: usize, language: Option<&str>) -> Option<(Zone, usize)> {
    let opened = tokens.get(at)?.is('(') || tokens[at].is(',');
    let at = at + usize::from(opened);
    if let Some((offset, next)) = offset_at(tokens, at) {
        return Some((Zone::Offset(offset), next));
    }
    let name = tokens.get(at)?.text;
    if name == "CST" && language.is_some_and(|language| language.starts_with("zh")) {
        return Some((Zone::Offset(480), at + 1));
    }
    let zone =
        RULES.iter().find(|(known, _)| *known == name).map(|(_, rule)| Zone::Rule(rule)).or_else(|| {
            let folded =
                if matches!(name, "z" | "utc" | "gmt") { name.to_uppercase() } else { name.to_owned() };
            let (_, minutes) = ABBREVIATIONS.iter().find(|(known, _)| *known == folded)?;
            Some(Zone::Offset(*minutes))
        })?;
    // "GMT+2" counts from Greenwich.
    if zone == Zone::Offset(0)
        && let Some((offset, next)) = offset_at(tokens, at + 1)
    {
        return Some((Zone::Offset(offset), next));
    }
    Some((zone, at + 1))
}

/// `+1`, `+0530`, `-05:00`, in minutes.
fn offset_at(tokens: &[Token<'_>], at: usize) -> Option<(i32, usize)> {
    let mark = tokens.get(at)?;
    let sign = match mark.text {
        "+" => 1,
        "-" | "−" => -1,
        _ => return None,
    };
    let digits = tokens.get(at + 1).filter(|token| !token.gap)?;
    let (hours, minutes, next) = if let Some(both) = digits.number(3..=4) {
        (both / 100, both % 100, at + 2)
    } else {
        let hours = digits.number(1..=2)?;
        match tokens.get(at + 2).filter(|token| token.is(':')).and(tokens.get(at + 3)) {
            Some(minutes) => (hours, minutes.number(2..=2)?, at + 4),
            None => (hours, 0, at + 2),
        }
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    Some((sign * i32::try_from(hours * 60 + minutes).ok()?, next))
}

fn signed(value: u64) -> Option<i64> {
    i64::try_from(value).ok()
}
