//! The page as a list of blocks of text, in document order.
//!
//! A block is a run of text that no block-level element and no empty line (`<br><br>`) interrupts.
//! Beside the blocks stands the list of boxes: the block-level elements, each with what its tags
//! and names say about everything in it.

use super::context::{TELL_CONTEXT, context_of_attribute, context_of_tag, inside};
use super::hints::{HINTS, HintReader};
use crate::seams::is_seam;
use crate::tree::{Name, NameSet, NodeId, Tag, Tree};

/// A block-level element.
#[derive(Clone, Debug)]
pub(crate) struct Area {
    /// Index of the box around it; the first box is its own.
    pub parent: u32,
    pub tag: Tag,
    /// Number of the class string, equal for equal strings.
    pub class: u32,
    /// Hints the element has itself.
    pub hints: u32,
    /// How many boxes up the nearest element with each hint is; [`FAR`] when there is none.
    pub distance: [u8; HINTS],
    /// What it stands in, itself included: see the constants of [`inside`].
    pub inside: u32,
    pub depth: u16,
    /// One past the last block in it.
    pub end: u32,
    /// Index of the first block in it.
    pub start: u32,
}

/// The distance that stands for "none".
pub(crate) const FAR: u8 = 15;

/// A run of text.
#[derive(Clone, Debug)]
pub(crate) struct TextBlock {
    /// Index of the innermost box around it.
    pub owner: u32,
    /// Where its text stands in [`Blocks::text`].
    pub start: u32,
    pub end: u32,
    pub words: u32,
    /// Words inside links, and in bold or italic type.
    pub link_words: u32,
    pub bold_words: u32,
    /// Range in [`Blocks::links`].
    pub links: (u32, u32),
    /// The first text node in it.
    pub node: NodeId,
}

/// A link: where its words stand in [`Blocks::text`].
#[derive(Clone, Debug)]
pub(crate) struct LinkSpan {
    pub node: NodeId,
    pub start: u32,
    pub end: u32,
}

/// All text of a page, in blocks.
pub(crate) struct Blocks {
    pub boxes: Vec<Area>,
    pub blocks: Vec<TextBlock>,
    pub links: Vec<LinkSpan>,
    pub text: String,
}

impl Blocks {
    /// The text of a block, whitespace normalised.
    pub(crate) fn text_of(&self, block: &TextBlock) -> &str {
        &self.text[block.start as usize..block.end as usize]
    }

    pub(crate) fn owner(&self, block: &TextBlock) -> &Area {
        &self.boxes[block.owner as usize]
    }

    /// The outermost `<article>` around a block.
    pub(crate) fn article_around(&self, block: &TextBlock) -> Option<u32> {
        if self.owner(block).inside & inside::ARTICLE == 0 {
            return None;
        }
        let mut found = None;
        let mut at = block.owner;
        while at != 0 {
            let area = &self.boxes[at as usize];
            if area.tag == Tag::ARTICLE {
                found = Some(at);
            }
            at = area.parent;
        }
        found
    }
}

/// Cuts the page into blocks, in one pass over its nodes.
pub(crate) fn blocks<'t>(tree: &'t Tree<'t>, hints: &mut HintReader<'t>) -> Blocks {
    cut(tree, hints, false)
}

/// The same with what a browser shows when scripts are off, and with the shadow trees that the markup declares. Most pages hold counting
/// pictures and copies of their own pictures there, so that this is for those that hold nothing elsewhere.
pub(crate) fn unfolded_blocks<'t>(tree: &'t Tree<'t>, hints: &mut HintReader<'t>) -> Blocks {
    cut(tree, hints, true)
}

fn cut<'t>(tree: &'t Tree<'t>, hints: &mut HintReader<'t>, unfolded: bool) -> Blocks {
    let mut cutter = Cutter::new(tree, hints);
    // A page made of frames has no body, but may have text all the same.
    let body = tree.body().unwrap_or(tree.root());
    cutter.open_box(body, Tag::BODY);
    let mut at = body.index() + 1;
    let end = tree.subtree_end(body).index();
    while at < end {
        let Some(id) = tree.at(at) else { break };
        cutter.close_until(at);
        at += 1;
        if let Some(text) = tree.text(id) {
            cutter.add_text(id, text);
            continue;
        }
        let Some(tag) = tree.tag(id) else { continue };
        match role(tag) {
            Role::Skipped if unfolded && is_folded(tree, id, tag) => cutter.open_box(id, tag),
            Role::Skipped => {
                cutter.note_input(id, tag);
                at = tree.subtree_end(id).index();
            }
            Role::Break => cutter.add_break(),
            Role::Block => cutter.open_box(id, tag),
            // A consent dialog that no other sign tells.
            Role::Inline if tree.tag_name(id) == "amp-consent" => at = tree.subtree_end(id).index(),
            Role::Inline => cutter.open_inline(id, tag),
        }
    }
    cutter.finish()
}

/// Whether an element holds what is shown all the same.
pub(crate) fn is_folded(tree: &Tree, id: NodeId, tag: Tag) -> bool {
    match tag {
        Tag::NOSCRIPT => true,
        Tag::TEMPLATE => tree.attr(id, "shadowrootmode").is_some(),
        _ => false,
    }
}

enum Role {
    Skipped,
    Break,
    Block,
    Inline,
}

fn role(tag: Tag) -> Role {
    match tag {
        Tag::SCRIPT
        | Tag::STYLE
        | Tag::NOSCRIPT
        | Tag::TEMPLATE
        | Tag::IFRAME
        | Tag::OBJECT
        | Tag::VIDEO
        | Tag::AUDIO
        | Tag::CANVAS
        | Tag::SELECT
        | Tag::TEXTAREA
        | Tag::BUTTON
        | Tag::SVG
        | Tag::MATH
        | Tag::MAP
        | Tag::APPLET
        | Tag::DATALIST
        | Tag::PROGRESS
        | Tag::METER
        | Tag::NOEMBED
        | Tag::NOFRAMES
        | Tag::TITLE
        | Tag::INPUT
        | Tag::RP
        | Tag::RT => Role::Skipped,
        Tag::BR => Role::Break,
        Tag::ADDRESS
        | Tag::ARTICLE
        | Tag::ASIDE
        | Tag::BLOCKQUOTE
        | Tag::BODY
        | Tag::CAPTION
        | Tag::CENTER
        | Tag::DD
        | Tag::DETAILS
        | Tag::DIALOG
        | Tag::DIR
        | Tag::DIV
        | Tag::DL
        | Tag::DT
        | Tag::FIELDSET
        | Tag::FIGCAPTION
        | Tag::FIGURE
        | Tag::FOOTER
        | Tag::FORM
        | Tag::H1
        | Tag::H2
        | Tag::H3
        | Tag::H4
        | Tag::H5
        | Tag::H6
        | Tag::HEADER
        | Tag::HGROUP
        | Tag::HR
        | Tag::LEGEND
        | Tag::LI
        | Tag::LISTING
        | Tag::MAIN
        | Tag::MENU
        | Tag::NAV
        | Tag::OL
        | Tag::P
        | Tag::PLAINTEXT
        | Tag::PRE
        | Tag::SEARCH
        | Tag::SECTION
        | Tag::SUMMARY
        | Tag::TABLE
        | Tag::TBODY
        | Tag::TD
        | Tag::TFOOT
        | Tag::TH
        | Tag::THEAD
        | Tag::TR
        | Tag::UL
        | Tag::XMP => Role::Block,
        _ => Role::Inline,
    }
}

struct Cutter<'t, 'h> {
    tree: &'t Tree<'t>,
    hints: &'h mut HintReader<'t>,
    out: Blocks,
    /// Boxes that are open: where their subtree ends, and their index.
    open: Vec<(usize, u32)>,
    /// Links that are open: where they end, and their index.
    open_links: Vec<(usize, usize)>,
    /// Where the open elements of bold or italic type end.
    open_bold: Vec<usize>,
    /// The block being filled.
    start: usize,
    first_node: NodeId,
    last_node: NodeId,
    link_words: u32,
    bold_words: u32,
    words: u32,
    in_word: bool,
    first_link: usize,
    breaks: u32,
}

/// Attributes that name what an element is for.
const NAMING: NameSet = NameSet::of(&[
    Name::CLASS,
    Name::ID,
    Name::ROLE,
    Name::ITEMPROP,
    Name::DATA_TESTID,
    Name::DATA_COMPONENT,
]);

/// Links inside links, which only broken pages have, are followed to this depth.
const MAX_OPEN_LINKS: usize = 4;

impl<'t, 'h> Cutter<'t, 'h> {
    fn new(tree: &'t Tree<'t>, hints: &'h mut HintReader<'t>) -> Self {
        Self {
            tree,
            hints,
            out: Blocks {
                boxes: Vec::with_capacity(512),
                blocks: Vec::with_capacity(512),
                links: Vec::new(),
                text: String::new(),
            },
            open: Vec::new(),
            open_links: Vec::new(),
            open_bold: Vec::new(),
            start: 0,
            first_node: tree.root(),
            last_node: tree.root(),
            link_words: 0,
            bold_words: 0,
            words: 0,
            in_word: false,
            first_link: 0,
            breaks: 0,
        }
    }

    /// Closes every element that ends before node number `at`.
    fn close_until(&mut self, at: usize) {
        while self.open_bold.last().is_some_and(|&end| end <= at) {
            self.open_bold.pop();
        }
        while let Some(&(end, index)) = self.open_links.last() {
            if end > at {
                break;
            }
            self.open_links.pop();
            self.close_link(index);
        }
        while let Some(&(end, index)) = self.open.last() {
            if end > at {
                break;
            }
            self.flush();
            self.open.pop();
            self.out.boxes[index as usize].end = self.out.blocks.len() as u32;
        }
    }

    fn close_link(&mut self, index: usize) {
        let end = self.out.text.len() as u32;
        if let Some(link) = self.out.links.get_mut(index) {
            link.end = end;
        }
    }

    fn open_box(&mut self, id: NodeId, tag: Tag) {
        self.flush();
        let parent = self.open.last().map(|&(_, index)| index);
        let mut inside = context_of_tag(tag);
        let mut distance = [FAR; HINTS];
        let mut depth = 0;
        if let Some(parent) = parent {
            let parent = &self.out.boxes[parent as usize];
            inside |= parent.inside & !if tag.is_heading() { 0 } else { inside::HEADING };
            depth = parent.depth.saturating_add(1);
            for (own, above) in distance.iter_mut().zip(parent.distance) {
                *own = (above + 1).min(FAR);
            }
        }
        let mut hints = 0;
        let mut class = 0;
        for (number, name) in self.tree.numbered_attributes(id) {
            let (tells, names) = (TELL_CONTEXT.has(name), NAMING.has(name));
            if !tells && !names {
                continue;
            }
            let value = self.tree.numbered_value(number);
            if tells {
                inside |= context_of_attribute(tag, name, value);
            }
            if names {
                let (found, number) = self.hints.read(number, value);
                // The names on <body> speak of the kind of page, not of what stands in it.
                if tag != Tag::BODY {
                    hints |= found;
                }
                if name == Name::CLASS {
                    class = number;
                }
            }
        }
        let mut rest = hints & ((1 << HINTS) - 1);
        while rest != 0 {
            distance[rest.trailing_zeros() as usize] = 0;
            rest &= rest - 1;
        }
        let index = self.out.boxes.len() as u32;
        let blocks = self.out.blocks.len() as u32;
        self.out.boxes.push(Area {
            parent: parent.unwrap_or(0),
            tag,
            class,
            hints,
            distance,
            inside,
            depth,
            start: blocks,
            end: blocks,
        });
        self.open.push((self.tree.subtree_end(id).index(), index));
    }

    /// Marks the form around a field for an e-mail address.
    fn note_input(&mut self, id: NodeId, tag: Tag) {
        if tag != Tag::INPUT {
            return;
        }
        let asks = |(name, value): (&str, &str)| match name {
            "type" => value.eq_ignore_ascii_case("email"),
            "name" | "placeholder" => value.to_ascii_lowercase().contains("mail"),
            _ => false,
        };
        let mut around = self.open.iter().rev().map(|&(_, index)| index as usize);
        let form = around.find(|&index| self.out.boxes[index].tag == Tag::FORM);
        if let Some(form) = form.filter(|_| self.tree.attrs(id).any(asks)) {
            self.out.boxes[form].inside |= inside::ASKING;
        }
    }

    fn open_inline(&mut self, id: NodeId, tag: Tag) {
        let end = self.tree.subtree_end(id).index();
        match tag {
            Tag::A if self.tree.value(id, Name::HREF).is_some() => {
                let start = self.out.text.len() as u32;
                if self.open_links.len() < MAX_OPEN_LINKS {
                    self.open_links.push((end, self.out.links.len()));
                    self.out.links.push(LinkSpan { node: id, start, end: start });
                }
            }
            Tag::B | Tag::STRONG | Tag::EM | Tag::I => {
                self.open_bold.push(end);
            }
            _ => {}
        }
    }

    fn add_break(&mut self) {
        self.breaks += 1;
        if self.breaks >= 2 {
            let breaks = self.breaks;
            self.flush();
            self.breaks = breaks;
        } else {
            self.add_space();
        }
    }

    fn add_space(&mut self) {
        self.in_word = false;
        if self.out.text.len() > self.start && !self.out.text.ends_with(' ') {
            self.out.text.push(' ');
        }
    }

    fn add_text(&mut self, id: NodeId, text: &str) {
        if is_seam(self.tree, self.last_node, &self.out.text[self.start..], id, text) {
            self.add_space();
        }
        self.last_node = id;
        let mut at = 0;
        while at < text.len() {
            let words = at + blanks(&text[at..]);
            if words > at {
                self.add_space();
            }
            at = words + self.add_words(id, &text[words..]);
        }
    }

    /// Adds words as far as single spaces alone stand between them, and returns where they end.
    fn add_words(&mut self, id: NodeId, text: &str) -> usize {
        let mut at = 0;
        while at < text.len() {
            let word = Word::at_start_of(&text[at..]);
            if word.invisible {
                self.add_visible(id, &text[..at]);
                let rest = &text[at..at + word.length];
                let visible: String = rest.chars().filter(|&character| !is_invisible(character)).collect();
                if !visible.is_empty() {
                    self.count_word(word.worth);
                    self.add_visible(id, &visible);
                }
                return at + word.length;
            }
            self.count_word(word.worth);
            at += word.length;
            let one_space = text.as_bytes().get(at) == Some(&b' ')
                && text.as_bytes().get(at + 1).is_some_and(|next| CLASS[usize::from(*next)] == LETTER);
            if !one_space {
                break;
            }
            at += 1;
            self.in_word = false;
        }
        self.add_visible(id, &text[..at]);
        at
    }

    /// Counts a word unless it goes on with the one before.
    fn count_word(&mut self, worth: u32) {
        if self.in_word {
            return;
        }
        self.in_word = true;
        self.words += worth;
        if !self.open_links.is_empty() {
            self.link_words += worth;
        }
        if !self.open_bold.is_empty() {
            self.bold_words += worth;
        }
    }

    fn add_visible(&mut self, id: NodeId, words: &str) {
        if words.is_empty() {
            return;
        }
        if self.out.text.len() == self.start {
            self.first_node = id;
        }
        self.breaks = 0;
        self.out.text.push_str(words);
    }

    /// Ends the block being filled.
    fn flush(&mut self) {
        self.breaks = 0;
        self.in_word = false;
        if self.out.text.ends_with(' ') && self.out.text.len() > self.start {
            self.out.text.pop();
        }
        if self.out.text.len() > self.start {
            let owner = self.open.last().map_or(0, |&(_, index)| index);
            self.out.blocks.push(TextBlock {
                owner,
                start: self.start as u32,
                end: self.out.text.len() as u32,
                words: self.words,
                link_words: self.link_words,
                bold_words: self.bold_words,
                links: (self.first_link as u32, self.out.links.len() as u32),
                node: self.first_node,
            });
        }
        self.start = self.out.text.len();
        self.words = 0;
        self.link_words = 0;
        self.bold_words = 0;
        self.first_link = self.out.links.len();
        // A link that goes on into the next block is cut in two.
        for open in 0..self.open_links.len() {
            let before = self.open_links[open].1;
            self.close_link(before);
            let (node, start) = (self.out.links[before].node, self.start as u32);
            self.open_links[open].1 = self.out.links.len();
            self.out.links.push(LinkSpan { node, start, end: start });
        }
    }

    fn finish(mut self) -> Blocks {
        self.close_until(usize::MAX);
        self.out
    }
}

/// Whitespace, the no-break kinds included.
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{a0}' || character == '\u{202f}' || character == '\u{2060}'
}

/// Characters that are not seen: soft hyphens, zero-width marks, byte-order marks. The zero-width
/// joiners stay, since they change letters in Persian and Indic scripts, and emoji.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
    )
}

/// What the first byte of a character tells of it.
const LETTER: u8 = 0;
/// A blank of ASCII.
const BLANK: u8 = 1;
/// It may be a blank or be invisible.
const ASK: u8 = 2;
/// It may belong to a script that is written without blanks.
const DENSE: u8 = 3;

static CLASS: [u8; 256] = {
    let mut class = [LETTER; 256];
    let mut byte = b'\t';
    while byte <= b'\r' {
        class[byte as usize] = BLANK;
        byte += 1;
    }
    class[b' ' as usize] = BLANK;
    let mut lead = 0xC2;
    while lead <= 0xEF {
        class[lead] = match lead {
            // Latin-1; Ogham; general punctuation; the byte-order mark's block.
            0xC2 | 0xE1 | 0xE2 | 0xEF => ASK,
            0xE0 | 0xE3..=0xE9 => DENSE,
            _ => LETTER,
        };
        lead += 1;
    }
    class
};

/// How many bytes of blanks a text begins with.
fn blanks(text: &str) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        match CLASS[usize::from(byte)] {
            // Lines are indented by many blanks.
            BLANK if text.as_bytes()[at..].starts_with(b"        ") => at += 8,
            BLANK => at += 1,
            LETTER => break,
            _ => match text[at..].chars().next() {
                Some(character) if is_blank(character) => at += character.len_utf8(),
                _ => break,
            },
        }
    }
    at
}

/// A run without blanks.
struct Word {
    /// In bytes.
    length: usize,
    /// How many words it is worth: one, or one for every two characters in scripts that are written
    /// without blanks.
    worth: u32,
    /// Whether some of it is not seen.
    invisible: bool,
}

impl Word {
    fn at_start_of(text: &str) -> Word {
        let bytes = text.as_bytes();
        let (mut at, mut dense, mut invisible) = (0, 0, 0);
        loop {
            at += letters(&bytes[at..]);
            let Some(&byte) = bytes.get(at) else { break };
            match CLASS[usize::from(byte)] {
                LETTER => at += 1,
                BLANK => break,
                _ => {
                    let Some(character) = text[at..].chars().next() else { break };
                    if is_blank(character) {
                        break;
                    }
                    dense += u32::from(is_dense(character));
                    invisible += usize::from(is_invisible(character)) * character.len_utf8();
                    at += character.len_utf8();
                }
            }
        }
        // Short ones are one word in any script.
        let worth = if at - invisible < 6 { 1 } else { 1.max(dense / 2) };
        Word { length: at, worth, invisible: invisible > 0 }
    }
}

/// How many of the first eight bytes are characters of ASCII that are seen, up to the first that is not.
fn letters(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let Some(chunk) = bytes.first_chunk() else { return 0 };
    let chunk = u64::from_le_bytes(*chunk);
    // The high bit of every byte up to a blank, and of those beyond ASCII. A borrow can only reach bytes behind one
    // that is marked already.
    let others = (chunk.wrapping_sub((b' ' as u64 + 1) * EACH) & !chunk | chunk) & (0x80 * EACH);
    others.trailing_zeros() as usize / 8
}

/// Whether a character belongs to a script that is written without blanks between words: Japanese,
/// Chinese, Thai, Lao.
fn is_dense(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{eff}')
}
