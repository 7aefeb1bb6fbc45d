/// What a token of a date line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits of any script, with their value and how many there are.
    Number { value: u64, digits: usize },
    /// Letters; a Han character stands alone.
    Word,
    /// One character of punctuation.
    Mark(char),
}

/// A number, a word, or a mark; white space only shows in `gap`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// Whether white space stands before it.
    pub(super) gap: bool,
}

impl Token<'_> {
    pub(super) fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Value of a number of at most `digits` digits.
    pub(super) fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<u64> {
        match self.kind {
            Kind::Number { value, digits: has } if digits.contains(&has) => Some(value),
            _ => None,
        }
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number { .. })
    }
}

/// Cuts a text into tokens. Characters that are written but not seen (soft hyphens, direction
/// marks) are passed over like white space, without making a gap.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut gap = false;
    while let Some((start, character)) = characters.next() {
        if character.is_whitespace() {
            gap = true;
            continue;
        }
        if is_unseen(character) {
            continue;
        }
        let mut end = start + character.len_utf8();
        let kind = if let Some(first) = digit(character) {
            let (mut value, mut digits) = (first, 1);
            while let Some(&(_, next)) = characters.peek() {
                let Some(more) = digit(next) else { break };
                value = value.saturating_mul(10).saturating_add(more);
                digits += 1;
                end += next.len_utf8();
                characters.next();
            }
            Kind::Number { value, digits }
        } else if is_han(character) {
            Kind::Word
        } else if character.is_alphabetic() {
            while let Some(&(_, next)) = characters.peek() {
                if !(next.is_alphabetic() || is_combining(next)) || is_han(next) {
                    break;
                }
                end += next.len_utf8();
                characters.next();
            }
            Kind::Word
        } else {
            Kind::Mark(character)
        };
        tokens.push(Token { kind, text: &text[start..end], start, end, gap });
        gap = false;
    }
    tokens
}

/// Value of a digit of the scripts that date lines are written in.
fn digit(character: char) -> Option<u64> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{966}'..='\u{96F}' => '\u{966}',
        '\u{9E6}'..='\u{9EF}' => '\u{9E6}',
        '\u{E50}'..='\u{E59}' => '\u{E50}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    Some(u64::from(u32::from(character) - u32::from(zero)))
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

/// Marks that Unicode does not count as letters but that stand inside words.
fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{94D}' | '\u{93C}' | '\u{9CD}' | '\u{E31}'..='\u{E4E}')
}

fn is_unseen(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
