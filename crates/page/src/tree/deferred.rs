use std::sync::OnceLock;

use super::Piece;
use super::references::reference;

/// An attribute's value in which something has to be replaced: character references, or NUL.
///
/// Pages keep whole documents in attributes, every quotation mark of them a reference, and few of
/// those are ever asked for. So the value is kept as the page spells it, and read when it is.
#[derive(Debug)]
pub(super) struct Deferred {
    spelt: Piece,
    read: OnceLock<Box<str>>,
}

impl Deferred {
    /// A value that is spelt like this in the page.
    pub(super) const fn new(spelt: Piece) -> Self {
        Deferred { spelt, read: OnceLock::new() }
    }

    pub(super) fn get(&self, source: &str) -> &str {
        self.read.get_or_init(|| {
            let start = self.spelt.start as usize;
            replaced(&source[start..start + self.spelt.length as usize]).into_boxed_str()
        })
    }
}

fn replaced(spelt: &str) -> String {
    let mut value = String::with_capacity(spelt.len());
    let (mut at, mut copied) = (0, 0);
    while let Some(next) = memchr::memchr2(b'&', 0, &spelt.as_bytes()[at..]) {
        at += next;
        if spelt.as_bytes()[at] == 0 {
            value.push_str(&spelt[copied..at]);
            value.push(char::REPLACEMENT_CHARACTER);
            at += 1;
            copied = at;
        } else if let Some(reference) = reference(&spelt.as_bytes()[at..], true) {
            value.push_str(&spelt[copied..at]);
            reference.push_to(&mut value);
            at += reference.length;
            copied = at;
        } else {
            at += 1;
        }
    }
    value.push_str(&spelt[copied..]);
    value
}
