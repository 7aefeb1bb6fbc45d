use crate::hash::mix;
use crate::{Token, Word, models, word};

/// Lists of names, as one sorted row of numbers: 26 bits of a hash, and 6 that say in which lists it stands.
///
/// Words and pairs of neighbouring words are looked up. One unknown word in a thousand is taken for a listed one, which
/// the perceptron can bear and which keeps the lists small.
pub struct Gazetteer {
    entries: Vec<u32>,
}

/// The lists a word or pair stands in: the sum of their bits.
pub type Listed = u8;

/// The names of the lists, from the lowest bit: given names, family names, cities, countries, words that end the names of
/// organisations, titles.
const LISTS: [&str; 6] = ["first", "last", "city", "country", "orgw", "title"];
const LIST_BITS: u32 = LISTS.len() as u32;

impl Gazetteer {
    /// Lists from the bytes that [`Gazetteer::to_bytes`] gives.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self { entries: bytes.as_chunks().0.iter().map(|&entry| u32::from_le_bytes(entry)).collect() }
    }

    /// The lists as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.entries.iter().flat_map(|entry| entry.to_le_bytes()).collect()
    }

    /// Lists from their members: the list's name, and the words with a space between. Unknown lists are left out; of
    /// members of more than two words the pairs are kept.
    #[must_use]
    pub fn new<'m>(members: impl IntoIterator<Item = (&'m str, &'m str)>) -> Self {
        let mut entries = Vec::new();
        for (list, member) in members {
            let Some(bit) = LISTS.iter().position(|&name| name == list) else { continue };
            let words: Vec<Word> = member.split(' ').map(word).collect();
            match words[..] {
                [one] => entries.push(key(single(one)) | 1 << bit),
                _ => entries.extend(words.windows(2).map(|two| key(pair(two[0], two[1])) | 1 << bit)),
            }
        }
        entries.sort_unstable();
        let mut merged: Vec<u32> = Vec::with_capacity(entries.len());
        for entry in entries {
            match merged.last_mut() {
                Some(last) if *last >> LIST_BITS == entry >> LIST_BITS => *last |= entry,
                _ => merged.push(entry),
            }
        }
        Self { entries: merged }
    }

    /// For each token the lists that it, alone or with the one before or after it, stands in.
    pub(super) fn look_up(&self, sentence: &[Token], out: &mut Vec<Listed>) {
        out.clear();
        out.extend(sentence.iter().map(|token| self.get(single(token.word))));
        for at in 1..sentence.len() {
            let lists = self.get(pair(sentence[at - 1].word, sentence[at].word));
            out[at - 1] |= lists;
            out[at] |= lists;
        }
    }

    fn get(&self, hash: u64) -> Listed {
        let key = key(hash);
        let at = self.entries.partition_point(|&entry| entry < key);
        match self.entries.get(at) {
            Some(&entry) if entry >> LIST_BITS == key >> LIST_BITS => (entry - key) as Listed,
            _ => 0,
        }
    }

    /// Changes when keys or lists do.
    pub(super) fn fingerprint() -> u64 {
        let keys = [single(word("a")), pair(word("a"), word("b"))].map(|hash| u64::from(key(hash)));
        models::fingerprint(keys.into_iter().chain(LISTS.map(|list| word(list).0)))
    }
}

fn single(one: Word) -> u64 {
    mix(1, one.0, 0)
}

fn pair(one: Word, two: Word) -> u64 {
    mix(2, one.0, two.0)
}

/// The upper bits of a hash where an entry has them.
const fn key(hash: u64) -> u32 {
    (hash >> 32) as u32 >> LIST_BITS << LIST_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_pairs_are_found() {
        let lists = Gazetteer::new([("first", "ada"), ("last", "ada"), ("city", "new york"), ("other", "x")]);
        let lists = Gazetteer::from_bytes(&lists.to_bytes());
        let text = "Ada in New York x";
        let mut tokens = Vec::new();
        crate::tokenize(text, 0..text.len(), &mut tokens);
        let mut out = Vec::new();
        lists.look_up(&tokens, &mut out);
        assert_eq!(out, [3, 0, 4, 4, 0]);
    }
}
