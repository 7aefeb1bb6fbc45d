//! Several texts of one article: the same address, read at different times.

use std::collections::BTreeMap;

use sayso_model::{Diagnostic, Reading};

use crate::dates::{Range, range};

/// From when each article stood as it is: its publication, or, where several versions of it are compared, its last change.
pub(crate) fn standing(readings: &[&Reading]) -> Vec<Option<Range>> {
    let several = by_address(readings);
    readings
        .iter()
        .map(|reading| {
            let article = &reading.article;
            let published = article.published.as_ref().and_then(range);
            let is_version = address(reading).is_some_and(|address| several[address].len() > 1);
            let modified = article.modified.as_ref().filter(|_| is_version).and_then(range);
            modified.filter(|modified| published.is_none_or(|published| published < *modified)).or(published)
        })
        .collect()
}

/// Says which of the readings are versions of one article.
pub(crate) fn versions(readings: &[&Reading], diagnostics: &mut Vec<Diagnostic>) {
    for versions in by_address(readings).values().filter(|versions| versions.len() > 1) {
        let inputs: Vec<&str> = versions.iter().map(|&at| readings[at].input.as_str()).collect();
        let message = format!("{} are versions of one article, not two outlets", inputs.join(" and "));
        diagnostics.push(Diagnostic::new("versions", message));
    }
}

/// The readings by the addresses of their articles.
fn by_address<'r>(readings: &[&'r Reading]) -> BTreeMap<&'r str, Vec<usize>> {
    let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        if let Some(address) = address(reading) {
            found.entry(address).or_default().push(at);
        }
    }
    found
}

fn address(reading: &Reading) -> Option<&str> {
    reading.article.canonical_url.as_deref().or(reading.article.url.as_deref())
}
