//! Two sources that say something together.

use sayso_language::{Tag, Token, word};
use sayso_model::Span;

use super::{Entity, Resolver, is_possessive};

impl Resolver<'_> {
    /// "Holt and Osei", "the Board and its director", "Holt, along with the Board": one source with both names, of
    /// the first one's kind.
    pub(super) fn joint(&mut self, tokens: &[Token], core: &[Token]) -> Option<usize> {
        let and = tokens.iter().position(|token| {
            token.tag == Tag::CC && token.word == word("and") || token.word == word("along")
        })?;
        let inside_name = self
            .names
            .within(Span::new(tokens[0].span.start, tokens[tokens.len() - 1].span.end))
            .any(|mention| mention.span.covers(tokens[and].span));
        let mut left = &tokens[..and];
        while left.last().is_some_and(|token| token.word == word(",")) {
            left = &left[..left.len() - 1];
        }
        let with = usize::from(tokens.get(and + 1).is_some_and(|token| token.word == word("with")));
        let right = tokens.get(and + 1 + with..)?;
        if left.is_empty() || right.is_empty() || inside_name {
            return None;
        }
        // "the mayors of Orrin and Turley", "Holt and Osei's lawyer": one source
        let plain = |part: &[Token]| {
            !part.iter().any(|token| matches!(token.tag, Tag::IN | Tag::TO | Tag::WP | Tag::WDT))
        };
        // "the Centre for River Safety and Holt": "for" is in the name
        let names_left =
            self.names.within(Span::new(left[0].span.start, left[left.len() - 1].span.end)).any(|mention| {
                let articles = left.iter().take_while(|token| token.tag == Tag::DT).count();
                left.get(articles).is_some_and(|first| first.span.start == mention.span.start)
                    && left[left.len() - 1].span.end == mention.span.end
            });
        if !(names_left || plain(left) && and <= core.len() + 1)
            || right.iter().any(is_possessive) && !right.last().is_some_and(is_possessive)
        {
            return None;
        }
        let ends_in_name = |part: &[Token]| {
            let span = Span::new(part[0].span.start, part[part.len() - 1].span.end);
            self.names.within(span).last().is_some_and(|mention| mention.span.end == span.end)
        };
        let definite = |part: &[Token]| part[0].word == word("the");
        let names = ends_in_name(left) && self.begins_name(right);
        let named_and_his = ends_in_name(left) && right[0].tag == Tag::PRPS;
        if !(names || named_and_his || definite(left) && definite(right)) {
            return None;
        }
        let first = self.part(left);
        let mut name = self.entities[first].name.clone();
        if named_and_his || !self.begins_name(right) && !definite(right) {
            let end = tokens[tokens.len() - 1].span.end;
            name = format!("{name} and {}", Span::new(right[0].span.start, end).of(self.text));
        } else {
            let second = self.part(right);
            if second == first {
                return None;
            }
            name = format!("{name} and {}", self.entities[second].name);
        }
        let kind = self.entities[first].kind;
        let index = self.entry(name, kind);
        let entity: &mut Entity = &mut self.entities[index];
        entity.plural = true;
        Some(index)
    }

    /// Whether a part opens with a name, but for titles and an article.
    fn begins_name(&self, part: &[Token]) -> bool {
        let span = Span::new(part[0].span.start, part[part.len() - 1].span.end);
        self.names.within(span).next().is_some_and(|mention| {
            let before = &part[..part.partition_point(|token| token.span.end <= mention.span.start)];
            before.len() < 6
                && before
                    .iter()
                    .all(|token| token.tag.is_noun() || token.tag.is_adjective() || token.tag == Tag::DT)
        })
    }

    fn part(&mut self, tokens: &[Token]) -> usize {
        let span = Span::new(tokens[0].span.start, tokens[tokens.len() - 1].span.end);
        self.phrase(span, tokens)
    }
}
