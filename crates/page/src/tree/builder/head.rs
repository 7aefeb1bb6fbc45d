use super::quirks::means_quirks;
use super::{Builder, Content, Growing, Kind, Mode, NONE, Piece, Step, Tag, Token};

impl Builder<'_> {
    /// Whether a token is white space. Texts come here in pieces that are white space or none.
    pub(super) fn is_space(&self, piece: Piece) -> bool {
        self.input.str(piece).bytes().all(super::is_space)
    }

    pub(super) fn initial(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) if self.is_space(*piece) => return Step::Done,
            Token::Comment(piece) => return self.insert_comment_in(*piece, 0),
            Token::Doctype(doctype) => {
                let id = self.growth.create(Growing::new(Kind::Doctype, 0, 0));
                self.growth.insert(id, 0, NONE);
                self.quirks = means_quirks(doctype);
                self.doctype = Some(doctype.doctype.clone());
                self.mode = Mode::BeforeHtml;
                return Step::Done;
            }
            _ => {}
        }
        self.quirks = true;
        self.mode = Mode::BeforeHtml;
        Step::Again
    }

    pub(super) fn before_html(&mut self, token: &Token) -> Step {
        match token {
            Token::Doctype(_) => return Step::Done,
            Token::Comment(piece) => return self.insert_comment_in(*piece, 0),
            Token::Text(piece) if self.is_space(*piece) => return Step::Done,
            Token::Start(tag) if tag.name.html() == Tag::HTML => {
                self.insert(tag);
                self.mode = Mode::BeforeHead;
                return Step::Done;
            }
            Token::End(name) if !reaches_through(name.html()) => return Step::Done,
            _ => {}
        }
        self.insert_implied(Tag::HTML);
        self.mode = Mode::BeforeHead;
        Step::Again
    }

    pub(super) fn before_head(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) if self.is_space(*piece) => return Step::Done,
            Token::Comment(piece) => return self.insert_comment(*piece),
            Token::Doctype(_) => return Step::Done,
            Token::Start(tag) if tag.name.html() == Tag::HTML => return self.in_body(token),
            Token::Start(tag) if tag.name.html() == Tag::HEAD => {
                self.head = self.insert(tag);
                self.mode = Mode::InHead;
                return Step::Done;
            }
            Token::End(name) if !reaches_through(name.html()) => return Step::Done,
            _ => {}
        }
        self.head = self.insert_implied(Tag::HEAD);
        self.mode = Mode::InHead;
        Step::Again
    }

    pub(super) fn in_head(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) if self.is_space(*piece) => {
                self.insert_text(*piece);
                return Step::Done;
            }
            Token::Comment(piece) => return self.insert_comment(*piece),
            Token::Doctype(_) => return Step::Done,
            Token::Start(tag) => match tag.name.html() {
                Tag::HTML => return self.in_body(token),
                Tag::BASE | Tag::BASEFONT | Tag::BGSOUND | Tag::LINK | Tag::META => {
                    self.insert_void(tag.name.html(), tag.attributes);
                    return Step::Done;
                }
                Tag::TITLE => return self.insert_raw(tag, Content::EscapableText),
                Tag::NOSCRIPT => {
                    self.insert(tag);
                    self.mode = Mode::InHeadNoscript;
                    return Step::Done;
                }
                Tag::NOFRAMES | Tag::STYLE => return self.insert_raw(tag, Content::RawText),
                Tag::SCRIPT => return self.insert_raw(tag, Content::Script),
                Tag::TEMPLATE => return self.start_template(tag),
                Tag::HEAD => return Step::Done,
                _ => {}
            },
            Token::End(name) => match name.html() {
                Tag::HEAD => {
                    self.stack.pop();
                    self.mode = Mode::AfterHead;
                    return Step::Done;
                }
                Tag::TEMPLATE => return self.end_template(),
                tag if !reaches_through(tag) => return Step::Done,
                _ => {}
            },
            _ => {}
        }
        self.stack.pop();
        self.mode = Mode::AfterHead;
        Step::Again
    }

    pub(super) fn in_head_noscript(&mut self, token: &Token) -> Step {
        match token {
            Token::Doctype(_) => return Step::Done,
            Token::Text(piece) if self.is_space(*piece) => return self.in_head(token),
            Token::Comment(_) => return self.in_head(token),
            Token::Start(tag) => match tag.name.html() {
                Tag::HTML => return self.in_body(token),
                Tag::BASEFONT | Tag::BGSOUND | Tag::LINK | Tag::META | Tag::NOFRAMES | Tag::STYLE => {
                    return self.in_head(token);
                }
                Tag::HEAD | Tag::NOSCRIPT => return Step::Done,
                _ => {}
            },
            Token::End(name) if name.html() == Tag::NOSCRIPT => {
                self.stack.pop();
                self.mode = Mode::InHead;
                return Step::Done;
            }
            Token::End(name) if name.html() != Tag::BR => return Step::Done,
            _ => {}
        }
        self.stack.pop();
        self.mode = Mode::InHead;
        Step::Again
    }

    pub(super) fn after_head(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) if self.is_space(*piece) => {
                self.insert_text(*piece);
                return Step::Done;
            }
            Token::Comment(piece) => return self.insert_comment(*piece),
            Token::Doctype(_) => return Step::Done,
            Token::Start(tag) => match tag.name.html() {
                Tag::HTML => return self.in_body(token),
                Tag::BODY => {
                    self.insert(tag);
                    self.frameset_ok = false;
                    self.mode = Mode::InBody;
                    return Step::Done;
                }
                Tag::FRAMESET => {
                    self.insert(tag);
                    self.mode = Mode::InFrameset;
                    return Step::Done;
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
                | Tag::TITLE => return self.late_head_element(token),
                Tag::HEAD => return Step::Done,
                _ => {}
            },
            Token::End(name) => match name.html() {
                Tag::TEMPLATE => return self.end_template(),
                Tag::BODY | Tag::HTML | Tag::BR => {}
                _ => return Step::Done,
            },
            _ => {}
        }
        self.insert_implied(Tag::BODY);
        self.mode = Mode::InBody;
        Step::Again
    }

    /// What belongs into the head but comes after its end is put there still.
    fn late_head_element(&mut self, token: &Token) -> Step {
        self.stack.push(self.head, Tag::HEAD);
        let step = self.in_head(token);
        self.stack.remove(self.head);
        step
    }
}

/// Whether an end tag before the body makes the body begin; others are left out.
fn reaches_through(tag: Tag) -> bool {
    [Tag::HEAD, Tag::BODY, Tag::HTML, Tag::BR].contains(&tag)
}
