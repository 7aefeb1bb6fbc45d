//! Inputs that cannot be read, or only with trouble: each gives a clear message or a reading, and the
//! good page beside it is always read.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

mod program;

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use program::{Run, bundled, folder, sayso, sayso_fed};

/// Reads `input` and a good page after it, and checks what holds for every input: whole lines of JSON,
/// one for the good page at the end.
fn beside_a_good_page(input: &Path) -> Run {
    let good = bundled("ostrel-gazette.html");
    let run = sayso(&["read", "--json", input.to_str().unwrap(), &good]);
    let readings = run.json();
    assert_eq!(readings.last().unwrap()["input"], good, "{}", run.stderr);
    run
}

/// The input fails with a message that names it and says `what`, and a hint; the good page is read.
fn fails(input: &Path, what: &str) {
    let run = beside_a_good_page(input);
    assert_eq!(run.status, 2);
    assert_eq!(run.json().len(), 1);
    let mut lines = run.stderr.lines();
    let error = lines.next().unwrap();
    assert!(error.starts_with(&format!("error: {}", input.display())), "{error}");
    assert!(error.contains(what), "{error}");
    assert!(lines.next().unwrap().starts_with("  hint: "), "{}", run.stderr);
    assert_eq!(lines.next(), None);
}

/// The input is read without a message, and so is the good page.
fn is_read(input: &Path) -> serde_json::Value {
    let run = beside_a_good_page(input);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    run.json().swap_remove(0)
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn missing_file() {
    let folder = folder("missing_file");
    file(&folder, "page.html", b"<p>x");
    fails(&folder.join("pagee.html"), "no such file");
    fails(&folder.join("nowhere/else"), "no such file");
}

#[test]
fn folder_without_pages() {
    let folder = folder("folder_without_pages");
    file(&folder, "picture.png", b"\x89PNG\r\n\x1a\n");
    fails(&folder, "no pages");
}

#[test]
fn empty_file() {
    let folder = folder("empty_file");
    fails(&file(&folder, "empty.html", b""), "empty");
    fails(&file(&folder, "blank.txt", b" \n\n\t"), "empty");
}

#[test]
fn binary_file() {
    let folder = folder("binary_file");
    let noise: Vec<u8> = (0..40_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    fails(&file(&folder, "noise.html", &noise), "not like a page");
    fails(&file(&folder, "paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), "PDF");
}

#[test]
fn truncated_gzip() {
    let folder = folder("truncated_gzip");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&std::fs::read(bundled("metro-beacon.html")).unwrap()).unwrap();
    let whole = encoder.finish().unwrap();
    fails(&file(&folder, "cut.html.gz", &whole[..whole.len() / 2]), "ends early");
    let reading = is_read(&file(&folder, "whole.html.gz", &whole));
    assert_eq!(reading["article"]["outlet"]["name"], "Metro Beacon");
}

#[test]
fn page_of_a_hundred_megabytes() {
    let folder = folder("page_of_a_hundred_megabytes");
    let path = folder.join("huge.html");
    let mut page = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    for paragraph in 0..1_000_000 {
        writeln!(
            page,
            "<p>“Paragraph {paragraph} stands here,” Ann Reyes said, and went on to the next one at once."
        )
        .unwrap();
    }
    drop(page);
    fails(&path, "more than");
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn wrong_charset() {
    let folder = folder("wrong_charset");
    let page = "<!DOCTYPE html><meta charset=utf-8><title>Brücke</title><article><h1>Die Brücke</h1>\
                <p>„Wir können keinen weiteren Winter warten“, sagte Jörg Müller, der Bürgermeister von Gräfenau.\
                <p>Die Mühle wird übernächsten Frühling geschlossen, so das Büro für Gewässer und Böden.</article>";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(page);
    let reading = is_read(&file(&folder, "latin.html", &latin));
    assert!(reading["article"]["text"].as_str().unwrap().contains("Jörg Müller"), "{reading}");
}

#[test]
fn hundred_thousand_levels() {
    let folder = folder("hundred_thousand_levels");
    for (name, element) in [
        ("div", "<div>"),
        ("b", "<b>"),
        ("table", "<table><tr><td>"),
        ("list", "<ul><li>"),
        ("svg", "<svg><g>"),
    ] {
        let mut page = "<!DOCTYPE html><title>Deep</title>".to_owned();
        page.push_str(&element.repeat(100_000));
        page.push_str("<p>“We cannot wait another winter,” said Ann Reyes, the mayor of Old Mill.");
        is_read(&file(&folder, &format!("{name}.html"), page.as_bytes()));
    }
}

#[test]
fn broken_line_of_json() {
    let folder = folder("broken_line_of_json");
    let lines = "{\"id\": \"one\", \"text\": \"“It holds,” said Ann Reyes.\"}\n\
                 {\"id\": \"two\", \"text\": \"“It\n\
                 {\"id\": \"three\", \"text\": \"“It holds,” said Tom Abiola.\"}\n";
    let path = file(&folder, "articles.jsonl", lines.as_bytes());
    let run = beside_a_good_page(&path);
    assert_eq!(run.status, 2);
    let ids: Vec<_> = run.json().iter().map(|reading| reading["id"].clone()).collect();
    assert_eq!(ids, ["one".into(), "three".into(), serde_json::Value::Null]);
    let error = run.stderr.lines().next().unwrap();
    assert!(error.contains(path.to_str().unwrap()) && error.contains("line 2"), "{error}");
}

#[test]
fn any_beginning_of_a_page() {
    let page = std::fs::read(bundled("marl-live.html")).unwrap();
    for length in (1..page.len()).step_by(997) {
        let run = sayso_fed(&["read", "--json", "-"], &page[..length]);
        assert!(run.json().len() <= 1);
    }
}
