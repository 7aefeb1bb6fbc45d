//! Attributions inside the content of others.

use sayso_model::{Act, Span};

use crate::draft::{Draft, Found};

/// Takes out what stands inside another's content and is no statement of its own: what somebody is said to
/// want, think or plan is mostly just part of what the outer source says.
pub(crate) fn prune(drafts: &mut Vec<Draft>) {
    let outers = outers(drafts);
    let mut number = 0;
    drafts.retain(|draft| {
        let nested = outers[number].is_some() || draft.within.is_some();
        number += 1;
        !nested || is_statement(draft)
    });
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
