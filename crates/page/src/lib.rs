//! From the bytes of a page to the article on it.

mod dates;
pub mod tree;
