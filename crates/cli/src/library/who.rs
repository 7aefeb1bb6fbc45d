use std::ops::ControlFlow;

use anyhow::Result;
use sayso_desk::{Library, LibraryError, Person, Statement, iso};
use serde_json::{Value, json};

use super::{counted, failed, open, print_line};
use crate::args::WhoArguments;
use crate::output::{Outcome, look, print};
use crate::show::{self, Paper};

/// Statements of each person that are shown unless it is said how many.
const SHOWN: usize = 10;

/// `sayso who`: what persons of a name are quoted as saying.
pub(crate) fn who(arguments: &WhoArguments) -> Result<Outcome> {
    let library = match open(&arguments.library) {
        Ok(library) => library,
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    let limit = match arguments.limit {
        Some(0) => usize::MAX,
        Some(limit) => limit,
        None if arguments.json => usize::MAX,
        None => SHOWN,
    };
    let persons = match library.persons(&arguments.name) {
        Ok(persons) => persons,
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    let mut paper = Paper::new(look(&arguments.looks));
    for (count, person) in persons.iter().enumerate() {
        let told = if arguments.json {
            print_statements(&library, person, limit)
        } else {
            if count > 0 {
                paper.blank();
            }
            show_person(&library, person, limit, &mut paper).map(Ok)
        };
        match told {
            Ok(told) => told?,
            Err(error) => return failed(&error, error.hint().as_deref()),
        }
    }
    if persons.is_empty() {
        if !arguments.json {
            let hint = "a whole name, a surname, or a number as p12; spelled as articles spell it";
            show::notice(&format!("Nobody called {} is quoted in this library.", arguments.name), &mut paper);
            show::notice(&format!("Try {hint}."), &mut paper);
            print(&paper.finish())?;
        }
        return Ok(Outcome::Nothing);
    }
    print(&paper.finish())?;
    Ok(Outcome::Found)
}

fn print_statements(library: &Library, person: &Person, limit: usize) -> Result<Result<()>, LibraryError> {
    let mut printed = Ok(());
    let mut left = limit;
    library.statements(person, |statement| {
        if left == 0 {
            return ControlFlow::Break(());
        }
        left -= 1;
        printed = print_line(&line(person, &statement));
        if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(printed)
}

/// One statement with whose it is and where it stands; spans in code points.
fn line(person: &Person, statement: &Statement<'_>) -> Value {
    let reading = statement.record.reading.clone().in_code_points();
    let article = &reading.article;
    let attribution = reading.attributions.iter().find(|other| other.id == statement.attribution.id);
    json!({
        "schema": "sayso.statement/1",
        "person": {
            "id": format!("p{}", person.id),
            "name": person.name,
            "kind": person.kind.as_str(),
            "roles": person.roles,
        },
        "at": iso(statement.at),
        "stands": statement.stands,
        "article": {
            "id": article.id,
            "url": article.canonical_url.as_ref().or(article.url.as_ref()),
            "outlet": article.outlet.as_ref().map(|outlet| &outlet.name),
            "title": article.title,
            "published": article.published,
            "first_seen": iso(statement.record.first_seen),
        },
        "source": attribution.and_then(|of| of.source.as_deref()).and_then(|source| reading.source(source)),
        "attribution": attribution,
    })
}

fn show_person(
    library: &Library,
    person: &Person,
    limit: usize,
    paper: &mut Paper,
) -> Result<(), LibraryError> {
    let tally = library.tally(person)?;
    show::person(person, &tally, paper);
    let mut left = limit;
    library.statements(person, |statement| {
        if left == 0 {
            return ControlFlow::Break(());
        }
        left -= 1;
        show::statement(&statement, paper);
        ControlFlow::Continue(())
    })?;
    let more = tally.statements.saturating_sub(limit as u64);
    if more > 0 {
        show::notice(
            &format!("{} more: sayso who p{} --limit 0", counted(more, "statement"), person.id),
            paper,
        );
    }
    Ok(())
}
