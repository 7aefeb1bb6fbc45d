//! Text → word pieces (WordPiece, Schuster and Nakajima 2012), as BERT's uncased models were trained on them.
//!
//! The rules are those of BERT's reference tokenizer: control characters go, accents go, letters become small, marks
//! and Chinese characters are words of their own, and a word is cut into the longest pieces from its beginning on.

use sayso_model::Span;
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

use crate::vocabulary::Vocabulary;

/// Characters from which on a word is not cut into pieces but unknown: as in the reference, and it bounds the work.
const LONGEST_WORD: usize = 100;

/// The pieces of a text, each paragraph closed by a piece without words.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pub(crate) ids: Vec<u32>,
    /// Where each stands in the text, in bytes; empty at a paragraph's end.
    pub(crate) spans: Vec<Span>,
}

impl Pieces {
    pub(crate) fn of(text: &str, vocabulary: &Vocabulary<'_>) -> Self {
        let mut pieces = Self::default();
        let mut start = 0;
        for line in text.split('\n') {
            if !line.trim().is_empty() {
                pieces.paragraph(line, start, vocabulary);
                let end = start + line.len();
                pieces.push(vocabulary.ends, Span::new(end, end));
            }
            start += line.len() + 1;
        }
        pieces
    }

    fn paragraph(&mut self, line: &str, start: usize, vocabulary: &Vocabulary<'_>) {
        let mut word = Word::default();
        for (at, original) in line.char_indices() {
            let span = Span::new(start + at, start + at + original.len_utf8());
            if is_dropped(original) {
                continue;
            }
            if is_space(original) {
                self.finish(&mut word, vocabulary);
                continue;
            }
            let alone = is_chinese(original);
            if alone {
                self.finish(&mut word, vocabulary);
            }
            for plain in std::iter::once(original).nfd() {
                if get_general_category(plain) == GeneralCategory::NonspacingMark {
                    continue;
                }
                for small in plain.to_lowercase() {
                    if is_mark(small) {
                        self.finish(&mut word, vocabulary);
                        word.push(small, span);
                        self.finish(&mut word, vocabulary);
                    } else {
                        word.push(small, span);
                    }
                }
            }
            if alone {
                self.finish(&mut word, vocabulary);
            }
        }
        self.finish(&mut word, vocabulary);
    }

    /// Cuts a word that is whole into pieces.
    fn finish(&mut self, word: &mut Word, vocabulary: &Vocabulary<'_>) {
        let Some(whole) = word.span(0, word.spans.len()) else { return };
        let before = self.ids.len();
        let mut at = 0;
        while at < word.spans.len() {
            let longest = (at + 1..=word.spans.len()).rev().find_map(|end| {
                let form =
                    &word.form[word.starts[at]..word.starts.get(end).copied().unwrap_or(word.form.len())];
                vocabulary.get(form, at > 0).map(|id| (id, end))
            });
            let piece = longest.filter(|_| word.spans.len() <= LONGEST_WORD);
            let (Some((id, end)), Some(span)) = (piece, piece.and_then(|(_, end)| word.span(at, end))) else {
                // One piece that is not known makes the whole word so.
                self.ids.truncate(before);
                self.spans.truncate(before);
                self.push(vocabulary.unknown, whole);
                break;
            };
            self.push(id, span);
            at = end;
        }
        word.clear();
    }

    fn push(&mut self, id: u32, span: Span) {
        self.ids.push(id);
        self.spans.push(span);
    }
}

/// A word in its plain form, with where each of its characters comes from.
#[derive(Default)]
struct Word {
    form: String,
    /// Where each character begins in the form.
    starts: Vec<usize>,
    /// Where each character stands in the text.
    spans: Vec<Span>,
}

impl Word {
    fn push(&mut self, character: char, span: Span) {
        self.starts.push(self.form.len());
        self.form.push(character);
        self.spans.push(span);
    }

    fn span(&self, first: usize, end: usize) -> Option<Span> {
        Some(Span::new(self.spans.get(first)?.start, self.spans.get(end.checked_sub(1)?)?.end))
    }

    fn clear(&mut self) {
        self.form.clear();
        self.starts.clear();
        self.spans.clear();
    }
}

fn is_space(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r') || character.is_whitespace()
}

fn is_dropped(character: char) -> bool {
    use GeneralCategory::{Control, Format, PrivateUse, Surrogate, Unassigned};
    if matches!(character, '\t' | '\n' | '\r') {
        return false;
    }
    matches!(character, '\0' | '\u{fffd}')
        || matches!(get_general_category(character), Control | Format | PrivateUse | Surrogate | Unassigned)
}

fn is_mark(character: char) -> bool {
    use GeneralCategory::{
        ClosePunctuation, ConnectorPunctuation, DashPunctuation, FinalPunctuation, InitialPunctuation,
        OpenPunctuation, OtherPunctuation,
    };
    character.is_ascii_punctuation()
        || matches!(
            get_general_category(character),
            ClosePunctuation
                | ConnectorPunctuation
                | DashPunctuation
                | FinalPunctuation
                | InitialPunctuation
                | OpenPunctuation
                | OtherPunctuation
        )
}

fn is_chinese(character: char) -> bool {
    matches!(
        u32::from(character),
        0x4E00..=0x9FFF
            | 0x3400..=0x4DBF
            | 0x20000..=0x2A6DF
            | 0x2A700..=0x2B73F
            | 0x2B740..=0x2B81F
            | 0x2B920..=0x2CEAF
            | 0xF900..=0xFAFF
            | 0x2F800..=0x2FA1F
    )
}
