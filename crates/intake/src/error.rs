use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use thiserror::Error;

/// Why an input gave no article. Prints as one line: the input, the line in it when known, the fault.
#[derive(Debug, Error)]
#[error("{}{}: {fault}", named(.input), within(.place.as_ref()))]
pub struct TakeError {
    input: String,
    place: Option<Place>,
    fault: Box<Fault>,
}

impl TakeError {
    pub(crate) fn new(input: String, fault: impl Into<Fault>) -> Self {
        Self { input, place: None, fault: Box::new(fault.into()) }
    }

    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.place = Some(Place::Line(line));
        self
    }

    pub(crate) fn at_hop(mut self, hop: Option<String>) -> Self {
        self.place = hop.map(Place::Hop);
        self
    }

    pub(crate) fn at_record(mut self, number: u64, member: Option<String>) -> Self {
        self.place = Some(Place::Record { number, member });
        self
    }

    /// The path or URL as it was given, `-` for standard input.
    #[must_use]
    pub fn input(&self) -> &str {
        &self.input
    }

    /// The line in the input, counted from 1, when the fault lies in one line of JSON.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match self.place {
            Some(Place::Line(line)) => Some(line),
            _ => None,
        }
    }

    /// What went wrong, and who can act on it.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// What to do about it, as a sentence without full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match &*self.fault {
            Fault::Input(fault) => fault.hint(&self.input),
            Fault::Environment(fault) => fault.hint(&self.input),
        }
    }
}

/// Where in or behind an input a fault lies.
#[derive(Debug)]
enum Place {
    /// A line, counted from 1.
    Line(u64),
    /// A record of an archive, counted from 1, and the file in the input that the archive is.
    Record { number: u64, member: Option<String> },
    /// An address that the input redirects to.
    Hop(String),
}

/// The input as a message names it.
fn named(input: &str) -> &str {
    match input {
        "" => "\"\"",
        "-" => "standard input",
        _ => input,
    }
}

fn within(place: Option<&Place>) -> String {
    match place {
        Some(Place::Line(line)) => format!(", line {line}"),
        Some(Place::Hop(hop)) => format!(", redirected to {hop}"),
        Some(Place::Record { number, member: None }) => format!(", record {number}"),
        Some(Place::Record { number, member: Some(member) }) => format!(", record {number} of {member}"),
        None => String::new(),
    }
}

/// What went wrong, split by who can act on it.
#[derive(Debug, Error)]
pub enum Fault {
    /// Whoever chose the input can: by choosing, unpacking, converting or mending it.
    #[error(transparent)]
    Input(#[from] InputFault),
    /// Whoever looks after the machine, the network or the site can; trying again may help.
    #[error(transparent)]
    Environment(#[from] EnvironmentFault),
}

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
    fn hint(&self, input: &str) -> Option<String> {
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

const SAVE: &str = "open it in a browser, save the page as HTML and give the file";

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

/// What is wrong around an input.
#[derive(Debug, Error)]
pub enum EnvironmentFault {
    /// The system does not let this user read it.
    #[error("permission denied")]
    PermissionDenied,
    /// Any other failure of reading.
    #[error("cannot be read: {0}")]
    Reading(io::Error),
    /// A host name has no address, or nobody could be asked for it.
    #[error("cannot find the host {name}: {why}")]
    HostNotFound {
        /// The host name.
        name: String,
        /// What the look-up says.
        why: String,
    },
    /// No connection to a host.
    #[error("cannot connect to {host}: {why}")]
    CannotConnect {
        /// Its name or address.
        host: String,
        /// What the system says.
        why: String,
    },
    /// A host cannot show that it is who it says it is, or cannot agree on an encryption.
    #[error("no trusted connection to {host}: {why}")]
    NoTrust {
        /// Its name or address.
        host: String,
        /// What TLS says.
        why: String,
    },
    /// It took longer than [`crate::Limits::total_time`].
    #[error("took longer than {} s", .limit.as_secs_f32())]
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// The server went away before the page was complete, or did not speak HTTP.
    #[error("connection broke off: {why}")]
    BrokenOff {
        /// What the client says.
        why: String,
    },
    /// The server has trouble or is too busy.
    #[error("the server answers {code}{reason}")]
    Status {
        /// The HTTP status code.
        code: u16,
        /// Its meaning, with a space before it.
        reason: String,
    },
    /// The server asked not to be asked for a while.
    #[error("the server asks to wait for {seconds} s")]
    AskedToWait {
        /// How long from now.
        seconds: u64,
    },
    /// The client for the web could not be set up.
    #[error("cannot set up the connection to the web: {why}")]
    NoClient {
        /// What it says.
        why: String,
    },
}

impl EnvironmentFault {
    fn hint(&self, input: &str) -> Option<String> {
        Some(match self {
            Self::PermissionDenied => format!("see who may read it with: ls -ld '{input}'"),
            Self::Reading(_) => "check the disk or the connection to it, then try again".to_owned(),
            Self::HostNotFound { .. } | Self::CannotConnect { .. } => {
                "check the address and your connection; saved pages are read without one".to_owned()
            }
            Self::NoTrust { .. } => {
                "check the address and the clock of this machine; if the browser warns too, the site is at fault"
                    .to_owned()
            }
            Self::TimedOut { .. } | Self::BrokenOff { .. } => format!("try again, or {SAVE}"),
            Self::Status { .. } => "try again later".to_owned(),
            Self::AskedToWait { seconds } => format!("try again in {} min", seconds.div_ceil(60)),
            Self::NoClient { .. } => "saved pages can still be read: give their paths".to_owned(),
        })
    }
}

impl Fault {
    /// The fault behind an error of the file system at `path`.
    pub(crate) fn reading(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                InputFault::NotFound { nearest: nearest_name(path) }.into()
            }
            _ => error.into(),
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        // Readers of ours put a fault into the error, for the decoder in between to hand on.
        let error = match error.downcast::<Fault>() {
            Ok(fault) => return fault,
            Err(error) => error,
        };
        Self::Environment(match error.kind() {
            io::ErrorKind::PermissionDenied => EnvironmentFault::PermissionDenied,
            _ => EnvironmentFault::Reading(error),
        })
    }
}

/// The path of the entry beside `path` whose name is most like the one that was typed.
fn nearest_name(path: &Path) -> Option<String> {
    /// More names than this are not compared: an error message should come at once.
    const COMPARED: usize = 10_000;
    let typed = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let (distance, nearest) = std::fs::read_dir(folder.unwrap_or(Path::new(".")))
        .ok()?
        .take(COMPARED)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .map(|name| (strsim::osa_distance(&name.to_lowercase(), &typed.to_lowercase()), name))
        .min()?;
    let letters = typed.chars().count();
    (distance <= letters.div_ceil(4) && distance < letters)
        .then(|| folder.unwrap_or(Path::new("")).join(nearest).to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_the_system_name_the_path() {
        for (error, expected) in [
            (
                io::Error::from(io::ErrorKind::PermissionDenied),
                "a b.html: permission denied (see who may read it with: ls -ld 'a b.html')",
            ),
            (
                io::Error::other("input/output error"),
                "a b.html: cannot be read: input/output error (check the disk or the connection to it, then try again)",
            ),
        ] {
            let error = TakeError::new("a b.html".to_owned(), Fault::reading(Path::new("a b.html"), error));
            assert_eq!(format!("{error} ({})", error.hint().unwrap()), expected);
            assert!(matches!(error.fault(), Fault::Environment(_)));
        }
        let error = TakeError::new("-".to_owned(), InputFault::Empty);
        assert_eq!(error.to_string(), "standard input: is empty");
        let error = TakeError::new("-".to_owned(), InputFault::Empty).at_line(3);
        assert_eq!(error.to_string(), "standard input, line 3: is empty");
    }
}
