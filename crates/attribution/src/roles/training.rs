//! What the lab needs to train the weights: the same features, with the labels that annotators gave.

use sayso_language::{Analysis, analyse};
use sayso_model::{Article, Span};

use super::label::{Label, Role};
use super::seen::{Seen, grow, head, roles};
use super::{cue, unit};
use crate::{clauses, passages, quotations};

pub use super::chain::Chain;
pub use super::table::{CUE_BITS, Thresholds, UNIT_BITS};

/// Labels of a unit.
pub const LABELS: usize = Label::COUNT;

/// An attribution as annotated, in bytes of the text.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Whose it is.
    pub source: Vec<Span>,
    /// What ties the two.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
}

/// A word that may be a cue, by the rows of its features.
#[derive(Debug)]
pub struct CueExample {
    /// Rows of the cue model.
    pub rows: Vec<u32>,
    /// Whether it is one.
    pub is_cue: bool,
}

/// The units of a passage labelled for one cue.
#[derive(Debug)]
pub struct RoleExample {
    /// Rows of the role model, unit by unit.
    pub rows: Vec<Vec<u32>>,
    /// The label of each unit.
    pub labels: Vec<u8>,
}

/// The examples of one text.
#[derive(Debug, Default)]
pub struct Examples {
    /// Every word that may be a cue.
    pub cues: Vec<CueExample>,
    /// Every cue.
    pub roles: Vec<RoleExample>,
    /// How many annotated attributions have a cue that no passage shows.
    pub lost: usize,
}

/// Makes the examples of an article.
#[must_use]
pub fn examples(article: &Article, gold: &[Gold]) -> Examples {
    let text = article.text.as_str();
    let analysis: Analysis = analyse(article);
    let paragraphs = crate::paragraphs(&analysis);
    let quotations = quotations::quotations(text, &paragraphs);
    let passages = passages::passages(text, &analysis, &quotations);
    let mut out = Examples::default();
    let mut shown = vec![false; gold.len()];
    for passage in &passages {
        let rules = clauses::read(passage);
        let mut seen = Seen::new(text, passage, &rules);
        grow(std::iter::once(&mut seen));
        let mut heads = vec![false; passage.units.len()];
        let (Some(first), Some(last)) = (passage.units.first(), passage.units.last()) else { continue };
        let around = Span::new(first.span.start, last.span.end);
        for (number, gold) in gold.iter().enumerate() {
            if !gold.cue.iter().any(|span| span.overlaps(around)) {
                continue;
            }
            let given = roles(&passage.units, &gold.source, &gold.cue, &gold.content);
            let Some(head) = head(&passage.units, &given) else { continue };
            shown[number] = true;
            if !seen.may_be_cue(head) {
                out.lost += 1;
                continue;
            }
            heads[head] = true;
            if given.contains(&Some(Role::Content)) {
                out.roles.push(RoleExample { rows: unit_rows(&seen, head), labels: labels(&given) });
            }
        }
        for at in (0..passage.units.len()).filter(|&at| seen.may_be_cue(at)) {
            let mut rows = Vec::new();
            cue::features(&seen, at, &mut rows);
            cue::tree_features(&seen, at, &mut rows);
            out.cues.push(CueExample { rows, is_cue: heads[at] });
        }
    }
    out.lost += shown.iter().filter(|&&shown| !shown).count();
    out
}

/// Every row that the models ask for while they read an article, as if each word that may be a cue were one.
pub(super) fn rows(article: &Article) -> Vec<u32> {
    let analysis = analyse(article);
    let quotations = quotations::quotations(&article.text, &crate::paragraphs(&analysis));
    let mut out = Vec::new();
    for passage in passages::passages(&article.text, &analysis, &quotations) {
        let rules = clauses::read(&passage);
        let mut seen = Seen::new(&article.text, &passage, &rules);
        grow(std::iter::once(&mut seen));
        for head in (0..passage.units.len()).filter(|&at| seen.may_be_cue(at)) {
            cue::features(&seen, head, &mut out);
            cue::tree_features(&seen, head, &mut out);
            out.extend(unit_rows(&seen, head).into_iter().flatten());
        }
    }
    out
}

fn unit_rows(seen: &Seen, head: usize) -> Vec<Vec<u32>> {
    let branches = seen.branches(head);
    (0..seen.units.len())
        .map(|at| {
            let mut rows = Vec::new();
            unit::features(seen, head, at, &branches, &mut rows);
            rows
        })
        .collect()
}

fn labels(roles: &[Option<Role>]) -> Vec<u8> {
    (0..roles.len())
        .map(|at| match roles[at] {
            None => Label::Outside as u8,
            Some(role) => {
                let goes_on = at > 0 && roles[at - 1] == Some(role);
                Label::new(role, !goes_on) as u8
            }
        })
        .collect()
}
