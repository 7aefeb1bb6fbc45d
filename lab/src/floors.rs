//! Figures that may not drop: what was reached is written down, and a build that falls below it fails.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::measures::Measures;
use crate::table::Table;
use crate::{attribution, intake, page, worlds};

/// Options of `lab floors`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits; without it only what the repository itself holds is measured
    kits: Option<PathBuf>,
    /// File with the floors
    #[arg(long, default_value = "lab/floors.toml", value_name = "FILE")]
    floors: PathBuf,
    /// Folder with the worlds
    #[arg(long, default_value = "corpus/worlds", value_name = "DIR")]
    worlds: PathBuf,
    /// Write down what is reached where it is better than the bound
    #[arg(long)]
    raise: bool,
}

/// What is asked of the measures of one kind of data.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Bounds {
    /// The least a figure may be.
    floor: BTreeMap<String, f64>,
    /// The most a figure may be.
    ceiling: BTreeMap<String, f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    worlds: Bounds,
    kits: Bounds,
}

/// Measures and compares; an error when a figure is out of its bounds.
pub(crate) fn check(options: &Options) -> Result<()> {
    let text = std::fs::read_to_string(&options.floors)
        .with_context(|| format!("cannot read {}", options.floors.display()))?;
    let file: File =
        toml::from_str(&text).with_context(|| format!("{} is not as expected", options.floors.display()))?;
    let mut measures = Measures::default();
    worlds::measure(&options.worlds, &mut measures)?;
    let mut broken = compare(&file.worlds, &measures);
    if let Some(kits) = &options.kits {
        attribution::measure(kits, &mut measures)?;
        page::measure(kits, &mut measures)?;
        intake::measure(kits, &mut measures)?;
        broken.extend(compare(&file.kits, &measures));
    }
    if options.raise {
        std::fs::write(&options.floors, raised(&text, &measures))
            .with_context(|| format!("cannot write {}", options.floors.display()))?;
    }
    if broken.is_empty() {
        return Ok(());
    }
    bail!("out of bounds: {}", broken.join(", "))
}

/// Prints each bound beside what was measured; returns the names of those that are broken.
fn compare(bounds: &Bounds, measures: &Measures) -> Vec<String> {
    let mut table = Table::new(["measure", "", "bound", "measured", ""]);
    let mut broken = Vec::new();
    let floors = bounds.floor.iter().map(|(name, bound)| (name, "≥", *bound));
    let ceilings = bounds.ceiling.iter().map(|(name, bound)| (name, "≤", *bound));
    for (name, sign, bound) in floors.chain(ceilings) {
        let measured = measures.get(name);
        let holds = measured.is_some_and(|value| if sign == "≥" { value >= bound } else { value <= bound });
        if !holds {
            broken.push(name.clone());
        }
        table.row([
            name.clone(),
            sign.to_owned(),
            format!("{bound:.4}"),
            measured.map_or_else(|| "not measured".to_owned(), |value| format!("{value:.4}")),
            if holds { String::new() } else { "BROKEN".to_owned() },
        ]);
    }
    println!("{table}");
    broken
}

/// The file with every bound drawn up to what was measured, to the hundredth; a bound that is better stays.
fn raised(text: &str, measures: &Measures) -> String {
    let mut ceilings = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            ceilings = line.contains("ceiling");
        }
        lines.push(drawn_up(line, ceilings, measures).unwrap_or_else(|| line.to_owned()));
    }
    lines.join("\n") + "\n"
}

fn drawn_up(line: &str, ceiling: bool, measures: &Measures) -> Option<String> {
    let (name, bound) = line.split_once('=')?;
    let bound: f64 = bound.trim().parse().ok()?;
    let measured = measures.get(name.trim().trim_matches('"'))?;
    // Rounded towards the lenient side, less what a last binary digit can be off.
    let hundredths = measured * 100.0;
    let reached =
        if ceiling { (hundredths - 1e-9).ceil() / 100.0 } else { (hundredths + 1e-9).floor() / 100.0 };
    let better = if ceiling { reached < bound } else { reached > bound };
    better.then(|| format!("{}= {reached:.2}", name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_below_its_floor_above_its_ceiling_or_never_measured_is_broken() -> Result<()> {
        let file: File = toml::from_str(
            "[worlds.floor]\n\"a.f1\" = 0.5\n\"b.f1\" = 0.5\n\"gone.f1\" = 0.5\n[worlds.ceiling]\n\"b.f1\" = 0.4\n\"a.f1\" = 0.4\n",
        )?;
        let mut measures = Measures::default();
        measures.set("a.f1", 0.5);
        measures.set("b.f1", 0.4);
        assert_eq!(compare(&file.worlds, &measures), ["b.f1", "gone.f1", "a.f1"]);
        assert!(toml::from_str::<File>("[world]").is_err());
        Ok(())
    }

    #[test]
    fn bounds_are_drawn_up_and_never_down() {
        let mut measures = Measures::default();
        measures.set("a.f1", 0.559);
        measures.set("b.f1", 0.41);
        measures.set("c.invented", 7.0);
        let text =
            "# why\n[kits.floor]\n\"a.f1\" = 0.50\n\"b.f1\" = 0.45\n[kits.ceiling]\n\"c.invented\" = 10\n";
        let expected =
            "# why\n[kits.floor]\n\"a.f1\" = 0.55\n\"b.f1\" = 0.45\n[kits.ceiling]\n\"c.invented\" = 7.00\n";
        assert_eq!(raised(text, &measures), expected);
    }
}
