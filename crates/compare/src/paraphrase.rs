//! Utterances told without quotation marks: reported indirectly, or in the article's own voice.

use sayso_model::{Act, Kind, Reading, Span};

use crate::align::align;
use crate::speakers::{Relation, Speakers};
use crate::words::{Vocabulary, Word};

/// Words without quotation marks that may tell an utterance again.
pub(crate) struct Told {
    /// Index of the article.
    pub(crate) article: usize,
    /// Where they stand.
    pub(crate) spans: Vec<Span>,
    /// Id of the source; none in the article's own voice.
    pub(crate) source: Option<String>,
    /// Whether they are given to a source at all.
    pub(crate) attributed: bool,
    /// Whether the source denies them.
    denied: bool,
    /// The stems of its words, in order.
    words: Vec<u32>,
    /// The distinct ones among them that are not stop words'.
    content: Vec<u32>,
}

/// All that the articles tell without quotation marks, and an index of its stems.
pub(crate) struct Index {
    told: Vec<Told>,
    /// For each stem that is no stop word's, where it stands.
    holders: Vec<Vec<usize>>,
    /// For each stem how telling it is: 1 for one that stands in a single sentence, towards 0 for one
    /// that stands in all.
    rarity: Vec<f32>,
    /// The stems of `not` and the like.
    negations: Vec<u32>,
}

/// Whether a cue says that what follows is not so.
fn is_denial(cue: &str) -> bool {
    cue.split_whitespace().any(|word| matches!(word, "denied" | "denies" | "deny" | "denying"))
}

impl Index {
    /// Indexes the indirect and mixed attributions and the sentences in the articles' own voice.
    pub(crate) fn new<'r>(
        articles: impl Iterator<Item = (&'r Reading, &'r [Word])>,
        vocabulary: &Vocabulary,
        negations: Vec<u32>,
    ) -> Self {
        let mut told = Vec::new();
        for (article, (reading, words)) in articles.enumerate() {
            let taken = |spans: Vec<Span>, source: Option<&str>, attributed: bool| {
                let words: Vec<u32> =
                    spans.iter().flat_map(|span| within(words, *span)).map(|word| word.stem).collect();
                let content = content(&words, vocabulary);
                let source = source.map(str::to_owned);
                Told { article, spans, source, attributed, denied: false, words, content }
            };
            for attribution in
                reading.attributions.iter().filter(|attribution| attribution.kind != Kind::Direct)
            {
                let taken = taken(attribution.content_spans.clone(), attribution.source.as_deref(), true);
                told.push(Told { denied: is_denial(&attribution.cue), ..taken });
            }
            // "They did not want this ban" gives a wish to somebody, and may be the words of a quotation all the same.
            let tells = |id: &String| {
                let attribution = reading.attributions.iter().find(|attribution| attribution.id == *id);
                attribution.is_none_or(|attribution| {
                    attribution.kind == Kind::Indirect && matches!(attribution.act, Act::Thought | Act::Plan)
                })
            };
            for sentence in
                reading.sentences.iter().filter(|sentence| sentence.attributions.iter().all(tells))
            {
                told.push(taken(vec![sentence.span], None, false));
            }
        }
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); vocabulary.stems()];
        for (at, told) in told.iter().enumerate() {
            told.content.iter().for_each(|&stem| holders[stem as usize].push(at));
        }
        let all = (told.len() as f32 + 1.0).ln().max(f32::MIN_POSITIVE);
        let rarity = |holders: &Vec<usize>| {
            let held = holders.len().max(1) as f32;
            (((told.len() as f32 + 1.0) / (held + 0.5)).ln() / all).clamp(0.05, 1.0)
        };
        let rarity = holders.iter().map(rarity).collect();
        Self { told, holders, rarity, negations }
    }

    /// What retells the utterance with these stems, given to these persons, in the order of the
    /// articles. `weight` is that of the stems.
    pub(crate) fn retellings(
        &self,
        words: &[u32],
        persons: &[usize],
        speakers: &Speakers,
        vocabulary: &Vocabulary,
        weight: impl Fn(u32) -> u32 + Copy,
    ) -> Vec<&Told> {
        let stems = content(words, vocabulary);
        let denies = words.iter().any(|stem| self.negations.contains(stem));
        let all: f32 = stems.iter().map(|&stem| self.rarity[stem as usize]).sum();
        let mut shared = vec![(0.0, 0); self.told.len()];
        for &stem in &stems {
            for &told in &self.holders[stem as usize] {
                let (weight, stems) = &mut shared[told];
                *weight += self.rarity[stem as usize];
                *stems += 1;
            }
        }
        let mut found: Vec<usize> = (0..shared.len()).filter(|&told| shared[told].1 >= 2).collect();
        found.retain(|&at| {
            let told = &self.told[at];
            let (weight_shared, stems_shared) = shared[at];
            let cover = weight_shared / all;
            // Who denies that he knew tells of “we did not know”, not of “we knew”.
            if cover < 0.3 || told.denied && !denies {
                return false;
            }
            if !told.attributed {
                return cover >= 0.6 && repeats(&told.words, words, vocabulary, weight);
            }
            let own: f32 = told.content.iter().map(|&stem| self.rarity[stem as usize]).sum();
            let precision = weight_shared / own.max(f32::MIN_POSITIVE);
            let person = speakers.person(told.article, told.source.as_deref());
            let relation = persons.iter().map(|&of| speakers.relation(person, Some(of))).max();
            match relation {
                Some(Relation::Same) => {
                    (cover >= 0.6 && weight_shared >= 1.0)
                        || (cover >= 0.45 && stems_shared >= 3 && precision >= 0.45)
                        || (cover >= 0.3 && stems_shared >= 4 && precision >= 0.6)
                }
                // Without the speaker's name the words must be nearly the same.
                _ => cover >= 0.7 && stems_shared >= 3 && repeats(&told.words, words, vocabulary, weight),
            }
        });
        let found: Vec<&Told> = found.into_iter().map(|at| &self.told[at]).collect();
        // A sentence around what is given to somebody tells nothing more.
        let given = |told: &Told| {
            let overlaps = |other: &&&Told| {
                other.article == told.article
                    && other.spans.iter().any(|one| told.spans.iter().any(|two| one.overlaps(*two)))
            };
            found.iter().filter(|other| other.attributed).any(|other| overlaps(&other))
        };
        found.iter().filter(|told| told.attributed || !given(told)).copied().collect()
    }
}

/// Whether `told` has most of the utterance's words in their order.
fn repeats(told: &[u32], words: &[u32], vocabulary: &Vocabulary, weight: impl Fn(u32) -> u32 + Copy) -> bool {
    let alignment = align(words, told, weight);
    let all: u32 = words.iter().map(|&stem| weight(stem)).sum();
    let content = alignment.pairs.iter().filter(|&&(at, _)| !vocabulary.is_stop(words[at])).count();
    content >= 3 && alignment.longest_run() >= 4 && 10 * alignment.weight(words, weight) >= 7 * all
}

fn within(words: &[Word], span: Span) -> &[Word] {
    let from = words.partition_point(|word| word.span.start < span.start);
    let to = words.partition_point(|word| word.span.start < span.end);
    &words[from..to.max(from)]
}

/// The distinct stems that are not stop words'.
fn content(words: &[u32], vocabulary: &Vocabulary) -> Vec<u32> {
    let mut content: Vec<u32> = words.iter().copied().filter(|&stem| !vocabulary.is_stop(stem)).collect();
    content.sort_unstable();
    content.dedup();
    content
}
