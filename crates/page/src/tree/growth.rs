use super::{Kind, Node, Piece};

/// No node: the end of a chain of links.
pub(super) const NONE: u32 = u32::MAX;

/// A node while the tree still changes. Numbers are the order of creation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Growing {
    pub(super) parent: u32,
    pub(super) first_child: u32,
    pub(super) last_child: u32,
    pub(super) previous: u32,
    pub(super) next: u32,
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) length: u32,
}

impl Growing {
    pub(super) const fn new(kind: Kind, start: u32, length: u32) -> Self {
        Growing {
            parent: NONE,
            first_child: NONE,
            last_child: NONE,
            previous: NONE,
            next: NONE,
            kind,
            start,
            length,
        }
    }

    /// The node at its place in the document, but for its end.
    const fn finished(&self, parent: u32, previous: u32) -> Node {
        let Growing { kind, start, length, .. } = *self;
        Node { parent, end: 0, previous, kind, start, length }
    }
}

/// Stands for the length of a text put together from places that do not touch; it is then one of
/// [`Growth::joined`], and its start is which.
const JOINED: u32 = u32::MAX;

/// The nodes of a tree that still changes, linked to one another.
#[derive(Debug)]
pub(super) struct Growth {
    nodes: Vec<Growing>,
    joined: Vec<String>,
}

impl Growth {
    /// Nothing but the document.
    pub(super) fn with_capacity(capacity: usize) -> Self {
        let mut nodes = Vec::with_capacity(capacity);
        nodes.push(Growing::new(Kind::Document, 0, 0));
        Growth { nodes, joined: Vec::new() }
    }

    /// Adds to the end of a text node. The pieces stand in the page or in the buffer beside it.
    pub(super) fn add_text(&mut self, id: u32, more: Piece, source: &str, rewritten: &str) {
        let node = &mut self.nodes[id as usize];
        if node.length == JOINED {
            self.joined[node.start as usize].push_str(more.of(source, rewritten));
        } else if node.start + node.length == more.start {
            node.length += more.length;
        } else {
            let before = Piece { start: node.start, length: node.length };
            let text = [before.of(source, rewritten), more.of(source, rewritten)].concat();
            (node.start, node.length) = (self.joined.len() as u32, JOINED);
            self.joined.push(text);
        }
    }

    /// Puts the texts that were put together at the end of the buffer.
    pub(super) fn settle_texts(&mut self, source: &str, rewritten: &mut String) {
        if self.joined.is_empty() {
            return;
        }
        for node in &mut self.nodes {
            if node.kind == Kind::Text && node.length == JOINED {
                let start = rewritten.len();
                rewritten.push_str(&self.joined[node.start as usize]);
                let piece = Piece::in_rewritten(source, start, rewritten.len());
                (node.start, node.length) = (piece.start, piece.length);
            }
        }
    }

    /// The range of an element's attributes.
    pub(super) fn attributes(&self, id: u32) -> Piece {
        let node = self.get(id);
        Piece { start: node.start, length: node.length }
    }

    pub(super) fn set_attributes(&mut self, id: u32, attributes: Piece) {
        let node = self.change(id);
        (node.start, node.length) = (attributes.start, attributes.length);
    }

    pub(super) fn get(&self, id: u32) -> &Growing {
        &self.nodes[id as usize]
    }

    fn change(&mut self, id: u32) -> &mut Growing {
        &mut self.nodes[id as usize]
    }

    pub(super) fn create(&mut self, node: Growing) -> u32 {
        self.nodes.push(node);
        (self.nodes.len() - 1) as u32
    }

    /// Puts a node that has no parent into `parent`, before its child `before` or, when that is
    /// [`NONE`], at the end.
    pub(super) fn insert(&mut self, id: u32, parent: u32, before: u32) {
        let previous = match before {
            NONE => std::mem::replace(&mut self.change(parent).last_child, id),
            next => std::mem::replace(&mut self.change(next).previous, id),
        };
        match previous {
            NONE => self.change(parent).first_child = id,
            previous => self.change(previous).next = id,
        }
        let node = self.change(id);
        node.parent = parent;
        node.previous = previous;
        node.next = before;
    }

    /// Takes a node out of its parent, with everything in it.
    pub(super) fn detach(&mut self, id: u32) {
        let Growing { parent, previous, next, .. } = *self.get(id);
        if parent == NONE {
            return;
        }
        match previous {
            NONE => self.change(parent).first_child = next,
            previous => self.change(previous).next = next,
        }
        match next {
            NONE => self.change(parent).last_child = previous,
            next => self.change(next).previous = previous,
        }
        let node = self.change(id);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Moves all children of `from` to the end of `to`.
    pub(super) fn move_children(&mut self, from: u32, to: u32) {
        loop {
            let child = self.get(from).first_child;
            if child == NONE {
                return;
            }
            self.detach(child);
            self.insert(child, to, NONE);
        }
    }

    /// The finished nodes in document order. Nodes that were taken out and never put back are left
    /// behind.
    pub(super) fn in_document_order(&self) -> Vec<Node> {
        self.as_created().unwrap_or_else(|| self.put_in_order())
    }

    /// The nodes as they were created, if that is their order in the document: so it is but where errors in the page
    /// were mended.
    fn as_created(&self) -> Option<Vec<Node>> {
        let mut done: Vec<Node> = Vec::with_capacity(self.nodes.len());
        for (number, node) in (0..).zip(&self.nodes) {
            let (parent, previous) = match done.get(node.parent as usize) {
                Some(_) if node.previous != NONE => (node.parent, node.previous),
                // The first of its siblings has a link to the last.
                Some(_) if node.parent + 1 == number => (node.parent, self.get(node.parent).last_child),
                None if number == 0 => (0, NONE),
                _ => return None,
            };
            done.push(node.finished(parent, previous));
        }
        // A node ends where its last child does.
        for number in (0..self.nodes.len()).rev() {
            let node = &self.nodes[number];
            let end = match node.last_child {
                NONE => number as u32 + 1,
                last => done.get(last as usize).filter(|_| last as usize > number)?.end,
            };
            done[number].end = end;
            if node.next != NONE && node.next != end {
                return None;
            }
        }
        (done.first()?.end as usize == done.len()).then_some(done)
    }

    /// The nodes in document order, whatever order they were created in.
    fn put_in_order(&self) -> Vec<Node> {
        let mut done: Vec<Node> = Vec::with_capacity(self.nodes.len());
        let mut at = 0;
        // The number in document order of the node that is open, and of the sibling before.
        let (mut parent, mut previous) = (0, NONE);
        loop {
            let number = done.len() as u32;
            let node = self.get(at);
            done.push(node.finished(parent, previous));
            if node.first_child != NONE {
                (parent, previous, at) = (number, NONE, node.first_child);
                continue;
            }
            // No children: this node ends, and every ancestor it is the last of.
            let mut ended = number;
            loop {
                let end = done.len() as u32;
                done[ended as usize].end = end;
                let next = self.get(at).next;
                if next != NONE {
                    (previous, at) = (ended, next);
                    break;
                }
                // The last of its siblings: the first one keeps a link to it.
                let above = done[ended as usize].parent;
                if ended == 0 {
                    return done;
                }
                done[above as usize + 1].previous = ended;
                at = self.get(at).parent;
                ended = above;
            }
            parent = done[previous as usize].parent;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tag;

    /// Elements, each in the one with the number given, before the child given.
    fn grown(places: &[(u32, u32)]) -> Growth {
        let mut growth = Growth::with_capacity(8);
        for &(parent, before) in places {
            let id = growth.create(Growing::new(Kind::Element(Tag::DIV), 0, 0));
            growth.insert(id, parent, before);
        }
        growth
    }

    /// What of a node follows from its place.
    fn links(nodes: &[Node]) -> Vec<(u32, u32, u32)> {
        nodes.iter().map(|node| (node.parent, node.end, node.previous)).collect()
    }

    #[test]
    fn the_order_of_creation_is_taken_only_where_it_is_that_of_the_document() {
        let ordered = grown(&[(0, NONE), (1, NONE), (2, NONE), (1, NONE), (4, NONE), (0, NONE)]);
        let as_created = ordered.as_created().map(|nodes| links(&nodes));
        assert_eq!(as_created, Some(links(&ordered.put_in_order())));
        // Before a sibling; into a parent that was left before; taken out.
        assert!(grown(&[(0, NONE), (1, NONE), (1, 2)]).as_created().is_none());
        assert!(grown(&[(0, NONE), (0, NONE), (1, NONE)]).as_created().is_none());
        let mut without = grown(&[(0, NONE), (1, NONE), (1, NONE)]);
        without.detach(3);
        assert!(without.as_created().is_none());
    }
}
