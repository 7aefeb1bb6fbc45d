use std::io::{self, Read};
use std::time::Instant;

use reqwest::blocking::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};

use super::response::{innermost, value};
use super::time_left;
use crate::decode::Coding;
use crate::{EnvironmentFault, Fault, InputFault, Limits};

/// The type a page was served as and its body, decompressed.
pub(super) fn read(
    response: Response,
    limits: &Limits,
    deadline: Instant,
) -> Result<(Option<String>, Vec<u8>), Fault> {
    let content_type = value(response.headers(), &CONTENT_TYPE);
    check_type(content_type.as_deref())?;
    Ok((content_type, read_any(response, limits, deadline)?))
}

/// The body of an answer of whatever type, decompressed.
pub(super) fn read_any(response: Response, limits: &Limits, deadline: Instant) -> Result<Vec<u8>, Fault> {
    let codings = codings(response.headers())?;
    if response.content_length().is_some_and(|length| length > limits.wire_bytes) {
        return Err(InputFault::TransferTooLarge { limit: limits.wire_bytes }.into());
    }
    let mut wire = Wire { response, limits, deadline, read: 0 };
    let mut codings = codings.into_iter();
    let mut bytes = match codings.next() {
        None => {
            let mut bytes = Vec::new();
            wire.read_to_end(&mut bytes)?;
            bytes
        }
        Some(coding) => coding.decode(&mut wire, limits.decoded_bytes)?,
    };
    for coding in codings {
        bytes = coding.decode(&*bytes, limits.decoded_bytes)?;
    }
    Ok(bytes)
}

/// Refuses what is said to be no page. Where the type says nothing, the content decides later.
fn check_type(content_type: Option<&str>) -> Result<(), InputFault> {
    const ACCEPTED: &[&str] = &[
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/xml",
        "text/x-opml",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/warc",
        "application/json",
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines",
        "application/json-lines",
        "application/gzip",
        "application/x-gzip",
        "application/octet-stream",
        "binary/octet-stream",
    ];
    let Some(content_type) = content_type else { return Ok(()) };
    let name = content_type.split(';').next().unwrap_or_default().trim();
    if ACCEPTED.iter().any(|accepted| accepted.eq_ignore_ascii_case(name)) {
        Ok(())
    } else {
        Err(InputFault::ContentType { name: name.to_lowercase() })
    }
}

/// The codings to undo, the outermost first. Each one multiplies what a few bytes can become, and honest
/// servers use one.
fn codings(headers: &HeaderMap) -> Result<Vec<Coding>, InputFault> {
    const MOST: usize = 2;
    let named = value(headers, &CONTENT_ENCODING).unwrap_or_default();
    let tokens = named
        .split(',')
        .map(str::trim)
        .filter(|token| !token.is_empty() && !token.eq_ignore_ascii_case("identity"));
    let codings: Option<Vec<Coding>> = tokens.rev().map(Coding::of_token).collect();
    codings.filter(|codings| codings.len() <= MOST).ok_or(InputFault::ContentEncoding { named })
}

/// A body as it comes over the wire, within the limits of size and time.
struct Wire<'l> {
    response: Response,
    limits: &'l Limits,
    deadline: Instant,
    read: u64,
}

impl Read for Wire<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        time_left(self.deadline, self.limits).map_err(|fault| io::Error::other(Fault::from(fault)))?;
        let read = self.response.read(buffer).map_err(|error| io::Error::other(self.fault(&error)))?;
        self.read += read as u64;
        if self.read > self.limits.wire_bytes {
            let fault = InputFault::TransferTooLarge { limit: self.limits.wire_bytes };
            return Err(io::Error::other(Fault::from(fault)));
        }
        Ok(read)
    }
}

impl Wire<'_> {
    fn fault(&self, error: &io::Error) -> Fault {
        let is_timeout = Instant::now() >= self.deadline
            || error.kind() == io::ErrorKind::TimedOut
            || error
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<reqwest::Error>())
                .is_some_and(reqwest::Error::is_timeout);
        if is_timeout {
            EnvironmentFault::TimedOut { limit: self.limits.total_time }.into()
        } else {
            EnvironmentFault::BrokenOff { why: innermost(error) }.into()
        }
    }
}
