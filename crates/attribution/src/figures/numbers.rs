//! Numbers as running text writes them: digits, words, fractions, scales.

use sayso_language::{Shape, Tag, Token, Word, word};

use super::is_tight;

/// A number, without its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number<'t> {
    /// None for what has no one value: `dozens`, `a few hundred`.
    pub(super) value: Option<f64>,
    /// Index of the token after it.
    pub(super) end: usize,
    pub(super) written: Written,
    /// Letters joined to the digits: the `km` of `5km`.
    pub(super) suffix: &'t str,
}

/// How a number is written, on which its chance of stating a quantity depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// `one`.
    One,
    /// One other word: `two`, `seventeen`.
    Word,
    /// Digits alone.
    Digits,
    /// Four digits that could be a year.
    Year,
    /// With a scale, a fraction, or several words: `two million`, `half a`, `dozens`.
    Scaled,
    /// Hours, minutes and seconds with colons.
    Clock,
}

/// The number that begins at `at`.
pub(super) fn number<'t>(text: &'t str, tokens: &[Token], at: usize) -> Option<Number<'t>> {
    let token = tokens.get(at)?;
    let form = token.of(text);
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return digits(tokens, at, form);
    }
    if !matches!(token.shape, Shape::Lower | Shape::Capital) {
        return None;
    }
    if let Some(value) = lookup(NUMBERS, token.word) {
        return Some(words(tokens, at, value));
    }
    vague(tokens, at).or_else(|| part(tokens, at))
}

/// `1,200`, `2.5 million`, `5km`, `2:03:38`.
fn digits<'t>(tokens: &[Token], at: usize, form: &'t str) -> Option<Number<'t>> {
    let colons = form.matches(':').count();
    if colons > 0 {
        // two colons, or one and a decimal part, are a time taken; one alone is a time of day
        let taken = colons == 2 || form.contains('.');
        let value = taken.then(|| seconds(form)).flatten();
        return value.map(|value| Number {
            value: Some(value),
            end: at + 1,
            written: Written::Clock,
            suffix: "",
        });
    }
    let stop = form.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(form.len());
    let (numeral, suffix) = form.split_at(stop);
    let numeral = numeral.trim_end_matches(['.', ',']);
    let value: f64 = numeral.replace(',', "").parse().ok()?;
    let plain = Number { value: Some(value), end: at + 1, written: Written::Digits, suffix };
    if !suffix.is_empty() {
        return Some(plain);
    }
    if let Some((value, end)) = fraction(tokens, at, value) {
        return Some(Number { value: Some(value), end, written: Written::Scaled, ..plain });
    }
    let (value, end) = scaled(tokens, at + 1, value);
    let year = numeral.len() == 4 && numeral == form && (1000.0..2200.0).contains(&value);
    let written = match (end > at + 1, year) {
        (true, _) => Written::Scaled,
        (false, true) => Written::Year,
        (false, false) => Written::Digits,
    };
    Some(Number { value: Some(value), end, written, ..plain })
}

/// The value of digits that stand inside the token at `at`, with the scales after it, and the token after.
pub(super) fn digits_of(tokens: &[Token], at: usize, numeral: &str) -> Option<(f64, usize)> {
    let value = numeral.replace(',', "").parse::<f64>().ok().filter(|value| value.is_finite())?;
    Some(scaled(tokens, at + 1, value))
}

fn seconds(form: &str) -> Option<f64> {
    form.split(':').try_fold(0.0, |sum, part| Some(sum * 60.0 + part.parse::<f64>().ok()?))
}

/// `two`, `twenty-four`, `two hundred and six`, `two-thirds`, `three and a half million`.
fn words<'t>(tokens: &[Token], at: usize, first: f64) -> Number<'t> {
    if let Some((value, end)) = fraction(tokens, at, first) {
        return Number { value: Some(value), end, written: Written::Scaled, suffix: "" };
    }
    let (mut value, mut end) = (first, at + 1);
    if first >= 20.0
        && let Some(unit) = next_word(tokens, end).and_then(|next| digit_word(tokens, next))
    {
        (value, end) = (value + unit.0, unit.1);
    }
    let composed = end > at + 1;
    let (value, end) = scaled(tokens, end, value);
    let written = match (end > at + 1 && !composed || composed && value >= 100.0, first <= 1.0) {
        (true, _) => Written::Scaled,
        (false, true) => Written::One,
        (false, false) => Written::Word,
    };
    Number { value: Some(value), end, written, suffix: "" }
}

/// `a quarter`, `half a`, `a dozen`, `a hundred and eighteen`, `a few hundred`, `several thousand`.
fn part<'t>(tokens: &[Token], at: usize) -> Option<Number<'t>> {
    let made =
        |value: Option<f64>, end: usize| Some(Number { value, end, written: Written::Scaled, suffix: "" });
    let token = &tokens[at];
    if token.word == word("half") {
        // "half a million", "half a metre", "half of them", "half the town"; not "the first half"
        let next = tokens.get(at + 1)?;
        const OTHER: [Word; 9] = [
            word("first"),
            word("second"),
            word("last"),
            word("latter"),
            word("other"),
            word("top"),
            word("bottom"),
            word("upper"),
            word("lower"),
        ];
        let earlier = at.checked_sub(1).map(|before| &tokens[before]);
        if earlier.is_some_and(|before| before.tag == Tag::DT || OTHER.contains(&before.word)) {
            return None;
        }
        let article = next.word == word("a") || next.word == word("an");
        if article && let Some(scale) = tokens.get(at + 2).and_then(|token| lookup(SCALES, token.word)) {
            return made(Some(0.5 * scale), at + 3);
        }
        let partitive = article
            || next.word == word("of")
            || matches!(next.tag, Tag::DT | Tag::PRPS | Tag::PDT)
            || matches!(next.tag, Tag::VBD | Tag::VBP);
        return partitive.then(|| made(Some(0.5), at + 1 + usize::from(article))).flatten();
    }
    let several = [word("several"), word("many"), word("some")].contains(&token.word);
    let article = token.word == word("a") || token.word == word("an");
    if !several && !article {
        return None;
    }
    let next = tokens.get(at + 1)?;
    if let Some(scale) = lookup(SCALES, next.word) {
        if several {
            return made(None, at + 2);
        }
        let (value, end) = after_hundred(tokens, at + 2, scale);
        return made(Some(value), end);
    }
    if several && let Some(vague) = vague(tokens, at + 1) {
        return Some(vague);
    }
    let few = next.word == word("few") || next.word == word("couple");
    if article && few && tokens.get(at + 2).is_some_and(|token| lookup(SCALES, token.word).is_some()) {
        return made(None, at + 3);
    }
    let share = lookup(FRACTIONS, next.word).filter(|_| article)?;
    let after = tokens.get(at + 2);
    if let Some(scale) = after.and_then(|token| lookup(SCALES, token.word)) {
        return made(Some(share * scale), at + 3);
    }
    after.is_some_and(|token| token.word == word("of")).then(|| made(Some(share), at + 2)).flatten()
}

/// `dozens`, `hundreds of thousands`.
fn vague<'t>(tokens: &[Token], at: usize) -> Option<Number<'t>> {
    const VAGUE: [Word; 7] = [
        word("dozens"),
        word("tens"),
        word("scores"),
        word("hundreds"),
        word("thousands"),
        word("millions"),
        word("billions"),
    ];
    let vague = |at: usize| tokens.get(at).is_some_and(|token| VAGUE.contains(&token.word));
    if !vague(at) {
        return None;
    }
    let of = tokens.get(at + 1).is_some_and(|token| token.word == word("of"));
    let end = if of && vague(at + 2) { at + 3 } else { at + 1 };
    let alone = end == at + 1;
    // "tens" and "scores" are other words without their scale
    if alone && (tokens[at].word == word("tens") || tokens[at].word == word("scores") && !of) {
        return None;
    }
    Some(Number { value: None, end, written: Written::Scaled, suffix: "" })
}

/// Multiplies by the scales that follow: `hundred`, `-million`, `hundred and six`, `and a half million`.
fn scaled(tokens: &[Token], mut end: usize, mut value: f64) -> (f64, usize) {
    let (mut total, mut grown) = (0.0, false);
    while let Some(next) = next_word(tokens, end) {
        if let Some(scale) = lookup(SCALES, tokens[next].word) {
            grown = true;
            value *= scale;
            end = next + 1;
            if scale >= 1000.0 {
                (total, value) = (total + value, 0.0);
            }
            let (more, after) = after_hundred(tokens, end, value);
            (value, end) = (more, after);
        } else if let Some(after) = and_a_half(tokens, next).filter(|&after| {
            next_word(tokens, after).is_some_and(|next| lookup(SCALES, tokens[next].word).is_some())
        }) {
            value += 0.5;
            end = after;
        } else {
            break;
        }
    }
    if grown { (total + value, end) } else { (value, end) }
}

/// What stands below a hundred after a scale: "and eighteen", "six".
fn after_hundred(tokens: &[Token], end: usize, value: f64) -> (f64, usize) {
    let and = tokens.get(end).is_some_and(|token| token.word == word("and"));
    let at = end + usize::from(and);
    let Some(more) = tokens.get(at).and_then(|token| lookup(NUMBERS, token.word)) else {
        return (value, end);
    };
    // "a thousand and two others" does not occur; "two hundred and six" does
    if value == 0.0 && and {
        return (value, end);
    }
    let unit =
        if more >= 20.0 { next_word(tokens, at + 1).and_then(|next| digit_word(tokens, next)) } else { None };
    match unit {
        Some((unit, after)) => (value + more + unit, after),
        None => (value + more, at + 1),
    }
}

/// The token after `and a half` that begins at `at`, also when joined by hyphens.
pub(super) fn and_a_half(tokens: &[Token], at: usize) -> Option<usize> {
    let skip = |at: usize| next_word(tokens, at);
    let is = |at: usize, form: &str| tokens.get(at).is_some_and(|token| token.word == word(form));
    if !is(at, "and") {
        return None;
    }
    let article = skip(at + 1).filter(|&at| is(at, "a"))?;
    skip(article + 1).filter(|&at| is(at, "half")).map(|half| half + 1)
}

/// `two-thirds`, `three quarters`: the value and the token after it.
fn fraction(tokens: &[Token], at: usize, count: f64) -> Option<(f64, usize)> {
    let next = next_word(tokens, at + 1)?;
    let name = &tokens[next];
    let share = lookup(FRACTIONS, name.word)?;
    let plural = PLURAL_FRACTIONS.iter().any(|&(form, _)| form == name.word);
    (plural && count > 1.0 || !plural && (count - 1.0).abs() < f64::EPSILON && next > at + 1)
        .then_some((count * share, next + 1))
}

/// The next token, or the one after a hyphen that joins it.
fn next_word(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let hyphen = token.tag == Tag::Mark
        && token.span.len() == 1
        && token.word == word("-")
        && is_tight(tokens, at)
        && is_tight(tokens, at + 1);
    Some(if hyphen { at + 1 } else { at }).filter(|&at| at < tokens.len())
}

fn digit_word(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    lookup(NUMBERS, tokens.get(at)?.word).filter(|value| *value < 10.0).map(|value| (value, at + 1))
}

fn lookup(table: &[(Word, f64)], form: Word) -> Option<f64> {
    table.iter().find(|(known, _)| *known == form).map(|(_, value)| *value)
}

const SCALES: &[(Word, f64)] = &[
    (word("hundred"), 1e2),
    (word("thousand"), 1e3),
    (word("million"), 1e6),
    (word("billion"), 1e9),
    (word("trillion"), 1e12),
    (word("dozen"), 12.0),
    (word("crore"), 1e7),
    (word("lakh"), 1e5),
    (word("mn"), 1e6),
    (word("bn"), 1e9),
];

const NUMBERS: &[(Word, f64)] = &[
    (word("one"), 1.0),
    (word("two"), 2.0),
    (word("three"), 3.0),
    (word("four"), 4.0),
    (word("five"), 5.0),
    (word("six"), 6.0),
    (word("seven"), 7.0),
    (word("eight"), 8.0),
    (word("nine"), 9.0),
    (word("ten"), 10.0),
    (word("eleven"), 11.0),
    (word("twelve"), 12.0),
    (word("thirteen"), 13.0),
    (word("fourteen"), 14.0),
    (word("fifteen"), 15.0),
    (word("sixteen"), 16.0),
    (word("seventeen"), 17.0),
    (word("eighteen"), 18.0),
    (word("nineteen"), 19.0),
    (word("twenty"), 20.0),
    (word("thirty"), 30.0),
    (word("forty"), 40.0),
    (word("fifty"), 50.0),
    (word("sixty"), 60.0),
    (word("seventy"), 70.0),
    (word("eighty"), 80.0),
    (word("ninety"), 90.0),
];

const PLURAL_FRACTIONS: &[(Word, f64)] =
    &[(word("thirds"), 1.0 / 3.0), (word("quarters"), 0.25), (word("fifths"), 0.2), (word("tenths"), 0.1)];

const FRACTIONS: &[(Word, f64)] = &[
    (word("third"), 1.0 / 3.0),
    (word("quarter"), 0.25),
    (word("fifth"), 0.2),
    (word("tenth"), 0.1),
    (word("thirds"), 1.0 / 3.0),
    (word("quarters"), 0.25),
    (word("fifths"), 0.2),
    (word("tenths"), 0.1),
];
