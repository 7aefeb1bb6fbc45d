use std::net::IpAddr;

use thiserror::Error;

use super::SAVE;

/// What is wrong with an input.
#[derive(Debug, Error)]
pub enum InputFault {
    /// Nothing is there.
    #[error("no such file or folder")]
    NotFound {
        /// The most similar name in the folder where it should be.
        nearest: Option<String>,
    },
    /// A folder was walked to the end and held no page.
    #[error("the folder holds no pages")]
    NoPages,
    /// Nothing is in it, or nothing but white space.
    #[error("is empty")]
    Empty,
    /// It is something else than a page.
    #[error("looks like {what}, not like a page or text")]
    NotAPage {
        /// What it looks like, with its article: `a PDF document`.
        what: &'static str,
        /// What can be done with such a thing.
        hint: &'static str,
    },
    /// It is larger than [`crate::Limits::decoded_bytes`].
    #[error("holds more than {limit} bytes{}", if *.compressed { " when decompressed" } else { "" })]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
        /// Whether it was decompressed.
        compressed: bool,
    },
    /// Compressed data stops before its end mark.
    #[error("{format} stream ends early")]
    EndsEarly {
        /// `gzip`, …
        format: &'static str,
    },
    /// Compressed data contradicts itself.
    #[error("{format} stream is damaged: {why}")]
    Damaged {
        /// `gzip`, …
        format: &'static str,
        /// What the decoder says.
        why: String,
    },
    /// One record of an archive cannot be read.
    #[error("is broken: {why}")]
    BrokenRecord {
        /// What is wrong with it.
        why: String,
    },
    /// A feed or another list cannot be read to its end.
    #[error("cannot be read to its end: {why}")]
    BrokenList {
        /// What the parser says.
        why: String,
    },
    /// A list names more than [`crate::Limits::listed`] addresses.
    #[error("names more than {limit} addresses")]
    ListTooLong {
        /// The limit.
        limit: usize,
    },
    /// A list names what are no addresses on the web, or none to fetch.
    #[error("names {} that cannot be fetched, {}{first}", addresses(*.count), if *.count == 1 { "" } else { "the first of them " })]
    BadAddresses {
        /// How many.
        count: u64,
        /// The first.
        first: String,
    },
    /// Lists that name lists, without end.
    #[error("is a list within lists within lists")]
    ListsInLists,
    /// A file inside the input is refused.
    #[error("holds {name}, {why}")]
    Member {
        /// Its name.
        name: String,
        /// Why, as a clause: `which is encrypted`.
        why: &'static str,
    },
    /// A line or value is not JSON.
    #[error("not valid JSON: {why}")]
    BrokenJson {
        /// What the parser says, with the column.
        why: String,
    },
    /// A JSON value is not an article.
    #[error("not an article: {why}")]
    NotAnArticle {
        /// What is missing or wrong.
        why: String,
    },
    /// An address on the web cannot be asked for.
    #[error("not an address to fetch: {why}")]
    BadUrl {
        /// What is wrong with it.
        why: String,
    },
    /// A host name means this machine or its own network.
    #[error("{name} is a name in this machine's own network")]
    LocalName {
        /// The host name.
        name: String,
    },
    /// A host has no other than local addresses.
    #[error("leads to {address}, a {kind} address")]
    LocalAddress {
        /// The first one.
        address: IpAddr,
        /// `loopback`, `private`, …
        kind: &'static str,
    },
    /// A host has no other than addresses that nothing can be fetched from.
    #[error("leads to {address}, {} {kind} address that serves no pages", if *.kind == "unspecified" { "an" } else { "a" })]
    NoSuchAddress {
        /// The first one.
        address: IpAddr,
        /// `multicast`, `documentation`, …
        kind: &'static str,
    },
    /// The site asks programs not to fetch it (RFC 9309).
    #[error("not allowed by robots.txt{}", robots_trouble(*.status))]
    NotAllowed {
        /// The status with which its `robots.txt` could not be had, which counts as a no.
        status: Option<u16>,
    },
    /// A redirect leads nowhere.
    #[error("redirects, but {why}")]
    BadRedirect {
        /// What is wrong with it.
        why: String,
    },
    /// Redirects lead back to where they came from.
    #[error("redirects in a circle, back to {to}")]
    RedirectCircle {
        /// Where the circle closes.
        to: String,
    },
    /// Redirects lead on and on.
    #[error("redirects more than {limit} times")]
    TooManyRedirects {
        /// [`crate::Limits::redirects`].
        limit: usize,
    },
    /// The server has no page there for us.
    #[error("the server answers {code}{reason}")]
    Status {
        /// The HTTP status code.
        code: u16,
        /// Its meaning, with a space before it.
        reason: String,
    },
    /// The server says that it is something else than a page.
    #[error("served as {name}, not as a page or text")]
    ContentType {
        /// The media type.
        name: String,
    },
    /// The server compressed it in a way that cannot be undone.
    #[error("compressed as {named}, which is not known here")]
    ContentEncoding {
        /// The header's value.
        named: String,
    },
    /// It is larger than [`crate::Limits::wire_bytes`].
    #[error("transfer is longer than {limit} bytes")]
    TransferTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
}

impl InputFault {
    pub(super) fn hint(&self, input: &str) -> Option<String> {
        Some(match self {
            Self::NotFound { nearest: Some(nearest) } => format!("did you mean {nearest}?"),
            Self::NotFound { nearest: None } if looks_like_a_host(input) => {
                format!("to fetch it from the web, write https://{input}")
            }
            Self::NotFound { nearest: None } => "check the spelling and the folder you are in".to_owned(),
            Self::NoPages => "pages are HTML, plain text (.txt), or JSON lines with a \"text\" field; hidden files \
                              are not looked at"
                .to_owned(),
            Self::Empty => "save the page again, or leave it out".to_owned(),
            Self::NotAPage { hint, .. } => (*hint).to_owned(),
            Self::TooLarge { compressed: true, .. } => {
                "decompress it first; JSON lines of any size are then read line by line".to_owned()
            }
            Self::TooLarge { compressed: false, .. } => {
                "one page should not be that large; split it, or give JSON with one article a line".to_owned()
            }
            Self::EndsEarly { .. } => "the file is cut off: copy or download it again".to_owned(),
            Self::Damaged { .. } => "copy or download it again".to_owned(),
            Self::BrokenRecord { .. } => {
                "the records that can be read are; copy or download the archive again to get the others".to_owned()
            }
            Self::BrokenList { .. } => "what stands before that place was taken".to_owned(),
            Self::ListTooLong { .. } => "the rest was left out; give it in several lists".to_owned(),
            Self::BadAddresses { .. } => {
                "they were left out; only whole http and https addresses are fetched".to_owned()
            }
            Self::ListsInLists => "give the address of the feed or sitemap itself".to_owned(),
            Self::Member { .. } => {
                "it was left out; if you trust it, unpack it and give the files".to_owned()
            }
            Self::BrokenJson { .. } => "each line must be one whole JSON object; --text reads the file as plain text"
                .to_owned(),
            Self::NotAnArticle { .. } => {
                "an article is an object with a string \"text\", and \"id\", \"title\", \"url\", \"published\" \
                 where known"
                    .to_owned()
            }
            Self::BadUrl { .. } => {
                "give it as the browser shows it: https://host/path; a file is given by its path alone".to_owned()
            }
            Self::LocalName { .. } | Self::LocalAddress { .. } => {
                "if it is your own machine or network and you trust the address, add --allow-local".to_owned()
            }
            Self::NoSuchAddress { .. } => "check the address".to_owned(),
            Self::NotAllowed { status: None } => format!("the site asks programs to stay away from it; {SAVE}"),
            Self::NotAllowed { status: Some(_) } => format!("try again later, or {SAVE}"),
            Self::BadRedirect { .. } | Self::TooManyRedirects { .. } | Self::ContentEncoding { .. } => SAVE.to_owned(),
            Self::RedirectCircle { .. } => format!("the site may insist on cookies; {SAVE}"),
            Self::Status { code: 404 | 410, .. } => "check the address; the page may have moved or gone".to_owned(),
            Self::Status { .. } => format!("the site may not let programs in; {SAVE}"),
            Self::ContentType { .. } => {
                "give the address of an article's page; other things can be saved and converted first".to_owned()
            }
            Self::TransferTooLarge { .. } => "download it with another program and give the file".to_owned(),
        })
    }
}

fn robots_trouble(status: Option<u16>) -> String {
    status
        .map(|status| format!(": the server answers {status} for it, so nothing counts as allowed"))
        .unwrap_or_default()
}

/// Whether a path that does not exist was perhaps meant as an address: `news.example/story`.
fn looks_like_a_host(input: &str) -> bool {
    let host = input.split('/').next().unwrap_or_default();
    let Some((name, suffix)) = host.rsplit_once('.') else { return false };
    let file_suffix = ["html", "htm", "xhtml", "txt", "json", "jsonl", "gz", "md"].contains(&suffix);
    !name.is_empty()
        && suffix.len() >= 2
        && suffix.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !file_suffix
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
}

/// `1 address`, `12 addresses`.
fn addresses(count: u64) -> String {
    format!("{count} address{}", if count == 1 { "" } else { "es" })
}
