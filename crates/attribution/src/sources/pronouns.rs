//! Whom a pronoun means.

use sayso_language::{Gender, Shape, Tag, Token, word};
use sayso_model::{SourceKind, Span};

use super::known::is_place;
use super::{Entity, Resolver};
use crate::lexicon::is_be;
use crate::people::{Class, classes};

/// How many of the sources last spoken of a pronoun can reach back over.
const REACH: usize = 24;
/// Tokens of where those are with whom a sentence opens.
const PLACE: usize = 8;
/// How far back the body that "they" speaks of may stand, in bytes.
const NEAR: usize = 500;

pub(super) fn is_pronoun(token: &Token) -> bool {
    let class = classes(token.word);
    // "WHO" and "IT" are names
    token.shape != Shape::AllCaps
        && [Class::They, Class::It, Class::He, Class::She, Class::Who].iter().any(|&kind| class.has(kind))
}

/// What a pronoun means when nobody is found for it.
pub(super) fn kind_of_pronoun(token: &Token) -> SourceKind {
    let class = classes(token.word);
    if class.has(Class::They) {
        SourceKind::Group
    } else if class.has(Class::It) {
        SourceKind::Organisation
    } else {
        SourceKind::Unknown
    }
}

/// Whom "he", "her" and the like can mean; none for other words.
pub(super) fn gender_of(token: &Token) -> Option<Gender> {
    let class = classes(token.word);
    match (class.has(Class::He), class.has(Class::She)) {
        (true, _) => Some(Gender::Male),
        (_, true) => Some(Gender::Female),
        _ => None,
    }
}

impl Resolver<'_> {
    /// A pronoun: the likeliest of those spoken of before it.
    pub(super) fn pronoun(&mut self, token: &Token, span: Span) -> Option<usize> {
        let class = classes(token.word);
        if class.has(Class::Who) {
            return self.antecedent(span.start);
        }
        let gender = gender_of(token);
        if gender.is_some() {
            return self.person_before(span.start, gender);
        }
        let plural = class.has(Class::They);
        let fits = |entity: &Entity| {
            if plural {
                entity.plural && entity.kind != SourceKind::Document
            } else {
                !entity.plural
                    && matches!(
                        entity.kind,
                        SourceKind::Organisation | SourceKind::Document | SourceKind::Outlet
                    )
            }
        };
        let spoken = self
            .spoken_before(span.start)
            .find(|&(index, at)| span.start - at < 900 && fits(&self.entities[index]));
        let sentence = self.analysis.sentence_at(span.start);
        // "The officers are back. They said": those the sentence is about before those who spoke earlier
        if plural
            && let Some(words) = self
                .several_opening(sentence, span.start)
                .or_else(|| self.several_opening(sentence.checked_sub(1)?, span.start))
            && spoken.is_none_or(|(_, at)| at < words.start)
            && self.analysis.sentences[self.analysis.sentence_at(words.start)].paragraph
                == self.analysis.sentences[sentence].paragraph
        {
            return Some(self.who(words));
        }
        // a body named before though it has not spoken yet
        let named = self.names.before(span.start).take(8).find(|mention| {
            !self.names.list[mention.name].is_person()
                && sentence.saturating_sub(self.analysis.sentence_at(mention.span.start)) <= 2
                && mention.subject
        });
        match (spoken, named) {
            (Some((_, at)), Some(mention)) if !plural && self.opens_later(mention.span.start, at) => {
                Some(self.named(mention.name))
            }
            (Some((index, _)), _) => Some(index),
            (None, Some(mention)) if !plural => Some(self.named(mention.name)),
            (None, named) if plural => self.body_as_many(span.start).or_else(|| {
                let mention = named.filter(|mention| !is_place(self.names.list[mention.name].words()))?;
                Some(self.named(mention.name))
            }),
            _ => None,
        }
    }

    /// "The council met. They said": the body last spoken of, where nothing of several is near.
    fn body_as_many(&self, position: usize) -> Option<usize> {
        let (index, at) = self.spoken_before(position).next()?;
        let kind = self.entities[index].kind;
        let body = matches!(kind, SourceKind::Organisation | SourceKind::Outlet | SourceKind::Official);
        (body && position - at < NEAR).then_some(index)
    }

    /// The several people that a sentence opens with, where that is before byte `position`: "The heirs are waiting".
    fn several_opening(&self, sentence: usize, position: usize) -> Option<Span> {
        let sentence = &self.analysis.sentences[sentence];
        let tokens = &self.analysis.tokens[sentence.tokens.clone()];
        // "Here, researchers": what is set off before the subject
        let start = match tokens {
            [first, comma, ..] if first.tag.is_adverb() && comma.word == word(",") => 2,
            _ => 0,
        };
        let end = super::works::phrase_after(tokens, start)?;
        // "Doctors at a hospital in Marl treated 30": where they are hangs on still
        let place = |token: &&Token| {
            token.tag.is_noun()
                || token.tag.is_adjective()
                || matches!(token.tag, Tag::IN | Tag::DT | Tag::CD)
        };
        let verb = end + tokens[end..].iter().take(PLACE).take_while(place).count();
        let end = if tokens.get(verb).is_some_and(|next| next.tag.is_finite()) { verb } else { end };
        let next = tokens.get(end)?;
        let set_off = next.word == word(",")
            && tokens.get(end + 1).is_some_and(|after| {
                matches!(after.tag, Tag::VBN | Tag::WP | Tag::WDT | Tag::IN) || after.tag.is_adverb()
            });
        let core = &tokens[start..end];
        let core = &core[..core.iter().position(|token| token.tag == Tag::IN).unwrap_or(core.len())];
        let last = core.last()?;
        let people = last.tag == Tag::NNS || last.tag == Tag::NN && super::works::is_team(last.word);
        let span = Span::new(tokens[start].span.start, tokens[end - 1].span.end);
        let said = next.tag.is_finite() || set_off;
        (said && people && span.end < position && !self.is_quoted(span)).then_some(span)
    }

    /// The one person without a name that the sentence before opened with: "One of the victims wept. She said".
    /// With whether that is plain: "Another, who kept a shop, wept".
    fn one_opening(&self, sentence: usize) -> Option<(Span, bool)> {
        let before = self.analysis.sentences.get(sentence.checked_sub(1)?)?;
        let tokens = &self.analysis.tokens[before.tokens.clone()];
        let another = tokens.first()?.word == word("another");
        let end = super::works::phrase_after(tokens, 0).or(another.then_some(1))?;
        let core = &tokens[..tokens[..end].iter().position(|token| token.tag == Tag::IN).unwrap_or(end)];
        let head = core.last()?;
        let class = classes(head.word);
        // "Another is that taxes rise"
        let being = tokens.get(end).is_some_and(|next| is_be(next.word));
        let one = core.len() == 1 && (another && !being || head.word == word("one") && end > 1);
        let who = tokens.get(end).is_some_and(|comma| comma.word == word(","))
            && tokens.get(end + 1).is_some_and(|who| who.word == word("who"));
        let person =
            matches!(head.tag, Tag::NN) && (who || class.has(Class::Role) || class.has(Class::Group));
        let span = Span::new(tokens[0].span.start, tokens[end - 1].span.end);
        let verb = who || tokens.get(end).is_some_and(|next| next.tag.is_finite());
        let named = self.names.within(Span::new(span.start, head.span.end)).next().is_some();
        let same = before.paragraph == self.analysis.sentences[sentence].paragraph;
        (verb && same && (one || person) && !named && !self.is_quoted(span)).then_some((span, who))
    }

    /// Whether a name at `named` opens a sentence after the one in which the source at `spoken` was.
    fn opens_later(&self, named: usize, spoken: usize) -> bool {
        let sentence = self.analysis.sentence_at(named);
        let start = self.analysis.sentences[sentence].span.start;
        named - start < 5 && start > spoken
    }

    /// The sources spoken of before byte `position`, latest first, with where.
    pub(super) fn spoken_before(&self, position: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.spoken.iter().rev().take(REACH).copied().filter(move |&(_, at)| at < position)
    }

    /// What a relative pronoun at `position` goes with: the phrase right before it.
    fn antecedent(&mut self, position: usize) -> Option<usize> {
        let sentence = &self.analysis.sentences[self.analysis.sentence_at(position)];
        let here = self.analysis.token_at(position);
        let tokens = &self.analysis.tokens;
        let mut end = here;
        while end > sentence.tokens.start && tokens[end - 1].span.len() == 1 && !tokens[end - 1].tag.is_noun()
        {
            end -= 1;
        }
        let before = &tokens[sentence.tokens.start..end];
        // what hangs on a preposition goes with the whole: "a report by the Board on rivers, which"
        let start = super::works::phrase_before(before).or_else(|| super::works::subject_whole(before))?;
        let mut start = start + sentence.tokens.start;
        // "a plea from her lawyer, who": a person, not what hangs on one
        let human = |token: &Token| {
            let class = classes(token.word);
            token.tag.is_noun() && (class.has(Class::Role) || class.has(Class::Group) || token.tag.is_name())
        };
        let who = tokens[here].word == word("who");
        let link = tokens[start..end].iter().rposition(|token| token.tag == Tag::IN).map(|at| start + at);
        if let Some(link) = link.filter(|&link| who && link > start)
            && !human(&tokens[link - 1])
            && human(&tokens[end - 1])
            && tokens[link].word == word("from")
        {
            start = link + 1;
        }
        let span = Span::new(tokens[start].span.start, tokens[end - 1].span.end);
        Some(self.phrase(span, &tokens[start..end]))
    }

    /// The person that a pronoun at `position` most likely means.
    pub(super) fn person_before(&mut self, position: usize, gender: Option<Gender>) -> Option<usize> {
        let here = self.analysis.sentence_at(position);
        let paragraph = self.analysis.sentences[here].paragraph;
        let last_speaker = self
            .spoken_before(position)
            .find(|&(index, _)| self.entities[index].kind == SourceKind::Person)
            .map(|(index, _)| index);
        let last_person_at = self
            .spoken_before(position)
            .find(|&(index, _)| self.entities[index].kind == SourceKind::Person)
            .map(|(_, at)| at);
        // in somebody's words "he" is another
        let inside = self.is_quoted(Span::new(position, position + 1));
        let mut best: Option<(f32, Result<usize, usize>)> = None;
        let mut consider = |score: f32, who: Result<usize, usize>| {
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, who));
            }
        };
        for mention in self.names.before(position).take(40) {
            let name = &self.names.list[mention.name];
            let sentence = self.analysis.sentence_at(mention.span.start);
            let distance = here - sentence;
            if distance > 12 {
                break;
            }
            let clash = gender.is_some() && name.gender.is_some() && gender != name.gender;
            let spoke_as_person = || {
                // "Mikkel"; of longer names that no rule takes for a person's most are bodies'
                let entity = self.by_name.get(&mention.name).filter(|_| name.words().len() == 1);
                entity.is_some_and(|&entity| self.entities[entity].kind == SourceKind::Person)
            };
            if !(name.is_person() || spoke_as_person()) || clash {
                continue;
            }
            let mut score = -(distance as f32) * 0.6;
            if self.analysis.sentences[sentence].paragraph != paragraph {
                score -= 0.5;
            }
            if mention.subject {
                score += 0.8;
            }
            if mention.opens {
                score += 0.5;
            }
            if distance == 0 {
                score += 0.8;
            }
            if gender.is_some() && name.gender == gender {
                score += 0.8;
            }
            // the sentence before is about whoever opens it
            if mention.opens && distance == 1 {
                score += 0.7;
            }
            if self.is_quoted(mention.span) && !inside {
                score -= 2.5;
            }
            if let Some(&entity) = self.by_name.get(&mention.name)
                && last_speaker == Some(entity)
            {
                score += if inside { -2.0 } else { 1.2 };
            }
            consider(score, Ok(mention.name));
        }
        // persons without a name: "a resident … she said"
        for (index, at) in self.spoken_before(position) {
            let entity = &self.entities[index];
            if entity.named.is_some() || entity.plural {
                continue;
            }
            let human = matches!(
                entity.kind,
                SourceKind::Official | SourceKind::Anonymous | SourceKind::Group | SourceKind::Person
            ) && entity.head != Some(word("police"));
            let clash = gender.is_some() && entity.gender.is_some() && gender != entity.gender;
            let distance = here - self.analysis.sentence_at(at);
            if !human || clash || distance > 6 {
                continue;
            }
            let mut score = -(distance as f32) * 0.6;
            if last_person_at.is_none_or(|last| at > last) {
                score += if distance == 1 { 2.2 } else { 1.2 };
            }
            consider(score, Err(index));
        }
        if let Some((words, plain)) = self.one_opening(here)
            && (plain || best.is_none_or(|(score, _)| score < 1.6))
        {
            return Some(self.who(words));
        }
        match best? {
            (_, Ok(name)) => Some(self.named(name)),
            (_, Err(entity)) => Some(entity),
        }
    }

    pub(super) fn is_quoted(&self, span: Span) -> bool {
        let after = self.quotations.partition_point(|quotation| quotation.span.start <= span.start);
        self.quotations[..after].iter().rev().take(4).any(|quotation| quotation.span.covers(span))
    }
}
