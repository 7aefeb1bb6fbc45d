use anyhow::Result;
use sayso_desk::{
    Library, LibraryError, Operation, OperationKind, Person, PersonError, Selection, Writer, iso,
};
use serde_json::json;

use super::{failed, folder, now, open};
use crate::args::{HowArguments, PersonCommand};
use crate::output::{Outcome, print};

/// `sayso person`: who is who, by hand.
pub(crate) fn person(command: &PersonCommand) -> Result<Outcome> {
    match done(command) {
        Ok(told) => {
            print(&told)?;
            Ok(if told.is_empty() { Outcome::Nothing } else { Outcome::Found })
        }
        Err(Refused::Persons(error)) => failed(&error, error.hint().as_deref()),
        Err(Refused::Unclear(message, hint)) => failed(&message, Some(&hint)),
    }
}

/// Why a change was not made.
enum Refused {
    Persons(PersonError),
    /// What was named is nobody or several; and what to do about it.
    Unclear(String, String),
}

impl From<PersonError> for Refused {
    fn from(error: PersonError) -> Self {
        Self::Persons(error)
    }
}

impl From<LibraryError> for Refused {
    fn from(error: LibraryError) -> Self {
        Self::Persons(error.into())
    }
}

/// Does what was asked for and says in whole lines what that was.
fn done(command: &PersonCommand) -> Result<String, Refused> {
    let (operations, how) = match command {
        PersonCommand::Merge { person, into, how } => {
            let mut writer = writer(how)?;
            let (person, into) = (one(writer.library(), person)?, one(writer.library(), into)?);
            writer.merge_persons(&person, &into, now())?;
            (latest(&writer)?, how)
        }
        PersonCommand::Split { person, role, article, how } => {
            let mut writer = writer(how)?;
            let person = one(writer.library(), person)?;
            let selection = match role {
                Some(role) => Selection::Role(role.clone()),
                None => {
                    let mut articles = Vec::new();
                    for named in article {
                        articles.extend(writer.library().articles_called(named)?);
                    }
                    Selection::Articles(articles)
                }
            };
            writer.split_person(&person, &selection, now())?;
            (latest(&writer)?, how)
        }
        PersonCommand::Rename { person, name, how } => {
            let mut writer = writer(how)?;
            let person = one(writer.library(), person)?;
            writer.rename_person(&person, name, now())?;
            (latest(&writer)?, how)
        }
        PersonCommand::Undo { operation, how } => (vec![writer(how)?.undo(*operation, now())?], how),
        PersonCommand::Log { how } => (open(&how.library)?.operations()?, how),
    };
    Ok(log(&operations, how.json))
}

/// The library that is meant, to be changed: nothing is made where there is none.
fn writer(how: &HowArguments) -> Result<Writer, LibraryError> {
    let folder = folder(&how.library)?;
    drop(Library::open(&folder)?);
    Writer::open(&folder)
}

/// What was done just now.
fn latest(writer: &Writer) -> Result<Vec<Operation>, LibraryError> {
    Ok(writer.library().operations()?.into_iter().take(1).collect())
}

/// The one person that is meant.
fn one(library: &Library, named: &str) -> Result<Person, Refused> {
    let mut persons = library.persons(named)?;
    match persons.len() {
        0 => Err(Refused::Unclear(
            format!("nobody called {named} is quoted in this library"),
            "sayso who NAME shows persons with their numbers".to_owned(),
        )),
        1 => Ok(persons.remove(0)),
        _ => {
            let numbers: Vec<String> =
                persons.iter().take(8).map(|person| format!("p{} {}", person.id, person.name)).collect();
            Err(Refused::Unclear(
                format!("several persons are called {named}: {}", numbers.join(", ")),
                "name one by its number".to_owned(),
            ))
        }
    }
}

/// A line for each change, the latest first.
fn log(operations: &[Operation], as_json: bool) -> String {
    let line = |operation: &Operation| {
        if as_json {
            let line = json!({
                "schema": "sayso.operation/1",
                "id": operation.id,
                "at": iso(operation.at),
                "what": operation.what.as_str(),
                "person": format!("p{}", operation.person),
                "name": operation.name,
                "renamed_to": operation.renamed_to,
                "other": operation.other.map(|other| format!("p{other}")),
                "undone": operation.undone,
            });
            format!("{line}\n")
        } else {
            let undone = if operation.undone { " (undone)" } else { "" };
            format!("{:>4}  {}  {}{undone}\n", operation.id, iso(operation.at), described(operation))
        }
    };
    operations.iter().map(line).collect()
}

fn described(operation: &Operation) -> String {
    let Operation { id: _, what, person, name, renamed_to, other, .. } = operation;
    let other = other.map_or_else(String::new, |other| format!("p{other}"));
    match what {
        OperationKind::Merge => format!("merge of {name} (p{person}) into {other}"),
        OperationKind::Split => format!("split of {other} from {name} (p{person})"),
        OperationKind::Rename => {
            // Those of before it was kept do not tell.
            let to = renamed_to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
            format!("rename of {name} (p{person}){to}")
        }
    }
}
