//! Who a source is: its name, its kind, and through whose hands its words came.

mod bodies;
mod carriers;
mod persons;
mod phrases;
mod works;

use sayso_attribution::attribute;
use sayso_language::analyse;
use sayso_model::{Article, Block, BlockKind, Outlet, Reading, SourceKind, Span};

fn read(text: &str) -> Reading {
    let article = Article {
        text: text.to_owned(),
        outlet: Some(Outlet {
            name: "The Turley Mail".to_owned(),
            domain: None,
            from: "og:site_name".to_owned(),
        }),
        ..Article::default()
    };
    let analysis = analyse(&article);
    attribute(article, &analysis)
}

/// The name, kind and carriers of the source of each attribution whose content holds `words`.
fn sources(reading: &Reading, words: &str) -> Vec<(String, SourceKind, Vec<String>)> {
    let of = |id: &str| reading.source(id).map(|source| (source.name.clone(), source.kind));
    reading
        .attributions
        .iter()
        .filter(|attribution| attribution.content.join(" ").contains(words))
        .map(|attribution| {
            let (name, kind) =
                attribution.source.as_deref().and_then(of).unwrap_or((String::new(), SourceKind::Unknown));
            let via = attribution.via.iter().filter_map(|id| of(id)).map(|(name, _)| name).collect();
            (name, kind, via)
        })
        .collect()
}

/// Checks that the one attribution whose content holds `words` is given to `name`, via `via`.
fn check(text: &str, words: &str, name: &str, kind: SourceKind, via: &[&str]) {
    let reading = read(text);
    let found = sources(&reading, words);
    let via: Vec<String> = via.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(found, [(name.to_owned(), kind, via)], "{text}");
}

use SourceKind::{Anonymous, Document, Group, Official, Organisation, Outlet as News, Person};
