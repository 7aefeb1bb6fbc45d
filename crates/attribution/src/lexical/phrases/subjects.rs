//! The phrase that is the subject of a verb, before or after it, past what tells only when, where and how.

use super::{Phrase, core, is_function, phrase};
use crate::lexical::lexicon::{Class, Grammar};
use crate::lexical::units::Unit;

/// The phrase before the cue at `cue` that is its subject: the first, from `floor` on, between which and the cue
/// only circumstances stand.
pub(crate) fn subject_before(units: &[Unit], floor: usize, cue: usize, grammar: Grammar) -> Option<Phrase> {
    /// Units that are looked back over.
    const REACH: usize = 60;
    let mut at = floor.max(cue.saturating_sub(REACH));
    let mut governed = false;
    while at < cue {
        let unit = &units[at];
        if let Some(found) = phrase(units, at, grammar).filter(|found| found.range.end <= cue) {
            if !governed && circumstances(units, found.range.end, cue, grammar) {
                return Some(found);
            }
            if !governed && found.range != found.core && circumstances(units, found.core.end, cue, grammar) {
                return Some(Phrase { range: found.core.clone(), ..found });
            }
            // an aside taken for the subject's own may be the subject of the next clause
            at = found.core.end;
            governed = false;
            continue;
        }
        governed = unit.any(&[Class::Preposition, Class::Of, Class::AccordingWeak]) && is_function(units, at);
        at += 1;
    }
    None
}

/// Whether the units `from..to` tell only when, where and how.
fn circumstances(units: &[Unit], from: usize, to: usize, grammar: Grammar) -> bool {
    const BETWEEN: &[Class] =
        &[Class::Adverb, Class::Clitic, Class::Negation, Class::Time, Class::Auxiliary, Class::Addressee];
    let mut at = from;
    while at < to {
        let unit = &units[at];
        if unit.is_mark(',')
            && let Some(close) = set_off(&units[..to], at)
        {
            at = close + 1;
        } else if unit.is_mark(',') || unit.number || unit.any(BETWEEN) && is_function(units, at) {
            at += 1;
        } else if unit.has(Class::Preposition) {
            at = object(units, at, grammar).min(to);
        } else {
            return false;
        }
    }
    true
}

/// Where the words end that commas set off, from the comma at `at` on: those of an apposition that is no known phrase.
fn set_off(units: &[Unit], at: usize) -> Option<usize> {
    const LONGEST: usize = 14;
    const VERBS: &[Class] =
        &[Class::Speech, Class::Writing, Class::Auxiliary, Class::That, Class::Conjunction];
    let close = (at + 2..units.len().min(at + LONGEST))
        .find(|&place| units[place].mark.is_some() || units[place].quotation.is_some())?;
    let inside = at + 1..close;
    let verb = inside.clone().any(|place| units[place].any(VERBS) && is_function(units, place));
    (units[close].is_mark(',') && !verb).then_some(close)
}

/// Where the phrase ends that the preposition at `at` governs.
fn object(units: &[Unit], at: usize, grammar: Grammar) -> usize {
    let mut next = at + 1;
    while units.get(next).is_some_and(|unit| unit.number || unit.has(Class::Time)) {
        next += 1;
    }
    match core(units, next, grammar, 1) {
        Some(inner) => inner.range.end,
        None => {
            let words = units[next.min(units.len())..].iter().take(3);
            let plain = words.enumerate().take_while(|(offset, unit)| {
                unit.is_word() && !unit.capital && !is_function(units, next + offset)
            });
            next + plain.count()
        }
    }
}

/// The phrase after a cue that ends before `cue_end` which is its subject.
pub(crate) fn subject_after(units: &[Unit], cue_end: usize, grammar: Grammar) -> Option<Phrase> {
    /// Units that are looked at.
    const REACH: usize = 24;
    const BETWEEN: &[Class] = &[Class::Adverb, Class::Clitic, Class::Negation, Class::Time, Class::Addressee];
    let stop = units.len().min(cue_end + REACH);
    let mut at = cue_end;
    while at < stop {
        let unit = &units[at];
        if unit.number || unit.any(BETWEEN) && is_function(units, at) {
            at += 1;
        } else if let Some(found) = phrase(units, at, grammar) {
            // "рассказал ТАСС мэр": whom it was told
            let told = grammar.cases
                && found.core.len() == 1
                && units[at].has(Class::Outlet)
                && core(units, found.core.end, grammar, 0).is_some();
            if !told {
                return Some(found);
            }
            at = found.core.end;
        } else if unit.has(Class::Preposition) && is_function(units, at) {
            at = object(units, at, grammar);
        } else {
            return None;
        }
    }
    None
}

/// The phrase that a preposition among `units[at..]` governs, up to the next mark: where something is to be read.
pub(crate) fn governed(units: &[Unit], at: usize, grammar: Grammar) -> Option<Phrase> {
    let next = units.get(at).filter(|unit| unit.any(&[Class::Preposition, Class::Of, Class::In]))?;
    // "в «Автодоре»"
    if next.has(Class::In) && units.get(at + 1).is_some_and(|unit| unit.quotation.is_some()) {
        let range = at + 1..at + 2;
        return Some(Phrase {
            range: range.clone(),
            core: range.clone(),
            name: Some(range),
            head: None,
            pronoun: false,
        });
    }
    let start = if next.has(Class::Article) { at } else { at + 1 };
    core(units, start, grammar, 0)
}
