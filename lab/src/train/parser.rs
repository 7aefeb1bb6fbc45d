use anyhow::Result;
use sayso_language::parser::{Action, ActionWeights, RelationWeights, State};
use sayso_language::{Parser, Relation};

use super::averaged::{Averaged, Mixture, Random, best};
use super::treebank::Sentence;
use crate::table::ratio;

/// Passes over the training data.
const PASSES: usize = 10;
/// Models to mix.
const MODELS: u64 = 8;
/// A wrong choice must lose by this much, else the weights move.
const MARGIN: f32 = 1.0;
/// After the first pass one action in so many is the right one whatever the parser would do; otherwise it goes its own
/// way and learns to make the best of it.
const GUIDED: u64 = 10;

const ACTIONS: usize = Action::ALL.len();

/// The weights of a parser, of actions and of relations, that learnt from these sentences, which must be tagged as they
/// will be when it is used.
pub(super) fn fit(sentences: &[Sentence]) -> Result<[Vec<u8>; 2]> {
    let (mut actions, mut relations) = (Mixture::default(), Mixture::default());
    for seed in 1..=MODELS {
        let (action, relation) = fit_one(sentences, seed);
        actions.add(action);
        relations.add(relation);
    }
    Ok([actions.beyond_first(ACTIONS).quantised()?, RelationWeights::pack(relations.sums()?)])
}

fn fit_one(sentences: &[Sentence], seed: u64) -> (Averaged, Averaged) {
    const RELATIONS: usize = RelationWeights::WIDTH;
    let mut actions = Averaged::new(ACTIONS, ActionWeights::ROWS);
    let mut relations = Averaged::new(RELATIONS, RelationWeights::ROWS);
    let mut order: Vec<&Sentence> = sentences.iter().collect();
    let mut random = Random(seed);
    let mut state = State::default();
    for pass in 0..PASSES {
        random.shuffle(&mut order);
        for sentence in &order {
            state.start(&sentence.tokens);
            while !state.is_done() {
                let costs = state.costs(&sentence.heads);
                let allowed = |action: usize| state.allows(Action::ALL[action]);
                let least = (0..ACTIONS).filter(|&action| allowed(action)).map(|action| costs[action]).min();
                let rows = state.action_features().map(ActionWeights::row);
                let sums: [f32; ACTIONS] = actions.sums(&rows);
                let good = |action: usize| allowed(action) && Some(costs[action]) == least;
                let right = best(&sums, good).unwrap_or(0);
                let wrong = best(&sums, |action| allowed(action) && !good(action));
                let guided = pass == 0 || random.once_in(GUIDED);
                let mut taken = right;
                if let Some(wrong) = wrong {
                    if sums[wrong] > sums[right] && !guided {
                        taken = wrong;
                    }
                    if sums[right] - sums[wrong] < MARGIN {
                        actions.move_weight(&rows, wrong, right);
                    }
                }
                actions.tick();
                let Some((head, dependent)) = state.apply(Action::ALL[taken]) else { continue };
                if head == state.root() {
                    state.set_relation(dependent, Relation::Root);
                    continue;
                }
                let rows = state.relation_features(head, dependent).map(RelationWeights::row);
                let sums: [f32; RELATIONS] = relations.sums(&rows);
                let sums = &sums[..Relation::ALL.len() - 1];
                let chosen = best(sums, |_| true).unwrap_or(0);
                // Only of a right arc is it known how the two depend.
                if sentence.heads[dependent] == head {
                    let gold = sentence.relations[dependent] as usize;
                    if let Some(rival) = best(sums, |relation| relation != gold)
                        && gold < sums.len()
                        && sums[gold] - sums[rival] < MARGIN
                    {
                        relations.move_weight(&rows, rival, gold);
                    }
                    relations.tick();
                }
                state.set_relation(dependent, Relation::ALL[chosen]);
            }
        }
    }
    (actions, relations)
}

/// Shares of tokens with the right head (UAS), with the right head and universal relation (LAS), and with the right
/// head and relation to the subtype.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attachment {
    pub(super) heads: f64,
    pub(super) universal: f64,
    pub(super) relations: f64,
}

/// How well a parser does on sentences that are tagged.
pub(super) fn attachment(parser: &Parser, sentences: &[Sentence]) -> Attachment {
    let (mut all, mut heads, mut universal, mut relations) = (0, 0, 0, 0);
    for sentence in sentences {
        let arcs = parser.parse(&sentence.tokens);
        all += arcs.len();
        for (at, arc) in arcs.iter().enumerate() {
            let head = arc.head.map_or(arcs.len(), |head| head as usize);
            let gold = sentence.relations[at];
            if head == sentence.heads[at] {
                heads += 1;
                universal += usize::from(arc.relation.universal() == gold.universal());
                relations += usize::from(arc.relation == gold);
            }
        }
    }
    Attachment {
        heads: ratio(heads, all),
        universal: ratio(universal, all),
        relations: ratio(relations, all),
    }
}
