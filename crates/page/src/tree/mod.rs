//! An HTML page as a tree, read the way browsers read it.
//!
//! The method is the HTML standard's own, WHATWG HTML §13.2: its tokenizer and its tree construction
//! with scripting off. What the standard leaves unbounded is bounded, so that time and memory are
//! proportional to the page; `docs/conformance.md` lists the bounds. Nothing here is recursive.
//!
//! Nodes lie in document order in one array, so the descendants of a node are the numbers that
//! follow its own up to [`Tree::subtree_end`].

mod builder;
mod classes;
mod deferred;
mod growth;
mod names;
mod references;
mod stack;
#[cfg(test)]
mod tests;
mod tokenizer;
mod tokens;
mod walk;

use std::borrow::Cow;

use deferred::Deferred;
use names::Names;
pub(crate) use names::{Name, NameSet};
pub use names::{Namespace, Tag};
pub use tokenizer::Content;
pub use tokens::PageToken;
pub use walk::{Ancestors, Children, Descendants};

/// A node of one tree. Its number is its place in document order, the document itself being 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NodeId(u32);

impl NodeId {
    /// Its place in document order, below [`Tree::len`]: an index for tables beside the tree.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A page as nodes in document order.
///
/// Text and attribute values are slices of the page where it holds them as they are. Text in which
/// character references were replaced stands in one buffer beside it; in attribute values they are
/// replaced when the value is first asked for. The children of a `<template>`
/// stand for its contents.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The page, its line ends made line feeds.
    source: Cow<'a, str>,
    /// What differs from the page.
    rewritten: String,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// The attribute values that have to be read first.
    deferred: Vec<Deferred>,
    names: Names,
    doctype: Option<Doctype>,
}

/// What `<!DOCTYPE …>` says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Doctype {
    /// Its name in lower case, `html` as a rule.
    pub name: Option<String>,
    /// The public identifier.
    pub public_id: Option<String>,
    /// The system identifier.
    pub system_id: Option<String>,
}

/// One node. The links that are missing follow from document order: the first child has the next
/// number, the next sibling is where the subtree ends.
#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    /// One past the last descendant.
    end: u32,
    /// The sibling before; the first child has its last sibling here.
    previous: u32,
    kind: Kind,
    /// Text and comments: where it stands. Elements: the range of its attributes.
    start: u32,
    length: u32,
}

/// An element's tag, or what else the node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Document,
    Doctype,
    Text,
    Comment,
    Element(Tag),
}

#[derive(Clone, Copy, Debug)]
struct Attribute {
    name: Name,
    value: Piece,
}

impl Attribute {
    /// The value: a slice of the page, or one of those that have to be read first.
    fn value<'t>(self, source: &'t str, deferred: &'t [Deferred]) -> &'t str {
        let Piece { start, length } = self.value;
        if length == DEFERRED {
            return deferred[start as usize].get(source);
        }
        &source[start as usize..(start + length) as usize]
    }
}

/// Stands for the length of an attribute value that is one of [`Tree::deferred`]; its start is which.
const DEFERRED: u32 = u32::MAX;

/// A range of the page, or of [`Tree::rewritten`] when it begins past the end of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    start: u32,
    length: u32,
}

impl Piece {
    const EMPTY: Piece = Piece { start: 0, length: 0 };

    const fn in_source(start: usize, end: usize) -> Piece {
        Piece { start: start as u32, length: (end - start) as u32 }
    }

    /// One number is left out between page and buffer, so that what ends the one never seems to
    /// touch what begins the other.
    const fn in_rewritten(source: &str, start: usize, end: usize) -> Piece {
        Piece { start: (source.len() + 1 + start) as u32, length: (end - start) as u32 }
    }

    const fn end(self) -> u32 {
        self.start + self.length
    }

    fn of<'t>(self, source: &'t str, rewritten: &'t str) -> &'t str {
        let (start, length) = (self.start as usize, self.length as usize);
        match start.checked_sub(source.len() + 1) {
            None => &source[start..start + length],
            Some(start) => &rewritten[start..start + length],
        }
    }
}

impl<'a> Tree<'a> {
    /// Reads a page. Every text is a page; errors are mended as the standard prescribes.
    #[must_use]
    pub fn parse(text: &'a str) -> Tree<'a> {
        builder::build(text)
    }

    /// The document, parent of everything.
    #[must_use]
    pub const fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The number of nodes.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a tree is never empty")]
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The `<html>` element.
    #[must_use]
    pub fn html(&self) -> Option<NodeId> {
        self.children(self.root()).find(|&id| self.tag(id) == Some(Tag::HTML))
    }

    /// The `<body>` element; none in a page made of frames.
    #[must_use]
    pub fn body(&self) -> Option<NodeId> {
        self.children(self.html()?).find(|&id| self.tag(id) == Some(Tag::BODY))
    }

    /// The `<head>` element.
    #[must_use]
    pub fn head(&self) -> Option<NodeId> {
        self.children(self.html()?).find(|&id| self.tag(id) == Some(Tag::HEAD))
    }

    /// What the page's `<!DOCTYPE>` says.
    #[must_use]
    pub const fn doctype(&self) -> Option<&Doctype> {
        self.doctype.as_ref()
    }

    /// The node that holds this one.
    #[must_use]
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id.0 != 0).then(|| NodeId(self.node(id).parent))
    }

    /// The first node in this one.
    #[must_use]
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        (id.0 + 1 < self.node(id).end).then_some(NodeId(id.0 + 1))
    }

    /// The last node directly in this one.
    #[must_use]
    pub fn last_child(&self, id: NodeId) -> Option<NodeId> {
        let first = self.first_child(id)?;
        Some(NodeId(self.node(first).previous))
    }

    /// The node after this one with the same parent.
    #[must_use]
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        let node = self.node(id);
        (id.0 != 0 && node.end < self.nodes[node.parent as usize].end).then_some(NodeId(node.end))
    }

    /// The node before this one with the same parent.
    #[must_use]
    pub fn prev_sibling(&self, id: NodeId) -> Option<NodeId> {
        let node = self.node(id);
        (id.0 != 0 && node.parent + 1 != id.0).then_some(NodeId(node.previous))
    }

    /// The node that follows everything in this one, in document order; it may lie past the last
    /// node. The node and its descendants are the numbers from its own up to this.
    #[must_use]
    pub fn subtree_end(&self, id: NodeId) -> NodeId {
        NodeId(self.node(id).end)
    }

    /// Whether `inner` is `outer` or stands somewhere in it. Takes constant time.
    #[must_use]
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        (outer.0..self.node(outer).end).contains(&inner.0)
    }

    /// The node with this place in document order.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<NodeId> {
        (index < self.nodes.len()).then_some(NodeId(index as u32))
    }

    /// The element's tag; none for nodes that are no elements.
    #[must_use]
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.node(id).kind {
            Kind::Element(tag) => Some(tag),
            _ => None,
        }
    }

    /// The element's name, in lower case for HTML; empty for nodes that are no elements.
    #[must_use]
    pub fn tag_name(&self, id: NodeId) -> &str {
        self.tag(id).map_or("", |tag| self.names.spelling(tag.name()))
    }

    /// Whether the node is an element.
    #[must_use]
    pub fn is_element(&self, id: NodeId) -> bool {
        matches!(self.node(id).kind, Kind::Element(_))
    }

    /// Whether the node is text.
    #[must_use]
    pub fn is_text(&self, id: NodeId) -> bool {
        self.node(id).kind == Kind::Text
    }

    /// Whether the node is a comment.
    #[must_use]
    pub fn is_comment(&self, id: NodeId) -> bool {
        self.node(id).kind == Kind::Comment
    }

    /// The value of an element's attribute, `name` being in lower case.
    #[must_use]
    pub fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        let attribute =
            self.attributes_of(id).iter().find(|attribute| self.names.spelling(attribute.name) == name)?;
        Some(self.value_of(*attribute))
    }

    /// The element's attributes as names and values, in the order of the page.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        self.attributes_of(id)
            .iter()
            .map(|attribute| (self.names.spelling(attribute.name), self.value_of(*attribute)))
    }

    /// The value of the attribute with this name.
    pub(crate) fn value(&self, id: NodeId, name: Name) -> Option<&str> {
        let attribute = self.attributes_of(id).iter().find(|attribute| attribute.name == name)?;
        Some(self.value_of(*attribute))
    }

    /// The element's attributes in the order of the page: the number of each among all of the page,
    /// and its name.
    pub(crate) fn numbered_attributes(&self, id: NodeId) -> impl Iterator<Item = (usize, Name)> {
        let first = self.node(id).start as usize;
        self.attributes_of(id).iter().enumerate().map(move |(at, attribute)| (first + at, attribute.name))
    }

    /// The value of the attribute with this number.
    pub(crate) fn numbered_value(&self, number: usize) -> &str {
        self.value_of(self.attributes[number])
    }

    fn value_of(&self, attribute: Attribute) -> &str {
        attribute.value(&self.source, &self.deferred)
    }

    /// How many attributes the page has.
    pub(crate) const fn attribute_count(&self) -> usize {
        self.attributes.len()
    }

    /// The characters of a text node.
    #[must_use]
    pub fn text(&self, id: NodeId) -> Option<&str> {
        let node = self.node(id);
        (node.kind == Kind::Text).then(|| self.piece(Piece { start: node.start, length: node.length }))
    }

    /// The characters of a comment.
    #[must_use]
    pub fn comment(&self, id: NodeId) -> Option<&str> {
        let node = self.node(id);
        (node.kind == Kind::Comment).then(|| self.piece(Piece { start: node.start, length: node.length }))
    }

    /// All text in the node, scripts and styles included, as it stands.
    #[must_use]
    pub fn text_content(&self, id: NodeId) -> String {
        let mut text = String::new();
        self.append_text(id, &mut text);
        text
    }

    /// Adds all text in the node to `text`.
    pub fn append_text(&self, id: NodeId, text: &mut String) {
        for number in id.0..self.node(id).end {
            if let Some(words) = self.text(NodeId(number)) {
                text.push_str(words);
            }
        }
    }

    /// The nodes directly in this one.
    #[must_use]
    pub fn children(&self, id: NodeId) -> Children<'_, 'a> {
        Children::new(self, id)
    }

    /// The nodes in this one, without itself, in document order.
    #[must_use]
    pub fn descendants(&self, id: NodeId) -> Descendants<'_, 'a> {
        Descendants::new(self, id)
    }

    /// The nodes this one stands in, innermost first, the document last.
    #[must_use]
    pub fn ancestors(&self, id: NodeId) -> Ancestors<'_, 'a> {
        Ancestors::new(self, id)
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    fn attributes_of(&self, id: NodeId) -> &[Attribute] {
        let node = self.node(id);
        match node.kind {
            Kind::Element(_) => &self.attributes[node.start as usize..(node.start + node.length) as usize],
            _ => &[],
        }
    }

    fn piece(&self, piece: Piece) -> &str {
        piece.of(&self.source, &self.rewritten)
    }
}
