//! Cues that are no verbs: `according to`, `reportedly`, nouns, a colon.

use std::ops::Range;

use sayso_language::{Tag, word};
use sayso_model::{Act, Span};

use super::{Reader, is_strong};
use crate::draft::Found;
use crate::lexicon::{cues, is_account, is_light, is_ruling, is_subordinator};
use crate::passages::Unit;
use crate::phrases::{
    clause_begins, is_comma, is_dash, is_end, noun_phrase_after, noun_phrase_before, source_after,
    subject_before, verb_group,
};

impl Reader<'_> {
    pub(super) fn according_to(&mut self, at: usize, start: usize) {
        let Some(mut source) = source_after(self.units, start) else { return };
        // "According to the harbour office, three boats sank": no apposition, but all there is to attribute
        let left = at > 0 && self.left_bound(at) < at;
        if !left
            && self.units[source.end..].iter().all(is_end)
            && let Some(phrase) = noun_phrase_after(self.units, start)
        {
            source = phrase;
        }
        // "According to the agency, the mayor, Ann Holt, said": what a verb follows is its subject
        let next = source.end + usize::from(self.units.get(source.end).is_some_and(is_comma));
        if !left
            && self.units.get(next).is_some_and(|unit| unit.tag.is_finite() && !unit.is_quotation())
            && let Some(phrase) = noun_phrase_after(self.units, start)
        {
            source = phrase;
        }
        let cue = at..start;
        let bound = at..source.end;
        let rest = source.end;
        let opens = at == 0 || self.left_bound(at) >= at;
        let span = self.span(&source);
        if opens {
            let from = if self.units.get(rest).is_some_and(is_comma) { rest + 1 } else { rest };
            let Some(first) = self.units.get(from) else { return };
            let content = if first.is_quotation() && self.units.get(from + 1).is_none_or(is_end) {
                Some(first.span)
            } else {
                let end = self.stop(from);
                self.trimmed(from, end)
            };
            let Some(content) = content else { return };
            self.push(Found::AccordingTo, vec![span], &cue, vec![content], Act::Speech, Vec::new(), bound);
            return;
        }
        // "the bridge, which according to the council was built in 1911, is closed"
        if matches!(self.units[at - 1].tag, Tag::WDT | Tag::WP)
            && self.units.get(rest).is_some_and(|unit| unit.tag.is_finite())
        {
            let end = (rest..self.stop(rest))
                .find(|&at| is_comma(&self.units[at]))
                .unwrap_or_else(|| self.stop(rest));
            let content = [self.trimmed(at - 1, at), self.trimmed(rest, end)].into_iter().flatten().collect();
            self.push(Found::AccordingTo, vec![span], &cue, content, Act::Speech, Vec::new(), bound);
            return;
        }
        let mut end = at;
        let comma = is_comma(&self.units[at - 1]) || is_dash(&self.units[at - 1]);
        if comma {
            end -= 1;
        }
        // "X said Y, according to Z": Z carries what X said
        if self.carried(Span::new(self.units[0].span.start, self.units[end - 1].span.end), span) {
            self.bounds.push(bound);
            return;
        }
        let mut from = self.left_bound(end);
        // "While one in ten own one according to a survey, …"
        if [word("while"), word("although"), word("though")].contains(&self.units[from].word) {
            from += 1;
        }
        let Some(left) = self.trimmed(from, end) else { return };
        let mut content = vec![left];
        // "the boats, according to the harbour office were lost"
        if comma
            && self.units.get(rest).is_some_and(|unit| unit.tag.is_finite())
            && let Some(right) = self.trimmed(rest, self.stop(rest))
        {
            content.push(right);
        }
        if self.units.get(rest).is_some_and(is_comma) && comma {
            let next = rest + 1;
            let goes_on = self.units.get(next).is_some_and(|unit| {
                !matches!(unit.tag, Tag::CC | Tag::WDT | Tag::WP)
                    && !is_subordinator(unit.word)
                    && !self.cue_clause_begins(next)
            });
            if goes_on && let Some(right) = self.trimmed(next, self.stop(next)) {
                content.push(right);
            }
        }
        self.push(Found::AccordingTo, vec![span], &cue, content, Act::Speech, Vec::new(), bound);
    }

    /// Whether what a work lays down or tells stands at the beginning, or is set off: `Under the accord, …`, `…, by most
    /// accounts, …`.
    pub(super) fn is_ruled(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let first = at == 0 && unit.capital;
        let under = first && unit.is(word("under"));
        let by = unit.is(word("by")) && (first || at > 0 && is_comma(&self.units[at - 1]));
        if !(under || by) {
            return false;
        }
        let Some(phrase) = noun_phrase_after(self.units, at + 1) else { return false };
        let comma = self.units.get(phrase.end).is_some_and(is_comma);
        let noun = |unit: &Unit| if under { is_ruling(unit.word) } else { is_account(unit.word) };
        self.units[phrase.clone()].iter().any(noun)
            && (comma
                || first && clause_begins(self.units, phrase.end)
                || self.units.get(phrase.end).is_none_or(is_end))
    }

    /// `reportedly`: the clause around it, with no source.
    pub(super) fn reportedly(&mut self, at: usize) {
        // "reportedly said": part of that verb's cue
        let next_verb = (at + 1..self.units.len().min(at + 3)).find(|&at| self.units[at].tag.is_verb());
        if next_verb.is_some_and(|verb| is_strong(self.units[verb].word)) {
            return;
        }
        let bound = self.left_bound(at);
        let set_off = at > 0 && is_comma(&self.units[at - 1]);
        let group = verb_group(self.units, at);
        let subject = subject_before(self.units, if set_off { at - 1 } else { group.start })
            .filter(|subject| subject.start >= bound);
        let right = if set_off {
            // ", reportedly colon cancer,"
            (at + 1..self.units.len()).find(|&end| is_comma(&self.units[end])).unwrap_or(self.units.len())
        } else {
            self.stop(at)
        };
        let describes =
            self.units.get(at + 1).is_some_and(|next| next.tag == Tag::VBN || next.tag.is_adjective());
        let mut content = Vec::new();
        match subject {
            Some(subject) if !set_off => content.extend(self.trimmed(subject.start, at)),
            Some(subject) if describes => content.extend(self.trimmed(subject.start, at - 1)),
            None if !set_off => content.extend(self.trimmed(bound, at)),
            _ => {}
        }
        content.extend(self.trimmed(at + 1, right));
        if !content.is_empty() {
            self.push(
                Found::Reportedly,
                Vec::new(),
                &(at..at + 1),
                content,
                Act::Writing,
                Vec::new(),
                at..at + 1,
            );
        }
    }

    /// `Holt's claim that …`, `issued a warning that …`, `allegations that …`.
    pub(super) fn noun(&mut self, at: usize) {
        let Some(noun) = cues().noun(self.units[at].word) else { return };
        let Some(next) = self.units.get(at + 1) else { return };
        if next.is_quotation() || self.units[at].capital && at > 0 {
            return;
        }
        let mut open = at + 1;
        let mut source = None;
        if next.is(word("by")) || next.is(word("from")) {
            source = noun_phrase_after(self.units, at + 2);
            match &source {
                Some(phrase) => open = phrase.end,
                None => return,
            }
        }
        let Some(opener) = self.units.get(open) else { return };
        let that = noun.that
            && (opener.is(word("that")) && matches!(opener.tag, Tag::IN | Tag::WDT | Tag::DT | Tag::RB)
                || opener.tag == Tag::PRP && clause_begins(self.units, open));
        let infinitive = noun.infinitive && opener.tag == Tag::TO;
        let preposition = noun.prepositions.contains(&opener.word);
        if !(that || infinitive || preposition) {
            return;
        }
        // "that" may refer to the noun instead: "the claim that was made"
        if that && self.units.get(open + 1).is_some_and(|unit| unit.tag.is_finite()) {
            return;
        }
        if source.is_none() {
            source = self.possessor(at);
        }
        if source.is_none() {
            source = self.light_subject(at);
        }
        if source.is_none() && !(that && noun.act != Act::Plan) {
            return;
        }
        let content = if preposition { self.phrase_from(open) } else { self.trimmed(open, self.stop(open)) };
        let Some(content) = content else { return };
        let source = source.map(|source| self.span(&source)).into_iter().collect();
        self.push(Found::Noun, source, &(at..at + 1), vec![content], noun.act, Vec::new(), at..at + 1);
    }

    /// The owner of the noun at `at`: "Holt's", "her", "the council's".
    pub(super) fn possessor(&self, at: usize) -> Option<Range<usize>> {
        let mut left = at;
        while left > 0
            && (self.units[left - 1].tag.is_adjective()
                || matches!(self.units[left - 1].tag, Tag::NN | Tag::CD | Tag::VBN | Tag::VBG))
            && !self.units[left - 1].is_quotation()
        {
            left -= 1;
        }
        let owner = &self.units[left.checked_sub(1)?];
        match owner.tag {
            Tag::PRPS => Some(left - 1..left),
            Tag::POS => noun_phrase_before(self.units, left - 1),
            _ => None,
        }
    }

    /// The subject of the verb that carries the noun: "Holt issued a warning".
    pub(super) fn light_subject(&self, at: usize) -> Option<Range<usize>> {
        let mut left = at;
        while left > 0
            && matches!(
                self.units[left - 1].tag,
                Tag::DT | Tag::JJ | Tag::NN | Tag::CD | Tag::VBN | Tag::RB | Tag::JJR
            )
            && !self.units[left - 1].is_quotation()
            && at - left < 5
        {
            left -= 1;
        }
        let verb = left.checked_sub(1)?;
        if !is_light(self.units[verb].word) {
            return None;
        }
        let group = verb_group(self.units, verb);
        self.subject(&group, verb).or_else(|| self.clause_subject(group.start))
    }

    /// A prepositional content: to the end of its phrase.
    pub(super) fn phrase_from(&self, open: usize) -> Option<Span> {
        let phrase = noun_phrase_after(self.units, open + 1)?;
        let end = self
            .units
            .get(phrase.end)
            .map_or(phrase.end, |unit| if unit.tag == Tag::TO { self.stop(phrase.end) } else { phrase.end });
        self.trimmed(open, end)
    }

    /// `Holt: “…”` and `The answer was clear: “…”`: a colon, when nothing else signals it.
    pub(super) fn colon(&mut self) {
        for at in 1..self.units.len() {
            if !self.units[at].is(word(":")) || !self.units.get(at + 1).is_some_and(Unit::is_quotation) {
                continue;
            }
            let quotation = self.units[at + 1].span;
            if self.drafts.iter().any(|draft| draft.content.iter().any(|piece| piece.overlaps(quotation))) {
                continue;
            }
            let whole = noun_phrase_before(self.units, at).filter(|phrase| phrase.start == 0);
            let clause = self.units[..at].iter().any(|unit| unit.tag.is_finite() && !unit.is_quotation());
            // "Aubry, after a long look: “…”"
            let verbless = || {
                source_after(self.units, 0).filter(|phrase| {
                    !clause && self.units[phrase.clone()].iter().any(|unit| unit.tag.is_name())
                })
            };
            let Some(subject) = whole.or_else(|| self.clause_subject(at)).or_else(verbless) else { continue };
            // the nearest noun of saying is the cue, else the colon
            let noun = (at.saturating_sub(6)..at)
                .rev()
                .find(|&at| self.units[at].tag.is_noun() && cues().noun(self.units[at].word).is_some());
            let cue = noun.map_or(at..at + 1, |noun| noun..noun + 1);
            let source = vec![self.span(&subject)];
            self.push(Found::Colon, source, &cue, vec![quotation], Act::Speech, Vec::new(), at..at + 1);
        }
    }
}
