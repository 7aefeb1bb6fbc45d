//! What was reported as added is there, whole and once, however often the process is killed.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use sayso_library::Library;
use sayso_library::query::parse;
use sayso_library::search::{Request, Search};
use serde_json::Value;

const ARTICLES: usize = 60;
const KILLS: usize = 200;

#[test]
fn a_killed_process_loses_nothing_that_it_reported() {
    let place = folder("durability");
    let input = place.join("articles.jsonl");
    let texts = write_articles(&input);
    // Uninterrupted, to know when a kill falls into the work.
    let begun = Instant::now();
    let all = add(&place.join("whole"), &input).wait_with_output().unwrap();
    let took = begun.elapsed();
    assert!(all.status.success(), "{}", String::from_utf8_lossy(&all.stderr));
    assert_eq!(reported(&all.stdout).len(), ARTICLES);

    let mut chance = Chance(20_260_302);
    let mut library = place.join("library-0");
    let mut known = Vec::new();
    let (mut into_the_work, mut finished) = (0, 0);
    for kill in 1..=KILLS {
        let mut running = add(&library, &input);
        std::thread::sleep(took.mul_f64(chance.next() * 1.05));
        running.kill().unwrap();
        let output = running.wait_with_output().unwrap();
        let now = reported(&output.stdout);
        into_the_work += usize::from(!now.is_empty() && now.len() < ARTICLES);
        known.extend(now);
        check(&library, &known, &texts);
        // Not every time: what one killed process left to do for the index waits for the next one as well.
        if kill % 3 == 0 {
            check_search(&library, &known);
        }
        known.sort();
        known.dedup();
        if known.len() == ARTICLES {
            finished += 1;
            library = place.join(format!("library-{kill}"));
            known.clear();
        }
    }
    assert!(into_the_work + finished > KILLS / 10, "the kills hardly ever fell into the work");
}

/// A fresh folder for the files of one test.
fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn add(library: &Path, input: &PathBuf) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["add", "--json", "--library"])
        .arg(library)
        .arg(input)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Writes small articles, one a line, and gives their texts by address.
fn write_articles(input: &Path) -> BTreeMap<String, String> {
    let mut lines = String::new();
    let mut texts = BTreeMap::new();
    for number in 0..ARTICLES {
        let url = format!("https://ledger.example/{number}");
        let text =
            format!("“Number {number} stays open,” said Jana Holt, the mayor.\n\nNobody else spoke of it.");
        lines.push_str(
            &serde_json::json!({ "url": url, "title": format!("Bridge {number}"), "text": text }).to_string(),
        );
        lines.push('\n');
        texts.insert(url, text);
    }
    std::fs::write(input, lines).unwrap();
    texts
}

/// Addresses of what whole lines report as being in the library.
fn reported(stdout: &[u8]) -> Vec<String> {
    let whole = stdout.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let lines = String::from_utf8(stdout[..whole].to_vec()).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    // The last line is the sum.
    let articles = lines.filter(|line| line["schema"] == "sayso.added/1");
    articles.map(|line| line["url"].as_str().unwrap().to_owned()).collect()
}

/// Everything reported is there, whole and once; and whatever else is there is whole and once, too.
fn check(library: &Path, reported: &[String], texts: &BTreeMap<String, String>) {
    if !library.join("library.sqlite").exists() {
        assert!(reported.is_empty());
        return;
    }
    let library = match Library::open(library) {
        Ok(library) => library,
        Err(error) => {
            assert!(reported.is_empty(), "{error}");
            return;
        }
    };
    library.check().unwrap();
    let records = library.records_after(0, 10 * ARTICLES).unwrap();
    let mut there = BTreeMap::new();
    for record in records {
        let article = record.reading.article;
        let url = article.url.unwrap();
        assert_eq!(article.text, texts[&url]);
        assert!(there.insert(url, article.text).is_none(), "twice in the library");
    }
    for url in reported {
        assert!(there.contains_key(url), "{url} was reported and is not there");
    }
}

/// A search finds everything reported, once, whatever state the index was left in.
fn check_search(library: &Path, reported: &[String]) {
    if reported.is_empty() {
        return;
    }
    let search = Search::open(Library::open(library).unwrap(), |_| ()).unwrap();
    assert_eq!(search.waiting(), 0);
    for query in ["bridge", "said:stays"] {
        let mut found = Vec::new();
        let request = Request::new(parse(query).unwrap());
        let each = |hit: sayso_library::search::Found| {
            found.extend(hit.hit.url);
            ControlFlow::Continue(())
        };
        search.ask(&request).unwrap().each(each).unwrap();
        let all = found.len();
        found.sort();
        found.dedup();
        assert_eq!(found.len(), all, "found twice by {query}");
        for url in reported {
            assert!(found.binary_search(url).is_ok(), "{url} was reported and {query} does not find it");
        }
    }
}

#[test]
fn an_index_whose_making_was_killed_is_made_by_the_next_search() {
    const KILLS: usize = 40;
    let place = folder("killed-indexing");
    let input = place.join("articles.jsonl");
    let texts = write_articles(&input);
    let library = place.join("library");
    let all = add(&library, &input).wait_with_output().unwrap();
    let reported = reported(&all.stdout);
    assert_eq!(reported.len(), texts.len());
    let search = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(["search", "--json", "--library"]).arg(&library).arg("bridge");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let unindexed = || std::fs::remove_dir_all(library.join("index")).unwrap();
    unindexed();
    let begun = Instant::now();
    assert!(search().wait_with_output().unwrap().status.success());
    let took = begun.elapsed();
    let mut chance = Chance(20_260_303);
    for _ in 0..KILLS {
        unindexed();
        let mut running = search();
        std::thread::sleep(took.mul_f64(chance.next()));
        running.kill().unwrap();
        running.wait().unwrap();
        check_search(&library, &reported);
    }
}

/// Chances that are the same in every run: a linear congruential generator (Knuth, MMIX).
struct Chance(u64);

impl Chance {
    /// Between 0 and 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn a_disk_that_refuses_is_told_and_what_was_reported_is_there() {
    // A limit on the size of files stands for a full disk: the system refuses in the same place.
    let place = folder("refusing-disk");
    let input = place.join("articles.jsonl");
    let texts = write_articles(&input);
    let library = place.join("library");
    let script = format!(
        "trap '' XFSZ; ulimit -f 200; exec '{}' add --json --library '{}' '{}'",
        env!("CARGO_BIN_EXE_sayso"),
        library.display(),
        input.display()
    );
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("hint:") && !stderr.contains("bug"), "{stderr}");
    check(&library, &reported(&output.stdout), &texts);
    let again = add(&library, &input).wait_with_output().unwrap();
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(reported(&again.stdout).len(), ARTICLES);
    check(&library, &reported(&again.stdout), &texts);
}

#[test]
fn an_index_that_finds_no_room_is_made_up_for_by_the_next_search() {
    let place = folder("full-index");
    let input = place.join("articles.jsonl");
    // Many words, so that the index needs more room than it is given.
    let lines: String = (0..40)
        .map(|number| {
            let words: Vec<String> = (0..400).map(|word| format!("w{number}x{word}")).collect();
            let article = serde_json::json!({ "url": format!("https://ledger.example/{number}"), "text": words.join(" ") });
            format!("{article}\n")
        })
        .collect();
    std::fs::write(&input, lines).unwrap();
    let library = place.join("library");
    assert!(add(&library, &input).wait_with_output().unwrap().status.success());
    std::fs::remove_dir_all(library.join("index")).unwrap();
    let search = |limit: &str| {
        let script = format!(
            "trap '' XFSZ; {limit} exec '{}' search --json --library '{}' w7x7",
            env!("CARGO_BIN_EXE_sayso"),
            library.display()
        );
        Command::new("sh").args(["-c", &script]).output().unwrap()
    };
    let output = search("ulimit -f 100;");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("there is no room on the disk for the search index\n  hint: "), "{stderr}");
    let output = search("");
    assert_eq!((output.status.code(), output.stderr.is_empty()), (Some(0), true));
    assert_eq!(output.stdout.iter().filter(|&&byte| byte == b'\n').count(), 1);
}
