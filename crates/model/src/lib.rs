//! The words that everything else shares: articles, attributions, readings, comparisons.
//!
//! Data and serde, nothing else. In memory every [`Span`] is a range of UTF-8 bytes into
//! [`Article::text`]; what leaves the program counts Unicode code points instead, and
//! [`Reading::in_code_points`] is the one place where the one becomes the other.

mod article;
mod comparison;
mod history;
mod hit;
mod reading;
mod sighting;
mod span;

pub use article::{Article, Block, BlockKind, CutOff, Dated, Entry, Link, Outlet, Precision};
pub use comparison::{
    Cell, ComparedArticle, Comparison, Coverage, Drift, Family, FigureCell, FigureCoverage, FigureFamily,
    FigureVariant, Variant,
};
pub use history::{Changes, Fate, History, Piece, QuotationChange, QuotationFate, SeenText};
pub use hit::{Excerpt, Hit, HitQuotation};
pub use reading::{
    Act, Attribution, Citation, CitationKind, Diagnostic, Effort, Figure, Headline, HeadlineQuotation, Kind,
    Method, NotAttributed, Profile, Reading, Sentence, Source, SourceKind, Support, Voice,
};
pub use sighting::Sighting;
pub use span::{CodePoints, Span};
