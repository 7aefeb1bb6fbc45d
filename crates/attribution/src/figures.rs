//! Quantities that state a fact: the number with its unit, and what it counts.

use sayso_language::{Analysis, Shape, Tag, Token, Word, word};
use sayso_model::{Figure, Span};

use crate::lexicon::is_time;

/// Finds the quantities of a text. Dates, ages in passing, ordinals, clock times and scores are left out.
pub(crate) fn figures(text: &str, analysis: &Analysis) -> Vec<Figure> {
    let mut out = Vec::new();
    for sentence in &analysis.sentences {
        let tokens = &analysis.tokens[sentence.tokens.clone()];
        let mut at = 0;
        while at < tokens.len() {
            match figure(text, tokens, at) {
                Some((figure, next)) => {
                    out.extend(figure);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
    }
    out
}

/// The quantity that begins at `at`, and the token after it; no figure but a later token for numbers that are
/// none.
fn figure(text: &str, tokens: &[Token], at: usize) -> Option<(Option<Figure>, usize)> {
    let currency = currency(tokens[at].of(text));
    let first = if currency.is_some() { at + 1 } else { at };
    let token = tokens.get(first)?;
    let numeral = token.of(text).starts_with(|c: char| c.is_ascii_digit());
    let words = NUMBER_WORDS.iter().find(|(form, _)| token.word == word(form)).map(|(_, value)| *value);
    if !numeral && (words.is_none() || currency.is_some()) {
        return None;
    }
    let form = token.of(text);
    let (mut value, suffix) = match words {
        Some(value) if !numeral => (value, ""),
        _ => number(form)?,
    };
    let mut end = first + 1;
    // "twenty-four", "2.5", "two hundred"
    while let Some((next, scale)) = scale_or_number(tokens, end, text) {
        value = if scale >= 100.0 { value * scale } else { value + scale };
        end = next;
    }
    let mut unit = currency.map(str::to_owned);
    match suffix {
        "" => {}
        "m" | "mn" if currency.is_some() => value *= 1e6,
        "bn" | "b" if currency.is_some() => value *= 1e9,
        "k" => value *= 1e3,
        "km" | "kg" | "cm" | "mm" | "ft" | "mph" | "GB" | "MW" | "m" => unit = Some(suffix.to_owned()),
        _ => return Some((None, end)),
    }
    let next = tokens.get(end);
    let plural = words.is_some() && !numeral && end == first + 1;
    if let Some(next) = next {
        let after = tokens.get(end + 1);
        if next.of(text) == "%" || next.word == word("percent") || next.word == word("pc") {
            unit = Some("%".to_owned());
            end += 1;
        } else if next.word == word("per") && after.is_some_and(|after| after.word == word("cent")) {
            unit = Some("%".to_owned());
            end += 2;
        } else if next.word == word("percentage")
            && after.is_some_and(|after| after.word == word("points") || after.word == word("point"))
        {
            unit = Some("percentage points".to_owned());
            end += 2;
        } else if unit.is_none() {
            if let Some((_, name)) = UNITS.iter().find(|(form, _)| next.word == word(form)) {
                unit = Some((*name).to_owned());
                end += 1;
            }
        }
    }
    let figure_span = Span::new(tokens[at].span.start, tokens[end - 1].span.end);
    let bare = unit.is_none();
    if bare && !states_a_count(text, tokens, at, end, value, plural) {
        return Some((None, end));
    }
    let before = &tokens[at.saturating_sub(3)..at];
    let figure = Figure {
        text: figure_span.of(text).to_owned(),
        value: Some(value),
        unit,
        of: counted(text, tokens, end),
        approximate: approximation(before, text),
        span: figure_span,
        attribution: None,
    };
    Some((Some(figure), end))
}

fn currency(form: &str) -> Option<&'static str> {
    Some(match form {
        "$" | "US$" => "USD",
        "£" => "GBP",
        "€" => "EUR",
        "¥" => "JPY",
        "₹" => "INR",
        _ => return None,
    })
}

/// The value of a numeral, and the letters that follow it.
fn number(form: &str) -> Option<(f64, &str)> {
    let digits = form.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(form.len());
    let (numeral, suffix) = form.split_at(digits);
    let numeral = numeral.trim_end_matches(['.', ',']);
    let value = numeral.replace(',', "").parse().ok()?;
    Some((value, suffix))
}

/// A number word or a scale ("million") at `at`, perhaps after a hyphen.
fn scale_or_number(tokens: &[Token], at: usize, text: &str) -> Option<(usize, f64)> {
    let token = tokens.get(at)?;
    let find = |form: Word, table: &[(&str, f64)]| {
        table.iter().find(|(known, _)| form == word(known)).map(|(_, value)| *value)
    };
    if let Some(scale) = find(token.word, SCALES) {
        return Some((at + 1, scale));
    }
    let tight = token.of(text) == "-" && token.span.start == tokens[at - 1].span.end;
    let next = tokens.get(at + 1).filter(|next| tight && next.span.start == token.span.end)?;
    find(next.word, NUMBER_WORDS)
        .filter(|value| *value < 10.0)
        .map(|value| (at + 2, value))
        .or_else(|| find(next.word, SCALES).map(|scale| (at + 2, scale)))
}

const SCALES: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("dozen", 12.0),
    ("crore", 1e7),
    ("lakh", 1e5),
];

const NUMBER_WORDS: &[(&str, f64)] = &[
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("one", 1.0),
    ("hundreds", 100.0),
    ("thousands", 1000.0),
    ("dozens", 12.0),
    ("millions", 1e6),
];

/// Words that, after a number, are its unit.
const UNITS: &[(&str, &str)] = &[
    ("dollars", "USD"),
    ("euros", "EUR"),
    ("pounds", "GBP"),
    ("yen", "JPY"),
    ("rupees", "INR"),
    ("roubles", "RUB"),
    ("rubles", "RUB"),
    ("kilometres", "km"),
    ("kilometers", "km"),
    ("km", "km"),
    ("miles", "mi"),
    ("mile", "mi"),
    ("metres", "m"),
    ("meters", "m"),
    ("feet", "ft"),
    ("foot", "ft"),
    ("inches", "in"),
    ("kilograms", "kg"),
    ("kg", "kg"),
    ("tonnes", "t"),
    ("tons", "tons"),
    ("acres", "acres"),
    ("hectares", "ha"),
    ("litres", "l"),
    ("liters", "l"),
    ("gallons", "gal"),
    ("degrees", "degrees"),
    ("megawatts", "MW"),
    ("mph", "mph"),
    ("years", "years"),
    ("months", "months"),
    ("weeks", "weeks"),
    ("days", "days"),
    ("hours", "hours"),
    ("minutes", "minutes"),
    ("seconds", "seconds"),
    ("points", "points"),
    ("seats", "seats"),
    ("votes", "votes"),
];

/// Whether a number without a unit counts something, rather than naming a date, an age, an address or a rank.
fn states_a_count(text: &str, tokens: &[Token], at: usize, end: usize, value: f64, word_alone: bool) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let next = tokens.get(end);
    let form = tokens[at].of(text);
    let comma = |token: Option<&Token>| token.is_some_and(|token| token.word == word(","));
    // "March 3", "in 2019", ", 45,", "No. 5", "Article 3", "5:30"
    if before.is_some_and(|token| {
        is_time(token.word)
            || token.tag.is_name() && !token.of(text).ends_with('.')
            || token.word == word("no.")
            || token.word == word("-")
            || token.word == word("#")
    }) {
        return false;
    }
    let year = tokens[at].shape == Shape::Number
        && form.len() == 4
        && (1000.0..2200.0).contains(&value)
        && !form.contains(',');
    if year && end == at + 1 || form.contains(':') {
        return false;
    }
    if comma(before) && (comma(next) || next.is_none_or(|token| token.word == word("."))) {
        return false;
    }
    if next
        .is_some_and(|token| is_time(token.word) || token.word == word("p.m.") || token.word == word("a.m."))
    {
        return false;
    }
    let modifies = next.is_some_and(|token| {
        matches!(token.tag, Tag::NN | Tag::NNS | Tag::JJ | Tag::JJR | Tag::VBN | Tag::NNPS)
            || token.word == word("of")
    });
    if word_alone && value <= 1.0 {
        return false;
    }
    let plural_follows = tokens[end..]
        .iter()
        .take(4)
        .take_while(|token| {
            token.tag.is_noun()
                || token.tag.is_adjective()
                || matches!(token.tag, Tag::VBN | Tag::VBG | Tag::IN | Tag::PRP | Tag::DT)
        })
        .any(|token| matches!(token.tag, Tag::NNS | Tag::NNPS));
    if word_alone { modifies && plural_follows } else { modifies || value >= 100.0 || end > at + 1 }
}

/// The noun counted: the words up to the first plural or last noun that follows.
fn counted(text: &str, tokens: &[Token], end: usize) -> Option<String> {
    let mut start = end;
    if tokens.get(start).is_some_and(|token| token.word == word("of") || token.word == word("in")) {
        start += 1;
        if tokens.get(start).is_some_and(|token| matches!(token.tag, Tag::DT | Tag::PRPS)) {
            start += 1;
        }
    }
    let stop = tokens[start..]
        .iter()
        .position(|token| !(token.tag.is_noun() || token.tag.is_adjective() || matches!(token.tag, Tag::VBN)))
        .map_or(tokens.len(), |at| start + at);
    let last = (start..stop).rev().find(|&at| tokens[at].tag.is_noun())?;
    Some(text[tokens[start].span.start..tokens[last].span.end].to_owned())
}

/// The words before a number that make it approximate.
fn approximation(before: &[Token], text: &str) -> Option<String> {
    const WORDS: &[&str] = &[
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "over",
        "under",
        "some",
        "up to",
        "more than",
        "less than",
        "fewer than",
        "at least",
        "at most",
        "as many as",
        "as much as",
        "close to",
        "just over",
        "just under",
        "well over",
    ];
    for count in (1..=before.len()).rev() {
        let tokens = &before[before.len() - count..];
        let words = tokens.iter().map(|token| token.of(text).to_lowercase()).collect::<Vec<_>>().join(" ");
        if WORDS.contains(&words.as_str()) {
            return Some(words);
        }
    }
    None
}
