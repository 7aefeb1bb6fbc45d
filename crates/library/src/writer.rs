use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, params};
use sayso_model::Sighting;

use crate::identity::TakenKey;
use crate::lock::Lock;
use crate::persons::{Place, file_sources};
use crate::{Arrival, ArticleId, Library, LibraryError, RevisionId, near, packing, times};

/// The one that writes to a library; there is one at a time, whatever the number of processes.
///
/// What is added belongs to one transaction until [`Self::commit`]: only then may it be reported as added.
pub struct Writer {
    library: Library,
    /// Arrivals that are not committed yet.
    pending: usize,
    next_seq: i64,
    _lock: Lock,
}

/// What an arrival turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// Whether it was new.
    pub news: News,
    /// The article.
    pub article: ArticleId,
    /// The revision it is, or is a sighting of.
    pub revision: RevisionId,
    /// The number of the record that is new or changed by it; none when none is.
    pub seq: Option<i64>,
    /// Whether the revision is what the article was when it was last seen.
    pub latest: bool,
}

/// What is new about an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The article.
    Article,
    /// The text of a known article.
    Revision,
    /// Nothing but that it was seen again, or not even that.
    Nothing,
}

impl Writer {
    /// Opens the library in `folder` to write, makes it when it is not there, and takes its lock.
    ///
    /// # Errors
    /// [`LibraryError::Busy`] when another process writes, and all that opening a database can meet.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        let (library, lock) = Library::open_to_write(folder)?;
        // Full: what was committed outlives a loss of power, too. With many arrivals to a transaction it
        // costs a few milliseconds a second. The cache (in KiB) holds the indexes that grow at random places; the
        // log (in pages) grows to 64 MB, so that a page that changes often is put into the file once.
        let settings = "PRAGMA synchronous = FULL; PRAGMA cache_size = -196608; PRAGMA temp_store = MEMORY; \
                        PRAGMA wal_autocheckpoint = 8192";
        library.connection.execute_batch(settings).map_err(|error| library.failed(error))?;
        // Plans do not depend on what is written: else a statement is planned anew each time it is used.
        let stable = library.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
        stable.map_err(|error| library.failed(error))?;
        let next_seq = library.last_seq()? + 1;
        Ok(Self { library, pending: 0, next_seq, _lock: lock })
    }

    /// The library as it is with what was not committed yet.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// How many arrivals wait to be committed.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// Adds an arrival, seen at `now` (seconds since 1970, UTC) unless it says when. It is safe only after
    /// [`Self::commit`].
    ///
    /// # Errors
    /// When the database cannot be written: then nothing since the last commit was added.
    pub fn add(&mut self, arrival: &Arrival, now: i64) -> Result<Added, LibraryError> {
        let seq = self.next_seq;
        let added = self.adding(|connection| write(connection, arrival, now, seq))?;
        // A number that was not used leaves a gap, which harms nobody.
        self.next_seq += 1;
        self.pending += 1;
        Ok(added)
    }

    /// Notes that something known was seen again, without reading it: it may be what its article was before another
    /// text. Nothing when the sighting does not say when that was. `now` is as in [`Self::add`].
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn see_again(
        &mut self,
        revision: RevisionId,
        sighting: &Sighting,
        now: i64,
    ) -> Result<Option<Added>, LibraryError> {
        let Some(at) = moment(sighting) else { return Ok(None) };
        let seq = self.next_seq;
        let added = self.adding(|connection| seen_again(connection, revision, sighting, (at, now), seq))?;
        self.next_seq += 1;
        self.pending += 1;
        Ok(Some(added))
    }

    /// Does `work` in the transaction of what is being added.
    pub(crate) fn adding<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LibraryError> {
        self.begin()?;
        work(&self.library.connection).map_err(|error| self.roll_back(error))
    }

    /// Makes everything that was added safe. When this returns, it outlives the process.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn commit(&mut self) -> Result<(), LibraryError> {
        if self.library.connection.is_autocommit() {
            return Ok(());
        }
        match self.library.connection.execute_batch("COMMIT") {
            Ok(()) => {
                self.pending = 0;
                Ok(())
            }
            Err(error) => Err(self.roll_back(error)),
        }
    }

    /// Does `work` as a transaction of its own.
    pub(crate) fn changing<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LibraryError> {
        self.commit()?;
        let done = self.adding(work)?;
        self.commit()?;
        Ok(done)
    }

    fn begin(&self) -> Result<(), LibraryError> {
        if self.library.connection.is_autocommit() {
            let begun = self.library.connection.execute_batch("BEGIN IMMEDIATE");
            begun.map_err(|error| self.library.failed(error))?;
        }
        Ok(())
    }

    fn roll_back(&mut self, error: rusqlite::Error) -> LibraryError {
        // A full disk makes the database do so by itself.
        if !self.library.connection.is_autocommit() {
            let _ = self.library.connection.execute_batch("ROLLBACK");
        }
        self.pending = 0;
        self.library.failed(error)
    }
}

impl Drop for Writer {
    /// Puts the log into the file, so that the file alone is the library when nobody writes.
    fn drop(&mut self) {
        // Whoever reads a moment of before keeps the rest of the log; it is safe there, too.
        let _ = self
            .library
            .connection
            .execute_batch("PRAGMA busy_timeout = 500; PRAGMA wal_checkpoint(TRUNCATE)");
    }
}

impl Library {
    /// The revision that something taken in before gave; none when it was not taken in before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn taken(&self, key: TakenKey) -> Result<Option<RevisionId>, LibraryError> {
        taken(&self.connection, key).map_err(|error| self.failed(error))
    }

    /// What would be new about an arrival if it were added now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn news(&self, arrival: &Arrival) -> Result<News, LibraryError> {
        let news = || {
            if taken(&self.connection, arrival.taken)?.is_some() {
                return Ok(News::Nothing);
            }
            let Some(article) = known_article(&self.connection, arrival)? else { return Ok(News::Article) };
            let same = revision_with(&self.connection, article, arrival.identity.words)?;
            Ok(if same.is_some() { News::Nothing } else { News::Revision })
        };
        news().map_err(|error| self.failed(error))
    }
}

fn taken(connection: &Connection, key: TakenKey) -> rusqlite::Result<Option<RevisionId>> {
    let mut query = connection.prepare_cached("SELECT revision FROM taken WHERE key = ?1")?;
    query.query_row([key.0], |row| row.get(0)).optional()
}

fn write(connection: &Connection, arrival: &Arrival, now: i64, seq: i64) -> rusqlite::Result<Added> {
    let fetched_at = arrival.sighting.as_ref().and_then(moment);
    let at = fetched_at.unwrap_or(now);
    if let Some(revision) = taken(connection, arrival.taken)? {
        if let (Some(at), Some(sighting)) = (fetched_at, &arrival.sighting) {
            return seen_again(connection, revision, sighting, (at, now), seq);
        }
        let article = article_of(connection, revision)?;
        return Ok(Added { news: News::Nothing, article, revision, seq: None, latest: false });
    }
    let known = known_article(connection, arrival)?;
    let at = match known {
        Some(article) => not_before_latest(connection, article, (at, now))?,
        None => at,
    };
    let same = known.map(|article| revision_with(connection, article, arrival.identity.words)).transpose()?;
    let filed = |news, article, revision| Added {
        news,
        article,
        revision,
        seq: (news != News::Nothing).then_some(seq),
        latest: false,
    };
    let (mut added, input) = match (known, same.flatten()) {
        (Some(article), Some(revision)) => {
            let input = Some(arrival.reading.input.as_str());
            (filed(News::Nothing, article, revision), input)
        }
        (Some(article), None) => {
            let revision = write_revision(connection, arrival, article, at, seq)?;
            (filed(News::Revision, article, revision), None)
        }
        (None, _) => {
            let article = write_article(connection, arrival, at)?;
            let revision = write_revision(connection, arrival, article, at, seq)?;
            (filed(News::Article, article, revision), None)
        }
    };
    write_keys(connection, arrival, added.article)?;
    write_address(connection, arrival, added.article)?;
    write_sighting(connection, added.revision, input, arrival.sighting.as_ref(), at)?;
    turn(connection, &mut added, at, seq)?;
    connection
        .prepare_cached("INSERT INTO taken (key, revision) VALUES (?1, ?2)")?
        .execute(params![arrival.taken.0, added.revision])?;
    Ok(added)
}

/// Notes that a known revision was seen at `at`.
fn seen_again(
    connection: &Connection,
    revision: RevisionId,
    sighting: &Sighting,
    (at, now): (i64, i64),
    seq: i64,
) -> rusqlite::Result<Added> {
    let article = article_of(connection, revision)?;
    let mut added = Added { news: News::Nothing, article, revision, seq: None, latest: false };
    let at = not_before_latest(connection, article, (at, now))?;
    // What is told a second time, as when an archive is taken in again, tells nothing of what came later.
    if write_sighting(connection, revision, None, Some(sighting), at)? {
        turn(connection, &mut added, at, seq)?;
    }
    Ok(added)
}

/// Makes what was seen at `at` the latest of its article, unless another text was seen later.
fn turn(connection: &Connection, added: &mut Added, at: i64, seq: i64) -> rusqlite::Result<()> {
    let mut latest = connection.prepare_cached("SELECT latest FROM article WHERE id = ?1")?;
    let before: RevisionId = latest.query_row([added.article], |row| row.get(0))?;
    let mut keep = connection
        .prepare_cached("UPDATE article SET latest = ?2, latest_at = ?3 WHERE id = ?1 AND latest_at <= ?3")?;
    let is_latest = keep.execute(params![added.article, added.revision, at])? > 0;
    added.latest = is_latest && before != added.revision;
    if added.latest && added.news == News::Nothing {
        // The text of before stands there again: whoever follows the numbers must hear of it.
        let mut number = connection.prepare_cached("UPDATE revision SET seq = ?2 WHERE id = ?1")?;
        number.execute(params![added.revision, seq])?;
        added.seq = Some(seq);
    }
    Ok(())
}

/// The moment of a sighting. What was not fetched before this run is seen now, and now is never before what was seen
/// already: a clock that was set back must not make the newest text an old one.
fn not_before_latest(
    connection: &Connection,
    article: ArticleId,
    (at, now): (i64, i64),
) -> rusqlite::Result<i64> {
    Ok(if at >= now { at.max(latest_at(connection, article)?) } else { at })
}

fn article_of(connection: &Connection, revision: RevisionId) -> rusqlite::Result<ArticleId> {
    let mut query = connection.prepare_cached("SELECT article FROM revision WHERE id = ?1")?;
    query.query_row([revision], |row| row.get(0))
}

fn latest_at(connection: &Connection, article: ArticleId) -> rusqlite::Result<i64> {
    let mut query = connection.prepare_cached("SELECT latest_at FROM article WHERE id = ?1")?;
    query.query_row([article], |row| row.get(0))
}

/// The article an arrival is of, by its addresses, else by outlet, headline and near text. Two that stand at different
/// addresses are two, however near: tables, forecasts and match reports differ from day to day in their figures alone.
fn known_article(connection: &Connection, arrival: &Arrival) -> rusqlite::Result<Option<ArticleId>> {
    let mut by_key = connection.prepare_cached("SELECT article FROM article_key WHERE key = ?1")?;
    for key in &arrival.identity.addresses {
        let found = by_key.query_row([key], |row| row.get(0)).optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    /// A headline that more articles share is the name of a column.
    const CANDIDATES: usize = 8;
    let Some(title) = arrival.identity.title else { return Ok(None) };
    let has_address = !arrival.identity.addresses.is_empty();
    let mut candidates = connection.prepare_cached(
        "SELECT article.id FROM article_key JOIN article ON article.id = article_key.article \
         WHERE article_key.key = ?1 AND (article.url IS NULL OR NOT ?2)",
    )?;
    let candidates = candidates.query_map(params![title, has_address], |row| row.get(0))?;
    for candidate in candidates.take(CANDIDATES) {
        let candidate: ArticleId = candidate?;
        let mut text = connection.prepare_cached(
            "SELECT reading FROM revision WHERE id = (SELECT latest FROM article WHERE id = ?1)",
        )?;
        let packed: Vec<u8> = text.query_row([candidate], |row| row.get(0))?;
        let near = packing::unpack(&packed)
            .is_ok_and(|known| near::is_near(&known.article.text, &arrival.reading.article.text));
        if near {
            return Ok(Some(candidate));
        }
    }
    Ok(None)
}

fn revision_with(
    connection: &Connection,
    article: ArticleId,
    words: i64,
) -> rusqlite::Result<Option<RevisionId>> {
    let mut query =
        connection.prepare_cached("SELECT id FROM revision WHERE article = ?1 AND words_key = ?2")?;
    query.query_row(params![article, words], |row| row.get(0)).optional()
}

fn write_article(connection: &Connection, arrival: &Arrival, at: i64) -> rusqlite::Result<ArticleId> {
    let outlet = match &arrival.outlet {
        Some((key, name)) => Some(outlet(connection, key, name)?),
        None => None,
    };
    let url = address(arrival);
    // `latest` is set when its first revision is there, in the same transaction.
    connection
        .prepare_cached("INSERT INTO article (outlet, url, latest, latest_at) VALUES (?1, ?2, 0, ?3)")?
        .execute(params![outlet, url, at])?;
    Ok(ArticleId(connection.last_insert_rowid()))
}

/// Where an article stands, as it tells.
fn address(arrival: &Arrival) -> Option<&str> {
    let article = &arrival.reading.article;
    article.canonical_url.as_deref().or(article.url.as_deref())
}

/// Notes where an article stands that had no address before.
fn write_address(connection: &Connection, arrival: &Arrival, article: ArticleId) -> rusqlite::Result<()> {
    let Some(url) = address(arrival) else { return Ok(()) };
    let mut update =
        connection.prepare_cached("UPDATE article SET url = ?2 WHERE id = ?1 AND url IS NULL")?;
    update.execute(params![article, url]).map(|_| ())
}

fn outlet(connection: &Connection, key: &str, name: &str) -> rusqlite::Result<i64> {
    let mut query = connection.prepare_cached("SELECT id FROM outlet WHERE key = ?1")?;
    if let Some(known) = query.query_row([key], |row| row.get(0)).optional()? {
        return Ok(known);
    }
    connection.execute("INSERT INTO outlet (key, name) VALUES (?1, ?2)", [key, name])?;
    Ok(connection.last_insert_rowid())
}

fn write_keys(connection: &Connection, arrival: &Arrival, article: ArticleId) -> rusqlite::Result<()> {
    let identity = &arrival.identity;
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO article_key VALUES (?1, ?2)")?;
    for key in identity.addresses.iter().chain(&identity.title) {
        insert.execute(params![key, article])?;
    }
    Ok(())
}

fn write_revision(
    connection: &Connection,
    arrival: &Arrival,
    article: ArticleId,
    at: i64,
    seq: i64,
) -> rusqlite::Result<RevisionId> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO revision (article, seq, short_id, words_key, first_seen, published, reading) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let identity = &arrival.identity;
    let facts =
        params![article, seq, identity.short_id, identity.words, at, arrival.published, arrival.packed];
    insert.execute(facts)?;
    let revision = RevisionId(connection.last_insert_rowid());
    let mut first = connection.prepare_cached(
        "SELECT coalesce(published, first_seen) FROM revision WHERE article = ?1 ORDER BY id LIMIT 1",
    )?;
    // All revisions of an article stand at one place in the order of time.
    let place = Place {
        revision,
        article,
        at: first.query_row([article], |row| row.get(0))?,
        outlet: arrival.outlet.as_ref().map(|(key, _)| key.as_str()),
    };
    file_sources(connection, &arrival.reading.sources, &place)?;
    Ok(revision)
}

/// Notes a sighting unless it is known: the same revision at the same moment at the same address. Tells whether it was
/// new.
fn write_sighting(
    connection: &Connection,
    revision: RevisionId,
    input: Option<&str>,
    sighting: Option<&Sighting>,
    at: i64,
) -> rusqlite::Result<bool> {
    let unknown = Sighting::default();
    let sighting = sighting.unwrap_or(&unknown);
    let mut url = connection
        .prepare_cached("SELECT url FROM article WHERE id = (SELECT article FROM revision WHERE id = ?1)")?;
    let usual: Option<String> = url.query_row([revision], |row| row.get(0))?;
    let url = sighting.url.as_ref().filter(|url| Some(*url) != usual.as_ref());
    let mut known =
        connection.prepare_cached("SELECT 1 FROM sighting WHERE revision = ?1 AND at = ?2 AND url IS ?3")?;
    if known.exists(params![revision, at, url])? {
        return Ok(false);
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO sighting (revision, at, input, url, status, headers, etag, last_modified) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let headers = sighting.headers.as_deref().and_then(|hash| u64::from_str_radix(hash.get(..16)?, 16).ok());
    let facts = params![
        revision,
        at,
        input,
        url,
        sighting.status,
        headers.map(u64::cast_signed),
        sighting.etag,
        sighting.last_modified
    ];
    insert.execute(facts)?;
    Ok(true)
}

/// When it was fetched, in seconds since 1970, UTC.
fn moment(sighting: &Sighting) -> Option<i64> {
    times::seconds_of(sighting.at.as_deref()?)
}
