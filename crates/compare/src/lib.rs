//! Puts several readings of one event side by side: which quotations they share, how the wording
//! changed, who left what out, who had it first, and which article repeats which.
//!
//! Pure: no files, no clock; the same readings give the same comparison. The work grows with the
//! words given, apart from a bounded number of alignments for each quotation.

mod align;
mod copies;
mod coverage;
mod dates;
mod division;
mod families;
mod figures;
mod links;
mod marks;
mod paraphrase;
mod quotation;
mod revision;
mod speakers;
mod stop_words;
mod subjects;
mod versions;
mod words;

use std::cmp::Reverse;
use std::collections::HashSet;

pub use revision::changes;
use sayso_model::{ComparedArticle, Comparison, Diagnostic, FigureFamily, Kind, Reading, Span};

use copies::{Printed, copies, origin};
use coverage::{Story, families};
use figures::{Articles, figures};
use links::Graph;
use paraphrase::Index;
use quotation::quotations;
use speakers::Speakers;
use subjects::subjects;
use versions::{standing, versions};
use words::{Language, Vocabulary, Word, primary, words};

/// How often quotations are divided and linked anew: what one round takes apart may show in the next
/// that another one joins it.
const ROUNDS: usize = 3;

/// Compares `readings` of one event, spans in bytes. Articles come back earliest first, those
/// without a date last, as given; an article given twice comes back once.
#[must_use]
pub fn compare(readings: &[Reading]) -> Comparison {
    let mut diagnostics = Vec::new();
    let readings = in_order(readings, &mut diagnostics);
    let mut vocabulary = Vocabulary::default();
    let texts: Vec<Vec<Word>> = readings
        .iter()
        .map(|reading| {
            words(&reading.article.text, Language::new(reading.article.language.as_deref()), &mut vocabulary)
        })
        .collect();
    let languages = languages(&readings, &mut diagnostics);
    let negations = words("not never no nobody nothing none", Language::new(Some("en")), &mut vocabulary);
    let negations = negations.into_iter().map(|word| word.stem).collect();
    let published = standing(&readings);
    versions(&readings, &mut diagnostics);

    let quoted: Vec<Vec<bool>> =
        readings.iter().zip(&texts).map(|(reading, words)| quoted(reading, words)).collect();
    let printed: Vec<Printed> = (0..readings.len())
        .map(|at| Printed {
            reading: readings[at],
            words: &texts[at],
            quoted: &quoted[at],
            published: published[at],
        })
        .collect();
    let copies = copies(&printed);
    let origins: Vec<usize> = (0..readings.len()).map(|article| origin(&copies, article)).collect();

    let speakers = Speakers::new(readings.iter().copied());
    let mut found = Vec::new();
    for (article, reading) in readings.iter().enumerate() {
        let own = quotations(reading, article, &texts[article]);
        if own.is_empty() {
            diagnostics.push(Diagnostic::new(
                "no_quotations",
                format!("{} holds no quotation, so only its own words were compared", outlet(reading)),
            ));
        }
        found.extend(own);
    }
    let mut graph = Graph::new(&found, &languages, &speakers, &vocabulary);
    for _ in 0..ROUNDS {
        let Some(divided) = division::divide(&found, &graph, &vocabulary) else { break };
        found = divided;
        graph = Graph::new(&found, &languages, &speakers, &vocabulary);
    }
    let told =
        Index::new(readings.iter().copied().zip(texts.iter().map(Vec::as_slice)), &vocabulary, negations);
    let figures = figures(&Articles {
        readings: &readings,
        words: &texts,
        quoted: &quoted,
        languages: &languages,
        origins: &origins,
        vocabulary: &vocabulary,
    });
    let repeated = copies.iter().enumerate().filter_map(|(article, copy)| Some((article, copy.as_ref()?.of)));
    let shared = repeated.chain(graph.shared(&found)).chain(given_in(&figures));
    let subjects = subjects(&readings, &texts, &languages, &vocabulary, shared);
    tell_apart(&readings, &subjects, &mut diagnostics);
    let families = families(&Story {
        readings: &readings,
        published: &published,
        languages: &languages,
        subjects: &subjects,
        origins: &origins,
        quotations: &found,
        graph: &graph,
        speakers: &speakers,
        told: &told,
        vocabulary: &vocabulary,
    });

    let articles = readings
        .iter()
        .zip(&copies)
        .map(|(reading, copy)| ComparedArticle {
            input: reading.input.clone(),
            id: reading.id.clone(),
            article: reading.article.id.clone(),
            outlet: outlet(reading),
            title: reading.article.title.clone(),
            published: reading.article.published.clone(),
            cut_off: reading.article.cut_off,
            copy_of: copy.map(|copy| copy.of),
            repeated: copy.map(|copy| copy.repeated),
            credited_to: reading.article.credited_to.clone(),
        })
        .collect();
    Comparison { schema: Comparison::SCHEMA.to_owned(), articles, families, figures, diagnostics }
}

/// The readings earliest first, each article once.
fn in_order<'r>(readings: &'r [Reading], diagnostics: &mut Vec<Diagnostic>) -> Vec<&'r Reading> {
    let mut seen = HashSet::new();
    let mut kept: Vec<&Reading> = Vec::new();
    for reading in readings {
        let id = reading.article.id.as_str();
        if id.is_empty() || seen.insert(id) {
            kept.push(reading);
        } else {
            let message = format!("{} is an article that was given before, and is left aside", reading.input);
            diagnostics.push(Diagnostic::new("given_twice", message));
        }
    }
    let mut dated: Vec<_> = standing(&kept).into_iter().zip(kept).collect();
    dated.sort_by_key(|(date, _)| (date.is_none(), *date));
    dated.into_iter().map(|(_, reading)| reading).collect()
}

/// Pairs of articles that give one figure.
fn given_in(figures: &[FigureFamily]) -> impl Iterator<Item = (usize, usize)> {
    figures.iter().flat_map(|family| {
        let mut given = (0..family.coverage.len()).filter(|&at| !family.coverage[at].variants.is_empty());
        let first = given.next().unwrap_or_default();
        given.map(move |other| (first, other))
    })
}

/// Says which articles are on another subject than most.
fn tell_apart(readings: &[&Reading], subjects: &[usize], diagnostics: &mut Vec<Diagnostic>) {
    let count = |subject: usize| subjects.iter().filter(|other| **other == subject).count();
    // Of as many the earliest.
    let Some(&most) = subjects.iter().max_by_key(|&&subject| (count(subject), Reverse(subject))) else {
        return;
    };
    for (reading, _) in readings.iter().zip(subjects).filter(|(_, subject)| **subject != most) {
        let title = reading.article.title.as_deref().unwrap_or(&reading.input);
        let message = format!(
            "“{title}” ({}) shares nothing with the others: it is on another subject",
            outlet(reading)
        );
        diagnostics.push(Diagnostic::new("other_subject", message));
    }
}

/// The language of each article, where known, and a word to the reader when they differ.
fn languages(readings: &[&Reading], diagnostics: &mut Vec<Diagnostic>) -> Vec<Option<String>> {
    let languages: Vec<Option<String>> =
        readings.iter().map(|reading| reading.article.language.as_deref().map(primary)).collect();
    let mut distinct: Vec<&str> = Vec::new();
    for language in languages.iter().flatten() {
        if !distinct.contains(&language.as_str()) {
            distinct.push(language);
        }
    }
    if distinct.len() > 1 {
        let message = format!(
            "articles in different languages ({}) were not compared with each other",
            distinct.join(", ")
        );
        diagnostics.push(Diagnostic::new("several_languages", message));
    }
    languages
}

/// For each word of the article, whether it is quoted.
fn quoted(reading: &Reading, words: &[Word]) -> Vec<bool> {
    let direct = reading.attributions.iter().filter(|attribution| attribution.kind == Kind::Direct);
    let mut spans: Vec<Span> =
        direct.flat_map(|attribution| attribution.content_spans.iter().copied()).collect();
    let text = &reading.article.text;
    let mixed = reading.attributions.iter().filter(|attribution| attribution.kind == Kind::Mixed);
    spans.extend(
        mixed
            .flat_map(|attribution| &attribution.content_spans)
            .filter(|span| text.get(span.range()).is_some())
            .flat_map(|span| marks::quoted(text, *span)),
    );
    spans.sort_unstable();
    let mut quoted = vec![false; words.len()];
    for span in spans {
        let from = words.partition_point(|word| word.span.start < span.start);
        let to = words.partition_point(|word| word.span.start < span.end);
        if from < to {
            quoted[from..to].fill(true);
        }
    }
    quoted
}

/// What to call an article's column.
fn outlet(reading: &Reading) -> String {
    let outlet = reading.article.outlet.as_ref();
    let name = outlet.map(|outlet| outlet.name.as_str()).filter(|name| !name.is_empty());
    name.or_else(|| outlet.and_then(|outlet| outlet.domain.as_deref())).unwrap_or(&reading.input).to_owned()
}
