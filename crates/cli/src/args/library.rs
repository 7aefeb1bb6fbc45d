use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{LookArguments, TakingArguments, WebArguments};

pub(super) const ADD_EXAMPLES: &str = "\
What was reported as added is safe, whatever happens after. Run the same command again after an
interruption: what is there already is passed over without being read again.

Examples:
  sayso add pages/                           every page in a folder
  sayso add crawl.warc.gz                    an archive
  sayso add https://news.example/feed.xml    a feed and the pages it links to
  sayso add --since 2026-03-01 old/          only what was published since
  sayso add --dry-run pages/                 what would be added
  sayso add --links none feeds.opml          what the feeds say, no further page

Exit status: 0 what was asked for is in the library now, 1 there was no article, 2 something failed.";

pub(super) const UPDATE_EXAMPLES: &str = "\
Servers are asked only for what changed since they were asked last.

Examples:
  sayso update                      every feed, sitemap and list of feeds that was ever added
  sayso update --pages 2026-03-01   the pages published since then as well, for what was changed

Exit status: 0 something is new, 1 nothing is, 2 something failed.";

pub(super) const WHO_EXAMPLES: &str = "\
A name may be whole, a surname, or a person's number (p12); accents and capitals do not matter.
Statements are the articles' account of what was said; those that an article no longer has say so.

Examples:
  sayso who 'Jana Holt'            the latest statements of everybody of that name
  sayso who holt --limit 0         all statements of every Holt
  sayso who p12 --json             for another program, one statement a line

Exit status: 0 somebody of that name is quoted, 1 nobody is, 2 something failed.";

pub(super) const REVISIONS_EXAMPLES: &str = "\
Examples:
  sayso revisions https://news.example/bridge   by address
  sayso revisions 3f2a9c0d                      by the beginning of an id
  sayso revisions 3f2a9c0d --json               for another program

Exit status: 0 the article is there, 1 it is not, 2 something failed.";

pub(super) const STATS_EXAMPLES: &str = "\
Examples:
  sayso stats
  sayso stats --library /data/news --json

Exit status: 0 there are articles, 1 the library is empty, 2 there is none.";

pub(super) const BACKUP_EXAMPLES: &str = "\
The file is one moment of the library, whole or not there at all. What can be made anew, the search
index, is not in it.

Example:
  sayso backup /backup/news-2026-03-02.sqlite";

pub(super) const RESTORE_EXAMPLES: &str = "\
The backup is checked first; the library that was there is kept beside the new one as
library.before-restore.sqlite, or with a number when there is one already.

Example:
  sayso restore /backup/news-2026-03-02.sqlite";

/// Which library.
#[derive(Debug, Args)]
pub(crate) struct LibraryArguments {
    /// Folder of the library; SAYSO_LIBRARY, or your data folder, when not given
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub(crate) library: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct AddArguments {
    /// Print one line of JSON for each article, when it is safe, and one for the sum
    #[arg(long)]
    pub(crate) json: bool,
    /// Say what would be added and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Leave out articles published before this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<String>,
    /// Folders are always taken with all that is below them; accepted for those who are used to it
    #[arg(short, long, hide = true)]
    pub(crate) recursive: bool,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
    #[command(flatten)]
    pub(crate) taking: TakingArguments,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

#[derive(Debug, Args)]
pub(crate) struct UpdateArguments {
    /// Print one line of JSON for each article, when it is safe, and one for the sum
    #[arg(long)]
    pub(crate) json: bool,
    /// Fetch the pages of articles published since this date again, too
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) pages: Option<String>,
    /// Say what would be added and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Leave out articles published before this date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<String>,
    #[command(flatten)]
    pub(crate) web: WebArguments,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

#[derive(Debug, Args)]
pub(crate) struct WhoArguments {
    /// A name, a surname, or a person's number
    pub(crate) name: String,
    /// Print one line of JSON for each statement; all of them unless --limit is given
    #[arg(long)]
    pub(crate) json: bool,
    /// Statements of each person, the latest first; 0 for all
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

#[derive(Debug, Args)]
pub(crate) struct RevisionsArguments {
    /// The article's address, its id, or the beginning of its id, six digits or more
    pub(crate) article: String,
    /// Print the history as one line of JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Take two persons for one
    #[command(after_long_help = "Example:\n  sayso person merge p40 p12     p40 is p12")]
    Merge {
        /// The one that is merged: a number, or a name that only one person has
        person: String,
        /// The one it is merged into
        into: String,
        #[command(flatten)]
        how: HowArguments,
    },
    /// Take one person for two of the same name
    #[command(
        after_long_help = "Examples:\n  sayso person split p12 --role striker       what the striker says is somebody else's\n  \
                           sayso person split p12 --article 3f2a9c0d   what stands in this article is"
    )]
    Split {
        /// The person: a number, or a name that only one person has
        person: String,
        /// What is the other's: statements given with this role
        #[arg(long, required_unless_present = "article", conflicts_with = "article")]
        role: Option<String>,
        /// What is the other's: statements in this article, by address or id; may be given more than once
        #[arg(long)]
        article: Vec<String>,
        #[command(flatten)]
        how: HowArguments,
    },
    /// Show a person by another name
    #[command(after_long_help = "Example:\n  sayso person rename p12 'Jana Holt-Reyes'")]
    Rename {
        /// The person: a number, or a name that only one person has
        person: String,
        /// The name; they are found by the old one, too
        name: String,
        #[command(flatten)]
        how: HowArguments,
    },
    /// Undo the last change, or the one with this number
    #[command(after_long_help = "Examples:\n  sayso person undo\n  sayso person undo 3")]
    Undo {
        /// The number that sayso person log shows
        operation: Option<i64>,
        #[command(flatten)]
        how: HowArguments,
    },
    /// List what was changed by hand
    #[command(after_long_help = "Example:\n  sayso person log")]
    Log {
        #[command(flatten)]
        how: HowArguments,
    },
}

/// How a change by hand is told, and where it is made.
#[derive(Debug, Args)]
pub(crate) struct HowArguments {
    /// Print one line of JSON for each change
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Debug, Args)]
pub(crate) struct StatsArguments {
    /// Print one line of JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// The file to write
    #[arg(value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Replace a file that is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Print one line of JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The backup
    #[arg(value_hint = clap::ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Print one line of JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

/// A date as it is typed: a year, a month, a day or a moment.
fn date(written: &str) -> Result<String, String> {
    match sayso_desk::seconds_of(written) {
        Some(_) => Ok(written.to_owned()),
        None => Err("a date looks like 2026, 2026-03, 2026-03-02 or 2026-03-02T09:10:00Z".to_owned()),
    }
}
