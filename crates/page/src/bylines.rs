//! Who wrote it: bylines taken apart into the names of persons and agencies.

mod person;
mod words;

use crate::agencies::{is_agency, looks_like_outlet, outlet_of_staff};
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
    let text = without_dates(text);
    for segment in segments(&text) {
        let Some(segment) = author_part(&segment) else { continue };
        take_segment(&segment, outlet, &mut byline);
    }
    byline
}

/// Whether a line opens with the word that introduces authors ("By", "Von", "Written by:").
/// Gives what follows it.
pub(crate) fn after_byline_word(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|character: char| !character.is_alphanumeric());
    let rest = words::opening(line)?;
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}', '-', '–', '—', '/', '：']).trim_start();
    (!rest.is_empty()).then_some(rest)
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

/// Cuts at bars, bullets, dashes with spaces, brackets, line ends, addresses and handles.
fn segments(text: &str) -> Vec<String> {
    let mut marked = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim();
        if is_address(bare)
            || matches!(bare, "-" | "–" | "—" | "/" | "//" | "~" | "→" | ">" | "*" | "«" | "»")
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
    }
    marked
        .split([
            '|', '•', '·', '・', '\n', '\t', '(', ')', '[', ']', ';', '—', '│', '／', '→', '●', '【', '】',
            '…',
        ])
        .map(|segment| segment.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|segment| !segment.is_empty())
        .collect()
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
    // "ByAnn Reyes": a link ran into the word before it.
    for glued in ["Written By", "Written by", "By", "by", "Von", "von", "Par", "Por"] {
        if let Some(after) = rest.strip_prefix(glued)
            && after.chars().next().is_some_and(char::is_uppercase)
            && after.contains(' ')
        {
            rest = after;
            break;
        }
    }
    Some(rest.to_owned())
}

/// Reads one segment: pieces between commas and "and".
fn take_segment(segment: &str, outlet: Option<&str>, byline: &mut Byline) {
    let pieces = pieces(segment);
    if let [last, first] = pieces.as_slice()
        && segment.contains(',')
        && is_single_name(last)
        && is_single_name(first)
        && !is_agency(first)
        && let Some(name) = person::person(&format!("{first} {last}"))
    {
        return add(&mut byline.persons, name);
    }
    for piece in &pieces {
        let piece = piece.trim();
        if is_own(piece, outlet) {
            continue;
        }
        if is_agency(piece) {
            add(&mut byline.agencies, piece.trim_end_matches('.').to_owned());
            continue;
        }
        if let Some(credited) = outlet_of_staff(piece)
            && (is_agency(credited) || looks_like_outlet(credited))
        {
            if !is_own(credited, outlet) {
                add(&mut byline.agencies, credited.to_owned());
            }
            continue;
        }
        let (piece, employer) = words::without_place_or_employer(piece);
        if let Some(employer) = employer
            && is_agency(employer)
        {
            add(&mut byline.agencies, employer.to_owned());
        }
        if is_own(piece, outlet) {
            continue;
        }
        let piece = outlet.map_or(piece, |outlet| words::without_ending(piece, outlet));
        if let Some(name) = person::person(piece) {
            add(&mut byline.persons, name);
        } else if let Some(agency) = words::agency_of_role(piece) {
            add(&mut byline.agencies, agency.to_owned());
        } else if let Some(agency) = words::agency_at_end(piece) {
            add(&mut byline.agencies, agency.to_owned());
            if let Some(name) = person::person(piece[..piece.len() - agency.len()].trim()) {
                add(&mut byline.persons, name);
            }
        }
    }
}

/// Cuts a segment at commas and at the word "and" of the languages that news is written in.
fn pieces(segment: &str) -> Vec<String> {
    const AND: &[&str] =
        &["and", "und", "et", "y", "e", "en", "og", "och", "i", "и", "та", "ja", "ve", "with"];
    let mut pieces = vec![String::new()];
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
            pieces.push(String::new());
            continue;
        }
        for (at, part) in word.split([',', '、', '，']).enumerate() {
            if at > 0 {
                pieces.push(String::new());
            }
            if let Some(piece) = pieces.last_mut() {
                if !piece.is_empty() && !part.is_empty() {
                    piece.push(' ');
                }
                piece.push_str(part);
            }
        }
    }
    join_suffixes(pieces)
}

/// "Peter Osei, Jr." is one name.
fn join_suffixes(pieces: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
        match joined.last_mut() {
            Some(name) if matches!(piece.as_str(), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV") => {
                name.push(' ');
                name.push_str(&piece);
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
