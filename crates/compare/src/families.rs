//! Quotations grouped into families: all variants of one utterance.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use sayso_model::Drift;

use crate::align::align_variants;
use crate::links::Graph;
use crate::quotation::Quotation;
use crate::speakers::{Relation, Speakers};
use crate::words::{Break, Word};

/// The nodes of a graph that are variants of one utterance.
pub(crate) struct Group {
    /// The nodes, the longest first.
    pub(crate) nodes: Vec<usize>,
    /// The node whose wording stands for the family.
    pub(crate) reference: usize,
}

/// Groups the nodes of the graph. Each, the longest first, joins the group of the longer one it
/// shares most with, or else founds its own: so a short quotation that stands in two long ones
/// never makes one family of them.
pub(crate) fn group(
    graph: &Graph,
    quotations: &[Quotation],
    speakers: &Speakers,
    origins: &[usize],
) -> Vec<Group> {
    let mut order: Vec<usize> = (0..graph.nodes.len()).collect();
    order.sort_by_key(|&node| (Reverse(graph.nodes[node].weight), node));
    let mut group_of: Vec<Option<usize>> = vec![None; graph.nodes.len()];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // For each group, whom the articles give it to.
    let mut given: Vec<Vec<(usize, BTreeSet<usize>)>> = Vec::new();
    for node in order {
        let person = graph.nodes[node].person;
        let articles: BTreeSet<usize> = graph.articles(node, quotations).collect();
        // An article that gives like words to two people tells of two utterances.
        let excluded = |given: &[(usize, BTreeSet<usize>)]| {
            given.iter().any(|(other, theirs)| {
                speakers.relation(person, Some(*other)) == Relation::Different
                    && !theirs.is_disjoint(&articles)
            })
        };
        let mut links: Vec<_> =
            graph.links[node].iter().filter_map(|link| Some((link, group_of[link.other]?))).collect();
        links.sort_by_key(|(link, group)| (Reverse((link.shared, link.relation)), *group));
        let joins = links.into_iter().map(|(_, group)| group).find(|&group| !excluded(&given[group]));
        let group = joins.unwrap_or_else(|| {
            groups.push(Vec::new());
            given.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(node);
        group_of[node] = Some(group);
        if let Some(person) = person {
            match given[group].iter_mut().find(|(other, _)| *other == person) {
                Some((_, theirs)) => theirs.extend(articles),
                None => given[group].push((person, articles)),
            }
        }
    }
    // Quotation marks that no article ties to anybody need not be speech at all.
    groups.retain(|nodes| {
        nodes.iter().flat_map(|&node| &graph.nodes[node].members).any(|&member| quotations[member].attributed)
    });
    groups
        .into_iter()
        .map(|nodes| {
            let reference = reference(graph, quotations, origins, &nodes);
            Group { nodes, reference }
        })
        .collect()
}

/// Wordings looked at when choosing the one that stands for a family.
const WORDINGS: usize = 12;

/// The fullest wording that others bear out: words that another article has too count whole, words
/// that one article has alone count little, and nothing where another has other words in their place. A word or two inside
/// that two independent others close up over count against it; where one other does, they may as well have been left out there. Of
/// wordings that nothing tells apart, the earliest stands.
fn reference(graph: &Graph, quotations: &[Quotation], origins: &[usize], nodes: &[usize]) -> usize {
    let mut wordings: Vec<usize> = nodes.to_vec();
    wordings.truncate(WORDINGS);
    let score = |node: usize| -> i64 {
        let this = &graph.nodes[node];
        let mut borne_out = vec![independent(graph, quotations, origins, node) > 1; this.stems.len()];
        let mut closed_over: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); this.stems.len()];
        let mut replaced = vec![false; this.stems.len()];
        for &other in wordings.iter().filter(|&&other| other != node) {
            let elsewhere = graph
                .articles(other, quotations)
                .any(|article| graph.articles(node, quotations).all(|own| origins[own] != origins[article]));
            if !elsewhere {
                continue;
            }
            let others = graph.nodes[other].stems.len();
            let pairs =
                align_variants(&this.stems, &graph.nodes[other].stems, |stem| graph.weights.of(stem)).pairs;
            pairs.iter().for_each(|&(at, _)| borne_out[at] = true);
            let (mut here, mut there) = (0, 0);
            for &(next, theirs) in pairs.iter().chain([&(this.stems.len(), others)]) {
                if theirs > there {
                    replaced[here..next].fill(true);
                }
                (here, there) = (next + 1, theirs + 1);
            }
            for two in pairs.windows(2) {
                let ((from, left), (to, right)) = (two[0], two[1]);
                let closed = right == left + 1
                    && quotations[graph.nodes[other].members[0]].words[right].before != Break::Omission;
                if closed && (2..=4).contains(&(to - from)) {
                    let by = graph.articles(other, quotations).map(|article| origins[article]);
                    let by: Vec<usize> = by.collect();
                    closed_over[from + 1..to].iter_mut().for_each(|closed| closed.extend(&by));
                }
            }
        }
        let value = |(at, &stem): (usize, &u32)| {
            let weight = i64::from(graph.weights.of(stem));
            match closed_over[at].len() {
                _ if borne_out[at] => 4 * weight,
                0 if !replaced[at] => weight,
                0 | 1 => 0,
                _ => -2 * weight,
            }
        };
        let agreeing = independent(graph, quotations, origins, node) as i64 - 1;
        this.stems.iter().enumerate().map(value).sum::<i64>() + 20 * agreeing
    };
    let key = |&node: &usize| {
        let first = &quotations[graph.nodes[node].members[0]];
        // The best score; then printed whole, in the fewest pieces, the earliest.
        (
            score(node),
            Reverse((first.joined, first.pieces.len(), first.pulled, first.article, first.pieces[0])),
        )
    };
    wordings.iter().copied().max_by_key(key).unwrap_or(nodes[0])
}

/// In how many articles a node stands, copies not counted.
fn independent(graph: &Graph, quotations: &[Quotation], origins: &[usize], node: usize) -> usize {
    let mut articles: Vec<usize> = graph.articles(node, quotations).map(|article| origins[article]).collect();
    articles.sort_unstable();
    articles.dedup();
    articles.len()
}

/// How the wording of `variant` differs from `reference`, in the order of [`Drift`].
pub(crate) fn drift(variant: &Quotation, reference: &Quotation, weight: impl Fn(u32) -> u32) -> Vec<Drift> {
    let (stems, wanted) = (variant.stems(), reference.stems());
    let pairs = align_variants(&stems, &wanted, weight).pairs;
    let contracted = |words: &[Word], at: usize| {
        let same = |other: Option<&Word>| other.is_some_and(|other| other.span == words[at].span);
        same(words.get(at + 1)) || at.checked_sub(1).is_some_and(|before| same(words.get(before)))
    };
    let mut cut = false;
    let mut reworded = pairs.iter().any(|&(at, other)| {
        variant.words[at].id != reference.words[other].id
            || contracted(&variant.words, at) != contracted(&reference.words, other)
    });
    // An editor's words in brackets are words added, whatever they explain or stand for.
    let mut inserted = variant.editor.len() > reference.editor.len();
    let mut longer = false;
    let end = (stems.len(), wanted.len());
    let (mut here, mut there) = (0, 0);
    for &(next, other) in pairs.iter().chain([&end]) {
        let (added, missing) = (next - here, other - there);
        let at_an_end = here == 0 || next == end.0;
        // `[the council] will pay` for `they will pay`: the editor's words stand for the missing.
        let replaced = missing <= 3 && variant.editor.contains(&next);
        match (added, missing) {
            (0, 0) => {}
            (0, _) => cut |= !replaced,
            (_, 0) if at_an_end => longer = true,
            (_, 0) => inserted = true,
            _ => {
                reworded = true;
                cut |= missing > added + 3;
                inserted |= added > missing + 3;
            }
        }
        (here, there) = (next + 1, other + 1);
    }
    // More words at an end are no change of those that others have; without any other change they
    // are all that sets the wording apart.
    inserted |= longer && !cut && !reworded;
    let mut drift = Vec::new();
    let found = [
        (cut, Drift::Cut),
        (variant.joined, Drift::Joined),
        (reworded, Drift::Reworded),
        (inserted, Drift::Inserted),
    ];
    drift.extend(found.into_iter().filter(|(is, _)| *is).map(|(_, drift)| drift));
    if drift.is_empty() {
        drift.push(Drift::Exact);
    }
    drift
}
