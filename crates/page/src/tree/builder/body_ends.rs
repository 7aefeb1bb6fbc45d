use super::{Builder, Mode, NONE, Name, Step, Tag};

impl Builder<'_> {
    pub(super) fn end_in_body(&mut self, name: Name) -> Step {
        let tag = name.html();
        match tag {
            Tag::TEMPLATE => return self.end_template(),
            Tag::BODY => {
                if self.stack.in_scope(Tag::BODY) {
                    self.mode = Mode::AfterBody;
                }
            }
            Tag::HTML => {
                if self.stack.in_scope(Tag::BODY) {
                    self.mode = Mode::AfterBody;
                    return Step::Again;
                }
            }
            Tag::ADDRESS
            | Tag::ARTICLE
            | Tag::ASIDE
            | Tag::BLOCKQUOTE
            | Tag::BUTTON
            | Tag::CENTER
            | Tag::DETAILS
            | Tag::DIALOG
            | Tag::DIR
            | Tag::DIV
            | Tag::DL
            | Tag::FIELDSET
            | Tag::FIGCAPTION
            | Tag::FIGURE
            | Tag::FOOTER
            | Tag::HEADER
            | Tag::HGROUP
            | Tag::LISTING
            | Tag::MAIN
            | Tag::MENU
            | Tag::NAV
            | Tag::OL
            | Tag::PRE
            | Tag::SEARCH
            | Tag::SECTION
            | Tag::SELECT
            | Tag::SUMMARY
            | Tag::UL => {
                if self.stack.in_scope(tag) {
                    self.imply_ends(None);
                    self.pop_until(tag);
                }
            }
            Tag::FORM => self.end_form(),
            Tag::P => {
                if !self.stack.in_scope(Tag::P) {
                    self.insert_implied(Tag::P);
                }
                self.pop_until(Tag::P);
            }
            Tag::LI | Tag::DD | Tag::DT => {
                if self.stack.in_scope(tag) {
                    self.imply_ends(Some(tag));
                    self.pop_until(tag);
                }
            }
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => self.end_heading(),
            Tag::A
            | Tag::B
            | Tag::BIG
            | Tag::CODE
            | Tag::EM
            | Tag::FONT
            | Tag::I
            | Tag::NOBR
            | Tag::S
            | Tag::SMALL
            | Tag::STRIKE
            | Tag::STRONG
            | Tag::TT
            | Tag::U => self.adoption_agency(tag),
            Tag::APPLET | Tag::MARQUEE | Tag::OBJECT => {
                if self.stack.in_scope(tag) {
                    self.imply_ends(None);
                    self.pop_until(tag);
                    self.formatting.clear_to_marker();
                }
            }
            Tag::BR => {
                self.formatting_for_content();
                self.insert_void(Tag::BR, super::Piece::EMPTY);
                self.frameset_ok = false;
            }
            _ => self.end_any_other(tag),
        }
        Step::Done
    }

    fn end_form(&mut self) {
        if self.stack.has(Tag::TEMPLATE) {
            if self.stack.in_scope(Tag::FORM) {
                self.imply_ends(None);
                self.pop_until(Tag::FORM);
            }
            return;
        }
        let form = std::mem::replace(&mut self.form, NONE);
        if form == NONE || !self.stack.in_scope(Tag::FORM) {
            return;
        }
        // What is still open in the form stays open.
        self.imply_ends(None);
        self.stack.remove(form);
    }

    /// The end tag of any heading ends the heading that is open.
    fn end_heading(&mut self) {
        const HEADINGS: [Tag; 6] = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
        if !HEADINGS.iter().any(|heading| self.stack.in_scope(*heading)) {
            return;
        }
        self.imply_ends(None);
        if let Some(place) = self.stack.all().iter().rposition(|open| open.tag.is_heading()) {
            self.truncate(place);
        }
    }

    /// "Any other end tag": closes the element with this name, unless something larger is open in
    /// it.
    pub(super) fn end_any_other(&mut self, tag: Tag) {
        if !self.stack.has(tag) {
            return;
        }
        let special = self.stack.innermost_special();
        let inner = &self.stack.all()[special..];
        if let Some(place) = inner.iter().rposition(|open| open.tag == tag) {
            self.imply_ends(Some(tag));
            self.truncate(special + place);
        }
    }
}
