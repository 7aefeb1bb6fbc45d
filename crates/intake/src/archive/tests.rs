use std::fs::File;
use std::io::{Seek, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::{Limits, Summary, take};

fn record(kind: &str, url: &str, content_type: &str, block: &str) -> Vec<u8> {
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\nWARC-Target-URI: <{url}>\r\n\
         WARC-Date: 2026-03-02T09:10:00.5Z\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

fn response(url: &str, status: &str, content_type: &str, body: &str) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nETag: \"a\"\r\n\r\n");
    record("response", url, "application/http; msgtype=response", &format!("{head}{body}"))
}

fn page(number: u32) -> Vec<u8> {
    let url = format!("https://ledger.example/{number}");
    response(&url, "200 OK", "text/html", &format!("<html><p>Council approves bridge plan {number}"))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

#[derive(Debug, Default)]
struct Told(std::sync::Mutex<Vec<Summary>>);

impl Ledger for Told {
    fn finished(&self, summary: &Summary) {
        self.0.lock().unwrap().push(summary.clone());
    }
}

/// What an archive gives: the addresses of its pages and its errors.
fn listing(name: &str, bytes: &[u8], options: &Options) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    File::create(&path).unwrap().write_all(bytes).unwrap();
    let inputs = [path.to_string_lossy().into_owned()];
    take(&inputs, options)
        .map(|item| match item {
            Ok(taken) => {
                assert_eq!(taken.input, inputs[0]);
                taken.url.unwrap().replace("https://ledger.example/", "")
            }
            Err(error) => {
                assert!(error.hint().is_some());
                error.to_string().replace(&inputs[0], name)
            }
        })
        .collect()
}

fn taken(bytes: &[u8]) -> Vec<String> {
    listing("a", bytes, &Options::default())
}

#[test]
fn only_pages_that_were_answered_become_articles() {
    let records = [
        record("warcinfo", "", "application/warc-fields", "software: none"),
        record(
            "request",
            "https://ledger.example/1",
            "application/http; msgtype=request",
            "GET / HTTP/1.1\r\n\r\n",
        ),
        page(1),
        response("https://ledger.example/2", "404 Not Found", "text/html", "<html>gone"),
        response("https://ledger.example/3", "200 OK", "image/png", "\u{89}PNG"),
        response("https://ledger.example/4", "200 OK", "text/html", "%PDF-1.7"),
        record("revisit", "https://ledger.example/1", "application/http", "HTTP/1.1 200 OK\r\n\r\n"),
        record("response", "dns:ledger.example", "text/dns", "20260302\nledger.example. IN A 9.9.9.9"),
        response("https://ledger.example/5", "200 OK", "application/octet-stream", "<!doctype html><p>Yes"),
        page(6),
    ];
    let gzipped: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let frames: Vec<u8> = records.iter().flat_map(|record| zstd(record)).collect();
    let in_one_piece = gzip(&records.concat());
    let told = Arc::new(Told::default());
    let options = Options { ledger: Some(told.clone()), ..Options::default() };
    for bytes in [records.concat(), gzipped, frames, in_one_piece] {
        assert_eq!(listing("x.html", &bytes, &options), ["1", "5", "6"]);
        let summary = told.0.lock().unwrap().pop().unwrap();
        assert_eq!(summary.taken, 3);
        let skipped = [(Skipped::OtherRecord, 4), (Skipped::OtherStatus, 1), (Skipped::NotHtml, 2)];
        assert_eq!(summary.skipped, skipped.into_iter().collect());
        assert!(told.0.lock().unwrap().is_empty());
    }
}

#[test]
fn a_page_carries_what_the_archive_knows_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc");
    File::create(&path).unwrap().write_all(&page(7)).unwrap();
    let inputs = [path.to_string_lossy().into_owned()];
    let options = Options::default();
    let taken = take(&inputs, &options).next().unwrap().unwrap();
    assert_eq!(taken.id.as_deref(), Some("urn:uuid:response"));
    let sighting = taken.sighting.unwrap();
    assert_eq!(sighting.at.as_deref(), Some("2026-03-02T09:10:00Z"));
    assert_eq!(sighting.url.as_deref(), Some("https://ledger.example/7"));
    assert_eq!((sighting.status, sighting.etag.as_deref()), (Some(200), Some("\"a\"")));
    let Content::Html { bytes, content_type } = taken.content else { panic!() };
    assert_eq!(content_type.as_deref(), Some("text/html"));
    assert_eq!(bytes, b"<html><p>Council approves bridge plan 7");
}

#[test]
fn of_a_page_that_is_cut_off_what_there_is_is_read() {
    let text: String = (0..2000).map(|number| format!("<p>Council approves plan {number}")).collect();
    let packed = gzip(format!("<html>{text}").as_bytes());
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    let block = [head.as_bytes(), &packed[..packed.len() / 2]].concat();
    let url = "https://ledger.example/cut";
    let warc = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc");
    std::fs::write(&path, [warc.as_bytes(), &block, b"\r\n\r\n", &page(7)].concat()).unwrap();
    let options = Options::default();
    let all: Vec<_> = take(&[path], &options).map(Result::unwrap).collect();
    assert_eq!(all.len(), 2);
    let Content::Html { bytes, .. } = &all[0].content else { panic!() };
    assert!(bytes.starts_with(b"<html><p>Council approves plan 0<p>") && bytes.len() < text.len());
    assert_eq!(all[0].diagnostics[0].code, "record_truncated");
    assert!(all[1].diagnostics.is_empty());
}

#[test]
fn records_of_arc_files_are_read() {
    let head = "filedesc://news.arc 0.0.0.0 20260302000000 text/plain 8\n1 0 Ours\n";
    let answer = "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<html><p>Council";
    let record = |url: &str| {
        format!("https://ledger.example/{url} 9.9.9.9 20260302091000 text/html {}\n{answer}\n", answer.len())
    };
    let text = [head.to_owned(), record("1"), record("a b"), record("3")].concat();
    assert_eq!(taken(text.as_bytes()), ["1", "a b", "3"]);
    let options = Options { since: Some("2026-03-03".to_owned()), ..Options::default() };
    assert!(listing("a.arc", text.as_bytes(), &options).is_empty());
}

#[test]
fn after_a_damaged_record_the_next_one_is_taken() {
    let broken = "a, record 2: is broken";
    let ends = format!("{broken}: the archive ends inside it");
    // A length that is too large, too small, missing, or not a number.
    let lengths = |length: &str| {
        let mut second = page(2);
        let text = String::from_utf8(second.clone()).unwrap();
        let at = text.find("Content-Length: ").unwrap();
        let end = at + text[at..].find("\r\n").unwrap();
        second = [&text[..at], length, &text[end..]].concat().into_bytes();
        [page(1), second, page(3), page(4)].concat()
    };
    assert_eq!(
        taken(&lengths("Content-Length: 99999999999")),
        [
            "1",
            "a, record 2: holds more than 268435456 bytes",
            "a, record 2: is broken: the archive ends inside it"
        ]
    );
    assert_eq!(taken(&lengths("Content-Length: 9999")), ["1", &ends]);
    assert_eq!(
        taken(&lengths("X: y")),
        ["1", &format!("{broken}: it does not say how long it is"), "3", "4"]
    );
    assert_eq!(taken(&lengths("Content-Length: -1"))[2..], ["3", "4"]);
    assert_eq!(
        taken(&lengths("Content-Length: 80")),
        ["1", "2", "a, record 3: is broken: no record begins here", "3", "4"]
    );
    // Damage in one compressed record.
    for pack in [gzip, zstd] {
        let [one, mut two, three] = [pack(&page(1)), pack(&page(2)), pack(&page(3))];
        let middle = two.len() / 2;
        two[middle] ^= 0xFF;
        two[middle + 1] ^= 0xFF;
        let items = taken(&[one.clone(), two.clone(), three.clone()].concat());
        assert_eq!(
            (items.first().map(String::as_str), items.last().map(String::as_str)),
            (Some("1"), Some("3"))
        );
        assert_eq!(items.len(), 3, "{items:?}");
        assert!(items[1].starts_with(broken), "{items:?}");
        // An archive that was cut off, at every place.
        for cut in 1..three.len() {
            let items = taken(&[&one[..], &three[..cut]].concat());
            assert_eq!(items[0], "1");
            assert!(
                items.len() == 2 && items[1].contains("record 2: is broken: the archive ends inside it")
                    || items[1] == "3",
                "{cut}: {items:?}"
            );
        }
    }
}

#[test]
fn large_records_and_bombs_cost_themselves_alone() {
    let small =
        Options { limits: Limits { decoded_bytes: 100_000, ..Limits::default() }, ..Options::default() };
    let large = response("https://ledger.example/2", "200 OK", "text/html", &"<p>Council".repeat(20_000));
    let packed = gzip(&vec![b' '; 5_000_000]);
    let mut bomb = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    bomb.extend_from_slice(&packed);
    let mut record =
        format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", bomb.len()).into_bytes();
    record.extend_from_slice(&bomb);
    let bytes: Vec<u8> = [page(1), large, record, page(4)].iter().flat_map(|record| gzip(record)).collect();
    assert_eq!(
        listing("a", &bytes, &small),
        [
            "1",
            "a, record 2: holds more than 100000 bytes",
            "a, record 3: holds more than 100000 bytes when decompressed",
            "4"
        ]
    );
    let endless_head = [b"WARC/1.0\r\n".to_vec(), b"X: y\r\n".repeat(100_000), page(2)].concat();
    assert_eq!(taken(&endless_head), ["a, record 1: is broken: its head is too long", "2"]);
}

/// Writes a ZIP file of these names and contents.
fn wacz(members: &[(&str, &[u8], zip::CompressionMethod)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes, method) in members {
        let options = zip::write::SimpleFileOptions::default().compression_method(*method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let mut cursor = zip.finish().unwrap();
    cursor.rewind().unwrap();
    cursor.into_inner()
}

#[test]
fn every_archive_in_a_wacz_is_read_and_what_is_hostile_is_not() {
    use zip::CompressionMethod::{Deflated, Stored};
    let (one, two) = ([gzip(&page(1)), gzip(&page(2))].concat(), page(3));
    let bomb = vec![0; 3_000_000];
    let packed = wacz(&[
        ("datapackage.json", b"{}", Deflated),
        ("archive/data.warc.gz", &one, Stored),
        ("archive/more.warc", &two, Deflated),
        ("archive/bomb.warc", &bomb, Deflated),
        ("../archive/slip.warc", &two, Stored),
        ("archive/../../slip.warc.gz", &one, Stored),
        ("pages/pages.jsonl", b"{}", Deflated),
    ]);
    let small =
        Options { limits: Limits { decoded_bytes: 1_000_000, ..Limits::default() }, ..Options::default() };
    assert_eq!(
        listing("a.wacz", &packed, &small),
        [
            "a.wacz: holds ../archive/slip.warc, whose name leads out of the archive",
            "a.wacz: holds archive/../../slip.warc.gz, whose name leads out of the archive",
            "a.wacz: holds archive/bomb.warc, which would grow more than 200-fold when unpacked",
            "1",
            "2",
            "3",
        ]
    );
    // Cut off anywhere, it has no directory.
    for cut in [100, packed.len() / 2, packed.len() - 1] {
        let items = listing("a.wacz", &packed[..cut], &small);
        assert!(items.len() == 1 && items[0].starts_with("a.wacz: "), "{items:?}");
    }
    // A name cannot make several lines of a message.
    let named = wacz(&[("archive/a\nerror: b\u{1b}[0m/../a.warc", &two, Stored)]);
    let expected = "a.wacz: holds archive/a error: b [0m/../a.warc, whose name leads out of the archive";
    assert_eq!(listing("a.wacz", &named, &small), [expected]);
    let broken = wacz(&[("archive/a.warc", b"no archive at all", Stored), ("archive/b.warc", &two, Stored)]);
    assert_eq!(
        listing("a.wacz", &broken, &small),
        ["a.wacz, record 1 of archive/a.warc: is broken: no record begins here", "3"]
    );
}

/// Whatever the bytes are, there is an end and no panic.
#[test]
fn no_bytes_cause_a_panic() {
    let pieces: [&[u8]; 14] = [
        b"WARC/1.0\r\n",
        b"WARC-Type: response\r\n",
        b"Content-Length: 7\r\n",
        b"Content-Length: 18446744073709551615\r\n",
        b"\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"ffffffffffffffff\r\n",
        b"Content-Encoding: gzip\r\n",
        b"\x1F\x8B\x08\0\0\0\0\0\0\0",
        b"\x28\xB5\x2F\xFD",
        b"\x5D\x2A\x4D\x18\x08\0\0\0",
        b"filedesc://a 0.0.0.0 20260302000000 text/plain 3\n",
        b"<html>",
    ];
    // A linear congruential generator (Knuth, MMIX) is random enough to mix them.
    let mut state = 1_u64;
    for _ in 0..20_000 {
        let mut bytes = Vec::new();
        for _ in 0..state >> 60 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            bytes.extend_from_slice(pieces[(state >> 33) as usize % pieces.len()]);
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let length = bytes.len();
        let source = Box::new(std::io::Cursor::new(bytes));
        if let Ok(pages) = Pages::of_records(source, &Options::default()) {
            assert!(pages.count() <= length);
        }
    }
}
