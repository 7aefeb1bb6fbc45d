use sayso_model::{Article, Reading};
use sha2::{Digest, Sha256};

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
    let outlet = article.outlet.as_ref();
    let domain = outlet.and_then(|outlet| outlet.domain.as_deref()).map(address::normal);
    let host = || {
        let address = address::normal(article.url.as_ref().or(article.canonical_url.as_ref())?);
        address.split(['/', '?']).next().map(str::to_owned)
    };
    let name = || outlet.map(|outlet| words(&outlet.name).to_lowercase());
    domain.or_else(host).or_else(name).filter(|key| !key.is_empty())
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

/// A text as words with single spaces, whose quotation marks, dashes and invisible characters no longer
/// tell how they were typed.
pub(crate) fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let as_it_is = plain(rest, words.is_empty() || words.ends_with(' '));
        words.push_str(&rest[..as_it_is]);
        let mut characters = rest[as_it_is..].chars();
        let Some(character) = characters.next() else { break };
        rest = characters.as_str();
        let plain = match character {
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => continue,
            '“' | '”' | '„' | '«' | '»' | '‟' => '"',
            '‘' | '’' | '‚' | '‛' | '`' => '\'',
            '‐' | '‑' | '–' | '—' => '-',
            character if character.is_whitespace() => {
                if !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
                continue;
            }
            character => character,
        };
        words.push(plain);
    }
    if words.ends_with(' ') {
        words.pop();
    }
    words
}

/// How many bytes of `text` are words with single spaces as they stand: most of any text. `after_space` tells that no
/// space may come first.
fn plain(text: &str, mut after_space: bool) -> usize {
    let changes = |byte: u8| {
        let is_space = byte == b' ';
        let stays = if is_space { !after_space } else { byte.is_ascii_graphic() && byte != b'`' };
        after_space = is_space;
        !stays
    };
    text.bytes().position(changes).unwrap_or(text.len())
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
        let one = Identity::of(&article("“We can’t\u{a0}wait”, she said.\n\nNow."));
        let other = Identity::of(&article("\"We can't wait\", she said. \u{200B}Now. "));
        assert_eq!(one.words, other.words);
        assert_ne!(one.words, Identity::of(&article("\"We can't wait\", he said. Now.")).words);
    }

    #[test]
    fn words_stand_one_space_apart() {
        for (text, expected) in [
            ("", ""),
            (" \n\t", ""),
            ("  The  bridge \r\n opens. ", "The bridge opens."),
            ("a\u{a0} b\u{AD}\u{2009}\u{200B} c", "a b c"),
            ("\u{FEFF} `a`\u{1}–„b“", "'a'\u{1}-\"b\""),
            ("é  ü", "é ü"),
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
