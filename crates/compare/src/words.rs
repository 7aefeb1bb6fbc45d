//! Text as a row of numbered words in a normal form, so that two outlets' spellings of the same
//! words are the same numbers: case, accents, quotation marks, dashes, contractions and small
//! numbers no longer differ.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};
use sayso_model::Span;

use crate::stop_words::{is_pronoun_before_is, is_stop_word};

/// One word of a text in its normal form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Its number in the [`Vocabulary`].
    pub(crate) id: u32,
    /// The number of its stem, by which words are compared: `wait`, `waits` and `waiting` have the
    /// same. A stop word shares its stem with no other word.
    pub(crate) stem: u32,
    /// Where it stands. The words of one contraction share their span.
    pub(crate) span: Span,
    /// What stands between it and the word before.
    pub(crate) before: Break,
    /// Whether it stands in an editor's brackets and so is not the speaker's.
    pub(crate) editorial: bool,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// Nothing that matters here.
    Space,
    /// The end of a sentence.
    Sentence,
    /// Dots that mark an omission, or the words of the article that cut a quotation in two.
    Omission,
}

/// All words seen in one comparison, numbered in the order they were first seen.
#[derive(Default)]
pub(crate) struct Vocabulary {
    /// Each word's number and its stem's.
    words: HashMap<String, (u32, u32)>,
    /// The number of each stem of a word that is no stop word.
    numbers: HashMap<String, u32>,
    /// For each stem, whether it is that of a stop word.
    stop: Vec<bool>,
}

impl Vocabulary {
    /// Whether the stem carries little meaning of its own.
    pub(crate) fn is_stop(&self, stem: u32) -> bool {
        self.stop[stem as usize]
    }

    /// How many distinct stems there are.
    pub(crate) fn stems(&self) -> usize {
        self.stop.len()
    }

    /// The numbers of a word in normal form and of its stem.
    fn number(&mut self, word: &str, language: Language) -> (u32, u32) {
        if let Some(&numbers) = self.words.get(word) {
            return numbers;
        }
        let next = self.stop.len() as u32;
        let stem = if is_stop_word(word, language.english) {
            self.stop.push(true);
            next
        } else {
            let stem = language.stemmer.map_or(word.into(), |stemmer| stemmer.stem(word));
            let stem = *self.numbers.entry(stem.into_owned()).or_insert(next);
            if stem == next {
                self.stop.push(false);
            }
            stem
        };
        let numbers = (self.words.len() as u32, stem);
        self.words.insert(word.to_owned(), numbers);
        numbers
    }
}

/// What the normal form needs to know of a text's language.
#[derive(Clone, Copy)]
pub(crate) struct Language {
    english: bool,
    stemmer: Option<Stemmer>,
}

impl Language {
    /// The language of a BCP 47 code; English when the code is missing.
    pub(crate) fn new(code: Option<&str>) -> Self {
        let algorithm = match primary(code.unwrap_or("en")).as_str() {
            "en" => Some(Algorithm::English),
            "de" => Some(Algorithm::German),
            "fr" => Some(Algorithm::French),
            "es" => Some(Algorithm::Spanish),
            "it" => Some(Algorithm::Italian),
            "nl" => Some(Algorithm::Dutch),
            "ru" => Some(Algorithm::Russian),
            _ => None,
        };
        Self { english: algorithm == Some(Algorithm::English), stemmer: algorithm.map(Stemmer::new) }
    }
}

/// The language of a BCP 47 code without script and region, in lower case.
pub(crate) fn primary(code: &str) -> String {
    code.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// The words of `text`, in order, in one pass.
pub(crate) fn words(text: &str, language: Language, vocabulary: &mut Vocabulary) -> Vec<Word> {
    let mut reader =
        Reader { text, language, vocabulary, words: Vec::with_capacity(text.len() / 6), word: String::new() };
    let mut position = 0;
    let mut gap = Gap::default();
    while let Some(next) = text[position..].chars().next() {
        if next == '[' {
            match bracketed(text, position) {
                Bracket::InWord => {}
                Bracket::Omission(end) => {
                    gap.dots = true;
                    position = end;
                    continue;
                }
                Bracket::Insertion(end) => gap.editorial_until = end,
                Bracket::Unclosed => {}
            }
        }
        if next.is_alphanumeric() {
            position = reader.take(position, &gap);
            gap = Gap { editorial_until: gap.editorial_until, ..Gap::default() };
        } else {
            gap.see(next, &text[position..]);
            position += next.len_utf8();
        }
    }
    reader.words
}

/// What was seen since the last word.
#[derive(Default)]
struct Gap {
    ended: bool,
    dots: bool,
    new_block: bool,
    /// End of the editor's brackets that are open, if any.
    editorial_until: usize,
}

impl Gap {
    fn see(&mut self, mark: char, rest: &str) {
        self.ended |= matches!(mark, '.' | '!' | '?' | '。' | '！' | '？');
        self.dots |= mark == '…' || rest.starts_with("...") || rest.starts_with(". . .");
        self.new_block |= rest.starts_with("\n\n");
    }

    fn before(&self, capital: bool) -> Break {
        if self.dots {
            Break::Omission
        } else if self.new_block || (self.ended && capital) {
            Break::Sentence
        } else {
            Break::Space
        }
    }
}

enum Bracket {
    /// `[W]e`, `go[ing]`: a letter or ending changed inside a word.
    InWord,
    /// `[…]`, up to the byte after it.
    Omission(usize),
    /// `[the council]`, up to the closing bracket.
    Insertion(usize),
    Unclosed,
}

/// What the bracket that opens at `position` is.
fn bracketed(text: &str, position: usize) -> Bracket {
    /// Longer brackets are not an editor's insertion but a part of the text.
    const LONGEST: usize = 120;
    let inside = &text[position + 1..];
    let Some(length) = inside.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b'\n')) else {
        return Bracket::Unclosed;
    };
    let after = &inside[length..];
    if !after.starts_with(']') {
        return Bracket::Unclosed;
    }
    let inside = &inside[..length];
    if !inside.chars().any(char::is_alphanumeric) {
        return Bracket::Omission(position + length + 2);
    }
    let touches = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
    let single = inside.chars().all(char::is_alphanumeric);
    if single && (touches(after[1..].chars().next()) || touches(text[..position].chars().next_back())) {
        return Bracket::InWord;
    }
    Bracket::Insertion(position + 1 + length)
}

struct Reader<'a> {
    text: &'a str,
    language: Language,
    vocabulary: &'a mut Vocabulary,
    words: Vec<Word>,
    /// The word being read, kept to spare an allocation for each.
    word: String,
}

impl Reader<'_> {
    /// Takes the word that begins at `start` and returns the position after it.
    fn take(&mut self, start: usize, gap: &Gap) -> usize {
        let mut word = std::mem::take(&mut self.word);
        let end = normal_form(self.text, start, &mut word);
        let span = Span::new(start, end);
        if !self.merge_with_last(&word, span) {
            let capital = self.text[start..].chars().next().is_some_and(|first| !first.is_lowercase());
            let editorial = start < gap.editorial_until;
            let (first, second) = parts(&word, self.language.english);
            let (id, stem) = self.vocabulary.number(first, self.language);
            self.words.push(Word { id, stem, span, before: gap.before(capital), editorial });
            if let Some(second) = second {
                let (id, stem) = self.vocabulary.number(second, self.language);
                self.words.push(Word { id, stem, span, before: Break::Space, editorial });
            }
        }
        self.word = word;
        end
    }

    /// `forty-two` is one number and `per cent` one word.
    fn merge_with_last(&mut self, word: &str, span: Span) -> bool {
        let Some(last) = self.words.last().copied() else { return false };
        let between = &self.text[last.span.end.min(span.start)..span.start];
        let merged = if between == "-" {
            let mut tens = String::new();
            normal_form(self.text, last.span.start, &mut tens);
            match (number(&tens), number(word)) {
                (Some(tens), Some(ones))
                    if (20..100).contains(&tens) && tens % 10 == 0 && (1..10).contains(&ones) =>
                {
                    Some((tens + ones).to_string())
                }
                _ => None,
            }
        } else if word == "cent" && between == " " && self.text[..span.start].ends_with("per ") {
            Some("percent".to_owned())
        } else {
            None
        };
        let Some(merged) = merged else { return false };
        let (id, stem) = self.vocabulary.number(&merged, self.language);
        if let Some(last) = self.words.last_mut() {
            (last.id, last.stem) = (id, stem);
            last.span.end = span.end;
        }
        true
    }
}

/// Puts the normal form of the word that begins at `start` into `word`, and returns where the word
/// ends.
fn normal_form(text: &str, start: usize, word: &mut String) -> usize {
    word.clear();
    let plain = text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric());
    word.extend(plain.map(|byte| char::from(byte.to_ascii_lowercase())));
    let mut end = start + word.len();
    let mut rest = text[end..].chars().peekable();
    while let Some(letter) = rest.next() {
        let next = rest.peek().copied();
        let digit = word.ends_with(|last: char| last.is_ascii_digit());
        let joins = next.is_some_and(char::is_alphanumeric);
        match letter {
            ' ' => break,
            _ if stands_alone(letter) => {
                if word.is_empty() {
                    word.push(letter);
                    end += letter.len_utf8();
                }
                break;
            }
            _ if letter.is_alphanumeric() => letter.to_lowercase().for_each(|letter| fold(letter, word)),
            '\'' | '’' if joins && !digit => word.push('\''),
            '.' if digit && next.is_some_and(|next| next.is_ascii_digit()) => word.push('.'),
            ',' if digit && thousands(&text[end + 1..]) => {}
            '.' if joins && initials(&text[start..end]) => {}
            // `[W]e`, `go[ing]`: the reader of brackets has seen that they belong to the word.
            '[' if joins && matches!(bracketed(text, end), Bracket::InWord) => {}
            ']' if joins => {}
            _ => break,
        }
        end += letter.len_utf8();
    }
    end
}

/// Whether these letters are written without spaces between words, so that each stands for one.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a comma before `rest` groups thousands.
fn thousands(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes.len() >= 3
        && bytes[..3].iter().all(u8::is_ascii_digit)
        && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

/// Whether `word` is `U`, `U.S`, …: letters with full stops between.
fn initials(word: &str) -> bool {
    /// Longer rows of letters are no abbreviation.
    const LONGEST: usize = 16;
    word.len() <= LONGEST
        && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// Appends `letter` without its accent.
pub(crate) fn fold(letter: char, word: &mut String) {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => word.push('a'),
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => word.push('c'),
        'ď' | 'đ' | 'ð' => word.push('d'),
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => word.push('e'),
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => word.push('g'),
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => word.push('i'),
        'ķ' => word.push('k'),
        'ĺ' | 'ļ' | 'ľ' | 'ł' => word.push('l'),
        'ñ' | 'ń' | 'ņ' | 'ň' => word.push('n'),
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => word.push('o'),
        'ŕ' | 'ŗ' | 'ř' => word.push('r'),
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => word.push('s'),
        'ţ' | 'ť' | 'ț' => word.push('t'),
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => word.push('u'),
        'ý' | 'ÿ' => word.push('y'),
        'ź' | 'ż' | 'ž' => word.push('z'),
        'æ' => word.push_str("ae"),
        'œ' => word.push_str("oe"),
        'ß' => word.push_str("ss"),
        'ё' => word.push('е'),
        _ => word.push(letter),
    }
}

/// The word or two that a word in normal form stands for: contractions are written out, possessive
/// endings dropped, small numbers written in digits.
fn parts(word: &str, english: bool) -> (&str, Option<&str>) {
    if !english {
        return (word, None);
    }
    match word {
        "cannot" | "can't" => return ("can", Some("not")),
        "won't" => return ("will", Some("not")),
        "shan't" => return ("shall", Some("not")),
        "let's" => return ("let", Some("us")),
        "gonna" => return ("going", Some("to")),
        "wanna" => return ("want", Some("to")),
        _ => {}
    }
    let Some((stem, ending)) = word.rsplit_once('\'') else {
        return (digits(word).unwrap_or(word), None);
    };
    match ending {
        "t" if stem.ends_with('n') => (&stem[..stem.len() - 1], Some("not")),
        "re" => (stem, Some("are")),
        "ll" => (stem, Some("will")),
        "ve" => (stem, Some("have")),
        "m" => (stem, Some("am")),
        "d" => (stem, Some("would")),
        "s" if is_pronoun_before_is(stem) => (stem, Some("is")),
        "s" => (stem, None),
        _ => (word, None),
    }
}

/// A small number in digits.
fn digits(word: &str) -> Option<&'static str> {
    Some(match word {
        "zero" => "0",
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "ten" => "10",
        "eleven" => "11",
        "twelve" => "12",
        "thirteen" => "13",
        "fourteen" => "14",
        "fifteen" => "15",
        "sixteen" => "16",
        "seventeen" => "17",
        "eighteen" => "18",
        "nineteen" => "19",
        "twenty" => "20",
        "thirty" => "30",
        "forty" => "40",
        "fifty" => "50",
        "sixty" => "60",
        "seventy" => "70",
        "eighty" => "80",
        "ninety" => "90",
        _ => return None,
    })
}

fn number(word: &str) -> Option<u32> {
    digits(word).and_then(|digits| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        let mut vocabulary = Vocabulary::default();
        let mut ids = |text| {
            let words = words(text, Language::new(Some("en")), &mut vocabulary);
            words.iter().filter(|word| !word.editorial).map(|word| word.id).collect::<Vec<_>>()
        };
        ids(one) == ids(other)
    }

    #[test]
    fn spellings_of_the_same_words_are_the_same() {
        assert!(same("“We can’t WAIT,”", "we cannot wait"));
        assert!(same("It’s the mayor's forty-two long-term plans", "it is the mayor 42 long term plans"));
        assert!(same("42,000 cafés, 12 per cent", "42000 cafes 12 percent"));
        assert!(same("[W]e are go[ing] – now", "We are going now"));
        assert!(same("They [the council] won’t […] pay", "they will not pay"));
        assert!(same("the U.K. plan", "The UK plan"));
        assert!(!same("twenty, two", "22"));
        assert!(!same("We can wait", "We cannot wait"));
    }

    #[test]
    fn breaks_between_words_are_told_apart() {
        let mut vocabulary = Vocabulary::default();
        let text = "First. Second, e.g. third … fourth [...] fifth\n\nsixth";
        let breaks: Vec<_> =
            words(text, Language::new(None), &mut vocabulary).iter().map(|word| word.before).collect();
        use Break::{Omission, Sentence, Space};
        assert_eq!(breaks, [Space, Sentence, Space, Space, Omission, Omission, Sentence]);
    }

    #[test]
    fn any_characters_are_survived() {
        let mut vocabulary = Vocabulary::default();
        for text in ["", "[", "[]", "[[[", "’’’", "日本語です", "İ[ß]", "1,2,3,4", "a.b.c.", "\u{301}x"]
        {
            words(text, Language::new(Some("tr-TR")), &mut vocabulary);
            words(text, Language::new(None), &mut vocabulary);
        }
    }
}
