use super::Arc;
use crate::marks::{KINDS, Mark};
use crate::{Relation, Shape, Tag, Token};

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Action {
    /// Puts the next token on the stack.
    Shift,
    /// Makes the next token the head of the stack's top and takes that off.
    Left,
    /// Makes the second of the stack the head of its top and takes that off.
    Right,
}

impl Action {
    /// Every action, in the order of their numbers.
    pub const ALL: [Action; 3] = [Action::Shift, Action::Left, Action::Right];
}

/// A sentence half parsed: a stack, the tokens to come, and the arcs made so far.
///
/// The root stands after the last token rather than before the first (Ballesteros and Nivre, "Going to the Roots
/// of Dependency Parsing", 2013): what depends on it is decided last, when most is known, and there is exactly one.
#[derive(Debug, Default)]
pub struct State {
    /// The tokens, then the root, then one that stands for "nothing there".
    pub(super) nodes: Vec<Node>,
    pub(super) stack: Vec<u32>,
    /// The first token that is not yet on the stack; the root's place when all are.
    pub(super) next: usize,
}

/// What is known of one token. Places that hold nothing are the last node's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) word: u64,
    /// Its part of speech, or what mark it is; below 64.
    pub(super) class: u8,
    /// Below 64.
    pub(super) relation: u8,
    pub(super) lefts: u8,
    pub(super) rights: u8,
    /// Whether an odd number of quotation marks stands before it in the sentence.
    pub(super) quoted: bool,
    pub(super) head: u32,
    /// Its outermost dependents to the left and right, and the second of each.
    pub(super) left: [u32; 2],
    pub(super) right: [u32; 2],
}

/// The class of the root and of nothing, and the relation of a token that has no head yet.
const ROOT: u8 = 62;
const NOTHING: u8 = 63;
/// Dependents are counted up to this.
const MANY: u8 = 4;

impl State {
    /// Begins a sentence anew.
    pub fn start(&mut self, sentence: &[Token]) {
        let nothing = u32::try_from(sentence.len() + 1).unwrap_or(u32::MAX);
        let mut quoted = false;
        let mut node = |word, class| {
            let node = Node {
                word,
                class,
                relation: NOTHING,
                lefts: 0,
                rights: 0,
                quoted,
                head: nothing,
                left: [nothing; 2],
                right: [nothing; 2],
            };
            quoted ^= class == FIRST_MARK + Mark::Quotation as u8;
            node
        };
        self.nodes.clear();
        self.nodes.extend(sentence.iter().map(|token| {
            let (word, class) = word_and_class(token);
            node(word, class)
        }));
        self.nodes.push(node(2, ROOT));
        self.nodes.push(node(3, NOTHING));
        self.stack.clear();
        self.next = 0;
        if !sentence.is_empty() {
            self.apply(Action::Shift);
        }
    }

    /// Tokens of the sentence; also the root's place.
    #[must_use]
    pub fn root(&self) -> usize {
        self.nodes.len().saturating_sub(2)
    }

    /// Whether every token has its head.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next >= self.root()
    }

    /// Whether the action can be taken. The root may only take the last token left.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        let more = self.next < self.root();
        match action {
            Action::Shift => more,
            Action::Left => self.stack.len() == 1 || (more && !self.stack.is_empty()),
            Action::Right => self.stack.len() >= 2,
        }
    }

    /// The action, when there is but one that can be taken.
    pub(super) fn only_action(&self) -> Option<Action> {
        let mut allowed = Action::ALL.into_iter().filter(|&action| self.allows(action));
        let first = allowed.next();
        if allowed.next().is_some() { None } else { first.or(Some(Action::Shift)) }
    }

    /// Takes an allowed action; gives head and dependent of the arc that it makes.
    pub fn apply(&mut self, action: Action) -> Option<(usize, usize)> {
        if action == Action::Shift {
            self.stack.push(u32::try_from(self.next).unwrap_or(u32::MAX));
            self.next += 1;
            return None;
        }
        let dependent = self.stack.pop()?;
        let head = match action {
            Action::Right => *self.stack.last()? as usize,
            _ => self.next,
        };
        let node = &mut self.nodes[head];
        if action == Action::Right {
            node.right = [dependent, node.right[0]];
            node.rights = (node.rights + 1).min(MANY);
        } else {
            node.left = [dependent, node.left[0]];
            node.lefts = (node.lefts + 1).min(MANY);
        }
        let dependent = dependent as usize;
        self.nodes[dependent].head = u32::try_from(head).unwrap_or(u32::MAX);
        Some((head, dependent))
    }

    /// Says how a token depends on the head that it was given.
    pub fn set_relation(&mut self, dependent: usize, relation: Relation) {
        self.nodes[dependent].relation = relation as u8;
    }

    /// The arcs of a sentence that is done.
    pub fn arcs(&self) -> impl Iterator<Item = Arc> {
        let root = self.root();
        self.nodes[..root].iter().map(move |node| Arc {
            head: ((node.head as usize) < root).then_some(node.head),
            relation: Relation::ALL.get(usize::from(node.relation)).copied().unwrap_or_default(),
        })
    }

    /// For training: what each action costs, counted in arcs of the tree `heads` that can no longer be made once
    /// it is taken (the dynamic oracle of Goldberg and Nivre 2013, for arc-hybrid). `heads` names the root by
    /// [`State::root`].
    #[must_use]
    pub fn costs(&self, heads: &[usize]) -> [usize; 3] {
        let (next, root) = (self.next, self.root());
        let mut costs = [0; 3];
        if let Some(&top) = self.stack.last() {
            let top = top as usize;
            let second = self.stack.len().checked_sub(2).map(|at| self.stack[at] as usize);
            let orphaned = (next..root).filter(|&token| heads[token] == top).count();
            let head = heads[top];
            costs[Action::Left as usize] = orphaned + usize::from(Some(head) == second || head > next);
            costs[Action::Right as usize] = orphaned + usize::from(head >= next);
        }
        if next < root {
            let below = self.stack.len().saturating_sub(1);
            costs[Action::Shift as usize] = self
                .stack
                .iter()
                .enumerate()
                .map(|(at, &token)| {
                    usize::from(heads[token as usize] == next)
                        + usize::from(at < below && heads[next] == token as usize)
                })
                .sum();
        }
        costs
    }
}

/// The word and the class of a token. Its tag does not tell one mark from another, which the parser wants to know;
/// and of a number only the length is of use, because most numbers were never seen before.
fn word_and_class(token: &Token) -> (u64, u8) {
    match (token.shape, token.tag) {
        (Shape::Mark, Tag::Mark) => {
            let kind = Mark::of(token.word);
            (kind.number().unwrap_or(token.word.0), FIRST_MARK + kind as u8)
        }
        (Shape::Number, tag) => (64 + token.span.len().min(8) as u64, tag as u8),
        (_, tag) => (token.word.0, tag as u8),
    }
}

/// Marks have their classes after the tags.
const FIRST_MARK: u8 = Tag::ALL.len() as u8;
const _: () = assert!(FIRST_MARK + KINDS <= ROOT && Relation::ALL.len() <= NOTHING as usize);
