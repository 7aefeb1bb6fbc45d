use std::sync::LazyLock;

use crate::{Word, models};

/// Classes of words that mean alike: "insisted" stands with "argued", "spokesman" with "spokesperson".
///
/// Two divisions of the same words, a coarse and a fine one, found by k-means over the vectors of a small sentence
/// encoder; `lab/recipes/word_classes.py` makes them. They let weights that have met one word of a class speak for
/// the others (Miller et al., "Name Tagging with Word Clusters and Discriminative Training", 2004).
pub struct WordClasses {
    /// The upper halves of the words' numbers, in order.
    words: Vec<u32>,
    /// Coarse and fine class of each, counted from one.
    classes: Vec<[u16; 2]>,
    /// For each value of a number's uppermost bits where the numbers with it begin; one more for the end. They are
    /// hashes and so spread evenly: a handful is left to look through.
    starts: Vec<u32>,
}

/// Uppermost bits of a word's number by which it is found.
const BITS: u32 = 13;

static ENGLISH: LazyLock<WordClasses> = LazyLock::new(|| {
    WordClasses::from_bytes(&models::english(WordClasses::MODEL, WordClasses::fingerprint()))
});

impl WordClasses {
    /// The name of the table among the models.
    pub const MODEL: &str = "word-classes";

    /// The English classes that the program carries.
    #[must_use]
    pub fn english() -> &'static WordClasses {
        &ENGLISH
    }

    /// What the numbers of words hash to; see [`models::fingerprint`].
    #[must_use]
    pub fn fingerprint() -> u64 {
        models::fingerprint([crate::word("said").0, crate::word("insisted").0])
    }

    /// Coarse and fine class of a word, counted from one; zeros when it has none.
    #[must_use]
    pub fn of(&self, word: Word) -> [u16; 2] {
        let number = upper(word);
        let bucket = (number >> (u32::BITS - BITS)) as usize;
        let (from, to) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        self.words[from..to]
            .iter()
            .position(|&known| known == number)
            .map_or([0, 0], |at| self.classes[from + at])
    }

    /// A table of these words with their classes.
    #[must_use]
    pub fn new(words: &[(Word, [u16; 2])]) -> Self {
        let mut sorted: Vec<(u32, [u16; 2])> =
            words.iter().map(|&(word, classes)| (upper(word), classes)).collect();
        sorted.sort_unstable();
        sorted.dedup_by_key(|(word, _)| *word);
        let (words, classes) = sorted.into_iter().unzip();
        Self::sorted(words, classes)
    }

    fn sorted(words: Vec<u32>, classes: Vec<[u16; 2]>) -> Self {
        let start = |bucket: u32| {
            words.partition_point(|&word| u64::from(word) < u64::from(bucket) << (u32::BITS - BITS)) as u32
        };
        let starts = (0..=1 << BITS).map(start).collect();
        Self { words, classes, starts }
    }

    /// A table as [`WordClasses::to_bytes`] gives it; a row cut short is left out.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (words, classes) = bytes
            .as_chunks::<8>()
            .0
            .iter()
            .map(|&[a, b, c, d, e, f, g, h]| {
                (u32::from_le_bytes([a, b, c, d]), [u16::from_le_bytes([e, f]), u16::from_le_bytes([g, h])])
            })
            .unzip();
        Self::sorted(words, classes)
    }

    /// The table as bytes, eight a word.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let row = |(word, classes): (&u32, &[u16; 2])| {
            let [coarse, fine] = classes.map(u16::to_le_bytes);
            [word.to_le_bytes().as_slice(), &coarse, &fine].concat()
        };
        self.words.iter().zip(&self.classes).flat_map(row).collect()
    }
}

fn upper(word: Word) -> u32 {
    (word.0 >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word;

    #[test]
    fn a_table_survives_its_bytes() {
        let table = WordClasses::new(&[(word("said"), [3, 40]), (word("told"), [3, 41])]);
        let table = WordClasses::from_bytes(&table.to_bytes());
        assert_eq!(table.of(word("Told")), [3, 41]);
        assert_eq!(table.of(word("harbour")), [0, 0]);
    }

    #[test]
    fn words_of_saying_stand_together() {
        let classes = WordClasses::english();
        assert_eq!(classes.of(word("says"))[1], classes.of(word("told"))[1]);
        assert_ne!(classes.of(word("says"))[0], classes.of(word("harbour"))[0]);
    }
}
