//! What the lab needs to train the weights: the same features, as the program meets them while it reads.

use sayso_language::analyse;
use sayso_model::{Article, Reading};

use crate::observe;
use crate::roles::Roles;

pub use super::table::{ACTS, KINDS, SENSE_BITS, SENSES};

/// The rows that one attribution asks the weights for.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// Of its act.
    pub act: Vec<u32>,
    /// Of its source's kind; none where that was settled before or in another way.
    pub kind: Option<Vec<u32>>,
}

/// Reads an article, its kinds and acts by rules alone, and gives beside each of its attributions what the weights would see.
#[must_use]
pub fn notes(article: Article) -> (Reading, Vec<Note>) {
    let analysis = analyse(&article);
    observe(article, &analysis, Some(Roles::english()), None, None)
}

/// Every row that the models ask for while they read an article by rules.
pub(super) fn fixed_rows(article: &Article) -> Vec<u32> {
    let analysis = analyse(article);
    let (_, notes) = observe(article.clone(), &analysis, None, None, None);
    notes.into_iter().flat_map(|note| note.act.into_iter().chain(note.kind.unwrap_or_default())).collect()
}
