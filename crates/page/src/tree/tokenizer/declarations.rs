use memchr::{memchr, memchr2};

use super::{Content, DoctypeToken, Piece, Rewrite, Token, Tokenizer};

impl Tokenizer<'_> {
    /// Reads what begins with `<!`. Nothing comes of the beginning of a CDATA section.
    pub(super) fn declaration(&mut self, in_foreign: bool) -> Option<Token> {
        let rest = &self.bytes[self.at + 2..];
        if rest.starts_with(b"--") {
            return Some(self.comment());
        }
        if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            self.at += 9;
            return Some(Token::Doctype(Box::new(self.doctype())));
        }
        if in_foreign && rest.starts_with(b"[CDATA[") {
            self.at += 9;
            self.content = Content::Cdata;
            return None;
        }
        Some(self.bogus_comment(self.at + 2))
    }

    fn comment(&mut self) -> Token {
        let start = self.at + 4;
        let body = &self.bytes[start..];
        if body.starts_with(b">") || body.starts_with(b"->") {
            self.at = start + if body[0] == b'>' { 1 } else { 2 };
            return Token::Comment(Piece::EMPTY);
        }
        let mut at = 0;
        while let Some(next) = memchr(b'>', &body[at..]) {
            at += next;
            let mark = [&b"--"[..], b"--!"].into_iter().find(|mark| body[..at].ends_with(mark));
            if let Some(mark) = mark {
                self.at = start + at + 1;
                return Token::Comment(self.without_nul(start, start + at - mark.len()));
            }
            at += 1;
        }
        // The page ends in the comment; the beginning of an end is not part of it.
        let unfinished: &[&[u8]] = &[b"--!", b"--", b"-"];
        let left = unfinished.iter().find(|mark| body.ends_with(mark)).map_or(0, |mark| mark.len());
        self.at = self.bytes.len();
        Token::Comment(self.without_nul(start, self.at - left))
    }

    /// Reads what is no proper declaration from `start` to the next `>` as a comment.
    pub(super) fn bogus_comment(&mut self, start: usize) -> Token {
        let end = memchr(b'>', &self.bytes[start..]).map_or(self.bytes.len(), |length| start + length);
        self.at = (end + 1).min(self.bytes.len());
        Token::Comment(self.without_nul(start, end))
    }

    fn without_nul(&mut self, start: usize, end: usize) -> Piece {
        let mut rewrite = Rewrite::from(start);
        self.replace_nuls(&mut rewrite, start, end);
        self.finish(&rewrite, end)
    }

    /// Reads a doctype from after its keyword.
    fn doctype(&mut self) -> DoctypeToken {
        let mut token = DoctypeToken::default();
        // A doctype that the page ends in, or that is not well formed, means quirks.
        token.force_quirks = self.doctype_parts(&mut token).is_none();
        match memchr(b'>', &self.bytes[self.at..]) {
            Some(length) => self.at += length + 1,
            None => {
                // Where nothing more was due, what the page ends in is of no account.
                token.force_quirks |= self.bytes[self.at..].trim_ascii().is_empty();
                self.at = self.bytes.len();
            }
        }
        token
    }

    /// None if it is not well formed. What follows up to the next `>` is of no account.
    fn doctype_parts(&mut self, token: &mut DoctypeToken) -> Option<()> {
        self.skip_space();
        let start = self.at;
        let length =
            self.bytes[start..].iter().position(|byte| matches!(byte, b'\t' | b'\n' | 0x0C | b' ' | b'>'));
        self.at = length.map_or(self.bytes.len(), |length| start + length);
        if self.at == start {
            return None;
        }
        let name = self.source[start..self.at].replace('\0', "\u{FFFD}").to_ascii_lowercase();
        token.doctype.name = Some(name);
        self.skip_space();
        let rest = &self.bytes[self.at..];
        if rest.first()? == &b'>' {
            return Some(());
        }
        let keyword = rest.get(..6)?.to_ascii_lowercase();
        if keyword == b"public" {
            self.at += 6;
            self.skip_space();
            self.identifier(&mut token.doctype.public_id)?;
            self.skip_space();
            if self.bytes.get(self.at)? == &b'>' {
                return Some(());
            }
        } else if keyword == b"system" {
            self.at += 6;
            self.skip_space();
        } else {
            return None;
        }
        // Something after the identifiers is an error without consequence.
        self.identifier(&mut token.doctype.system_id)
    }

    /// Reads a quoted identifier; one that the page or the doctype ends in is kept, but not well
    /// formed.
    fn identifier(&mut self, identifier: &mut Option<String>) -> Option<()> {
        let quote = *self.bytes.get(self.at).filter(|byte| matches!(byte, b'"' | b'\''))?;
        let start = self.at + 1;
        let rest = &self.bytes[start..];
        self.at = start + memchr2(quote, b'>', rest).unwrap_or(rest.len());
        *identifier = Some(self.source[start..self.at].replace('\0', "\u{FFFD}"));
        let closed = self.bytes.get(self.at) == Some(&quote);
        self.at += usize::from(closed);
        closed.then_some(())
    }
}
