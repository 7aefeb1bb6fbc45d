//! Lines that belong to the page and not to the article: told by the words that pages of all kinds
//! share, in several languages, never by the name of a site.

use std::collections::HashMap;

use crate::dates::{find_date, fold};

use super::measure::Look;

/// What a line of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Furniture {
    /// Share bars, text size, print, search, menus, log-in: tools of the page.
    Tool,
    /// "Advertisement", "Story continues below".
    Advertisement,
    /// Invitations to subscribe, follow, sign up, donate.
    Invitation,
    /// "Read more: …", "Related: …" in the middle of an article.
    Pointer,
    /// The heading of other articles: "Related articles", "Most read".
    Related,
    /// The heading of comments, and counts of them.
    Comments,
    /// Copyright and legal lines, cookie notices.
    Legal,
    /// Credit of a picture.
    Credit,
    /// "Published …", "Last updated …", a date alone.
    Stamp,
    /// "Tags: …", "Filed under …".
    Tags,
    /// The rest is elsewhere or for subscribers.
    CutOff,
}

/// Whether the article is over where this stands, when enough of it was read.
pub(crate) fn ends_article(furniture: Furniture) -> bool {
    matches!(furniture, Furniture::Related | Furniture::Comments | Furniture::Legal | Furniture::Tags)
}

/// The words of `furniture.txt`, by their first word.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    whole: HashMap<&'static str, Furniture>,
    before_mark: ByFirstWord,
    begins: ByFirstWord,
    holds: ByFirstWord,
}

/// Bytes at the beginning of a line in which words lead to another article.
const POINTER: usize = 60;

type ByFirstWord = HashMap<&'static str, Vec<(&'static str, Furniture)>>;

impl Phrases {
    /// Reads the table.
    pub(crate) fn new() -> Self {
        let mut phrases = Self::default();
        let mut section = None;
        for line in include_str!("furniture.txt").lines().filter(|line| !line.starts_with('#')) {
            if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = heading.split_once(' ').and_then(|(kind, place)| Some((named(kind)?, place)));
                continue;
            }
            let Some((kind, place)) = section else { continue };
            for phrase in line.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                let table = match place {
                    "whole" => {
                        phrases.whole.entry(phrase).or_insert(kind);
                        continue;
                    }
                    "before:" => &mut phrases.before_mark,
                    "begins" => &mut phrases.begins,
                    _ => &mut phrases.holds,
                };
                let first = phrase.split(' ').next().unwrap_or(phrase);
                table.entry(first).or_default().push((phrase, kind));
            }
        }
        phrases
    }

    /// What kind of furniture a paragraph is, if any.
    pub(crate) fn furniture(&self, text: &str, look: &Look) -> Option<Furniture> {
        if look.words == 0 {
            return Some(Furniture::Tool);
        }
        if look.words > 80 {
            return None;
        }
        if look.words <= 16 && is_bracketed_credit(text) {
            return Some(Furniture::Credit);
        }
        let folded = bare(&fold(text));
        if look.words <= 16 && is_stamp(text, &folded) {
            return Some(Furniture::Stamp);
        }
        if let Some(kind) = self.whole.get(folded.as_str()) {
            return Some(*kind);
        }
        let by_start = if look.words <= 24 { self.by_start(text, &folded, look) } else { None };
        by_start.or_else(|| self.anywhere(&folded, look))
    }

    /// Whether set words are all of a line.
    pub(crate) fn is_whole(&self, text: &str) -> bool {
        self.whole.contains_key(bare(&fold(text)).as_str())
    }

    /// How many words, two or more, lead to another article at the beginning of a text: "Read more", "Lesen Sie auch".
    pub(crate) fn pointer(&self, text: &str) -> Option<usize> {
        let folded = bare(&fold(&text[..text.floor_char_boundary(POINTER)]));
        let phrases = self.before_mark.get(folded.split(' ').next()?)?;
        let pointers = phrases.iter().filter(|(_, kind)| *kind == Furniture::Pointer);
        let leads = pointers.filter(|(phrase, _)| begins_with(&folded, phrase));
        leads.map(|(phrase, _)| phrase.split(' ').count()).max().filter(|words| *words > 1)
    }

    /// Lines that begin as furniture does and are short.
    fn by_start(&self, text: &str, folded: &str, look: &Look) -> Option<Furniture> {
        let first = folded.split(' ').next()?;
        // These words begin sentences too: a colon, or no sentence at all, must follow.
        let mark =
            text.find([':', '|', '»', '>', '：']).map_or(0, |at| text[..at].split_whitespace().count());
        for (phrase, kind) in self.before_mark.get(first).into_iter().flatten() {
            let words = phrase.split(' ').count();
            let tags = *kind == Furniture::Tags && !look.closed && words > 1;
            if begins_with(folded, phrase) && (mark == words || tags) {
                return Some(*kind);
            }
        }
        if ["©", "(c)", "(C)"].iter().any(|sign| text.starts_with(sign)) {
            return Some(Furniture::Legal);
        }
        let mut begun = self.begins.get(first).into_iter().flatten();
        let kind = begun.find(|(phrase, _)| begins_with(folded, phrase)).map(|(_, kind)| *kind)?;
        // "Photo albums were found …" and "More on that evening …" are sentences of an article.
        let sentence = look.closed && look.words >= 6;
        let sure = match kind {
            Furniture::Invitation | Furniture::CutOff | Furniture::Comments => true,
            Furniture::Legal => !sentence || folded.contains("rights reserved"),
            Furniture::Credit => {
                (1..=2).contains(&mark)
                    || (folded.contains(" by ") && !sentence)
                    || (look.words <= 6 && !look.closed && folded.contains("getty"))
            }
            _ => !sentence,
        };
        sure.then_some(kind)
    }

    /// Phrases that no article's own sentence has, or that it only has among others of their kind.
    fn anywhere(&self, folded: &str, look: &Look) -> Option<Furniture> {
        let mut kinds: Vec<Furniture> = Vec::new();
        let mut found: Vec<&str> = Vec::new();
        let mut at = 0;
        for word in folded.split(' ') {
            for (phrase, kind) in self.holds.get(word).into_iter().flatten() {
                if begins_with(&folded[at..], phrase) {
                    found.push(phrase);
                    if !kinds.contains(kind) {
                        kinds.push(*kind);
                    }
                }
            }
            at += word.len() + 1;
        }
        let kind = *kinds.first()?;
        let says = |phrases: &[&str]| found.iter().any(|phrase| phrases.contains(phrase));
        let long = look.words > 30 || look.quotes;
        let sure = match kind {
            // A caption is short; an article may well write about a picture agency.
            Furniture::Credit => look.words <= 40 && !look.quotes && (!look.closed || look.words <= 7),
            Furniture::Legal if long => {
                kinds.len() > 1
                    || folded.starts_with("we use")
                    || says(&[
                        "all rights reserved",
                        "protected by recaptcha",
                        "affiliate commission",
                        "earn a commission",
                    ])
            }
            Furniture::Invitation if long => {
                kinds.len() > 1
                    || says(&["our newsletter", "in your inbox", "to your inbox", "sign up for our"])
            }
            Furniture::CutOff if long => false,
            _ => true,
        };
        sure.then_some(kind)
    }
}

/// The kind that a heading of the table names.
fn named(kind: &str) -> Option<Furniture> {
    Some(match kind {
        "Tool" => Furniture::Tool,
        "Advertisement" => Furniture::Advertisement,
        "Invitation" => Furniture::Invitation,
        "Pointer" => Furniture::Pointer,
        "Related" => Furniture::Related,
        "Comments" => Furniture::Comments,
        "Legal" => Furniture::Legal,
        "Credit" => Furniture::Credit,
        "Tags" => Furniture::Tags,
        "CutOff" => Furniture::CutOff,
        _ => return None,
    })
}

/// Lower case without marks at either end and without counts: "12 Comments »" is "comments".
fn bare(folded: &str) -> String {
    let words: Vec<&str> = folded
        .split_whitespace()
        .map(|word| word.trim_matches(|character: char| !character.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let is_count = |word: &&str| {
        word.chars().all(|character| character.is_ascii_digit() || matches!(character, ',' | '.' | 'k'))
    };
    let start = words.iter().take_while(|word| is_count(word)).count().min(1);
    let end = words.len() - words[start..].iter().rev().take_while(|word| is_count(word)).count().min(1);
    words.get(start..end).map(|words| words.join(" ")).unwrap_or_default()
}

/// `(Ann Reyes / Daily Ledger)`, `[Image: City Wire]`: a credit in brackets alone on its line.
fn is_bracketed_credit(text: &str) -> bool {
    let inside = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .or_else(|| text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
    inside.is_some_and(|inside| {
        let first = fold(inside.split([':', ' ']).next().unwrap_or_default());
        let names_craft = matches!(
            first.as_str(),
            "photo"
                | "photos"
                | "image"
                | "images"
                | "photograph"
                | "rendering"
                | "illustration"
                | "graphic"
                | "screenshot"
                | "source"
                | "courtesy"
                | "credit"
                | "foto"
        );
        (inside.contains(['/', '|']) && !inside.contains(['.', '!', '?', ',']))
            || (names_craft && (inside.contains(':') || first == "courtesy"))
    })
}

/// A line that is only about when: "Published: March 2, 2026 9:10 am", "Updated 3 hours ago".
fn is_stamp(text: &str, folded: &str) -> bool {
    let first = folded.split(' ').next().unwrap_or_default();
    let dated = find_date(text, None);
    let rest = match &dated {
        Some(found) => format!("{} {}", &text[..found.span.start], &text[found.span.end..]),
        None => text.to_owned(),
    };
    let left = fold(&rest)
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_stamp_word(word))
        .count();
    match dated {
        // One word more is the place or the section.
        Some(found) => left == 0 || (left == 1 && found.date.at.len() >= 10),
        None => {
            let relative = folded.ends_with(" ago")
                || folded.ends_with(" min read")
                || folded.ends_with(" minute read")
                || folded.ends_with(" minutes read")
                || folded.starts_with("vor ") && left <= 1;
            (relative && folded.split(' ').count() <= 6) || (left == 0 && speaks_of_publication(first))
        }
    }
}

/// The word that a line about publication begins with.
fn speaks_of_publication(word: &str) -> bool {
    const WORDS: &str = "published posted updated modified veroffentlicht aktualisiert publie publicado actualizado \
     pubblicato aggiornato gepubliceerd publicerad uppdaterad опубликовано обновлено";
    WORDS.split(' ').any(|known| known == word)
}

/// Words that stand beside a date in its line.
fn is_stamp_word(word: &str) -> bool {
    const WORDS: &str = "published posted updated update last modified first on at date am pm a m p the edited created \
     released issued time monday tuesday wednesday thursday friday saturday sunday mon tue tues wed \
     thu thur thurs fri sat sun min mins minute minutes read est edt et pst pdt pt gmt utc bst cet \
     ist stand veroffentlicht aktualisiert erstellt uhr um montag dienstag mittwoch donnerstag \
     freitag samstag sonntag publie mis jour le h modifie lundi mardi mercredi jeudi vendredi samedi \
     dimanche publicado actualizado atualizado el las em as hs lunes martes miercoles jueves viernes \
     sabado domingo pubblicato aggiornato il alle ore gepubliceerd bijgewerkt op om publicerad \
     uppdaterad kl opublikowano опубликовано обновлено в г оновлено опубліковано";
    word.bytes().all(|byte| byte.is_ascii_digit()) || WORDS.split(' ').any(|known| known == word)
}

/// Whether a text begins with the phrase, ending at a word's end.
fn begins_with(folded: &str, phrase: &str) -> bool {
    folded.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::super::measure::look;
    use super::*;

    #[test]
    fn furniture_is_told_from_sentences() {
        let phrases = Phrases::new();
        let kind = |text: &str| phrases.furniture(text, &look(text));
        assert_eq!(kind("12 Comments »"), Some(Furniture::Comments));
        assert_eq!(kind("Read more: Ferry operators ask for a subsidy"), Some(Furniture::Pointer));
        assert_eq!(kind("Published: March 2, 2026 9:10 am"), Some(Furniture::Stamp));
        assert_eq!(kind("© 2026 Daily Ledger"), Some(Furniture::Legal));
        assert_eq!(kind("(Ann Reyes / Daily Ledger)"), Some(Furniture::Credit));
        assert_eq!(kind("Sign up for our newsletter."), Some(Furniture::Invitation));
        assert_eq!(kind("Continue reading"), Some(Furniture::CutOff));
        for sentence in [
            "More on that evening came out when the clerk was heard.",
            "Photo albums were found in the flooded cellar of the town hall.",
            "“Share this with your neighbours,” the mayor said.",
            "The comment was called obscene by four members of the council.",
            "The company sells advertising in your browser and on trams, he said.",
        ] {
            let furniture = kind(sentence);
            assert!(furniture.is_none(), "{sentence}: {furniture:?}");
        }
    }
}
