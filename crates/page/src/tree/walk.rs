use super::{NodeId, Tree};

/// The nodes directly in one node.
#[derive(Clone, Debug)]
pub struct Children<'t, 'a> {
    tree: &'t Tree<'a>,
    next: u32,
    end: u32,
}

impl<'t, 'a> Children<'t, 'a> {
    pub(super) fn new(tree: &'t Tree<'a>, parent: NodeId) -> Self {
        Children { tree, next: parent.0 + 1, end: tree.node(parent).end }
    }
}

impl Iterator for Children<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let id = NodeId(self.next);
        self.next = self.tree.node(id).end;
        Some(id)
    }
}

/// The nodes in one node, without itself, in document order.
#[derive(Clone, Debug)]
pub struct Descendants<'t, 'a> {
    tree: &'t Tree<'a>,
    next: u32,
    end: u32,
    last: Option<NodeId>,
}

impl<'t, 'a> Descendants<'t, 'a> {
    pub(super) fn new(tree: &'t Tree<'a>, top: NodeId) -> Self {
        Descendants { tree, next: top.0 + 1, end: tree.node(top).end, last: None }
    }

    /// Leaves out what stands in the node that came last.
    pub fn skip_subtree(&mut self) {
        if let Some(last) = self.last {
            self.next = self.tree.node(last).end;
        }
    }
}

impl Iterator for Descendants<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let id = NodeId(self.next);
        self.next += 1;
        self.last = Some(id);
        Some(id)
    }
}

/// The nodes one node stands in, innermost first.
#[derive(Clone, Debug)]
pub struct Ancestors<'t, 'a> {
    tree: &'t Tree<'a>,
    next: Option<NodeId>,
}

impl<'t, 'a> Ancestors<'t, 'a> {
    pub(super) fn new(tree: &'t Tree<'a>, id: NodeId) -> Self {
        Ancestors { tree, next: tree.parent(id) }
    }
}

impl Iterator for Ancestors<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.tree.parent(id);
        Some(id)
    }
}
