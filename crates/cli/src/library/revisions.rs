use anyhow::Result;
use sayso_desk::Lost;

use super::{failed, open};
use crate::args::RevisionsArguments;
use crate::output::{Outcome, look, print};
use crate::show::{self, Paper};

/// `sayso revisions`: what changed in an article after publishing.
pub(crate) fn revisions(arguments: &RevisionsArguments) -> Result<Outcome> {
    let history = open(&arguments.library)
        .map_err(Lost::from)
        .and_then(|library| sayso_desk::history(&library, &arguments.article));
    let history = match history {
        Ok(history) => history,
        Err(error @ Lost::Unknown(_)) => {
            failed(&error, error.hint().as_deref())?;
            return Ok(Outcome::Nothing);
        }
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    if arguments.json {
        print(&format!("{}\n", serde_json::to_string(&history)?))?;
    } else {
        let mut paper = Paper::new(look(&arguments.looks));
        show::history(&history, &mut paper);
        print(&paper.finish())?;
    }
    Ok(Outcome::Found)
}
