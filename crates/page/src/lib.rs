//! From the bytes of a page to the article on it.

mod dates;
mod decode;
pub mod tree;

pub use decode::{CharsetFrom, Decoded, decode, prescan};
