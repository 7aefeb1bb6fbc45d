//! Trains the weights of the body's choice. `train_body SETS OUTPUT [FOLD]`: with FOLD (0 to 3) a
//! quarter of the outlets is left out.

mod boosting;
mod labels;

use std::io::Read;

use serde_json::Value;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, sets, output, fold @ ..] = arguments.as_slice() else {
        return Err("usage: train_body SETS OUTPUT [FOLD]".into());
    };
    let fold: Option<u64> = fold.first().map(|fold| fold.parse()).transpose()?;
    let mut examples =
        boosting::Examples { width: 0, measures: Vec::new(), labels: Vec::new(), weights: Vec::new() };
    for set in ["naeb", "wcxb_dev", "traf"] {
        let folder = format!("{sets}/{set}");
        let index: Value = serde_json::from_slice(&std::fs::read(format!("{folder}/index.json"))?)?;
        let truth: Value = serde_json::from_slice(&std::fs::read(format!("{folder}/truth.json"))?)?;
        for (id, entry) in index.as_object().ok_or("no index")? {
            let url = entry["url"].as_str().unwrap_or(id);
            if fold.is_some_and(|fold| quarter(url) == fold) {
                continue;
            }
            let mut html = Vec::new();
            let file = entry["file"].as_str().ok_or("an entry without a file")?;
            flate2::read::GzDecoder::new(std::fs::File::open(format!("{folder}/{file}"))?)
                .read_to_end(&mut html)?;
            let hints = sayso_page::Hints { url: Some(url), content_type: None, now: None };
            add(&mut examples, sayso_page::body_candidates(&html, &hints), &truth[id]);
        }
    }
    eprintln!("{} blocks", examples.labels.len());
    let number =
        |name: &str, usual: f64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let settings = boosting::Settings {
        trees: number("TREES", 120.0) as usize,
        leaves: number("LEAVES", 31.0) as usize,
        rate: number("RATE", 0.1),
        least: 40,
        ridge: 3.0,
        rows: 0.8,
        columns: 0.5,
    };
    std::fs::write(output, boosting::train(&examples, settings).join("\n") + "\n")?;
    Ok(())
}

/// Adds the blocks of one page, weighted so that every page counts the same and every block by its
/// words.
fn add(examples: &mut boosting::Examples, blocks: Vec<(String, Vec<f32>)>, truth: &Value) {
    let (texts, rows): (Vec<String>, Vec<Vec<f32>>) = blocks.into_iter().unzip();
    let strings = |name: &str| -> Vec<String> {
        truth[name]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|text| text.as_str().map(str::to_owned))
            .collect()
    };
    let gold = truth["articleBody"].as_str();
    let labels = match gold {
        Some(gold) => labels::from_gold(&texts, gold),
        None => labels::from_snippets(&texts, &strings("with"), &strings("without")),
    };
    let counts: Vec<f32> = texts.iter().map(|text| labels::words(text).len() as f32).collect();
    let kept: f32 = counts
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
        examples.weights.push(if gold.is_some() {
            (20.0 * count.min(200.0) / kept.max(20.0) + 0.05).min(6.0)
        } else {
            1.5
        });
    }
}

/// Which quarter of the outlets a page belongs to: by the registered part of its host.
pub fn quarter(url: &str) -> u64 {
    let host =
        url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':', '?']).next().unwrap_or_default();
    let parts: Vec<&str> = host.split('.').collect();
    let count = match parts.as_slice() {
        [.., _, middle, last] if middle.len() <= 3 && last.len() == 2 => 3,
        _ => 2,
    };
    let outlet = parts[parts.len().saturating_sub(count)..].join(".").to_ascii_lowercase();
    outlet
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
        >> 20
        & 3
}
