use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tantivy::directory::{Directory, META_LOCK, MmapDirectory};
use tantivy::schema::Schema;
use tantivy::{Executor, Index, IndexReader, ReloadPolicy, Searcher};

use super::directory::ForReading;
use super::error::SearchError;
use super::schema::{ArticleFields, QuotationFields, tokenizers};
use super::state::State;

/// The folder of the index, in the library's.
const FOLDER: &str = "index";
/// The folder of one that is being made while that one answers, and of that one while they change places.
const MAKING: &str = "index.new";
const REPLACED: &str = "index.old";

/// The two kinds of documents, each with an index of its own: what is counted for one, such as how rare a word is, is
/// not mixed with the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Articles,
    Quotations,
}

/// What searches the parts of an index: they are gone through at once by as many threads as there are processors.
static EXECUTOR: LazyLock<Executor> = LazyLock::new(|| {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    // Where no threads are to be had, one after the other.
    Executor::multi_thread(threads, "search-").unwrap_or_else(|_| Executor::single_thread())
});

impl Kind {
    pub(super) const ALL: [Self; 2] = [Self::Articles, Self::Quotations];

    fn schema(self) -> Schema {
        match self {
            Self::Articles => ArticleFields::schema().1,
            Self::Quotations => QuotationFields::schema().1,
        }
    }

    /// Its folder in that of an index.
    fn within(self, index: &Path) -> PathBuf {
        index.join(match self {
            Self::Articles => "articles",
            Self::Quotations => "quotations",
        })
    }

    fn folder(self, library: &Path) -> PathBuf {
        self.within(&folder(library))
    }

    /// Opens the index of this kind in the folder `index` to write, or makes an empty one.
    pub(super) fn create(self, index: &Path) -> Result<Index, SearchError> {
        let folder = self.within(index);
        std::fs::create_dir_all(&folder).map_err(|error| SearchError::io(&folder, error))?;
        let directory = MmapDirectory::open(&folder).map_err(|error| SearchError::index(&folder, error))?;
        let index = Index::builder().schema(self.schema()).tokenizers(tokenizers());
        index.open_or_create(directory).map_err(|error| SearchError::index(&folder, error))
    }

    /// Opens the index of this kind as it is now, with how far it has come; or says why it must be made anew.
    pub(super) fn open(self, library: &Path) -> Result<(Searcher, State), Unusable> {
        let folder = self.folder(library);
        if !folder.join("meta.json").exists() {
            return Err(Unusable::Missing);
        }
        let damaged = |error: tantivy::TantivyError| Unusable::Damaged(error.to_string());
        let directory = MmapDirectory::open(&folder).map_err(|error| damaged(error.into()))?;
        let mut index = Index::open(ForReading(directory)).map_err(damaged)?;
        index.set_tokenizers(tokenizers());
        index.set_executor(EXECUTOR.clone());
        let payload = index.load_metas().map_err(damaged)?.payload;
        // Without one the first commit was never reached.
        let payload = payload.ok_or(Unusable::Missing)?;
        let state = State::read(&payload).ok_or(Unusable::OtherVersion)?;
        if index.schema() != self.schema() {
            return Err(Unusable::OtherVersion);
        }
        // Opens every file, and finds those that are missing or cut.
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(damaged)?;
        Ok((reader.searcher(), state))
    }

    /// As [`Self::open`]; of an index that is small enough every byte is looked at, as few would notice one that was
    /// changed: it makes other hits, not none.
    pub(super) fn open_checked(self, library: &Path) -> Result<(Searcher, State), Unusable> {
        /// Bytes that are read in a few milliseconds. Of a larger index damage is found where it does not answer.
        const CHECKED: u64 = 32 << 20;
        let folder = self.folder(library);
        // First of all: what is damaged would make the engine panic where it is opened.
        if folder.join("meta.json").exists()
            && crate::folder::bytes(&folder).is_ok_and(|bytes| bytes <= CHECKED)
            && let Some(what) = self.damage(library)
        {
            return Err(Unusable::Damaged(what));
        }
        let opened = catch_unwind(|| self.open(library));
        opened.unwrap_or_else(|_| Err(Unusable::Damaged(BROKE_OFF.to_owned())))
    }

    /// What of this index is not as it was written, by the sums that its files end with.
    fn damage(self, library: &Path) -> Option<String> {
        let damaged = || {
            let index = Index::open(ForReading(MmapDirectory::open(self.folder(library))?))?;
            // Nobody takes a file away while it is read.
            let _lock = index.directory().acquire_lock(&META_LOCK);
            index.validate_checksum()
        };
        match catch_unwind(damaged) {
            Ok(Ok(files)) => {
                let mut names: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
                names.sort_unstable();
                names.into_iter().next().map(|name| format!("{name} is not as it was written"))
            }
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some(BROKE_OFF.to_owned()),
        }
    }
}

/// What there is to say of a panic in the engine.
const BROKE_OFF: &str = "the search broke off in the middle";

/// What is damaged in the index of the library in `library`, whose every byte is read for it.
pub(super) fn damage(library: &Path) -> Option<String> {
    Kind::ALL.into_iter().find_map(|kind| kind.damage(library))
}

/// Does `work` with the index of the library in `library`. The engine trusts what it reads: where a file is damaged, it
/// may panic, and that is no reason to end the program.
pub(super) fn guarded<T>(
    library: &Path,
    work: impl FnOnce() -> Result<T, SearchError>,
) -> Result<T, SearchError> {
    // What was being done is given up: nothing of it is used again.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(SearchError::Unusable { folder: folder(library), what: BROKE_OFF.to_owned() })
    })
}

/// Why an index must be made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unusable {
    Missing,
    OtherVersion,
    Damaged(String),
}

/// The folder that the index of the library in `library` is in.
pub(crate) fn folder(library: &Path) -> PathBuf {
    library.join(FOLDER)
}

/// Lets whoever may read the library's file read the index: what names its parts is made for its owner's eyes alone.
pub(super) fn share(library: &Path) {
    let Ok(database) = std::fs::metadata(crate::folder::database(library)) else { return };
    for kind in Kind::ALL {
        for file in ["meta.json", ".managed.json"] {
            // Where the system has no permissions to give, there are none that could be missing.
            let _ = std::fs::set_permissions(kind.folder(library).join(file), database.permissions());
        }
    }
}

/// Takes away the index of the library in `library`, whatever is there.
pub(crate) fn remove(library: &Path) -> io::Result<()> {
    remove_folder(&folder(library))
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    let removed = match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => std::fs::remove_file(folder),
        removed => removed,
    };
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// An index that is made beside the one there is, which answers meanwhile. What does not come to its end is taken away:
/// where the disk is full it would keep the room.
pub(super) struct Beside {
    library: PathBuf,
}

impl Beside {
    /// Makes room for one, and takes away what is left of an earlier one that was interrupted.
    pub(super) fn begin(library: &Path) -> io::Result<Self> {
        remove_folder(&library.join(MAKING))?;
        Ok(Self { library: library.to_owned() })
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.library.join(MAKING)
    }

    /// Puts it in the place of the one there is. Who has that one open goes on reading it. A kill in the middle leaves no
    /// index, and the next search makes one.
    pub(super) fn take_place(self) -> io::Result<()> {
        let (index, replaced) = (folder(&self.library), self.library.join(REPLACED));
        remove_folder(&replaced)?;
        match std::fs::rename(&index, &replaced) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        std::fs::rename(self.folder(), &index)?;
        remove_folder(&replaced)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // What stays all the same is taken away by the next one.
        let _ = remove_folder(&self.folder());
    }
}
