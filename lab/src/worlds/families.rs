use std::collections::BTreeMap;
use std::path::Path;

use sayso_model::{ComparedArticle, Comparison};

use super::Tally;
use super::gold::{Cell, Family, World};
use crate::attribution::{holds_name, same_name};

/// How well one comparison of the articles of a world agrees with what is true of them.
pub(super) fn compare(world: &World, comparison: &Comparison, tally: &mut Tally) {
    let pairs = pair(&world.families, comparison);
    for (family, ours) in world.families.iter().zip(&pairs) {
        let place = format!("{}, {} “{}”", world.world, family.id, family.spoken);
        let Some(ours) = *ours else {
            tally.count("families.found", false, || format!("{place}: not found"));
            for cell in &family.coverage {
                tally.count("families.cells", false, || {
                    format!("{place}, {}: {}, ours: none", cell.file, cell.cell)
                });
            }
            continue;
        };
        tally.count("families.found", true, String::new);
        let ours = &comparison.families[ours];
        for cell in &family.coverage {
            let column = column(comparison, &cell.file);
            let there = column.and_then(|column| ours.coverage.get(column));
            let name = there.map_or_else(|| "none".to_owned(), |there| snake_case(&there.cell));
            tally.count("families.cells", name == cell.cell, || {
                format!("{place}, {}: {}, ours: {name}", cell.file, cell.cell)
            });
            if let (Some(speaker), Some(there)) = (&cell.speaker, there) {
                let given =
                    there.variants.iter().find_map(|variant| variant.speaker.clone()).unwrap_or_default();
                let right = same_name(speaker, &given) || holds_name(&given, speaker);
                tally.count("families.speakers", right, || {
                    format!("{place}, {}: {speaker}, ours: {given}", cell.file)
                });
            }
        }
        if let Some(first) = &family.first {
            let given = ours.first.and_then(|column| comparison.articles.get(column)).map(file_name);
            // Saying nothing is right where the dates do not tell, and so is counted apart.
            tally.count("families.first_told", given.is_some(), || format!("{place}: first {first}"));
            if let Some(given) = given {
                tally.count("families.first", given == *first, || format!("{place}: {first}, ours: {given}"));
            }
        }
    }
    copies(world, comparison, tally);
}

fn copies(world: &World, comparison: &Comparison, tally: &mut Tally) {
    for article in &comparison.articles {
        let name = file_name(article);
        let truth = world.copies.iter().find(|copy| copy.copy == name).map(|copy| copy.of.as_str());
        let given = article.copy_of.and_then(|column| comparison.articles.get(column)).map(file_name);
        tally.count("copies", truth == given.as_deref(), || {
            format!("{}, {name}: copy of {truth:?}, ours: {given:?}", world.world)
        });
    }
}

/// For each gold family the one of ours that shares most words with it, each once.
fn pair(gold: &[Family], comparison: &Comparison) -> Vec<Option<usize>> {
    const ALIKE: f64 = 0.3;
    let mut candidates = Vec::new();
    for (i, family) in gold.iter().enumerate() {
        // Ours may have chosen any of the wordings that the outlets printed as the fullest.
        let wordings = family.coverage.iter().filter_map(|cell: &Cell| cell.wording.as_deref());
        let wordings: Vec<_> = wordings.chain([family.spoken.as_str()]).map(word_counts).collect();
        for (j, ours) in comparison.families.iter().enumerate() {
            let counts = word_counts(&ours.wording);
            let likeness = wordings.iter().map(|wording| likeness(wording, &counts)).fold(0.0, f64::max);
            if likeness >= ALIKE {
                candidates.push((likeness, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs = vec![None; gold.len()];
    for (_, i, j) in candidates {
        if pairs[i].is_none() && !pairs.contains(&Some(j)) {
            pairs[i] = Some(j);
        }
    }
    pairs
}

fn word_counts(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let lower = text.to_lowercase().replace('’', "'");
    for word in lower.split(|character: char| !character.is_alphanumeric() && character != '\'') {
        if !word.is_empty() {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// Shared words over all words of both.
fn likeness(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> f64 {
    let shared: usize = a.iter().map(|(word, &count)| count.min(b.get(word).copied().unwrap_or(0))).sum();
    let all = a.values().sum::<usize>() + b.values().sum::<usize>() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

fn column(comparison: &Comparison, file: &str) -> Option<usize> {
    comparison.articles.iter().position(|article| file_name(article) == file)
}

fn file_name(article: &ComparedArticle) -> String {
    Path::new(&article.input).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name a value has in JSON.
fn snake_case(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison() -> serde_json::Result<Comparison> {
        let article = |input: &str, copy_of: Option<usize>| {
            serde_json::json!({"input": input, "id": null, "article": input, "outlet": input, "title": null,
                "published": null, "cut_off": null, "copy_of": copy_of, "repeated": null, "credited_to": []})
        };
        serde_json::from_value(serde_json::json!({
            "schema": Comparison::SCHEMA,
            "articles": [article("w/a.html", None), article("w/b.html", Some(0))],
            "families": [{"id": "q1", "wording": "the toll will never rise", "speakers": ["mayor Jana Holt"],
                "first": 0, "coverage": [
                    {"cell": "verbatim", "variants": [{"spans": [[0, 4]], "wording": "the toll will never rise",
                        "speaker": "mayor Jana Holt", "drift": ["exact"]}]},
                    {"cell": "left_out", "variants": []}]}],
            "figures": [], "diagnostics": []
        }))
    }

    #[test]
    fn cells_are_compared_outlet_by_outlet() -> anyhow::Result<()> {
        let world: World = serde_json::from_value(serde_json::json!({
            "world": "toll", "documents": [],
            "families": [{"id": "q1", "spoken": "The toll will never rise.", "first": "a.html", "coverage": [
                {"file": "a.html", "cell": "verbatim", "wording": "The toll will never rise", "speaker": "Jana Holt"},
                {"file": "b.html", "cell": "changed", "wording": "the toll will not rise", "speaker": "Jana Holt"}]},
                {"id": "q2", "spoken": "We slept.", "first": "b.html", "coverage": [
                {"file": "b.html", "cell": "verbatim", "wording": "We slept", "speaker": null}]}],
            "copies": [{"copy": "b.html", "of": "a.html"}]
        }))?;
        let mut tally = Tally::default();
        compare(&world, &comparison()?, &mut tally);
        assert_eq!(tally.share("families.found"), (1, 2));
        assert_eq!(tally.share("families.cells"), (1, 3));
        assert_eq!(tally.share("families.speakers"), (1, 2));
        assert_eq!(tally.share("families.first"), (1, 1));
        assert_eq!(tally.share("copies"), (2, 2));
        Ok(())
    }
}
