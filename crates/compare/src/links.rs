//! Which quotations are variants of each other, pair by pair.

use std::collections::HashMap;

use crate::align::align;
use crate::quotation::Quotation;
use crate::speakers::{Relation, Speakers};
use crate::words::Vocabulary;

/// The quotations with one wording and one speaker.
pub(crate) struct Node {
    /// The stems of the words.
    pub(crate) stems: Vec<u32>,
    /// The speaker, when known.
    pub(crate) person: Option<usize>,
    /// The quotations, in order of appearance.
    pub(crate) members: Vec<usize>,
    /// The language of the articles they stand in.
    language: Option<String>,
    /// The sum of the words' weights.
    pub(crate) weight: u32,
    /// The part of it that is stop words' and repetitions'.
    stop_weight: u32,
    /// The distinct stems that are not stop words', rarest first.
    content: Vec<u32>,
}

/// That one node is a variant of another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// The other node.
    pub(crate) other: usize,
    /// How their speakers relate.
    pub(crate) relation: Relation,
    /// Weight of the words they share.
    pub(crate) shared: u32,
    /// From the first to behind the last shared word, in this node.
    pub(crate) here: (usize, usize),
}

/// How much each stem of a vocabulary says.
pub(crate) struct Weights(Vec<u8>);

impl Weights {
    /// Stop words weigh 2, others 10 down to 6 the more of the quotations hold them.
    fn new<'q>(vocabulary: &Vocabulary, wordings: impl Iterator<Item = &'q [u32]>) -> Self {
        let mut holders = vec![0_u32; vocabulary.stems()];
        for wording in wordings {
            let mut distinct = wording.to_vec();
            distinct.sort_unstable();
            distinct.dedup();
            distinct.into_iter().for_each(|stem| holders[stem as usize] += 1);
        }
        let weight = |(stem, holders): (usize, u32)| match holders {
            _ if vocabulary.is_stop(stem as u32) => 2,
            0..=4 => 10,
            5..=9 => 8,
            _ => 6,
        };
        Self(holders.into_iter().enumerate().map(weight).collect())
    }

    pub(crate) fn of(&self, stem: u32) -> u32 {
        u32::from(self.0[stem as usize])
    }

    pub(crate) fn sum(&self, stems: &[u32]) -> u32 {
        stems.iter().map(|&stem| self.of(stem)).sum()
    }
}

/// All quotations as nodes, and for each node its links.
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) links: Vec<Vec<Link>>,
    pub(crate) weights: Weights,
}

/// How many candidates are aligned with one node at most, the most promising first; it bounds the
/// work on inputs that say the same thing thousands of times.
const CANDIDATES: usize = 64;
/// How many postings are looked at to find them.
const POSTINGS: usize = 4096;

impl Graph {
    /// Links the `quotations`; `languages` are those of the articles.
    pub(crate) fn new(
        quotations: &[Quotation],
        languages: &[Option<String>],
        speakers: &Speakers,
        vocabulary: &Vocabulary,
    ) -> Self {
        let (mut nodes, weights) = nodes(quotations, languages, speakers, vocabulary);
        let mut postings: Vec<Vec<usize>> = vec![Vec::new(); vocabulary.stems()];
        for node in &mut nodes {
            node.weight = weights.sum(&node.stems);
            node.stop_weight = node.weight - weights.sum(&node.content);
        }
        let mut links: Vec<Vec<Link>> = nodes.iter().map(|_| Vec::new()).collect();
        let mut shared = vec![(0, 0); nodes.len()];
        for at in 0..nodes.len() {
            for other in candidates(&nodes, at, &postings, &weights, &mut shared) {
                if let Some((link, back)) =
                    link(&nodes, at, other, &weights, vocabulary, speakers, quotations)
                {
                    links[at].push(link);
                    links[other].push(back);
                }
            }
            for &word in &nodes[at].content {
                postings[word as usize].push(at);
            }
        }
        Self { nodes, links, weights }
    }

    /// Pairs of articles that have a quotation in common, in whatever words.
    pub(crate) fn shared<'g>(
        &'g self,
        quotations: &'g [Quotation],
    ) -> impl Iterator<Item = (usize, usize)> + 'g {
        let of = |member: &usize| quotations[*member].article;
        let first = move |node: usize| of(&self.nodes[node].members[0]);
        (0..self.nodes.len()).flat_map(move |node| {
            let members = self.nodes[node].members.iter().map(move |member| (first(node), of(member)));
            members.chain(self.links[node].iter().map(move |link| (first(node), first(link.other))))
        })
    }

    /// The articles that hold the node.
    pub(crate) fn articles<'g>(
        &'g self,
        node: usize,
        quotations: &'g [Quotation],
    ) -> impl Iterator<Item = usize> + 'g {
        self.nodes[node].members.iter().map(|&member| quotations[member].article)
    }
}

fn nodes(
    quotations: &[Quotation],
    languages: &[Option<String>],
    speakers: &Speakers,
    vocabulary: &Vocabulary,
) -> (Vec<Node>, Weights) {
    let mut nodes: Vec<Node> = Vec::new();
    // By words, speaker and language.
    type Key<'l> = (Vec<u32>, Option<usize>, Option<&'l str>);
    let mut known: HashMap<Key, usize> = HashMap::new();
    for (at, quotation) in quotations.iter().enumerate() {
        let person = speakers.person(quotation.article, quotation.source.as_deref());
        let language = languages[quotation.article].as_deref();
        let ids: Vec<u32> = quotation.words.iter().map(|word| word.id).collect();
        let node = *known.entry((ids, person, language)).or_insert_with(|| {
            let language = language.map(str::to_owned);
            nodes.push(Node {
                stems: quotation.stems(),
                person,
                members: vec![],
                language,
                weight: 0,
                stop_weight: 0,
                content: vec![],
            });
            nodes.len() - 1
        });
        nodes[node].members.push(at);
    }
    let weights = Weights::new(vocabulary, nodes.iter().map(|node| node.stems.as_slice()));
    let mut holders = vec![0_u32; vocabulary.stems()];
    for node in &mut nodes {
        node.content = node.stems.iter().copied().filter(|&stem| !vocabulary.is_stop(stem)).collect();
        node.content.sort_unstable();
        node.content.dedup();
        node.content.iter().for_each(|&stem| holders[stem as usize] += 1);
    }
    for node in &mut nodes {
        node.content.sort_by_key(|&stem| (holders[stem as usize], stem));
    }
    (nodes, weights)
}

/// The earlier nodes that share enough words with the one `at` to be worth aligning. `shared` is
/// all zeros before and after.
fn candidates(
    nodes: &[Node],
    at: usize,
    postings: &[Vec<usize>],
    weights: &Weights,
    shared: &mut [(u32, u32)],
) -> Vec<usize> {
    let node = &nodes[at];
    let mut found = Vec::new();
    let mut looked_at = 0;
    for (word, holders) in node.content.iter().map(|&word| (word, &postings[word as usize])) {
        looked_at += holders.len();
        if looked_at > POSTINGS && !found.is_empty() {
            break;
        }
        for &other in holders.iter().rev().take(POSTINGS) {
            let (count, weight) = &mut shared[other];
            if *count == 0 {
                found.push(other);
            }
            *count += 1;
            *weight += weights.of(word);
        }
    }
    let mut candidates = Vec::new();
    for other in found {
        let (count, weight) = std::mem::take(&mut shared[other]);
        let shorter = if node.weight <= nodes[other].weight { node } else { &nodes[other] };
        // The most that the shared words can come to, as if all stop words were shared too.
        let most = weight + shorter.stop_weight;
        let enough = 10 * most >= 6 * shorter.weight || (count >= 4 && 20 * most >= 7 * shorter.weight);
        if enough && (count >= 2 || count as usize == shorter.content.len()) {
            candidates.push((count, other));
        }
    }
    candidates.sort_unstable_by_key(|&(shared, other)| (std::cmp::Reverse(shared), other));
    candidates.truncate(CANDIDATES);
    candidates.into_iter().map(|(_, other)| other).collect()
}

/// The link between two nodes, as seen from either, when they are variants of one utterance.
fn link(
    nodes: &[Node],
    one: usize,
    other: usize,
    weights: &Weights,
    vocabulary: &Vocabulary,
    speakers: &Speakers,
    quotations: &[Quotation],
) -> Option<(Link, Link)> {
    let (a, b) = (&nodes[one], &nodes[other]);
    if a.language.is_some() && b.language.is_some() && a.language != b.language {
        return None;
    }
    let relation = speakers.relation(a.person, b.person);
    if relation == Relation::Different && share_an_article(a, b, quotations) {
        // An article that gives the same words to two people means two utterances.
        return None;
    }
    let alignment = align(&a.stems, &b.stems, |stem| weights.of(stem));
    let shared = alignment.weight(&a.stems, |stem| weights.of(stem));
    let mut content: Vec<u32> = alignment.pairs.iter().map(|&(at, _)| a.stems[at]).collect();
    content.retain(|&stem| !vocabulary.is_stop(stem));
    content.sort_unstable();
    content.dedup();
    let shorter = if a.weight <= b.weight { a } else { b };
    let evidence = Evidence {
        words: shorter.stems.len(),
        shared_words: alignment.pairs.len(),
        content: content.len(),
        run: alignment.longest_run(),
        share: shared as f32 / shorter.weight.max(1) as f32,
    };
    if !evidence.suffices(relation) {
        return None;
    }
    let (&first, &last) = (alignment.pairs.first()?, alignment.pairs.last()?);
    let (here, there) = ((first.0, last.0 + 1), (first.1, last.1 + 1));
    Some((Link { other, relation, shared, here }, Link { other: one, relation, shared, here: there }))
}

fn share_an_article(a: &Node, b: &Node, quotations: &[Quotation]) -> bool {
    let article = |member: &usize| quotations[*member].article;
    let (mut one, mut other) =
        (a.members.iter().map(article).peekable(), b.members.iter().map(article).peekable());
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => one.next(),
            std::cmp::Ordering::Greater => other.next(),
        };
    }
    false
}

/// What an alignment shows.
struct Evidence {
    /// Words of the shorter wording.
    words: usize,
    /// Words that both have.
    shared_words: usize,
    /// Distinct words among them that are not stop words.
    content: usize,
    /// The most of them in a row.
    run: usize,
    /// Share of the shorter wording, by weight.
    share: f32,
}

impl Evidence {
    /// Whether it shows two variants of one utterance.
    fn suffices(&self, relation: Relation) -> bool {
        let contained = self.run == self.words;
        if self.content == 0 {
            return false;
        }
        if self.words <= 3 {
            // Anybody may say “a disgrace”: the same person must, and word for word.
            return contained && relation == Relation::Same;
        }
        match relation {
            Relation::Same => {
                contained
                    || (self.share >= 0.6 && self.content >= 3)
                    || (self.share >= 0.7 && self.content >= 2 && self.run >= 3)
                    || (self.share >= 0.8 && self.content >= 2)
                    || self.overlaps()
            }
            Relation::Unknown => {
                (contained && (self.content >= 2 || self.words >= 5))
                    || (self.share >= 0.7 && self.content >= 3)
                    || self.overlaps()
            }
            Relation::Different => {
                (contained && self.words >= 5 && self.content >= 2)
                    || (self.share >= 0.8 && self.content >= 4)
                    || (self.share >= 0.7 && self.content >= 2 && self.run >= 6)
            }
        }
    }

    /// Whether one begins where the other goes on: `A B` and `B C`.
    fn overlaps(&self) -> bool {
        self.shared_words >= 6 && self.run >= 6 && self.content >= 4 && self.share >= 0.35
    }
}
