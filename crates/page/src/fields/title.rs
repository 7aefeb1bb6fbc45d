//! The headline.

use super::{Sources, one_line, plain, visible};
use crate::titles::clean_title;

/// The candidates for the headline, with the places where they were read.
pub(crate) fn candidates(sources: &Sources, outlet: Option<&str>) -> Vec<(&'static str, String)> {
    let survey = sources.survey;
    let mut found = Vec::new();
    let mut add = |from: &'static str, text: Option<&str>| {
        let Some(text) = text else { return };
        let text = one_line(&plain(text));
        let clean = clean_title(&text, outlet).title;
        if !clean.is_empty() {
            found.push((from, clean));
        }
    };
    add("json-ld", sources.linked.headline.as_deref());
    for name in [
        "og:title",
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "title",
        "cxenseparse:title",
        "headline",
    ] {
        let from: &'static str = name;
        add(from, survey.meta(name));
    }
    for (value, id) in &survey.properties {
        if value
            .split_ascii_whitespace()
            .any(|word| matches!(word, "headline" | "rnews:headline" | "schema:headline" | "dc:title"))
        {
            add("microdata", Some(&visible(sources.tree, *id)));
        }
    }
    for id in survey.headings.iter().take(12) {
        let from = if sources.tree.tag(*id) == Some(crate::tree::Tag::H1) { "h1" } else { "h2" };
        add(from, Some(&visible(sources.tree, *id)));
    }
    if let Some(id) = survey.title {
        add("title", Some(&visible(sources.tree, id)));
    }
    found
}

/// The headline.
pub(crate) fn title(sources: &Sources, outlet: Option<&str>) -> Option<String> {
    candidates(sources, outlet).into_iter().next().map(|(_, title)| title)
}
