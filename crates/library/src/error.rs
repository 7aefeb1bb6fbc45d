use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why something in a library could not be done. Nothing was changed by what failed.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// There is no library in the folder.
    #[error("{}: there is no library here", .folder.display())]
    Missing {
        /// The folder.
        folder: PathBuf,
    },
    /// No folder was named and the system tells none.
    #[error(
        "no folder for the library is known: neither --library nor SAYSO_LIBRARY is given, and HOME is not set"
    )]
    NoFolder,
    /// Another process is writing.
    #[error("{}: another process is writing to this library{holder}", .folder.display())]
    Busy {
        /// The folder.
        folder: PathBuf,
        /// Which one, as ` (process 4711)`; empty when it did not say.
        holder: String,
    },
    /// The folder or its files may not be written.
    #[error("{}: this library may not be written", .folder.display())]
    ReadOnly {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk is full.
    #[error("{}: the disk is full", .folder.display())]
    Full {
        /// The folder.
        folder: PathBuf,
    },
    /// The disk gives or takes no more.
    #[error("{}: the disk refuses: {source}", .folder.display())]
    Disk {
        /// The folder.
        folder: PathBuf,
        /// What the database says of it.
        source: rusqlite::Error,
    },
    /// The file is something else.
    #[error("{}: this is not a sayso library", .file.display())]
    NotALibrary {
        /// The file.
        file: PathBuf,
    },
    /// The file was made by a later version of the program.
    #[error("{}: this library has format {found}, and this version of sayso knows formats up to {known}", .file.display())]
    TooNew {
        /// The file.
        file: PathBuf,
        /// Its format.
        found: i64,
        /// The newest that is known.
        known: i64,
    },
    /// What is in the file contradicts itself.
    #[error("{}: the library is damaged: {what}", .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What was found.
        what: String,
    },
    /// What is in the backup contradicts itself.
    #[error("{}: this backup is damaged: {what}", .file.display())]
    BackupDamaged {
        /// The file.
        file: PathBuf,
        /// What was found.
        what: String,
    },
    /// A backup is not written there, or not read from there.
    #[error("{}: this cannot be a backup: {why}", .file.display())]
    NoBackup {
        /// The file.
        file: PathBuf,
        /// Why.
        why: &'static str,
    },
    /// The file that was to be written is there already.
    #[error("{}: there is a file already", .file.display())]
    Exists {
        /// The file.
        file: PathBuf,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The database refuses for another reason.
    #[error("{}: {source}", .folder.display())]
    Database {
        /// The folder.
        folder: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
}

impl LibraryError {
    /// What to do about it, as a sentence without full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing { .. } => {
                "sayso add FILE makes one; --library DIR or SAYSO_LIBRARY says where it is"
            }
            Self::NoFolder => "name one with --library DIR",
            Self::Busy { .. } => "wait until it is done; searching and reading work meanwhile",
            Self::ReadOnly { .. } => {
                "searching and reading work; to add, change its permissions or name another with --library DIR"
            }
            Self::Full { .. } => {
                "what was reported as added is safe; make room and run the same command again"
            }
            Self::Disk { .. } => {
                "what was reported as added is safe; look after the disk and run the same command again"
            }
            Self::NotALibrary { .. } => "name the folder of a library, or a file that sayso backup wrote",
            Self::TooNew { .. } => "use a newer sayso for it",
            Self::Damaged { .. } => "sayso restore FILE puts a backup in its place",
            Self::BackupDamaged { .. } => "the library was left as it is; name another backup",
            Self::NoBackup { .. } => {
                "the library was left as it is; name a file, and outside the library's folder to write one"
            }
            Self::Exists { .. } => "name another file, or say --force to replace it",
            Self::Io { .. } | Self::Database { .. } => return None,
        };
        Some(hint.to_owned())
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull => Self::Full { folder: path.to_owned() },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly { folder: path.to_owned() }
            }
            _ => Self::Io { path: path.to_owned(), source },
        }
    }

    /// What an error of the database means for the library in `folder`.
    pub(crate) fn database(folder: &Path, source: rusqlite::Error) -> Self {
        let folder = folder.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { folder },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { folder },
            Some(ErrorCode::SystemIoFailure) => Self::Disk { folder, source },
            Some(ErrorCode::NotADatabase) => Self::NotALibrary { file: folder },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { file: folder, what: source.to_string() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy { folder, holder: String::new() }
            }
            _ => Self::Database { folder, source },
        }
    }
}
