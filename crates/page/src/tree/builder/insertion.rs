use super::{Builder, Content, Growing, Kind, Mode, NONE, Open, Piece, StartTag, Step, Tag};
use crate::tree::classes::Class;

/// How many elements may be open. In one more, the innermost is closed first, so that the new one
/// becomes its sibling; browsers do the same at the same depth. Cost and depth of a page stay within
/// bounds.
pub(super) const DEEPEST: usize = 512;
/// How deep tables and their parts, templates and selects may go, whose place in one another matters
/// to what follows. Beyond it they are left out and only their text is read.
const DEEPEST_SKELETON: usize = 1024;

/// Where a node goes: into `parent`, before its child `before` or, if that is [`NONE`], at the end.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) parent: u32,
    pub(super) before: u32,
}

impl Builder<'_> {
    /// Sees to it that an element with this tag may be opened; false if it may not.
    pub(super) fn make_room(&mut self, tag: Tag) -> bool {
        if self.stack.len() < DEEPEST || is_void(tag) {
            return true;
        }
        let innermost_may_go = self.stack.last().is_some_and(|open| !Class::of(open.tag).is_skeleton());
        if innermost_may_go && !Class::of(tag).is_skeleton() {
            self.stack.pop();
            return true;
        }
        self.stack.len() < DEEPEST_SKELETON
    }

    pub(super) fn current_is(&self, tag: Tag) -> bool {
        self.stack.last().is_some_and(|open| open.tag == tag)
    }

    /// "Appropriate place for inserting a node".
    pub(super) fn place(&self) -> Place {
        match self.stack.last() {
            Some(open) => self.place_in(*open),
            None => Place { parent: 0, before: NONE },
        }
    }

    /// The same with a target other than the current node.
    pub(super) fn place_in(&self, target: Open) -> Place {
        let in_table = [Tag::TABLE, Tag::TBODY, Tag::TFOOT, Tag::THEAD, Tag::TR].contains(&target.tag);
        if self.foster_parenting && in_table {
            return self.foster_place();
        }
        Place { parent: target.id, before: NONE }
    }

    /// What stands in a table but in no cell goes before the table.
    fn foster_place(&self) -> Place {
        let open = self.stack.all();
        for (place, element) in open.iter().enumerate().rev() {
            match element.tag {
                Tag::TEMPLATE => return Place { parent: element.id, before: NONE },
                Tag::TABLE => {
                    let parent = self.growth.get(element.id).parent;
                    if parent != NONE {
                        return Place { parent, before: element.id };
                    }
                    return Place { parent: open[place.saturating_sub(1)].id, before: NONE };
                }
                _ => {}
            }
        }
        Place { parent: open.first().map_or(0, |html| html.id), before: NONE }
    }

    /// Makes an element of a tag and puts it into the tree without opening it.
    pub(super) fn insert_void(&mut self, tag: Tag, attributes: Piece) -> u32 {
        let place = self.place();
        let id = self.create(tag, attributes);
        self.growth.insert(id, place.parent, place.before);
        id
    }

    pub(super) fn create(&mut self, tag: Tag, attributes: Piece) -> u32 {
        self.growth.create(Growing::new(Kind::Element(tag), attributes.start, attributes.length))
    }

    /// "Insert an HTML element", which is open from now on.
    pub(super) fn insert(&mut self, tag: &StartTag) -> u32 {
        self.insert_tag(tag.name.html(), tag.attributes)
    }

    pub(super) fn insert_tag(&mut self, tag: Tag, attributes: Piece) -> u32 {
        let id = self.insert_void(tag, attributes);
        self.stack.push(id, tag);
        id
    }

    /// Inserts an element that the page does not spell out.
    pub(super) fn insert_implied(&mut self, tag: Tag) -> u32 {
        self.insert_tag(tag, Piece::EMPTY)
    }

    /// Inserts an element whose content is text up to its end tag.
    pub(super) fn insert_raw(&mut self, tag: &StartTag, content: Content) -> Step {
        self.insert(tag);
        self.input.content = content;
        self.original_mode = self.mode;
        self.mode = Mode::Text;
        Step::Done
    }

    /// "Insert a character", for all characters of a text.
    pub(super) fn insert_text(&mut self, piece: Piece) {
        let place = self.place();
        // The document itself holds no text.
        if place.parent == 0 {
            return;
        }
        let beside = match place.before {
            NONE => self.growth.get(place.parent).last_child,
            next => self.growth.get(next).previous,
        };
        if beside != NONE && self.growth.get(beside).kind == Kind::Text {
            self.growth.add_text(beside, piece, self.input.source, &self.input.rewritten);
            return;
        }
        let id = self.growth.create(Growing::new(Kind::Text, piece.start, piece.length));
        self.growth.insert(id, place.parent, place.before);
    }

    /// "Insert a comment".
    pub(super) fn insert_comment(&mut self, piece: Piece) -> Step {
        let Place { parent, before } = self.place();
        let id = self.growth.create(Growing::new(Kind::Comment, piece.start, piece.length));
        self.growth.insert(id, parent, before);
        Step::Done
    }

    /// Inserts a comment as the last child of `parent`.
    pub(super) fn insert_comment_in(&mut self, piece: Piece, parent: u32) -> Step {
        let id = self.growth.create(Growing::new(Kind::Comment, piece.start, piece.length));
        self.growth.insert(id, parent, NONE);
        Step::Done
    }

    /// Closes elements until one with this tag is closed. Does nothing if none is open, and never
    /// closes the root.
    pub(super) fn pop_until(&mut self, tag: Tag) {
        if let Some(place) = self.stack.place_of_tag(tag) {
            self.truncate(place);
        }
    }

    /// Closes all elements from this place of the stack on, but never the root.
    pub(super) fn truncate(&mut self, place: usize) {
        while self.stack.len() > place.max(1) {
            self.stack.pop();
        }
    }

    /// Closes elements until the current one is one of these: "clear the stack back".
    pub(super) fn pop_back_to(&mut self, tags: &[Tag]) {
        while self.stack.len() > 1 && self.stack.last().is_some_and(|open| !tags.contains(&open.tag)) {
            self.stack.pop();
        }
    }

    /// "Generate implied end tags", except for elements with the tag `except`.
    pub(super) fn imply_ends(&mut self, except: Option<Tag>) {
        while self
            .stack
            .last()
            .is_some_and(|open| Class::of(open.tag).has_implied_end() && Some(open.tag) != except)
        {
            self.stack.pop();
        }
    }

    /// "Generate all implied end tags thoroughly".
    pub(super) fn imply_ends_thoroughly(&mut self) {
        while self.stack.last().is_some_and(|open| Class::of(open.tag).has_implied_end_thoroughly()) {
            self.stack.pop();
        }
    }

    /// "Close a p element", if one is in button scope.
    pub(super) fn close_p(&mut self) {
        if self.stack.in_scope(Tag::P) {
            self.pop_until(Tag::P);
        }
    }

    /// The value of an attribute of a tag.
    pub(super) fn attribute(&self, attributes: Piece, name: &str) -> Option<&str> {
        let range = attributes.start as usize..attributes.end() as usize;
        let found = self.input.attributes[range]
            .iter()
            .find(|attribute| self.input.names.spelling(attribute.name) == name)?;
        Some(self.input.value(*found))
    }
}

/// Whether an element with this tag is never left open.
pub(super) const fn is_void(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::AREA
            | Tag::BASE
            | Tag::BASEFONT
            | Tag::BGSOUND
            | Tag::BR
            | Tag::COL
            | Tag::EMBED
            | Tag::FRAME
            | Tag::HR
            | Tag::IMG
            | Tag::INPUT
            | Tag::KEYGEN
            | Tag::LINK
            | Tag::META
            | Tag::PARAM
            | Tag::SOURCE
            | Tag::TRACK
            | Tag::WBR
    )
}
