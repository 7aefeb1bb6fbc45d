use super::{Builder, Mode, StartTag, Step, Tag, Token};

impl Builder<'_> {
    /// The start tag of a template, wherever it is.
    pub(super) fn start_template(&mut self, tag: &StartTag) -> Step {
        self.insert(tag);
        self.formatting.push_marker();
        self.frameset_ok = false;
        self.mode = Mode::InTemplate;
        self.template_modes.push(Mode::InTemplate);
        Step::Done
    }

    /// The end tag of a template, wherever it is.
    pub(super) fn end_template(&mut self) -> Step {
        if self.stack.has(Tag::TEMPLATE) {
            self.imply_ends_thoroughly();
            self.close_template();
        }
        Step::Done
    }

    fn close_template(&mut self) {
        self.pop_until(Tag::TEMPLATE);
        self.formatting.clear_to_marker();
        self.template_modes.pop();
        self.reset_mode();
    }

    pub(super) fn in_template(&mut self, token: &Token) -> Step {
        let mode = match token {
            Token::Text(_) | Token::Nul | Token::Comment(_) | Token::Doctype(_) => {
                return self.in_body(token);
            }
            Token::Start(tag) => match tag.name.html() {
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
                Tag::CAPTION | Tag::COLGROUP | Tag::TBODY | Tag::TFOOT | Tag::THEAD => Mode::InTable,
                Tag::COL => Mode::InColumnGroup,
                Tag::TR => Mode::InTableBody,
                Tag::TD | Tag::TH => Mode::InRow,
                _ => Mode::InBody,
            },
            Token::End(name) if name.html() == Tag::TEMPLATE => return self.end_template(),
            Token::End(_) => return Step::Done,
            Token::EndOfFile => {
                if !self.stack.has(Tag::TEMPLATE) {
                    return Step::Done;
                }
                self.close_template();
                return Step::Again;
            }
        };
        self.template_modes.pop();
        self.template_modes.push(mode);
        self.mode = mode;
        Step::Again
    }
}
