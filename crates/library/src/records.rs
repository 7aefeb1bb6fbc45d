use std::fmt;

use rusqlite::{Connection, OptionalExtension, Row};
use sayso_model::Reading;

use crate::{ArticleId, Library, LibraryError, RevisionId, folder, packing};

/// One revision of one article: what a search index holds a document for.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Grows with every record that is new or changed: an index that has taken in everything up to here
    /// lacks nothing before it.
    pub seq: i64,
    /// The revision.
    pub revision: RevisionId,
    /// The article it is a revision of.
    pub article: ArticleId,
    /// Whether this is what the article was when it was last seen, as far as was known when this was read.
    /// When another becomes that, it comes as a record with a new number, even one that came before, and this one
    /// does not come again: an index that wants only the latest takes out what it has of the same article first.
    pub latest: bool,
    /// When it was first seen, in seconds since 1970, UTC.
    pub first_seen: i64,
    /// What was read from it; spans are in bytes.
    pub reading: Reading,
}

/// A record whose reading cannot be unpacked any more: what there is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// [`Record::seq`].
    pub seq: i64,
    /// The revision.
    pub revision: RevisionId,
    /// The article it is a revision of.
    pub article: ArticleId,
    /// Where the article stands, if it has an address.
    pub url: Option<String>,
    /// What was found.
    pub what: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.url {
            Some(url) => write!(out, "a text of {url}")?,
            None => write!(out, "a text of article {}", self.article)?,
        }
        write!(out, " cannot be read (revision {}: {})", self.revision, self.what)
    }
}

const COLUMNS: &str = "SELECT revision.seq, revision.id, revision.article, article.url, revision.reading, \
                       article.latest = revision.id, revision.first_seen \
                       FROM revision JOIN article ON article.id = revision.article";

impl Library {
    /// The number of the newest record; 0 when there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_seq(&self) -> Result<i64, LibraryError> {
        let last = "SELECT coalesce(max(seq), 0) FROM revision";
        self.connection.query_row(last, [], |row| row.get(0)).map_err(|error| self.failed(error))
    }

    /// How many records there are after `seq`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_after(&self, seq: i64) -> Result<u64, LibraryError> {
        let count = "SELECT count(*) FROM revision WHERE seq > ?1";
        let count = self.connection.query_row(count, [seq], |row| row.get::<_, i64>(0));
        count.map(i64::unsigned_abs).map_err(|error| self.failed(error))
    }

    /// The records after `seq`, in the order of their numbers, at most `limit`. Nothing when there are none:
    /// ask again from the last one's number until then.
    ///
    /// # Errors
    /// When the database cannot be read or a reading in it is damaged.
    pub fn records_after(&self, seq: i64, limit: usize) -> Result<Vec<Record>, LibraryError> {
        self.readable_after(seq, limit)?.into_iter().map(|record| self.or_damaged(record)).collect()
    }

    /// As [`Self::records_after`], with what is left of a record whose reading is damaged.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn readable_after(
        &self,
        seq: i64,
        limit: usize,
    ) -> Result<Vec<Result<Record, Unreadable>>, LibraryError> {
        let query = format!("{COLUMNS} WHERE revision.seq > ?1 ORDER BY revision.seq LIMIT ?2");
        self.records(&query, rusqlite::params![seq, limit as i64])
    }

    /// One record.
    ///
    /// # Errors
    /// As [`Self::records_after`].
    pub fn record(&self, revision: RevisionId) -> Result<Option<Record>, LibraryError> {
        let query = format!("{COLUMNS} WHERE revision.id = ?1");
        self.records(&query, [revision])?.pop().map(|record| self.or_damaged(record)).transpose()
    }

    /// The record with this number, or what is left of it; none when it has another by now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn record_numbered(&self, seq: i64) -> Result<Option<Result<Record, Unreadable>>, LibraryError> {
        Ok(self.records(&format!("{COLUMNS} WHERE revision.seq = ?1"), [seq])?.pop())
    }

    /// The latest revision of an article.
    ///
    /// # Errors
    /// As [`Self::records_after`].
    pub fn latest(&self, article: ArticleId) -> Result<Option<Record>, LibraryError> {
        let query = "SELECT latest FROM article WHERE id = ?1";
        let latest = self.connection.query_row(query, [article], |row| row.get(0)).optional();
        match latest.map_err(|error| self.failed(error))? {
            Some(revision) => self.record(revision),
            None => Ok(None),
        }
    }

    fn records(
        &self,
        query: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<Result<Record, Unreadable>>, LibraryError> {
        let records = || {
            let mut statement = self.connection.prepare_cached(query)?;
            statement.query_map(parameters, unpacked)?.collect::<rusqlite::Result<Vec<_>>>()
        };
        records().map_err(|error| self.failed(error))
    }

    fn or_damaged(&self, record: Result<Record, Unreadable>) -> Result<Record, LibraryError> {
        record.map_err(|unreadable| LibraryError::Damaged {
            file: folder::database(&self.folder),
            what: unreadable.to_string(),
        })
    }
}

/// The first record in a library's file whose reading is damaged.
pub(crate) fn first_unreadable(connection: &Connection) -> rusqlite::Result<Option<Unreadable>> {
    let mut statement = connection.prepare(&format!("{COLUMNS} ORDER BY revision.id"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Err(unreadable) = unpacked(row)? {
            return Ok(Some(unreadable));
        }
    }
    Ok(None)
}

fn unpacked(row: &Row<'_>) -> rusqlite::Result<Result<Record, Unreadable>> {
    let (seq, revision, article) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(match packing::unpack(row.get_ref(4)?.as_blob()?) {
        Ok(reading) => {
            Ok(Record { seq, revision, article, latest: row.get(5)?, first_seen: row.get(6)?, reading })
        }
        Err(error) => Err(Unreadable { seq, revision, article, url: row.get(3)?, what: error.to_string() }),
    })
}
