//! What is done with a library that needs more than the library: reading what is added, fetching again,
//! comparing the texts of an article.

mod add;
mod history;
mod indexing;
mod ledger;
mod prepare;

pub use add::{AddError, AddOptions, Added, Step, Totals, What, add, update};
pub use history::{Lost, history};
