use anyhow::Result;
use serde_json::json;

use super::{counted, failed, open, print_line};
use crate::args::StatsArguments;
use crate::output::{Outcome, print};

/// `sayso stats`: where the library is and how much is in it.
pub(crate) fn stats(arguments: &StatsArguments) -> Result<Outcome> {
    let found = open(&arguments.library).and_then(|library| {
        let size = library.size()?;
        let bytes = library.bytes()?;
        Ok((library.folder().display().to_string(), size, bytes))
    });
    let (folder, size, bytes) = match found {
        Ok(found) => found,
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    if arguments.json {
        print_line(&json!({
            "schema": "sayso.stats/1",
            "folder": folder,
            "articles": size.articles,
            "texts": size.revisions,
            "sightings": size.sightings,
            "outlets": size.outlets,
            "persons": size.persons,
            "feeds": size.feeds,
            "bytes": bytes,
        }))?;
    } else {
        let lines = [
            format!(
                "{}, {}, {}",
                counted(size.articles, "article"),
                counted(size.revisions, "text"),
                counted(size.outlets, "outlet")
            ),
            format!(
                "{} and organisations quoted · seen {} · {}",
                counted(size.persons, "person"),
                counted(size.sightings, "time"),
                counted(size.feeds, "feed")
            ),
            format!("{:.1} MB in {folder}", bytes as f64 / 1e6),
        ];
        print(&format!("{}\n", lines.join("\n")))?;
    }
    Ok(if size.articles > 0 { Outcome::Found } else { Outcome::Nothing })
}
