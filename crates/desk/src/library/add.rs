use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sayso_intake::{Seen, Skipped};
use sayso_library::search::{Catching, Draft, SearchError};
use sayso_library::{Added as Written, Counts, Job, Library, LibraryError, News, Writer, seconds_of};
use thiserror::Error;

use super::indexing::{Filed, Indexed, Indexing};
use super::ledger::Memory;
use super::prepare::{Named, Prepared, Preparing, Worker};
use crate::{Failure, Options, crew};

/// How articles are added to a library.
#[derive(Clone, Debug, Default)]
pub struct AddOptions {
    /// The library's folder; it is made when it is not there.
    pub folder: PathBuf,
    /// How articles are taken in and read; [`Options::now`] is the moment at which they are seen.
    pub reading: Options,
    /// Tells what would be added and writes nothing.
    pub dry_run: bool,
}

/// Something that happened to one input.
#[derive(Debug)]
pub enum Step {
    /// It was dealt with. What is said to be added is safe by now.
    Added(Added),
    /// It could not be taken in or read; the rest goes on.
    Failed(Failure),
    /// The search index is made anew, or has more to take in than what is being added.
    Indexing(Catching),
    /// What was added is safe, but a search does not find it yet. Comes last.
    NotIndexed(SearchError),
}

/// What became of one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The path or URL as it was given.
    pub input: String,
    /// The `id` of a JSON line, when it came from one.
    pub id: Option<String>,
    /// What became of it.
    pub what: What,
    /// Where the article stands.
    pub url: Option<String>,
    /// Its headline; none when it was not read.
    pub title: Option<String>,
    /// Its id; none when it was not read.
    pub article: Option<String>,
}

/// What became of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A new article.
    New,
    /// A new text of a known article.
    Revised,
    /// It was there already.
    Unchanged,
    /// It is older than what was wanted.
    Older,
    /// There is no article in it.
    NoText,
}

impl What {
    /// As it is printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Revised => "revised",
            Self::Unchanged => "unchanged",
            Self::Older => "older",
            Self::NoText => "no_text",
        }
    }
}

/// What became of all inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// New, revised, unchanged and failed.
    pub counts: Counts,
    /// How many of those that failed their sites do not let programs fetch.
    pub not_allowed: u64,
    /// How many feeds, sitemaps and lists of feeds were fetched.
    pub lists: u64,
    /// How many of those that were asked for are as they were before.
    pub lists_unchanged: u64,
    /// What parts of archives and lists gave no article, by the reason.
    pub passed_over: BTreeMap<Skipped, u64>,
    /// Inputs without an article.
    pub without_text: u64,
    /// Articles older than what was wanted.
    pub older: u64,
    /// What an earlier run on the same inputs did before it was interrupted.
    pub before: Option<Counts>,
}

/// Why adding had to stop. What was reported before is safe.
#[derive(Debug, Error)]
pub enum AddError {
    /// The library refuses.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// There is nothing to fetch again.
    #[error("{}: this library has no feeds to fetch again", .0.display())]
    NoFeeds(PathBuf),
}

impl AddError {
    /// What to do about it, as a sentence without full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Library(error) => error.hint(),
            Self::NoFeeds(_) => {
                Some("sayso add https://… takes a feed, a sitemap or a list of feeds".to_owned())
            }
        }
    }
}

/// Adds every article that `inputs` hold to the library and tells `report` of each in the order of the inputs, until
/// it breaks off. Meanwhile the search index takes them in; when this returns they can be found, unless `report` was told
/// why not. What is there already byte for byte is not read again, so that an interrupted run is taken up by
/// running it again.
///
/// # Errors
/// [`AddError::Library`] when the library cannot be opened or written.
pub fn add(
    inputs: &[impl AsRef<OsStr>],
    options: &AddOptions,
    report: impl FnMut(Step) -> ControlFlow<()>,
) -> Result<Totals, AddError> {
    let now = options.reading.now.as_deref().and_then(seconds_of).unwrap_or_default();
    let writer = if options.dry_run { None } else { Some(Writer::open(&options.folder)?) };
    let library = existing(&options.folder)?;
    let mut reading = options.reading.clone();
    let known = library.as_ref().map(Library::again).transpose()?;
    let memory = Arc::new(Memory::new(known));
    reading.intake.ledger = Some(Arc::clone(&memory) as _);
    let threads = reading.threads.or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    let workers = (0..threads).map(|_| Ok(Worker::new(library.as_ref().map(Library::again).transpose()?)));
    let workers = Mutex::new(workers.collect::<Result<Vec<_>, LibraryError>>()?);
    let since = reading.intake.since.as_deref().and_then(seconds_of);
    let drafting = !options.dry_run;
    let mut filing = Filing::begin(writer, library, memory, inputs, now, report)?;
    let preparing = Preparing { options: &reading, since, drafting, workers };
    let mut broken = None;
    crew::in_order(
        sayso_intake::take(inputs, &reading.intake),
        threads,
        AHEAD,
        |taken| preparing.prepare(taken),
        |prepared| match filing.file(prepared) {
            Ok(flow) => {
                filing.broke_off |= flow.is_break();
                flow
            }
            Err(error) => {
                broken = Some(error);
                ControlFlow::Break(())
            }
        },
    );
    match broken {
        Some(error) => {
            filing.end_indexing();
            Err(error.into())
        }
        None => Ok(filing.end()?),
    }
}

/// Articles that may wait, read, for the writer, for each thread that reads: enough to go on while a transaction is
/// made safe.
const AHEAD: usize = 24;

/// Fetches every feed, sitemap and list of feeds of the library again and adds what is new in them; with
/// `pages_since` (seconds since 1970, UTC), the pages of articles published since then as well.
///
/// # Errors
/// As [`add`]; [`AddError::NoFeeds`] when there is nothing to fetch.
pub fn update(
    options: &AddOptions,
    pages_since: Option<i64>,
    report: impl FnMut(Step) -> ControlFlow<()>,
) -> Result<Totals, AddError> {
    let library = Library::open(&options.folder)?;
    let mut addresses = library.feeds()?;
    if let Some(since) = pages_since {
        addresses.extend(library.addresses_since(since)?);
    }
    if addresses.is_empty() {
        return Err(AddError::NoFeeds(options.folder.clone()));
    }
    drop(library);
    add(&addresses, options, report)
}

fn existing(folder: &Path) -> Result<Option<Library>, LibraryError> {
    match Library::open(folder) {
        Ok(library) => Ok(Some(library)),
        Err(LibraryError::Missing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes what was prepared, in batches, and reports it when it is safe.
struct Filing<Report> {
    writer: Option<Writer>,
    /// What a dry run compares with; none when there is no library.
    library: Option<Library>,
    memory: Arc<Memory>,
    job: Option<Job>,
    now: i64,
    tally: Totals,
    /// Written but not committed.
    held: Vec<Added>,
    /// What the index will be told of it.
    filed: Vec<Filed>,
    /// The index, from the first record on that it is to take in.
    indexing: Option<Indexing>,
    /// The number of the last record that was there before.
    last: i64,
    /// Whether the caller wants to hear no more.
    broke_off: bool,
    /// How many are committed at once.
    batch: usize,
    since: Instant,
    report: Report,
}

impl<Report: FnMut(Step) -> ControlFlow<()>> Filing<Report> {
    /// Articles to a transaction, when there are many: each costs a wait for the disk. The first are safe, and
    /// told, at once; then it is twice as many every time.
    const BATCH: usize = 512;
    /// Nobody waits longer than this to hear that an article is safe, while others come.
    const LONGEST: Duration = Duration::from_millis(500);

    fn begin(
        mut writer: Option<Writer>,
        library: Option<Library>,
        memory: Arc<Memory>,
        inputs: &[impl AsRef<OsStr>],
        now: i64,
        report: Report,
    ) -> Result<Self, LibraryError> {
        let inputs: Vec<_> =
            inputs.iter().map(|input| input.as_ref().to_string_lossy().into_owned()).collect();
        let job = writer.as_mut().map(|writer| writer.begin_job(&inputs, now)).transpose()?;
        let tally = Totals { before: job.and_then(|job| job.before), ..Totals::default() };
        let last = writer.as_ref().map(|writer| writer.library().last_seq()).transpose()?.unwrap_or(0);
        Ok(Self {
            writer,
            library,
            memory,
            job,
            now,
            tally,
            held: Vec::new(),
            filed: Vec::new(),
            indexing: None,
            last,
            broke_off: false,
            batch: 1,
            since: Instant::now(),
            report,
        })
    }

    fn file(&mut self, prepared: Prepared) -> Result<ControlFlow<()>, LibraryError> {
        let (what, named) = match prepared {
            Prepared::Arrival(arrival, draft, named) => {
                let news = match (&mut self.writer, &self.library) {
                    (Some(writer), _) => {
                        let written = writer.add(&arrival, self.now)?;
                        self.filed.extend(filed(&written, draft));
                        written.news
                    }
                    (None, Some(library)) => library.news(&arrival)?,
                    (None, None) => News::Article,
                };
                let what = match news {
                    News::Article => What::New,
                    News::Revision => What::Revised,
                    News::Nothing => What::Unchanged,
                };
                (what, named)
            }
            Prepared::Known(revision, sighting, named) => {
                if let (Some(writer), Some(sighting)) = (&mut self.writer, sighting) {
                    let written = writer.see_again(revision, &sighting, self.now)?;
                    self.filed.extend(written.and_then(|written| filed(&written, None)));
                }
                (What::Unchanged, named)
            }
            Prepared::Older(named) => (What::Older, named),
            Prepared::NoText(named) => (What::NoText, named),
            Prepared::Failed(failure) => {
                self.tally.counts.failed += 1;
                self.tally.not_allowed += u64::from(failure.is_not_allowed());
                return Ok((self.report)(Step::Failed(failure)));
            }
            Prepared::Broken(error) => return Err(error),
        };
        let counts = &mut self.tally.counts;
        *match what {
            What::New => &mut counts.new,
            What::Revised => &mut counts.revised,
            What::Unchanged => &mut counts.unchanged,
            What::Older => &mut self.tally.older,
            What::NoText => &mut self.tally.without_text,
        } += 1;
        if self.held.is_empty() {
            self.since = Instant::now();
        }
        let Named { input, id, url, title, article } = named;
        self.held.push(Added { input, id, what, url, title, article });
        if self.held.len() >= self.batch || self.since.elapsed() >= Self::LONGEST {
            return self.settle(None);
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Commits what was written, then reports it.
    fn settle(&mut self, ended_at: Option<i64>) -> Result<ControlFlow<()>, LibraryError> {
        self.batch = (2 * self.batch).min(Self::BATCH);
        for (sighting, what) in self.memory.take() {
            let known = match (&sighting.url, &self.library, &self.writer) {
                (Some(url), Some(library), _) => library.last_visit(url)?,
                (Some(url), None, Some(writer)) => writer.library().last_visit(url)?,
                _ => None,
            };
            match (what, known.and_then(|visit| visit.revision), &mut self.writer) {
                (Seen::Unchanged, Some(revision), writer) => {
                    self.tally.counts.unchanged += 1;
                    if let Some(writer) = writer {
                        let written = writer.see_again(revision, &sighting, self.now)?;
                        self.filed.extend(written.and_then(|written| filed(&written, None)));
                    }
                }
                (what, _, writer) => {
                    self.tally.lists_unchanged += u64::from(what == Seen::Unchanged);
                    if let Some(writer) = writer {
                        writer.see_list(&sighting, self.now)?;
                    }
                }
            }
        }
        if let Some(writer) = &mut self.writer {
            if let Some(job) = &self.job {
                writer.note_job(job, &self.tally.counts, ended_at)?;
            }
            writer.commit()?;
            self.index()?;
        }
        for added in self.held.drain(..) {
            if (self.report)(Step::Added(added)).is_break() {
                self.broke_off = true;
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Hands what was committed to the index.
    fn index(&mut self) -> Result<(), LibraryError> {
        if self.filed.is_empty() {
            return Ok(());
        }
        let indexing = match (self.indexing.take(), &self.writer) {
            (Some(indexing), _) => indexing,
            (None, Some(writer)) => Indexing::begin(writer.library(), self.last)?,
            (None, None) => return Ok(()),
        };
        let indexing = self.indexing.insert(indexing);
        let report = &mut self.report;
        // Whoever broke off is found out with the next article.
        indexing.hand(std::mem::take(&mut self.filed), |event| {
            let _ = report(Step::Indexing(event));
        });
        Ok(())
    }

    fn end(mut self) -> Result<Totals, LibraryError> {
        // A list is known only when everything it led to was filed.
        if !self.broke_off
            && let Some(writer) = &mut self.writer
        {
            for sighting in self.memory.take_whole() {
                writer.see_list(&sighting, self.now)?;
            }
        }
        // However it ended, what was written is kept; whoever broke off wants to hear no more.
        let _ = self.settle(Some(self.now))?;
        self.end_indexing();
        self.memory.sum_up(&mut self.tally);
        Ok(self.tally)
    }

    /// Waits until what was added can be found.
    fn end_indexing(&mut self) {
        let Some(indexing) = self.indexing.take() else { return };
        let (report, mut broke_off) = (&mut self.report, self.broke_off);
        let mut tell = |step| broke_off = broke_off || report(step).is_break();
        if let Err(error) = indexing.end(|event| tell(Step::Indexing(event))) {
            tell(Step::NotIndexed(error));
        }
    }
}

/// What the index is to do with what was written, which was drafted to `draft`; nothing when no record is new.
fn filed(written: &Written, draft: Option<Box<Draft>>) -> Option<Filed> {
    let what = match (written.news, draft) {
        (News::Nothing, _) | (_, None) => Indexed::Stored,
        (_, Some(draft)) if written.latest => Indexed::Draft(draft),
        _ => Indexed::Earlier,
    };
    Some(Filed { seq: written.seq?, article: written.article, what })
}
