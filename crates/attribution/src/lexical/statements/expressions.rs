//! Statements by an expression: `according to`, `as … said`, `it says in`, a colon alone.

use std::ops::Range;

use sayso_model::Act;

use super::{Pieces, Reader, Who};
use crate::draft::Found;
use crate::lexical::cues::{Cue, Wants, cue_at};
use crate::lexical::lexicon::Class;
use crate::lexical::phrases::{Phrase, governed, is_function, phrase, subject_after, subject_before};
use crate::lexical::units::Unit;

impl Reader<'_> {
    /// `as Holt said`, `según explicó Holt`, with the rest of the sentence for content.
    pub(super) fn as_told(&mut self, at: usize) -> Option<usize> {
        const REACH: usize = 24;
        let stop = self.units.len().min(at + REACH);
        let close = (at + 1..stop).find(|&place| {
            self.units[place].quotation.is_some()
                || self.units[place]
                    .mark
                    .is_some_and(|mark| matches!(mark, ',' | '.' | ':' | ';' | '–' | '—' | '!' | '?'))
        });
        let close = close.unwrap_or(stop);
        // "según explicó": right after; "wie die Polizei am Montag mitteilte": anywhere in its clause
        let last = if self.units[at].has(Class::As) { close } else { close.min(at + 4) };
        let cue = (at + 1..last)
            .take_while(|&place| {
                self.units[at].has(Class::As) || self.units[place].is_word() && is_function(self.units, place)
            })
            .find_map(|place| cue_at(&self.units[..close], place, self.lexicon))?;
        if cue.wants != Wants::Any || cue.act == Act::Plan {
            return None;
        }
        let who = match cue.subject {
            Some(pronoun) => self.pronoun(pronoun),
            None => {
                let grammar = self.lexicon.grammar;
                let before = subject_before(self.units, at + 1, cue.start(), grammar);
                let named = before
                    .or_else(|| subject_after(self.units, cue.end, grammar))
                    .or_else(|| self.in_body(&cue));
                Who::Phrase(self.without_content(named?, at))
            }
        };
        let end = self.end_of(&cue, &who).max(close);
        self.around(
            Found::AccordingTo,
            who,
            vec![at..at + 1, cue.parts[0].start..cue.close()],
            at..end,
            cue.act,
        )
    }

    /// `according to Holt`.
    pub(super) fn according(&mut self, at: usize) -> Option<usize> {
        let weak = !self.units[at].has(Class::According);
        let noun = at > 0 && self.units[at - 1].any(&[Class::Article, Class::Possessive]);
        let grammar = self.lexicon.grammar;
        let of = self.units.get(at + 1).is_some_and(|next| next.has(Class::Of) && !next.has(Class::Article));
        let named = phrase(self.units, at + 1 + usize::from(of), grammar)?;
        if noun
            || weak && !named.can_speak(self.units)
            || weak
                && named.name.is_some()
                && named.head.is_some_and(|head| self.units[head].has(Class::Place))
        {
            return None;
        }
        let named = self.without_content(named, at);
        let end = named.range.end;
        self.around(Found::AccordingTo, Who::Phrase(named), vec![at..at + 1], at..end, Act::Speech)
    }

    /// The source of an expression at `at` without the aside that must be the content, since no other words are left.
    pub(super) fn without_content(&self, named: Phrase, at: usize) -> Phrase {
        let word = |unit: &Unit| unit.mark.is_none();
        let alone = !self.units[self.floor.min(at)..at].iter().any(word)
            && !self.units[named.range.end..].iter().any(word);
        if alone { Phrase { range: named.core.clone(), ..named } } else { named }
    }

    /// `Holt according to`, as German has it: `der Polizei zufolge`.
    pub(super) fn according_after(&mut self, at: usize) -> Option<usize> {
        let named = subject_before(self.units, self.floor, at, self.lexicon.grammar)
            .filter(|named| named.range.end == at)?;
        let start = named.range.start;
        self.around(Found::AccordingTo, Who::Phrase(named), vec![at..at + 1], start..at + 1, Act::Speech)
    }

    /// `“…”, so Holt`.
    pub(super) fn so(&mut self, at: usize) -> Option<usize> {
        let before = self.units[..at].last()?;
        if !(before.is_mark(',') || before.is_dash() || before.quotation.is_some() || self.units[at].capital)
        {
            return None;
        }
        let named =
            phrase(self.units, at + 1, self.lexicon.grammar).filter(|named| named.can_speak(self.units))?;
        let end = named.range.end;
        if !self.rest_is_loose(end) {
            return None;
        }
        self.around(Found::AccordingTo, Who::Phrase(named), vec![at..at + 1], at..end, Act::Speech)
    }

    /// `it says in the report`.
    pub(super) fn read_in(&mut self, at: usize) -> Option<usize> {
        let grammar = self.lexicon.grammar;
        let named = governed(self.units, at + 1, grammar);
        let named = named.or_else(|| self.read_before(at));
        let end = named.as_ref().map_or(at + 1, |named| named.range.end.max(at + 1));
        let that = (end..self.units.len().min(end + 2)).find(|&place| {
            self.units[place].has(Class::That)
                || self.units[place].is_mark(':')
                    && self.units.get(place + 1).is_some_and(|next| next.quotation.is_some())
        });
        let who = named.map_or(Who::Nobody, Who::Phrase);
        let cue =
            Cue { parts: vec![at..at + 1], act: Act::Writing, wants: Wants::Any, subject: None, end: at + 1 };
        if let Some(that) = that {
            let quoted = self.units[that].is_mark(':');
            let start = if quoted { that + 1 } else { that };
            let close = if quoted { start + 1 } else { self.content_end(start) };
            let found = if quoted { Found::VerbAndQuotation } else { Found::VerbThat };
            self.push(found, who, &cue, vec![start..close], that);
            self.floor = close;
            return Some(close);
        }
        if let Some(quotation) = self.quotation_before(at) {
            let content = if self.opens_sentence(quotation) {
                quotation..quotation + 1
            } else {
                self.clause(quotation + 1)
            };
            self.push(Found::VerbAndQuotation, who, &cue, vec![content], end);
        } else {
            let comma = at
                .checked_sub(1)
                .filter(|&comma| self.units[comma].is_mark(',') && comma > self.floor + 2)?;
            let content = self.clause(comma);
            self.push(Found::VerbAfter, who, &cue, vec![content], end);
        }
        self.floor = end;
        Some(end)
    }

    /// `in the report it says`: the phrase that a preposition governs right before `at`.
    pub(super) fn read_before(&self, at: usize) -> Option<Phrase> {
        let prepositions = (self.floor..at).filter(|&place| self.units[place].has(Class::Preposition));
        prepositions
            .filter_map(|place| governed(self.units, place, self.lexicon.grammar))
            .find(|named| named.range.end == at)
    }

    /// `Holt: “…”`, `Holt shook her head: “…”`: a colon before words that nobody has yet.
    pub(super) fn named_with_colon(&mut self) {
        let quoted = |at: usize| self.units.get(at + 1).is_some_and(|next| next.quotation.is_some());
        let free = |at: usize| !self.taken.contains(&(at + 1));
        let colon = (0..self.units.len()).find(|&at| self.units[at].is_mark(':') && quoted(at) && free(at));
        let Some(colon) = colon else { return };
        let grammar = self.lexicon.grammar;
        let whole = phrase(self.units, 0, grammar).filter(|named| named.range.end == colon);
        let who = match (whole, self.out.last()) {
            (Some(named), _) => Some(Who::Phrase(named)),
            (None, Some(told)) => Some(told.who.clone()),
            // any word at the beginning of a sentence may be one with a capital
            (None, None) => {
                let first = self.first_subject(colon);
                first
                    .filter(|named| named.pronoun || named.name.as_ref().is_some_and(|name| name.len() > 1))
                    .map(Who::Phrase)
            }
        };
        let known = |who: &Who| match who {
            Who::Phrase(named) => named.name.is_some() || named.pronoun,
            Who::Running => true,
            Who::Nobody => false,
        };
        let Some(who) = who.filter(known) else { return };
        let parts = vec![colon..colon + 1];
        let cue = Cue { parts, act: Act::Speech, wants: Wants::Any, subject: None, end: colon + 1 };
        self.push(Found::Colon, who, &cue, vec![colon + 1..colon + 2], colon + 1);
    }

    /// Content on both sides of an expression with its source: the rest of the sentence, or the quotation beside it.
    pub(super) fn around(
        &mut self,
        found: Found,
        who: Who,
        cue: Vec<Range<usize>>,
        out: Range<usize>,
        act: Act,
    ) -> Option<usize> {
        let mut end = out.end;
        let pieces: Pieces =
            match self.quotation_before(out.start).filter(|&quotation| self.opens_sentence(quotation)) {
                Some(quotation) => {
                    let mut pieces = vec![quotation..quotation + 1];
                    if let Some(second) = self.quotation_after(end) {
                        pieces.push(second..second + 1);
                        end = second + 1;
                    }
                    pieces
                }
                None => {
                    let before = self.clause(out.start);
                    let after = out.end..self.content_end(out.end);
                    end = after.end.max(end);
                    // what only leads in, or follows as an aside, is no statement
                    let words = |range: &Range<usize>| {
                        self.units[range.clone()].iter().filter(|unit| unit.mark.is_none()).count()
                    };
                    let mut pieces: Pieces =
                        [before, after].into_iter().filter(|piece| words(piece) > 0).collect();
                    if pieces.len() == 2
                        && words(&pieces[0]) == 1
                        && self.units[pieces[0].start].has(Class::Conjunction)
                    {
                        pieces.remove(0);
                    }
                    if pieces.iter().map(words).sum::<usize>() < 2
                        && !pieces.iter().any(|piece| {
                            self.units[piece.clone()].iter().any(|unit| unit.quotation.is_some())
                        })
                    {
                        return None;
                    }
                    pieces
                }
            };
        let parts = Cue { end: cue[0].end, parts: cue, act, wants: Wants::Any, subject: None };
        self.push(found, who, &parts, pieces, out.end);
        self.floor = end;
        Some(end)
    }
}
