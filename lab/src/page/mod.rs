//! How well the program reads pages: body, title, author, date, against sets of pages that people looked at.

mod answers;
mod beside;
mod body;
mod fields;
mod peers;
mod report;
mod sets;

use std::path::{Path, PathBuf};

use anyhow::Result;

pub(crate) use body::shingles;
pub(crate) use fields::TextPatterns;
pub(crate) use peers::answers_folder;
pub(crate) use sets::{Page, Set, load};

use crate::measures::Measures;
use crate::train_page;
use answers::Answer;
use body::{Segments, ShingleRow, word_f1};
use fields::{Field, FieldCount, Outcome, compare};

/// Options of `lab score page`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// Set of pages to score on [default: all]
    #[arg(long, value_enum)]
    set: Option<Set>,
    /// Score only every Nth page
    #[arg(long, default_value_t = 1, value_name = "N")]
    every: usize,
    /// List the N worst bodies and N errors of each field, to read
    #[arg(long, default_value_t = 0, value_name = "N")]
    worst: usize,
    /// Score these answers (JSON lines) instead of running the program
    #[arg(long, value_name = "FILE", requires = "set")]
    predictions: Option<PathBuf>,
    /// Score other tools beside it, built and run first where their answers are not kept, and tell what the difference is worth
    #[arg(long, conflicts_with = "predictions")]
    peers: bool,
    /// Where peers are built and their answers kept
    #[arg(long, default_value = "target/peers", value_name = "DIR")]
    cache: PathBuf,
    /// Score each quarter of the outlets with a body model trained on the other three
    #[arg(long, conflicts_with_all = ["predictions", "peers"])]
    held_out: bool,
    /// Print the measures as JSON
    #[arg(long)]
    json: bool,
}

/// Scores and prints.
pub(crate) fn score(options: &Options) -> Result<()> {
    let mut scores = Vec::new();
    let patterns = TextPatterns::new()?;
    let sets = options.set.map_or(Set::ALL.to_vec(), |set| vec![set]);
    let unseen = options.held_out || options.peers;
    let models = if unseen { train_page::held_out(&options.kits)? } else { Vec::new() };
    for set in sets {
        let pages = load(&options.kits, set, options.every)?;
        let given = options.predictions.as_deref().map(answers::from_file).transpose()?;
        let mut score = Scored { held_out: options.held_out, ..Scored::new(set) };
        for page in &pages {
            let answer = match &given {
                Some(given) => given.get(&page.id).cloned().unwrap_or_default(),
                None if options.held_out => Answer::with_model(page, &models[train_page::quarter(page)])?,
                None => Answer::of_program(page)?,
            };
            score.add(page, answer, &patterns);
        }
        if options.peers {
            score.beside = peers::scores(&options.kits, &options.cache, set, &pages, &patterns)?;
            let mut unseen = Scored { held_out: true, ..Scored::new(set) };
            for page in &pages {
                unseen.add(page, Answer::with_model(page, &models[train_page::quarter(page)])?, &patterns);
            }
            score.unseen = Some(Box::new(unseen));
        }
        scores.push(score);
    }
    if options.json {
        let mut measures = Measures::default();
        scores.iter().for_each(|score| score.measure(&mut measures));
        println!("{}", measures.to_json()?);
        return Ok(());
    }
    report::print(&scores);
    if options.peers {
        beside::print(&scores);
    }
    for score in &scores {
        report::print_worst(score, options.worst);
    }
    Ok(())
}

/// The measures of every set, for the floors.
pub(crate) fn measure(kits: &Path, measures: &mut Measures) -> Result<()> {
    let patterns = TextPatterns::new()?;
    for set in Set::ALL {
        let mut score = Scored::new(set);
        for page in load(kits, set, 1)? {
            let answer = Answer::of_program(&page)?;
            score.add(&page, answer, &patterns);
        }
        score.measure(measures);
    }
    let models = train_page::held_out(kits)?;
    for set in train_page::SETS {
        let mut score = Scored { held_out: true, ..Scored::new(set) };
        for page in load(kits, set, 1)? {
            let answer = Answer::with_model(&page, &models[train_page::quarter(&page)])?;
            score.add(&page, answer, &patterns);
        }
        score.measure(measures);
    }
    Ok(())
}

/// Everything measured on one set.
struct Scored {
    set: Set,
    /// Whether the body was chosen by models that have not seen the page's outlet.
    held_out: bool,
    pages: usize,
    bodies: Vec<ShingleRow>,
    words: Vec<f64>,
    /// One a page.
    segments: Vec<Segments>,
    /// What became of each field, on the pages where it was looked at.
    outcomes: [Vec<Outcome>; 4],
    /// Every field that was not right, for the lists of errors.
    errors: Vec<FieldError>,
    /// Other tools' answers to the same pages.
    beside: Vec<(String, Scored)>,
    /// Ours with bodies chosen by models that have not seen the outlets, when it is to be compared with other tools.
    unseen: Option<Box<Scored>>,
}

struct FieldError {
    field: Field,
    outcome: Outcome,
    truth: Vec<String>,
    answer: Vec<String>,
    file: PathBuf,
    url: Option<String>,
}

impl Scored {
    fn new(set: Set) -> Self {
        Self {
            set,
            held_out: false,
            pages: 0,
            bodies: Vec::new(),
            words: Vec::new(),
            segments: Vec::new(),
            outcomes: Default::default(),
            errors: Vec::new(),
            beside: Vec::new(),
            unseen: None,
        }
    }

    fn add(&mut self, page: &Page, answer: Answer, patterns: &TextPatterns) {
        self.pages += 1;
        let truth = &page.truth;
        if let Some(body) = &truth.body {
            let name = page.file.display().to_string();
            self.bodies.push(shingles(&name, body, &answer.body, patterns));
            self.words.push(word_f1(body, &answer.body, patterns));
        }
        if truth.with.is_some() || truth.without.is_some() {
            let mut segments = Segments::default();
            let listed = |list: &Option<Vec<String>>| list.clone().unwrap_or_default();
            segments.add(&listed(&truth.with), &listed(&truth.without), &answer.body);
            self.segments.push(segments);
        }
        let fields = [
            (Field::Title, &truth.title, answer.title),
            (Field::Author, &truth.author, answer.author),
            (Field::Date, &truth.date, answer.date),
            (Field::Sitename, &truth.sitename, answer.sitename),
        ];
        for (field, truth, answer) in fields {
            let Some(truth) = truth else { continue };
            let outcome = compare(field, truth, &answer, patterns);
            self.outcomes[field as usize].push(outcome);
            if !matches!(outcome, Outcome::Right | Outcome::RightlyNone) {
                self.errors.push(FieldError {
                    field,
                    outcome,
                    truth: truth.clone(),
                    answer,
                    file: page.file.clone(),
                    url: page.url.clone(),
                });
            }
        }
    }

    fn count(&self, field: Field) -> FieldCount {
        let mut count = FieldCount::default();
        self.outcomes[field as usize].iter().for_each(|outcome| count.add(*outcome));
        count
    }

    fn segments(&self) -> Segments {
        Segments::sum(self.segments.iter().copied())
    }
}
