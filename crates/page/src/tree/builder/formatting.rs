use super::insertion::DEEPEST;
use super::{Builder, NONE, Piece, StartTag, Tag};
use crate::tree::Attribute;
use crate::tree::classes::Class;

/// How many elements the list keeps after its last marker; the earliest is forgotten first. The
/// standard bounds only those that are alike (to three), so that a page of links without ends would
/// take quadratic time.
const LONGEST: usize = 32;

/// One entry of the list of active formatting elements.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    /// Elements before it are not reopened after it: the beginning of a cell, say.
    Marker,
    Element {
        id: u32,
        tag: Tag,
        attributes: Piece,
    },
}

impl Entry {
    fn is(&self, node: u32) -> bool {
        matches!(self, Entry::Element { id, .. } if *id == node)
    }
}

/// "The list of active formatting elements": those that are reopened where blocks closed them.
/// WHATWG HTML §13.2.4.3.
#[derive(Debug)]
pub(super) struct Formatting {
    entries: Vec<Entry>,
    /// How many elements may still be reopened. Each reopening makes a node out of nothing, and a
    /// few bytes can ask for a whole list of them: without a bound, 100 kB make millions of nodes.
    reopenings: usize,
}

impl Formatting {
    /// An empty list for a page of this many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Formatting { entries: Vec::new(), reopenings: 10_000 + bytes / 16 }
    }

    pub(super) fn push_marker(&mut self) {
        self.entries.push(Entry::Marker);
    }

    /// "Clear the list up to the last marker".
    pub(super) fn clear_to_marker(&mut self) {
        while !matches!(self.entries.pop(), Some(Entry::Marker) | None) {}
    }

    /// Where the entries after the last marker begin.
    fn after_marker(&self) -> usize {
        self.entries.iter().rposition(|entry| matches!(entry, Entry::Marker)).map_or(0, |place| place + 1)
    }

    /// The last entry after the last marker with this tag.
    fn last_with(&self, wanted: Tag) -> Option<(usize, u32)> {
        for (place, entry) in self.entries.iter().enumerate().rev() {
            match entry {
                Entry::Marker => return None,
                Entry::Element { id, tag, .. } if *tag == wanted => return Some((place, *id)),
                Entry::Element { .. } => {}
            }
        }
        None
    }

    fn place_of(&self, id: u32) -> Option<usize> {
        let first = self.after_marker();
        self.entries[first..].iter().rposition(|entry| entry.is(id)).map(|place| first + place)
    }

    fn remove(&mut self, id: u32) {
        if let Some(place) = self.place_of(id) {
            self.entries.remove(place);
        }
    }
}

impl Builder<'_> {
    /// Inserts a formatting element and remembers it.
    pub(super) fn insert_formatting(&mut self, tag: &StartTag) {
        let id = self.insert(tag);
        let (tag, attributes) = (tag.name.html(), tag.attributes);
        let first = self.formatting.after_marker();
        let (mut alike, mut earliest) = (0, first);
        for (place, entry) in self.formatting.entries.iter().enumerate().skip(first).rev() {
            if self.is_alike(*entry, tag, attributes) {
                (alike, earliest) = (alike + 1, place);
            }
        }
        // "Noah's Ark clause": three of a kind.
        if alike >= 3 {
            self.formatting.entries.remove(earliest);
        } else if self.formatting.entries.len() - first >= LONGEST {
            self.formatting.entries.remove(first);
        }
        self.formatting.entries.push(Entry::Element { id, tag, attributes });
    }

    /// Whether an entry has this tag and the same attributes in whatever order.
    fn is_alike(&self, entry: Entry, tag: Tag, attributes: Piece) -> bool {
        let Entry::Element { tag: other_tag, attributes: other, .. } = entry else { return false };
        if tag != other_tag || attributes.length != other.length {
            return false;
        }
        let all = &self.input.attributes;
        let mine = &all[attributes.start as usize..attributes.end() as usize];
        let theirs = &all[other.start as usize..other.end() as usize];
        let same = |one: &Attribute, two: &Attribute| {
            one.name == two.name && self.input.value(*one) == self.input.value(*two)
        };
        // In the same order as a rule; a tag with very many is only compared so.
        mine.iter().zip(theirs).all(|(one, two)| same(one, two))
            || ((2..=16).contains(&mine.len())
                && mine.iter().all(|one| theirs.iter().any(|two| same(one, two))))
    }

    /// "Reconstruct the active formatting elements": reopens those that blocks closed, before
    /// content that they apply to.
    pub(super) fn formatting_for_content(&mut self) {
        let Some(Entry::Element { id, .. }) = self.formatting.entries.last() else { return };
        if self.stack.is_open(*id) || self.formatting.reopenings == 0 {
            return;
        }
        let entries = &self.formatting.entries;
        let still_open = entries.iter().rposition(|entry| match entry {
            Entry::Marker => true,
            Entry::Element { id, .. } => self.stack.is_open(*id),
        });
        for place in still_open.map_or(0, |place| place + 1)..entries.len() {
            if self.formatting.reopenings == 0 || self.stack.len() >= DEEPEST {
                return;
            }
            self.formatting.reopenings -= 1;
            let Entry::Element { tag, attributes, .. } = self.formatting.entries[place] else { continue };
            let id = self.insert_tag(tag, attributes);
            self.formatting.entries[place] = Entry::Element { id, tag, attributes };
        }
    }

    /// A link ends the link that is open, wherever that is.
    pub(super) fn end_open_link(&mut self) {
        let Some((_, id)) = self.formatting.last_with(Tag::A) else { return };
        self.adoption_agency(Tag::A);
        self.formatting.remove(id);
        if self.stack.is_open(id) {
            self.stack.remove(id);
        }
    }

    /// "Adoption agency algorithm" for the end tag of a formatting element: what was nested the
    /// wrong way round is taken apart, and the element copied into the blocks that outlast it.
    pub(super) fn adoption_agency(&mut self, tag: Tag) {
        let current = self.stack.last().copied();
        if let Some(open) = current.filter(|open| open.tag == tag)
            && self.formatting.place_of(open.id).is_none()
        {
            self.stack.pop();
            return;
        }
        for _ in 0..8 {
            let Some((entry, id)) = self.formatting.last_with(tag) else {
                self.end_any_other(tag);
                return;
            };
            let Some(place) = self.stack.is_open(id).then(|| self.stack.place_of(id)).flatten() else {
                self.formatting.entries.remove(entry);
                return;
            };
            let above = &self.stack.all()[place + 1..];
            if above.iter().any(|open| Class::of(open.tag).is_opaque()) {
                return;
            }
            let Some(furthest) = above.iter().position(|open| Class::of(open.tag).is_special()) else {
                self.truncate(place);
                self.formatting.entries.remove(entry);
                return;
            };
            self.adopt(entry, place, place + 1 + furthest);
        }
    }

    /// One round: the formatting element of this entry is at `place` of the stack, the block that
    /// outlasts it at `furthest`.
    fn adopt(&mut self, entry: usize, place: usize, furthest: usize) {
        let Some(Entry::Element { id: element, tag, attributes }) =
            self.formatting.entries.get(entry).copied()
        else {
            return;
        };
        let around = place.checked_sub(1).and_then(|place| self.stack.get(place)).copied();
        let (Some(ancestor), Some(block)) = (around, self.stack.get(furthest).copied()) else { return };
        // Where the copy of the formatting element goes in the list: where the element was, or after
        // the copy of the innermost element between it and the block.
        let mut bookmark = entry;
        let mut last = block.id;
        let mut kept = Vec::new();
        for (count, place) in (place + 1..furthest).rev().enumerate() {
            let Some(node) = self.stack.get(place).copied() else { continue };
            let mut listed = self.formatting.place_of(node.id);
            if count >= 3
                && let Some(at) = listed
            {
                self.formatting.entries.remove(at);
                bookmark -= usize::from(at < bookmark);
                listed = None;
            }
            let Some(at) = listed else { continue };
            let Entry::Element { tag, attributes, .. } = self.formatting.entries[at] else { continue };
            let copy = self.create(tag, attributes);
            self.formatting.entries[at] = Entry::Element { id: copy, tag, attributes };
            self.stack.replace(place, copy);
            kept.push(copy);
            if last == block.id {
                bookmark = at + 1;
            }
            self.growth.detach(last);
            self.growth.insert(last, copy, NONE);
            last = copy;
        }
        self.growth.detach(last);
        let to = self.place_in(ancestor);
        self.growth.insert(last, to.parent, to.before);

        let copy = self.create(tag, attributes);
        self.growth.move_children(block.id, copy);
        self.growth.insert(copy, block.id, NONE);

        if let Some(at) = self.formatting.place_of(element) {
            self.formatting.entries.remove(at);
            bookmark -= usize::from(at < bookmark);
        }
        self.formatting.entries.insert(bookmark, Entry::Element { id: copy, tag, attributes });
        self.stack.take_out(place, furthest, &kept);
        if let Some(at) = self.stack.place_of(block.id) {
            self.stack.insert(at + 1, copy, tag);
        }
    }
}
