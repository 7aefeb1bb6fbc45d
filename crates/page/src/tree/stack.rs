use super::classes::{Class, Scope};
use super::names::Tag;

/// One open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) id: u32,
    pub(super) tag: Tag,
    scope: Scope,
    /// The place of the innermost special element up to this one: where end tags stop looking.
    special: u32,
}

/// The stack of open elements, the root first.
#[derive(Debug, Default)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// How many elements are open by the number of their tag's name.
    counts: Vec<u32>,
    /// Whether a formatting element is open, by the number of its node: asked for at every text.
    formatting: Vec<bool>,
}

impl Stack {
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    pub(super) fn last(&self) -> Option<&Open> {
        self.open.last()
    }

    pub(super) fn get(&self, place: usize) -> Option<&Open> {
        self.open.get(place)
    }

    /// The open elements, innermost last.
    pub(super) fn all(&self) -> &[Open] {
        &self.open
    }

    pub(super) fn push(&mut self, id: u32, tag: Tag) {
        let class = Class::of(tag);
        let (scope, special) = inside(self.open.last(), class, self.open.len());
        self.open.push(Open { id, tag, scope, special });
        *self.count(tag) += 1;
        if class.is_formatting() {
            self.mark(id);
        }
    }

    fn mark(&mut self, id: u32) {
        let number = id as usize;
        if self.formatting.len() <= number {
            self.formatting.resize(number + 256, false);
        }
        self.formatting[number] = true;
    }

    pub(super) fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.closed(open);
        Some(open)
    }

    /// Takes one node out of the stack.
    pub(super) fn remove(&mut self, id: u32) {
        if let Some(place) = self.place_of(id) {
            self.take_out(place, place + 1, &[]);
        }
    }

    /// Takes out the elements from `start` up to `end`, except those to keep.
    pub(super) fn take_out(&mut self, start: usize, end: usize, keep: &[u32]) {
        let mut kept = start;
        for place in start..end {
            let open = self.open[place];
            if keep.contains(&open.id) {
                self.open[kept] = open;
                kept += 1;
            } else {
                self.closed(open);
            }
        }
        self.open.drain(kept..end);
        self.renew_scopes(start);
    }

    fn closed(&mut self, open: Open) {
        *self.count(open.tag) -= 1;
        if let Some(mark) = self.formatting.get_mut(open.id as usize) {
            *mark = false;
        }
    }

    /// Puts an element in at `place`.
    pub(super) fn insert(&mut self, place: usize, id: u32, tag: Tag) {
        *self.count(tag) += 1;
        self.open.insert(place, Open { id, tag, scope: Scope::default(), special: 0 });
        self.renew_scopes(place);
        if Class::of(tag).is_formatting() {
            self.mark(id);
        }
    }

    /// Puts a copy in the place of a formatting element.
    pub(super) fn replace(&mut self, place: usize, copy: u32) {
        let original = std::mem::replace(&mut self.open[place].id, copy);
        if let Some(mark) = self.formatting.get_mut(original as usize) {
            *mark = false;
        }
        self.mark(copy);
    }

    /// What is known of the places from `start` on follows from the place below each.
    fn renew_scopes(&mut self, start: usize) {
        for place in start..self.open.len() {
            let around = place.checked_sub(1).map(|around| &self.open[around]);
            let (scope, special) = inside(around, Class::of(self.open[place].tag), place);
            (self.open[place].scope, self.open[place].special) = (scope, special);
        }
    }

    /// The place of the innermost special element.
    pub(super) fn innermost_special(&self) -> usize {
        self.open.last().map_or(0, |open| open.special as usize)
    }

    /// Whether an element with this tag is in the scope that is asked for with this tag.
    pub(super) fn in_scope(&self, tag: Tag) -> bool {
        self.open.last().is_some_and(|open| open.scope.has(tag))
    }

    /// Whether any element with this name is open.
    pub(super) fn has(&self, tag: Tag) -> bool {
        self.counts.get(tag.name().0 as usize).is_some_and(|count| *count > 0)
    }

    /// Whether a node, a formatting element, is open.
    pub(super) fn is_open(&self, id: u32) -> bool {
        self.formatting.get(id as usize).is_some_and(|open| *open)
    }

    /// Where in the stack a node is.
    pub(super) fn place_of(&self, id: u32) -> Option<usize> {
        self.open.iter().rposition(|open| open.id == id)
    }

    /// Where the innermost element with this tag is.
    pub(super) fn place_of_tag(&self, tag: Tag) -> Option<usize> {
        if !self.has(tag) {
            return None;
        }
        self.open.iter().rposition(|open| open.tag == tag)
    }

    fn count(&mut self, tag: Tag) -> &mut u32 {
        let number = tag.name().0 as usize;
        if self.counts.len() <= number {
            self.counts.resize(number + 64, 0);
        }
        &mut self.counts[number]
    }
}

/// Scope and innermost special element for an element of this class that is opened at `place`.
fn inside(around: Option<&Open>, class: Class, place: usize) -> (Scope, u32) {
    let scope = around.map_or(Scope::default(), |open| open.scope).inside(class);
    let special = if class.is_special() { place as u32 } else { around.map_or(0, |open| open.special) };
    (scope, special)
}
