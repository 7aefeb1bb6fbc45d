//! Who is the subject of a cue.

use super::{Reader, Who};
use crate::lexical::cues::Cue;
use crate::lexical::lexicon::Class;
use crate::lexical::phrases::{Phrase, governed, phrase, subject_after, subject_before};
use crate::lexical::units::Unit;

impl Reader<'_> {
    /// Who is the subject of a cue beside a quotation: after it, before it from `floor` on, or whoever spoke last.
    pub(super) fn subject(&self, cue: &Cue, floor: usize) -> Who {
        let grammar = self.lexicon.grammar;
        if let Some(pronoun) = cue.subject {
            return self.pronoun(pronoun);
        }
        if let Some(before) = subject_before(self.units, floor, cue.start(), grammar) {
            return Who::Phrase(before);
        }
        let after = subject_after(self.units, cue.end, grammar);
        if let Some(after) = after.or_else(|| self.in_body(cue)) {
            return Who::Phrase(after);
        }
        self.running_subject(cue).unwrap_or(Who::Running)
    }

    /// `сообщили в мэрии`, `в мэрии сообщили`: where verbs without a subject say it.
    pub(super) fn in_body(&self, cue: &Cue) -> Option<Phrase> {
        let is_in = |at: usize| self.units.get(at).is_some_and(|unit| unit.has(Class::In));
        let after = (cue.end..cue.end + 3)
            .take_while(|&at| at == cue.end || self.is_loose(at - 1))
            .find(|&at| is_in(at));
        let named = after.and_then(|at| governed(self.units, at, self.lexicon.grammar));
        let named = named.filter(|named| named.can_speak(self.units));
        named.or_else(|| {
            let before = (self.floor..cue.start()).find(|&at| is_in(at))?;
            let named = governed(self.units, before, self.lexicon.grammar)?;
            let reaches = (named.range.end..cue.start()).all(|at| self.is_loose(at));
            (reaches && named.can_speak(self.units)).then_some(named)
        })
    }

    /// The subject of a verb that has none of its own: that of the clause it is joined to, or whoever spoke last.
    pub(super) fn running_subject(&self, cue: &Cue) -> Option<Who> {
        // "se espera que", "lo que indica que"
        let before = &self.units[cue.start().saturating_sub(2)..cue.start()];
        let nobody = |unit: &Unit| unit.any(&[Class::Impersonal, Class::That]) && !unit.has(Class::Relative);
        if before.iter().any(nobody) {
            return None;
        }
        if let Some(named) = self.in_body(cue) {
            return Some(Who::Phrase(named));
        }
        let joined = cue.start().checked_sub(1).is_some_and(|before| {
            (before.saturating_sub(2)..=before)
                .any(|at| self.units[at].any(&[Class::Conjunction, Class::Relative]))
        });
        let source = self.out.last().map(|told| told.who.clone());
        if joined && let Some(who @ Who::Phrase(_)) = source {
            return Some(who);
        }
        if joined && let Some(first) = self.first_subject(cue.start()) {
            return Some(Who::Phrase(first));
        }
        self.lexicon.grammar.drops_subject.then_some(Who::Running)
    }

    /// The first phrase of the sentence that no preposition governs.
    pub(super) fn first_subject(&self, end: usize) -> Option<Phrase> {
        let mut at = 0;
        while at < end {
            if let Some(found) = phrase(&self.units[..end], at, self.lexicon.grammar) {
                let governed = at > 0 && self.units[at - 1].any(&[Class::Preposition, Class::Of]);
                // "Consultado por un periodista, Biden dijo"
                let participle = at == 0
                    && found.core.len() == 1
                    && !found.pronoun
                    && self
                        .units
                        .get(found.core.end)
                        .is_some_and(|next| next.any(&[Class::Preposition, Class::Of]));
                if !governed && !participle {
                    return found.can_speak(self.units).then_some(found);
                }
                at = found.range.end;
            } else {
                at += 1;
            }
        }
        None
    }

    pub(super) fn pronoun(&self, at: usize) -> Who {
        Who::Phrase(Phrase { range: at..at + 1, core: at..at + 1, name: None, head: None, pronoun: true })
    }

    /// Where cue and source end.
    pub(super) fn end_of(&self, cue: &Cue, who: &Who) -> usize {
        match who {
            Who::Phrase(named) if named.range.start >= cue.start() => named.range.end.max(cue.close()),
            _ => cue.close(),
        }
    }
}
