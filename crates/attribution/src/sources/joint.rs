//! Several sources that say something together.

use sayso_language::{Shape, Tag, Token, word};
use sayso_model::Span;

use super::phrase::{is_office, joins_offices};
use super::pronouns::is_pronoun;
use super::{Entity, Resolver, is_possessive};
use crate::names::is_portfolio;
use crate::people::{Class, classes};

/// Parts of a list of sources that are looked at.
const MOST: usize = 12;

impl Resolver<'_> {
    /// "Holt and Osei", "the Board and its director", "Holt, along with the Board", "Holt, Osei, and Reyes": one source with
    /// all names, of the first one's kind.
    pub(super) fn joint(&mut self, tokens: &[Token], core: &[Token]) -> Option<usize> {
        if let Some(several) = self.listed(tokens) {
            return Some(several);
        }
        let and = tokens.iter().position(|token| {
            token.tag == Tag::CC && token.word == word("and") || token.word == word("along")
        })?;
        if self.in_name(tokens, and)
            || joins_offices(tokens, and, self.text)
            || self.joins_portfolios(tokens, and)
        {
            return None;
        }
        let both = usize::from(tokens[0].word == word("both"));
        let mut left = tokens.get(both..and)?;
        while left.last().is_some_and(|token| token.word == word(",")) {
            left = &left[..left.len() - 1];
        }
        let with = usize::from(tokens.get(and + 1).is_some_and(|token| token.word == word("with")));
        let right = without_short_form(tokens.get(and + 1 + with..)?);
        if left.is_empty() || right.is_empty() {
            return None;
        }
        // "the mayors of Orrin and Turley", "Holt and Osei's lawyer": one source
        let plain = |part: &[Token]| {
            !part.iter().any(|token| matches!(token.tag, Tag::IN | Tag::TO | Tag::WP | Tag::WDT))
        };
        // "the Centre for River Safety and Holt": "for" is in the name
        let names_left = self.names.within(over(left)).any(|mention| {
            let articles = left.iter().take_while(|token| token.tag == Tag::DT).count();
            left.get(articles).is_some_and(|first| first.span.start == mention.span.start)
                && left[left.len() - 1].span.end == mention.span.end
        });
        // "Holt of the Orrin Union and 12 neighbours": people that come to a person
        let person_left = self.person_in(left);
        let counted = right[0].tag == Tag::CD && right.last().is_some_and(|last| last.tag == Tag::NNS);
        // "judge Ann Holt and chair of the board Peter Osei"
        let pronoun = matches!(left, [only] if is_pronoun(only));
        let two_persons =
            plain(left) && (person_left.is_some() || pronoun) && self.person_in(right).is_some();
        if !(names_left || two_persons || person_left.is_some() && counted)
            && !(plain(left) && and <= core.len() + 1)
            || right.iter().any(is_possessive) && !right.last().is_some_and(is_possessive) && !two_persons
        {
            return None;
        }
        let ends_in_name = |part: &[Token]| {
            let span = over(part);
            self.names.within(span).last().is_some_and(|mention| mention.span.end == span.end)
        };
        let definite = |part: &[Token]| part[0].word == word("the");
        let names = (ends_in_name(left) || definite(left) && plain(left) && ends_in_name(right) || pronoun)
            && self.begins_name(right);
        let named_and_his =
            ends_in_name(left) && right[0].tag == Tag::PRPS || person_left.is_some() && counted;
        if !(names || two_persons || named_and_his || definite(left) && definite(right)) {
            return None;
        }
        let first = self.part(left);
        let mut name = self.entities[first].name.clone();
        if named_and_his || !self.begins_name(right) && !definite(right) && !two_persons {
            name = format!("{name} and {}", over(right).of(self.text));
        } else {
            let second = self.part(right);
            if second == first {
                return None;
            }
            name = format!("{name} and {}", self.entities[second].name);
        }
        Some(self.several(name, first))
    }

    /// "Transport and Harbours Minister Jana Holt", "police and crime commissioner Jana Holt": one office, whose holder is named.
    fn joins_portfolios(&self, tokens: &[Token], and: usize) -> bool {
        let (left, right) = (&tokens[..and], &tokens[and + 1..]);
        let Some(name) = right.first().and_then(|_| self.names.within(over(right)).last()) else {
            return false;
        };
        let office = &right[..right.partition_point(|token| token.span.end <= name.span.start)];
        let [areas @ .., holder] = office else { return false };
        let area = |token: &Token| token.tag.is_noun() && !is_office(token, self.text);
        is_office(holder, self.text)
            && (1..=2).contains(&areas.len())
            && areas.iter().all(area)
            && areas.iter().any(|token| token.shape == Shape::Capital || is_portfolio(token.word))
            && left.last().is_some_and(area)
            && self.names.list[name.name].is_person()
            && self.person_in(left).is_none()
            && !left.last().is_some_and(|last| last.shape == Shape::AllCaps || is_body(last))
    }

    /// "Holt, Osei, and Reyes", "three bakers, Holt, Osei and Reyes": a list of names alone, perhaps with what they are
    /// before it.
    fn listed(&mut self, tokens: &[Token]) -> Option<usize> {
        let comma = tokens.iter().position(|token| token.word == word(","))?;
        if self.in_name(tokens, comma) {
            return None;
        }
        let mut parts: Vec<&[Token]> = Vec::new();
        let (mut start, mut joined) = (0, false);
        for at in 0..=tokens.len() {
            let clause = tokens.get(at).is_none_or(|token| matches!(token.tag, Tag::WP | Tag::WDT));
            let and = !clause && tokens[at].tag == Tag::CC && tokens[at].word == word("and");
            if !(clause || (and || tokens[at].word == word(",")) && !self.in_name(tokens, at)) {
                continue;
            }
            if at > start {
                parts.push(without_short_form(&tokens[start..at]));
            }
            joined |= and && at > 0;
            start = at + 1;
            if clause {
                break;
            }
        }
        if parts.len() < 3 || parts.len() > MOST || !joined {
            return None;
        }
        let told = parts[0]
            .last()
            .is_some_and(|last| last.tag == Tag::NNS || last.tag == Tag::NNPS && parts[0][0].tag == Tag::CD);
        let parts = &parts[usize::from(told)..];
        let names: Vec<usize> = parts.iter().map_while(|part| self.only_name(part)).collect();
        if names.len() < parts.len() || names.len() < 2 {
            return None;
        }
        // "Holt, Osei's wife, …" repeats one
        if names.iter().enumerate().any(|(at, name)| names[..at].contains(name)) {
            return None;
        }
        let sources: Vec<usize> = names.into_iter().map(|name| self.named(name)).collect();
        let (last, before) = sources.split_last()?;
        let before: Vec<&str> = before.iter().map(|&index| self.entities[index].name.as_str()).collect();
        let name = format!("{} and {}", before.join(", "), self.entities[*last].name);
        Some(self.several(name, sources[0]))
    }

    /// The name that is all of a part, but for an article and a title.
    fn only_name(&self, part: &[Token]) -> Option<usize> {
        let span = over(part);
        let mention = *self.names.within(span).next()?;
        let before = &part[..part.partition_point(|token| token.span.end <= mention.span.start)];
        let plain = before.iter().all(|token| token.tag == Tag::DT || classes(token.word).has(Class::Title));
        (plain && mention.span.end == span.end).then_some(mention.name)
    }

    /// Whether the token at `at` stands inside a name.
    fn in_name(&self, tokens: &[Token], at: usize) -> bool {
        self.names.within(over(tokens)).any(|mention| mention.span.covers(tokens[at].span))
    }

    /// The source that several are together.
    fn several(&mut self, name: String, first: usize) -> usize {
        let kind = self.entities[first].kind;
        let index = self.entry(name, kind);
        let entity: &mut Entity = &mut self.entities[index];
        entity.plural = true;
        index
    }

    /// Whether a part opens with a name, but for titles and an article.
    fn begins_name(&self, part: &[Token]) -> bool {
        self.names.within(over(part)).next().is_some_and(|mention| {
            let before = &part[..part.partition_point(|token| token.span.end <= mention.span.start)];
            before.len() < 6
                && before
                    .iter()
                    .all(|token| token.tag.is_noun() || token.tag.is_adjective() || token.tag == Tag::DT)
        })
    }

    fn part(&mut self, tokens: &[Token]) -> usize {
        if let [only] = tokens
            && is_pronoun(only)
            && let Some(known) = self.pronoun(only, only.span)
        {
            return known;
        }
        self.phrase(over(tokens), tokens)
    }
}

/// Whether a word means a body: "the Water Board and finance minister Jana Holt" are two.
fn is_body(token: &Token) -> bool {
    classes(token.word).has(Class::Organisation) || classes(token.word).has(Class::Body)
}

/// A phrase without the short form set in brackets after it.
fn without_short_form(tokens: &[Token]) -> &[Token] {
    match tokens {
        [name @ .., open, _, close] if open.word == word("(") && close.word == word(")") => name,
        _ => tokens,
    }
}

/// Where a phrase stands.
fn over(tokens: &[Token]) -> Span {
    Span::new(tokens[0].span.start, tokens[tokens.len() - 1].span.end)
}
