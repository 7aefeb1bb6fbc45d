use super::{Builder, Mode, Step, Tag, Token};

impl Builder<'_> {
    pub(super) fn after_body(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) if self.is_space(*piece) => return self.in_body(token),
            Token::Comment(piece) => {
                let html = self.stack.get(0).map_or(0, |open| open.id);
                return self.insert_comment_in(*piece, html);
            }
            Token::Doctype(_) | Token::EndOfFile => return Step::Done,
            Token::Start(tag) if tag.name.html() == Tag::HTML => return self.in_body(token),
            Token::End(name) if name.html() == Tag::HTML => {
                self.mode = Mode::AfterAfterBody;
                return Step::Done;
            }
            _ => {}
        }
        self.mode = Mode::InBody;
        Step::Again
    }

    pub(super) fn in_frameset(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) if self.is_space(*piece) => self.insert_text(*piece),
            Token::Comment(piece) => return self.insert_comment(*piece),
            Token::Start(tag) => match tag.name.html() {
                Tag::HTML => return self.in_body(token),
                Tag::FRAMESET => {
                    self.insert(tag);
                }
                Tag::FRAME => {
                    self.insert_void(Tag::FRAME, tag.attributes);
                }
                Tag::NOFRAMES => return self.in_head(token),
                _ => {}
            },
            Token::End(name) if name.html() == Tag::FRAMESET && self.stack.len() > 1 => {
                self.stack.pop();
                if !self.current_is(Tag::FRAMESET) {
                    self.mode = Mode::AfterFrameset;
                }
            }
            _ => {}
        }
        Step::Done
    }

    pub(super) fn after_frameset(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) if self.is_space(*piece) => self.insert_text(*piece),
            Token::Comment(piece) => return self.insert_comment(*piece),
            Token::Start(tag) => match tag.name.html() {
                Tag::HTML => return self.in_body(token),
                Tag::NOFRAMES => return self.in_head(token),
                _ => {}
            },
            Token::End(name) if name.html() == Tag::HTML => self.mode = Mode::AfterAfterFrameset,
            _ => {}
        }
        Step::Done
    }

    pub(super) fn after_after_body(&mut self, token: &Token) -> Step {
        match token {
            Token::Comment(piece) => return self.insert_comment_in(*piece, 0),
            Token::Doctype(_) => return self.in_body(token),
            Token::Text(piece) if self.is_space(*piece) => return self.in_body(token),
            Token::Start(tag) if tag.name.html() == Tag::HTML => return self.in_body(token),
            Token::EndOfFile => return Step::Done,
            _ => {}
        }
        self.mode = Mode::InBody;
        Step::Again
    }

    pub(super) fn after_after_frameset(&mut self, token: &Token) -> Step {
        match token {
            Token::Comment(piece) => self.insert_comment_in(*piece, 0),
            Token::Text(piece) if self.is_space(*piece) => self.in_body(token),
            Token::Start(tag) => match tag.name.html() {
                Tag::HTML => self.in_body(token),
                Tag::NOFRAMES => self.in_head(token),
                _ => Step::Done,
            },
            _ => Step::Done,
        }
    }
}
