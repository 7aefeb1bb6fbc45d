use super::state::{Node, State};
use crate::hash::mix;

/// Features that an action is chosen by.
pub const ACTION_FEATURES: usize = 63;
/// Features that a relation is chosen by.
pub const RELATION_FEATURES: usize = 33;

// The templates follow Zhang and Nivre, "Transition-based Dependency Parsing with Rich Non-local Features" (2011),
// which were made for arc-eager: words and classes around the top of the stack and the next token, how far apart and
// how well supplied with dependents they are, and the dependents themselves.
impl State {
    /// Hashes of what speaks for and against each action now.
    #[must_use]
    pub fn action_features(&self) -> [u64; ACTION_FEATURES] {
        let [top, second, third] = [0, 1, 2].map(|depth| self.stacked(depth));
        let [next, after, later] = [0, 1, 2].map(|ahead| self.coming(ahead));
        let (t, s, n, a) = (self.node(top), self.node(second), self.node(next), self.node(after));
        let (tc, sc, nc, ac) = (t.class(), s.class(), n.class(), a.class());
        let (uc, lc) = (self.node(third).class(), self.node(later).class());
        let [tl, tm] = t.left.map(|at| self.node(at));
        let [tr, tq] = t.right.map(|at| self.node(at));
        let [nl, nm] = n.left.map(|at| self.node(at));
        let (sl, sr) = (self.node(s.left[0]), self.node(s.right[0]));
        let quoted = 2 | u64::from(n.quoted);
        let near = distance(top, next);
        let far = distance(second, top);
        let counts = |node: &Node| u64::from(node.lefts) << 3 | u64::from(node.rights);
        [
            // one place
            mix(1, t.word, tc),
            mix(2, t.word, 0),
            mix(3, tc, 0),
            mix(4, s.word, sc),
            mix(5, s.word, 0),
            mix(6, sc, 0),
            mix(7, n.word, nc),
            mix(8, n.word, 0),
            mix(9, nc, 0),
            mix(10, a.word, ac),
            mix(11, a.word, 0),
            mix(12, ac, 0),
            mix(13, self.node(third).word, 0),
            mix(14, self.node(later).word, 0),
            // two places
            mix(15, t.word, mix(0, n.word, two(tc, nc))),
            mix(16, t.word, two(tc, nc)),
            mix(17, n.word, two(tc, nc)),
            mix(18, t.word, n.word),
            mix(19, two(tc, nc), 0),
            mix(20, s.word, t.word),
            mix(21, two(sc, tc), 0),
            mix(22, s.word, tc),
            mix(23, t.word, sc),
            mix(24, two(sc, nc), 0),
            mix(25, s.word, nc),
            mix(26, n.word, sc),
            mix(27, s.word, n.word),
            mix(28, two(nc, ac), 0),
            mix(29, a.word, two(tc, nc)),
            // three places and more
            mix(30, three(nc, ac, lc), 0),
            mix(31, three(tc, nc, ac), 0),
            mix(32, three(sc, tc, nc), 0),
            mix(33, three(uc, sc, tc), 0),
            mix(34, two(three(tc, nc, ac), sc), 0),
            // dependents
            mix(35, three(tc, tl.class(), nc), 0),
            mix(36, three(tc, tr.class(), nc), 0),
            mix(37, three(nc, nl.class(), tc), 0),
            mix(38, three(sc, sr.class(), tc), 0),
            mix(39, three(sc, sl.class(), tc), 0),
            mix(40, three(tc, tl.relation(), tr.relation()), 0),
            mix(41, three(sc, sl.relation(), sr.relation()), 0),
            mix(42, three(nc, nl.relation(), nm.relation()), 0),
            mix(43, t.word, two(tl.relation(), tr.relation())),
            mix(44, s.word, two(sl.relation(), sr.relation())),
            mix(45, n.word, nl.relation()),
            mix(46, three(tc, tm.class(), tl.class()), 0),
            mix(47, three(tc, tq.class(), tr.class()), 0),
            mix(48, tl.word, two(tc, nc)),
            mix(49, nl.word, two(nc, tc)),
            mix(50, sr.word, two(sc, tc)),
            mix(51, tr.word, two(tc, nc)),
            // distances and numbers of dependents
            mix(52, t.word, two(near, nc)),
            mix(53, three(tc, nc, near), 0),
            mix(54, three(sc, tc, far), 0),
            mix(55, t.word, counts(t)),
            mix(56, two(tc, counts(t)), nc),
            mix(57, two(sc, counts(s)), tc),
            mix(58, n.word, u64::from(n.lefts)),
            mix(59, two(nc, u64::from(n.lefts)), tc),
            mix(60, s.word, three(tc, nc, far)),
            // whether the next token stands in a quotation: what is said and who says it are seldom joined across a mark
            mix(61, quoted, two(tc, nc)),
            mix(62, t.word, quoted),
            mix(63, quoted, two(sc, tc)),
        ]
    }

    /// Hashes of what tells how `dependent` depends on `head`, of which it is the newest dependent.
    #[must_use]
    pub fn relation_features(&self, head: usize, dependent: usize) -> [u64; RELATION_FEATURES] {
        let nothing = self.nodes.len() - 1;
        let (h, d) = (&self.nodes[head], &self.nodes[dependent]);
        let beside = |at: usize| {
            (at.checked_sub(1).map_or(&self.nodes[nothing], |at| &self.nodes[at]), &self.nodes[at + 1])
        };
        let ((before, behind), (head_before, head_behind)) = (beside(dependent), beside(head));
        let leftward = dependent < head;
        let side = u64::from(leftward);
        let apart = match head.abs_diff(dependent) {
            near @ 0..4 => near as u64,
            4..8 => 4,
            _ => 5,
        };
        let pair = two(h.class(), d.class()) << 1 | side;
        let (dl, dr) = (self.node(d.left[0]), self.node(d.right[0]));
        let (hl, hr) = (self.node(h.left[0]), self.node(h.right[0]));
        let sibling = self.node(if leftward { h.left[1] } else { h.right[1] });
        let counts = u64::from(h.lefts) << 3 | u64::from(h.rights);
        [
            mix(1, pair, 0),
            mix(2, pair, apart + 1),
            mix(3, d.word, side),
            mix(4, h.word, side),
            mix(5, d.word, pair),
            mix(6, h.word, pair),
            mix(7, h.word, mix(0, d.word, side)),
            mix(8, before.class(), pair),
            mix(9, behind.class(), pair),
            mix(10, head_before.class(), pair),
            mix(11, head_behind.class(), pair),
            mix(12, before.word, pair),
            mix(13, behind.word, pair),
            mix(14, dl.word, pair),
            mix(15, two(dl.class(), dl.relation()), pair),
            mix(16, two(dr.class(), dr.relation()), pair),
            mix(17, self.node(d.left[1]).class(), pair),
            mix(18, d.word, dl.relation()),
            mix(19, d.word, two(dl.relation(), dr.relation())),
            mix(20, three(dl.relation(), dr.relation(), d.class()), 0),
            mix(21, dl.word, mix(0, d.word, side)),
            mix(22, dl.word, mix(0, h.word, side)),
            mix(23, dl.word, dr.word),
            mix(24, sibling.relation(), pair),
            mix(25, h.word, two(sibling.relation(), side)),
            mix(26, d.word, two(h.class(), sibling.relation())),
            mix(27, two(hl.relation(), hr.relation()), pair),
            mix(28, h.word, two(d.class(), hl.relation())),
            mix(29, h.word, two(d.class(), dl.relation())),
            mix(30, counts, pair),
            mix(31, h.word, two(self.node(d.left[1]).class(), dl.class())),
            mix(32, two(head_before.class(), head_behind.class()), pair),
            mix(33, d.word, two(sibling.relation(), apart)),
        ]
    }

    fn node(&self, at: u32) -> &Node {
        &self.nodes[at as usize]
    }

    fn stacked(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(self.nothing(), |at| self.stack[at])
    }

    fn coming(&self, ahead: usize) -> u32 {
        let at = self.next + ahead;
        if at <= self.root() { u32::try_from(at).unwrap_or(u32::MAX) } else { self.nothing() }
    }

    fn nothing(&self) -> u32 {
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }
}

impl Node {
    fn class(&self) -> u64 {
        u64::from(self.class)
    }

    fn relation(&self) -> u64 {
        u64::from(self.relation)
    }
}

/// Two values below 64 as one; the first may be any.
const fn two(a: u64, b: u64) -> u64 {
    a << 6 | b
}

const fn three(a: u64, b: u64, c: u64) -> u64 {
    two(two(a, b), c)
}

/// How far apart two places are, in seven steps.
const fn distance(left: u32, right: u32) -> u64 {
    match right.abs_diff(left) {
        near @ 0..5 => near as u64,
        5..10 => 5,
        _ => 6,
    }
}
