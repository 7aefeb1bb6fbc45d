use std::ffi::OsString;
use std::ops::ControlFlow;

use anyhow::Result;
use sayso_desk::{AddError, AddOptions, Depth, Options, Skipped, Step, Totals, What};
use serde_json::{Value, json};

use super::progress::Progress;
use super::search::Indexing;
use super::{counted, failed, folder, grouped, print_line};
use crate::args::{AddArguments, UpdateArguments};
use crate::output::{Outcome, look, nobody_reads, note, print};
use crate::read::{intake, options};
use crate::show::{self, Paper};

/// So many hosts are asked at the same time: enough that a dozen slow ones hold up nobody, and few enough for any
/// machine.
const HOSTS: usize = 32;

/// `sayso add`: articles into the library.
pub(crate) fn add(arguments: &AddArguments) -> Result<Outcome> {
    let folder = match folder(&arguments.library) {
        Ok(folder) => folder,
        Err(error) => return failed(&error, error.hint().as_deref()),
    };
    let mut reading = options(&arguments.taking, Depth::Whole);
    reading.intake.since.clone_from(&arguments.since);
    reading.intake.hosts_at_once = HOSTS;
    let inputs = &arguments.taking.inputs;
    let mut reporting = Reporting::new(arguments.json, inputs);
    reading.intake.meter = reporting.progress.meter();
    let options = AddOptions { folder, reading, dry_run: arguments.dry_run };
    let added = sayso_desk::add(inputs, &options, |step| reporting.step(&step));
    let tally = match reporting.end(added)? {
        Ok(tally) => tally,
        Err(outcome) => return Ok(outcome),
    };
    let counts = tally.counts;
    if arguments.json {
        or_unread(print_line(&sum(&tally, &options)))?;
    } else {
        let mut paper = Paper::new(look(&arguments.looks));
        summary(&tally, &options, &mut paper);
        if paper.look().terminal && counts.new > 0 && !arguments.dry_run {
            show::next(&["sayso stats".to_owned(), "sayso who NAME".to_owned()], &mut paper);
        }
        or_unread(print(&paper.finish()))?;
    }
    Ok(match counts.failed {
        // A list that is as it was has its articles there.
        0 if counts.new + counts.revised + counts.unchanged + tally.lists_unchanged > 0 => Outcome::Found,
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
    let now = Some(format!("{:.0}", jiff::Timestamp::now()));
    let mut reading = Options { intake: intake(&arguments.web), now, ..Options::default() };
    reading.intake.since.clone_from(&arguments.since);
    reading.intake.hosts_at_once = HOSTS;
    let options = AddOptions { folder, reading, dry_run: arguments.dry_run };
    let pages = arguments.pages.as_deref().and_then(sayso_desk::seconds_of);
    let mut reporting = Reporting::new(arguments.json, &[]);
    reporting.again = true;
    let added = sayso_desk::update(&options, pages, |step| reporting.step(&step));
    let forbidden = reporting.forbidden;
    let tally = match reporting.end(added)? {
        Ok(tally) => tally,
        Err(outcome) => return Ok(outcome),
    };
    if arguments.json {
        or_unread(print_line(&sum(&tally, &options)))?;
    } else {
        let mut paper = Paper::new(look(&arguments.looks));
        summary(&tally, &options, &mut paper);
        or_unread(print(&paper.finish()))?;
    }
    // What a site keeps to itself would make every update of its feed fail, and nothing is to be done about it.
    Ok(match tally.counts.failed.saturating_sub(forbidden) {
        0 if tally.counts.new + tally.counts.revised > 0 => Outcome::Found,
        0 => Outcome::Nothing,
        _ => Outcome::Failed,
    })
}

/// Nothing, when it could not be printed because nobody reads any more: the work is the library's, and goes on.
fn or_unread(printed: Result<()>) -> Result<()> {
    printed.or_else(|error| if nobody_reads(&error) { Ok(()) } else { Err(error) })
}

/// What happens to each input, as it happens.
struct Reporting {
    json: bool,
    progress: Progress,
    indexing: Indexing,
    /// Whether lists are asked once more: what a site does not let programs fetch is then counted, and not named again.
    again: bool,
    /// How many of these there were.
    forbidden: u64,
    broken: Option<anyhow::Error>,
}

impl Reporting {
    fn new(json: bool, inputs: &[OsString]) -> Self {
        Self {
            json,
            progress: Progress::new(inputs),
            indexing: Indexing::new(),
            again: false,
            forbidden: 0,
            broken: None,
        }
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
            Step::Failed(failure) if self.again && failure.is_forbidden() => {
                self.forbidden += 1;
                Ok(())
            }
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
        match or_unread(printed) {
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
    let failed = counts.failed.saturating_sub(tally.not_allowed);
    let rest = listed(&[
        (counts.unchanged, "there already"),
        (tally.older, "older"),
        (tally.without_text, "without an article"),
        (tally.not_allowed, "not allowed by robots.txt"),
        (failed, "failed"),
    ]);
    if !rest.is_empty() {
        show::notice(&rest, paper);
    }
    let lists = tally.lists + tally.lists_unchanged;
    if lists > 0 {
        let mut line = format!("From {}", counted(lists, "list"));
        if tally.lists_unchanged > 0 {
            line.push_str(&format!(", {} of them as before", tally.lists_unchanged));
        }
        show::notice(&line, paper);
    }
    let passed_over: Vec<_> = PASSED_OVER
        .iter()
        .map(|(why, _, words)| (tally.passed_over.get(why).copied().unwrap_or_default(), *words))
        .collect();
    let passed_over = listed(&passed_over);
    if !passed_over.is_empty() {
        show::notice(&format!("Passed over: {passed_over}"), paper);
    }
    if let Some(before) = tally.before {
        let before = counted(before.new, "article");
        show::notice(&format!("An earlier run was interrupted after {before}; this one took it up."), paper);
    }
}

/// Why parts of archives and lists gave no article, in JSON and in words; what is counted elsewhere is not among them.
const PASSED_OVER: [(Skipped, &str, &str); 6] = [
    (Skipped::OtherRecord, "other_record", "not an answer"),
    (Skipped::OtherStatus, "other_status", "missing or moved"),
    (Skipped::NotHtml, "not_html", "not HTML"),
    (Skipped::Older, "older", "older"),
    (Skipped::NoText, "no_text", "without a text"),
    (Skipped::LeftOut, "left_out", "on hosts that were left alone"),
];

/// Counts that are not 0, with what they are of.
fn listed(counts: &[(u64, &str)]) -> String {
    let some = counts.iter().filter(|(count, _)| *count > 0);
    some.map(|(count, what)| format!("{} {what}", grouped(*count))).collect::<Vec<_>>().join(" · ")
}

/// What became of everything, as the last line of JSON.
fn sum(tally: &Totals, options: &AddOptions) -> Value {
    let counts = &tally.counts;
    let passed_over: serde_json::Map<String, Value> = PASSED_OVER
        .iter()
        .filter_map(|(why, name, _)| Some(((*name).to_owned(), (*tally.passed_over.get(why)?).into())))
        .collect();
    json!({
        "schema": "sayso.added_sum/1",
        "dry_run": options.dry_run,
        "new": counts.new,
        "revised": counts.revised,
        "unchanged": counts.unchanged,
        "older": tally.older,
        "no_text": tally.without_text,
        "not_allowed": tally.not_allowed,
        "failed": counts.failed.saturating_sub(tally.not_allowed),
        "lists": tally.lists,
        "lists_unchanged": tally.lists_unchanged,
        "passed_over": passed_over,
    })
}
