//! What was reported as added is there, whole and once, however often the process is killed.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use sayso_library::Library;
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
