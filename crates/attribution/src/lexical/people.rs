//! From the words that name a source to who it is, by surnames, offices and pronouns.

use std::collections::HashMap;

use sayso_language::{Gender, Word, given_name};
use sayso_model::{SourceKind, Span};

use super::lexicon::{Class, Classes, Grammar, Lexicon, stem};
use super::phrases::{Phrase, phrase};
use super::statements::Who;
use super::units::{Sentence, Unit};
use crate::sources::Entity;

/// The full name of a person somewhere in the article.
#[derive(Clone, Debug)]
struct FullName {
    span: Span,
    /// Its words, without the endings of cases.
    words: Vec<Word>,
    /// The noun that stands beside it: the office.
    role: Option<Span>,
    gender: Option<Gender>,
}

/// A source, with what pronouns and other names know it by.
#[derive(Clone, Debug, Default)]
struct Known {
    gender: Option<Gender>,
    plural: bool,
    /// Whether its name is written as that of a subject.
    nominative: bool,
}

/// The sources of one article.
pub(crate) struct People<'t> {
    text: &'t str,
    lexicon: &'t Lexicon,
    grammar: Grammar,
    names: Vec<FullName>,
    /// By surname: its bearers among `names`, in the order of the text.
    bearers: HashMap<Word, Vec<usize>>,
    pub(crate) entities: Vec<Entity>,
    known: Vec<Known>,
    by_name: HashMap<Vec<Word>, usize>,
    by_description: HashMap<String, usize>,
    /// The sources in the order in which they spoke.
    spoken: Vec<usize>,
}

impl<'t> People<'t> {
    pub(crate) fn new(text: &'t str, sentences: &[Sentence], lexicon: &'t Lexicon) -> Self {
        let grammar = lexicon.grammar;
        let mut names: Vec<FullName> =
            sentences.iter().flat_map(|sentence| full_names(text, sentence, grammar)).collect();
        names.sort_by_key(|name| name.span);
        let mut bearers: HashMap<Word, Vec<usize>> = HashMap::new();
        for (number, name) in names.iter().enumerate() {
            if let Some(&surname) = name.words.last() {
                bearers.entry(surname).or_default().push(number);
            }
        }
        Self {
            text,
            lexicon,
            grammar,
            names,
            bearers,
            entities: Vec::new(),
            known: Vec::new(),
            by_name: HashMap::new(),
            by_description: HashMap::new(),
            spoken: Vec::new(),
        }
    }

    /// The source of a statement whose sentence is `sentence`. Statements are to come in the order of the text.
    /// `subject` tells whether the words are the subject of a verb, which is how a name is written when it stands alone.
    pub(crate) fn source(&mut self, who: &Who, sentence: &Sentence, subject: bool) -> Option<usize> {
        let index = match who {
            Who::Nobody => return None,
            Who::Running => match self.spoken.last() {
                Some(&last) => last,
                None => self.last_named(sentence.units.first()?.span.start)?,
            },
            Who::Phrase(named) => self.named(named, sentence, subject)?,
        };
        // a pronoun that means nobody known is nobody that the next one could mean
        if self.entities[index].kind != SourceKind::Unknown {
            self.spoken.push(index);
        }
        Some(index)
    }

    /// The outlet that the words at `span` name.
    pub(crate) fn outlet(&mut self, name: &str) -> usize {
        self.described(name, SourceKind::Outlet)
    }

    fn named(&mut self, named: &Phrase, sentence: &Sentence, subject: bool) -> Option<usize> {
        let units = &sentence.units;
        let span = sentence.span(named.core.clone());
        let index = if named.pronoun {
            let unit = &units[named.range.start];
            match self.pronoun(unit.classes, span.start) {
                Some(index) => index,
                None => return Some(self.described(span.of(self.text), SourceKind::Unknown)),
            }
        } else {
            self.phrase(named, sentence, subject)
        };
        let entity = &mut self.entities[index];
        let whole = sentence.span(named.range.clone());
        if entity.mentions.last() != Some(&whole) {
            entity.mentions.push(whole);
        }
        Some(index)
    }

    /// The one who spoke last of those whom a pronoun can mean, else the one named last.
    fn pronoun(&mut self, classes: Classes, position: usize) -> Option<usize> {
        /// Sources that a pronoun reaches back over.
        const REACH: usize = 12;
        /// Names that it reaches back over.
        const NAMES: usize = 6;
        let gender = match (classes.has(Class::He), classes.has(Class::She)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        };
        let plural = classes.has(Class::They);
        let person = classes.any(&[Class::He, Class::She]);
        let fits = |index: &&usize| {
            let (entity, known) = (&self.entities[**index], &self.known[**index]);
            let one =
                person && !known.plural && !matches!(entity.kind, SourceKind::Outlet | SourceKind::Document);
            let clash = gender.is_some() && known.gender.is_some() && gender != known.gender;
            one && !clash && (entity.kind != SourceKind::Organisation || gender.is_none())
                || plural && (known.plural || entity.kind == SourceKind::Group)
                || classes.has(Class::It) && entity.kind != SourceKind::Person
        };
        if let Some(&index) = self.spoken.iter().rev().take(REACH).find(fits) {
            return Some(index);
        }
        let before = self.names.partition_point(|name| name.span.start < position);
        let clash = |name: &&FullName| gender.is_some() && name.gender.is_some() && gender != name.gender;
        let name =
            self.names[..before].iter().rev().take(NAMES).find(|name| person && !clash(name)).cloned()?;
        let index = self.person(&name.words.clone(), &name);
        if self.known[index].gender.is_none() {
            self.known[index].gender = gender;
        }
        Some(index)
    }

    /// The person named last before byte `position`.
    fn last_named(&mut self, position: usize) -> Option<usize> {
        let before = self.names.partition_point(|name| name.span.start < position);
        let name = self.names[..before].last().cloned()?;
        Some(self.person(&name.words.clone(), &name))
    }

    fn phrase(&mut self, named: &Phrase, sentence: &Sentence, subject: bool) -> usize {
        let units = &sentence.units;
        let span = sentence.span(named.core.clone());
        let head = named.head.map(|head| units[head]);
        let kind = kind(named, units, self.grammar);
        let known = |name: &std::ops::Range<usize>| self.is_known(units, name, named);
        let kind = match &named.name {
            Some(name) if kind == SourceKind::Person && !known(name) => SourceKind::Organisation,
            _ => kind,
        };
        if let Some(name) = named.name.clone().filter(|_| kind == SourceKind::Person) {
            let own = FullName {
                span: sentence.span(name.clone()),
                words: words(units, name.clone()),
                role: role(named, sentence),
                gender: gender(units, named, self.grammar),
            };
            let full = self.full(&own).unwrap_or(own.clone());
            let index = self.person(&full.words.clone(), &full);
            if self.grammar.cases
                && subject
                && own.words.len() == full.words.len()
                && !self.known[index].nominative
            {
                own.span.of(self.text).clone_into(&mut self.entities[index].name);
                self.known[index].nominative = true;
            }
            if self.known[index].gender.is_none() {
                self.known[index].gender = own.gender;
            }
            if self.entities[index].role.is_none() {
                self.entities[index].role = own.role.map(|role| role.of(self.text).to_owned());
            }
            return index;
        }
        if let Some(name) = named.name.clone() {
            let index = self.described(sentence.span(name).of(self.text), kind);
            return index;
        }
        if let Some(head) = head
            && head.any(&[Class::Role, Class::RoleFemale, Class::Official])
            && let Some(index) = self.holder(&head, span.start)
        {
            return index;
        }
        let index = self.described(span.of(self.text), kind);
        self.known[index].plural |= kind == SourceKind::Group;
        if head.is_some_and(|head| head.has(Class::RoleFemale)) {
            self.known[index].gender = Some(Gender::Female);
        }
        index
    }

    /// Whether what looks like a person's name is borne out as one: by an office beside it, a given name, or a fuller form.
    /// A single word without any is a body's more often.
    fn is_known(&self, units: &[Unit], name: &std::ops::Range<usize>, named: &Phrase) -> bool {
        let first = &units[name.start];
        let office = named.head.is_some_and(|head| !name.contains(&head));
        let surname = units[name.end - 1].stem;
        office
            || given_name(first.word).is_some()
            || if name.len() > 1 {
                // "Sala de Reconocimiento"
                self.grammar.verb_final
                    || !units[name.clone()].iter().any(|unit| unit.has(Class::Of) && !unit.capital)
            } else {
                self.bearers.contains_key(&surname)
            }
    }

    /// The fullest form of a name: before where it stands, else after.
    fn full(&self, own: &FullName) -> Option<FullName> {
        let bearers = self.bearers.get(own.words.last()?)?;
        let fits = |number: &&usize| {
            let other = &self.names[**number];
            let clash = own.gender.is_some() && other.gender.is_some() && own.gender != other.gender;
            !clash
                && other.words.len() > own.words.len()
                && own.words.iter().all(|word| other.words.contains(word))
        };
        let after = bearers.partition_point(|&number| self.names[number].span.start <= own.span.start);
        let before = bearers[..after].iter().rev().find(fits);
        before.or_else(|| bearers[after..].iter().find(fits)).map(|&number| self.names[number].clone())
    }

    /// The person who is given the office that `head` names: the one named with it last, else next.
    fn holder(&mut self, head: &Unit, position: usize) -> Option<usize> {
        let wanted = head.span.of(self.text).to_lowercase();
        let bears = |name: &&FullName| {
            name.role.is_some_and(|role| {
                let role = role.of(self.text).to_lowercase();
                role == wanted
                    || role.ends_with(&wanted) && self.grammar.capital_nouns
                    || self.grammar.cases && stem(&role) == stem(&wanted)
            })
        };
        let before = self.names.partition_point(|name| name.span.start < position);
        let found =
            self.names[..before].iter().rev().find(bears).or_else(|| self.names[before..].iter().find(bears));
        let full = found.cloned()?;
        let full = self.full(&full).unwrap_or(full);
        Some(self.person(&full.words.clone(), &full))
    }

    fn person(&mut self, words: &[Word], name: &FullName) -> usize {
        if let Some(&index) = self.by_name.get(words) {
            return index;
        }
        let mut entity = Entity::new(name.span.of(self.text).to_owned(), SourceKind::Person);
        let office = self.bearers.get(words.last().unwrap_or(&Word(0))).into_iter().flatten();
        let office = office.map(|&number| &self.names[number]).filter(|other| other.words == words);
        let role = name.role.or_else(|| office.clone().find_map(|other| other.role));
        entity.role = role.map(|role| role.of(self.text).to_owned());
        let gender = name.gender.or_else(|| office.clone().find_map(|other| other.gender));
        let index = self.add(entity, Known { gender, ..Known::default() });
        self.by_name.insert(words.to_vec(), index);
        index
    }

    fn described(&mut self, name: &str, kind: SourceKind) -> usize {
        // "в «Автодоре»": the marks are no part of the name
        let marks = ['«', '»', '"', '“', '”', '„'];
        let marked = name.strip_prefix(marks).and_then(|name| name.strip_suffix(marks));
        let name = marked.unwrap_or(name);
        let parts = name.split_whitespace().map(str::to_lowercase);
        let parts = parts.filter(|part| !self.lexicon.classes(part).has(Class::Article));
        let stems = parts.map(|part| if self.grammar.cases { stem(&part).to_owned() } else { part });
        let key = stems.collect::<Vec<_>>().join(" ");
        if let Some(&index) = self.by_description.get(&key) {
            return index;
        }
        let index = self.add(Entity::new(name.to_owned(), kind), Known::default());
        self.by_description.insert(key, index);
        index
    }

    fn add(&mut self, entity: Entity, known: Known) -> usize {
        self.entities.push(entity);
        self.known.push(known);
        self.entities.len() - 1
    }
}

fn words(units: &[Unit], range: std::ops::Range<usize>) -> Vec<Word> {
    units[range].iter().filter(|unit| unit.is_word()).map(|unit| unit.stem).collect()
}

/// Everybody named in full in a sentence.
fn full_names(text: &str, sentence: &Sentence, grammar: Grammar) -> Vec<FullName> {
    let units = &sentence.units;
    let mut out = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let Some(named) = phrase(units, at, grammar) else {
            at += 1;
            continue;
        };
        at = named.core.end;
        if let Some(name) = named.name.clone()
            && kind(&named, units, grammar) == SourceKind::Person
        {
            let words = words(units, name.clone());
            let role = role(&named, sentence);
            if words.len() > 1 || role.is_some() {
                out.push(FullName {
                    span: sentence.span(name),
                    words,
                    role,
                    gender: gender(units, &named, grammar),
                });
            }
        }
    }
    debug_assert!(out.iter().all(|name| name.span.end <= text.len()));
    out
}

/// The office that a phrase gives with a name.
fn role(named: &Phrase, sentence: &Sentence) -> Option<Span> {
    let head = named
        .head
        .filter(|&head| sentence.units[head].any(&[Class::Role, Class::RoleFemale, Class::Official]));
    head.filter(|head| named.name.as_ref().is_none_or(|name| !name.contains(head)))
        .map(|head| sentence.units[head].span)
}

fn gender(units: &[Unit], named: &Phrase, grammar: Grammar) -> Option<Gender> {
    let head = named.head.map(|head| units[head].classes).unwrap_or_default();
    if head.any(&[Class::RoleFemale, Class::TitleFemale]) {
        return Some(Gender::Female);
    }
    let first = named
        .name
        .clone()
        .filter(|name| name.len() > 1)
        .and_then(|name| given_name(units[name.start].word))
        .flatten();
    let male =
        (head.has(Class::Title) || head.has(Class::Role) && grammar.capital_nouns).then_some(Gender::Male);
    first.or(male)
}

/// What the source is that a phrase names.
fn kind(named: &Phrase, units: &[Unit], grammar: Grammar) -> SourceKind {
    let head = named.head.map(|head| units[head].classes).unwrap_or_default();
    let Some(name) = &named.name else { return kind_of_description(head) };
    let inside = named.head.is_some_and(|head| name.contains(&head));
    let titled = head.any(&[Class::Role, Class::RoleFemale, Class::Title, Class::TitleFemale]);
    if titled && !inside {
        return SourceKind::Person;
    }
    let any = |class| units[name.clone()].iter().any(|unit| unit.has(class));
    if any(Class::Outlet) {
        SourceKind::Outlet
    } else if any(Class::Organisation) || head.has(Class::Organisation) {
        SourceKind::Organisation
    } else if any(Class::Document) || head.has(Class::Document) {
        SourceKind::Document
    } else if head.has(Class::Outlet) {
        SourceKind::Outlet
    } else if any(Class::Official) {
        SourceKind::Official
    } else if name.len() == 1 && (units[name.start].caps || any(Class::Place))
        || any(Class::Place)
            && !units[name.start].has(Class::Place)
            && given_name(units[name.start].word).is_none()
    {
        SourceKind::Organisation
    } else if name.len() == 1
        && !grammar.capital_nouns
        && named.head.is_none()
        && units[named.core.start].has(Class::Article)
    {
        // "la Cámara"
        SourceKind::Organisation
    } else {
        SourceKind::Person
    }
}

fn kind_of_description(head: Classes) -> SourceKind {
    if head.has(Class::Anonymous) {
        SourceKind::Anonymous
    } else if head.has(Class::Group) {
        SourceKind::Group
    } else if head.any(&[Class::Official, Class::Role, Class::RoleFemale]) {
        SourceKind::Official
    } else if head.has(Class::Outlet) {
        SourceKind::Outlet
    } else if head.has(Class::Organisation) {
        SourceKind::Organisation
    } else if head.has(Class::Document) {
        SourceKind::Document
    } else {
        SourceKind::Group
    }
}
