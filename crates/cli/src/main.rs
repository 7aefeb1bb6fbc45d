//! The `sayso` binary: arguments in, tables out.

mod args;
mod compare;
mod demo;
mod library;
mod manual;
mod output;
mod read;
mod schema;
mod show;

use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, Parser};

use args::{Arguments, Command};
use output::{Outcome, nobody_reads, print, report};

fn main() -> ExitCode {
    let backtrace = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match panic.location() {
        // What went wrong and with which article is reported by whoever catches it.
        Some(location) if std::env::var_os("RUST_BACKTRACE").is_none() => eprintln!("bug: at {location}"),
        _ => backtrace(panic),
    }));
    let outcome = match Arguments::parse_from(args::exclusions_apart(std::env::args_os())).command {
        Command::Read(arguments) => read::read(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Demo(arguments) => demo::demo(&arguments),
        Command::Add(arguments) => library::add(&arguments),
        Command::Update(arguments) => library::update(&arguments),
        Command::Search(arguments) => library::search(&arguments),
        Command::Watch(arguments) => library::watch(&arguments),
        Command::Reindex(arguments) => library::reindex(&arguments),
        Command::Who(arguments) => library::who(&arguments),
        Command::Revisions(arguments) => library::revisions(&arguments),
        Command::Person { command } => library::person(&command),
        Command::Stats(arguments) => library::stats(&arguments),
        Command::Backup(arguments) => library::backup(&arguments),
        Command::Restore(arguments) => library::restore(&arguments),
        Command::Schema { format } => schema::schema(format).and_then(|schema| printed(&schema)),
        Command::Completions { shell } => completions(shell),
        Command::Man { command, below } => {
            let names: Vec<String> = command.into_iter().chain(below).collect();
            manual::manual(&names).and_then(|page| printed(&page))
        }
    };
    match outcome {
        Ok(outcome) => outcome,
        Err(error) if nobody_reads(&error) => Outcome::Found,
        Err(error) => {
            report(&format!("{error:#}"), None);
            Outcome::Failed
        }
    }
    .into()
}

fn printed(text: &str) -> Result<Outcome> {
    print(text).map(|()| Outcome::Found)
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "sayso", &mut script);
    printed(&String::from_utf8(script)?)
}
