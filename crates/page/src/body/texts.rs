//! What is measured of a text alone.

use std::cell::OnceCell;

use memchr::memmem;

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

/// Bits that one count takes up in a sum of marks.
const COUNT: u32 = 12;

/// Bytes whose marks are summed up before a count could run over.
const AT_ONCE: usize = (1 << COUNT) - 1;

/// For every byte of ASCII what it adds to the counts of commas, ends, digits, letters and capitals.
static MARKS: [u64; 256] = {
    let mut marks = [0; 256];
    marks[b',' as usize] = 1;
    marks[b'.' as usize] = 1 << COUNT;
    marks[b'!' as usize] = 1 << COUNT;
    marks[b'?' as usize] = 1 << COUNT;
    let mut byte = b'0';
    while byte <= b'9' {
        marks[byte as usize] = 1 << (2 * COUNT);
        byte += 1;
    }
    let mut letter = b'a';
    while letter <= b'z' {
        marks[letter as usize] = 1 << (3 * COUNT);
        marks[letter.to_ascii_uppercase() as usize] = 1 << (3 * COUNT) | 1 << (4 * COUNT);
        letter += 1;
    }
    marks
};

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let mut shape = Self::default();
        for bytes in text.as_bytes().chunks(AT_ONCE) {
            let sum: u64 = bytes.iter().map(|&byte| MARKS[usize::from(byte)]).sum();
            let count = |which: u32| (sum >> (which * COUNT) & AT_ONCE as u64) as f32;
            shape.commas += count(0);
            shape.ends += count(1);
            shape.digits += count(2);
            shape.letters += count(3);
            shape.capitals += count(4);
        }
        if !text.is_ascii() {
            shape.count_beyond_ascii(text);
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

    fn count_beyond_ascii(&mut self, text: &str) {
        for character in text.chars().filter(|character| !character.is_ascii()) {
            match character {
                '،' | '、' | '，' => self.commas += 1.0,
                '。' | '؟' | '।' => self.ends += 1.0,
                _ if is_letter(character) => {
                    self.letters += 1.0;
                    if character.is_uppercase() {
                        self.capitals += 1.0;
                    }
                }
                _ => {}
            }
        }
    }
}

/// A text from the metadata in which blocks of the page are looked for.
pub(super) struct Whole {
    text: String,
    /// One bit for every hash that a run of [`GRAM`] bytes of the text has: most blocks stand in no
    /// such text, which shows without a look at it.
    runs: Vec<u64>,
    /// Looks for all of it.
    finder: OnceCell<memmem::Finder<'static>>,
    /// Where the last find began. What follows on the page mostly follows in the text.
    last: usize,
}

/// Bytes in a run.
const GRAM: usize = 8;

/// Bytes of a block that are looked for at its beginning, middle and end.
const PROBE: usize = 32;

impl Whole {
    /// The text in the form of the blocks, as far as `longest` bytes of it.
    pub(super) fn new(text: &str, longest: usize) -> Self {
        let text = normalised(&text[..text.floor_char_boundary(longest)]);
        let mut runs = vec![0u64; (text.len() / 8).next_power_of_two()];
        for run in text.as_bytes().windows(GRAM) {
            let (word, bit) = place(run, runs.len());
            runs[word] |= bit;
        }
        Self { text, runs, finder: OnceCell::new(), last: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether `text` holds all of this one.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        let finder = || memmem::Finder::new(self.text.as_bytes()).into_owned();
        text.len() >= self.text.len() && self.finder.get_or_init(finder).find(text.as_bytes()).is_some()
    }

    /// How much of `text` stands in this one, told from its beginning, middle and end.
    pub(super) fn held(&mut self, text: &str) -> f32 {
        let length = text.len();
        // The last find was the end of a block, and a blank stands between two.
        let next = self.last + PROBE + 1;
        if length <= PROBE {
            return self.has(text, 0, length, next);
        }
        let middle = (length - PROBE) / 2;
        let beginning = self.has(text, 0, PROBE, next);
        let start = self.last;
        (beginning
            + self.has(text, middle, middle + PROBE, start + middle)
            + self.has(text, length - PROBE, length, start + length - PROBE))
            / 3.0
    }

    /// 1 if it has the bytes of `text` in this range, else 0. `expected` is where they would stand if it went on here as
    /// the page does, which spares the search.
    fn has(&mut self, text: &str, from: usize, to: usize, expected: usize) -> f32 {
        let start = text.floor_char_boundary(from);
        let probe = &text.as_bytes()[start..text.floor_char_boundary(to)];
        let expected = expected.saturating_sub(from - start);
        if self.text.as_bytes().get(expected..).is_some_and(|rest| rest.starts_with(probe)) {
            self.last = expected;
            return 1.0;
        }
        if let Some(last) = probe.len().checked_sub(GRAM) {
            let known = |at: usize| {
                let (word, bit) = place(&probe[at..at + GRAM], self.runs.len());
                self.runs[word] & bit != 0
            };
            if !(known(0) && known(last) && known(last / 2)) {
                return 0.0;
            }
        }
        let whole = self.text.as_bytes();
        let found = memmem::find(&whole[self.last..], probe)
            .map(|at| self.last + at)
            .or_else(|| memmem::find(&whole[..whole.len().min(self.last + probe.len())], probe));
        self.last = found.unwrap_or(self.last);
        f32::from(u8::from(found.is_some()))
    }
}

/// The word and the bit in it that a run of bytes has among `words`, a power of two.
fn place(run: &[u8], words: usize) -> (usize, u64) {
    let number = run.iter().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    let hash = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((hash >> 40) as usize & (words - 1), 1 << (hash >> 34 & 63))
}

/// The words of the headline, to compare blocks with.
pub(super) struct Title {
    /// In lower case.
    words: Vec<String>,
    /// One bit for every length and first letter of the words of ASCII.
    kinds: u64,
}

/// Words of a headline that count.
const LONGEST_TITLE: usize = 60;

impl Title {
    pub(super) fn new(text: &str) -> Self {
        let words: Vec<String> = separate(text).take(LONGEST_TITLE).map(str::to_lowercase).collect();
        let kinds = words.iter().fold(0, |kinds, word| kinds | kind(word));
        Self { words, kinds }
    }

    /// Share of the words of a block and of the title that they have in common (the smaller share);
    /// `words` is about how many the block has.
    pub(super) fn overlap(&self, text: &str, words: u32) -> f32 {
        if self.words.is_empty() || (words as usize) * 4 < self.words.len() {
            return 0.0;
        }
        let (mut count, mut shared) = (0, 0);
        for word in separate(text) {
            count += 1;
            shared += usize::from(self.has(word));
        }
        if count == 0 { 0.0 } else { shared as f32 / count.max(self.words.len()) as f32 }
    }

    fn has(&self, word: &str) -> bool {
        if word.is_ascii() {
            return self.kinds & kind(word) != 0
                && self.words.iter().any(|other| word.eq_ignore_ascii_case(other));
        }
        self.words.iter().any(|other| word.chars().flat_map(char::to_lowercase).eq(other.chars()))
    }
}

/// A bit for the length and the first letter of a word.
fn kind(word: &str) -> u64 {
    let first = word.bytes().next().unwrap_or_default() | 0x20;
    1 << ((usize::from(first) + 27 * word.len()) & 63)
}

/// The words of a text.
fn separate(text: &str) -> Separate<'_> {
    Separate { rest: text }
}

struct Separate<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Separate<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let start = self.rest.len() - self.after(false).len();
        self.rest = &self.rest[start..];
        let length = self.rest.len() - self.after(true).len();
        let (word, rest) = self.rest.split_at(length);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

impl<'t> Separate<'t> {
    /// What follows the letters and digits, or all else, that come next.
    fn after(&self, letters: bool) -> &'t str {
        let bytes = self.rest.as_bytes();
        let (same, other) = if letters { (ALPHANUMERIC, OTHER) } else { (OTHER, ALPHANUMERIC) };
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let kind = KIND[usize::from(byte)];
            if kind == same {
                at += 1;
                continue;
            }
            if kind == other {
                break;
            }
            match self.rest[at..].chars().next() {
                Some(character) if (is_letter(character) || character.is_numeric()) == letters => {
                    at += character.len_utf8();
                }
                _ => break,
            }
        }
        &self.rest[at..]
    }
}

/// What a byte is: a letter or digit of ASCII, another character of ASCII, or part of a character beyond.
const ALPHANUMERIC: u8 = 0;
const OTHER: u8 = 1;
const BEYOND: u8 = 2;

static KIND: [u8; 256] = {
    let mut kinds = [BEYOND; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte as usize] = if (byte as u8).is_ascii_alphanumeric() { ALPHANUMERIC } else { OTHER };
        byte += 1;
    }
    kinds
};

/// Whether a character is a letter: the standard library's answer, which it has to look for, with the
/// commonest scripts known beforehand.
fn is_letter(character: char) -> bool {
    match character {
        '×' | '÷' => false,
        'À'..='ɏ'
        | '\u{400}'..='\u{481}'
        | '\u{48a}'..='\u{52f}'
        | '\u{620}'..='\u{657}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '\u{ff01}'..='\u{ff20}' => false,
        other => other.is_alphabetic(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{character:?}");
        }
    }

    #[test]
    fn marks_are_counted() {
        let long = "Añ1, б。 ".repeat(1000);
        let shape = Shape::of(&long);
        let counts = [shape.letters, shape.capitals, shape.digits, shape.commas, shape.ends];
        assert_eq!(counts, [3000.0, 1000.0, 1000.0, 1000.0, 1000.0]);
    }

    #[test]
    fn blocks_are_found_in_a_witness() {
        let text = "The bridge over the Sel stays closed until spring, the mayor said on Tuesday.";
        let mut whole = Whole::new(&format!("<p>{text}</p>\nIt had been shut\u{a0}in March."), 1000);
        assert_eq!(whole.held(text), 1.0);
        assert_eq!(whole.held("It had been shut in March."), 1.0);
        assert_eq!(whole.held("The bridge over the Sel stays closed until the end of the works."), 1.0 / 3.0);
        assert_eq!(whole.held("Nothing of this stands in it"), 0.0);
        assert_eq!(whole.held("Sel"), 1.0);
        assert!(!whole.stands_in(text) && Whole::new("stays closed", 1000).stands_in(text));
        assert_eq!(Whole::new("", 1000).held("anything at all"), 0.0);
    }

    #[test]
    fn headlines_are_compared_word_for_word() {
        let title = Title::new("Brücke bleibt ZU, says Mayor");
        assert_eq!(title.overlap("BRÜCKE bleibt zu – says mayor", 5), 1.0);
        assert_eq!(title.overlap("bleibt offen", 2), 0.2);
        assert_eq!(Title::new("").overlap("bleibt", 1), 0.0);
    }
}
