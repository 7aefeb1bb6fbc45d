//! Cues and the roles around them, as trained weights see them.
//!
//! The rules of [`crate::clauses`] propose; two linear models decide. One asks of every word that could be a cue whether it is
//! one. The other labels, for one cue, the words of its passage as source, cue, content or neither: semantic role
//! labelling with the cue as predicate (Gildea and Jurafsky 2002), decoded as a linear chain (conditional random field,
//! Lafferty et al. 2001). What the rules found is among the features of both, so that the weights learn when
//! to believe them. A quotation is one unit here as it is for the rules.

mod chain;
mod cue;
mod label;
mod seen;
mod table;
pub mod training;
mod unit;

use sayso_language::word;
use sayso_model::{Act, Span};

use crate::draft::{Draft, Found};
use crate::lexicon::cues;
use crate::passages::Passage;
use label::{Label, Role};
use seen::Seen;
pub use table::{Roles, RolesError};

/// The attributions of one passage, in the order of their cues.
pub(crate) fn read(text: &str, passage: &Passage, rules: &[Draft], roles: &Roles) -> Vec<Draft> {
    let seen = Seen::new(text, passage, rules);
    let mut drafts = Vec::new();
    for head in 0..passage.units.len() {
        if !seen.may_be_cue(head) {
            continue;
        }
        let chance = roles.cue_chance(&cue::features(&seen, head));
        if chance < roles.threshold() {
            continue;
        }
        let chain = roles.chain(&seen, head);
        let (labels, share) = chain.best();
        drafts.extend(draft(&seen, head, &labels, chance * share));
    }
    drafts
}

/// The draft that the labels around a cue make; none when they hold no content.
fn draft(seen: &Seen, head: usize, labels: &[Label], confidence: f32) -> Option<Draft> {
    let content = pieces(seen, labels, Role::Content);
    if content.is_empty() {
        return None;
    }
    let mut cue = pieces(seen, labels, Role::Cue);
    if cue.is_empty() {
        cue.push(seen.units[head].span);
    }
    let rule = seen.rule_at(head);
    let word = seen.units[head].word;
    let act = rule
        .map(|rule| rule.act)
        .or_else(|| cues().verb(word).map(|verb| verb.act))
        .or_else(|| cues().noun(word).map(|noun| noun.act))
        .unwrap_or(Act::Speech);
    Some(Draft {
        found: rule.map_or_else(|| found(seen, head, labels), |rule| rule.found),
        source: pieces(seen, labels, Role::Source),
        cue,
        content,
        act,
        via: rule.map(|rule| rule.via.clone()).unwrap_or_default(),
        paragraph: seen.passage.paragraph,
        within: seen.passage.within,
        confidence: Some(confidence),
    })
}

/// The runs of units with a role, as spans.
fn pieces(seen: &Seen, labels: &[Label], role: Role) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut last = None;
    for (at, label) in labels.iter().enumerate() {
        if label.role() != Some(role) {
            continue;
        }
        let span = seen.units[at].span;
        match pieces.last_mut() {
            Some(piece) if last == at.checked_sub(1) && !label.begins() => piece.end = span.end,
            _ => pieces.push(span),
        }
        last = Some(at);
    }
    pieces
}

/// In what form an attribution stands that no rule has found.
fn found(seen: &Seen, head: usize, labels: &[Label]) -> Found {
    let content = |at: usize| labels[at].role() == Some(Role::Content);
    let unit = &seen.units[head];
    if (0..labels.len()).any(|at| content(at) && seen.units[at].is_quotation()) {
        Found::VerbAndQuotation
    } else if unit.is(word("according")) {
        Found::AccordingTo
    } else if unit.is(word(":")) {
        Found::Colon
    } else if unit.tag.is_noun() {
        Found::Noun
    } else if (0..head).any(content) {
        Found::VerbAfter
    } else {
        Found::VerbClause
    }
}
