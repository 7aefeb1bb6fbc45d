use std::path::{Path, PathBuf};

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::schema::Field;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::documents::{Draft, Drafting};
use super::error::SearchError;
use super::index::{self, Beside, Kind, Unusable};
use super::schema::{ArticleFields, QuotationFields};
use super::state::State;
use crate::lock::Lock;
use crate::{ArticleId, Library, LibraryError, Record, Unreadable};

/// Keeps the index of one library up with it. There is one at a time, whatever the number of processes.
///
/// The index has what was committed here, and knows up to which record that is: after a kill at any moment
/// [`Self::catch_up`] goes on from there.
pub struct Indexer {
    folder: PathBuf,
    drafting: Drafting,
    articles: Part,
    quotations: Part,
    rebuilding: Option<Rebuilding>,
    left_out: Vec<Unreadable>,
    /// Records taken in since the last commit.
    uncommitted: usize,
    /// When it is made beside the one there is.
    beside: Option<Beside>,
    _lock: Lock,
}

/// Why an index is made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rebuilding {
    /// There was none.
    Missing,
    /// Another version of the program made it.
    OtherVersion,
    /// It is ahead of the library: it follows another, or this one in another state.
    OtherLibrary,
    /// It could not be read.
    Damaged {
        /// What was found.
        what: String,
    },
}

impl Indexer {
    /// Records read from the library at once.
    const BATCH: usize = 200;
    /// Records between two commits: what is done again after a kill.
    const COMMIT_EVERY: usize = 20_000;

    /// Opens the index of `library` to write; when there is none, or none that can be used, begins a new one.
    ///
    /// # Errors
    /// [`SearchError::Busy`] when another process has it open, and whatever making files can meet.
    pub fn open(library: &Library) -> Result<Self, SearchError> {
        let folder = library.folder();
        let lock = lock(folder)?;
        let last = library.last_seq()?;
        let opened: Result<Vec<_>, _> = Kind::ALL.into_iter().map(|kind| kind.open_checked(folder)).collect();
        let unusable = match opened {
            Ok(kinds) if kinds.iter().all(|(_, state)| state.seq <= last) => None,
            Ok(_) => Some(Rebuilding::OtherLibrary),
            Err(Unusable::Missing) => Some(Rebuilding::Missing),
            Err(Unusable::OtherVersion) => Some(Rebuilding::OtherVersion),
            Err(Unusable::Damaged(what)) => Some(Rebuilding::Damaged { what }),
        };
        match unusable {
            None => Self::begin(folder, lock, None, None),
            Some(why) => Self::anew(folder, lock, why),
        }
    }

    /// Begins a new index beside the one there is, which answers until [`Self::finish`].
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_anew(library: &Library) -> Result<Self, SearchError> {
        let folder = library.folder();
        let lock = lock(folder)?;
        let beside = Beside::begin(folder).map_err(|error| SearchError::io(&index::folder(folder), error))?;
        Self::begin(folder, lock, Some(Rebuilding::Missing), Some(beside))
    }

    /// Begins a new index in place of what is there, which can answer nobody, for a reason that is told. Interrupted, it
    /// goes on where it was.
    pub(super) fn open_because(library: &Library, why: Rebuilding) -> Result<Self, SearchError> {
        Self::anew(library.folder(), lock(library.folder())?, why)
    }

    fn anew(folder: &Path, lock: Lock, why: Rebuilding) -> Result<Self, SearchError> {
        index::remove(folder).map_err(|error| SearchError::io(&index::folder(folder), error))?;
        Self::begin(folder, lock, Some(why), None)
    }

    fn begin(
        folder: &Path,
        lock: Lock,
        rebuilding: Option<Rebuilding>,
        beside: Option<Beside>,
    ) -> Result<Self, SearchError> {
        let index = beside.as_ref().map_or_else(|| index::folder(folder), Beside::folder);
        let part = |kind: Kind| Part::new(&kind.create(&index)?, kind, folder);
        Ok(Self {
            folder: folder.to_owned(),
            drafting: Drafting::default(),
            articles: part(Kind::Articles)?,
            quotations: part(Kind::Quotations)?,
            rebuilding,
            left_out: Vec::new(),
            uncommitted: 0,
            beside,
            _lock: lock,
        })
    }

    /// Why the index is made anew; nothing when it is not.
    #[must_use]
    pub fn rebuilding(&self) -> Option<&Rebuilding> {
        self.rebuilding.as_ref()
    }

    /// Records whose readings the library has no more whole, so that they cannot be found.
    #[must_use]
    pub fn left_out(&self) -> &[Unreadable] {
        &self.left_out
    }

    /// The number of the last record that both kinds of documents were taken from.
    #[must_use]
    pub fn seq(&self) -> i64 {
        self.articles.state.seq.min(self.quotations.state.seq)
    }

    /// Takes in a record. Records come in the order of their numbers; what is known already is passed over.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, record: &Record) -> Result<(), SearchError> {
        if record.seq <= self.seq() {
            return Ok(());
        }
        let draft = record.latest.then(|| self.drafting.draft(&record.reading));
        self.add_draft(record.seq, record.article, draft)
    }

    /// Takes in the record `seq` of `article`, of which `latest` was drafted when it is the article's latest text. As
    /// [`Self::add`], every record before it was taken in.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add_draft(
        &mut self,
        seq: i64,
        article: ArticleId,
        latest: Option<Draft>,
    ) -> Result<(), SearchError> {
        // An earlier text of an article is kept by the library, and not searched; what is there of the article stays.
        let documents = latest.map(|draft| draft.numbered(seq, article, &self.drafting));
        let (of_article, quotations) = match documents {
            Some((document, quotations)) => (Some(vec![document]), Some(quotations)),
            None => (None, None),
        };
        let added = self.articles.add(seq, article, of_article);
        let added = added.and_then(|()| self.quotations.add(seq, article, quotations));
        self.uncommitted += 1;
        added.map_err(|error| self.failed(error))
    }

    /// Passes over a record that cannot be read: one that is lost must not hide all that came after it.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn leave_out(&mut self, unreadable: Unreadable) -> Result<(), SearchError> {
        self.add_draft(unreadable.seq, unreadable.article, None)?;
        self.left_out.push(unreadable);
        Ok(())
    }

    /// Makes what was taken in part of the index.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn commit(&mut self) -> Result<(), SearchError> {
        self.uncommitted = 0;
        let committed = self.articles.commit().and_then(|()| self.quotations.commit());
        committed.map_err(|error| self.failed(error))
    }

    /// Takes in and commits everything that `library` has and the index has not; calls `each` with the number of
    /// records done so far.
    ///
    /// # Errors
    /// When the library cannot be read or the index not written.
    pub fn catch_up(&mut self, library: &Library, mut each: impl FnMut(u64)) -> Result<(), SearchError> {
        let mut seq = self.seq();
        let mut done = 0;
        loop {
            let records = library.readable_after(seq, Self::BATCH)?;
            if records.is_empty() {
                break;
            }
            for record in records {
                done += 1;
                match record {
                    Ok(record) => {
                        seq = record.seq;
                        self.add(&record)?;
                    }
                    Err(unreadable) => {
                        seq = unreadable.seq;
                        self.leave_out(unreadable)?;
                    }
                }
            }
            each(done);
            self.commit_at_times()?;
        }
        self.commit()
    }

    /// Commits when so much was taken in that doing it again after a kill would take a while.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn commit_at_times(&mut self) -> Result<(), SearchError> {
        if self.uncommitted < Self::COMMIT_EVERY { Ok(()) } else { self.commit() }
    }

    /// Commits, and waits for what is being put in order in the background. One that was made beside another takes its
    /// place.
    ///
    /// # Errors
    /// As [`Self::commit`].
    pub fn finish(mut self) -> Result<(), SearchError> {
        self.commit()?;
        let folder = self.folder;
        let waited = self.articles.writer.wait_merging_threads();
        let waited = waited.and_then(|()| self.quotations.writer.wait_merging_threads());
        waited.map_err(|error| SearchError::index(&index::folder(&folder), error))?;
        let taken = self.beside.map_or(Ok(()), Beside::take_place);
        taken.map_err(|error| SearchError::io(&index::folder(&folder), error))?;
        index::share(&folder);
        Ok(())
    }

    /// As if the process were killed in the middle of [`Self::commit`].
    #[cfg(test)]
    pub(super) fn commit_one_kind(&mut self) {
        self.articles.commit().expect("the index can be written");
    }

    fn failed(&self, error: tantivy::TantivyError) -> SearchError {
        SearchError::index(&index::folder(&self.folder), error)
    }
}

/// Takes the lock that whoever writes to the index holds.
fn lock(library: &Path) -> Result<Lock, SearchError> {
    Lock::take_index(library).map_err(|error| match error {
        LibraryError::Busy { holder, .. } => SearchError::Busy { folder: index::folder(library), holder },
        LibraryError::ReadOnly { .. } => SearchError::ReadOnly { folder: index::folder(library) },
        LibraryError::Full { .. } => SearchError::Full { folder: index::folder(library) },
        other => SearchError::Library(other),
    })
}

/// The writer of one kind of documents.
struct Part {
    writer: IndexWriter,
    /// The field by which an article's documents are taken out.
    article: Field,
    state: State,
    /// Whether anything was added since the last commit.
    pending: bool,
}

impl Part {
    /// Bytes that may be filled before a segment is written out: two of these make 100 MB.
    const MEMORY: usize = 50_000_000;

    fn new(index: &tantivy::Index, kind: Kind, library: &Path) -> Result<Self, SearchError> {
        let article = match kind {
            Kind::Articles => ArticleFields::schema().0.common.article,
            Kind::Quotations => QuotationFields::schema().0.common.article,
        };
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(Self::MEMORY)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let open = || -> tantivy::Result<Self> {
            let state = index.load_metas()?.payload.as_deref().and_then(State::read);
            let writer: IndexWriter = index.writer_with_options(options)?;
            writer.set_merge_policy(Box::new(LogMergePolicy::default()));
            Ok(Self { writer, article, state: state.unwrap_or_default(), pending: state.is_none() })
        };
        open().map_err(|error| SearchError::index(&index::folder(library), error))
    }

    /// Puts `documents` in the place of what there is of `article`; nothing when the record brings none.
    fn add(
        &mut self,
        seq: i64,
        article: ArticleId,
        documents: Option<Vec<TantivyDocument>>,
    ) -> tantivy::Result<()> {
        if seq <= self.state.seq {
            return Ok(());
        }
        if let Some(documents) = documents {
            let mut operations = Vec::with_capacity(documents.len() + 1);
            // Looking for what is to be taken out costs more than remembering that nothing can be.
            if article.0 <= self.state.highest {
                operations.push(UserOperation::Delete(Term::from_field_i64(self.article, article.0)));
            }
            operations.extend(documents.into_iter().map(UserOperation::Add));
            self.writer.run(operations)?;
        }
        self.state.seq = seq;
        self.state.highest = self.state.highest.max(article.0);
        self.pending = true;
        Ok(())
    }

    fn commit(&mut self) -> tantivy::Result<()> {
        if !self.pending {
            return Ok(());
        }
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&self.state.written());
        commit.commit()?;
        self.pending = false;
        Ok(())
    }
}
