use std::ops::ControlFlow;

use anyhow::Result;
use sayso_desk::Depth;
use sayso_model::{Comparison, Reading};

use crate::args::CompareArguments;
use crate::output::{Outcome, Progress, look, print, report};
use crate::read::options;
use crate::show::{self, Look, Paper};

/// `sayso compare`: the table of outlets and quotations.
pub(crate) fn compare(arguments: &CompareArguments) -> Result<Outcome> {
    let mut readings = Vec::new();
    let mut failed = false;
    let mut progress = Progress::new();
    sayso_desk::read(&arguments.taking.inputs, &options(&arguments.taking, Depth::Whole), |reading| {
        progress.step();
        match reading {
            Ok(reading) => readings.push(reading),
            Err(failure) => {
                failed = true;
                progress.report(&failure);
            }
        }
        ControlFlow::Continue(())
    });
    drop(progress);
    if readings.len() < 2 {
        let error = format!(
            "a comparison needs two articles or more, and there is {}",
            match readings.len() {
                0 => "none",
                _ => "only one",
            }
        );
        report(&error, Some("name several pages, or a folder that holds them: sayso compare a.html b.html"));
        return Ok(Outcome::Failed);
    }
    let comparison = sayso_desk::compare(&readings);
    let found = !comparison.families.is_empty() || !comparison.figures.is_empty();
    if arguments.json {
        print_json(comparison, &readings)?;
    } else {
        let look = look(&arguments.looks);
        print_table(&comparison, look)?;
        if look.terminal {
            let mut paper = Paper::new(look);
            paper.blank();
            show::next(&arguments.taking.commands(&["sayso read"]), &mut paper);
            print(&paper.finish())?;
        }
    }
    Ok(match (failed, found) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Found,
        (false, false) => Outcome::Nothing,
    })
}

fn print_json(comparison: Comparison, readings: &[Reading]) -> Result<()> {
    let mut line = serde_json::to_string(&comparison.in_code_points(readings))?;
    line.push('\n');
    print(&line)
}

/// The table as people read it.
pub(crate) fn print_table(comparison: &Comparison, look: Look) -> Result<()> {
    let mut paper = Paper::new(look);
    show::comparison(comparison, &mut paper);
    print(&paper.finish())
}
