//! What a paragraph looks like: length, punctuation, letter case, repetition.

/// The look of one paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Look {
    /// Words; in scripts without spaces two characters count as one.
    pub(crate) words: usize,
    /// Sentence ends inside and at the end.
    pub(crate) sentences: usize,
    /// Whether it ends as a sentence does.
    pub(crate) closed: bool,
    /// Share of its words, but the first, that begin with a small letter; 1 in scripts without case.
    pub(crate) small: f32,
    /// Whether every letter is a capital.
    pub(crate) capitals: bool,
    /// Whether it begins with a small letter.
    pub(crate) begins_small: bool,
    /// Bars, bullets, arrows and slashes between words.
    pub(crate) separators: usize,
    /// Digits among its letters and digits.
    pub(crate) digits: f32,
    /// Whether a quotation mark stands in it.
    pub(crate) quotes: bool,
    /// Commas between words.
    pub(crate) commas: usize,
}

impl Look {
    /// Whether it reads as running text.
    pub(super) fn is_prose(&self) -> bool {
        (self.closed && self.words >= 7 && self.small >= 0.4 && self.separators < 3)
            || (self.sentences >= 2 && self.words >= 16 && self.small >= 0.4)
            || (self.words >= 28 && self.small >= 0.55 && self.separators < 3)
    }

    /// Whether it may be a short sentence of running text.
    pub(super) fn is_short_sentence(&self) -> bool {
        self.closed && self.words < 7 && self.words > 0 && self.digits < 0.5
    }
}

/// Looks at a paragraph.
pub(crate) fn look(text: &str) -> Look {
    let mut look = Look { closed: is_closed(text), ..Look::default() };
    let (mut with_case, mut small) = (0_usize, 0_usize);
    let (mut digits, mut letters, mut dense) = (0_usize, 0_usize, 0_usize);
    let mut lower_letters = 0_usize;
    for (at, word) in text.split_whitespace().enumerate() {
        let first = word.chars().find(|character| character.is_alphanumeric());
        let Some(first) = first else {
            look.separators += usize::from(matches!(
                word,
                "|" | "•"
                    | "·"
                    | "›"
                    | "»"
                    | "«"
                    | "/"
                    | ">"
                    | "→"
                    | "←"
                    | "::"
                    | "│"
                    | "‹"
                    | "▸"
                    | "▶"
                    | "×"
                    | "+"
                    | "●"
            ));
            continue;
        };
        look.words += 1;
        if at == 0 {
            look.begins_small = first.is_lowercase();
        } else if first.is_alphabetic() {
            if first.is_lowercase() || !first.is_uppercase() {
                small += 1;
            }
            with_case += 1;
        }
        if ends_sentence(word) {
            look.sentences += 1;
        }
        look.commas += usize::from(word.ends_with([',', ';', '、', '，', '،']));
    }
    for character in text.chars() {
        if character.is_ascii_digit() {
            digits += 1;
        } else if character.is_alphabetic() {
            letters += 1;
            lower_letters += usize::from(!character.is_uppercase());
            dense += usize::from(is_dense(character));
        }
        look.quotes |= matches!(character, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '「' | '『');
    }
    if dense * 2 > letters {
        look.words = look.words.max(dense / 2);
        look.sentences = look.sentences.max(text.matches(['。', '！', '？']).count());
    }
    look.small =
        if with_case == 0 { f32::from(u8::from(dense * 2 > letters)) } else { ratio(small, with_case) };
    look.digits = ratio(digits, digits + letters);
    look.capitals = letters > 1 && lower_letters == 0;
    look
}

/// Whether a text ends as a sentence: a full stop or its kin, perhaps inside closing marks.
pub(super) fn is_closed(text: &str) -> bool {
    let end = text.trim_end_matches(|character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '"' | '”' | '’' | '\'' | '»' | '«' | '“' | ')' | ']' | '*' | '_' | '›' | '」' | '』'
            )
    });
    let quoted = end.len() < text.trim_end().len();
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔', ';'])
        || (end.ends_with([':', '：']) && end.contains(' '))
        // `… for another winter”`: American quotations close after the stop, others before it.
        || (quoted && text.trim_end().ends_with(['”', '"', '»', '’']) && end.ends_with([',', '-', '—', '–']))
}

fn ends_sentence(word: &str) -> bool {
    let end = word.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']']);
    end.chars().count() > 3 && end.ends_with(['.', '!', '?', '…', '。', '؟', '।'])
}

fn is_dense(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{0E00}'..='\u{0E7F}' | '\u{F900}'..='\u{FAFF}')
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
