//! Errands on a library, from the prompt: add, who, revisions, person, backup, restore.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

mod program;

use std::path::{Path, PathBuf};

use program::{Run, bundled, folder, sayso};

/// A place with a library in it that `sayso` is asked about.
struct Desk {
    place: PathBuf,
    library: String,
}

impl Desk {
    fn new(test: &str) -> Self {
        let place = folder(test);
        let library = place.join("library").display().to_string();
        Self { place, library }
    }

    /// Runs `sayso` on the library: `--library` is put in.
    fn sayso(&self, arguments: &[&str]) -> Run {
        sayso(&[arguments, &["--library", &self.library]].concat())
    }

    fn write(&self, name: &str, lines: &[serde_json::Value]) -> String {
        let path = self.place.join(name);
        std::fs::write(&path, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
        path.display().to_string()
    }
}

fn bridge(text: &str) -> serde_json::Value {
    serde_json::json!({
        "url": "https://ledger.example/bridge", "title": "Council approves bridge plan", "outlet": "Daily Ledger",
        "published": "2026-03-02T09:10:00Z", "text": text,
    })
}

const FIRST: &str = "The council approved the bridge on Monday.\n\n“We will pay for all of it,” said Jana Holt, the mayor. \
                     “Nobody asked me,” said Peter Osei, a councillor.";
const SECOND: &str =
    "The council approved the bridge on Monday.\n\n“We may pay for half of it,” said Jana Holt, the mayor.";

#[test]
fn what_is_added_twice_is_there_once() {
    let desk = Desk::new("added-twice");
    let story = Path::new(&bundled("ostrel-gazette.html")).parent().unwrap().display().to_string();
    let dry = desk.sayso(&["add", "--dry-run", &story]);
    assert_eq!((dry.status, dry.stdout.starts_with("Would add 6 articles")), (0, true), "{}", dry.stdout);
    assert!(!Path::new(&desk.library).exists());
    let first = desk.sayso(&["add", "--json", &story]);
    assert_eq!(first.status, 0, "{}", first.stderr);
    let added = first.json();
    assert_eq!(added.iter().filter(|line| line["what"] == "new").count(), 6, "{added:?}");
    let again = desk.sayso(&["add", &story]);
    assert_eq!(again.stdout, format!("Added 0 articles to {}\n6 there already\n", desk.library));
    assert_eq!(again.status, 0);
    let stats = desk.sayso(&["stats", "--json"]).json();
    assert_eq!((&stats[0]["articles"], &stats[0]["texts"]), (&6.into(), &6.into()));
}

#[test]
fn the_end_tells_what_became_of_everything() {
    let desk = Desk::new("sum");
    let record = |url: &str, status: &str, kind: &str, body: &str| {
        let block = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}");
        let length = block.len();
        format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/{url}\r\n\
             Content-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    };
    let page = "<html><title>Bridge</title><p>“It holds,” said Ann Reyes, the mayor of Old Mill.";
    let archive = [
        record("a", "200 OK", "text/html", page),
        record("b", "404 Not Found", "text/html", "gone"),
        record("c", "200 OK", "image/png", "no words"),
        "WARC/1.1\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n".to_owned(),
        record("d", "200 OK", "text/html", "<html><body>"),
        "WARC/1.1\r\nWARC-Type: response\r\n\r\n".to_owned(),
    ];
    let path = desk.place.join("a.warc");
    std::fs::write(&path, archive.concat()).unwrap();
    let input = path.display().to_string();
    let run = desk.sayso(&["add", &input, &desk.write("a.jsonl", &[bridge(FIRST)])]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let expected = format!(
        "Added 2 articles to {}\n1 without an article · 1 failed\n\
         Passed over: 1 not an answer · 1 missing or moved · 1 not HTML\n",
        desk.library
    );
    assert_eq!(run.stdout, expected, "{}", run.stderr);
    let again = desk.sayso(&["add", "--json", &input]).json().pop().unwrap();
    assert_eq!(again["schema"], "sayso.added_sum/1");
    let counts = ["new", "unchanged", "no_text", "failed"].map(|name| again[name].as_u64().unwrap());
    assert_eq!(counts, [0, 1, 1, 1], "{again}");
    assert_eq!(again["passed_over"]["other_status"], 1);
}

/// A server on this machine for one request, which it gives back.
fn answer_once(status: &str) -> (String, std::thread::JoinHandle<String>) {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/robots.txt", listener.local_addr().unwrap());
    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let request = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
        let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
        stream.write_all(answer.as_bytes()).unwrap();
        head.join("\n")
    });
    (url, request)
}

#[test]
fn servers_are_told_whom_to_write_to() {
    let desk = Desk::new("contact");
    let wrong = desk.sayso(&["add", "--contact", "me (at home)", "https://ledger.example/"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.stderr.contains("give an address like desk@ledger.example"), "{}", wrong.stderr);
    let version = env!("CARGO_PKG_VERSION");
    for command in ["add", "read", "compare"] {
        // Its rules cannot be had: nothing else is asked for.
        let (url, request) = answer_once("503 Busy");
        let arguments = [command, "--allow-local", "--contact", "desk@ledger.example", &url];
        let run = if command == "add" { desk.sayso(&arguments) } else { sayso(&arguments) };
        assert_eq!(run.status, 2, "{}", run.stderr);
        let request = request.join().unwrap();
        assert!(
            request.contains(&format!("user-agent: sayso/{version} (+desk@ledger.example)")),
            "{request}"
        );
        if command == "add" {
            assert!(run.stdout.contains("1 not allowed by robots.txt"), "{}{}", run.stdout, run.stderr);
        }
    }
}

/// A server on this machine for as long as the test runs, which answers each path with its status and body.
fn answer_always(answers: Vec<(&'static str, &'static str, String)>) -> String {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let here = host.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
            let known = answers.iter().find(|(known, ..)| *known == path);
            let (_, kind, body) = known.cloned().unwrap_or_default();
            let (status, body) =
                (if kind.is_empty() { "404 Not Found" } else { "200 OK" }, body.replace("HOST", &here));
            let head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}", body.len());
            let _ = stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n{body}").as_bytes());
        }
    });
    host
}

#[test]
fn what_robots_txt_forbids_fails_no_update() {
    let desk = Desk::new("forbidden");
    let item = |path: &str| format!("<item><title>{path}</title><link>HOST{path}</link></item>");
    let feed = format!("<rss><channel>{}{}</channel></rss>", item("/open"), item("/private"));
    let page = format!("<html><title>Bridge</title><article><p>{FIRST}</article>");
    let host = answer_always(vec![
        ("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private\n".to_owned()),
        ("/feed", "application/rss+xml", feed),
        ("/open", "text/html", page),
    ]);
    let added = desk.sayso(&["add", "--allow-local", &format!("{host}/feed")]);
    assert_eq!(added.status, 2, "{}", added.stderr);
    assert!(added.stderr.contains("/private: not allowed by robots.txt"), "{}", added.stderr);
    let updated = desk.sayso(&["update", "--allow-local"]);
    assert_eq!((updated.status, updated.stderr.as_str()), (1, ""), "{}", updated.stdout);
    assert!(updated.stdout.contains("1 there already · 1 not allowed by robots.txt"), "{}", updated.stdout);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_unicode_are_taken_with_the_others() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new("not-unicode");
    let name = desk.place.join(OsStr::from_bytes(b"caf\xE9.jsonl"));
    std::fs::write(&name, format!("{}\n", bridge(FIRST))).unwrap();
    let other = desk.write("gone.html", &[]);
    std::fs::remove_file(&other).unwrap();
    let arguments =
        ["add".as_ref(), name.as_os_str(), other.as_ref(), "--library".as_ref(), desk.library.as_ref()];
    let run = sayso(&arguments);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stdout.starts_with("Added 1 article to"), "{}", run.stdout);
    let read = sayso(&["read".as_ref(), "--json".as_ref(), name.as_os_str()]);
    assert!(read.json()[0]["input"].as_str().unwrap().ends_with("caf\u{FFFD}.jsonl"));
}

#[test]
fn since_leaves_out_what_is_older() {
    let desk = Desk::new("since");
    let input = desk.write("a.jsonl", &[bridge(FIRST)]);
    let run = desk.sayso(&["add", "--since", "2026-03-03", &input]);
    assert_eq!((run.status, run.stdout.lines().nth(1)), (1, Some("1 older")), "{}{}", run.stdout, run.stderr);
    assert_eq!(desk.sayso(&["add", "--since", "soon", &input]).status, 2);
    assert_eq!(desk.sayso(&["add", "--since", "2026-03-02", &input]).status, 0);
}

#[test]
fn revisions_show_what_was_changed() {
    let desk = Desk::new("revisions");
    for (name, text) in [("a.jsonl", FIRST), ("b.jsonl", SECOND)] {
        assert_eq!(desk.sayso(&["add", &desk.write(name, &[bridge(text)])]).status, 0);
    }
    let run = desk.sayso(&["revisions", "https://www.ledger.example/bridge/?utm_source=x", "--json"]);
    let history = &run.json()[0];
    let texts = history["texts"].as_array().unwrap();
    assert_eq!(texts.len(), 2, "{history}");
    assert!(texts[0]["changes"].is_null() && texts[1]["latest"] == true);
    let changes = texts[1]["changes"]["quotations"].as_array().unwrap();
    let fates: Vec<_> = changes.iter().map(|change| (&change["what"], &change["speaker"])).collect();
    assert_eq!(
        fates,
        [(&"altered".into(), &"Jana Holt".into()), (&"cut".into(), &"Peter Osei".into())],
        "{changes:?}"
    );
    let id = &texts[0]["article"].as_str().unwrap()[..8];
    let shown = desk.sayso(&["revisions", id, "--width", "300"]);
    assert!(shown.stdout.contains("[-will-] {+may+} pay for [-all-] {+half+} of it"), "{}", shown.stdout);
    let unknown = desk.sayso(&["revisions", "https://ledger.example/other"]);
    assert_eq!(unknown.status, 1);
    assert!(
        unknown.stderr.contains("no article in the library has this address or id"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn who_finds_what_somebody_said_and_what_was_cut() {
    let desk = Desk::new("who");
    for (name, text) in [("a.jsonl", FIRST), ("b.jsonl", SECOND)] {
        assert_eq!(desk.sayso(&["add", &desk.write(name, &[bridge(text)])]).status, 0);
    }
    let said = desk.sayso(&["who", "HOLT", "--json"]).json();
    let told: Vec<_> = said
        .iter()
        .map(|line| (line["attribution"]["content"][0].as_str().unwrap(), line["stands"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [("“We may pay for half of it,”", true), ("“We will pay for all of it,”", false)]);
    assert_eq!(said[0]["at"], "2026-03-02T09:10:00Z");
    let osei = desk.sayso(&["who", "Peter Osei", "--width", "300"]);
    assert!(osei.stdout.contains("no longer in the article"), "{}", osei.stdout);
    let nobody = desk.sayso(&["who", "Nobody Here"]);
    assert_eq!(nobody.status, 1);

    let (holt, osei) = (number(&said[0]), number(&desk.sayso(&["who", "osei", "--json"]).json()[0]));
    let merged = desk.sayso(&["person", "merge", &osei, &holt, "--json"]).json();
    assert_eq!((&merged[0]["what"], &merged[0]["other"]), (&"merge".into(), &holt.as_str().into()));
    assert_eq!(desk.sayso(&["who", "holt", "--json"]).json().len(), 3);
    assert_eq!(desk.sayso(&["person", "rename", &holt, "Jana Holt-Reyes"]).status, 0);
    assert!(desk.sayso(&["who", "holt-reyes"]).stdout.starts_with("Jana Holt-Reyes p"));
    let log = desk.sayso(&["person", "log", "--json"]).json();
    assert_eq!((log.len(), &log[0]["what"], &log[1]["what"]), (2, &"rename".into(), &"merge".into()));
    let refused = desk.sayso(&["person", "undo", "1"]);
    assert!(refused.stderr.contains("operation 2 builds on operation 1"), "{}", refused.stderr);
    assert_eq!(desk.sayso(&["person", "undo"]).status, 0);
    assert_eq!(desk.sayso(&["person", "undo"]).status, 0);
    assert_eq!(desk.sayso(&["person", "undo"]).status, 2);
    assert_eq!(desk.sayso(&["who", "holt", "--json"]).json().len(), 2);
    let nothing = desk.sayso(&["person", "split", &holt, "--role", "striker"]);
    assert!(nothing.stderr.contains("Jana Holt is not quoted there"), "{}", nothing.stderr);
}

fn number(line: &serde_json::Value) -> String {
    line["person"]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_backup_is_restored_only_when_it_is_whole() {
    let desk = Desk::new("backup");
    let (first, second) = (desk.write("a.jsonl", &[bridge(FIRST)]), desk.write("b.jsonl", &[bridge(SECOND)]));
    assert_eq!(desk.sayso(&["add", &first]).status, 0);
    let file = desk.place.join("backup.sqlite").display().to_string();
    let run = desk.sayso(&["backup", &file, "--json"]);
    assert_eq!((run.status, &run.json()[0]["articles"]), (0, &1.into()));
    let refused = desk.sayso(&["backup", &file]);
    assert!(refused.stderr.contains("there is a file already"), "{}", refused.stderr);
    assert_eq!(desk.sayso(&["backup", &file, "--force"]).status, 0);
    assert_eq!(desk.sayso(&["add", &second]).status, 0);

    let damaged = desk.place.join("damaged.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let length = bytes.len();
    bytes[length / 2..].fill(0xAA);
    std::fs::write(&damaged, bytes).unwrap();
    let other = desk.write("notes.sqlite", &[bridge(FIRST)]);
    for bad in [damaged.display().to_string(), other, desk.place.join("none").display().to_string()] {
        let run = desk.sayso(&["restore", &bad]);
        assert_eq!(run.status, 2, "{bad}");
        assert!(run.stderr.starts_with(&format!("error: {bad}: ")), "{}", run.stderr);
        assert_eq!(desk.sayso(&["stats", "--json"]).json()[0]["texts"], 2);
    }
    assert_eq!(desk.sayso(&["restore", &file]).status, 0);
    assert_eq!(desk.sayso(&["stats", "--json"]).json()[0]["texts"], 1);
    assert!(Path::new(&desk.library).join("library.before-restore.sqlite").exists());

    // A library that nothing can be read from is moved out of the way.
    std::fs::write(Path::new(&desk.library).join("library.sqlite"), "no database at all").unwrap();
    let broken = desk.sayso(&["stats"]);
    assert!(broken.stderr.contains("not a sayso library"), "{}", broken.stderr);
    let run = desk.sayso(&["restore", &file]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(desk.sayso(&["stats", "--json"]).json()[0]["articles"], 1);
}

#[test]
fn a_library_that_is_not_there_or_may_not_be_written_is_told() {
    let desk = Desk::new("none");
    let run = desk.sayso(&["who", "Holt"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("there is no library here") && run.stderr.contains("hint:"),
        "{}",
        run.stderr
    );
    let input = desk.write("a.jsonl", &[bridge(FIRST)]);
    let run = sayso(&["add", "--library", &input, &input]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
}

#[test]
fn a_second_writer_is_told_who_the_first_is_and_readers_are_served() {
    let desk = Desk::new("two-writers");
    let input = desk.write("a.jsonl", &[bridge(FIRST)]);
    assert_eq!(desk.sayso(&["add", &input]).status, 0);
    let first = sayso_library::Writer::open(Path::new(&desk.library)).unwrap();
    let second = desk.sayso(&["add", &input]);
    assert_eq!(second.status, 2);
    let process = format!("another process is writing to this library (process {})", std::process::id());
    assert!(second.stderr.contains(&process), "{}", second.stderr);
    assert_eq!(desk.sayso(&["who", "Holt"]).status, 0);
    assert_eq!(desk.sayso(&["backup", &desk.place.join("b.sqlite").display().to_string()]).status, 0);
    drop(first);
    assert_eq!(desk.sayso(&["add", &input]).status, 0);
}

#[test]
fn an_interrupted_run_is_taken_up() {
    let desk = Desk::new("taken-up");
    let input = desk.write("a.jsonl", &[bridge(FIRST)]);
    let mut writer = sayso_library::Writer::open(Path::new(&desk.library)).unwrap();
    writer.begin_job(std::slice::from_ref(&input), 1_772_442_600).unwrap();
    drop(writer);
    let run = desk.sayso(&["add", &input]);
    assert!(
        run.stdout.contains("An earlier run was interrupted after 0 articles; this one took it up."),
        "{}",
        run.stdout
    );
    assert!(!desk.sayso(&["add", &input]).stdout.contains("interrupted"));
}

#[test]
fn a_reader_that_has_had_enough_stops_nothing() {
    let desk = Desk::new("enough");
    let article = |number: usize| {
        serde_json::json!({
            "url": format!("https://ledger.example/{number}"), "title": format!("Ferry {number}"),
            "text": format!("The ferry no. {number} sails at noon."),
        })
    };
    let input = desk.write("a.jsonl", &(0..300).map(article).collect::<Vec<_>>());
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["add", "--json", "--library", &desk.library, &input])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(desk.sayso(&["stats", "--json"]).json()[0]["articles"], 300);
}

#[test]
fn the_log_tells_what_somebody_was_renamed_to() {
    let desk = Desk::new("renamed");
    let input = desk.write("a.jsonl", &[bridge(FIRST)]);
    assert_eq!(desk.sayso(&["add", &input]).status, 0);
    let run = desk.sayso(&["person", "rename", "Jana Holt", "Jana Holt-Reyes"]);
    assert!(
        run.stdout.contains("rename of Jana Holt (p") && run.stdout.contains(") to Jana Holt-Reyes"),
        "{}",
        run.stdout
    );
    assert_eq!(desk.sayso(&["person", "log", "--json"]).json()[0]["renamed_to"], "Jana Holt-Reyes");
    let none = desk.sayso(&["person", "undo", "99"]);
    assert!(none.stderr.contains("there is no operation 99"), "{}", none.stderr);
}
