use std::io;
use std::path::Path;

use thiserror::Error;

/// Why an input gave no article. Prints as one line: the input, the line in it when known, the fault.
#[derive(Debug, Error)]
#[error("{}{}: {fault}", named(.input), .line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct TakeError {
    input: String,
    line: Option<u64>,
    fault: Box<Fault>,
}

impl TakeError {
    pub(crate) fn new(input: String, fault: impl Into<Fault>) -> Self {
        Self { input, line: None, fault: Box::new(fault.into()) }
    }

    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
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
        self.line
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

/// The input as a message names it.
fn named(input: &str) -> &str {
    match input {
        "" => "\"\"",
        "-" => "standard input",
        _ => input,
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
            Self::BrokenJson { .. } => "each line must be one whole JSON object; --text reads the file as plain text"
                .to_owned(),
            Self::NotAnArticle { .. } => {
                "an article is an object with a string \"text\", and \"id\", \"title\", \"url\", \"published\" \
                 where known"
                    .to_owned()
            }
        })
    }
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
}

impl EnvironmentFault {
    fn hint(&self, input: &str) -> Option<String> {
        Some(match self {
            Self::PermissionDenied => format!("see who may read it with: ls -ld '{input}'"),
            Self::Reading(_) => "check the disk or the connection to it, then try again".to_owned(),
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
    (distance <= typed.chars().count().div_ceil(4))
        .then(|| folder.unwrap_or(Path::new("")).join(nearest).to_string_lossy().into_owned())
}
