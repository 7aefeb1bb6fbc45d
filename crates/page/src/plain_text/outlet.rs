//! The page's own outlet, as its copyright line and masthead name it.

use crate::agencies::{looks_like_outlet, outlet_of_staff};
use crate::bylines::is_section_name;
use crate::dates::fold;

use super::dateline::dateline;
use super::furniture::Furniture;
use super::lines::Line;
use super::region::is_clean;

/// The holder named in "© 2026 Daily Ledger. All rights reserved."
pub(super) fn copyright_holder(lines: &[Line]) -> Option<(String, &'static str)> {
    lines.iter().rev().filter(|line| line.furniture == Some(Furniture::Legal)).find_map(|line| {
        let text = line.paragraph.text.as_str();
        let lower = text.to_ascii_lowercase();
        let at = [lower.find('©'), lower.find("copyright"), lower.find("(c)")].into_iter().flatten().min()?;
        let words: Vec<&str> = text[at..]
            .split_whitespace()
            .skip_while(|word| {
                let bare = fold(word.trim_matches(|character: char| !character.is_alphanumeric()));
                bare.is_empty()
                    || bare == "copyright"
                    || bare == "c"
                    || bare == "by"
                    || bare.starts_with(|character: char| character.is_ascii_digit())
            })
            .collect();
        let mut name = Vec::new();
        for word in words {
            let bare = word.trim_end_matches(['.', ',', ';', '|', ':']);
            if matches!(
                fold(bare).as_str(),
                "all"
                    | "alle"
                    | "tous"
                    | "todos"
                    | "inc"
                    | "llc"
                    | "ltd"
                    | "gmbh"
                    | "|"
                    | ""
                    | "-"
                    | "–"
                    | "—"
                    | "·"
            ) {
                break;
            }
            name.push(bare);
            if bare.len() < word.len() {
                break;
            }
        }
        let name_text = name.join(" ");
        ((1..=5).contains(&name.len()) && name_text.chars().any(char::is_alphabetic))
            .then_some((name_text, "copyright"))
    })
}

/// An outlet's name among the first lines: one that looks like an outlet's, or the very first line
/// of a page when the page names it again or says under it what it is.
pub(super) fn masthead(lines: &[Line], before: usize) -> Option<(String, &'static str)> {
    let above = &lines[..before.min(8)];
    let plausible = |line: &&Line| {
        let text = line.paragraph.text.as_str();
        line.furniture.is_none()
            && (1..=6).contains(&line.look.words)
            && !line.look.closed
            && !is_section_name(&fold(text))
            && is_title_case(text)
    };
    let first = above.first().filter(plausible).filter(|line| {
        let name = line.paragraph.text.as_str();
        let again = || lines[before..].iter().any(|later| later.paragraph.text.contains(name));
        let explained = || above.get(1).is_some_and(|next| next.look.words >= 5 && next.look.small >= 0.5);
        line.look.words > 1 && !is_clean(lines) && (again() || explained())
    });
    let named = || {
        above
            .iter()
            .filter(plausible)
            .find(|line| line.look.words > 1 && looks_like_outlet(&line.paragraph.text))
    };
    let line = first.or_else(named)?;
    Some((line.paragraph.text.clone(), "masthead"))
}

/// Whether `holder` of the copyright is another outlet from which the page took the article: its
/// name stands alone between title and body, or in the dateline, and not at the top of the page.
pub(super) fn is_reposted_from(holder: &str, lines: &[Line], title: usize, body: usize) -> bool {
    let at_top = lines[..title].iter().any(|line| same_name(&line.paragraph.text, holder));
    let credited = lines[title..body].iter().any(|line| {
        let text = line.paragraph.text.as_str();
        same_name(outlet_of_staff(text).unwrap_or(text), holder)
    });
    let in_dateline = || {
        let opening = lines.get(body).and_then(|line| dateline(&line.paragraph.text, None, None));
        opening.and_then(|dateline| dateline.credit).is_some_and(|credit| same_name(credit, holder))
    };
    !at_top && (credited || in_dateline())
}

/// Whether two names are the same but for "The" and case.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let folded = fold(name);
        folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
    };
    bare(one) == bare(other)
}

/// Whether every longer word begins with a capital.
pub(super) fn is_title_case(name: &str) -> bool {
    name.split_whitespace().all(|word| !word.starts_with(char::is_lowercase) || word.len() <= 3)
}
