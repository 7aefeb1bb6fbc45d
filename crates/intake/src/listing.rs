use std::collections::VecDeque;

use sayso_model::{Diagnostic, Sighting};
use url::Url;

use crate::crawl::Errand;
use crate::error::one_line;
use crate::ledger::Counted;
use crate::list::{self, Kind, Link, Listed};
use crate::options::is_older;
use crate::{
    Ask, Content, Fault, FeedItem, FetchLinks, InputFault, Occasion, Options, ReadyArticle, Seen, Skipped,
    TakeError, Taken,
};

/// The number of a list in [`Lists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListId(usize);

/// Every list that was begun: a feed, a sitemap, a list of feeds. A list ends when everything that it names has come
/// back, which may be long after it was read.
#[derive(Default)]
pub(crate) struct Lists(Vec<List>);

struct List {
    kind: Kind,
    /// The path or URL of the list.
    input: String,
    /// The list that named it.
    parent: Option<ListId>,
    /// How the list was fetched, when it was.
    fetched: Option<Sighting>,
    counted: Counted,
    /// How many errands of it have not come back.
    under_way: usize,
    /// Whether all of it was handed out.
    read: bool,
}

impl Lists {
    /// Begins a list; none when it is one too many within the other, or within itself.
    pub(crate) fn begin(
        &mut self,
        kind: Kind,
        input: String,
        parent: Option<ListId>,
        fetched: Option<Sighting>,
    ) -> Option<ListId> {
        /// An index of sitemaps, a sitemap, a page; or a list of feeds, a feed, a page. One more is no use.
        const DEEPEST: usize = 3;
        let is_within = self.around(parent).any(|list| list.input == input);
        if is_within || self.around(parent).count() >= DEEPEST {
            return None;
        }
        let counted = Counted::default();
        self.0.push(List { kind, input, parent, fetched, counted, under_way: 0, read: false });
        Some(ListId(self.0.len() - 1))
    }

    /// A list, and those that it stands in.
    fn around(&self, list: Option<ListId>) -> impl Iterator<Item = &List> {
        let at = |id: Option<ListId>| self.0.get(id?.0);
        std::iter::successors(at(list), move |list| at(list.parent))
    }

    /// How many lists lead to what this one names.
    fn depth(&self, list: ListId) -> usize {
        self.around(Some(list)).count()
    }

    /// An errand has come back, or was never sent.
    pub(crate) fn came_back(&mut self, errand: &Errand, skipped: Option<Skipped>, options: &Options) {
        let Some(list) = errand.list.and_then(|id| self.0.get_mut(id.0)) else { return };
        list.under_way -= 1;
        let may_pass = matches!(skipped, Some(Skipped::Failed | Skipped::LeftOut));
        if may_pass && list.kind == Kind::Outline {
            let missed = Sighting { url: Some(errand.url.clone()), ..Sighting::default() };
            options.tell(&missed, Seen::Missed);
        }
        match skipped {
            Some(why) => list.counted.skip(why),
            None => list.counted.take(),
        }
        list.may_end(options);
    }
}

impl List {
    fn may_end(&mut self, options: &Options) {
        if self.read && self.under_way == 0 {
            self.counted.finish(&self.input, self.fetched.as_ref(), options.ledger.as_deref());
        }
    }
}

/// Why what could not be fetched is missing in its list.
pub(crate) fn why_missing(fault: &Fault) -> Skipped {
    match fault {
        Fault::Input(InputFault::NotAllowed { status: None }) => Skipped::NotAllowed,
        // A site whose rules cannot be had is in trouble that may pass.
        Fault::Environment(_) | Fault::Input(InputFault::NotAllowed { .. }) => Skipped::Failed,
        Fault::Input(_) => Skipped::Broken,
    }
}

/// The parts of a list, as they are handed out.
pub(crate) struct Parts {
    list: ListId,
    input: String,
    /// How the list was fetched, when it was.
    fetched: Option<Sighting>,
    /// What the list calls itself.
    title: Option<String>,
    parts: VecDeque<Part>,
    /// What was wrong with the list, told after what could be read of it.
    faults: Vec<InputFault>,
    /// How many addresses cannot be fetched, and the first of them.
    bad: Option<(u64, String)>,
    diagnostics: Vec<Diagnostic>,
}

enum Part {
    /// An article.
    Item(Box<FeedItem>),
    /// A page or a list.
    Link(Link),
}

/// What comes next of a list.
pub(crate) enum Next {
    /// An article, or an error.
    Item(Box<Result<Taken, TakeError>>),
    /// A page or another list to fetch.
    Fetch(Errand),
    /// Nothing more.
    End,
}

impl Parts {
    /// Reads a list. `fetched` says how it came, when it came from the web.
    pub(crate) fn read(
        (list, input): (ListId, String),
        kind: Kind,
        bytes: &[u8],
        content_type: Option<&str>,
        fetched: Option<Sighting>,
        options: &Options,
    ) -> Self {
        let limit = options.limits.listed;
        let address = fetched.as_ref().and_then(|sighting| sighting.url.as_deref());
        let read = list::read(kind, bytes, content_type, address, limit);
        let mut faults = Vec::from_iter(read.broken.map(|why| InputFault::BrokenList { why }));
        let links = match options.fetch_links {
            FetchLinks::OfFetched | FetchLinks::WhereShort if fetched.is_none() => FetchLinks::Never,
            links => links,
        };
        let (title, mut parts): (_, VecDeque<Part>) = match read.listed {
            Listed::Feed(feed) => {
                let home = feed.link.as_deref().and_then(|link| list::whole_address(link, address));
                let base = home.as_deref().or(address);
                let whole = |mut item: FeedItem| {
                    item.link = item.link.and_then(|link| list::whole_address(&link, base));
                    Part::of(item, links)
                };
                (feed.title, feed.items.into_iter().map(whole).collect())
            }
            Listed::Links(links) => (None, links.into_iter().map(Part::Link).collect()),
        };
        if parts.len() > limit {
            parts.truncate(limit);
            faults.push(InputFault::ListTooLong { limit });
        }
        let mut diagnostics = Vec::new();
        if read.charset_wrong {
            let message = "the feed names another charset than it is in";
            diagnostics.push(Diagnostic::new("charset_wrong", message));
        }
        Self { list, input, fetched, title, parts, faults, bad: None, diagnostics }
    }

    /// The next article, or what to fetch for it. Older ones and those that the ledger does not want are passed over.
    pub(crate) fn next(&mut self, lists: &mut Lists, options: &Options) -> Next {
        let depth = lists.depth(self.list);
        let Some(list) = lists.0.get_mut(self.list.0) else { return Next::End };
        while let Some(part) = self.parts.pop_front() {
            if is_older(part.changed(), options.since.as_deref()) {
                list.counted.skip(Skipped::Older);
                continue;
            }
            match part {
                Part::Link(link) if is_fetchable(&link.url) => {
                    let why = Occasion::Listed { changed: link.changed.as_deref() };
                    let ask = options.ask(&link.url, why);
                    if ask == Ask::Not {
                        list.counted.skip(Skipped::Known);
                        continue;
                    }
                    list.under_way += 1;
                    return Next::Fetch(Errand { url: link.url, ask, list: Some(self.list), depth });
                }
                // One line tells of all of them: there may be thousands.
                Part::Link(link) => {
                    list.counted.skip(Skipped::Broken);
                    self.bad.get_or_insert((0, link.url)).0 += 1;
                }
                Part::Item(item) if item.text.trim().is_empty() => list.counted.skip(Skipped::NoText),
                Part::Item(item) => {
                    list.counted.take();
                    return Next::Item(Box::new(Ok(self.article(*item))));
                }
            }
        }
        if let Some((count, first)) = self.bad.take() {
            let first = one_line(&first);
            self.faults.push(InputFault::BadAddresses { count, first });
        }
        if let Some(fault) = self.faults.pop() {
            return Next::Item(Box::new(Err(TakeError::new(self.input.clone(), fault))));
        }
        list.read = true;
        list.may_end(options);
        Next::End
    }

    /// The article that an item is by itself.
    fn article(&self, mut item: FeedItem) -> Taken {
        item.feed.clone_from(&self.title);
        let content = if item.is_html {
            // A piece of a page, made a page: what stands in it is the article and nothing else.
            let page = format!("<!DOCTYPE html><html><body><article>{}</article></body></html>", item.text);
            let content_type = Some("text/html; charset=utf-8".to_owned());
            Content::Html { bytes: page.into_bytes(), content_type }
        } else {
            Content::Ready(Box::new(ReadyArticle {
                text: item.text.trim().to_owned(),
                ..ReadyArticle::default()
            }))
        };
        Taken {
            input: self.input.clone(),
            id: item.id.clone(),
            url: item.link.clone(),
            content,
            sighting: self.fetched.clone(),
            from_feed: Some(Box::new(item)),
            diagnostics: self.diagnostics.clone(),
        }
    }
}

impl Part {
    /// An item of a feed: its own text, or, without keeping that, the page that it links to.
    fn of(item: FeedItem, links: FetchLinks) -> Self {
        let is_fetched = match links {
            FetchLinks::Never => false,
            FetchLinks::WhereShort => !list::is_whole(&item.text),
            FetchLinks::OfFetched | FetchLinks::Always => true,
        };
        match item.link {
            Some(url) if is_fetched && is_fetchable(&url) => {
                Self::Link(Link { url, changed: item.updated.max(item.published) })
            }
            _ => Self::Item(Box::new(item)),
        }
    }

    /// When it was published or last changed.
    fn changed(&self) -> Option<&str> {
        match self {
            Self::Item(item) => item.updated.as_deref().max(item.published.as_deref()),
            Self::Link(link) => link.changed.as_deref(),
        }
    }
}

/// Whether it is an address that can be asked for at all.
fn is_fetchable(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
