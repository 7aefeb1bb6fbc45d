//! Sources spoken of before under another description, and works by the one who issued them.

use sayso_language::{Shape, Tag, Token, Word, word};
use sayso_model::{SourceKind, Span};

use super::kinds::kind_of_name;
use super::phrase::is_office;
use super::pronouns::{gender_of, is_pronoun};
use super::works::{POSTS, phrase_after, sort};
use super::{Entity, Resolver, is_possessive};
use crate::draft::Draft;
use crate::names::{Mention, Names};
use crate::people::{Class, classes};

/// How many mentions an office looks back over for the one who held it, and ahead.
const REACH: usize = 300;

/// How far back the one may have spoken whose work "the report" is, in bytes.
const NEAR: usize = 600;

/// Whether `noun` is the head of a body's name: its last word, or the last before "of".
fn heads(name: &[Word], noun: Word) -> bool {
    let of = name.iter().position(|&part| part == word("of") || part == word("for")).unwrap_or(name.len());
    name[..of].last() == Some(&noun)
}

/// How many words a phrase has beside compounds such as "Orrin-based" and "three-judge".
fn plain_length(core: &[Token]) -> usize {
    let hyphen =
        |at: Option<usize>| at.and_then(|at| core.get(at)).is_some_and(|token| token.word == word("-"));
    let compound = |at: usize| hyphen(Some(at)) || hyphen(at.checked_sub(1)) || hyphen(Some(at + 1));
    (0..core.len()).filter(|&at| !compound(at)).count()
}

/// Whether a noun is formed like those for whoever does something: "dealer", "sculptor", "organist".
fn does_for_living(head: &Token, text: &str) -> bool {
    head.tag == Tag::NN && ["er", "or", "ist"].iter().any(|ending| head.of(text).ends_with(ending))
}

/// Nouns that speak of a body without telling what it is.
const ANY_BODY: &[Word] = &[
    word("company"),
    word("firm"),
    word("corporation"),
    word("group"),
    word("organisation"),
    word("organization"),
    word("agency"),
    word("institution"),
    word("charity"),
    word("union"),
    word("association"),
    word("body"),
    word("retailer"),
    word("manufacturer"),
    word("operator"),
    word("foundation"),
];

/// Nouns that speak of a business, and words in the names of what is none.
const PRIVATE: &[Word] = &[
    word("company"),
    word("firm"),
    word("corporation"),
    word("retailer"),
    word("manufacturer"),
    word("operator"),
];
const PUBLIC: &[Word] = &[
    word("department"),
    word("ministry"),
    word("council"),
    word("court"),
    word("police"),
    word("government"),
    word("parliament"),
    word("senate"),
    word("congress"),
    word("house"),
    word("university"),
    word("party"),
    word("commission"),
    word("states"),
    word("kingdom"),
];

/// Nouns that tell what a business does; together with [`PRIVATE`] those that a text about one company calls it by.
const BUSINESS: &[Word] = &[
    word("maker"),
    word("automaker"),
    word("carmaker"),
    word("concern"),
    word("group"),
    word("giant"),
    word("bank"),
    word("thrift"),
    word("lender"),
    word("insurer"),
    word("airline"),
    word("carrier"),
    word("producer"),
    word("chain"),
    word("utility"),
    word("supplier"),
    word("developer"),
    word("publisher"),
    word("brewer"),
    word("builder"),
    word("startup"),
    word("conglomerate"),
];

/// Nouns for other bodies that a text speaks of at length.
const OTHER_BODIES: &[Word] = &[
    word("organisation"),
    word("organization"),
    word("charity"),
    word("nonprofit"),
    word("watchdog"),
    word("agency"),
    word("regulator"),
    word("foundation"),
    word("institution"),
];

/// What somebody can be called beside any office or trade.
const ALSO: &[Word] = &[
    word("professor"),
    word("researcher"),
    word("scientist"),
    word("academic"),
    word("author"),
    word("writer"),
    word("expert"),
    word("economist"),
    word("specialist"),
];

/// Nouns that speak of an outlet, whatever else they may mean.
const MEDIA: &[Word] =
    &[word("website"), word("site"), word("publication"), word("paper"), word("outlet"), word("journal")];

/// Whether a name is a place's or country's rather than that of a body there: "Orrin" but not "Orrin Airlines".
pub(super) fn is_place(words: &[Word]) -> bool {
    let any = |class| words.iter().any(|&word| classes(word).has(class));
    (any(Class::Place) || any(Class::Country)) && !any(Class::Organisation)
}

/// Whether a noun speaks of one business.
pub(super) fn is_business(head: &Token) -> bool {
    head.tag == Tag::NN && (BUSINESS.contains(&head.word) || PRIVATE.contains(&head.word))
}

/// The first person named, and the byte where another one is; `usize::MAX` where there is no other.
pub(super) fn only_person(text: &str, names: &Names) -> Option<(usize, usize)> {
    let mut people = names.mentions.iter().filter(|mention| names.list[mention.name].is_person());
    let first = people.next()?.name;
    Some((
        first,
        people.find(|mention| mention.name != first).map_or(text.len(), |mention| mention.span.start),
    ))
}

impl Resolver<'_> {
    /// The source spoken of before that "the mayor", "the company", "the report" means.
    pub(super) fn known(
        &mut self,
        head: &Token,
        kind: SourceKind,
        position: usize,
        core: &[Token],
    ) -> Option<usize> {
        let class = classes(head.word);
        // an office: the person who was called so
        if is_office(head, self.text) {
            let bears = |mention: &&Mention| self.names.list[mention.name].roles.contains(&head.word);
            // named before, or, as openings do, only later
            let holder = self
                .names
                .before(position)
                .take(REACH)
                .find(bears)
                .or_else(|| self.names.after(position).take(REACH).find(bears));
            // "the defence minister" is not the finance minister
            let special = core.len() > 2;
            if let Some(mention) = holder.filter(|mention| !special || self.role_fits(mention.name, core)) {
                return Some(self.named(mention.name));
            }
            // "Orrin's governor" is nobody else's
            if core.iter().any(is_possessive) {
                return None;
            }
        }
        let plain = plain_length(core);
        let own = core[0].tag == Tag::PRPS;
        if (class.has(Class::Role) || kind == SourceKind::Unknown && does_for_living(head, self.text))
            && !class.has(Class::Outlet)
            && !own
            && core.len() <= 3
            && !self.is_quoted(Span::new(position, position + 1))
            && let Some((only, until)) = self.only_person
            && position < until
            && self.may_hold(only, head, position)
        {
            return Some(self.named(only));
        }
        if plain <= 2
            && !class.has(Class::Document)
            && let Some(&(index, at)) = self.by_head.get(&head.word)
            && at < position
            && position - at < 2_500
        {
            return Some(index);
        }
        // "the agency" of "the news agency OTA", "the retailer" of "the retailer Dalby"
        let called = |&(index, at): &(usize, usize)| {
            let entity = &self.entities[index];
            let body = matches!(entity.kind, SourceKind::Organisation | SourceKind::Outlet);
            let first = entity.mentions.first().filter(|_| body && entity.named.is_some());
            let name = first.and_then(|words| self.names.within(*words).next());
            name.is_some_and(|name| {
                let before = self.analysis.token_at(name.span.start).checked_sub(1);
                before.is_some_and(|at| self.analysis.tokens[at].word == head.word)
            }) && position - at < 2_500
        };
        if plain <= 2
            && !own
            && kind == SourceKind::Organisation
            && let Some((index, _)) = self.spoken_before(position).find(called)
        {
            return Some(index);
        }
        let kind = if MEDIA.contains(&head.word) { SourceKind::Outlet } else { kind };
        // a body or outlet named before, with the head noun in its name: "the council" of "Orrin Council"
        let most = if kind == SourceKind::Outlet { 3 } else { 2 };
        if !matches!(kind, SourceKind::Organisation | SourceKind::Outlet | SourceKind::Official)
            || plain > most
        {
            return None;
        }
        let headed = |mention: &&Mention| {
            let name = &self.names.list[mention.name];
            !name.is_person() && name.words().len() > 1 && heads(name.words(), head.word)
        };
        let named = self.names.before(position).take(80).find(headed).or_else(|| {
            // a force is often named only after "police" were
            let force = head.word == word("police");
            self.names.after(position).take(80).find(headed).filter(|_| force)
        });
        if let Some(mention) = named {
            return Some(self.named(mention.name));
        }
        // "the government" of "the government of Orrin"
        if core.len() == 2
            && let Some(words) = self.works.body(head.word, position)
        {
            return Some(self.who(words));
        }
        let entities = &self.entities;
        // "the company" is no ministry
        let private = PRIVATE.contains(&head.word);
        let public = |name: &[Word]| private && name.iter().any(|word| PUBLIC.contains(word));
        let fits = |&(index, at): &(usize, usize)| {
            let entity = &entities[index];
            entity.named.is_some_and(|name| !public(self.names.list[name].words()))
                && entity.kind == kind
                && (kind == SourceKind::Outlet || position - at < 1_500)
        };
        // any body can be "the company"; "the government" is one of its own
        if kind == SourceKind::Official || kind == SourceKind::Organisation && !ANY_BODY.contains(&head.word)
        {
            return None;
        }
        if let Some((index, _)) = self.spoken_before(position).find(fits) {
            return Some(index);
        }
        // one named before that has not spoken yet
        let sentence = self.analysis.sentence_at(position);
        let near = self.names.before(position).take(12).find(|mention| {
            let name = &self.names.list[mention.name];
            let place = name.words().iter().any(|&word| {
                classes(word).has(Class::Place)
                    || classes(word).has(Class::Country)
                    || classes(word).has(Class::Platform)
            });
            let body = !name.is_person()
                && !place
                && !name.is_place()
                && !(name.outlet && kind != SourceKind::Outlet)
                && !public(name.words())
                && kind_of_name(name.words()) == kind;
            let distance = sentence - self.analysis.sentence_at(mention.span.start);
            body && (mention.subject || mention.opens || private && distance <= 1) && distance <= 3
        });
        near.map(|mention| mention.name).map(|name| self.named(name))
    }

    /// Whether the one person of a text may be who `head` at byte `position` speaks of: not a lawyer who is called a minister, nor
    /// one who is named only later in the same sentence.
    fn may_hold(&self, person: usize, head: &Token, position: usize) -> bool {
        let name = &self.names.list[person];
        let office = |role: &Word| classes(*role).has(Class::Role) || classes(*role).has(Class::Official);
        let other =
            !name.roles.contains(&head.word) && !ALSO.contains(&head.word) && name.roles.iter().any(office);
        // "“… Ms. Holt signed nothing,” the clerk said": whom somebody speaks of
        let told = |mention: &Mention| mention.name == person && !self.is_quoted(mention.span);
        let sentence = self.analysis.sentence_at(position);
        let named = self.names.before(position).take(REACH).any(told);
        let after = self.names.after(position).take(REACH).find(|mention| told(mention));
        let later = after.is_some_and(|mention| {
            self.analysis.sentence_at(mention.span.start) != sentence && !mention.opens
        });
        !other && (named || later)
    }

    /// "The fisheries service" of "Orrin Marine Fisheries Service", "the truck maker": the body that a longer description means, by
    /// the words of its name or because the text is about it.
    pub(super) fn body_described(
        &mut self,
        head: &Token,
        kind: SourceKind,
        position: usize,
        core: &[Token],
    ) -> Option<usize> {
        if core[0].word != word("the") || core.len() < 2 {
            return None;
        }
        let told = &core[1..];
        let spelt = self.names.before(position).take(80).find(|mention| {
            let name = &self.names.list[mention.name];
            let mut words = name.words().iter();
            !name.is_person()
                && told.len() > 1
                && heads(name.words(), head.word)
                && told.iter().all(|token| words.any(|&word| word == token.word))
        });
        if let Some(mention) = spelt {
            return Some(self.named(mention.name));
        }
        let private = is_business(head);
        let body = OTHER_BODIES.contains(&head.word) && kind == SourceKind::Organisation;
        // "Orrin Bank's lender" is another
        if !(private || body) || told.iter().any(is_possessive) {
            return None;
        }
        let name = self.body_told_of(position, private)?;
        Some(self.named(name))
    }

    /// "The Turley, Orrin, maker of boats": the business that a sentence opens with by where it is, if that is what `span` names.
    pub(super) fn business_of_place(&self, span: Span) -> Option<usize> {
        let sentence = &self.analysis.sentences[self.analysis.sentence_at(span.start)];
        let [the, rest @ ..] = &self.analysis.tokens[sentence.tokens.clone()] else { return None };
        let name = |token: &&Token| token.tag.is_name() && token.shape != Shape::Lower;
        let town = rest.iter().take_while(name).count();
        let land = rest.get(town + 1..)?.iter().take_while(name).count();
        let mut comma = town + 1 + land;
        // "Ill."
        comma += usize::from(rest.get(comma).is_some_and(|stop| stop.word == word(".")));
        let set_off = |at: usize| rest.get(at).is_some_and(|token| token.word == word(","));
        if the.word != word("the") || town == 0 || land == 0 || !set_off(town) || !set_off(comma) {
            return None;
        }
        let told = &rest[comma + 1..];
        let end = told.iter().position(|token| !token.tag.is_noun() && !token.tag.is_adjective())?;
        let business = told[..end].last().is_some_and(|head| is_business(head) && span.covers(head.span));
        if business { self.body_told_of(the.span.start, true) } else { None }
    }

    /// The body that the text is about at byte `position`: the one last named as a subject, if none is named more often, else the
    /// one named first and most.
    fn body_told_of(&self, position: usize, private: bool) -> Option<usize> {
        /// Sentences back to where it is named.
        const SENTENCES: usize = 3;
        let sentence = self.analysis.sentence_at(position);
        let body = |mention: &&Mention| {
            let name = &self.names.list[mention.name];
            let words = name.words();
            !name.is_person()
                && !is_place(words)
                && !name.is_place()
                && !name.outlet
                && kind_of_name(words) == SourceKind::Organisation
                && !(private && words.iter().any(|word| PUBLIC.contains(word)))
        };
        let count = |mention: &Mention| self.names.list[mention.name].count;
        let most = self.names.before(position).take(REACH).filter(body).map(count).max()?;
        let subject = self
            .names
            .before(position)
            .take(40)
            .take_while(|mention| sentence - self.analysis.sentence_at(mention.span.start) <= SENTENCES)
            .find(|mention| (mention.subject || mention.opens) && body(mention));
        if let Some(subject) = subject.filter(|subject| count(subject) == most) {
            return Some(subject.name);
        }
        let named = self.names.after(0).take(REACH);
        let first =
            named.take_while(|mention| mention.span.start < position).find(|mention| body(mention))?;
        (count(first) == most).then_some(first.name)
    }

    /// Whether the words before the head noun are among those of the person's office.
    fn role_fits(&self, name: usize, core: &[Token]) -> bool {
        let Some(role) = self.names.list[name].role else { return false };
        let role = role.of(self.text).to_lowercase();
        let from = core.iter().position(is_possessive).unwrap_or(0);
        // "the mayor's" ends with the sign itself
        let between = core.get(from + 1..core.len() - 1).unwrap_or_default();
        between
            .iter()
            .filter(|token| token.tag.is_noun() && !token.tag.is_name() || token.tag.is_adjective())
            // "the Orrish minister": where an office is seldom stands with it twice
            .filter(|token| token.shape == Shape::Lower)
            .all(|token| role.contains(&token.of(self.text).to_lowercase()))
    }

    /// "said in a statement", "in a letter, she said": whose statement "the statement" is from here on.
    pub(super) fn note_occasion(&mut self, draft: &Draft, source: usize) {
        let Some(cue) = draft.cue.last() else { return };
        let sentence = &self.analysis.sentences[self.analysis.sentence_at(cue.start)];
        let tokens = &self.analysis.tokens[sentence.tokens.clone()];
        let links = [word("in"), word("through"), word("via"), word("by"), word("with")];
        let end = tokens.partition_point(|token| token.span.start < cue.end) + 8;
        let noun = (end.saturating_sub(60)..end.min(tokens.len()))
            .filter(|&at| tokens[at].tag == Tag::IN && links.contains(&tokens[at].word))
            .find_map(|link| {
                let open = tokens.get(link + 1)?;
                let own = matches!(open.tag, Tag::DT | Tag::PRPS) && open.word != word("the");
                tokens[link + 1..]
                    .iter()
                    .take(5)
                    .find(|token| own && token.tag == Tag::NN && sort(token.word).is_some())
            })
            .filter(|noun| !self.is_quoted(noun.span));
        if let Some(noun) = noun
            && let Some(sort) = sort(noun.word)
            && self.entities[source].kind != SourceKind::Document
        {
            self.occasions.insert(sort, (source, noun.span.start));
        }
    }

    /// A work by the one who issued it: the outlet itself for its articles, else a source with the issuer's name
    /// and the work's kind.
    pub(super) fn issued(&mut self, tokens: &[Token], core: &[Token], head: &Token) -> Option<usize> {
        // a law is known by its own name
        let laws =
            [word("law"), word("laws"), word("constitution"), word("act"), word("bill"), word("rules")];
        if laws.contains(&head.word) {
            return None;
        }
        let issuer = self.issuer(tokens, core, head)?;
        Some(self.work_of(issuer, head.word))
    }

    /// "a study in the Journal of Rivers": where research was printed, if the text says of nobody that they do any. `link` is the
    /// index of the word after the noun's phrase.
    fn printed(&mut self, tokens: &[Token], link: usize, head: &Token) -> Option<usize> {
        let rest = tokens.get(link..)?;
        let published = usize::from(rest.first()?.word == word("published"));
        let rest =
            rest.get(published..).filter(|rest| rest.first().is_some_and(|link| link.word == word("in")))?;
        let rest = &rest[1..];
        let named = rest.iter().take(3).any(|token| token.tag.is_name() && token.shape != Shape::Lower);
        if !named || sort(head.word) != sort(word("study")) || self.works.tell_of_researchers() {
            return None;
        }
        let end = phrase_after(rest, 0)?;
        let words = Span::new(rest[0].span.start, rest[end - 1].span.end);
        // "the Journal of Rivers" is more than the name of it that others say
        let whole = self.names.within(words).next().filter(|mention| mention.span.end == words.end);
        Some(match whole.map(|mention| mention.name) {
            Some(name) => self.named(name),
            None => self.described(words, &rest[..end], SourceKind::Document),
        })
    }

    fn issuer(&mut self, tokens: &[Token], core: &[Token], head: &Token) -> Option<usize> {
        // told right there: "a report by the Board", but not "footage from the scene"
        if let Some(words) = self.works.at(head.word, head.span.start) {
            let index = self.who(words);
            return (!self.entities[index].vague).then_some(index);
        }
        let at = core.iter().position(|token| token.span == head.span)?;
        // "the Geological Survey of Marl", "the British Geological Survey": a body that is called so
        let whole = Span::new(core[0].span.start, head.span.end);
        let called =
            |mention: &Mention| mention.span.start < head.span.start && mention.span.end == head.span.end;
        let owned = core[..at].iter().any(is_possessive);
        if head.tag.is_name() && !owned && self.names.within(whole).any(called) {
            return None;
        }
        // "the Board's plan", "her statement"
        if let Some(owner) = core[..at].iter().rposition(is_possessive).filter(|&owner| owner > 0) {
            return Some(self.who(Span::new(core[0].span.start, core[owner - 1].span.end)));
        }
        if core[0].tag == Tag::PRPS {
            let owner = &core[0];
            return match gender_of(owner) {
                Some(gender) => self.person_before(owner.span.start, Some(gender)),
                None if is_pronoun(owner) => self.pronoun(owner, owner.span),
                None => None,
            };
        }
        // "the Gazette report", "a government statement"
        let before = Span::new(core[0].span.start, head.span.start);
        let platform = |mention: &&Mention| {
            self.names.list[mention.name].words().iter().all(|&word| classes(word).has(Class::Platform))
        };
        if let Some(mention) = self.names.within(before).last().filter(|mention| !platform(mention)) {
            return Some(self.named(mention.name));
        }
        // "the government Twitter account"
        let posted =
            core[..at].iter().rev().take_while(|token| classes(token.word).has(Class::Platform)).count();
        let at = at - posted;
        if at > 0 {
            let body = &core[at - 1];
            let class = classes(body.word);
            if body.tag == Tag::NN && (class.has(Class::Organisation) || class.has(Class::Official)) {
                // "company figures": those of the company
                let plain = |token: &Token| token.tag == Tag::DT || token.tag.is_adjective();
                if core[..at - 1].iter().all(plain)
                    && let Some(known) = self.known(
                        body,
                        SourceKind::Organisation,
                        body.span.start,
                        &core[at.saturating_sub(2)..at],
                    )
                {
                    return Some(known);
                }
                return Some(self.who(Span::new(core[0].span.start, body.span.end)));
            }
        }
        // "the opinion of the Court"
        let rest = tokens.get(core.len()..)?;
        if rest.first().is_some_and(|link| [word("by"), word("from"), word("of")].contains(&link.word)) {
            let words = &rest[1..];
            let end = words
                .iter()
                .position(|token| {
                    token.word == word(",") || matches!(token.tag, Tag::WP | Tag::WDT | Tag::VBN)
                })
                .unwrap_or(words.len());
            let named = words.first().is_some_and(|first| {
                first.tag.is_name()
                    || first.word == word("the")
                        && words[..end].iter().any(|token| {
                            let class = classes(token.word);
                            token.tag.is_name()
                                || class.has(Class::Organisation)
                                || class.has(Class::Document)
                        })
            });
            if end > 0 && named {
                let index = self.who(Span::new(words[0].span.start, words[end - 1].span.end));
                let entity = &self.entities[index];
                let issues = entity.named.is_some()
                    || matches!(entity.kind, SourceKind::Document | SourceKind::Organisation);
                return issues.then_some(index);
            }
            if end > 0 {
                return None;
            }
        }
        if let Some(index) = self.printed(tokens, core.len(), head) {
            return Some(index);
        }
        // "Results showed": of the research told of before
        let bare = core.len() == 1 && [word("results"), word("findings")].contains(&head.word);
        // "the statement": the one told of before
        if !bare && core[0].tag != Tag::DT || [word("a"), word("an"), word("another")].contains(&core[0].word)
        {
            return None;
        }
        let position = head.span.start;
        let told = self.works.before(head.word, position);
        let said = sort(head.word)
            .and_then(|sort| self.occasions.get(&sort).copied())
            .filter(|&(_, at)| at < position && told.is_none_or(|(told, _)| at > told));
        if let Some((source, _)) = said {
            return Some(source);
        }
        let words = told.map(|(_, words)| words).or_else(|| self.works.research(head.word, position));
        match words {
            Some(words) => Some(self.who(words)),
            None => self.last_to_issue(head.word, position),
        }
    }

    /// Whose "the report" is where nobody is said to have issued one: that of who was last said to say something nearby.
    fn last_to_issue(&self, noun: Word, position: usize) -> Option<usize> {
        let said = sort(noun).is_some_and(|sort| sort != POSTS);
        let (index, at) = self.spoken_before(position).next().filter(|_| said)?;
        let entity = &self.entities[index];
        let somebody =
            matches!(entity.kind, SourceKind::Person | SourceKind::Organisation | SourceKind::Official);
        (somebody && position - at < NEAR).then_some(index)
    }

    /// The works of one issuer as a source: an outlet is its articles; of others, the work is a source of its own
    /// with its issuer's name.
    fn work_of(&mut self, issuer: usize, head: Word) -> usize {
        let articles = [
            word("report"),
            word("article"),
            word("story"),
            word("interview"),
            word("piece"),
            word("broadcast"),
            word("editorial"),
            word("column"),
            word("documentary"),
            word("investigation"),
        ];
        let kind = self.entities[issuer].kind;
        if kind == SourceKind::Document || kind == SourceKind::Outlet && articles.contains(&head) {
            return issuer;
        }
        let name = self.entities[issuer].name.clone();
        let key = format!("{}\u{0}document", name.to_lowercase());
        if let Some(&index) = self.by_description.get(&key) {
            return index;
        }
        let index = self.entities.len();
        self.by_description.insert(key, index);
        self.entities.push(Entity {
            name,
            kind: SourceKind::Document,
            role: None,
            mentions: Vec::new(),
            head: Some(head),
            plural: false,
            gender: None,
            vague: false,
            named: None,
        });
        index
    }
}
