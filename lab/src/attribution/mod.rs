//! How well the program finds who said what, against annotated corpora.

mod agreement;
mod calibration;
mod corpora;
mod document;
mod errors;
mod invented;
mod kinds;
mod meaning;
mod predict;
mod report;
mod tokens;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sayso_attribution::Roles;
use sayso_transformer::Transformer;

pub(crate) use agreement::{Pair, align};
pub(crate) use corpora::{FigureGiven, Gold, Lesson, Meaning, Set, Source, for_transformer, lessons};
pub(crate) use document::{Annotated, Covered, Marked, Role, Spans};
pub(crate) use meaning::{Labels, holds_name, same_name};
pub(crate) use predict::{Predicted, With, article, in_corpus_terms, read};
pub(crate) use tokens::{TokenPattern, Tokens};

use crate::kits;
use crate::measures::Measures;
use crate::train_attribution;
use agreement::{Agreement, is_whole, same_source};
use calibration::Calibration;
use errors::Errors;
use kinds::{KindCounts, Kinds};
use meaning::Understanding;
use predict::predict;

/// Options of `lab score attribution`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// Corpus to score on
    #[arg(long, value_enum, default_value_t = Set::All)]
    set: Set,
    /// List up to this many errors of each group, the worst first, to read; never those of the test part
    #[arg(long, default_value_t = 0, value_name = "N")]
    errors: usize,
    /// Write the predictions as JSON lines
    #[arg(long, value_name = "FILE")]
    dump: Option<PathBuf>,
    /// Score these predictions instead of running the program
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Read with these weights instead of the program's own
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    weights: Option<PathBuf>,
    /// Score on the train parts, each article read by weights that have learnt from the others alone
    #[arg(long, conflicts_with_all = ["weights", "rules", "predictions", "set"])]
    held_out: bool,
    /// Read by rules alone
    #[arg(long)]
    rules: bool,
    /// Read by the accurate analysis, with this model
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    model: Option<PathBuf>,
    /// Print the measures as JSON
    #[arg(long)]
    json: bool,
}

impl Options {
    /// The weights to read with.
    fn roles(&self) -> Result<Option<Cow<'static, Roles>>> {
        if self.rules {
            return Ok(None);
        }
        let Some(path) = &self.weights else { return Ok(Some(Cow::Borrowed(Roles::english()))) };
        let roles = Roles::from_bytes(&kits::read(path)?).with_context(|| path.display().to_string())?;
        Ok(Some(Cow::Owned(roles)))
    }
}

/// Scores, prints, and returns what was measured.
pub(crate) fn score(options: &Options) -> Result<()> {
    let mut measures = Measures::default();
    let mut dump = options.dump.as_deref().map(create).transpose()?;
    let given = options.predictions.as_deref().map(predictions).transpose()?;
    let roles = options.roles()?;
    let model = options.model.as_deref().map(kits::read).transpose()?;
    let transformer = model.as_deref().map(Transformer::load).transpose()?;
    let with = With { roles: roles.as_deref(), transformer: transformer.as_ref() };
    let unseen = if options.held_out { train_attribution::held_out(&options.kits)? } else { Vec::new() };
    let sets = if options.held_out { Set::TRAIN } else { options.set.members() };
    for &set in sets {
        let mut result = Scored::new(set.name(), options.errors)?;
        for gold in corpora::load(&options.kits, set)? {
            let id = &gold.document.id;
            let predicted = match &given {
                Some(given) => given.get(id).map(of_file).unwrap_or_default(),
                None => {
                    let roles = unseen.get(train_attribution::part(id)).or(with.roles);
                    predict(&gold, &With { roles, ..with })
                }
            };
            if let Some(file) = &mut dump {
                serde_json::to_writer(&mut *file, &predicted.document).context("cannot write predictions")?;
                file.write_all(b"\n").context("cannot write predictions")?;
            }
            result.add(&gold, &predicted, given.is_none());
        }
        if options.json {
            result.measure(&mut measures);
        } else {
            print!("{result}");
        }
    }
    if options.json {
        println!("{}", measures.to_json()?);
    }
    Ok(())
}

/// The measures of every set, for the floors.
pub(crate) fn measure(kits: &Path, measures: &mut Measures) -> Result<()> {
    for &set in Set::All.members() {
        let mut result = Scored::new(set.name(), 0)?;
        for gold in corpora::load(kits, set)? {
            result.add(&gold, &predict(&gold, &With::fast()), true);
        }
        result.measure(measures);
    }
    Ok(())
}

/// Texts of every set, for measuring speed.
pub(crate) fn texts(kits: &Path) -> Result<Vec<(String, String)>> {
    let gold = corpora::load(kits, Set::All)?;
    Ok(gold.into_iter().map(|gold| (gold.document.id, gold.document.text)).collect())
}

fn create(path: &Path) -> Result<BufWriter<std::fs::File>> {
    Ok(BufWriter::new(
        std::fs::File::create(path).with_context(|| format!("cannot create {}", path.display()))?,
    ))
}

fn predictions(path: &Path) -> Result<HashMap<String, Annotated>> {
    Ok(kits::read_lines::<Annotated>(path)?.into_iter().map(|one| (one.id.clone(), one)).collect())
}

fn of_file(document: &Annotated) -> Predicted {
    Predicted { document: document.clone(), ..Predicted::default() }
}

/// Everything measured on one set of articles.
pub(crate) struct Scored {
    name: &'static str,
    pub(crate) agreement: Agreement,
    kinds: KindCounts,
    calibration: Calibration,
    /// Kept where the corpus says more than source, cue and content.
    pub(crate) understanding: Option<Understanding>,
    errors: Errors,
    pattern: TokenPattern,
    sorter: Kinds,
}

impl Scored {
    /// Nothing measured yet; lists up to `errors` errors of each group.
    pub(crate) fn new(name: &'static str, errors: usize) -> Result<Self> {
        Ok(Self {
            name,
            agreement: Agreement::default(),
            kinds: KindCounts::new(),
            calibration: Calibration::default(),
            understanding: None,
            errors: Errors::up_to(errors),
            pattern: TokenPattern::new()?,
            sorter: Kinds::new()?,
        })
    }

    /// Adds one article; `whole` when the prediction is the program's own and so says more than the roles.
    pub(crate) fn add(&mut self, gold: &Gold, predicted: &Predicted, whole: bool) -> Vec<Pair> {
        let document = &gold.document;
        let tokens = Tokens::new(&document.text, &self.pattern);
        let cover = |side: &Annotated| -> Vec<Covered> {
            side.attributions.iter().map(|marked| Covered::new(marked, &tokens)).collect()
        };
        let (ours, theirs) = (cover(document), cover(&predicted.document));
        let types: Vec<&str> = document
            .attributions
            .iter()
            .map(|marked| marked.kind.as_deref().unwrap_or("not given"))
            .collect();
        let pairs = self.agreement.add(&ours, &types, &theirs, &tokens);
        self.add_kinds(document, &ours, &theirs, &pairs, &tokens);
        for (number, marked) in predicted.document.attributions.iter().enumerate() {
            let pair = pairs.iter().find(|pair| pair.predicted == number);
            let right = pair.is_some_and(|pair| is_whole(&ours[pair.gold], &theirs[number], &tokens));
            if let Some(confidence) = marked.confidence {
                self.calibration.add(confidence, right);
            }
        }
        if let (Some(meaning), true) = (&gold.meaning, whole) {
            let understanding = self.understanding.get_or_insert_default();
            understanding.add(&document.attributions, meaning, predicted, &pairs, &tokens);
        }
        if !gold.held_out {
            self.errors.add(gold, &ours, predicted, &theirs, &pairs, &tokens);
        }
        pairs
    }

    fn add_kinds(
        &mut self,
        document: &Annotated,
        gold: &[Covered],
        predicted: &[Covered],
        pairs: &[Pair],
        tokens: &Tokens<'_>,
    ) {
        let partner: HashMap<usize, usize> = pairs.iter().map(|pair| (pair.gold, pair.predicted)).collect();
        for (index, marked) in document.attributions.iter().enumerate() {
            let found = partner.get(&index);
            let right = found.is_some_and(|&other| {
                same_source(gold[index].words(Role::Source), predicted[other].words(Role::Source), tokens)
            });
            for kind in self.sorter.of(marked, |span| tokens.slice(span)) {
                let recall = self.kinds.entry(kind).or_default();
                recall.gold += 1;
                recall.found += usize::from(found.is_some());
                recall.source_right += usize::from(right);
            }
        }
    }
}
