use std::path::PathBuf;

use anyhow::Result;
use sayso_language::names::Scene;
use sayso_language::{Names, Parser, analyse};
use sayso_model::Article;

use super::meter::{Item, time};
use crate::attribution::texts;
use crate::table::Table;

/// Options of `lab bench language`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Folder with the kits
    kits: PathBuf,
    /// Passes over the articles, of which the fastest counts
    #[arg(long, default_value_t = 5, value_name = "N")]
    passes: usize,
}

/// What spaCy 3 with en_core_web_sm, on which textacy rests, was measured at on one thread of the machine that the kits were
/// made on. To be timed beside it, run `lab bench attribution --peers`, which installs it.
const SPACY: f64 = 5.7e3;

pub(super) fn bench(options: &Options) -> Result<()> {
    let items: Vec<Item<Article>> = texts(&options.kits)?
        .into_iter()
        .map(|(id, text)| Item { name: id, bytes: text.len(), value: Article { text, ..Article::default() } })
        .collect();
    let tokens: usize = items.iter().map(|item| analyse(&item.value).tokens.len()).sum();
    // Unpacked before the clock runs, as in a program that reads more than one article.
    let (parser, names) = (Parser::english(), Names::english());
    let (mut scene, mut found) = (Scene::default(), Vec::new());
    let analysed = time("tokens, sentences, tags", &items, options.passes, |article| {
        std::hint::black_box(analyse(article));
    })?;
    let parsed = time("… and trees", &items, options.passes, |article| {
        let analysis = analyse(article);
        let sentences: Vec<_> =
            analysis.sentences.iter().map(|sentence| &analysis.tokens[sentence.tokens.clone()]).collect();
        std::hint::black_box(parser.parse_all(&sentences));
    })?;
    let named = time("… and names, no trees", &items, options.passes, |article| {
        let analysis = analyse(article);
        for sentence in &analysis.sentences {
            names.find_into(&article.text, &analysis.tokens[sentence.tokens.clone()], &mut scene, &mut found);
            std::hint::black_box(&found);
        }
    })?;
    println!("{} articles, {tokens} tokens, every sentence; one thread\n", items.len());
    let mut table =
        Table::new(["what", "tokens/s", "MB/s", "faster than spaCy sm as measured with the kits by"]);
    for speed in [analysed, parsed, named] {
        let per_second = tokens as f64 / speed.seconds;
        table.row([
            speed.tool.clone(),
            format!("{per_second:.0}"),
            format!("{:.1}", speed.megabytes_per_second()),
            format!("{:.0}", per_second / SPACY),
        ]);
    }
    println!("{table}");
    Ok(())
}
