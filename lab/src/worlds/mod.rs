//! The whole program on the invented worlds, of which everything that is true is written down.

mod align;
mod documents;
mod families;
mod gold;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sayso_model::{Effort, Reading};

use crate::attribution::Scored;
use crate::measures::Measures;
use crate::table::{Table, percent, ratio};
use documents::DocumentScores;
use gold::World;
pub(crate) use gold::load;

/// Options of `lab score worlds`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the worlds
    #[arg(default_value = "corpus/worlds")]
    worlds: PathBuf,
    /// List everything that is wrong, to read
    #[arg(long)]
    errors: bool,
    /// Print the measures as JSON
    #[arg(long)]
    json: bool,
}

/// Scores and prints.
pub(crate) fn score(options: &Options) -> Result<()> {
    let scored = WorldScores::of(&options.worlds, options.errors)?;
    if options.json {
        let mut measures = Measures::default();
        scored.measure(&mut measures);
        println!("{}", measures.to_json()?);
        return Ok(());
    }
    scored.print(options.errors);
    Ok(())
}

/// The measures of all worlds, for the floors.
pub(crate) fn measure(worlds: &Path, measures: &mut Measures) -> Result<()> {
    WorldScores::of(worlds, false)?.measure(measures);
    Ok(())
}

struct WorldScores {
    tally: Tally,
    attributions: Scored,
    bodies: Vec<(String, f64)>,
}

impl WorldScores {
    fn of(folder: &Path, errors: bool) -> Result<Self> {
        let mut scores = DocumentScores::new(if errors { usize::MAX } else { 0 })?;
        let mut tally = Tally::default();
        for world in gold::load(folder)? {
            let readings = read(&world);
            for document in &world.documents {
                let path = world.path(&document.file);
                let reading = readings.iter().find(|reading| reading.input == path);
                scores.add(&world, document, reading, &mut tally)?;
            }
            families::compare(&world, &sayso_desk::compare(&readings), &mut tally);
        }
        Ok(Self { tally, attributions: scores.attributions, bodies: scores.bodies })
    }

    fn measure(&self, measures: &mut Measures) {
        self.attributions.measure(measures);
        for (name, count) in &self.tally.counts {
            measures.set(format!("worlds.{name}"), ratio(count.right, count.all));
        }
        for (file, f1) in &self.bodies {
            measures.set(format!("worlds.body.{file}"), *f1);
        }
        let lowest = self.bodies.iter().map(|(_, f1)| *f1).fold(1.0, f64::min);
        measures.set("worlds.body.lowest_f1", lowest);
    }

    fn print(&self, errors: bool) {
        print!("{}", self.attributions);
        let mut table = Table::new(["measure", "right", "of", "share"]);
        for (name, count) in &self.tally.counts {
            let share = percent(ratio(count.right, count.all));
            table.row([name.clone(), count.right.to_string(), count.all.to_string(), share]);
        }
        println!("{table}");
        let mut table = Table::new(["body", "F1"]);
        for (file, f1) in &self.bodies {
            table.row([file.clone(), percent(*f1)]);
        }
        println!("{table}");
        if errors {
            for (name, count) in &self.tally.counts {
                if !count.wrong.is_empty() {
                    println!("== {name}");
                    count.wrong.iter().for_each(|line| println!("  {line}"));
                }
            }
        }
    }
}

/// The readings of a world's articles, by the program as a whole.
fn read(world: &World) -> Vec<Reading> {
    let inputs: Vec<String> = world.documents.iter().map(|document| world.path(&document.file)).collect();
    let mut readings = Vec::new();
    let options = sayso_desk::Options { effort: Some(Effort::Fast), ..sayso_desk::Options::default() };
    sayso_desk::read(&inputs, &options, |reading| {
        // An article that could not be read counts as answered with nothing.
        readings.extend(reading.ok());
        ControlFlow::Continue(())
    });
    readings
}

/// Counts of what is right and what is not, by name.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: BTreeMap<String, Count>,
}

#[derive(Debug, Default)]
struct Count {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Tally {
    /// Counts one answer; `wrong` says what is wrong with it.
    pub(crate) fn count(&mut self, name: &str, right: bool, wrong: impl FnOnce() -> String) {
        let count = self.counts.entry(name.to_owned()).or_default();
        count.all += 1;
        if right {
            count.right += 1;
        } else {
            count.wrong.push(wrong());
        }
    }

    #[cfg(test)]
    fn share(&self, name: &str) -> (usize, usize) {
        self.counts.get(name).map_or((0, 0), |count| (count.right, count.all))
    }
}
