//! What an attribution means, as trained weights see it: what its source is, and how it was said.
//!
//! Two multinomial logistic regressions over hashed features (Weinberger et al. 2009). What the rules say is among the features
//! of both, so that the weights learn when to believe them.

mod act;
mod kind;
mod table;
pub mod training;

pub(crate) use act::{Said, rows as act_rows};
pub(crate) use kind::{Named, Uses, rows as kind_rows};
pub use table::Senses;
