use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;
use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use super::irregular;

/// The longest word that is told apart from others, in characters: what is longer is no word of a language, and
/// would fill the index.
const LONGEST: usize = 80;

/// Where the words of `text` stand, in bytes and in order: runs of letters and digits with the marks upon them. In
/// scripts that put no space between words every character is a word of its own, so that a word of several is
/// found as a phrase.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    // Most text is ASCII, in which a byte tells all there is to know.
    let bytes = text.as_bytes();
    let character = |at: usize| text[at..].chars().next();
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = loop {
            let byte = *bytes.get(at)?;
            if byte.is_ascii() {
                if byte.is_ascii_alphanumeric() {
                    break char::from(byte);
                }
                at += 1;
            } else {
                let character = character(at)?;
                if character.is_alphanumeric() {
                    break character;
                }
                at += character.len_utf8();
            }
        };
        let start = at;
        at += first.len_utf8();
        let alone = is_unspaced(first);
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii() {
                if alone || !byte.is_ascii_alphanumeric() {
                    break;
                }
                at += 1;
                continue;
            }
            let next = character(at)?;
            let joins = if next.is_alphanumeric() { !alone && !is_unspaced(next) } else { is_inside(next) };
            if !joins {
                break;
            }
            at += next.len_utf8();
        }
        Some(start..at)
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
    known: HashMap<Algorithm, Met>,
}

impl Stems {
    pub(super) fn new() -> Self {
        Self { known: HashMap::new() }
    }

    /// Stems of `language` (BCP 47). A text that does not tell its language is taken as English, as the analysis takes it.
    pub(super) fn of_language<'s>(&'s mut self, language: Option<&'s str>) -> StemsOfLanguage<'s> {
        let algorithm = algorithm(language.unwrap_or(UNDETERMINED));
        StemsOfLanguage {
            known: algorithm
                .map(|algorithm| (algorithm, self.known.entry(algorithm).or_insert_with(Met::new))),
            language: language.map_or("", primary),
        }
    }

    /// The stem of `word` in `language`.
    pub(super) fn of(&mut self, word: &str, language: Option<&str>) -> String {
        let mut stem = String::new();
        self.of_language(language).push(word, &mut stem);
        stem
    }
}

/// The stems of one language.
pub(super) struct StemsOfLanguage<'s> {
    /// How they are found, and those of the words met; nothing in a language that has no stemmer.
    known: Option<(Algorithm, &'s mut Met)>,
    language: &'s str,
}

impl StemsOfLanguage<'_> {
    /// Appends `word` as [`folded`] to `written`, and its stem to `stems`.
    pub(super) fn push_both(&mut self, word: &str, written: &mut String, stems: &mut String) {
        let start = written.len();
        if word.is_ascii() {
            // In lower case it is folded already: it need not stand anywhere else.
            written.push_str(&word[..word.len().min(LONGEST)]);
            written[start..].make_ascii_lowercase();
            self.push_lower(&written[start..], stems);
        } else {
            let lower = lower(word);
            self.push_lower(&lower, stems);
            written.push_str(&without_marks(lower));
        }
    }

    /// Appends the stem of `word`, folded, to `out`; the folded word itself in a language that has no stemmer. Stems of
    /// different languages are told apart by what follows an `@`, English having none: the German “fallen” is no form
    /// of the English “falling”.
    pub(super) fn push(&mut self, word: &str, out: &mut String) {
        self.push_lower(&lower(word), out);
    }

    fn push_lower(&mut self, lower: &str, out: &mut String) {
        let Some((algorithm, known)) = &mut self.known else {
            out.push_str(&without_marks(Cow::Borrowed(lower)));
            out.push('@');
            return;
        };
        let place = known.place(lower);
        if let Some(stem) = known.stem(place, lower) {
            out.push_str(stem);
            return;
        }
        let start = out.len();
        // A stemmer knows endings alone.
        let regular = match algorithm {
            Algorithm::English => irregular::word_of(lower).unwrap_or(lower),
            _ => lower,
        };
        out.push_str(&without_marks(Stemmer::new(*algorithm).stem(regular)));
        if *algorithm != Algorithm::English {
            out.push('@');
            out.push_str(self.language);
        }
        known.keep(place, lower, &out[start..]);
    }
}

/// Words met and their stems: most words of a text were met before. Each word has one place, which the last that came
/// there keeps, and one line of the processor's cache, because waiting for memory is most of what looking one up costs.
struct Met {
    places: Vec<Place>,
    hash: FixedState,
}

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Place {
    word: Short,
    stem: Short,
}

impl Met {
    /// Places for words: half a megabyte.
    const PLACES: usize = 1 << 13;

    fn new() -> Self {
        let nothing = Place { word: Short::EMPTY, stem: Short::EMPTY };
        Self { places: vec![nothing; Self::PLACES], hash: FixedState::default() }
    }

    fn place(&self, word: &str) -> usize {
        self.hash.hash_one(word) as usize % Self::PLACES
    }

    /// The stem of `word`, whose place this is, if it was the last that came there.
    fn stem(&self, place: usize, word: &str) -> Option<&str> {
        let Place { word: kept, stem } = &self.places[place];
        let is_there = !word.is_empty() && kept.bytes() == word.as_bytes();
        is_there.then(|| str::from_utf8(stem.bytes()).ok())?
    }

    /// Keeps a word and its stem, unless one of them is longer than words are.
    fn keep(&mut self, place: usize, word: &str, stem: &str) {
        if let (Some(word), Some(stem)) = (Short::of(word), Short::of(stem)) {
            self.places[place] = Place { word, stem };
        }
    }
}

/// A short text.
#[derive(Clone, Copy)]
struct Short {
    bytes: [u8; Self::LONGEST],
    length: u8,
}

impl Short {
    /// Two of these fill a line of the processor's cache.
    const LONGEST: usize = 31;
    const EMPTY: Self = Self { bytes: [0; Self::LONGEST], length: 0 };

    fn of(text: &str) -> Option<Self> {
        let mut bytes = [0; Self::LONGEST];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { bytes, length: text.len() as u8 })
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
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
            ("en", "said", "saying"),
            ("en", "Women", "woman"),
            ("en", "spent", "spends"),
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
        assert_eq!(stems.of("said", Some("de")), "said@de");
    }

    #[test]
    fn a_word_has_the_same_stem_whatever_was_met_before() {
        let mut stems = Stems::new();
        let long = "z".repeat(2 * Short::LONGEST);
        let many = (0..3 * Met::PLACES).map(|number| format!("brücken{number}es"));
        let words: Vec<String> = many.chain([long.clone() + "ing", long, String::new()]).collect();
        for word in words.iter().chain(&words).chain(words.iter().rev()) {
            let stem = Stemmer::new(Algorithm::English).stem(word).replace('ü', "u");
            assert_eq!(stems.of(word, Some("en")), stem);
            let stem = Stemmer::new(Algorithm::German).stem(word).replace('ü', "u");
            assert_eq!(stems.of(word, Some("de-AT")), stem + "@de");
        }
    }

    #[test]
    fn endless_words_are_cut() {
        assert_eq!(folded(&"a".repeat(500)).len(), LONGEST);
        assert_eq!(folded(&"é".repeat(500)).len(), LONGEST);
    }
}
