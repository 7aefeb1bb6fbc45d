use std::borrow::Cow;

use super::growth::{Growing, Growth, NONE};
use super::{Attribute, Kind, Names, Piece, Tag, Tree};

/// Reads a page into a tree.
pub(super) fn build(text: &str) -> Tree<'_> {
    let mut names = Names::default();
    let mut growth = Growth { nodes: vec![Growing::new(Kind::Document, 0, 0)] };
    let mut attributes = Vec::new();
    let mut open = vec![0u32];
    let mut at = 0;
    while at < text.len() {
        let parent = open[open.len() - 1];
        if !text[at..].starts_with('<') {
            let end = text[at..].find('<').map_or(text.len(), |n| at + n);
            let id = growth.create(Growing::new(Kind::Text, at as u32, (end - at) as u32));
            growth.insert(id, parent, NONE);
            at = end;
            continue;
        }
        let end = text[at..].find('>').map_or(text.len(), |n| at + n);
        let inside = &text[at + 1..end];
        let length = inside.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(inside.len());
        let name = inside[..length].to_ascii_lowercase();
        if let Some(name) = name.strip_prefix('/') {
            let tag = Kind::Element(names.intern(name).html());
            if let Some(place) = open.iter().rposition(|&id| growth.get(id).kind == tag) {
                open.truncate(place.max(1));
            }
        } else if !name.starts_with(['!', '?']) {
            let tag = names.intern(&name).html();
            let start = attributes.len();
            for word in inside[length..].split_ascii_whitespace() {
                if let Some((name, value)) = word.split_once('=') {
                    let value = value.trim_matches(['"', '\'']);
                    let place = value.as_ptr() as usize - text.as_ptr() as usize;
                    let value = Piece { start: place as u32, length: value.len() as u32 };
                    attributes.push(Attribute { name: names.intern(name), value });
                }
            }
            let id = growth.create(Growing::new(
                Kind::Element(tag),
                start as u32,
                (attributes.len() - start) as u32,
            ));
            growth.insert(id, parent, NONE);
            if ![Tag::META, Tag::LINK, Tag::BR, Tag::IMG, Tag::INPUT, Tag::HR].contains(&tag) {
                open.push(id);
            }
        }
        at = (end + 1).min(text.len());
    }
    Tree {
        source: Cow::Borrowed(text),
        rewritten: String::new(),
        nodes: growth.in_document_order(),
        attributes,
        names,
        doctype: None,
    }
}
