use serde::{Deserialize, Serialize};

/// One time that something was seen where it stands: what the server, or the archive that kept its answer,
/// told about it besides the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// When it was fetched, ISO 8601 in UTC.
    pub at: Option<String>,
    /// The address it was fetched from, after redirects.
    pub url: Option<String>,
    /// The HTTP status code.
    pub status: Option<u16>,
    /// SHA-256, in hexadecimal, of the response's header lines: each name in lower case, a colon, a space, the
    /// value and a line feed, in the order they came.
    pub headers: Option<String>,
    /// The entity tag, with its quotation marks, as the server wants it back.
    pub etag: Option<String>,
    /// `Last-Modified`, as the server wrote it and wants it back.
    pub last_modified: Option<String>,
}
