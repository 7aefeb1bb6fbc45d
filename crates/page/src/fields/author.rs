//! Who wrote it.

use super::{Sources, plain, visible};
use crate::bylines;

/// Names of `<meta>` elements that hold authors.
const METAS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "cxenseparse:author",
    "article.author",
    "citation_author",
    "authors",
    "article:author_name",
    "rbauthors",
    "og:author",
    "creator",
    "shareaholic:article_author_name",
    "article:authors",
    "writer",
    "twitter:data1",
];

/// The candidates, with the places where they were read.
pub(crate) fn candidates(sources: &Sources, outlet: Option<&str>) -> Vec<(String, Vec<String>)> {
    let survey = sources.survey;
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let linked: Vec<String> =
        sources.linked.authors.iter().flat_map(|name| bylines::names(&plain(name), outlet)).collect();
    found.push(("json-ld".to_owned(), linked));
    found.push(("json-ld org".to_owned(), sources.linked.organisations.clone()));
    for name in METAS {
        let all: Vec<String> = survey
            .metas
            .iter()
            .filter(|(known, _)| known == name)
            .flat_map(|(_, text)| bylines::names(&plain(text), outlet))
            .collect();
        found.push(((*name).to_owned(), all));
    }
    for (value, id) in &survey.properties {
        if value
            .split_ascii_whitespace()
            .any(|word| word.to_ascii_lowercase().ends_with("author") || word.ends_with("creator"))
        {
            found.push(("microdata".to_owned(), bylines::names(&visible(sources.tree, *id), outlet)));
        }
    }
    for id in survey.bylines.iter().take(30) {
        let text = visible(sources.tree, *id);
        if text.len() < 300 {
            found.push(("byline".to_owned(), bylines::names(&text, outlet)));
        }
    }
    found.retain(|(_, names)| !names.is_empty());
    found
}

/// The authors.
pub(crate) fn authors(sources: &Sources, outlet: Option<&str>) -> Vec<String> {
    candidates(sources, outlet).into_iter().next().map(|(_, names)| names).unwrap_or_default()
}
