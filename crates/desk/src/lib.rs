//! The one place where the stages are wired together.
//!
//! Intake hands out articles one at a time; each goes through page, language and attribution on one
//! of several threads and comes back in the order of the inputs. The stages themselves know nothing
//! of threads, clocks or each other.

mod crew;
mod english;
mod failure;
mod library;
mod stages;
mod watch;

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

pub use failure::Failure;
pub use library::{AddError, AddOptions, Added, Lost, Step, Totals, What, add, history, update};
pub use sayso_compare::compare;
pub use sayso_intake::{
    Ask, Content, Extent, FeedItem, FetchLinks, Ledger, Meter, Options as IntakeOptions, Seen, Skipped,
    Summary, Taken, Validators, extent,
};
pub use sayso_library::SavedSearch;
pub use sayso_library::query::{Query, QueryError, parse as parse_query};
pub use sayso_library::search::{
    Answer, Catching, Facets, Found, Indexer, Order, Rebuilding, Request, Search, SearchError,
};
pub use sayso_library::{
    BackedUp, Library, LibraryError, Operation, OperationKind, Person, PersonError, PersonId, PersonKind,
    Selection, Size, Statement, Tally, Unreadable, Writer, iso, locate, restore, seconds_of,
};
use sayso_model::{Effort, Reading};
pub use watch::{Watched, watched};

/// How articles are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How they are taken in.
    pub intake: IntakeOptions,
    /// How far each is carried.
    pub depth: Depth,
    /// How it is found out who says what; when not given, accurately for up to [`FEW`] articles and fast for more.
    pub effort: Option<Effort>,
    /// How many are read at once; as many as there are processors when not given.
    pub threads: Option<NonZeroUsize>,
    /// The moment of reading, ISO 8601 in UTC: pages that claim later dates are not believed.
    pub now: Option<String>,
}

/// So many articles a person reads, who has time for the accurate analysis; more are for a program to count.
pub const FEW: usize = 5;

/// Readings that may wait for a slower one before them, for each thread. More would only hold more articles in memory.
const AHEAD: usize = 4;

/// How far an article is carried through the stages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// The page's fields and text; the rest of the reading stays empty.
    Article,
    /// Everything.
    #[default]
    Whole,
}

/// Reads every article that `inputs` hold and hands each to `each`, in the order of the inputs, until
/// `each` breaks off.
///
/// However many inputs there are, only a few times `threads` articles are in memory at a time. Spans are
/// in bytes: see [`Reading::in_code_points`].
pub fn read(
    inputs: &[impl AsRef<OsStr>],
    options: &Options,
    each: impl FnMut(Result<Reading, Failure>) -> ControlFlow<()>,
) {
    let threads = options.threads.or_else(|| std::thread::available_parallelism().ok());
    let mut taken = sayso_intake::take(inputs, &options.intake);
    // How many there are is known only when they have been taken: one more than a few is enough to tell.
    let sample = if options.effort.is_none() { FEW + 1 } else { 0 };
    let first: Vec<_> = taken.by_ref().take(sample).collect();
    let effort = options.effort.unwrap_or(if first.len() > FEW { Effort::Fast } else { Effort::Accurate });
    crew::in_order(
        first.into_iter().chain(taken),
        threads.map_or(1, NonZeroUsize::get),
        AHEAD,
        |taken| taken.map_err(Failure::from).and_then(|taken| guarded(taken, options, effort)),
        each,
    );
}

/// Reads one article that was already taken.
///
/// # Errors
/// [`Failure::Bug`] when a stage panicked.
pub fn read_one(taken: Taken, options: &Options) -> Result<Reading, Failure> {
    guarded(taken, options, options.effort.unwrap_or(Effort::Accurate))
}

fn guarded(taken: Taken, options: &Options, effort: Effort) -> Result<Reading, Failure> {
    failure::guarded(taken.input.clone(), || stages::carry(taken, options, effort))
}
