//! Words of bylines that are no names, and of addresses that lead to authors.

use crate::dates::fold;

/// Words that stand where authors stand and are none, folded.
pub(super) const NO_NAMES: &[&str] = &[
    "veroffentlicht",
    "stand",
    "name",
    "quelle",
    "zur person",
    "zum autor",
    "zur autorin",
    "tagged as",
    "artikel von",
    "alle artikel",
    "eingestellt von",
    "publisher",
    "plus icon",
    "jobs",
    "newsletter",
    "email",
    "e-mail",
    "website",
    "published",
    "updated",
    "share",
    "view all",
    "view profile",
    "see all",
    "all articles",
    "more articles",
    "source",
    "foto",
    "photo",
    "video",
    "print",
    "home",
    "profile",
    "contact",
    "about",
    "bio",
    "read more",
    "advertisement",
    "subscribe",
    "sign up",
    "redaktion",
    "redaktor",
    "redakteur",
    "editor",
    "editors",
    "editorial",
    "editorial team",
    "staff",
    "team",
    "admin",
    "administrator",
    "webmaster",
    "news",
    "newsroom",
    "author",
    "autor",
    "guest",
    "gast",
    "anonymous",
    "user",
    "root",
    "press",
    "presse",
    "blog",
    "contributor",
    "contributors",
    "link",
    "nach oben",
    "text size",
    "cortesia",
    "aktuell",
];

/// Parts of addresses below which authors have their pages.
const AUTHOR_PATHS: &str = "author authors autor autoren autores autora auteur auteurs autore autori writer writers reporter \
     reporters journalist journalists contributor contributors columnist columnists redakteur byline bylines \
     correspondents forfatter skribent autors verfasser periodista giornalista journaliste redacteur";

/// The same for persons of any kind.
const PERSON_PATHS: &str = "profil profile profiles people person staff user users member members bio by creator team experts expert";

/// Parts of addresses below which topics have their pages.
const TOPIC_PATHS: &str =
    "tag tags topic topics category categories thema themen schlagwort keyword search section";

/// How surely a link leads to the page of its text's author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(super) enum Leads {
    /// Elsewhere.
    No,
    /// To where persons have their pages.
    ToPersons,
    /// To where authors have their pages.
    ToAuthors,
    /// To the page of the author whom the link names.
    ToNamed,
}

/// Tells from the address of a link and from its words where it leads.
pub(super) fn leads(href: &str, text: &str) -> Leads {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let path =
        path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let has = |list: &str, part: &str| list.split_ascii_whitespace().any(|known| known == part);
    let mut leads = Leads::No;
    for part in path.split('/') {
        let part = part.to_ascii_lowercase();
        if has(TOPIC_PATHS, &part) {
            return Leads::No;
        } else if has(AUTHOR_PATHS, &part) {
            leads = Leads::ToAuthors;
        } else if leads == Leads::No && has(PERSON_PATHS, &part) {
            leads = Leads::ToPersons;
        }
    }
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let last = fold(last.trim_end_matches(".html"));
    let mut words = text.split_whitespace().map(fold).filter(|word| word.len() > 2).peekable();
    let named = words.peek().is_some() && words.all(|word| last.contains(&word));
    if leads == Leads::ToAuthors && named { Leads::ToNamed } else { leads }
}

/// The name before the verb with which biographies begin, of two or three words.
pub(super) fn begins_biography(text: &str) -> Option<&str> {
    const VERBS: &str = "is was has writes covers works joined ist war schreibt arbeitet leitet est ecrit es escribe e scrive is \
         werkt schrijft er ar jest pisze";
    let mut ends = text.match_indices(' ').map(|(at, _)| at).take(4);
    let mut start = ends.next()?;
    for end in ends {
        let verb = fold(&text[start + 1..end]);
        if VERBS.split_ascii_whitespace().any(|known| known == verb) {
            return Some(&text[..start]).filter(|name| name.contains(' '));
        }
        start = end;
    }
    None
}

/// Whether a line is the heading of an author's biography.
pub(super) fn is_about_author(line: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "about the author",
        "about the writer",
        "about author",
        "uber den autor",
        "uber die autorin",
        "zum autor",
        "zur autorin",
        "zur person",
        "der autor",
        "die autorin",
        "a propos de l'auteur",
        "a propos de l’auteur",
        "sobre el autor",
        "sobre la autora",
        "sobre o autor",
        "sobre a autora",
        "sull'autore",
        "over de auteur",
        "o autorze",
        "об авторе",
    ];
    let folded = fold(line.trim_end_matches([':', ' ']));
    folded.len() <= 40 && HEADINGS.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_authors_are_told_from_topics() {
        assert_eq!(leads("/author/ann-reyes/", "Ann Reyes"), Leads::ToNamed);
        assert_eq!(leads("https://ledger.example/autoren/ann_reyes.html", "Ann Reyes"), Leads::ToNamed);
        assert_eq!(leads("/author/admin7/", "Ann Reyes"), Leads::ToAuthors);
        assert_eq!(leads("/people/ann-reyes/", "Ann Reyes"), Leads::ToPersons);
        assert_eq!(leads("/tag/ann-reyes/", "Ann Reyes"), Leads::No);
        assert_eq!(leads("/news/ann-reyes-elected/", "Ann Reyes"), Leads::No);
    }

    #[test]
    fn biographies_begin_with_a_name_and_a_verb() {
        assert_eq!(begins_biography("Ann Reyes is a reporter in Harbour City."), Some("Ann Reyes"));
        assert_eq!(begins_biography("Ann van Reyes schreibt seit 2020."), Some("Ann van Reyes"));
        assert_eq!(begins_biography("She is a reporter."), None);
        assert_eq!(begins_biography("The council of the city is new"), None);
        assert!(is_about_author("Über die Autorin:"));
        assert!(!is_about_author("About the bridge"));
    }
}
