//! Page titles: the headline without the names of section and outlet that pages append.

use crate::agencies::looks_like_outlet;
use crate::bylines::is_section_name;
use crate::dates::fold;

/// A title taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CleanTitle {
    /// The headline.
    pub(crate) title: String,
    /// The outlet named before or after it, as written.
    pub(crate) outlet: Option<String>,
}

/// What stands between headline, section and outlet.
pub(crate) const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " // ", " ‹ ", " › ", "|"];

/// Takes the outlet's name and the section off a title: "Council approves plan - Politics | Daily
/// Ledger" gives the headline and "Daily Ledger". `outlet` is its name when known. Where a suffix
/// might as well be part of the headline ("Paris - a love story"), it stays.
pub(crate) fn clean_title(title: &str, outlet: Option<&str>) -> CleanTitle {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut parts = cut(&title);
    let mut found = None;
    if let [.., last] = parts.as_slice()
        && parts.len() > 1
    {
        let rest = &title[..last.before_separator];
        let is_named = is_outlet(last.text, outlet);
        if is_named || is_suffix(last.text, last.separator, rest) {
            found = looks_named(last.text, outlet).then(|| last.text.to_owned());
            parts.pop();
        }
    }
    if parts.len() > 1 {
        if found.is_none() && parts.len() > 1 && is_outlet(parts[0].text, outlet) {
            found = Some(parts[0].text.to_owned());
            parts.remove(0);
        }
        // What stands between headline and outlet is the section.
        while found.is_some()
            && parts.len() > 1
            && parts.last().is_some_and(|part| is_section(part.text) || is_outlet(part.text, outlet))
        {
            parts.pop();
        }
    }
    let start = parts.first().map_or(0, |part| part.start);
    let end = parts.last().map_or(title.len(), |part| part.start + part.text.len());
    let mut headline = title.get(start..end).unwrap_or(&title).trim();
    // "Daily Ledger: Council approves plan"
    if let Some((name, rest)) = headline.split_once(": ")
        && outlet.is_some()
        && is_outlet(name, outlet)
        && !rest.trim().is_empty()
    {
        found = found.or_else(|| Some(name.to_owned()));
        headline = rest.trim();
    }
    CleanTitle { title: headline.to_owned(), outlet: found }
}

/// The last and the first part of a title: where outlets are named.
pub(crate) fn ends(title: &str) -> Vec<&str> {
    let parts = cut(title);
    match parts.as_slice() {
        [first, .., last] => vec![last.text, first.text],
        _ => Vec::new(),
    }
}

struct Part<'a> {
    text: &'a str,
    start: usize,
    separator: &'static str,
    before_separator: usize,
}

/// Cuts a title at its separators.
fn cut(title: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut separator, mut before_separator) = (0, "", 0);
    let mut at = 0;
    // All of them begin with one of these.
    let next = |at: usize| memchr::memchr2(b' ', b'|', &title.as_bytes()[at..]).map(|length| at + length);
    while let Some(found) = next(at) {
        at = found;
        match SEPARATORS.iter().find(|separator| title[at..].starts_with(**separator)) {
            Some(found) => {
                parts.push(Part { text: title[start..at].trim(), start, separator, before_separator });
                (separator, before_separator) = (found, at);
                at += found.len();
                start = at;
            }
            None => at += 1,
        }
    }
    parts.push(Part { text: title[start..].trim(), start, separator, before_separator });
    parts.retain(|part| !part.text.is_empty());
    for part in &mut parts {
        part.start += title[part.start..].len() - title[part.start..].trim_start().len();
    }
    parts
}

/// Whether a part is the outlet's name, its domain, or its initials.
fn is_outlet(part: &str, outlet: Option<&str>) -> bool {
    let Some(outlet) = outlet else { return false };
    let (name, known) = (bare(part), bare(outlet));
    if name.is_empty() || known.is_empty() {
        return false;
    }
    let initials: String = fold(outlet).split_whitespace().filter_map(|word| word.chars().next()).collect();
    name == known
        || (known.len() > 4
            && name.len() > 4
            && (name.starts_with(&known) || name.ends_with(&known))
            && name.len() < known.len() + 14)
        || (name.len() > 4 && known.starts_with(&name))
        || (name.len() > 2 && name == initials)
}

/// Whether an unnamed suffix surely is no part of the headline: a bar cuts it off and it is much
/// shorter than what stands before it, or it has the form of an outlet's name.
fn is_suffix(part: &str, separator: &str, rest: &str) -> bool {
    let words = part.split_whitespace().count();
    let before = rest.split_whitespace().count();
    if speaks_of_form(part) || before < 2 {
        return false;
    }
    let named = looks_like_outlet(part);
    if separator.contains('|') || separator.contains('»') || separator.contains("::") {
        return words <= 5 && (before > words || named);
    }
    named && words <= 5 && before >= words
}

/// "Live updates", "video", "review": a suffix that says what kind of page it is belongs to the
/// headline as much as anything.
fn speaks_of_form(part: &str) -> bool {
    let folded = fold(part);
    folded.split(' ').any(|word| {
        matches!(
            word,
            "live"
                | "updates"
                | "video"
                | "videos"
                | "watch"
                | "photos"
                | "pictures"
                | "review"
                | "analysis"
                | "interview"
        )
    })
}

/// Whether a removed suffix may be told as the outlet's name.
fn looks_named(part: &str, outlet: Option<&str>) -> bool {
    is_outlet(part, outlet) || looks_like_outlet(part) || (outlet.is_none() && !is_section_name(&fold(part)))
}

/// One or two words without a verb's place: the name of a section.
fn is_section(part: &str) -> bool {
    part.split_whitespace().count() <= 2
        && part.chars().count() <= 24
        && !part.ends_with(['?', '!', '.', '…'])
        && !speaks_of_form(part)
}

/// Letters and digits alone, without "The" and without a domain's ending.
fn bare(name: &str) -> String {
    let folded = fold(name.trim());
    let folded = folded.strip_prefix("www.").unwrap_or(&folded);
    let folded = folded.strip_prefix("the ").unwrap_or(folded);
    let without_ending = match folded.rsplit_once('.') {
        Some((before, ending))
            if !ending.contains(' ') && (2..=7).contains(&ending.len()) && !before.is_empty() =>
        {
            before
        }
        _ => folded,
    };
    without_ending.chars().filter(|character| character.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_section_and_outlet() {
        let cases = [
            ("Council approves plan - Daily Ledger", None, "Council approves plan", Some("Daily Ledger")),
            (
                "Council approves plan | Politics | Daily Ledger",
                None,
                "Council approves plan",
                Some("Daily Ledger"),
            ),
            (
                "Council approves plan - Politics - The Tide",
                Some("The Tide"),
                "Council approves plan",
                Some("The Tide"),
            ),
            ("Council approves plan | The Tide", None, "Council approves plan", Some("The Tide")),
            (
                "Council approves plan – tide.example",
                Some("Tide"),
                "Council approves plan",
                Some("tide.example"),
            ),
            ("The Tide | Council approves plan", Some("The Tide"), "Council approves plan", Some("The Tide")),
            ("The Tide: Council approves plan", Some("The Tide"), "Council approves plan", Some("The Tide")),
            ("Harbour bridge - a love story", None, "Harbour bridge - a love story", None),
            (
                "Harbour bridge: council votes - live updates",
                None,
                "Harbour bridge: council votes - live updates",
                None,
            ),
            ("Harbour bridge | Video", None, "Harbour bridge | Video", None),
            ("Council approves plan", Some("The Tide"), "Council approves plan", None),
            ("Daily Ledger", Some("Daily Ledger"), "Daily Ledger", None),
            ("", None, "", None),
            (" | ", None, "|", None),
        ];
        for (title, outlet, headline, found) in cases {
            let clean = clean_title(title, outlet);
            assert_eq!((clean.title.as_str(), clean.outlet.as_deref()), (headline, found), "{title}");
        }
    }
}
