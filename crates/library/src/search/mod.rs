//! Finding again: an index of the library's articles and quotations, derived from it and always rebuildable.
//!
//! The index lies in the library's folder and follows it by the numbers of its records; see [`Indexer`]. Texts are
//! not kept in it a second time: a hit is shown from the library. [`Search`] brings the index up to date when it is
//! opened, and answers [`Request`]s from then on.

mod article_set;
mod cursor;
mod directory;
mod documents;
mod error;
mod excerpt;
mod facets;
mod figures;
mod index;
mod indexer;
mod irregular;
mod matches;
mod rank;
mod request;
mod run;
mod schema;
mod state;
mod translate;
mod words;

pub use documents::{Draft, Drafting};
pub use error::SearchError;
pub use facets::Facets;
pub(crate) use index::{folder, remove};
pub use indexer::{Indexer, Rebuilding};
pub use request::{Order, Request};
pub use run::{Answer, Catching, Found, Search};

#[cfg(test)]
mod tests;
