//! Measures sayso: scores against annotated corpora, speeds beside other tools, and floors below which no figure may drop.

mod attribution;
mod bench;
mod conformance;
mod floors;
mod intake;
mod kits;
mod make_library;
mod make_warc;
mod measures;
mod page;
mod peers;
mod table;
mod train;
mod train_attribution;
mod train_page;
mod train_senses;
mod worlds;

use std::path::PathBuf;

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
    /// How fast the program is, beside other tools
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Whether any figure has dropped below what was reached before
    Floors(floors::Options),
    /// Whether parsers do what their standard's shared cases ask
    #[command(subcommand)]
    Conformance(Conformance),
    /// Make a library of invented articles to measure with
    MakeLibrary(make_library::Options),
    /// Make an archive of many pages of real size out of the pages of the kits
    MakeWarc(make_warc::Options),
    /// Make the models that the program carries
    #[command(subcommand)]
    Train(Train),
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

#[derive(Subcommand)]
enum Conformance {
    /// Encodings, tokens and trees of the HTML standard
    Html {
        /// Folder with the kits
        kits: PathBuf,
        /// Show up to this many failed cases of each suite
        #[arg(long, default_value_t = 0, value_name = "N")]
        failures: usize,
    },
    /// Titles, links, dates and texts of feeds, beside feedparser
    Feeds(intake::Options),
    /// Records of WARC and ARC files, beside warcio
    Warc(intake::Options),
}

#[derive(Subcommand)]
enum Train {
    /// The English tagger, parser and finder of names
    Language(train::Options),
    /// The classes of words that mean alike
    Classes {
        /// File with a word, its coarse and its fine class on each line
        table: PathBuf,
        /// File of models to put them into
        out: PathBuf,
    },
    /// The weights that tell cues and the roles around them
    Attribution {
        /// Folder with the kits
        kits: PathBuf,
        /// File to write the weights to
        out: PathBuf,
        /// What to learn from
        #[arg(long, value_enum, default_value_t = attribution::Source::Open)]
        from: attribution::Source,
    },
    /// The weights that tell what a source is and how something was said
    Senses {
        /// Folder with the kits
        kits: PathBuf,
        /// File of models to put them into
        out: PathBuf,
    },
    /// The texts to fine-tune the transformer on by `lab/transformer/train.py`, one JSON object a line
    Documents {
        /// Folder with the kits
        kits: PathBuf,
        /// File to write them to
        out: PathBuf,
    },
    /// The trees that choose the body of a page
    Page {
        /// Folder with the kits
        kits: PathBuf,
        /// File to write the weights to
        out: PathBuf,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Score(Score::Attribution(options)) => attribution::score(&options),
        Command::Score(Score::Page(options)) => page::score(&options),
        Command::Score(Score::Worlds(options)) => worlds::score(&options),
        Command::Bench(bench) => bench::run(&bench),
        Command::MakeLibrary(options) => make_library::make(&options),
        Command::Floors(options) => floors::check(&options),
        Command::Conformance(Conformance::Html { kits, failures }) => {
            conformance::html(&kits)?.print(failures);
            Ok(())
        }
        Command::Conformance(Conformance::Feeds(options)) => {
            intake::feeds(&options)?.print(options.failures);
            Ok(())
        }
        Command::Conformance(Conformance::Warc(options)) => {
            intake::archives(&options)?.print(options.failures);
            Ok(())
        }
        Command::MakeWarc(options) => make_warc::make(&options),
        Command::Train(Train::Language(options)) => train::language(&options),
        Command::Train(Train::Classes { table, out }) => train::classes(&table, &out),
        Command::Train(Train::Attribution { kits, out, from }) => train_attribution::train(&kits, from, &out),
        Command::Train(Train::Senses { kits, out }) => train_senses::train(&kits, &out),
        Command::Train(Train::Documents { kits, out }) => train_attribution::documents(&kits, &out),
        Command::Train(Train::Page { kits, out }) => train_page::train(&kits, &out),
    }
}
