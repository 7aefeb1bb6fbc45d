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
    /// The index must be made, and its folder may not be written.
    #[error("{}: the search index cannot be made here: {source}", .folder.display())]
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
    /// A cursor that this query did not give.
    #[error("{cursor}: this is no cursor of this search")]
    Cursor {
        /// As it was given.
        cursor: String,
    },
    /// The library groups no articles into stories.
    #[error("story: finds nothing, because this library knows no stories")]
    NoStories,
}

impl SearchError {
    /// What to do about it, as a sentence without full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Query(error) => Some(error.problem.hint()),
            Self::Library(error) => error.hint(),
            Self::Busy { .. } => Some("wait until it is done".to_owned()),
            Self::NotWritable { .. } => {
                Some("change the folder's permissions, or make room, and try again".to_owned())
            }
            Self::Index { .. } | Self::Unusable { .. } => {
                Some("sayso reindex makes it anew from the library".to_owned())
            }
            Self::Cursor { .. } => Some(
                "take it from the last line of the same search in the same order, or leave --after out"
                    .to_owned(),
            ),
            Self::NoStories => Some("leave story: out".to_owned()),
        }
    }

    pub(super) fn io(path: &Path, source: io::Error) -> Self {
        Self::NotWritable { folder: path.to_owned(), source }
    }

    pub(super) fn index(folder: &Path, source: impl Into<TantivyError>) -> Self {
        match source.into() {
            TantivyError::LockFailure(LockError::LockBusy, _) => {
                Self::Busy { folder: folder.to_owned(), holder: String::new() }
            }
            TantivyError::LockFailure(LockError::IoError(error), _) => {
                Self::io(folder, io::Error::new(error.kind(), error.to_string()))
            }
            TantivyError::IoError(error) => Self::io(folder, io::Error::new(error.kind(), error.to_string())),
            source => Self::Index { folder: folder.to_owned(), source: Box::new(source) },
        }
    }
}
