//! What the page says about its article, each field with the place where it was read.

use sayso_model::{Article, Outlet};

use crate::Hints;
use crate::linked_data::LinkedData;
use crate::survey::Survey;
use crate::tree::Tree;

/// Fills the fields beside the text.
pub(crate) fn fill(article: &mut Article, tree: &Tree, survey: &Survey, linked: &LinkedData, hints: &Hints) {
    article.canonical_url = survey.canonical.map(str::to_owned);
    article.title = linked
        .headline
        .clone()
        .or_else(|| survey.meta("og:title").map(str::to_owned))
        .or_else(|| Some(tree.text_content(survey.title?)));
    article.bylines = linked.authors.clone();
    let published = [
        ("json-ld", linked.published.as_deref()),
        ("article:published_time", survey.meta("article:published_time")),
    ];
    article.published =
        published.iter().find_map(|(from, text)| Some(crate::dates::parse_date((*text)?, None)?.dated(from)));
    article.outlet =
        linked.publisher.clone().map(|name| Outlet { name, domain: None, from: "json-ld".to_owned() });
    let _ = hints;
}
