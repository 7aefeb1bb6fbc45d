//! Whom a noun phrase names: by a name in it, by an office or thing spoken of before, or by itself.

use sayso_language::{Shape, Tag, Token, Word, word};
use sayso_model::{SourceKind, Span};

use super::description::is_in_date;
use super::kinds::{head_of, kind_of};
use super::known::{is_business, is_place};
use super::pronouns::is_pronoun;
use super::{Resolver, is_possessive};
use crate::dates::WEEKDAYS;
use crate::lexicon::is_time;
use crate::names::{gender_of_title, is_occupation, is_portfolio};
use crate::people::{Class, classes};

/// A source's words without what only stands beside them: "so Orrin law", "Holt further", "a leaflet which".
pub(super) fn trimmed<'t>(tokens: &'t [Token], text: &str) -> &'t [Token] {
    let mut start = date_before(tokens);
    while start + 1 < tokens.len() {
        let token = &tokens[start];
        let counts = token.word == word("once") || token.word == word("not") && tokens.len() > start + 1;
        let beside = token.tag.is_adverb() && !counts
            || matches!(token.tag, Tag::CC | Tag::Mark)
            || [word("both"), word("so"), word("as"), word("while"), word("though")].contains(&token.word)
                && token.tag != Tag::NNP;
        if !beside {
            break;
        }
        start += 1;
    }
    let mut end = tokens.len();
    // "two people who work there" is whole
    let clause = tokens[start..end - 1].iter().any(|token| matches!(token.tag, Tag::WP | Tag::WDT));
    while end > start + 1 && !clause {
        let token = &tokens[end - 1];
        let beside = token.tag.is_adverb()
            || matches!(token.tag, Tag::WP | Tag::WDT | Tag::VBZ | Tag::VBD | Tag::VBP | Tag::MD)
                && token.shape != Shape::AllCaps
            || token.word == word(",")
            || token.word == word("(")
            || token.word == word("further")
            || [word("himself"), word("herself"), word("itself"), word("themselves")].contains(&token.word)
            || is_day(token) && (tokens[end - 2].tag.is_noun() || tokens[end - 2].word == word("on"))
            || token.word == word("on") && token.tag == Tag::IN
            || [word("read"), word("reads")].contains(&token.word) && tokens[end - 2].tag.is_noun()
            || tokens[end - 2].tag.is_name()
                && token.shape == Shape::Lower
                && token.of(text).ends_with("ly")
                && ![word("family"), word("assembly")].contains(&token.word)
            || classes(token.word).has(Class::Who) && token.tag == Tag::IN;
        if !beside {
            break;
        }
        end -= 1;
    }
    &tokens[start..end]
}

/// How many words at the beginning are a date that stands before a text: "January 29, 2005 Officials from".
fn date_before(tokens: &[Token]) -> usize {
    let number = |at: usize| tokens.get(at).is_some_and(|token| token.tag == Tag::CD);
    let month = tokens.first().is_some_and(|first| first.tag.is_name() && is_time(first.word));
    let comma = tokens.get(2).is_some_and(|token| token.word == word(","));
    if month && number(1) && comma && number(3) && tokens.len() > 4 { 4 } else { 0 }
}

/// "today", "Monday": when it was said, where it slips in beside a source; not "Orrin Today".
fn is_day(token: &Token) -> bool {
    let near = [word("today"), word("yesterday"), word("tonight"), word("tomorrow")].contains(&token.word);
    WEEKDAYS.contains(&token.word) || near && token.shape == Shape::Lower
}

impl Resolver<'_> {
    /// A phrase that is more than a pronoun.
    pub(super) fn phrase(&mut self, span: Span, tokens: &[Token]) -> usize {
        if let Some(name) = self.business_of_place(span) {
            return self.named(name);
        }
        // "Turley, Calif.-based Marl Bancorp"
        if let Some(rest) = after_based(tokens) {
            return self.phrase(Span::new(rest[0].span.start, span.end), rest);
        }
        if let Some(asked) = self.asked_by_outlet(tokens) {
            return self.phrase(Span::new(span.start, asked[asked.len() - 1].span.end), asked);
        }
        let core = &tokens[..self.core_end(tokens)];
        let core_span = Span::new(core[0].span.start, core[core.len() - 1].span.end);
        if let Some(joint) = self.joint(tokens, core) {
            return joint;
        }
        if let Some(name) = self.person_in(tokens) {
            return self.named(name);
        }
        if let Some(name) = self.body_apposed(tokens, core) {
            return self.named(name);
        }
        // "the Federation of Archive and Library Workers (FALW)": a name that runs over the core's end
        // "Orrin's Institute of Rivers" is one without the land that has it
        let land = core.iter().position(is_possessive).filter(|&at| {
            core[..at].iter().all(|token| token.tag == Tag::DT || classes(token.word).has(Class::Country))
        });
        let owner = land.map_or(0, |at| core[at].span.end + 1);
        let long = self.names.within(span).find(|mention| {
            let next = tokens.partition_point(|token| token.span.start < mention.span.end);
            mention.span.start < core_span.end
                && mention.span.end > core_span.end
                && mention.span.start <= (core_span.start + 4).max(owner)
                && !tokens.get(next).is_some_and(is_possessive)
        });
        if let Some(&mention) = long {
            let index = self.named(mention.name);
            self.place_body(index, tokens, mention.span.end);
            return index;
        }
        // "the 41-year-old": the person last spoken of
        if core[0].word == word("the")
            && core.last().is_some_and(|token| token.word == word("old"))
            && core.iter().any(|token| token.word == word("year"))
            && let Some(person) = self.person_before(span.start, None)
        {
            return person;
        }
        let (counted, headed) = heading(tokens, core);
        let head = head_of(headed);
        // "the researchers": those told of with where they are from
        let research = core.len() == 2 || core.len() == 3 && core[1].word == word("research");
        if research
            && core.len() == tokens.len()
            && is_definite(core)
            && let Some(words) = self.works.researchers(core[core.len() - 1].word, span.start)
        {
            return self.who(words);
        }
        let (rule, plural) = kind_of(headed, head, self.text);
        let kind = self.sensed(headed, head, rule, None);
        // "the club's owners": many people are no body
        let owned = core.iter().any(is_possessive);
        let people = owned && rule == SourceKind::Group && head.is_some_and(|head| head.tag == Tag::NNS);
        let kind = if people && kind == SourceKind::Organisation { rule } else { kind };
        // "one of them": whoever they are, people
        let kind = if counted && head.is_some_and(is_pronoun) { SourceKind::Group } else { kind };
        let anonymous = self.asks_not_to_be_named(span);
        let kind = if anonymous { SourceKind::Anonymous } else { kind };
        // "part of the judge's statement"
        if let Some(head) = head.filter(|_| counted && kind == SourceKind::Document)
            && let Some(index) = self.issued(headed, headed, head)
        {
            return index;
        }
        if let Some(head) = head.filter(|_| !counted && !anonymous) {
            // "the mayor", "the company", "police": somebody known
            let closed = tokens
                .get(core.len())
                .is_none_or(|token| token.word == word(",") || matches!(token.tag, Tag::WP | Tag::POS))
                // "the federal prosecutor in Turley"
                || is_office(head, self.text) && is_in_place(&tokens[core.len()..]);
            if (is_definite(core) || self.is_office_of_place(core, head))
                && closed
                && (!head.tag.is_name() || is_office(head, self.text) || head.word == word("police"))
                && let Some(known) = self
                    .known(head, kind, span.start, core)
                    .or_else(|| self.body_described(head, kind, span.start, core))
            {
                return known;
            }
            // "a report by UpGuard", "the Gazette's article": whose work it is
            if (kind == SourceKind::Document || rule == SourceKind::Document && kind != SourceKind::Anonymous)
                && let Some(index) = self.issued(tokens, core, head)
            {
                return index;
            }
        }
        if let Some(name) = self.body_in(tokens, core, core_span) {
            let index = self.named(name);
            self.place_body(index, tokens, core_span.end);
            return index;
        }
        let index = self.described(span, tokens, kind);
        let entity = &mut self.entities[index];
        entity.vague |= rule == SourceKind::Unknown;
        entity.plural |= plural || counted && kind == SourceKind::Group && core[0].word != word("one");
        if let Some(head) = head {
            entity.head.get_or_insert(head.word);
            entity.gender = entity.gender.or(gender_of_title(head.word));
        }
        index
    }

    /// "the retailer, Pantry Brands": the body that stands in apposition to a noun for it.
    fn body_apposed(&self, tokens: &[Token], core: &[Token]) -> Option<usize> {
        let head = core.last().filter(|head| is_definite(core) && head.tag == Tag::NN)?;
        let [comma, rest @ ..] = tokens.get(core.len()..)? else { return None };
        let rest = if rest.first()?.tag == Tag::DT { &rest[1..] } else { rest };
        let (first, last) = (rest.first()?, rest.last()?);
        let mention = self.names.after(first.span.start).next()?;
        let next = rest.iter().find(|token| token.span.start >= mention.span.end);
        let closed = next.is_none_or(|next| next.word == word(",")) && mention.span.end <= last.span.end;
        let name = &self.names.list[mention.name];
        let class = classes(head.word);
        let body = class.has(Class::Organisation) || class.has(Class::Outlet) || is_business(head);
        (comma.word == word(",")
            && mention.span.start == first.span.start
            && closed
            && body
            && !name.is_person()
            && !is_place(name.words()))
        .then_some(mention.name)
    }

    /// Where what hangs on the phrase's head begins: its prepositions, relative clauses, brackets.
    fn core_end(&self, tokens: &[Token]) -> usize {
        let hangs = |at: usize| {
            let token = &tokens[at];
            matches!(token.tag, Tag::IN | Tag::TO | Tag::WP | Tag::WDT | Tag::VBD | Tag::VBZ)
                && token.shape != Shape::AllCaps
                // "documents seen by the Gazette"
                || (at > 1 || tokens[0].tag == Tag::NNS)
                    && matches!(token.tag, Tag::VBN | Tag::VBG)
                    && tokens[at - 1].tag.is_noun()
                    // "the bank holding company"
                    && !(token.word == word("holding") && tokens.get(at + 1).is_some_and(|next| next.tag.is_noun()))
                || token.word == word(",") && !is_in_date(tokens, at)
                || token.word == word("(")
                || token.word == word("including")
        };
        (1..tokens.len()).find(|&at| hangs(at)).unwrap_or(tokens.len())
    }

    /// The person whom a phrase names: "Mayor Jana Holt", "speaker of the assembly Jana Holt", "its director, Jana
    /// Holt"; not one on whom it hangs, as "a lawyer for Jana Holt" and "Holt's lawyer" do.
    pub(super) fn person_in(&self, tokens: &[Token]) -> Option<usize> {
        // "firms including Holt's"
        let example = |token: &Token| token.word == word("including") || token.word == word("like");
        let stop = tokens.iter().position(example).filter(|&at| at > 0).unwrap_or(tokens.len());
        // "the minister, who was with her deputy, Paul Osei": one that a clause about her names
        let stop = (1..stop).find(|&at| is_aside(tokens, at)).unwrap_or(stop);
        let span = Span::new(tokens[0].span.start, tokens[stop - 1].span.end);
        let mut over_office = None;
        for mention in self.names.within(span) {
            let start = tokens.partition_point(|token| token.span.end <= mention.span.start);
            if !(self.names.list[mention.name].is_person()
                || self.is_set_off_as_person(tokens, start, mention.name))
            {
                continue;
            }
            let end = tokens.partition_point(|token| token.span.start < mention.span.end);
            // "Holt's lawyer", "the Holt administration"
            let next = tokens.get(end).filter(|_| end + 1 < tokens.len() || !is_possessive(&tokens[end]));
            let other = |next: &Token| {
                is_possessive(next) || next.tag.is_noun() && !classes(next.word).has(Class::PostNominal)
            };
            if next.is_some_and(other) {
                continue;
            }
            // what comes before it in its own part of the phrase
            let part = tokens[..start].iter().rposition(|token| {
                matches!(token.tag, Tag::WP | Tag::WDT)
                    || [word(","), word(":"), word("—"), word("–")].contains(&token.word)
            });
            let before = &tokens[part.map_or(0, |at| at + 1)..start];
            let set_off = part.is_none_or(|at| {
                let opening = &tokens[..at];
                tokens[at].tag == Tag::Mark
                    && !matches!(tokens[at].tag, Tag::WP | Tag::WDT)
                    && is_one(opening, self.text)
                    // "a study by Marl Resources Inc., Columbus": a work is nobody
                    && !is_work(opening)
            });
            if !(set_off && leads_to_name(before)) {
                continue;
            }
            // "the manager of Dalby Media, Jana Holt": what looks like a name after "of" gives way to one set off
            if before.iter().any(|token| matches!(token.tag, Tag::IN | Tag::TO)) {
                over_office.get_or_insert(mention.name);
                continue;
            }
            return Some(mention.name);
        }
        over_office
    }

    /// "the fund's chief expert, Alder Brand": whether a name that nothing else tells of is set off after an office.
    fn is_set_off_as_person(&self, tokens: &[Token], start: usize, name: usize) -> bool {
        let [opening @ .., comma] = &tokens[..start] else { return false };
        let name = &self.names.list[name];
        let body = |word: &Word| {
            let class = classes(*word);
            class.has(Class::Organisation) || class.has(Class::Country) || class.has(Class::OutletName)
        };
        comma.word == word(",")
            && !name.outlet
            && matches!(name.words().len(), 2 | 3)
            && !name.words().iter().any(body)
            && opening.last().is_some_and(|last| {
                is_office(last, self.text) && last.shape == Shape::Lower && last.tag == Tag::NN
            })
    }

    /// "some of the protesters the Gazette interviewed": those whom an outlet asked, without it.
    fn asked_by_outlet<'t>(&self, tokens: &'t [Token]) -> Option<&'t [Token]> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        let name = self.names.within(Span::new(first.span.start, last.span.end)).last()?;
        let outlet = self.names.list[name.name].outlet || classes(last.word).has(Class::OutletName);
        if !(outlet && name.span.end == last.span.end) {
            return None;
        }
        let before = &tokens[..tokens.partition_point(|token| token.span.start < name.span.start)];
        let articles = before.iter().rev().take_while(|token| token.tag == Tag::DT).count();
        let asked = &before[..before.len() - articles];
        let many = asked.last()?;
        let people =
            many.tag == Tag::NNS && many.shape == Shape::Lower && !classes(many.word).has(Class::Outlet);
        people.then_some(asked)
    }

    /// The body, outlet or work that the phrase ends its core with by name: "the broadcaster KTL", "one of these
    /// groups, the Example Council".
    fn body_in(&self, tokens: &[Token], core: &[Token], core_span: Span) -> Option<usize> {
        let end = core
            .iter()
            .rposition(|token| !is_possessive(token))
            .map_or(core_span.end, |at| core[at].span.end);
        let owner = core.iter().rposition(is_possessive).filter(|&at| at + 1 < core.len());
        // "the Gazette website", "the Wire news agency"
        let end = match core.iter().rposition(|token| !is_medium(token)) {
            Some(last) if last + 1 < core.len() && owner.is_none() && core[last].tag.is_name() => {
                core[last].span.end
            }
            _ => end,
        };
        if let Some(mention) = self.names.within(core_span).last().filter(|mention| mention.span.end == end) {
            // a long name needs no land before it, "Orrin's Trade Court" does
            let own = owner.is_none_or(|at| {
                let land = core[..at]
                    .iter()
                    .all(|token| token.tag == Tag::DT || classes(token.word).has(Class::Country));
                // "Marl Air's rival Orrin Air"
                let before = core.iter().rfind(|token| token.span.end <= mention.span.start);
                let called = before.is_some_and(|token| token.tag == Tag::NN && token.shape == Shape::Lower);
                mention.span.start >= core[at].span.end
                    && (called || land && self.names.list[mention.name].words().len() > 3)
            });
            return own.then_some(mention.name);
        }
        // set off by a comma: "one of these groups, the Example Council", "a newspaper, the Globe"
        let comma = tokens.get(core.len()..)?.iter().position(|token| token.word == word(","))? + core.len();
        let one = core[0].word == word("one");
        let of_several = one && tokens[1..comma].iter().any(|token| token.word == word("of"));
        let rest = tokens.get(comma + 1..)?;
        let first = rest.iter().position(|token| token.tag != Tag::DT)?;
        let mention =
            self.names.within(Span::new(rest[first].span.start, rest[rest.len() - 1].span.end)).next()?;
        if mention.span.start != rest[first].span.start {
            return None;
        }
        let indefinite = core[0].word == word("a") || core[0].word == word("an");
        // "its parent company, Marl Holding", "the bank, Corvane"
        let body = core.last().is_some_and(|head| {
            head.tag == Tag::NN
                && head.shape == Shape::Lower
                && (classes(head.word).has(Class::Body) || is_business(head))
        });
        let of_one = comma == core.len() && (one || indefinite || body);
        let next = rest.iter().find(|token| token.span.start >= mention.span.end);
        let whole = next.is_none_or(|next| next.word == word(","))
            && !is_place(self.names.list[mention.name].words());
        (of_several || of_one && whole).then_some(mention.name)
    }

    /// "Orrin's governor": an office that goes with a place or body.
    fn is_office_of_place(&self, core: &[Token], head: &Token) -> bool {
        let Some(owner) = core.iter().position(is_possessive) else { return false };
        let name = self.names.within(Span::new(core[0].span.start, core[owner].span.start)).next();
        is_office(head, self.text)
            && core.len() - owner <= 3
            && name.is_some_and(|mention| {
                mention.span.start == core[0].span.start && !self.names.list[mention.name].is_person()
            })
    }

    /// "the Court of Trade in Orrin": a body is known with the place that the text gives it.
    fn place_body(&mut self, index: usize, tokens: &[Token], name_end: usize) {
        let after = tokens.partition_point(|token| token.span.start < name_end);
        let [link, rest @ ..] = &tokens[after..] else { return };
        let entity = &self.entities[index];
        let (Some(last), Some(named)) = (rest.last(), entity.named) else { return };
        let place = link.word == word("in")
            && rest.iter().all(|token| token.tag.is_name() || token.word == word("the"))
            && last.tag.is_name();
        let whole = self.names.list[named].full.of(self.text) == entity.name;
        let body = entity.kind == SourceKind::Organisation && self.names.list[named].words().len() > 1;
        if place && whole && body {
            let place = Span::new(link.span.start, last.span.end).of(self.text);
            self.entities[index].name = format!("{} {place}", entity.name);
        }
    }

    /// "a conservator, who spoke on condition of anonymity".
    fn asks_not_to_be_named(&self, span: Span) -> bool {
        let sentence = self.analysis.sentences[self.analysis.sentence_at(span.start)].span;
        let rest = &self.text[span.start..sentence.end.max(span.end)];
        let rest = &rest[..rest.floor_char_boundary(rest.len().min(span.len() + 120))];
        [
            "anonymity",
            "anonymously",
            "not to be named",
            "not be named",
            "not to be identified",
            "not authori",
            "n’t authori",
            "n't authori",
            "n’t be named",
            "n't be named",
            "declined to be named",
            "his name published",
            "her name published",
            "his name used",
            "her name used",
            "name to be withheld",
            "name not be used",
            "identity revealed",
        ]
        .iter()
        .any(|sign| rest.contains(sign))
            || ["familiar with", "briefed on", "knowledge of the"]
                .iter()
                .any(|sign| span.of(self.text).contains(sign))
    }
}

/// Participles that lead to somebody's name.
const NAMING: &[Word] = &[word("named"), word("identified"), word("known"), word("called")];

/// Whether the comma at `at` opens a clause on who is named before it, in which others may be named: ", who was with", ", flanked
/// by", ", through"; not ", named as Jana Holt".
fn is_aside(tokens: &[Token], at: usize) -> bool {
    let through = [word("through"), word("via"), word("alongside"), word("with")];
    let named = |token: &Token| token.tag.is_name() && token.shape != Shape::Lower;
    tokens[at].word == word(",")
        && !tokens[..at].iter().any(named)
        && tokens.get(at + 1).is_some_and(|next| {
            !NAMING.contains(&next.word)
                && next.word != word("whose")
                && (matches!(next.tag, Tag::WP | Tag::WDT | Tag::VBN | Tag::VBD)
                    || through.contains(&next.word))
        })
}

/// A word that says in what an outlet appears.
fn is_medium(token: &Token) -> bool {
    token.shape == Shape::Lower
        && [
            word("news"),
            word("agency"),
            word("website"),
            word("site"),
            word("magazine"),
            word("newspaper"),
            word("television"),
            word("channel"),
        ]
        .contains(&token.word)
}

/// Whether the words before a name in its part of a phrase lead to it: nothing, titles and descriptions, or an
/// office with its place ("speaker of the assembly"); a preposition makes it another's.
fn leads_to_name(before: &[Token]) -> bool {
    if before.iter().any(|token| token.tag.is_finite() || token.tag == Tag::PRP) {
        return false;
    }
    // "a man, named as Jana Holt"
    let before = match before {
        [named, as_who] if as_who.word == word("as") && NAMING.contains(&named.word) => &[],
        _ => before,
    };
    // "Undersecretary for Health Mr. Holt"
    let title = before.iter().rposition(|token| !classes(token.word).has(Class::Title));
    let before = &before[..title.map_or(0, |at| at + 1)];
    let Some(link) = before.iter().rposition(|token| matches!(token.tag, Tag::IN | Tag::TO)) else {
        return true;
    };
    let human = |token: &Token| {
        let class = classes(token.word);
        (class.has(Class::Role) || class.has(Class::Title)) && !is_portfolio(token.word)
    };
    // "Member of the Assembly (MA) Jana Holt"
    let open = before.iter().rposition(|token| token.word == word("(")).filter(|&open| open > link);
    let between = &before[link + 1..open.unwrap_or(before.len())];
    // "secretary for education Mr. Holt"
    let titles = between.iter().rev().take_while(|token| classes(token.word).has(Class::Title)).count();
    let between = &between[..between.len() - titles];
    // "House of Orrin Speaker Jana Holt"
    let chamber = before[..link].last().is_some_and(|token| !human(token) && token.shape == Shape::Capital);
    if chamber && between.len() > 1 && between.last().is_some_and(human) {
        return true;
    }
    !between.is_empty()
        && !between.iter().any(human)
        && before[..link].iter().any(human)
        && between.last().is_some_and(|token| token.tag.is_noun())
}

/// "in Turley", and no more.
fn is_in_place(rest: &[Token]) -> bool {
    let [link, place @ ..] = rest else { return false };
    link.word == word("in")
        && (1..=2).contains(&place.len())
        && place.iter().all(|token| token.tag.is_name() && token.shape == Shape::Capital)
}

/// What is left of a phrase behind the place where somebody is based, when a name follows: "Turley-based Marl Bancorp".
fn after_based(tokens: &[Token]) -> Option<&[Token]> {
    let based = tokens.iter().take(8).position(|token| token.word == word("based")).filter(|&at| at > 1)?;
    let place = tokens[..based].iter().all(|token| {
        token.tag.is_name() || token.tag == Tag::DT || token.tag == Tag::Mark || token.shape == Shape::Capital
    });
    let rest = &tokens[based + 1..];
    let named = rest.first().is_some_and(|first| first.tag.is_name() && first.shape != Shape::Lower);
    (place && named && tokens[based - 1].word == word("-")).then_some(rest)
}

/// Whether a phrase speaks of a work that is nobody's in particular: "a study by", but not "the study's author".
fn is_work(opening: &[Token]) -> bool {
    let ends = |token: &Token| matches!(token.tag, Tag::IN | Tag::TO) || token.word == word(",");
    let end = opening.iter().position(ends).unwrap_or(opening.len());
    head_of(&opening[..end]).is_some_and(|head| {
        let class = classes(head.word);
        class.has(Class::Document) && !class.has(Class::Role)
    })
}

/// Whether a phrase speaks of one person or body, so that a name set off after it is its own.
fn is_one(opening: &[Token], text: &str) -> bool {
    // "the secretary of the union (of rail and harbour workers)"
    let open = opening.iter().position(|token| token.word == word("("));
    let closed = opening.last().is_some_and(|last| last.word == word(")"));
    let opening = &opening[..open.filter(|&open| closed && open > 0).unwrap_or(opening.len())];
    let ends = |token: &Token| matches!(token.tag, Tag::IN | Tag::TO) || token.word == word(",");
    let end = opening.iter().position(ends).unwrap_or(opening.len());
    let head = head_of(&opening[..end]);
    // "the University of Orrin, Turley", "Dalby Media Inc., Turley, Orrin": a name with its place
    let body = opening[..end].last().into_iter().chain(head).any(|head| {
        let class = classes(head.word);
        class.has(Class::Organisation) && head.shape != Shape::Lower && !class.has(Class::Role)
    });
    let several = head.is_some_and(|head| matches!(head.tag, Tag::NNS | Tag::NNPS));
    let joint = (0..opening.len()).any(|at| {
        opening[at].word == word("and") && opening[at].tag == Tag::CC && !joins_offices(opening, at, text)
    });
    !opening.is_empty()
        && !several
        && !(body && !opening.iter().any(is_possessive))
        && (!joint || opening.iter().any(is_possessive))
}

/// "president and chief executive": whether the "and" at `at` joins two offices of one person.
pub(super) fn joins_offices(tokens: &[Token], at: usize, text: &str) -> bool {
    let office = |token: &&Token| is_office(token, text);
    let (before, after) = (&tokens[..at], &tokens[at + 1..]);
    // "the mayor and the governor" are two
    let opens = after.first().is_some_and(|first| !matches!(first.tag, Tag::DT | Tag::PRPS));
    let end = after
        .iter()
        .position(|token| token.tag == Tag::Mark || matches!(token.tag, Tag::IN | Tag::TO))
        .unwrap_or(after.len());
    let singular = |token: &&Token| !matches!(token.tag, Tag::NNS | Tag::NNPS);
    opens
        && before.last().filter(office).is_some_and(|token| singular(&token))
        && after[..end].iter().take(4).filter(office).any(|token| singular(&token))
}

/// Whether a phrase speaks of something known.
fn is_definite(core: &[Token]) -> bool {
    let definite: &[Word] = &[word("the"), word("this"), word("that"), word("these"), word("those")];
    definite.contains(&core[0].word)
        || core[0].tag == Tag::PRPS && core.len() <= 3
        || core.len() == 1 && core[0].word == word("police")
}

/// The words that tell what a phrase is: in "a number of residents" and "one of the engineers", those after
/// "of". The flag says that they were counted so.
fn heading<'a>(tokens: &'a [Token], core: &'a [Token]) -> (bool, &'a [Token]) {
    let counts: &[Word] = &[
        word("one"),
        word("two"),
        word("three"),
        word("some"),
        word("many"),
        word("most"),
        word("several"),
        word("none"),
        word("all"),
        word("number"),
        word("majority"),
        word("part"),
        word("handful"),
        word("dozens"),
        word("hundreds"),
        word("thousands"),
        word("half"),
        word("lot"),
        word("couple"),
        word("member"),
        word("members"),
        word("rest"),
    ];
    let last = core[core.len() - 1];
    let of = tokens.get(core.len()).is_some_and(|token| token.word == word("of"));
    let Some(rest) =
        tokens.get(core.len() + 1..).filter(|rest| of && counts.contains(&last.word) && !rest.is_empty())
    else {
        return (false, core);
    };
    let end = rest
        .iter()
        .position(|token| {
            matches!(token.tag, Tag::IN | Tag::WP | Tag::WDT | Tag::VBD | Tag::VBN) || token.word == word(",")
        })
        .unwrap_or(rest.len());
    if end == 0 { (false, core) } else { (true, &rest[..end]) }
}

/// Whether a word means a person by what he or she does.
pub(super) fn is_office(token: &Token, text: &str) -> bool {
    let class = classes(token.word);
    class.has(Class::Role) || class.has(Class::Regal) || is_occupation(token.of(text))
}
