//! Who publishes the page.

use sayso_model::Outlet;

use super::{Sources, address, one_line, plain, visible};
use crate::titles::clean_title;

/// The outlet: `og:site_name`, the JSON-LD publisher, the application's name, the ending of the
/// title, else the domain alone.
pub(super) fn outlet(sources: &Sources) -> Option<Outlet> {
    let survey = sources.survey;
    let url = sources.hints.url.map(str::to_owned).or_else(|| address::canonical(sources));
    let domain = url.as_deref().and_then(address::host).map(str::to_ascii_lowercase);
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
    let title = survey.title.map(|id| one_line(&visible(sources.tree, id)));
    if let Some(name) = title.and_then(|title| clean_title(&title, None).outlet).filter(|name| is_name(name))
    {
        return Some(Outlet { name, domain, from: "title".to_owned() });
    }
    let name = domain.clone()?;
    Some(Outlet { name, domain, from: "url".to_owned() })
}

/// Whether a text can be the name of an outlet: not an address, an account or a slogan.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 60
        && !name.contains("://")
        && !name.starts_with(['@', '#', '/'])
        && !name.contains(['{', '<'])
}
