use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::lock::Lock;
use crate::schema::{self, Format};
use crate::{LibraryError, folder};

/// One library, open for reading. Any number of these, in any number of processes, may be open while one
/// [`Writer`](crate::Writer) writes: each sees what was committed when its question began.
pub struct Library {
    pub(crate) folder: PathBuf,
    pub(crate) connection: Connection,
}

impl Library {
    /// How long a question waits for the moment in which a writer's log is put into the file.
    pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

    /// Opens the library in `folder`; one of an earlier format is brought to the newest first.
    ///
    /// # Errors
    /// [`LibraryError::Missing`] when there is none, and all that opening a database can meet.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        let file = folder::database(folder);
        if !file.exists() {
            return Err(LibraryError::Missing { folder: folder.to_owned() });
        }
        let library = Self::connect(folder, &file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        match schema::format(&library.connection, &file)? {
            Format::Current => Ok(library),
            Format::Older(_) => {
                drop(library);
                drop(Self::open_to_write(folder)?);
                Self::connect(folder, &file, OpenFlags::SQLITE_OPEN_READ_ONLY)
            }
        }
    }

    /// Opens the library in `folder` and makes folder and library when they are not there.
    ///
    /// # Errors
    /// As [`Self::open`], [`LibraryError::Missing`] excepted.
    pub fn create(folder: &Path) -> Result<Self, LibraryError> {
        if !folder::database(folder).exists() {
            drop(Self::open_to_write(folder)?);
        }
        Self::open(folder)
    }

    /// Another connection to the same library, for another thread.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn again(&self) -> Result<Self, LibraryError> {
        let file = folder::database(&self.folder);
        Self::connect(&self.folder, &file, OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    /// The folder that everything of the library is in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Bytes of all files of the library, its search index included.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn bytes(&self) -> Result<u64, LibraryError> {
        folder::bytes(&self.folder).map_err(|error| LibraryError::io(&self.folder, error))
    }

    /// Takes the lock, makes what is missing and brings the format up to date.
    pub(crate) fn open_to_write(folder: &Path) -> Result<(Self, Lock), LibraryError> {
        std::fs::create_dir_all(folder).map_err(|error| LibraryError::io(folder, error))?;
        let lock = Lock::take(folder)?;
        let file = folder::database(folder);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut library = Self::connect(folder, &file, flags)?;
        if let Format::Older(from) = schema::format(&library.connection, &file)? {
            schema::migrate(&mut library.connection, folder, from)?;
        }
        Ok((library, lock))
    }

    fn connect(folder: &Path, file: &Path, flags: OpenFlags) -> Result<Self, LibraryError> {
        let connection =
            match prepare(Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)) {
                // In a folder that may not be written there is no place for the notes that readers and writers share. Where
                // no log lies either, nobody writes, and the file is all there is.
                Err(error)
                    if error.sqlite_error_code() == Some(ErrorCode::CannotOpen)
                        && flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY)
                        && !folder::log(folder).exists() =>
                {
                    prepare(unchanging(file))
                }
                opened => opened,
            };
        let connection = connection.map_err(|error| LibraryError::database(folder, error))?;
        Ok(Self { folder: folder.to_owned(), connection })
    }

    /// What an error of the database means for this library.
    pub(crate) fn failed(&self, error: rusqlite::Error) -> LibraryError {
        LibraryError::database(&self.folder, error)
    }
}

/// Sets up a connection and looks into the file for the first time: a damaged or foreign one is found out here.
fn prepare(opened: rusqlite::Result<Connection>) -> rusqlite::Result<Connection> {
    let connection = opened?;
    connection.busy_timeout(Library::PATIENCE)?;
    // Negative: in KiB. What is asked often stays in memory, and memory stays bounded.
    connection.pragma_update(None, "cache_size", -32_768)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Opens a file that nobody can change.
fn unchanging(file: &Path) -> rusqlite::Result<Connection> {
    let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(format!("file:{path}?immutable=1"), flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nobody_can_change_is_read_without_a_place_for_notes() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("100% of #news?");
        Library::create(&folder).unwrap();
        let connection = prepare(unchanging(&folder::database(&folder))).unwrap();
        let library = Library { folder: folder.clone(), connection };
        assert_eq!(library.last_seq().unwrap(), 0);
        let files = || std::fs::read_dir(&folder).unwrap().count();
        let before = files();
        assert_eq!(library.size().unwrap().articles, 0);
        assert_eq!(files(), before);
    }
}
