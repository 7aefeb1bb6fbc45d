use std::collections::HashSet;
use std::ops::ControlFlow;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, params_from_iter};
use sayso_model::{Attribution, Dated, Precision};

use super::name::folded;
use crate::identity::words;
use crate::{ArticleId, Library, LibraryError, PersonId, Record, RevisionId, times};

/// What a name is taken to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonKind {
    /// A person with first name and surname.
    Person,
    /// A single name that its articles do not tell more about: it may be several persons.
    Name,
    /// A company, party, agency, court or outlet.
    Organisation,
}

impl PersonKind {
    /// As it is stored and printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Name => "name",
            Self::Organisation => "organisation",
        }
    }
}

impl ToSql for PersonKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for PersonKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let kinds = [Self::Person, Self::Name, Self::Organisation];
        let written = value.as_str()?;
        kinds.into_iter().find(|kind| kind.as_str() == written).ok_or(FromSqlError::InvalidType)
    }
}

/// Someone or something that is quoted, across articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Its number in this library.
    pub id: PersonId,
    /// The name it is shown by.
    pub name: String,
    /// What it is.
    pub kind: PersonKind,
    /// Roles that articles give it, the earliest first.
    pub roles: Vec<String>,
    /// All the numbers it is filed under: its own, and those that were merged into it.
    pub filed_under: Vec<PersonId>,
}

/// How much there is of a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Statements, those that an article has no longer among them: what [`Library::statements`] hands out.
    pub statements: u64,
    /// Articles.
    pub articles: u64,
    /// When the earliest of these articles was published, else first seen, as exactly as is known.
    pub first: Option<Dated>,
    /// When the latest was.
    pub last: Option<Dated>,
}

/// One statement of a person in one article.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'r> {
    /// The revision it stands in.
    pub record: &'r Record,
    /// When the article was published, else first seen, in seconds since 1970, UTC.
    pub at: i64,
    /// The statement; spans are in bytes of the revision's text.
    pub attribution: &'r Attribution,
    /// Whether the article still has it: else it was in an earlier text.
    pub stands: bool,
}

impl Library {
    /// Everybody whom `name` may mean: the whole name or the surname, with or without accents and capitals; a
    /// number as `p12` means one person. Whoever has most articles comes first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn persons(&self, name: &str) -> Result<Vec<Person>, LibraryError> {
        let number = name.strip_prefix('p').and_then(|number| number.parse().ok()).map(PersonId);
        let found = match number {
            Some(number) => vec![number],
            None => self.persons_found_by(&folded(name))?,
        };
        let mut persons: Vec<(u64, Person)> = Vec::new();
        for id in found {
            let Some(root) = self.root(id)? else { continue };
            if persons.iter().any(|(_, person)| person.id == root) {
                continue;
            }
            if let Some(person) = self.person(root)? {
                persons.push((self.articles_with(&person)?, person));
            }
        }
        persons.sort_by_key(|(articles, person)| (std::cmp::Reverse(*articles), person.id));
        Ok(persons.into_iter().map(|(_, person)| person).collect())
    }

    /// One person, with all it is filed under; none when nobody has this number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn person(&self, id: PersonId) -> Result<Option<Person>, LibraryError> {
        let query = "SELECT name, kind, roles FROM person WHERE id = ?1";
        let row = |row: &Row<'_>| {
            let roles: String = row.get(2)?;
            let roles = roles.lines().map(str::to_owned).collect();
            Ok(Person { id, name: row.get(0)?, kind: row.get(1)?, roles, filed_under: Vec::new() })
        };
        let found = self.connection.query_row(query, [id], row).optional();
        let Some(mut person) = found.map_err(|error| self.failed(error))? else { return Ok(None) };
        person.filed_under = self.filed_under(id)?;
        Ok(Some(person))
    }

    /// How many articles mention a person.
    fn articles_with(&self, person: &Person) -> Result<u64, LibraryError> {
        // Two that were merged may be in one article; of one, each article counts once by itself.
        let articles = if person.filed_under.len() > 1 { "count(DISTINCT article)" } else { "count(*)" };
        let query = format!(
            "SELECT {articles} FROM mention WHERE person IN ({}) AND again = 0",
            marks(person.filed_under.len())
        );
        let count = |row: &Row<'_>| row.get::<_, i64>(0).map(i64::unsigned_abs);
        let articles = self.connection.query_row(&query, params_from_iter(&person.filed_under), count);
        articles.map_err(|error| self.failed(error))
    }

    /// How much there is of a person.
    ///
    /// # Errors
    /// When the database cannot be read or a reading in it is damaged.
    pub fn tally(&self, person: &Person) -> Result<Tally, LibraryError> {
        let mut tally = Tally::default();
        let mut ends: Option<(Mentions, Mentions)> = None;
        self.each_article(person, |mentions| {
            tally.articles += 1;
            if mentions.sources.len() == 1 {
                tally.statements += mentions.statements;
            } else {
                // Several texts repeat most of each other: only their words tell how many there are.
                let _ = self.tell(&mentions, &mut |_| {
                    tally.statements += 1;
                    ControlFlow::Continue(())
                })?;
            }
            ends = Some(match ends.take() {
                Some((last, _)) => (last, mentions),
                None => (mentions.clone(), mentions),
            });
            Ok(ControlFlow::Continue(()))
        })?;
        if let Some((last, first)) = ends {
            (tally.first, tally.last) = (Some(self.dated(&first)?), Some(self.dated(&last)?));
        }
        Ok(tally)
    }

    /// When an article was published, else first seen, as exactly as is known: its place in time is a moment even where
    /// it names a mere year.
    fn dated(&self, mentions: &Mentions) -> Result<Dated, LibraryError> {
        let mut published = None;
        for (revision, _) in &mentions.sources {
            published = self.record(*revision)?.and_then(|record| record.reading.article.published);
            if published.as_ref().and_then(times::seconds) == Some(mentions.at) {
                break;
            }
            published = None;
        }
        let day = || Dated {
            at: times::iso(mentions.at)[..10].to_owned(),
            precision: Precision::Day,
            from: String::new(),
        };
        Ok(published.unwrap_or_else(day))
    }

    /// Hands every statement of `person` to `each`, the latest article first, until `each` breaks off. A
    /// statement that an earlier text of the article had and the latest has not comes after those.
    ///
    /// # Errors
    /// When the database cannot be read or a reading in it is damaged.
    pub fn statements(
        &self,
        person: &Person,
        mut each: impl FnMut(Statement<'_>) -> ControlFlow<()>,
    ) -> Result<(), LibraryError> {
        self.each_article(person, |mentions| self.tell(&mentions, &mut each))
    }

    /// Hands what each article has of a person to `each`, the latest article first, until `each` breaks off.
    fn each_article(
        &self,
        person: &Person,
        mut each: impl FnMut(Mentions) -> Result<ControlFlow<()>, LibraryError>,
    ) -> Result<(), LibraryError> {
        let query = format!(
            "SELECT at, article, revision, source, statements FROM mention WHERE person IN ({}) \
             ORDER BY at DESC, article DESC",
            marks(person.filed_under.len())
        );
        let failed = |error| self.failed(error);
        let mut statement = self.connection.prepare_cached(&query).map_err(failed)?;
        let mut rows = statement.query(params_from_iter(&person.filed_under)).map_err(failed)?;
        let mut mentions: Option<Mentions> = None;
        loop {
            let row = rows.next().map_err(failed)?.map(Mentions::read).transpose().map_err(failed)?;
            mentions = match (mentions, row) {
                (Some(mut mentions), Some(next)) if next.article == mentions.article => {
                    mentions.sources.extend(next.sources);
                    Some(mentions)
                }
                (Some(mentions), next) => {
                    if each(mentions)?.is_break() {
                        return Ok(());
                    }
                    next
                }
                (None, Some(next)) => Some(next),
                (None, None) => return Ok(()),
            };
        }
    }

    /// Hands out what one article has of a person.
    fn tell(
        &self,
        mentions: &Mentions,
        each: &mut impl FnMut(Statement<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, LibraryError> {
        let mut revisions: Vec<RevisionId> = mentions.sources.iter().map(|(revision, _)| *revision).collect();
        revisions.sort_unstable();
        revisions.dedup();
        let records: Result<Vec<_>, _> = revisions.iter().map(|revision| self.record(*revision)).collect();
        let mut records: Vec<Record> = records?.into_iter().flatten().collect();
        records.sort_by_key(|record| (!record.latest, std::cmp::Reverse(record.seq)));
        let mut told = HashSet::new();
        for record in &records {
            let sources = &record.reading.sources;
            let is_theirs = |source: &str| {
                let of = sources.iter().position(|known| known.id == source);
                of.is_some_and(|of| mentions.sources.contains(&(record.revision, of)))
            };
            for attribution in &record.reading.attributions {
                let theirs = attribution.source.as_deref().is_some_and(is_theirs);
                if !theirs || !told.insert(words(&attribution.content.join(" "))) {
                    continue;
                }
                let statement = Statement { record, at: mentions.at, attribution, stands: record.latest };
                if each(statement).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn persons_found_by(&self, name: &str) -> Result<Vec<PersonId>, LibraryError> {
        /// A surname that more persons share is no answer: the whole name is wanted.
        const MOST: i64 = 1000;
        let mut query = self
            .connection
            .prepare_cached("SELECT person FROM person_name WHERE key = ?1 ORDER BY person LIMIT ?2")
            .map_err(|error| self.failed(error))?;
        let found = query.query_map(rusqlite::params![name, MOST], |row| row.get(0));
        found.and_then(Iterator::collect).map_err(|error| self.failed(error))
    }

    /// The person that `id` was merged into, at the end of the chain; none when nobody has this number.
    pub(super) fn root(&self, id: PersonId) -> Result<Option<PersonId>, LibraryError> {
        let mut query = self
            .connection
            .prepare_cached(
                "WITH RECURSIVE up (id, merged_into) AS (SELECT id, merged_into FROM person WHERE id = ?1 \
                 UNION SELECT person.id, person.merged_into FROM person JOIN up ON person.id = up.merged_into) \
                 SELECT id FROM up WHERE merged_into IS NULL",
            )
            .map_err(|error| self.failed(error))?;
        query.query_row([id], |row| row.get(0)).optional().map_err(|error| self.failed(error))
    }

    fn filed_under(&self, id: PersonId) -> Result<Vec<PersonId>, LibraryError> {
        let mut query = self
            .connection
            .prepare_cached(
                "WITH RECURSIVE down (id) AS (VALUES (?1) UNION SELECT person.id FROM person JOIN down \
                 ON person.merged_into = down.id) SELECT id FROM down",
            )
            .map_err(|error| self.failed(error))?;
        let found = query.query_map([id], |row| row.get(0));
        found.and_then(Iterator::collect).map_err(|error| self.failed(error))
    }
}

/// Where one article mentions a person.
#[derive(Clone)]
struct Mentions {
    at: i64,
    article: ArticleId,
    /// Revision, and index among its sources.
    sources: Vec<(RevisionId, usize)>,
    /// Statements of the first of these.
    statements: u64,
}

impl Mentions {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let source: u32 = row.get(3)?;
        let statements: i64 = row.get(4)?;
        let sources = vec![(row.get(2)?, source as usize)];
        Ok(Self { at: row.get(0)?, article: row.get(1)?, sources, statements: statements.unsigned_abs() })
    }
}

/// As many `?` as there are values in a list.
pub(super) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}
