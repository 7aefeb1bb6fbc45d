use std::borrow::Cow;

use url::Url;

/// What an address is recognised by: the same for `http` and `https`, with and without `www.`, a slash at the
/// end, a fragment, and the parameters by which campaigns are followed; and for letters as they are read and as they are
/// sent, `müller.example` and `xn--mller-kva.example`.
pub(crate) fn normal(url: &str) -> String {
    let url = &*as_sent(url.trim());
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let mut normal = bare_host(host);
    let path = path.trim_end_matches('/');
    if !path.is_empty() {
        normal.push('/');
        normal.push_str(path);
    }
    let mut mark = '?';
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty() && !follows(parameter)) {
        normal.push(mark);
        normal.push_str(parameter);
        mark = '&';
    }
    normal
}

/// Whether `canonical`, which the page at `url` names as its right address, may be taken as that: it is on
/// the same site, and is not the site's front page unless `url` is. A copy at another outlet names the
/// original, and is no revision of it.
pub(crate) fn is_its_own(canonical: &str, url: Option<&str>) -> bool {
    let Some(url) = url else { return true };
    let (canonical, url) = (normal(canonical), normal(url));
    let host = |address: &str| address.split(['/', '?']).next().unwrap_or_default().to_owned();
    let (one, other) = (host(&canonical), host(&url));
    let below = |one: &str, other: &str| one.strip_suffix(other).is_some_and(|rest| rest.ends_with('.'));
    let same_site = one == other || below(&one, &other) || below(&other, &one);
    same_site && (canonical.len() > one.len() || url.len() == other.len())
}

/// An address, or a host alone, in the letters that it is asked for with.
fn as_sent(url: &str) -> Cow<'_, str> {
    if url.is_ascii() {
        return url.into();
    }
    let whole = if url.contains("://") { Cow::Borrowed(url) } else { format!("https://{url}").into() };
    // What is no address is recognised as it stands.
    Url::parse(&whole).map_or(url.into(), |url| String::from(url).into())
}

/// The host of an address without what leads to the same pages in another dress.
fn bare_host(host: &str) -> String {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_ascii_lowercase();
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(&host);
    let dress = ["www.", "m.", "mobile.", "amp."].iter().find_map(|dress| host.strip_prefix(dress));
    dress.filter(|rest| rest.contains('.')).unwrap_or(host).to_owned()
}

/// Whether a parameter only tells where the reader came from.
fn follows(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_")
        || ["fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid"]
            .contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dresses_of_one_address_are_one() {
        for url in [
            "https://www.ledger.example/2026/bridge/",
            "http://ledger.example/2026/bridge?utm_source=feed#comments",
            "https://m.Ledger.example:443/2026/bridge?fbclid=1",
        ] {
            assert_eq!(normal(url), "ledger.example/2026/bridge");
        }
        assert_eq!(normal("https://ledger.example/?p=7&page=2"), "ledger.example?p=7&page=2");
        assert_eq!(normal(""), "");
    }

    #[test]
    fn letters_as_read_and_as_sent_are_the_same() {
        for (read, sent) in [
            ("https://www.Müller.example/a", "http://xn--mller-kva.example/a/"),
            ("https://ledger.example/brücke?q=ö", "https://ledger.example/br%C3%BCcke?q=%C3%B6"),
            ("müller.example", "xn--mller-kva.example"),
        ] {
            assert_eq!(normal(read), normal(sent), "{read}");
        }
        assert_eq!(normal("http://[ü"), "[ü");
    }

    #[test]
    fn a_copy_elsewhere_is_not_the_original() {
        let original = "https://www.ledger.example/bridge";
        assert!(is_its_own(original, None));
        assert!(is_its_own(original, Some("https://amp.ledger.example/bridge")));
        assert!(is_its_own(original, Some("https://news.ledger.example/bridge?x=1")));
        assert!(!is_its_own(original, Some("https://portal.example/ledger/bridge")));
        assert!(!is_its_own("https://www.ledger.example/", Some(original)));
        assert!(is_its_own("https://www.ledger.example/", Some("http://ledger.example")));
    }
}
