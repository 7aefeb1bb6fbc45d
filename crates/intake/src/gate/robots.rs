use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

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
    /// Whether a page may be fetched; none when its site was not asked yet.
    pub(super) fn check(&self, url: &Url) -> Option<Result<(), InputFault>> {
        let sites = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Some(match sites.get(&origin(url))? {
            Site::Ruled(robots) if robots.is_url_allowed(url) => Ok(()),
            Site::Ruled(_) => Err(InputFault::NotAllowed { status: None }),
            Site::Unreachable(status) => Err(InputFault::NotAllowed { status: Some(*status) }),
        })
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
