use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use thiserror::Error;

use super::name::{found_by, key};
use super::resolve::write_names;
use super::role::share_a_word;
use super::who::marks;
use crate::{ArticleId, Library, LibraryError, Person, PersonId, Record, RevisionId, Writer};

/// Why persons could not be changed.
#[derive(Debug, Error)]
pub enum PersonError {
    /// Both are one person already.
    #[error("p{0} and p{1} are one person already")]
    Same(PersonId, PersonId),
    /// Nothing of the person is where it was asked for.
    #[error("{0} is not quoted there")]
    NothingThere(String),
    /// A person of whom nothing would be left.
    #[error("that is all there is of {0}: nothing would be left")]
    NothingLeft(String),
    /// A name without a letter.
    #[error("a person needs a name")]
    NoName,
    /// Nothing was done, or all of it was undone before.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// There is no operation with this number.
    #[error("there is no operation {0}")]
    NoOperation(i64),
    /// The operation with this number was undone before.
    #[error("operation {0} was undone before")]
    Undone(i64),
    /// A later operation builds on it.
    #[error("operation {later} builds on operation {operation}")]
    BuiltUpon {
        /// The one that was to be undone.
        operation: i64,
        /// The one that has to be undone before.
        later: i64,
    },
    /// The library refuses.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

impl PersonError {
    /// What to do about it, as a sentence without full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NothingThere(_) => Some("sayso who NAME shows where they are quoted".to_owned()),
            Self::NothingLeft(_) => Some("sayso person rename gives them another name".to_owned()),
            Self::NothingToUndo | Self::NoOperation(_) | Self::Undone(_) => {
                Some("sayso person log lists what was done".to_owned())
            }
            Self::BuiltUpon { later, .. } => Some(format!("undo that one first: sayso person undo {later}")),
            Self::Library(error) => error.hint(),
            Self::Same(..) | Self::NoName => None,
        }
    }
}

/// Which mentions of a person are another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Those in these articles.
    Articles(Vec<ArticleId>),
    /// Those that give a role with a word in common with this one.
    Role(String),
}

/// What was done to persons by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its number.
    pub id: i64,
    /// When it was done, in seconds since 1970, UTC.
    pub at: i64,
    /// What was done.
    pub what: OperationKind,
    /// To whom.
    pub person: PersonId,
    /// The name they had then.
    pub name: String,
    /// The name they were given, when it was another name.
    pub renamed_to: Option<String>,
    /// Into whom they were merged, or who was split off from them.
    pub other: Option<PersonId>,
    /// Whether it was undone.
    pub undone: bool,
}

/// What can be done to persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperationKind {
    /// Two were taken for one.
    Merge,
    /// One was taken for two.
    Split,
    /// One was given another name.
    Rename,
}

impl OperationKind {
    /// As it is stored and printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Rename => "rename",
        }
    }
}

/// What undoing needs to know.
#[derive(serde::Serialize, serde::Deserialize)]
struct Detail {
    /// The name before.
    name: String,
    /// Mentions that moved: revision, source, whom they belonged to.
    moved: Vec<(i64, i64, i64)>,
    /// What the person was not found by before.
    found_by: Vec<String>,
    /// The name after, of a rename.
    #[serde(default)]
    renamed_to: Option<String>,
    /// The roles before, and those of them that the other one was given, of a split. Operations of before they were kept
    /// have neither.
    #[serde(default)]
    roles: Option<(Vec<String>, Vec<String>)>,
}

impl Detail {
    fn of(person: &Person) -> Self {
        let name = person.name.clone();
        Self { name, moved: Vec::new(), found_by: Vec::new(), renamed_to: None, roles: None }
    }
}

impl Writer {
    /// Takes `person` and `into` for one from now on: `into`. Mentions stay what they are.
    ///
    /// # Errors
    /// [`PersonError::Same`] when they are one already.
    pub fn merge_persons(&mut self, person: &Person, into: &Person, now: i64) -> Result<i64, PersonError> {
        if person.id == into.id {
            return Err(PersonError::Same(person.id, into.id));
        }
        let detail = Detail::of(person);
        let done = self.changing(|connection| {
            let merge = "UPDATE person SET merged_into = ?2 WHERE id = ?1";
            connection.execute(merge, params![person.id, into.id])?;
            note(connection, OperationKind::Merge, person.id, Some(into.id), &detail, now)
        })?;
        Ok(done)
    }

    /// Takes the mentions of `person` that are selected for somebody else of the same name, and gives that
    /// one's number.
    ///
    /// # Errors
    /// [`PersonError::NothingThere`] and [`PersonError::NothingLeft`].
    pub fn split_person(
        &mut self,
        person: &Person,
        selection: &Selection,
        now: i64,
    ) -> Result<PersonId, PersonError> {
        let (moved, roles, all) = self.library().selected(person, selection)?;
        if moved.is_empty() {
            return Err(PersonError::NothingThere(person.name.clone()));
        }
        if moved.len() == all {
            return Err(PersonError::NothingLeft(person.name.clone()));
        }
        let kept: Vec<&str> =
            person.roles.iter().filter(|role| !roles.contains(role)).map(String::as_str).collect();
        let detail =
            Detail { moved, roles: Some((person.roles.clone(), roles.clone())), ..Detail::of(person) };
        let other = self.changing(|connection| {
            connection.execute(
                "INSERT INTO person (key, name, kind, roles, places) VALUES (?1, ?2, ?3, ?4, '')",
                params![key(&person.name), person.name, person.kind, roles.join("\n")],
            )?;
            let other = PersonId(connection.last_insert_rowid());
            write_names(connection, other, &found_by(&person.name, person.kind))?;
            let mut mention = connection
                .prepare_cached("UPDATE mention SET person = ?3 WHERE revision = ?1 AND source = ?2")?;
            for (revision, source, _) in &detail.moved {
                mention.execute(params![revision, source, other])?;
            }
            let roles = "UPDATE person SET roles = ?2 WHERE id = ?1";
            connection.execute(roles, params![person.id, kept.join("\n")])?;
            note(connection, OperationKind::Split, person.id, Some(other), &detail, now)?;
            Ok(other)
        })?;
        Ok(other)
    }

    /// Shows `person` by another name; they are found by the old one, too.
    ///
    /// # Errors
    /// [`PersonError::NoName`].
    pub fn rename_person(&mut self, person: &Person, name: &str, now: i64) -> Result<i64, PersonError> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if key(&name).is_empty() {
            return Err(PersonError::NoName);
        }
        let done = self.changing(|connection| {
            let mut known = connection.prepare("SELECT 1 FROM person_name WHERE person = ?1 AND key = ?2")?;
            let mut new = Vec::new();
            for name in found_by(&name, person.kind) {
                if !known.exists(params![person.id, name])? {
                    new.push(name);
                }
            }
            write_names(connection, person.id, &new)?;
            connection.execute("UPDATE person SET name = ?2 WHERE id = ?1", params![person.id, name])?;
            let detail = Detail { found_by: new, renamed_to: Some(name.clone()), ..Detail::of(person) };
            note(connection, OperationKind::Rename, person.id, None, &detail, now)
        })?;
        Ok(done)
    }

    /// Undoes one operation, or the last that was not undone.
    ///
    /// # Errors
    /// [`PersonError::NothingToUndo`], [`PersonError::NoOperation`], [`PersonError::Undone`], and [`PersonError::BuiltUpon`] when a later operation has to be undone
    /// before.
    pub fn undo(&mut self, operation: Option<i64>, now: i64) -> Result<Operation, PersonError> {
        let log = self.library().operations()?;
        let open = |candidate: &&Operation| !candidate.undone;
        let meant = log.iter().filter(open).find(|candidate| operation.is_none_or(|id| candidate.id == id));
        let meant = meant.ok_or_else(|| match operation {
            Some(id) if log.iter().any(|candidate| candidate.id == id) => PersonError::Undone(id),
            Some(id) => PersonError::NoOperation(id),
            None => PersonError::NothingToUndo,
        });
        let meant = meant?.clone();
        let touches = |one: &Operation, id: PersonId| one.person == id || one.other == Some(id);
        let later = log.iter().filter(open).find(|later| {
            later.id > meant.id
                && (touches(later, meant.person) || meant.other.is_some_and(|other| touches(later, other)))
        });
        if let Some(later) = later {
            return Err(PersonError::BuiltUpon { operation: meant.id, later: later.id });
        }
        self.changing(|connection| {
            let query = "SELECT detail FROM operation WHERE id = ?1";
            let detail: String = connection.query_row(query, [meant.id], |row| row.get(0))?;
            let detail: Detail = serde_json::from_str(&detail)
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
            take_back(connection, &meant, &detail)?;
            let done = "UPDATE operation SET undone_at = ?2 WHERE id = ?1";
            connection.execute(done, params![meant.id, now]).map(|_| ())
        })?;
        Ok(Operation { undone: true, ..meant })
    }
}

impl Library {
    /// Everything that was done to persons by hand, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn operations(&self) -> Result<Vec<Operation>, LibraryError> {
        let query = "SELECT id, at, what, person, detail ->> 'name', other, undone_at IS NOT NULL, \
                     detail ->> 'renamed_to' \
                     FROM operation ORDER BY id DESC";
        let failed = |error| self.failed(error);
        let mut statement = self.connection.prepare(query).map_err(failed)?;
        let rows = statement.query_map([], |row| {
            let what: String = row.get(2)?;
            Ok(Operation {
                id: row.get(0)?,
                at: row.get(1)?,
                what: match what.as_str() {
                    "merge" => OperationKind::Merge,
                    "split" => OperationKind::Split,
                    _ => OperationKind::Rename,
                },
                person: row.get(3)?,
                name: row.get(4)?,
                other: row.get(5)?,
                undone: row.get(6)?,
                renamed_to: row.get(7)?,
            })
        });
        rows.and_then(Iterator::collect).map_err(failed)
    }

    /// The selected mentions of a person, the roles that they alone give, and how many mentions there are.
    fn selected(&self, person: &Person, selection: &Selection) -> Result<Selected, LibraryError> {
        let query = format!(
            "SELECT revision, source, person, article FROM mention WHERE person IN ({})",
            marks(person.filed_under.len())
        );
        let failed = |error| self.failed(error);
        let mut statement = self.connection.prepare(&query).map_err(failed)?;
        let rows = statement.query_map(params_from_iter(&person.filed_under), |row| {
            Ok((
                row.get::<_, RevisionId>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
                row.get::<_, ArticleId>(3)?,
            ))
        });
        let rows: Vec<_> = rows.and_then(Iterator::collect).map_err(failed)?;
        let (mut moved, mut theirs, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (revision, source, of, article) in &rows {
            let role =
                || Ok::<_, LibraryError>(self.record(*revision)?.and_then(|record| role(&record, *source)));
            let (selected, role) = match selection {
                Selection::Articles(articles) => (articles.contains(article), role()?),
                Selection::Role(wanted) => {
                    let role = role()?;
                    (role.as_deref().is_some_and(|role| share_a_word(role, wanted)), role)
                }
            };
            if selected {
                moved.push((revision.0, *source, *of));
            }
            if selected { &mut theirs } else { &mut others }.extend(role);
        }
        theirs.sort_unstable();
        theirs.dedup();
        theirs.retain(|role| !others.contains(role));
        Ok((moved, theirs, rows.len()))
    }
}

type Selected = (Vec<(i64, i64, i64)>, Vec<String>, usize);

fn role(record: &Record, source: i64) -> Option<String> {
    record.reading.sources.get(usize::try_from(source).ok()?)?.role.clone()
}

fn note(
    connection: &Connection,
    what: OperationKind,
    person: PersonId,
    other: Option<PersonId>,
    detail: &Detail,
    now: i64,
) -> rusqlite::Result<i64> {
    let detail = serde_json::to_string(detail)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    connection.execute(
        "INSERT INTO operation (at, what, person, other, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![now, what.as_str(), person, other, detail],
    )?;
    Ok(connection.last_insert_rowid())
}

fn take_back(connection: &Connection, operation: &Operation, detail: &Detail) -> rusqlite::Result<()> {
    let person = operation.person;
    match operation.what {
        OperationKind::Merge => {
            connection.execute("UPDATE person SET merged_into = NULL WHERE id = ?1", [person])?;
        }
        OperationKind::Rename => {
            connection.execute("UPDATE person SET name = ?2 WHERE id = ?1", params![person, detail.name])?;
            for name in &detail.found_by {
                let forget = "DELETE FROM person_name WHERE person = ?1 AND key = ?2";
                connection.execute(forget, params![person, name])?;
            }
        }
        OperationKind::Split => {
            let Some(other) = operation.other else { return Ok(()) };
            for (revision, source, of) in &detail.moved {
                let back = "UPDATE mention SET person = ?3 WHERE revision = ?1 AND source = ?2";
                connection.execute(back, params![revision, source, of])?;
            }
            // What was filed under the other one since is the first one's again.
            connection.execute("UPDATE mention SET person = ?2 WHERE person = ?1", [other, person])?;
            let roles = "SELECT roles FROM person WHERE id = ?1";
            let of = |id| connection.query_row(roles, [id], |row| row.get::<_, String>(0)).optional();
            let (mine, theirs) = (of(person)?.unwrap_or_default(), of(other)?.unwrap_or_default());
            let (before, given) = detail.roles.clone().unwrap_or_default();
            // As they were, and what articles have told of either since.
            let learnt = theirs.lines().filter(|role| !given.iter().any(|known| known == role));
            let mut all: Vec<&str> = before.iter().map(String::as_str).collect();
            for role in mine.lines().chain(learnt) {
                if !all.contains(&role) {
                    all.push(role);
                }
            }
            connection
                .execute("UPDATE person SET roles = ?2 WHERE id = ?1", params![person, all.join("\n")])?;
            connection.execute("DELETE FROM person_name WHERE person = ?1", [other])?;
            connection.execute("DELETE FROM person WHERE id = ?1", [other])?;
        }
    }
    Ok(())
}
