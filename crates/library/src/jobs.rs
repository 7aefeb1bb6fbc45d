use rusqlite::{OptionalExtension, params};

use crate::{Library, LibraryError, Writer};

/// What became of the inputs of a long piece of work so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that were not known.
    pub new: u64,
    /// New texts of known articles.
    pub revised: u64,
    /// What was there already.
    pub unchanged: u64,
    /// What could not be taken in.
    pub failed: u64,
}

/// One long piece of work, which is noted so that it can be told after an interruption how far it came.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    id: i64,
    /// What an earlier run on the same inputs did before it was interrupted.
    pub before: Option<Counts>,
}

impl Writer {
    /// Notes that work on `inputs` begins at `now`; the same inputs take up what was interrupted.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn begin_job(&mut self, inputs: &[String], now: i64) -> Result<Job, LibraryError> {
        let inputs = serde_json::Value::from(inputs).to_string();
        self.changing(|connection| {
            let open =
                "SELECT id, new, revised, unchanged, failed FROM job WHERE inputs = ?1 AND ended_at IS NULL";
            let interrupted = connection.query_row(open, [&inputs], |row| {
                let count = |index| row.get::<_, i64>(index).map(i64::unsigned_abs);
                let before =
                    Counts { new: count(1)?, revised: count(2)?, unchanged: count(3)?, failed: count(4)? };
                Ok(Job { id: row.get(0)?, before: Some(before) })
            });
            if let Some(job) = interrupted.optional()? {
                return Ok(job);
            }
            connection.execute("INSERT INTO job (inputs, begun_at) VALUES (?1, ?2)", params![inputs, now])?;
            Ok(Job { id: connection.last_insert_rowid(), before: None })
        })
    }

    /// Notes how far a job came, in the transaction of what it added; with `ended_at` (seconds since 1970, UTC),
    /// that it is done.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing since the last commit was added.
    pub fn note_job(
        &mut self,
        job: &Job,
        counts: &Counts,
        ended_at: Option<i64>,
    ) -> Result<(), LibraryError> {
        self.adding(|connection| {
            let mut update = connection.prepare_cached(
                "UPDATE job SET new = ?2, revised = ?3, unchanged = ?4, failed = ?5, ended_at = ?6 WHERE id = ?1",
            )?;
            let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
            update.execute(params![
                job.id,
                count(counts.new),
                count(counts.revised),
                count(counts.unchanged),
                count(counts.failed),
                ended_at
            ])?;
            Ok(())
        })
    }
}

/// How much there is in a library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Articles.
    pub articles: u64,
    /// Texts of articles.
    pub revisions: u64,
    /// Times that something was seen.
    pub sightings: u64,
    /// Outlets.
    pub outlets: u64,
    /// Persons and organisations that are quoted.
    pub persons: u64,
    /// Feeds, sitemaps and lists of feeds.
    pub feeds: u64,
}

impl Library {
    /// How much there is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn size(&self) -> Result<Size, LibraryError> {
        // Rows of these are never taken out, so that the greatest number is the count, at once and at any size;
        // of persons a split that was undone may be missing.
        let count = |table: &str| {
            let query = format!("SELECT coalesce(max(rowid), 0) FROM {table}");
            self.connection.query_row(&query, [], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
        };
        let size = || {
            Ok(Size {
                articles: count("article")?,
                revisions: count("revision")?,
                sightings: count("sighting")?,
                outlets: count("outlet")?,
                persons: count("person")?,
                feeds: count("feed")?,
            })
        };
        size().map_err(|error| self.failed(error))
    }
}
