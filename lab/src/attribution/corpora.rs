use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde::Deserialize;

use super::document::{Annotated, Marked, Spans};
use super::invented;
use crate::{kits, worlds};

/// A corpus with gold attributions, or several one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Set {
    /// PolNeAR's development articles: source, cue, content.
    PolnearDev,
    /// The annotated Wikinews articles to tune on: also who, what kind, which act, chains, citations, figures, voice.
    WikinewsTrain,
    /// Those to check on while tuning.
    WikinewsDev,
    /// Those that measure: their errors are never listed.
    WikinewsTest,
    /// The three parts of Wikinews.
    Wikinews,
    /// Annotated articles of newspapers and agencies, and earlier ones of Wikinews, to tune on.
    NewsTrain,
    /// Those that measure: their errors are never listed.
    NewsTest,
    /// Both parts of these.
    News,
    /// All of them.
    All,
}

impl Set {
    /// Those that the program's weights have learnt from.
    pub(crate) const TRAIN: &'static [Self] = &[Self::WikinewsTrain, Self::NewsTrain];

    /// The corpora that are scored each for itself.
    pub(crate) const fn members(self) -> &'static [Self] {
        match self {
            Self::PolnearDev => &[Self::PolnearDev],
            Self::WikinewsTrain => &[Self::WikinewsTrain],
            Self::WikinewsDev => &[Self::WikinewsDev],
            Self::WikinewsTest => &[Self::WikinewsTest],
            Self::Wikinews => &[Self::WikinewsTrain, Self::WikinewsDev, Self::WikinewsTest],
            Self::NewsTrain => &[Self::NewsTrain],
            Self::NewsTest => &[Self::NewsTest],
            Self::News => &[Self::NewsTrain, Self::NewsTest],
            Self::All => &[
                Self::PolnearDev,
                Self::WikinewsTrain,
                Self::WikinewsDev,
                Self::WikinewsTest,
                Self::NewsTrain,
                Self::NewsTest,
            ],
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::PolnearDev => "polnear-dev",
            Self::WikinewsTrain => "wikinews-train",
            Self::WikinewsDev => "wikinews-dev",
            Self::WikinewsTest => "wikinews-test",
            Self::Wikinews => "wikinews",
            Self::NewsTrain => "news-train",
            Self::NewsTest => "news-test",
            Self::News => "news",
            Self::All => "all",
        }
    }
}

/// What weights are learnt from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Source {
    /// The openly licensed articles of the training parts and the invented stories: for weights that may be passed on.
    Open,
    /// PolNeAR's training part: to measure the method beside others, not to be passed on.
    Polnear,
}

/// A text to learn from.
pub(crate) struct Lesson {
    pub(crate) document: Annotated,
    /// How often the roles learn from it.
    pub(crate) times: usize,
}

/// The roles learn six times from an article of the news for once from an invented one: they shall read the news.
const TIMES_NEWS: usize = 6;
/// Stories are few, and were written to hold what is rare in the news.
const TIMES_STORY: usize = 12;

/// The annotated texts that `source` stands for.
pub(crate) fn lessons(kits: &Path, source: Source) -> Result<Vec<Lesson>> {
    let taught = |documents: Vec<Annotated>, times| {
        documents.into_iter().map(move |document| Lesson { document, times })
    };
    match source {
        Source::Polnear => {
            let documents = kits::read_lines(&kits.join("attribution/polnear-train.jsonl.gz"))?;
            Ok(taught(documents, 1).collect())
        }
        Source::Open => {
            let mut stories = Vec::new();
            for world in worlds::load(Path::new(STORIES))? {
                for document in &world.documents {
                    stories.push(document.gold()?.document);
                }
            }
            let invented = invented::load(Path::new(INVENTED))?;
            Ok(taught(of_news(kits)?, TIMES_NEWS)
                .chain(taught(invented, 1))
                .chain(taught(stories, TIMES_STORY))
                .collect())
        }
    }
}

/// The texts that the transformer is fine-tuned on: articles of the news and invented ones.
pub(crate) fn for_transformer(kits: &Path) -> Result<Vec<Annotated>> {
    let mut documents = of_news(kits)?;
    documents.extend(invented::load(Path::new(INVENTED))?);
    Ok(documents)
}

/// The train parts of the annotated news.
fn of_news(kits: &Path) -> Result<Vec<Annotated>> {
    let mut documents = Vec::new();
    for &set in Set::TRAIN {
        documents.extend(load(kits, set)?.into_iter().map(|gold| gold.document));
    }
    Ok(documents)
}

/// One article with everything annotated in it; what a corpus does not annotate is `None`.
#[derive(Debug)]
pub(crate) struct Gold {
    pub(crate) document: Annotated,
    pub(crate) meaning: Option<Meaning>,
    /// Where the article was published, where all of a corpus come from one place: a page would say it.
    pub(crate) outlet: Option<&'static str>,
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

/// Reads one set; a set of several is read one after the other.
pub(crate) fn load(kits: &Path, set: Set) -> Result<Vec<Gold>> {
    let folder = kits.join("attribution");
    match set {
        Set::PolnearDev => Ok(kits::read_lines::<Annotated>(&folder.join("polnear-dev.jsonl.gz"))?
            .into_iter()
            .map(|document| Gold { document, meaning: None, outlet: None, held_out: false })
            .collect()),
        Set::WikinewsTrain => wikinews(&folder, "train", false),
        Set::WikinewsDev => wikinews(&folder, "dev", false),
        Set::WikinewsTest => wikinews(&folder, "test", true),
        Set::NewsTrain => news(kits, "train", false),
        Set::NewsTest => news(kits, "test", true),
        Set::Wikinews | Set::News | Set::All => {
            let mut gold = Vec::new();
            for &member in set.members() {
                gold.extend(load(kits, member)?);
            }
            Ok(gold)
        }
    }
}

/// The invented stories, under the repository's root, where lab is run.
const STORIES: &str = "corpus/worlds";

/// The invented articles that are there to be learnt from.
const INVENTED: &str = "corpus/invented";

/// The annotations are the repository's own, under its root, where lab is run; the texts they point into are kits.
const ANNOTATIONS: &str = "corpus";

fn wikinews(texts: &Path, part: &str, held_out: bool) -> Result<Vec<Gold>> {
    let texts = kits::read_lines::<Text>(&texts.join("wikinews.jsonl"))?;
    joined("wikinews", part, texts, held_out)
}

/// The articles of `corpus/news`, whose script makes the texts out of the collections that hold them.
fn news(kits: &Path, part: &str, held_out: bool) -> Result<Vec<Gold>> {
    let script = Path::new(ANNOTATIONS).join("news/texts.py");
    let mut command = Command::new("python3");
    command.arg(&script);
    for (option, file) in [
        ("--masc", "language/masc.zip"),
        ("--gum", "language/gum-train-free.conllu.gz"),
        ("--meantime", "stories/meantime-dev.jsonl.gz"),
    ] {
        command.arg(option).arg(kits.join(file));
    }
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run python3 {}", script.display()))?;
    ensure!(output.status.success(), "python3 {} failed", script.display());
    let texts = output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let texts = texts.map(serde_json::from_slice).collect::<Result<Vec<Text>, _>>()?;
    joined("news", part, texts, held_out)
}

/// The articles that `part` of a corpus annotates, with their texts.
fn joined(corpus: &str, part: &str, texts: Vec<Text>, held_out: bool) -> Result<Vec<Gold>> {
    let mut texts: HashMap<String, String> = texts.into_iter().map(|text| (text.id, text.text)).collect();
    let path = Path::new(ANNOTATIONS).join(corpus).join(part).with_extension("jsonl");
    let mut gold = Vec::new();
    for line in kits::read_lines::<Line>(&path)? {
        let text =
            texts.remove(&line.id).with_context(|| format!("{}: no text for {}", path.display(), line.id))?;
        let length = text.chars().count();
        ensure!(
            length == line.text_length,
            "{}: the text of {} has {length} code points, the annotated one {}",
            path.display(),
            line.id,
            line.text_length
        );
        // what a page of Wikinews would say of itself; the newspapers' articles say nothing
        let outlet = (!line.id.starts_with("masc-")).then_some("Wikinews");
        ensure!(
            line.sentences.len() == line.voice.len(),
            "{}: {} has {} sentences and {} voices",
            path.display(),
            line.id,
            line.sentences.len(),
            line.voice.len()
        );
        gold.push(Gold {
            document: Annotated { id: line.id, text, attributions: line.attributions },
            meaning: Some(Meaning {
                sentences: line.sentences,
                voice: line.voice,
                citations: line.citations.into_iter().map(|citation| citation.span).collect(),
                figures: line.figures,
            }),
            outlet,
            held_out,
        });
    }
    Ok(gold)
}

#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text_length: usize,
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
