use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// The longest word that is told apart from others, in characters: what is longer is no word of a language, and
/// would fill the index.
const LONGEST: usize = 80;

/// Where the words of `text` stand, in bytes and in order: runs of letters and digits with the marks upon them. In
/// scripts that put no space between words every character is a word of its own, so that a word of several is
/// found as a phrase.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.find(|&(_, character)| character.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        let alone = is_unspaced(first);
        while let Some(&(at, next)) = characters.peek() {
            let joins = if next.is_alphanumeric() { !alone && !is_unspaced(next) } else { is_inside(next) };
            if !joins {
                break;
            }
            end = at + next.len_utf8();
            characters.next();
        }
        Some(start..end)
    })
}

/// What stands within a word without being a letter: marks, soft hyphens, joiners.
fn is_inside(character: char) -> bool {
    !character.is_ascii()
        && (matches!(character, '\u{AD}' | '\u{200C}' | '\u{200D}')
            || unicode_normalization::char::is_combining_mark(character))
}

/// Scripts without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.
const fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
            | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
    )
}

/// The word in lower case, its letters composed; what stemmers expect.
fn lower(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        let word = &word[..word.len().min(LONGEST)];
        return match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(word.to_ascii_lowercase()),
            false => Cow::Borrowed(word),
        };
    }
    let letters = word.nfkc().flat_map(char::to_lowercase);
    let dropped =
        |letter: &char| letter.is_whitespace() || matches!(letter, '\u{AD}' | '\u{200C}' | '\u{200D}');
    let letters = letters.filter(|letter| !dropped(letter));
    Cow::Owned(letters.take(LONGEST).collect())
}

/// `lower` without diacritics: what words are compared by.
fn without_marks(lower: Cow<'_, str>) -> Cow<'_, str> {
    if lower.is_ascii() {
        return lower;
    }
    // Only accents that a typist leaves out; the vowels of Indic scripts and the marks of kana are letters.
    let accents = |letter: &char| matches!(letter, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}');
    let mut folded = String::with_capacity(lower.len());
    for letter in lower.nfd().filter(|letter| !accents(letter)).nfc() {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
    Cow::Owned(folded)
}

/// A word in the form that words are compared by: without case, diacritics and ligatures.
pub(super) fn folded(word: &str) -> Cow<'_, str> {
    without_marks(lower(word))
}

/// The words of `text`, each [`folded`].
pub(super) fn folded_words(text: &str) -> Vec<String> {
    words(text).map(|word| folded(&text[word]).into_owned()).filter(|word| !word.is_empty()).collect()
}

/// Finds what the forms of a word have in common, in the languages that there is a stemmer for.
pub(super) struct Stems {
    /// Stems of the words met, by language: most words of a text were met before.
    known: HashMap<Algorithm, HashMap<String, String>>,
}

impl Stems {
    /// The most words remembered for each language: some ten megabytes.
    const REMEMBERED: usize = 100_000;

    pub(super) fn new() -> Self {
        Self { known: HashMap::new() }
    }

    /// Appends the stem of `word` in `language` (BCP 47), folded, to `out`; the folded word itself in a language that
    /// has no stemmer. Stems of different languages are told apart by what follows an `@`, English having none: the
    /// German “fallen” is no form of the English “falling”. A text that does not tell its language is taken as English,
    /// as the analysis takes it.
    pub(super) fn push(&mut self, word: &str, language: Option<&str>, out: &mut String) {
        let lower = lower(word);
        let Some(algorithm) = algorithm(language.unwrap_or(UNDETERMINED)) else {
            out.push_str(&without_marks(lower));
            out.push('@');
            return;
        };
        let known = self.known.entry(algorithm).or_default();
        if let Some(stem) = known.get(lower.as_ref()) {
            out.push_str(stem);
            return;
        }
        let mut stem = without_marks(Stemmer::new(algorithm).stem(&lower)).into_owned();
        if algorithm != Algorithm::English {
            stem.push('@');
            stem.push_str(language.map_or("", primary));
        }
        out.push_str(&stem);
        if known.len() < Self::REMEMBERED {
            known.insert(lower.into_owned(), stem);
        }
    }

    /// The stem of `word` in `language`.
    pub(super) fn of(&mut self, word: &str, language: Option<&str>) -> String {
        let mut stem = String::new();
        self.push(word, language, &mut stem);
        stem
    }
}

/// What BCP 47 calls a language that is not known.
pub(super) const UNDETERMINED: &str = "und";

/// The stemmer for a language.
fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match primary(language) {
        "en" | UNDETERMINED => Algorithm::English,
        "de" => Algorithm::German,
        "fr" => Algorithm::French,
        "es" => Algorithm::Spanish,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "ru" => Algorithm::Russian,
        _ => return None,
    })
}

/// Whether any of `languages` has accents that a stem can hang on.
pub(super) fn has_accents(languages: &[String]) -> bool {
    languages.iter().any(|language| language != "en" && language != UNDETERMINED)
}

/// The language without country and script: `de` of `de-AT`.
pub(super) fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_marks_and_punctuation() {
        for (text, expected) in [
            ("Müller’s co-op, 3.5%", "muller s co op 3 5"),
            ("ÉLYSÉE élysée e\u{301}lyse\u{301}e", "elysee elysee elysee"),
            ("Straße Ærø Łódź œuvre İstanbul", "strasse aero lodz oeuvre istanbul"),
            ("brid\u{AD}ge", "bridge"),
            ("東京都 が", "東 京 都 が"),
            ("서울 हिन्दी", "서울 हिन्दी"),
            ("ёлка й", "елка и"),
            ("🦀 … «»", ""),
        ] {
            assert_eq!(folded_words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let mut stems = Stems::new();
        for (language, one, other) in [
            ("en", "waiting", "Waits"),
            ("de-AT", "Brücken", "brucke"),
            ("fr", "élections", "élection"),
            ("es", "votaciones", "votación"),
            ("it", "ponti", "ponte"),
            ("nl", "bruggen", "brug"),
            ("ru", "новый", "новая"),
        ] {
            assert_eq!(stems.of(one, Some(language)), stems.of(other, Some(language)), "{language}");
        }
        assert_eq!(stems.of("Ponty", Some("pl")), "ponty@");
        assert_eq!(stems.of("Waiting", None), "wait");
    }

    #[test]
    fn endless_words_are_cut() {
        assert_eq!(folded(&"a".repeat(500)).len(), LONGEST);
        assert_eq!(folded(&"é".repeat(500)).len(), LONGEST);
    }
}
