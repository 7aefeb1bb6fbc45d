//! The content after a cue: what each verb may take.

use sayso_language::{Tag, word};
use sayso_model::Span;

use super::{Reader, is_subordinate};
use crate::draft::Found;
use crate::lexicon::{Frames, Verb, is_occasion, is_question_word, is_subordinator, is_time};
use crate::passages::Unit;
use crate::phrases::{clause_begins, is_comma, is_dash, is_end, is_time_phrase, noun_phrase_after};

/// What a cue takes to its right.
pub(super) struct Right {
    pub(super) content: Vec<Span>,
    /// The unit after the cue when it takes a preposition along; zero when it does not.
    pub(super) cue_end: usize,
    pub(super) found: Found,
    /// The "as" that belongs to the cue, when its object stands between them: `described her as brave`.
    pub(super) as_at: Option<usize>,
}

impl Right {
    fn of(content: Span, found: Found) -> Self {
        Self { content: vec![content], cue_end: 0, found, as_at: None }
    }
}

impl Reader<'_> {
    /// The content to the right of a cue that ends before `after`. A `strict` search leaves out contents that
    /// are mere phrases.
    pub(super) fn right_content(&self, after: usize, verb: &Verb, strict: bool) -> Option<Right> {
        let frames = verb.frames;
        let mut at = after;
        let first = self.units.get(at)?;
        if !first.is_quotation() && verb.prepositions.contains(&first.word) {
            let called_on = frames.has(Frames::LABEL) && (first.is(word("on")) || first.is(word("upon")));
            if called_on {
                // "called on the council to act": content from "to"
                let object = noun_phrase_after(self.units, at + 1)?;
                return (self.units.get(object.end)?.tag == Tag::TO).then(|| {
                    self.until_end(object.end).map(|span| Right {
                        content: vec![span],
                        cue_end: at + 1,
                        found: Found::VerbPhrase,
                        as_at: None,
                    })
                })?;
            }
            // "referred to the plan as a farce"
            if frames.has(Frames::LABEL_AS)
                && let Some(label) = self.label(at + 1, verb)
            {
                return Some(Right { cue_end: at + 1, ..label });
            }
            let content = self.phrase_until_end(at + 1)?;
            return Some(Right { cue_end: at + 1, ..Right::of(content, Found::VerbPhrase) });
        }
        if frames.has(Frames::ADDRESSEE) {
            at = self.skip_addressee(at);
        }
        let plain = at;
        at = self.skip_adverbials(at);
        let unit = self.units.get(at)?;
        // direct speech
        let mark = is_comma(unit) || unit.is(word(":")) || is_dash(unit);
        if frames.has(
            Frames::QUOTE
                | Frames::NOUN_QUOTED
                | Frames::LABEL
                | Frames::LABEL_AS
                | Frames::THAT
                | Frames::NOUN,
        ) {
            let at_mark = if mark { at + 1 } else { at };
            if self.units.get(at_mark).is_some_and(Unit::is_quotation)
                && (mark || frames.has(Frames::QUOTE | Frames::NOUN_QUOTED | Frames::THAT | Frames::NOUN))
            {
                let mut pieces = self.quotation_run(at_mark);
                if pieces.is_empty() {
                    pieces = self.quotation_at(at_mark).into_iter().collect();
                }
                return Some(Right {
                    content: pieces,
                    cue_end: 0,
                    found: Found::VerbAndQuotation,
                    as_at: None,
                });
            }
        }
        if unit.is(word(":")) && frames.has(Frames::QUOTE | Frames::THAT | Frames::CLAUSE) {
            return self.until_end(at + 1).map(|span| Right::of(span, Found::VerbClause));
        }
        if is_comma(unit) && frames.has(Frames::THAT) && self.is(at + 1, "that") {
            return self.until_end(at + 1).map(|span| Right::of(span, Found::VerbThat));
        }
        let clause = unit.tag != Tag::DT
            || self.units.get(at + 1).is_some_and(Unit::is_quotation)
            || clause_begins(self.units, at + 1);
        if unit.is(word("that")) && frames.has(Frames::THAT) && clause {
            return self.until_end(at).map(|span| Right::of(span, Found::VerbThat));
        }
        if frames.has(Frames::WHETHER) && is_question_word(unit.word) {
            return self.until_end(at).map(|span| Right::of(span, Found::VerbThat));
        }
        if unit.tag == Tag::TO {
            let addressed = frames.has(Frames::ADDRESSEE) && plain > after;
            let opens = frames.has(Frames::INFINITIVE) || frames.has(Frames::OBJECT_INFINITIVE) && addressed;
            return opens.then(|| self.until_end(at).map(|span| Right::of(span, Found::VerbPhrase)))?;
        }
        if frames.has(Frames::OBJECT_INFINITIVE)
            && let Some(object) = noun_phrase_after(self.units, at)
            && self.units.get(object.end).is_some_and(|unit| unit.tag == Tag::TO)
        {
            return self.until_end(object.end).map(|span| Right::of(span, Found::VerbPhrase));
        }
        // "said on Saturday, about 20 buildings collapsed"
        if frames.has(Frames::CLAUSE)
            && is_comma(unit)
            && at > plain
            && clause_begins(self.units, at + 1)
            && !self.units[at + 1].is_quotation()
            && !is_subordinate(&self.units[at + 1])
            && !matches!(self.units[at + 1].tag, Tag::VBG | Tag::CC | Tag::WP | Tag::WDT)
        {
            return self.until_end(at + 1).map(|span| Right::of(span, Found::VerbClause));
        }
        if frames.has(Frames::CLAUSE)
            && !is_comma(unit)
            && unit.tag != Tag::VBG
            && clause_begins(self.units, plain)
            && !is_subordinate(unit)
        {
            return self.until_end(at.min(plain.max(at))).map(|span| Right::of(span, Found::VerbClause));
        }
        if strict {
            return None;
        }
        if frames.has(Frames::LABEL | Frames::LABEL_AS)
            && let Some(found) = self.label(at, verb)
        {
            return Some(found);
        }
        // "posted its first word of the night:" announces what comes next
        if self.units.last().is_some_and(|unit| unit.is(word(":"))) {
            return None;
        }
        if frames.has(Frames::NOUN)
            && (noun_phrase_after(self.units, plain).is_some() || unit.tag == Tag::VBG)
        {
            let phrase = self.phrase_until_end(plain)?;
            // "officials said Tuesday." tells when
            let when = |unit: &Unit| !phrase.covers(unit.span) || is_time(unit.word);
            let timed = self.units[plain..].iter().all(when);
            return (!timed).then(|| Right::of(phrase, Found::VerbPhrase));
        }
        if frames.has(Frames::NOUN_QUOTED) && noun_phrase_after(self.units, plain).is_some() {
            let content = self.phrase_until_end(plain)?;
            return self.holds_quotation(content).then(|| Right::of(content, Found::VerbPhrase));
        }
        None
    }

    /// `called it “a farce”`, `described her as brave`.
    pub(super) fn label(&self, at: usize, verb: &Verb) -> Option<Right> {
        let object = noun_phrase_after(self.units, at)?;
        let next = self.units.get(object.end)?;
        if verb.frames.has(Frames::LABEL_AS) && next.is(word("as")) {
            let content = self.phrase_until_end(object.end + 1)?;
            return Some(Right { as_at: Some(object.end), ..Right::of(content, Found::VerbPhrase) });
        }
        let labelled = next.is_quotation()
            || next.tag == Tag::DT
            || next.tag.is_adjective() && self.units[object.end - 1].tag == Tag::PRP;
        if verb.frames.has(Frames::LABEL) && (labelled || self.holds_quotation(self.span(&object))) {
            return self.phrase_until_end(at).map(|span| Right::of(span, Found::VerbPhrase));
        }
        None
    }

    /// A content that begins with the quotation at `at`: that quotation alone when it is whole, with the words
    /// after it when the sentence goes on without a stop (`said “bad” things happened`).
    pub(super) fn quotation_run(&self, at: usize) -> Vec<Span> {
        let Some(quotation) = self.quotation_at(at) else { return Vec::new() };
        let Some(next) = self.units.get(at + 1) else { return vec![quotation] };
        let stops = is_comma(next)
            || is_end(next)
            || is_dash(next)
            || next.is(word(";"))
            || next.tag == Tag::CC && !self.units.get(at + 2).is_some_and(Unit::is_quotation);
        if stops
            || quotation.len() > 120
            || is_time_phrase(self.units, at + 1)
            || next.tag == Tag::VBG
            || is_subordinator(next.word) && next.tag != Tag::IN
        {
            return vec![quotation];
        }
        if next.is_quotation() {
            return vec![quotation, next.span];
        }
        let goes_on = next.tag.is_verb()
            || next.tag == Tag::MD
            || next.tag.is_noun()
            || next.tag == Tag::CC
            || next.tag == Tag::IN
            || next.tag == Tag::TO;
        if goes_on {
            self.until_end(at).map_or_else(|| vec![quotation], |span| vec![span])
        } else {
            vec![quotation]
        }
    }

    /// After the one addressed: "told reporters", "warned her".
    pub(super) fn skip_addressee(&self, at: usize) -> usize {
        let mut from = at;
        if self.is(from, "to") {
            from += 1;
        }
        let Some(phrase) = noun_phrase_after(self.units, from) else { return at };
        let end = self.skip_adverbials(phrase.end);
        let Some(next) = self.units.get(end) else { return at };
        let opens = next.is(word("that"))
            || next.is_quotation()
            || is_comma(next)
            || next.is(word(":"))
            || is_end(next)
            || next.tag == Tag::TO
            || is_question_word(next.word)
            || next.tag == Tag::PRP
            || next.tag == Tag::DT
            || next.tag.is_name()
            || next.tag == Tag::PRPS
            || next.is(word("of"))
            || next.is(word("about"))
            || self.units[from].tag == Tag::PRP;
        if opens && end > phrase.end {
            end
        } else if opens {
            phrase.end
        } else {
            at
        }
    }

    /// After adverbs, times and occasions that stand between a cue and its content.
    pub(super) fn skip_adverbials(&self, at: usize) -> usize {
        let mut at = at;
        while let Some(unit) = self.units.get(at) {
            if unit.is_quotation() || unit.is(word("that")) {
                break;
            }
            if unit.tag.is_adverb() || is_time(unit.word) {
                at += 1;
                // "Monday night", "March 3, 2026"
                while self.units.get(at).is_some_and(|unit| unit.tag == Tag::CD || is_time(unit.word)) {
                    at += 1;
                }
                continue;
            }
            if matches!(unit.tag, Tag::DT | Tag::JJ)
                && self.units.get(at + 1).is_some_and(|next| is_time(next.word))
            {
                at += 2;
                continue;
            }
            let prepositional = unit.tag == Tag::IN
                || unit.is(word("to")) && unit.tag != Tag::TO
                || unit.is(word("to")) && self.units.get(at + 1).is_some_and(|next| next.tag != Tag::VB);
            if !prepositional || is_question_word(unit.word) {
                break;
            }
            let Some(phrase) = noun_phrase_after(self.units, at + 1) else { break };
            let words = &self.units[phrase.clone()];
            let beside = words.iter().any(|unit| is_time(unit.word) || is_occasion(unit.word))
                || unit.is(word("to"))
                || unit.is(word("via"))
                || unit.is(word("through"));
            let marked = self.units.get(phrase.end).is_some_and(|next| {
                next.is(word("that"))
                    || next.is_quotation()
                    || is_comma(next)
                    || next.is(word(":"))
                    || is_end(next)
            });
            if !(beside || marked) || words.iter().any(Unit::is_quotation) {
                break;
            }
            at = phrase.end;
            // "in a statement issued before sunrise that …"
            if self.units.get(at).is_some_and(|unit| unit.tag == Tag::VBN)
                && let Some(that) = (at + 1..self.units.len().min(at + 8)).find(|&at| self.is(at, "that"))
                && !self.units[at..that].iter().any(|unit| unit.is_quotation() || unit.tag.is_finite())
            {
                at = that;
            }
        }
        at
    }
}
