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
        let mut arcs = Vec::with_capacity(sentence.len());
        self.parse_into(sentence, &mut State::default(), &mut arcs);
        arcs
    }

    /// [`Parser::parse`] for many sentences: works in `state` and replaces what `arcs` holds, so that nothing is
    /// allocated once both have grown to the longest sentence.
    pub fn parse_into(&self, sentence: &[Token], state: &mut State, arcs: &mut Vec<Arc>) {
        state.start(sentence);
        while !state.is_done() {
            let action = match state.only_action() {
                Some(action) => action,
                None => self.best_action(state),
            };
            if let Some((head, dependent)) = state.apply(action) {
                let relation = if head == sentence.len() {
                    Relation::Root
                } else {
                    let sums = self.relations.sums(&state.relation_features(head, dependent));
                    Relation::ALL[largest(sums.as_flattened(), Relation::ALL.len() - 1)]
                };
                state.set_relation(dependent, relation);
            }
        }
        arcs.clear();
        arcs.extend(state.arcs());
    }

    fn best_action(&self, state: &State) -> Action {
        let [left, right] = self.actions.sums(&state.action_features());
        let sums = [0, left, right];
        let mut best = None;
        for action in Action::ALL {
            let sum = sums[action as usize];
            if state.allows(action) && best.is_none_or(|(_, most)| sum > most) {
                best = Some((action, sum));
            }
        }
        best.map_or(Action::Shift, |(action, _)| action)
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
        let mut state = State::default();
        let mut arcs = Vec::new();
        for text in
            ["", ".", "a", "” ” (", "Holt Holt Holt said said", "if and or that, to of", "7 7 7 % $ x"]
        {
            let tokens = tagged(text);
            Parser::english().parse_into(&tokens, &mut state, &mut arcs);
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
