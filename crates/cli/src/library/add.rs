use std::ops::ControlFlow;

use anyhow::Result;
use sayso_desk::{AddError, AddOptions, Depth, Options, Step, Totals, What};
use serde_json::json;

use super::progress::Progress;
use super::search::Indexing;
use super::{counted, failed, folder, print_line};
use crate::args::{AddArguments, UpdateArguments};
use crate::output::{Outcome, look, note, print};
use crate::read::options;
use crate::show::{self, Paper};

/// `sayso add`: articles into the library.
pub(crate) fn add(arguments: &AddArguments) -> Result<Outcome> {
    let folder = match folder(&arguments.library) {
        Ok(folder) => folder,
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    let mut reading = options(&arguments.taking, Depth::Whole);
    reading.intake.since.clone_from(&arguments.since);
    let options = AddOptions { folder, reading, dry_run: arguments.dry_run };
    let inputs = &arguments.taking.inputs;
    let mut reporting = Reporting::new(arguments.json, inputs);
    let added = sayso_desk::add(inputs, &options, |step| reporting.step(&step));
    let tally = match reporting.end(added)? {
        Ok(tally) => tally,
        Err(outcome) => return Ok(outcome),
    };
    let counts = tally.counts;
    if !arguments.json {
        let mut paper = Paper::new(look(&arguments.looks));
        summary(&tally, &options, &mut paper);
        if paper.look().terminal && counts.new > 0 && !arguments.dry_run {
            show::next(&["sayso stats".to_owned(), "sayso who NAME".to_owned()], &mut paper);
        }
        print(&paper.finish())?;
    }
    Ok(match counts.failed {
        0 if counts.new + counts.revised + counts.unchanged > 0 => Outcome::Found,
        0 => Outcome::Nothing,
        _ => Outcome::Failed,
    })
}

/// `sayso update`: the library's feeds again.
pub(crate) fn update(arguments: &UpdateArguments) -> Result<Outcome> {
    let folder = match folder(&arguments.library) {
        Ok(folder) => folder,
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    let mut reading = Options { now: Some(format!("{:.0}", jiff::Timestamp::now())), ..Options::default() };
    reading.intake.allow_local = arguments.allow_local;
    let options = AddOptions { folder, reading, dry_run: false };
    let pages = arguments.pages.as_deref().and_then(sayso_desk::seconds_of);
    let mut reporting = Reporting::new(arguments.json, &[]);
    let added = sayso_desk::update(&options, pages, |step| reporting.step(&step));
    let tally = match reporting.end(added)? {
        Ok(tally) => tally,
        Err(outcome) => return Ok(outcome),
    };
    if !arguments.json {
        let mut paper = Paper::new(look(&arguments.looks));
        summary(&tally, &options, &mut paper);
        print(&paper.finish())?;
    }
    Ok(match tally.counts.failed {
        0 if tally.counts.new + tally.counts.revised > 0 => Outcome::Found,
        0 => Outcome::Nothing,
        _ => Outcome::Failed,
    })
}

/// What happens to each input, as it happens.
struct Reporting {
    json: bool,
    progress: Progress,
    indexing: Indexing,
    broken: Option<anyhow::Error>,
}

impl Reporting {
    fn new(json: bool, inputs: &[String]) -> Self {
        Self { json, progress: Progress::new(inputs), indexing: Indexing::new(), broken: None }
    }

    fn step(&mut self, step: &Step) -> ControlFlow<()> {
        if matches!(step, Step::Added(_) | Step::Failed(_)) {
            self.progress.step();
        }
        let printed = match step {
            Step::Added(added) if self.json => print_line(&json!({
                "schema": "sayso.added/1",
                "input": added.input,
                "id": added.id,
                "what": added.what.as_str(),
                "article": added.article,
                "url": added.url,
                "title": added.title,
            })),
            Step::Added(added) if added.what == What::NoText => {
                let hint = "sayso read --only article shows what is found on it";
                self.progress.report(&format!("{}: there is no article in it", added.input), Some(hint));
                Ok(())
            }
            Step::Added(_) => Ok(()),
            Step::Failed(failure) => {
                self.progress.report(&failure.to_string(), failure.hint().as_deref());
                Ok(())
            }
            Step::Indexing(event) => {
                self.indexing.tell(event);
                Ok(())
            }
            Step::NotIndexed(error) => {
                let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
                note(&format!("what was added is safe, but cannot be found yet: {error}{hint}"));
                Ok(())
            }
        };
        match printed {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.broken = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// The tally, or how it ended without one.
    fn end(self, added: Result<Totals, AddError>) -> Result<Result<Totals, Outcome>> {
        drop(self.progress);
        if let Some(error) = self.broken {
            return Err(error);
        }
        match added {
            Ok(tally) => Ok(Ok(tally)),
            Err(error) => failed(&error, error.hint().as_deref()).map(Err),
        }
    }
}

/// What became of everything, in two or three lines.
fn summary(tally: &Totals, options: &AddOptions, paper: &mut Paper) {
    let counts = &tally.counts;
    let verb = if options.dry_run { "Would add" } else { "Added" };
    let mut added = Vec::new();
    if counts.new > 0 || counts.revised == 0 {
        added.push(counted(counts.new, "article"));
    }
    if counts.revised > 0 {
        added.push(format!("{} of known articles", counted(counts.revised, "new text")));
    }
    let mut line = format!("{verb} {}", added.join(" and "));
    line.push_str(&format!(" to {}", options.folder.display()));
    show::notice(&line, paper);
    let rest = [
        (counts.unchanged, "there already"),
        (tally.older, "older"),
        (tally.without_text, "without an article"),
        (counts.failed, "failed"),
    ];
    let rest: Vec<String> =
        rest.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !rest.is_empty() {
        show::notice(&rest.join(" · "), paper);
    }
    if let Some(before) = tally.before {
        let before = counted(before.new, "article");
        show::notice(&format!("An earlier run was interrupted after {before}; this one took it up."), paper);
    }
}
