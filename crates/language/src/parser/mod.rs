//! Who depends on whom in a sentence.

mod features;
mod state;

pub use features::{ACTION_FEATURES, RELATION_FEATURES};
pub use state::{Action, State};

use std::sync::LazyLock;

use crate::weights::{Packed, Weights, largest};
use crate::{Relation, Token, models, word};

/// One token's place in the tree of its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arc {
    /// The token that it depends on, counted from the start of the sentence; none for the root.
    pub head: Option<u32>,
    /// How it depends on that token.
    pub relation: Relation,
}

/// How much more speaks for the second and the third action than for the first.
pub type ActionWeights = Weights<2, { 1 << 20 }>;
/// Weights of the relations, the root's apart, which has no rival.
pub type RelationWeights = Packed<24, { 1 << 16 }>;

/// A dependency parser in the manner of Universal Dependencies: greedy arc-hybrid transitions (Kuhlmann,
/// Gómez-Rodríguez and Satta 2011), chosen by an averaged perceptron that was trained with a dynamic oracle
/// (Goldberg and Nivre, "Training Deterministic Parsers with Non-Deterministic Oracles", 2013). The relation is
/// a second decision, taken when an arc is made: two small tables are read faster than one of actions times relations.
///
/// Every token has one head, every sentence one root, and no arcs cross. Time is linear in the tokens.
pub struct Parser {
    actions: ActionWeights,
    relations: RelationWeights,
}

static ENGLISH: LazyLock<Parser> = LazyLock::new(|| {
    let [actions, relations] = Parser::MODELS.map(|name| models::english(name, Parser::fingerprint()));
    Parser::new(ActionWeights::from_bytes(actions), RelationWeights::from_bytes(relations))
});

impl Parser {
    /// What its weights, of actions and of relations, are called in a file of models.
    pub const MODELS: [&str; 2] = ["parser.actions", "parser.relations"];

    /// The English parser that the program carries.
    #[must_use]
    pub fn english() -> &'static Parser {
        &ENGLISH
    }

    /// A parser from its weights.
    #[must_use]
    pub const fn new(actions: ActionWeights, relations: RelationWeights) -> Self {
        Self { actions, relations }
    }

    /// What the features give for a fixed text; see [`models::fingerprint`].
    #[must_use]
    pub fn fingerprint() -> u64 {
        let (_, tokens) = models::sample();
        let mut state = State::default();
        state.start(&tokens);
        let mut numbers = Vec::new();
        for turn in 0_usize.. {
            if state.is_done() {
                break;
            }
            numbers.extend(state.action_features().map(|hash| ActionWeights::row(hash) as u64));
            let turned = (0..3).map(|step| Action::ALL[(turn + step) % 3]);
            let action = turned.into_iter().find(|&action| state.allows(action));
            if let Some((head, dependent)) = state.apply(action.unwrap_or(Action::Shift)) {
                let hashes = state.relation_features(head, dependent);
                numbers.extend(hashes.map(|hash| RelationWeights::row(hash) as u64));
                state.set_relation(dependent, Relation::ALL[turn % Relation::ALL.len()]);
            }
        }
        models::fingerprint(numbers.into_iter().chain(Relation::ALL.iter().map(|kind| word(kind.name()).0)))
    }

    /// The tree of one sentence whose tokens are tagged: an arc for each token, in their order.
    #[must_use]
    pub fn parse(&self, sentence: &[Token]) -> Vec<Arc> {
        self.parse_all(&[sentence]).pop().unwrap_or_default()
    }

    /// The trees of sentences whose tokens are tagged, in their order: for each an arc for each token.
    ///
    /// Several sentences are parsed by turns. Which rows of the tables a decision needs is known only when the one before it
    /// is made, and they are seldom at hand; while memory brings those of one sentence the others are gone on with.
    #[must_use]
    pub fn parse_all(&self, sentences: &[&[Token]]) -> Vec<Vec<Arc>> {
        let mut trees = vec![Vec::new(); sentences.len()];
        let mut coming = sentences.iter().enumerate();
        let mut lanes: Vec<Lane> = Vec::new();
        while lanes.len() < LANES
            && let Some(lane) = coming.next().map(|(number, sentence)| Lane::new(number, sentence))
        {
            lanes.push(lane);
        }
        while !lanes.is_empty() {
            lanes.retain_mut(|lane| {
                self.decide(lane);
                while !self.ask(lane) {
                    trees[lane.number].extend(lane.state.arcs());
                    match coming.next() {
                        Some((number, sentence)) => lane.start(number, sentence),
                        None => return false,
                    }
                }
                true
            });
        }
        trees
    }

    /// Takes the decision that a lane's features were asked for, if any.
    fn decide(&self, lane: &mut Lane) {
        match lane.asked.take() {
            None => {}
            Some(Asked::Action(hashes)) => {
                let [left, right] = self.actions.sums(&hashes);
                let action = best_action(&lane.state, [0, left, right]);
                self.take(lane, action);
            }
            Some(Asked::Relation { dependent, hashes }) => {
                let sums = self.relations.sums(&hashes);
                let relation = Relation::ALL[largest(sums.as_flattened(), Relation::ALL.len() - 1)];
                lane.state.set_relation(dependent, relation);
            }
        }
    }

    /// Goes on up to the next decision and asks memory for what it needs; whether there is one.
    fn ask(&self, lane: &mut Lane) -> bool {
        while lane.asked.is_none() && !lane.state.is_done() {
            match lane.state.only_action() {
                Some(action) => self.take(lane, action),
                None => {
                    let hashes = lane.state.action_features();
                    hashes.iter().for_each(|&hash| self.actions.fetch(hash));
                    lane.asked = Some(Asked::Action(hashes));
                }
            }
        }
        lane.asked.is_some()
    }

    fn take(&self, lane: &mut Lane, action: Action) {
        let Some((head, dependent)) = lane.state.apply(action) else { return };
        if head == lane.state.root() {
            lane.state.set_relation(dependent, Relation::Root);
        } else {
            let hashes = lane.state.relation_features(head, dependent);
            hashes.iter().for_each(|&hash| self.relations.fetch(hash));
            lane.asked = Some(Asked::Relation { dependent, hashes });
        }
    }
}

fn best_action(state: &State, sums: [i16; 3]) -> Action {
    let mut best = None;
    for action in Action::ALL {
        let sum = sums[action as usize];
        if state.allows(action) && best.is_none_or(|(_, most)| sum > most) {
            best = Some((action, sum));
        }
    }
    best.map_or(Action::Shift, |(action, _)| action)
}

/// Sentences that are parsed by turns: with four, what was asked of memory is there when its turn comes, and the rows of
/// all still fit the smallest of the caches.
const LANES: usize = 4;

/// A sentence that is being parsed.
struct Lane {
    /// Which of the sentences.
    number: usize,
    state: State,
    /// What is to be decided next.
    asked: Option<Asked>,
}

/// A decision and the hashes of the features that tell it.
#[allow(clippy::large_enum_variant, reason = "every lane holds both in turn")]
enum Asked {
    Action([u64; ACTION_FEATURES]),
    Relation { dependent: usize, hashes: [u64; RELATION_FEATURES] },
}

impl Lane {
    fn new(number: usize, sentence: &[Token]) -> Self {
        let mut lane = Self { number, state: State::default(), asked: None };
        lane.start(number, sentence);
        lane
    }

    fn start(&mut self, number: usize, sentence: &[Token]) {
        self.number = number;
        self.state.start(sentence);
    }
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

    /// Each token with its relation and the form of its head.
    fn tree(text: &str) -> String {
        let tokens = tagged(text);
        let arcs = Parser::english().parse(&tokens);
        let lines: Vec<String> = tokens
            .iter()
            .zip(&arcs)
            .map(|(token, arc)| {
                let head = arc.head.map_or("", |head| tokens[head as usize].of(text));
                format!("{} {} {head}", token.of(text), arc.relation.name()).trim_end().to_owned()
            })
            .collect();
        lines.join("; ")
    }

    #[test]
    fn plain_news_sentences() {
        assert_eq!(
            tree("The mayor said that she had warned the council."),
            "The det mayor; mayor nsubj said; said root; that mark warned; she nsubj warned; had aux warned; \
             warned ccomp said; the det council; council obj warned; . punct said"
        );
        assert_eq!(
            tree("“The plan will fail,” said Jana Holt, a spokeswoman for the union."),
            "“ punct fail; The det plan; plan nsubj fail; will aux fail; fail ccomp said; , punct fail; \
             ” punct fail; said root; Jana nsubj said; Holt flat Jana; , punct spokeswoman; a det spokeswoman; \
             spokeswoman appos Jana; for case union; the det union; union nmod spokeswoman; . punct said"
        );
    }

    #[test]
    fn any_tokens_become_one_tree() {
        let texts =
            ["", ".", "a", "” ” (", "Holt Holt Holt said said", "if and or that, to of", "7 7 7 % $ x"];
        let tokens = texts.map(tagged);
        let trees = Parser::english().parse_all(&tokens.each_ref().map(Vec::as_slice));
        for ((text, tokens), arcs) in texts.iter().zip(&tokens).zip(&trees) {
            assert_eq!(*arcs, Parser::english().parse(tokens), "{text}");
            assert_eq!(arcs.len(), tokens.len(), "{text}");
            let roots = arcs.iter().filter(|arc| arc.head.is_none());
            assert_eq!(roots.clone().count(), usize::from(!tokens.is_empty()), "{text}");
            assert!(roots.clone().all(|arc| arc.relation == Relation::Root), "{text}");
            for start in 0..arcs.len() {
                let mut at = start;
                for _ in 0..arcs.len() {
                    at = arcs[at].head.map_or(at, |head| head as usize);
                }
                assert!(arcs[at].head.is_none(), "a circle in {text}");
            }
        }
    }
}
