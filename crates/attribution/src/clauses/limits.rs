//! Where a content ends.

use sayso_language::{Tag, word};
use sayso_model::Span;

use super::{Reader, is_strong};
use crate::lexicon::{Frames, cues, is_do, is_have, is_negation, is_subordinator};
use crate::passages::Unit;
use crate::phrases::{clause_begins, is_comma, is_dash, is_end, noun_phrase_after, source_after};

impl Reader<'_> {
    /// From `start` to where the content must end: the end of the passage, or the next clause that has a cue of
    /// its own.
    pub(super) fn until_end(&self, start: usize) -> Option<Span> {
        let first = self.units.get(start)?;
        let mut end = self.stop(start);
        while end > start
            && (is_end(&self.units[end - 1])
                || is_comma(&self.units[end - 1])
                || is_dash(&self.units[end - 1]))
        {
            end -= 1;
        }
        (end > start).then(|| Span::new(first.span.start, self.units[end - 1].span.end))
    }

    /// As [`Reader::until_end`], for contents that are phrases: these end at a comma that a new predicate follows.
    pub(super) fn phrase_until_end(&self, start: usize) -> Option<Span> {
        let mut at = start;
        let stop = self.stop(start);
        while at < stop {
            let unit = &self.units[at];
            let next = self.units.get(at + 1);
            let new_clause = is_comma(unit)
                && next.is_some_and(|next| {
                    matches!(next.tag, Tag::VBG | Tag::CC | Tag::WDT | Tag::WP | Tag::WRB)
                        || is_subordinator(next.word)
                        || next.tag == Tag::IN
                });
            let new_clause = new_clause
                || is_comma(unit)
                    && at > start
                    && self.units[at - 1].is_quotation()
                    && next.is_some_and(|next| next.tag.is_finite());
            // "who called it “a mistake,” left"
            if unit.is_quotation() && next.is_some_and(|next| next.tag.is_finite()) {
                at += 1;
                break;
            }
            let joined = unit.tag == Tag::CC && next.is_some_and(|next| next.tag.is_finite());
            if at > start && (new_clause || joined) {
                break;
            }
            at += 1;
        }
        let first = self.units.get(start)?;
        let mut end = at;
        while end > start && (is_end(&self.units[end - 1]) || is_comma(&self.units[end - 1])) {
            end -= 1;
        }
        (end > start).then(|| Span::new(first.span.start, self.units[end - 1].span.end))
    }

    /// Units from `start` to `end` as a span, without marks at the edges and a leading "and", "but".
    pub(super) fn trimmed(&self, start: usize, end: usize) -> Option<Span> {
        let (mut start, mut end) = (start, end.min(self.units.len()));
        while end > start
            && (is_end(&self.units[end - 1])
                || is_comma(&self.units[end - 1])
                || is_dash(&self.units[end - 1]))
        {
            end -= 1;
        }
        while start < end
            && (is_comma(&self.units[start])
                || self.units[start].tag == Tag::CC && !self.units[start].is_quotation())
        {
            start += 1;
        }
        (start < end).then(|| Span::new(self.units[start].span.start, self.units[end - 1].span.end))
    }

    /// The unit before which a content that begins at `start` must stop.
    pub(super) fn stop(&self, start: usize) -> usize {
        let mut at = start + 1;
        let mut other = None;
        while at < self.units.len() {
            let unit = &self.units[at];
            // "promised “swift help”, but the union was sceptical: “…”"
            if unit.tag == Tag::CC && clause_begins(self.units, at + 1) {
                other = Some(at);
            }
            if unit.is(word(":"))
                && self.units.get(at + 1).is_some_and(Unit::is_quotation)
                && let Some(other) = other
            {
                return other;
            }
            if is_end(unit) && at + 1 < self.units.len() && self.units[at + 1].is_quotation() {
                return at;
            }
            // "had “failed,” adding that": the comma is inside
            let inside = self.passage.interrupted.contains(&at)
                && self
                    .units
                    .get(at + 1)
                    .is_some_and(|next| next.tag == Tag::VBG || next.is(word("according")));
            if is_comma(unit) || is_dash(unit) || unit.is(word(";")) || inside {
                let next = at + 1;
                let end = if inside { next } else { at };
                if self.is_comment(next) {
                    return end;
                }
                let Some(unit) = self.units.get(next) else { break };
                if unit.tag == Tag::VBG
                    && cues()
                        .verb(unit.word)
                        .is_some_and(|verb| verb.frames.has(Frames::QUOTE | Frames::THAT))
                {
                    return end;
                }
                if unit.is(word("according")) {
                    return end;
                }
                if self.cue_clause_begins(next) {
                    return end;
                }
            }
            if unit.tag == Tag::CC && self.cue_clause_begins(at) {
                return at;
            }
            if unit.is(word("according")) && self.is(at + 1, "to") {
                return at;
            }
            at += 1;
        }
        self.units.len()
    }

    /// "(The bridge is safe), a claim engineers dispute": whether what begins at `at` tells what others hold of what was said.
    fn is_comment(&self, at: usize) -> bool {
        let claims = [
            word("claim"),
            word("remark"),
            word("allegation"),
            word("accusation"),
            word("charge"),
            word("assertion"),
            word("contention"),
            word("characterization"),
            word("suggestion"),
        ];
        let article = self.units.get(at).is_some_and(|unit| unit.tag == Tag::DT);
        let said = article && self.units.get(at + 1).is_some_and(|unit| claims.contains(&unit.word));
        said && self.units[at + 2..].iter().take(8).any(|unit| unit.tag.is_finite())
    }

    /// Whether a clause with a strong cue begins at `start`: `and added that`, `while Osei said`, `she said`.
    pub(super) fn cue_clause_begins(&self, start: usize) -> bool {
        let mut at = start;
        let mut joined = false;
        while self
            .units
            .get(at)
            .is_some_and(|unit| unit.tag == Tag::CC || is_subordinator(unit.word) || unit.tag.is_adverb())
        {
            joined |= self.units[at].tag == Tag::CC;
            at += 1;
        }
        // "and urged residents": no phrase of which "urged" would be part
        let verb = self.units.get(at).filter(|unit| joined && unit.tag == Tag::VBN && is_strong(unit.word));
        let subject = noun_phrase_after(self.units, at).filter(|_| verb.is_none());
        let verb_at = subject.as_ref().map_or(at, |subject| subject.end);
        if subject.is_none() && !joined {
            // ", said Holt"
            return self
                .units
                .get(at)
                .is_some_and(|unit| matches!(unit.tag, Tag::VBD | Tag::VBZ) && is_strong(unit.word))
                && source_after(self.units, at + 1).is_some();
        }
        let mut at = verb_at;
        while self.units.get(at).is_some_and(|unit| unit.tag.is_adverb() || is_have(unit.word)) {
            at += 1;
        }
        self.units.get(at).is_some_and(|unit| {
            // "and urged lawmakers", whatever the tagger took "urged" for
            let object = self.units.get(at + 1).is_some_and(|next| {
                next.tag.is_noun()
                    || matches!(next.tag, Tag::DT | Tag::PRP | Tag::PRPS)
                    || next.is(word("that"))
            });
            unit.tag.is_finite() && is_strong(unit.word)
                || unit.tag == Tag::VBN
                    && is_strong(unit.word)
                    && (at > verb_at || subject.is_none() && object)
        }) || subject.is_none() && self.is_silence(verb_at)
    }

    /// "(but) declined to comment", "(but) would not say why", "(but) gave no details": whether what begins at `at` tells that
    /// somebody left something unsaid.
    fn is_silence(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else { return false };
        let declines = [word("declined"), word("declines"), word("refused"), word("refuses")];
        if declines.contains(&unit.word) {
            return self.is(at + 1, "to") || self.units.get(at + 1).is_some_and(|next| next.tag == Tag::NN);
        }
        let gives = [word("gave"), word("offered"), word("provided")];
        if gives.contains(&unit.word) {
            return self.is(at + 1, "no") || self.is(at + 1, "few");
        }
        let tells = [
            word("say"),
            word("elaborate"),
            word("comment"),
            word("specify"),
            word("identify"),
            word("disclose"),
            word("explain"),
            word("give"),
            word("provide"),
            word("name"),
        ];
        (is_do(unit.word) || unit.tag == Tag::MD)
            && self.units.get(at + 1).is_some_and(|next| is_negation(next.word))
            && self.units.get(at + 2).is_some_and(|next| tells.contains(&next.word))
    }
}
