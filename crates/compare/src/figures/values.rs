//! Whether two figures in one unit can stand for one value.

use sayso_model::{Figure, FigureCell};

/// How the value of `one` compares with that of `other`, which has the same unit; none when either has no value.
pub(super) fn relation(one: &Figure, other: &Figure) -> Option<FigureCell> {
    let (value, wanted) = (one.value?, other.value?);
    let apart = (value - wanted).abs();
    let largest = value.abs().max(wanted.abs());
    if apart <= largest * 1e-9 {
        return Some(FigureCell::Same);
    }
    let holds = |bound: &Figure, value: f64| {
        let limit = bound.value.unwrap_or_default();
        match approximation(bound) {
            Approximation::AtLeast => value >= limit,
            Approximation::AtMost => value <= limit,
            Approximation::About => (value - limit).abs() <= limit.abs() * LOOSE,
            Approximation::None => false,
        }
    };
    let steps = step(one, value).max(step(other, wanted));
    let rounded = apart <= steps / 2.0 + largest * 1e-9 && apart <= largest * CLOSE;
    let agree = rounded || holds(one, wanted) || holds(other, value);
    Some(if agree { FigureCell::Rounded } else { FigureCell::Differs })
}

/// How far apart two values are at most of which one is the other rounded.
const CLOSE: f64 = 0.1;
/// How far from the value named the true one may be when the article says "about".
const LOOSE: f64 = 0.15;

/// What the words before a figure make of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Approximation {
    None,
    About,
    AtLeast,
    AtMost,
}

fn approximation(figure: &Figure) -> Approximation {
    let Some(words) = figure.approximate.as_deref() else { return Approximation::None };
    let has = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
    // "no more than" holds "more than", "no fewer than" holds "fewer than"
    if has(&["no less", "not less", "no fewer", "at least"]) {
        Approximation::AtLeast
    } else if has(&[
        "no more",
        "not more",
        "at most",
        "up to",
        "less than",
        "fewer than",
        "under",
        "as many as",
        "as much as",
    ]) {
        Approximation::AtMost
    } else if has(&["more than", "over", "upwards"]) {
        Approximation::AtLeast
    } else {
        Approximation::About
    }
}

/// The smallest difference that the way a value is written can tell: 0.1 for `60.4`, a million for `42 million`, a hundred for `1,200`.
fn step(figure: &Figure, value: f64) -> f64 {
    const SCALES: [f64; 3] = [1e12, 1e9, 1e6];
    let digits = figure.text.chars().filter(char::is_ascii_digit).count();
    let scale = SCALES.into_iter().find(|&scale| value.abs() >= scale && digits < 6).unwrap_or(1.0);
    let number = figure.text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let decimals = number
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.chars().take_while(char::is_ascii_digit).count() as i32);
    let mut step = scale * 10_f64.powi(-decimals);
    if decimals == 0 {
        // Two digits are meant as they stand; of three or more the zeros at the end may be rounding.
        let long = value.abs() / step >= 100.0;
        while long && (value / (step * 10.0)).fract() == 0.0 {
            step *= 10.0;
        }
    }
    step
}

#[cfg(test)]
mod tests {
    use sayso_model::Span;

    use super::*;

    fn figure(text: &str, value: f64, approximate: Option<&str>) -> Figure {
        Figure {
            text: text.into(),
            value: Some(value),
            unit: None,
            of: None,
            approximate: approximate.map(Into::into),
            span: Span::new(0, 0),
            attribution: None,
        }
    }

    #[test]
    fn values_agree_as_far_as_they_are_exact() {
        use FigureCell::{Differs, Rounded, Same};
        for (one, other, expected) in [
            (figure("three", 3.0, None), figure("3", 3.0, None), Same),
            (figure("three", 3.0, None), figure("4", 4.0, None), Differs),
            (figure("60.4", 60.4, None), figure("60", 60.0, None), Rounded),
            (figure("60.4", 60.4, None), figure("64", 64.0, None), Differs),
            (figure("$42 million", 42e6, None), figure("$42.3 million", 42.3e6, None), Rounded),
            (figure("$40 million", 40e6, None), figure("$42 million", 42e6, None), Differs),
            (figure("1.2 million", 1.2e6, None), figure("1,187,402", 1_187_402.0, None), Rounded),
            (figure("1.2 million", 1.2e6, None), figure("2.1 million", 2.1e6, None), Differs),
            (figure("300", 300.0, None), figure("312", 312.0, None), Rounded),
            (figure("30", 30.0, None), figure("33", 33.0, None), Differs),
            (figure("100", 100.0, None), figure("140", 140.0, None), Differs),
            (figure("about 30", 30.0, Some("about")), figure("33", 33.0, None), Rounded),
            (figure("at least 15", 15.0, Some("at least")), figure("11", 11.0, None), Differs),
            (figure("at least 11", 11.0, Some("at least")), figure("15", 15.0, None), Rounded),
            (figure("no more than 11", 11.0, Some("no more than")), figure("15", 15.0, None), Differs),
            (figure("no fewer than 11", 11.0, Some("no fewer than")), figure("15", 15.0, None), Rounded),
            (figure("more than 100", 100.0, Some("more than")), figure("180", 180.0, None), Rounded),
        ] {
            assert_eq!(relation(&one, &other), Some(expected), "{} / {}", one.text, other.text);
            assert_eq!(relation(&other, &one), Some(expected), "{} / {}", other.text, one.text);
        }
    }
}
