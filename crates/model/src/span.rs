use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range into the text of one revision of one article.
///
/// In memory the unit is the UTF-8 byte; in anything printed it is the Unicode code point. On the
/// wire it is `[start, end]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, exclusive.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same span as a range, to index a string with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// How many units it covers.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `position` lies inside.
    #[must_use]
    pub const fn holds(self, position: usize) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether all of `other` lies inside.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part of `text` it stands for; nothing when the span was not made for this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        debug_assert!(text.get(self.range()).is_some(), "{self:?} is no span of this text");
        text.get(self.range()).unwrap_or_default()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [start, end] = <[usize; 2]>::deserialize(deserializer)?;
        Ok(Self { start, end })
    }
}

impl JsonSchema for Span {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "[start, end] in Unicode code points into article.text, end exclusive",
            "type": "array",
            "items": { "type": "integer", "minimum": 0 },
            "minItems": 2,
            "maxItems": 2
        })
    }
}

/// Turns byte positions in one text into code-point positions, in constant time each.
///
/// Text that is all ASCII costs nothing; otherwise one counter is kept for every 64 bytes.
pub struct CodePoints<'t> {
    text: &'t [u8],
    /// Code points that begin before byte `64 * i`; empty when the text is ASCII.
    before: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    const STRIDE: usize = 64;

    /// Prepares the table for `text`, in one pass over it.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        if text.is_ascii() {
            return Self { text: bytes, before: Vec::new() };
        }
        let mut before = Vec::with_capacity(bytes.len() / Self::STRIDE + 1);
        let mut count = 0;
        for chunk in bytes.chunks(Self::STRIDE) {
            before.push(count);
            count += starts(chunk);
        }
        before.push(count);
        Self { text: bytes, before }
    }

    /// How many code points begin before byte `position` (clamped to the text).
    #[must_use]
    pub fn at(&self, position: usize) -> usize {
        let position = position.min(self.text.len());
        if self.before.is_empty() {
            return position;
        }
        let stride = position / Self::STRIDE;
        self.before[stride] + starts(&self.text[stride * Self::STRIDE..position])
    }

    /// A byte span as a code-point span.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.at(span.start), self.at(span.end))
    }
}

/// Bytes that begin a code point: all but UTF-8 continuation bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_characters() {
        let text = "“Übergröße”, sagte sie – 日本語 🦀 ".repeat(9);
        let table = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(table.at(byte), count);
        }
        assert_eq!(table.at(text.len()), text.chars().count());
        assert_eq!(CodePoints::new("plain").at(3), 3);
        assert_eq!(CodePoints::new("").at(3), 0);
    }
}
