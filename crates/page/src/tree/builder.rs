//! The tree out of tokens. WHATWG HTML §13.2.6.

mod after;
mod body;
mod body_ends;
mod foreign;
mod formatting;
mod head;
mod insertion;
mod quirks;
mod table;
mod template;

use std::borrow::Cow;

use super::growth::{Growing, Growth, NONE};
use super::names::{Name, Namespace};
use super::stack::{Open, Stack};
use super::tokenizer::{Content, StartTag, Token, Tokenizer};
use super::{Doctype, Kind, Piece, Tag, Tree};
use formatting::Formatting;

/// More than this of a page is not read, so that every place has a number of 32 bits even if each
/// byte becomes a longer character.
const LONGEST_PAGE: usize = 1 << 30;

/// Where in a page the builder is. WHATWG HTML §13.2.4.1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    InHeadNoscript,
    AfterHead,
    InBody,
    Text,
    InTable,
    InTableText,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

impl Mode {
    /// Whether white space at the beginning of a text is treated otherwise than the rest.
    const fn tells_space_from_text(self) -> bool {
        !matches!(
            self,
            Mode::InBody
                | Mode::Text
                | Mode::InTable
                | Mode::InTableText
                | Mode::InCaption
                | Mode::InTableBody
                | Mode::InRow
                | Mode::InCell
                | Mode::InTemplate
        )
    }
}

/// What is to become of a token after one mode has seen it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Done,
    /// It is to be looked at again, in the mode that holds now.
    Again,
}

struct Builder<'s> {
    input: Tokenizer<'s>,
    growth: Growth,
    stack: Stack,
    formatting: Formatting,
    mode: Mode,
    /// The mode to return to from text, be it raw or in a table.
    original_mode: Mode,
    template_modes: Vec<Mode>,
    /// The `<head>` element, or [`NONE`].
    head: u32,
    /// The `<form>` that is open, or [`NONE`].
    form: u32,
    frameset_ok: bool,
    foster_parenting: bool,
    quirks: bool,
    /// A line feed right after `<pre>` is not part of the text.
    skip_line_feed: bool,
    table_text: Vec<Piece>,
    doctype: Option<Doctype>,
}

/// Reads a page into a tree.
pub(super) fn build(text: &str) -> Tree<'_> {
    let source = with_line_feeds(&text[..text.floor_char_boundary(LONGEST_PAGE)]);
    let mut builder = Builder::new(&source);
    builder.run();
    let Builder { input, mut growth, doctype, .. } = builder;
    let Tokenizer { mut rewritten, attributes, deferred, names, .. } = input;
    growth.settle_texts(&source, &mut rewritten);
    Tree { nodes: growth.in_document_order(), rewritten, attributes, deferred, names, doctype, source }
}

/// The page with each carriage return, or carriage return and line feed, as one line feed.
pub(super) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let Some(mut next) = memchr::memchr(b'\r', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut changed = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        changed.push_str(&rest[..next]);
        changed.push('\n');
        rest = &rest[next + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
        match memchr::memchr(b'\r', rest.as_bytes()) {
            Some(found) => next = found,
            None => break,
        }
    }
    changed.push_str(rest);
    Cow::Owned(changed)
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        Builder {
            input: Tokenizer::new(source),
            growth: Growth::with_capacity(source.len() / 32 + 8),
            stack: Stack::default(),
            formatting: Formatting::new(source.len()),
            mode: Mode::Initial,
            original_mode: Mode::Initial,
            template_modes: Vec::new(),
            head: NONE,
            form: NONE,
            frameset_ok: true,
            foster_parenting: false,
            quirks: false,
            skip_line_feed: false,
            table_text: Vec::new(),
            doctype: None,
        }
    }

    fn run(&mut self) {
        loop {
            let token = self.input.next(self.is_in_foreign());
            let skip_line_feed = std::mem::take(&mut self.skip_line_feed);
            match token {
                Token::Text(piece) => self.text(piece, skip_line_feed),
                Token::EndOfFile => return self.process(&token),
                Token::Start(tag) if !self.make_room(tag.name.html()) => {}
                _ => self.process(&token),
            }
        }
    }

    /// Passes on a text, in one piece wherever the mode allows it.
    fn text(&mut self, piece: Piece, skip_line_feed: bool) {
        let mut rest = piece;
        if skip_line_feed && self.input.str(rest).starts_with('\n') {
            rest = Piece { start: rest.start + 1, length: rest.length - 1 };
        }
        while rest.length > 0 {
            let mut part = rest;
            if self.mode.tells_space_from_text() {
                let bytes = self.input.str(rest).as_bytes();
                let space = is_space(bytes[0]);
                let length = bytes.iter().position(|byte| is_space(*byte) != space);
                part.length = length.unwrap_or(bytes.len()) as u32;
            }
            self.process(&Token::Text(part));
            rest = Piece { start: part.end(), length: rest.length - part.length };
        }
    }

    fn process(&mut self, token: &Token) {
        // What most tokens come to, without the ways to all else.
        if self.mode == Mode::InBody && !self.is_in_foreign() && self.in_body(token) == Step::Done {
            return;
        }
        while self.dispatch(token) == Step::Again {}
    }

    /// Whether the current node is SVG or MathML.
    fn is_in_foreign(&self) -> bool {
        self.stack.last().is_some_and(|open| open.tag.namespace() != Namespace::Html)
    }

    /// "Tree construction dispatcher".
    fn dispatch(&mut self, token: &Token) -> Step {
        match self.stack.last() {
            Some(open) if open.tag.namespace() != Namespace::Html && self.is_foreign(*open, token) => {
                self.in_foreign_content(token)
            }
            _ => self.by_mode(self.mode, token),
        }
    }

    fn by_mode(&mut self, mode: Mode, token: &Token) -> Step {
        match mode {
            Mode::InBody => self.in_body(token),
            Mode::Initial => self.initial(token),
            Mode::BeforeHtml => self.before_html(token),
            Mode::BeforeHead => self.before_head(token),
            Mode::InHead => self.in_head(token),
            Mode::InHeadNoscript => self.in_head_noscript(token),
            Mode::AfterHead => self.after_head(token),
            Mode::Text => self.raw(token),
            Mode::InTable => self.in_table(token),
            Mode::InTableText => self.in_table_text(token),
            Mode::InCaption => self.in_caption(token),
            Mode::InColumnGroup => self.in_column_group(token),
            Mode::InTableBody => self.in_table_body(token),
            Mode::InRow => self.in_row(token),
            Mode::InCell => self.in_cell(token),
            Mode::InTemplate => self.in_template(token),
            Mode::AfterBody => self.after_body(token),
            Mode::InFrameset => self.in_frameset(token),
            Mode::AfterFrameset => self.after_frameset(token),
            Mode::AfterAfterBody => self.after_after_body(token),
            Mode::AfterAfterFrameset => self.after_after_frameset(token),
        }
    }

    /// "Text": the characters of an element that holds nothing else, and its end.
    fn raw(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) => {
                self.insert_text(*piece);
                return Step::Done;
            }
            Token::End(_) | Token::EndOfFile => {}
            _ => return Step::Done,
        }
        self.stack.pop();
        self.mode = self.original_mode;
        if matches!(token, Token::EndOfFile) { Step::Again } else { Step::Done }
    }

    /// "Reset the insertion mode appropriately".
    fn reset_mode(&mut self) {
        self.mode = self.mode_of_stack();
    }

    fn mode_of_stack(&self) -> Mode {
        for open in self.stack.all().iter().rev() {
            match open.tag {
                Tag::TD | Tag::TH => return Mode::InCell,
                Tag::TR => return Mode::InRow,
                Tag::TBODY | Tag::THEAD | Tag::TFOOT => return Mode::InTableBody,
                Tag::CAPTION => return Mode::InCaption,
                Tag::COLGROUP => return Mode::InColumnGroup,
                Tag::TABLE => return Mode::InTable,
                Tag::TEMPLATE => return self.template_modes.last().copied().unwrap_or(Mode::InBody),
                Tag::HEAD => return Mode::InHead,
                Tag::BODY => return Mode::InBody,
                Tag::FRAMESET => return Mode::InFrameset,
                Tag::HTML if self.head == NONE => return Mode::BeforeHead,
                Tag::HTML => return Mode::AfterHead,
                _ => {}
            }
        }
        Mode::InBody
    }
}
