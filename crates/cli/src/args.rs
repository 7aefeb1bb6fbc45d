mod library;
mod search;

pub(crate) use library::{
    AddArguments, BackupArguments, HowArguments, LibraryArguments, PersonCommand, RestoreArguments,
    RevisionsArguments, StatsArguments, UpdateArguments, WhoArguments,
};
pub(crate) use search::{ReindexArguments, SearchArguments, WatchArguments, exclusions_apart};

use std::ffi::OsString;
use std::num::NonZeroUsize;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The one definition that flags, help, man pages and completions are made from.
#[derive(Debug, Parser)]
#[command(
    name = "sayso",
    version,
    about = "On whose say-so? Shows who says what in the news, and who leaves it out.",
    long_about = "sayso reads news articles and shows, for every statement, on whose say-so it stands: who said it, \
                  which outlet or document it was taken from, and what is told in the outlet's own voice. It rates \
                  nobody, works offline and gives the same answer every time.",
    disable_help_subcommand = true,
    arg_required_else_help = true,
    after_help = "Try first:\n  \
                  sayso demo                    six outlets on one invented story\n  \
                  sayso read page.html          who says what in a page of your own\n  \
                  sayso compare a.html b.html   who quotes what, and who leaves it out\n\n\
                  Exit status: 0 found, 1 nothing found, 2 something failed.",
    max_term_width = 100
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show who says what in an article, and what it leans on
    #[command(after_long_help = READ_EXAMPLES)]
    Read(ReadArguments),
    /// Show which outlets carry which quotations and figures, and how they changed them
    #[command(after_long_help = COMPARE_EXAMPLES)]
    Compare(CompareArguments),
    /// Add articles to the library: files, folders, archives, feeds, addresses
    #[command(after_long_help = library::ADD_EXAMPLES)]
    Add(library::AddArguments),
    /// Fetch the library's feeds again and add what is new
    #[command(after_long_help = library::UPDATE_EXAMPLES)]
    Update(library::UpdateArguments),
    /// Find articles, or quotations, in the library
    #[command(after_long_help = search::SEARCH_EXAMPLES)]
    Search(SearchArguments),
    /// Show what a query finds that it did not find last time
    #[command(after_long_help = search::WATCH_EXAMPLES)]
    Watch(WatchArguments),
    /// Show what a person has been quoted as saying, where and when
    #[command(after_long_help = library::WHO_EXAMPLES)]
    Who(library::WhoArguments),
    /// Show what an outlet changed in an article after publishing
    #[command(after_long_help = library::REVISIONS_EXAMPLES)]
    Revisions(library::RevisionsArguments),
    /// Correct who is who: merge, split and rename persons, and undo it
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Person {
        #[command(subcommand)]
        command: library::PersonCommand,
    },
    /// Show where the library is and how much is in it
    #[command(after_long_help = library::STATS_EXAMPLES)]
    Stats(library::StatsArguments),
    /// Write the whole library into one file, also while it is in use
    #[command(after_long_help = library::BACKUP_EXAMPLES)]
    Backup(library::BackupArguments),
    /// Put a backup in the place of the library, after checking it
    #[command(after_long_help = library::RESTORE_EXAMPLES)]
    Restore(library::RestoreArguments),
    /// Make the search index anew from the library
    #[command(after_long_help = search::REINDEX_EXAMPLES)]
    Reindex(ReindexArguments),
    /// Show the comparison of an invented story that comes with the program
    #[command(after_long_help = DEMO_EXAMPLES)]
    Demo(DemoArguments),
    /// Print the JSON Schema of what --json prints
    Schema {
        /// Whose output
        #[arg(value_enum, default_value_t = Format::Read)]
        format: Format,
    },
    /// Print the completions for a shell
    #[command(
        after_long_help = "Example:\n  sayso completions bash > ~/.local/share/bash-completion/completions/sayso"
    )]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page of sayso or of one command
    #[command(
        after_long_help = "Examples:\n  sayso man read | man -l -\n  sayso man person merge | man -l -"
    )]
    Man {
        /// The command; the whole program when none is named
        #[arg(value_parser = ["read", "compare", "add", "update", "search", "watch", "who", "revisions", "person", "stats", "backup", "restore", "reindex", "demo", "schema", "completions", "man"], hide_possible_values = true)]
        command: Option<String>,
        /// One of that command's own commands, as "merge" of "person"
        #[arg(value_name = "SUBCOMMAND", value_parser = ["merge", "split", "rename", "undo", "log"], hide_possible_values = true)]
        below: Option<String>,
    },
}

const READ_EXAMPLES: &str = "\
Tags:
  SAID   a person                    AUTH   police, officials, a spokesman without a name
  ORG    a company, party, court     ANON   a source that is not to be named, critics
  PRESS  another news outlet         GROUP  residents, experts, voters
  DOC    a report, law or post       NONE   nobody is named
  HEAD   the headline's quotations   OWN    what the outlet says in its own voice

¶4 is the fourth paragraph of the text as --only article prints it.

Examples:
  sayso read page.html                     one page
  sayso read pages/                        every page in a folder
  sayso read https://news.example/story    a page on the web
  curl -s URL | sayso read -               a page from another program
  sayso read --text clipping.txt           a text that was copied out of a page
  sayso read https://news.example/feed     the pages that a feed links to
  sayso read crawl.warc.gz --json          every page in a web archive
  sayso read articles.jsonl --json         articles whose text is already cut out, one a line

Exit status: 0 an article was found, 1 none was, 2 an input could not be read.";

const COMPARE_EXAMPLES: &str = "\
Examples:
  sayso compare a.html b.html c.html       the same story in three outlets
  sayso compare story/                     every page in a folder
  sayso compare story/ --json              for another program

Exit status: 0 a quotation was found, 1 none was, 2 an input could not be read.";

const DEMO_EXAMPLES: &str = "\
Examples:
  sayso demo                      the comparison
  sayso demo --extract story      its pages, to run read and compare on";

#[derive(Debug, Args)]
pub(crate) struct ReadArguments {
    /// Print one line of JSON for each article
    #[arg(long)]
    pub(crate) json: bool,
    /// Stop after this stage: "article" is the page's fields and its text, paragraph by paragraph
    #[arg(long, value_enum, value_name = "STAGE", hide_possible_values = true)]
    pub(crate) only: Option<Stage>,
    #[command(flatten)]
    pub(crate) taking: TakingArguments,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// Print the comparison as one line of JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) taking: TakingArguments,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Write the story's pages into this folder instead
    #[arg(long, value_name = "FOLDER")]
    pub(crate) extract: Option<std::path::PathBuf>,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

/// Which articles, and how they are taken.
#[derive(Debug, Args)]
pub(crate) struct TakingArguments {
    /// Pages (HTML or plain text), folders, JSON lines, feeds, web archives (WARC, WACZ), URLs of pages,
    /// feeds or sitemaps; gzip is fine; - is standard input
    #[arg(required = true, value_name = "INPUT", value_hint = clap::ValueHint::AnyPath)]
    pub(crate) inputs: Vec<OsString>,
    /// Take every input as plain text
    #[arg(long)]
    pub(crate) text: bool,
    #[command(flatten)]
    pub(crate) web: WebArguments,
    /// How to find who says what: "fast", or "accurate" with a transformer as well, far slower. When not given,
    /// up to five articles are read accurately, and more, or those for a library, fast
    #[arg(long, value_enum, value_name = "HOW", hide_possible_values = true)]
    pub(crate) analysis: Option<Analysis>,
    /// Articles read at once; as many as there are processors when not given
    #[arg(short = 'j', long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// How the web is asked.
#[derive(Debug, Args)]
pub(crate) struct WebArguments {
    /// Let URLs lead to this machine and its own network
    #[arg(long)]
    pub(crate) allow_local: bool,
    /// Whose articles' pages are fetched: those that feeds from the web link to ("auto"), of these only the ones that the
    /// feed does not have the whole text of ("short"), those of feeds in files as well ("all"), or "none": articles are
    /// then what the feeds say themselves
    #[arg(long, value_enum, default_value_t = Links::Auto, value_name = "WHICH", hide_possible_values = true)]
    pub(crate) links: Links,
    /// Tell servers how to reach you, an e-mail address or a URL; SAYSO_CONTACT when not given
    #[arg(long, value_name = "ADDRESS", value_parser = contact)]
    pub(crate) contact: Option<String>,
}

/// A contact as it may stand in a request.
pub(crate) fn contact(written: &str) -> Result<String, String> {
    let is_plain = written.bytes().all(|byte| byte.is_ascii_graphic() && !b"()\\".contains(&byte));
    let is_url = written.starts_with("https://") || written.starts_with("http://");
    let is_mail = written.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if is_plain && (is_url || is_mail) {
        Ok(written.to_owned())
    } else {
        Err("give an address like desk@ledger.example or https://ledger.example/about".to_owned())
    }
}

impl TakingArguments {
    /// `commands` as they would be typed for the same inputs; none when they come from standard input,
    /// which is gone, when a name is not Unicode, or when a line would be too long to be of help.
    pub(crate) fn commands(&self, commands: &[&str]) -> Vec<String> {
        const LONGEST: usize = 300;
        if self.inputs.iter().any(|input| input == "-") {
            return Vec::new();
        }
        let mut rest = String::new();
        let flags = [
            (self.text, " --text"),
            (self.web.allow_local, " --allow-local"),
            (self.web.links == Links::Short, " --links short"),
            (self.web.links == Links::All, " --links all"),
            (self.web.links == Links::None, " --links none"),
            (self.analysis == Some(Analysis::Fast), " --analysis fast"),
            (self.analysis == Some(Analysis::Accurate), " --analysis accurate"),
        ];
        for (given, flag) in flags {
            rest.push_str(if given { flag } else { "" });
        }
        if let Some(contact) = &self.web.contact {
            rest.push_str(&format!(" --contact {contact}"));
        }
        for input in &self.inputs {
            let Some(input) = input.to_str() else { return Vec::new() };
            rest.push(' ');
            rest.push_str(&quoted(input));
        }
        let lines = commands.iter().map(|command| format!("{command}{rest}"));
        lines.filter(|line| line.len() <= LONGEST).collect()
    }
}

/// An argument as a shell takes it.
pub(crate) fn quoted(argument: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=@%+,".contains(&byte) || byte >= 0x80;
    if !argument.is_empty() && argument.bytes().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

/// How the answer looks.
#[derive(Debug, Args)]
pub(crate) struct LookArguments {
    /// When to use colour: auto, always or never
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN", hide_possible_values = true)]
    pub(crate) color: Color,
    /// Columns to fill; the terminal's, at most 100, when not given
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(30..))]
    pub(crate) width: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// The page's fields and its text
    Article,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Links {
    /// Those of feeds from the web
    Auto,
    /// Those of feeds from the web that do not have the whole text
    Short,
    /// Those of all feeds
    All,
    /// None
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Analysis {
    /// Rules
    Fast,
    /// Rules and a small transformer
    Accurate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A line of `sayso read --json`
    Read,
    /// The line of `sayso compare --json`
    Compare,
    /// A line of `sayso search --json`
    Search,
    /// The line of `sayso revisions --json`
    Revisions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Arguments;

    #[test]
    fn every_command_has_a_manual_page() {
        let program = Arguments::command();
        program.clone().debug_assert();
        let man = program.find_subcommand("man").unwrap();
        let mut named = man.get_arguments().map(clap::Arg::get_possible_values);
        for program in [&program, program.find_subcommand("person").unwrap()] {
            let named = named.next().unwrap();
            let named: Vec<_> = named.iter().map(clap::builder::PossibleValue::get_name).collect();
            let commands: Vec<_> = program.get_subcommands().map(clap::Command::get_name).collect();
            assert_eq!(named, commands);
        }
    }
}
