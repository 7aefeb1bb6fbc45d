//! How something was said: what rules make of it, and what there is to see of it.

use sayso_language::Analysis;
use sayso_model::{Act, Kind, SourceKind, Span};

use crate::draft::Draft;
use crate::senses::Said;

/// What the weights see of how a draft's words were said.
pub(crate) fn said<'t>(
    analysis: &'t Analysis,
    draft: &Draft,
    source: Option<SourceKind>,
    kind: Kind,
    rule: Act,
    carried: bool,
) -> Said<'t> {
    let tokens = |span: Span| {
        let start = analysis.token_at(span.start);
        start..analysis.tokens.partition_point(|token| token.span.start < span.end).max(start)
    };
    let cue = draft.cue.first().map_or(0..0, |&first| {
        let last = draft.cue.last().map_or(first, |&last| last);
        tokens(Span::new(first.start, last.end.min(first.end + LONGEST_CUE).max(first.end)))
    });
    let end = analysis.sentences.get(analysis.sentence_at(draft.cue.last().map_or(0, |cue| cue.start)));
    let after = cue.end..end.map_or(cue.end, |sentence| sentence.tokens.end).max(cue.end);
    let content = draft.content.first().map_or(0..0, |&content| tokens(content));
    let named = draft.source.last().map_or(0..0, |&source| tokens(source));
    Said {
        before: content.start < cue.start,
        cue: &analysis.tokens[cue],
        after: &analysis.tokens[after],
        content: &analysis.tokens[content.start..content.end.min(content.start + 4)],
        head: analysis.tokens[named].iter().rfind(|token| token.tag.is_noun()).map(|token| token.word),
        source,
        kind,
        found: draft.found,
        rule,
        carried,
    }
}

/// Bytes of a cue in pieces that are looked at: pieces of one cue stand near one another.
const LONGEST_CUE: usize = 200;

/// What a document or an outlet says it writes, and what is reported or said by nobody known has been written.
pub(crate) fn by_rule(act: Act, verb: &str, source: Option<SourceKind>) -> Act {
    match (act, source) {
        (_, Some(SourceKind::Document | SourceKind::Outlet)) => Act::Writing,
        (Act::Speech, None) => Act::Writing,
        (Act::Speech, Some(SourceKind::Organisation | SourceKind::Group | SourceKind::Unknown))
            if ["reported", "reports", "reporting"].contains(&verb) =>
        {
            Act::Writing
        }
        (Act::Speech, Some(SourceKind::Group)) if verb == "found" => Act::Writing,
        _ => act,
    }
}
