//! Participles, infinitives and passives as cues.

use std::ops::Range;

use sayso_language::{Tag, word};
use sayso_model::{Act, Span};

use super::after::Right;
use super::{Reader, is_quoting};
use crate::draft::Found;
use crate::lexicon::{Frames, Verb, cues, is_time};
use crate::passages::Unit;
use crate::people::{Class, classes};
use crate::phrases::{is_comma, noun_phrase_before, source_after, subject_before, verb_group};

impl Reader<'_> {
    /// A participle: `…, adding that`, `a statement saying that`.
    pub(super) fn participle(&mut self, at: usize, verb: &Verb) {
        if at == 0 {
            return self.fronted(verb);
        }
        if is_quoting(verb.lemma) && self.quoting(at) {
            return;
        }
        let before = &self.units[at - 1];
        let Some(Right { content, cue_end, found, as_at }) =
            self.right_content(at + 1, verb, !before.is_quotation() && !is_comma(before))
        else {
            return;
        };
        let found = if found == Found::VerbAndQuotation { found } else { Found::Participle };
        if matches!(found, Found::Participle)
            && !verb.frames.has(Frames::QUOTE | Frames::THAT | Frames::LABEL_AS | Frames::LABEL)
        {
            return;
        }
        // "wrote on Twitter asking for": the one who wrote
        let medium = classes(before.word).has(Class::Platform)
            && at.checked_sub(2).is_some_and(|link| self.units[link].tag == Tag::IN);
        let attached = before.tag.is_noun() && !before.is_quotation() && !is_time(before.word) && !medium;
        let subject = if attached {
            noun_phrase_before(self.units, at)
        } else {
            let last = self.subjects.last().filter(|(cue, _)| *cue < at).map(|(_, subject)| subject.clone());
            // "Holt was silent when asked by one who said he was hurt, saying": whose clause it is, not those within it
            last.clone()
                .filter(|last| !self.is_subordinate(last))
                .or_else(|| self.whole_clause_subject(at))
                .or(last)
                .or_else(|| self.clause_subject(at))
                .or_else(|| self.main_subject(at))
        };
        let Some(subject) = subject else { return };
        let source = self.span(&subject);
        let cue = at..cue_end.max(at + 1);
        if self.push(found, vec![source], &cue, content, verb.act, Vec::new(), at..cue.end)
            && let Some(at) = as_at
        {
            self.add_to_cue(at);
        }
        self.subjects.push((at, subject));
    }

    /// `Noting that it was late, the judge adjourned`.
    fn fronted(&mut self, verb: &Verb) {
        if !verb.frames.has(Frames::THAT) || !self.is(1, "that") {
            return;
        }
        let finite = |at: &usize| self.units[*at].tag.is_finite() && !self.units[*at].is_quotation();
        let set_off = |at: usize| {
            let subject = subject_before(self.units, verb_group(self.units, at).start)?;
            (subject.start > 1 && is_comma(&self.units[subject.start - 1])).then_some(subject)
        };
        let Some(subject) = (1..self.units.len()).filter(finite).find_map(set_off) else { return };
        let quoted = self.units[..subject.start].iter().any(Unit::is_quotation);
        if let Some(content) = self.trimmed(1, subject.start).filter(|_| !quoted) {
            let source = vec![self.span(&subject)];
            self.push(Found::Participle, source, &(0..1), vec![content], verb.act, Vec::new(), 0..1);
        }
    }

    /// The subject of the clause that a fronted participle belongs to: `Citing costs, Holt said`.
    pub(super) fn main_subject(&self, at: usize) -> Option<Range<usize>> {
        let verb = (at + 1..self.units.len())
            .find(|&at| self.units[at].tag.is_finite() && !self.units[at].is_quotation())?;
        let comma = (at + 1..verb).rev().find(|&at| is_comma(&self.units[at]))?;
        subject_before(self.units, verb_group(self.units, verb).start).filter(|subject| subject.start > comma)
    }

    /// "went on to say", "refused to say", "to argue that".
    pub(super) fn infinitive(&mut self, at: usize, verb: &Verb, group: &Range<usize>) {
        if !verb.frames.has(Frames::QUOTE | Frames::THAT) {
            return;
        }
        let to = group.start - 1;
        let Some(Right { content, cue_end, found, .. }) = self.right_content(at + 1, verb, true) else {
            return;
        };
        let governs = (0..to).rev().take(3).find(|&at| self.units[at].tag.is_verb());
        // where the governing verb is a cue itself, this clause is its content
        let Some(governor) = governs.filter(|&at| {
            cues().verb(self.units[at].word).is_none_or(|verb| {
                verb.lemma == word("go") || verb.lemma == word("continue") || verb.lemma == word("begin")
            })
        }) else {
            return;
        };
        // "Holt said he knew but declined to say"
        let joined = governor.checked_sub(1).filter(|&and| self.units[and].tag == Tag::CC);
        let outer = joined.and_then(|and| self.outer_subject(&(governor..governor + 1), and));
        let Some(subject) = outer.or_else(|| self.clause_subject(governor + 1)) else { return };
        let source = self.span(&subject);
        let bound = subject.start.min(governor)..at + 1;
        let cue = governor..cue_end.max(at + 1);
        self.push(found, vec![source], &cue, content, verb.act, Vec::new(), bound);
        self.subjects.push((at, subject));
    }

    /// `was told that`, `is expected to`, `was announced by the council`, `was quoted as saying`.
    pub(super) fn passive(&mut self, at: usize, verb: &Verb, group: &Range<usize>) {
        if is_quoting(verb.lemma)
            && let Some((saying, said)) = self.as_saying(at + 1)
            && let Some(subject) = subject_before(self.units, group.start)
        {
            return self.quoted_as_saying(&subject, group.start..saying + 1, said);
        }
        let frames = Frames::THAT
            | Frames::CLAUSE
            | Frames::OBJECT_INFINITIVE
            | Frames::LABEL_AS
            | Frames::LABEL
            | Frames::NOUN;
        if !verb.frames.has(frames) {
            return;
        }
        let agent = self.agent(at + 1);
        let beside = agent.as_ref().is_some_and(|agent| agent.start == at + 2);
        let mut after = if beside { agent.as_ref().map_or(at + 1, |agent| agent.end) } else { at + 1 };
        let bound = group.start..after;
        if self.units.get(after).is_some_and(is_comma) && self.is(after + 1, "as") {
            after += 1;
        }
        let source: Vec<Span> = agent.iter().map(|agent| self.span(agent)).collect();
        let found = Found::Passive;
        // "was hailed by Holt as a hero": the label alone
        if self.is(after, "as") && verb.frames.has(Frames::LABEL_AS) {
            // "was identified as Osei by the coast guard"
            let label = match &agent {
                Some(agent) if agent.start > after => self.trimmed(after + 1, agent.start - 1),
                _ => self.phrase_until_end(after + 1),
            };
            if let Some(label) = label
                && self.push(found, source, group, vec![label], verb.act, Vec::new(), bound)
            {
                self.add_to_cue(after);
            }
            return;
        }
        let Some(subject) = subject_before(self.units, group.start) else { return };
        let dummy = self.units[subject.clone()].iter().all(|unit| unit.is(word("it")));
        let told = verb.frames.has(Frames::ADDRESSEE);
        if told || dummy {
            if (agent.is_some() || dummy)
                && let Some(Right { content, .. }) = self.right_content(after, verb, true)
            {
                self.push(found, source, group, content, verb.act, Vec::new(), bound);
            }
            return;
        }
        let infinitive = self.units.get(after).is_some_and(|next| next.tag == Tag::TO);
        if !(infinitive && (verb.act == Act::Thought || verb.frames.has(Frames::REPORTING))
            || agent.is_some())
        {
            return;
        }
        let mut content = vec![self.span(&subject)];
        match &agent {
            // "was announced on Monday by the council"
            Some(agent) if !beside && agent.start > at + 2 => {
                content.push(Span::new(self.units[at + 1].span.start, self.units[agent.start - 2].span.end));
            }
            _ => content.extend(self.until_end(after)),
        }
        self.push(found, source, group, content, verb.act, Vec::new(), bound);
    }

    /// The agent of a passive: the phrase after the next "by".
    pub(super) fn agent(&self, after: usize) -> Option<Range<usize>> {
        let by = (after..self.units.len().min(after + 8)).find(|&at| self.is(at, "by"))?;
        if self.units[after..by]
            .iter()
            .any(|unit| is_comma(unit) || unit.is_quotation() || unit.tag.is_finite())
        {
            return None;
        }
        let phrase = source_after(self.units, by + 1)?;
        // "by Monday", "by 2030", "by 5 percent"
        let time = self.units[phrase.clone()].iter().any(|unit| is_time(unit.word) || unit.tag == Tag::CD);
        (!time).then_some(phrase)
    }
}
