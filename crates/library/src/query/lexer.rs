use sayso_model::Span;

use super::dates::{DateRange, NoRange};
use super::error::{Problem, QueryError};
use super::marks::{closes, is_mark, is_of_word, opens};
use super::{Field, Term};

/// A piece of a query.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Or,
    And,
    Not,
    /// A field's name with its colon.
    Field(Field),
    Term(Term),
    /// `date:` with its range.
    Dates(DateRange),
}

/// The most words that may stand between those of a phrase. More would no longer be one.
const LARGEST_SLOP: u32 = 100;

/// Takes a query apart into tokens, each with the bytes it was written in. Punctuation that means nothing is
/// passed over.
pub(super) fn tokens(query: &str) -> Result<Vec<(Token, Span)>, QueryError> {
    let mut lexer = Lexer { query, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next(matches!(tokens.last(), Some((Token::Field(_), _))))? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
}

impl<'q> Lexer<'q> {
    fn rest(&self) -> &'q str {
        &self.query[self.at..]
    }

    fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// Moves on over `character`.
    fn pass(&mut self, character: char) {
        self.at += character.len_utf8();
    }

    /// The next token; `is_value` when a field stands before it, so that OR, AND, NOT and colons are part of words.
    fn next(&mut self, is_value: bool) -> Result<Option<(Token, Span)>, QueryError> {
        while let Some(character) = self.rest().chars().next() {
            let start = self.at;
            let token = match character {
                '(' => Token::Open,
                ')' => Token::Close,
                '-' if !is_value && self.is_negation() => Token::Not,
                '*' => {
                    self.pass(character);
                    return Err(QueryError { span: self.since(start), problem: Problem::StarInside });
                }
                _ if opens(character) => {
                    let term = self.quotation(character)?;
                    return Ok(Some((Token::Term(term), self.since(start))));
                }
                _ if is_of_word(character) => return self.word(is_value).map(Some),
                _ => {
                    self.pass(character);
                    continue;
                }
            };
            self.pass(character);
            return Ok(Some((token, self.since(start))));
        }
        Ok(None)
    }

    /// Whether the hyphen here stands before something that can be left out, and is no dash.
    fn is_negation(&self) -> bool {
        let next = self.rest().chars().nth(1);
        next.is_some_and(|next| next == '(' || opens(next) || is_of_word(next))
    }

    fn quotation(&mut self, opening: char) -> Result<Term, QueryError> {
        let start = self.at;
        self.pass(opening);
        let inner = self.rest();
        let Some((length, closing)) = inner.char_indices().find(|&(_, other)| closes(opening, other)) else {
            return Err(QueryError {
                span: Span::new(start, start + opening.len_utf8()),
                problem: Problem::OpenQuotation,
            });
        };
        self.at += length + closing.len_utf8();
        let words: Vec<String> = words_of(&inner[..length]);
        if words.is_empty() {
            return Err(QueryError { span: self.since(start), problem: Problem::EmptyQuotation });
        }
        let slop = if self.rest().starts_with('~') { self.slop()? } else { 0 };
        Ok(Term::Phrase { words, slop })
    }

    fn slop(&mut self) -> Result<u32, QueryError> {
        let start = self.at;
        self.pass('~');
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest()[..digits].parse();
        self.at += digits;
        number.ok().filter(|number| *number <= LARGEST_SLOP).ok_or_else(|| QueryError {
            span: self.since(start),
            problem: Problem::BadSlop { limit: LARGEST_SLOP },
        })
    }

    fn word(&mut self, is_value: bool) -> Result<(Token, Span), QueryError> {
        let start = self.at;
        let written = self.until_end();
        if !is_value && let Some(token) = self.field(written)? {
            return Ok((token, self.since(start)));
        }
        self.at += written.len();
        let span = self.since(start);
        // Punctuation before it was passed over already.
        let word = written.trim_end_matches(|last| !is_of_word(last) && last != '*');
        if let Some(tilde) = word.find('~') {
            let at = start + tilde;
            return Err(QueryError { span: Span::new(at, at + 1), problem: Problem::StrayTilde });
        }
        let (stem, is_prefix) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
        if let Some(star) = stem.find('*') {
            let at = start + star;
            return Err(QueryError { span: Span::new(at, at + 1), problem: Problem::StarInside });
        }
        let token = match stem {
            "OR" if !is_value && !is_prefix => Token::Or,
            "AND" if !is_value && !is_prefix => Token::And,
            "NOT" if !is_value && !is_prefix => Token::Not,
            _ if is_prefix => Token::Term(Term::Prefix(prefix(stem, span)?)),
            _ => Token::Term(Term::Word(stem.to_owned())),
        };
        Ok((token, span))
    }

    /// What is written from here to white space, a parenthesis or a quotation mark.
    fn until_end(&self) -> &'q str {
        let rest = self.rest();
        let ends = |character: char| {
            character.is_whitespace() || matches!(character, '(' | ')') || is_mark(character)
        };
        rest.find(ends).map_or(rest, |end| &rest[..end])
    }

    /// The field that `written` begins with, moved past its colon; nothing when it is an ordinary word, such as
    /// `10:30`, the address of a page, or the word before a colon in a sentence.
    fn field(&mut self, written: &str) -> Result<Option<Token>, QueryError> {
        let Some((name, value)) = written.split_once(':') else { return Ok(None) };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Ok(None);
        }
        let start = self.at;
        let lower = name.to_ascii_lowercase();
        if lower == "date" {
            self.at += name.len() + 1;
            return self.dates(start).map(Some);
        }
        if lower == "story" {
            let span = Span::new(start, start + name.len() + 1);
            return Err(QueryError { span, problem: Problem::NoStories });
        }
        if let Some((_, field)) = Field::NAMED.iter().find(|(known, _)| *known == lower) {
            self.at += name.len() + 1;
            return Ok(Some(Token::Field(*field)));
        }
        let next = self.query[start + name.len() + 1..].chars().next();
        if value.starts_with("//") || next.is_none_or(|next| !is_of_word(next) && !opens(next) && next != '(')
        {
            return Ok(None);
        }
        Err(QueryError {
            span: Span::new(start, start + name.len() + 1),
            problem: Problem::UnknownField { name: name.to_owned(), meant: meant(&lower) },
        })
    }

    /// The range after `date:`, which may stand between quotation marks.
    fn dates(&mut self, field: usize) -> Result<Token, QueryError> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let text = match self.rest().chars().next() {
            Some('(') => {
                let span = Span::new(field, start + 1);
                return Err(QueryError { span, problem: Problem::DatesInGroup });
            }
            Some(mark) if opens(mark) => match self.quotation(mark)? {
                Term::Phrase { words, slop: 0 } => words.join(" "),
                _ => return Err(QueryError { span: self.since(start), problem: Problem::BadDate }),
            },
            _ => {
                let written = self.until_end();
                self.at += written.len();
                written.trim_end_matches([',', ';']).to_owned()
            }
        };
        if text.is_empty() {
            let span = Span::new(field, start);
            let problem = Problem::NothingAfter { after: "date:".to_owned() };
            return Err(QueryError { span, problem });
        }
        DateRange::read(&text).map(Token::Dates).map_err(|why| QueryError {
            span: self.since(start),
            problem: match why {
                NoRange::Unreadable => Problem::BadDate,
                NoRange::Backwards => Problem::BackwardsDates,
            },
        })
    }
}

/// The words of `text`, without the punctuation around each.
fn words_of(text: &str) -> Vec<String> {
    text.split(|character: char| character.is_whitespace() || is_mark(character))
        .map(|word| word.trim_matches(|end| !is_of_word(end)))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a word begins with, when that is enough to look it up by.
fn prefix(stem: &str, span: Span) -> Result<String, QueryError> {
    const SHORTEST: usize = 2;
    let ends_in_word = stem.ends_with(is_of_word);
    if stem.chars().filter(|character| character.is_alphanumeric()).count() < SHORTEST || !ends_in_word {
        return Err(QueryError { span, problem: Problem::ShortPrefix });
    }
    Ok(stem.to_owned())
}

/// The field whose name is most like `name`, if any is like it.
fn meant(name: &str) -> Option<&'static str> {
    const ALIKE: f64 = 0.7;
    const OTHER_NAMES: [(&str, &str); 10] = [
        ("author", "by"),
        ("byline", "by"),
        ("headline", "title"),
        ("language", "lang"),
        ("person", "who"),
        ("published", "date"),
        ("quote", "said"),
        ("source", "who"),
        ("speaker", "who"),
        ("site", "outlet"),
    ];
    if let Some((_, field)) = OTHER_NAMES.iter().find(|(other, _)| *other == name) {
        return Some(field);
    }
    let known = Field::NAMED.iter().map(|(known, _)| *known).chain(["date"]);
    let alike = known.map(|known| (strsim::jaro_winkler(known, name), known));
    alike
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .map(|(_, known)| known)
}
