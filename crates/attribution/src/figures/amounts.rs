//! Amounts: numbers with their unit, ranges, and what is said in two units at once.

use sayso_language::{Shape, Token, Word, word};

use super::is_tight;
use super::numbers::{Number, Written, and_a_half, digits_of, number};
use super::units::{Measure, find, size};

/// A number with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// In `unit`; none for ranges and vague numbers.
    pub(super) value: Option<f64>,
    pub(super) unit: Option<String>,
    /// What is measured, when the unit is known.
    pub(super) measure: Option<Measure>,
    pub(super) written: Written,
    /// Stands as an adjective: `six-year`.
    pub(super) hyphened: bool,
    /// Two numbers: `36 to 40`, `17 out of 18`.
    pub(super) pair: bool,
    /// Tokens of it.
    pub(super) first: usize,
    pub(super) end: usize,
}

/// The amount that begins at `at`.
pub(super) fn amount(text: &str, tokens: &[Token], at: usize) -> Option<Amount> {
    if let Some(coded) = coded(text, tokens, at) {
        return Some(coded);
    }
    let sign = currency(text, tokens, at);
    let first = sign.map_or(at, |(_, after)| after);
    if let Some(alone) = unit_alone(tokens, at) {
        return Some(alone);
    }
    let number = number(text, tokens, first)?;
    if sign.is_some() && matches!(number.written, Written::Word | Written::One | Written::Clock) {
        return None;
    }
    let mut amount = Amount {
        value: number.value,
        unit: sign.map(|(code, _)| code.to_owned()),
        measure: sign.map(|_| Measure::Money),
        written: number.written,
        hyphened: false,
        pair: false,
        first: at,
        end: number.end,
    };
    suffix(&mut amount, number.suffix)?;
    if number.written == Written::Clock {
        amount.unit = Some("s".to_owned());
        amount.measure = Some(Measure::Time);
        return Some(amount);
    }
    if amount.measure.is_none() || sign.is_some() {
        second(text, tokens, &mut amount, &number);
    }
    if amount.measure.is_none() {
        unit(text, tokens, &mut amount);
    }
    more(text, tokens, &mut amount);
    Some(amount)
}

/// A currency code joined to its number: `USD15`, `SEK9 million`.
fn coded(text: &str, tokens: &[Token], at: usize) -> Option<Amount> {
    let token = tokens.get(at).filter(|token| token.shape == Shape::Alphanumeric)?;
    let form = token.of(text);
    let code = CODES.iter().find(|code| form.starts_with(**code))?;
    let (value, end) = digits_of(tokens, at, &form[code.len()..])?;
    Some(Amount {
        value: Some(value),
        unit: Some((*code).to_owned()),
        measure: Some(Measure::Money),
        written: Written::Scaled,
        hyphened: false,
        pair: false,
        first: at,
        end,
    })
}

/// ISO 4217 codes that news texts write before a sum.
const CODES: [&str; 12] =
    ["USD", "EUR", "GBP", "JPY", "CHF", "SEK", "NOK", "DKK", "CAD", "AUD", "INR", "RMB"];

/// A currency sign, perhaps with letters before it (`US$`), or a code (`USD 15`), and the token after it.
fn currency(text: &str, tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    const LETTERS: [(&str, &str); 9] = [
        ("US", "USD"),
        ("CDN", "CAD"),
        ("C", "CAD"),
        ("CA", "CAD"),
        ("A", "AUD"),
        ("AU", "AUD"),
        ("NZ", "NZD"),
        ("HK", "HKD"),
        ("S", "SGD"),
    ];
    let token = tokens.get(at)?;
    let form = token.of(text);
    if token.shape == Shape::AllCaps || token.shape == Shape::Capital && form.len() == 1 {
        let next = tokens.get(at + 1)?;
        if next.of(text) == "$" && is_tight(tokens, at + 1) {
            return LETTERS.iter().find(|(letters, _)| *letters == form).map(|(_, code)| (*code, at + 2));
        }
        return CODES.iter().find(|code| **code == form).map(|code| (*code, at + 1));
    }
    sign(form).map(|code| (code, at + 1))
}

fn sign(form: &str) -> Option<&'static str> {
    Some(match form {
        "$" | "US$" => "USD",
        "C$" => "CAD",
        "A$" => "AUD",
        "£" => "GBP",
        "€" => "EUR",
        "¥" => "JPY",
        "₹" => "INR",
        "₽" => "RUB",
        "₩" => "KRW",
        "₿" => "BTC",
        _ => return None,
    })
}

/// Letters joined to the digits. None when they make a name of it: `737s`, `21st`.
fn suffix(amount: &mut Amount, letters: &str) -> Option<()> {
    if letters.is_empty() {
        return Some(());
    }
    let money = amount.measure == Some(Measure::Money);
    let scale = match letters {
        "m" | "mn" | "M" if money => Some(1e6),
        "bn" | "b" | "B" if money => Some(1e9),
        "k" | "K" => Some(1e3),
        _ => None,
    };
    if let Some(scale) = scale {
        amount.value = amount.value.map(|value| value * scale);
        return Some(());
    }
    if money {
        return None;
    }
    const JOINED: [(&str, Measure); 12] = [
        ("km", Measure::Length),
        ("cm", Measure::Length),
        ("mm", Measure::Length),
        ("ft", Measure::Length),
        ("m", Measure::Length),
        ("mi", Measure::Length),
        ("kg", Measure::Other),
        ("g", Measure::Other),
        ("mph", Measure::Other),
        ("kph", Measure::Other),
        ("GB", Measure::Other),
        ("MW", Measure::Other),
    ];
    let (form, measure) = JOINED.iter().find(|(form, _)| *form == letters)?;
    amount.unit = Some((*form).to_owned());
    amount.measure = Some(*measure);
    Some(())
}

/// A second number that belongs to the first: `36 to 40`, `10–15`, `two or three`, `17 out of 18`, `one in five`.
fn second(text: &str, tokens: &[Token], amount: &mut Amount, one: &Number) {
    let is = |at: usize, form: &str| tokens.get(at).is_some_and(|token| token.word == word(form));
    let at = amount.end;
    let before = amount.first.checked_sub(1);
    let hyphen = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            matches!(token.of(text), "-" | "–" | "‑" | "−")
                && is_tight(tokens, at)
                && is_tight(tokens, at + 1)
        })
    };
    let dash = hyphen(at);
    let from = before.is_some_and(|before| tokens[before].word == word("from"));
    let between = before.is_some_and(|before| tokens[before].word == word("between"));
    // "230-to-197"
    let joined = dash && is(at + 1, "to") && hyphen(at + 2);
    let link = if joined {
        at + 3
    } else if dash
        || is(at, "to") && !from
        || between && is(at, "and")
        || is(at, "or") && one.written == Written::Word
    {
        at + 1
    } else if is(at, "out") && is(at + 1, "of") {
        at + 2 + usize::from(is(at + 2, "the") || is(at + 2, "all"))
    } else if is(at, "in") || dash && is(at + 1, "in") {
        if dash { at + 3 } else { at + 1 }
    } else {
        return;
    };
    let again = currency(text, tokens, link).map_or(link, |(_, after)| after);
    let Some(other) = number(text, tokens, again).filter(|other| other.written != Written::Clock) else {
        return;
    };
    // "the 2024–2030 plan" is no amount
    let years = |number: &Number| number.written == Written::Year;
    if years(one) || years(&other) && !joined {
        return;
    }
    let (Some(first), Some(then)) = (one.value, other.value) else { return };
    if is(at, "in") || is(at + 1, "in") && dash {
        // "one in five"; not "two in 2019"
        let ratio = one.written != Written::Scaled && then > first && then <= 100.0 && first < 10.0;
        let nouns = tokens.get(other.end).is_some_and(|next| next.tag.is_name());
        if !ratio || nouns {
            return;
        }
        amount.value = Some(first / then);
    } else if is(at, "out") {
        amount.value = Some(first / then);
    } else {
        // "fell from 40 to 36", "rose 2 to 5": a range goes upwards; a score or vote need not
        let scale = other.written == Written::Scaled;
        if is(at, "to") && then <= first && !scale {
            return;
        }
        amount.value = None;
    }
    amount.pair = true;
    amount.end = other.end;
    amount.written = if other.suffix.is_empty() { amount.written } else { Written::Scaled };
    if amount.measure.is_none() {
        let _ = suffix(amount, other.suffix);
    }
}

/// The unit that follows.
fn unit(text: &str, tokens: &[Token], amount: &mut Amount) {
    let is = |at: usize, form: &str| tokens.get(at).is_some_and(|token| token.word == word(form));
    // "two and a half years"
    if let Some(after) = and_a_half(tokens, amount.end)
        && tokens.get(after).is_some_and(|token| find(token.word).is_some())
    {
        amount.value = amount.value.map(|value| value + 0.5);
        amount.end = after;
    }
    let at = amount.end;
    let Some(next) = tokens.get(at) else { return };
    let mut set = |unit: &str, measure: Measure, end: usize| {
        amount.unit = Some(unit.to_owned());
        amount.measure = Some(measure);
        amount.end = end;
    };
    if next.of(text) == "%" || is(at, "percent") || is(at, "pc") {
        return set("%", Measure::Share, at + 1);
    }
    if is(at, "per") && is(at + 1, "cent") {
        return set("%", Measure::Share, at + 2);
    }
    if is(at, "percentage") && (is(at + 1, "point") || is(at + 1, "points")) {
        return set("percentage points", Measure::Share, at + 2);
    }
    if next.of(text) == "°" {
        let scale = tokens.get(at + 1).filter(|scale| matches!(scale.of(text), "C" | "F"));
        return match scale {
            Some(scale) if scale.of(text) == "C" => set("°C", Measure::Other, at + 2),
            Some(_) => set("°F", Measure::Other, at + 2),
            None => set("°", Measure::Other, at + 1),
        };
    }
    // "half a metre", "a quarter of a millimetre", "a quarter of an hour"
    let share = amount.value.filter(|value| *value < 1.0);
    if share.is_some() {
        let of = usize::from(is(at, "of"));
        let article = usize::from(of == 1 && (is(at + 1, "a") || is(at + 1, "an")));
        let here = at + of + article;
        if of == article
            && let Some((_, name, measure)) = tokens.get(here).and_then(|token| find(token.word))
        {
            return set(name, measure, here + 1);
        }
        return;
    }
    // "a million US dollars"
    let land = [word("us"), word("u.s."), word("american"), word("canadian"), word("australian")];
    let skip = usize::from(land.contains(&next.word));
    if let Some((_, name, Measure::Money)) = tokens.get(at + skip).and_then(|token| find(token.word)) {
        let code = match (name, skip) {
            ("USD", 1) if next.word == word("canadian") => "CAD",
            ("USD", 1) if next.word == word("australian") => "AUD",
            (name, _) => name,
        };
        return set(code, Measure::Money, at + skip + 1);
    }
    // "six-year", "14-hour", "five-foot"
    let hyphen = next.word == word("-") && is_tight(tokens, at) && is_tight(tokens, at + 1);
    let light = hyphen && is(at + 1, "light") || is(at, "light");
    let at = if hyphen { at + 1 } else { at };
    if light {
        let name = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.word == word("-")));
        if is(name, "years") || is(name, "year") {
            set("light years", Measure::Length, name + 1);
            amount.hyphened = hyphen;
            return;
        }
    }
    let power = [("square", "²"), ("cubic", "³"), ("sq", "²"), ("nautical", "")];
    let square = power.iter().find(|(form, _)| is(at, form));
    let here = at + usize::from(square.is_some());
    let Some((form, mut name, mut measure)) = tokens.get(here).and_then(|token| find(token.word)) else {
        if hyphen {
            hyphened(tokens, amount, at);
        }
        return;
    };
    // "two second places" is no time, "a 5 m" no length without its number
    if !hyphen && form == word("second") && amount.written != Written::Digits {
        return;
    }
    // "two million pounds" are money, "82 pounds" may be a weight
    if name == "pounds" && amount.written == Written::Scaled {
        (name, measure) = ("GBP", Measure::Money);
    }
    match square {
        Some((_, "")) => set("nmi", Measure::Length, here + 1),
        Some((_, sign)) => set(&format!("{name}{sign}"), Measure::Other, here + 1),
        None => set(name, measure, here + 1),
    }
    amount.hyphened = hyphen;
    // "per hour", "/h", "an hour"
    let end = here + 1;
    let rate = if is(end, "per") || is(end, "an") && measure != Measure::Time {
        tokens.get(end + 1).and_then(|token| find(token.word)).map(|found| (found, end + 2))
    } else if tokens.get(end).is_some_and(|token| token.of(text) == "/") && is_tight(tokens, end) {
        let hour = tokens.get(end + 1).filter(|token| matches!(token.of(text), "h" | "s"));
        hour.map(|token| {
            let name = if token.of(text) == "h" { "h" } else { "s" };
            ((token.word, name, Measure::Time), end + 2)
        })
    } else {
        None
    };
    if let Some(((_, per, Measure::Time), end)) = rate
        && let Some(unit) = &mut amount.unit
    {
        unit.push('/');
        unit.push_str(per);
        amount.measure = Some(Measure::Other);
        amount.end = end;
    }
}

/// `ten-storey`, `eight-page`: a count as an adjective; not `two-part`, `four-way`.
fn hyphened(tokens: &[Token], amount: &mut Amount, at: usize) {
    const COUNTED: [Word; 22] = [
        word("storey"),
        word("story"),
        word("page"),
        word("pack"),
        word("roll"),
        word("karat"),
        word("magnitude"),
        word("member"),
        word("man"),
        word("woman"),
        word("person"),
        word("bedroom"),
        word("seat"),
        word("seater"),
        word("lap"),
        word("point"),
        word("game"),
        word("vote"),
        word("match"),
        word("bed"),
        word("room"),
        word("strong"),
    ];
    if tokens.get(at).is_some_and(|token| COUNTED.contains(&token.word)) {
        amount.end = at + 1;
        amount.hyphened = true;
    }
}

/// What goes on with the same amount: "1 hour 59 minutes", "two and a half years", "22 points to 10".
fn more(text: &str, tokens: &[Token], amount: &mut Amount) {
    let Some(measure) = amount.measure else { return };
    if let Some(after) = and_a_half(tokens, amount.end) {
        amount.value = amount.value.map(|value| value + 0.5);
        amount.end = after;
        return;
    }
    if amount.unit.as_deref() == Some("points")
        && tokens.get(amount.end).is_some_and(|token| token.word == word("to"))
        && let Some(other) = number(text, tokens, amount.end + 1)
        && other.written == Written::Digits
    {
        amount.end = other.end;
        amount.value = None;
        amount.pair = true;
    }
    if !matches!(measure, Measure::Time | Measure::Length) || amount.hyphened {
        return;
    }
    // at most hours, minutes, seconds
    for _ in 0..2 {
        let and = tokens.get(amount.end).is_some_and(|token| {
            token.word == word("and") || token.word == word(",") && measure == Measure::Time
        });
        let at = amount.end + usize::from(and);
        let Some(next) = number(text, tokens, at).filter(|next| next.suffix.is_empty()) else { return };
        let name = tokens.get(next.end).and_then(|token| find(token.word));
        let (Some((_, small, other)), Some(unit)) = (name, amount.unit.as_deref()) else { return };
        let (Some(large), Some(small)) = (size(unit), size(small)) else { return };
        if other != measure || small >= large {
            return;
        }
        amount.value = amount.value.zip(next.value).map(|(value, more)| value + more * small / large);
        amount.end = next.end + 1;
    }
}

/// "an hour", "a month" after a word that makes a quantity of it: "within an hour", "about a year", "an hour and a half".
fn unit_alone(tokens: &[Token], at: usize) -> Option<Amount> {
    let article = tokens.get(at).filter(|token| token.word == word("a") || token.word == word("an"))?;
    let (_, name, measure) = tokens.get(at + 1).and_then(|token| find(token.word))?;
    if measure != Measure::Time && measure != Measure::Length || article.span.end == tokens[at + 1].span.start
    {
        return None;
    }
    const BEFORE: [Word; 14] = [
        word("within"),
        word("about"),
        word("nearly"),
        word("almost"),
        word("over"),
        word("under"),
        word("roughly"),
        word("around"),
        word("approximately"),
        word("least"),
        word("most"),
        word("than"),
        word("takes"),
        word("took"),
    ];
    let led = at.checked_sub(1).is_some_and(|before| BEFORE.contains(&tokens[before].word));
    let half = and_a_half(tokens, at + 2);
    (led || half.is_some()).then(|| Amount {
        value: Some(if half.is_some() { 1.5 } else { 1.0 }),
        unit: Some(name.to_owned()),
        measure: Some(measure),
        written: Written::Scaled,
        hyphened: false,
        pair: false,
        first: at,
        end: half.unwrap_or(at + 2),
    })
}

/// The token after a restatement in brackets that follows at `end`: "70 miles (112 km)", "€20,000 (£17,500; US$22,900)".
pub(super) fn restated(text: &str, tokens: &[Token], end: usize) -> Option<usize> {
    const LONGEST: usize = 16;
    if tokens.get(end)?.of(text) != "(" {
        return None;
    }
    let close = tokens[end..].iter().take(LONGEST).position(|token| token.of(text) == ")")? + end;
    let measured = (end + 1..close).any(|at| {
        amount(text, tokens, at).is_some_and(|inner| inner.measure.is_some() && inner.end <= close)
    });
    measured.then_some(close + 1)
}
