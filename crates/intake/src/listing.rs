use std::collections::VecDeque;
use std::sync::Arc;

use sayso_model::{Diagnostic, Sighting};

use crate::ledger::Counted;
use crate::list::{self, Kind, Link, Listed};
use crate::options::is_older;
use crate::{
    Ask, Content, FeedItem, FetchLinks, InputFault, Ledger, Options, ReadyArticle, Skipped, TakeError, Taken,
};

/// The parts of a feed, a sitemap or a list of feeds, as they are handed out.
pub(crate) struct Parts {
    /// The path or URL of the list.
    input: String,
    /// How the list was fetched, when it was.
    fetched: Option<Sighting>,
    /// What the list calls itself.
    title: Option<String>,
    parts: VecDeque<Part>,
    /// What was wrong with the list, told after what could be read of it.
    fault: Option<InputFault>,
    diagnostics: Vec<Diagnostic>,
    fetch_items: bool,
    counted: Counted,
    ledger: Option<Arc<dyn Ledger>>,
}

enum Part {
    Item(Box<FeedItem>),
    Link(Link),
}

/// What comes next of a list.
pub(crate) enum Next {
    /// An article, or an error.
    Item(Box<Result<Taken, TakeError>>),
    /// A page or another list to fetch.
    Fetch(String, Ask),
    /// Nothing more.
    End,
}

impl Parts {
    /// Reads a list. `fetched` says how it came, when it came from the web.
    pub(crate) fn read(
        input: String,
        kind: Kind,
        bytes: &[u8],
        content_type: Option<&str>,
        fetched: Option<Sighting>,
        options: &Options,
    ) -> Self {
        let limit = options.limits.listed;
        let address = fetched.as_ref().and_then(|sighting| sighting.url.as_deref());
        let read = list::read(kind, bytes, content_type, address, limit);
        let mut fault = read.broken.map(|why| InputFault::BrokenList { why });
        let (title, mut parts): (_, VecDeque<Part>) = match read.listed {
            Listed::Feed(feed) => {
                (feed.title, feed.items.into_iter().map(|item| Part::Item(Box::new(item))).collect())
            }
            Listed::Links(links) => (None, links.into_iter().map(Part::Link).collect()),
        };
        if parts.len() > limit {
            parts.truncate(limit);
            fault = Some(InputFault::ListTooLong { limit });
        }
        let mut diagnostics = Vec::new();
        if read.charset_wrong {
            let message = "the feed names another charset than it is in";
            diagnostics.push(Diagnostic::new("charset_wrong", message));
        }
        let fetch_items = match options.fetch_links {
            FetchLinks::OfFetched => fetched.is_some(),
            FetchLinks::Always => true,
            FetchLinks::Never => false,
        };
        Self {
            input,
            fetched,
            title,
            parts,
            fault,
            diagnostics,
            fetch_items,
            counted: Counted::default(),
            ledger: options.ledger.clone(),
        }
    }

    /// The path or URL of the list.
    pub(crate) fn input(&self) -> &str {
        &self.input
    }

    /// The next article, or what to fetch for it. Older ones and those that the ledger does not want are passed over.
    pub(crate) fn next(&mut self, options: &Options) -> Next {
        while let Some(part) = self.parts.pop_front() {
            let (url, changed) = match &part {
                Part::Item(item) => {
                    (item.link.as_deref(), item.updated.as_deref().max(item.published.as_deref()))
                }
                Part::Link(link) => (Some(link.url.as_str()), link.changed.as_deref()),
            };
            if is_older(changed, options.since.as_deref()) {
                self.counted.skip(Skipped::Older);
                continue;
            }
            let is_fetched = self.fetch_items || matches!(part, Part::Link(_));
            let url = url.filter(|url| crate::is_url(url)).map(str::to_owned);
            if let (true, Some(url)) = (is_fetched, url) {
                let ask = options.ask(&url, changed);
                if ask == Ask::Not {
                    self.counted.skip(Skipped::Known);
                    continue;
                }
                self.counted.take();
                return Next::Fetch(url, ask);
            }
            match part {
                Part::Item(item) if !item.text.trim().is_empty() => {
                    self.counted.take();
                    return Next::Item(Box::new(Ok(self.article(*item))));
                }
                Part::Item(_) => self.counted.skip(Skipped::NoText),
                Part::Link(link) => {
                    self.counted.skip(Skipped::Broken);
                    let why = "it is not absolute".to_owned();
                    let error = TakeError::new(link.url, InputFault::BadUrl { why });
                    return Next::Item(Box::new(Err(error)));
                }
            }
        }
        if let Some(fault) = self.fault.take() {
            return Next::Item(Box::new(Err(TakeError::new(self.input.clone(), fault))));
        }
        self.counted.finish(&self.input, self.ledger.as_deref());
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
