//! Who wrote it: bylines taken apart into the names of persons and agencies.

mod given;
mod introduced;
mod person;
mod words;

pub(crate) use given::{is_given_name, is_surely_person};
pub(crate) use introduced::{after_byline_word, after_late_byline_word, is_byline_word};
pub(crate) use words::{is_no_name, is_role_word, is_section_name};

use crate::agencies::{is_agency, looks_like_outlet, outlet_of_staff, without_label};
use crate::dates::{find_date, fold};

/// A byline, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    /// Persons, in order, without titles of office; capitals made into a name's usual case.
    pub(crate) persons: Vec<String>,
    /// News agencies and outlets that are credited, as written.
    pub(crate) agencies: Vec<String>,
}

impl Byline {
    /// Whom the page names as author: its persons, or the agencies when it names no person.
    pub(crate) fn names(self) -> Vec<String> {
        if self.persons.is_empty() { self.agencies } else { self.persons }
    }
}

/// Names in a text known to be about the author: an `author` field, an element marked as byline.
/// `outlet` is the page's own, which is no author.
pub(crate) fn names(text: &str, outlet: Option<&str>) -> Vec<String> {
    byline(text, outlet).names()
}

/// Takes a byline apart: "By Ann Reyes and Peter Osei, Staff Writers | Updated …" gives two persons,
/// "Ann Reyes (City Wire)" a person and an agency. Sections, roles, places, dates, addresses and
/// the outlet itself are left out.
pub(crate) fn byline(text: &str, outlet: Option<&str>) -> Byline {
    let mut byline = Byline::default();
    // No byline is longer; the limit keeps prose that was taken for one from costing time.
    if text.len() > 600 || is_address(text.trim()) {
        return byline;
    }
    let text = without_dates(&person::unglued(text));
    let segments = segments(&text);
    for segment in &segments {
        // A name after a bar is one more author only when it says so: mostly it is a section.
        if !byline.persons.is_empty() && after_byline_word(segment).is_none() {
            take_agencies(segment, outlet, &mut byline);
            continue;
        }
        let Some(part) = author_part(segment) else { continue };
        let alone = segments.len() == 1 || part.len() < segment.len();
        take_segment(&part, alone, outlet, &mut byline);
    }
    byline
}

/// Puts a break where a date stands.
fn without_dates(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(found) = find_date(rest, None) {
        kept.push_str(&rest[..found.span.start]);
        kept.push('|');
        rest = &rest[found.span.end..];
    }
    kept.push_str(rest);
    kept
}

/// Cuts at bars, bullets, dashes with spaces, brackets, addresses, handles, and words such as
/// "updated". Line ends, semicolons and slashes stand between names as commas do.
fn segments(text: &str) -> Vec<String> {
    let mut marked = String::with_capacity(text.len());
    for (at, word) in text.split_inclusive(char::is_whitespace).enumerate() {
        let bare = word.trim();
        if is_address(bare)
            || matches!(bare, "-" | "–" | "—" | "//" | "~" | "→" | ">" | "*" | "«" | "»" | "+")
            || (at > 0 && is_time_word(bare))
        {
            marked.push('|');
        } else if let Some((name, _handle)) = bare.split_once('@') {
            // "Ann Reyes@annreyes" runs on from a link to a handle.
            let name = if name.contains('.') || word.starts_with('@') { "" } else { name };
            marked.push_str(name);
            marked.push('|');
        } else {
            marked.push_str(word);
        }
        if word.ends_with('\n') {
            marked.push(',');
        }
    }
    marked
        .replace([';', '/', '／'], ",")
        .split(['|', '•', '·', '・', '\t', '(', ')', '[', ']', '—', '│', '→', '●', '【', '】', '…'])
        .map(|segment| segment.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|segment| segment.chars().any(char::is_alphabetic))
        .collect()
}

/// Whether a word belongs to a date. The short names of weekdays ("So", "Do", "Mi") are family names
/// too, so a mark must follow them.
fn is_time_word(word: &str) -> bool {
    let bare = word.trim_end_matches([':', ',', '.']);
    words::is_about_time(&fold(bare)) && (bare.chars().count() > 2 || bare.len() < word.len())
}

/// The part of a segment that names authors, without "By"; nothing when it names the photographer
/// or says that someone checked or translated the text.
fn author_part(segment: &str) -> Option<String> {
    if words::credits_another_craft(segment) {
        return None;
    }
    let mut rest = segment;
    // "Post author By Ann Reyes" and "Author: By Ann Reyes" have two.
    for _ in 0..3 {
        match after_byline_word(rest) {
            Some(after) => rest = after,
            None => break,
        }
    }
    let agency = without_label(rest);
    Some(if is_agency(agency) { agency } else { unstuck(rest) }.to_owned())
}

/// "ByAnn Reyes" without the word that ran into the link after it.
fn unstuck(text: &str) -> &str {
    const STUCK: &[&str] =
        &["Written By", "Written by", "Author", "Autor", "By", "by", "Von", "von", "Par", "Por"];
    let after = STUCK.iter().find_map(|word| {
        let after = text.strip_prefix(word)?;
        (after.chars().next().is_some_and(char::is_uppercase) && after.contains(' ')).then_some(after)
    });
    after.unwrap_or(text)
}

/// Reads one segment: pieces between commas and "and". `alone` says that a single word without
/// capitals may be a name, because it is all there is or a word introduced it.
fn take_segment(segment: &str, alone: bool, outlet: Option<&str>, byline: &mut Byline) {
    let pieces = pieces(segment);
    if let [last, first] = pieces.as_slice()
        && !first.after_and
        && is_single_name(&last.text)
        && is_single_name(&first.text)
        && !is_agency(&first.text)
        && let Some(name) = person::person(&format!("{} {}", first.text, last.text))
    {
        return add(&mut byline.persons, name);
    }
    let short_names = pieces.first().is_some_and(|piece| !piece.text.contains(' '));
    let mut past_names = false;
    for (at, piece) in pieces.iter().enumerate() {
        let text = unstuck(piece.text.trim());
        if is_own(text, outlet) || take_agency(text, outlet, byline) || words::credits_another_craft(text) {
            past_names = true;
            continue;
        }
        // What follows a role is its place or its office, unless "and" begins with another person.
        let words = text.split(' ').count();
        if past_names && !(piece.after_and && (2..=3).contains(&words)) {
            continue;
        }
        let (name, employer) = words::without_place_or_employer(text);
        if let Some(employer) = employer
            && is_agency(employer)
        {
            add(&mut byline.agencies, employer.to_owned());
        }
        if is_own(name, outlet) {
            continue;
        }
        let name = outlet.map_or(name, |outlet| words::without_ending(name, outlet));
        let no_capital = name.chars().next().is_some_and(char::is_lowercase);
        // One word after a full name is a place or an office; one without a capital is prose.
        let lone_word =
            words == 1 && if at > 0 { !short_names && name.is_ascii() } else { !alone && no_capital };
        if lone_word {
            past_names = true;
        } else if let Some(agency) = words::agency_at_end(name) {
            add(&mut byline.agencies, agency.to_owned());
            if let Some(name) = person::person(name[..name.len() - agency.len()].trim()) {
                add(&mut byline.persons, name);
            }
        } else if let Some(person) = person::person(name) {
            // A role that ran into the name ends the list as one after a comma does.
            past_names = false;
            add(&mut byline.persons, person);
        } else if alone
            && pieces.len() == 1
            && let Some(handle) = person::handle(name)
        {
            add(&mut byline.persons, handle.to_owned());
        } else {
            past_names = true;
        }
    }
}

/// Takes only what a segment says of agencies.
fn take_agencies(segment: &str, outlet: Option<&str>, byline: &mut Byline) {
    for piece in pieces(segment) {
        take_agency(piece.text.trim(), outlet, byline);
    }
}

/// Takes a piece that names an agency, or the staff of an outlet that is not the page's own.
/// Tells whether the piece is used up.
fn take_agency(piece: &str, outlet: Option<&str>, byline: &mut Byline) -> bool {
    if is_agency(piece) {
        add(&mut byline.agencies, piece.trim_end_matches('.').to_owned());
        return true;
    }
    if let Some(agency) = words::agency_of_role(piece) {
        add(&mut byline.agencies, agency.to_owned());
        return true;
    }
    match outlet_of_staff(piece) {
        Some(credited) if is_agency(credited) || looks_like_outlet(credited) => {
            if !is_own(credited, outlet) {
                add(&mut byline.agencies, credited.to_owned());
            }
            true
        }
        _ => false,
    }
}

/// What stands between two commas or "and".
struct Piece {
    text: String,
    after_and: bool,
}

/// Cuts a segment at commas and at the word "and" of the languages that news is written in.
fn pieces(segment: &str) -> Vec<Piece> {
    const AND: &[&str] =
        &["and", "und", "et", "y", "e", "en", "og", "och", "i", "и", "та", "ja", "ve", "with", "mit"];
    let mut pieces = vec![Piece { text: String::new(), after_and: false }];
    let words: Vec<&str> = segment.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        let inside = at > 0 && at + 1 < words.len();
        let named = words
            .get(at + 1)
            .and_then(|word| word.chars().next())
            .is_some_and(|letter| !letter.is_lowercase());
        if *word == "&"
            || (inside && AND.contains(&word.to_lowercase().as_str()) && (named || word.len() > 1))
        {
            pieces.push(Piece { text: String::new(), after_and: true });
            continue;
        }
        for (at, part) in word.split([',', '、', '，']).enumerate() {
            if at > 0 {
                pieces.push(Piece { text: String::new(), after_and: false });
            }
            if let Some(piece) = pieces.last_mut() {
                if !piece.text.is_empty() && !part.is_empty() {
                    piece.text.push(' ');
                }
                piece.text.push_str(part);
            }
        }
    }
    join_suffixes(pieces)
}

/// "Peter Osei, Jr." is one name.
fn join_suffixes(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.text.is_empty()) {
        match joined.last_mut() {
            Some(name)
                if matches!(piece.text.as_str(), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV") =>
            {
                name.text.push(' ');
                name.text.push_str(&piece.text);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// One capitalised word, as in "Reyes, Ann".
fn is_single_name(piece: &str) -> bool {
    !piece.contains(' ')
        && piece.chars().next().is_some_and(char::is_uppercase)
        && piece.chars().all(|character| character.is_alphabetic() || matches!(character, '-' | '\'' | '’'))
        && !words::is_role_word(&fold(piece))
        && !words::is_no_name(&fold(piece))
}

/// Whether a name is the page's own outlet or its domain.
fn is_own(name: &str, outlet: Option<&str>) -> bool {
    let Some(outlet) = outlet else { return false };
    let bare = |text: &str| {
        let folded = fold(text);
        let folded = folded.strip_prefix("the ").unwrap_or(&folded).to_owned();
        folded.chars().filter(|character| character.is_alphanumeric()).collect::<String>()
    };
    let name = bare(name);
    !name.is_empty() && name == bare(outlet)
}

fn is_address(word: &str) -> bool {
    if word.contains(char::is_whitespace) {
        return false;
    }
    word.starts_with("http") && word.contains("://")
        || word.starts_with("www.")
        || word.starts_with('@')
        || (word.contains('@') && word.rsplit('@').next().is_some_and(|domain| domain.contains('.')))
}

fn add(names: &mut Vec<String>, name: String) {
    let known = names.iter().any(|other| fold(other) == fold(&name));
    if !known && !name.is_empty() {
        names.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One case a line: outlet, byline, persons, agencies (both separated by semicolons).
    #[test]
    fn bylines_of_the_table() {
        let table = include_str!("../tests/bylines.tsv");
        let mut wrong = Vec::new();
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [outlet, text, persons, agencies] = cells.as_slice() else {
                panic!("a line of the table does not have four cells: {line}");
            };
            let list = |cell: &str| -> Vec<String> {
                cell.split(';').filter(|name| !name.is_empty()).map(str::to_owned).collect()
            };
            let expected = Byline { persons: list(persons), agencies: list(agencies) };
            let got = byline(&text.replace("\\n", "\n"), (*outlet != "-").then_some(*outlet));
            if got != expected {
                wrong.push(format!("{text:?} gave {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
