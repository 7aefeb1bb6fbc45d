use std::ffi::OsStr;
use std::fs::File;
use std::iter::Peekable;
use std::path::Path;

use sayso_model::Sighting;

use crate::archive::Pages;
use crate::crawl::{Arrived, Crawl, Errand};
use crate::gate::{Failed, Fetched, Gate};
use crate::json::Articles;
use crate::listing::{ListId, Lists, Next, Parts, why_missing};
use crate::open::{self, Opened};
use crate::walk::Walk;
use crate::{
    Ask, Content, Fault, FetchLinks, InputFault, Occasion, Options, ReadyArticle, Seen, Skipped, TakeError,
    Taken, is_url, list,
};

/// Takes inputs: those on the disk one after the other, those on the web one after the other or many at once.
pub(crate) struct Intake<'a> {
    inputs: std::vec::IntoIter<&'a OsStr>,
    options: &'a Options,
    /// What holds several articles and was begun, each within the one before it.
    open: Vec<Whole>,
    lists: Lists,
    /// Opened for the first URL and kept for the next.
    web: Option<Web>,
}

/// Something that holds several articles.
enum Whole {
    Folder(Folder),
    Articles(String, Box<Peekable<Articles>>),
    Archive(Box<Pages>),
    List(Box<Parts>),
}

struct Folder {
    input: String,
    walk: Walk,
    /// Whether it has given anything yet, be it an error.
    gave: bool,
}

/// The way to the web.
enum Web {
    /// One thing at a time.
    InOrder(Box<Gate>),
    Many(Box<Crawl>),
}

type Item = Result<Taken, TakeError>;

impl Iterator for Intake<'_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            // What has arrived goes first: its threads wait for it, and the disk does not run away.
            if let Some(arrived) = self.crawl().and_then(Crawl::arrived) {
                if let Some(item) = self.came_back(arrived) {
                    return Some(item);
                }
                continue;
            }
            let is_full = self.crawl().is_some_and(|crawl| crawl.is_full());
            if !is_full && let Some(step) = self.step() {
                if let Some(item) = step {
                    return Some(item);
                }
                continue;
            }
            match self.crawl()?.wait() {
                Some(arrived) => {
                    if let Some(item) = self.came_back(arrived) {
                        return Some(item);
                    }
                }
                None => return self.crawl()?.next_left_out().map(Err),
            }
        }
    }
}

impl<'a> Intake<'a> {
    pub(crate) fn new(inputs: Vec<&'a OsStr>, options: &'a Options) -> Self {
        Self { inputs: inputs.into_iter(), options, open: Vec::new(), lists: Lists::default(), web: None }
    }

    /// Begins with what `bytes` hold.
    pub(crate) fn bytes(&mut self, input: &str, bytes: Vec<u8>) -> Option<Item> {
        let opened = open::open_fetched(bytes, None, self.options);
        self.hand_out(input.to_owned(), opened)
    }

    /// The next item of what is on this machine; the inner none when there was none this time, the outer when there
    /// will be no more.
    fn step(&mut self) -> Option<Option<Item>> {
        Some(match self.open.last_mut() {
            None => return self.next_input(),
            Some(Whole::Folder(_)) => self.next_in_folder(),
            Some(Whole::Articles(input, articles)) => {
                let item = articles.next().map(|(line, article)| ready(input, line, article));
                self.or_close(item)
            }
            Some(Whole::Archive(pages)) => {
                let item = pages.next();
                self.or_close(item)
            }
            Some(Whole::List(parts)) => match parts.next(&mut self.lists, self.options) {
                Next::Item(item) => Some(*item),
                Next::Fetch(errand) => self.fetch(errand),
                Next::End => self.or_close(None),
            },
        })
    }

    /// The item of what was opened last; without one it is at its end.
    fn or_close(&mut self, item: Option<Item>) -> Option<Item> {
        if item.is_none() {
            self.open.pop();
        }
        item
    }

    /// The next input's page, or none when it turned out to hold several; the outer none is the end.
    fn next_input(&mut self) -> Option<Option<Item>> {
        let given = self.inputs.next()?;
        let path = Path::new(given);
        let input = given.to_string_lossy().into_owned();
        let opened = if input == "-" {
            open::open(std::io::stdin(), self.options)
        } else if is_url(&input) {
            let ask = self.options.ask(&input, Occasion::Named);
            return Some(self.fetch(Errand { url: input, ask, list: None, depth: 0 }));
        } else if path.is_dir() {
            self.open.push(Whole::Folder(Folder { input, walk: Walk::new(path), gave: false }));
            return Some(None);
        } else {
            self.open_file(path)
        };
        Some(self.hand_out(input, opened))
    }

    /// The folder's next page, or none when that file is not a page or the folder is done.
    fn next_in_folder(&mut self) -> Option<Item> {
        let Some(Whole::Folder(folder)) = self.open.last_mut() else { return None };
        let Some(found) = folder.walk.next() else {
            let (input, gave) = (std::mem::take(&mut folder.input), folder.gave);
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

    /// Fetches a page, or has it fetched; none when it gave no article, or is still to come.
    fn fetch(&mut self, errand: Errand) -> Option<Item> {
        if errand.ask == Ask::Not {
            return None;
        }
        match self.web() {
            Ok(Web::InOrder(gate)) => {
                let fetched = gate.fetch(&errand.url, &errand.ask);
                self.came_back(Arrived::Fetched(errand, Box::new(fetched)))
            }
            Ok(Web::Many(crawl)) => match crawl.send(errand) {
                Ok(()) => None,
                Err(errand) => {
                    self.lists.came_back(&errand, Some(Skipped::LeftOut), self.options);
                    None
                }
            },
            Err(fault) => {
                let failed = Err(Failed { hop: None, fault });
                self.came_back(Arrived::Fetched(errand, Box::new(failed)))
            }
        }
    }

    fn crawl(&mut self) -> Option<&mut Crawl> {
        match &mut self.web {
            Some(Web::Many(crawl)) => Some(crawl),
            _ => None,
        }
    }

    fn web(&mut self) -> Result<&mut Web, Fault> {
        let web = match self.web.take() {
            Some(web) => web,
            None => {
                let gate = Gate::new(self.options)?;
                match self.options.hosts_at_once {
                    0 | 1 => Web::InOrder(Box::new(gate)),
                    hosts => Web::Many(Box::new(Crawl::new(gate, hosts, self.options.limits.total_time))),
                }
            }
        };
        Ok(self.web.insert(web))
    }

    /// What an answer gives: an article, an error, or none when it turned out to hold several or to be the same as
    /// before.
    fn came_back(&mut self, arrived: Arrived) -> Option<Item> {
        let (errand, fetched) = match arrived {
            Arrived::Fetched(errand, fetched) => (errand, *fetched),
            Arrived::LeftOut(errand) => {
                self.lists.came_back(&errand, Some(Skipped::LeftOut), self.options);
                return None;
            }
        };
        let (item, skipped) = match fetched {
            Ok(fetched) if fetched.sighting.status == Some(304) => {
                self.options.tell(&fetched.sighting, Seen::Unchanged);
                (None, Some(Skipped::Unchanged))
            }
            Ok(fetched) => match self.open_fetched(&errand, fetched) {
                Some(Err(error)) => {
                    let missing = why_missing(error.fault());
                    (Some(Err(error)), Some(missing))
                }
                item => (item, None),
            },
            Err(Failed { hop, fault }) => {
                let missing = why_missing(&fault);
                (Some(Err(TakeError::new(errand.url.clone(), fault).at_hop(hop))), Some(missing))
            }
        };
        self.lists.came_back(&errand, skipped, self.options);
        item
    }

    fn open_fetched(&mut self, errand: &Errand, fetched: Fetched) -> Option<Item> {
        let input = errand.url.clone();
        let opened = open::open_fetched(fetched.bytes, fetched.content_type, self.options);
        if let Ok(Opened::List(kind, bytes, content_type)) = opened {
            self.options.tell(&fetched.sighting, Seen::List);
            let list = (kind, &bytes[..], content_type.as_deref());
            return self.open_list(input, list, errand.list, Some(fetched.sighting));
        }
        let item = self.hand_out(input, opened)?;
        Some(item.map(|taken| Taken {
            url: Some(fetched.url.into()),
            sighting: Some(fetched.sighting),
            diagnostics: fetched.diagnostics,
            ..taken
        }))
    }

    /// Begins a list that `parent` names, or tells why not.
    fn open_list(
        &mut self,
        input: String,
        (kind, bytes, content_type): (list::Kind, &[u8], Option<&str>),
        parent: Option<ListId>,
        fetched: Option<Sighting>,
    ) -> Option<Item> {
        let Some(list) = self.lists.begin(kind, input.clone(), parent, fetched.clone()) else {
            return Some(Err(TakeError::new(input, InputFault::ListsInLists)));
        };
        let parts = Parts::read((list, input), kind, bytes, content_type, fetched, self.options);
        self.open.push(Whole::List(Box::new(parts)));
        None
    }

    fn hand_out(&mut self, input: String, opened: Result<Opened, Fault>) -> Option<Item> {
        let whole = match opened {
            Ok(Opened::One(content)) => return Some(Ok(Taken { input, content, ..Taken::default() })),
            Ok(Opened::Many(articles)) => Whole::Articles(input, articles),
            Ok(Opened::Archive(pages)) => Whole::Archive(Box::new(pages.named(&input))),
            Ok(Opened::List(kind, bytes, content_type)) => {
                return self.open_list(input, (kind, &bytes, content_type.as_deref()), None, None);
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

/// Whether a file of JSON, going by its first value, holds something else than articles.
fn is_other_json(first: &Result<ReadyArticle, Fault>) -> bool {
    matches!(first, Err(Fault::Input(InputFault::NotAnArticle { .. })))
}
