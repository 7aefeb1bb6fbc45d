//! Through whose hands a statement came: the drafts' carriers, set right before sources are told apart.

use sayso_language::{Analysis, word};
use sayso_model::Span;

use crate::draft::{Draft, Found};
use crate::people::{Class, classes};

/// Sets the carriers of drafts that depend on one another:
///
/// - "the Gazette, citing officials, reported X": X is the officials', via the Gazette;
/// - "the Gazette reported that Holt said X": Holt's X came via the Gazette;
/// - a paragraph that reports out of a work goes on doing so until its end or another carrier.
///
/// Drafts are in text order.
pub(crate) fn link(text: &str, analysis: &Analysis, drafts: &mut Vec<Draft>) {
    cited(text, drafts);
    nested(drafts);
    passages(analysis, drafts);
}

/// "the Gazette, citing officials, reported X".
fn cited(text: &str, drafts: &mut Vec<Draft>) {
    let mut at = 0;
    while at < drafts.len() {
        let cites = matches!(drafts[at].cue.as_slice(), [cue] if ["citing", "quoting"].iter().any(|form| cue.of(text).eq_ignore_ascii_case(form)));
        let [content] = drafts[at].content.as_slice() else {
            at += 1;
            continue;
        };
        let (content, cue, paragraph) = (*content, drafts[at].cue.clone(), drafts[at].paragraph);
        let source = drafts[at].source.clone();
        // the statement of the same source nearest by, in the same sentence
        let main = (0..drafts.len()).find(|&other| {
            other != at
                && drafts[other].paragraph == paragraph
                && drafts[other]
                    .source
                    .first()
                    .zip(source.first())
                    .is_some_and(|(one, two)| one.overlaps(*two))
                && drafts[other].extent().end.abs_diff(drafts[at].extent().start) < 400
        });
        if cites
            && content.len() < 80
            && let Some(main) = main
        {
            let carrier = std::mem::replace(&mut drafts[main].source, vec![content]);
            drafts[main].via.extend(carrier);
            drafts[main].cue = cue;
            drafts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// A draft inside another's content comes through the outer source's hands.
fn nested(drafts: &mut [Draft]) {
    // Enclosing drafts begin earlier or end later; a stack of those still open finds the nearest.
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    let key = |draft: &Draft| (draft.extent().start, std::cmp::Reverse(draft.extent().end));
    order.sort_by_key(|&index| key(&drafts[index]));
    let mut open: Vec<usize> = Vec::new();
    for &inner in &order {
        let extent = drafts[inner].extent();
        open.retain(|&outer| drafts[outer].extent().end > extent.start);
        let outer = open
            .iter()
            .rev()
            .copied()
            .find(|&outer| drafts[outer].content.iter().any(|piece| piece.covers(extent)));
        if let Some(outer) = outer {
            let mut carriers = drafts[outer].source.clone();
            carriers.truncate(1);
            carriers.extend(drafts[outer].via.clone());
            let same = drafts[inner].source.first().is_some_and(|source| carriers.contains(source));
            if !same {
                drafts[inner].via.extend(carriers);
            }
        }
        open.push(inner);
    }
}

/// "The Gazette report continued … quoting him as saying": from the work's mention as a source to the end of
/// its paragraph, others' statements come out of it.
fn passages(analysis: &Analysis, drafts: &mut [Draft]) {
    let mut carrier: Option<(usize, Vec<Span>)> = None;
    for draft in drafts.iter_mut() {
        if carrier.as_ref().is_some_and(|(paragraph, _)| *paragraph != draft.paragraph) {
            carrier = None;
        }
        let Some(&source) = draft.source.first() else { continue };
        let start = analysis.token_at(source.start);
        let end = analysis.tokens.partition_point(|token| token.span.start < source.end);
        let words = &analysis.tokens[start..end.max(start)];
        // "the Gazette report", "the article": an outlet's work, not the outlet in passing
        let work = words.iter().any(|token| {
            [word("report"), word("article"), word("story"), word("piece")].contains(&token.word)
        });
        let outlet = words.iter().any(|token| classes(token.word).has(Class::OutletName))
            || words.last().is_some_and(|token| token.word == word("article"));
        if work && outlet && draft.within.is_none() {
            carrier = Some((draft.paragraph, vec![source]));
        } else if let Some((_, carriers)) = &carrier
            && draft.via.is_empty()
            && draft.found != Found::AccordingTo
        {
            draft.via.clone_from(carriers);
        }
    }
}
