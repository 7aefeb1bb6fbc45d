//! Verbs that tie a source to what it said: one form, an auxiliary with its participle, a verb in two parts.

use std::ops::Range;

use sayso_model::Act;

use super::lexicon::{Class, Lexicon};
use super::phrases::is_function;
use super::units::Unit;

/// A verb that can be a cue, where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    /// Its parts, in order.
    pub(crate) parts: Vec<Range<usize>>,
    pub(crate) act: Act,
    pub(crate) wants: Wants,
    /// A pronoun that hangs on it: `a-t-il dit`.
    pub(crate) subject: Option<usize>,
    /// Its first part goes on to here, with a pronoun that hangs on it.
    pub(crate) end: usize,
}

/// What must stand beside a verb for it to be a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wants {
    /// A quotation or a clause.
    Any,
    /// A quotation.
    Quotation,
    /// A quotation that is a part of its clause: `called it “…”`.
    Label,
    /// A clause.
    Clause,
}

impl Cue {
    pub(crate) fn start(&self) -> usize {
        self.parts[0].start
    }

    /// Where its last part ends.
    pub(crate) fn close(&self) -> usize {
        self.parts.last().map_or(self.end, |part| part.end).max(self.end)
    }
}

/// Units between the two parts of a verb.
const LONGEST_FRAME: usize = 30;

/// The cue that begins at `at`.
pub(crate) fn cue_at(units: &[Unit], at: usize, lexicon: &Lexicon) -> Option<Cue> {
    let unit = &units[at];
    if !unit.is_word() || at > 0 && unit.capital && !is_function(units, at) {
        return None;
    }
    let (subject, end) = enclitic(units, at + 1);
    // `teilte … mit`
    let second = second_part(units, end, lexicon.particles(unit.word));
    if let Some(second) = second {
        let parts = vec![at..at + 1, second..second + 1];
        return Some(Cue { parts, act: Act::Speech, wants: Wants::Any, subject, end });
    }
    let infinitive = at > 0 && units[at - 1].has(Class::Infinitive);
    let passive = sense(unit).is_some() && units.get(at + 1).is_some_and(|next| next.has(Class::Passive));
    if !is_function(units, at) || infinitive || passive {
        return None;
    }
    let finite = [
        (Class::Speech, Act::Speech, Wants::Any),
        (Class::Writing, Act::Writing, Wants::Any),
        (Class::Thought, Act::Thought, Wants::Clause),
        (Class::Plan, Act::Plan, Wants::Any),
        (Class::Label, Act::Speech, Wants::Label),
        (Class::QuoteOnly, Act::Speech, Wants::Quotation),
    ];
    if let Some(&(_, act, wants)) = finite.iter().find(|(class, ..)| unit.has(*class)) {
        // "demande-t-elle" asks, "demande que" demands
        let asks = act == Act::Plan
            && unit.has(Class::QuoteOnly)
            && !units.get(end).is_some_and(|next| next.has(Class::That));
        let act = if asks { Act::Speech } else { act };
        return Some(Cue { parts: vec![at..at + 1], act, wants, subject, end });
    }
    if unit.has(Class::Auxiliary) {
        let found = participle(units, end, lexicon)?;
        let (act, wants) = sense(&units[found])?;
        let parts = if found == at + 1 { vec![at..found + 1] } else { vec![at..at + 1, found..found + 1] };
        let end = if found <= end + NEAR { found + 1 } else { end };
        return Some(Cue { parts, act, wants, subject, end });
    }
    // "wie Holt gesagt hat"
    let (act, wants) = sense(unit)?;
    let after = units.get(at + 1).is_some_and(|next| next.has(Class::Auxiliary));
    (after && lexicon.grammar.verb_final).then(|| Cue {
        parts: vec![at..at + 2],
        act,
        wants,
        subject: None,
        end: at + 2,
    })
}

/// Units between an auxiliary and the participle beside it.
const NEAR: usize = 3;

/// The participle that goes with an auxiliary before `from`.
fn participle(units: &[Unit], from: usize, lexicon: &Lexicon) -> Option<usize> {
    const BETWEEN: &[Class] = &[Class::Adverb, Class::Clitic, Class::Negation, Class::Time, Class::Auxiliary];
    let near = (from..units.len().min(from + NEAR + 1))
        .take_while(|&at| units[at].is_word())
        .find(|&at| sense(&units[at]).is_some() || !units[at].any(BETWEEN));
    if let Some(at) = near.filter(|&at| sense(&units[at]).is_some()) {
        return Some(at);
    }
    if !lexicon.grammar.verb_final {
        return None;
    }
    let close = clause_end(units, from);
    let last = close.checked_sub(1).filter(|&last| last >= from)?;
    let opens_clause = units[last].has(Class::That);
    let last = if opens_clause { last.checked_sub(1)? } else { last };
    sense(&units[last]).map(|_| last)
}

/// What a participle says of its source.
fn sense(unit: &Unit) -> Option<(Act, Wants)> {
    [
        (Class::SpeechParticiple, Act::Speech, Wants::Any),
        (Class::WritingParticiple, Act::Writing, Wants::Any),
        (Class::ThoughtParticiple, Act::Thought, Wants::Clause),
        (Class::PlanParticiple, Act::Plan, Wants::Any),
        (Class::LabelParticiple, Act::Speech, Wants::Label),
    ]
    .into_iter()
    .find(|(class, ..)| unit.has(*class))
    .map(|(_, act, wants)| (act, wants))
}

/// The second part of a verb at the end of its clause.
fn second_part(units: &[Unit], from: usize, particles: &[sayso_language::Word]) -> Option<usize> {
    if particles.is_empty() {
        return None;
    }
    let close = clause_end(units, from);
    // "gab an der Tür an, …": the last word before the mark or the content clause
    let ends = |at: usize| {
        units.get(at).is_none_or(|next| !next.is_word() || next.any(&[Class::That, Class::Conjunction]))
    };
    (from..close).find(|&at| units[at].is_word() && particles.contains(&units[at].word) && ends(at + 1))
}

/// Where the clause that goes on at `from` ends: at the next mark or quotation.
fn clause_end(units: &[Unit], from: usize) -> usize {
    let stop = units.len().min(from + LONGEST_FRAME);
    (from..stop)
        .find(|&at| {
            units[at].quotation.is_some()
                || at > from && units[at].has(Class::That) && !units[at].has(Class::Article)
                || matches!(units[at].mark, Some(',' | '.' | ':' | ';' | '–' | '—' | '?' | '!'))
        })
        .unwrap_or(stop)
}

/// A pronoun hung on with hyphens: `-t-il`. Gives it and where it ends.
fn enclitic(units: &[Unit], at: usize) -> (Option<usize>, usize) {
    const PRONOUNS: &[Class] = &[Class::He, Class::She, Class::They, Class::It];
    let mut next = at;
    while units.get(next).is_some_and(|unit| unit.is_mark('-'))
        && units[next - 1].span.end == units[next].span.start
        && let Some(part) = units.get(next + 1).filter(|part| part.is_word())
    {
        if part.any(PRONOUNS) {
            return (Some(next + 1), next + 2);
        }
        next += 2;
    }
    (None, at)
}
