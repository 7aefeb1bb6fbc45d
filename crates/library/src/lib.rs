//! Where articles stay: a library is one folder with one SQLite file, which is the only truth, and whatever
//! can be made from it again. This is the only crate that knows SQL.
//!
//! # Writing
//! [`Writer::open`] takes the library's lock. What takes time, reading and compressing, is done on other
//! threads, which make [`Arrival`]s; [`Writer::add`] files them and [`Writer::commit`] makes them safe.
//! Only what was committed may be called added.
//!
//! # Reading
//! [`Library::open`] gives a connection of its own to each thread or process that asks; none of them waits for
//! the writer. A revision's reading comes back exactly as it was added, spans in bytes.
//!
//! # Deriving
//! Whatever is derived from the library and kept elsewhere (a search index) follows it by numbers: every new
//! or changed [`Record`] gets the next `seq`. Keep the last number taken in *with* what is derived, in the same
//! commit, and ask [`Library::records_after`] for more until it gives nothing; then a kill at any moment
//! loses nothing and doubles nothing. An index that is lost starts again from 0.
//!
//! ```
//! # use sayso_library::{Arrival, Library, TakenKey, Writer};
//! # use sayso_model::{Article, Reading};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//! let reading = Reading { article: Article { text: "The bridge opens.".into(), ..Article::default() }, ..Reading::default() };
//! let mut writer = Writer::open(folder)?;
//! writer.add(&Arrival::new(TakenKey::of(&[b"the page"]), None, reading)?, 1_772_442_600)?;
//! writer.commit()?;
//!
//! let library = Library::open(folder)?;
//! let mut seq = 0;
//! loop {
//!     let records = library.records_after(seq, 500)?;
//!     let Some(last) = records.last() else { break };
//!     seq = last.seq;
//!     // … index the records, and commit `seq` with them
//! }
//! assert_eq!(seq, library.last_seq()?);
//! # Ok(())
//! # }
//! ```

mod address;
mod arrival;
mod backup;
mod error;
mod feeds;
mod folder;
mod history;
mod identity;
mod ids;
mod jobs;
mod library;
mod lock;
mod near;
mod packing;
mod persons;
pub mod query;
mod records;
mod saved;
mod schema;
pub mod search;
mod times;
mod writer;

pub use arrival::Arrival;
pub use backup::{BackedUp, restore};
pub use error::LibraryError;
pub use feeds::Visit;
pub use folder::locate;
pub use history::{Seen, State};
pub use identity::TakenKey;
pub use ids::{ArticleId, PersonId, RevisionId};
pub use jobs::{Counts, Job, Size};
pub use library::Library;
pub use persons::{Operation, OperationKind, Person, PersonError, PersonKind, Selection, Statement, Tally};
pub use records::{Record, Unreadable};
pub use saved::SavedSearch;
pub use times::{iso, seconds_of};
pub use writer::{Added, News, Writer};
