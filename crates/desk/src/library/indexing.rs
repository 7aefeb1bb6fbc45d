use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread::{self, JoinHandle};

use sayso_library::search::{Catching, Draft, Indexer, SearchError};
use sayso_library::{ArticleId, Library, LibraryError};

/// A record that is safe in the library, with what the index will hold of it.
pub(super) struct Filed {
    pub(super) seq: i64,
    pub(super) article: ArticleId,
    pub(super) what: Indexed,
}

/// What the index is to do with a record.
pub(super) enum Indexed {
    /// Hold this.
    Draft(Box<Draft>),
    /// Hold what the library has stored under its number, which is not what just came in.
    Stored,
    /// Nothing: it is an earlier text of its article.
    Earlier,
}

/// Records that were committed together.
struct Batch {
    /// The number of the last record before them.
    after: i64,
    records: Vec<Filed>,
}

/// Keeps the search index up with what is being added, on a thread of its own.
///
/// What is drafted while reading is handed over when it is safe in the library. What is not handed over, because the
/// index has more to catch up with than can be kept in memory, it reads from the library.
pub(super) struct Indexing {
    batches: SyncSender<Batch>,
    events: Receiver<Catching>,
    catching_up: Arc<AtomicBool>,
    thread: JoinHandle<Result<(), SearchError>>,
    /// The number of the last record handed over, or of the last there was before.
    last: i64,
}

impl Indexing {
    /// Batches that may wait for the index.
    const WAITING: usize = 2;

    /// Begins to follow a library in which `last` is the number of the last record that is not handed over.
    pub(super) fn begin(library: &Library, last: i64) -> Result<Self, LibraryError> {
        let library = library.again()?;
        let (batches, to_index) = sync_channel(Self::WAITING);
        let (tell, events) = channel();
        let catching_up = Arc::new(AtomicBool::new(true));
        let follower = Follower { library, tell, catching_up: Arc::clone(&catching_up) };
        let thread = thread::spawn(move || follower.follow(&to_index));
        Ok(Self { batches, events, catching_up, thread, last })
    }

    /// Hands over records that are safe, and calls `each` with what the index did meanwhile.
    pub(super) fn hand(&mut self, records: Vec<Filed>, each: impl FnMut(Catching)) {
        let Some(last) = records.last().map(|filed| filed.seq) else { return };
        let batch = Batch { after: self.last, records };
        // Once it failed there is nobody to take anything; that is told in the end.
        if self.catching_up.load(Ordering::Acquire) {
            if let Err(TrySendError::Full(_)) = self.batches.try_send(batch) {
                // It will find them in the library.
            }
        } else {
            let _ = self.batches.send(batch);
        }
        self.last = last;
        self.events.try_iter().for_each(each);
    }

    /// Waits until everything can be found, and calls `each` with how far it is.
    ///
    /// # Errors
    /// When the index could not be brought up to date; the library has everything all the same.
    pub(super) fn end(self, each: impl FnMut(Catching)) -> Result<(), SearchError> {
        drop(self.batches);
        // They end with the thread.
        self.events.into_iter().for_each(each);
        self.thread.join().unwrap_or_else(|_| Err(SearchError::Broken))
    }
}

/// The thread that writes the index.
struct Follower {
    library: Library,
    tell: Sender<Catching>,
    catching_up: Arc<AtomicBool>,
}

impl Follower {
    fn follow(&self, batches: &Receiver<Batch>) -> Result<(), SearchError> {
        let mut indexer = match Indexer::open(&self.library) {
            Err(SearchError::Busy { .. }) => {
                // Whoever is at it may be done when the adding is.
                batches.iter().for_each(drop);
                Indexer::open(&self.library)?
            }
            opened => opened?,
        };
        if let Some(why) = indexer.rebuilding() {
            self.tell(Catching::Anew(why.clone()));
        }
        self.catch_up(&mut indexer)?;
        for batch in batches {
            if indexer.seq() < batch.after {
                self.catch_up(&mut indexer)?;
            }
            for Filed { seq, article, what } in batch.records {
                match what {
                    _ if seq <= indexer.seq() => {}
                    Indexed::Draft(draft) => indexer.add_draft(seq, article, Some(*draft))?,
                    Indexed::Earlier => indexer.add_draft(seq, article, None)?,
                    Indexed::Stored => {
                        // One that has another number by now comes again under that.
                        match self.library.record_numbered(seq)? {
                            Some(Ok(record)) => indexer.add(&record)?,
                            Some(Err(unreadable)) => indexer.leave_out(unreadable)?,
                            None => {}
                        }
                    }
                }
            }
            indexer.commit_at_times()?;
        }
        self.catch_up(&mut indexer)?;
        indexer.left_out().iter().for_each(|unreadable| self.tell(Catching::LeftOut(unreadable.clone())));
        indexer.finish()
    }

    /// Takes in everything that the library has and was not handed over.
    fn catch_up(&self, indexer: &mut Indexer) -> Result<(), SearchError> {
        let of = self.library.count_after(indexer.seq())?;
        if of > 0 {
            self.catching_up.store(true, Ordering::Release);
            indexer.catch_up(&self.library, |done| self.tell(Catching::Up { done, of }))?;
        }
        self.catching_up.store(false, Ordering::Release);
        Ok(())
    }

    fn tell(&self, event: Catching) {
        // Who does not listen any more does not want to know.
        let _ = self.tell.send(event);
    }
}
