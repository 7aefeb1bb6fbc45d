//! Trains the trees that choose the body of a page, on the pages of the extraction sets.

mod boosting;
mod labels;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use sayso_page::{BodyModel, Hints, body_candidates};

use crate::page::{Page, Set, load};

/// The sets whose pages have a body or segments of one.
pub(crate) const SETS: [Set; 3] = [Set::Naeb, Set::WcxbDev, Set::Traf];

/// How the shipped weights are made.
const SETTINGS: boosting::Settings =
    boosting::Settings { trees: 200, leaves: 40, rate: 0.07, least: 40, ridge: 3.0, rows: 0.8, columns: 0.5 };

/// Parts into which the outlets are split.
const QUARTERS: usize = 4;

/// Trains on the sets in `kits` and writes the weights to `out`.
///
/// # Errors
/// When a set is missing or malformed, or `out` cannot be written.
pub(crate) fn train(kits: &Path, out: &Path) -> Result<()> {
    let examples = read(kits)?;
    let examples = boosting::Examples::joined(examples.iter());
    ensure!(!examples.labels.is_empty(), "{}: no block has a label", kits.display());
    println!("training on {} blocks", examples.labels.len());
    fs::write(out, boosting::train(&examples, SETTINGS))
        .with_context(|| format!("{}: cannot write", out.display()))
}

/// One model for each quarter of the outlets, trained on the other three: what the method reaches on
/// outlets it has not seen.
///
/// # Errors
/// When a set is missing or malformed.
pub(crate) fn held_out(kits: &Path) -> Result<Vec<BodyModel>> {
    let examples = read(kits)?;
    let without = &|quarter: usize| {
        let others = examples.iter().enumerate().filter(|(other, _)| *other != quarter);
        let others = boosting::Examples::joined(others.map(|(_, examples)| examples));
        BodyModel::read(&boosting::train(&others, SETTINGS))
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..QUARTERS).map(|quarter| scope.spawn(move || without(quarter))).collect();
        let models = threads.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("training failed")));
        models.collect()
    })
}

/// The blocks of all pages, by the quarter that the page belongs to.
fn read(kits: &Path) -> Result<[boosting::Examples; QUARTERS]> {
    let mut examples: [boosting::Examples; QUARTERS] = Default::default();
    for set in SETS {
        for page in load(kits, set, 1)? {
            add(&mut examples[quarter(&page)], &page)?;
        }
    }
    Ok(examples)
}

/// Adds the blocks of one page, weighted so that every page counts the same and every block by its
/// words. Short bodies would make single blocks weigh too much, so the weight has a limit.
fn add(examples: &mut boosting::Examples, page: &Page) -> Result<()> {
    let hints = Hints { url: page.url.as_deref(), ..Hints::default() };
    let (texts, rows): (Vec<String>, Vec<Vec<f32>>) =
        body_candidates(&page.bytes()?, &hints).into_iter().unzip();
    let truth = &page.truth;
    let labels = match &truth.body {
        Some(gold) => labels::from_gold(&texts, gold),
        None => labels::from_snippets(
            &texts,
            truth.with.as_deref().unwrap_or_default(),
            truth.without.as_deref().unwrap_or_default(),
        ),
    };
    let counts: Vec<f32> = texts.iter().map(|text| labels::words(text).len() as f32).collect();
    let body: f32 = counts
        .iter()
        .zip(&labels)
        .filter(|(_, label)| label.is_some_and(|label| label >= 0.5))
        .map(|(count, _)| count)
        .sum();
    for ((row, label), count) in rows.into_iter().zip(labels).zip(counts) {
        let Some(label) = label else { continue };
        examples.width = row.len();
        examples.measures.extend(row);
        examples.labels.push(if label >= 0.5 { 1.0 } else { 0.0 });
        let weight = (20.0 * count.min(200.0) / body.max(20.0) + 0.05).min(6.0);
        examples.weights.push(if truth.body.is_some() { weight } else { 1.5 });
    }
    Ok(())
}

/// Which quarter of the outlets a page belongs to: by a hash of the registered part of its host, so
/// that an outlet's pages stay together.
pub(crate) fn quarter(page: &Page) -> usize {
    let url = page.url.as_deref().unwrap_or(&page.id);
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', ':', '?']).next().unwrap_or_default();
    let parts: Vec<&str> = host.split('.').collect();
    let count = match parts.as_slice() {
        [.., _, middle, last] if middle.len() <= 3 && last.len() == 2 => 3,
        _ => 2,
    };
    let outlet = parts[parts.len().saturating_sub(count)..].join(".").to_ascii_lowercase();
    let hash = outlet
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    (hash >> 20) as usize % QUARTERS
}
