//! Each file in `families/` is a case: readings in the notation of `notation`, a line `-- expected`,
//! and the comparison they must give. `SAYSO_BLESS=1` writes what was given instead; read the change
//! before you keep it.

use std::fmt::Write as _;
use std::path::Path;

use sayso_compare::compare;
use sayso_model::{Cell, Comparison, Drift};

mod notation;

const RULE: &str = "-- expected\n";

#[test]
fn cases() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/families");
    let bless = std::env::var_os("SAYSO_BLESS").is_some();
    let mut wrong = String::new();
    let mut cases = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let case = std::fs::read_to_string(&path)?;
        let (input, expected) = case.split_once(RULE).unwrap_or((&case, ""));
        let given = show(&compare(&notation::readings(input)));
        if bless {
            std::fs::write(&path, format!("{input}{RULE}{given}"))?;
        } else if given != expected {
            let _ = writeln!(wrong, "{}\n--- expected\n{expected}--- given\n{given}", path.display());
        }
        cases += 1;
    }
    assert!(cases > 10, "the cases are missing");
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

#[test]
fn order_of_input_does_not_matter() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/families");
    for entry in std::fs::read_dir(folder)? {
        let case = std::fs::read_to_string(entry?.path())?;
        let mut readings = notation::readings(&case[..case.find(RULE).unwrap_or(case.len())]);
        let dates: Vec<_> = readings.iter().map(|reading| reading.article.published.clone()).collect();
        let dated = dates.iter().all(Option::is_some)
            && dates.iter().enumerate().all(|(at, date)| !dates[..at].contains(date));
        let ids: std::collections::HashSet<_> = readings.iter().map(|reading| &reading.article.id).collect();
        if !dated || ids.len() < readings.len() {
            continue;
        }
        let forward = show(&compare(&readings));
        readings.reverse();
        assert_eq!(forward, show(&compare(&readings)));
    }
    Ok(())
}

/// The comparison as the cases write it.
fn show(comparison: &Comparison) -> String {
    let mut shown = String::new();
    for family in &comparison.families {
        let first = family.first.map_or("?", |first| &comparison.articles[first].outlet);
        let speakers = family.speakers.join(" / ");
        let _ = writeln!(shown, "{} “{}” {speakers}; first {first}", family.id, family.wording);
        for (article, coverage) in comparison.articles.iter().zip(&family.coverage) {
            let _ = write!(shown, "  {}: {}", article.outlet, cell(coverage.cell));
            for variant in &coverage.variants {
                let drift: Vec<_> = variant.drift.iter().map(|drift| name(*drift)).collect();
                let speaker = variant.speaker.as_deref().unwrap_or("-");
                let _ = write!(shown, " “{}” ({speaker}: {})", variant.wording, drift.join(", "));
            }
            shown.push('\n');
        }
    }
    for article in &comparison.articles {
        if let (Some(of), Some(repeated)) = (article.copy_of, article.repeated) {
            let of = &comparison.articles[of].outlet;
            let _ = writeln!(shown, "{} repeats {of}: {:.0} %", article.outlet, repeated * 100.0);
        }
    }
    for diagnostic in &comparison.diagnostics {
        let _ = writeln!(shown, "! {}: {}", diagnostic.code, diagnostic.message);
    }
    shown
}

fn cell(cell: Cell) -> String {
    serde_json::to_value(cell).expect("a cell").as_str().unwrap_or_default().replace('_', " ")
}

fn name(drift: Drift) -> String {
    serde_json::to_value(drift).expect("a drift").as_str().unwrap_or_default().replace('_', " ")
}
