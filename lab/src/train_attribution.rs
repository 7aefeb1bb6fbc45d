//! Trains the weights that tell cues and the roles around them.

pub(crate) mod learn;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sayso_attribution::Roles;
use sayso_attribution::training::{CueExample, Examples, Gold, RoleExample, Thresholds, examples};
use sayso_model::Span;

use crate::attribution::{Annotated, Marked, Source, Spans, annotated, article, for_transformer};

/// Chosen on the development parts: a proposal of the rules bears more doubt than a word of which they know nothing.
const THRESHOLDS: Thresholds = Thresholds { proposed: 0.25, alone: 0.5 };

/// Parts for measuring on articles that the weights have not met.
const PARTS: usize = 5;

/// Trains on `source` in `kits` and writes the weights to `out`: a file of models to put them into when they may be passed
/// on, else a file of their own.
///
/// # Errors
/// When an annotation is missing or malformed, or `out` cannot be written.
pub(crate) fn train(kits: &Path, source: Source, out: &Path) -> Result<()> {
    let documents = annotated(kits, source)?;
    ensure!(!documents.is_empty(), "{}: nothing is annotated", kits.display());
    let roles = learnt(documents.iter());
    match source {
        Source::Open => crate::train::put(out, Roles::MODEL, Roles::fingerprint(), roles.to_bytes()),
        Source::Polnear => {
            fs::write(out, roles.to_bytes()).with_context(|| format!("{}: cannot write", out.display()))
        }
    }
}

/// Writes the annotated texts that the transformer learns from to `out`, one JSON object a line.
///
/// # Errors
/// When an annotation is missing or malformed, or `out` cannot be written.
pub(crate) fn documents(kits: &Path, out: &Path) -> Result<()> {
    let mut lines = String::new();
    for document in for_transformer(kits)? {
        lines.push_str(&serde_json::to_string(&document).context("cannot write an article as JSON")?);
        lines.push('\n');
    }
    fs::write(out, lines).with_context(|| format!("{}: cannot write", out.display()))
}

/// Weights learnt from the open annotated texts but one part of them each, which is theirs to be measured on: the one that
/// [`part`] tells.
///
/// # Errors
/// When an annotation is missing or malformed.
pub(crate) fn held_out(kits: &Path) -> Result<Vec<Roles>> {
    let documents = annotated(kits, Source::Open)?;
    Ok((0..PARTS)
        .map(|left_out| learnt(documents.iter().filter(|document| part(&document.id) != left_out)))
        .collect())
}

/// The part of the annotated texts that the one called `id` belongs to.
pub(crate) fn part(id: &str) -> usize {
    id.bytes().fold(0, |sum, byte| (sum * 31 + usize::from(byte)) % 10_007) % PARTS
}

/// Weights learnt from these texts.
fn learnt<'d>(documents: impl Iterator<Item = &'d Annotated>) -> Roles {
    let (mut cues, mut roles, mut lost) = (Vec::<CueExample>::new(), Vec::<RoleExample>::new(), 0);
    for document in documents {
        let made: Examples = examples(&article(&document.text), &gold(document));
        cues.extend(made.cues);
        roles.extend(made.roles);
        lost += made.lost;
    }
    let right = cues.iter().filter(|example| example.is_cue).count();
    eprintln!(
        "{} words that may be cues, {right} of them are; {} labelled passages; {lost} cues out of reach",
        cues.len(),
        roles.len()
    );
    let cue_weights = learn::cues(&cues);
    let (units, steps) = learn::roles(&roles);
    Roles::quantised(&cue_weights, &units, steps, THRESHOLDS)
}

/// The attributions of a text, in bytes.
fn gold(document: &Annotated) -> Vec<Gold> {
    let mut bytes: Vec<usize> = document.text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(document.text.len());
    let byte = |point: usize| bytes.get(point).copied().unwrap_or(document.text.len());
    let spans = |spans: &Spans| spans.iter().map(|&[start, end]| Span::new(byte(start), byte(end))).collect();
    document
        .attributions
        .iter()
        .map(|marked: &Marked| Gold {
            source: spans(&marked.source),
            cue: spans(&marked.cue),
            content: spans(&marked.content),
        })
        .collect()
}
