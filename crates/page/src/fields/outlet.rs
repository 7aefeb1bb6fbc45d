//! Who publishes the page.

use sayso_model::Outlet;

use super::{Sources, address, one_line, plain, visible};
use crate::agencies::looks_like_outlet;
use crate::bylines::is_section_name;
use crate::dates::fold;
use crate::titles::{SEPARATORS, clean_title, ends};
use crate::tree::Tag;

/// The outlet: `og:site_name`, the JSON-LD publisher, the application's name, the ending of the
/// title, else the domain alone.
pub(super) fn outlet(sources: &Sources) -> Option<Outlet> {
    let survey = sources.survey;
    let url = sources.hints.url.map(str::to_owned).or_else(|| address::canonical(sources));
    let domain = url.as_deref().and_then(address::domain_of);
    let named = [
        ("og:site_name", survey.meta("og:site_name")),
        ("json-ld", sources.linked.publisher.as_deref()),
        ("application-name", survey.meta("application-name")),
        ("dc.publisher", survey.meta("dc.publisher").or_else(|| survey.meta("dcterms.publisher"))),
        ("publisher", survey.meta("publisher").or_else(|| survey.meta("article:publisher"))),
        ("apple-mobile-web-app-title", survey.meta("apple-mobile-web-app-title")),
    ];
    for (from, name) in named {
        let Some(name) = name.map(|name| one_line(&plain(name))) else { continue };
        if is_name(&name) {
            return Some(Outlet { name, domain, from: from.to_owned() });
        }
    }
    let title = survey.title.map(|id| one_line(&visible(sources.tree, id))).unwrap_or_default();
    let in_title = ends(&title).into_iter().find(|part| is_confirmed(part, domain.as_deref(), sources));
    let in_title = in_title.map(str::to_owned).or_else(|| clean_title(&title, None).outlet);
    let in_title = in_title.or_else(|| beside_headline(&title, sources));
    if let Some(name) = in_title.filter(|name| is_name(name)) {
        return Some(Outlet { name, domain, from: "title".to_owned() });
    }
    let name = domain.clone()?;
    Some(Outlet { name, domain, from: "url".to_owned() })
}

/// What the title has beside the headline that the page shows: "Bridge to close - Hill Reporter", "Hill Reporter: Bridge to
/// close". The name of a section may stand there, too.
fn beside_headline(title: &str, sources: &Sources) -> Option<String> {
    let letters = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let headings =
        sources.survey.headings.iter().filter(|id| sources.tree.tag(**id) == Some(Tag::H1)).take(4);
    let headings: Vec<String> = headings.map(|id| letters(&visible(sources.tree, *id))).collect();
    let shown = |text: &str| {
        let text = letters(text);
        text.len() > 3 && headings.contains(&text)
    };
    let after = SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
    let before = SEPARATORS.iter().chain(&[": "]).filter_map(|separator| title.split_once(separator));
    let name = after
        .filter(|(headline, _)| shown(headline))
        .map(|(_, name)| name)
        .chain(before.filter(|(_, headline)| shown(headline)).map(|(name, _)| name))
        .map(str::trim)
        .find(|name| !is_section_name(&fold(name)) && is_capitalised(name));
    name.map(str::to_owned)
}

/// Whether a text has as many words as a name and begins with a capital.
fn is_capitalised(name: &str) -> bool {
    name.split_whitespace().count() <= LONGEST && name.chars().next().is_some_and(char::is_uppercase)
}

/// Most words in the name of an outlet.
const LONGEST: usize = 6;

/// Blocks at the top and at the foot of the page in which its owner is named.
const TOP: usize = 30;
const FOOT: usize = 40;

/// Whether a part of the title is the outlet's name by a second sign: it is the domain's name, or it
/// has the form of an outlet's name and stands by itself at the top of the page, or behind "©" at
/// its foot.
fn is_confirmed(part: &str, domain: Option<&str>, sources: &Sources) -> bool {
    if part.split_whitespace().count() > LONGEST {
        return false;
    }
    if domain.is_some_and(|domain| domain_names(domain, part)) {
        return true;
    }
    let blocks = &sources.blocks.blocks;
    let masthead = || {
        blocks.iter().take(TOP).any(|block| {
            let text = sources.blocks.text_of(block);
            // A motto may follow on the same line.
            text.starts_with(part) && text.len() < part.len() + 60
        })
    };
    let owner = || {
        blocks.iter().rev().take(FOOT).any(|block| {
            let text = sources.blocks.text_of(block);
            text.len() < 200
                && (text.contains('©') || fold(text).contains("copyright"))
                && text.contains(part)
        })
    };
    (looks_like_outlet(part) && masthead()) || (part.len() > 3 && owner())
}

/// Whether a domain is made of a name's letters, an article before them apart: thedailyledger.example
/// and dailyledger.example for "The Daily Ledger".
fn domain_names(domain: &str, name: &str) -> bool {
    const ARTICLES: &[&str] =
        &["the", "l", "le", "la", "les", "el", "los", "il", "der", "die", "das", "de", "o", "a"];
    let letters: String = fold(name).chars().filter(|letter| letter.is_alphanumeric()).collect();
    domain.split('.').map(|label| label.replace('-', "")).any(|label| {
        label.len() > 3
            && letters
                .strip_suffix(label.as_str())
                .is_some_and(|article| article.is_empty() || ARTICLES.contains(&article))
    })
}

/// Whether a text can be the name of an outlet: not an address, an account or a slogan.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 60
        && !name.contains("://")
        && !name.starts_with(['@', '#', '/'])
        && !name.contains(['{', '<'])
}
