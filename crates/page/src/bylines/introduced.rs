//! The words that say that an author's name follows, and where in a line they stand.

use super::given::is_surely_person;
use super::words;
use crate::dates::fold;

/// Whether a line opens with the word that introduces authors ("By", "Von", "Written by:").
/// Gives what follows it.
pub(crate) fn after_byline_word(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|character: char| !character.is_alphanumeric());
    let rest = words::opening(line)?;
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}', '-', '–', '—', '/', '：']).trim_start();
    (!rest.is_empty()).then_some(rest)
}

/// What follows the word that introduces authors where something goes before it: a date or a bar
/// ("02.03.2026, 9:10 Uhr von Ann Reyes"), or what the text is ("Eine Kolumne von Ann Reyes").
pub(crate) fn after_late_byline_word(line: &str) -> Option<&str> {
    const WORDS: &[&str] = &["by", "von", "par", "por", "door", "przez", "af", "av", "от", "yazan"];
    const NOUNS: &[&str] = &[
        "autor",
        "autorin",
        "autoren",
        "author",
        "authors",
        "auteur",
        "autore",
        "autora",
        "redaktion",
        "writer",
        "redattore",
        "redaccion",
        "автор",
    ];
    const GENRES: &[&str] = &[
        "analyse",
        "analysis",
        "article",
        "artikel",
        "articulo",
        "beitrag",
        "bericht",
        "column",
        "commentary",
        "entry",
        "essay",
        "gastbeitrag",
        "interview",
        "kolumne",
        "kommentar",
        "opinion",
        "portrait",
        "post",
        "report",
        "reportage",
        "reportaje",
        "review",
        "rezension",
        "story",
        "tekst",
        "testo",
        "text",
        "texte",
        "texto",
    ];
    const ARTICLES: &[&str] = &["ein", "eine", "an", "a", "un", "une", "una", "een", "en", "et"];
    const WITH: &[&str] = &[" mit ", " with ", " avec ", " con ", " com ", " met "];
    let mut before = "";
    let mut at = 0;
    let mut kind = false;
    for (place, word) in line.split(' ').take(12).enumerate() {
        let end = at + word.len();
        let bare = word.trim_end_matches(':');
        if place == 0 {
            kind = ARTICLES.iter().any(|article| article.eq_ignore_ascii_case(word));
        } else if WORDS.iter().any(|known| known.eq_ignore_ascii_case(bare))
            || (kind && matches!(bare, "de" | "di"))
        {
            let parted = before.ends_with(|last: char| last.is_ascii_digit() || "|•·–—-:,/".contains(last))
                || matches!(before, "Uhr" | "uhr" | "h" | "AM" | "PM" | "am" | "pm" | "a.m." | "p.m.")
                || ((2..=4).contains(&before.len())
                    && before.ends_with('T')
                    && before.bytes().all(|letter| letter.is_ascii_uppercase()));
            let rest = line.get(end..)?.trim_start();
            let named = rest.chars().next().is_some_and(char::is_uppercase);
            if named && parted {
                return Some(rest);
            }
            // "Blog Beitrag von Ann Reyes" and nothing more.
            if place <= 3
                && GENRES.contains(&fold(before).as_str())
                && is_surely_person(rest.trim_end_matches('.'))
            {
                return Some(rest);
            }
            if named && kind && place <= 3 {
                let end = WITH.iter().filter_map(|with| rest.find(with)).min().unwrap_or(rest.len());
                return Some(&rest[..end]);
            }
        }
        if place == 0 && word.ends_with(':') && GENRES.contains(&fold(bare).as_str()) {
            let rest = line.get(end..)?.trim_start();
            return Some(rest).filter(|rest| is_surely_person(rest));
        }
        if place > 0 && word.ends_with(':') && NOUNS.contains(&fold(bare).as_str()) {
            // The next label ends it: "Autor: Ann Reyes Quelle: Daily Ledger".
            let rest = line.get(end..)?.trim_start();
            let colon = rest.find(':').unwrap_or(rest.len());
            let end = if colon < rest.len() { rest[..colon].rfind(' ').unwrap_or(0) } else { colon };
            return Some(&rest[..end]);
        }
        before = word;
        at = end + 1;
    }
    None
}

/// Whether a text is nothing but the words that introduce authors: "By", "Autor:".
pub(crate) fn is_byline_word(text: &str) -> bool {
    words::is_opening(&fold(text.trim_matches(|character: char| !character.is_alphanumeric())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byline_words_are_found_behind_dates_and_genres() {
        let cases = [
            ("02.03.2026 9:10 Uhr von Ann Reyes", Some("Ann Reyes")),
            ("03/02/2026 by Ann Reyes, Harbour Council", Some("Ann Reyes, Harbour Council")),
            ("Local | By Ann Reyes", Some("Ann Reyes")),
            ("Eine Kolumne von Ann Reyes", Some("Ann Reyes")),
            ("Ein Interview von Ann Reyes mit Peter Osei", Some("Ann Reyes")),
            ("Datum: 2.3.2026 Autor: Ann Reyes Quelle: Ledger", Some("Ann Reyes")),
            ("02.03.2026 - Redaktion: Ann Reyes", Some("Ann Reyes")),
            ("Posted on 2026-03-02 09:10 EST by Ann Reyes", Some("Ann Reyes")),
            ("Blog Beitrag von Ann Reyes", Some("Ann Reyes")),
            ("Interview: Ann Reyes", Some("Ann Reyes")),
            ("Interview: the new bridge", None),
            ("Foto von Ann Reyes", None),
            ("A bridge by the river", None),
            ("The plan was passed by Ann Reyes", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(after_late_byline_word(line), expected, "{line}");
        }
    }
}
