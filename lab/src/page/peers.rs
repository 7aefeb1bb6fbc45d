use std::path::Path;

use anyhow::Result;

use super::fields::TextPatterns;
use super::{Page, Scored, Set, answers};
use crate::kits;

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

/// Where `lab bench page --peers` leaves the answers of its peers to one set.
pub(crate) fn answers_folder(cache: &Path, set: Set) -> std::path::PathBuf {
    cache.join("answers").join(set.name())
}

/// Scores the answers that peers gave to these pages, by name.
pub(super) fn scores(
    cache: &Path,
    set: Set,
    pages: &[Page],
    patterns: &TextPatterns,
) -> Result<Vec<(String, Scored)>> {
    let folder = answers_folder(cache, set);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut scores = Vec::new();
    for path in kits::files_in(&folder)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut answers = answers::from_file(&path)?;
        let mut score = Scored::new(set);
        // Only pages that were given to the peer: a sample must not count as silence.
        let given = pages.iter().filter_map(|page| Some((page, answers.remove(&page.id)?)));
        given.for_each(|(page, answer)| score.add(page, answer, patterns));
        scores.push((name, score));
    }
    Ok(scores)
}
