//! Why an input gave no article, as people are told.

mod environment;
mod input;

use std::io;
use std::path::Path;

use thiserror::Error;

pub use environment::{EnvironmentFault, WhyLeft};
pub use input::InputFault;

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

/// What an input calls something, fit for a message: its control characters would make several lines of it.
pub(crate) fn one_line(written: &str) -> String {
    /// More of it tells nobody more.
    const SHOWN: usize = 100;
    let mut shown: String =
        written.chars().take(SHOWN).map(|one| if one.is_control() { ' ' } else { one }).collect();
    if written.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
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

/// What helps where a program is not let in.
const SAVE: &str = "open it in a browser, save the page as HTML and give the file";

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
        // A link that leads nowhere is there under its name, and is not what is meant.
        .filter(|name| name != typed)
        .map(|name| (strsim::osa_distance(&name.to_lowercase(), &typed.to_lowercase()), name))
        .min()?;
    let letters = typed.chars().count();
    (distance <= letters.div_ceil(4) && distance < letters)
        .then(|| folder.unwrap_or(Path::new("")).join(nearest).to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_not_what_was_meant() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("broken");
        std::os::unix::fs::symlink(folder.path().join("none"), &link).unwrap();
        assert_eq!(nearest_name(&link), None);
    }

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
