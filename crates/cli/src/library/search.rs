use std::io::{IsTerminal, stderr};
use std::ops::ControlFlow;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use sayso_desk::{
    Answer, Catching, Facets, Found, Indexer, Order, Query, Rebuilding, Request, Search, SearchError,
    Unreadable, parse_query,
};
use serde_json::{Value, json};

use super::{counted, failed, open, print_line};
use crate::args::{LibraryArguments, ReindexArguments, SearchArguments};
use crate::output::{Outcome, look, note, print, report};
use crate::show::{self, Paper};

/// Hits that are shown unless it is said how many.
const SHOWN: usize = 10;

/// `sayso search`: articles or quotations that answer to a query.
pub(crate) fn search(arguments: &SearchArguments) -> Result<Outcome> {
    let text = arguments.query.join(" ").trim().to_owned();
    let query = match parse_query(&text) {
        Ok(query) => query,
        Err(error) => return not_searched(&error.into(), &text),
    };
    let search = match open_search(&arguments.library) {
        Ok(search) => search,
        Err(error) => return not_searched(&error, &text),
    };
    let limit = match arguments.limit {
        Some(0) => None,
        None if !arguments.json => Some(SHOWN),
        limit => limit,
    };
    let order = if arguments.recent { Order::Recent } else { Order::Relevance };
    let request = Request { order, after: arguments.after.clone(), limit, ..Request::new(query) };
    let answer = |search: &Search| {
        let answered = match (arguments.facets, arguments.json) {
            (true, _) => count(arguments, search, &request),
            (false, true) => print_hits(search, &request),
            (false, false) => show_hits(arguments, search, &request),
        };
        tell_unreadable(search);
        answered
    };
    or_mended(search, answer).unwrap_or_else(|error| not_searched(&error, &text))
}

/// What `answer` gives; once more when it failed because the index is damaged, and that was made anew.
pub(super) fn or_mended<T>(
    search: Search,
    mut answer: impl FnMut(&Search) -> Result<T, SearchError>,
) -> Result<T, SearchError> {
    match answer(&search) {
        Err(error) => {
            let mut progress = Indexing::new();
            let search = search.mended(error, |event| progress.tell(&event))?;
            drop(progress);
            answer(&search)
        }
        answered => answered,
    }
}

/// Names what was found and cannot be shown.
pub(super) fn tell_unreadable(search: &Search) {
    search.unreadable().iter().for_each(left_out);
}

fn left_out(unreadable: &Unreadable) {
    note(&format!("{unreadable}: it is left out; sayso restore FILE puts a backup in the library's place"));
}

/// `sayso reindex`: the search index made anew.
pub(crate) fn reindex(arguments: &ReindexArguments) -> Result<Outcome> {
    let library = match open(&arguments.library) {
        Ok(library) => library,
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    let made = || {
        let mut indexer = Indexer::open_anew(&library)?;
        let of = library.count_after(0)?;
        let mut progress = Indexing::new();
        indexer.catch_up(&library, |done| progress.step(done, of))?;
        indexer.left_out().iter().for_each(left_out);
        indexer.finish()?;
        Ok(of)
    };
    match made() {
        Ok(texts) => print(&format!("The search index is made anew from {}.\n", counted(texts, "text")))
            .map(|()| Outcome::Found),
        Err(error) => not_searched(&error, ""),
    }
}

/// The search of the library that is meant, its index up to date.
pub(super) fn open_search(arguments: &LibraryArguments) -> Result<Search, SearchError> {
    let library = open(arguments)?;
    let mut progress = Indexing::new();
    let search = Search::open(library, |event| progress.tell(&event))?;
    drop(progress);
    if search.waiting() > 0 {
        let waiting = counted(search.waiting(), "text");
        let why = search.hindrance().map(|error| format!(": {error}")).unwrap_or_default();
        note(&format!("{waiting} that came in last cannot be found yet{why}"));
    }
    Ok(search)
}

fn because(why: &Rebuilding) -> String {
    match why {
        Rebuilding::Missing => "there was none".to_owned(),
        Rebuilding::OtherVersion => "another version of sayso made it".to_owned(),
        Rebuilding::OtherLibrary => "it belongs to another state of the library".to_owned(),
        Rebuilding::Damaged { what } => format!("it is damaged ({what})"),
    }
}

/// Reports why a search was not done: in `query`, when that is to blame, with a caret under the place.
pub(super) fn not_searched(error: &SearchError, query: &str) -> Result<Outcome> {
    let message = match error {
        SearchError::Query(error) => format!("{error}\n{}", show::pointed(query, error.span)),
        other => other.to_string(),
    };
    report(message.trim_end(), error.hint().as_deref());
    Ok(Outcome::Failed)
}

/// The hit as one line, in the form of its schema.
pub(super) fn print_hit(found: Found) -> Result<()> {
    let hit = found.hit.in_code_points(&found.reading.article.text);
    let mut line = serde_json::to_string(&hit)?;
    line.push('\n');
    print(&line)
}

fn print_hits(search: &Search, request: &Request) -> Result<Result<Outcome>, SearchError> {
    each(search.ask(request)?, print_hit)
        .map(|printed| printed.map(|hits| if hits > 0 { Outcome::Found } else { Outcome::Nothing }))
}

/// Hands each hit to `print` until that fails; how many there were.
pub(super) fn each(
    answer: Answer<'_>,
    mut print: impl FnMut(Found) -> Result<()>,
) -> Result<Result<u64>, SearchError> {
    let (mut hits, mut broken) = (0, Ok(()));
    let told = answer.each(|found| {
        hits += 1;
        broken = print(found);
        if broken.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    match told {
        // What was printed already is not to be printed once more.
        Err(error) if hits > 0 => Ok(Err(error.into())),
        told => told.map(|()| broken.map(|()| hits)),
    }
}

fn show_hits(
    arguments: &SearchArguments,
    search: &Search,
    request: &Request,
) -> Result<Result<Outcome>, SearchError> {
    let answer = search.ask(request)?;
    let count = answer.count();
    let mut paper = Paper::new(look(&arguments.looks));
    show::asked(&request.query.to_string(), &total(&request.query, count), &mut paper);
    let mut last = None;
    let mut shown = 0;
    answer.each(|found| {
        show::hit(&found.hit, &found.reading, &mut paper);
        shown += 1;
        last = Some(found.hit.cursor);
        ControlFlow::Continue(())
    })?;
    if let Some(cursor) = last.filter(|_| request.limit == Some(shown) && (shown as u64) < count) {
        paper.blank();
        show::next(&[again(arguments, &cursor)], &mut paper);
    }
    Ok(print(&paper.finish()).map(|()| if shown > 0 { Outcome::Found } else { Outcome::Nothing }))
}

/// How many hits of which kind.
pub(super) fn total(query: &Query, count: u64) -> String {
    counted(count, if query.finds_quotations() { "quotation" } else { "article" })
}

/// The command that goes on behind the last hit.
fn again(arguments: &SearchArguments, cursor: &str) -> String {
    let mut command = format!("sayso search {}", crate::args::quoted(arguments.query.join(" ").trim()));
    if let Some(library) = &arguments.library.library {
        command.push_str(&format!(" --library {}", crate::args::quoted(&library.to_string_lossy())));
    }
    if arguments.recent {
        command.push_str(" --recent");
    }
    if let Some(limit) = arguments.limit {
        command.push_str(&format!(" --limit {limit}"));
    }
    command + " --after " + cursor
}

fn count(
    arguments: &SearchArguments,
    search: &Search,
    request: &Request,
) -> Result<Result<Outcome>, SearchError> {
    let count = search.count(request)?;
    let facets = search.facets(request)?;
    let outcome = if count > 0 { Outcome::Found } else { Outcome::Nothing };
    if arguments.json {
        return Ok(print_line(&facets_line(&request.query, count, &facets)).map(|()| outcome));
    }
    let mut paper = Paper::new(look(&arguments.looks));
    show::asked(&request.query.to_string(), &total(&request.query, count), &mut paper);
    let person = if request.query.finds_quotations() { "SPEAKER" } else { "QUOTED" };
    show::facet("OUTLET", &facets.outlets, &mut paper);
    show::facet(person, &facets.persons, &mut paper);
    show::facet("MONTH", &facets.months, &mut paper);
    show::facet("LANGUAGE", &facets.languages, &mut paper);
    Ok(print(&paper.finish()).map(|()| outcome))
}

fn facets_line(query: &Query, count: u64, facets: &Facets) -> Value {
    let values = |values: &[(String, u64)]| -> Value {
        values.iter().map(|(value, hits)| json!({ "value": value, "hits": hits })).collect()
    };
    json!({
        "schema": "sayso.facets/1",
        "query": query.to_string(),
        "finds": if query.finds_quotations() { "quotations" } else { "articles" },
        "hits": count,
        "outlets": values(&facets.outlets),
        "persons": values(&facets.persons),
        "months": values(&facets.months),
        "languages": values(&facets.languages),
    })
}

/// How far an index has come, on standard error when that is a terminal and it takes a while.
pub(super) struct Indexing {
    bar: Option<ProgressBar>,
}

impl Indexing {
    /// What takes no longer than a second or so needs no bar.
    const SHOWN_FROM: u64 = 2_000;

    pub(super) const fn new() -> Self {
        Self { bar: None }
    }

    pub(super) fn tell(&mut self, event: &Catching) {
        match event {
            Catching::Anew(Rebuilding::Missing) => {}
            Catching::Anew(why) => self.say(&format!("the search index is made anew: {}", because(why))),
            Catching::Up { done, of } => self.step(*done, *of),
            Catching::LeftOut(unreadable) => left_out(unreadable),
            Catching::Waiting { holder } => self.say(&format!(
                "another process{holder} is making the search index: the answer comes when it is done"
            )),
        }
    }

    fn step(&mut self, done: u64, of: u64) {
        if of < Self::SHOWN_FROM || !stderr().is_terminal() {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::new(of);
            let template = "{bar:24} {pos} of {len} texts indexed, {eta} left";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        bar.set_position(done);
    }

    fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| note(message)),
            None => note(message),
        }
    }
}

impl Drop for Indexing {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
