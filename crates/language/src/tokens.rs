use std::ops::Range;

use sayso_model::Span;

use crate::{Tag, Word, word};

/// One token: a word, a clitic, a number, or a punctuation mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// Its form without regard to case.
    pub word: Word,
    /// How it is written.
    pub shape: Shape,
    /// Part of speech; [`Tag::XX`] until the tagger has run.
    pub tag: Tag,
}

impl Token {
    /// The token that stands at `range` of `text`, not yet tagged.
    #[must_use]
    pub fn new(text: &str, range: Range<usize>) -> Self {
        let form = &text[range.clone()];
        Self { span: range.into(), word: word(form), shape: shape(form), tag: Tag::XX }
    }

    /// The token as written.
    #[must_use]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// All lower case.
    Lower,
    /// First letter a capital.
    Capital,
    /// All capitals, two or more.
    AllCaps,
    /// Capitals inside: `McKay`, `iPhone`.
    MixedCase,
    /// Digits, perhaps with separators.
    Number,
    /// Letters and digits: `12th`, `B52`.
    Alphanumeric,
    /// A punctuation mark or symbol.
    Mark,
    /// An address or handle: `https://…`, `@desk`.
    Address,
}

/// Forms that keep their full stop though more text follows.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "sen", "rep", "gov", "gen", "col", "lt", "maj",
    "capt", "sgt", "cpl", "adm", "cmdr", "sr", "jr", "st", "mt", "ft", "no", "nos", "vs", "v", "inc", "ltd",
    "corp", "co", "bros", "llc", "dept", "univ", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "ave", "blvd", "rd", "approx", "etc", "al", "cf", "fig", "vol", "pp", "ed",
    "est", "messrs", "mme", "mlle", "supt", "insp", "det", "hr", "hrs", "min", "sec", "cde", "engr", "atty",
    "barr", "cllr", "ph.d", "e.g", "i.e", "a.m", "p.m", "u.s", "u.k", "u.n", // states and provinces
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la",
    "mass", "md", "mich", "minn", "miss", "mont", "neb", "nev", "okla", "ont", "ore", "pa", "tenn", "tex",
    "va", "wash", "wis",
];

const fn table() -> [Word; ABBREVIATIONS.len()] {
    let mut out = [Word(0); ABBREVIATIONS.len()];
    let mut at = 0;
    while at < out.len() {
        out[at] = word(ABBREVIATIONS[at]);
        at += 1;
    }
    out
}
const ABBREVIATION_WORDS: [Word; ABBREVIATIONS.len()] = table();

/// Appends the tokens of `text[range]` to `out`, in the manner of the Universal Dependencies English
/// treebanks: clitics (`n't`, `'s`) and hyphens apart, abbreviations with their full stop.
pub fn tokenize(text: &str, range: Range<usize>, out: &mut Vec<Token>) {
    let end = range.end;
    let mut at = range.start;
    while at < end {
        let rest = &text[at..end];
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() || is_invisible(first) {
            at += first.len_utf8();
            continue;
        }
        if let Some(length) = address(rest) {
            push(text, at..at + length, Shape::Address, out);
            at += length;
        } else if first.is_alphanumeric() {
            at = word_from(text, at, end, out);
        } else {
            let length = mark(rest, first);
            let clitic = if is_apostrophe(first) { clitic(rest) } else { None };
            match clitic {
                // an apostrophe that stands alone before a clitic's letters is a clitic only right after a word
                Some(length)
                    if out.last().is_some_and(|last| last.span.end == at && last.shape != Shape::Mark) =>
                {
                    push(text, at..at + length, Shape::Lower, out);
                    at += length;
                }
                _ => {
                    push(text, at..at + length, Shape::Mark, out);
                    at += length;
                }
            }
        }
    }
}

/// Takes the word that begins at `at`; gives where it ends.
fn word_from(text: &str, at: usize, end: usize, out: &mut Vec<Token>) -> usize {
    let rest = &text[at..end];
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((index, char)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let joins = char.is_alphanumeric()
            || is_combining(char)
            || is_invisible(char)
            || match char {
                '.' => dot_belongs(rest, index, next) && !is_platform(&text[..at], &rest[..index], next),
                ',' | ':' => {
                    next.is_some_and(|next| next.is_ascii_digit())
                        && rest[..index].ends_with(|c: char| c.is_ascii_digit())
                }
                '\'' | '’' => {
                    next.is_some_and(char::is_alphabetic)
                        && clitic(&rest[index..]).is_none()
                        && !negation_follows(rest, index)
                }
                '&' => next.is_some_and(char::is_uppercase) && rest[..index].ends_with(char::is_uppercase),
                _ => false,
            };
        if !joins {
            break;
        }
        length = index + char.len_utf8();
    }
    let form = &rest[..length];
    // "don't" is "do" and "n't", "cannot" is "can" and "not"
    let split = match form.as_bytes() {
        [.., b'n' | b'N'] if length > 1 && starts_with_apostrophe_t(&rest[length..]) => Some(length - 1),
        bytes if bytes.eq_ignore_ascii_case(b"cannot") => Some(3),
        _ => None,
    };
    match split {
        Some(cut) if form.as_bytes()[cut].eq_ignore_ascii_case(&b'n') => {
            push(text, at..at + cut, shape(&rest[..cut]), out);
            let mut stop = length;
            if starts_with_apostrophe_t(&rest[length..]) {
                stop += rest[length..].chars().take(2).map(char::len_utf8).sum::<usize>();
            }
            push(text, at + cut..at + stop, Shape::Lower, out);
            at + stop
        }
        _ => {
            push(text, at..at + length, shape(form), out);
            at + length
        }
    }
}

fn push(text: &str, range: Range<usize>, shape: Shape, out: &mut Vec<Token>) {
    let word = word(&text[range.clone()]);
    out.push(Token { span: range.into(), word, shape, tag: Tag::XX });
}

/// Whether the full stop at `index` of `rest` is part of the word: inside `3.5`, `U.S.`, after an initial
/// or a known abbreviation.
fn dot_belongs(rest: &str, index: usize, next: Option<char>) -> bool {
    let form = &rest[..index];
    let last = form.rsplit('.').next().unwrap_or(form);
    if next.is_some_and(char::is_alphanumeric) {
        // "example.com", "3.5", "U.S"; but "end.Next" of badly joined lines is two words
        return !(last.len() > 2 && next.is_some_and(char::is_uppercase));
    }
    let single = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    let dotted = form.contains('.') && last.chars().count() <= 2 && last.chars().all(char::is_alphabetic);
    single
        || dotted
        || (form.len() <= 8
            && ABBREVIATION_WORDS.contains(&word(form))
            && abbreviates(form, &rest[index + 1..]))
}

/// "wrote on X. Critics": a name of one letter that ends its sentence, where an initial would not follow.
fn is_platform(before: &str, form: &str, next: Option<char>) -> bool {
    form == "X" && before.ends_with("on ") && next.is_none_or(char::is_whitespace)
}

/// Abbreviations that are also words (`no`, `min`, `mar`) count only when written as one.
fn abbreviates(form: &str, after: &str) -> bool {
    let capital = form.starts_with(char::is_uppercase);
    let next = after.trim_start_matches([' ', '\u{a0}']).chars().next();
    let lower = form.to_ascii_lowercase();
    match lower.as_str() {
        "no" | "nos" | "fig" | "vol" | "min" | "sec" | "pp" | "hr" | "hrs" => {
            next.is_some_and(|c| c.is_ascii_digit())
        }
        "ed" | "est" | "al" | "v" | "mt" | "ft" | "co" | "hon" | "sun" | "rd" | "rep" | "gen" | "col"
        | "det" | "mar" | "jun" | "jan" | "dec" | "oct" => capital || next.is_some_and(char::is_lowercase),
        "del" | "ill" | "ind" | "la" | "mass" | "miss" | "mont" | "ore" | "pa" | "va" | "wash" => {
            capital && next.is_some_and(|next| next == ',' || next.is_lowercase())
        }
        _ => true,
    }
}

/// The length of the clitic that `rest`, which starts with an apostrophe, begins with.
fn clitic(rest: &str) -> Option<usize> {
    let mark = rest.chars().next()?.len_utf8();
    let letters: &[u8] = rest.as_bytes().get(mark..)?;
    let count = letters.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let known = match &letters[..count] {
        [one] => matches!(one.to_ascii_lowercase(), b's' | b'm' | b'd'),
        [one, two] => matches!(
            [one.to_ascii_lowercase(), two.to_ascii_lowercase()],
            [b'r', b'e'] | [b'v', b'e'] | [b'l', b'l']
        ),
        _ => false,
    };
    let ends = rest[mark + count..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    (known && ends).then_some(mark + count)
}

fn negation_follows(rest: &str, apostrophe: usize) -> bool {
    rest[..apostrophe].ends_with(['n', 'N']) && starts_with_apostrophe_t(&rest[apostrophe..])
}

fn starts_with_apostrophe_t(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(is_apostrophe)
        && chars.next().is_some_and(|c| c.eq_ignore_ascii_case(&'t'))
        && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '`' | 'ʼ')
}

fn is_combining(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}')
}

fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The length of the punctuation mark at the start of `rest`; runs of dots, dashes, doubled marks are one.
fn mark(rest: &str, first: char) -> usize {
    match first {
        '.' | '-' | '*' | '_' | '=' => rest.len() - rest.trim_start_matches(first).len(),
        '\'' if rest.starts_with("''") => 2,
        '`' if rest.starts_with("``") => 2,
        _ => first.len_utf8(),
    }
}

/// The length of the address or handle that `rest` begins with.
fn address(rest: &str) -> Option<usize> {
    let head = rest.as_bytes();
    let handle =
        matches!(head.first(), Some(b'@' | b'#')) && head.get(1).is_some_and(u8::is_ascii_alphabetic);
    let link = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    if !handle && !link {
        return None;
    }
    let length = if handle {
        1 + head[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
    } else {
        let stop = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '<' | '>' | ')' | ']'))
            .unwrap_or(rest.len());
        rest[..stop].trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'']).len()
    };
    Some(length)
}

/// How `form` is written.
fn shape(form: &str) -> Shape {
    let (mut upper, mut lower, mut digits, mut others) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut first_upper = false;
    for (index, char) in form.char_indices() {
        if char.is_uppercase() {
            upper += 1;
            first_upper |= index == 0;
        } else if char.is_alphabetic() {
            lower += 1;
        } else if char.is_numeric() {
            digits += 1;
        } else {
            others += 1;
        }
    }
    match (upper, lower, digits) {
        (0, 0, 0) if others > 0 => Shape::Mark,
        (0, 0, _) => Shape::Number,
        (_, _, 1..) => Shape::Alphanumeric,
        (0, ..) => Shape::Lower,
        (1, 0, _) if others == 0 || form.len() <= 2 => Shape::Capital,
        (_, 0, _) => Shape::AllCaps,
        (1, ..) if first_upper => Shape::Capital,
        _ => Shape::MixedCase,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, 0..text.len(), &mut out);
        out.iter().map(|token| token.of(text)).collect()
    }

    #[test]
    fn words_clitics_marks() {
        for (text, expected) in [
            ("I don't know.", "I|do|n't|know|."),
            ("She cannot, he’s sure.", "She|can|not|,|he|’s|sure|."),
            ("Holt's plan, the voters’ choice", "Holt|'s|plan|,|the|voters|’|choice"),
            ("O'Brien of the U.S. Army", "O'Brien|of|the|U.S.|Army"),
            ("at 9 a.m. on Jan. 3.", "at|9|a.m.|on|Jan.|3|."),
            ("“Well …” she said—then left", "“|Well|…|”|she|said|—|then|left"),
            ("a long-term $42.5 million deal", "a|long|-|term|$|42.5|million|deal"),
            ("1,000 of 2.500", "1,000|of|2.500"),
            ("No. It is no. 5 and No. 5.", "No|.|It|is|no.|5|and|No.|5|."),
            ("see https://a.example/b?c=d. Then @desk", "see|https://a.example/b?c=d|.|Then|@desk"),
            ("'I'd go,' they're told ''now''", "'|I|'d|go|,|'|they|'re|told|''|now|''"),
            ("J. R. Osei said", "J.|R.|Osei|said"),
            ("[the council] agreed...", "[|the|council|]|agreed|..."),
        ] {
            assert_eq!(forms(text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn any_text_is_covered_in_order() {
        for text in [
            "", " ", "''", "n't", "'t", "ʼn", "A.", "🦀🦀", "\u{301}x", "x\u{ad}y", "http://", "@", "&&",
            "can't've",
        ] {
            let mut out = Vec::new();
            tokenize(text, 0..text.len(), &mut out);
            assert!(out.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{text}");
            assert!(out.iter().all(|token| !token.span.is_empty()), "{text}");
        }
    }
}
