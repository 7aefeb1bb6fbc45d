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
fn page_of_two_hundred_megabytes() {
    const SIZE: usize = 200 << 20;
    let folder = folder("page_of_two_hundred_megabytes");
    let head = "<html><p>“It holds,” said Ann Reyes, the mayor of Old Mill.";
    // A file with nothing but zeros after its beginning takes no room on the disk.
    let begun = format!("{head}{}", " ".repeat(1 << 17));
    let path = file(&folder, "huge.html", begun.as_bytes());
    let huge = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    huge.set_len(SIZE as u64).unwrap();
    fails(&path, "more than");
    // A pipe does not say how long it is.
    let mut page = head.as_bytes().to_vec();
    page.resize(SIZE, b' ');
    let piped = sayso_fed(&["read", "--json", "-", &bundled("ostrel-gazette.html")], &page);
    assert_eq!((piped.status, piped.json().len()), (2, 1));
    assert!(piped.stderr.starts_with("error: standard input: holds more than"), "{}", piped.stderr);
    // In an archive it costs itself alone.
    let record = |body: &[u8]| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
        let length = head.len() + body.len();
        let outer = format!("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n{head}");
        [outer.as_bytes(), body, b"\r\n\r\n"].concat()
    };
    let archive = [record(head.as_bytes()), record(&page), record(head.as_bytes())].concat();
    let run = beside_a_good_page(&file(&folder, "huge.warc", &archive));
    assert_eq!((run.status, run.json().len()), (2, 3));
    let error = run.stderr.lines().next().unwrap();
    assert!(
        error.contains(", record 2: holds more than") && run.stderr.lines().count() == 2,
        "{}",
        run.stderr
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A little of everything that is hostile, for a library: each costs a line, and the good page is added.
#[test]
fn hostile_archives_and_lists_beside_a_good_page() {
    let folder = folder("hostile_archives_and_lists");
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let zeros = vec![b' '; 70 << 20];
    let outline = "<outline xmlUrl='http://127.0.0.1/feed'/>".repeat(60_000);
    let entities: String =
        (1..40).map(|at| format!("<!ENTITY a{at} '&a{};&a{};'>", at - 1, at - 1)).collect();
    let warc =
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html><p>Cut";
    for (name, bytes, lines) in [
        ("bomb.html.gz", gzip(&zeros), &["holds more than 67108864 bytes when decompressed"][..]),
        ("cut.warc", warc.as_bytes().to_vec(), &["record 1: is broken: the archive ends inside it"]),
        ("cut.warc.gz", gzip(warc.as_bytes()), &["record 1: is broken: the archive ends inside it"]),
        (
            "feeds.opml",
            format!("<opml><body>{outline}</body></opml>").into_bytes(),
            &[
                "names more than 50000 addresses",
                "http://127.0.0.1/feed: leads to 127.0.0.1, a loopback address",
            ],
        ),
        (
            "entities.xml",
            format!(
                "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>{entities}]><rss><channel><item><title>&a39;</title>\
                 <description>“It holds,” said Ann Reyes, the mayor.</description></item></channel></rss>"
            )
            .into_bytes(),
            &[],
        ),
        (
            "lying.xml",
            b"<?xml version='1.0' encoding='utf-8'?><rss><channel><item><link>https://ledger.example/cafe</link><title>Caf\xE9\
              </title><description>Caf\xE9 M\xFCller is closed, said Ann Reyes.</description></item></channel></rss>"
                .to_vec(),
            &[],
        ),
    ] {
        let path = file(&folder, name, &bytes);
        let library = folder.join(format!("library of {name}"));
        let arguments = ["add", "--json", "--library", library.to_str().unwrap(), path.to_str().unwrap()];
        let run = sayso(&[&arguments[..], &[&bundled("ostrel-gazette.html")]].concat());
        let errors: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("error: ")).collect();
        assert_eq!(errors.len(), lines.len(), "{name}: {}", run.stderr);
        for line in lines {
            assert!(errors.iter().any(|error| error.contains(line)), "{name}: {}", run.stderr);
        }
        let json = run.json();
        let good = json.iter().filter(|line| line["input"] == bundled("ostrel-gazette.html").as_str());
        assert_eq!(good.map(|line| line["what"].clone()).collect::<Vec<_>>(), ["new"], "{name}");
        let sum = json.last().unwrap();
        assert_eq!((&sum["schema"], &sum["failed"]), (&"sayso.added_sum/1".into(), &lines.len().into()), "{name}");
        if name == "lying.xml" {
            assert_eq!(json[0]["title"], "Café");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
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
