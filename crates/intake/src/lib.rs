//! Where articles come from: files, folders, standard input, lines of JSON, addresses on the web.
//!
//! [`take`] turns what a person typed into pages, one at a time. What an input is gets sniffed from
//! its bytes, never guessed from its name. This is the only crate that opens an outgoing connection.

mod decode;
mod error;
mod gate;
mod headers;
mod json;
mod ledger;
mod open;
mod options;
mod ready;
mod sniff;
mod taken;
mod walk;

use std::fs::File;
use std::iter::Peekable;
use std::path::Path;

pub use error::{EnvironmentFault, Fault, InputFault, TakeError};
pub use ledger::{Ask, Ledger, Seen, Skipped, Summary, Validators};
pub use options::{FetchLinks, Limits, Options};
pub use ready::ReadyArticle;
pub use taken::{Content, FeedItem, Taken};

use gate::{Failed, Gate};
use json::Articles;
use open::Opened;
use walk::Walk;

/// Takes every input in turn: a path, a folder, `-` for standard input, or an `http`/`https` URL.
///
/// Lazy: one page or one line of JSON is in memory at a time. An error is an item like any other,
/// and what comes after it is still taken. Folders are walked in sorted order.
pub fn take<'a>(
    inputs: &'a [String],
    options: &'a Options,
) -> impl Iterator<Item = Result<Taken, TakeError>> + Send + 'a {
    Intake { inputs: inputs.iter(), options, folder: None, articles: None, gate: None }
}

struct Intake<'a> {
    inputs: std::slice::Iter<'a, String>,
    options: &'a Options,
    /// The folder that is being walked.
    folder: Option<Folder<'a>>,
    /// The JSON input whose articles are being handed out.
    articles: Option<(String, Box<Peekable<Articles>>)>,
    /// Opened for the first URL and kept for the next.
    gate: Option<Gate>,
}

struct Folder<'a> {
    input: &'a str,
    walk: Walk,
    /// Whether it has given anything yet, be it an error.
    gave: bool,
}

impl Iterator for Intake<'_> {
    type Item = Result<Taken, TakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.next_article() {
                return Some(item);
            }
            let taken = if self.folder.is_some() { self.next_in_folder() } else { self.next_input()? };
            if let Some(item) = taken {
                return Some(item);
            }
        }
    }
}

impl<'a> Intake<'a> {
    fn next_article(&mut self) -> Option<Result<Taken, TakeError>> {
        let (input, articles) = self.articles.as_mut()?;
        let Some((line, article)) = articles.next() else {
            self.articles = None;
            return None;
        };
        Some(match article {
            Ok(article) => Ok(Taken {
                input: input.clone(),
                id: article.id.clone(),
                url: article.url.clone(),
                content: Content::Ready(Box::new(article)),
                sighting: None,
                from_feed: None,
                diagnostics: Vec::new(),
            }),
            Err(fault) => Err(TakeError::new(input.clone(), fault).at_line(line)),
        })
    }

    /// The next input's page, or none when it turned out to hold several; the outer none is the end.
    fn next_input(&mut self) -> Option<Option<Result<Taken, TakeError>>> {
        let input: &'a str = self.inputs.next()?;
        let path = Path::new(input);
        let opened = if input == "-" {
            open::open(std::io::stdin(), None, self.options)
        } else if is_url(input) {
            return Some(self.fetch(input));
        } else if path.is_dir() {
            self.folder = Some(Folder { input, walk: Walk::new(path), gave: false });
            return Some(None);
        } else {
            self.open_file(path)
        };
        Some(self.hand_out(input.to_owned(), opened))
    }

    /// The folder's next page, or none when that file is not a page or the folder is done.
    fn next_in_folder(&mut self) -> Option<Result<Taken, TakeError>> {
        let folder = self.folder.as_mut()?;
        let Some(found) = folder.walk.next() else {
            let (input, gave) = (folder.input.to_owned(), folder.gave);
            self.folder = None;
            return (!gave).then(|| Err(TakeError::new(input, InputFault::NoPages)));
        };
        let (path, mut opened) = match found {
            Ok(path) => {
                let opened = self.open_file(&path);
                (path, opened)
            }
            Err((path, error)) => {
                let fault = Fault::reading(&path, error);
                (path, Err(fault))
            }
        };
        let is_a_page = match &mut opened {
            Ok(Opened::One(_)) => true,
            Ok(Opened::Many(articles)) => !articles.peek().is_some_and(|(_, first)| is_other_json(first)),
            Err(fault) => !matches!(fault, Fault::Input(InputFault::NotAPage { .. })),
        };
        if !is_a_page {
            return None;
        }
        if let Some(folder) = &mut self.folder {
            folder.gave = true;
        }
        self.hand_out(path.to_string_lossy().into_owned(), opened)
    }

    fn open_file(&self, path: &Path) -> Result<Opened, Fault> {
        let file = File::open(path).map_err(|error| Fault::reading(path, error))?;
        let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len());
        open::open(file, size, self.options)
    }

    fn fetch(&mut self, input: &str) -> Option<Result<Taken, TakeError>> {
        let fetched = self.gate().and_then(|gate| gate.fetch(input));
        let fetched = match fetched {
            Ok(fetched) => fetched,
            Err(Failed { hop, fault }) => {
                return Some(Err(TakeError::new(input.to_owned(), fault).at_hop(hop)));
            }
        };
        let opened = open::open_fetched(fetched.bytes, fetched.content_type, self.options);
        let item = self.hand_out(input.to_owned(), opened)?;
        Some(item.map(|taken| Taken {
            url: Some(fetched.url.into()),
            sighting: Some(fetched.sighting),
            diagnostics: fetched.diagnostics,
            ..taken
        }))
    }

    fn gate(&mut self) -> Result<&Gate, Failed> {
        let gate = match self.gate.take() {
            Some(gate) => gate,
            None => Gate::new(self.options).map_err(|fault| Failed { hop: None, fault })?,
        };
        Ok(self.gate.insert(gate))
    }

    fn hand_out(&mut self, input: String, opened: Result<Opened, Fault>) -> Option<Result<Taken, TakeError>> {
        match opened {
            Ok(Opened::One(content)) => Some(Ok(Taken { input, content, ..Taken::default() })),
            Ok(Opened::Many(articles)) => {
                self.articles = Some((input, articles));
                None
            }
            Err(fault) => Some(Err(TakeError::new(input, fault))),
        }
    }
}

/// Whether an input has a scheme and so is no path, not even `C:\`. Which schemes there are is for the gate.
fn is_url(input: &str) -> bool {
    input.split_once("://").is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// Whether a file of JSON, going by its first value, holds something else than articles.
fn is_other_json(first: &Result<ReadyArticle, Fault>) -> bool {
    matches!(first, Err(Fault::Input(InputFault::NotAnArticle { .. })))
}
