use std::error::Error;

use reqwest::StatusCode;
use reqwest::blocking::Response;
use reqwest::header::{ETAG, HeaderMap, HeaderName, LAST_MODIFIED, LOCATION};
use sayso_model::Sighting;
use url::Url;

use crate::headers::HeaderHash;
use crate::{Ask, EnvironmentFault, Fault, InputFault, Limits};

/// Where an answer to a request for `url` redirects to, or none when it is the page.
///
/// # Errors
/// When it is neither.
pub(super) fn redirect(response: &Response, url: &Url, ask: &Ask) -> Result<Option<Url>, Fault> {
    match response.status() {
        status if status.is_success() => Ok(None),
        StatusCode::NOT_MODIFIED if matches!(ask, Ask::IfChanged(_)) => Ok(None),
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::SEE_OTHER
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => {
            let bad = |why: &str| InputFault::BadRedirect { why: why.to_owned() };
            let location = response.headers().get(LOCATION).ok_or_else(|| bad("it does not say where to"))?;
            // Many servers send characters in UTF-8 where RFC 9110 wants them percent-encoded.
            let location =
                str::from_utf8(location.as_bytes()).map_err(|_| bad("its target is not readable"))?;
            Ok(Some(url.join(location).map_err(|error| bad(&error.to_string()))?))
        }
        status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
            Err(EnvironmentFault::Status { code: status.as_u16(), reason: reason(status) }.into())
        }
        status => Err(InputFault::Status { code: status.as_u16(), reason: reason(status) }.into()),
    }
}

/// Whether a server is in trouble that may pass.
pub(super) fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 500 | 502 | 503 | 504)
}

/// What the head of an answer from `url`, which came just now, tells.
pub(super) fn sighting(response: &Response, url: &Url) -> Sighting {
    let headers = response.headers();
    let mut hash = HeaderHash::default();
    for (name, value) in headers {
        hash.add(name.as_str(), value.as_bytes());
    }
    Sighting {
        at: Some(format!("{:.0}", jiff::Timestamp::now())),
        url: Some(url.to_string()),
        status: Some(response.status().as_u16()),
        headers: Some(hash.finish()),
        etag: value(headers, &ETAG),
        last_modified: value(headers, &LAST_MODIFIED),
    }
}

/// The value of a header field, or none when there is nothing in it.
pub(super) fn value(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers
        .get(name)
        .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
        .filter(|value| !value.is_empty())
}

/// The status in words, in lower case, with a space before; nothing for codes without a name.
fn reason(status: StatusCode) -> String {
    status.canonical_reason().map(|reason| format!(" {}", reason.to_lowercase())).unwrap_or_default()
}

/// The fault behind an error of the client.
pub(super) fn fault(error: &reqwest::Error, url: &Url, limits: &Limits) -> Fault {
    let host = url.host_str().unwrap_or_default().to_owned();
    let why = innermost(error);
    let fault = if error.is_timeout() && error.is_connect() {
        EnvironmentFault::CannotConnect { host, why: "no answer in time".to_owned() }
    } else if error.is_timeout() {
        EnvironmentFault::TimedOut { limit: limits.total_time }
    } else if is_tls(error) {
        EnvironmentFault::NoTrust { host, why }
    } else if error.is_connect() {
        EnvironmentFault::CannotConnect { host, why }
    } else {
        EnvironmentFault::BrokenOff { why }
    };
    fault.into()
}

/// The error at the bottom of a chain: the one that says what happened.
pub(super) fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

fn is_tls(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(<dyn Error>::is::<rustls::Error>)
}

/// An error and what it wraps, outermost first. An `io::Error` hides what it was made from: its source is
/// that error's source.
fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| match error.downcast_ref::<std::io::Error>() {
        Some(error) => error.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        None => error.source(),
    })
}
