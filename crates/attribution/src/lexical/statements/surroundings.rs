//! What stands around a cue: quotations, the edges of clauses, words of no weight.

use std::ops::Range;

use super::Reader;
use crate::lexical::cues::{Wants, cue_at};
use crate::lexical::lexicon::Class;
use crate::lexical::phrases::{is_function, subject_before};
use crate::lexical::units::Unit;

impl Reader<'_> {
    /// The quotation that ends right before `at`, which nobody has yet.
    pub(super) fn quotation_before(&self, at: usize) -> Option<usize> {
        const REACH: usize = 12;
        for place in (at.saturating_sub(REACH)..at).rev() {
            let unit = &self.units[place];
            if unit.quotation.is_some() {
                return (!self.taken.contains(&place)).then_some(place);
            }
            let mark = unit.is_mark(',') || unit.is_dash() || unit.is_mark('.') && place + 1 == at;
            if !(mark || self.is_loose(place)) {
                break;
            }
        }
        // “…”, Holt said
        let named =
            (at.saturating_sub(REACH)..at).rev().find(|&place| self.units[place].quotation.is_some())?;
        let comma = self.units.get(named + 1).is_some_and(|unit| unit.is_mark(',') || unit.is_dash());
        let subject = subject_before(self.units, named + 1, at, self.lexicon.grammar);
        (comma && subject.is_some() && !self.taken.contains(&named)).then_some(named)
    }

    /// The quotation that goes on after `at`: `…, said Holt, “…”`.
    pub(super) fn quotation_after(&self, at: usize) -> Option<usize> {
        const REACH: usize = 12;
        // circumstances of the saying may stand between
        let mark = (at..self.units.len().min(at + REACH)).find(|&place| self.units[place].mark.is_some())?;
        // "…, said Holt. — …"
        let dash = self.units[mark].is_mark('.') && self.units.get(mark + 1).is_some_and(Unit::is_dash);
        if !(dash
            || self.units[mark].is_mark(',')
            || self.units[mark].is_mark(':')
            || self.units[mark].is_dash())
        {
            return None;
        }
        let next = (mark + 1..self.units.len().min(mark + 4)).find(|&place| {
            !(self.units[place].mark.is_some() || self.units[place].has(Class::Conjunction))
        })?;
        self.units[next].quotation.filter(|_| !self.taken.contains(&next)).map(|_| next)
    }

    /// Whether a word only tells when, how, or ties.
    pub(super) fn is_loose(&self, at: usize) -> bool {
        const LOOSE: &[Class] = &[Class::Adverb, Class::Clitic, Class::Negation, Class::Time];
        self.units[at].is_word() && self.units[at].any(LOOSE) && is_function(self.units, at)
    }

    /// Whether nothing of weight stands between `at` and the next mark, or the end.
    pub(super) fn rest_is_loose(&self, at: usize) -> bool {
        const MOST: usize = 8;
        let close = (at..self.units.len())
            .find(|&place| self.units[place].mark.is_some_and(|mark| mark != '(' && mark != ')'))
            .unwrap_or(self.units.len());
        let opens = self.units.get(at).is_none_or(|unit| {
            unit.mark.is_some()
                || unit.any(&[
                    Class::Preposition,
                    Class::Adverb,
                    Class::Time,
                    Class::Addressee,
                    Class::Article,
                ])
        });
        opens && close - at <= MOST && self.units[at..close].iter().all(|unit| unit.quotation.is_none())
    }

    /// Whether the unit at `at` begins its sentence, or what goes on with it.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        self.units[self.floor.min(at)..at]
            .iter()
            .all(|unit| unit.mark.is_some() || unit.quotation.is_some() || unit.has(Class::Conjunction))
    }

    /// From the beginning of the clause to `end`, without marks at its edges.
    pub(super) fn clause(&self, end: usize) -> Range<usize> {
        self.trimmed(self.floor.min(end)..end)
    }

    pub(super) fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let edge = |at: usize| {
            self.units[at].mark.is_some_and(|mark| matches!(mark, ',' | '.' | ':' | ';' | '–' | '—' | '-'))
        };
        while range.start < range.end && edge(range.start) {
            range.start += 1;
        }
        while range.end > range.start && edge(range.end - 1) {
            range.end -= 1;
        }
        range
    }

    /// Where content that goes on at `start` ends: before the next cue of the same source, or with the sentence.
    pub(super) fn content_end(&self, start: usize) -> usize {
        let mut end = self.units.len();
        for at in start..self.units.len() {
            let unit = &self.units[at];
            if unit.is_mark(';') {
                end = at;
                break;
            }
            let joint = unit.is_mark(',') || unit.has(Class::Conjunction);
            if joint && at > start + 1 {
                let mut next = at + 1;
                while next < self.units.len()
                    && (self.is_loose(next) || self.units[next].has(Class::Conjunction))
                {
                    next += 1;
                }
                let other = next < self.units.len()
                    && (cue_at(self.units, next, self.lexicon).is_some_and(|cue| cue.wants != Wants::Clause)
                        || self.units[next].any(&[Class::So, Class::According]) && unit.is_mark(','));
                if other {
                    end = at;
                    break;
                }
            }
        }
        self.trimmed(start..end).end
    }
}
