//! Attributions inside one passage: a cue, the source beside it, the content around it.

mod after;
mod before;
mod carriers;
mod limits;
mod nonfinite;
mod other_cues;
mod verbs;

use std::ops::Range;

use sayso_language::{Tag, Word, word};
use sayso_model::{Act, Span};

use crate::draft::{Draft, Found};
use crate::lexicon::{Frames, cues, is_be, is_do, is_have, is_negation, is_subordinator};
use crate::passages::{Passage, Unit};
use crate::phrases::{
    gives_rate, is_comma, is_end, is_no_cue, is_title, noun_phrase_after, noun_phrase_before,
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
            && !gives_rate(self.units, at)
            && self.units.get(at + 1).is_some_and(|next| next.tag.is_noun() || next.tag == Tag::DT)
        {
            let name = noun_phrase_after(self.units, at + 1);
            if name.is_some_and(|name| {
                at == 0 || self.units[name].iter().any(|unit| unit.tag.is_name() && unit.capital)
            }) {
                return self.according_to(at, at + 1);
            }
        }
        if self.is_ruled(at) {
            return self.according_to(at, at + 1);
        }
        if unit.is(word("reportedly"))
            || unit.is(word("allegedly"))
            || unit.is(word("purportedly"))
            || unit.is(word("supposedly"))
        {
            return self.reportedly(at);
        }
        // "…, ruling that it was void": a noun for the tagger
        let participles =
            [word("ruling"), word("warning"), word("finding"), word("claiming"), word("arguing")];
        if unit.tag == Tag::NN
            && at > 0
            && is_comma(&self.units[at - 1])
            && self.is(at + 1, "that")
            && participles.contains(&unit.word)
            && let Some(verb) = cues().verb(unit.word)
        {
            return self.participle(at, verb);
        }
        if is_no_cue(self.units, at) {
            return;
        }
        if (unit.tag.is_verb() || self.passed_for_noun(at))
            && let Some(verb) = cues().verb(unit.word)
        {
            return self.verb(at, verb);
        }
        if self.is_quotative(at) {
            return self.verb(at, &cues().any);
        }
        if unit.tag.is_noun() {
            self.noun(at);
        }
    }

    /// "“…,” thundered Holt.", "“…,” Holt thundered.": whether the verb at `at`, which no lexicon lists, tells how the quotation
    /// beside it was uttered, by its place alone.
    fn is_quotative(&self, at: usize) -> bool {
        let unit = &self.units[at];
        let listed =
            cues().verb(unit.word).is_some() || is_be(unit.word) || is_have(unit.word) || is_do(unit.word);
        if listed || !matches!(unit.tag, Tag::VBD | Tag::VBZ) || unit.capital {
            return false;
        }
        let closes = |at: usize| self.units.get(at).is_none_or(|next| is_comma(next) || is_end(next));
        let quoted = |at: Option<usize>| {
            at.is_some_and(|at| self.units[at].is_quotation() && self.passage.interrupted.contains(&at))
        };
        if quoted(at.checked_sub(1)) {
            let name = self.units.get(at + 1).is_some_and(|next| next.tag.is_name() && next.capital);
            return name && noun_phrase_after(self.units, at + 1).is_some_and(|phrase| closes(phrase.end));
        }
        let subject = noun_phrase_before(self.units, at);
        closes(at + 1)
            && subject.is_some_and(|subject| {
                quoted(subject.start.checked_sub(1))
                    && self.units[subject].iter().all(|unit| unit.tag.is_name())
            })
    }

    pub(super) fn is(&self, at: usize, form: &str) -> bool {
        self.units.get(at).is_some_and(|unit| unit.is(word(form)))
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.units[range.start].span.start, self.units[range.end - 1].span.end)
    }

    /// Gives the unit at `at` to the cue of the draft that was made last: the "as" of `described her as brave`.
    pub(super) fn add_to_cue(&mut self, at: usize) {
        let span = self.units[at].span;
        let before = self.units[at - 1].span.end;
        let Some(cue) = self.drafts.last_mut().map(|draft| &mut draft.cue) else { return };
        match cue.last_mut() {
            Some(piece) if piece.end == before => piece.end = span.end,
            _ => cue.push(span),
        }
    }

    /// Whether `span` is all quotation.
    pub(super) fn is_quoted(&self, span: Span) -> bool {
        self.units.iter().any(|unit| unit.is_quotation() && unit.span.end == span.end)
    }

    /// Whether some quotation lies in `span`.
    pub(super) fn holds_quotation(&self, span: Span) -> bool {
        self.units.iter().any(|unit| unit.is_quotation() && span.covers(unit.span))
    }

    /// The quotation at `at`, alone.
    pub(super) fn quotation_at(&self, at: usize) -> Option<Span> {
        self.units.get(at).filter(|unit| unit.is_quotation()).map(|unit| unit.span)
    }

    /// Adds a draft; gives whether there was something to add.
    #[allow(clippy::too_many_arguments)] // the parts of one draft, each a different thing
    pub(super) fn push(
        &mut self,
        found: Found,
        source: Vec<Span>,
        cue: &Range<usize>,
        content: Vec<Span>,
        act: Act,
        via: Vec<Span>,
        bound: Range<usize>,
    ) -> bool {
        let mut start = cue.start;
        while start + 1 < cue.end && self.units[start].tag.is_adverb() && !is_negation(self.units[start].word)
        {
            start += 1;
        }
        let cue = vec![self.span(&(start..cue.end.max(start + 1)))];
        let mut content: Vec<Span> = content.into_iter().filter(|piece| !piece.is_empty()).collect();
        if content.len() > 1 {
            let titles = |piece: &Span| {
                let at = self.units.iter().position(|unit| unit.is_quotation() && unit.span == *piece);
                at.is_some_and(|at| is_title(self.units, at))
            };
            content.retain(|piece| !titles(piece));
        }
        // no part of the source or cue is content
        let clear = |piece: &Span| !source.iter().chain(&cue).any(|other| piece.overlaps(*other));
        if content.is_empty() || !content.iter().all(clear) {
            return false;
        }
        // "is expected to grow, says Holt": nobody's expectation is part of what she says
        if found != Found::Passive || !source.is_empty() {
            self.bounds.push(bound);
        }
        self.drafts.push(Draft {
            found,
            source,
            cue,
            content,
            act,
            via,
            paragraph: self.passage.paragraph,
            within: self.passage.within,
            heard: None,
            confidence: None,
        });
        true
    }
}

fn is_quoting(lemma: Word) -> bool {
    lemma == word("quote") || lemma == word("cite")
}

fn is_subordinate(unit: &Unit) -> bool {
    unit.tag == Tag::IN && is_subordinator(unit.word) && !unit.is(word("if"))
}

/// Whether the word is a form of a verb that is nearly always a cue.
fn is_strong(form: Word) -> bool {
    cues().verb(form).is_some_and(|verb| verb.frames.has(Frames::STRONG))
}
