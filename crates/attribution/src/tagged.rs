//! What the transformer found, as drafts: the accurate way of doing what `clauses` does by rules.
//!
//! The two see different things. The transformer is better at what is a cue, and knows those that no list has; the rules
//! know what quotation marks mean, which phrase is a verb's subject, where a clause ends, and who carried what. So each is
//! weighed with the other: where a rule has the same cue, the transformer says whether it stands, and the rule whose it is and
//! where its content ends; alone a statement must be clear to stand, and a rule's draft must hold a quotation of which the
//! transformer says nothing.

use sayso_language::{Analysis, Tag};
use sayso_model::Span;
use sayso_transformer::Statement;

use crate::draft::{Draft, Found};
use crate::lexicon::is_be;
use crate::quotations::Quotation;

/// The chance from which on a statement stands by itself.
const ALONE: f32 = 0.75;
/// The chance from which on it stands when a rule found its cue too.
const SECONDED: f32 = 0.4;
/// How much of a quotation a piece of content must cover, of a hundred, to be widened to all of it.
const MOST: usize = 60;
/// Cues of rules that are looked at before a statement's own; more than overlap one another anywhere.
const MOST_BESIDE: usize = 8;

/// Drafts of `statements`, and those of `ruled` that they leave standing; in text order.
pub(crate) fn drafts(
    analysis: &Analysis,
    quotations: &[Quotation],
    statements: &[Statement],
    ruled: &[Draft],
) -> Vec<Draft> {
    let mut cues: Vec<(Span, usize)> = ruled
        .iter()
        .enumerate()
        .flat_map(|(number, draft)| draft.cue.iter().map(move |&cue| (cue, number)))
        .collect();
    cues.sort_unstable();
    let page = Page { analysis, quotations, ruled, cues };
    let mut drafts: Vec<Draft> = statements.iter().filter_map(|statement| page.draft(statement)).collect();
    let said = Union::of(drafts.iter().flat_map(|draft| &draft.cue));
    let outer = drafts.iter().filter(|draft| draft.within.is_none());
    let told = Union::of(outer.flat_map(|draft| &draft.content));
    drafts.extend(ruled.iter().filter(|draft| page.stays(draft, &said, &told)).cloned());
    drafts.sort_by_key(|draft| (draft.paragraph, draft.extent().start, draft.extent().end));
    for number in 1..drafts.len() {
        let (before, rest) = drafts.split_at_mut(number);
        if let (Some(before), Some(draft)) = (before.last(), rest.first_mut())
            && page.goes_on(before, draft)
        {
            draft.source.clone_from(&before.source);
        }
    }
    drafts
}

struct Page<'t> {
    analysis: &'t Analysis,
    quotations: &'t [Quotation],
    ruled: &'t [Draft],
    /// The cues of `ruled` with the number of the draft, in text order.
    cues: Vec<(Span, usize)>,
}

impl Page<'_> {
    fn draft(&self, statement: &Statement) -> Option<Draft> {
        let mut cue: Vec<Span> = statement.cue.iter().map(|&span| self.whole_words(span)).collect();
        if cue.is_empty() {
            cue.push(self.whole_words(statement.anchor));
        }
        let source: Vec<Span> = statement.source.iter().map(|&span| self.whole_words(span)).collect();
        let within = self.within(cue[0]);
        let mut content: Vec<Span> = Vec::new();
        for &piece in &statement.content {
            let piece = self.to_marks(self.whole_words(piece), within);
            // no part of the source or cue is content
            let clear = source.iter().chain(&cue).all(|other| !piece.overlaps(*other));
            match content.last_mut() {
                Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
                _ if clear => content.push(piece),
                _ => {}
            }
        }
        let mut draft = Draft {
            found: Found::Tagged,
            paragraph: self
                .analysis
                .sentences
                .get(self.analysis.sentence_at(statement.anchor.start))?
                .paragraph,
            source,
            cue,
            content,
            act: statement.act,
            via: Vec::new(),
            within,
            confidence: Some(statement.chance * statement.clarity),
        };
        let second = self.second(&draft);
        if statement.chance < if second.is_some() { SECONDED } else { ALONE } {
            return None;
        }
        if let Some(second) = second {
            learn(&mut draft, second);
        }
        (!draft.content.is_empty()).then_some(draft)
    }

    /// "…, adding that", "… and urged": whether a verb that names nobody has the source of the statement before it in its
    /// sentence. A passive that names nobody leaves the source open.
    fn goes_on(&self, before: &Draft, draft: &Draft) -> bool {
        let sentence = |draft: &Draft| draft.cue.first().map(|cue| self.analysis.sentence_at(cue.start));
        let active = draft.cue.first().is_some_and(|cue| {
            let verb = self.analysis.tokens.get(self.analysis.token_at(cue.start));
            verb.is_some_and(|verb| {
                matches!(verb.tag, Tag::VBG | Tag::VB | Tag::VBD | Tag::VBZ) && !is_be(verb.word)
            })
        });
        draft.found == Found::Tagged
            && draft.source.is_empty()
            && active
            && before.within == draft.within
            && sentence(before) == sentence(draft)
    }

    /// The rule's draft that shares its cue with `draft`, and of several that which shares most of its content.
    fn second(&self, draft: &Draft) -> Option<&Draft> {
        let beside = |cue: &Span| {
            let after = self.cues.partition_point(|(other, _)| other.start < cue.end);
            let cue = *cue;
            self.cues[..after].iter().rev().take(MOST_BESIDE).filter(move |(other, _)| other.overlaps(cue))
        };
        draft
            .cue
            .iter()
            .flat_map(beside)
            .map(|&(_, number)| &self.ruled[number])
            .filter(|other| other.within == draft.within)
            .max_by_key(|other| shared(&other.content, &draft.content))
    }

    /// The span, widened to the words that it cuts.
    fn whole_words(&self, span: Span) -> Span {
        let tokens = &self.analysis.tokens;
        let first = self.analysis.token_at(span.start);
        let last = self.analysis.token_at(span.end.saturating_sub(1));
        let start = tokens.get(first).map_or(span.start, |token| token.span.start.min(span.start));
        let end = tokens.get(last).map_or(span.end, |token| {
            if token.span.start < span.end { token.span.end.max(span.end) } else { span.end }
        });
        Span::new(start, end)
    }

    /// The innermost quotation in whose words `span` stands.
    fn within(&self, span: Span) -> Option<usize> {
        let mut at =
            self.quotations.partition_point(|quotation| quotation.span.start <= span.start).checked_sub(1)?;
        loop {
            let quotation = &self.quotations[at];
            if quotation.inner.covers(span) {
                return Some(at);
            }
            at = quotation.parent?;
        }
    }

    /// The piece, widened to the marks of those quotations of which it covers most.
    fn to_marks(&self, piece: Span, within: Option<usize>) -> Span {
        let mut wide = piece;
        let inside = self.quotations.partition_point(|quotation| quotation.span.start < piece.start);
        // That in which the piece begins comes before those that begin in the piece.
        let mut around = inside.checked_sub(1);
        while let Some(at) = around.filter(|&at| self.quotations[at].parent != within) {
            around = self.quotations[at].parent;
        }
        let first = around.map(|at| &self.quotations[at]).into_iter();
        let rest = self.quotations[inside..].iter().take_while(|quotation| quotation.span.start < piece.end);
        for quotation in first.chain(rest).filter(|quotation| quotation.parent == within) {
            let start = quotation.span.start.max(piece.start);
            let end = quotation.span.end.min(piece.end);
            if start < end && (end - start) * 100 >= quotation.span.len() * MOST {
                wide = Span::new(wide.start.min(quotation.span.start), wide.end.max(quotation.span.end));
            }
        }
        wide
    }

    /// Whether a draft of the rules stays beside the statements: when it holds a quotation and they say nothing of it.
    fn stays(&self, draft: &Draft, said: &Union, told: &Union) -> bool {
        let extent = draft.content_extent();
        let from = self.quotations.partition_point(|quotation| quotation.span.start < extent.start);
        let speaks = self.quotations[from..]
            .iter()
            .take_while(|quotation| quotation.span.start < extent.end)
            .any(|quotation| draft.content.iter().any(|piece| piece.covers(quotation.span)));
        // What is said in a quotation is judged by its cue, for its content stands in another's.
        let content = if draft.within.is_none() { draft.content.as_slice() } else { &[] };
        speaks
            && !draft.cue.iter().any(|span| said.overlaps(*span))
            && !content.iter().any(|span| told.overlaps(*span))
    }
}

/// Takes into `draft` what a rule's draft with the same cue knows better.
fn learn(draft: &mut Draft, second: &Draft) {
    draft.via.clone_from(&second.via);
    if !second.source.is_empty() {
        draft.source.clone_from(&second.source);
    }
    // Where a clause ends the rules know better, and of what stands in quotation marks they know it for sure.
    if overlap(&draft.content, &second.content) {
        draft.content.clone_from(&second.content);
    }
}

/// The bytes that are in some of many spans.
struct Union(Vec<Span>);

impl Union {
    fn of<'s>(spans: impl Iterator<Item = &'s Span>) -> Self {
        let mut sorted: Vec<Span> = spans.copied().collect();
        sorted.sort_unstable();
        let mut union: Vec<Span> = Vec::new();
        for span in sorted {
            match union.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => union.push(span),
            }
        }
        Self(union)
    }

    fn overlaps(&self, span: Span) -> bool {
        let at = self.0.partition_point(|other| other.end <= span.start);
        self.0.get(at).is_some_and(|other| other.start < span.end)
    }
}

/// Whether a span of one list overlaps one of the other.
fn overlap(one: &[Span], other: &[Span]) -> bool {
    one.iter().any(|span| other.iter().any(|other| span.overlaps(*other)))
}

/// Bytes that are in both lists of spans.
fn shared(one: &[Span], other: &[Span]) -> usize {
    one.iter()
        .flat_map(|span| {
            other.iter().map(move |other| span.end.min(other.end).saturating_sub(span.start.max(other.start)))
        })
        .sum()
}
