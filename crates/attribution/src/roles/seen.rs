//! A passage with what the features need to know of it, counted once.

use sayso_language::{Arc, Parser, Relation, Tag, Token, WordClasses, word};
use sayso_model::Span;

use super::label::Role;
use crate::draft::Draft;
use crate::lexicon::{cues, is_be, is_do, is_have, is_question_word};
use crate::passages::{Passage, Unit};
use crate::phrases::{gives_rate, is_comma, is_dash, is_end, takes_lives};

/// A passage and what the rules found in it.
pub(super) struct Seen<'p> {
    pub(super) text: &'p str,
    pub(super) passage: &'p Passage,
    pub(super) units: &'p [Unit],
    /// What the rules found, each with the unit of its cue.
    rules: Vec<(usize, &'p Draft, Vec<Option<Role>>)>,
    /// Up to each unit: commas, finite verbs, quotations, "that" and its like, ends of clauses, words that may be cues.
    counts: Vec<[u16; COUNTED]>,
    /// How each unit depends on another; quotations count as one word. Empty until [`grow`] is called: most passages hold
    /// nothing that is worth a tree, and trees are the dearest thing to make.
    tree: Vec<Arc>,
    /// Coarse and fine class of each unit's word.
    classes: Vec<[u16; 2]>,
}

/// How a unit hangs on a cue in the tree of the passage.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Branch {
    /// How many steps up from the cue the two meet, and the relations on the way up.
    pub(super) up: u64,
    /// The relation by which the branch that holds the unit leaves that place.
    pub(super) leaves: u64,
    /// The relations from there down to the unit, three at most.
    pub(super) down: u64,
}

/// Steps up from a cue that are looked at.
const MOST_UP: u64 = 3;

/// Things counted between two units.
pub(super) const COUNTED: usize = 6;

/// Gives passages their trees, all at once, which is faster than one by one.
pub(super) fn grow<'s, 'p: 's>(seen: impl Iterator<Item = &'s mut Seen<'p>>) {
    let token = |unit: &Unit| Token { span: unit.span, word: unit.word, shape: unit.shape, tag: unit.tag };
    let (mut seen, tokens): (Vec<_>, Vec<Vec<Token>>) = seen
        .map(|seen| {
            let tokens = seen.units.iter().map(token).collect();
            (seen, tokens)
        })
        .unzip();
    let sentences: Vec<&[Token]> = tokens.iter().map(Vec::as_slice).collect();
    for (seen, tree) in seen.iter_mut().zip(Parser::english().parse_all(&sentences)) {
        seen.tree = tree;
    }
}

impl<'p> Seen<'p> {
    pub(super) fn new(text: &'p str, passage: &'p Passage, rules: &'p [Draft]) -> Self {
        let units = passage.units.as_slice();
        let rules = rules
            .iter()
            .filter_map(|draft| {
                let roles = roles(units, &draft.source, &draft.cue, &draft.content);
                Some((head(units, &roles)?, draft, roles))
            })
            .collect();
        let mut counts = Vec::with_capacity(units.len() + 1);
        let mut sums = [0_u16; COUNTED];
        for unit in units {
            counts.push(sums);
            let kinds = [
                is_comma(unit),
                unit.tag.is_finite() && !unit.is_quotation(),
                unit.is_quotation(),
                unit.is(word("that")) || is_question_word(unit.word),
                is_end(unit) || is_dash(unit) || unit.is(word(";")) || unit.is(word(":")),
                cues().verb(unit.word).is_some(),
            ];
            for (sum, counted) in sums.iter_mut().zip(kinds) {
                *sum = sum.saturating_add(u16::from(counted));
            }
        }
        counts.push(sums);
        let word_classes = WordClasses::english();
        let classes = units.iter().map(|unit| word_classes.of(unit.word)).collect();
        Self { text, passage, units, rules, counts, tree: Vec::new(), classes }
    }

    /// The classes of the word at `at`, zeros beyond the ends.
    pub(super) fn classes(&self, at: Option<usize>) -> [u64; 2] {
        at.and_then(|at| self.classes.get(at)).map_or([0, 0], |classes| classes.map(u64::from))
    }

    /// The relation by which a unit depends on its head.
    pub(super) fn relation(&self, at: usize) -> u64 {
        self.tree[at].relation as u64
    }

    /// The unit that a unit depends on.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        self.tree[at].head.map(|head| head as usize)
    }

    /// The first unit that depends on `head` by a relation that `wanted` accepts.
    pub(super) fn child(&self, head: usize, wanted: impl Fn(Relation) -> bool) -> Option<usize> {
        let depends = |arc: &Arc| arc.head.is_some_and(|of| of as usize == head) && wanted(arc.relation);
        self.tree.iter().position(depends)
    }

    /// How every unit hangs on the cue at `head`.
    pub(super) fn branches(&self, head: usize) -> Vec<Branch> {
        let mut out: Vec<Option<Branch>> = vec![None; self.units.len()];
        // the cue and what it depends on, as far up as tells something
        let (mut at, mut up, mut steps) = (head, 0_u64, 0_u64);
        loop {
            out[at] = Some(Branch { up: up << 3 | steps, leaves: 0, down: 0 });
            match self.parent(at).filter(|_| steps < MOST_UP) {
                Some(parent) => {
                    up = up << 6 | self.relation(at);
                    steps += 1;
                    at = parent;
                }
                None => break,
            }
        }
        let mut way = Vec::new();
        for start in 0..self.units.len() {
            let mut at = start;
            way.clear();
            while out[at].is_none() {
                way.push(at);
                match self.parent(at) {
                    Some(parent) => at = parent,
                    None => {
                        out[at] = Some(Branch { up: u64::MAX, leaves: 0, down: 0 });
                        way.pop();
                        break;
                    }
                }
            }
            let mut above = out[at].unwrap_or_default();
            for &at in way.iter().rev() {
                let relation = 1 + self.relation(at);
                let leaves = if above.leaves == 0 { relation } else { above.leaves };
                let down = if above.down >> 12 == 0 { above.down << 6 | relation } else { above.down };
                above = Branch { up: above.up, leaves, down };
                out[at] = Some(above);
            }
        }
        out.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// How many of each counted thing stand between two units, both left out.
    pub(super) fn between(&self, one: usize, other: usize) -> [u16; COUNTED] {
        let (left, right) = if one < other { (one, other) } else { (other, one) };
        if right <= left + 1 {
            return [0; COUNTED];
        }
        std::array::from_fn(|kind| self.counts[right][kind] - self.counts[left + 1][kind])
    }

    /// How many of each counted thing the passage holds.
    pub(super) fn all(&self) -> [u16; COUNTED] {
        self.counts[self.units.len()]
    }

    /// The unit at `at + by`, if there is one.
    pub(super) fn beside(&self, at: usize, by: isize) -> Option<&'p Unit> {
        self.units.get(at.checked_add_signed(by)?)
    }

    /// Whether a unit is such that it could be the head of a cue.
    pub(super) fn may_be_cue(&self, at: usize) -> bool {
        let unit = &self.units[at];
        if unit.is_quotation() || takes_lives(self.units, at) || gives_rate(self.units, at) {
            return false;
        }
        unit.tag.is_verb()
            || cues().verb(unit.word).is_some()
            || cues().noun(unit.word).is_some()
            || unit.is(word("according"))
            || unit.is(word("reportedly"))
            || unit.is(word("allegedly"))
            || unit.is(word("per"))
            || unit.is(word("via"))
            || unit.is(word(":"))
            || self.rule_at(at).is_some()
    }

    /// What a rule found at this cue.
    pub(super) fn rule_at(&self, head: usize) -> Option<&'p Draft> {
        self.rules.iter().find(|(at, ..)| *at == head).map(|&(_, draft, _)| draft)
    }

    /// How many attributions the rules found.
    pub(super) fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// What a rule that found this cue takes a unit for.
    pub(super) fn rule_role(&self, head: usize, at: usize) -> Option<Role> {
        self.rules.iter().find(|(of, ..)| *of == head).and_then(|(.., roles)| roles[at])
    }

    /// What rules take a unit for that found other cues: one bit a role.
    pub(super) fn other_roles(&self, head: usize, at: usize) -> u64 {
        self.rules
            .iter()
            .filter(|(of, ..)| *of != head)
            .filter_map(|(.., roles)| roles[at])
            .fold(0, |bits, role| bits | 1 << role as u64)
    }
}

/// The role of every unit that lies in one of the spans by more than half.
pub(super) fn roles(units: &[Unit], source: &[Span], cue: &[Span], content: &[Span]) -> Vec<Option<Role>> {
    let mut roles = vec![None; units.len()];
    for (spans, role) in [(content, Role::Content), (source, Role::Source), (cue, Role::Cue)] {
        for span in spans {
            let first = units.partition_point(|unit| unit.span.end <= span.start);
            for (unit, slot) in units[first..].iter().zip(&mut roles[first..]) {
                if unit.span.start >= span.end {
                    break;
                }
                let shared = unit.span.end.min(span.end) - unit.span.start.max(span.start);
                if 2 * shared > unit.span.len() {
                    *slot = Some(role);
                }
            }
        }
    }
    roles
}

/// The unit that stands for a cue: its last verb that is no auxiliary, else its last verb, its last noun, its first word.
pub(super) fn head(units: &[Unit], roles: &[Option<Role>]) -> Option<usize> {
    let cue: Vec<usize> =
        (0..units.len()).filter(|&at| roles[at] == Some(Role::Cue) && !units[at].is_quotation()).collect();
    let verb = |at: &&usize| units[**at].tag.is_verb() || cues().verb(units[**at].word).is_some();
    let auxiliary = |word| is_be(word) || is_have(word) || is_do(word);
    cue.iter()
        .rev()
        .filter(verb)
        .find(|&&at| !auxiliary(units[at].word))
        .or_else(|| cue.iter().rev().find(verb))
        .or_else(|| cue.iter().rev().find(|&&at| units[at].tag.is_noun() && units[at].tag != Tag::CD))
        .or_else(|| cue.first())
        .copied()
}
