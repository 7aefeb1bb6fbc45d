use std::collections::HashSet;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sayso_language::Tagger;
use sayso_language::names::{
    Gazetteer, LABELS, NAME_FEATURES, NameKind, NameWeights, Names, Scene, best_labels, regions, spans, step,
};

use super::averaged::{Averaged, Mixture, Random};
use super::treebank::Sentence;
use crate::kits;

/// Passes over the training data.
const PASSES: usize = 8;
/// Models to mix.
const MODELS: u64 = 3;
/// A wrong label must lose by this much, else the weights move.
const MARGIN: f32 = 1.0;

/// A sentence in which the names are marked.
pub(super) struct Marked {
    pub(super) sentence: Sentence,
    /// The label of each token, as [`NameWeights`] numbers them.
    pub(super) labels: Vec<u8>,
}

/// Reads sentences with one token a line: number, form and label, of which kinds other than ours count as outside.
pub(super) fn read(path: &Path, tagger: &Tagger) -> Result<Vec<Marked>> {
    let text =
        String::from_utf8(kits::read(path)?).with_context(|| format!("{}: not UTF-8", path.display()))?;
    let mut out = Vec::new();
    for block in text.split("\n\n") {
        let mut marked = Marked { sentence: Sentence::default(), labels: Vec::new() };
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, form, label, ..] = columns[..] else { continue };
            marked.sentence.push(form);
            let kind = ["PER", "LOC", "ORG"].iter().position(|kind| label.get(2..) == Some(kind));
            let first = kind.map_or(0, |kind| 1 + 2 * kind as u8);
            let before = marked.labels.last().copied().unwrap_or(0);
            let goes_on = first > 0 && label.starts_with('I') && (before == first || before == first + 1);
            marked.labels.push(first + u8::from(goes_on));
        }
        if !marked.labels.is_empty() {
            tagger.tag(&marked.sentence.text, &mut marked.sentence.tokens);
            out.push(marked);
        }
    }
    ensure!(!out.is_empty(), "{}: no sentences", path.display());
    Ok(out)
}

/// Reads the lists of known names.
pub(super) fn gazetteer(path: &Path) -> Result<Gazetteer> {
    let text =
        String::from_utf8(kits::read(path)?).with_context(|| format!("{}: not UTF-8", path.display()))?;
    Ok(Gazetteer::new(text.lines().filter_map(|line| line.split_once('\t'))))
}

/// The weights of a finder of names that learnt from these sentences.
pub(super) fn fit(sentences: &[Marked], gazetteer: &Gazetteer) -> Result<Vec<u8>> {
    let mut mixture = Mixture::default();
    for seed in 1..=MODELS {
        mixture.add(fit_one(sentences, gazetteer, seed));
    }
    mixture.quantised()
}

fn fit_one(sentences: &[Marked], gazetteer: &Gazetteer, seed: u64) -> Averaged {
    let mut model = Averaged::new(LABELS, NameWeights::ROWS);
    let mut order: Vec<&Marked> = sentences.iter().collect();
    let mut random = Random(seed);
    let mut scene = Scene::default();
    let mut found = Vec::new();
    let steps: [usize; LABELS] = std::array::from_fn(|before| NameWeights::row(step(before)));
    for _ in 0..PASSES {
        random.shuffle(&mut order);
        for marked in &order {
            scene.set(&marked.sentence.text, &marked.sentence.tokens, gazetteer);
            for region in regions(&marked.sentence.tokens) {
                let rows: Vec<[usize; NAME_FEATURES]> =
                    region.clone().map(|at| scene.features(at).map(NameWeights::row)).collect();
                let gold = &marked.labels[region];
                let sums: Vec<[f32; LABELS]> = rows
                    .iter()
                    .zip(gold)
                    .map(|(rows, &gold)| {
                        let mut sums: [f32; LABELS] = model.sums(rows);
                        sums[usize::from(gold)] -= MARGIN;
                        sums
                    })
                    .collect();
                best_labels(&sums, &steps.map(|row| model.sums(&[row])), &mut found);
                let mut before = (0, 0);
                for ((rows, &gold), &found) in rows.iter().zip(gold).zip(&found) {
                    let (gold, found) = (usize::from(gold), usize::from(found));
                    if gold != found {
                        model.move_weight(rows, found, gold);
                    }
                    if (before.0, gold) != (before.1, found) {
                        model.add(&[steps[before.0]], gold, 1.0);
                        model.add(&[steps[before.1]], found, -1.0);
                    }
                    before = (gold, found);
                }
                model.tick();
            }
        }
    }
    model
}

/// Precision, recall and F1 of whole names with their kind.
pub(super) fn score(names: &Names, sentences: &[Marked]) -> [f64; 3] {
    let (mut right, mut found, mut gold) = (0, 0, 0);
    for marked in sentences {
        let given: HashSet<(Range<usize>, NameKind)> = names
            .find(&marked.sentence.text, &marked.sentence.tokens)
            .into_iter()
            .map(|name| (name.tokens, name.kind))
            .collect();
        found += given.len();
        for name in spans(&marked.labels) {
            gold += 1;
            right += usize::from(given.contains(&name));
        }
    }
    let ratio = crate::table::ratio;
    [ratio(right, found), ratio(right, gold), ratio(2 * right, found + gold)]
}
