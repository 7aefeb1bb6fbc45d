use super::{Builder, Content, Mode, NONE, Namespace, Open, Piece, StartTag, Step, Tag, Token};
use crate::tree::classes::Class;

/// How many attributes `<html>` and `<body>` take over from later tags of the same name. Without a
/// bound a page of such tags would take quadratic time.
const MOST_MERGED: usize = 64;

impl Builder<'_> {
    pub(super) fn in_body(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) => {
                self.formatting_for_content();
                if self.frameset_ok && !self.is_space(*piece) {
                    self.frameset_ok = false;
                }
                self.insert_text(*piece);
                Step::Done
            }
            Token::Start(tag) => self.start_in_body(tag, token),
            Token::End(name) => self.end_in_body(*name),
            Token::Comment(piece) => self.insert_comment(*piece),
            Token::Doctype(_) | Token::Nul => Step::Done,
            Token::EndOfFile if !self.template_modes.is_empty() => self.in_template(token),
            Token::EndOfFile => Step::Done,
        }
    }

    fn start_in_body(&mut self, tag: &StartTag, token: &Token) -> Step {
        match tag.name.html() {
            Tag::HTML => {
                if !self.stack.has(Tag::TEMPLATE) {
                    self.merge_attributes(0, tag.attributes);
                }
            }
            Tag::BASE
            | Tag::BASEFONT
            | Tag::BGSOUND
            | Tag::LINK
            | Tag::META
            | Tag::NOFRAMES
            | Tag::SCRIPT
            | Tag::STYLE
            | Tag::TEMPLATE
            | Tag::TITLE => return self.in_head(token),
            Tag::BODY => {
                if self.has_body() && !self.stack.has(Tag::TEMPLATE) {
                    self.frameset_ok = false;
                    self.merge_attributes(1, tag.attributes);
                }
            }
            Tag::FRAMESET => self.frameset_in_body(tag),
            Tag::ADDRESS
            | Tag::ARTICLE
            | Tag::ASIDE
            | Tag::BLOCKQUOTE
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
            | Tag::MAIN
            | Tag::MENU
            | Tag::NAV
            | Tag::OL
            | Tag::P
            | Tag::SEARCH
            | Tag::SECTION
            | Tag::SUMMARY
            | Tag::UL => {
                self.close_p();
                self.insert(tag);
            }
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
                self.close_p();
                if self.stack.last().is_some_and(|open| open.tag.is_heading()) {
                    self.stack.pop();
                }
                self.insert(tag);
            }
            Tag::PRE | Tag::LISTING => {
                self.close_p();
                self.insert(tag);
                self.skip_line_feed = true;
                self.frameset_ok = false;
            }
            Tag::FORM => {
                let in_template = self.stack.has(Tag::TEMPLATE);
                if self.form == NONE || in_template {
                    self.close_p();
                    let id = self.insert(tag);
                    if !in_template {
                        self.form = id;
                    }
                }
            }
            Tag::LI => self.item(tag, &[Tag::LI]),
            Tag::DD | Tag::DT => self.item(tag, &[Tag::DD, Tag::DT]),
            Tag::PLAINTEXT => {
                self.close_p();
                self.insert(tag);
                self.input.content = Content::PlainText;
            }
            Tag::BUTTON => {
                if self.stack.in_scope(Tag::BUTTON) {
                    self.imply_ends(None);
                    self.pop_until(Tag::BUTTON);
                }
                self.formatting_for_content();
                self.insert(tag);
                self.frameset_ok = false;
            }
            Tag::A => {
                self.end_open_link();
                self.formatting_for_content();
                self.insert_formatting(tag);
            }
            Tag::B
            | Tag::BIG
            | Tag::CODE
            | Tag::EM
            | Tag::FONT
            | Tag::I
            | Tag::S
            | Tag::SMALL
            | Tag::STRIKE
            | Tag::STRONG
            | Tag::TT
            | Tag::U => {
                self.formatting_for_content();
                self.insert_formatting(tag);
            }
            Tag::NOBR => {
                self.formatting_for_content();
                if self.stack.in_scope(Tag::NOBR) {
                    self.adoption_agency(Tag::NOBR);
                    self.formatting_for_content();
                }
                self.insert_formatting(tag);
            }
            Tag::APPLET | Tag::MARQUEE | Tag::OBJECT => {
                self.formatting_for_content();
                self.insert(tag);
                self.formatting.push_marker();
                self.frameset_ok = false;
            }
            Tag::TABLE => {
                if !self.quirks {
                    self.close_p();
                }
                self.insert(tag);
                self.frameset_ok = false;
                self.mode = Mode::InTable;
            }
            Tag::AREA | Tag::BR | Tag::EMBED | Tag::IMG | Tag::KEYGEN | Tag::WBR => {
                self.void_with_content(tag.name.html(), tag);
            }
            Tag::INPUT => {
                self.close_select();
                self.formatting_for_content();
                self.insert_void(Tag::INPUT, tag.attributes);
                if !self.is_hidden_input(tag) {
                    self.frameset_ok = false;
                }
            }
            Tag::PARAM | Tag::SOURCE | Tag::TRACK => {
                self.insert_void(tag.name.html(), tag.attributes);
            }
            Tag::HR => {
                self.close_p();
                if self.stack.in_scope(Tag::SELECT) {
                    self.imply_ends(None);
                }
                self.insert_void(Tag::HR, tag.attributes);
                self.frameset_ok = false;
            }
            Tag::IMAGE => self.void_with_content(Tag::IMG, tag),
            Tag::TEXTAREA => {
                self.insert_raw(tag, Content::EscapableText);
                self.skip_line_feed = true;
                self.frameset_ok = false;
            }
            Tag::XMP => {
                self.close_p();
                self.formatting_for_content();
                self.frameset_ok = false;
                return self.insert_raw(tag, Content::RawText);
            }
            Tag::IFRAME => {
                self.frameset_ok = false;
                return self.insert_raw(tag, Content::RawText);
            }
            Tag::NOEMBED => return self.insert_raw(tag, Content::RawText),
            Tag::SELECT => {
                if !self.close_select() {
                    self.formatting_for_content();
                    self.insert(tag);
                    self.frameset_ok = false;
                }
            }
            Tag::OPTION => {
                if self.stack.in_scope(Tag::SELECT) {
                    self.imply_ends(Some(Tag::OPTGROUP));
                } else if self.current_is(Tag::OPTION) {
                    self.stack.pop();
                }
                self.formatting_for_content();
                self.insert(tag);
            }
            Tag::OPTGROUP => {
                if self.stack.in_scope(Tag::SELECT) {
                    self.imply_ends(None);
                } else if self.current_is(Tag::OPTION) {
                    self.stack.pop();
                }
                self.formatting_for_content();
                self.insert(tag);
            }
            Tag::RB | Tag::RTC => {
                if self.stack.in_scope(Tag::RUBY) {
                    self.imply_ends(None);
                }
                self.insert(tag);
            }
            Tag::RP | Tag::RT => {
                if self.stack.in_scope(Tag::RUBY) {
                    self.imply_ends(Some(Tag::RTC));
                }
                self.insert(tag);
            }
            Tag::MATH => self.foreign_root(tag, Namespace::MathMl),
            Tag::SVG => self.foreign_root(tag, Namespace::Svg),
            Tag::CAPTION
            | Tag::COL
            | Tag::COLGROUP
            | Tag::FRAME
            | Tag::HEAD
            | Tag::TBODY
            | Tag::TD
            | Tag::TFOOT
            | Tag::TH
            | Tag::THEAD
            | Tag::TR => {}
            _ => {
                self.formatting_for_content();
                self.insert(tag);
            }
        }
        Step::Done
    }

    /// Whether the second element of the stack is `<body>`.
    pub(super) fn has_body(&self) -> bool {
        self.stack.get(1).is_some_and(|open| open.tag == Tag::BODY)
    }

    /// Gives an open element the attributes it does not have yet.
    fn merge_attributes(&mut self, place: usize, more: Piece) {
        let Some(&Open { id, .. }) = self.stack.get(place) else { return };
        let had = self.growth.attributes(id);
        if more.length == 0 || had.length as usize >= MOST_MERGED {
            return;
        }
        let attributes = &mut self.input.attributes;
        let merged = attributes.len();
        attributes.extend_from_within(had.start as usize..had.end() as usize);
        for at in more.start..more.end() {
            let attribute = attributes[at as usize];
            let has = attributes[merged..].iter().any(|had| had.name == attribute.name);
            if !has && attributes.len() - merged < MOST_MERGED {
                attributes.push(attribute);
            }
        }
        let length = attributes.len() - merged;
        self.growth.set_attributes(id, Piece { start: merged as u32, length: length as u32 });
    }

    fn frameset_in_body(&mut self, tag: &StartTag) {
        if !self.frameset_ok || !self.has_body() {
            return;
        }
        if let Some(body) = self.stack.get(1) {
            self.growth.detach(body.id);
        }
        self.truncate(1);
        self.insert(tag);
        self.mode = Mode::InFrameset;
    }

    /// A list item ends the one before it, if nothing but inline elements and `address`, `div` and
    /// `p` are open in between.
    fn item(&mut self, tag: &StartTag, siblings: &[Tag]) {
        self.frameset_ok = false;
        for open in self.stack.all().iter().rev() {
            if siblings.contains(&open.tag) {
                let ended = open.tag;
                self.imply_ends(Some(ended));
                self.pop_until(ended);
                break;
            }
            let through = [Tag::ADDRESS, Tag::DIV, Tag::P].contains(&open.tag);
            if Class::of(open.tag).is_special() && !through {
                break;
            }
        }
        self.close_p();
        self.insert(tag);
    }

    fn void_with_content(&mut self, tag: Tag, token: &StartTag) {
        self.formatting_for_content();
        self.insert_void(tag, token.attributes);
        self.frameset_ok = false;
    }

    /// Closes a `<select>` that cannot hold what comes; whether there was one.
    fn close_select(&mut self) -> bool {
        let open = self.stack.in_scope(Tag::SELECT);
        if open {
            self.pop_until(Tag::SELECT);
        }
        open
    }

    pub(super) fn is_hidden_input(&self, tag: &StartTag) -> bool {
        self.attribute(tag.attributes, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
    }

    fn foreign_root(&mut self, tag: &StartTag, namespace: Namespace) {
        self.formatting_for_content();
        self.insert_foreign(tag, namespace);
    }
}
