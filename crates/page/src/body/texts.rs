//! What is measured of a text alone.

use super::blocks::is_blank;

/// The letters and marks of a block, counted.
#[derive(Default)]
pub(super) struct Shape {
    pub(super) commas: f32,
    pub(super) ends: f32,
    pub(super) letters: f32,
    pub(super) capitals: f32,
    pub(super) digits: f32,
    pub(super) first: f32,
    pub(super) last: f32,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let mut shape = Self::default();
        for character in text.chars() {
            match character {
                ',' | '،' | '、' | '，' => shape.commas += 1.0,
                '.' | '!' | '?' | '。' | '؟' | '।' => shape.ends += 1.0,
                '0'..='9' => shape.digits += 1.0,
                'a'..='z' => shape.letters += 1.0,
                'A'..='Z' => {
                    shape.letters += 1.0;
                    shape.capitals += 1.0;
                }
                other if other > '\u{7f}' && other.is_alphabetic() => {
                    shape.letters += 1.0;
                    if other.is_uppercase() {
                        shape.capitals += 1.0;
                    }
                }
                _ => {}
            }
        }
        shape.first = match text.chars().next() {
            Some(first) if first.is_lowercase() => 0.0,
            Some(first) if first.is_uppercase() => 1.0,
            Some(first) if first.is_alphabetic() => 2.0,
            Some(first) if first.is_numeric() => 3.0,
            Some('"' | '“' | '„' | '«' | '‘' | '\'' | '”' | '»') => 4.0,
            _ => 5.0,
        };
        shape.last = match text.chars().next_back() {
            Some('.' | '!' | '?' | '。' | '؟' | '।') => 0.0,
            Some('"' | '“' | '”' | '»' | '«' | '’' | '\'' | ')') => 1.0,
            Some(':' | ';' | ',' | '–' | '-') => 2.0,
            Some('…') => 3.0,
            Some(last) if last.is_numeric() => 4.0,
            Some(last) if last.is_alphabetic() => 5.0,
            _ => 6.0,
        };
        shape
    }
}

/// How much of `text` stands in `whole`, told from its beginning, middle and end.
pub(super) fn held(whole: &str, text: &str) -> f32 {
    const PROBE: usize = 32;
    let has = |from: usize, to: usize| {
        let (from, to) = (text.floor_char_boundary(from), text.floor_char_boundary(to));
        f32::from(u8::from(memchr::memmem::find(whole.as_bytes(), &text.as_bytes()[from..to]).is_some()))
    };
    let length = text.len();
    if length <= PROBE {
        return has(0, length);
    }
    let middle = (length - PROBE) / 2;
    (has(0, PROBE) + has(middle, middle + PROBE) + has(length - PROBE, length)) / 3.0
}

/// The words of a text.
pub(super) fn separate(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The words of a short text in lower case.
pub(super) fn words_of(text: &str) -> Vec<String> {
    separate(text).take(60).map(str::to_lowercase).collect()
}

/// Whether a word is `other`, which is in lower case.
pub(super) fn same_word(word: &str, other: &str) -> bool {
    if word.is_ascii() {
        word.eq_ignore_ascii_case(other)
    } else {
        word.chars().flat_map(char::to_lowercase).eq(other.chars())
    }
}

/// A text from the metadata in the form of the blocks: no tags, single blanks.
pub(super) fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_tag = false;
    let mut blank = true;
    for character in text.chars() {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                if !blank {
                    out.push(' ');
                }
                blank = true;
            }
            _ if in_tag => {}
            other if is_blank(other) => {
                if !blank {
                    out.push(' ');
                }
                blank = true;
            }
            other => {
                out.push(other);
                blank = false;
            }
        }
    }
    out
}
