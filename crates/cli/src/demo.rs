use std::fs::{File, create_dir_all};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result};
use sayso_desk::{Content, Depth, Options, Taken};
use sayso_model::Effort;

use crate::args::{DemoArguments, quoted};
use crate::compare::print_table;
use crate::output::{Outcome, look, print, report};
use crate::show::{self, Paper};

/// The pages of the invented story, as `corpus/worlds` has them.
macro_rules! story {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../../corpus/worlds/merrow-head-dam/", $name)).as_slice())),+]
    };
}

const STORY: [(&str, &[u8]); 6] = story![
    "ostrel-gazette.html",
    "dunmarrow-courier.html",
    "metro-beacon.html",
    "marl-live.html",
    "capital-chronicle.html",
    "valley-voices.txt",
];

/// `sayso demo`: the comparison of the story that comes with the program, or its pages as files.
pub(crate) fn demo(arguments: &DemoArguments) -> Result<Outcome> {
    let look = look(&arguments.looks);
    if let Some(folder) = &arguments.extract {
        return extract(folder, look);
    }
    let options = Options { effort: Some(Effort::Fast), depth: Depth::Whole, ..Options::default() };
    let mut readings = Vec::with_capacity(STORY.len());
    for (name, bytes) in STORY {
        match sayso_desk::read_one(taken(name, bytes), &options) {
            Ok(reading) => readings.push(reading),
            Err(failure) => {
                report(&failure.to_string(), failure.hint().as_deref());
                return Ok(Outcome::Failed);
            }
        }
    }
    let mut paper = Paper::new(look);
    show::notice("An invented story as six outlets tell it. Nobody in it exists.", &mut paper);
    paper.blank();
    print(&paper.finish())?;
    print_table(&sayso_desk::compare(&readings), look)?;
    let mut paper = Paper::new(look);
    paper.blank();
    show::next(&["sayso demo --extract story".to_owned(), "sayso read page.html".to_owned()], &mut paper);
    print(&paper.finish())?;
    Ok(Outcome::Found)
}

fn taken(name: &str, bytes: &[u8]) -> Taken {
    let bytes = bytes.to_vec();
    let content = if name.ends_with(".txt") {
        Content::Text { bytes, content_type: None }
    } else {
        Content::Html { bytes, content_type: None }
    };
    Taken { input: name.to_owned(), content, ..Taken::default() }
}

/// Writes the pages into `folder`; a file that is there already is never overwritten.
fn extract(folder: &Path, look: show::Look) -> Result<Outcome> {
    create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    for (name, bytes) in STORY {
        let path = folder.join(name);
        let written = File::create_new(&path).and_then(|mut file| file.write_all(bytes));
        if let Err(error) = written {
            let (what, hint) = match error.kind() {
                ErrorKind::AlreadyExists => {
                    ("is already there".to_owned(), "name another folder, or remove the file")
                }
                _ => (format!("cannot be written: {error}"), "name a folder that you may write to"),
            };
            report(&format!("{}: {what}", path.display()), Some(hint));
            return Ok(Outcome::Failed);
        }
    }
    let mut paper = Paper::new(look);
    show::notice(&format!("{} pages written to {}", STORY.len(), folder.display()), &mut paper);
    let folder = quoted(&folder.to_string_lossy());
    show::next(&[format!("sayso compare {folder}"), format!("sayso read {folder}")], &mut paper);
    print(&paper.finish())?;
    Ok(Outcome::Found)
}
