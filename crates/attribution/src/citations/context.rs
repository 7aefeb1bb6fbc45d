//! The text, and what was found in it before, as the search for citations asks for it.

use sayso_language::{Analysis, Word, word};
use sayso_model::{Attribution, SourceKind, Span};

use crate::names::{Mention, Names};
use crate::people::{Class, classes};
use crate::quotations::Quotation;
use crate::sources::Entity;

/// What is known of the text where citations are looked for.
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) analysis: &'t Analysis,
    pub(super) quotations: &'t [Quotation],
    pub(super) names: &'t Names,
    pub(super) entities: &'t [Entity],
    pub(super) attributions: &'t [Attribution],
    /// Cues, in order, each with the index of its attribution.
    cues: Vec<(Span, usize)>,
    /// Spans of sources, in order, each with the index of its attribution.
    sources: Vec<(Span, usize)>,
}

impl<'t> Context<'t> {
    pub(super) fn new(
        text: &'t str,
        analysis: &'t Analysis,
        quotations: &'t [Quotation],
        names: &'t Names,
        entities: &'t [Entity],
        attributions: &'t [Attribution],
    ) -> Self {
        let all = |spans: fn(&Attribution) -> &[Span]| {
            let mut out: Vec<(Span, usize)> = attributions
                .iter()
                .enumerate()
                .flat_map(|(number, one)| spans(one).iter().map(move |&span| (span, number)))
                .collect();
            out.sort_unstable_by_key(|(span, _)| span.start);
            out
        };
        let cues = all(|one| &one.cue_spans);
        let sources = all(|one| &one.source_spans);
        Self { text, analysis, quotations, names, entities, attributions, cues, sources }
    }

    /// The entity that an attribution names as its source.
    pub(super) fn entity(&self, attribution: usize) -> Option<usize> {
        self.attributions[attribution].source.as_deref()?.strip_prefix('e')?.parse().ok()
    }

    /// The name of an attribution's source, when it has one.
    pub(super) fn name_of(&self, attribution: usize) -> Option<String> {
        let entity = &self.entities[self.entity(attribution)?];
        // an unresolved pronoun is no name
        let class = classes(word(&entity.name));
        let pronoun =
            [Class::He, Class::She, Class::They, Class::It, Class::Who].iter().any(|&one| class.has(one));
        (entity.kind != SourceKind::Unknown && !pronoun).then(|| entity.name.clone())
    }

    /// Those of `list` that begin in the same sentence as `span`, the nearest ones of a sentence without end.
    fn beside<'l>(&self, list: &'l [(Span, usize)], span: Span) -> &'l [(Span, usize)] {
        const NEAREST: usize = 16;
        let sentence = self.analysis.sentences[self.analysis.sentence_at(span.start)].span;
        let here = list.partition_point(|(one, _)| one.start < span.start);
        let first = list.partition_point(|(one, _)| one.start < sentence.start);
        let end = list.partition_point(|(one, _)| one.start < sentence.end);
        &list[first.max(here.saturating_sub(NEAREST))..end.min(here + NEAREST)]
    }

    /// The document or outlet that speaks with the words at `span`.
    pub(super) fn source_at(&self, span: Span) -> Option<usize> {
        self.beside(&self.sources, span).iter().filter(|(one, _)| one.overlaps(span)).find_map(
            |&(_, number)| {
                self.entity(number).filter(|&entity| {
                    matches!(self.entities[entity].kind, SourceKind::Document | SourceKind::Outlet)
                })
            },
        )
    }

    /// The attribution of the same sentence whose cue stands nearest to `span`.
    pub(super) fn statement_near(&self, span: Span) -> Option<usize> {
        self.beside(&self.cues, span)
            .iter()
            .min_by_key(|(cue, _)| {
                if cue.start >= span.end { cue.start - span.end } else { span.start.abs_diff(cue.end) }
            })
            .map(|&(_, number)| number)
    }

    /// Whether a cue that begins after `from`, or a source when `issued` is false, covers part of `span`.
    pub(super) fn in_statement(&self, span: Span, from: usize, issued: bool) -> bool {
        let covers = |list: &[(Span, usize)]| {
            self.beside(list, span).iter().any(|(one, _)| one.start > from && one.overlaps(span))
        };
        covers(&self.cues) || !issued && covers(&self.sources)
    }

    pub(super) fn in_quotation(&self, span: Span) -> bool {
        let after = self.quotations.partition_point(|quotation| quotation.span.start <= span.start);
        self.quotations[..after].iter().rev().take(4).any(|quotation| quotation.span.covers(span))
    }

    /// The word of the token at `position`.
    pub(super) fn word_at(&self, position: usize) -> Word {
        let at = self.analysis.token_at(position);
        self.analysis.tokens.get(at).map_or(Word(0), |token| token.word)
    }

    /// The body last named before `position`.
    pub(super) fn body_before(&self, position: usize) -> Option<String> {
        const FAR: usize = 40;
        let body = self.names.before(position).take(FAR).map(|mention| &self.names.list[mention.name]);
        let mut bodies = body.filter(|name| !name.is_person() && !name.outlet && name.words().len() > 1);
        bodies.next().map(|name| name.full.of(self.text).to_owned())
    }

    /// The name that most likely is the subject of what stands at `position`: the last one before it that a verb
    /// follows, else the first person, else the first name of the sentence.
    pub(super) fn subject_before(&self, position: usize) -> Option<String> {
        let sentence = self.analysis.sentences[self.analysis.sentence_at(position)].span;
        const FAR: usize = 600;
        let start = self.text.floor_char_boundary(sentence.start.max(position.saturating_sub(FAR)));
        let before = || self.names.within(Span::new(start, position));
        let person = |mention: &&Mention| self.names.list[mention.name].is_person();
        let mention = before()
            .filter(|mention| mention.subject)
            .last()
            .or_else(|| before().find(person))
            .or_else(|| before().next())?;
        Some(self.names.list[mention.name].full.of(self.text).to_owned())
    }
}
