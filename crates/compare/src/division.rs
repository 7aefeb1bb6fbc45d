//! Quotations divided into utterances: some articles run together, or print in one breath with
//! much else, what others print by itself.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::links::{Graph, Link};
use crate::quotation::Quotation;
use crate::words::{Break, Vocabulary};

/// Divides every quotation that other articles show to hold several utterances; none when there is
/// nothing to divide. What is divided can be linked anew.
///
/// A quotation is **joined** when some articles print what stands before a place in it and some what
/// stands after it, and at least as many print them apart as print them together; with fewer, it is
/// one utterance that others cut. Inside a sentence, each of those articles must have both.
///
/// Sentences that others print by themselves, as many as print the whole, are an utterance of their
/// own when they make up less than half of the quotation; with more, the others cut it.
pub(crate) fn divide(
    quotations: &[Quotation],
    graph: &Graph,
    vocabulary: &Vocabulary,
) -> Option<Vec<Quotation>> {
    let mut parts: Vec<Option<Vec<Quotation>>> = vec![None; quotations.len()];
    for (at, node) in graph.nodes.iter().enumerate() {
        let Some(&first) = node.members.first() else { continue };
        if graph.links[at].is_empty() || node.stems.len() < 2 {
            continue;
        }
        let scene = Scene { graph, quotations, vocabulary, node: at, printed: &quotations[first] };
        let cuts = scene.joints();
        let set_apart = if cuts.is_empty() { scene.set_apart() } else { Vec::new() };
        for &member in &node.members {
            let quotation = &quotations[member];
            if !cuts.is_empty() {
                parts[member] = Some(cut(quotation, &cuts, node.stems.len()));
            } else if !set_apart.is_empty() {
                parts[member] = Some(take_out(quotation, &set_apart));
            }
        }
    }
    if parts.iter().all(Option::is_none) {
        return None;
    }
    let divided = quotations
        .iter()
        .zip(parts)
        .flat_map(|(quotation, parts)| parts.unwrap_or_else(|| vec![quotation.clone()]));
    Some(divided.filter(|part| !part.words.is_empty() && !part.pieces.is_empty()).collect())
}

/// The quotation cut at each joint: up to the first end, from the next beginning.
fn cut(quotation: &Quotation, joints: &[Range<usize>], length: usize) -> Vec<Quotation> {
    let starts = std::iter::once(0).chain(joints.iter().map(|joint| joint.end));
    let ends = joints.iter().map(|joint| joint.start).chain([length]);
    starts.zip(ends).map(|(start, end)| Quotation { joined: true, ..quotation.part(start, end) }).collect()
}

/// The `blocks` as quotations of their own, and what is left as another.
fn take_out(quotation: &Quotation, blocks: &[Range<usize>]) -> Vec<Quotation> {
    let mut parts: Vec<Quotation> =
        blocks.iter().map(|block| quotation.part(block.start, block.end)).collect();
    let mut rest: Option<Quotation> = None;
    let mut from = 0;
    let length = quotation.words.len();
    for block in blocks.iter().cloned().chain(std::iter::once(length..length)) {
        if from < block.start {
            let part = quotation.part(from, block.start);
            match &mut rest {
                None => rest = Some(part),
                Some(rest) => {
                    rest.pieces.extend(part.pieces);
                    let opening = rest.words.len();
                    rest.words.extend(part.words);
                    rest.words[opening].before = Break::Omission;
                }
            }
        }
        from = block.end;
    }
    parts.extend(rest);
    parts.sort_by_key(|part| part.pieces.first().copied());
    parts
}

/// A quotation of so few words may be a phrase out of any sentence.
const LONGEST_PHRASE: usize = 3;

/// One node among those it is linked to.
struct Scene<'g> {
    graph: &'g Graph,
    quotations: &'g [Quotation],
    vocabulary: &'g Vocabulary,
    node: usize,
    /// One of the quotations of the node.
    printed: &'g Quotation,
}

impl Scene<'_> {
    /// Where the node joins two utterances: the words between their end and beginning, often none.
    fn joints(&self) -> Vec<Range<usize>> {
        let mut joints: Vec<Range<usize>> = Vec::new();
        let length = self.printed.words.len();
        let begins = |at: usize| self.links().any(|link| link.here.0 == at && self.is_utterance(link));
        for border in 1..length {
            let sentence = self.printed.words[border].before >= Break::Sentence;
            if !(sentence || begins(border)) || !self.apart(border, sentence) {
                continue;
            }
            // Connecting words between the two belong to neither.
            let ends = self.links().filter(|link| link.here.1 <= border && self.is_utterance(link));
            let end = ends.map(|link| link.here.1).max().unwrap_or(border);
            let start = if !sentence && self.content(end..border) == 0 { end } else { border };
            match joints.last_mut() {
                // Of several places between the same two utterances the last is taken: what nobody
                // else prints stays with what stands before it.
                Some(last) if !self.says_whole(last.end..start) => *last = start..border,
                _ if self.content(0..start) > 0 => joints.push(start..border),
                _ => {}
            }
        }
        joints
    }

    /// Whether what stands before and after the border is printed apart at least as often as
    /// together.
    fn apart(&self, border: usize, sentence: bool) -> bool {
        let mut together = self.articles(self.node);
        let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
        for link in self.links() {
            let (left, right) = (link.here.0..link.here.1.min(border), link.here.0.max(border)..link.here.1);
            match (self.content(left) > 0, self.content(right) > 0) {
                (true, true) => together.extend(self.articles(link.other)),
                (true, false) if self.is_utterance(link) => before.extend(self.articles(link.other)),
                (false, true) if self.is_utterance(link) => after.extend(self.articles(link.other)),
                _ => {}
            }
        }
        let before: BTreeSet<usize> = before.difference(&together).copied().collect();
        let after: BTreeSet<usize> = after.difference(&together).copied().collect();
        let witnesses =
            if sentence { before.union(&after).count() } else { before.intersection(&after).count() };
        !before.is_empty() && !after.is_empty() && witnesses >= together.len()
    }

    /// The sentences that are utterances of their own, in order.
    fn set_apart(&self) -> Vec<Range<usize>> {
        let length = self.printed.words.len();
        let mut blocks: Vec<Range<usize>> = self
            .links()
            .filter(|link| self.is_utterance(link))
            .map(|link| self.sentences(link))
            .filter(|block| 2 * block.len() < length && self.stands_alone(block))
            .collect();
        blocks.sort_by_key(|block| (block.start, block.end));
        let mut merged: Vec<Range<usize>> = Vec::new();
        for block in blocks {
            match merged.last_mut() {
                Some(last) if block.start < last.end => last.end = last.end.max(block.end),
                _ => merged.push(block),
            }
        }
        // What is left is a quotation too: the last block stays with it when there is nothing else.
        if merged.iter().map(Range::len).sum::<usize>() == length {
            merged.pop();
        }
        merged
    }

    /// The sentences of this node that hold the words it shares.
    fn sentences(&self, link: &Link) -> Range<usize> {
        let begins = |at: &usize| self.printed.words[*at].before >= Break::Sentence;
        let start = (1..=link.here.0).rev().find(begins).unwrap_or(0);
        let end = (link.here.1..self.printed.words.len()).find(begins);
        start..end.unwrap_or(self.printed.words.len())
    }

    /// Whether at least as many articles print the block without the rest as print both.
    fn stands_alone(&self, block: &Range<usize>) -> bool {
        let mut together = self.articles(self.node);
        let mut alone = BTreeSet::new();
        for link in self.links() {
            let outside = self.content(link.here.0..block.start.min(link.here.1)) > 0
                || self.content(block.end.max(link.here.0)..link.here.1) > 0;
            let inside = self.content(link.here.0.max(block.start)..link.here.1.min(block.end)) > 0;
            match (inside, outside) {
                (true, true) => together.extend(self.articles(link.other)),
                (true, false) => alone.extend(self.articles(link.other)),
                _ => {}
            }
        }
        let alone = alone.difference(&together).count();
        alone > 0 && alone >= together.len()
    }

    /// Whether the words hold what some other node says.
    fn says_whole(&self, words: Range<usize>) -> bool {
        self.links()
            .any(|link| self.is_utterance(link) && link.here.0 >= words.start && link.here.1 <= words.end)
    }

    /// Whether the other node shows that its words are an utterance: it consists of little else than
    /// what is shared, and is no mere phrase taken from a sentence.
    fn is_utterance(&self, link: &Link) -> bool {
        let other = &self.graph.nodes[link.other];
        let begins = || other.members.iter().any(|&member| self.quotations[member].begins);
        let most = || 5 * (link.here.1 - link.here.0) >= 2 * self.sentences(link).len();
        10 * link.shared >= 6 * other.weight && other.stems.len() > LONGEST_PHRASE && (begins() || most())
    }

    fn links(&self) -> impl Iterator<Item = &Link> {
        self.graph.links[self.node].iter()
    }

    fn articles(&self, node: usize) -> BTreeSet<usize> {
        self.graph.articles(node, self.quotations).collect()
    }

    /// How many words in the range carry meaning.
    fn content(&self, words: Range<usize>) -> usize {
        let stems = &self.graph.nodes[self.node].stems;
        stems
            .get(words)
            .map_or(0, |stems| stems.iter().filter(|&&stem| !self.vocabulary.is_stop(stem)).count())
    }
}
