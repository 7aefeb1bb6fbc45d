//! What the transformer says of a passage, weighed with the trained roles.
//!
//! The two err differently: the roles see the rules' proposals, the tree and the lexicon but learn from few articles, the
//! transformer has read much and knows nothing of grammar by name. Their scores are added as those of independent
//! witnesses are (a product of experts, Hinton 2002), each with a weight chosen on the development parts.

use sayso_model::{Act, Span};
use sayso_transformer::Statement;

use super::label::{Label, Role};
use crate::passages::Unit;
use crate::phrases::verb_group;

/// How much the two weigh when they say whether a word is a cue.
const CUE: [f32; 2] = [0.6, 0.5];
/// How much the transformer weighs when it says what a unit is to a cue.
const ROLE: f32 = 0.5;
/// The chance of a cue of which the transformer says nothing.
const SILENT: f32 = 0.04;
/// The chance from which on a word is looked at that neither lexicon nor tag would make a cue.
const CLEAR: f32 = 0.5;

/// The transformer's statements whose anchors stand in one passage.
pub(super) struct Second<'s> {
    statements: &'s [Statement],
}

impl<'s> Second<'s> {
    /// Those of `statements`, which are in order of their anchors, that stand in the passage.
    pub(super) fn new(statements: &'s [Statement], units: &[Unit]) -> Self {
        let around = match (units.first(), units.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::new(0, 0),
        };
        let from = statements.partition_point(|statement| statement.anchor.start < around.start);
        let to = statements.partition_point(|statement| statement.anchor.start < around.end);
        Self { statements: &statements[from..to.max(from)] }
    }

    /// What it says of the cue whose head is the unit at `head`: the likeliest statement anchored in its verb group.
    pub(super) fn of(&self, units: &[Unit], head: usize) -> Option<&'s Statement> {
        let start = if units[head].tag.is_verb() { verb_group(units, head).start } else { head };
        self.statements
            .iter()
            .filter(|statement| {
                (start..=head)
                    .any(|at| !units[at].is_quotation() && units[at].span.holds(statement.anchor.start))
            })
            .max_by(|one, other| one.chance.total_cmp(&other.chance))
    }

    /// Whether it is clear enough that the unit at `at` begins a cue to look at it.
    pub(super) fn is_clear(&self, units: &[Unit], at: usize) -> bool {
        self.statements
            .iter()
            .any(|statement| statement.chance >= CLEAR && units[at].span.holds(statement.anchor.start))
    }
}

/// The chance of a cue by both, `own` being that of the roles.
pub(super) fn chance(own: f32, statement: Option<&Statement>) -> f32 {
    let other = statement.map_or(SILENT, |statement| statement.chance);
    let sum = CUE[0] * odds(own) + CUE[1] * odds(other);
    1.0 / (1.0 + (-sum).exp())
}

/// How it is said, where the transformer is clear that it is: better than the cue word alone tells.
pub(super) fn act(statement: &Statement) -> Option<Act> {
    (statement.chance >= CLEAR).then_some(statement.act)
}

fn odds(chance: f32) -> f32 {
    let chance = chance.clamp(1e-4, 1.0 - 1e-4);
    (chance / (1.0 - chance)).ln()
}

/// Adds to the labels' scores of every unit what the transformer says of its pieces.
pub(super) fn weigh(scores: &mut [[f32; Label::COUNT]], units: &[Unit], statement: &Statement) {
    let mut piece = statement.roles.partition_point(|(span, _)| span.end <= units[0].span.start);
    for (scores, unit) in scores.iter_mut().zip(units) {
        let (mut sums, mut count) = ([0.0; 4], 0.0);
        while let Some((span, roles)) =
            statement.roles.get(piece).filter(|(span, _)| span.start < unit.span.end)
        {
            if !span.is_empty() {
                for (sum, role) in sums.iter_mut().zip(roles) {
                    *sum += role;
                }
                count += 1.0;
            }
            piece += 1;
        }
        if count == 0.0 {
            continue;
        }
        for (score, label) in scores.iter_mut().zip(Label::ALL) {
            let role = match label.role() {
                None => 0,
                Some(Role::Source) => 1,
                Some(Role::Cue) => 2,
                Some(Role::Content) => 3,
            };
            *score += ROLE * sums[role] / count;
        }
    }
}
