//! Statements of one sentence: a cue or an expression, the source beside it, the content around it.

mod expressions;
mod subjects;
mod surroundings;
mod verbs;

use std::ops::Range;

use sayso_model::Span;

use crate::draft::{Draft, Found};
use crate::lexical::cues::{Cue, Wants, cue_at};
use crate::lexical::lexicon::{Class, Lexicon};
use crate::lexical::phrases::Phrase;
use crate::lexical::units::{Sentence, Unit};

/// Who is given as the source of a statement.
#[derive(Clone, Debug)]
pub(crate) enum Who {
    /// The one whom a phrase of the statement's sentence names.
    Phrase(Phrase),
    /// The one who spoke last.
    Running,
    /// Nobody whom the text names.
    Nobody,
}

/// A statement as it was found.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) draft: Draft,
    pub(crate) who: Who,
    /// Index of the sentence that names the source.
    pub(crate) sentence: usize,
    /// Whether its words are still to come: it ends with a colon.
    pub(crate) announces: bool,
}

/// The statements of one sentence of the article's own words, in order.
pub(crate) fn read(sentence: &Sentence, number: usize, lexicon: &Lexicon) -> Vec<Told> {
    let mut reader = Reader {
        units: &sentence.units,
        sentence,
        number,
        lexicon,
        out: Vec::new(),
        floor: 0,
        taken: Vec::new(),
    };
    let mut at = 0;
    while at < reader.units.len() {
        at = reader.at(at).max(at + 1);
    }
    reader.named_with_colon();
    reader.out
}

struct Reader<'s> {
    units: &'s [Unit],
    sentence: &'s Sentence,
    number: usize,
    lexicon: &'s Lexicon,
    out: Vec<Told>,
    /// Where the clause begins that has not been given to anybody yet.
    floor: usize,
    /// Units of quotations that somebody has.
    taken: Vec<usize>,
}

/// Content on one side of a source and its cue, or on both.
type Pieces = Vec<Range<usize>>;

impl Reader<'_> {
    /// Reads what begins at `at`; gives where to go on.
    fn at(&mut self, at: usize) -> usize {
        let unit = &self.units[at];
        if !unit.is_word() {
            return at + 1;
        }
        if unit.any(&[Class::As, Class::AccordingWeak])
            && let Some(end) = self.as_told(at)
        {
            return end;
        }
        if unit.any(&[Class::According, Class::AccordingWeak])
            && let Some(end) = self.according(at)
        {
            return end;
        }
        if unit.has(Class::AccordingAfter)
            && let Some(end) = self.according_after(at)
        {
            return end;
        }
        if unit.has(Class::So)
            && let Some(end) = self.so(at)
        {
            return end;
        }
        if unit.has(Class::ReadIn)
            && let Some(end) = self.read_in(at)
        {
            return end;
        }
        cue_at(self.units, at, self.lexicon).and_then(|cue| self.cue(&cue)).unwrap_or(at + 1)
    }

    /// A verb: tries what may stand beside it, the surest first.
    fn cue(&mut self, cue: &Cue) -> Option<usize> {
        if cue.wants != Wants::Clause
            && let Some(end) = self.after_quotation(cue)
        {
            return Some(end);
        }
        if cue.wants != Wants::Clause
            && let Some(end) = self.before_colon(cue)
        {
            return Some(end);
        }
        if matches!(cue.wants, Wants::Any | Wants::Clause)
            && let Some(end) = self.before_clause(cue)
        {
            return Some(end);
        }
        if cue.wants != Wants::Clause
            && let Some(end) = self.before_quotation(cue)
        {
            return Some(end);
        }
        if matches!(cue.wants, Wants::Any) { self.after_clause(cue) } else { None }
    }

    fn push(&mut self, found: Found, who: Who, cue: &Cue, pieces: Pieces, end: usize) {
        let span = |range: Range<usize>| self.sentence.span(range);
        let pieces: Pieces =
            pieces.into_iter().map(|piece| self.trimmed(piece)).filter(|piece| !piece.is_empty()).collect();
        let content: Vec<Span> = pieces.iter().map(|piece| span(piece.clone())).collect();
        let source = match &who {
            Who::Phrase(named) => vec![span(named.range.clone())],
            _ => Vec::new(),
        };
        let via = self.told_to(cue.end, end, &who);
        self.taken
            .extend(pieces.iter().flat_map(Clone::clone).filter(|&at| self.units[at].quotation.is_some()));
        self.out.push(Told {
            draft: Draft {
                found,
                source,
                cue: cue.parts.iter().map(|part| span(part.clone())).collect(),
                content,
                act: cue.act,
                via,
                paragraph: self.sentence.paragraph,
                within: None,
                confidence: None,
                heard: None,
            },
            who,
            sentence: self.number,
            announces: false,
        });
    }

    /// The outlet that something was told to, between the cue and byte `end` of its clause.
    fn told_to(&self, from: usize, end: usize, who: &Who) -> Vec<Span> {
        const REACH: usize = 12;
        let source = match who {
            Who::Phrase(named) => named.range.clone(),
            _ => 0..0,
        };
        let close = (end.max(from)..self.units.len().min(end.max(from) + REACH))
            .find(|&at| !self.units[at].is_word())
            .unwrap_or(self.units.len().min(end.max(from) + REACH));
        let tied =
            |at: usize| at > 0 && self.units[at - 1].any(&[Class::Article, Class::Preposition, Class::Of]);
        let outlet = |at: &usize| {
            let unit = &self.units[*at];
            unit.has(Class::Outlet) && (unit.capital || tied(*at)) && !source.contains(at)
        };
        let Some(first) = (from..close).find(outlet) else { return Vec::new() };
        let run = (first..close).take_while(|&at| self.units[at].capital && self.units[at].is_word()).count();
        vec![self.sentence.span(first..first + run.max(1))]
    }
}
