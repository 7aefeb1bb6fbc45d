//! The same speaker under the names that different articles use.

use std::collections::HashMap;

use sayso_model::{Reading, Source, SourceKind};

use crate::words::fold;

/// Who the sources of all articles are.
pub(crate) struct Speakers {
    /// For each article, the person of each of its sources.
    of: Vec<HashMap<String, usize>>,
    people: Vec<Person>,
    /// The people with a word in their name, or with these initials.
    named: HashMap<String, Vec<usize>>,
}

/// Whether two speakers are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// They have names that exclude each other.
    Different,
    /// One of them is not named, or not enough.
    Unknown,
    /// They have the same name, or one is described as the other is.
    Same,
}

struct Person {
    /// The fullest name any article gives.
    name: String,
    class: Class,
    /// The words of the name in normal form, without titles.
    words: Vec<String>,
    /// Words of roles and descriptions that articles give.
    described: Vec<String>,
    /// Whether its office is to speak for somebody else.
    speaks_for_others: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Person,
    /// A company, party, agency, court.
    Body,
    /// An outlet, report, statement or post: through it somebody speaks, named there or not.
    Work,
    /// A description: `police`, `a resident`, `the mayor`.
    Described,
}

impl Speakers {
    /// Reconciles the sources of all `readings`.
    pub(crate) fn new<'r>(readings: impl Iterator<Item = &'r Reading>) -> Self {
        let mut speakers = Self { of: Vec::new(), people: Vec::new(), named: HashMap::new() };
        let mut seen: Vec<(usize, &str, Person)> = Vec::new();
        for (article, reading) in readings.enumerate() {
            speakers.of.push(HashMap::new());
            seen.extend(
                reading
                    .sources
                    .iter()
                    .filter_map(|source| Some((article, source.id.as_str(), Person::new(source)?))),
            );
        }
        // The fullest names first, so that a shorter one finds the fuller ones it may stand for.
        seen.sort_by_key(|(article, _, person)| {
            let letters: usize = person.words.iter().map(String::len).sum();
            (std::cmp::Reverse((person.words.len(), letters)), *article)
        });
        for (article, source, person) in seen {
            let at = speakers.place(person);
            speakers.of[article].insert(source.to_owned(), at);
        }
        speakers
    }

    /// The person whom an article's source is, unless the article leaves it unknown.
    pub(crate) fn person(&self, article: usize, source: Option<&str>) -> Option<usize> {
        self.of[article].get(source?).copied()
    }

    /// The fullest name of a person.
    pub(crate) fn name(&self, person: usize) -> &str {
        &self.people[person].name
    }

    /// Whether articles give a name, not only a description.
    pub(crate) fn is_named(&self, person: usize) -> bool {
        self.people[person].class != Class::Described
    }

    /// How two persons relate.
    pub(crate) fn relation(&self, one: Option<usize>, other: Option<usize>) -> Relation {
        let (Some(one), Some(other)) = (one, other) else { return Relation::Unknown };
        if one == other {
            return Relation::Same;
        }
        let (one, other) = (&self.people[one], &self.people[other]);
        let same = |one: &Person, other: &Person| one.describes(other) || one.is_one_of(other);
        if same(one, other) || same(other, one) {
            return Relation::Same;
        }
        let open = |one: &Person, other: &Person| match (one.class, other.class) {
            (Class::Work, _) | (Class::Described, Class::Described) => true,
            (Class::Described | Class::Body, Class::Person) => {
                other.described.is_empty() || other.speaks_for_others || one.fits(other)
            }
            (Class::Described, Class::Body) => one.speaks_for_others,
            _ => false,
        };
        if open(one, other) || open(other, one) { Relation::Unknown } else { Relation::Different }
    }

    /// The person that this one is, added when it is nobody seen before.
    fn place(&mut self, person: Person) -> usize {
        // Whoever this may be has its first or last word in the name, or it for initials.
        let mut known: Vec<usize> = [person.words.first(), person.words.last()]
            .into_iter()
            .flatten()
            .filter_map(|word| self.named.get(word))
            .flatten()
            .copied()
            .collect();
        known.sort_unstable();
        known.dedup();
        let is_same = |&at: &usize| {
            let known = &self.people[at];
            // Kinds are told with less certainty than names.
            known.words == person.words && (known.class == person.class || person.words.len() > 1)
        };
        let found = known.iter().copied().find(is_same).or_else(|| {
            let mut fuller = known.iter().copied().filter(|&at| person.may_stand_for(&self.people[at]));
            // A surname that two persons share stands for neither.
            fuller.next().filter(|_| fuller.next().is_none())
        });
        let Some(at) = found else {
            for name in person.words.iter().cloned().chain(person.initials()) {
                self.named.entry(name).or_default().push(self.people.len());
            }
            self.people.push(person);
            return self.people.len() - 1;
        };
        let known = &mut self.people[at];
        known.speaks_for_others |= person.speaks_for_others;
        for word in person.described {
            if !known.described.contains(&word) {
                known.described.push(word);
            }
        }
        at
    }
}

impl Person {
    fn new(source: &Source) -> Option<Self> {
        let class = match source.kind {
            SourceKind::Unknown => return None,
            SourceKind::Person if has_name(&source.name) => Class::Person,
            SourceKind::Organisation => Class::Body,
            SourceKind::Outlet | SourceKind::Document => Class::Work,
            SourceKind::Person | SourceKind::Official | SourceKind::Anonymous | SourceKind::Group => {
                Class::Described
            }
        };
        let bare = source.name.split(',').next().unwrap_or_default();
        let mut words = name_words(bare);
        let mut described: Vec<String> = source.role.iter().flat_map(|role| name_words(role)).collect();
        if class == Class::Person {
            let titles =
                words.iter().take_while(|word| is_title(word)).count().min(words.len().saturating_sub(1));
            described.extend(words.drain(..titles));
            while words.len() > 1 && words.last().is_some_and(|word| is_suffix(word)) {
                words.pop();
            }
        }
        described.extend(name_words(&source.name[bare.len()..]));
        // Other words that the article uses: descriptions, not pronouns or parts of the name.
        for alias in source.aliases.iter().flat_map(|alias| name_words(alias)) {
            if !words.contains(&alias) && !is_pronoun(&alias) {
                described.push(alias);
            }
        }
        if words.is_empty() {
            return None;
        }
        described.dedup();
        let speaks_for_others = words.iter().chain(&described).any(|word| word.starts_with("spokes"));
        Some(Self { name: bare.trim().to_owned(), class, words, described, speaks_for_others })
    }

    /// Whether this shorter name may be short for the `fuller` one.
    fn may_stand_for(&self, fuller: &Self) -> bool {
        if self.class != fuller.class || fuller.is_joint() {
            return false;
        }
        match self.class {
            Class::Person => {
                // First names, second names and initials may be missing, the surname may not; a
                // first name alone may stand for a person who is otherwise named in full.
                let surname = self.words.last() == fuller.words.last()
                    || (self.words.len() == 1 && self.words.first() == fuller.words.first());
                surname
                    && self.words.iter().all(|word| {
                        fuller.words.contains(word)
                            || (word.len() == 1
                                && fuller.words.iter().any(|full| full.starts_with(word.as_str())))
                    })
            }
            Class::Body | Class::Work => self.is_acronym_of(fuller) || fuller.words.ends_with(&self.words),
            Class::Described => false,
        }
    }

    fn is_acronym_of(&self, fuller: &Self) -> bool {
        matches!(self.words.as_slice(), [acronym] if fuller.initials().contains(acronym))
    }

    /// What a body of several words may be called for short: its initials, with and without those of
    /// the small words, and other names the articles give it.
    fn initials(&self) -> Vec<String> {
        if !matches!(self.class, Class::Body | Class::Work) || self.words.len() < 2 {
            return Vec::new();
        }
        let initials =
            |words: &mut dyn Iterator<Item = &String>| words.filter_map(|word| word.chars().next()).collect();
        let mut names = self.described.clone();
        names.push(initials(&mut self.words.iter()));
        names.push(initials(
            &mut self.words.iter().filter(|word| !matches!(word.as_str(), "of" | "for" | "and")),
        ));
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether the name is that of several who speak together.
    fn is_joint(&self) -> bool {
        self.class == Class::Person && self.words.iter().any(|word| word == "and")
    }

    /// Whether this is one of those who speak together as the `other`.
    fn is_one_of(&self, other: &Self) -> bool {
        other.is_joint()
            && self.class == Class::Person
            && self.words.iter().all(|word| other.words.contains(word))
    }

    /// Whether a word of this description stands in the other's: the engineer may be the engineer.
    fn fits(&self, other: &Self) -> bool {
        self.words.iter().any(|word| !is_small(word) && other.described.contains(word))
    }

    /// Whether this description or body is how the other is described: `the mayor` and `Jana Holt,
    /// mayor`, or `Northern Water` and its spokeswoman.
    fn describes(&self, other: &Self) -> bool {
        self.class != Class::Person
            && (other.class == Class::Person || self.class == Class::Described)
            && self
                .words
                .iter()
                .filter(|word| !is_small(word))
                .all(|word| other.described.contains(word) || other.words.contains(word))
    }
}

/// Whether there is a name in it, not only a description such as `the shift engineer`: a word with a
/// capital that does not merely begin the sentence it was taken from.
fn has_name(name: &str) -> bool {
    let mut words = name.split_whitespace().map(|word| word.starts_with(char::is_uppercase));
    let first = words.next().unwrap_or_default();
    let mut rest = words.peekable();
    if rest.peek().is_none() { first } else { rest.any(|capital| capital) }
}

/// The words of a name in lower case without accents, dots and possessive endings; articles
/// dropped.
fn name_words(name: &str) -> Vec<String> {
    name.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '.')))
        .map(|word| {
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            let mut folded = String::new();
            for letter in word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
            {
                fold(letter, &mut folded);
            }
            folded
        })
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), "the" | "a" | "an" | "local"))
        .collect()
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "for" | "and" | "in" | "at" | "from" | "on" | "with" | "to" | "who" | "said")
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "he" | "she" | "they" | "it" | "his" | "her" | "their" | "its" | "him" | "them" | "who" | "i" | "we"
    )
}

/// Titles and offices that stand before a name.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "dr"
            | "prof"
            | "professor"
            | "sir"
            | "dame"
            | "lord"
            | "lady"
            | "president"
            | "prime"
            | "minister"
            | "premier"
            | "mayor"
            | "senator"
            | "sen"
            | "rep"
            | "representative"
            | "congressman"
            | "congresswoman"
            | "governor"
            | "gov"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "pope"
            | "judge"
            | "justice"
            | "chief"
            | "general"
            | "gen"
            | "colonel"
            | "col"
            | "captain"
            | "capt"
            | "major"
            | "lieutenant"
            | "lt"
            | "sergeant"
            | "sgt"
            | "officer"
            | "constable"
            | "detective"
            | "inspector"
            | "insp"
            | "superintendent"
            | "supt"
            | "commissioner"
            | "commander"
            | "admiral"
            | "secretary"
            | "chancellor"
            | "councillor"
            | "councilor"
            | "cllr"
            | "councilman"
            | "councilwoman"
            | "alderman"
            | "deputy"
            | "vice"
            | "former"
            | "acting"
            | "interim"
            | "chairman"
            | "chairwoman"
            | "chair"
            | "director"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "ambassador"
            | "reverend"
            | "rev"
            | "father"
            | "sister"
            | "brother"
            | "bishop"
            | "archbishop"
            | "cardinal"
            | "rabbi"
            | "imam"
            | "sheikh"
            | "coach"
            | "attorney"
            | "herr"
            | "frau"
            | "monsieur"
            | "madame"
            | "señor"
            | "senor"
            | "senora"
            | "signor"
            | "signora"
    )
}

fn is_suffix(word: &str) -> bool {
    matches!(
        word,
        "jr" | "sr" | "ii" | "iii" | "iv" | "mp" | "mep" | "md" | "phd" | "esq" | "obe" | "kc" | "qc"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(one: (&str, SourceKind, &str), other: (&str, SourceKind, &str)) -> Relation {
        let reading = |(name, kind, role): (&str, SourceKind, &str)| Reading {
            sources: vec![Source {
                id: "s1".into(),
                name: name.into(),
                kind,
                role: (!role.is_empty()).then(|| role.into()),
                aliases: vec![],
                mentions: vec![],
                statements: 1,
                words: 1,
            }],
            ..Reading::default()
        };
        let readings = [reading(one), reading(other)];
        let speakers = Speakers::new(readings.iter());
        speakers.relation(speakers.person(0, Some("s1")), speakers.person(1, Some("s1")))
    }

    #[test]
    fn names_of_one_speaker() {
        use Relation::{Different, Same, Unknown};
        use SourceKind::{Anonymous, Document, Group, Official, Organisation, Outlet, Person};
        let cases = [
            (("Jana Holt", Person, ""), ("Holt", Person, ""), Same),
            (("Mayor Jana Holt", Person, ""), ("Ms. Holt", Person, ""), Same),
            (("Jana Holt", Person, ""), ("J. Holt", Person, ""), Same),
            (("Jana Holt", Person, ""), ("Peter Holt", Person, ""), Different),
            (("Jana Holt and Peter Osei", Person, ""), ("Osei", Person, ""), Same),
            (("Jana Holt and Peter Osei", Person, ""), ("Ann Osei", Person, ""), Different),
            (("José Márquez", Person, ""), ("Jose Marquez", Person, ""), Same),
            (("Jana Holt, the mayor of Millbrook", Person, ""), ("the mayor", Official, ""), Same),
            (("European Example Council", Organisation, ""), ("EEC", Organisation, ""), Same),
            (("Millbrook City Council", Organisation, ""), ("the City Council", Organisation, ""), Same),
            (
                ("Northern Water", Organisation, ""),
                ("Lena Marsh", Person, "spokeswoman for Northern Water"),
                Same,
            ),
            (("police", Official, ""), ("a police spokesman", Official, ""), Same),
            (("Jana Holt", Person, "mayor"), ("the statement", Document, ""), Unknown),
            (("Tomas Reddick", Person, "shift engineer"), ("the hero engineer", Person, ""), Unknown),
            (("Ledger", Outlet, ""), ("the Daily Ledger", Outlet, ""), Same),
            (("a resident", Group, ""), ("Tom Bell", Person, ""), Unknown),
            (("police", Official, ""), ("Jana Holt", Person, "mayor"), Different),
            (("people familiar with the matter", Anonymous, ""), ("officials", Official, ""), Unknown),
        ];
        for (one, other, expected) in cases {
            assert_eq!(relation(one, other), expected, "{one:?} {other:?}");
            assert_eq!(relation(other, one), expected, "{other:?} {one:?}");
        }
    }
}
