use std::collections::HashMap;

use anyhow::Result;
use sayso_language::{Tag, TagWeights, Tagger, Word, features, word};

use super::averaged::{Averaged, Mixture, Random, best};
use super::treebank::Sentence;

/// How long to learn.
pub(super) struct Options {
    /// Passes over the training data.
    passes: usize,
    /// Models to mix.
    models: u64,
}

/// For the tagger that the program carries.
pub(super) const THOROUGH: Options = Options { passes: 8, models: 8 };
/// For taggers that only show what tags to expect.
const QUICK: Options = Options { passes: 4, models: 1 };
/// Words seen no more often than this are hidden half of the time, so that shapes and endings learn to speak
/// for words that were never seen.
const RARE: usize = 2;
/// A wrong tag must lose by this much, else the weights move (a margin perceptron).
const MARGIN: f32 = 4.0;

/// The weights of a tagger that learnt from these sentences.
pub(super) fn fit(sentences: &[&Sentence], options: &Options) -> Result<Vec<u8>> {
    let mut mixture = Mixture::default();
    for seed in 1..=options.models {
        mixture.add(fit_one(sentences, options.passes, seed));
    }
    Ok(TagWeights::pack(mixture.sums()?))
}

fn fit_one(sentences: &[&Sentence], passes: usize, seed: u64) -> Averaged {
    const WIDTH: usize = TagWeights::WIDTH;
    let mut sentences = sentences.to_vec();
    let mut model = Averaged::new(WIDTH, TagWeights::ROWS);
    let mut random = Random(seed);
    let mut counts: HashMap<Word, usize> = HashMap::new();
    for token in sentences.iter().flat_map(|sentence| &sentence.tokens) {
        *counts.entry(token.word).or_default() += 1;
    }
    let unknown = word("\u{fffd}");
    for _ in 0..passes {
        random.shuffle(&mut sentences);
        for sentence in &sentences {
            let mut tokens = sentence.tokens.clone();
            for token in &mut tokens {
                if counts.get(&token.word).is_some_and(|&count| count <= RARE) && random.once_in(2) {
                    token.word = unknown;
                }
            }
            let (mut last, mut before) = (None, None);
            for at in 0..tokens.len() {
                let gold = sentence.tags[at];
                let mut chosen = gold;
                if let Some(hashes) = features(&sentence.text, &tokens, at, last, before) {
                    let rows = hashes.map(TagWeights::row);
                    let sums: [f32; WIDTH] = model.sums(&rows);
                    let gold = gold as usize;
                    let rival = best(&sums[..Tag::ALL.len()], |tag| tag != gold).unwrap_or(gold);
                    if sums[rival] > sums[gold] {
                        chosen = Tag::ALL[rival];
                    }
                    if sums[gold] - sums[rival] < MARGIN {
                        model.move_weight(&rows, rival, gold);
                    }
                    model.tick();
                }
                before = last;
                last = Some(chosen);
            }
        }
    }
    model
}

/// Gives every sentence of `sentences` the tags of a tagger that has not seen it: what the parser learns from must
/// be as wrong as what it will be given (jack-knifing).
pub(super) fn jackknife(sentences: &mut [Sentence], others: &[Sentence]) -> Result<()> {
    const PARTS: usize = 4;
    /// Sentences of one document stand together; a part takes so many in a row.
    const ROW: usize = 50;
    let part = |index: usize| index / ROW % PARTS;
    for held_out in 0..PARTS {
        let seen = sentences.iter().enumerate().filter(|&(index, _)| part(index) != held_out);
        let seen: Vec<&Sentence> = seen.map(|(_, sentence)| sentence).chain(others).collect();
        let weights = fit(&seen, &QUICK)?;
        let tagger = Tagger::new(TagWeights::from_bytes(weights));
        for (_, sentence) in sentences.iter_mut().enumerate().filter(|&(index, _)| part(index) == held_out) {
            tagger.tag(&sentence.text, &mut sentence.tokens);
        }
    }
    Ok(())
}

/// The share of the tags that are right, of tokens that are tagged.
pub(super) fn accuracy(sentences: &[Sentence]) -> f64 {
    let (mut right, mut all) = (0, 0);
    for sentence in sentences {
        all += sentence.tokens.len();
        right += sentence.tokens.iter().zip(&sentence.tags).filter(|(token, tag)| token.tag == **tag).count();
    }
    crate::table::ratio(right, all)
}
