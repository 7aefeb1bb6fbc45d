use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};

use crate::{Library, LibraryError, folder};

/// A question that is asked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// What it is called; the query itself when nobody named it.
    pub name: String,
    /// The query in its canonical form.
    pub query: String,
    /// When it was saved, in seconds since 1970, UTC.
    pub created_at: i64,
    /// The last record that whoever asks has been told of; 0 before the first time.
    pub seen_seq: i64,
}

const COLUMNS: &str = "SELECT name, query, created_at, seen_seq FROM saved_search";

impl SavedSearch {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { name: row.get(0)?, query: row.get(1)?, created_at: row.get(2)?, seen_seq: row.get(3)? })
    }
}

impl Library {
    /// All saved searches, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, LibraryError> {
        let read = || -> rusqlite::Result<Vec<SavedSearch>> {
            let mut query = self.connection.prepare_cached(&format!("{COLUMNS} ORDER BY name"))?;
            query.query_map([], SavedSearch::read)?.collect()
        };
        read().map_err(|error| self.failed(error))
    }

    /// The saved search of this name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn saved_search(&self, name: &str) -> Result<Option<SavedSearch>, LibraryError> {
        let query = format!("{COLUMNS} WHERE name = ?1");
        let found = self.connection.query_row(&query, [name], SavedSearch::read).optional();
        found.map_err(|error| self.failed(error))
    }

    /// Saves a search, in place of the one that has the same name. Does not wait for whoever is adding articles, but for
    /// the moments in which the database is written.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn save_search(&self, search: &SavedSearch) -> Result<(), LibraryError> {
        let SavedSearch { name, query, created_at, seen_seq } = search;
        let insert =
            "INSERT OR REPLACE INTO saved_search (name, query, created_at, seen_seq) VALUES (?1, ?2, ?3, ?4)";
        self.write(|connection| connection.execute(insert, params![name, query, created_at, seen_seq]))
            .map(|_| ())
    }

    /// Forgets a saved search; whether there was one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn forget_search(&self, name: &str) -> Result<bool, LibraryError> {
        let delete = "DELETE FROM saved_search WHERE name = ?1";
        self.write(|connection| connection.execute(delete, [name])).map(|rows| rows > 0)
    }

    /// Does one thing to the database through a connection of its own: this one only reads.
    fn write(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
    ) -> Result<usize, LibraryError> {
        let written = || -> rusqlite::Result<usize> {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(folder::database(&self.folder), flags)?;
            connection.busy_timeout(Self::PATIENCE)?;
            work(&connection)
        };
        written().map_err(|error| self.failed(error))
    }
}
