use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::LibraryError;

/// Held by the one process that writes to a library, or to its search index. The system lets go of it when the
/// process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    const WRITING: &str = "writing.lock";
    const INDEXING: &str = "indexing.lock";

    /// Takes the lock of the library in `folder`.
    ///
    /// # Errors
    /// [`LibraryError::Busy`], with what the holder wrote of itself, when another process has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, LibraryError> {
        Self::take_named(folder, Self::WRITING)
    }

    /// Takes the lock of the search index of the library in `folder`, which is another one: an index catches up with
    /// the library whether or not anything is being added.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub(crate) fn take_index(folder: &Path) -> Result<Self, LibraryError> {
        Self::take_named(folder, Self::INDEXING)
    }

    fn take_named(folder: &Path, name: &str) -> Result<Self, LibraryError> {
        let path = folder.join(name);
        let failed = |error| LibraryError::io(folder, error);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let mut file = open.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Without its name the message still says what there is to say.
                let _ = file.take(200).read_to_string(&mut holder);
                return Err(LibraryError::Busy { folder: folder.to_owned(), holder });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        file.set_len(0).map_err(failed)?;
        file.rewind().map_err(failed)?;
        write!(file, " (process {})", std::process::id()).map_err(failed)?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_the_first_is() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path()).unwrap();
        let message = Lock::take(folder.path()).unwrap_err().to_string();
        assert!(message.ends_with(&format!("(process {})", std::process::id())), "{message}");
        drop(first);
        Lock::take(folder.path()).unwrap();
    }
}
