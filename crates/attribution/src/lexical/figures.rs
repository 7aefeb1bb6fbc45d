//! Quantities in the number format of the language: `1.234,5`, `3 Millionen Euro`, `12 %`.

use sayso_model::{Figure, Span};

use super::lexicon::{Class, Lexicon};
use super::phrases::is_function;
use super::units::{Sentence, Unit};

/// Finds the quantities of a text. Dates, times, ages, ranks and the numbers of names are left out.
pub(crate) fn figures(text: &str, sentences: &[Sentence], lexicon: &Lexicon) -> Vec<Figure> {
    let mut out = Vec::new();
    for sentence in sentences {
        let mut at = 0;
        while at < sentence.units.len() {
            match figure(text, &sentence.units, at, lexicon) {
                Some((figure, end)) => {
                    out.push(figure);
                    at = end;
                }
                None => at += 1,
            }
        }
    }
    out.sort_by_key(|figure: &Figure| figure.span);
    out.dedup_by_key(|figure| figure.span);
    out
}

/// The quantity whose number stands at `at`, and where it ends.
fn figure(text: &str, units: &[Unit], at: usize, lexicon: &Lexicon) -> Option<(Figure, usize)> {
    let number = units.get(at).filter(|unit| unit.number)?;
    let (mut digits, mut end) = (number.span.of(text).to_owned(), at + 1);
    // thousands parted by spaces: "1 234 567"
    while digits.len() <= 3 || end > at + 1 {
        let Some(next) = units.get(end).filter(|next| next.number && next.span.len() == 3) else { break };
        if next.span.start - units[end - 1].span.end > ' '.len_utf8().max('\u{202f}'.len_utf8()) {
            break;
        }
        digits += next.span.of(text);
        end += 1;
    }
    let mut value = value(&digits, lexicon.grammar.comma_thousands)?;
    let tight = |left: usize, right: usize| units[left].span.end == units[right].span.start;
    let glued =
        |mark: usize| units[mark].mark.is_some_and(|mark| matches!(mark, '/' | '-' | ':' | '#' | '+' | '.'));
    if at > 0 && glued(at - 1) && tight(at - 1, at)
        || end < units.len() && glued(end) && tight(end - 1, end) && !units[end].is_mark('.')
    {
        return None;
    }
    let mut scaled = false;
    while let Some(scale) = units.get(end).and_then(|unit| lexicon.scales.get(&unit.word)) {
        value *= scale;
        scaled = true;
        end += 1;
        // "3 Mio. Euro", "2 millions d'euros"
        end += usize::from(
            units.get(end).is_some_and(|unit| unit.is_mark('.'))
                && units.get(end + 1).is_some_and(|next| lexicon.units.contains_key(&next.word)),
        );
    }
    let of = units.get(end).is_some_and(|unit| unit.has(Class::Of));
    let measure = |place: usize| {
        units.get(place).and_then(|unit| lexicon.units.get(&unit.word).cloned().or_else(|| sign(unit)))
    };
    let mut first = at;
    let mut unit = measure(end);
    if unit.is_some() {
        end += 1;
    } else if of
        && scaled
        && let Some(found) = measure(end + 1)
    {
        unit = Some(found);
        end += 2;
    } else if let Some(before) = at.checked_sub(1)
        && let Some(found) = sign(&units[before]).or_else(|| {
            lexicon
                .units
                .get(&units[before].word)
                .filter(|code| code.len() == 3 && units[before].caps)
                .cloned()
        })
    {
        unit = Some(found);
        first = before;
    }
    let counted = counted(text, units, end, lexicon);
    if unit.is_none() && !scaled && (names_a_time(units, at, end, &digits) || counted.is_none()) {
        return None;
    }
    let about = first.checked_sub(1).filter(|&before| units[before].has(Class::About));
    let start = about.map_or(units[first].span.start, |about| units[about].span.start);
    let span = Span::new(start, units[end - 1].span.end);
    let figure = Figure {
        text: span.of(text).to_owned(),
        value: Some(value),
        unit,
        of: counted,
        approximate: about.map(|about| units[about].span.of(text).to_lowercase()),
        span,
        attribution: None,
    };
    Some((figure, end))
}

/// Whether a bare number is a year, a date, a time, an age, a rank or a place in a list.
fn names_a_time(units: &[Unit], at: usize, end: usize, digits: &str) -> bool {
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let next = units.get(end);
    let dated = next.is_some_and(|next| {
        next.any(&[Class::Time, Class::Age])
            || next.is_mark('.')
            || next.has(Class::Of) && units.get(end + 1).is_some_and(|next| next.has(Class::Time))
    });
    let before = at.checked_sub(1).map(|before| &units[before]);
    let named = before.is_some_and(|before| {
        before.has(Class::Time) || before.capital && before.is_word() && !is_function(units, at - 1)
    });
    let bracketed =
        before.is_some_and(|before| before.is_mark('(')) && next.is_some_and(|next| next.is_mark(')'));
    year || dated || named || bracketed
}

/// What is counted: the noun after the number, with what describes it.
fn counted(text: &str, units: &[Unit], end: usize, lexicon: &Lexicon) -> Option<String> {
    const MOST: usize = 3;
    let start = end + usize::from(units.get(end).is_some_and(|unit| unit.has(Class::Of) && !unit.capital));
    let plain = |at: usize| units.get(at).is_some_and(Unit::is_word) && !is_function(units, at);
    if lexicon.grammar.capital_nouns {
        let noun = (start..start + MOST).take_while(|&at| plain(at)).find(|&at| units[at].capital)?;
        return Some(Span::new(units[start].span.start, units[noun].span.end).of(text).to_owned());
    }
    (plain(start) && !units[start].capital).then(|| units[start].span.of(text).to_owned())
}

/// What a sign stands for.
fn sign(unit: &Unit) -> Option<String> {
    let code = match unit.mark? {
        '%' => "%",
        '‰' => "‰",
        '€' => "EUR",
        '$' => "USD",
        '£' => "GBP",
        '₽' => "RUB",
        '¥' => "JPY",
        _ => return None,
    };
    Some(code.to_owned())
}

/// The value of digits with separators: a full stop or an apostrophe parts thousands where three digits follow each, a
/// comma begins the decimals.
fn value(digits: &str, comma_thousands: bool) -> Option<f64> {
    let grouped = |mark: char| {
        let mut groups = digits.split(mark);
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.collect();
        let thousands = |group: &&str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
        !rest.is_empty() && (1..=3).contains(&first.len()) && first != "0" && rest.iter().all(thousands)
    };
    let plain = if digits.contains('.') && digits.contains(',') {
        // the last of both begins the decimals
        let decimal = if digits.rfind(',') > digits.rfind('.') { ',' } else { '.' };
        let thousands = if decimal == ',' { '.' } else { ',' };
        digits.replace(thousands, "").replace(decimal, ".")
    } else if grouped('.') {
        digits.replace('.', "")
    } else if digits.contains(',') {
        let groups = digits.matches(',').count();
        if grouped(',') && (comma_thousands || groups > 1) {
            digits.replace(',', "")
        } else {
            digits.replace(',', ".")
        }
    } else {
        digits.replace(['\'', '’'], "")
    };
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_each_format() {
        for (digits, expected) in [
            ("1.234,5", Some(1234.5)),
            ("1.234", Some(1234.0)),
            ("12,5", Some(12.5)),
            ("3.5", Some(3.5)),
            ("1,234", Some(1.234)),
            ("1,234,567", Some(1_234_567.0)),
            ("0.125", Some(0.125)),
            ("1.2.3", None),
        ] {
            assert_eq!(value(digits, false), expected, "{digits}");
        }
        assert_eq!(value("7,200", true), Some(7200.0));
    }
}
