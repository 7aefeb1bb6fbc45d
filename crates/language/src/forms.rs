use crate::{Token, given_name};

/// What features need to know of how one token is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) word: u64,
    /// Last one to four bytes, lowered.
    pub(crate) tail: [u64; 4],
    /// First three, lowered.
    pub(crate) head: u64,
    pub(crate) shape: u64,
    /// Whether it is written with a capital and a known given name.
    pub(crate) given: u64,
}

impl Form {
    /// Stands beside a sentence.
    pub(crate) const NOTHING: Form = Form { word: 1, tail: [1; 4], head: 1, shape: 77, given: 0 };

    /// What `form`, as which `token` is written, shows.
    pub(crate) fn new(form: &str, token: &Token) -> Self {
        let bytes = form.as_bytes();
        let take = |bytes: &[u8]| {
            bytes.iter().fold(1, |sum: u64, byte| sum << 8 | u64::from(byte.to_ascii_lowercase()))
        };
        let tail = [1, 2, 3, 4].map(|count| take(&bytes[bytes.len().saturating_sub(count)..]));
        let capital = form.starts_with(char::is_uppercase);
        let given = u64::from(capital && given_name(token.word).is_some());
        let shape = token.shape as u64;
        Self { word: token.word.0, tail, head: take(&bytes[..bytes.len().min(3)]), shape, given }
    }
}
