//! Quantities as the index holds them: the words they are written in, and their value as a word of its own.

use sayso_model::Figure;

use super::documents::push_piece;
use super::words::folded_words;

/// Appends a figure in the form the tokenizer takes.
pub(super) fn push(figure: &Figure, out: &mut String) {
    push_piece(&folded_words(&figure.text).join(" "), '\n', out);
    if let Some(value) = figure.value {
        push_piece(&value_word(value), '\n', out);
    }
}

/// The word that stands for a value; no text has it, for no word has an equals sign in it.
pub(super) fn value_word(value: f64) -> String {
    format!("={value}")
}

/// The value that a query's words give, such as `42,000,000`, `3.5` or `9`: thousands by commas, decimals by a point.
pub(super) fn value(words: &str) -> Option<f64> {
    let digits = words.bytes().any(|byte| byte.is_ascii_digit());
    let plain = digits && words.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    plain.then(|| words.replace(',', "").parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (words, expected) in [
            ("42,000,000", Some("=42000000")),
            ("3.5", Some("=3.5")),
            ("9", Some("=9")),
            ("42 million", None),
            (",", None),
        ] {
            assert_eq!(value(words).map(value_word).as_deref(), expected);
        }
        assert_eq!(value_word(42e6), "=42000000");
    }
}
