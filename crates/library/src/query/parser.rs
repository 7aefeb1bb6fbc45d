use sayso_model::Span;

use super::error::{Problem, QueryError};
use super::lexer::{Token, tokens};
use super::{Field, Query, Term};

/// The longest query that is read, in bytes.
const LONGEST: usize = 16 << 10;

/// The deepest nesting of alternatives, conjunctions and negations in a query.
const DEEPEST: usize = 50;

/// The deepest nesting of what is written. Larger, because the canonical form of a query may have parentheses that
/// the query has not, and must still be read.
const DEEPEST_WRITTEN: usize = 200;

/// Takes a query apart.
///
/// # Errors
/// What is wrong with it, where, and what to do about it.
pub fn parse(query: &str) -> Result<Query, QueryError> {
    if query.len() > LONGEST {
        let problem = Problem::TooLong { limit: LONGEST };
        return Err(QueryError { span: Span::new(0, 0), problem });
    }
    let tokens = tokens(query)?;
    if tokens.is_empty() {
        return Err(QueryError { span: Span::new(0, 0), problem: Problem::Empty });
    }
    let mut parser = Parser { query, tokens: &tokens, at: 0, depth: 0 };
    let parsed = parser.either(Field::Words)?;
    match parser.peek() {
        // Only a parenthesis that nothing opened ends an alternative before the query does.
        Some(_) => Err(parser.error_here(Problem::StrayParenthesis)),
        None if parsed.depth() > DEEPEST => {
            Err(QueryError { span: Span::new(0, query.len()), problem: Problem::TooDeep })
        }
        None => Ok(parsed),
    }
}

/// Recursive descent: a method for each rule of the grammar, `field` being the one whose parentheses they are in.
struct Parser<'q> {
    query: &'q str,
    tokens: &'q [(Token, Span)],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    /// The token here, moved past.
    fn take(&mut self) -> Option<(Token, Span)> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    /// Where the token here stands, or the end of the query.
    fn here(&self) -> Span {
        let end = self.query.len();
        self.tokens.get(self.at).map_or(Span::new(end, end), |(_, span)| *span)
    }

    fn error_here(&self, problem: Problem) -> QueryError {
        QueryError { span: self.here(), problem }
    }

    fn either(&mut self, field: Field) -> Result<Query, QueryError> {
        let mut parts = vec![self.all(field, None)?];
        while self.peek() == Some(&Token::Or) {
            let operator = self.here();
            self.at += 1;
            parts.push(self.all(field, Some(operator))?);
        }
        Ok(Query::any(parts))
    }

    /// `after` is the OR that it follows, if any.
    fn all(&mut self, field: Field, after: Option<Span>) -> Result<Query, QueryError> {
        let mut parts = vec![self.one(field, after)?];
        loop {
            match self.peek() {
                None | Some(Token::Close | Token::Or) => return Ok(Query::all(parts)),
                Some(Token::And) => {
                    let operator = self.here();
                    self.at += 1;
                    parts.push(self.one(field, Some(operator))?);
                }
                Some(_) => parts.push(self.one(field, None)?),
            }
        }
    }

    /// `after` is the operator or field that it follows, if any: it is to blame when nothing comes.
    fn one(&mut self, field: Field, after: Option<Span>) -> Result<Query, QueryError> {
        match self.take() {
            Some((Token::Not, span)) => {
                self.nested(span, |parser| parser.one(field, Some(span)).map(Query::not))
            }
            Some((Token::Open, span)) => self.group(field, span),
            Some((Token::Field(inner), span)) => {
                if field != Field::Words {
                    let problem = Problem::FieldInField { inner: inner.name(), outer: field.name() };
                    return Err(QueryError { span, problem });
                }
                self.value(inner, span)
            }
            Some((Token::Dates(range), span)) => {
                if field != Field::Words {
                    let problem = Problem::FieldInField { inner: "date", outer: field.name() };
                    return Err(QueryError { span, problem });
                }
                Ok(Query::Published(range))
            }
            Some((Token::Term(term), span)) => Ok(Query::Term(field, checked(field, term, span)?)),
            token => {
                self.at -= usize::from(token.is_some());
                Err(self.nothing(token.as_ref().map(|(token, _)| token), after))
            }
        }
    }

    /// Why nothing to look for stands here, where `token` stands instead.
    fn nothing(&self, token: Option<&Token>, after: Option<Span>) -> QueryError {
        if let Some(span) = after {
            let after = span.of(self.query).to_owned();
            return QueryError { span, problem: Problem::NothingAfter { after } };
        }
        self.error_here(match token {
            Some(Token::Or) => Problem::NothingBefore { operator: "OR" },
            Some(Token::And) => Problem::NothingBefore { operator: "AND" },
            Some(Token::Close) => Problem::StrayParenthesis,
            _ => Problem::Empty,
        })
    }

    /// What follows a field: one term or a group.
    fn value(&mut self, field: Field, name: Span) -> Result<Query, QueryError> {
        match self.take() {
            Some((Token::Open, span)) => self.group(field, span),
            Some((Token::Term(term), span)) => Ok(Query::Term(field, checked(field, term, span)?)),
            _ => {
                let after = name.of(self.query).to_owned();
                Err(QueryError { span: name, problem: Problem::NothingAfter { after } })
            }
        }
    }

    /// What stands in the parentheses that were opened at `opening`.
    fn group(&mut self, field: Field, opening: Span) -> Result<Query, QueryError> {
        if self.peek() == Some(&Token::Close) {
            let span = Span::new(opening.start, self.here().end);
            return Err(QueryError { span, problem: Problem::EmptyParentheses });
        }
        if self.peek().is_none() {
            return Err(QueryError { span: opening, problem: Problem::OpenParenthesis });
        }
        let inner = self.nested(opening, |parser| parser.either(field))?;
        match self.take() {
            Some((Token::Close, _)) => Ok(inner),
            _ => Err(QueryError { span: opening, problem: Problem::OpenParenthesis }),
        }
    }

    /// Whatever `rule` reads one level further down.
    fn nested(
        &mut self,
        span: Span,
        rule: impl FnOnce(&mut Self) -> Result<Query, QueryError>,
    ) -> Result<Query, QueryError> {
        if self.depth == DEEPEST_WRITTEN {
            return Err(QueryError { span, problem: Problem::TooDeep });
        }
        self.depth += 1;
        let read = rule(self);
        self.depth -= 1;
        read
    }
}

/// `term` when `field` can take it.
fn checked(field: Field, term: Term, span: Span) -> Result<Term, QueryError> {
    if field != Field::Lang {
        return Ok(term);
    }
    match term {
        Term::Word(word) => Ok(Term::Word(word.to_lowercase())),
        _ => Err(QueryError { span, problem: Problem::OneWord { field: field.name() } }),
    }
}
