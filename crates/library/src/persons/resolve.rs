use rusqlite::{Connection, params};
use sayso_model::Source;

use super::PersonKind;
use super::name::Name;
use super::role::{conflict, country, share_a_word};
use crate::{ArticleId, PersonId, RevisionId};

/// Where the sources stand that are filed.
pub(crate) struct Place<'a> {
    pub(crate) revision: RevisionId,
    pub(crate) article: ArticleId,
    /// When the article was published, else first seen.
    pub(crate) at: i64,
    /// What its outlet is recognised by.
    pub(crate) outlet: Option<&'a str>,
}

/// Files every source of a revision that has an identity beyond it under a person.
pub(crate) fn file_sources(
    connection: &Connection,
    sources: &[Source],
    place: &Place<'_>,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO mention (revision, source, person, at, article, statements, again) VALUES (?1, ?2, ?3, ?4, ?5, ?6, \
         EXISTS (SELECT 1 FROM mention WHERE person = ?3 AND at = ?4 AND article = ?5))",
    )?;
    for (index, source) in sources.iter().enumerate() {
        let Some(name) = Name::of(source) else { continue };
        let role = source.role.as_deref().filter(|_| name.kind == PersonKind::Person);
        let person = person(connection, &name, role, place.outlet.and_then(country))?;
        insert.execute(params![
            place.revision,
            index as i64,
            person,
            place.at,
            place.article,
            source.statements as i64
        ])?;
    }
    Ok(())
}

/// A person of the name that is looked for.
struct Known {
    id: PersonId,
    roles: String,
    places: String,
}

/// Whom a name with this role, in an outlet of this country, is filed under; made when there is nobody yet.
fn person(
    connection: &Connection,
    name: &Name,
    role: Option<&str>,
    place: Option<&str>,
) -> rusqlite::Result<PersonId> {
    let mut query = connection
        .prepare_cached("SELECT id, roles, places FROM person WHERE key = ?1 AND kind = ?2 ORDER BY id")?;
    let known = query.query_map(params![name.key, name.kind], |row| {
        Ok(Known { id: row.get(0)?, roles: row.get(1)?, places: row.get(2)? })
    })?;
    let known: Vec<Known> = known.collect::<rusqlite::Result<_>>()?;
    match choose(&known, role, place) {
        Some(person) => {
            learn(connection, person, role, place)?;
            Ok(person.id)
        }
        None => make(connection, name, role, place),
    }
}

/// The one of several persons of one name that is meant, by the rule this module states.
fn choose<'k>(known: &'k [Known], role: Option<&str>, place: Option<&str>) -> Option<&'k Known> {
    let without_role = || known.iter().find(|person| person.roles.is_empty());
    let Some(role) = role else {
        return match known {
            [only] => Some(only),
            _ => without_role(),
        };
    };
    let fits = |person: &&Known| {
        let (roles, places) = (lines(&person.roles), lines(&person.places));
        !roles.is_empty() && !conflict(&roles, role, &places, place)
    };
    let mut fitting = known.iter().filter(fits);
    let alike = |person: &&Known| lines(&person.roles).iter().any(|known| share_a_word(known, role));
    fitting.clone().find(alike).or_else(|| fitting.next()).or_else(without_role)
}

fn lines(list: &str) -> Vec<&str> {
    list.lines().collect()
}

/// Notes a role and a country that were not known of a person.
fn learn(
    connection: &Connection,
    person: &Known,
    role: Option<&str>,
    place: Option<&str>,
) -> rusqlite::Result<()> {
    /// More would be noise, and would make every further article of a busy person dearer.
    const KEPT: usize = 12;
    let with = |list: &str, item: Option<&str>| {
        let item = item.filter(|item| !list.lines().any(|known| known == *item))?;
        (list.lines().count() < KEPT)
            .then(|| if list.is_empty() { item.to_owned() } else { format!("{list}\n{item}") })
    };
    let role = role.map(|role| role.replace('\n', " "));
    let (roles, places) = (with(&person.roles, role.as_deref()), with(&person.places, place));
    if roles.is_some() || places.is_some() {
        let mut update = connection.prepare_cached(
            "UPDATE person SET roles = coalesce(?2, roles), places = coalesce(?3, places) WHERE id = ?1",
        )?;
        update.execute(params![person.id, roles, places])?;
    }
    Ok(())
}

fn make(
    connection: &Connection,
    name: &Name,
    role: Option<&str>,
    place: Option<&str>,
) -> rusqlite::Result<PersonId> {
    let role = role.map(|role| role.replace('\n', " ")).unwrap_or_default();
    connection
        .prepare_cached("INSERT INTO person (key, name, kind, roles, places) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![name.key, name.shown, name.kind, role, place.unwrap_or_default()])?;
    let person = PersonId(connection.last_insert_rowid());
    write_names(connection, person, &name.found_by())?;
    Ok(person)
}

/// Notes what a person is found by.
pub(super) fn write_names(
    connection: &Connection,
    person: PersonId,
    names: &[String],
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO person_name VALUES (?1, ?2)")?;
    for name in names {
        insert.execute(params![name, person])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(id: i64, roles: &str, places: &str) -> Known {
        Known { id: PersonId(id), roles: roles.into(), places: places.into() }
    }

    #[test]
    fn the_likeliest_of_one_name_is_chosen_and_nobody_when_all_conflict() {
        let both = [known(1, "striker", "uk"), known(2, "county judge", "us")];
        let id = |role, place| choose(&both, role, place).map(|person| person.id.0);
        assert_eq!(id(Some("judge"), Some("us")), Some(2));
        assert_eq!(id(Some("goalkeeper"), Some("uk")), Some(1));
        assert_eq!(id(Some("bishop"), Some("uk")), None);
        assert_eq!(id(None, Some("uk")), None);
        let with_third = [known(1, "striker", "uk"), known(2, "county judge", "us"), known(3, "", "")];
        assert_eq!(choose(&with_third, None, None).map(|person| person.id.0), Some(3));
        assert_eq!(choose(&both[..1], None, None).map(|person| person.id.0), Some(1));
    }
}
