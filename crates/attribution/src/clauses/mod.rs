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
use crate::lexicon::{Frames, cues, is_negation, is_subordinator};
use crate::passages::{Passage, Unit};
use crate::phrases::{gives_rate, noun_phrase_after};

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
        if unit.is(word("reportedly"))
            || unit.is(word("allegedly"))
            || unit.is(word("purportedly"))
            || unit.is(word("supposedly"))
        {
            return self.reportedly(at);
        }
        if (unit.tag.is_verb() || self.passed_for_noun(at))
            && let Some(verb) = cues().verb(unit.word)
        {
            return self.verb(at, verb);
        }
        if unit.tag.is_noun() {
            self.noun(at);
        }
    }

    pub(super) fn is(&self, at: usize, form: &str) -> bool {
        self.units.get(at).is_some_and(|unit| unit.is(word(form)))
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.units[range.start].span.start, self.units[range.end - 1].span.end)
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
            heard: None,
            confidence: None,
        });
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
