use std::ffi::OsString;

use clap::{Args, CommandFactory};

use super::{Arguments, LibraryArguments, LookArguments};

pub(super) const SEARCH_EXAMPLES: &str = "\
Words in any form, all of them:    bridge plan
One of them, all but one:          bridge OR tunnel      bridge -tunnel
Just these words in this order:    \"another winter\"      with others between: \"another winter\"~3
The beginning of a word:           constr*
In a field:                        title: outlet: by: cites: figure: lang:
Published:                         date:2026-03          date:2026-03-02..2026-04
Quotations instead of articles:    said:\"another winter\" who:holt

Put the query between single quotes, so that the shell leaves its marks alone; “curly” quotation
marks mean the same as straight ones.

Examples:
  sayso search bridge
  sayso search '\"bridge plan\" outlet:ledger date:2026-03..'
  sayso search 'said:winter who:holt' --recent
  sayso search 'bridge OR tunnel' --facets
  sayso search bridge --json | jq -r .url

Exit status: 0 something was found, 1 nothing was, 2 something failed.";

pub(super) const WATCH_EXAMPLES: &str = "\
What a query finds counts as new when it came into the library, or changed there, after sayso watch
was asked the same for the last time. The first time everything is new.

Examples:
  sayso watch 'who:holt said:bridge'           what is new; asked again, what is new since
  sayso watch --save holt 'who:holt bridge'    give it a name
  sayso watch holt                             by its name
  sayso watch                                  list what is watched
  sayso watch --remove holt                    forget it
  sayso watch holt || echo nothing new

Exit status: 0 something is new, 1 nothing is, 2 something failed.";

pub(super) const REINDEX_EXAMPLES: &str = "\
The search index is made from the library and follows it by itself; one that is missing or damaged
is made anew. This command is for making sure.

Example:
  sayso reindex";

#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// What to look for
    #[arg(required = true)]
    pub(crate) query: Vec<String>,
    /// Print one line of JSON for each hit
    #[arg(long)]
    pub(crate) json: bool,
    /// Count the hits by outlet, person, month and language instead of listing them
    #[arg(long, conflicts_with_all = ["limit", "after", "recent"])]
    pub(crate) facets: bool,
    /// Latest published first, instead of best first
    #[arg(long)]
    pub(crate) recent: bool,
    /// Hits to print: 10 when not given, all with --json; 0 is all
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Go on behind this hit: the cursor that came with it
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

#[derive(Debug, Args)]
pub(crate) struct WatchArguments {
    /// A query, or the name of a saved one; lists the saved ones when not given
    #[arg(value_name = "NAME|QUERY")]
    pub(crate) query: Vec<String>,
    /// Save the query under this name instead of asking it
    #[arg(long, value_name = "NAME", requires = "query", conflicts_with = "remove")]
    pub(crate) save: Option<String>,
    /// Forget the saved query of this name
    #[arg(long, value_name = "NAME", conflicts_with = "query")]
    pub(crate) remove: Option<String>,
    /// Print one line of JSON for each hit, or for each saved query
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
    #[command(flatten)]
    pub(crate) looks: LookArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ReindexArguments {
    #[command(flatten)]
    pub(crate) library: LibraryArguments,
}

/// The arguments as they were typed, with a blank before each word of a query that leaves something out, as `-tunnel`
/// does: no option of a search is so short, but whoever takes arguments apart holds it for one.
pub(crate) fn exclusions_apart(typed: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut typed: Vec<OsString> = typed.collect();
    let program = Arguments::command();
    let asked = typed.get(1).and_then(|name| name.to_str()).filter(|name| ["search", "watch"].contains(name));
    let Some(command) = asked.and_then(|name| program.find_subcommand(name)) else { return typed };
    let takes_value = |option: &str| {
        let named = command.get_arguments().find(|known| known.get_long() == option.strip_prefix("--"));
        option.starts_with("--") && named.is_some_and(|option| option.get_action().takes_values())
    };
    let mut is_value = false;
    for argument in typed.iter_mut().skip(2).take_while(|argument| *argument != "--") {
        let Some(text) = argument.to_str() else { continue };
        let leaves_out = !is_value && is_exclusion(text);
        is_value = takes_value(text);
        if leaves_out {
            *argument = format!(" {text}").into();
        }
    }
    typed
}

fn is_exclusion(argument: &str) -> bool {
    let left_out = argument.strip_prefix('-').filter(|left_out| *left_out != "h");
    left_out.is_some_and(|left_out| !left_out.is_empty() && !left_out.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::exclusions_apart;

    #[test]
    fn what_is_left_out_of_a_query_is_no_option() {
        for (typed, expected) in [
            ("sayso search bridge -tunnel --json", "sayso|search|bridge| -tunnel|--json"),
            ("sayso watch -tunnel bridge", "sayso|watch| -tunnel|bridge"),
            ("sayso search --after -A1 x -h", "sayso|search|--after|-A1|x|-h"),
            ("sayso search -- -a -b", "sayso|search|--|-a|-b"),
            ("sayso read -j 2 -", "sayso|read|-j|2|-"),
        ] {
            let apart = exclusions_apart(typed.split(' ').map(Into::into));
            assert_eq!(apart.join(std::ffi::OsStr::new("|")), expected, "{typed}");
        }
    }
}
