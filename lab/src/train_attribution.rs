//! Trains the weights that tell cues and the roles around them.

pub(crate) mod learn;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sayso_attribution::Roles;
use sayso_attribution::training::{CueExample, Examples, Gold, RoleExample, Thresholds, examples};
use sayso_model::Span;

use crate::attribution::{Annotated, Marked, Source, Spans, annotated, article};

/// Chosen on the development parts: a proposal of the rules bears more doubt than a word of which they know nothing.
const THRESHOLDS: Thresholds = Thresholds { proposed: 0.25, alone: 0.5 };

/// Trains on `source` in `kits` and writes the weights to `out`: a file of models to put them into when they may be passed
/// on, else a file of their own.
///
/// # Errors
/// When an annotation is missing or malformed, or `out` cannot be written.
pub(crate) fn train(kits: &Path, source: Source, out: &Path) -> Result<()> {
    let documents = annotated(kits, source)?;
    let roles = weights(documents.iter(), true).with_context(|| kits.display().to_string())?;
    match source {
        Source::Open => crate::train::put(out, Roles::MODEL, Roles::fingerprint(), roles.to_bytes()),
        Source::Polnear => {
            fs::write(out, roles.to_bytes()).with_context(|| format!("{}: cannot write", out.display()))
        }
    }
}

/// Learns from these documents; `loud` prints how it goes.
///
/// # Errors
/// When nothing is annotated in them.
pub(crate) fn weights<'d>(documents: impl Iterator<Item = &'d Annotated>, loud: bool) -> Result<Roles> {
    let (mut cues, mut roles, mut lost) = (Vec::<CueExample>::new(), Vec::<RoleExample>::new(), 0);
    for document in documents {
        let made: Examples = examples(&article(&document.text), &gold(document));
        cues.extend(made.cues);
        roles.extend(made.roles);
        lost += made.lost;
    }
    ensure!(!roles.is_empty(), "nothing is annotated");
    if loud {
        let right = cues.iter().filter(|example| example.is_cue).count();
        println!(
            "{} words that may be cues, {right} of them are; {} labelled passages; {lost} cues out of reach",
            cues.len(),
            roles.len()
        );
    }
    let cue_weights = learn::cues(&cues, loud);
    let (units, steps) = learn::roles(&roles, loud);
    Ok(Roles::quantised(&cue_weights, &units, steps, THRESHOLDS))
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
