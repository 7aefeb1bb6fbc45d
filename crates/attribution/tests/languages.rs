//! Who says what in short invented texts of other languages than English: each file of `languages/CODE/` is a case as in
//! `cases.rs`, with the figures found after the attributions.
//!
//! `SAYSO_BLESS=1 cargo test -p sayso-attribution --test languages` writes what is found now, for you to read.

mod account;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sayso_model::{Article, Dated, Method, Outlet, Precision, Reading};

#[test]
fn languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages");
    let mut wrong = String::new();
    for language in ["de", "es", "fr", "it", "nl", "ru"] {
        let entries = fs::read_dir(folder.join(language)).unwrap();
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 12, "the cases of {language} are gone");
        for file in files {
            let case = fs::read_to_string(&file).unwrap();
            let (text, expected) = case.split_once("\n---\n").unwrap_or((case.trim_end(), ""));
            let reading = read(text, Some(language));
            assert_eq!(reading.analysis, Method::Lexicon);
            let mut found = account::of(&reading);
            for figure in &reading.figures {
                let (value, unit) = (figure.value.unwrap_or(f64::NAN), figure.unit.as_deref().unwrap_or("-"));
                let of = figure.of.as_deref().unwrap_or("-");
                writeln!(found, "figure | {} | {value} | {unit} | {of}", figure.text).unwrap();
            }
            if std::env::var_os("SAYSO_BLESS").is_some() {
                fs::write(&file, format!("{text}\n---\n{found}")).unwrap();
            } else if found != expected {
                writeln!(wrong, "{}:\nexpected\n{expected}\nfound\n{found}", file.display()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_language_without_a_lexicon_is_told_so() {
    let reading = read("„Most nie wytrzyma kolejnej zimy” – powiedziała Jana Holt.", Some("pl"));
    assert_eq!(reading.analysis, Method::QuotationMarks);
    assert!(reading.attributions.is_empty());
    assert_eq!(reading.not_attributed.len(), 1);
    assert_eq!(reading.diagnostics[0].code, "language_without_lexicon");
}

#[test]
fn odd_texts_are_survived() {
    let marks = "— « » „ “ ” \" ' : , . ( ) - – ";
    let words = "sagte dijo, dit-il a - t - il, ha detto: zei сказал laut selon so wie según по словам в ";
    for language in ["de", "es", "fr", "it", "nl", "ru"] {
        for text in [
            String::new(),
            "«".to_owned(),
            marks.repeat(40),
            words.repeat(40),
            format!("{words}{marks}").repeat(40),
            "«сказал — ".repeat(60),
            "— dijo — ".repeat(60),
            "l'l'l'".repeat(50),
        ] {
            let reading = read(&text, Some(language));
            assert!(reading.sentences.iter().all(|sentence| sentence.span.end <= text.len()));
        }
    }
}

fn read(text: &str, language: Option<&str>) -> Reading {
    let article = Article {
        text: text.to_owned(),
        language: language.map(str::to_owned),
        outlet: Some(Outlet { name: "Der Marler Bote".into(), domain: None, from: "test".into() }),
        published: Some(Dated { at: "2026-03-04".into(), precision: Precision::Day, from: "test".into() }),
        ..Article::default()
    };
    let analysis = sayso_language::analyse(&article);
    sayso_attribution::attribute_by_lexicon(article, &analysis)
}
