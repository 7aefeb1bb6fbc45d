use anyhow::Result;
use sayso_desk::{Library, Request, SavedSearch, Search, SearchError, Watched, iso, parse_query, watched};
use serde_json::{Value, json};

use super::search::{each, not_searched, open_search, or_mended, print_hit, tell_unreadable, total};
use super::{failed, now, open, print_line};
use crate::args::WatchArguments;
use crate::output::{Outcome, look, print};
use crate::show::{self, Paper};

/// `sayso watch`: what a query finds that it did not find last time.
pub(crate) fn watch(arguments: &WatchArguments) -> Result<Outcome> {
    let text = arguments.query.join(" ").trim().to_owned();
    let done = match (&arguments.save, &arguments.remove) {
        (Some(name), _) => save(arguments, name, &text),
        (None, Some(name)) => remove(arguments, name),
        (None, None) if text.trim().is_empty() => list(arguments),
        (None, None) => tell(arguments, &text),
    };
    done.unwrap_or_else(|error| not_searched(&error, &text))
}

fn save(arguments: &WatchArguments, name: &str, text: &str) -> Result<Result<Outcome>, SearchError> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        let hint = "use letters, digits, - and _, so that it cannot be taken for a query";
        return Ok(failed(&format!("{name}: this cannot be the name of a saved query"), Some(hint)));
    }
    let query = parse_query(text)?.to_string();
    let library = open(&arguments.library)?;
    // What was seen of it stays seen when only its name is new.
    let seen_seq = library.saved_search(&query)?.map_or(0, |saved| saved.seen_seq);
    let saved = SavedSearch { name: name.to_owned(), query, created_at: now(), seen_seq };
    library.save_search(&saved)?;
    let told = match arguments.json {
        true => print_line(&line(&saved)),
        false => print(&format!("Saved as {name}: {}\n", saved.query)),
    };
    Ok(told.map(|()| Outcome::Found))
}

fn remove(arguments: &WatchArguments, name: &str) -> Result<Result<Outcome>, SearchError> {
    let library = open(&arguments.library)?;
    let saved = library.saved_search(name)?;
    if let (Some(saved), true) = (saved, library.forget_search(name)?) {
        let told = match arguments.json {
            true => print_line(&line(&saved)),
            false => print(&format!("Forgotten: {name}\n")),
        };
        return Ok(told.map(|()| Outcome::Found));
    }
    let hint = "sayso watch lists those that there are";
    Ok(failed(&format!("{name}: no saved query is called that"), Some(hint)))
}

fn list(arguments: &WatchArguments) -> Result<Result<Outcome>, SearchError> {
    let library = open(&arguments.library)?;
    let saved = library.saved_searches()?;
    if saved.is_empty() && !arguments.json {
        let mut paper = Paper::new(look(&arguments.looks));
        show::notice("Nothing is watched in this library.", &mut paper);
        show::notice("Try sayso watch --save NAME QUERY.", &mut paper);
        return Ok(print(&paper.finish()).map(|()| Outcome::Nothing));
    }
    Ok(print_list(arguments, &saved)
        .map(|()| if saved.is_empty() { Outcome::Nothing } else { Outcome::Found }))
}

fn print_list(arguments: &WatchArguments, saved: &[SavedSearch]) -> Result<()> {
    let mut paper = Paper::new(look(&arguments.looks));
    for saved in saved {
        if arguments.json {
            print_line(&line(saved))?;
        } else {
            show::saved(&saved.name, &saved.query, &mut paper);
        }
    }
    print(&paper.finish())
}

fn line(saved: &SavedSearch) -> Value {
    let SavedSearch { name, query, created_at, seen_seq } = saved;
    json!({
        "schema": "sayso.watched/1", "name": name, "query": query, "created_at": iso(*created_at), "asked": *seen_seq > 0,
    })
}

fn tell(arguments: &WatchArguments, text: &str) -> Result<Result<Outcome>, SearchError> {
    or_mended(open_search(&arguments.library)?, |search| tell_from(search, arguments, text))
}

fn tell_from(
    search: &Search,
    arguments: &WatchArguments,
    text: &str,
) -> Result<Result<Outcome>, SearchError> {
    let Watched { saved, query } = watched(search.library(), text, now())?;
    let request = Request { since: Some(saved.seen_seq), ..Request::new(query) };
    let answer = search.ask(&request)?;
    let told = if arguments.json {
        each(answer, print_hit)?
    } else {
        let looks = look(&arguments.looks);
        let mut paper = Paper::new(looks);
        let found = total(&request.query, answer.count());
        show::asked(&request.query.to_string(), &format!("{found} new"), &mut paper);
        match print(&paper.finish()) {
            Ok(()) => each(answer, |found| {
                let mut paper = Paper::new(looks);
                show::hit(&found.hit, &found.reading, &mut paper);
                print(&paper.finish())
            })?,
            Err(error) => Err(error),
        }
    };
    // Only what was told counts as seen.
    let told = match told {
        Ok(told) => told,
        Err(error) => return Ok(Err(error)),
    };
    tell_unreadable(search);
    seen(search.library(), saved, search.seq())?;
    Ok(Ok(if told > 0 { Outcome::Found } else { Outcome::Nothing }))
}

fn seen(library: &Library, saved: SavedSearch, seq: i64) -> Result<(), SearchError> {
    // An index that is being made does not have all that was told before.
    let seen_seq = saved.seen_seq.max(seq);
    Ok(library.save_search(&SavedSearch { seen_seq, ..saved })?)
}
