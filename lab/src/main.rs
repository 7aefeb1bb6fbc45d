//! Measures sayso: scores against annotated corpora, speeds beside other tools, and floors below which no figure may drop.

mod attribution;
mod kits;
mod measures;
mod page;
mod table;
mod worlds;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "lab", about = "Measure sayso: scores, speeds, floors")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// How right the program is, against what people annotated
    #[command(subcommand)]
    Score(Score),
}

#[derive(Subcommand)]
enum Score {
    /// Who said what: sources, cues, contents, and what they mean
    Attribution(attribution::Options),
    /// Body, title, author and date of pages
    Page(page::Options),
    /// The whole program on invented worlds of which everything true is written down
    Worlds(worlds::Options),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Score(Score::Attribution(options)) => attribution::score(&options),
        Command::Score(Score::Page(options)) => page::score(&options),
        Command::Score(Score::Worlds(options)) => worlds::score(&options),
    }
}
