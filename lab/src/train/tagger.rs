use std::collections::HashMap;

use anyhow::Result;
use sayso_language::{Tag, TagWeights, Tagger, Word, features, word};

use super::averaged::{Averaged, Random, best};
use super::treebank::Sentence;

/// Passes over the training data.
pub(super) const PASSES: usize = 8;
/// Words seen no more often than this are hidden half of the time, so that shapes and endings learn to speak
/// for words that were never seen.
const RARE: usize = 2;
/// A wrong tag must lose by this much, else the weights move (a margin perceptron).
const MARGIN: f32 = 4.0;

/// The weights of a tagger that learnt from these sentences.
pub(super) fn fit<'s>(sentences: impl Iterator<Item = &'s Sentence>, passes: usize) -> Result<Vec<u8>> {
    const WIDTH: usize = TagWeights::WIDTH;
    let mut sentences: Vec<&Sentence> = sentences.collect();
    let mut model = Averaged::new(WIDTH, TagWeights::ROWS);
    let mut random = Random(1);
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
    model.quantised()
}

/// Gives every sentence of `sentences` the tags of a tagger that has not seen it: what the parser learns from must
/// be as wrong as what it will be given (jack-knifing).
pub(super) fn jackknife(sentences: &mut [Sentence], others: &[Sentence]) -> Result<()> {
    const PARTS: usize = 4;
    /// Sentences of one document stand together; a part takes so many in a row.
    const ROW: usize = 50;
    const PASSES: usize = 4;
    let part = |index: usize| index / ROW % PARTS;
    for held_out in 0..PARTS {
        let seen = sentences.iter().enumerate().filter(|&(index, _)| part(index) != held_out);
        let weights = fit(seen.map(|(_, sentence)| sentence).chain(others), PASSES)?;
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
