use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::LockError;
use thiserror::Error;

use crate::LibraryError;
use crate::query::QueryError;

/// Why a search could not be done.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The query is not one.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The library cannot be read.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// Another process writes to the index.
    #[error("{}: another process is writing to the search index{holder}", .folder.display())]
    Busy {
        /// The index's folder.
        folder: PathBuf,
        /// Which one, as ` (process 4711)`; empty when it did not say.
        holder: String,
    },
    /// The index must be written, and its folder may not be.
    #[error("{}: the search index may not be written", .folder.display())]
    ReadOnly {
        /// The index's folder.
        folder: PathBuf,
    },
    /// The disk is full.
    #[error("{}: there is no room on the disk for the search index", .folder.display())]
    Full {
        /// The index's folder.
        folder: PathBuf,
    },
    /// The index must be written, and the system refuses.
    #[error("{}: the search index cannot be written: {source}", .folder.display())]
    NotWritable {
        /// The index's folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The index does not answer.
    #[error("{}: the search index fails: {source}", .folder.display())]
    Index {
        /// The index's folder.
        folder: PathBuf,
        /// What it says.
        source: Box<TantivyError>,
    },
    /// There is no index that can be used.
    #[error("{}: the search index cannot be used: {what}", .folder.display())]
    Unusable {
        /// The index's folder.
        folder: PathBuf,
        /// Why.
        what: String,
    },
    /// The thread that writes to the index broke off: a bug.
    #[error("the search index was not written to its end")]
    Broken,
    /// A cursor that this query did not give.
    #[error("{cursor}: this is no cursor of this search")]
    Cursor {
        /// As it was given.
        cursor: String,
    },
}

impl SearchError {
    /// What to do about it, as a sentence without full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Query(error) => Some(error.problem.hint()),
            Self::Library(error) => error.hint(),
            Self::Busy { .. } => Some("wait until it is done".to_owned()),
            Self::ReadOnly { .. } => {
                Some("reading works; to search, change the folder's permissions and try again".to_owned())
            }
            Self::Full { .. } => Some(
                "nothing of the library is lost; make room, and the next search makes up for it".to_owned(),
            ),
            Self::NotWritable { .. } => {
                Some("nothing of the library is lost; look after the disk and try again".to_owned())
            }
            Self::Index { .. } | Self::Unusable { .. } | Self::Broken => {
                Some("sayso reindex makes it anew from the library".to_owned())
            }
            Self::Cursor { .. } => Some(
                "take it from the last line of the same search in the same order, or leave --after out"
                    .to_owned(),
            ),
        }
    }

    /// Whether a damaged index may be the reason.
    pub(super) const fn may_be_damage(&self) -> bool {
        matches!(self, Self::Index { .. } | Self::Unusable { .. } | Self::Broken)
    }

    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        let folder = path.to_owned();
        match source.kind() {
            kind if is_no_room(kind) => Self::Full { folder },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { folder },
            _ => Self::NotWritable { folder, source },
        }
    }

    pub(super) fn index(folder: &Path, source: impl Into<TantivyError>) -> Self {
        match source.into() {
            TantivyError::LockFailure(LockError::LockBusy, _) => {
                Self::Busy { folder: folder.to_owned(), holder: String::new() }
            }
            TantivyError::LockFailure(LockError::IoError(error), _) => {
                Self::io(folder, io::Error::new(error.kind(), error.to_string()))
            }
            // What was read is not what was written: that says nothing of the disk's room.
            source @ TantivyError::IoError(_) if is_of_content(&source) => {
                Self::Index { folder: folder.to_owned(), source: Box::new(source) }
            }
            TantivyError::IoError(error) => Self::io(folder, io::Error::new(error.kind(), error.to_string())),
            // All that is told of a thread that gave up is that it did; most often it found no room.
            TantivyError::ErrorInThread(_) if is_full(folder) => Self::Full { folder: folder.to_owned() },
            source => Self::Index { folder: folder.to_owned(), source: Box::new(source) },
        }
    }
}

const fn is_no_room(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded)
}

/// Whether the disk that `folder` is on has no room for a file of a size that an index is made of: by trying.
fn is_full(folder: &Path) -> bool {
    const SIZE: usize = 1 << 20;
    let probe = folder.with_extension("room");
    let written = std::fs::write(&probe, vec![0; SIZE]);
    // What was written of it takes room itself.
    let _ = std::fs::remove_file(&probe);
    written.is_err_and(|error| is_no_room(error.kind()))
}

fn is_of_content(error: &TantivyError) -> bool {
    let of_content = [io::ErrorKind::InvalidData, io::ErrorKind::UnexpectedEof];
    matches!(error, TantivyError::IoError(error) if of_content.contains(&error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_gave_up_is_no_full_disk_where_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let gave_up = TantivyError::ErrorInThread("an index writer was killed".to_owned());
        let error = SearchError::index(&folder.path().join("index"), gave_up);
        assert!(matches!(error, SearchError::Index { .. }));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
