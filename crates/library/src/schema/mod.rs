use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::{LibraryError, folder, packing};

/// The steps from an empty file to the newest format, in order: step 1 makes format 1. A released step
/// never changes.
const STEPS: [&str; 1] = [include_str!("1.sql")];

/// Marks the file as a library of sayso: `sayS`.
const APPLICATION: i64 = 0x7361_7953;

/// What the format of a library's file calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Nothing: it is the newest.
    Current,
    /// Steps: it is empty, or of an earlier format.
    Older(i64),
}

/// The format of the library in `connection`, whose file is `file`.
///
/// # Errors
/// [`LibraryError::NotALibrary`] and [`LibraryError::TooNew`].
pub(crate) fn format(connection: &Connection, file: &Path) -> Result<Format, LibraryError> {
    let failed = |error| LibraryError::database(file, error);
    let pragma = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    let found = pragma("user_version").map_err(failed)?;
    let known = STEPS.len() as i64;
    let empty = found == 0 && pragma("schema_version").map_err(failed)? == 0;
    if !empty && pragma("application_id").map_err(failed)? != APPLICATION {
        return Err(LibraryError::NotALibrary { file: file.to_owned() });
    }
    if found > known {
        return Err(LibraryError::TooNew { file: file.to_owned(), found, known });
    }
    Ok(if found == known { Format::Current } else { Format::Older(found) })
}

/// Brings the library in `connection` from format `from` to the newest. All steps are one transaction;
/// unless the file was empty, a copy of it is kept beside it until they are done.
pub(crate) fn migrate(connection: &mut Connection, folder: &Path, from: i64) -> Result<(), LibraryError> {
    migrate_by(&STEPS, connection, folder, from)
}

fn migrate_by(
    steps: &[&str],
    connection: &mut Connection,
    folder: &Path,
    from: i64,
) -> Result<(), LibraryError> {
    let failed = |error| LibraryError::database(folder, error);
    let kept = folder::database(folder).with_extension(format!("format-{from}.sqlite"));
    if from > 0 {
        // What an earlier, interrupted migration left is a copy of the same file.
        let _ = std::fs::remove_file(&kept);
        // As bytes: a name need not be Unicode.
        let name = kept.as_os_str().as_encoded_bytes();
        connection.execute("VACUUM INTO CAST(?1 AS TEXT)", [name]).map_err(failed)?;
    } else {
        // Only possible before anything is in the file.
        connection.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL").map_err(failed)?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    for step in steps.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(step).map_err(failed)?;
    }
    if from == 0 {
        let keep = "INSERT INTO dictionary (id, bytes) VALUES (?1, ?2)";
        transaction.execute(keep, (packing::DICTIONARY, packing::DICTIONARY_BYTES)).map_err(failed)?;
    }
    // For whoever has to find out later how a file came to be as it is.
    let made_by = "INSERT OR REPLACE INTO meta (key, value) VALUES ('format ' || ?1, 'made by sayso ' || ?2)";
    transaction.execute(made_by, (steps.len() as i64, env!("CARGO_PKG_VERSION"))).map_err(failed)?;
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(failed)?;
    transaction.pragma_update(None, "user_version", steps.len() as i64).map_err(failed)?;
    transaction.commit().map_err(failed)?;
    if from > 0 {
        std::fs::remove_file(&kept).map_err(|error| LibraryError::io(&kept, error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh(folder: &Path) -> Connection {
        Connection::open(folder::database(folder)).unwrap()
    }

    #[test]
    fn a_step_that_fails_leaves_the_old_format_and_a_copy_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = fresh(folder.path());
        migrate(&mut connection, folder.path(), 0).unwrap();
        connection.execute("INSERT INTO outlet (key, name) VALUES ('a', 'A')", []).unwrap();
        let broken = [STEPS[0], "DROP TABLE outlet; CREATE TABLE outlet (id INTEGER, id INTEGER)"];
        migrate_by(&broken, &mut connection, folder.path(), 1).unwrap_err();
        let outlets = |connection: &Connection| {
            connection.query_row("SELECT count(*) FROM outlet", [], |row| row.get::<_, i64>(0)).unwrap()
        };
        assert_eq!(outlets(&connection), 1);
        assert_eq!(format(&connection, folder.path()).unwrap(), Format::Current);
        let kept = folder.path().join("library.format-1.sqlite");
        assert_eq!(outlets(&Connection::open(&kept).unwrap()), 1);
        let step = [STEPS[0], "ALTER TABLE outlet ADD COLUMN country TEXT"];
        migrate_by(&step, &mut connection, folder.path(), 1).unwrap();
        assert!(!kept.exists());
        assert!(matches!(
            format(&connection, folder.path()),
            Err(LibraryError::TooNew { found: 2, known: 1, .. })
        ));
    }

    #[test]
    fn another_programs_database_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let connection = fresh(folder.path());
        connection.execute_batch("CREATE TABLE bookmarks (url TEXT)").unwrap();
        assert!(matches!(format(&connection, folder.path()), Err(LibraryError::NotALibrary { .. })));
    }
}
