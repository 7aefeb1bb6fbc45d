use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::document::{Covered, Role};
use super::tokens::{Tokens, Words, overlap, shared};
use crate::table::ratio;

/// Contents that share less than this of their words are not the same content.
pub(crate) const SAME_CONTENT: f64 = 0.5;

/// Precision and recall of one measure, summed over a corpus.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Share {
    /// Predicted ones that are right, each by how much.
    right: f64,
    /// Gold ones that were found, each by how much.
    found: f64,
    pub(crate) predicted: usize,
    pub(crate) gold: usize,
}

impl Share {
    fn add(&mut self, right: f64, found: f64, predicted: usize, gold: usize) {
        self.right += right;
        self.found += found;
        self.predicted += predicted;
        self.gold += gold;
    }

    /// Adds what two sets of one document have in common.
    pub(crate) fn add_matches(&mut self, matches: usize, predicted: usize, gold: usize) {
        self.add(matches as f64, matches as f64, predicted, gold);
    }

    pub(crate) fn precision(&self) -> f64 {
        if self.predicted == 0 { 0.0 } else { self.right / self.predicted as f64 }
    }

    pub(crate) fn recall(&self) -> f64 {
        if self.gold == 0 { 0.0 } else { self.found / self.gold as f64 }
    }

    pub(crate) fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// What was found of one type (direct, indirect, mixed).
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct TypeCount {
    pub(crate) gold: usize,
    pub(crate) found: usize,
    /// Found ones that have a source in the gold.
    pub(crate) with_source: usize,
    pub(crate) source_right: usize,
}

/// Sources and cues of the contents that were found.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Linked {
    pub(crate) pairs: usize,
    pub(crate) with_source: usize,
    pub(crate) source_right: usize,
    pub(crate) source_exact: usize,
    pub(crate) source_not_given: usize,
    pub(crate) without_source: usize,
    pub(crate) left_empty: usize,
    pub(crate) cue_right: usize,
}

/// How far predicted attributions agree with the gold ones.
///
/// The measures are those of the attribution literature, over word tokens: `exact` strict roles, `chunk`
/// unbroken pieces as annotated (CofeNet), `soft` best overlap (Johansson and Moschitti 2013, Pareti 2013),
/// `token` (Citron), `found` contents that share half of their words, one to one; `full` counts a found content whose cue
/// overlaps and whose source is right: who said what, and how.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agreement {
    pub(crate) documents: usize,
    pub(crate) exact: [Share; 3],
    pub(crate) chunk: [Share; 3],
    pub(crate) soft: [Share; 3],
    pub(crate) token: [Share; 3],
    pub(crate) found: Share,
    pub(crate) full: Share,
    pub(crate) linked: Linked,
    pub(crate) by_type: BTreeMap<String, TypeCount>,
    overlaps: [Vec<f64>; 3],
}

impl Agreement {
    /// Mean of the best intersection over union of every gold role and every predicted one that touches none.
    pub(crate) fn jaccard(&self, role: Role) -> f64 {
        let overlaps = &self.overlaps[role as usize];
        if overlaps.is_empty() { 0.0 } else { overlaps.iter().sum::<f64>() / overlaps.len() as f64 }
    }

    /// Adds one document; `types` gives the type of each gold attribution. Returns the pairs found.
    pub(crate) fn add(
        &mut self,
        gold: &[Covered],
        types: &[&str],
        predicted: &[Covered],
        tokens: &Tokens<'_>,
    ) -> Vec<Pair> {
        self.documents += 1;
        for role in Role::ALL {
            self.add_role(role, gold, predicted);
        }
        let pairs = align(gold, predicted);
        let with_content =
            |side: &[Covered]| side.iter().filter(|one| !one.words(Role::Content).is_empty()).count();
        let (gold_count, predicted_count) = (with_content(gold), with_content(predicted));
        self.found.add_matches(pairs.len(), predicted_count, gold_count);
        for (one, kind) in gold.iter().zip(types) {
            if !one.words(Role::Content).is_empty() {
                self.by_type.entry((*kind).to_owned()).or_default().gold += 1;
            }
        }
        let mut whole = 0;
        for pair in &pairs {
            let (one, other) = (&gold[pair.gold], &predicted[pair.predicted]);
            let (source, given) = (one.words(Role::Source), other.words(Role::Source));
            let right = same_source(source, given, tokens);
            let cue_right = same_cue(one, other);
            let of_type = self.by_type.entry(types[pair.gold].to_owned()).or_default();
            of_type.found += 1;
            let linked = &mut self.linked;
            linked.pairs += 1;
            linked.cue_right += usize::from(cue_right);
            if source.is_empty() {
                linked.without_source += 1;
                linked.left_empty += usize::from(right);
            } else {
                of_type.with_source += 1;
                of_type.source_right += usize::from(right);
                linked.with_source += 1;
                linked.source_right += usize::from(right);
                linked.source_exact += usize::from(source == given);
                linked.source_not_given += usize::from(given.is_empty());
            }
            whole += usize::from(right && cue_right);
        }
        self.full.add_matches(whole, predicted_count, gold_count);
        pairs
    }

    fn add_role(&mut self, role: Role, gold: &[Covered], predicted: &[Covered]) {
        let slot = role as usize;
        let (ours, theirs) = (distinct(gold, role), distinct(predicted, role));
        let same = theirs.iter().filter(|one| ours.contains(one)).count();
        self.exact[slot].add_matches(same, theirs.len(), ours.len());

        let chunks = |side: &[Covered]| -> BTreeSet<(usize, usize)> {
            side.iter().flat_map(|one| one.chunks(role)).copied().collect()
        };
        let (gold_chunks, their_chunks) = (chunks(gold), chunks(predicted));
        let same = gold_chunks.intersection(&their_chunks).count();
        self.chunk[slot].add_matches(same, their_chunks.len(), gold_chunks.len());

        let best = |of: &Words, among: &[&Words]| -> f64 {
            let most = among.iter().map(|one| shared(of, one)).max().unwrap_or(0);
            ratio(most, of.len())
        };
        let right = theirs.iter().map(|one| best(one, &ours)).sum();
        let found = ours.iter().map(|one| best(one, &theirs)).sum();
        self.soft[slot].add(right, found, theirs.len(), ours.len());

        let union = |sets: &[&Words]| -> Words { sets.iter().flat_map(|set| set.iter()).copied().collect() };
        let (gold_words, their_words) = (union(&ours), union(&theirs));
        self.token[slot].add_matches(shared(&gold_words, &their_words), their_words.len(), gold_words.len());

        let overlaps = &mut self.overlaps[slot];
        overlaps.extend(
            ours.iter().map(|one| theirs.iter().map(|other| overlap(one, other)).fold(0.0, f64::max)),
        );
        let untouched = theirs.iter().filter(|one| ours.iter().all(|other| shared(one, other) == 0)).count();
        overlaps.extend(std::iter::repeat_n(0.0, untouched));
    }
}

/// A gold attribution and the predicted one that has the same content, by their places in the lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) gold: usize,
    pub(crate) predicted: usize,
}

/// Pairs contents one to one, the most alike first; of equals the last in the text first, as the reference does.
pub(crate) fn align(gold: &[Covered], predicted: &[Covered]) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (i, one) in gold.iter().enumerate() {
        for (j, other) in predicted.iter().enumerate() {
            let likeness = overlap(one.words(Role::Content), other.words(Role::Content));
            if likeness >= SAME_CONTENT {
                candidates.push((likeness, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut gold_used, mut predicted_used) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !gold_used.contains(&i) && !predicted_used.contains(&j) {
            gold_used.insert(i);
            predicted_used.insert(j);
            pairs.push(Pair { gold: i, predicted: j });
        }
    }
    pairs
}

/// Whether a predicted source is the gold one: it holds the last word of the gold source, or the telling words of one stand
/// in the other; without a gold source, that none was given.
pub(crate) fn same_source(gold: &Words, predicted: &Words, tokens: &Tokens<'_>) -> bool {
    let Some(last) = gold.last() else { return predicted.is_empty() };
    if predicted.is_empty() {
        return false;
    }
    let telling = |words: &Words| -> Words {
        let telling: Words = words.iter().copied().filter(|&word| !tokens.is_stop_word(word)).collect();
        if telling.is_empty() { words.clone() } else { telling }
    };
    predicted.contains(last) || telling(gold).is_subset(predicted) || telling(predicted).is_subset(gold)
}

/// Whether a predicted cue touches the gold one; without a gold cue, any will do.
fn same_cue(gold: &Covered, predicted: &Covered) -> bool {
    let cue = gold.words(Role::Cue);
    cue.is_empty() || shared(cue, predicted.words(Role::Cue)) > 0
}

/// Whether of a found content source and cue are right as well.
pub(crate) fn is_whole(gold: &Covered, predicted: &Covered, tokens: &Tokens<'_>) -> bool {
    same_cue(gold, predicted) && same_source(gold.words(Role::Source), predicted.words(Role::Source), tokens)
}

/// The sets of words that a role covers somewhere in the document, each once.
fn distinct(side: &[Covered], role: Role) -> Vec<&Words> {
    let mut seen = BTreeSet::new();
    side.iter().map(|one| one.words(role)).filter(|words| !words.is_empty() && seen.insert(*words)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::document::{Marked, Spans};
    use super::super::tokens::TokenPattern;
    use super::*;

    const TEXT: &str = "Jana Holt said “we cannot wait”. The mayor denied that the toll would rise.";

    fn marked(source: Spans, cue: Spans, content: Spans) -> Marked {
        Marked { source, cue, content, ..Marked::default() }
    }

    fn gold() -> Vec<Marked> {
        vec![
            marked(vec![[0, 9]], vec![[10, 14]], vec![[15, 31]]),
            marked(vec![[33, 42]], vec![[43, 49]], vec![[50, 75]]),
        ]
    }

    fn agreement(predicted: &[Marked]) -> anyhow::Result<Agreement> {
        let pattern = TokenPattern::new()?;
        let tokens = Tokens::new(TEXT, &pattern);
        let cover = |side: &[Marked]| side.iter().map(|one| Covered::new(one, &tokens)).collect::<Vec<_>>();
        let mut agreement = Agreement::default();
        agreement.add(&cover(&gold()), &["direct", "indirect"], &cover(predicted), &tokens);
        Ok(agreement)
    }

    #[test]
    fn the_gold_itself_scores_one_everywhere() -> anyhow::Result<()> {
        let agreement = agreement(&gold())?;
        for role in Role::ALL {
            for share in [agreement.exact, agreement.chunk, agreement.soft, agreement.token] {
                assert_eq!(share[role as usize].f1(), 1.0);
            }
            assert_eq!(agreement.jaccard(role), 1.0);
        }
        assert_eq!(agreement.full.f1(), 1.0);
        Ok(())
    }

    #[test]
    fn nothing_predicted_scores_nothing() -> anyhow::Result<()> {
        let agreement = agreement(&[])?;
        assert_eq!(agreement.full.f1(), 0.0);
        assert_eq!(agreement.found.gold, 2);
        Ok(())
    }

    #[test]
    fn half_of_the_words_find_a_content_and_the_last_name_is_the_source() -> anyhow::Result<()> {
        // “cannot wait” is two of three words; “Holt” is the last word of the source. The second content is given to nobody.
        let agreement = agreement(&[
            marked(vec![[5, 9]], vec![[10, 14]], vec![[19, 30]]),
            marked(vec![], vec![[43, 49]], vec![[50, 75]]),
        ])?;
        assert_eq!(agreement.found.f1(), 1.0);
        assert_eq!(agreement.full.f1(), 0.5);
        assert_eq!(agreement.exact[Role::Content as usize].f1(), 0.5);
        assert_eq!(agreement.linked.source_exact, 0);
        assert_eq!(agreement.linked.source_not_given, 1);
        assert_eq!(agreement.by_type["direct"].source_right, 1);
        assert_eq!(agreement.by_type["indirect"].source_right, 0);
        assert!((agreement.soft[Role::Content as usize].recall() - (2.0 / 3.0 + 1.0) / 2.0).abs() < 1e-12);
        Ok(())
    }

    #[test]
    fn signs_count_in_chunks_only() -> anyhow::Result<()> {
        let agreement = agreement(&[marked(vec![[0, 9]], vec![[10, 14]], vec![[16, 30]])])?;
        assert_eq!(agreement.exact[Role::Content as usize].recall(), 0.5);
        assert_eq!(agreement.chunk[Role::Content as usize].recall(), 0.0);
        Ok(())
    }
}
