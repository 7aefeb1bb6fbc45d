//! Attributions inside the content of others.

use sayso_model::{Act, Span};

use crate::draft::{Draft, Found};
use crate::reporters;

/// Takes out what stands inside another's content and is no statement of its own: what somebody is said to
/// want, think or plan is mostly just part of what the outer source says. Where it is all of it, it stays: the outer source has
/// only told it on.
pub(crate) fn prune(text: &str, drafts: &mut Vec<Draft>) {
    let outers = outers(drafts);
    // "announced plans to rebuild": the noun stands in what was announced, though its owner does not
    let echoed: Vec<bool> =
        drafts.iter().map(|draft| draft.found == Found::Noun && is_echo(draft, drafts)).collect();
    let whole: Vec<bool> = drafts
        .iter()
        .zip(&outers)
        .map(|(draft, outer)| outer.is_some_and(|outer| is_view(text, draft, &drafts[outer])))
        .collect();
    let mut number = 0;
    drafts.retain(|draft| {
        let nested = outers[number].is_some() || draft.within.is_some() || echoed[number];
        let whole = whole[number];
        number += 1;
        !nested || whole || is_statement(draft)
    });
}

/// Drafts of one paragraph that are looked through; keeps a page that is one paragraph linear.
const MOST_BESIDE: usize = 200;

/// Whether another draft of the same paragraph holds both cue and content of this one.
fn is_echo(draft: &Draft, drafts: &[Draft]) -> bool {
    let at = drafts.partition_point(|other| other.paragraph < draft.paragraph);
    drafts[at..].iter().take_while(|other| other.paragraph == draft.paragraph).take(MOST_BESIDE).any(
        |other| {
            other.found != Found::Noun
                && draft
                    .cue
                    .iter()
                    .chain(&draft.content)
                    .all(|part| other.content.iter().any(|piece| piece.covers(*part)))
        },
    )
}

/// Whether `outer` tells nothing but the view or plan `inner` of somebody else.
fn is_view(text: &str, inner: &Draft, outer: &Draft) -> bool {
    matches!(outer.act, Act::Speech | Act::Writing)
        && inner.within.is_none()
        && inner.confidence.is_some()
        && reporters::is_all_of(text, inner, outer)
}

fn is_statement(draft: &Draft) -> bool {
    matches!(draft.act, Act::Speech | Act::Writing)
        && matches!(
            draft.found,
            Found::VerbAndQuotation
                | Found::VerbThat
                | Found::VerbClause
                | Found::VerbAfter
                | Found::AccordingTo
        )
}

/// For each draft, the narrowest other one in whose content all of it stands.
pub(crate) fn outers(drafts: &[Draft]) -> Vec<Option<usize>> {
    let extents: Vec<Span> = drafts.iter().map(Draft::extent).collect();
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&index| (extents[index].start, std::cmp::Reverse(extents[index].end)));
    let mut out = vec![None; drafts.len()];
    let mut open: Vec<usize> = Vec::new();
    for &inner in &order {
        open.retain(|&outer| extents[outer].end > extents[inner].start);
        out[inner] = open
            .iter()
            .copied()
            .filter(|&outer| drafts[outer].content.iter().any(|piece| piece.covers(extents[inner])))
            .min_by_key(|&outer| drafts[outer].content.iter().map(|piece| piece.len()).sum::<usize>());
        open.push(inner);
    }
    out
}
