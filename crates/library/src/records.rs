use rusqlite::{OptionalExtension, Row};
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

const COLUMNS: &str = "SELECT revision.seq, revision.id, revision.article, article.latest = revision.id, \
                       revision.first_seen, revision.reading FROM revision JOIN article ON article.id = revision.article";

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
        let query = format!("{COLUMNS} WHERE revision.seq > ?1 ORDER BY revision.seq LIMIT ?2");
        self.records(&query, rusqlite::params![seq, limit as i64])
    }

    /// One record.
    ///
    /// # Errors
    /// As [`Self::records_after`].
    pub fn record(&self, revision: RevisionId) -> Result<Option<Record>, LibraryError> {
        let query = format!("{COLUMNS} WHERE revision.id = ?1");
        Ok(self.records(&query, [revision])?.pop())
    }

    /// The record with this number; none when it has another by now.
    ///
    /// # Errors
    /// As [`Self::records_after`].
    pub fn record_numbered(&self, seq: i64) -> Result<Option<Record>, LibraryError> {
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

    fn records(&self, query: &str, parameters: impl rusqlite::Params) -> Result<Vec<Record>, LibraryError> {
        let mut statement = self.connection.prepare_cached(query).map_err(|error| self.failed(error))?;
        let mut rows = statement.query(parameters).map_err(|error| self.failed(error))?;
        let mut records = Vec::new();
        while let Some(row) = rows.next().map_err(|error| self.failed(error))? {
            records.push(self.unpacked(row)?);
        }
        Ok(records)
    }

    fn unpacked(&self, row: &Row<'_>) -> Result<Record, LibraryError> {
        let columns = || {
            let record = Record {
                seq: row.get(0)?,
                revision: row.get(1)?,
                article: row.get(2)?,
                latest: row.get(3)?,
                first_seen: row.get(4)?,
                reading: Reading::default(),
            };
            Ok((record, row.get_ref(5)?.as_blob()?))
        };
        let (record, packed) = columns().map_err(|error| self.failed(error))?;
        let reading = packing::unpack(packed).map_err(|error| LibraryError::Damaged {
            file: folder::database(&self.folder),
            what: format!("revision {}: {error}", record.revision),
        })?;
        Ok(Record { reading, ..record })
    }
}
