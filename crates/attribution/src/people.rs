//! Classes of the words that name sources.

use std::sync::LazyLock;

use sayso_language::{Word, word};

use crate::lexicon::Words;

/// Which classes a word belongs to, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u32);

macro_rules! classes {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// A class of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Class { $($name),* }

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
    Title = "title", Male = "title_m", Female = "title_f", Role = "role", Official = "official", Anonymous = "anonymous",
    Group = "group", Document = "document", Outlet = "outlet", OutletName = "outlet_name", Organisation = "organisation",
    Body = "thing_org", Place = "place", Country = "country", Collective = "negative_head", Particle = "particle",
    They = "plural_pronoun", It = "neuter_pronoun", He = "male_pronoun", She = "female_pronoun", Who = "relative_pronoun",
    Masthead = "masthead", Regal = "regal", PostNominal = "post_nominal", NameSuffix = "name_suffix", Platform = "platform",
}

/// Whether the word stands for people, a body or a work, which can say something.
pub(crate) fn may_speak(form: Word) -> bool {
    use Class::{Anonymous, Body, Document, Group, Official, Organisation, Outlet, Role};
    let classes = classes(form);
    [Role, Official, Anonymous, Group, Document, Outlet, Organisation, Body]
        .into_iter()
        .any(|class| classes.has(class))
}

impl Classes {
    pub(crate) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }
}

static CLASSES: LazyLock<Words<Classes>> = LazyLock::new(|| {
    let mut words: Words<Classes> = Words::default();
    for line in include_str!("lexicon/classes.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, forms)) = line.split_once(':') else { continue };
        let Some(class) = Class::parse(name) else { continue };
        for form in forms.split_whitespace() {
            words.entry(word(form)).or_default().0 |= 1 << class as u32;
        }
    }
    words
});

/// How surely the last word of a name tells that it is a body's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyEnd {
    /// "Orrin Pharma": hardly anybody is called so.
    Always,
    /// "Orrin Steel", but "Jana Steel".
    UnlessGiven,
    /// "Orrin Courant": a newspaper.
    Masthead,
}

static BODY_ENDS: LazyLock<Words<BodyEnd>> = LazyLock::new(|| {
    let mut words: Words<BodyEnd> = Words::default();
    for line in include_str!("lexicon/bodies.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, forms)) = line.split_once(':') else { continue };
        let end = match name {
            "always" => BodyEnd::Always,
            "masthead" => BodyEnd::Masthead,
            _ => BodyEnd::UnlessGiven,
        };
        words.extend(forms.split_whitespace().map(|form| (word(form), end)));
    }
    words
});

/// Whether and how surely a name that ends with this word is a body's.
pub(crate) fn body_end(form: Word) -> Option<BodyEnd> {
    BODY_ENDS.get(&form).copied()
}

/// The classes of a word.
pub(crate) fn classes(form: Word) -> Classes {
    CLASSES.get(&form).copied().unwrap_or_default()
}

/// The classes of a word as one number, as a feature.
pub(crate) fn class_bits(form: Word) -> u64 {
    u64::from(classes(form).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_bodies_are_told_from_surnames() {
        for line in include_str!("lexicon/bodies.txt").lines().filter(|line| !line.starts_with('#')) {
            let name = line.split_once(':').map(|(name, _)| name);
            assert!(matches!(name, Some("always" | "unless_given" | "masthead")), "{line}");
        }
        assert_eq!(body_end(word("Pharma")), Some(BodyEnd::Always));
        assert_eq!(body_end(word("Steel")), Some(BodyEnd::UnlessGiven));
        assert_eq!(body_end(word("Holt")), None);
    }

    #[test]
    fn every_line_names_a_class() {
        for line in include_str!("lexicon/classes.txt").lines().filter(|line| !line.starts_with('#')) {
            let name = line.split_once(':').map(|(name, _)| name);
            assert!(name.and_then(Class::parse).is_some(), "{line}");
        }
        assert!(classes(word("Police")).has(Class::Official));
    }
}
