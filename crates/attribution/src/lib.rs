//! Article → Reading: who says what.
use sayso_language::Analysis;
use sayso_model::{Article, Reading};

/// Reads who says what in `article`, whose words `analysis` holds.
#[must_use]
pub fn attribute(article: Article, analysis: &Analysis) -> Reading {
    let _ = analysis;
    Reading { schema: Reading::SCHEMA.to_owned(), article, ..Reading::default() }
}
