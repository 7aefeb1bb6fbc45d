use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use sayso_library::query::parse;
use sayso_library::search::{Indexer, Request, Search};
use sayso_library::{Library, Record};

use super::search_peers::{Fts5, Peer, SHOWN, Tantivy};

/// Options of `lab bench search`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder of the library, as `lab make-library` makes it; its index is made anew unless told otherwise
    folder: PathBuf,
    /// Queries of each kind
    #[arg(long, default_value_t = 200, value_name = "N")]
    queries: usize,
    /// Leave the index as it is
    #[arg(long)]
    keep: bool,
    /// Do without the peers
    #[arg(long)]
    alone: bool,
}

/// Times the index of a library beside others over the same texts.
pub(super) fn bench(options: &Options) -> Result<()> {
    let library = Library::open(&options.folder)?;
    let articles = library.count_after(0)?;
    println!("{articles} articles");
    if !options.keep {
        let begun = Instant::now();
        let mut indexer = Indexer::open_anew(&library)?;
        indexer.catch_up(&library, |_| ())?;
        indexer.finish()?;
        made("sayso", begun.elapsed(), bytes(&options.folder.join("index"))?, articles);
    }
    let folder = tempfile::tempdir()?;
    let mut peers: Vec<(&str, Box<dyn Peer>)> = Vec::new();
    if !options.alone {
        let begun = Instant::now();
        let file = folder.path().join("fts5.sqlite");
        let peer = Fts5::make(&file, &library)?;
        made("SQLite FTS5", begun.elapsed(), std::fs::metadata(file)?.len(), articles);
        peers.push(("SQLite FTS5", Box::new(peer)));
        let begun = Instant::now();
        let index = folder.path().join("tantivy");
        std::fs::create_dir(&index)?;
        let peer = Tantivy::make(&index, &library)?;
        made("tantivy", begun.elapsed(), bytes(&index)?, articles);
        peers.push(("tantivy", Box::new(peer)));
    }

    let begun = Instant::now();
    let search = Search::open(library.again()?, |_| ())?;
    let first = answer(&search, "council")?;
    println!("opening to the first answer ({first} hits): {:.1} ms", milliseconds(begun.elapsed()));

    let samples = samples(&library, options.queries)?;
    let mut all = Times::default();
    for (kind, queries) in kinds(&samples) {
        let mut ours = Times::of(&queries, |(query, _)| answer(&search, query))?;
        let mut line = format!("{kind:24} sayso {}", ours.summary());
        all.hits += ours.hits;
        all.each.append(&mut ours.each);
        let asked = queries.iter().all(|(_, theirs)| theirs.is_some());
        for (name, peer) in peers.iter().filter(|_| asked) {
            let mut theirs =
                Times::of(&queries, |(_, query)| peer.answer(query.as_deref().unwrap_or_default()))?;
            line.push_str(&format!("   {name} {}", theirs.summary()));
        }
        println!("{line}");
    }
    println!("{:24} sayso {}", "all of these", all.summary());
    Ok(())
}

fn made(tool: &str, took: Duration, bytes: u64, articles: u64) {
    let each = took.as_secs_f64() * 1e6 / articles.max(1) as f64;
    println!("{tool}: index made in {each:.0} µs an article, {} bytes an article", bytes / articles.max(1));
}

fn bytes(folder: &std::path::Path) -> Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() { bytes(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}

/// Records from the whole of the library, in equal steps.
fn samples(library: &Library, wanted: usize) -> Result<Vec<Record>> {
    let step = (library.last_seq()? / wanted as i64).max(1);
    let mut samples = Vec::new();
    for number in 0..wanted as i64 {
        samples.extend(library.records_after(number * step, 1)?);
    }
    Ok(samples)
}

/// A query of ours, and the same for the peer when it can be asked.
type Asked = (String, Option<String>);

/// Makes a query of the words of one record; its number among the samples comes first.
type Make<'m> = dyn Fn(usize, &[String], &Record) -> Option<Asked> + 'm;

/// Queries of each kind, out of the words of the articles.
fn kinds(samples: &[Record]) -> Vec<(&'static str, Vec<Asked>)> {
    let words = |record: &Record| -> Vec<String> {
        let words = record.reading.article.text.split(|letter: char| !letter.is_alphabetic());
        words.filter(|word| word.len() > 2).map(str::to_lowercase).collect()
    };
    // A different place in each text.
    let place = |count: usize, length: usize| if length == 0 { 0 } else { count * 37 % length };
    let each = |make: &Make<'_>| -> Vec<Asked> {
        samples.iter().enumerate().filter_map(|(count, record)| make(count, &words(record), record)).collect()
    };
    let same = |query: String| Some((query.clone(), Some(query)));
    vec![
        ("one word", each(&|count, words, _| same(words.get(place(count, words.len()))?.clone()))),
        (
            "two words",
            each(&|count, words, _| {
                let [one, other] = [place(count, words.len()), place(count + 5, words.len())];
                same(format!("{} {}", words.get(one)?, words.get(other)?))
            }),
        ),
        (
            "phrase of three",
            each(&|count, _, record| {
                let sentence = record.reading.article.text.split(['.', ',', '“', '”', '\n']);
                let words: Vec<_> =
                    sentence.map(str::split_whitespace).map(Iterator::collect::<Vec<_>>).collect();
                let long: Vec<_> = words.into_iter().filter(|words| words.len() >= 4).collect();
                let words = long.get(place(count, long.len()))?;
                same(format!("\"{}\"", words[words.len() - 3..].join(" ")))
            }),
        ),
        (
            "word in one month",
            each(&|count, words, record| {
                let month = record.reading.article.published.as_ref()?.at.get(..7)?.to_owned();
                Some((format!("{} date:{month}", words.get(place(count, words.len()))?), None))
            }),
        ),
        (
            "prefix of three letters",
            each(&|count, words, _| {
                Some((format!("{}*", words.get(place(count, words.len()))?.get(..3)?), None))
            }),
        ),
        ("said:\"three words\"", each(&|count, _, record| said(record, count).map(|said| (said, None)))),
        (
            "said:word who:name",
            each(&|count, _, record| {
                let attribution = record.reading.attributions.first()?;
                let name = &record.reading.source(attribution.source.as_ref()?)?.name;
                let content = attribution.content.first()?;
                let words: Vec<_> = content.split(|letter: char| !letter.is_alphabetic()).collect();
                let word = words.get(place(count, words.len())).filter(|word| !word.is_empty())?;
                Some((format!("said:{word} who:\"{name}\""), None))
            }),
        ),
    ]
}

fn said(record: &Record, count: usize) -> Option<String> {
    let attributions = &record.reading.attributions;
    let content = attributions.get(count % attributions.len().max(1))?.content.first()?;
    let words: Vec<_> = content.split_whitespace().collect();
    (words.len() >= 3)
        .then(|| format!("said:\"{}\"", words[words.len() - 3..].join(" ").replace(['"', '“', '”'], "")))
}

/// What `sayso search` does: how many there are, and the first of them from the library.
fn answer(search: &Search, query: &str) -> Result<u64> {
    let query = parse(query).with_context(|| query.to_owned())?;
    let request = Request { limit: Some(SHOWN), ..Request::new(query) };
    let answer = search.ask(&request)?;
    let count = answer.count();
    answer.each(|_| ControlFlow::Continue(()))?;
    Ok(count)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// What queries took, and how many hits they had.
#[derive(Default)]
struct Times {
    each: Vec<Duration>,
    hits: u64,
}

impl Times {
    fn of(queries: &[Asked], mut run: impl FnMut(&Asked) -> Result<u64>) -> Result<Self> {
        let mut times = Self::default();
        for query in queries {
            let begun = Instant::now();
            times.hits += run(query)?;
            times.each.push(begun.elapsed());
        }
        Ok(times)
    }

    /// Median, ninety-ninth of a hundred, and slowest.
    fn summary(&mut self) -> String {
        let count = self.each.len();
        self.each.sort_unstable();
        let at = |share: usize| self.each.get((count * share / 100).min(count.saturating_sub(1))).copied();
        let [median, tail, slowest] = [50, 99, 100].map(|share| milliseconds(at(share).unwrap_or_default()));
        let hits = self.hits / (count as u64).max(1);
        format!("p50 {median:.2} p99 {tail:.2} max {slowest:.2} ms ({count} queries, {hits} hits each)")
    }
}
