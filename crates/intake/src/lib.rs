//! Where articles come from: files, folders, standard input, lines of JSON, addresses on the web.
//!
//! [`take`] turns what a person typed into pages, one at a time. What an input is gets sniffed from
//! its bytes, never guessed from its name. This is the only crate that opens an outgoing connection.

pub mod archive;
mod decode;
mod error;
mod gate;
mod headers;
mod json;
mod ledger;
pub mod list;
mod listing;
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

use archive::Pages;
use sayso_model::Sighting;

use gate::{Failed, Gate};
use json::Articles;
use listing::{Next, Parts};
use open::Opened;
use walk::Walk;

/// Takes every input in turn: a path, a folder, `-` for standard input, or an `http`/`https` URL.
///
/// Lazy: one page, one line of JSON or one record of an archive is in memory at a time. An error is an item like
/// any other, and what comes after it is still taken. Folders are walked in sorted order.
pub fn take<'a>(
    inputs: &'a [String],
    options: &'a Options,
) -> impl Iterator<Item = Result<Taken, TakeError>> + Send + 'a {
    Intake { inputs: inputs.iter(), options, open: Vec::new(), gate: None }
}

struct Intake<'a> {
    inputs: std::slice::Iter<'a, String>,
    options: &'a Options,
    /// What holds several articles and was begun, each within the one before it.
    open: Vec<Whole<'a>>,
    /// Opened for the first URL and kept for the next.
    gate: Option<Gate>,
}

/// Something that holds several articles.
enum Whole<'a> {
    Folder(Folder<'a>),
    Articles(String, Box<Peekable<Articles>>),
    Archive(Box<Pages>),
    List(Box<Parts>),
}

struct Folder<'a> {
    input: &'a str,
    walk: Walk,
    /// Whether it has given anything yet, be it an error.
    gave: bool,
}

type Item = Result<Taken, TakeError>;

impl Iterator for Intake<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let step = match self.open.last_mut() {
                None => self.next_input()?,
                Some(Whole::Folder(_)) => self.next_in_folder(),
                Some(Whole::Articles(input, articles)) => {
                    let item = articles.next().map(|(line, article)| ready(input, line, article));
                    self.or_close(item)
                }
                Some(Whole::Archive(pages)) => {
                    let item = pages.next();
                    self.or_close(item)
                }
                Some(Whole::List(parts)) => match parts.next(self.options) {
                    Next::Item(item) => Some(*item),
                    Next::Fetch(url, ask) => self.fetch(&url, &ask),
                    Next::End => self.or_close(None),
                },
            };
            if let Some(item) = step {
                return Some(item);
            }
        }
    }
}

impl<'a> Intake<'a> {
    /// The item of what was opened last; without one it is at its end.
    fn or_close(&mut self, item: Option<Item>) -> Option<Item> {
        if item.is_none() {
            self.open.pop();
        }
        item
    }

    /// The next input's page, or none when it turned out to hold several; the outer none is the end.
    fn next_input(&mut self) -> Option<Option<Item>> {
        let input: &'a str = self.inputs.next()?;
        let path = Path::new(input);
        let opened = if input == "-" {
            open::open(std::io::stdin(), self.options)
        } else if is_url(input) {
            let ask = self.options.ask(input, None);
            return Some(self.fetch(input, &ask));
        } else if path.is_dir() {
            self.open.push(Whole::Folder(Folder { input, walk: Walk::new(path), gave: false }));
            return Some(None);
        } else {
            self.open_file(path)
        };
        Some(self.hand_out(input.to_owned(), opened))
    }

    /// The folder's next page, or none when that file is not a page or the folder is done.
    fn next_in_folder(&mut self) -> Option<Item> {
        let Some(Whole::Folder(folder)) = self.open.last_mut() else { return None };
        let Some(found) = folder.walk.next() else {
            let (input, gave) = (folder.input.to_owned(), folder.gave);
            self.open.pop();
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
            Ok(Opened::One(_) | Opened::Archive(_)) => true,
            // What only names addresses is for those who name it: no folder is walked onto the web.
            Ok(Opened::List(kind, ..)) => {
                matches!(kind, list::Kind::Feed | list::Kind::JsonFeed)
                    || self.options.fetch_links == FetchLinks::Always
            }
            Ok(Opened::Many(articles)) => !articles.peek().is_some_and(|(_, first)| is_other_json(first)),
            Err(fault) => !matches!(fault, Fault::Input(InputFault::NotAPage { .. })),
        };
        if !is_a_page {
            return None;
        }
        if let Some(Whole::Folder(folder)) = self.open.last_mut() {
            folder.gave = true;
        }
        self.hand_out(path.to_string_lossy().into_owned(), opened)
    }

    fn open_file(&self, path: &Path) -> Result<Opened, Fault> {
        let file = File::open(path).map_err(|error| Fault::reading(path, error))?;
        open::open_file(file, self.options)
    }

    /// Fetches a page, or none when it turned out to hold several or to be the same as before.
    fn fetch(&mut self, input: &str, ask: &Ask) -> Option<Item> {
        if *ask == Ask::Not {
            return None;
        }
        let fetched = match self.gate().and_then(|gate| gate.fetch(input, ask)) {
            Ok(fetched) => fetched,
            Err(Failed { hop, fault }) => {
                return Some(Err(TakeError::new(input.to_owned(), fault).at_hop(hop)));
            }
        };
        if fetched.sighting.status == Some(304) {
            self.options.tell(&fetched.sighting, Seen::Unchanged);
            return None;
        }
        let opened = open::open_fetched(fetched.bytes, fetched.content_type, self.options);
        if let Ok(Opened::List(kind, bytes, content_type)) = opened {
            self.options.tell(&fetched.sighting, Seen::List);
            return self.open_list(
                input.to_owned(),
                kind,
                &bytes,
                content_type.as_deref(),
                Some(fetched.sighting),
            );
        }
        let item = self.hand_out(input.to_owned(), opened)?;
        Some(item.map(|taken| Taken {
            url: Some(fetched.url.into()),
            sighting: Some(fetched.sighting),
            diagnostics: fetched.diagnostics,
            ..taken
        }))
    }

    /// Begins a list, or tells why not.
    fn open_list(
        &mut self,
        input: String,
        kind: list::Kind,
        bytes: &[u8],
        content_type: Option<&str>,
        fetched: Option<Sighting>,
    ) -> Option<Item> {
        /// An index of sitemaps, a sitemap, a page; or a list of feeds, a feed, a page. One more is no use.
        const DEEPEST: usize = 3;
        let open = self.open.iter().filter_map(|whole| match whole {
            Whole::List(parts) => Some(parts.input()),
            _ => None,
        });
        let open: Vec<&str> = open.collect();
        if open.len() >= DEEPEST || open.contains(&input.as_str()) {
            return Some(Err(TakeError::new(input, InputFault::ListsInLists)));
        }
        let parts = Parts::read(input, kind, bytes, content_type, fetched, self.options);
        self.open.push(Whole::List(Box::new(parts)));
        None
    }

    fn gate(&mut self) -> Result<&Gate, Failed> {
        let gate = match self.gate.take() {
            Some(gate) => gate,
            None => Gate::new(self.options).map_err(|fault| Failed { hop: None, fault })?,
        };
        Ok(self.gate.insert(gate))
    }

    fn hand_out(&mut self, input: String, opened: Result<Opened, Fault>) -> Option<Item> {
        let whole = match opened {
            Ok(Opened::One(content)) => return Some(Ok(Taken { input, content, ..Taken::default() })),
            Ok(Opened::Many(articles)) => Whole::Articles(input, articles),
            Ok(Opened::Archive(pages)) => Whole::Archive(Box::new(pages.named(&input))),
            Ok(Opened::List(kind, bytes, content_type)) => {
                return self.open_list(input, kind, &bytes, content_type.as_deref(), None);
            }
            Err(fault) => return Some(Err(TakeError::new(input, fault))),
        };
        self.open.push(whole);
        None
    }
}

/// A ready article as it is handed out.
fn ready(input: &str, line: u64, article: Result<ReadyArticle, Fault>) -> Item {
    match article {
        Ok(article) => Ok(Taken {
            input: input.to_owned(),
            id: article.id.clone(),
            url: article.url.clone(),
            content: Content::Ready(Box::new(article)),
            ..Taken::default()
        }),
        Err(fault) => Err(TakeError::new(input.to_owned(), fault).at_line(line)),
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
