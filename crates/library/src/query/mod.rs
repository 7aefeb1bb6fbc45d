//! The query language: one grammar for the command line, the reading room, the API and saved searches.
//!
//! ```text
//! query  = either
//! either = all { "OR" all }
//! all    = one { [ "AND" ] one }
//! one    = ( "NOT" | "-" ) one | "(" either ")" | [ field ":" ] ( term | "(" either ")" )
//! term   = word | word "*" | quoted [ "~" number ]
//! ```
//!
//! [`parse`] takes a line apart; what it gives prints itself in one canonical form, which parses to the
//! same again, so that everybody can be shown how they were understood.

mod dates;
mod error;
mod lexer;
mod marks;
mod parser;

use std::fmt::{self, Display, Formatter};

pub use dates::{DateRange, PartialDate};
pub use error::{Problem, QueryError};
pub use parser::parse;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Everything of it: two parts or more, none of them `All` itself.
    All(Vec<Query>),
    /// Some of it: two parts or more, none of them `Any` itself.
    Any(Vec<Query>),
    /// What does not answer to it; never a `Not` itself.
    Not(Box<Query>),
    /// One term in one field.
    Term(Field, Term),
    /// A time of publication.
    Published(DateRange),
}

/// What can be looked for in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A word in any of its forms, without punctuation around it. Punctuation inside it (`vice-president`) makes
    /// it several words, which are then looked for as a phrase.
    Word(String),
    /// Words that begin like this.
    Prefix(String),
    /// Words one after another, in just these forms.
    Phrase {
        /// The words; at least one.
        words: Vec<String>,
        /// How many other words may stand between them, all gaps together.
        slop: u32,
    },
}

/// Where a term is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Headline, standfirst and text: what a term without a field is looked for in.
    Words,
    /// The headline.
    Title,
    /// The outlet's name or domain.
    Outlet,
    /// Who wrote it.
    By,
    /// Who is given as having said something: name and role.
    Who,
    /// What somebody is given as having said.
    Said,
    /// The outlets, documents and other works it leans on.
    Cites,
    /// A quantity, as written or as a number.
    Figure,
    /// The language, as a BCP 47 code.
    Lang,
}

impl Field {
    /// Every field that has a name, with it.
    pub const NAMED: [(&'static str, Self); 8] = [
        ("title", Self::Title),
        ("outlet", Self::Outlet),
        ("by", Self::By),
        ("who", Self::Who),
        ("said", Self::Said),
        ("cites", Self::Cites),
        ("figure", Self::Figure),
        ("lang", Self::Lang),
    ];

    /// What stands before the colon; nothing for [`Field::Words`].
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    /// Whether it belongs to a quotation and not to a whole article.
    #[must_use]
    pub const fn is_of_quotations(self) -> bool {
        matches!(self, Self::Who | Self::Said)
    }
}

impl Query {
    /// Whether quotations are looked for and not articles: whether `said:` or `who:` stands anywhere in it.
    #[must_use]
    pub fn finds_quotations(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::finds_quotations),
            Self::Not(part) => part.finds_quotations(),
            Self::Term(field, _) => field.is_of_quotations(),
            Self::Published(_) => false,
        }
    }

    /// Calls `each` on every term that a hit may hold, that is, on all but the excluded ones.
    pub fn wanted_terms<'q>(&'q self, each: &mut impl FnMut(Field, &'q Term)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.wanted_terms(each)),
            Self::Term(field, term) => each(*field, term),
            Self::Not(_) | Self::Published(_) => {}
        }
    }

    /// How many of its parts stand one within another.
    fn depth(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
            Self::Not(part) => 1 + part.depth(),
            Self::Term(..) | Self::Published(_) => 1,
        }
    }

    /// All of `parts`, without a shell around a single one.
    pub(crate) fn all(parts: Vec<Self>) -> Self {
        joined(parts, Self::All, |part| match part {
            Self::All(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// Any of `parts`, without a shell around a single one.
    fn any(parts: Vec<Self>) -> Self {
        joined(parts, Self::Any, |part| match part {
            Self::Any(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// The opposite of `part`.
    fn not(part: Self) -> Self {
        match part {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// `parts` in one shell, those that have the same shell already without theirs.
fn joined(
    parts: Vec<Query>,
    shell: impl Fn(Vec<Query>) -> Query,
    open: impl Fn(Query) -> Result<Vec<Query>, Query>,
) -> Query {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match open(part) {
            Ok(inner) => flat.extend(inner),
            Err(other) => flat.push(other),
        }
    }
    match flat.pop() {
        Some(only) if flat.is_empty() => only,
        Some(last) => {
            flat.push(last);
            shell(flat)
        }
        None => shell(flat),
    }
}

impl Display for Query {
    /// The canonical form: what parses to the same query again.
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => write_parts(parts, " ", out),
            Self::Any(parts) => write_parts(parts, " OR ", out),
            Self::Not(part) => {
                out.write_str("-")?;
                write_part(part, out)
            }
            Self::Term(Field::Words, term) => write!(out, "{term}"),
            Self::Term(field, term) => write!(out, "{}:{term}", field.name()),
            Self::Published(range) => write!(out, "date:{range}"),
        }
    }
}

fn write_parts(parts: &[Query], between: &str, out: &mut Formatter<'_>) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.write_str(between)?;
        }
        write_part(part, out)?;
    }
    Ok(())
}

/// A part, in parentheses when it has parts of its own: nobody should have to know which of two operators
/// binds more tightly.
fn write_part(part: &Query, out: &mut Formatter<'_>) -> fmt::Result {
    match part {
        Query::All(_) | Query::Any(_) => write!(out, "({part})"),
        _ => write!(out, "{part}"),
    }
}

impl Display for Term {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => out.write_str(word),
            Self::Prefix(prefix) => write!(out, "{prefix}*"),
            Self::Phrase { words, slop: 0 } => write!(out, "\"{}\"", words.join(" ")),
            Self::Phrase { words, slop } => write!(out, "\"{}\"~{slop}", words.join(" ")),
        }
    }
}

#[cfg(test)]
mod tests;
