use std::io::{self, Write};

use anyhow::{Context, Result};
use clap::{Arg, ArgAction, Command, CommandFactory};
use clap_mangen::Man;

use crate::args::Arguments;

/// The manual page of one command, which is named by a word or two, or of the program when none is named, in roff.
pub(crate) fn manual(names: &[String]) -> Result<String> {
    let mut program = Arguments::command();
    program.build();
    let mut command = &program;
    for name in names {
        command = command.find_subcommand(name).with_context(|| {
            let program = command.get_bin_name().unwrap_or("sayso");
            format!("no command is called {}; {program} --help lists them", names.join(" "))
        })?;
    }
    let mut page = Vec::new();
    render(command, &mut page)?;
    Ok(String::from_utf8(page)?)
}

fn render(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(command.clone()).source(concat!("sayso ", env!("CARGO_PKG_VERSION")));
    man.render_title(page)?;
    man.render_name_section(page)?;
    writeln!(page, ".SH SYNOPSIS\n{}", synopsis(command))?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(page)?;
    }
    // Laid out by hand, unlike what `render_extra_section` expects: its lines must not be filled.
    let notes = command.get_after_long_help().or(command.get_after_help());
    if let Some(notes) = notes {
        writeln!(page, ".SH NOTES\n.nf")?;
        for line in notes.to_string().lines() {
            writeln!(page, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-"))?;
        }
        writeln!(page, ".fi")?;
    }
    Ok(())
}

/// How the command is typed, with what its options and arguments take; clap_mangen leaves that out.
fn synopsis(command: &Command) -> String {
    let roff = |text: &str| text.replace('-', "\\-");
    let mut line = format!("\\fB{}\\fR", roff(command.get_bin_name().unwrap_or("sayso")));
    for option in command.get_arguments().filter(|argument| !argument.is_positional()) {
        let names = option.get_short().map(|short| format!("-{short}"));
        let names = names.into_iter().chain(option.get_long().map(|long| format!("--{long}")));
        let names: Vec<_> = names.map(|name| format!("\\fB{}\\fR", roff(&name))).collect();
        let value = if is_switch(option) { String::new() } else { format!(" {}", values(option)) };
        let typed = format!("{}{value}{}", names.join("|"), dots(option));
        line.push_str(&if option.is_required_set() { format!(" {typed}") } else { format!(" [{typed}]") });
    }
    for argument in command.get_positionals() {
        let typed = values(argument);
        line.push_str(&match argument.is_required_set() {
            true => format!(" {typed}{}", dots(argument)),
            false => format!(" [{typed}{}]", dots(argument)),
        });
    }
    if command.has_subcommands() {
        line.push_str(if command.is_subcommand_required_set() {
            " \\fICOMMAND\\fR"
        } else {
            " [\\fICOMMAND\\fR]"
        });
    }
    line
}

fn is_switch(argument: &Arg) -> bool {
    !argument.is_positional() && !argument.get_action().takes_values()
}

/// What an argument takes, by the names that its help has for it.
fn values(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let names: Vec<_> = names.iter().map(|name| format!("\\fI{name}\\fR")).collect();
    names.join(" ")
}

/// Whether an argument may be given again.
fn dots(argument: &Arg) -> &'static str {
    let many = argument.get_num_args().is_some_and(|range| range.max_values() > 1);
    if many || matches!(argument.get_action(), ArgAction::Append) { "..." } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(names: &[&str]) -> String {
        manual(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn every_command_has_a_page_and_so_has_whatever_a_page_refers_to() {
        let mut program = Arguments::command();
        program.build();
        for command in program.get_subcommands() {
            let name = command.get_name();
            assert!(page(&[name]).contains(&format!("\\fBsayso {name}\\fR")), "{name}");
            for below in command.get_subcommands() {
                let synopsis = format!("\\fBsayso {name} {}\\fR", below.get_name());
                assert!(page(&[name, below.get_name()]).contains(&synopsis), "{synopsis}");
            }
        }
        assert!(page(&[]).contains("\\fICOMMAND\\fR"));
        assert!(manual(&["merge".to_owned()]).is_err());
    }

    #[test]
    fn a_synopsis_says_what_is_taken_and_how_often() {
        let search = page(&["search"]);
        assert!(search.contains("[\\fB\\-\\-limit\\fR \\fIN\\fR]"), "{search}");
        assert!(search.contains("\\fIQUERY\\fR..."), "{search}");
        assert!(page(&["read"]).contains(" \\fIINPUT\\fR..."));
    }
}
