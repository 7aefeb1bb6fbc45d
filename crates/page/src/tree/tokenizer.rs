//! The page as tags, text and comments. WHATWG HTML §13.2.5.
//!
//! The states of the standard are the places in this code: text, raw text, a tag, a declaration are
//! each read in one go, from the byte that begins them to the byte that ends them. Errors are mended
//! as the standard says and not counted.

mod attributes;
mod declarations;
mod raw_text;

use memchr::{memchr2, memchr3};

use super::deferred::Deferred;
use super::names::{Name, Names};
use super::references::reference;
use super::{Attribute, Doctype, Piece};

/// One token. What it holds stands in the tokenizer's buffers.
#[derive(Clone, Debug)]
pub(super) enum Token {
    Doctype(Box<DoctypeToken>),
    Start(StartTag),
    End(Name),
    Comment(Piece),
    /// Characters other than NUL, at least one.
    Text(Piece),
    /// One NUL, which different places in a page treat differently.
    Nul,
    EndOfFile,
}

#[derive(Clone, Debug, Default)]
pub(super) struct DoctypeToken {
    pub(super) doctype: Doctype,
    pub(super) force_quirks: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct StartTag {
    pub(super) name: Name,
    /// The range of its attributes.
    pub(super) attributes: Piece,
    pub(super) self_closing: bool,
}

/// What the bytes ahead are: as a rule set by the tree, according to the element just opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content {
    /// Tags, text, character references.
    Data,
    /// `<title>` and `<textarea>`: text and character references up to the end tag.
    EscapableText,
    /// `<style>` and its like: text up to the end tag.
    RawText,
    /// `<script>`: as raw text, but comments may hide an end tag.
    Script,
    /// `<plaintext>`: text up to the end of the page.
    PlainText,
    /// Inside `<![CDATA[` in SVG and MathML.
    Cdata,
}

pub(super) struct Tokenizer<'s> {
    pub(super) source: &'s str,
    bytes: &'s [u8],
    at: usize,
    pub(super) content: Content,
    /// The name of the last start tag: the one whose end tag ends raw text.
    pub(super) last_start: Option<Name>,
    /// Text that differs from the page.
    pub(super) rewritten: String,
    pub(super) attributes: Vec<Attribute>,
    /// The attribute values that differ from the page.
    pub(super) deferred: Vec<Deferred>,
    pub(super) names: Names,
    /// For each attribute name the number of the last tag that had it.
    seen: Vec<u32>,
    tags: u32,
}

impl<'s> Tokenizer<'s> {
    /// A tokenizer at the start of `source`, whose line ends are line feeds.
    pub(super) fn new(source: &'s str) -> Self {
        Tokenizer {
            source,
            bytes: source.as_bytes(),
            at: 0,
            content: Content::Data,
            last_start: None,
            rewritten: String::new(),
            attributes: Vec::with_capacity(source.len() / 64),
            deferred: Vec::new(),
            names: Names::default(),
            seen: vec![0; 512],
            tags: 0,
        }
    }

    /// The next token. `in_foreign` says whether the current node is SVG or MathML, where CDATA
    /// sections are allowed.
    pub(super) fn next(&mut self, in_foreign: bool) -> Token {
        loop {
            let Some(&byte) = self.bytes.get(self.at) else { return Token::EndOfFile };
            let token = match self.content {
                Content::Data if byte == b'<' && self.is_markup(self.at) => self.markup(in_foreign),
                Content::Data if byte == 0 => self.nul(),
                Content::Data => Some(self.text()),
                Content::Cdata => self.cdata(),
                Content::EscapableText | Content::RawText | Content::Script | Content::PlainText => {
                    self.raw_text()
                }
            };
            if let Some(token) = token {
                return token;
            }
        }
    }

    /// The characters of a piece.
    pub(super) fn str(&self, piece: Piece) -> &str {
        piece.of(self.source, &self.rewritten)
    }

    /// The value of an attribute.
    pub(super) fn value(&self, attribute: Attribute) -> &str {
        attribute.value(self.source, &self.deferred)
    }

    fn nul(&mut self) -> Option<Token> {
        self.at += 1;
        Some(Token::Nul)
    }

    /// Whether the `<` at `at` begins something other than text.
    fn is_markup(&self, at: usize) -> bool {
        match self.bytes.get(at + 1) {
            Some(b'/') => at + 2 < self.bytes.len(),
            Some(b'!' | b'?') => true,
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        }
    }

    /// Reads from a `<` to its `>`. Nothing comes of `</>` and of a tag that the page ends in.
    fn markup(&mut self, in_foreign: bool) -> Option<Token> {
        match self.bytes[self.at + 1] {
            b'/' => match self.bytes[self.at + 2] {
                b'>' => {
                    self.at += 3;
                    None
                }
                byte if byte.is_ascii_alphabetic() => {
                    self.at += 2;
                    self.tag().map(|tag| {
                        self.attributes.truncate(tag.attributes.start as usize);
                        Token::End(tag.name)
                    })
                }
                _ => Some(self.bogus_comment(self.at + 2)),
            },
            b'!' => self.declaration(in_foreign),
            b'?' => Some(self.bogus_comment(self.at + 1)),
            _ => {
                self.at += 1;
                let tag = self.tag()?;
                self.last_start = Some(tag.name);
                Some(Token::Start(tag))
            }
        }
    }

    /// Text up to the next markup or NUL.
    fn text(&mut self) -> Token {
        let mut rewrite = Rewrite::from(self.at);
        let mut at = self.at;
        while let Some(next) = memchr3(b'<', b'&', 0, &self.bytes[at..]) {
            at += next;
            match self.bytes[at] {
                b'&' => at += self.replace_reference(&mut rewrite, at),
                b'<' if !self.is_markup(at) => at += 1,
                _ => return self.finish_text(&rewrite, at),
            }
        }
        self.finish_text(&rewrite, self.bytes.len())
    }

    fn finish_text(&mut self, rewrite: &Rewrite, end: usize) -> Token {
        self.at = end;
        Token::Text(self.finish(rewrite, end))
    }

    /// Replaces the character reference at `at`, if there is one, and returns how many bytes were
    /// read.
    fn replace_reference(&mut self, rewrite: &mut Rewrite, at: usize) -> usize {
        let Some(reference) = reference(&self.bytes[at..], false) else { return 1 };
        self.copy_up_to(rewrite, at);
        reference.push_to(&mut self.rewritten);
        rewrite.copied = at + reference.length;
        reference.length
    }

    /// Replaces the NUL at `at`.
    fn replace_nul(&mut self, rewrite: &mut Rewrite, at: usize) {
        self.copy_up_to(rewrite, at);
        self.rewritten.push(char::REPLACEMENT_CHARACTER);
        rewrite.copied = at + 1;
    }

    fn copy_up_to(&mut self, rewrite: &mut Rewrite, at: usize) {
        rewrite.start.get_or_insert(self.rewritten.len());
        self.rewritten.push_str(&self.source[rewrite.copied..at]);
    }

    /// The piece that was read: a slice of the page if nothing in it was replaced.
    fn finish(&mut self, rewrite: &Rewrite, end: usize) -> Piece {
        match rewrite.start {
            None => Piece::in_source(rewrite.copied, end),
            Some(start) => {
                self.rewritten.push_str(&self.source[rewrite.copied..end]);
                Piece::in_rewritten(self.source, start, self.rewritten.len())
            }
        }
    }

    /// A piece that holds these characters, which do not stand in the page.
    pub(super) fn write(&mut self, text: &str) -> Piece {
        let start = self.rewritten.len();
        self.rewritten.push_str(text);
        Piece::in_rewritten(self.source, start, self.rewritten.len())
    }

    /// Text inside a CDATA section, up to a NUL or its end.
    fn cdata(&mut self) -> Option<Token> {
        let start = self.at;
        if self.bytes[start] == 0 {
            return self.nul();
        }
        while let Some(next) = memchr2(b']', 0, &self.bytes[self.at..]) {
            self.at += next;
            if self.bytes[self.at] == 0 {
                return Some(Token::Text(Piece::in_source(start, self.at)));
            }
            if self.bytes[self.at..].starts_with(b"]]>") {
                let end = self.at;
                self.at += 3;
                self.content = Content::Data;
                return (start < end).then(|| Token::Text(Piece::in_source(start, end)));
            }
            self.at += 1;
        }
        self.at = self.bytes.len();
        Some(Token::Text(Piece::in_source(start, self.at)))
    }
}

/// A piece being read, of which some may have to be replaced.
struct Rewrite {
    /// Where it begins in the buffer beside the page, once it differs from the page.
    start: Option<usize>,
    /// Up to where the page was copied; where the piece begins as long as it does not differ.
    copied: usize,
}

impl Rewrite {
    const fn from(at: usize) -> Self {
        Rewrite { start: None, copied: at }
    }
}
