use std::collections::BTreeSet;

use regex::Regex;
use sayso_model::CodePoints;

/// Numbers of word tokens, in order: what one role of one attribution covers.
pub(crate) type Words = BTreeSet<usize>;

/// A text cut into words (letters and digits, joined by apostrophes and hyphens) and single signs.
///
/// Attributions are compared by the words they cover, so that a comma or a quotation mark at an edge
/// never decides whether a prediction is right.
pub(crate) struct Tokens<'t> {
    text: &'t str,
    /// Byte range of each token.
    bytes: Vec<(usize, usize)>,
    /// The same range in code points, the unit of every kit.
    points: Vec<(usize, usize)>,
    is_word: Vec<bool>,
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(text: &'t str, pattern: &TokenPattern) -> Self {
        let table = CodePoints::new(text);
        let mut tokens = Self { text, bytes: Vec::new(), points: Vec::new(), is_word: Vec::new() };
        for found in pattern.token.find_iter(text) {
            tokens.bytes.push((found.start(), found.end()));
            tokens.points.push((table.at(found.start()), table.at(found.end())));
            tokens.is_word.push(pattern.word.is_match(found.as_str()));
        }
        tokens
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.points.len()
    }

    /// Where a token stands, in code points.
    pub(crate) fn span(&self, index: usize) -> [usize; 2] {
        let (start, end) = self.points[index];
        [start, end]
    }

    /// The token as written.
    pub(crate) fn word(&self, index: usize) -> &'t str {
        let (start, end) = self.bytes[index];
        &self.text[start..end]
    }

    /// The words that stand between two places given in code points.
    pub(crate) fn slice(&self, span: [usize; 2]) -> &'t str {
        let start = self.byte(span[0]);
        &self.text[start..self.byte(span[1]).max(start)]
    }

    /// The line around a place given in code points, cut to what a reader can take in.
    pub(crate) fn around(&self, point: usize) -> &'t str {
        let place = self.byte(point);
        let line_start = self.text[..place].rfind('\n').map_or(0, |end| end + 1);
        let line_end = self.text[place..].find('\n').map_or(self.text.len(), |end| place + end);
        let start = self.text.floor_char_boundary(place.saturating_sub(AROUND).max(line_start));
        let end = self.text.ceil_char_boundary((place + 2 * AROUND).min(line_end));
        self.text[start..end].trim()
    }

    /// The byte at which a code point begins: that of the nearest token before it, and then counted on.
    fn byte(&self, point: usize) -> usize {
        let next = self.points.partition_point(|token| token.0 <= point);
        let (bytes, points) = match next.checked_sub(1) {
            Some(index) => (self.bytes[index].0, self.points[index].0),
            None => (0, 0),
        };
        let rest = &self.text[bytes..];
        bytes + rest.char_indices().nth(point - points).map_or(rest.len(), |(offset, _)| offset)
    }

    /// Every token, words and signs, that one of `spans` (in code points) touches.
    pub(crate) fn touched(&self, spans: &[[usize; 2]]) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        for &[start, end] in spans {
            let first = self.points.partition_point(|token| token.1 <= start);
            // A token that only ends at `start` is not touched; one that begins at `end` neither.
            touched.extend((first..self.points.len()).take_while(|&index| self.points[index].0 < end));
        }
        touched
    }

    /// The words that one of `spans` touches.
    pub(crate) fn words(&self, spans: &[[usize; 2]]) -> Words {
        let mut words = self.touched(spans);
        words.retain(|&index| self.is_word[index]);
        words
    }

    /// Whether the token is a word that says nothing about who somebody is.
    pub(crate) fn is_stop_word(&self, index: usize) -> bool {
        STOP_WORDS.contains(&self.word(index).to_lowercase().as_str())
    }
}

/// How many bytes of context an error is shown with, before it and, twice as many, after.
const AROUND: usize = 200;

/// The compiled expressions that [`Tokens`] needs, made once.
pub(crate) struct TokenPattern {
    token: Regex,
    word: Regex,
}

impl TokenPattern {
    pub(crate) fn new() -> anyhow::Result<Self> {
        const CHARACTER: &str = r"[\p{L}\p{N}_]";
        Ok(Self {
            token: Regex::new(&format!(r"{CHARACTER}+(?:[’'\-]{CHARACTER}+)*|[^\p{{L}}\p{{N}}_\s]"))?,
            word: Regex::new(&format!("^{CHARACTER}"))?,
        })
    }
}

/// Words that say nothing about who somebody is.
pub(super) const STOP_WORDS: &[&str] = &[
    "the", "a", "an", "of", "and", "or", "in", "on", "at", "to", "for", "by", "with", "from", "his", "her",
    "their", "its", "our", "my", "that", "this", "those", "these", "s’", "’s", "mr", "mrs", "ms", "dr",
];

/// Shared part of two sets: intersection over union, 0 when both are empty.
pub(crate) fn overlap(a: &Words, b: &Words) -> f64 {
    let shared = shared(a, b);
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// How many words stand in both sets.
pub(crate) fn shared(a: &Words, b: &Words) -> usize {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    small.iter().filter(|word| large.contains(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_ignore_signs_at_the_edges_and_count_code_points() -> anyhow::Result<()> {
        let pattern = TokenPattern::new()?;
        let text = "“Père’s well-known,” she said.";
        let tokens = Tokens::new(text, &pattern);
        let join =
            |words: Words| words.into_iter().map(|word| tokens.word(word)).collect::<Vec<_>>().join(" ");
        assert_eq!(join(tokens.words(&[[0, 20]])), "Père’s well-known");
        assert_eq!(tokens.touched(&[[0, 20]]).len(), 5);
        // A span that cuts a word takes all of it; one that ends where a word begins takes none of it.
        assert_eq!(join(tokens.words(&[[22, 25]])), "she");
        assert!(tokens.words(&[[20, 21]]).is_empty());
        Ok(())
    }
}
