use memchr::{memchr, memchr2, memchr3};

use super::{Content, Rewrite, Token, Tokenizer};

/// How deep in comments a script is. WHATWG HTML §13.2.5.15 to §13.2.5.31.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Plain,
    /// After `<!--`: an end tag still ends the script.
    Escaped,
    /// After `<script` in a comment: the end tag belongs to that.
    Twice,
}

impl Tokenizer<'_> {
    /// Reads the whole text of an element that holds nothing but text; nothing if it is empty. The
    /// end tag is read next, as in any other place.
    pub(super) fn raw_text(&mut self) -> Option<Token> {
        let start = self.at;
        let mut rewrite = Rewrite::from(start);
        let end = match self.content {
            Content::EscapableText => self.escapable_text(&mut rewrite),
            Content::Script => self.script_end(),
            Content::PlainText => self.bytes.len(),
            _ => self.raw_text_end(),
        };
        if self.content != Content::EscapableText {
            self.replace_nuls(&mut rewrite, start, end);
        }
        self.at = end;
        self.content = Content::Data;
        (start < end).then(|| Token::Text(self.finish(&rewrite, end)))
    }

    pub(super) fn replace_nuls(&mut self, rewrite: &mut Rewrite, start: usize, end: usize) {
        let mut at = start;
        while let Some(next) = memchr(0, &self.bytes[at..end]) {
            self.replace_nul(rewrite, at + next);
            at += next + 1;
        }
    }

    fn escapable_text(&mut self, rewrite: &mut Rewrite) -> usize {
        let mut at = self.at;
        while let Some(next) = memchr3(b'<', b'&', 0, &self.bytes[at..]) {
            at += next;
            match self.bytes[at] {
                b'&' => at += self.replace_reference(rewrite, at),
                0 => {
                    self.replace_nul(rewrite, at);
                    at += 1;
                }
                _ if self.is_end(at) => return at,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }

    fn raw_text_end(&self) -> usize {
        let mut at = self.at;
        while let Some(next) = memchr(b'<', &self.bytes[at..]) {
            at += next;
            if self.is_end(at) {
                return at;
            }
            at += 1;
        }
        self.bytes.len()
    }

    fn script_end(&self) -> usize {
        let mut at = self.at;
        let mut state = Script::Plain;
        loop {
            let rest = &self.bytes[at..];
            let next = if state == Script::Plain { memchr(b'<', rest) } else { memchr2(b'<', b'-', rest) };
            let Some(next) = next else { return self.bytes.len() };
            at += next;
            let rest = &self.bytes[at..];
            if rest[0] == b'-' {
                if rest.starts_with(b"-->") {
                    state = Script::Plain;
                }
            } else if state != Script::Twice && self.is_end(at) {
                return at;
            } else if state == Script::Plain && rest.starts_with(b"<!--") {
                state = Script::Escaped;
                // Its dashes may also be those of `-->`.
                at += 1;
            } else if state == Script::Escaped && is_tag(&rest[1..], b"script") {
                state = Script::Twice;
            } else if state == Script::Twice && rest.starts_with(b"</") && is_tag(&rest[2..], b"script") {
                state = Script::Escaped;
            }
            at += 1;
        }
    }

    /// Whether the `<` at `at` begins the end tag of the element that is open.
    fn is_end(&self, at: usize) -> bool {
        self.bytes.get(at + 1) == Some(&b'/')
            && self
                .last_start
                .is_some_and(|name| is_tag(&self.bytes[at + 2..], self.names.spelling(name).as_bytes()))
    }
}

/// Whether `bytes` begin with this name of a tag, in capitals or not, and it ends there.
fn is_tag(bytes: &[u8], name: &[u8]) -> bool {
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && matches!(bytes.get(name.len()), Some(b'\t' | b'\n' | 0x0C | b' ' | b'/' | b'>'))
}
