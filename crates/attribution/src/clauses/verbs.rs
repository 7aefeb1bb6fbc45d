//! Finite verbs: a subject before or after, a content on either side.

use std::ops::Range;

use sayso_language::{Tag, word};
use sayso_model::{Act, Span};

use super::after::Right;
use super::{Reader, is_quoting, is_strong};
use crate::draft::Found;
use crate::lexicon::{
    Frames, Verb, cues, is_be, is_have, is_negation, is_question_word, is_subordinator, is_time,
};
use crate::passages::Unit;
use crate::people::{Class, classes, may_speak};
use crate::phrases::{
    clause_begins, is_comma, is_dash, is_end, is_passive, noun_phrase_after, noun_phrase_before,
    source_after, subject_before, takes_lives, verb_group,
};

/// Units before a verb that are looked through for its subject: keeps a passage without end linear.
const REACH: usize = 250;

impl Reader<'_> {
    pub(super) fn verb(&mut self, at: usize, verb: &Verb) {
        // part of a cue already: "quoted as saying"
        if self.bounds.iter().any(|bound| bound.contains(&at)) || takes_lives(self.units, at) {
            return;
        }
        let group = verb_group(self.units, at);
        let tag = self.units[at].tag;
        if is_passive(self.units, &group) && tag != Tag::VBG {
            return self.passive(at, verb, &group);
        }
        let before = group.start.checked_sub(1);
        if tag == Tag::VB && before.is_some_and(|before| self.units[before].is(word("to"))) {
            return self.infinitive(at, verb, &group);
        }
        if tag == Tag::VBG && !self.units[group.clone()].iter().any(|unit| is_be(unit.word)) {
            return self.participle(at, verb);
        }
        if is_quoting(verb.lemma) && self.quoting(at) {
            return;
        }
        // "…, says Holt of the council.": whatever might be its subject before
        if self.is_inverted(at, verb, &group) {
            return self.inverted(at, verb, &group);
        }
        // "as Holt said", "Holt said"
        if let Some(subject) = self.subject(&group, at)
            && self.active(at, verb, &group, &subject)
        {
            self.subjects.push((at, subject));
            return;
        }
        // "told Radio Orrin": whom it was told follows, never who told it
        if verb.lemma == word("tell") {
            if let Some(subject) = self.beside_quotation(group.start)
                && self.active(at, verb, &group, &subject)
            {
                self.subjects.push((at, subject));
            }
            return;
        }
        if matches!(tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::VBN | Tag::NNS | Tag::JJ | Tag::NN) {
            self.inverted(at, verb, &group);
        }
    }

    /// A verb that the tagger took for a noun: `Holt claims that`, `“…,” notes Osei`.
    pub(super) fn passed_for_noun(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let form = matches!(unit.tag, Tag::NNS | Tag::NN | Tag::JJ | Tag::IN | Tag::VBN);
        let before = at.checked_sub(1).map(|before| &self.units[before]);
        let next = self.units.get(at + 1);
        let opens = next.is_some_and(|next| {
            let told = next.tag.is_name()
                && cues().verb(unit.word).is_some_and(|verb| verb.frames.has(Frames::ADDRESSEE));
            told || next.is(word("that")) || next.is(word(":")) || next.is_quotation() || next.tag == Tag::PRP
        });
        // "“…,” warned Osei", "“…,” jokes Osei", whatever the tagger took "warned" for
        let quotes = cues().verb(unit.word).is_some_and(|verb| verb.frames.has(Frames::QUOTE));
        let inverted = form
            && before.is_some_and(Unit::is_quotation)
            && (is_strong(unit.word) || quotes && next.is_some_and(|next| next.tag.is_name()));
        let closes = next.is_none_or(|next| is_comma(next) || is_end(next));
        // "…, the Gazette reports.", "“…,” Osei replies."
        let last = || {
            noun_phrase_before(self.units, at).is_some_and(|phrase| {
                let one = self.units[phrase.end - 1].tag != Tag::NNS;
                let beside = phrase.start.checked_sub(1).map(|before| &self.units[before]);
                one && beside
                    .is_some_and(|beside| is_comma(beside) && is_strong(unit.word) || beside.is_quotation())
            })
        };
        let reports_so = unit.tag == Tag::NNS && quotes && closes && last();
        // "The Courier states the bridge was closed", "…, scientists report, …"
        let states = unit.tag == Tag::NNS
            && is_strong(unit.word)
            && before.is_some_and(|before| before.tag.is_name())
            && clause_begins(self.units, at + 1);
        let reports = matches!(unit.tag, Tag::NN | Tag::IN)
            && is_strong(unit.word)
            && before.is_some_and(|before| before.tag == Tag::NNS || before.tag == Tag::PRP)
            && next.is_none_or(|next| is_comma(next) || is_end(next))
            && noun_phrase_before(self.units, at)
                .is_some_and(|phrase| phrase.start > 0 && is_comma(&self.units[phrase.start - 1]));
        inverted
            || states
            || reports
            || reports_so
            || form
                && !unit.capital
                && opens
                && before.is_some_and(|before| before.tag.is_name() || before.tag == Tag::PRP)
    }

    /// The subject of the verb group, or that of the verb it is joined to.
    pub(super) fn subject(&self, group: &Range<usize>, at: usize) -> Option<Range<usize>> {
        let start = group.start;
        if start == 0 {
            return None;
        }
        let mut left = start;
        while left > 0 && self.units[left - 1].tag.is_adverb() {
            left -= 1;
        }
        if left == 0 {
            return None;
        }
        let last = &self.units[left - 1];
        let joined = last.tag == Tag::CC
            || is_comma(last) && self.units.get(left.wrapping_sub(2)).is_none_or(|unit| !unit.tag.is_noun());
        if joined && last.tag == Tag::CC {
            return self.outer_subject(group, left - 1).or_else(|| self.clause_subject(left - 1));
        }
        let finite = self.units[at].tag.is_finite()
            || self.units[group.clone()].iter().any(|unit| unit.tag.is_finite())
            || self.passed_for_noun(at);
        if !finite && self.units[at].tag != Tag::VBN && self.units[at].tag != Tag::VB {
            return None;
        }
        let Some(subject) = subject_before(self.units, start) else {
            // "a source who asked not to be named said"
            return self.antecedent(start);
        };
        // "newspaper The Courier reported", whatever the tagger took "newspaper" for
        if let Some(medium) = subject.start.checked_sub(1)
            && self.units[subject.start].tag == Tag::DT
            && self.units.get(subject.start + 1).is_some_and(|unit| unit.capital)
            && !self.units[medium].tag.is_verb()
            && may_speak(self.units[medium].word)
        {
            return Some(medium..subject.end);
        }
        // "of the council said": a phrase that hangs on a preposition is no subject, unless what it hangs on is
        if subject.start > 0 && matches!(self.units[subject.start - 1].tag, Tag::IN | Tag::TO) {
            let link = self.units[subject.start - 1].word;
            if !is_subordinator(link) && link != word("that") && link != word("than") {
                let joins = |at: &usize| self.units[*at].tag == Tag::CC;
                // "praised it and on Monday called it a start": the subject of what it is joined to
                return match (subject.start - 1).checked_sub(1).filter(joins) {
                    Some(and) => self.clause_subject(and),
                    None => self.antecedent(subject.start),
                };
            }
        }
        // "Holt in relaying the news to the council said"
        if let Some(relaying) = subject.start.checked_sub(1)
            && self.units[relaying].tag == Tag::VBG
            && let Some(link) = relaying.checked_sub(1)
            && self.units[link].tag == Tag::IN
            && let Some(outer) = noun_phrase_before(self.units, link)
        {
            return Some(outer);
        }
        Some(subject)
    }

    /// "An engineer who works for the board claimed": the noun that the relative clause before `end` hangs on,
    /// when it opens the passage.
    fn antecedent(&self, end: usize) -> Option<Range<usize>> {
        let relative =
            (1..end).find(|&at| self.units[at].tag == Tag::WP && !self.units[at].is_quotation())?;
        let comma = is_comma(&self.units[relative - 1]);
        let phrase = noun_phrase_before(self.units, if comma { relative - 1 } else { relative })?;
        let opens = phrase.start == 0
            || is_comma(&self.units[phrase.start - 1])
            || self.units[phrase.start - 1].is_quotation();
        let clause = self.units[relative..end].iter().any(|unit| unit.tag.is_finite());
        (opens && clause).then_some(phrase)
    }

    /// "Holt said the plan was sound and urged": who said it, where what was said is how something is and the verb at the end
    /// of `group`, joined to it at `joint`, is what somebody did.
    pub(super) fn outer_subject(&self, group: &Range<usize>, joint: usize) -> Option<Range<usize>> {
        let acts = &self.units[group.end - 1];
        let silent = self.units[group.clone()].iter().any(|unit| is_negation(unit.word));
        let past = matches!(acts.tag, Tag::VBD | Tag::VBN) && group.len() == 1;
        if !(past || silent) {
            return None;
        }
        let declines = [word("declined"), word("refused")].contains(&acts.word);
        let (cue, subject) = self.subjects.last().filter(|(cue, _)| *cue < joint)?;
        let between = &self.units[cue + 1..joint];
        let told = between.iter().rev().find(|unit| unit.tag.is_finite() && !unit.is_quotation())?;
        let is_so = told.tag == Tag::MD || is_be(told.word) || is_have(told.word);
        let same = !between.iter().any(|unit| unit.is(word(";")));
        let outer = is_so || silent || declines;
        (outer && same && is_strong(self.units[*cue].word)).then(|| subject.clone())
    }

    /// The subject of the nearest clause to the left of `end`.
    pub(super) fn clause_subject(&self, end: usize) -> Option<Range<usize>> {
        // "Holt described how the fire spread, saying": one who can speak, if there is any
        let speaks = |subject: &Range<usize>| {
            let core =
                self.units[subject.clone()].split(|unit| matches!(unit.tag, Tag::IN | Tag::WP | Tag::WDT));
            let head = core.into_iter().next().and_then(<[Unit]>::last);
            head.is_none_or(|head| head.tag != Tag::NN || may_speak(head.word))
        };
        let mut silent = None;
        for at in (end.saturating_sub(REACH)..end).rev() {
            let unit = &self.units[at];
            if unit.is_quotation() || !unit.tag.is_finite() {
                continue;
            }
            let group = verb_group(self.units, at);
            if let Some((_, subject)) = self.subjects.iter().rev().find(|(cue, _)| group.contains(cue)) {
                return Some(subject.clone());
            }
            if let Some(subject) = subject_before(self.units, group.start) {
                // "asked who owns it, calling …": the one who asked
                if self.units[subject.clone()].iter().all(|unit| is_question_word(unit.word)) {
                    continue;
                }
                let hangs = subject.start > 0
                    && self.units[subject.start - 1].tag == Tag::IN
                    && !is_subordinator(self.units[subject.start - 1].word);
                if !hangs && speaks(&subject) {
                    return Some(subject);
                }
                if !hangs {
                    silent.get_or_insert(subject);
                }
            }
        }
        silent
    }

    /// The subject of the nearest clause to the left of `end` that is part of no other.
    pub(super) fn whole_clause_subject(&self, end: usize) -> Option<Range<usize>> {
        (end.saturating_sub(REACH)..end)
            .rev()
            .filter(|&at| self.units[at].tag.is_finite() && !self.units[at].is_quotation())
            .filter_map(|at| subject_before(self.units, verb_group(self.units, at).start))
            .find(|subject| {
                let hangs = subject.start > 0 && self.units[subject.start - 1].tag == Tag::IN;
                !hangs && !self.is_subordinate(subject)
            })
    }

    /// Whether a clause with this subject is part of another: "who said it", "(after) the board met", "(said) he was hurt".
    pub(super) fn is_subordinate(&self, subject: &Range<usize>) -> bool {
        let relative = |unit: &Unit| matches!(unit.tag, Tag::WP | Tag::WDT);
        let before = self.units[..subject.start].iter().rev().find(|unit| !unit.tag.is_adverb());
        self.units[subject.clone()].last().is_some_and(relative)
            || before.is_some_and(|before| {
                relative(before)
                    || before.tag.is_verb()
                    || before.tag == Tag::WRB
                    || is_subordinator(before.word)
                    || before.is(word("that"))
            })
    }

    /// Who speaks between the quotation before the comma that stands before `end` and this comma, where that is no plain
    /// apposition: "“…,” Reyes, the head of the board and whose work it is, told".
    fn beside_quotation(&self, end: usize) -> Option<Range<usize>> {
        /// Units of a description that are looked through.
        const LONGEST: usize = 40;
        let comma = end.checked_sub(1).filter(|&comma| is_comma(&self.units[comma]))?;
        let quotation =
            (comma.saturating_sub(LONGEST)..comma).rev().find(|&at| self.units[at].is_quotation())?;
        let phrase = noun_phrase_after(self.units, quotation + 1)?;
        (phrase.start == quotation + 1).then_some(phrase.start..comma)
    }

    /// A finite verb with the subject before it. Gives whether it found a content.
    pub(super) fn active(
        &mut self,
        at: usize,
        verb: &Verb,
        group: &Range<usize>,
        subject: &Range<usize>,
    ) -> bool {
        // "the team had shown “great courage”" says nothing
        let quoted = self.units.get(at + 1).is_some_and(Unit::is_quotation);
        let papers = |unit: &Unit| classes(unit.word).has(Class::Document);
        if verb.lemma == word("show") && quoted && !self.units[subject.clone()].iter().any(papers) {
            return false;
        }
        let source = self.span(subject);
        let mut cue = group.clone();
        // "went on to say" and the like reach here through the infinitive; "said of" takes its preposition along
        let mut after = at + 1;
        if self.units.get(after).is_some_and(|unit| unit.tag == Tag::RP) {
            after += 1;
            cue.end = after;
        }
        let parenthetical = subject.start > 0
            && (is_comma(&self.units[subject.start - 1])
                || self.units[subject.start - 1].is_quotation()
                || is_dash(&self.units[subject.start - 1]));
        let as_clause = subject.start > 0 && self.is(subject.start - 1, "as");
        // "“…,” she said" and "…, she said."
        if parenthetical || as_clause {
            let open = if as_clause { subject.start - 1 } else { subject.start };
            if let Some(left) = self.left_content(open, as_clause) {
                // "she told Radio Soldane on Wednesday, ‘but …’"
                let told =
                    noun_phrase_after(self.units, after).filter(|_| verb.frames.has(Frames::ADDRESSEE));
                let right = self.after_parenthesis(told.map_or(after, |told| told.end), &left);
                if right.is_some() && self.carried(left, source) {
                    self.bounds.push(open..after);
                    return true;
                }
                if let Some(right) = right {
                    let mut content = vec![left];
                    content.extend(right);
                    let bound = open..after;
                    let found = if content.iter().any(|piece| self.is_quoted(*piece)) {
                        Found::VerbAndQuotation
                    } else {
                        Found::VerbAfter
                    };
                    let via = self.carriers(after);
                    self.push(found, vec![source], &cue, content, verb.act, via, bound);
                    return true;
                }
            }
            if as_clause {
                return self.as_clause(open, &cue, after, source, verb);
            }
            let told = noun_phrase_after(self.units, after).filter(|_| verb.frames.has(Frames::ADDRESSEE));
            if verb.frames.has(Frames::QUOTE | Frames::CLAUSE | Frames::THAT)
                && let Some(content) = self.around(open, told.map_or(after, |told| told.end))
            {
                let via = self.carriers(after);
                self.push(Found::VerbAfter, vec![source], &cue, content, verb.act, via, open..after);
                return true;
            }
        }
        let Some(Right { mut content, cue_end, found, as_at }) = self.right_content(after, verb, false)
        else {
            return false;
        };
        if let Some(begun) = self.begun(subject, &content) {
            content.insert(0, begun);
        }
        cue.end = cue.end.max(cue_end);
        // "urged the agency to act": nobody hands that on
        let asks = [word("ask"), word("urge"), word("accuse"), word("order"), word("press"), word("call")];
        let via = if asks.contains(&verb.lemma) { Vec::new() } else { self.carriers(at + 1) };
        // "called for a vote" is a plan, "called it a farce" is speech
        let act = if verb.frames.has(Frames::LABEL) && cue_end == 0 { Act::Speech } else { verb.act };
        let bound = subject.start..cue.end;
        if self.push(found, vec![source], &cue, content, act, via, bound)
            && let Some(at) = as_at
        {
            self.add_to_cue(at);
        }
        true
    }

    /// "The deal, Holt said, “was a mistake.”": the subject of the quotation, which stands before whoever says so.
    fn begun(&self, speaker: &Range<usize>, content: &[Span]) -> Option<Span> {
        let comma = speaker.start.checked_sub(1).filter(|&at| is_comma(&self.units[at]))?;
        let quotation = self.units[speaker.end..].iter().find(|unit| unit.is_quotation())?;
        let goes_on = content.first() == Some(&quotation.span) && !quotation.capital;
        let phrase = noun_phrase_after(self.units, 0).filter(|phrase| goes_on && phrase.end == comma)?;
        let when = |unit: &Unit| is_time(unit.word) || unit.is_quotation();
        (!self.units[phrase.clone()].iter().any(when)).then(|| self.span(&phrase))
    }

    /// "As Holt noted, the plan failed."
    pub(super) fn as_clause(
        &mut self,
        open: usize,
        cue: &Range<usize>,
        after: usize,
        source: Span,
        verb: &Verb,
    ) -> bool {
        let comma = (after..self.units.len().min(after + 12)).find(|&at| is_comma(&self.units[at]));
        let Some(comma) = comma.filter(|_| open == 0) else { return false };
        if !verb.frames.has(Frames::QUOTE | Frames::THAT) {
            return false;
        }
        let Some(content) = self.until_end(comma + 1) else { return false };
        self.push(Found::VerbAfter, vec![source], cue, vec![content], verb.act, Vec::new(), open..comma);
        true
    }

    /// Whether a clause and a comma stand before the verb at `at`, and somebody and the end of the clause after it.
    fn is_inverted(&self, at: usize, verb: &Verb, group: &Range<usize>) -> bool {
        if group.start != at
            || !at.checked_sub(1).is_some_and(|before| is_comma(&self.units[before]))
            || !verb.frames.has(Frames::QUOTE | Frames::CLAUSE)
            || verb.frames.has(Frames::ADDRESSEE)
            || !is_strong(self.units[at].word)
        {
            return false;
        }
        let Some(core) = noun_phrase_after(self.units, at + 1) else { return false };
        let core = &self.units[core];
        let somebody = core.first().is_some_and(|unit| unit.tag.is_name())
            || core.iter().any(|unit| may_speak(unit.word));
        let Some(subject) = source_after(self.units, at + 1).filter(|_| somebody) else { return false };
        let ends = self.units.get(subject.end).is_none_or(|unit| is_comma(unit) || is_end(unit));
        ends && self.left_content(at, false).is_some_and(|left| !self.is_quoted(left))
    }

    /// "“…,” said Holt" and "…, said Holt."
    pub(super) fn inverted(&mut self, at: usize, verb: &Verb, group: &Range<usize>) {
        if !verb.frames.has(Frames::QUOTE | Frames::CLAUSE) || group.start == 0 {
            return;
        }
        let Some(subject) = source_after(self.units, at + 1) else {
            // "“…,” said." has no source of its own
            return;
        };
        let open = group.start;
        let Some(left) = self.left_content(open, false) else { return };
        let quoted = self.is_quoted(left);
        if !quoted
            && self
                .units
                .get(subject.end)
                .is_some_and(|unit| !is_comma(unit) && !is_end(unit) && unit.tag != Tag::IN)
        {
            return;
        }
        let mut content = vec![left];
        content.extend(self.after_parenthesis(subject.end, &left).unwrap_or_default());
        let source = self.span(&subject);
        let bound = open..subject.end;
        let found = if quoted { Found::VerbAndQuotation } else { Found::VerbAfter };
        self.push(found, vec![source], group, content, verb.act, Vec::new(), bound);
        self.subjects.push((at, subject));
    }
}
