//! Statements by a verb, with a quotation or a clause beside it.

use super::{Pieces, Reader, Who};
use crate::draft::Found;
use crate::lexical::cues::{Cue, Wants, cue_at};
use crate::lexical::lexicon::Class;
use crate::lexical::phrases::{is_function, subject_after, subject_before};
use crate::lexical::units::Unit;

impl Reader<'_> {
    /// `“…”, said Holt`; `“…”, said Holt, “…”`.
    pub(super) fn after_quotation(&mut self, cue: &Cue) -> Option<usize> {
        let quotation = self.quotation_before(cue.start())?;
        let who = self.subject(cue, quotation + 1);
        let end = self.end_of(cue, &who);
        // the quotation is a name in the subject of the verb: "la operación “…” comenzó"
        let parted = self.units[quotation + 1..cue.start()].iter().any(|unit| unit.mark.is_some());
        let after =
            matches!(&who, Who::Phrase(named) if named.range.start >= cue.start()) || cue.subject.is_some();
        if !(parted || after || quotation == 0 && cue.wants != Wants::Quotation) {
            return None;
        }
        // "Holt, “the boss”, said that …"
        let that = self.units[cue.close()..].iter().take(3).any(|unit| unit.has(Class::That));
        if that && self.floor < quotation && !self.opens_sentence(quotation) {
            return None;
        }
        let content = if self.opens_sentence(quotation) {
            quotation..quotation + 1
        } else {
            self.clause(quotation + 1)
        };
        let mut pieces = vec![content];
        let mut close = end;
        if let Some(second) = self.quotation_after(end) {
            pieces.push(second..second + 1);
            close = second + 1;
        }
        self.push(Found::VerbAndQuotation, who, cue, pieces, end);
        self.floor = close;
        Some(close)
    }

    /// `Holt said: “…”`.
    pub(super) fn before_colon(&mut self, cue: &Cue) -> Option<usize> {
        const REACH: usize = 40;
        let from = cue.end;
        let colon = self.units[from..]
            .iter()
            .take(REACH)
            .position(|unit| unit.is_mark(':') || unit.quotation.is_some())?
            + from;
        if self.units[colon].quotation.is_some() {
            return None;
        }
        let between = &self.units[from..colon];
        if between.iter().any(|unit| unit.mark.is_some_and(|mark| matches!(mark, ';' | '.'))) {
            return None;
        }
        let who = self.subject(cue, self.floor);
        let quotations =
            self.units[colon + 1..].iter().take_while(|unit| unit.quotation.is_some() || unit.mark.is_some());
        let quotations = quotations.count();
        let pieces: Pieces = (colon + 1..colon + 1 + quotations)
            .filter(|&at| self.units[at].quotation.is_some())
            .map(|at| at..at + 1)
            .collect();
        let announces = colon + 1 == self.units.len();
        if pieces.is_empty() && !announces {
            return None;
        }
        let end = pieces.last().map_or(colon + 1, |piece| piece.end);
        self.push(Found::VerbAndQuotation, who, cue, pieces, colon);
        if announces && let Some(last) = self.out.last_mut() {
            last.announces = true;
            last.draft.found = Found::Introduced;
        }
        self.floor = end;
        Some(end)
    }

    /// `Holt said that …`, and where the language has it, `Holt said, the bridge be unsafe`.
    pub(super) fn before_clause(&mut self, cue: &Cue) -> Option<usize> {
        let (who, that) = self.clause_after(cue)?;
        let mut start = that;
        if self.units[start].is_mark(',') {
            start += 1;
        }
        let end = self.content_end(start);
        if end < start + 2 {
            return None;
        }
        let found = if self.units[that].has(Class::That) { Found::VerbThat } else { Found::VerbClause };
        self.push(found, who, cue, vec![start..end], start);
        self.floor = end;
        Some(end)
    }

    /// Where the content clause of a cue begins, and who says it.
    pub(super) fn clause_after(&self, cue: &Cue) -> Option<(Who, usize)> {
        let before = subject_before(self.units, self.floor, cue.start(), self.lexicon.grammar);
        let mut at = cue.end;
        let mut who = match (cue.subject, before) {
            (Some(pronoun), _) => Some(self.pronoun(pronoun)),
            (None, before) => before.map(Who::Phrase),
        };
        if who.is_none()
            && let Some(after) = subject_after(self.units, cue.end, self.lexicon.grammar)
        {
            at = after.range.end;
            who = Some(Who::Phrase(after));
        }
        let stop = self.units.len().min(at + 20);
        for place in at..stop {
            let unit = &self.units[place];
            if unit.has(Class::That) && is_function(self.units, place) {
                let who = who.or_else(|| self.running_subject(cue))?;
                return Some((who, place));
            }
            let last_part = cue.parts.last().is_some_and(|part| part.start == place);
            let reported = cue.wants == Wants::Any && self.lexicon.grammar.clauses_without_that;
            if unit.is_mark(',') && reported && self.is_reported(place + 1) {
                let who = who.or_else(|| self.running_subject(cue))?;
                return Some((who, place));
            }
            if unit.quotation.is_some()
                || unit.mark.is_some_and(|mark| !matches!(mark, ',' | '(' | ')' | '-' | '–'))
            {
                return None;
            }
            let other_cue =
                !last_part && place >= cue.close() && cue_at(self.units, place, self.lexicon).is_some();
            if other_cue {
                return None;
            }
            // "visitó la obra que …": a noun that is no source parts the verb from its clause
            let tied = last_part || unit.number || unit.mark.is_some() || is_function(self.units, place);
            let dative = self.lexicon.grammar.verb_final;
            let governed = place > at
                && self.units[place - 1].any(&[
                    Class::Preposition,
                    Class::Of,
                    Class::Article,
                    Class::Possessive,
                ]);
            let name = unit.capital;
            if !(tied || dative || governed || name) {
                return None;
            }
        }
        None
    }

    /// Whether the clause that begins at `at` is told in the mood of reported speech, or begins as a main clause does.
    pub(super) fn is_reported(&self, at: usize) -> bool {
        /// Words up to the verb of a clause.
        const REACH: usize = 40;
        let Some(first) = self.units.get(at) else { return false };
        let pronoun =
            first.any(&[Class::He, Class::She, Class::They, Class::It]) && !first.has(Class::Article);
        let stop = self.units.len().min(at + REACH);
        let mood = self.units[at..stop]
            .iter()
            .take_while(|unit| !unit.is_mark(';'))
            .any(|unit| unit.has(Class::Subjunctive));
        mood || pronoun && self.units.get(at + 1).is_some_and(Unit::is_word)
    }

    /// `Holt called it “…”`, `Holt said “…”`.
    pub(super) fn before_quotation(&mut self, cue: &Cue) -> Option<usize> {
        let from = cue.close();
        let reach = if cue.wants == Wants::Label { 12 } else { 6 };
        let quotation =
            self.units[from..].iter().take(reach).position(|unit| unit.quotation.is_some())? + from;
        if self.taken.contains(&quotation) {
            return None;
        }
        let before = subject_before(self.units, self.floor, cue.start(), self.lexicon.grammar);
        let after = || {
            subject_after(self.units, cue.end, self.lexicon.grammar)
                .filter(|after| after.range.end <= quotation)
        };
        let who = match (cue.subject, before) {
            (Some(pronoun), _) => self.pronoun(pronoun),
            (None, Some(before)) => Who::Phrase(before),
            (None, None) => match after() {
                Some(after)
                    if cue.wants != Wants::Label || self.units[after.range.end..quotation].len() <= 3 =>
                {
                    Who::Phrase(after)
                }
                _ => self.running_subject(cue)?,
            },
        };
        let between = match &who {
            Who::Phrase(after) if after.range.start >= from => after.range.end..quotation,
            _ => from..quotation,
        };
        let loose = |at: usize| {
            let unit = &self.units[at];
            unit.mark.is_some_and(|mark| mark == ',' || mark == ':')
                || unit.is_word() && is_function(self.units, at)
        };
        let direct = between.clone().all(loose);
        if between.clone().any(|at| self.units[at].mark.is_some_and(|mark| mark != ',' && mark != ':')) {
            return None;
        }
        let content = match (direct, cue.wants) {
            (true, _) => quotation..quotation + 1,
            (false, Wants::Label) => between.start..quotation + 1,
            (false, _) => return None,
        };
        self.push(Found::VerbAndQuotation, who, cue, vec![content], quotation);
        self.floor = quotation + 1;
        Some(quotation + 1)
    }

    /// `The bridge be unsafe, said Holt`.
    pub(super) fn after_clause(&mut self, cue: &Cue) -> Option<usize> {
        const SHORTEST: usize = 3;
        let comma = (cue.start().saturating_sub(3)..cue.start())
            .rev()
            .take_while(|&at| self.is_loose(at) || self.units[at].is_mark(',') || self.units[at].is_dash())
            .find(|&at| self.units[at].is_mark(',') || self.units[at].is_dash())?;
        if comma < self.floor + SHORTEST || self.units[self.floor].has(Class::Conjunction) {
            return None;
        }
        let who = match cue.subject {
            Some(pronoun) => self.pronoun(pronoun),
            None => Who::Phrase(
                subject_after(self.units, cue.end, self.lexicon.grammar).or_else(|| self.in_body(cue))?,
            ),
        };
        let end = self.end_of(cue, &who);
        let closed = self.rest_is_loose(end);
        if !closed {
            return None;
        }
        let content = self.clause(comma);
        self.push(Found::VerbAfter, who, cue, vec![content], end);
        self.floor = end;
        Some(end)
    }
}
