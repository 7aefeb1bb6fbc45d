//! Which articles are on the same subject, when some that were given together are not.

use sayso_model::Reading;

use crate::words::{Break, Vocabulary, Word};

/// Beyond that many articles nothing is told apart: each is compared with each.
const MOST: usize = 300;
/// Distinct words that say something, below which a text tells too little of its subject.
const FEWEST: usize = 20;
/// Share of the shorter article's words that two on one event have in common. Of 150 reports on 50 events each shared 24 % or more
/// with another on its event, while of unrelated articles half shared less than 10 %.
const WORDS: f32 = 0.2;
/// The same of its names, and how many at least.
const NAMES: f32 = 0.15;
const FEW_NAMES: usize = 2;

/// What an article is about.
struct Topic {
    words: Vec<u32>,
    names: Vec<u32>,
}

/// For each article a number that those on its subject have, too. `shared` are pairs of articles that have a quotation, a figure or
/// their text in common; articles in different languages are not told apart.
pub(crate) fn subjects(
    readings: &[&Reading],
    texts: &[Vec<Word>],
    languages: &[Option<String>],
    vocabulary: &Vocabulary,
    shared: impl Iterator<Item = (usize, usize)>,
) -> Vec<usize> {
    let mut subject: Vec<usize> = (0..readings.len()).collect();
    if readings.len() > MOST {
        return vec![0; readings.len()];
    }
    let join = |subject: &mut Vec<usize>, one: usize, other: usize| {
        let (kept, gone) = (subject[one].min(subject[other]), subject[one].max(subject[other]));
        subject.iter_mut().filter(|subject| **subject == gone).for_each(|subject| *subject = kept);
    };
    for (one, other) in shared {
        join(&mut subject, one, other);
    }
    let topics: Vec<Topic> =
        readings.iter().zip(texts).map(|(reading, words)| topic(reading, words, vocabulary)).collect();
    for one in 0..readings.len() {
        for other in 0..one {
            let foreign = languages[one] != languages[other];
            if subject[one] != subject[other] && (foreign || are_alike(&topics[one], &topics[other])) {
                join(&mut subject, one, other);
            }
        }
    }
    subject
}

fn topic(reading: &Reading, words: &[Word], vocabulary: &Vocabulary) -> Topic {
    let telling = |word: &&Word| !vocabulary.is_stop(word.stem);
    let capital = |word: &&Word| {
        let written = reading.article.text.get(word.span.range()).unwrap_or_default();
        word.before == Break::Space && written.starts_with(char::is_uppercase)
    };
    let distinct = |mut stems: Vec<u32>| {
        stems.sort_unstable();
        stems.dedup();
        stems
    };
    let words = || words.iter().skip(1).filter(telling);
    Topic {
        words: distinct(words().map(|word| word.stem).collect()),
        names: distinct(words().filter(capital).map(|word| word.stem).collect()),
    }
}

fn are_alike(one: &Topic, other: &Topic) -> bool {
    let common = |one: &[u32], other: &[u32]| {
        let count = one.iter().filter(|stem| other.binary_search(stem).is_ok()).count();
        (count, count as f32 / one.len().min(other.len()).max(1) as f32)
    };
    let (names, share) = common(&one.names, &other.names);
    one.words.len().min(other.words.len()) < FEWEST
        || common(&one.words, &other.words).1 >= WORDS
        || names >= FEW_NAMES && share >= NAMES
}
