use crate::agencies::{is_agency, looks_like_outlet};
use crate::dates::{Date, find_date, parse_date};

/// The place, date and agency before the first sentence: "HARBOUR CITY, March 2 (City Wire) —".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dateline<'a> {
    /// The agency or outlet in brackets.
    pub(super) credit: Option<&'a str>,
    /// The day, when one is given.
    pub(super) date: Option<Date>,
}

/// Reads the dateline that a paragraph opens with. `year` completes a day that is given without
/// one; it is that of the article's other dates.
pub(super) fn dateline<'a>(
    paragraph: &'a str,
    language: Option<&str>,
    year: Option<&str>,
) -> Option<Dateline<'a>> {
    let (end, _) = paragraph
        .char_indices()
        .take(120)
        .find(|&(at, character)| is_closing_dash(paragraph, at, character))?;
    let head = paragraph[..end].trim();
    let (place, bracket) = match head.split_once('(') {
        Some((place, rest)) => (place.trim(), rest.split(')').next().map(str::trim)),
        None => (head, None),
    };
    let first = place.split([',', ' ', '/']).next().unwrap_or_default();
    let capitals = first.chars().filter(|letter| letter.is_uppercase()).count();
    let is_place = capitals >= 2 && !first.chars().any(char::is_lowercase);
    let credit = bracket.filter(|name| is_agency(name) || looks_like_outlet(name));
    // "Harbour City (Reuters) -" has no capitals, but an agency.
    if (!is_place && credit.is_none()) || place.split_whitespace().count() > 9 {
        return None;
    }
    let dated = head.split_once(',').map_or(head, |(_, rest)| rest);
    let date = find_date(dated, language).map(|found| found.date).or_else(|| {
        let day = dated.split('(').next().unwrap_or(dated).trim().trim_matches(',').trim();
        let day = day.rsplit(',').next().unwrap_or(day).trim();
        day.chars()
            .any(|character| character.is_ascii_digit())
            .then(|| parse_date(&format!("{day} {}", year?), language))
            .flatten()
    });
    Some(Dateline { credit, date })
}

/// A dash with space around it, a long dash, or two hyphens; `-` right after a place too.
fn is_closing_dash(paragraph: &str, at: usize, character: char) -> bool {
    let after = &paragraph[at + character.len_utf8()..];
    match character {
        '—' | '–' => true,
        '-' => after.starts_with(' ') || after.starts_with("- "),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_give_date_and_agency() {
        let read = |text| dateline(text, Some("en"), Some("2026"));
        let whole = read("HARBOUR CITY, March 2 (City Wire) — The council voted.").unwrap();
        assert_eq!(whole.credit, Some("City Wire"));
        assert_eq!(whole.date.unwrap().at, "2026-03-02");
        assert_eq!(read("HARBOUR CITY (AP) -- The council voted.").unwrap().credit, Some("AP"));
        assert_eq!(read("HARBOUR CITY- As announced").unwrap(), Dateline { credit: None, date: None });
        assert_eq!(read("HARBOUR, 2 March 2025 - Text").unwrap().date.unwrap().at, "2025-03-02");
        assert_eq!(read("Harbour (Reuters) - Text").unwrap().credit, Some("Reuters"));
        assert_eq!(read("The mayor — who was late — spoke."), None);
        assert_eq!(read("No dash here"), None);
    }
}
