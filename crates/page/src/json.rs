//! JSON as pages really write it.
//!
//! RFC 8259 first; then the faults that are common in `<script type="application/ld+json">` are
//! read through instead of refused: HTML comments and CDATA marks around the data, JavaScript
//! comments, raw line breaks and tabs in strings, quotation marks that were not escaped, missing or
//! surplus commas, several values one after the other, data cut off in the middle. Nothing is ever
//! refused: what cannot be read is skipped, in linear time.

use std::borrow::Cow;

/// How deep values may nest; what lies deeper is skipped.
const MAX_DEPTH: usize = 48;

/// One JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    /// `null`, or something that could not be read.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, or a bare word, as written.
    Bare(&'a str),
    /// A string, its escapes resolved.
    Text(Cow<'a, str>),
    /// An array.
    Array(Vec<Value<'a>>),
    /// An object, its members in order.
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The member of an object with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Value<'a>> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The string or number as text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bare(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of an array; any other value is one element.
    pub(crate) fn each(&self) -> &[Value<'a>] {
        match self {
            Self::Array(values) => values,
            Self::Null => &[],
            other => std::slice::from_ref(other),
        }
    }
}

/// Reads every value that stands in `source`, one after the other.
pub(crate) fn parse(source: &str) -> Vec<Value<'_>> {
    let mut reader = Reader { source, at: 0 };
    let mut values = Vec::new();
    loop {
        reader.skip_to_value();
        if reader.at >= source.len() {
            return values;
        }
        values.push(reader.value(0));
    }
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        &self.source.as_bytes()[self.at..]
    }

    /// Skips whitespace and comments.
    fn skip_blank(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                b'/' if self.rest().starts_with(b"//") => {
                    self.at += memchr::memchr(b'\n', self.rest()).unwrap_or(self.rest().len());
                }
                b'/' if self.rest().starts_with(b"/*") => {
                    self.at +=
                        memchr::memmem::find(self.rest(), b"*/").map_or(self.rest().len(), |end| end + 2);
                }
                _ => return,
            }
        }
    }

    /// Skips to the next `{` or `[` at the top level: what stands between is wrapping.
    fn skip_to_value(&mut self) {
        loop {
            self.at += memchr::memchr2(b'{', b'[', self.rest()).unwrap_or(self.rest().len());
            if !self.rest().starts_with(b"[CDATA[") {
                return;
            }
            self.at += "[CDATA[".len();
        }
    }

    fn value(&mut self, depth: usize) -> Value<'a> {
        self.skip_blank();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => Value::Text(self.string()),
            Some(b'}' | b']' | b',' | b':') | None => Value::Null,
            Some(_) => self.bare(),
        }
    }

    fn object(&mut self, depth: usize) -> Value<'a> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => break,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b']') => break,
                Some(b'"') => {
                    let key = self.string();
                    self.skip_blank();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        let value = self.nested(depth);
                        members.push((key, value));
                    }
                }
                Some(_) => self.skip_character(),
            }
        }
        Value::Object(members)
    }

    fn array(&mut self, depth: usize) -> Value<'a> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'}') => break,
                Some(b',' | b':') => self.at += 1,
                Some(_) => {
                    let value = self.nested(depth);
                    values.push(value);
                }
            }
        }
        Value::Array(values)
    }

    fn nested(&mut self, depth: usize) -> Value<'a> {
        if depth < MAX_DEPTH {
            return self.value(depth + 1);
        }
        self.skip_deep();
        Value::Null
    }

    /// Skips one value of any depth without recursion.
    fn skip_deep(&mut self) {
        let mut open = 0usize;
        loop {
            self.skip_blank();
            match self.peek() {
                None => return,
                Some(b'{' | b'[') => {
                    open += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') => {
                    if open == 0 {
                        return;
                    }
                    open -= 1;
                    self.at += 1;
                }
                Some(b'"') => {
                    self.string();
                }
                Some(b',') if open == 0 => return,
                Some(_) => self.skip_character(),
            }
            if open == 0 {
                return;
            }
        }
    }

    fn skip_character(&mut self) {
        self.at += self.source[self.at..].chars().next().map_or(1, char::len_utf8);
    }

    fn bare(&mut self) -> Value<'a> {
        let start = self.at;
        while let Some(byte) = self.peek() {
            if matches!(byte, b',' | b'}' | b']' | b'"' | b'{' | b'[' | b' ' | b'\t' | b'\r' | b'\n') {
                break;
            }
            self.at += 1;
        }
        match &self.source[start..self.at] {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            word => Value::Bare(word),
        }
    }

    /// Reads a string; the reader stands on its opening quotation mark. A mark that is not escaped
    /// ends the string only where the grammar lets one end.
    fn string(&mut self) -> Cow<'a, str> {
        self.at += 1;
        let start = self.at;
        let mut built: Option<String> = None;
        let mut copied = start;
        loop {
            let Some(offset) = memchr::memchr2(b'"', b'\\', self.rest()) else {
                self.at = self.source.len();
                break;
            };
            self.at += offset;
            if self.peek() == Some(b'"') {
                if self.ends_string() {
                    break;
                }
                self.at += 1;
                continue;
            }
            let built = built.get_or_insert_with(String::new);
            built.push_str(&self.source[copied..self.at]);
            self.escape(built);
            copied = self.at;
        }
        let end = self.at;
        self.at = (self.at + 1).min(self.source.len());
        match built {
            Some(mut built) => {
                built.push_str(&self.source[copied..end]);
                Cow::Owned(built)
            }
            None => Cow::Borrowed(&self.source[start..end]),
        }
    }

    /// Whether the quotation mark the reader stands on ends a string: after it comes the end, a
    /// closing bracket, a colon, or a comma (or line break) before another member.
    fn ends_string(&self) -> bool {
        let mut rest = self.source.as_bytes()[self.at + 1..].iter().copied();
        let mut broken_line = false;
        // The look-ahead is bounded, so that runs of blanks between marks cost linear time.
        let mut next = |limit: usize, broken: &mut bool| {
            rest.by_ref().take(limit).find(|byte| {
                *broken |= *byte == b'\n';
                !byte.is_ascii_whitespace()
            })
        };
        match next(256, &mut broken_line) {
            None | Some(b'}' | b']' | b':') => true,
            Some(b',') => {
                let after = next(256, &mut broken_line);
                matches!(
                    after,
                    None | Some(
                        b'"' | b'{' | b'[' | b'}' | b']' | b'-' | b'0'
                            ..=b'9' | b't' | b'f' | b'n' | b'/' | b','
                    )
                ) && (broken_line
                    || !matches!(after, Some(b't' | b'f' | b'n' | b'-'))
                    || self.literal_follows())
            }
            Some(b'"') => broken_line,
            Some(b'/') => true,
            Some(_) => false,
        }
    }

    /// Whether `, true`, `, false`, `, null` or a negative number follows the mark.
    fn literal_follows(&self) -> bool {
        let rest = self.source.as_bytes()[self.at + 1..].trim_ascii_start();
        let rest = rest.get(1..).unwrap_or_default().trim_ascii_start();
        [b"true".as_slice(), b"false", b"null"].iter().any(|word| rest.starts_with(word))
            || (rest.first() == Some(&b'-') && rest.get(1).is_some_and(u8::is_ascii_digit))
    }

    /// Resolves the escape the reader stands on (RFC 8259, section 7).
    fn escape(&mut self, into: &mut String) {
        self.at += 1;
        let Some(character) = self.source[self.at..].chars().next() else { return };
        self.at += character.len_utf8();
        match character {
            'n' | 'r' => into.push('\n'),
            't' | 'b' | 'f' => into.push(' '),
            'u' => {
                let Some(unit) = self.hex() else { return };
                let code = if (0xD800..0xDC00).contains(&unit) && self.rest().starts_with(b"\\u") {
                    self.at += 2;
                    match self.hex() {
                        Some(low) if (0xDC00..0xE000).contains(&low) => {
                            0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                        }
                        _ => unit,
                    }
                } else {
                    unit
                };
                into.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            other => into.push(other),
        }
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.source.get(self.at..self.at + 4)?;
        let unit = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member<'a>(values: &'a [Value<'a>], name: &str) -> Option<&'a str> {
        values.first()?.get(name)?.text()
    }

    #[test]
    fn sound_data() {
        let values =
            parse(r#"{"a": "x\n\u00e9\ud83d\ude00\/", "b": [1, -2.5e3, true, null], "c": {"d": ""}}"#);
        assert_eq!(member(&values, "a"), Some("x\né😀/"));
        assert_eq!(values[0].get("b").map(|b| b.each().len()), Some(4));
        assert_eq!(values[0].get("c").and_then(|c| c.get("d")).and_then(Value::text), Some(""));
    }

    #[test]
    fn faults_are_read_through() {
        let cases = [
            ("<!-- {\"a\": \"1\", \"b\": \"2\"} -->", "plain wrapping"),
            ("//<![CDATA[\n{\"a\": \"1\", \"b\": \"2\",}\n//]]>", "CDATA and a trailing comma"),
            ("{\"a\": \"1\"\n \"b\": \"2\"}", "a missing comma"),
            ("{\"a\": \"1\", /* note */ \"b\": \"2\"", "a comment, and the end is missing"),
            ("{\"x\": [1, 2, \"b\": 3], \"a\": \"1\", \"b\": \"2\"};", "a colon in an array"),
        ];
        for (source, what) in cases {
            let values = parse(source);
            assert_eq!(member(&values, "a"), Some("1"), "{what}");
            assert_eq!(member(&values, "b"), Some("2"), "{what}");
        }
    }

    #[test]
    fn marks_that_are_not_escaped() {
        let values = parse("{\"a\": \"the \"old\" bridge, \"so-called\", falls\",\n\"b\": \"raw\nline\"}");
        assert_eq!(member(&values, "a"), Some("the \"old\" bridge, \"so-called\", falls"));
        assert_eq!(member(&values, "b"), Some("raw\nline"));
    }

    #[test]
    fn depth_is_bounded() {
        for source in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[{".repeat(50_000)] {
            assert_eq!(parse(&source).len(), 1);
        }
        assert!(parse(&"[CDATA[".repeat(100_000)).is_empty());
    }
}
