//! When it was published and changed.

use sayso_model::Dated;

use super::{Sources, visible};
use crate::dates::{Date, parse_date, url_date};

/// Names of `<meta>` elements that hold the day of publication, most trusted first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "rnews:datepublished",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "published-date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article_date_original",
    "originalpublicationdate",
    "ptime",
    "article:post_date",
    "published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dcterms.date",
    "dc.date",
    "dcterms.available",
    "date.created",
    "datecreated",
    "created",
    "creation_date",
    "article.created",
    "article:created",
    "og:pubdate",
    "bt:pubdate",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "displaydate",
    "date",
    "prism.publicationdate",
    "shareaholic:article_published_time",
    "weibo:article:create_at",
    "analyticsattributes.articledate",
    "release_date",
    "og:release_date",
    "article_publish_date",
    "sort_date",
    "search_date",
    "timestamp",
    "gentime",
    "time",
    "doc_date",
    "eomportal-lastupdate",
    "pdate",
    "rbpubdate",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "og:modified_time",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "last-modified",
    "lastmod",
    "lastmodified",
    "modified",
    "modified_time",
    "article.updated",
    "updated_time",
    "utime",
    "revision_date",
    "revised",
];

/// The candidates, with the places where they were read.
pub(crate) fn candidates(sources: &Sources) -> Vec<(String, Date)> {
    let survey = sources.survey;
    let language = sources.language.as_deref();
    let mut found = Vec::new();
    let mut add = |from: &str, text: Option<&str>| {
        if let Some(date) = text.and_then(|text| parse_date(text, language)) {
            found.push((from.to_owned(), date));
        }
    };
    add("json-ld", sources.linked.published.as_deref());
    for name in PUBLISHED {
        add(name, survey.meta(name));
    }
    for (value, id) in &survey.properties {
        if value.split_ascii_whitespace().any(|word| word.to_ascii_lowercase().ends_with("datepublished")) {
            let text = ["datetime", "content"]
                .into_iter()
                .find_map(|name| sources.tree.attr(*id, name))
                .map(str::to_owned);
            add("microdata", Some(&text.unwrap_or_else(|| visible(sources.tree, *id))));
        }
    }
    for id in survey.times.iter().take(20) {
        add("time", sources.tree.attr(*id, "datetime"));
        add("time text", Some(&visible(sources.tree, *id)));
    }
    for id in survey.dates.iter().take(20) {
        let text = visible(sources.tree, *id);
        if text.len() < 200 {
            add("date class", Some(&text));
        }
    }
    add("json-ld modified", sources.linked.modified.as_deref());
    for name in MODIFIED {
        add(name, survey.meta(name));
    }
    let url = sources.hints.url.or(survey.canonical);
    if let Some(date) = url.and_then(url_date) {
        found.push(("url".to_owned(), date));
    }
    found
}

/// When it was published.
pub(crate) fn published(sources: &Sources) -> Option<Dated> {
    candidates(sources).into_iter().next().map(|(from, date)| date.dated(&from))
}

/// When it was changed.
pub(crate) fn modified(sources: &Sources) -> Option<Dated> {
    let language = sources.language.as_deref();
    let linked = sources.linked.modified.as_deref().map(|text| ("json-ld", text));
    let metas = MODIFIED.iter().filter_map(|name| Some((*name, sources.survey.meta(name)?)));
    linked.into_iter().chain(metas).find_map(|(from, text)| Some(parse_date(text, language)?.dated(from)))
}
