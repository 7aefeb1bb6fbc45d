use std::ops::ControlFlow;
use std::time::Instant;

use anyhow::Result;
use sayso_desk::{Depth, FetchLinks, IntakeOptions, Options};
use sayso_model::{Effort, Reading};

use crate::args::{Analysis, Links, ReadArguments, Stage, TakingArguments, WebArguments, contact};
use crate::output::{Outcome, Progress, look, print};
use crate::show::{self, Look, Paper};

/// `sayso read`: one account, or one line of JSON, for each article.
pub(crate) fn read(arguments: &ReadArguments) -> Result<Outcome> {
    let begun = Instant::now();
    let depth = match arguments.only {
        Some(Stage::Article) => Depth::Article,
        None => Depth::Whole,
    };
    let look = look(&arguments.looks);
    let mut accounts = Accounts { arguments, look, written: 0, last: None, total: show::Total::default() };
    let (mut found, mut failed) = (false, 0);
    let mut broken = None;
    let mut progress = Progress::new();
    sayso_desk::read(&arguments.taking.inputs, &options(&arguments.taking, depth), |reading| {
        progress.step();
        let written = match reading {
            Ok(reading) => {
                found |= !reading.article.text.trim().is_empty();
                if arguments.json { print_json(reading) } else { accounts.add(reading) }
            }
            Err(failure) => {
                failed += 1;
                progress.report(&failure);
                Ok(())
            }
        };
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                broken = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    drop(progress);
    if let Some(error) = broken {
        return Err(error);
    }
    if !arguments.json {
        accounts.finish(begun, failed)?;
    }
    Ok(match (failed, found) {
        (0, true) => Outcome::Found,
        (0, false) => Outcome::Nothing,
        _ => Outcome::Failed,
    })
}

/// How the desk is to work, from the arguments; this is where the program looks at the clock.
pub(crate) fn options(arguments: &TakingArguments, depth: Depth) -> Options {
    let mut intake = intake(&arguments.web);
    intake.as_text = arguments.text;
    let now = format!("{:.0}", jiff::Timestamp::now());
    let effort = arguments.analysis.map(|analysis| match analysis {
        Analysis::Fast => Effort::Fast,
        Analysis::Accurate => Effort::Accurate,
    });
    Options { intake, depth, effort, threads: arguments.threads, now: Some(now) }
}

/// How the desk is to take things in, from the arguments.
pub(crate) fn intake(web: &WebArguments) -> IntakeOptions {
    /// What is larger than this is no page of news, whatever else it may be.
    const LARGEST_PAGE: u64 = 64 << 20;
    let mut intake = IntakeOptions { allow_local: web.allow_local, ..IntakeOptions::default() };
    intake.limits.decoded_bytes = LARGEST_PAGE;
    intake.fetch_links = match web.links {
        Links::Auto => FetchLinks::OfFetched,
        Links::Short => FetchLinks::WhereShort,
        Links::All => FetchLinks::Always,
        Links::None => FetchLinks::Never,
    };
    // What the environment says is taken only when it can be said to a server.
    let set = || std::env::var("SAYSO_CONTACT").ok().and_then(|set| contact(&set).ok());
    intake.contact = web.contact.clone().or_else(set);
    intake
}

/// The reading as one line, in the form of its schema.
fn print_json(reading: Reading) -> Result<()> {
    let mut line = serde_json::to_string(&reading.in_code_points())?;
    line.push('\n');
    print(&line)
}

/// The accounts of all articles, one after another.
struct Accounts<'a> {
    arguments: &'a ReadArguments,
    look: Look,
    written: usize,
    /// The last account's article: its closing line is owed until it is known whether it is the only one.
    last: Option<Reading>,
    total: show::Total,
}

impl Accounts<'_> {
    fn add(&mut self, reading: Reading) -> Result<()> {
        let mut paper = Paper::new(self.look);
        if let Some(last) = self.last.take() {
            self.close(&last, None, &mut paper);
            paper.blank();
        }
        let inputs = &self.arguments.taking.inputs;
        if inputs.len() > 1
            || inputs.first().is_none_or(|input| input.to_string_lossy() != *reading.input)
            || reading.id.is_some()
        {
            show::origin(&reading, &mut paper);
        }
        match self.arguments.only {
            Some(Stage::Article) => show::article(&reading, &mut paper),
            None => show::reading(&reading, &mut paper),
        }
        self.written += 1;
        self.total.add(&reading);
        self.last = Some(reading);
        print(&paper.finish())
    }

    fn close(&self, reading: &Reading, took: Option<Instant>, paper: &mut Paper) {
        if self.arguments.only.is_none() {
            show::closing(reading, took.filter(|_| self.look.terminal).map(|begun| begun.elapsed()), paper);
        }
    }

    /// The last closing line, the sum of several articles, and what to try next.
    fn finish(mut self, begun: Instant, failed: usize) -> Result<()> {
        let Some(last) = self.last.take() else { return Ok(()) };
        let mut paper = Paper::new(self.look);
        self.close(&last, (self.written == 1).then_some(begun), &mut paper);
        if self.written > 1 {
            paper.blank();
            let took = self.look.terminal.then(|| begun.elapsed());
            self.total.write(failed, took, &mut paper);
        }
        if self.look.terminal {
            show::next(&self.suggestions(), &mut paper);
        }
        print(&paper.finish())
    }

    /// Commands that work on the same inputs.
    fn suggestions(&self) -> Vec<String> {
        /// More columns than this make no table.
        const COMPARED: usize = 12;
        let mut commands = Vec::new();
        if (2..=COMPARED).contains(&self.written) {
            commands.push("sayso compare");
        }
        commands.push(match self.arguments.only {
            Some(Stage::Article) => "sayso read",
            None => "sayso read --only article",
        });
        self.arguments.taking.commands(&commands)
    }
}
