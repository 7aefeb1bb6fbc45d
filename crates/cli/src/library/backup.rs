use anyhow::Result;
use sayso_desk::BackedUp;
use serde_json::json;

use super::{counted, failed, folder, open, print_line};
use crate::args::{BackupArguments, RestoreArguments};
use crate::output::{Outcome, print};

/// `sayso backup`: the library in one file.
pub(crate) fn backup(arguments: &BackupArguments) -> Result<Outcome> {
    match open(&arguments.library).and_then(|library| library.back_up(&arguments.file, arguments.force)) {
        Ok(done) => told("backup", &done, &arguments.file.display().to_string(), arguments.json),
        Err(error) => failed(&error, error.hint().as_deref()),
    }
}

/// `sayso restore`: a backup in the library's place.
pub(crate) fn restore(arguments: &RestoreArguments) -> Result<Outcome> {
    let folder = match folder(&arguments.library) {
        Ok(folder) => folder,
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    match sayso_desk::restore(&arguments.file, &folder) {
        Ok(done) => told("restore", &done, &folder.display().to_string(), arguments.json),
        Err(error) => failed(&error, error.hint().as_deref()),
    }
}

fn told(what: &str, done: &BackedUp, place: &str, as_json: bool) -> Result<Outcome> {
    if as_json {
        let schema = format!("sayso.{what}/1");
        print_line(
            &json!({ "schema": schema, "place": place, "articles": done.articles, "bytes": done.bytes }),
        )?;
    } else {
        let articles = counted(done.articles, "article");
        let size = done.bytes as f64 / 1e6;
        print(&format!("{place}: {articles}, {size:.1} MB\n"))?;
    }
    Ok(Outcome::Found)
}
