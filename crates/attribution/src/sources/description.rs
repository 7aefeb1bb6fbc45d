//! Sources that are known by a description alone.

use sayso_language::{Shape, Tag, Token, word};
use sayso_model::{SourceKind, Span};

use super::pronouns::gender_of;
use super::{Resolver, is_possessive};
use crate::people::{Class, classes};

impl Resolver<'_> {
    /// A source that is known by its description alone.
    pub(super) fn described(&mut self, span: Span, tokens: &[Token], kind: SourceKind) -> usize {
        let mut end = span.end;
        if let Some(last) = tokens.last().filter(|token| is_possessive(token)) {
            end = last.span.start;
        }
        // what a comma sets off tells more of the source than its name, but for who asks to stay without one
        if kind != SourceKind::Anonymous
            && let Some(comma) = tokens
                .iter()
                .enumerate()
                .find(|&(at, token)| token.word == word(",") && !is_in_date(tokens, at))
                .map(|(_, comma)| comma)
                .filter(|_| kind != SourceKind::Unknown || tokens.len() > 2)
                .filter(|comma| !is_place_in_place(tokens, comma))
        {
            end = end.min(comma.span.start);
        }
        // "the Bakers' Conference (BC)"
        let short = tokens
            .iter()
            .zip(tokens.iter().skip(1))
            .find(|(open, short)| open.word == word("(") && short.shape == Shape::AllCaps)
            .filter(|(open, _)| open.span.start > span.start)
            // of a name inside: "researchers from the Orrin Institute (OI) and elsewhere"
            .filter(|(_, short)| {
                !tokens
                    .iter()
                    .skip_while(|token| token.span != short.span)
                    .skip(2)
                    .any(|after| after.span.end <= end && after.tag.is_noun())
            });
        if let Some((open, _)) = short {
            end = end.min(open.span.start);
        }
        // "the mayor via the Courier"
        if let Some(via) = tokens.iter().skip(1).find(|token| token.word == word("via")) {
            end = end.min(via.span.start);
        }
        // "researchers from Orrin State University (Orrin State" lacks its bracket
        let own = Span::new(span.start, end.max(span.start)).of(self.text);
        if own.matches('(').count() > own.matches(')').count() {
            let open = span.start + own.rfind('(').unwrap_or_default();
            let closes = self.text[end..].starts_with(')') && self.text[open..end].contains(' ');
            end = if closes { end + 1 } else { open };
        }
        let own = Span::new(span.start, end.max(span.start)).of(self.text).trim_end();
        let text = match self.owner_in_full(tokens) {
            Some((owner, rest)) => format!("{owner}{}", &self.text[rest.min(end)..end]),
            None => own.trim_end_matches(['’', '\'', ',']).to_owned(),
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text =
            text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(&text).to_owned();
        let index = self.entry(text, kind);
        if let Some((_, short)) = short {
            self.by_short_form.insert(short.word, index);
        }
        self.entities[index].plural |=
            tokens.iter().any(|token| token.tag == Tag::NNS || classes(token.word).has(Class::They));
        index
    }

    /// "his lawyer", "Holt's lawyer": whose, with the full name, and from which byte the rest goes on.
    fn owner_in_full(&mut self, tokens: &[Token]) -> Option<(String, usize)> {
        let first = tokens.first()?;
        if first.tag == Tag::PRPS && tokens.len() > 1 {
            let gender = gender_of(first)?;
            let before = self
                .person_before(first.span.start, Some(gender))
                .filter(|&owner| self.entities[owner].kind == SourceKind::Person);
            // "according to her agent, Jana Holt fell ill"
            let after = || {
                let sentence = self.analysis.sentences[self.analysis.sentence_at(first.span.start)].span;
                let mention = self.names.after(first.span.end).next()?;
                let name = &self.names.list[mention.name];
                let fits = name.is_person()
                    && mention.span.end <= sentence.end
                    && name.gender.is_none_or(|known| known == gender);
                fits.then_some(mention.name)
            };
            let owner = match before {
                Some(owner) => owner,
                None => {
                    let name = after()?;
                    self.named(name)
                }
            };
            return Some((format!("{}’s", self.entities[owner].name), first.span.end));
        }
        let mention = *self.names.within(Span::new(first.span.start, tokens.last()?.span.end)).next()?;
        let full = self.names.list[mention.name].full;
        let opens = mention.span.start == first.span.start && self.names.list[mention.name].is_person();
        (opens && full.len() > mention.span.len()).then(|| (full.of(self.text).to_owned(), mention.span.end))
    }
}

/// "A March 14, 2019 report": whether the comma at `at` stands between day and year.
pub(super) fn is_in_date(tokens: &[Token], at: usize) -> bool {
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.tag == Tag::CD);
    at > 0 && number(at - 1) && number(at + 1)
}

/// "police in Turley, Orrin": whether what the comma sets off is where the place before it lies.
fn is_place_in_place(tokens: &[Token], comma: &Token) -> bool {
    let at = tokens.partition_point(|token| token.span.start < comma.span.start);
    let (before, after) = (&tokens[..at], &tokens[at + 1..]);
    let name = |token: &Token| token.tag.is_name() && token.shape != Shape::Lower;
    let located = before.iter().rev().find(|token| !name(token)).is_some_and(|link| link.tag == Tag::IN);
    // "a spokesman for the Turley, Calif. company"
    let abbreviated = after.len() > 1 && classes(after[0].word).has(Class::Place) && after[0].span.len() > 3;
    if abbreviated && before.last().is_some_and(name) {
        return true;
    }
    located && before.last().is_some_and(name) && (1..=2).contains(&after.len()) && after.iter().all(name)
}
