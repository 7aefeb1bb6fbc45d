use std::io::{ErrorKind, IsTerminal, Write, stderr, stdout};
use std::process::ExitCode;

use anstream::ColorChoice;
use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use sayso_desk::Failure;

use crate::args::{Color, LookArguments};
use crate::show::Look;

/// How it went, told by the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// What was asked for was found.
    Found,
    /// Everything worked and there was nothing.
    Nothing,
    /// Something failed; the rest was done all the same.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Found => Self::SUCCESS,
            Outcome::Nothing => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Prints `text`, whole lines, in one piece.
///
/// # Errors
/// When it cannot be written; [`nobody_reads`] tells whether that is worth a word.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("standard output: cannot be written")
}

/// Whether the program at the other end of the pipe has had enough, as `head` has: no failure, but the
/// end of the work.
pub(crate) fn nobody_reads(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// Prints an error and what to do about it on standard error.
pub(crate) fn report(error: &str, hint: Option<&str>) {
    let (red, faint) = (anstyle::AnsiColor::Red.on_default().bold(), anstyle::Style::new().dimmed());
    let mut message = format!("{red}error:{red:#} {error}\n");
    if let Some(hint) = hint {
        message.push_str(&format!("  {faint}hint:{faint:#} {hint}\n"));
    }
    // When even standard error is gone there is nobody left to tell.
    let _ = anstream::stderr().lock().write_all(message.as_bytes());
}

/// Says something on standard error that is no failure.
pub(crate) fn note(message: &str) {
    let faint = anstyle::Style::new().dimmed();
    // When even standard error is gone there is nobody left to tell.
    let _ = writeln!(anstream::stderr().lock(), "{faint}note:{faint:#} {message}");
}

/// What standard output can carry and the person asked for.
pub(crate) fn look(arguments: &LookArguments) -> Look {
    /// Longer lines are hard to read.
    const WIDEST: u16 = 100;
    /// What is piped or written to a file has the same width everywhere.
    const PIPED: u16 = 80;
    let terminal = stdout().is_terminal();
    let width = arguments.width.unwrap_or_else(|| match terminal_size::terminal_size() {
        Some((width, _)) if terminal => width.0.clamp(30, WIDEST),
        _ => PIPED,
    });
    let color = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&stdout()) != ColorChoice::Never,
    };
    Look { width: width.into(), color, terminal }
}

/// Counts what was done on standard error, when that is a terminal and the work is long.
pub(crate) struct Progress {
    bar: ProgressBar,
    done: u64,
}

impl Progress {
    /// Short work is over before a bar could be read.
    const SHOWN_AFTER: u64 = 50;

    pub(crate) fn new() -> Self {
        Self { bar: ProgressBar::hidden(), done: 0 }
    }

    /// One more article is done. Answers that scroll by on a terminal are progress enough.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if self.done == Self::SHOWN_AFTER && stderr().is_terminal() && !stdout().is_terminal() {
            self.bar = ProgressBar::new_spinner();
            let template = "{spinner} {pos} articles, {rate} a second, {elapsed}";
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style.with_key("rate", write_rate));
            }
        }
        self.bar.set_position(self.done);
    }

    /// Reports a failure without tearing the bar.
    pub(crate) fn report(&self, failure: &Failure) {
        self.bar.suspend(|| report(&failure.to_string(), failure.hint().as_deref()));
    }
}

fn write_rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // Writing to the line that is drawn from it cannot fail.
    let _ = write!(out, "{:.0}", state.per_sec());
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
