use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde::Deserialize;

use super::document::{Annotated, Marked, Spans};
use crate::kits;

/// A corpus with gold attributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Set {
    /// PolNeAR's development articles: source, cue, content.
    PolnearDev,
    /// The annotated Wikinews articles: also who, what kind, which act, chains, citations, figures, voice.
    Wikinews,
    /// Those of the Wikinews articles that the transformer's training is watched on.
    WikinewsDev,
    /// Those that neither training nor tuning of the transformer has seen.
    WikinewsTest,
    /// PolNeAR's and all of Wikinews, one after the other.
    Both,
}

impl Set {
    pub(crate) const fn members(self) -> &'static [Self] {
        match self {
            Self::PolnearDev => &[Self::PolnearDev],
            Self::Wikinews => &[Self::Wikinews],
            Self::WikinewsDev => &[Self::WikinewsDev],
            Self::WikinewsTest => &[Self::WikinewsTest],
            Self::Both => &[Self::PolnearDev, Self::Wikinews],
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PolnearDev => "polnear-dev",
            Self::Wikinews => "wikinews",
            Self::WikinewsDev => "wikinews-dev",
            Self::WikinewsTest => "wikinews-test",
            Self::Both => "both",
        }
    }
}

/// One article with everything annotated in it; what a corpus does not annotate is `None`.
#[derive(Debug)]
pub(crate) struct Gold {
    pub(crate) document: Annotated,
    pub(crate) meaning: Option<Meaning>,
    /// Kept for a final check: its errors are never listed.
    pub(crate) held_out: bool,
}

/// What the Wikinews annotation says beyond the three roles.
#[derive(Debug)]
pub(crate) struct Meaning {
    pub(crate) sentences: Spans,
    /// `own`, `attributed` or `mixed`, one a sentence.
    pub(crate) voice: Vec<String>,
    pub(crate) citations: Vec<[usize; 2]>,
    pub(crate) figures: Vec<FigureGiven>,
}

/// A figure and whom it is given to: `None` is the article's own voice.
#[derive(Debug, Deserialize)]
pub(crate) struct FigureGiven {
    pub(crate) span: [usize; 2],
    pub(crate) speaker: Option<String>,
}

/// Reads one set of the kits.
pub(crate) fn load(kits: &Path, set: Set) -> Result<Vec<Gold>> {
    let folder = kits.join("attribution");
    match set {
        Set::PolnearDev => Ok(kits::read_lines::<Annotated>(&folder.join("polnear-dev.jsonl.gz"))?
            .into_iter()
            .map(|document| Gold { document, meaning: None, held_out: false })
            .collect()),
        Set::Wikinews => wikinews(&folder, 0..usize::MAX),
        Set::WikinewsDev => wikinews(&folder, TEST..TEST + DEV),
        Set::WikinewsTest => wikinews(&folder, 0..TEST),
        Set::Both => {
            let mut gold = load(kits, Set::PolnearDev)?;
            gold.extend(load(kits, Set::Wikinews)?);
            Ok(gold)
        }
    }
}

/// The latest articles are kept for a final check.
const HELD_OUT: usize = 30;

/// Of the articles from the latest backwards, annotated or not, so many are for the test of the transformer.
const TEST: usize = 30;
/// And so many before those to watch its training on.
const DEV: usize = 20;

/// The annotated articles among those that `part` takes, counted from the latest backwards.
fn wikinews(folder: &Path, part: Range<usize>) -> Result<Vec<Gold>> {
    let mut all = kits::read_lines::<Text>(&folder.join("wikinews.jsonl"))?;
    all.sort_by(|a, b| (&b.date, &b.id).cmp(&(&a.date, &a.id)));
    let taken: HashSet<String> = all
        .iter()
        .enumerate()
        .filter(|(number, _)| part.contains(number))
        .map(|(_, text)| text.id.clone())
        .collect();
    let mut texts: HashMap<String, Text> = all.into_iter().map(|text| (text.id.clone(), text)).collect();
    let mut dated = Vec::new();
    for line in kits::read_lines::<WikinewsLine>(&folder.join("wikinews-annotations.jsonl"))? {
        let text = texts
            .remove(&line.id)
            .with_context(|| format!("{}: {} is annotated but has no text", folder.display(), line.id))?;
        ensure!(
            line.sentences.len() == line.voice.len(),
            "{}: {} has {} sentences and {} voices",
            folder.display(),
            line.id,
            line.sentences.len(),
            line.voice.len()
        );
        let document = Annotated { id: line.id, text: text.text, attributions: line.attributions };
        let meaning = Meaning {
            sentences: line.sentences,
            voice: line.voice,
            citations: line.citations.into_iter().map(|citation| citation.span).collect(),
            figures: line.figures,
        };
        if !taken.contains(&document.id) {
            continue;
        }
        dated.push((text.date, Gold { document, meaning: Some(meaning), held_out: false }));
    }
    dated.sort_by(|a, b| (&a.0, &a.1.document.id).cmp(&(&b.0, &b.1.document.id)));
    let first_held_out = dated.len().saturating_sub(HELD_OUT);
    let mut gold: Vec<Gold> = dated.into_iter().map(|(_, gold)| gold).collect();
    gold[first_held_out..].iter_mut().for_each(|gold| gold.held_out = true);
    Ok(gold)
}

#[derive(Deserialize)]
struct Text {
    id: String,
    date: String,
    text: String,
}

#[derive(Deserialize)]
struct WikinewsLine {
    id: String,
    attributions: Vec<Marked>,
    sentences: Spans,
    voice: Vec<String>,
    citations: Vec<CitationLine>,
    figures: Vec<FigureGiven>,
}

#[derive(Deserialize)]
struct CitationLine {
    span: [usize; 2],
}
