use std::borrow::Cow;

use crate::decode::Coding;
use crate::headers::HeaderHash;
use crate::{Fault, InputFault};

/// A server's answer as an archive keeps it: status line, header lines, a blank line, the body.
pub struct Stored<'b> {
    /// The status code.
    pub status: u16,
    /// Name and value of each header line, in order.
    headers: Vec<(&'b [u8], &'b [u8])>,
    /// The body as it came over the wire.
    body: &'b [u8],
}

impl<'b> Stored<'b> {
    /// Takes a block apart; none when it is no answer in HTTP.
    pub fn parse(block: &'b [u8]) -> Option<Self> {
        let (first, mut rest) = line(block);
        let mut words = first.split(|&byte| byte == b' ').filter(|word| !word.is_empty());
        words
            .next()
            .filter(|version| version.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"HTTP/")))?;
        let status = str::from_utf8(words.next()?.trim_ascii()).ok()?.parse().ok()?;
        let mut headers = Vec::new();
        while !rest.is_empty() {
            let (header, after) = line(rest);
            rest = after;
            if header.is_empty() {
                break;
            }
            if let Some(colon) = memchr::memchr(b':', header) {
                headers.push((header[..colon].trim_ascii(), header[colon + 1..].trim_ascii()));
            }
        }
        Some(Self { status, headers, body: rest })
    }

    /// The value of the first header line of this name, which is given in lower case.
    pub fn header(&self, name: &str) -> Option<String> {
        self.raw_header(name)
            .map(|value| String::from_utf8_lossy(value).into_owned())
            .filter(|value| !value.is_empty())
    }

    fn raw_header(&self, name: &str) -> Option<&'b [u8]> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name.as_bytes()));
        found.map(|&(_, value)| value)
    }

    /// The hash of the header lines.
    pub fn hash(&self) -> String {
        let mut hash = HeaderHash::default();
        for (name, value) in &self.headers {
            hash.add(&String::from_utf8_lossy(name), value);
        }
        hash.finish()
    }

    /// The body with what was done for the transfer undone, at most `limit` bytes.
    ///
    /// Many archives keep the header lines of an answer whose body they have unpacked already: what does not
    /// have the form that is announced is taken as it is. Of one that is cut off, what stands before the cut, and true.
    ///
    /// # Errors
    /// When it is damaged, or has more than `limit` bytes when unpacked.
    pub fn body(&self, limit: u64) -> Result<(Cow<'b, [u8]>, bool), Fault> {
        let is_chunked = self.raw_header("transfer-encoding").is_some_and(|value| {
            value
                .to_ascii_lowercase()
                .split(|&byte| byte == b',')
                .any(|coding| coding.trim_ascii() == b"chunked")
        });
        let mut body = Cow::Borrowed(self.body);
        if is_chunked && let Some(joined) = join_chunks(self.body) {
            body = Cow::Owned(joined);
        }
        let mut is_cut = false;
        let named = self.header("content-encoding").unwrap_or_default();
        for token in named.split(',').rev().map(str::trim) {
            let Some(coding) = Coding::of_token(token) else { continue };
            let is_so = match coding {
                Coding::Gzip | Coding::Zstandard => Coding::of_data(&body) == Some(coding),
                // These have no signature: a page that begins as pages do was unpacked already.
                Coding::Brotli | Coding::Deflate => !looks_like_text(&body),
            };
            if is_so {
                let (decoded, cut) = coding.decode_what_is_there(&*body, limit)?;
                is_cut |= cut;
                body = Cow::Owned(decoded);
            }
        }
        if body.len() as u64 > limit {
            return Err(InputFault::TooLarge { limit, compressed: false }.into());
        }
        Ok((body, is_cut))
    }
}

/// The first line, without its end, and what follows.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b'\n', bytes) {
        Some(end) => {
            let line = &bytes[..end];
            (line.strip_suffix(b"\r").unwrap_or(line), &bytes[end + 1..])
        }
        None => (bytes.strip_suffix(b"\r").unwrap_or(bytes), &[]),
    }
}

/// The chunks of a body (RFC 9112, section 7.1) as one; none when it does not begin with a chunk. What comes
/// after a broken chunk is lost, as it is in browsers.
fn join_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut is_first = true;
    loop {
        let (size, rest) = line(body);
        let digits = size.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
        let size = str::from_utf8(digits).ok().and_then(|digits| usize::from_str_radix(digits, 16).ok());
        let Some(size) = size else { return (!is_first).then_some(joined) };
        if size == 0 {
            return Some(joined);
        }
        let there = size.min(rest.len());
        joined.extend_from_slice(&rest[..there]);
        body = &rest[there..];
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
        is_first = false;
        if body.is_empty() {
            return Some(joined);
        }
    }
}

fn looks_like_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(256)];
    head.trim_ascii_start().starts_with(b"<") && str::from_utf8(&head[..head.len().min(64)]).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(block: &str) -> String {
        let stored = Stored::parse(block.as_bytes()).unwrap();
        String::from_utf8(stored.body(1000).unwrap().0.into_owned()).unwrap()
    }

    #[test]
    fn chunks_are_joined_only_where_there_are_any() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (chunks, expected) in [
            ("4\r\nbrid\r\n2;x=y\r\nge\r\n0\r\n\r\n", "bridge"),
            ("4\r\nbrid\r\n2\r\nge", "bridge"),
            ("4\nbrid\n2\nge\n0\n", "bridge"),
            ("4\r\nbrid\r\nzz\r\nge", "brid"),
            ("ff\r\nbrid", "brid"),
            ("<p>bridge", "<p>bridge"),
            ("", ""),
        ] {
            assert_eq!(body(&format!("{head}{chunks}")), expected, "{chunks:?}");
        }
        assert_eq!(body("HTTP/1.1 200 OK\r\n\r\n4\r\nbrid"), "4\r\nbrid");
    }

    #[test]
    fn what_was_unpacked_already_is_left_alone() {
        for coding in ["gzip", "br", "deflate", "zstd", "rot13"] {
            let block = format!("HTTP/1.0 200\nContent-Encoding: {coding}\n\n<p>bridge");
            assert_eq!(body(&block), "<p>bridge", "{coding}");
        }
    }

    #[test]
    fn only_an_answer_is_one() {
        for block in ["", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 OK\r\n\r\n", "<p>"] {
            assert!(Stored::parse(block.as_bytes()).is_none(), "{block:?}");
        }
        assert_eq!(Stored::parse(b"http/1.1 200 ok\r\n\r\n").unwrap().status, 200);
        let stored = Stored::parse(b"HTTP/1.1 404 Not Found\r\nETag: \"a\"\r\netag: b").unwrap();
        assert_eq!((stored.status, stored.header("etag")), (404, Some("\"a\"".to_owned())));
        assert!(stored.body(10).unwrap().0.is_empty());
    }
}
