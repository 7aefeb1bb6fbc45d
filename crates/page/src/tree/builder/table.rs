use super::{Builder, Mode, NONE, StartTag, Step, Tag, Token};

/// In which of these a text is gathered before it is put anywhere.
const TABLE_PARTS: [Tag; 6] = [Tag::TABLE, Tag::TBODY, Tag::TEMPLATE, Tag::TFOOT, Tag::THEAD, Tag::TR];

impl Builder<'_> {
    pub(super) fn in_table(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(_) | Token::Nul
                if self.stack.last().is_some_and(|open| TABLE_PARTS.contains(&open.tag)) =>
            {
                self.table_text.clear();
                self.original_mode = self.mode;
                self.mode = Mode::InTableText;
                Step::Again
            }
            Token::Comment(piece) => self.insert_comment(*piece),
            Token::Doctype(_) => Step::Done,
            Token::Start(tag) => self.start_in_table(tag, token),
            Token::End(name) => match name.html() {
                Tag::TABLE => {
                    self.end_table();
                    Step::Done
                }
                Tag::BODY
                | Tag::CAPTION
                | Tag::COL
                | Tag::COLGROUP
                | Tag::HTML
                | Tag::TBODY
                | Tag::TD
                | Tag::TFOOT
                | Tag::TH
                | Tag::THEAD
                | Tag::TR => Step::Done,
                Tag::TEMPLATE => self.end_template(),
                _ => self.in_body_with_fostering(token),
            },
            Token::EndOfFile => self.in_body(token),
            Token::Text(_) | Token::Nul => self.in_body_with_fostering(token),
        }
    }

    fn start_in_table(&mut self, tag: &StartTag, token: &Token) -> Step {
        match tag.name.html() {
            Tag::CAPTION => {
                self.pop_back_to(&[Tag::TABLE, Tag::TEMPLATE]);
                self.formatting.push_marker();
                self.insert(tag);
                self.mode = Mode::InCaption;
                Step::Done
            }
            Tag::COLGROUP => {
                self.pop_back_to(&[Tag::TABLE, Tag::TEMPLATE]);
                self.insert(tag);
                self.mode = Mode::InColumnGroup;
                Step::Done
            }
            Tag::COL => {
                self.pop_back_to(&[Tag::TABLE, Tag::TEMPLATE]);
                self.insert_implied(Tag::COLGROUP);
                self.mode = Mode::InColumnGroup;
                Step::Again
            }
            Tag::TBODY | Tag::TFOOT | Tag::THEAD => {
                self.pop_back_to(&[Tag::TABLE, Tag::TEMPLATE]);
                self.insert(tag);
                self.mode = Mode::InTableBody;
                Step::Done
            }
            Tag::TD | Tag::TH | Tag::TR => {
                self.pop_back_to(&[Tag::TABLE, Tag::TEMPLATE]);
                self.insert_implied(Tag::TBODY);
                self.mode = Mode::InTableBody;
                Step::Again
            }
            Tag::TABLE => {
                if self.end_table() {
                    Step::Again
                } else {
                    Step::Done
                }
            }
            Tag::STYLE | Tag::SCRIPT | Tag::TEMPLATE => self.in_head(token),
            Tag::INPUT if self.is_hidden_input(tag) => {
                self.insert_void(Tag::INPUT, tag.attributes);
                Step::Done
            }
            Tag::FORM => {
                if !self.stack.has(Tag::TEMPLATE) && self.form == NONE {
                    self.form = self.insert_void(Tag::FORM, tag.attributes);
                }
                Step::Done
            }
            _ => self.in_body_with_fostering(token),
        }
    }

    /// Closes the table that is open; whether there was one.
    fn end_table(&mut self) -> bool {
        let open = self.stack.in_scope(Tag::TABLE);
        if open {
            self.pop_until(Tag::TABLE);
            self.reset_mode();
        }
        open
    }

    fn in_body_with_fostering(&mut self, token: &Token) -> Step {
        self.foster_parenting = true;
        let step = self.in_body(token);
        self.foster_parenting = false;
        step
    }

    /// Gathers text until something else comes: only white space may stand in a table.
    pub(super) fn in_table_text(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) => self.table_text.push(*piece),
            Token::Nul => {}
            _ => {
                let pieces = std::mem::take(&mut self.table_text);
                let all_space = pieces.iter().all(|piece| self.is_space(*piece));
                for piece in &pieces {
                    if all_space {
                        self.insert_text(*piece);
                    } else {
                        self.in_body_with_fostering(&Token::Text(*piece));
                    }
                }
                self.mode = self.original_mode;
                return Step::Again;
            }
        }
        Step::Done
    }

    pub(super) fn in_caption(&mut self, token: &Token) -> Step {
        let (ends, again) = match token {
            Token::End(name) => match name.html() {
                Tag::CAPTION => (true, false),
                Tag::TABLE => (true, true),
                Tag::BODY
                | Tag::COL
                | Tag::COLGROUP
                | Tag::HTML
                | Tag::TBODY
                | Tag::TD
                | Tag::TFOOT
                | Tag::TH
                | Tag::THEAD
                | Tag::TR => return Step::Done,
                _ => (false, false),
            },
            Token::Start(tag) => match tag.name.html() {
                Tag::CAPTION
                | Tag::COL
                | Tag::COLGROUP
                | Tag::TBODY
                | Tag::TD
                | Tag::TFOOT
                | Tag::TH
                | Tag::THEAD
                | Tag::TR => (true, true),
                _ => (false, false),
            },
            _ => (false, false),
        };
        if !ends {
            return self.in_body(token);
        }
        if !self.stack.in_scope(Tag::CAPTION) {
            return Step::Done;
        }
        self.imply_ends(None);
        self.pop_until(Tag::CAPTION);
        self.formatting.clear_to_marker();
        self.mode = Mode::InTable;
        if again { Step::Again } else { Step::Done }
    }

    pub(super) fn in_column_group(&mut self, token: &Token) -> Step {
        match token {
            Token::Text(piece) if self.is_space(*piece) => {
                self.insert_text(*piece);
                return Step::Done;
            }
            Token::Comment(piece) => return self.insert_comment(*piece),
            Token::Doctype(_) => return Step::Done,
            Token::Start(tag) => match tag.name.html() {
                Tag::HTML => return self.in_body(token),
                Tag::COL => {
                    self.insert_void(Tag::COL, tag.attributes);
                    return Step::Done;
                }
                Tag::TEMPLATE => return self.in_head(token),
                _ => {}
            },
            Token::End(name) => match name.html() {
                Tag::COLGROUP => {
                    if self.current_is(Tag::COLGROUP) {
                        self.stack.pop();
                        self.mode = Mode::InTable;
                    }
                    return Step::Done;
                }
                Tag::COL => return Step::Done,
                Tag::TEMPLATE => return self.end_template(),
                _ => {}
            },
            Token::EndOfFile => return self.in_body(token),
            _ => {}
        }
        if !self.current_is(Tag::COLGROUP) {
            return Step::Done;
        }
        self.stack.pop();
        self.mode = Mode::InTable;
        Step::Again
    }

    pub(super) fn in_table_body(&mut self, token: &Token) -> Step {
        const CONTEXT: [Tag; 4] = [Tag::TBODY, Tag::TFOOT, Tag::THEAD, Tag::TEMPLATE];
        let again = match token {
            Token::Start(tag) => match tag.name.html() {
                Tag::TR => {
                    self.pop_back_to(&CONTEXT);
                    self.insert(tag);
                    self.mode = Mode::InRow;
                    return Step::Done;
                }
                Tag::TH | Tag::TD => {
                    self.pop_back_to(&CONTEXT);
                    self.insert_implied(Tag::TR);
                    self.mode = Mode::InRow;
                    return Step::Again;
                }
                Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::TBODY | Tag::TFOOT | Tag::THEAD => true,
                _ => return self.in_table(token),
            },
            Token::End(name) => match name.html() {
                tag @ (Tag::TBODY | Tag::TFOOT | Tag::THEAD) => {
                    if !self.stack.in_scope(tag) {
                        return Step::Done;
                    }
                    false
                }
                Tag::TABLE => true,
                Tag::BODY
                | Tag::CAPTION
                | Tag::COL
                | Tag::COLGROUP
                | Tag::HTML
                | Tag::TD
                | Tag::TH
                | Tag::TR => return Step::Done,
                _ => return self.in_table(token),
            },
            _ => return self.in_table(token),
        };
        if again && ![Tag::TBODY, Tag::THEAD, Tag::TFOOT].iter().any(|tag| self.stack.in_scope(*tag)) {
            return Step::Done;
        }
        self.pop_back_to(&CONTEXT);
        self.stack.pop();
        self.mode = Mode::InTable;
        if again { Step::Again } else { Step::Done }
    }

    pub(super) fn in_row(&mut self, token: &Token) -> Step {
        let again = match token {
            Token::Start(tag) => match tag.name.html() {
                Tag::TH | Tag::TD => {
                    self.pop_back_to(&[Tag::TR, Tag::TEMPLATE]);
                    self.insert(tag);
                    self.mode = Mode::InCell;
                    self.formatting.push_marker();
                    return Step::Done;
                }
                Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::TBODY | Tag::TFOOT | Tag::THEAD | Tag::TR => {
                    true
                }
                _ => return self.in_table(token),
            },
            Token::End(name) => match name.html() {
                Tag::TR => false,
                Tag::TABLE => true,
                tag @ (Tag::TBODY | Tag::TFOOT | Tag::THEAD) => {
                    if !self.stack.in_scope(tag) {
                        return Step::Done;
                    }
                    true
                }
                Tag::BODY | Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::HTML | Tag::TD | Tag::TH => {
                    return Step::Done;
                }
                _ => return self.in_table(token),
            },
            _ => return self.in_table(token),
        };
        if !self.stack.in_scope(Tag::TR) {
            return Step::Done;
        }
        self.pop_back_to(&[Tag::TR, Tag::TEMPLATE]);
        self.stack.pop();
        self.mode = Mode::InTableBody;
        if again { Step::Again } else { Step::Done }
    }

    pub(super) fn in_cell(&mut self, token: &Token) -> Step {
        match token {
            Token::Start(tag) => match tag.name.html() {
                Tag::CAPTION
                | Tag::COL
                | Tag::COLGROUP
                | Tag::TBODY
                | Tag::TD
                | Tag::TFOOT
                | Tag::TH
                | Tag::THEAD
                | Tag::TR => {
                    if self.close_cell() {
                        Step::Again
                    } else {
                        Step::Done
                    }
                }
                _ => self.in_body(token),
            },
            Token::End(name) => match name.html() {
                tag @ (Tag::TD | Tag::TH) => {
                    if self.stack.in_scope(tag) {
                        self.imply_ends(None);
                        self.pop_until(tag);
                        self.formatting.clear_to_marker();
                        self.mode = Mode::InRow;
                    }
                    Step::Done
                }
                Tag::BODY | Tag::CAPTION | Tag::COL | Tag::COLGROUP | Tag::HTML => Step::Done,
                tag @ (Tag::TABLE | Tag::TBODY | Tag::TFOOT | Tag::THEAD | Tag::TR) => {
                    if self.stack.in_scope(tag) && self.close_cell() { Step::Again } else { Step::Done }
                }
                _ => self.in_body(token),
            },
            _ => self.in_body(token),
        }
    }

    /// "Close the cell"; whether there was one.
    fn close_cell(&mut self) -> bool {
        if !self.stack.in_scope(Tag::TD) && !self.stack.in_scope(Tag::TH) {
            return false;
        }
        self.imply_ends(None);
        if let Some(place) = self.stack.all().iter().rposition(|open| [Tag::TD, Tag::TH].contains(&open.tag))
        {
            self.truncate(place);
        }
        self.formatting.clear_to_marker();
        self.mode = Mode::InRow;
        true
    }
}
