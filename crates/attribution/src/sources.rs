//! From the words that name a source to who it is: one source for all its mentions.

use std::collections::HashMap;

use sayso_language::{Analysis, Gender, Tag, Token, Word, word};
use sayso_model::{SourceKind, Span};

use crate::draft::Draft;
use crate::names::{Mention, Names, gender_of_title};
use crate::people::{Class, classes};
use crate::quotations::Quotation;

/// One source.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) name: String,
    pub(crate) kind: SourceKind,
    pub(crate) role: Option<String>,
    /// Where it is mentioned as a source.
    pub(crate) mentions: Vec<Span>,
    /// The noun that heads its description, to know "the company" by.
    head: Option<Word>,
    plural: bool,
    gender: Option<Gender>,
    /// Index of its name among the article's names.
    named: Option<usize>,
    /// Where it was last spoken of.
    last: usize,
}

/// What the resolution needs to know of the article.
pub(crate) struct Resolver<'t> {
    text: &'t str,
    analysis: &'t Analysis,
    names: &'t Names,
    quotations: &'t [Quotation],
    pub(crate) entities: Vec<Entity>,
    by_name: HashMap<usize, usize>,
    by_description: HashMap<String, usize>,
    /// Nouns such as "statement", and whose it was.
    occasions: Vec<(Word, usize)>,
}

impl<'t> Resolver<'t> {
    pub(crate) fn new(
        text: &'t str,
        analysis: &'t Analysis,
        names: &'t Names,
        quotations: &'t [Quotation],
    ) -> Self {
        Self {
            text,
            analysis,
            names,
            quotations,
            entities: Vec::new(),
            by_name: HashMap::new(),
            by_description: HashMap::new(),
            occasions: Vec::new(),
        }
    }

    /// The source that a draft's words name; none when it names none. Drafts are to come in text order.
    pub(crate) fn source(&mut self, draft: &Draft) -> Option<usize> {
        let first = *draft.source.first()?;
        let whole = Span::new(first.start, draft.source.last()?.end);
        let source = self.resolve(whole);
        self.note_occasion(draft, source);
        Some(source)
    }

    /// "said in a statement": whose statement "the statement" is from here on.
    fn note_occasion(&mut self, draft: &Draft, source: usize) {
        let Some(cue) = draft.cue.last() else { return };
        let after = self.analysis.token_at(cue.end);
        let sentence = &self.analysis.sentences[self.analysis.sentence_at(cue.start)];
        let tokens = &self.analysis.tokens[after.min(sentence.tokens.end)..sentence.tokens.end];
        let open = tokens.iter().take(8).position(|token| {
            token.tag == Tag::IN && [word("in"), word("through"), word("via")].contains(&token.word)
        });
        let Some(open) = open else { return };
        let head = tokens[open + 1..]
            .iter()
            .take(4)
            .find(|token| token.tag == Tag::NN && classes(token.word).has(Class::Document));
        if let Some(head) = head {
            self.occasions.push((head.word, source));
        }
    }

    /// The source that the words at `span` name.
    pub(crate) fn resolve(&mut self, span: Span) -> usize {
        let start = self.analysis.token_at(span.start);
        let end = self.analysis.tokens.partition_point(|token| token.span.start < span.end).max(start);
        let analysis = self.analysis;
        let tokens = &analysis.tokens[start..end];
        let index = match tokens {
            [] => self.described(span, tokens, SourceKind::Unknown),
            [only] if is_pronoun(only) => self
                .pronoun(only, span)
                .unwrap_or_else(|| self.described(span, tokens, kind_of_pronoun(only))),
            _ => self.phrase(span, tokens),
        };
        let entity = &mut self.entities[index];
        if !entity.mentions.contains(&span) {
            entity.mentions.push(span);
        }
        entity.last = entity.last.max(span.start);
        index
    }

    /// The outlet or agency that the page itself says its text came from.
    pub(crate) fn credited(&mut self, name: &str) -> usize {
        let known = self.entities.iter().position(|entity| entity.name.eq_ignore_ascii_case(name));
        known.unwrap_or_else(|| self.entry(name.to_owned(), SourceKind::Outlet, 0))
    }

    /// A pronoun: the likeliest of those spoken of before it.
    fn pronoun(&mut self, token: &Token, span: Span) -> Option<usize> {
        let class = classes(token.word);
        if class.has(Class::He) || class.has(Class::She) || class.has(Class::Who) {
            let gender = match (class.has(Class::He), class.has(Class::She)) {
                (true, _) => Some(Gender::Male),
                (_, true) => Some(Gender::Female),
                _ => None,
            };
            return self.person_before(span.start, gender);
        }
        let plural = class.has(Class::They);
        let fits = |entity: &Entity| {
            if plural {
                entity.plural
            } else {
                !entity.plural
                    && matches!(
                        entity.kind,
                        SourceKind::Organisation | SourceKind::Document | SourceKind::Outlet
                    )
            }
        };
        let near = |entity: &Entity| span.start.saturating_sub(entity.last) < 900 && entity.last < span.start;
        let best = (0..self.entities.len())
            .filter(|&index| fits(&self.entities[index]) && near(&self.entities[index]))
            .max_by_key(|&index| self.entities[index].last);
        if best.is_some() {
            return best;
        }
        // a body named before though it has not spoken yet
        let sentence = self.analysis.sentence_at(span.start);
        let named = self.names.before(span.start).take(8).find(|mention| {
            !self.names.list[mention.name].is_person()
                && sentence.saturating_sub(self.analysis.sentence_at(mention.span.start)) <= 2
                && mention.subject
        });
        match named {
            Some(mention) if !plural => Some(self.named(mention.name)),
            _ => None,
        }
    }

    /// The person that a pronoun at `position` most likely means.
    fn person_before(&mut self, position: usize, gender: Option<Gender>) -> Option<usize> {
        let here = self.analysis.sentence_at(position);
        let paragraph = self.analysis.sentences[here].paragraph;
        let last_speaker = self
            .entities
            .iter()
            .filter(|entity| entity.last < position && entity.kind == SourceKind::Person)
            .map(|entity| entity.last)
            .max();
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
            if !name.is_person() || clash {
                continue;
            }
            let mut score = -(distance as f32) * 0.6;
            if self.analysis.sentences[sentence].paragraph != paragraph {
                score -= 0.5;
            }
            if mention.subject {
                score += 0.8;
            }
            if distance == 0 {
                score += 0.8;
            }
            if gender.is_some() && name.gender == gender {
                score += 0.8;
            }
            if self.is_quoted(mention.span) {
                score -= 2.5;
            }
            if let Some(&entity) = self.by_name.get(&mention.name)
                && last_speaker == Some(self.entities[entity].last)
            {
                score += 1.2;
            }
            consider(score, Ok(mention.name));
        }
        // persons without a name: "a resident … she said"
        for (index, entity) in self.entities.iter().enumerate() {
            if entity.named.is_some() || entity.plural || entity.last >= position {
                continue;
            }
            let human = matches!(
                entity.kind,
                SourceKind::Official | SourceKind::Anonymous | SourceKind::Group | SourceKind::Person
            );
            let clash = gender.is_some() && entity.gender.is_some() && gender != entity.gender;
            let distance = here - self.analysis.sentence_at(entity.last);
            if !human || clash || distance > 6 {
                continue;
            }
            let mut score = -(distance as f32) * 0.6;
            if last_speaker.is_none_or(|last| entity.last > last) {
                score += 1.2;
            }
            consider(score, Err(index));
        }
        match best? {
            (_, Ok(name)) => Some(self.named(name)),
            (_, Err(entity)) => Some(entity),
        }
    }

    fn is_quoted(&self, span: Span) -> bool {
        let after = self.quotations.partition_point(|quotation| quotation.span.start <= span.start);
        self.quotations[..after].iter().rev().take(4).any(|quotation| quotation.span.covers(span))
    }

    /// A phrase that is more than a pronoun.
    fn phrase(&mut self, span: Span, tokens: &[Token]) -> usize {
        let core_end = tokens
            .iter()
            .position(|token| {
                matches!(token.tag, Tag::IN | Tag::TO | Tag::WP | Tag::WDT | Tag::VBD | Tag::VBZ)
                    || token.word == word(",")
                    || token.word == word("(")
            })
            .filter(|&at| at > 0)
            .unwrap_or(tokens.len());
        let core = &tokens[..core_end];
        let core_span = Span::new(tokens[0].span.start, core[core.len() - 1].span.end);
        // two sources said it together
        if let Some(joint) = self.joint(span, core) {
            return joint;
        }
        // "Mayor Jana Holt", "Holt": the core ends with a name of a person
        let trimmed = core
            .iter()
            .rposition(|token| token.tag != Tag::POS)
            .map_or(core_span.end, |at| core[at].span.end);
        let person = |mention: &&Mention| self.names.list[mention.name].is_person();
        let owner = core.iter().take(core.len() - 1).any(|token| token.tag == Tag::POS);
        if let Some(mention) = self.names.within(core_span).filter(person).last()
            && (mention.span.end == trimmed || core.last().is_some_and(|token| token.tag == Tag::POS))
        {
            return self.named(mention.name);
        }
        // "a spokesman for the agency, Troy Roberts": a later part is the name
        let rest = Span::new(core_span.end, span.end);
        let apposed = self.names.within(rest).filter(person).find(|mention| {
            let before = self.text[core_span.start..mention.span.start].trim_end();
            before.ends_with(',') || before.ends_with(':') || before.ends_with('(')
        });
        if let Some(mention) = apposed {
            return self.named(mention.name);
        }
        // "the Federation of Archive and Library Workers (FALW)": a name that runs over the core's end
        let core_head = core_span.end;
        let long = self.names.within(span).find(|mention| {
            mention.span.start < core_head
                && mention.span.end > core_head
                && mention.span.start <= core_span.start + 4
        });
        if let Some(mention) = long {
            return self.named(mention.name);
        }
        // "the 41-year-old": the person last spoken of
        if core.first().is_some_and(|token| token.word == word("the"))
            && core.last().is_some_and(|token| token.word == word("old"))
            && core.iter().any(|token| token.word == word("year"))
            && let Some(person) = self.person_before(span.start, None)
        {
            return person;
        }
        let head = head_of(core);
        let (kind, plural) = kind_of(core, head, self.text);
        let kind = if self.asks_not_to_be_named(span) { SourceKind::Anonymous } else { kind };
        // "the mayor", "the company": somebody known
        let definite = matches!(core[0].word, w if w == word("the") || w == word("this") || w == word("that"))
            || core[0].tag == Tag::PRPS && core.len() <= 3;
        if let Some(head) = head
            && definite
            && tokens
                .get(core_end)
                .is_none_or(|token| token.word == word(",") || matches!(token.tag, Tag::WP | Tag::POS))
            && !head.tag.is_name()
            && let Some(known) = self.known(head, kind, span.start, core)
        {
            return known;
        }
        // "a report by UpGuard", "the Gazette's article": whose work it is
        if kind == SourceKind::Document
            && let Some(index) = self.issued(span, tokens, core, core_span)
        {
            return index;
        }
        // a name that is no person's: "the Example Council"
        let last_name = self
            .names
            .within(core_span)
            .last()
            .filter(|mention| mention.span.end == trimmed && !owner)
            .map(|mention| mention.name);
        if let Some(name) = last_name {
            let index = self.named(name);
            return index;
        }
        let index = self.described(span, tokens, kind);
        let entity = &mut self.entities[index];
        entity.plural |= plural;
        if let Some(head) = head {
            entity.head.get_or_insert(head.word);
            entity.gender = entity.gender.or(gender_of_title(head.word));
        }
        index
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
        ]
        .iter()
        .any(|sign| rest.contains(sign))
    }

    /// A document by the one who issued it: the outlet itself for its articles, else a source with the issuer's
    /// name and the document's kind.
    fn issued(&mut self, span: Span, tokens: &[Token], core: &[Token], core_span: Span) -> Option<usize> {
        let head = core.last()?;
        // "the OVWB's plan", "the Gazette report", "her statement"
        let owner =
            self.names.within(Span::new(core_span.start, head.span.start)).last().map(|mention| mention.name);
        let rest = tokens
            .get(core.len())
            .filter(|token| [word("by"), word("from"), word("of")].contains(&token.word));
        let author = rest.and_then(|link| {
            self.names
                .within(Span::new(link.span.end, span.end))
                .find(|mention| mention.span.start < link.span.end + 30)
                .map(|mention| mention.name)
        });
        let pronoun = core.first().filter(|token| token.tag == Tag::PRPS).copied();
        let issuer = match (author.or(owner), pronoun) {
            (Some(name), _) => self.named(name),
            (None, Some(pronoun)) => {
                let class = classes(pronoun.word);
                let gender = match (class.has(Class::He), class.has(Class::She)) {
                    (true, _) => Some(Gender::Male),
                    (_, true) => Some(Gender::Female),
                    _ => return None,
                };
                self.person_before(span.start, gender)?
            }
            _ => return None,
        };
        Some(self.document_of(issuer, head.word, span.start))
    }

    /// The works of one issuer as a source: an outlet is its articles; of others, the document is a source of
    /// its own with its issuer's name.
    fn document_of(&mut self, issuer: usize, head: Word, position: usize) -> usize {
        if self.entities[issuer].kind == SourceKind::Outlet {
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
            named: None,
            last: position,
        });
        index
    }

    /// "Holt and Osei": one source with both names.
    fn joint(&mut self, span: Span, core: &[Token]) -> Option<usize> {
        let and = core.iter().position(|token| token.word == word("and"))?;
        let mentions: Vec<usize> = self.names.within(span).map(|mention| mention.name).collect();
        if and == 0
            || mentions.len() < 2
            || !self.names.within(span).any(|mention| mention.span.start > core[and].span.start)
        {
            return None;
        }
        let mut people: Vec<usize> = Vec::new();
        for name in mentions {
            if self.names.list[name].is_person() && !people.contains(&name) {
                people.push(name);
            }
        }
        if people.len() < 2 {
            return None;
        }
        let joined = people
            .iter()
            .map(|&name| self.names.list[name].full.of(self.text))
            .collect::<Vec<_>>()
            .join(" and ");
        let index = self.entry(joined, SourceKind::Person, span.start);
        self.entities[index].plural = true;
        Some(index)
    }

    /// The source spoken of before that "the mayor", "the company", "the report" means.
    fn known(&mut self, head: &Token, kind: SourceKind, position: usize, core: &[Token]) -> Option<usize> {
        let class = classes(head.word);
        if class.has(Class::Document)
            && let Some(&(_, speaker)) = self.occasions.iter().rev().find(|(known, _)| *known == head.word)
        {
            return Some(self.document_of(speaker, head.word, position));
        }
        // an office: the person who was called so
        if class.has(Class::Role) {
            let bears = |mention: &&Mention| self.names.list[mention.name].roles.contains(&head.word);
            // named before, or, as openings do, only later
            let holder =
                self.names.before(position).find(bears).or_else(|| self.names.after(position).find(bears));
            // "the defence minister" is not the finance minister
            let special = core.len() > 2;
            if let Some(mention) = holder.filter(|mention| !special || self.role_fits(mention.name, core)) {
                return Some(self.named(mention.name));
            }
        }
        if class.has(Class::Role)
            && core.len() <= 3
            && !self.is_quoted(Span::new(position, position + 1))
            && let Some(only) = self.only_person(position)
        {
            return Some(self.named(only));
        }
        let same_head = |entity: &Entity| {
            entity.head == Some(head.word) && entity.last < position && position - entity.last < 2_500
        };
        let latest = |fits: &dyn Fn(&Entity) -> bool| {
            (0..self.entities.len())
                .filter(|&index| fits(&self.entities[index]))
                .max_by_key(|&index| self.entities[index].last)
        };
        if core.len() <= 2
            && let Some(index) = latest(&same_head)
        {
            return Some(index);
        }
        // a body or outlet named before, with the head noun in its name: "the council" of "Orrin Council"
        if !matches!(kind, SourceKind::Organisation | SourceKind::Outlet | SourceKind::Official)
            || core.len() > 2
        {
            return None;
        }
        let named = self.names.before(position).take(80).find(|mention| {
            let name = &self.names.list[mention.name];
            !name.is_person() && name.words().len() > 1 && name.words().contains(&head.word)
        });
        if let Some(mention) = named {
            return Some(self.named(mention.name));
        }
        let fits: &dyn Fn(&Entity) -> bool = match kind {
            SourceKind::Outlet => &|entity| entity.kind == SourceKind::Outlet && entity.named.is_some(),
            SourceKind::Organisation if class.has(Class::Body) => &|entity| {
                entity.kind == SourceKind::Organisation
                    && entity.named.is_some()
                    && position - entity.last.min(position) < 1_500
            },
            _ => return None,
        };
        latest(fits)
    }

    /// The one person named so far, when there is only one.
    fn only_person(&self, position: usize) -> Option<usize> {
        let mut people = self
            .names
            .before(position)
            .map(|mention| mention.name)
            .filter(|&name| self.names.list[name].is_person());
        let first = people.next()?;
        people.all(|name| name == first).then_some(first)
    }

    /// Whether the words before the head noun are among those of the person's office.
    fn role_fits(&self, name: usize, core: &[Token]) -> bool {
        let Some(role) = self.names.list[name].role else { return false };
        let role = role.of(self.text).to_lowercase();
        core[1..core.len() - 1]
            .iter()
            .filter(|token| token.tag.is_noun() || token.tag.is_adjective())
            .all(|token| role.contains(&token.of(self.text).to_lowercase()))
    }

    /// The source with this name.
    fn named(&mut self, name: usize) -> usize {
        if let Some(&index) = self.by_name.get(&name) {
            return index;
        }
        let known = &self.names.list[name];
        let kind = if known.is_person() { SourceKind::Person } else { kind_of_name(known.words()) };
        let index = self.entities.len();
        self.entities.push(Entity {
            name: known.full.of(self.text).to_owned(),
            kind,
            role: known.role.map(|role| role.of(self.text).to_owned()),
            mentions: Vec::new(),
            head: known.words().last().copied().filter(|_| kind != SourceKind::Person),
            plural: false,
            gender: known.gender,
            named: Some(name),
            last: 0,
        });
        self.by_name.insert(name, index);
        index
    }

    /// A source that is known by its description alone.
    fn described(&mut self, span: Span, tokens: &[Token], kind: SourceKind) -> usize {
        let mut text = span.of(self.text).trim_end_matches(['’', '\'', ',']).to_owned();
        if tokens.last().is_some_and(|token| token.tag == Tag::POS)
            && let Some(last) = tokens.last()
        {
            text = self.text[span.start..last.span.start.max(span.start)].trim_end().to_owned();
        }
        // "his lawyer": whose
        if let Some(first) = tokens.first().filter(|token| token.tag == Tag::PRPS && tokens.len() > 1) {
            let class = classes(first.word);
            let gender = match (class.has(Class::He), class.has(Class::She)) {
                (true, _) => Some(Gender::Male),
                (_, true) => Some(Gender::Female),
                _ => None,
            };
            if gender.is_some()
                && let Some(owner) = self.person_before(span.start, gender)
            {
                text =
                    format!("{}’s{}", self.entities[owner].name, &text[first.span.len().min(text.len())..]);
            }
        }
        // what a comma sets off tells more of the source than its name
        let text =
            text.split(", ").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let text =
            text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(&text).to_owned();
        let index = self.entry(text, kind, span.start);
        self.entities[index].plural |=
            tokens.iter().any(|token| token.tag == Tag::NNS || classes(token.word).has(Class::They));
        index
    }

    fn entry(&mut self, name: String, kind: SourceKind, position: usize) -> usize {
        let key = name.to_lowercase();
        if let Some(&index) = self.by_description.get(&key) {
            return index;
        }
        let index = self.entities.len();
        self.by_description.insert(key, index);
        self.entities.push(Entity {
            name,
            kind,
            role: None,
            mentions: Vec::new(),
            head: None,
            plural: false,
            gender: None,
            named: None,
            last: position,
        });
        index
    }
}

fn is_pronoun(token: &Token) -> bool {
    let class = classes(token.word);
    [Class::They, Class::It, Class::He, Class::She, Class::Who].iter().any(|&kind| class.has(kind))
}

fn kind_of_pronoun(token: &Token) -> SourceKind {
    let class = classes(token.word);
    if class.has(Class::They) {
        SourceKind::Group
    } else if class.has(Class::It) {
        SourceKind::Organisation
    } else {
        SourceKind::Unknown
    }
}

/// The noun that heads a phrase: its last noun, or a word that stands for people.
fn head_of(core: &[Token]) -> Option<&Token> {
    core.iter()
        .rev()
        .find(|token| token.tag.is_noun() || matches!(token.tag, Tag::CD))
        .or_else(|| core.last())
}

/// What the source described by `core` is, and whether it is several.
fn kind_of(core: &[Token], head: Option<&Token>, text: &str) -> (SourceKind, bool) {
    let Some(head) = head else { return (SourceKind::Unknown, false) };
    let class = classes(head.word);
    let plural = matches!(head.tag, Tag::NNS) || classes(core[0].word).has(Class::Group) && core.len() == 1;
    let unnamed = core
        .iter()
        .any(|token| [word("anonymous"), word("unnamed"), word("unidentified")].contains(&token.word));
    let capital = head.of(text).starts_with(char::is_uppercase) && head.tag.is_name();
    let kind = if unnamed || class.has(Class::Anonymous) && !(class.has(Class::Group) && !plural) {
        SourceKind::Anonymous
    } else if class.has(Class::Official) && !(capital && class.has(Class::Organisation)) {
        SourceKind::Official
    } else if class.has(Class::Outlet)
        && (capital || !class.has(Class::Document))
        && !(class.has(Class::Organisation) && !capital)
    {
        SourceKind::Outlet
    } else if class.has(Class::Document) && !capital {
        SourceKind::Document
    } else if class.has(Class::Organisation) || class.has(Class::Country) {
        SourceKind::Organisation
    } else if class.has(Class::Document) {
        SourceKind::Document
    } else if class.has(Class::Group) || class.has(Class::Role) {
        SourceKind::Group
    } else if plural {
        SourceKind::Group
    } else if capital {
        SourceKind::Organisation
    } else {
        SourceKind::Unknown
    };
    (kind, plural)
}

/// What a name that is no person's names.
fn kind_of_name(words: &[Word]) -> SourceKind {
    let any = |class| words.iter().any(|&word| classes(word).has(class));
    let last = words.last().map(|&word| classes(word)).unwrap_or_default();
    if last.has(Class::OutletName) || any(Class::OutletName) && !last.has(Class::Organisation) {
        SourceKind::Outlet
    } else if last.has(Class::Document) && !last.has(Class::Organisation) {
        SourceKind::Document
    } else if last.has(Class::Official) && !last.has(Class::Organisation) {
        SourceKind::Official
    } else {
        SourceKind::Organisation
    }
}
