//! The author after whom the site is named: on a person's own pages nobody else writes, and often no byline stands.

use super::is_comment;
use crate::bylines::is_surely_person;
use crate::dates::fold;
use crate::fields::address::host;
use crate::fields::{Sources, one_line, plain, visible};
use crate::titles::ends;

/// Blocks at the foot of the page in which its owner is named.
const FOOT: usize = 40;

/// Shortest name of a family that is looked for inside a domain.
const SHORTEST: usize = 4;

/// The person whose name is the outlet's, an ending of the title, or stands behind "©" at the foot; a
/// second sign is needed: that the metadata name the same person, the domain has the name, or two of
/// these places do. Outlets that are called like persons ("Marie Claire") have no such author: they
/// name persons elsewhere on the page, who go before.
pub(super) fn owner(sources: &Sources, outlet: Option<&str>) -> Option<String> {
    let title = sources.survey.title.map(|id| one_line(&visible(sources.tree, id))).unwrap_or_default();
    let held = copyright(sources);
    let mut places: Vec<String> = outlet.map(person_of).into_iter().collect();
    places.extend(ends(&title).into_iter().map(person_of));
    places.extend(held.clone());
    let told: Vec<String> = sources
        .linked
        .authors
        .iter()
        .map(String::as_str)
        .chain(sources.survey.meta("author"))
        .map(|name| fold(plain(name).trim()))
        .collect();
    let is_owner = |name: &&String| {
        let words = name.split(' ').count();
        let folded = fold(name);
        (2..=3).contains(&words)
            && is_surely_person(name)
            && (told.contains(&folded)
                || is_in_domain(sources, &folded)
                || held.as_ref().is_some_and(|held| fold(held) == folded && places[0] == **name))
    };
    places.iter().find(is_owner).cloned()
}

/// "Dr. Ann Reyes" and "Ann Reyes's Notes" without what is not the name.
fn person_of(name: &str) -> String {
    let name = name.trim();
    let name = ["Dr. ", "Prof. "].iter().fold(name, |name, title| name.strip_prefix(title).unwrap_or(name));
    let owned = ["'s ", "’s "].iter().find_map(|mark| name.split_once(mark));
    owned.map_or(name, |(owner, _)| owner).to_owned()
}

/// Whether the domain has the whole name in it, or the family's.
fn is_in_domain(sources: &Sources, folded: &str) -> bool {
    let url = sources.hints.url.or(sources.survey.canonical);
    let domain: String =
        url.and_then(host).unwrap_or_default().chars().filter(|character| *character != '-').collect();
    let domain = fold(&domain);
    let last = folded.rsplit(' ').next().unwrap_or_default();
    last.len() >= SHORTEST && domain.contains(last)
}

/// The name behind the sign of copyright at the foot of the page, without years.
fn copyright(sources: &Sources) -> Option<String> {
    let blocks = &sources.blocks.blocks;
    let foot = blocks.iter().rev().take(FOOT).filter(|block| !is_comment(sources, block));
    foot.map(|block| sources.blocks.text_of(block)).find_map(|text| {
        let sign = ["©", "(c)", "(C)", "Copyright"]
            .iter()
            .filter_map(|sign| Some(text.find(sign)? + sign.len()))
            .max()?;
        let rest = text[sign..].trim_start_matches(|character: char| {
            character.is_ascii_digit() || character.is_whitespace() || "-–—,.:©|&".contains(character)
        });
        let rest = rest.strip_prefix("by ").or_else(|| rest.strip_prefix("Copyright ")).unwrap_or(rest);
        let end = rest.find(['.', ',', '|', '•', '·', '–', '-', '(', '\n', ';']).unwrap_or(rest.len());
        let name = person_of(rest[..end].trim());
        is_surely_person(&name).then_some(name)
    })
}
