//! Those through whose hands a statement came, where the cue names them.

use std::ops::Range;

use sayso_language::{Tag, given_name, word};
use sayso_model::Span;

use super::Reader;
use crate::draft::Found;
use crate::lexicon::{Verb, cues};
use crate::passages::Unit;
use crate::people::{Class, classes};
use crate::phrases::{is_comma, is_end, noun_phrase_after, noun_phrase_before};

/// Units of an apposition that are looked through for its end.
const APPOSITION: usize = 20;

impl Reader<'_> {
    /// "Holt said X, the Gazette reported": when `content` ends with what somebody is given as saying already,
    /// `carrier` handed it on. Gives whether that is so.
    pub(super) fn carried(&mut self, content: Span, carrier: Span) -> bool {
        let said = self.drafts.iter_mut().rev().find(|draft| {
            draft.found != Found::Noun
                && draft.content_extent().end == content.end
                && draft.extent().end == content.end
                // what stands before it is more than that one said
                && draft.extent().start <= content.start
        });
        match said {
            Some(draft) => {
                draft.via.push(carrier);
                true
            }
            None => false,
        }
    }

    /// Outlets named after the cue as those who were told: "told the Gazette", "said in an interview with the
    /// Gazette".
    pub(super) fn carriers(&self, after: usize) -> Vec<Span> {
        let mut at = after;
        let mut carriers = Vec::new();
        while let Some(unit) = self.units.get(at) {
            let clause = unit.is_quotation()
                || is_comma(unit)
                || is_end(unit)
                || unit.is(word("that"))
                || unit.tag.is_finite();
            if clause || at > after + 14 {
                break;
            }
            let links = at == after || matches!(unit.tag, Tag::IN | Tag::TO);
            let from = if at == after && unit.tag != Tag::IN && unit.tag != Tag::TO { at } else { at + 1 };
            if links
                && let Some(phrase) = noun_phrase_after(self.units, from)
                && let Some(outlet) = self.outlet_in(&phrase)
            {
                carriers.push(outlet);
                break;
            }
            at += 1;
        }
        carriers
    }

    /// The outlet that a phrase names: one with a name, or "the newspaper".
    pub(super) fn outlet_in(&self, phrase: &Range<usize>) -> Option<Span> {
        let core = phrase.clone().take_while(|&at| self.units[at].tag != Tag::IN);
        let end = core.last()? + 1;
        let units = &self.units[phrase.start..end];
        let names =
            |unit: &Unit| unit.capital && unit.tag.is_name() && classes(unit.word).has(Class::OutletName);
        // "told the Orrin Press four boats were lost", "told Reuters Ann Holt had left": the name alone
        if let Some(last) = units.iter().rposition(names) {
            let more = |unit: &&Unit| unit.capital && given_name(unit.word).is_none();
            let rest = units[last + 1..].iter().take_while(more).count();
            return Some(self.span(&(phrase.start..phrase.start + last + 1 + rest)));
        }
        let plain = units.last().is_some_and(|unit| {
            unit.tag == Tag::NN
                && [
                    word("newspaper"),
                    word("magazine"),
                    word("broadcaster"),
                    word("paper"),
                    word("agency"),
                    word("channel"),
                ]
                .contains(&unit.word)
        });
        plain.then(|| self.span(&(phrase.start..end)))
    }

    /// `quoting him as saying …`, `was quoted as saying …`: the verb of saying after "as".
    pub(super) fn as_saying(&self, at: usize) -> Option<(usize, &'static Verb)> {
        let saying = self.units.get(at + 1).filter(|unit| self.is(at, "as") && unit.tag == Tag::VBG)?;
        cues().verb(saying.word).map(|verb| (at + 1, verb))
    }

    /// The work that quotes is the carrier of what the one quoted says.
    pub(super) fn quoting(&mut self, at: usize) -> bool {
        let Some(mut person) = noun_phrase_after(self.units, at + 1) else { return false };
        let mut after = person.end;
        // "quoting Holt, the mayor, as saying"
        if self.units.get(after).is_some_and(is_comma)
            && let Some(close) = (after + 1..self.units.len().min(after + APPOSITION))
                .find(|&at| is_comma(&self.units[at]) && self.as_saying(at + 1).is_some())
        {
            person.end = close;
            after = close + 1;
        }
        let Some((saying, verb)) = self.as_saying(after) else { return false };
        // "“…,” the agency quoted her as saying."
        let closes = self.units.get(saying + 1).is_none_or(is_end);
        let before = noun_phrase_before(self.units, at).filter(|_| closes);
        let left = before.and_then(|quoting| {
            let left = self.left_content(quoting.start, false)?;
            self.subjects.push((at, quoting));
            Some(left)
        });
        let right = || self.right_content(saying + 1, verb, false).map(|right| right.content);
        let Some(content) = left.map(|left| vec![left]).or_else(right) else { return false };
        let carrier = self
            .subjects
            .last()
            .map(|(_, subject)| subject.clone())
            .or_else(|| self.clause_subject(at))
            .or_else(|| noun_phrase_after(self.units, 0));
        let via = carrier.map(|carrier| self.span(&carrier)).into_iter().collect();
        let source = vec![self.span(&person)];
        self.push(
            Found::VerbAndQuotation,
            source,
            &(saying..saying + 1),
            content,
            verb.act,
            via,
            at..saying + 1,
        );
        true
    }

    /// `“…,” Aubry was quoted as saying by the Observer`.
    pub(super) fn quoted_as_saying(&mut self, subject: &Range<usize>, cue: Range<usize>, verb: &Verb) {
        let after = cue.end;
        let carrier = self.agent(after);
        let via = carrier.iter().map(|carrier| self.span(carrier)).collect();
        let content = self
            .left_content(subject.start, false)
            .map(|left| {
                let mut content = vec![left];
                let rest = carrier.map_or(after, |carrier| carrier.end);
                content.extend(self.after_parenthesis(rest, &left).unwrap_or_default());
                content
            })
            .or_else(|| self.right_content(after, verb, false).map(|right| right.content));
        if let Some(content) = content {
            let source = vec![self.span(subject)];
            self.push(Found::VerbAndQuotation, source, &cue, content, verb.act, via, subject.start..after);
        }
    }
}
