//! Who says what in short invented texts: each file of `cases/` holds a text, a line `---`, and what is to be
//! found in it, one attribution a line:
//!
//! ```text
//! source (kind) | cue | content … content | direct speech | via carrier, carrier
//! ```
//!
//! `SAYSO_BLESS=1 cargo test -p sayso-attribution --test cases` writes what is found now, for you to read.

mod account;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sayso_model::{Article, Dated, Outlet, Precision, Reading};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10, "the cases are gone");
    let mut wrong = String::new();
    for file in files {
        let case = fs::read_to_string(&file).unwrap();
        let (text, expected) = case.split_once("\n---\n").unwrap_or((case.trim_end(), ""));
        let found = account::of(&read(text));
        if std::env::var_os("SAYSO_BLESS").is_some() {
            fs::write(&file, format!("{text}\n---\n{found}")).unwrap();
        } else if found != expected {
            writeln!(wrong, "{}:\nexpected\n{expected}\nfound\n{found}", file.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn read(text: &str) -> Reading {
    let article = Article {
        text: text.to_owned(),
        outlet: Some(Outlet { name: "The Marl Courier".into(), domain: None, from: "test".into() }),
        published: Some(Dated { at: "2026-03-04".into(), precision: Precision::Day, from: "test".into() }),
        ..Article::default()
    };
    let analysis = sayso_language::analyse(&article);
    // what the rules find: trained weights would change with every training
    sayso_attribution::attribute_with(article, &analysis, None, None)
}
