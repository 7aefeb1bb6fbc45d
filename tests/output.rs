//! What the program prints for other programs, and how it ends.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

mod program;

use program::{bundled, folder, sayso, sayso_fed};
use serde_json::Value;

const PAGES: [&str; 6] = [
    "ostrel-gazette.html",
    "dunmarrow-courier.html",
    "metro-beacon.html",
    "marl-live.html",
    "capital-chronicle.html",
    "valley-voices.txt",
];

fn story() -> Vec<String> {
    PAGES.map(bundled).to_vec()
}

fn schema(name: &str) -> Value {
    let path = format!("{}/../../docs/schema/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn validate(schema: &Value, instance: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<_> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_schemas_in_docs_are_current() {
    let schemas = [
        ("read", "reading-1.json"),
        ("compare", "comparison-1.json"),
        ("revisions", "revisions-1.json"),
        ("search", "hit-1.json"),
    ];
    for (command, file) in schemas {
        let current = sayso(&["schema", command]).stdout;
        let path = format!("{}/../../docs/schema/{file}", env!("CARGO_MANIFEST_DIR"));
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == current,
            "write it anew: cargo run -p sayso -- schema {command} > docs/schema/{file}"
        );
    }
}

#[test]
fn the_reading_says_how_it_was_found() {
    for (analysis, said) in [(None, "accurate"), (Some("fast"), "fast"), (Some("accurate"), "accurate")] {
        let mut arguments = vec!["read".to_owned(), "--json".to_owned(), bundled("valley-voices.txt")];
        arguments.extend(analysis.map(|analysis| format!("--analysis={analysis}")));
        let run = sayso(&arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let reading = &run.json()[0];
        assert_eq!(reading["analysis"], said);
        validate(&schema("reading-1.json"), reading);
        contents_stand_where_they_say(reading);
    }
}

#[test]
fn every_line_of_read_follows_the_schema() {
    let mut arguments = vec!["read".to_owned(), "--json".to_owned()];
    arguments.extend(story());
    let run = sayso(&arguments);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let readings = run.json();
    assert!(readings.iter().all(|reading| reading["analysis"] == "fast"), "more than a few are read fast");
    let inputs: Vec<_> = readings.iter().map(|reading| reading["input"].as_str().unwrap()).collect();
    assert_eq!(inputs, story(), "one line an input, in their order");
    let schema = schema("reading-1.json");
    for reading in &readings {
        validate(&schema, reading);
        contents_stand_where_they_say(reading);
    }
}

/// Spans count code points, and what they cover is what is printed beside them.
fn contents_stand_where_they_say(reading: &Value) {
    let text: Vec<char> = reading["article"]["text"].as_str().unwrap().chars().collect();
    for said in reading["attributions"].as_array().unwrap() {
        let spans = said["content_spans"].as_array().unwrap();
        for (span, words) in spans.iter().zip(said["content"].as_array().unwrap()) {
            let bounds = |at: usize| span[at].as_u64().unwrap() as usize;
            let covered: String = text[bounds(0)..bounds(1)].iter().collect();
            assert_eq!(covered, words.as_str().unwrap());
        }
    }
}

#[test]
fn the_line_of_compare_follows_the_schema() {
    let mut arguments = vec!["compare".to_owned(), "--json".to_owned()];
    arguments.extend(story());
    let run = sayso(&arguments);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let [comparison] = &run.json()[..] else { panic!("one line, not {}", run.stdout) };
    validate(&schema("comparison-1.json"), comparison);
    assert_eq!(comparison["articles"].as_array().unwrap().len(), PAGES.len());
}

#[test]
fn threads_change_nothing() {
    let read = |threads: &str| {
        let mut arguments = vec!["read".to_owned(), "--json".to_owned(), "-j".to_owned(), threads.to_owned()];
        for _ in 0..5 {
            arguments.extend(story());
        }
        sayso(&arguments).stdout
    };
    assert_eq!(read("1"), read("4"));
}

#[test]
fn ready_articles_keep_their_text() {
    let text = "  “It holds,” said Ann Reyes. \n\nNothing was trimmed.\t";
    let line = serde_json::json!({"id": 7, "title": "It holds", "text": text}).to_string();
    let run = sayso_fed(&["read", "--json", "-"], line.as_bytes());
    let [reading] = &run.json()[..] else { panic!("one line, not {}", run.stdout) };
    assert_eq!(reading["article"]["text"], text);
    assert_eq!((&reading["input"], &reading["id"]), (&"-".into(), &"7".into()));
}

#[test]
fn only_article_stops_after_the_page() {
    let page = bundled("ostrel-gazette.html");
    let run = sayso(&["read", "--only", "article", "--json", &page]);
    let [reading] = &run.json()[..] else { panic!("one line, not {}", run.stdout) };
    assert_eq!(reading["article"]["outlet"]["name"], "The Ostrel Gazette");
    assert_eq!(reading["attributions"], serde_json::json!([]));
    validate(&schema("reading-1.json"), reading);
}

#[test]
fn the_exit_status_tells_how_it_went() {
    let page = bundled("ostrel-gazette.html");
    assert_eq!(sayso(&["read", &page]).status, 0);
    assert_eq!(sayso_fed(&["read", "-"], b"<!DOCTYPE html><title>x</title>").status, 1);
    assert_eq!(sayso(&["read", "nowhere.html"]).status, 2);
    assert_eq!(sayso(&["read", "nowhere.html", &page]).status, 2);
    assert_eq!(sayso(&["compare", &page]).status, 2);
    assert_eq!(sayso::<&str>(&[]).status, 2);
}

#[test]
fn a_pipe_gets_neither_colour_nor_what_changes_from_run_to_run() {
    let page = bundled("ostrel-gazette.html");
    let run = sayso(&["read", &page]);
    assert!(!run.stdout.contains('\u{1b}') && !run.stdout.contains('─') && !run.stdout.contains("Next:"));
    assert_eq!(run.stdout, sayso(&["read", &page]).stdout);
    assert!(sayso(&["read", "--color", "always", &page]).stdout.contains('\u{1b}'));
}

#[test]
fn no_line_is_wider_than_asked() {
    for width in [40, 60, 80, 100] {
        let mut arguments = vec!["compare".to_owned(), format!("--width={width}")];
        arguments.extend(story());
        let table = sayso(&arguments).stdout;
        arguments[0] = "read".to_owned();
        let accounts = sayso(&arguments).stdout;
        for line in table.lines().chain(accounts.lines()).filter(|line| !line.starts_with("FROM")) {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line}");
        }
    }
}

#[test]
fn the_bundled_pages_can_be_written_out() {
    let target = folder("demo").join("story");
    let target = target.to_str().unwrap();
    assert_eq!(sayso(&["demo", "--extract", target]).status, 0);
    assert_eq!(sayso(&["read", "--json", target]).json().len(), PAGES.len());
    let again = sayso(&["demo", "--extract", target]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("is already there"), "{}", again.stderr);
}

#[test]
fn the_demo_shows_a_table() {
    let run = sayso(&["demo"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("The Ostrel Gazette") && run.stdout.contains("left out"), "{}", run.stdout);
}
