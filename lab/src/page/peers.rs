use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::answers::{self, Answer};
use super::fields::TextPatterns;
use super::{Page, Scored, Set};
use crate::peers;

/// A figure that other tools reach, measured on the same pages when the kits were made (see their README).
pub(super) struct BestPeer {
    pub(super) set: Set,
    pub(super) measure: &'static str,
    pub(super) value: f64,
}

/// The best figure of any peer; which tool it is differs from measure to measure.
pub(super) const BEST: &[BestPeer] = &[
    BestPeer { set: Set::Naeb, measure: "body", value: 0.929 },
    BestPeer { set: Set::Naeb, measure: "title", value: 0.88 },
    BestPeer { set: Set::Naeb, measure: "author", value: 0.79 },
    BestPeer { set: Set::Traf, measure: "segments", value: 0.926 },
    BestPeer { set: Set::Traf, measure: "title", value: 0.80 },
    BestPeer { set: Set::Traf, measure: "author", value: 0.59 },
    BestPeer { set: Set::Traf, measure: "date", value: 0.87 },
    BestPeer { set: Set::HtmldateDev, measure: "date", value: 0.908 },
];

/// Where the answers of peers to one set are kept, a file for each.
pub(crate) fn answers_folder(cache: &Path, set: Set) -> PathBuf {
    cache.join("answers").join(set.name())
}

/// Scores the answers of every peer to these pages, by name. Peers whose answers are not kept are run first.
pub(super) fn scores(
    kits: &Path,
    cache: &Path,
    set: Set,
    pages: &[Page],
    patterns: &TextPatterns,
) -> Result<Vec<(String, Scored)>> {
    let folder = answers_folder(cache, set);
    let kept = |tool: &str| {
        let path = folder.join(format!("{tool}.jsonl"));
        let answers = path.is_file().then(|| answers::from_file(&path)).transpose()?;
        // Timing on a sample leaves the answers to a sample.
        let whole =
            |answers: &HashMap<String, Answer>| pages.iter().all(|page| answers.contains_key(&page.id));
        anyhow::Ok(answers.filter(whole))
    };
    let mut missing = Vec::new();
    for (driver, tools) in peers::SCORED {
        let mut without = Vec::new();
        for &tool in *tools {
            if kept(tool)?.is_none() {
                without.push(tool);
            }
        }
        if !without.is_empty() {
            missing.push((driver, without));
        }
    }
    if !missing.is_empty() {
        let corpus = peers::write_corpus(cache, set, pages)?;
        peers::run(kits, cache, &corpus, &folder, 1, missing.into_iter())?;
    }
    let mut scores = Vec::new();
    for &tool in peers::SCORED.iter().flat_map(|(_, tools)| *tools) {
        let Some(mut answers) = kept(tool)? else { continue };
        let mut score = Scored::new(set);
        for page in pages {
            score.add(page, answers.remove(&page.id).unwrap_or_default(), patterns);
        }
        scores.push((tool.to_owned(), score));
    }
    Ok(scores)
}
