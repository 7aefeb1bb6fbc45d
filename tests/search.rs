//! Errands at the prompt: finding articles and quotations in a library, and what is new among them.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

mod program;

use program::{Run, bundled, folder, sayso};
use serde_json::Value;

/// A library of the bundled story and of `more` ready articles.
struct Desk {
    library: String,
    place: std::path::PathBuf,
}

impl Desk {
    fn new(test: &str) -> Self {
        let place = folder(test);
        let desk = Self { library: place.join("library").display().to_string(), place };
        let pages =
            ["ostrel-gazette.html", "dunmarrow-courier.html", "metro-beacon.html", "capital-chronicle.html"];
        desk.add(&pages.map(bundled));
        desk
    }

    fn add(&self, inputs: &[String]) {
        let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
        let run = self.sayso(&[&["add"], &inputs[..]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
    }

    fn add_ready(&self, name: &str, articles: impl IntoIterator<Item = Value>) {
        let path = self.place.join(name);
        let lines: String = articles.into_iter().map(|article| format!("{article}\n")).collect();
        std::fs::write(&path, lines).unwrap();
        self.add(&[path.display().to_string()]);
    }

    fn sayso(&self, arguments: &[&str]) -> Run {
        sayso(&[arguments, &["--library", &self.library]].concat())
    }
}

fn ferry(number: usize) -> Value {
    serde_json::json!({
        "url": format!("https://post.example/ferry/{number}"), "title": format!("Ferry {number}"), "outlet": "Valley Post",
        "published": format!("2026-03-{:02}", number % 28 + 1), "language": "en",
        "text": format!("The ferry no. {number} sails. “Nobody asked the passengers,” said Jana Holt of pier {number}."),
    })
}

fn at(text: &str, span: &Value) -> String {
    let [start, end] = [0, 1].map(|side| span[side].as_u64().unwrap() as usize);
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn hits_are_as_their_schema_says_and_point_at_what_was_sought() {
    let desk = Desk::new("search_hits");
    let schema: Value = serde_json::from_str(&sayso(&["schema", "search"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for query in ["dam gate", "said:danger", "who:reddick said:\"hand crank\""] {
        let run = desk.sayso(&["search", query, "--json"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        for hit in run.json() {
            let errors: Vec<_> = validator.iter_errors(&hit).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
            assert_eq!(hit["quotation"].is_null(), query == "dam gate");
            for span in hit["matches"].as_array().unwrap() {
                let excerpt = at_in_excerpt(&hit, span);
                assert!(excerpt.is_none_or(|word| is_sought(&word)), "{hit}");
            }
        }
    }
    let run = desk.sayso(&["search", "said:“never in danger”", "--json"]);
    let hits = run.json();
    assert!(hits.iter().any(|hit| hit["quotation"]["speaker"] == "Marian Quill"), "{}", run.stdout);
}

/// What stands at `span` of the text, when the excerpt shows it.
fn at_in_excerpt(hit: &Value, span: &Value) -> Option<String> {
    let begin = hit["excerpt"]["span"][0].as_u64().unwrap();
    let [start, end] = [0, 1].map(|side| span[side].as_u64().unwrap().checked_sub(begin));
    let text = hit["excerpt"]["text"].as_str().unwrap();
    let (start, end) = (start?, end?);
    (end <= text.chars().count() as u64).then(|| at(text, &serde_json::json!([start, end])))
}

fn is_sought(word: &str) -> bool {
    ["dam", "gate", "danger", "hand", "crank"].iter().any(|sought| word.to_lowercase().starts_with(sought))
}

#[test]
fn ten_are_shown_and_the_rest_is_a_cursor_away() {
    let desk = Desk::new("search_pages");
    desk.add_ready("ferries.jsonl", (0..23).map(ferry));
    let first = desk.sayso(&["search", "ferry"]);
    assert!(first.stdout.starts_with("23 articles for ferry\n"), "{}", first.stdout);
    let mut seen = Vec::new();
    let mut after: Option<String> = None;
    for expected in [10, 10, 3] {
        let mut arguments = vec!["search", "ferry", "--json", "--limit", "10"];
        if let Some(after) = &after {
            arguments.extend(["--after", after]);
        }
        let hits = desk.sayso(&arguments).json();
        assert_eq!(hits.len(), expected);
        after = hits.last().map(|hit| hit["cursor"].as_str().unwrap().to_owned());
        seen.extend(hits.into_iter().map(|hit| hit["title"].as_str().unwrap().to_owned()));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 23);
    assert_eq!(
        desk.sayso(&["search", "ferry", "--json"]).json().len(),
        23,
        "every hit unless it is said how many"
    );
    let recent = desk.sayso(&["search", "ferry", "--json", "--recent", "--limit", "1"]).json();
    assert_eq!(recent[0]["published"]["at"], "2026-03-23");
    let wrong = desk.sayso(&["search", "ferry", "--after", "x"]);
    assert_eq!((wrong.status, wrong.stdout.as_str()), (2, ""));
    assert!(wrong.stderr.contains("x: this is no cursor of this search"), "{}", wrong.stderr);
}

#[test]
fn facets_add_up() {
    let desk = Desk::new("search_facets");
    desk.add_ready("ferries.jsonl", (0..7).map(ferry));
    let facets = &desk.sayso(&["search", "who:holt", "--facets", "--json"]).json()[0];
    assert_eq!((facets["finds"].as_str(), facets["hits"].as_u64()), (Some("quotations"), Some(7)));
    assert_eq!(facets["outlets"], serde_json::json!([{ "value": "Valley Post", "hits": 7 }]));
    assert_eq!(facets["persons"], serde_json::json!([{ "value": "Jana Holt", "hits": 7 }]));
    let shown = desk.sayso(&["search", "who:holt", "--facets"]).stdout;
    assert!(shown.contains("SPEAKER\n  7  Jana Holt\n"), "{shown}");
}

#[test]
fn watch_tells_only_what_is_new() {
    let desk = Desk::new("search_watch");
    assert_eq!(desk.sayso(&["watch"]).status, 1, "nothing is watched");
    assert_eq!(
        desk.sayso(&["watch", "--save", "ferries", "ferry  AND holt"]).stdout,
        "Saved as ferries: ferry holt\n"
    );
    assert_eq!(desk.sayso(&["watch", "ferries"]).status, 1);
    desk.add_ready("first.jsonl", (0..3).map(ferry));
    let run = desk.sayso(&["watch", "ferries", "--json"]);
    assert_eq!((run.status, run.json().len()), (0, 3));
    assert_eq!(desk.sayso(&["watch", "ferries", "--json"]).status, 1, "they were told");
    desk.add_ready("second.jsonl", (3..5).map(ferry));
    let run = desk.sayso(&["watch", "ferries"]);
    assert!(run.status == 0 && run.stdout.starts_with("2 articles new for ferry holt\n"), "{}", run.stdout);
    // A query without a name is remembered as well.
    assert_eq!(desk.sayso(&["watch", "who:holt", "--json"]).json().len(), 5);
    assert_eq!(desk.sayso(&["watch", "who:holt", "--json"]).status, 1);
    let names: Vec<_> =
        desk.sayso(&["watch", "--json"]).json().into_iter().map(|saved| saved["name"].clone()).collect();
    assert_eq!(names, ["ferries", "who:holt"]);
    let renamed = desk.sayso(&["watch", "--json", "--save", "boats", "ferry"]).json();
    assert_eq!((&renamed[0]["schema"], &renamed[0]["name"]), (&"sayso.watched/1".into(), &"boats".into()));
    assert_eq!(desk.sayso(&["watch", "--json", "--remove", "boats"]).json()[0]["query"], "ferry");
    assert_eq!(desk.sayso(&["watch", "--remove", "ferries"]).status, 0);
    assert_eq!(desk.sayso(&["watch", "--remove", "ferries"]).status, 2);
    assert_eq!(desk.sayso(&["watch", "--save", "two words", "x"]).status, 2);
}

#[test]
fn the_index_comes_back_whatever_happens_to_it() {
    let desk = Desk::new("search_reindex");
    let hits = || desk.sayso(&["search", "dam", "--json"]);
    let before = hits().stdout;
    let index = desk.place.join("library/index");
    std::fs::write(index.join("articles/meta.json"), "{").unwrap();
    let run = hits();
    assert_eq!(run.stdout, before);
    assert!(run.stderr.starts_with("note: the search index is made anew: it is damaged"), "{}", run.stderr);
    std::fs::remove_dir_all(&index).unwrap();
    let run = desk.sayso(&["reindex"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "The search index is made anew from 4 texts.\n"));
    let run = hits();
    assert_eq!((run.stdout, run.stderr.as_str()), (before, ""));
}

#[test]
fn a_query_may_begin_with_what_it_leaves_out_and_goes_on_as_it_was_asked() {
    let desk = Desk::new("search_exclusions");
    desk.add_ready("ferries.jsonl", (0..5).map(ferry));
    let all = desk.sayso(&["search", "ferry", "--json"]).json().len();
    assert_eq!(all, 5);
    for query in [&["-pier", "ferry"][..], &["-2 ferry"], &["ferry", "-2"]] {
        let run = desk.sayso(&[&["search", "--json"], query].concat());
        let expected = if query[0] == "-pier" { 0 } else { 4 };
        assert_eq!((run.json().len(), run.stderr.as_str()), (expected, ""), "{query:?}");
    }
    let page = desk.sayso(&["search", "-2 ferry", "--limit", "2"]);
    assert!(page.stdout.contains("sayso search '-2 ferry'"), "{}", page.stdout);
    assert!(page.stdout.contains(" --limit 2 --after "), "{}", page.stdout);
}

#[test]
fn a_text_that_is_lost_hides_no_other() {
    let desk = Desk::new("search_lost");
    desk.add_ready("ferries.jsonl", (0..3).map(ferry));
    let database = std::path::Path::new(&desk.library).join("library.sqlite");
    let mut bytes = std::fs::read(&database).unwrap();
    // Somewhere in the frame of the last reading that was written, of which the file has one copy.
    let frames = [0x01, 0x28, 0xB5, 0x2F, 0xFD];
    let at = bytes.windows(frames.len()).rposition(|window| window == frames).unwrap();
    bytes[at + 20..at + 40].fill(0xFF);
    std::fs::write(&database, bytes).unwrap();
    for command in [&["reindex"][..], &["search", "council OR ferry", "--limit", "0"]] {
        let run = desk.sayso(command);
        assert_eq!(run.status, 0, "{}", run.stderr);
        if command[0] == "reindex" {
            assert!(run.stderr.contains("cannot be read (revision "), "{}", run.stderr);
            assert!(run.stderr.contains("https://") || run.stderr.contains("article "), "{}", run.stderr);
        }
    }
}
