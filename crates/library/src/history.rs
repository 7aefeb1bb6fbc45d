use rusqlite::{Row, params};

use crate::{ArticleId, Library, LibraryError, Record, address, identity};

/// One time that an article was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When, in seconds since 1970, UTC.
    pub at: i64,
    /// The path or URL as it was given then, when it was another than the first time.
    pub input: Option<String>,
    /// Where it was fetched from, when that was not the article's usual address.
    pub url: Option<String>,
    /// What HTTP said of it; none when it was not fetched.
    pub status: Option<u16>,
}

/// One text of an article and when it was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The text and what was read from it.
    pub record: Record,
    /// When it was seen, the earliest first.
    pub seen: Vec<Seen>,
}

impl Library {
    /// The articles that `named` means: an address, an id, or the beginning of an id (6 hexadecimal digits or
    /// more). More than one when a beginning, or a text without an address, leaves it open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn articles_called(&self, named: &str) -> Result<Vec<ArticleId>, LibraryError> {
        let query = match identity::short_id(named) {
            Some((first, last)) => self.articles(
                "SELECT DISTINCT article FROM revision WHERE short_id BETWEEN ?1 AND ?2 LIMIT 50",
                params![first, last],
            ),
            None if !address::normal(named).is_empty() => self.articles(
                "SELECT DISTINCT article FROM article_key WHERE key = ?1",
                params![identity::address_key(named)],
            ),
            None => Ok(Vec::new()),
        };
        query.map_err(|error| self.failed(error))
    }

    /// Every text of an article, in the order in which they were first seen.
    ///
    /// # Errors
    /// When the database cannot be read or a reading in it is damaged.
    pub fn states(&self, article: ArticleId) -> Result<Vec<State>, LibraryError> {
        let revisions = || {
            let mut query =
                self.connection.prepare_cached("SELECT id FROM revision WHERE article = ?1 ORDER BY id")?;
            query.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()
        };
        let mut states = Vec::new();
        for revision in revisions().map_err(|error| self.failed(error))? {
            let Some(record) = self.record(revision)? else { continue };
            let seen = || {
                let mut query = self.connection.prepare_cached(
                    "SELECT at, input, url, status FROM sighting WHERE revision = ?1 ORDER BY at, id",
                )?;
                let row = |row: &Row<'_>| {
                    Ok(Seen { at: row.get(0)?, input: row.get(1)?, url: row.get(2)?, status: row.get(3)? })
                };
                query.query_map([revision], row)?.collect::<rusqlite::Result<Vec<_>>>()
            };
            states.push(State { record, seen: seen().map_err(|error| self.failed(error))? });
        }
        // An archive may bring an earlier text later.
        let first = |state: &State| state.seen.first().map_or(state.record.first_seen, |seen| seen.at);
        states.sort_by_key(first);
        Ok(states)
    }

    /// The name of the outlet of an article, as its pages give it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn outlet(&self, article: ArticleId) -> Result<Option<String>, LibraryError> {
        let mut query = self
            .connection
            .prepare_cached(
                "SELECT outlet.name FROM article JOIN outlet ON outlet.id = article.outlet WHERE article.id = ?1",
            )
            .map_err(|error| self.failed(error))?;
        let mut rows = query.query([article]).map_err(|error| self.failed(error))?;
        let row = rows.next().map_err(|error| self.failed(error))?;
        row.map(|row| row.get(0)).transpose().map_err(|error| self.failed(error))
    }

    fn articles(&self, query: &str, parameters: &[&dyn rusqlite::ToSql]) -> rusqlite::Result<Vec<ArticleId>> {
        let mut query = self.connection.prepare_cached(query)?;
        query.query_map(parameters, |row| row.get(0))?.collect()
    }
}
