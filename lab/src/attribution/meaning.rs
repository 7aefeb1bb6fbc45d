use std::collections::{BTreeMap, BTreeSet};

use super::agreement::{Pair, Share};
use super::corpora::{FigureGiven, Meaning};
use super::document::Marked;
use super::predict::Predicted;
use super::tokens::{STOP_WORDS, Tokens, Words, overlap, shared};
use crate::table::ratio;

/// How far the program understands what it found: who the source is, what it is and did, through whose hands it came,
/// what the article leans on, its figures, and whose voice each sentence has.
#[derive(Debug, Default)]
pub(crate) struct Understanding {
    /// Found attributions whose gold names a speaker, and how many of them got exactly that name.
    pub(crate) speakers: usize,
    pub(crate) speakers_same: usize,
    /// Those that were named as [`names_speaker`] asks.
    pub(crate) speakers_right: usize,
    /// Those whose name holds the whole gold name and perhaps more, such as an office.
    pub(crate) speakers_whole: usize,
    pub(crate) source_kinds: Labels,
    pub(crate) acts: Labels,
    /// Voices of the gold sentences.
    pub(crate) voices: Labels,
    /// Found attributions with a carrier, and how many got exactly these carriers.
    pub(crate) chains: usize,
    pub(crate) chains_right: usize,
    /// Found attributions without a carrier, and how many were given one.
    pub(crate) unchained: usize,
    pub(crate) chains_invented: usize,
    pub(crate) citations: Share,
    pub(crate) figures: Share,
    /// Figures found, and how many are given to the right voice.
    pub(crate) figures_found: usize,
    pub(crate) figures_given_right: usize,
}

impl Understanding {
    /// Adds one document; `pairs` are the contents found.
    pub(crate) fn add(
        &mut self,
        gold: &[Marked],
        meaning: &Meaning,
        predicted: &Predicted,
        pairs: &[Pair],
        tokens: &Tokens<'_>,
    ) {
        for pair in pairs {
            self.add_attribution(&gold[pair.gold], &predicted.document.attributions[pair.predicted]);
        }
        for (sentence, voice) in meaning.sentences.iter().zip(&meaning.voice) {
            self.voices.add(voice, voice_at(*sentence, predicted));
        }
        self.add_citations(meaning, predicted, tokens);
        self.add_figures(&meaning.figures, &predicted.figures, tokens);
    }

    fn add_attribution(&mut self, gold: &Marked, predicted: &Marked) {
        if let Some(speaker) = &gold.speaker {
            self.speakers += 1;
            let given = predicted.speaker.as_deref().unwrap_or_default();
            self.speakers_same += usize::from(same_name(speaker, given));
            self.speakers_right += usize::from(names_speaker(speaker, given));
            self.speakers_whole += usize::from(holds_name(given, speaker));
        }
        let label = |value: &Option<String>| value.clone().unwrap_or_default();
        self.source_kinds.add(&label(&gold.source_kind), label(&predicted.source_kind));
        self.acts.add(&label(&gold.act), label(&predicted.act));
        if gold.via.is_empty() {
            self.unchained += 1;
            self.chains_invented += usize::from(!predicted.via.is_empty());
        } else {
            self.chains += 1;
            self.chains_right += usize::from(same_carriers(&gold.via, &predicted.via));
        }
    }

    fn add_citations(&mut self, meaning: &Meaning, predicted: &Predicted, tokens: &Tokens<'_>) {
        let words =
            |spans: &[[usize; 2]]| spans.iter().map(|span| tokens.words(&[*span])).collect::<Vec<_>>();
        let (gold, ours) = (words(&meaning.citations), words(&predicted.citations));
        let matches = one_to_one(&gold, &ours, |a, b| shared(a, b) > 0).len();
        self.citations.add_matches(matches, ours.len(), gold.len());
    }

    fn add_figures(
        &mut self,
        gold: &[FigureGiven],
        ours: &[([usize; 2], Option<String>)],
        tokens: &Tokens<'_>,
    ) {
        let gold_words: Vec<Words> = gold.iter().map(|figure| tokens.words(&[figure.span])).collect();
        let our_words: Vec<Words> = ours.iter().map(|figure| tokens.words(&[figure.0])).collect();
        let matches = one_to_one(&gold_words, &our_words, |a, b| overlap(a, b) >= 0.5);
        self.figures.add_matches(matches.len(), ours.len(), gold.len());
        for (i, j) in matches {
            self.figures_found += 1;
            let right = match (&gold[i].speaker, &ours[j].1) {
                (None, None) => true,
                (Some(gold), Some(ours)) => holds_name(gold, ours) || holds_name(ours, gold),
                _ => false,
            };
            self.figures_given_right += usize::from(right);
        }
    }

    pub(crate) fn speaker_share(&self) -> f64 {
        ratio(self.speakers_same, self.speakers)
    }
}

/// The voice our sentences give to a gold sentence: that of the one which covers most of it.
fn voice_at(gold: [usize; 2], predicted: &Predicted) -> String {
    predicted
        .sentences
        .iter()
        .map(|(span, voice)| (span[1].min(gold[1]).saturating_sub(span[0].max(gold[0])), voice))
        .filter(|(covered, _)| *covered > 0)
        .max_by_key(|(covered, _)| *covered)
        .map(|(_, voice)| voice.clone())
        .unwrap_or_default()
}

/// Pairs two lists in their order, each member once.
fn one_to_one(gold: &[Words], ours: &[Words], same: impl Fn(&Words, &Words) -> bool) -> Vec<(usize, usize)> {
    let mut used = vec![false; ours.len()];
    let mut pairs = Vec::new();
    for (i, one) in gold.iter().enumerate() {
        if let Some(j) = (0..ours.len()).find(|&j| !used[j] && same(one, &ours[j])) {
            used[j] = true;
            pairs.push((i, j));
        }
    }
    pairs
}

/// Whether `given` names the gold speaker: a name has to be the same; of a description, which two readers seldom cut alike, more
/// than half of the telling words ("researchers from Orrin University", "researchers mostly from Orrin University in the north").
pub(super) fn names_speaker(speaker: &str, given: &str) -> bool {
    if same_name(speaker, given) {
        return true;
    }
    let (gold, ours) = (telling(speaker), telling(given));
    let shared = gold.intersection(&ours).count();
    is_description(speaker) && 2 * shared > gold.union(&ours).count()
}

/// Whether a speaker is told by a common noun rather than a name: its first word, articles aside, is written small.
fn is_description(speaker: &str) -> bool {
    let mut words = speaker.split_whitespace();
    let first = words.find(|word| !["the", "a", "an"].contains(&word.to_lowercase().as_str()));
    first.is_some_and(|first| first.starts_with(char::is_lowercase) && !first.contains('-'))
}

/// The words of a name that say something.
fn telling(name: &str) -> BTreeSet<String> {
    name_words(name).into_iter().filter(|word| !STOP_WORDS.contains(&word.as_str())).collect()
}

/// Whether a chain has the carriers of the gold one, in their order, each perhaps by a shorter or longer name.
pub(super) fn same_carriers(gold: &[String], given: &[String]) -> bool {
    gold.len() == given.len()
        && gold.iter().zip(given).all(|(one, other)| holds_name(one, other) || holds_name(other, one))
}

/// Whether two names are the same but for capitals, signs, articles, a possessive ending, and what stands in brackets: the
/// guidelines ask for the fullest name, and annotators write "Harbour Board" or "Harbour Board (HB)" for it.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    !a.is_empty() && a == b
}

/// Whether every word of `name` stands in `longer`, in the same order.
pub(crate) fn holds_name(longer: &str, name: &str) -> bool {
    let (longer, name) = (name_words(longer), name_words(name));
    !name.is_empty() && longer.windows(name.len()).any(|words| words == name)
}

fn name_words(name: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut open = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => open.extend(character.to_lowercase()),
            _ => {}
        }
    }
    open.replace('’', "'")
        .split(|character: char| !character.is_alphanumeric() && character != '\'')
        .map(|word| word.strip_suffix("'s").unwrap_or(word).trim_matches('\''))
        .filter(|word| !word.is_empty() && !["the", "a", "an"].contains(word))
        .map(str::to_owned)
        .collect()
}

/// How often one label was given for another.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    pairs: BTreeMap<(String, String), usize>,
}

impl Labels {
    pub(crate) fn add(&mut self, gold: &str, predicted: String) {
        *self.pairs.entry((gold.to_owned(), predicted)).or_default() += 1;
    }

    /// F1 of one label.
    pub(crate) fn f1(&self, label: &str) -> f64 {
        let count = |keep: &dyn Fn(&(String, String)) -> bool| -> usize {
            self.pairs.iter().filter(|(pair, _)| keep(pair)).map(|(_, count)| count).sum()
        };
        let right = count(&|pair| pair.0 == label && pair.1 == label);
        let all = count(&|pair| pair.0 == label) + count(&|pair| pair.1 == label);
        ratio(2 * right, all)
    }

    /// Mean F1 of the labels that the gold uses, each counting the same.
    pub(crate) fn macro_f1(&self) -> f64 {
        let labels: BTreeSet<&String> = self.pairs.keys().map(|pair| &pair.0).collect();
        if labels.is_empty() {
            return 0.0;
        }
        labels.iter().map(|label| self.f1(label)).sum::<f64>() / labels.len() as f64
    }

    /// The labels of the gold, each with its F1 and how often it stands there.
    pub(crate) fn each(&self) -> Vec<(&str, f64, usize)> {
        let mut gold: BTreeMap<&str, usize> = BTreeMap::new();
        for (pair, count) in &self.pairs {
            *gold.entry(&pair.0).or_default() += count;
        }
        gold.into_iter().map(|(label, count)| (label, self.f1(label), count)).collect()
    }

    /// The commonest confusions, most frequent first.
    pub(crate) fn confusions(&self) -> Vec<(&str, &str, usize)> {
        let mut wrong: Vec<(&str, &str, usize)> = self
            .pairs
            .iter()
            .filter(|((gold, predicted), _)| gold != predicted)
            .map(|((gold, predicted), count)| (gold.as_str(), predicted.as_str(), *count))
            .collect();
        wrong.sort_by(|a, b| b.2.cmp(&a.2).then(a.cmp(b)));
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_but_for_articles_and_capitals() {
        assert!(same_name("The Harbour Board", "harbour board"));
        assert!(same_name("Jana Holt’s", "Jana Holt"));
        assert!(same_name("Harbour Board (HB)", "the Harbour Board"));
        assert!(!same_name("(HB)", "Harbour Board"));
        assert!(!same_name("Holt", "Jana Holt"));
        assert!(holds_name("mayor Jana Holt", "Jana Holt"));
        assert!(!holds_name("Holt", "Jana Holt"));
        assert!(!holds_name("Jana Holt", ""));
    }

    #[test]
    fn a_description_is_right_by_most_of_its_words_and_a_name_by_all() {
        assert!(names_speaker(
            "researchers from Orrin University (OU) in the north",
            "researchers at Orrin University"
        ));
        assert!(!names_speaker("the government of Orrin", "the government"));
        assert!(!names_speaker("Orrin Harbour Board", "Orrin Harbour"));
        assert!(!names_speaker("al-Fahri Trust of Orrin", "al-Fahri Trust"));
    }

    #[test]
    fn macro_f1_counts_every_gold_label_the_same() {
        let mut labels = Labels::default();
        labels.add("speech", "speech".to_owned());
        labels.add("speech", "speech".to_owned());
        labels.add("plan", "speech".to_owned());
        assert!((labels.f1("speech") - 0.8).abs() < 1e-12);
        assert!((labels.macro_f1() - 0.4).abs() < 1e-12);
        assert_eq!(labels.confusions(), [("plan", "speech", 1)]);
    }

    #[test]
    fn a_sentence_has_the_voice_of_the_one_that_covers_most_of_it() {
        let predicted = Predicted {
            sentences: vec![([0, 10], "own".to_owned()), ([11, 40], "attributed".to_owned())],
            ..Predicted::default()
        };
        assert_eq!(voice_at([0, 12], &predicted), "own");
        assert_eq!(voice_at([5, 40], &predicted), "attributed");
        assert_eq!(voice_at([50, 60], &predicted), "");
    }
}
