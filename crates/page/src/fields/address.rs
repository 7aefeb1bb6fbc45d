//! The page's own address.

use super::Sources;

/// The canonical URL: `<link rel=canonical>`, `og:url`, or JSON-LD, whichever is absolute first.
pub(super) fn canonical(sources: &Sources) -> Option<String> {
    [sources.survey.canonical, sources.survey.meta("og:url"), sources.linked.url.as_deref()]
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|url| url.starts_with("http://") || url.starts_with("https://"))
        .map(str::to_owned)
}

/// As [`host`], in small letters.
pub(crate) fn domain_of(url: &str) -> Option<String> {
    host(url).map(str::to_ascii_lowercase)
}

/// The host of an absolute URL, without port and `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty() && host.contains('.')).then_some(host)
}
