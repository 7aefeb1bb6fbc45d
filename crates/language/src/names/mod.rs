//! Names of persons, places and organisations in a sentence.

mod features;
mod gazetteer;

pub use features::{NAME_FEATURES, Scene, step};
pub use gazetteer::{Gazetteer, Listed};

use std::ops::Range;
use std::sync::LazyLock;

use crate::weights::Weights;
use crate::{Shape, Token, models};

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// A country, city, river, building.
    Place,
    /// A company, party, authority, team.
    Organisation,
}

impl NameKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [NameKind; 3] = [NameKind::Person, NameKind::Place, NameKind::Organisation];
}

/// A name in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, counted from the start of the sentence.
    pub tokens: Range<usize>,
    /// What bears it.
    pub kind: NameKind,
}

/// Weights of the labels: 0 is "outside", then for each kind its first token and those that follow. The eighth column only
/// rounds the row.
pub type NameWeights = Weights<LABELS, { 1 << 18 }>;
/// Columns of the weights.
pub const LABELS: usize = 8;
/// Labels in use.
const USED: usize = 1 + 2 * NameKind::ALL.len();

/// Finds names: a structured perceptron (Collins 2002) over labels for outside, first and following tokens, with the best
/// sequence found by Viterbi's algorithm, and lists of known names as features. Only tokens at and near capitals are
/// looked at, which loses names written small and saves most of the time. Linear in the tokens.
pub struct Names {
    weights: NameWeights,
    gazetteer: Gazetteer,
    steps: [[f32; LABELS]; LABELS],
}

static ENGLISH: LazyLock<Names> = LazyLock::new(|| {
    let [weights, known] = Names::MODELS.map(|name| models::english(name, Names::fingerprint()));
    Names::new(NameWeights::from_bytes(weights), Gazetteer::from_bytes(&known))
});

impl Names {
    /// What its weights and lists are called in a file of models.
    pub const MODELS: [&str; 2] = ["names", "names.known"];

    /// The English finder of names that the program carries.
    #[must_use]
    pub fn english() -> &'static Names {
        &ENGLISH
    }

    /// A finder from its weights and lists.
    #[must_use]
    pub fn new(weights: NameWeights, gazetteer: Gazetteer) -> Self {
        let mut steps = [[0.0; LABELS]; LABELS];
        for (before, after) in steps.iter_mut().enumerate() {
            *after = weights.sums(&[step(before)]).map(f32::from);
        }
        Self { weights, gazetteer, steps }
    }

    /// What the features give for a fixed text; see [`models::fingerprint`].
    #[must_use]
    pub fn fingerprint() -> u64 {
        let (text, tokens) = models::sample();
        let gazetteer = Gazetteer::from_bytes(&[]);
        let mut scene = Scene::default();
        scene.set(text, &tokens, &gazetteer);
        let hashes = (0..tokens.len()).flat_map(|at| scene.features(at)).chain((0..USED).map(step));
        models::fingerprint(
            hashes.map(|hash| NameWeights::row(hash) as u64).chain([Gazetteer::fingerprint()]),
        )
    }

    /// The names in one sentence whose tokens are tagged, in their order.
    #[must_use]
    pub fn find(&self, text: &str, sentence: &[Token]) -> Vec<Name> {
        let mut names = Vec::new();
        self.find_into(text, sentence, &mut Scene::default(), &mut names);
        names
    }

    /// [`Names::find`] for many sentences: works in `scene` and replaces what `names` holds.
    pub fn find_into(&self, text: &str, sentence: &[Token], scene: &mut Scene, names: &mut Vec<Name>) {
        names.clear();
        let (mut labels, mut sums) = (Vec::new(), Vec::new());
        for (turn, region) in regions(sentence).enumerate() {
            if turn == 0 {
                scene.set(text, sentence, &self.gazetteer);
            }
            // The rows of the next token are on their way while those of this one are summed.
            let look = |at: usize| {
                let hashes = scene.features(at);
                hashes.iter().for_each(|&hash| self.weights.fetch(hash));
                hashes
            };
            let mut hashes = look(region.start);
            sums.clear();
            for next in region.start + 1..=region.end {
                let coming = if next < region.end { look(next) } else { hashes };
                sums.push(self.weights.sums(&hashes).map(f32::from));
                hashes = coming;
            }
            best_labels(&sums, &self.steps, &mut labels);
            names.extend(spans(&labels).map(|(tokens, kind)| Name {
                tokens: region.start + tokens.start..region.start + tokens.end,
                kind,
            }));
        }
    }
}

/// The runs of tokens in which names are looked for: capitals, and up to two tokens on either side, so that "of the" inside
/// a name and the word before it are seen.
pub fn regions(sentence: &[Token]) -> impl Iterator<Item = Range<usize>> {
    const MARGIN: usize = 2;
    let capital = |token: &Token| {
        matches!(token.shape, Shape::Capital | Shape::AllCaps | Shape::MixedCase | Shape::Alphanumeric)
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = at + sentence.get(at..)?.iter().position(capital)?;
        let start = first.saturating_sub(MARGIN).max(at);
        let mut end = first + 1;
        while let Some(more) = sentence[end..].iter().take(2 * MARGIN + 1).position(capital) {
            end += more + 1;
        }
        end = (end + MARGIN).min(sentence.len());
        at = end;
        Some(start..end)
    })
}

/// Replaces `labels` by the sequence of the largest sum: of each token's `sums`, and of `steps` from one label to the next,
/// beginning outside. A following token follows only its own kind.
pub fn best_labels(sums: &[[f32; LABELS]], steps: &[[f32; LABELS]; LABELS], labels: &mut Vec<u8>) {
    let mut from = vec![[0_u8; LABELS]; sums.len()];
    let mut totals = [f32::NEG_INFINITY; LABELS];
    totals[0] = 0.0;
    for (sums, from) in sums.iter().zip(&mut from) {
        let mut next = [f32::NEG_INFINITY; LABELS];
        for label in 0..USED {
            for before in 0..USED {
                let total = totals[before] + steps[before][label];
                if total > next[label] && may_follow(before, label) {
                    next[label] = total;
                    from[label] = before as u8;
                }
            }
            next[label] += sums[label];
        }
        totals = next;
    }
    let mut label = 0;
    for other in 1..USED {
        if totals[other] > totals[label] {
            label = other;
        }
    }
    labels.clear();
    for from in from.iter().rev() {
        labels.push(label as u8);
        label = usize::from(from[label]);
    }
    labels.reverse();
}

/// Whether `label` may come right after `before`.
const fn may_follow(before: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

/// The names that a sequence of labels says.
pub fn spans(labels: &[u8]) -> impl Iterator<Item = (Range<usize>, NameKind)> {
    labels.iter().enumerate().filter(|&(_, label)| label % 2 == 1).filter_map(|(start, &label)| {
        let more = labels[start + 1..].iter().take_while(|&&next| next == label + 1).count();
        let kind = *NameKind::ALL.get(usize::from(label / 2))?;
        Some((start..start + 1 + more, kind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tagger, tokenize};

    fn tagged(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        tokenize(text, 0..text.len(), &mut tokens);
        Tagger::english().tag(text, &mut tokens);
        tokens
    }

    fn names(text: &str) -> Vec<(&str, NameKind)> {
        let tokens = tagged(text);
        let found = Names::english().find(text, &tokens);
        let place = |name: &Name| tokens[name.tokens.start].span.start..tokens[name.tokens.end - 1].span.end;
        found.iter().map(|name| (&text[place(name)], name.kind)).collect()
    }

    #[test]
    fn plain_news_sentences() {
        assert_eq!(
            names("Maria Holt, a spokeswoman for the University of Denver, said so in Toronto."),
            [
                ("Maria Holt", NameKind::Person),
                ("University of Denver", NameKind::Organisation),
                ("Toronto", NameKind::Place)
            ]
        );
        assert_eq!(names("the talks had failed, he said."), []);
    }

    #[test]
    fn regions_are_apart_and_hold_every_capital() {
        for text in ["", "a", "A", "a b c d E f g h i j k L m N", "E f g h i j k l M", "A b c d e F g h i J"]
        {
            let tokens = tagged(text);
            let found: Vec<_> = regions(&tokens).collect();
            assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text}");
            for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.shape == Shape::Capital) {
                let holding = found.iter().filter(|region| region.contains(&at)).count();
                assert_eq!(holding, 1, "{} in {text}", token.of(text));
            }
        }
    }

    #[test]
    fn labels_become_spans() {
        let found: Vec<_> = spans(&[0, 1, 2, 1, 5, 6, 6, 0]).collect();
        assert_eq!(
            found,
            [(1..3, NameKind::Person), (3..4, NameKind::Person), (4..7, NameKind::Organisation)]
        );
    }

    #[test]
    fn what_follows_is_of_the_same_kind() {
        let mut sums = [[0.0; LABELS]; 2];
        sums[0][1] = 1.0;
        sums[1][4] = 9.0;
        sums[1][2] = 1.0;
        let mut labels = Vec::new();
        best_labels(&sums, &[[0.0; LABELS]; LABELS], &mut labels);
        assert_eq!(labels, [3, 4]);
    }
}
