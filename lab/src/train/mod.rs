//! Trains the models that the program carries, from the kits' freely licensed data.

mod averaged;
mod names;
mod parser;
mod tagger;
mod treebank;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use sayso_language::models::{self, Model};
use sayso_language::names::{Gazetteer, NameWeights};
use sayso_language::parser::{ActionWeights, RelationWeights};
use sayso_language::{Names, Parser, TagWeights, Tagger, Word, WordClasses, word};

use crate::table::{Table, percent};
use treebank::Sentence;

/// Options of `lab train language`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the treebanks
    kit: PathBuf,
    /// File of models to write; models in it that are not trained now stay as they are
    out: PathBuf,
    /// Train these alone
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    only: Vec<Part>,
}

/// What can be trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Parts of speech
    Tagger,
    /// Dependencies
    Parser,
    /// Names of persons, places and organisations
    Names,
}

/// Trains the English models, writes them, and prints how right they are on the treebanks' development parts.
///
/// The tagger learns from the UD English treebanks EWT and GUM (free genres) and the newspaper, essay and non-fiction
/// parts of MASC; the parser from the treebanks, with the tags that a tagger gives them; the finder of names from UNER (which
/// marks EWT), GUM (free genres), a teacher's marks on open text, and lists of names.
///
/// # Errors
/// When a file of the kit is missing or malformed, or `out` is not a file of models or cannot be written.
pub(crate) fn language(options: &Options) -> Result<()> {
    let wanted = |part| options.only.is_empty() || options.only.contains(&part);
    let mut file = File::open(&options.out)?;
    let mut trees = treebank::read(&options.kit.join("ewt-train.conllu.gz"))?;
    trees.extend(treebank::read(&options.kit.join("gum-train-free.conllu.gz"))?);
    let masc = treebank::masc(&options.kit.join("masc.zip"))?;
    println!("{} sentences with trees, {} more with tags", trees.len(), masc.len());
    if wanted(Part::Tagger) {
        let seen: Vec<&Sentence> = trees.iter().chain(&masc).collect();
        let weights = tagger::fit(&seen, &tagger::THOROUGH)?;
        file.put(Tagger::MODEL, Tagger::fingerprint(), weights);
    }
    if wanted(Part::Parser) {
        tagger::jackknife(&mut trees, &masc)?;
        println!("tags that the parser learns from: {} % right", percent(tagger::accuracy(&trees)));
        let weights = parser::fit(&trees)?;
        for (name, weights) in Parser::MODELS.into_iter().zip(weights) {
            file.put(name, Parser::fingerprint(), weights);
        }
    }
    if wanted(Part::Names) {
        let tagger = Tagger::new(TagWeights::from_bytes(file.get(Tagger::MODEL, Tagger::fingerprint())?));
        let mut marked = Vec::new();
        for set in ["uner-train.iob2", "ner-gum-train-free.bio", "silver-md.bio"] {
            marked.extend(names::read(&options.kit.join(format!("{set}.gz")), &tagger)?);
        }
        println!("{} sentences with names", marked.len());
        let gazetteer = names::gazetteer(&options.kit.join("gaz.tsv.gz"))?;
        let weights = names::fit(&marked, &gazetteer)?;
        for (name, weights) in Names::MODELS.into_iter().zip([weights, gazetteer.to_bytes()]) {
            file.put(name, Names::fingerprint(), weights);
        }
    }
    file.save(&options.out)?;
    score(&options.kit, &file)
}

/// Puts the classes of words listed in `table` (word, coarse class, fine class, parted by tabs) into the file of models `out`.
///
/// # Errors
/// When `table` is malformed, or `out` is not a file of models or cannot be written.
pub(crate) fn classes(table: &Path, out: &Path) -> Result<()> {
    let text = std::fs::read_to_string(table).with_context(|| format!("{}: cannot read", table.display()))?;
    let row = |line: &str| -> Option<(Word, [u16; 2])> {
        let mut fields = line.split('\t');
        let word = word(fields.next()?);
        Some((word, [fields.next()?.parse().ok()?, fields.next()?.parse().ok()?]))
    };
    let rows = text
        .lines()
        .map(|line| {
            row(line).with_context(|| format!("{}: not a word with two classes: {line}", table.display()))
        })
        .collect::<Result<Vec<_>>>()?;
    put(out, WordClasses::MODEL, WordClasses::fingerprint(), WordClasses::new(&rows).to_bytes())
}

/// Puts one model into the file of models `out`; the others in it stay as they are.
///
/// # Errors
/// When `out` is not a file of models or cannot be written.
pub(crate) fn put(out: &Path, name: &str, fingerprint: u64, bytes: Vec<u8>) -> Result<()> {
    let mut file = File::open(out)?;
    file.put(name, fingerprint, bytes);
    file.save(out)
}

fn score(kit: &Path, file: &File) -> Result<()> {
    let tagger = Tagger::new(TagWeights::from_bytes(file.get(Tagger::MODEL, Tagger::fingerprint())?));
    let [actions, relations] = Parser::MODELS.map(|name| file.get(name, Parser::fingerprint()));
    let parser = Parser::new(ActionWeights::from_bytes(actions?), RelationWeights::from_bytes(relations?));
    let mut table = Table::new(["set", "tags", "UAS", "LAS", "with subtypes"]);
    for set in ["ewt-dev", "gum-dev"] {
        let mut sentences: Vec<Sentence> = treebank::read(&kit.join(format!("{set}.conllu.gz")))?;
        for sentence in &mut sentences {
            tagger.tag(&sentence.text, &mut sentence.tokens);
        }
        let right = parser::attachment(&parser, &sentences);
        table.row([
            set.to_owned(),
            percent(tagger::accuracy(&sentences)),
            percent(right.heads),
            percent(right.universal),
            percent(right.relations),
        ]);
    }
    println!("\n{table}");
    let [weights, known] = Names::MODELS.map(|name| file.get(name, Names::fingerprint()));
    let finder = Names::new(NameWeights::from_bytes(weights?), Gazetteer::from_bytes(&known?));
    let mut table = Table::new(["set", "P", "R", "F1"]);
    for set in ["uner-dev.iob2", "ner-gum-dev.bio"] {
        let marked = names::read(&kit.join(format!("{set}.gz")), &tagger)?;
        let [precision, recall, f1] = names::score(&finder, &marked).map(percent);
        table.row([set.to_owned(), precision, recall, f1]);
    }
    println!("{table}");
    Ok(())
}

/// A file of models in the making.
struct File(Vec<Model>);

impl File {
    /// What `path` holds already; nothing when there is no such file.
    fn open(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Ok(Self(Vec::new()));
        }
        let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
        Ok(Self(models::read_all(&bytes).with_context(|| path.display().to_string())?))
    }

    fn put(&mut self, name: &str, fingerprint: u64, bytes: Vec<u8>) {
        let model = Model { name: name.to_owned(), fingerprint, bytes };
        match self.0.iter_mut().find(|model| model.name == name) {
            Some(place) => *place = model,
            None => self.0.push(model),
        }
    }

    fn get(&self, name: &str, fingerprint: u64) -> Result<Vec<u8>> {
        Ok(models::find(&self.0, name, fingerprint)?.bytes.clone())
    }

    fn save(&self, path: &Path) -> Result<()> {
        let bytes = models::write(&self.0).context("cannot pack the models")?;
        println!("{}: {:.2} MB", path.display(), bytes.len() as f64 / 1e6);
        std::fs::write(path, bytes).with_context(|| format!("{}: cannot write", path.display()))
    }
}
