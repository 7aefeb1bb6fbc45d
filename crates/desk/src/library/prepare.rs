use std::sync::Mutex;

use sayso_intake::{Content, ReadyArticle, TakeError, Taken};
use sayso_library::search::{Draft, Drafting};
use sayso_library::{Arrival, Library, LibraryError, RevisionId, TakenKey, seconds_of};
use sayso_model::{Article, Sighting};

use crate::{Failure, Options, failure, stages};

/// What one input was prepared to, on whatever thread.
pub(super) enum Prepared {
    /// It was read and can be written; and what the index will hold of it, if that is wanted.
    Arrival(Box<Arrival>, Option<Box<Draft>>, Named),
    /// The same bytes were taken in before.
    Known(RevisionId, Option<Sighting>, Named),
    /// It is older than what is wanted.
    Older(Named),
    /// There is no article in it.
    NoText(Named),
    /// It could not be taken in or read.
    Failed(Failure),
    /// The library could not be asked.
    Broken(LibraryError),
}

/// What an input is called.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) input: String,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) article: Option<String>,
}

/// Prepares inputs on several threads.
pub(super) struct Preparing<'a> {
    pub(super) options: &'a Options,
    /// Articles before this moment are not wanted.
    pub(super) since: Option<i64>,
    /// Whether what the index will hold is made as well.
    pub(super) drafting: bool,
    /// What no thread uses at the moment.
    pub(super) workers: Mutex<Vec<Worker>>,
}

/// What one thread works with.
pub(super) struct Worker {
    /// None when there is no library yet.
    library: Option<Library>,
    drafting: Drafting,
}

impl Worker {
    pub(super) fn new(library: Option<Library>) -> Self {
        Self { library, drafting: Drafting::default() }
    }
}

impl Preparing<'_> {
    /// Reads what was taken, unless it is known byte for byte.
    pub(super) fn prepare(&self, taken: Result<Taken, TakeError>) -> Prepared {
        let taken = match taken {
            Ok(taken) => taken,
            Err(error) => return Prepared::Failed(error.into()),
        };
        let named = Named {
            input: taken.input.clone(),
            id: taken.id.clone(),
            url: taken.url.clone(),
            ..Named::default()
        };
        let key = key(&taken, self.options.intake.as_text);
        match self.known(key) {
            Ok(Some(revision)) => return Prepared::Known(revision, taken.sighting, named),
            Ok(None) => {}
            Err(error) => return Prepared::Broken(error),
        }
        let sighting = taken.sighting.clone();
        let wanted = |article: &Article| {
            let published = article.published.as_ref().and_then(|date| seconds_of(&date.at));
            self.since.zip(published).is_none_or(|(since, published)| published >= since)
        };
        // Articles for a library are many, whatever one command adds.
        let effort = self.options.effort.unwrap_or_default();
        let read =
            failure::guarded(taken.input.clone(), || stages::carry_if(taken, self.options, effort, wanted));
        let reading = match read {
            Ok(Some(reading)) => reading,
            Ok(None) => return Prepared::Older(named),
            Err(failure) => return Prepared::Failed(failure),
        };
        let article = &reading.article;
        let named = Named {
            url: article.canonical_url.clone().or(named.url),
            title: article.title.clone(),
            article: Some(article.id.clone()),
            ..named
        };
        if article.text.trim().is_empty() {
            return Prepared::NoText(named);
        }
        let draft = match self.drafting {
            true => self.at_work(|worker| Box::new(worker.drafting.draft(&reading))),
            false => None,
        };
        match Arrival::new(key, sighting, reading) {
            Ok(arrival) => Prepared::Arrival(Box::new(arrival), draft, named),
            Err(error) => Prepared::Failed(Failure::Bug { input: named.input, message: error.to_string() }),
        }
    }

    /// The revision that the same bytes gave before.
    fn known(&self, key: TakenKey) -> Result<Option<RevisionId>, LibraryError> {
        let known = self.at_work(|worker| worker.library.as_ref().map(|library| library.taken(key)));
        known.flatten().unwrap_or(Ok(None))
    }

    /// Does `work` with what a thread works with; none when all of it is lost, which only a bug can bring about.
    fn at_work<T>(&self, work: impl FnOnce(&mut Worker) -> T) -> Option<T> {
        let mut worker = self.workers.lock().ok()?.pop()?;
        let done = work(&mut worker);
        if let Ok(mut workers) = self.workers.lock() {
            workers.push(worker);
        }
        Some(done)
    }
}

/// The key of everything that the reading depends on.
fn key(taken: &Taken, as_text: bool) -> TakenKey {
    let url = taken.url.as_deref().unwrap_or_default().as_bytes();
    match &taken.content {
        Content::Html { bytes, content_type } => {
            let content_type = content_type.as_deref().unwrap_or_default();
            TakenKey::of(&[b"html", url, content_type.as_bytes(), bytes])
        }
        Content::Text { bytes, content_type } => {
            let content_type = content_type.as_deref().unwrap_or_default();
            let how: &[u8] = if as_text { b"as text" } else { b"text" };
            TakenKey::of(&[how, url, content_type.as_bytes(), bytes])
        }
        Content::Ready(ready) => ready_key(ready),
    }
}

fn ready_key(ready: &ReadyArticle) -> TakenKey {
    let fields = [
        &ready.id,
        &ready.title,
        &ready.url,
        &ready.canonical_url,
        &ready.outlet,
        &ready.published,
        &ready.modified,
        &ready.language,
        &ready.standfirst,
    ];
    let mut parts: Vec<&[u8]> = vec![b"ready", ready.text.as_bytes()];
    parts.extend(fields.iter().map(|field| field.as_deref().unwrap_or_default().as_bytes()));
    parts.extend(ready.bylines.iter().map(String::as_bytes));
    TakenKey::of(&parts)
}
