use std::io::{BufRead, BufReader, Cursor, Read};

use serde_json::Value;
use serde_json::error::Category;

use crate::{Fault, InputFault, ReadyArticle};

/// The articles of one JSON input, each with the line it begins on, counted from 1.
pub(crate) enum Articles {
    /// One object a line.
    Lines(Lines),
    /// Objects over several lines, one after the other or in an array.
    Values(Values),
}

impl Iterator for Articles {
    type Item = (u64, Result<ReadyArticle, Fault>);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Lines(lines) => lines.next(),
            Self::Values(values) => values.next(),
        }
    }
}

/// Whether text that begins with `{` holds one object a line. `head` is the beginning of the input.
///
/// An object that is laid out over several lines has a first line that is the beginning of a value, and
/// a second one that does not begin an object. A first line that is merely broken is followed by another
/// object.
pub(crate) fn is_by_line(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return true };
    let unfinished =
        serde_json::from_slice::<Value>(first).is_err_and(|error| error.classify() == Category::Eof);
    !unfinished || second.starts_with(b"{")
}

/// One JSON object a line (JSON Lines, NDJSON), read as they are asked for.
pub(crate) struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    line: Vec<u8>,
    /// The number of the last line read.
    number: u64,
    limit: u64,
    done: bool,
}

impl Lines {
    /// Lines of at most `limit` bytes out of `head` and what `rest` holds after it.
    pub(crate) fn new(head: Vec<u8>, rest: impl Read + Send + 'static, limit: u64) -> Self {
        let reader = BufReader::with_capacity(
            1 << 16,
            Box::new(Cursor::new(head).chain(rest)) as Box<dyn Read + Send>,
        );
        Self { reader, line: Vec::new(), number: 0, limit, done: false }
    }

    fn next(&mut self) -> Option<(u64, Result<ReadyArticle, Fault>)> {
        while !self.done {
            self.line.clear();
            self.number += 1;
            let read =
                self.reader.by_ref().take(self.limit.saturating_add(1)).read_until(b'\n', &mut self.line);
            let article = match read {
                Ok(0) => break,
                Ok(read) if read as u64 > self.limit => {
                    self.done = self.reader.skip_until(b'\n').is_err();
                    Err(InputFault::TooLarge { limit: self.limit, compressed: false }.into())
                }
                Ok(_) => {
                    let line = self.line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.line).trim_ascii();
                    if line.is_empty() {
                        continue;
                    }
                    article(line)
                }
                Err(error) => {
                    self.done = true;
                    Err(error.into())
                }
            };
            return Some((self.number, article));
        }
        None
    }
}

fn article(line: &[u8]) -> Result<ReadyArticle, Fault> {
    let value =
        serde_json::from_slice(line).map_err(|error| InputFault::BrokenJson { why: column_only(&error) })?;
    Ok(ReadyArticle::from_json(value)?)
}

/// What the parser says, without its own count of lines.
fn column_only(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what =
        message.split(" at line ").next().unwrap_or(&message).replace("EOF while parsing", "ends inside");
    format!("{what} at column {}", error.column())
}

/// JSON objects in memory, one after the other or in an array, parsed as they are asked for.
pub(crate) struct Values {
    bytes: Vec<u8>,
    position: usize,
    /// The line that `position` stands on.
    line: u64,
    in_array: bool,
}

impl Values {
    /// The objects in `bytes`, which begins with `{` or `[`, white space aside.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        let mut values = Self { bytes, position: 0, line: 1, in_array: false };
        values.skip(|byte| byte.is_ascii_whitespace() || b"\xEF\xBB\xBF".contains(&byte));
        if values.bytes.get(values.position) == Some(&b'[') {
            values.in_array = true;
            values.position += 1;
        }
        values
    }

    fn next(&mut self) -> Option<(u64, Result<ReadyArticle, Fault>)> {
        let in_array = self.in_array;
        self.skip(|byte| byte.is_ascii_whitespace() || in_array && byte == b',');
        let rest = self.bytes.get(self.position..).filter(|rest| !rest.is_empty())?;
        if in_array && rest.starts_with(b"]") {
            self.in_array = false;
            self.position += 1;
            return self.next();
        }
        let mut parser = serde_json::Deserializer::from_slice(rest).into_iter::<Value>();
        match parser.next()? {
            Ok(value) => {
                let (line, end) = (self.line, self.position + parser.byte_offset());
                self.advance(end);
                Some((line, ReadyArticle::from_json(value).map_err(Fault::from)))
            }
            // Where the next value begins is anybody's guess, so the rest is not read.
            Err(error) => {
                let line = self.line + error.line().saturating_sub(1) as u64;
                self.advance(self.bytes.len());
                Some((line, Err(InputFault::BrokenJson { why: column_only(&error) }.into())))
            }
        }
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        let count = self.bytes[self.position..].iter().take_while(|&&byte| skipped(byte)).count();
        self.advance(self.position + count);
    }

    fn advance(&mut self, to: usize) {
        self.line += memchr::memchr_iter(b'\n', &self.bytes[self.position..to]).count() as u64;
        self.position = to;
    }
}
