use sayso_model::{Source, SourceKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::PersonKind;

/// What a source is filed under: its name without what is no part of it, and what kind of name that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// As it is shown.
    pub(super) shown: String,
    /// What tells it from another.
    pub(super) key: String,
    pub(super) kind: PersonKind,
}

impl Name {
    /// None when the source is of a kind that has no identity beyond its article.
    pub(super) fn of(source: &Source) -> Option<Self> {
        let shown = match source.kind {
            SourceKind::Person => without_honorifics(&source.name),
            SourceKind::Organisation | SourceKind::Outlet => source.name.trim(),
            _ => return None,
        };
        let key = key(shown);
        let kind = match source.kind {
            SourceKind::Person if key.contains(' ') => PersonKind::Person,
            SourceKind::Person => PersonKind::Name,
            _ => PersonKind::Organisation,
        };
        (!key.is_empty()).then(|| Self { shown: shown.to_owned(), key, kind })
    }

    /// What it is found by: the whole name and, of a person, the surname.
    pub(super) fn found_by(&self) -> Vec<String> {
        found_by(&self.shown, self.kind)
    }
}

/// What a person called `name` is found by.
pub(super) fn found_by(name: &str, kind: PersonKind) -> Vec<String> {
    let whole = folded(name);
    let surname = match kind {
        PersonKind::Person => whole.rsplit(' ').next().map(str::to_owned),
        PersonKind::Name | PersonKind::Organisation => None,
    };
    let mut names = vec![whole];
    names.extend(surname.filter(|surname| *surname != names[0]));
    names
}

/// A name without its honorifics in front.
fn without_honorifics(name: &str) -> &str {
    const HONORIFICS: [&str; 24] = [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rep",
        "sen",
        "gov",
        "rev",
        "fr",
        "capt",
        "cpt",
        "lt",
        "sgt",
        "col",
        "gen",
        "hon",
    ];
    let mut rest = name.trim();
    while let Some((first, after)) = rest.split_once(' ') {
        let bare = first.trim_end_matches('.').to_lowercase();
        if !HONORIFICS.contains(&bare.as_str()) || after.trim().is_empty() {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

/// A name in lower case, composed, with single spaces and without dots; accents are kept.
pub(super) fn key(name: &str) -> String {
    let lower = name.to_lowercase().nfc().collect::<String>();
    let mut key = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        let word = word.replace('’', "'").replace(['.', ','], "");
        if !word.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&word);
        }
    }
    key
}

/// A name as people type it who look for it: as [`key`], without accents and with plain letters.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in key(name).nfd().filter(|&character| !is_combining_mark(character)) {
        match character {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            character => folded.push(character),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(name: &str, kind: SourceKind) -> Option<Name> {
        let source = Source {
            id: "s1".into(),
            name: name.into(),
            kind,
            role: None,
            aliases: Vec::new(),
            mentions: Vec::new(),
            statements: 1,
            words: 5,
        };
        Name::of(&source)
    }

    #[test]
    fn a_name_is_what_remains_without_dress() {
        for (written, shown, key) in [
            ("Dr. Jana Holt", "Jana Holt", "jana holt"),
            ("Prof. Dr. José A. Peña", "José A. Peña", "josé a peña"),
            ("Sean O’Neil, Jr.", "Sean O’Neil, Jr.", "sean o'neil jr"),
            ("Dr.", "Dr.", "dr"),
        ] {
            let found = name(written, SourceKind::Person).unwrap();
            assert_eq!((found.shown.as_str(), found.key.as_str()), (shown, key));
        }
        assert_eq!(name("Holt", SourceKind::Person).unwrap().kind, PersonKind::Name);
        assert_eq!(name("police", SourceKind::Official), None);
        assert_eq!(name(" . ", SourceKind::Person), None);
    }

    #[test]
    fn a_person_is_found_without_accents_and_by_surname() {
        let found = name("Łukasz Şimşek-Brøgger", SourceKind::Person).unwrap();
        assert_eq!(found.found_by(), ["lukasz simsek-brogger", "simsek-brogger"]);
        assert_eq!(name("City Wire", SourceKind::Outlet).unwrap().found_by(), ["city wire"]);
    }
}
