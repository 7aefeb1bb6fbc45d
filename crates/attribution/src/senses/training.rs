//! What the lab needs to train the weights: the same features, as the program meets them while it reads.

use sayso_language::analyse;
use sayso_model::{Act, Article, Reading, SourceKind};

use crate::observe;
use crate::roles::Roles;

pub use super::table::{ACTS, KINDS, SENSE_BITS, SENSES, Senses};

/// The rows that one attribution asks the weights for.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// Of its act.
    pub act: Vec<u32>,
    /// What the rules take the act for.
    pub act_by_rule: Option<Act>,
    /// What its source is taken for.
    pub said_by: Option<SourceKind>,
    /// Of its source's kind; none where that is settled in another way.
    pub kind: Option<Sort>,
}

/// What the weights are to make a kind of.
#[derive(Clone, Debug)]
pub struct Sort {
    /// Which source of the article it is.
    pub source: usize,
    /// The rows of its features.
    pub rows: Vec<u32>,
    /// What the rules make of it.
    pub rule: SourceKind,
    /// Whether it bears a name.
    pub named: bool,
}

/// Reads an article with these weights, its kinds and acts by rules where `senses` is none, and gives beside each of its attributions
/// what the weights see.
#[must_use]
pub fn notes(article: Article, roles: &Roles, senses: Option<&Senses>) -> (Reading, Vec<Note>) {
    let analysis = analyse(&article);
    observe(article, &analysis, Some(roles), senses, None)
}

/// Every row that the models ask for while they read an article by rules.
pub(super) fn fixed_rows(article: &Article) -> Vec<u32> {
    let analysis = analyse(article);
    let (_, notes) = observe(article.clone(), &analysis, None, None, None);
    notes
        .into_iter()
        .flat_map(|note| note.act.into_iter().chain(note.kind.map(|sort| sort.rows).unwrap_or_default()))
        .collect()
}
