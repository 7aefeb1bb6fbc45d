//! Libraries of every format that was ever released are opened, brought up to date, and lack nothing.
//!
//! `formats/1.sqlite` is `sayso backup` of a library into which the story of `corpus/worlds/merrow-head-dam` was added,
//! then a second text of one article, and in which one person was merged and one renamed.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

use std::ops::ControlFlow;
use std::path::Path;

use sayso_library::{Library, Writer, restore};

fn formats() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "sqlite")).collect()
}

#[test]
fn a_library_of_an_earlier_format_lacks_nothing() {
    let files = formats();
    assert!(!files.is_empty());
    for file in files {
        let place = tempfile::tempdir().unwrap();
        std::fs::copy(&file, place.path().join("library.sqlite")).unwrap();
        holds_the_story(&Library::open(place.path()).unwrap());
        drop(Writer::open(place.path()).unwrap());

        let other = tempfile::tempdir().unwrap();
        assert_eq!(restore(&file, other.path()).unwrap().articles, 7);
        holds_the_story(&Library::open(other.path()).unwrap());
    }
}

fn holds_the_story(library: &Library) {
    library.check().unwrap();
    let size = library.size().unwrap();
    assert_eq!((size.articles, size.revisions), (7, 8));
    let records = library.records_after(0, 100).unwrap();
    assert_eq!(records.len(), 8);
    assert!(records.iter().all(|record| record.reading.article.text.len() > 50));
    assert!(records.iter().any(|record| record.reading.attributions.len() > 5));
    let articles = library.articles_called("https://ledger.example/bridge").unwrap();
    assert_eq!(library.states(articles[0]).unwrap().len(), 2);
    let renamed = library.persons("Jana Holt-Reyes").unwrap();
    assert_eq!(library.persons("Peter Osei").unwrap(), renamed, "one was merged into the other");
    let mut said = Vec::new();
    let each = |statement: sayso_library::Statement<'_>| {
        said.push((statement.attribution.content.join(" "), statement.stands));
        ControlFlow::Continue(())
    };
    library.statements(&renamed[0], each).unwrap();
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(library.operations().unwrap().len(), 2);
}
