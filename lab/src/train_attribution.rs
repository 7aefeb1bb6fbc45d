//! Trains the weights that tell cues and the roles around them.

pub(crate) mod learn;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sayso_attribution::Roles;
use sayso_attribution::training::{Examples, Gold, Thresholds, examples};
use sayso_model::Span;

use crate::attribution::{Annotated, Lesson, Marked, Source, Spans, article, for_transformer, lessons};

/// Chosen on the development parts: a proposal of the rules bears more doubt than a word of which they know nothing.
const THRESHOLDS: Thresholds = Thresholds { proposed: 0.37, alone: 0.45 };

/// Parts for measuring on articles that the weights have not met.
const PARTS: usize = 5;

/// Trains on `source` in `kits` and writes the weights to `out`: a file of models to put them into when they may be passed
/// on, else a file of their own.
///
/// # Errors
/// When an annotation is missing or malformed, or `out` cannot be written.
pub(crate) fn train(kits: &Path, source: Source, out: &Path) -> Result<()> {
    let lessons = lessons(kits, source)?;
    ensure!(!lessons.is_empty(), "{}: nothing is annotated", kits.display());
    let roles = learnt(lessons.iter());
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
    let lessons = lessons(kits, Source::Open)?;
    Ok((0..PARTS)
        .map(|left_out| learnt(lessons.iter().filter(|lesson| part(&lesson.document.id) != left_out)))
        .collect())
}

/// The part of the annotated texts that the one called `id` belongs to.
pub(crate) fn part(id: &str) -> usize {
    id.bytes().fold(0, |sum, byte| (sum * 31 + usize::from(byte)) % 10_007) % PARTS
}

/// Weights learnt from these texts.
fn learnt<'l>(lessons: impl Iterator<Item = &'l Lesson>) -> Roles {
    let made: Vec<(Examples, usize)> = lessons
        .map(|Lesson { document, times }| (examples(&article(&document.text), &gold(document)), *times))
        .collect();
    let lost: usize = made.iter().map(|(made, _)| made.lost).sum();
    let cues = repeated(&made, |made| &made.cues);
    let roles = repeated(&made, |made| &made.roles);
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

/// The examples of one kind, each as often as it is learnt from.
fn repeated<T>(made: &[(Examples, usize)], kind: impl Fn(&Examples) -> &Vec<T>) -> Vec<&T> {
    made.iter()
        .flat_map(|(made, times)| kind(made).iter().flat_map(|one| std::iter::repeat_n(one, *times)))
        .collect()
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
