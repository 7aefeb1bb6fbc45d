use rusqlite::{Connection, OptionalExtension, Row, params};
use sayso_model::Sighting;

use crate::{Library, LibraryError, RevisionId, Writer, identity, times};

/// What is known of an address from earlier times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// The revision it gave; none when it is a feed, a sitemap or a list of feeds.
    pub revision: Option<RevisionId>,
    /// When it was last seen, in seconds since 1970, UTC.
    pub at: i64,
    /// The entity tag it had then.
    pub etag: Option<String>,
    /// The `Last-Modified` it had then.
    pub last_modified: Option<String>,
}

impl Library {
    /// The last visit to an address; none when it was never seen.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_visit(&self, url: &str) -> Result<Option<Visit>, LibraryError> {
        let list = |row: &Row<'_>| {
            Ok(Visit { revision: None, at: row.get(0)?, etag: row.get(1)?, last_modified: row.get(2)? })
        };
        let page = |row: &Row<'_>| Ok(Visit { revision: Some(row.get(3)?), ..list(row)? });
        let visit = || {
            let mut feed = self
                .connection
                .prepare_cached("SELECT fetched_at, etag, last_modified FROM feed WHERE url = ?1")?;
            if let Some(visit) = feed.query_row([url], list).optional()? {
                return Ok(Some(visit));
            }
            let mut seen = self.connection.prepare_cached(
                "SELECT sighting.at, sighting.etag, sighting.last_modified, article.latest FROM article_key \
                 JOIN article ON article.id = article_key.article JOIN sighting ON sighting.revision = article.latest \
                 WHERE article_key.key = ?1 AND sighting.status IS NOT NULL \
                 ORDER BY sighting.at DESC, sighting.id DESC LIMIT 1",
            )?;
            seen.query_row([identity::address_key(url)], page).optional()
        };
        visit().map_err(|error| self.failed(error))
    }

    /// Every feed, sitemap and list of feeds that was ever fetched.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn feeds(&self) -> Result<Vec<String>, LibraryError> {
        self.addresses("SELECT url FROM feed ORDER BY id", params![])
    }

    /// Addresses of the articles that were published, or else first seen, at `since` or later (seconds since 1970,
    /// UTC), the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn addresses_since(&self, since: i64) -> Result<Vec<String>, LibraryError> {
        let query = "SELECT article.url FROM article JOIN revision ON revision.id = article.latest \
                     WHERE article.url IS NOT NULL AND article.latest_at >= ?1 \
                     AND coalesce(revision.published, revision.first_seen) >= ?1 \
                     ORDER BY coalesce(revision.published, revision.first_seen) DESC";
        self.addresses(query, params![since])
    }

    fn addresses(
        &self,
        query: &str,
        parameters: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<String>, LibraryError> {
        let mut query = self.connection.prepare(query).map_err(|error| self.failed(error))?;
        let found = query.query_map(parameters, |row| row.get(0));
        found.and_then(Iterator::collect).map_err(|error| self.failed(error))
    }
}

impl Writer {
    /// Notes that a feed, a sitemap or a list of feeds was fetched at `now` unless the sighting says when.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing since the last commit was added.
    pub fn see_list(&mut self, sighting: &Sighting, now: i64) -> Result<(), LibraryError> {
        self.adding(|connection| write_list(connection, sighting, now))
    }
}

fn write_list(connection: &Connection, sighting: &Sighting, now: i64) -> rusqlite::Result<()> {
    let Some(url) = &sighting.url else { return Ok(()) };
    let at = sighting.at.as_deref().and_then(times::seconds_of).unwrap_or(now);
    let mut upsert = connection.prepare_cached(
        "INSERT INTO feed (url, etag, last_modified, fetched_at) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (url) DO UPDATE SET etag = coalesce(?2, etag), last_modified = coalesce(?3, last_modified), \
         fetched_at = ?4",
    )?;
    upsert.execute(params![url, sighting.etag, sighting.last_modified, at])?;
    Ok(())
}
