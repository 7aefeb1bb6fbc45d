use jiff::{Timestamp, ToSpan};
use sayso_model::Precision;

use super::Date;
use super::names::fold;
use super::tokens::{Token, tokens};

/// Reads "3 hours ago", "vor 2 Tagen", "yesterday" against `now` (ISO 8601, UTC). Anything of a day
/// or longer is only exact to the day.
pub(crate) fn relative_date(text: &str, now: &str) -> Option<Date> {
    let now: Timestamp = now.parse().ok()?;
    let tokens = tokens(text);
    let (unit, count) = distance(&tokens)?;
    let span = match unit {
        Unit::Minute => count.minutes(),
        Unit::Hour => count.hours(),
        Unit::Day => (count * 24).hours(),
        Unit::Week => (count * 24 * 7).hours(),
    };
    let then = now.checked_sub(span).ok()?;
    let civil = jiff::tz::TimeZone::UTC.to_datetime(then);
    let local_day = civil.date().to_string();
    Some(match unit {
        Unit::Minute => {
            let rounded = civil.with().second(0).subsec_nanosecond(0).build().ok()?;
            Date { at: format!("{rounded}Z"), precision: Precision::Minute, local_day }
        }
        Unit::Hour | Unit::Day | Unit::Week => {
            Date { at: local_day.clone(), precision: Precision::Day, local_day }
        }
    })
}

#[derive(Clone, Copy, Debug)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
}

/// How long ago, from the first phrase that says so. A number and a unit alone are no date ("5
/// minutes" is a reading time): a word for "ago" must stand beside them.
fn distance(tokens: &[Token<'_>]) -> Option<(Unit, i64)> {
    for (at, token) in tokens.iter().enumerate() {
        let word = fold(token.text);
        match word.as_str() {
            "yesterday" | "gestern" | "hier" | "ayer" | "ieri" | "ontem" | "gisteren" | "вчера" | "вчора"
            | "wczoraj" | "vcera" | "igar" | "eilen" | "tegnap" | "dun" | "昨日" => {
                return Some((Unit::Day, 1));
            }
            _ => {}
        }
        let Some(count) = token.number(1..=3).and_then(|count| i64::try_from(count).ok()) else { continue };
        let Some(unit) = tokens.get(at + 1).and_then(|token| unit(&fold(token.text))) else { continue };
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let after = tokens.get(at + 2);
        if before.is_some_and(|token| is_before_word(&fold(token.text)))
            || after.is_some_and(|token| is_after_word(&fold(token.text)))
            || (after.is_some_and(|token| token.text == "de")
                && tokens.get(at + 3).is_some_and(|token| fold(token.text) == "acum"))
        {
            return Some((unit, count));
        }
    }
    None
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minuto" | "minutos" | "minuti"
        | "minuter" | "minutter" | "минут" | "минуты" | "минуту" | "хвилин" | "хвилини" | "minut"
        | "minuty" | "perc" | "dakika" | "minuuttia" | "分" | "分钟" | "분" => Unit::Minute,
        "h" | "hr" | "hrs" | "hour" | "hours" | "stunde" | "stunden" | "heure" | "heures" | "hora"
        | "horas" | "ora" | "ore" | "uur" | "timmar" | "timme" | "timer" | "time" | "часов" | "часа"
        | "час" | "годин" | "години" | "godzin" | "godziny" | "hodin" | "saat" | "tuntia" | "小" | "시간"
        | "時" => Unit::Hour,
        "d" | "day" | "days" | "tag" | "tage" | "tagen" | "jour" | "jours" | "dia" | "dias" | "giorno"
        | "giorni" | "dag" | "dagen" | "dagar" | "dage" | "dager" | "дней" | "дня" | "день" | "днів"
        | "дні" | "dni" | "dny" | "nap" | "gun" | "paivaa" | "天" | "日" | "일" => Unit::Day,
        "w" | "week" | "weeks" | "woche" | "wochen" | "semaine" | "semaines" | "semana" | "semanas"
        | "settimana" | "settimane" | "weken" | "vecka" | "veckor" | "uge" | "uger" | "недель" | "недели"
        | "tygodni" | "hafta" => Unit::Week,
        _ => return None,
    })
}

/// "ago" where it stands before the number.
fn is_before_word(word: &str) -> bool {
    matches!(
        word,
        "vor" | "hace" | "ha" | "il" | "y" | "a" | "for" | "acum" | "pred" | "πριν" | "قبل" | "منذ"
    )
}

/// "ago" where it stands after the unit.
fn is_after_word(word: &str) -> bool {
    matches!(
        word,
        "ago"
            | "fa"
            | "geleden"
            | "sedan"
            | "siden"
            | "назад"
            | "тому"
            | "temu"
            | "once"
            | "sitten"
            | "atras"
            | "前"
            | "전"
            | "时"
            | "間"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_back_from_now() {
        let now = "2026-03-02T09:10:30Z";
        let at = |text| relative_date(text, now).map(|date| date.at);
        assert_eq!(at("20 minutes ago").as_deref(), Some("2026-03-02T08:50:00Z"));
        assert_eq!(at("Updated 12 hours ago").as_deref(), Some("2026-03-01"));
        assert_eq!(at("vor 2 Tagen").as_deref(), Some("2026-02-28"));
        assert_eq!(at("il y a 3 jours").as_deref(), Some("2026-02-27"));
        assert_eq!(at("5 days siden").as_deref(), Some("2026-02-25"));
        assert_eq!(at("yesterday").as_deref(), Some("2026-03-01"));
        assert_eq!(at("5 minutes"), None);
        assert_eq!(at("three hours ago"), None);
    }
}
