//! The page's own outlet, as its copyright line and masthead name it.

use crate::agencies::looks_like_outlet;
use crate::bylines::is_section_name;
use crate::dates::fold;

use super::furniture::Furniture;
use super::lines::Line;

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

/// An outlet's name among the first lines.
pub(super) fn masthead(lines: &[Line], before: usize) -> Option<(String, &'static str)> {
    lines[..before.min(8)].iter().find_map(|line| {
        let text = line.paragraph.text.as_str();
        let plausible = line.furniture.is_none() && (1..=5).contains(&line.look.words) && !line.look.closed;
        (plausible
            && looks_like_outlet(text)
            && !is_section_name(&fold(text))
            && is_title_case(text)
            && line.look.words > 1)
            .then(|| (text.to_owned(), "masthead"))
    })
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
