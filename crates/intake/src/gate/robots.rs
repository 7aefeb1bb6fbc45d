use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::StatusCode;
use robotxt::Robots;
use url::Url;

use crate::InputFault;

/// The name by which `robots.txt` speaks to the program.
const AGENT: &str = "sayso";

/// Of a `robots.txt` no more is read (RFC 9309, section 2.5).
pub(super) const LARGEST: u64 = 500 << 10;

/// What sites let programs fetch (RFC 9309), each site asked once.
#[derive(Default)]
pub(super) struct Rules(Mutex<HashMap<String, Site>>);

#[derive(Clone)]
enum Site {
    /// What its rules say.
    Ruled(Robots),
    /// It has trouble, and then nothing is allowed; its status.
    Unreachable(u16),
}

impl Rules {
    /// Longer than this between two pages is waited for nobody: the time that a page may take must be enough for it.
    const LONGEST_DELAY: Duration = Duration::from_secs(15);

    /// Whether a page may be fetched; none when its site was not asked yet.
    pub(super) fn check(&self, url: &Url) -> Option<Result<(), InputFault>> {
        let sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(match sites.get(&origin(url))? {
            Site::Ruled(robots) if robots.is_url_allowed(url) => Ok(()),
            Site::Ruled(_) => Err(InputFault::NotAllowed { status: None }),
            Site::Unreachable(status) => Err(InputFault::NotAllowed { status: Some(*status) }),
        })
    }

    /// How long a site asks programs to wait between two requests; none when it does not say, or was not asked yet.
    ///
    /// No standard has it, yet many sites do. What is asked beyond [`Self::LONGEST_DELAY`] is not waited for: a page each
    /// hour is meant to keep programs away, for which there are rules.
    pub(super) fn delay(&self, url: &Url) -> Option<Duration> {
        let sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match sites.get(&origin(url))? {
            Site::Ruled(robots) => robots.crawl_delay().map(|delay| delay.min(Self::LONGEST_DELAY)),
            Site::Unreachable(_) => None,
        }
    }

    /// Keeps what a site answered: no rules there means that all is allowed, trouble that nothing is.
    pub(super) fn keep(&self, url: &Url, status: StatusCode, body: &[u8]) {
        let site = match status {
            status if status.is_success() => Site::Ruled(parse(body)),
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                Site::Unreachable(status.as_u16())
            }
            _ => Site::Ruled(Robots::allow_all()),
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(origin(url), site);
    }
}

/// Whether what stands in a site's `robots.txt` lets the program fetch an address of that site; no for what is no
/// address.
#[must_use]
pub fn allows(robots: &[u8], url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| parse(robots).is_url_allowed(&url))
}

fn parse(robots: &[u8]) -> Robots {
    Robots::parse(&robots[..robots.len().min(LARGEST as usize)], AGENT)
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Where a site's rules stand.
pub(super) fn address(url: &Url) -> Url {
    let mut address = url.clone();
    address.set_path("/robots.txt");
    address.set_query(None);
    address.set_fragment(None);
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_says_how_long_to_wait_between_pages() {
        let rules = Rules::default();
        let url = Url::parse("https://ledger.example/bridge").unwrap();
        assert_eq!(rules.delay(&url), None);
        for (body, expected) in [
            ("User-agent: *\nCrawl-delay: 3", Some(3)),
            ("User-agent: other\nCrawl-delay: 3", None),
            ("User-agent: *\nCrawl-delay: 86400", Some(15)),
        ] {
            rules.keep(&url, StatusCode::OK, body.as_bytes());
            assert_eq!(rules.delay(&url), expected.map(Duration::from_secs), "{body}");
        }
    }
}
