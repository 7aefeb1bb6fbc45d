use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use crate::lock::Lock;
use crate::schema::Format;
use crate::{Library, LibraryError, folder, records, schema, search};

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// Articles in it.
    pub articles: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Library {
    /// Looks through the whole library for what contradicts itself; takes a minute for some gigabytes.
    ///
    /// # Errors
    /// [`LibraryError::Damaged`] with the first thing found.
    pub fn check(&self) -> Result<(), LibraryError> {
        check(&self.connection, &folder::database(&self.folder))
    }

    /// Writes everything into the one file `to`, as it is at this moment, while others read and write. The file is
    /// there whole or not at all; one that is there already is replaced only when `replace` is given.
    ///
    /// # Errors
    /// When `to` exists or cannot be written, or the library cannot be read.
    pub fn back_up(&self, to: &Path, replace: bool) -> Result<BackedUp, LibraryError> {
        // Not followed: a link would be replaced, not what it leads to, and so would a device.
        let there = std::fs::symlink_metadata(to).ok();
        let why = match &there {
            Some(there) if there.is_dir() => Some("it is a folder"),
            Some(there) if !there.is_file() => Some("it is no regular file"),
            _ if self.is_inside(to) => Some("it is in the library's own folder"),
            _ => None,
        };
        if let Some(why) = why {
            return Err(LibraryError::NoBackup { file: to.to_owned(), why });
        }
        if there.is_some() && !replace {
            return Err(LibraryError::Exists { file: to.to_owned() });
        }
        self.copy(to)
    }

    /// Whether a file lies, or would lie, in the folder that holds this library.
    fn is_inside(&self, file: &Path) -> bool {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
        let real = |path: &Path| path.canonicalize().ok();
        // Where there is no such folder, writing will tell.
        real(parent.unwrap_or(Path::new(".")))
            .zip(real(&self.folder))
            .is_some_and(|(of, folder)| of.starts_with(folder))
    }

    /// Writes everything into the one file `to`, in the place of what is there.
    fn copy(&self, to: &Path) -> Result<BackedUp, LibraryError> {
        let unfinished = beside(to, "unfinished");
        // What an interrupted backup left.
        let _ = std::fs::remove_file(&unfinished);
        let copy = || {
            // As bytes: a name need not be Unicode.
            self.connection
                .execute("VACUUM INTO CAST(?1 AS TEXT)", [unfinished.as_os_str().as_encoded_bytes()])?;
            let copy = Connection::open_with_flags(&unfinished, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            copy.query_row("SELECT count(*) FROM article", [], |row| row.get::<_, i64>(0))
        };
        let done = copy().map_err(|error| LibraryError::database(to, error)).and_then(|articles| {
            let finish = || {
                std::fs::File::open(&unfinished)?.sync_all()?;
                std::fs::rename(&unfinished, to)?;
                std::fs::metadata(to).map(|metadata| metadata.len())
            };
            let bytes = finish().map_err(|error| LibraryError::io(to, error))?;
            Ok(BackedUp { articles: articles.unsigned_abs(), bytes })
        });
        if done.is_err() {
            let _ = std::fs::remove_file(&unfinished);
        }
        done
    }
}

/// Puts the backup in `from` into the place of the library in `folder`, after it was found to be whole, with every
/// reading in it, and of a format that is known. The library that was there is kept beside it as
/// `library.before-restore.sqlite`, or as `library.damaged.sqlite` when it could not be read; with a number when there
/// is one already.
///
/// # Errors
/// When the backup is no library, is damaged or too new, or when another process writes to the library: then
/// nothing was changed.
pub fn restore(from: &Path, folder: &Path) -> Result<BackedUp, LibraryError> {
    let metadata = std::fs::metadata(from).map_err(|error| LibraryError::io(from, error))?;
    if metadata.is_dir() {
        return Err(LibraryError::NoBackup { file: from.to_owned(), why: "it is a folder" });
    }
    let (backup, articles) = looked_through(from).map_err(|error| match error {
        LibraryError::Damaged { file, what } => LibraryError::BackupDamaged { file, what },
        // A file that ends too soon looks to the database like a disk that does not answer.
        LibraryError::Disk { folder: file, source } => {
            LibraryError::BackupDamaged { file, what: source.to_string() }
        }
        other => other,
    })?;
    std::fs::create_dir_all(folder).map_err(|error| LibraryError::io(folder, error))?;
    let _indexing = Lock::take_index(folder)?;
    let (mut library, lock) = match keep(folder) {
        Err(LibraryError::Damaged { .. } | LibraryError::NotALibrary { .. }) => {
            set_aside(folder)?;
            Library::open_to_write(folder)?
        }
        kept => kept?,
    };
    // What was derived from the library that is here is not of the new one. It goes first: then a kill in between
    // leaves nothing that does not fit, and it is made anew when it is asked for.
    search::remove(folder).map_err(|error| LibraryError::io(&search::folder(folder), error))?;
    // Page by page within one transaction of the place it goes to: who reads meanwhile sees the old or the new.
    let copied = Backup::new(&backup, &mut library.connection)
        .and_then(|copy| copy.run_to_completion(i32::MAX, Duration::ZERO, None));
    copied.map_err(|error| LibraryError::database(folder, error))?;
    drop(library);
    drop(lock);
    // Brings one of an earlier format up to date.
    drop(Library::open_to_write(folder)?);
    Ok(BackedUp { articles, bytes: metadata.len() })
}

/// The backup in `from`, in which nothing contradicts itself, and how many articles it has.
fn looked_through(from: &Path) -> Result<(Connection, u64), LibraryError> {
    let failed = |error| LibraryError::database(from, error);
    let backup = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    if schema::format(&backup, from)? == Format::Older(0) {
        return Err(LibraryError::NotALibrary { file: from.to_owned() });
    }
    check(&backup, from)?;
    let count = "SELECT count(*) FROM article";
    let articles = backup.query_row(count, [], |row| row.get::<_, i64>(0)).map_err(failed)?;
    Ok((backup, articles.unsigned_abs()))
}

/// Looks through the whole of a file for what contradicts itself.
fn check(connection: &Connection, file: &Path) -> Result<(), LibraryError> {
    let found = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    match found.map_err(|error| LibraryError::database(file, error))? {
        what if what == "ok" => {}
        what => return Err(LibraryError::Damaged { file: file.to_owned(), what }),
    }
    match records::first_unreadable(connection).map_err(|error| LibraryError::database(file, error))? {
        None => Ok(()),
        Some(unreadable) => {
            Err(LibraryError::Damaged { file: file.to_owned(), what: unreadable.to_string() })
        }
    }
}

/// Opens the library that is to be replaced, and copies it unless it is empty.
fn keep(folder: &Path) -> Result<(Library, Lock), LibraryError> {
    let (library, lock) = Library::open_to_write(folder)?;
    if library.last_seq()? > 0 {
        library.copy(&free(folder, "before-restore"))?;
    }
    Ok((library, lock))
}

/// Moves a library that is too damaged to be copied out of the way, with its log.
fn set_aside(folder: &Path) -> Result<(), LibraryError> {
    let _lock = Lock::take(folder)?;
    let file = folder::database(folder);
    let aside = free(folder, "damaged");
    std::fs::rename(&file, &aside).map_err(|error| LibraryError::io(&file, error))?;
    for ending in ["-wal", "-shm"] {
        let with = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        // Where there is no log there is nothing to move.
        let _ = std::fs::rename(with(&file), with(&aside));
    }
    Ok(())
}

/// The first file beside the library in `folder` that is not there yet and tells by `why` what it is. What was kept
/// before may be the only copy of something.
fn free(folder: &Path, why: &str) -> PathBuf {
    let named = |why: &str| folder::database(folder).with_extension(format!("{why}.sqlite"));
    let numbered = (2..).map(|number: u32| named(&format!("{why}-{number}")));
    let mut files = std::iter::once(named(why)).chain(numbered);
    files.find(|file| !file.exists()).unwrap_or_else(|| named(why))
}

/// The same path with `ending` after its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}
