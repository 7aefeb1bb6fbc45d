use memchr::{memchr, memchr2, memchr3};

use super::{StartTag, Tokenizer};
use crate::tree::deferred::Deferred;
use crate::tree::names::{Key, Name};
use crate::tree::{Attribute, DEFERRED, Piece};

/// What a byte means in a tag.
const SPACE: u8 = 1;
const SLASH: u8 = 2;
const END: u8 = 4;
const EQUALS: u8 = 8;
/// Not to be kept as it is: a capital letter or NUL.
const REPLACED: u8 = 16;
/// Ends an unquoted value.
const ENDS_VALUE: u8 = 32;

static MEANING: [u8; 256] = {
    let mut meaning = [0; 256];
    meaning[b'\t' as usize] = SPACE | ENDS_VALUE;
    meaning[b'\n' as usize] = SPACE | ENDS_VALUE;
    meaning[0x0C] = SPACE | ENDS_VALUE;
    meaning[b' ' as usize] = SPACE | ENDS_VALUE;
    meaning[b'/' as usize] = SLASH;
    meaning[b'>' as usize] = END | ENDS_VALUE;
    meaning[b'=' as usize] = EQUALS;
    meaning[0] = REPLACED;
    let mut letter = b'A';
    while letter <= b'Z' {
        meaning[letter as usize] = REPLACED;
        letter += 1;
    }
    meaning
};

fn means(byte: u8, what: u8) -> bool {
    MEANING[usize::from(byte)] & what != 0
}

/// How many of the first eight bytes are small letters, or other bytes that mean nothing in a tag, before one that may:
/// most names on most pages are as short as that, and this is one step for all of their bytes.
fn letters(bytes: &[u8]) -> usize {
    let Some(chunk) = bytes.first_chunk() else { return 0 };
    // From 0x60 to 0x7F, where the small letters are, three bits are the same.
    let others = (u64::from_le_bytes(*chunk) ^ 0x6060_6060_6060_6060) & 0xE0E0_E0E0_E0E0_E0E0;
    others.trailing_zeros() as usize / 8
}

impl Tokenizer<'_> {
    /// Reads a tag from its name to its `>`; none if the page ends before.
    pub(super) fn tag(&mut self) -> Option<StartTag> {
        let name = self.name(SPACE | SLASH | END);
        let first = self.attributes.len();
        self.tags += 1;
        let mut self_closing = false;
        loop {
            let byte = *self.bytes.get(self.at)?;
            if means(byte, SPACE) {
                self.at += 1;
            } else if byte == b'>' {
                self.at += 1;
                let attributes =
                    Piece { start: first as u32, length: (self.attributes.len() - first) as u32 };
                return Some(StartTag { name, attributes, self_closing });
            } else if byte == b'/' {
                self.at += 1;
                self_closing = self.bytes.get(self.at) == Some(&b'>');
            } else {
                self.attribute()?;
            }
        }
    }

    fn attribute(&mut self) -> Option<()> {
        // An equals sign in front belongs to the name.
        let name = self.name(SPACE | SLASH | END | EQUALS);
        let mut value = Piece::EMPTY;
        self.skip_space();
        if self.bytes.get(self.at) == Some(&b'=') {
            self.at += 1;
            self.skip_space();
            value = match *self.bytes.get(self.at)? {
                quote @ (b'"' | b'\'') => self.quoted_value(quote)?,
                // A missing value; the tag ends here.
                b'>' => Piece::EMPTY,
                _ => self.unquoted_value()?,
            };
        }
        // Of two attributes with one name the first counts. The table of names makes that known
        // without a search, however many a tag has.
        let number = name.0 as usize;
        if self.seen.len() <= number {
            self.seen.resize(number * 2, 0);
        }
        if std::mem::replace(&mut self.seen[number], self.tags) != self.tags {
            self.attributes.push(Attribute { name, value });
        }
        Some(())
    }

    pub(super) fn skip_space(&mut self) {
        while self.bytes.get(self.at).is_some_and(|byte| means(*byte, SPACE)) {
            self.at += 1;
        }
    }

    /// Reads a name: its first byte, then all up to one that means something in `stop`.
    fn name(&mut self, stop: u8) -> Name {
        let bytes = &self.bytes[self.at..];
        let (mut met, mut length) = (0, letters(bytes));
        while let Some(&byte) = bytes.get(length) {
            let meaning = MEANING[usize::from(byte)];
            if meaning & stop != 0 && length > 0 {
                break;
            }
            met |= meaning;
            length += 1;
        }
        let start = self.at;
        self.at += length;
        if met & REPLACED != 0 {
            return self.replaced_name(start);
        }
        match Key::of_first(bytes, length).and_then(Key::name) {
            Some(name) => name,
            None => self.names.intern_unknown(&self.source[start..self.at]),
        }
    }

    /// The name from `start` up to here, in which something has to be replaced.
    #[cold]
    fn replaced_name(&mut self, start: usize) -> Name {
        let name = self.source[start..self.at].replace('\0', "\u{FFFD}").to_ascii_lowercase();
        self.names.intern(&name)
    }

    fn quoted_value(&mut self, quote: u8) -> Option<Piece> {
        let start = self.at + 1;
        let Some(next) = memchr3(quote, b'&', 0, &self.bytes[start..]) else {
            self.at = self.bytes.len();
            return None;
        };
        let mut end = start + next;
        let as_it_is = self.bytes[end] == quote;
        if !as_it_is {
            let Some(next) = memchr(quote, &self.bytes[end..]) else {
                self.at = self.bytes.len();
                return None;
            };
            end += next;
        }
        self.at = end + 1;
        Some(self.attribute_value(start, end, as_it_is))
    }

    fn unquoted_value(&mut self) -> Option<Piece> {
        let start = self.at;
        let Some(length) = self.bytes[start..].iter().position(|byte| means(*byte, ENDS_VALUE)) else {
            self.at = self.bytes.len();
            return None;
        };
        self.at += length;
        let as_it_is = memchr2(b'&', 0, &self.bytes[start..self.at]).is_none();
        Some(self.attribute_value(start, self.at, as_it_is))
    }

    fn attribute_value(&mut self, start: usize, end: usize, as_it_is: bool) -> Piece {
        let spelt = Piece::in_source(start, end);
        if as_it_is {
            return spelt;
        }
        self.deferred.push(Deferred::new(spelt));
        Piece { start: self.deferred.len() as u32 - 1, length: DEFERRED }
    }
}
