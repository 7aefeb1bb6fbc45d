//! The fetch gate: the one way out of the program.
//!
//! A person may have been handed an address by somebody else, and a page may redirect to any other. So at
//! every hop the gate looks up the host itself, keeps the addresses that reach the whole internet, and lets
//! the connection be made to those and no others: what was checked is what is dialled, and a name that
//! answers differently the second time gains nothing. Addresses of this machine and its network need
//! [`Options::allow_local`]. Any port may be named, as news sites on odd ones exist and only HTTP is spoken.
//! Proxies from the environment are not used, because the gate cannot see whom a proxy dials; cookies are
//! not kept; no referrer is sent. A redirect from https to http is followed, since old links end that way,
//! but the page carries a diagnostic.

mod address;
mod body;
mod host;
mod pace;
mod response;
mod robots;
#[cfg(test)]
mod tests;

use std::thread;
use std::time::{Duration, Instant};

use reqwest::blocking::{Client, Response};
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, RETRY_AFTER};
use reqwest::redirect::Policy;
use sayso_model::{Diagnostic, Sighting};
use url::Url;

use crate::{Ask, EnvironmentFault, Fault, InputFault, Limits, Options};
use host::{Admitted, Dialled};
use pace::Pace;
use robots::Rules;
pub use robots::allows;

/// What the program calls itself to servers, and whom to write to about it.
fn user_agent(contact: Option<&str>) -> String {
    let contact = contact.filter(|contact| contact.bytes().all(|byte| (0x20..0x7F).contains(&byte)));
    let contact =
        contact.map_or("reads news at the request of a person".to_owned(), |contact| format!("+{contact}"));
    format!("sayso/{} ({contact})", env!("CARGO_PKG_VERSION"))
}

/// What is asked for, the best first.
const ACCEPTED: &str = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, \
                        application/feed+json, text/plain;q=0.9, application/xml;q=0.9, \
                        application/x-ndjson;q=0.8, */*;q=0.1";

/// A client that dials admitted addresses only.
pub(crate) struct Gate {
    client: Client,
    dialled: Dialled,
    limits: Limits,
    rules: Rules,
    pace: Pace,
}

/// A page as it came from the web.
pub(crate) struct Fetched {
    pub(crate) url: Url,
    pub(crate) content_type: Option<String>,
    /// The body, decompressed.
    pub(crate) bytes: Vec<u8>,
    pub(crate) sighting: Sighting,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Why a page did not come, and to where the redirects had led when it is not where they began.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) hop: Option<String>,
    pub(crate) fault: Fault,
}

impl Gate {
    pub(crate) fn new(options: &Options) -> Result<Self, Fault> {
        let contact = options.contact.as_deref();
        Self::with(Admitted::by(options.allow_local), options.limits.clone(), contact)
    }

    fn with(admitted: Admitted, limits: Limits, contact: Option<&str>) -> Result<Self, Fault> {
        let dialled = Dialled::new(admitted);
        let client = Client::builder()
            .tls_backend_preconfigured(tls()?)
            .dns_resolver(dialled.resolver())
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .user_agent(user_agent(contact))
            .connect_timeout(limits.connect_time)
            .build()
            .map_err(|error| EnvironmentFault::NoClient { why: response::innermost(&error) })?;
        Ok(Self { client, dialled, limits, rules: Rules::default(), pace: Pace::default() })
    }

    /// When a host may be asked again; none when it may be at once.
    pub(crate) fn due(&self, host: &str) -> Option<Instant> {
        self.pace.due(host)
    }

    /// Fetches the page at `address`, an `http` or `https` URL, following redirects. With [`Ask::IfChanged`] the
    /// answer may be one with status 304 and without a body.
    pub(crate) fn fetch(&self, address: &str, ask: &Ask) -> Result<Fetched, Failed> {
        let deadline = Instant::now() + self.limits.total_time;
        let mut url = Url::parse(address).map_err(|error| Failed {
            hop: None,
            fault: InputFault::BadUrl { why: error.to_string() }.into(),
        })?;
        let mut visited = Vec::new();
        let mut diagnostics = Vec::new();
        loop {
            url.set_fragment(None);
            let hop = (!visited.is_empty()).then(|| shown(&url));
            let next = self.hop(&url, ask, deadline).and_then(|response| {
                match response::redirect(&response, &url, ask)? {
                    Some(next) => self.may_follow(&visited, &url, &next).map(|()| Hop::Redirect(next)),
                    None => {
                        let sighting = response::sighting(&response, &url);
                        let (content_type, bytes) = body::read(response, &self.limits, deadline)?;
                        Ok(Hop::Page { content_type, bytes, sighting })
                    }
                }
            });
            match next.map_err(|fault| Failed { hop, fault })? {
                Hop::Page { content_type, bytes, sighting } => {
                    return Ok(Fetched { url, content_type, bytes, sighting, diagnostics });
                }
                Hop::Redirect(next) => {
                    diagnostics.extend(unencrypted(&url, &next));
                    visited.push(std::mem::replace(&mut url, next));
                }
            }
        }
    }

    /// Asks for one address if it may be asked for, again when the server is in trouble that may pass, and waits
    /// for the head of the answer.
    fn hop(&self, url: &Url, ask: &Ask, deadline: Instant) -> Result<Response, Fault> {
        self.admit(url, deadline)?;
        self.check_rules(url, deadline)?;
        let mut attempt = 0;
        loop {
            let host = url.host_str().unwrap_or_default();
            let interval = self.limits.host_interval.max(self.rules.delay(url).unwrap_or_default());
            self.pace
                .wait(host, interval, deadline)
                .map_err(|time| EnvironmentFault::AskedToWait { seconds: time.as_secs() + 1 })?;
            let response = self.ask(url, ask, deadline);
            let pause = match &response {
                Ok(response) if response::is_passing(response.status()) => {
                    let asked = response::value(response.headers(), &RETRY_AFTER);
                    let asked = asked.and_then(|value| pace::retry_after(&value));
                    if let Some(time) = asked {
                        self.pace.rest(host, time);
                    }
                    asked.unwrap_or_else(|| pace::backoff(attempt))
                }
                Err(Fault::Environment(EnvironmentFault::BrokenOff { .. })) => pace::backoff(attempt),
                _ => return response,
            };
            if attempt >= self.limits.retries || Instant::now() + pause >= deadline {
                return response;
            }
            thread::sleep(pause);
            attempt += 1;
        }
    }

    /// Lets the addresses of the URL's host be dialled.
    fn admit(&self, url: &Url, deadline: Instant) -> Result<(), Fault> {
        host::check(url)?;
        self.dialled.admit(url, deadline.min(Instant::now() + self.limits.connect_time))
    }

    /// Whether the site lets programs fetch this address. Its host was admitted.
    fn check_rules(&self, url: &Url, deadline: Instant) -> Result<(), Fault> {
        /// RFC 9309, section 2.3.1.2.
        const REDIRECTS: usize = 5;
        if let Some(answer) = self.rules.check(url) {
            return Ok(answer?);
        }
        let mut at = robots::address(url);
        for hop in 0..=REDIRECTS {
            if hop > 0 {
                self.admit(&at, deadline)?;
            }
            let response = self.ask(&at, &Ask::Whole, deadline)?;
            let status = response.status();
            if status.is_redirection()
                && let Ok(Some(next)) = response::redirect(&response, &at, &Ask::Whole)
            {
                at = next;
                continue;
            }
            let limits = Limits { wire_bytes: robots::LARGEST * 8, ..self.limits.clone() };
            let body =
                if status.is_success() { body::read_any(response, &limits, deadline)? } else { Vec::new() };
            self.rules.keep(url, status, &body);
            break;
        }
        // Redirects without end count as none there.
        Ok(self.rules.check(url).unwrap_or(Ok(()))?)
    }

    /// Sends one request and waits for the head of its answer.
    fn ask(&self, url: &Url, ask: &Ask, deadline: Instant) -> Result<Response, Fault> {
        let mut request = self
            .client
            .get(url.clone())
            .header(ACCEPT, ACCEPTED)
            .header(ACCEPT_ENCODING, "gzip, br, zstd, deflate")
            .timeout(time_left(deadline, &self.limits)?);
        if let Ask::IfChanged(validators) = ask {
            let fields = [(IF_NONE_MATCH, &validators.etag), (IF_MODIFIED_SINCE, &validators.last_modified)];
            for (name, value) in fields {
                if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                    request = request.header(name, value);
                }
            }
        }
        request.send().map_err(|error| response::fault(&error, url, &self.limits))
    }

    fn may_follow(&self, visited: &[Url], url: &Url, next: &Url) -> Result<(), Fault> {
        if next == url || visited.contains(next) {
            return Err(InputFault::RedirectCircle { to: shown(next) }.into());
        }
        if visited.len() >= self.limits.redirects {
            return Err(InputFault::TooManyRedirects { limit: self.limits.redirects }.into());
        }
        Ok(())
    }
}

enum Hop {
    Redirect(Url),
    Page { content_type: Option<String>, bytes: Vec<u8>, sighting: Sighting },
}

/// What to tell about a redirect that gives up encryption.
fn unencrypted(url: &Url, next: &Url) -> Option<Diagnostic> {
    (url.scheme() == "https" && next.scheme() == "http").then(|| {
        let message = format!("{} redirects to {} without encryption", shown(url), shown(next));
        Diagnostic::new("redirect_unencrypted", message)
    })
}

/// The URL as a message shows it: without a password.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Fails only for URLs that cannot have them.
    let _ = url.set_password(None);
    let _ = url.set_username("");
    url.into()
}

/// How long may still be waited.
fn time_left(deadline: Instant, limits: &Limits) -> Result<Duration, EnvironmentFault> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(EnvironmentFault::TimedOut { limit: limits.total_time }) } else { Ok(left) }
}

/// TLS 1.2 and 1.3 with Mozilla's roots built in, so that no system's store is needed.
fn tls() -> Result<rustls::ClientConfig, Fault> {
    let roots = rustls::RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| EnvironmentFault::NoClient { why: error.to_string() })?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
