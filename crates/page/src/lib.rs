//! From the bytes of a page to the article on it.

pub mod tree;
