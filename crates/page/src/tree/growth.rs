use super::{Kind, Node};

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
}

/// The nodes of a tree that still changes, linked to one another.
#[derive(Debug)]
pub(super) struct Growth {
    pub(super) nodes: Vec<Growing>,
}

impl Growth {
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
        while let child @ 0..NONE = self.get(from).first_child {
            self.detach(child);
            self.insert(child, to, NONE);
        }
    }

    /// The finished nodes in document order. Nodes that were taken out and never put back are left
    /// behind.
    pub(super) fn in_document_order(&self) -> Vec<Node> {
        let mut done: Vec<Node> = Vec::with_capacity(self.nodes.len());
        let mut at = 0;
        // The number in document order of the node that is open, and of the sibling before.
        let (mut parent, mut previous) = (0, NONE);
        loop {
            let number = done.len() as u32;
            let node = self.get(at);
            done.push(Node {
                parent,
                end: 0,
                previous,
                kind: node.kind,
                start: node.start,
                length: node.length,
            });
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
