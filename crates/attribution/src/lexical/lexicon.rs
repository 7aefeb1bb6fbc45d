//! The words of one language that attributions are known by, from its file in `lexicon/`.

use std::sync::LazyLock;

use sayso_language::{Word, word};

use crate::lexicon::Words;

/// Which classes a word belongs to, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// A class of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Class { $($(#[$doc])* $name),* }

        impl Class {
            fn parse(text: &str) -> Option<Class> {
                match text {
                    $($text => Some(Class::$name),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// Finite verbs, by what the source does.
    Speech = "speech", Writing = "writing", Thought = "thought", Plan = "plan",
    /// Participles that make a cue with an auxiliary.
    SpeechParticiple = "speech_participle", WritingParticiple = "writing_participle",
    ThoughtParticiple = "thought_participle", PlanParticiple = "plan_participle",
    /// Verbs that are cues beside a quotation only.
    QuoteOnly = "quote_only",
    /// `called it “…”`, `spoke of “…”`.
    Label = "label", LabelParticiple = "label_participle",
    /// Cue forms that are nouns too, after an article.
    AlsoNoun = "also_noun",
    Auxiliary = "auxiliary",
    /// What opens a content clause.
    That = "that",
    /// `according to`; the weak ones are other words too, and want a source that can speak.
    According = "according", AccordingWeak = "according_weak", AccordingAfter = "according_after",
    /// `“…”, so Holt`.
    So = "so",
    /// `as`, before a source with its cue.
    As = "as",
    /// `it says`, with the work in a prepositional phrase or nowhere.
    ReadIn = "read_in",
    He = "he", She = "she", They = "they", It = "it", Relative = "relative",
    /// What makes an infinitive of the form after it, and a passive of the form before it.
    Infinitive = "infinitive", Passive = "passive",
    /// Words that may stand between source, cue and content.
    Clitic = "clitic",
    /// Particles that leave a verb without a subject: `se dice`.
    Impersonal = "impersonal",
    Adverb = "adverb", Negation = "negation", Time = "time", Addressee = "addressee",
    Article = "article", Possessive = "possessive", Preposition = "preposition",
    /// Prepositions and articles that tie a noun to the one before it.
    Of = "of",
    /// Prepositions whose noun is the source of a verb in the plural: `сообщили в мэрии`.
    In = "in",
    Conjunction = "conjunction",
    /// Other words that no source begins with or runs over.
    Stop = "stop",
    /// Forms that mark reported speech by themselves: the German Konjunktiv.
    Subjunctive = "subjunctive",
    Title = "title", TitleFemale = "title_f", Role = "role", RoleFemale = "role_f", Official = "official",
    Group = "group", Anonymous = "anonymous", Organisation = "organisation", Outlet = "outlet",
    Document = "document", Place = "place",
    /// `von`, `de la` inside a name.
    Particle = "particle",
    /// The father's name between given name and surname, told by its ending.
    Patronymic = "patronymic",
    /// Russian words with the ending of an adjective.
    Adjective = "adjective",
    /// Russian words with the ending of another case than the nominative that no surname has.
    Oblique = "oblique",
    /// Nouns before the title of a work, and participles before a name given in marks.
    Work = "work", Called = "called",
    About = "about", Age = "age",
}

impl Classes {
    pub(crate) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    pub(crate) fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.has(class))
    }

    /// Whether the word can head the description of a source.
    pub(crate) fn is_source_noun(self) -> bool {
        self.any(SOURCE_NOUNS)
    }

    fn add(&mut self, other: Classes) {
        self.0 |= other.0;
    }
}

/// Classes of nouns, which compounds and other cases share.
const SOURCE_NOUNS: &[Class] = &[
    Class::Role,
    Class::RoleFemale,
    Class::Official,
    Class::Group,
    Class::Anonymous,
    Class::Organisation,
    Class::Outlet,
    Class::Document,
];

/// What is peculiar to the grammar of a language, as far as the matcher needs to know it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Grammar {
    /// Nouns are written with a capital, so that a capital alone makes no name.
    pub(crate) capital_nouns: bool,
    /// A noun's class is that of its last part: `Innenminister`, `politiewoordvoerder`.
    pub(crate) compounds: bool,
    /// Nouns change with their case and are compared by their stems.
    pub(crate) cases: bool,
    /// A verb needs no subject.
    pub(crate) drops_subject: bool,
    /// Participles and second parts of verbs stand at the end of their clause.
    pub(crate) verb_final: bool,
    /// Speech is set off by dashes at the beginning of a paragraph.
    pub(crate) dialogue_dashes: bool,
    /// A clause follows its cue without a word for "that", and the Konjunktiv marks it as reported.
    pub(crate) clauses_without_that: bool,
    /// Some countries part thousands by a comma.
    pub(crate) comma_thousands: bool,
}

/// An expression of several words.
#[derive(Clone, Debug)]
struct Expression {
    parts: Vec<Word>,
    /// All of it, its words joined by `_`.
    whole: Word,
    classes: Classes,
}

/// Everything the matcher knows about one language.
pub(crate) struct Lexicon {
    pub(crate) grammar: Grammar,
    words: Words<Classes>,
    stems: Words<Classes>,
    /// Expressions of several words, by the first; longest first.
    expressions: Words<Vec<Expression>>,
    /// Second parts of verbs, by the first: `teilte … mit`.
    particles: Words<Vec<Word>>,
    pub(crate) scales: Words<f64>,
    pub(crate) units: Words<String>,
}

macro_rules! languages {
    ($($code:literal $file:literal)*) => {
        /// The lexicon of a language, by its BCP 47 code; none for languages that have no file here.
        pub(crate) fn lexicon(language: &str) -> Option<&'static Lexicon> {
            let primary = language.split(['-', '_']).next().unwrap_or(language);
            match primary {
                $($code => {
                    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!($file)));
                    Some(&LEXICON)
                })*
                _ => None,
            }
        }

        #[cfg(test)]
        const FILES: &[(&str, &str)] = &[$(($code, include_str!($file))),*];
    };
}

languages! {
    "de" "../lexicon/de.txt"
    "es" "../lexicon/es.txt"
    "fr" "../lexicon/fr.txt"
    "it" "../lexicon/it.txt"
    "nl" "../lexicon/nl.txt"
    "ru" "../lexicon/ru.txt"
}

impl Lexicon {
    fn parse(file: &str) -> Lexicon {
        let mut lexicon = Lexicon {
            grammar: Grammar::default(),
            words: Words::default(),
            stems: Words::default(),
            expressions: Words::default(),
            particles: Words::default(),
            scales: Words::default(),
            units: Words::default(),
        };
        for (name, entries) in lines(file) {
            for entry in entries.split_whitespace() {
                lexicon.enter(name, entry);
            }
        }
        for expressions in lexicon.expressions.values_mut() {
            expressions.sort_by_key(|expression| std::cmp::Reverse(expression.parts.len()));
        }
        lexicon
    }

    fn enter(&mut self, name: &str, entry: &str) {
        let (form, value) = entry.split_once('=').unwrap_or((entry, ""));
        match name {
            "grammar" => match form {
                "capital_nouns" => self.grammar.capital_nouns = true,
                "compounds" => self.grammar.compounds = true,
                "cases" => self.grammar.cases = true,
                "drops_subject" => self.grammar.drops_subject = true,
                "verb_final" => self.grammar.verb_final = true,
                "dialogue_dashes" => self.grammar.dialogue_dashes = true,
                "comma_thousands" => self.grammar.comma_thousands = true,
                "clauses_without_that" => self.grammar.clauses_without_that = true,
                _ => {}
            },
            "scale" => {
                self.scales.insert(word(form), value.parse().unwrap_or(1.0));
                self.express(form, Classes::default());
            }
            "unit" => {
                self.units.insert(word(form), value.to_owned());
                self.express(form, Classes::default());
            }
            "particle_verb" => self.particles.entry(word(form)).or_default().push(word(value)),
            _ => {
                let Some(class) = Class::parse(name) else { return };
                let classes = Classes(1 << class as u32);
                if form.contains('_') {
                    return self.express(form, classes);
                }
                self.words.entry(word(form)).or_default().add(classes);
                if self.grammar.cases && (SOURCE_NOUNS.contains(&class) || class == Class::Place) {
                    self.stems.entry(word(stem(form))).or_default().add(classes);
                }
            }
        }
    }

    /// Enters an expression, when `form` is of several words.
    fn express(&mut self, form: &str, classes: Classes) {
        let parts: Vec<Word> = form.split('_').map(word).collect();
        if parts.len() < 2 {
            return;
        }
        let known = self.expressions.entry(parts[0]).or_default();
        match known.iter_mut().find(|expression| expression.parts == parts) {
            Some(expression) => expression.classes.add(classes),
            None => known.push(Expression { parts, whole: word(form), classes }),
        }
    }

    /// The classes of a word, which is to be in lower case.
    pub(crate) fn classes(&self, form: &str) -> Classes {
        if let Some(&known) = self.words.get(&word(form)) {
            return known;
        }
        if self.grammar.cases {
            let by_stem = self.stems.get(&word(stem(form)));
            if let Some(&known) = by_stem {
                return known;
            }
            if is_patronymic(form) {
                return Classes(1 << Class::Patronymic as u32);
            }
            if is_adjective(form) {
                return Classes(1 << Class::Adjective as u32);
            }
            if is_oblique(form) {
                return Classes(1 << Class::Oblique as u32);
            }
        }
        let last = form.rsplit('-').next().filter(|last| last.len() < form.len());
        let whole = last.and_then(|last| self.words.get(&word(last)));
        match whole {
            Some(&known) => Classes(known.0 & nouns()),
            None if self.grammar.compounds => self.compound(form),
            None => Classes::default(),
        }
    }

    /// The classes of the last part of a compound: the longest that is a noun of the lexicon.
    fn compound(&self, form: &str) -> Classes {
        /// Letters that the first part has at least, and the last.
        const LEAST: (usize, usize) = (2, 4);
        /// No compound is longer; bounds the look-ups.
        const LONGEST: usize = 60;
        let letters = form.chars().count();
        if letters < LEAST.0 + LEAST.1 || letters > LONGEST {
            return Classes::default();
        }
        form.char_indices()
            .skip(LEAST.0)
            .take(letters - LEAST.0 - LEAST.1 + 1)
            .filter_map(|(at, _)| self.words.get(&word(&form[at..])))
            .map(|known| Classes(known.0 & nouns()))
            .find(|known| known.0 != 0)
            .unwrap_or_default()
    }

    /// The longest expression that `words` begin with: how many they are, the whole as one word, and its classes.
    pub(crate) fn expression(&self, words: &[Word]) -> Option<(usize, Word, Classes)> {
        let known = self.expressions.get(words.first()?)?;
        let found = known.iter().find(|expression| words.starts_with(&expression.parts))?;
        Some((found.parts.len(), found.whole, found.classes))
    }

    /// The second parts that the verb form `form` can have.
    pub(crate) fn particles(&self, form: Word) -> &[Word] {
        self.particles.get(&form).map_or(&[], Vec::as_slice)
    }
}

fn nouns() -> u64 {
    SOURCE_NOUNS.iter().fold(0, |bits, &class| bits | 1 << class as u32)
}

/// The lines of a lexicon: name and entries.
fn lines(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'))
}

/// A word without the ending of its case: what a Russian noun, name or adjective keeps in all of them.
pub(crate) fn stem(form: &str) -> &str {
    const ENDINGS: &[&str] = &[
        "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "иях", "ием", "ой", "ей", "ою", "ею",
        "ым", "им", "ом", "ем", "ую", "юю", "ая", "яя", "ое", "ее", "ые", "ие", "ый", "ий", "ах", "ях", "ам",
        "ям", "ов", "ев", "ию", "ии", "ия", "ью", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й",
    ];
    /// A stem has at least as many letters.
    const LEAST: usize = 3;
    ENDINGS
        .iter()
        .filter_map(|ending| form.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= LEAST)
        // "Яна", "Яны"
        .or_else(|| {
            form.strip_suffix(['а', 'я', 'ы', 'и', 'у', 'ю', 'е'])
                .filter(|stem| stem.chars().count() + 1 == LEAST)
        })
        .unwrap_or(form)
}

/// Whether a Russian name is formed from the father's, in any case.
fn is_patronymic(form: &str) -> bool {
    ["ович", "евич", "овн", "евн"].iter().any(|ending| stem(form).ends_with(ending))
}

/// Whether a Russian noun ends as places do after an office (`мэр Марла`), and as no surname does.
fn is_oblique(form: &str) -> bool {
    let surname = ["ова", "ева", "ина", "ына", "ая"].iter().any(|ending| form.ends_with(ending));
    !surname && form.ends_with(['а', 'я', 'и', 'ы'])
}

/// Whether a Russian word has the ending of an adjective or participle, in any case.
fn is_adjective(form: &str) -> bool {
    const ENDINGS: [&str; 20] = [
        "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ых", "их", "ому", "ему", "ым",
        "им", "ую", "юю", "ыми",
    ];
    form.chars().count() > 4 && ENDINGS.iter().any(|ending| form.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_class_and_every_entry_is_in_lower_case() {
        let other = ["grammar", "scale", "unit", "particle_verb"];
        for (language, file) in FILES {
            for line in file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
                let name = line.split_once(':').map(|(name, _)| name).unwrap_or_default();
                assert!(other.contains(&name) || Class::parse(name).is_some(), "{language}: {line}");
            }
            for (name, entries) in lines(file).filter(|(name, _)| *name != "unit") {
                assert_eq!(entries.to_lowercase().replace("1E", "1e"), entries, "{language}: {name}");
            }
        }
    }

    #[test]
    fn languages_go_by_their_primary_code() {
        assert!(lexicon("de-AT").is_some());
        assert!(lexicon("pl").is_none());
    }

    #[test]
    fn nouns_are_known_in_compounds_and_cases() {
        let german = lexicon("de").expect("German");
        assert!(german.classes("innenministerin").has(Class::RoleFemale));
        assert!(german.classes("cdu-politiker").has(Class::Role));
        let russian = lexicon("ru").expect("Russian");
        assert!(russian.classes("министерства").has(Class::Organisation));
    }
}
