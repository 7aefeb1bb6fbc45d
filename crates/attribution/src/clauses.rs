//! Attributions inside one passage: a cue, the source beside it, the content around it.

use std::ops::Range;

use sayso_language::{Tag, Word, word};
use sayso_model::{Act, Span};

use crate::draft::{Draft, Found};
use crate::lexicon::{
    Frames, Verb, cues, is_be, is_have, is_light, is_negation, is_occasion, is_question_word,
    is_subordinator, is_time,
};
use crate::passages::{Passage, Unit};
use crate::people::{Class, classes};
use crate::phrases::{
    clause_begins, is_comma, is_dash, is_end, is_passive, is_time_phrase, noun_phrase_after,
    noun_phrase_before, source_after, subject_before, verb_group,
};

/// Finds the attributions of one passage, in order of their cues.
pub(crate) fn read(passage: &Passage) -> Vec<Draft> {
    let mut reader = Reader {
        units: &passage.units,
        passage,
        drafts: Vec::new(),
        subjects: Vec::new(),
        bounds: Vec::new(),
    };
    for at in 0..passage.units.len() {
        if !passage.units[at].is_quotation() {
            reader.unit(at);
        }
    }
    reader.colon();
    reader.drafts
}

struct Reader<'p> {
    units: &'p [Unit],
    passage: &'p Passage,
    drafts: Vec<Draft>,
    /// Subjects of the cues so far, by the unit index of their cue.
    subjects: Vec<(usize, Range<usize>)>,
    /// Unit ranges of cue and source of each draft, to keep contents from running over them.
    bounds: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn unit(&mut self, at: usize) {
        let unit = &self.units[at];
        if unit.is(word("according")) && self.is(at + 1, "to") {
            return self.according_to(at, at + 2);
        }
        if unit.is(word("per"))
            && self.units.get(at + 1).is_some_and(|next| next.tag.is_name() || next.tag == Tag::DT)
            && at > 0
        {
            let name = noun_phrase_after(self.units, at + 1);
            if name.is_some_and(|name| self.units[name].iter().any(|unit| unit.tag.is_name() && unit.capital))
            {
                return self.according_to(at, at + 1);
            }
        }
        if unit.is(word("reportedly"))
            || unit.is(word("allegedly"))
            || unit.is(word("purportedly"))
            || unit.is(word("supposedly"))
        {
            return self.reportedly(at);
        }
        if unit.tag.is_verb() || self.passed_for_noun(at) {
            if let Some(verb) = cues().verb(unit.word) {
                return self.verb(at, verb);
            }
        }
        if unit.tag.is_noun() {
            self.noun(at);
        }
    }

    fn is(&self, at: usize, form: &str) -> bool {
        self.units.get(at).is_some_and(|unit| unit.is(word(form)))
    }

    /// A verb that the tagger took for a noun: `Holt claims that`, `“…,” notes Osei`.
    fn passed_for_noun(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let form = matches!(unit.tag, Tag::NNS | Tag::NN | Tag::JJ | Tag::IN | Tag::VBN);
        let before = at.checked_sub(1).map(|before| &self.units[before]);
        let next = self.units.get(at + 1);
        let opens =
            next.is_some_and(|next| next.is(word("that")) || next.is_quotation() || next.tag == Tag::PRP);
        form && !unit.capital
            && opens
            && before.is_some_and(|before| before.tag.is_name() || before.tag == Tag::PRP)
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.units[range.start].span.start, self.units[range.end - 1].span.end)
    }

    // ---- verbs -------------------------------------------------------------------------------------------

    fn verb(&mut self, at: usize, verb: &Verb) {
        // part of a cue already: "quoted as saying"
        if self.bounds.iter().any(|bound| bound.contains(&at)) {
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
        // "as Holt said", "Holt said"
        if let Some(subject) = self.subject(&group, at)
            && self.active(at, verb, &group, &subject)
        {
            self.subjects.push((at, subject));
            return;
        }
        if matches!(tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::VBN | Tag::NNS) {
            self.inverted(at, verb, &group);
        }
    }

    /// The subject of the verb group, or that of the verb it is joined to.
    fn subject(&self, group: &Range<usize>, at: usize) -> Option<Range<usize>> {
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
            return self.clause_subject(left - 1);
        }
        let finite = self.units[at].tag.is_finite()
            || self.units[group.clone()].iter().any(|unit| unit.tag.is_finite());
        if !finite && self.units[at].tag != Tag::VBN && self.units[at].tag != Tag::VB {
            return None;
        }
        let subject = subject_before(self.units, start)?;
        // "of the council said": a phrase that hangs on a preposition is no subject, unless what it hangs on is
        if subject.start > 0 && matches!(self.units[subject.start - 1].tag, Tag::IN | Tag::TO) {
            let link = self.units[subject.start - 1].word;
            if !is_subordinator(link) && link != word("that") && link != word("than") {
                return None;
            }
        }
        Some(subject)
    }

    /// The subject of the nearest clause to the left of `end`.
    fn clause_subject(&self, end: usize) -> Option<Range<usize>> {
        for at in (0..end).rev() {
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
                if !hangs {
                    return Some(subject);
                }
            }
        }
        None
    }

    /// A finite verb with the subject before it. Gives whether it found a content.
    fn active(&mut self, at: usize, verb: &Verb, group: &Range<usize>, subject: &Range<usize>) -> bool {
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
                let right = self.after_parenthesis(after, verb, &left);
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
        }
        let Some((content, cue_end, found)) = self.right_content(after, verb, false) else { return false };
        cue.end = cue.end.max(cue_end);
        let via = self.carriers(at + 1);
        let bound = subject.start..cue.end;
        self.push(found, vec![source], &cue, content, verb.act, via, bound);
        true
    }

    /// "As Holt noted, the plan failed."
    fn as_clause(
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
        let Some(content) = self.until_end(comma + 1, verb) else { return false };
        self.push(Found::VerbAfter, vec![source], cue, vec![content], verb.act, Vec::new(), open..comma);
        true
    }

    /// "“…,” said Holt" and "…, said Holt."
    fn inverted(&mut self, at: usize, verb: &Verb, group: &Range<usize>) {
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
        content.extend(self.after_parenthesis(subject.end, verb, &left).unwrap_or_default());
        let source = self.span(&subject);
        let bound = open..subject.end;
        let found = if quoted { Found::VerbAndQuotation } else { Found::VerbAfter };
        self.push(found, vec![source], group, content, verb.act, Vec::new(), bound);
        self.subjects.push((at, subject));
    }

    /// What stands before a parenthetical cue that begins at `open`, when it can be its content.
    fn left_content(&self, open: usize, without_comma: bool) -> Option<Span> {
        let mut end = open;
        let comma = end > 0 && (is_comma(&self.units[end - 1]) || is_dash(&self.units[end - 1]));
        if comma {
            end -= 1;
        }
        if end == 0 {
            return None;
        }
        let start = self.left_bound(end);
        if start >= end {
            return None;
        }
        let last = &self.units[end - 1];
        if last.is_quotation() {
            return Some(self.content_with_quotation_last(start, end));
        }
        if !(comma || without_comma) {
            return None;
        }
        // a clause of its own, not a fronted phrase
        let clause = self.units[start..end].iter().any(|unit| unit.tag.is_finite() && !unit.is_quotation());
        let first = &self.units[start];
        let fronted = is_subordinator(first.word) && !self.units[start..end].iter().any(is_comma)
            || first.tag == Tag::VBG;
        if !clause || fronted {
            return None;
        }
        Some(Span::new(self.skip_joiner(start), last.span.end))
    }

    /// The content that ends with a quotation just before a cue: the quotation alone when it is whole
    /// sentences, else the clause it stands in (`The plan is “a disaster,” she said`).
    fn content_with_quotation_last(&self, start: usize, end: usize) -> Span {
        let quotation = &self.units[end - 1];
        let lead = &self.units[start..end - 1];
        let lead = match lead.iter().rposition(|unit| is_end(unit) || unit.is(word(":"))) {
            Some(cut) => &lead[cut + 1..],
            None => lead,
        };
        let clause = lead.iter().any(|unit| unit.tag.is_verb() || unit.is_quotation()) || lead.len() >= 3;
        match lead.first() {
            Some(first) if clause => Span::new(self.joiner_end(first), quotation.span.end),
            _ => quotation.span,
        }
    }

    fn skip_joiner(&self, start: usize) -> usize {
        self.joiner_end(&self.units[start])
    }

    /// Where a content that begins with `first` begins: after "And", "But".
    fn joiner_end(&self, first: &Unit) -> usize {
        if first.tag == Tag::CC && !first.is_quotation() { first.span.end + 1 } else { first.span.start }
    }

    /// Where the content left of `end` may begin at the earliest: after the cue and source before it, a
    /// semicolon, or the start.
    fn left_bound(&self, end: usize) -> usize {
        let cut = self.units[..end]
            .iter()
            .rposition(|unit| unit.is(word(";")) && !unit.is_quotation())
            .map_or(0, |at| at + 1);
        let mut start = self
            .bounds
            .iter()
            .filter(|bound| bound.end <= end)
            .map(|bound| bound.end)
            .max()
            .unwrap_or(0)
            .max(cut);
        while start < end
            && (is_comma(&self.units[start]) || is_end(&self.units[start]) || is_dash(&self.units[start]))
        {
            start += 1;
        }
        start
    }

    /// What follows a parenthetical cue: none when it makes the reading impossible, else the pieces that go
    /// on with the content (`“…,” she said, “…”`).
    fn after_parenthesis(&self, after: usize, verb: &Verb, left: &Span) -> Option<Vec<Span>> {
        let quoted = self.is_quoted(*left);
        let end = self.skip_adverbials(after);
        let Some(unit) = self.units.get(end) else { return Some(Vec::new()) };
        if is_end(unit) || unit.is(word(";")) {
            let next = self.units.get(end + 1);
            // the quotation that goes on after the full stop of the cue
            return Some(
                next.filter(|next| quoted && next.is_quotation()).map(|next| next.span).into_iter().collect(),
            );
        }
        if unit.is_quotation() && quoted {
            return Some(vec![unit.span]);
        }
        if is_comma(unit) || unit.is(word(":")) || is_dash(unit) {
            let next = end + 1;
            if self.units.get(next).is_some_and(Unit::is_quotation) {
                return Some(self.quotation_at(next).into_iter().collect());
            }
            if quoted
                || self.units.get(next).is_none_or(|unit| {
                    unit.tag == Tag::VBG || is_subordinator(unit.word) || unit.tag == Tag::CC
                })
            {
                return Some(Vec::new());
            }
            // an indirect content that goes on: "The plan, she said, would fail."
            return Some(self.until_end(next, verb).into_iter().collect());
        }
        if quoted {
            // "“…,” she said as she left": what follows is the writer's
            let opens = unit.is(word("that")) || unit.tag == Tag::TO;
            return (!opens).then(Vec::new);
        }
        // "…, Holt said the plan": the clause before the comma was only an opening
        let opens = unit.is(word("that"))
            || unit.tag.is_noun()
            || unit.tag == Tag::PRP
            || unit.tag == Tag::DT
            || unit.tag == Tag::TO
            || unit.tag.is_adjective()
            || unit.tag == Tag::PRPS
            || unit.tag == Tag::EX
            || unit.tag == Tag::CD;
        (!opens).then(Vec::new)
    }

    /// Outlets named after the cue as those who were told: "told the Gazette", "said in an interview with the
    /// Gazette".
    fn carriers(&self, after: usize) -> Vec<Span> {
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
    fn outlet_in(&self, phrase: &Range<usize>) -> Option<Span> {
        let core = phrase.clone().take_while(|&at| self.units[at].tag != Tag::IN);
        let end = core.last()? + 1;
        let units = &self.units[phrase.start..end];
        let named = units
            .iter()
            .any(|unit| unit.capital && unit.tag.is_name() && classes(unit.word).has(Class::OutletName));
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
        (named || plain).then(|| self.span(&(phrase.start..end)))
    }

    /// The content to the right of a cue that ends before `after`: pieces, where the cue ends when it takes a
    /// preposition along, and how it was found.
    fn right_content(&self, after: usize, verb: &Verb, strict: bool) -> Option<(Vec<Span>, usize, Found)> {
        let frames = verb.frames;
        let mut at = after;
        let first = self.units.get(at)?;
        if !first.is_quotation() && verb.prepositions.contains(&first.word) {
            let called_on = frames.has(Frames::LABEL) && (first.is(word("on")) || first.is(word("upon")));
            if called_on {
                // "called on the council to act": content from "to"
                let object = noun_phrase_after(self.units, at + 1)?;
                return (self.units.get(object.end)?.tag == Tag::TO).then(|| {
                    self.until_end(object.end, verb).map(|span| (vec![span], at + 1, Found::VerbPhrase))
                })?;
            }
            let content = self.phrase_until_end(at + 1, verb)?;
            return Some((vec![content], at + 1, Found::VerbPhrase));
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
                let mut pieces = self.quotation_run(at_mark, verb);
                if pieces.is_empty() {
                    pieces = self.quotation_at(at_mark).into_iter().collect();
                }
                return Some((pieces, 0, Found::VerbAndQuotation));
            }
        }
        if unit.is(word(":")) && frames.has(Frames::QUOTE | Frames::THAT | Frames::CLAUSE) {
            return self.until_end(at + 1, verb).map(|span| (vec![span], 0, Found::VerbClause));
        }
        if is_comma(unit) && frames.has(Frames::THAT) && self.is(at + 1, "that") {
            return self.until_end(at + 1, verb).map(|span| (vec![span], 0, Found::VerbThat));
        }
        if unit.is(word("that")) && frames.has(Frames::THAT) && !matches!(unit.tag, Tag::DT) {
            return self.until_end(at, verb).map(|span| (vec![span], 0, Found::VerbThat));
        }
        if frames.has(Frames::WHETHER) && is_question_word(unit.word) {
            return self.until_end(at, verb).map(|span| (vec![span], 0, Found::VerbThat));
        }
        if unit.tag == Tag::TO {
            let opens = frames.has(Frames::INFINITIVE) || frames.has(Frames::OBJECT_INFINITIVE) && at > plain;
            return opens.then(|| self.until_end(at, verb).map(|span| (vec![span], 0, Found::VerbPhrase)))?;
        }
        if frames.has(Frames::OBJECT_INFINITIVE) {
            if let Some(object) = noun_phrase_after(self.units, at)
                && self.units.get(object.end).is_some_and(|unit| unit.tag == Tag::TO)
            {
                return self.until_end(object.end, verb).map(|span| (vec![span], 0, Found::VerbPhrase));
            }
        }
        if frames.has(Frames::CLAUSE)
            && !is_comma(unit)
            && unit.tag != Tag::VBG
            && clause_begins(self.units, plain)
            && !is_subordinate(unit)
        {
            return self
                .until_end(at.min(plain.max(at)), verb)
                .map(|span| (vec![span], 0, Found::VerbClause));
        }
        if strict {
            return None;
        }
        if frames.has(Frames::LABEL | Frames::LABEL_AS) {
            if let Some(found) = self.label(at, verb) {
                return Some(found);
            }
        }
        // "posted its first word of the night:" announces what comes next
        if self.units.last().is_some_and(|unit| unit.is(word(":"))) {
            return None;
        }
        if frames.has(Frames::NOUN)
            && (noun_phrase_after(self.units, plain).is_some() || unit.tag == Tag::VBG)
        {
            return self.phrase_until_end(plain, verb).map(|span| (vec![span], 0, Found::VerbPhrase));
        }
        if frames.has(Frames::NOUN_QUOTED) && noun_phrase_after(self.units, plain).is_some() {
            let content = self.phrase_until_end(plain, verb)?;
            return self.holds_quotation(content).then(|| (vec![content], 0, Found::VerbPhrase));
        }
        None
    }

    /// `called it “a farce”`, `described her as brave`.
    fn label(&self, at: usize, verb: &Verb) -> Option<(Vec<Span>, usize, Found)> {
        let object = noun_phrase_after(self.units, at)?;
        let next = self.units.get(object.end)?;
        if verb.frames.has(Frames::LABEL_AS) && next.is(word("as")) {
            let content = self.phrase_until_end(object.end + 1, verb)?;
            return Some((vec![content], 0, Found::VerbPhrase));
        }
        let labelled = next.is_quotation()
            || next.tag == Tag::DT
            || next.tag.is_adjective() && self.units[object.end - 1].tag == Tag::PRP;
        if verb.frames.has(Frames::LABEL) && (labelled || self.holds_quotation(self.span(&object))) {
            return self.phrase_until_end(at, verb).map(|span| (vec![span], 0, Found::VerbPhrase));
        }
        None
    }

    /// Whether some quotation lies in `span`.
    fn holds_quotation(&self, span: Span) -> bool {
        self.units.iter().any(|unit| unit.is_quotation() && span.covers(unit.span))
    }

    /// Whether `span` is all quotation.
    fn is_quoted(&self, span: Span) -> bool {
        self.units.iter().any(|unit| unit.is_quotation() && unit.span.end == span.end)
    }

    /// The quotation at `at`, alone.
    fn quotation_at(&self, at: usize) -> Option<Span> {
        self.units.get(at).filter(|unit| unit.is_quotation()).map(|unit| unit.span)
    }

    /// A content that begins with the quotation at `at`: that quotation alone when it is whole, with the words
    /// after it when the sentence goes on without a stop (`said “bad” things happened`).
    fn quotation_run(&self, at: usize, verb: &Verb) -> Vec<Span> {
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
            self.until_end(at, verb).map_or_else(|| vec![quotation], |span| vec![span])
        } else {
            vec![quotation]
        }
    }

    /// After the one addressed: "told reporters", "warned her".
    fn skip_addressee(&self, at: usize) -> usize {
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
    fn skip_adverbials(&self, at: usize) -> usize {
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

    /// From `start` to where the content must end: the end of the passage, or the next clause that has a cue of
    /// its own.
    fn until_end(&self, start: usize, verb: &Verb) -> Option<Span> {
        let _ = verb;
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
    fn phrase_until_end(&self, start: usize, verb: &Verb) -> Option<Span> {
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
        let _ = verb;
        (end > start).then(|| Span::new(first.span.start, self.units[end - 1].span.end))
    }

    /// The unit before which a content that begins at `start` must stop.
    fn stop(&self, start: usize) -> usize {
        let mut at = start + 1;
        while at < self.units.len() {
            let unit = &self.units[at];
            if is_end(unit) && at + 1 < self.units.len() && self.units[at + 1].is_quotation() {
                return at;
            }
            if is_comma(unit) || is_dash(unit) || unit.is(word(";")) {
                let next = at + 1;
                let Some(unit) = self.units.get(next) else { break };
                if unit.tag == Tag::VBG
                    && cues()
                        .verb(unit.word)
                        .is_some_and(|verb| verb.frames.has(Frames::QUOTE | Frames::THAT))
                {
                    return at;
                }
                if unit.is(word("according")) {
                    return at;
                }
                if self.cue_clause_begins(next) {
                    return at;
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

    /// Whether a clause with a strong cue begins at `start`: `and added that`, `while Osei said`, `she said`.
    fn cue_clause_begins(&self, start: usize) -> bool {
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
        let subject = noun_phrase_after(self.units, at);
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
            unit.tag.is_finite() && is_strong(unit.word)
                || unit.tag == Tag::VBN && is_strong(unit.word) && at > verb_at
        })
    }

    // ---- other cues ----------------------------------------------------------------------------------------

    /// `quoting him as saying …`, `was quoted as saying …`: the verb of saying after "as".
    fn as_saying(&self, at: usize) -> Option<(usize, &'static Verb)> {
        let saying = self.units.get(at + 1).filter(|unit| self.is(at, "as") && unit.tag == Tag::VBG)?;
        cues().verb(saying.word).map(|verb| (at + 1, verb))
    }

    /// The work that quotes is the carrier of what the one quoted says.
    fn quoting(&mut self, at: usize) -> bool {
        let Some(person) = noun_phrase_after(self.units, at + 1) else { return false };
        let Some((saying, verb)) = self.as_saying(person.end) else { return false };
        let Some((content, ..)) = self.right_content(saying + 1, verb, false) else { return false };
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

    /// A participle: `…, adding that`, `a statement saying that`.
    fn participle(&mut self, at: usize, verb: &Verb) {
        if at == 0 || is_quoting(verb.lemma) && self.quoting(at) {
            return;
        }
        let before = &self.units[at - 1];
        let Some((content, cue_end, found)) =
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
        let attached = before.tag.is_noun() && !before.is_quotation() && !is_time(before.word);
        let subject = if attached {
            noun_phrase_before(self.units, at)
        } else {
            let last = self.subjects.last().filter(|(cue, _)| *cue < at).map(|(_, subject)| subject.clone());
            last.or_else(|| self.clause_subject(at)).or_else(|| self.main_subject(at))
        };
        let Some(subject) = subject else { return };
        let source = self.span(&subject);
        let cue = at..cue_end.max(at + 1);
        self.push(found, vec![source], &cue, content, verb.act, Vec::new(), at..cue.end);
        self.subjects.push((at, subject));
    }

    /// The subject of the clause that a fronted participle belongs to: `Citing costs, Holt said`.
    fn main_subject(&self, at: usize) -> Option<Range<usize>> {
        let verb = (at + 1..self.units.len())
            .find(|&at| self.units[at].tag.is_finite() && !self.units[at].is_quotation())?;
        let comma = (at + 1..verb).rev().find(|&at| is_comma(&self.units[at]))?;
        subject_before(self.units, verb_group(self.units, verb).start).filter(|subject| subject.start > comma)
    }

    /// "went on to say", "refused to say", "to argue that".
    fn infinitive(&mut self, at: usize, verb: &Verb, group: &Range<usize>) {
        if !verb.frames.has(Frames::QUOTE | Frames::THAT) {
            return;
        }
        let to = group.start - 1;
        let Some((content, cue_end, found)) = self.right_content(at + 1, verb, true) else { return };
        let governs = (0..to).rev().take(3).find(|&at| self.units[at].tag.is_verb());
        // where the governing verb is a cue itself, this clause is its content
        let Some(governor) = governs.filter(|&at| {
            cues().verb(self.units[at].word).is_none_or(|verb| {
                verb.lemma == word("go") || verb.lemma == word("continue") || verb.lemma == word("begin")
            })
        }) else {
            return;
        };
        let Some(subject) = self.clause_subject(governor + 1) else { return };
        let source = self.span(&subject);
        let bound = subject.start.min(governor)..at + 1;
        let cue = governor..cue_end.max(at + 1);
        self.push(found, vec![source], &cue, content, verb.act, Vec::new(), bound);
        self.subjects.push((at, subject));
    }

    /// `was told that`, `is expected to`, `was announced by the council`, `was quoted as saying`.
    fn passive(&mut self, at: usize, verb: &Verb, group: &Range<usize>) {
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
            if let Some(label) = self.phrase_until_end(after + 1, verb) {
                self.push(found, source, group, vec![label], verb.act, Vec::new(), bound);
            }
            return;
        }
        let Some(subject) = subject_before(self.units, group.start) else { return };
        let dummy = self.units[subject.clone()].iter().all(|unit| unit.is(word("it")));
        let told = verb.frames.has(Frames::ADDRESSEE);
        if told || dummy {
            if (agent.is_some() || dummy)
                && let Some((content, ..)) = self.right_content(after, verb, true)
            {
                self.push(found, source, group, content, verb.act, Vec::new(), bound);
            }
            return;
        }
        let infinitive = self.units.get(after).is_some_and(|next| next.tag == Tag::TO);
        if !(infinitive && (verb.act == Act::Thought || is_reporting(verb.lemma)) || agent.is_some()) {
            return;
        }
        let mut content = vec![self.span(&subject)];
        match &agent {
            // "was announced on Monday by the council"
            Some(agent) if !beside && agent.start > at + 2 => {
                content.push(Span::new(self.units[at + 1].span.start, self.units[agent.start - 2].span.end));
            }
            _ => content.extend(self.until_end(after, verb)),
        }
        self.push(found, source, group, content, verb.act, Vec::new(), bound);
    }

    /// `“…,” Aubry was quoted as saying by the Observer`.
    fn quoted_as_saying(&mut self, subject: &Range<usize>, cue: Range<usize>, verb: &Verb) {
        let after = cue.end;
        let carrier = self.agent(after);
        let via = carrier.iter().map(|carrier| self.span(carrier)).collect();
        let content = self
            .left_content(subject.start, false)
            .map(|left| {
                let mut content = vec![left];
                let rest = carrier.map_or(after, |carrier| carrier.end);
                content.extend(self.after_parenthesis(rest, verb, &left).unwrap_or_default());
                content
            })
            .or_else(|| self.right_content(after, verb, false).map(|(content, ..)| content));
        if let Some(content) = content {
            let source = vec![self.span(subject)];
            self.push(Found::VerbAndQuotation, source, &cue, content, verb.act, via, subject.start..after);
        }
    }

    /// The agent of a passive: the phrase after the next "by".
    fn agent(&self, after: usize) -> Option<Range<usize>> {
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

    fn according_to(&mut self, at: usize, start: usize) {
        let Some(source) = source_after(self.units, start) else { return };
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
        let mut end = at;
        let comma = is_comma(&self.units[at - 1]) || is_dash(&self.units[at - 1]);
        if comma {
            end -= 1;
        }
        // "X said Y, according to Z": Z carries what X said
        if let Some(carried) = self.drafts.iter_mut().rev().find(|draft| {
            draft.within == self.passage.within
                && draft.found != Found::Noun
                && draft.content_extent().end == self.units[end - 1].span.end
        }) {
            carried.via.push(span);
            self.bounds.push(bound);
            return;
        }
        let from = self.left_bound(end);
        let Some(left) = self.trimmed(from, end) else { return };
        let mut content = vec![left];
        if self.units.get(rest).is_some_and(|unit| is_comma(unit)) && comma {
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

    /// Units from `start` to `end` as a span, without marks at the edges and a leading "and", "but".
    fn trimmed(&self, start: usize, end: usize) -> Option<Span> {
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

    /// `reportedly`: the clause around it, with no source.
    fn reportedly(&mut self, at: usize) {
        // "reportedly said": part of that verb's cue
        let next_verb = (at + 1..self.units.len().min(at + 3)).find(|&at| self.units[at].tag.is_verb());
        if next_verb.is_some_and(|verb| is_strong(self.units[verb].word)) {
            return;
        }
        let left = self.left_bound(at);
        let left = (left..at)
            .rev()
            .find(|&at| {
                self.units[at].is(word(";"))
                    || is_comma(&self.units[at])
                        && self.units.get(at + 1).is_some_and(|next| next.tag == Tag::CC)
            })
            .map_or(left, |cut| cut + 1);
        let mut content = Vec::new();
        content.extend(self.trimmed(left, at));
        content.extend(self.trimmed(at + 1, self.stop(at)));
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
    fn noun(&mut self, at: usize) {
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
            && opener.is(word("that"))
            && matches!(opener.tag, Tag::IN | Tag::WDT | Tag::DT | Tag::RB);
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
    fn possessor(&self, at: usize) -> Option<Range<usize>> {
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
    fn light_subject(&self, at: usize) -> Option<Range<usize>> {
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
    fn phrase_from(&self, open: usize) -> Option<Span> {
        let phrase = noun_phrase_after(self.units, open + 1)?;
        let end = self
            .units
            .get(phrase.end)
            .map_or(phrase.end, |unit| if unit.tag == Tag::TO { self.stop(phrase.end) } else { phrase.end });
        self.trimmed(open, end)
    }

    /// `Holt: “…”` and `The answer was clear: “…”`: a colon, when nothing else signals it.
    fn colon(&mut self) {
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

    #[allow(clippy::too_many_arguments)] // the parts of one draft, each a different thing
    fn push(
        &mut self,
        found: Found,
        source: Vec<Span>,
        cue: &Range<usize>,
        content: Vec<Span>,
        act: Act,
        via: Vec<Span>,
        bound: Range<usize>,
    ) {
        let mut start = cue.start;
        while start + 1 < cue.end && self.units[start].tag.is_adverb() && !is_negation(self.units[start].word)
        {
            start += 1;
        }
        let cue = vec![self.span(&(start..cue.end.max(start + 1)))];
        let content: Vec<Span> = content.into_iter().filter(|piece| !piece.is_empty()).collect();
        // no part of the source or cue is content
        let clear = |piece: &Span| !source.iter().chain(&cue).any(|other| piece.overlaps(*other));
        if content.is_empty() || !content.iter().all(clear) {
            return;
        }
        self.bounds.push(bound);
        self.drafts.push(Draft {
            found,
            source,
            cue,
            content,
            act,
            via,
            paragraph: self.passage.paragraph,
            within: self.passage.within,
        });
    }
}

fn is_quoting(lemma: Word) -> bool {
    lemma == word("quote") || lemma == word("cite")
}

fn is_subordinate(unit: &Unit) -> bool {
    unit.tag == Tag::IN && is_subordinator(unit.word) && !unit.is(word("if"))
}

/// Verbs whose passive reports without a source: "is said to".
fn is_reporting(lemma: Word) -> bool {
    [
        word("say"),
        word("report"),
        word("believe"),
        word("think"),
        word("expect"),
        word("allege"),
        word("know"),
        word("rumour"),
        word("estimate"),
        word("project"),
        word("forecast"),
        word("consider"),
        word("claim"),
        word("understand"),
    ]
    .contains(&lemma)
}

/// Verbs that are nearly always cues.
fn is_strong(form: Word) -> bool {
    cues().verb(form).is_some_and(|verb| {
        [
            word("say"),
            word("tell"),
            word("add"),
            word("claim"),
            word("argue"),
            word("insist"),
            word("state"),
            word("warn"),
            word("announce"),
            word("suggest"),
            word("note"),
            word("explain"),
            word("tweet"),
            word("write"),
            word("ask"),
            word("believe"),
            word("deny"),
            word("admit"),
            word("acknowledge"),
            word("allege"),
            word("assert"),
            word("accuse"),
            word("urge"),
            word("call"),
            word("reply"),
            word("respond"),
            word("remark"),
            word("stress"),
            word("vow"),
            word("report"),
            word("promise"),
            word("describe"),
            word("contend"),
            word("predict"),
            word("complain"),
            word("declare"),
            word("conclude"),
        ]
        .contains(&verb.lemma)
    })
}
