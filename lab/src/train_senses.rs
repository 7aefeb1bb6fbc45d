//! Trains the weights that tell what a source is and how something was said, and holds them to articles they have not met.

use std::path::Path;

use anyhow::Result;
use sayso_attribution::Senses;
use sayso_attribution::senses_training::{ACTS, KINDS, SENSES, notes};
use serde::Serialize;

use crate::attribution::{
    Annotated, Covered, Labels, Lesson, Role, Source, TokenPattern, Tokens, align, article, in_corpus_terms,
    lessons,
};
use crate::table::{Table, percent};
use crate::train_attribution::learn;

/// Parts for cross-validation: of the articles, so that none is in training and check alike.
const PARTS: usize = 10;

/// One attribution that was found as annotated.
struct Example {
    article: usize,
    rows: Vec<u32>,
    /// The column of the annotated label.
    right: usize,
    /// What the rules say.
    rule: String,
}

/// Trains on the open articles and stories and puts the weights into the file of models `out`.
///
/// # Errors
/// When an annotation is missing or malformed, or `out` cannot be written.
pub(crate) fn train(kits: &Path, out: &Path) -> Result<()> {
    let (acts, kinds) = examples(kits)?;
    let mut table =
        Table::new(["sense", "examples", "rules, macro F1", "weights, macro F1 on articles not met"]);
    for (name, examples, labels) in [("act", &acts, names(&ACTS)), ("kind of source", &kinds, names(&KINDS))]
    {
        let (rules, weights) = cross_validated(examples, &labels);
        table.row([
            name.to_owned(),
            examples.len().to_string(),
            percent(rules.macro_f1()),
            percent(weights.macro_f1()),
        ]);
    }
    print!("{table}");
    let rows = |examples: &[Example], labels: usize| {
        let examples: Vec<_> = examples.iter().map(|one| (one.rows.clone(), one.right)).collect();
        learn::senses(&examples, labels)
    };
    let senses = Senses::quantised(&rows(&acts, ACTS.len()), &rows(&kinds, SENSES));
    crate::train::put(out, Senses::MODEL, Senses::fingerprint(), senses.to_bytes())
}

/// The examples of acts and of kinds.
fn examples(kits: &Path) -> Result<(Vec<Example>, Vec<Example>)> {
    let pattern = TokenPattern::new()?;
    let (mut acts, mut kinds) = (Vec::new(), Vec::new());
    let (act_names, kind_names) = (names(&ACTS), names(&KINDS));
    for (number, Lesson { document, .. }) in lessons(kits, Source::Open)?.iter().enumerate() {
        let (reading, notes) = notes(article(&document.text));
        let found = in_corpus_terms(&document.id, &reading.in_code_points()).document;
        let tokens = Tokens::new(&document.text, &pattern);
        let cover = |side: &Annotated| -> Vec<Covered> {
            side.attributions.iter().map(|marked| Covered::new(marked, &tokens)).collect()
        };
        let (gold, ours) = (cover(document), cover(&found));
        for pair in align(&gold, &ours) {
            let (marked, rules, note) = (
                &document.attributions[pair.gold],
                &found.attributions[pair.predicted],
                &notes[pair.predicted],
            );
            let add = |to: &mut Vec<Example>,
                       names: &[String],
                       rows: &[u32],
                       gold: &Option<String>,
                       rule: &Option<String>| {
                if let Some(right) = gold.as_ref().and_then(|gold| names.iter().position(|name| name == gold))
                {
                    let rule = rule.clone().unwrap_or_default();
                    to.push(Example { article: number, rows: rows.to_vec(), right, rule });
                }
            };
            add(&mut acts, &act_names, &note.act, &marked.act, &rules.act);
            let same =
                !gold[pair.gold].words(Role::Source).is_disjoint(ours[pair.predicted].words(Role::Source));
            if let Some(rows) = note.kind.as_ref().filter(|_| same) {
                add(&mut kinds, &kind_names, rows, &marked.source_kind, &rules.source_kind);
            }
        }
    }
    Ok((acts, kinds))
}

/// How the rules do on all examples, and the weights on each part when they have learnt from the others.
fn cross_validated(examples: &[Example], names: &[String]) -> (Labels, Labels) {
    let (mut rules, mut weights) = (Labels::default(), Labels::default());
    for part in 0..PARTS {
        let (held_out, others): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| example.article % PARTS == part);
        let others: Vec<_> = others.into_iter().map(|one| (one.rows.clone(), one.right)).collect();
        let trained = learn::senses(&others, names.len());
        for example in held_out {
            let score = |at: usize| example.rows.iter().map(|&row| trained[row as usize][at]).sum::<f32>();
            let best = (0..names.len()).fold(0, |best, at| if score(at) > score(best) { at } else { best });
            rules.add(&names[example.right], example.rule.clone());
            weights.add(&names[example.right], names[best].clone());
        }
    }
    (rules, weights)
}

/// The labels as the corpora write them, in the order of their columns.
fn names(labels: &[impl Serialize]) -> Vec<String> {
    labels.iter().filter_map(|label| serde_json::to_value(label).ok()?.as_str().map(str::to_owned)).collect()
}
