use std::borrow::Cow;

use sayso_model::{Article, Reading};
use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::address;

/// What tells one article, and one text of it, from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Hashes of the addresses that are its own: one in common makes the same article.
    pub(crate) addresses: Vec<i64>,
    /// Hash of outlet and headline: the same article when the texts are near as well. None without both.
    pub(crate) title: Option<i64>,
    /// Hash of headline, standfirst and text as words: the same when only typography differs.
    pub(crate) words: i64,
    /// The first 8 bytes of [`Article::id`], so that it can be found by a prefix.
    pub(crate) short_id: i64,
}

impl Identity {
    pub(crate) fn of(reading: &Reading) -> Self {
        let article = &reading.article;
        let own = |url: &&String| address::is_its_own(url, article.url.as_deref());
        let addresses = article.canonical_url.iter().filter(own).chain(&article.url);
        let mut addresses: Vec<i64> = addresses.map(|url| address_key(url)).collect();
        addresses.dedup();
        let title = article.title.as_deref().map(words).filter(|title| !title.is_empty());
        let title = title.and_then(|title| Some(hash("title", &[&outlet_key(article)?, &title])));
        let head = [&article.title, &article.standfirst].map(|part| words(part.as_deref().unwrap_or("")));
        Self {
            addresses,
            title,
            words: hash("words", &[&head[0], &head[1], &words(&article.text)]),
            short_id: short_id(&article.id).map_or(0, |(short, _)| short),
        }
    }
}

/// The hash of an address that an article is recognised by.
pub(crate) fn address_key(url: &str) -> i64 {
    hash("address", &[&address::normal(url)])
}

/// What an outlet is recognised by: its domain, else the host of the article's address, else its name in
/// lower case.
pub(crate) fn outlet_key(article: &Article) -> Option<String> {
    let name = || article.outlet.as_ref().map(|outlet| words(&outlet.name).to_lowercase());
    domain(article).or_else(name).filter(|key| !key.is_empty())
}

/// The outlet's domain, else the host of the article's address.
pub(crate) fn domain(article: &Article) -> Option<String> {
    let outlet = article.outlet.as_ref();
    let domain = outlet.and_then(|outlet| outlet.domain.as_deref()).map(address::normal);
    domain.or_else(|| {
        let address = address::normal(article.url.as_ref().or(article.canonical_url.as_ref())?);
        address.split(['/', '?']).next().map(str::to_owned)
    })
}

/// The range of [`Identity::short_id`] in which ids beginning with `prefix` lie, as its first and last
/// number; none when it is not hexadecimal or too short to mean one.
pub(crate) fn short_id(prefix: &str) -> Option<(i64, i64)> {
    const SHORTEST: usize = 6;
    let digits = prefix.get(..prefix.len().min(16))?;
    if digits.len() < SHORTEST || !prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = u64::from_str_radix(digits, 16).ok()?;
    let open = 64 - 4 * digits.len() as u32;
    let first = number.checked_shl(open)?;
    let last = first | u64::MAX.checked_shr(64 - open).unwrap_or(0);
    // The same bits as a signed number: within one prefix of a digit or more the order stays.
    Some((first.cast_signed(), last.cast_signed()))
}

/// What a delivery is recognised by, byte for byte: `parts` in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TakenKey(pub(crate) [u8; 16]);

impl TakenKey {
    /// The key of what was taken in: its bytes, and all else that its reading depends on.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut key = [0; 16];
        key.copy_from_slice(&digest(parts)[..16]);
        Self(key)
    }
}

/// A text as words with single spaces that no longer tell how it was typed: quotation marks and dashes, whichever they
/// are and however many, are a word of their own each, as is an omission (`…`, `. . .`); no space stands before other
/// punctuation; a letter with an accent is one character.
pub(crate) fn words(text: &str) -> String {
    let composed = match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    };
    let mut words = Words { text: String::with_capacity(composed.len()), ..Words::default() };
    let mut rest = &*composed;
    loop {
        let as_it_is = words.plain(rest);
        words.text.push_str(&rest[..as_it_is]);
        let mut characters = rest[as_it_is..].chars();
        let Some(character) = characters.next() else { break };
        rest = characters.as_str();
        words.push(character);
    }
    words.put_dots();
    words.text
}

/// Words as they are put together.
#[derive(Default)]
struct Words {
    text: String,
    /// Full stops that came last and are not put down yet: with spaces between them or without, three are an omission.
    dots: usize,
    /// Whether a space stands before the next word.
    space: bool,
}

impl Words {
    /// How many bytes of `rest` are words with single spaces as they stand: most of any text.
    fn plain(&self, rest: &str) -> usize {
        if self.dots > 0 || self.space || self.text.is_empty() {
            return 0;
        }
        let mut after_space = false;
        let changes = |byte: u8| {
            let is_space = byte == b' ';
            let stays = if is_space { !after_space } else { byte.is_ascii_alphanumeric() };
            after_space = is_space;
            !stays
        };
        let plain = rest.bytes().position(changes).unwrap_or(rest.len());
        // What comes after the last space decides whether there is one.
        if rest[..plain].ends_with(' ') { plain - 1 } else { plain }
    }

    fn push(&mut self, character: char) {
        match character {
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '.' | '…' => {
                self.dots += if character == '.' { 1 } else { 3 };
                self.space = false;
            }
            character if character.is_whitespace() => self.space = true,
            character => {
                self.put_dots();
                self.put(character);
            }
        }
    }

    fn put(&mut self, character: char) {
        match character {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`'
            | '´' | 'ʼ' | '′' | '″' | '「' | '」' | '『' | '』' => self.put_mark("'"),
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => self.put_mark("-"),
            ',' | ';' | ':' | '!' | '?' => {
                self.text.push(character);
                self.space = false;
            }
            character => {
                if self.space && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.text.push(character);
                self.space = false;
            }
        }
    }

    fn put_dots(&mut self) {
        match std::mem::take(&mut self.dots) {
            few @ 0..3 => self.text.extend(std::iter::repeat_n('.', few)),
            _ => self.put_mark("..."),
        }
    }

    /// A mark with spaces around it; one that stands there already stands for all that follow one another.
    fn put_mark(&mut self, mark: &str) {
        if !self.text.ends_with(mark) {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(mark);
        }
        self.space = true;
    }
}

fn hash(what: &str, parts: &[&str]) -> i64 {
    let parts = std::iter::once(what).chain(parts.iter().copied()).map(str::as_bytes);
    let digest = digest(&parts.collect::<Vec<_>>());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

/// SHA-256 of `parts`, each after its length, so that no two lists of parts give the same bytes.
fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Reading {
        let article = Article { text: text.into(), title: Some("Bridge".into()), ..Article::default() };
        Reading { article, ..Reading::default() }
    }

    #[test]
    fn typography_does_not_make_a_revision() {
        let typed = [
            "“We can’t\u{a0}wait”, she said – again and again … Zoë’s café: well-known.\n\nNow. . . .",
            "\"We can't wait\", she said -- again and again... Zoe\u{308}'s cafe\u{301} : well‑known. \u{200B}Now....",
            "‘We can‘t  wait’, she said—again and again . . . Zoë`s café: well-known. Now…\u{2009}.",
            "« We can't wait » , she said - again and again... Zoë's café : well-known. Now. ...",
        ];
        let keys = typed.map(|text| Identity::of(&article(text)).words);
        assert!(keys.iter().all(|key| *key == keys[0]), "{:#?}", typed.map(words));
        for other in ["he said", "We can't wait, she said", "Now?", "wellknown"] {
            let typed = ["she said", "\"We can't wait\", she said", "Now.", "well-known"];
            assert!(typed.iter().all(|typed| words(typed) != words(other)), "{other}");
        }
    }

    #[test]
    fn words_stand_one_space_apart() {
        for (text, expected) in [
            ("", ""),
            (" \n\t", ""),
            ("  The  bridge \r\n opens. ", "The bridge opens."),
            ("a\u{a0} b\u{AD}\u{2009}\u{200B} c", "a b c"),
            ("\u{FEFF} `a`\u{1}–„b“", "' a ' \u{1} - ' b '"),
            ("é  ü", "é ü"),
            ("At 4.30 p.m. . Then", "At 4.30 p.m.. Then"),
            ("“‘No,’ he said.”", "' No, ' he said. '"),
            ("... and", "... and"),
        ] {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_prefix_of_an_id_is_a_range() {
        let id = "f00dfeedcafe0123aa";
        let (whole, same) = short_id(id).unwrap();
        assert_eq!(whole, same);
        for length in 6..=16 {
            let (first, last) = short_id(&id[..length]).unwrap();
            assert!((first..=last).contains(&whole), "{length}");
        }
        let (first, last) = short_id("f00dfee0").unwrap();
        assert!(!(first..=last).contains(&whole));
        assert_eq!(short_id("f00d"), None);
        assert_eq!(short_id("no prefix"), None);
    }
}
