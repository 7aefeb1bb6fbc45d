use std::io::{self, Write};

use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::args::Arguments;

/// The manual page of one command, or of the program when none is named, in roff.
pub(crate) fn manual(name: Option<&str>) -> Result<String> {
    let mut program = Arguments::command();
    program.build();
    let command = match name {
        None => program,
        Some(name) => {
            let command = program.find_subcommand(name);
            let command =
                command.with_context(|| format!("no command is called {name}; sayso --help lists them"))?;
            command.clone()
        }
    };
    let mut page = Vec::new();
    render(&command, &mut page)?;
    Ok(String::from_utf8(page)?)
}

fn render(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(command.clone()).source(concat!("sayso ", env!("CARGO_PKG_VERSION")));
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
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
