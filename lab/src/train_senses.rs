//! Trains the weights that tell what a source is and how something was said, and holds them to articles they have not met.

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::Result;
use sayso_attribution::senses_training::{ACTS, KINDS, Note, SENSE_BITS, SENSES, Sort, notes};
use sayso_attribution::{Roles, Senses};
use serde::Serialize;

use crate::attribution::{
    Annotated, Covered, Labels, Marked, Role, Source, TokenPattern, Tokens, align, annotated, article,
    in_corpus_terms,
};
use crate::table::{Table, percent};
use crate::train_attribution::{self, learn};

/// Options of `lab train senses`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// File of models to put them into
    out: PathBuf,
    /// List up to this many errors on articles not met
    #[arg(long, default_value_t = 0, value_name = "N")]
    errors: usize,
}

/// Parts for cross-validation: of the articles, so that none is in training and check alike.
const PARTS: usize = 5;

/// One attribution that was found as annotated, with what the weights see of it and what the rules say.
struct Example {
    article: usize,
    gold: Marked,
    rules: Marked,
    note: Note,
    /// Whether the source that was found is the annotated one.
    same: bool,
    /// It, to read.
    shown: String,
}

/// Trains on the open articles and stories and puts the weights into the file of models that the options name.
///
/// What the weights meet in a new article has been found by weights that have not learnt from it. So they learn from
/// readings of that sort: each part of the articles is read with roles that were trained on the other parts (stacking, Wolpert
/// 1992).
///
/// # Errors
/// When an annotation is missing or malformed, or the file cannot be written.
pub(crate) fn train(options: &Options) -> Result<()> {
    let documents = annotated(&options.kits, Source::Open)?;
    let roles: Vec<Roles> = (0..PARTS)
        .map(|part| train_attribution::weights(documents_but(&documents, part), false))
        .collect::<Result<_>>()?;
    let by_rules = examples(&documents, &roles, None)?;
    // kinds first: what the source is tells how it speaks
    let folds: Vec<Senses> =
        (0..PARTS).map(|part| quantised(&[], &kind_examples(&by_rules, Some(part)))).collect();
    let by_kinds = examples(&documents, &roles, Some(&folds))?;
    let folds: Vec<Senses> = (0..PARTS)
        .map(|part| quantised(&act_examples(&by_kinds, Some(part)), &kind_examples(&by_rules, Some(part))))
        .collect();
    report(&by_rules, &by_kinds, &folds, options.errors);
    // and from readings by the program's own roles, in which what is found is more often right
    let own = vec![Roles::english().clone(); PARTS];
    let own_by_rules = examples(&documents, &own, None)?;
    let kinds = [kind_examples(&by_rules, None), kind_examples(&own_by_rules, None)].concat();
    let own_by_kinds = examples(&documents, &own, Some(&vec![quantised(&[], &kinds); PARTS]))?;
    let acts = [act_examples(&by_kinds, None), act_examples(&own_by_kinds, None)].concat();
    let senses = quantised(&acts, &kinds);
    crate::train::put(&options.out, Senses::MODEL, Senses::fingerprint(), senses.to_bytes())
}

/// The documents that are not of a part.
fn documents_but(documents: &[Annotated], part: usize) -> impl Iterator<Item = &Annotated> {
    documents
        .iter()
        .enumerate()
        .filter(move |(number, _)| number % PARTS != part)
        .map(|(_, document)| document)
}

/// Reads every document with the roles, and the senses, that have not learnt from it.
fn examples(documents: &[Annotated], roles: &[Roles], senses: Option<&[Senses]>) -> Result<Vec<Example>> {
    let pattern = TokenPattern::new()?;
    let mut out = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let part = number % PARTS;
        let senses = senses.map(|senses| &senses[part]);
        let (reading, notes) = notes(article(&document.text), &roles[part], senses);
        let found = in_corpus_terms(&document.id, &reading.in_code_points()).document;
        let tokens = Tokens::new(&document.text, &pattern);
        let cover = |side: &Annotated| -> Vec<Covered> {
            side.attributions.iter().map(|marked| Covered::new(marked, &tokens)).collect()
        };
        let (gold, ours) = (cover(document), cover(&found));
        for pair in align(&gold, &ours) {
            let (marked, rules) = (&document.attributions[pair.gold], &found.attributions[pair.predicted]);
            let source = |side: &Covered| side.words(Role::Source).clone();
            let words = |marked: &Marked, role: Role| {
                marked.spans(role).iter().map(|&span| tokens.slice(span)).collect::<Vec<_>>().join(" … ")
            };
            out.push(Example {
                article: number,
                gold: marked.clone(),
                rules: rules.clone(),
                note: notes[pair.predicted].clone(),
                same: !source(&gold[pair.gold]).is_disjoint(&source(&ours[pair.predicted])),
                shown: format!(
                    "{}: [{}] <{}> {{{:.60}}} {}",
                    document.id,
                    words(rules, Role::Source),
                    words(rules, Role::Cue),
                    words(rules, Role::Content),
                    rules.speaker.as_deref().unwrap_or("–"),
                ),
            });
        }
    }
    Ok(out)
}

type Learnt = (Vec<u32>, usize);

/// What the kinds are learnt from: each source of an article once. Those of `part` are left out.
fn kind_examples(examples: &[Example], part: Option<usize>) -> Vec<Learnt> {
    let labels = names(&KINDS);
    let mut met = HashSet::new();
    examples
        .iter()
        .filter(|example| part.is_none_or(|part| example.article % PARTS != part) && example.same)
        .filter_map(|example| {
            let Sort { source, rows, .. } = example.note.kind.as_ref()?;
            let right = labels.iter().position(|label| Some(label) == example.gold.source_kind.as_ref())?;
            met.insert((example.article, *source)).then(|| (rows.clone(), right))
        })
        .collect()
}

/// What the acts are learnt from, without those of `part`.
fn act_examples(examples: &[Example], part: Option<usize>) -> Vec<Learnt> {
    let labels = names(&ACTS);
    examples
        .iter()
        .filter(|example| part.is_none_or(|part| example.article % PARTS != part))
        .filter_map(|example| {
            let right = labels.iter().position(|label| Some(label) == example.gold.act.as_ref())?;
            Some((example.note.act.clone(), right))
        })
        .collect()
}

fn quantised(acts: &[Learnt], kinds: &[Learnt]) -> Senses {
    let rows = |examples: &[Learnt], labels: usize| match examples {
        [] => vec![[0.0; SENSES]; 1 << SENSE_BITS],
        _ => learn::senses(examples, labels),
    };
    Senses::quantised(&rows(acts, ACTS.len()), &rows(kinds, KINDS.len()))
}

/// Prints how rules and weights do on articles that the weights have not met.
fn report(by_rules: &[Example], by_kinds: &[Example], folds: &[Senses], limit: usize) {
    let mut table =
        Table::new(["sense", "attributions", "rules, macro F1", "weights, macro F1", "each label"]);
    let mut errors = Vec::new();
    let mut row = |name: &str, examples: &[Example], of: &dyn Fn(&Example) -> [Option<String>; 3]| {
        let (mut rules, mut weights) = (Labels::default(), Labels::default());
        for example in examples {
            let [gold, rule, weight] = of(example).map(Option::unwrap_or_default);
            if gold != weight {
                let right = if rule == gold { ", rules right" } else { "" };
                errors.push((format!("{name}: {gold} as {weight}"), format!("{}{right}", example.shown)));
            }
            rules.add(&gold, rule);
            weights.add(&gold, weight);
        }
        let each: Vec<String> = weights
            .each()
            .into_iter()
            .map(|(label, f1, count)| {
                format!("{label} {} ({}) of {count}", percent(f1), percent(rules.f1(label)))
            })
            .collect();
        table.row([
            name.to_owned(),
            examples.len().to_string(),
            percent(rules.macro_f1()),
            percent(weights.macro_f1()),
            each.join(", "),
        ]);
    };
    row("act", by_kinds, &|example| {
        let senses = &folds[example.article % PARTS];
        [
            example.gold.act.clone(),
            name(&example.note.act_by_rule),
            name(&senses.act(&example.note.act, None, example.note.said_by)),
        ]
    });
    row("kind of source", by_rules, &|example| {
        let senses = &folds[example.article % PARTS];
        let given = match &example.note.kind {
            Some(sort) => name(&senses.kind(sort)),
            None => example.rules.source_kind.clone(),
        };
        [example.gold.source_kind.clone(), example.rules.source_kind.clone(), given]
    });
    print!("{table}");
    errors.sort_by(|one, other| one.0.cmp(&other.0));
    for (group, shown) in errors.iter().take(limit) {
        println!("{group}  {shown}");
    }
}

/// The labels as the corpora write them, in the order of their columns.
fn names(labels: &[impl Serialize]) -> Vec<String> {
    labels.iter().filter_map(name).collect()
}

fn name(label: &impl Serialize) -> Option<String> {
    serde_json::to_value(label).ok()?.as_str().map(str::to_owned)
}
