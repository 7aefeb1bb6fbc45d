//! A library and the web: what is fetched again, what counts as changed, and what a failure costs.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

#[path = "../../intake/tests/web/mod.rs"]
mod web;

use std::net::Ipv4Addr;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use sayso_desk::{
    AddError, AddOptions, Library, Skipped, Step, Totals, add, history, iso, seconds_of, update,
};
use web::{serve, serve_at};

fn options(folder: &Path, now: &str) -> AddOptions {
    let mut options = AddOptions { folder: folder.to_owned(), ..AddOptions::default() };
    options.reading.now = Some(now.to_owned());
    let intake = &mut options.reading.intake;
    intake.allow_local = true;
    intake.hosts_at_once = 4;
    intake.limits.host_interval = Duration::ZERO;
    intake.limits.total_time = Duration::from_secs(5);
    options
}

/// A line for each step, and the totals.
fn told(
    run: impl FnOnce(&mut dyn FnMut(Step) -> ControlFlow<()>) -> Result<Totals, AddError>,
) -> (Vec<String>, Totals) {
    let mut lines = Vec::new();
    let totals = run(&mut |step| {
        lines.push(match step {
            Step::Added(added) => format!("{} {}", added.what.as_str(), added.url.unwrap_or(added.input)),
            Step::Failed(failure) => failure.to_string(),
            Step::Indexing(_) | Step::NotIndexed(_) => return ControlFlow::Continue(()),
        });
        ControlFlow::Continue(())
    });
    (lines, totals.unwrap())
}

fn added(inputs: &[String], options: &AddOptions) -> (Vec<String>, Totals) {
    told(|report| add(inputs, options, report))
}

fn updated(options: &AddOptions, pages_since: Option<&str>) -> (Vec<String>, Totals) {
    told(|report| update(options, pages_since.and_then(seconds_of), report))
}

/// An answer with a page: its article, and what stands around it.
fn page(headers: &str, title: &str, text: &str, around: &str) -> String {
    format!(
        "200 OK\nContent-Type: text/html; charset=utf-8{headers}\n\n<!DOCTYPE html><html><head><title>{title}</title></head>\
         <body><header>{around}</header><article><h1>{title}</h1><p>The council of Old Mill met on Monday and talked \
         until late about the bridge over the Merrow.</p><p>{text}</p><p>The works are to begin in May and to end in \
         the autumn of next year, the clerk's office wrote.</p></article><footer>{around}</footer></body></html>"
    )
}

fn feed(headers: &str, paths: &[&str]) -> String {
    let items: String = paths
        .iter()
        .map(|path| {
            format!("<item><title>{path}</title><link>HOST{path}</link><pubDate>Mon, 02 Mar 2026 09:10:00 GMT</pubDate></item>")
        })
        .collect();
    format!(
        "200 OK\nContent-Type: application/rss+xml{headers}\n\n<rss version='2.0'><channel><title>Daily Ledger</title>{items}</channel></rss>"
    )
}

fn seconds_now() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs().cast_signed()
}

const HOLT: &str = "“We will pay for all of it,” said Jana Holt, the mayor.";
const MAY: &str = "2026-05-01T10:00:00Z";

fn texts(folder: &Path) -> usize {
    usize::try_from(Library::open(folder).unwrap().size().unwrap().revisions).unwrap()
}

#[test]
fn only_what_changed_is_fetched_and_only_another_text_is_a_revision() {
    let unchanged = "304 Not Modified\n\n";
    let first = |title: &str| page("\nETag: \"p1\"", title, HOLT, "Home · Weather: 4 degrees");
    let paths = ["/same", "/silent", "/furniture", "/changed"];
    let then = |path: &str, then: &str| format!("{}\nTHEN\n{then}", first(path));
    let changed = page("", "/changed", "“We may pay for half of it,” said Jana Holt, the mayor.", "Home");
    let furniture =
        page("", "/furniture", HOLT, "Home · Weather: 11 degrees · Most read: The ferry is late again");
    let (host, log) = serve(&[
        (
            "/feed",
            &format!(
                "{}\nTHEN\n{}\nTHEN\n{unchanged}",
                feed("\nETag: \"f1\"", &paths),
                feed("\nETag: \"f2\"", &paths)
            ),
        ),
        ("/same", &then("/same", unchanged)),
        ("/silent", &first("/silent")),
        ("/furniture", &then("/furniture", &furniture)),
        ("/changed", &then("/changed", &changed)),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let (lines, totals) = added(&[format!("{host}/feed")], &options(folder.path(), "2026-03-02T10:00:00Z"));
    assert_eq!((lines.len(), totals.counts.new, totals.lists), (4, 4, 1), "{lines:?}");

    // Twice in one second is one sighting.
    std::thread::sleep(Duration::from_millis(1100));

    // The feed is another one, yet lists nothing that changed since it was seen; the pages are asked for by hand.
    let (mut lines, totals) = updated(&options(folder.path(), MAY), Some("2026-03-01"));
    lines.sort_unstable();
    let expected = ["revised", "unchanged", "unchanged"];
    let paths = ["/changed", "/furniture", "/silent"];
    let expected: Vec<String> =
        expected.iter().zip(paths).map(|(what, path)| format!("{what} {host}{path}")).collect();
    assert_eq!(lines, expected);
    assert_eq!((totals.counts.revised, totals.counts.unchanged, totals.counts.failed), (1, 3, 0));
    let asked = log.paths();
    assert!(asked.contains(&"/feed if-none-match: \"f1\"".to_owned()), "{asked:?}");
    assert!(asked.contains(&"/same if-none-match: \"p1\"".to_owned()), "{asked:?}");
    assert_eq!(texts(folder.path()), 5);
    let library = Library::open(folder.path()).unwrap();
    let seen = |path: &str| history(&library, &format!("{host}{path}")).unwrap();
    assert_eq!(seen("/changed").texts.len(), 2);
    for path in ["/same", "/furniture", "/silent"] {
        assert_eq!((seen(path).texts.len(), seen(path).texts[0].seen.len()), (1, 2), "{path}");
    }

    // And now nothing has changed at all.
    let (lines, totals) = updated(&options(folder.path(), MAY), None);
    assert_eq!((lines, totals.lists_unchanged, totals.lists), (vec![], 1, 0));
    assert!(log.paths().contains(&"/feed if-none-match: \"f2\"".to_owned()));
}

#[test]
fn what_moved_is_gone_or_is_not_allowed_costs_one_line_each() {
    let busy = |then: &str| format!("503 Busy\nRetry-After: 1\n\n\nTHEN\n{then}");
    let (host, log) = serve(&[
        ("/robots.txt", "200 OK\nContent-Type: text/plain\n\nUser-agent: sayso\nDisallow: /private/\n"),
        ("/feed", &feed("\nETag: \"f1\"", &["/moved", "/gone", "/removed", "/private/a", "/busy"])),
        ("/moved", "301 Moved\nLocation: /here\n\n"),
        ("/here", &page("", "Here", HOLT, "")),
        ("/removed", "410 Gone\n\n"),
        ("/private/a", &page("", "Private", HOLT, "")),
        ("/busy", &busy(&page("", "Busy", HOLT, ""))),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let (mut lines, totals) = added(&[format!("{host}/feed")], &options(folder.path(), MAY));
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            format!("{host}/gone: the server answers 404 not found"),
            format!("{host}/private/a: not allowed by robots.txt"),
            format!("{host}/removed: the server answers 410 gone"),
            format!("new {host}/busy"),
            format!("new {host}/here"),
        ]
    );
    assert_eq!((totals.counts.new, totals.counts.failed, totals.not_allowed), (2, 3, 1));
    assert_eq!(totals.passed_over[&Skipped::Broken], 2);
    assert!(!log.paths().contains(&"/private/a".to_owned()));
    // Nothing of it is worth another try: the feed is known.
    let _ = updated(&options(folder.path(), MAY), None);
    assert!(log.paths().contains(&"/feed if-none-match: \"f1\"".to_owned()), "{:?}", log.paths());
}

#[test]
fn a_feed_whose_pages_failed_is_asked_for_whole_the_next_time() {
    let trouble = format!("500 Trouble\n\n\nTHEN\n{}", page("", "Late", HOLT, ""));
    let (host, log) = serve(&[
        ("/feed", &feed("\nETag: \"f1\"", &["/late", "/early"])),
        ("/late", &trouble),
        ("/early", &page("", "Early", HOLT, "")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let mut once = options(folder.path(), MAY);
    once.reading.intake.limits.retries = 0;
    let (lines, totals) = added(&[format!("{host}/feed")], &once);
    assert_eq!((totals.counts.new, totals.counts.failed), (1, 1), "{lines:?}");
    let (lines, totals) = updated(&once, None);
    assert_eq!((totals.counts.new, totals.counts.unchanged), (1, 1), "{lines:?}");
    assert_eq!(log.paths().iter().filter(|path| *path == "/feed").count(), 2);
    let _ = updated(&once, None);
    assert_eq!(log.paths().last().unwrap(), "/feed if-none-match: \"f1\"");
}

#[test]
fn whoever_breaks_off_loses_nothing_of_a_feed() {
    let paths: Vec<String> = (0..8).map(|number| format!("/{number}")).collect();
    let pages: Vec<String> = paths.iter().map(|path| page("", path, HOLT, "")).collect();
    let named: Vec<&str> = paths.iter().map(String::as_str).collect();
    let listed = feed("\nETag: \"f1\"", &named);
    let mut answers: Vec<(&str, &str)> =
        named.iter().copied().zip(pages.iter().map(String::as_str)).collect();
    answers.push(("/feed", &listed));
    let (host, _) = serve(&answers);
    let (folder, inputs) = (tempfile::tempdir().unwrap(), [format!("{host}/feed")]);
    let options = options(folder.path(), MAY);
    let broken_off = add(&inputs, &options, |_| ControlFlow::Break(()));
    assert!(broken_off.unwrap().counts.new < 8);
    let (_, totals) = updated(&options, None);
    assert_eq!((texts(folder.path()), totals.counts.failed), (8, 0));
}

#[test]
fn a_server_that_is_down_takes_nothing_from_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let address = {
        let listener = std::net::TcpListener::bind((Ipv4Addr::new(127, 0, 0, 41), 0)).unwrap();
        listener.local_addr().unwrap()
    };
    // It was up once.
    let (lines, totals) = {
        let (host, _) = serve_at(
            Ipv4Addr::new(127, 0, 0, 42),
            Duration::ZERO,
            &[("/feed", &feed("", &["/a"])), ("/a", &page("", "Story", HOLT, ""))],
        );
        added(&[format!("{host}/feed"), format!("http://{address}/feed")], &options(folder.path(), MAY))
    };
    assert_eq!((totals.counts.new, totals.counts.failed), (1, 1), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("cannot connect to 127.0.0.41")), "{lines:?}");
    assert_eq!(texts(folder.path()), 1);
    let nothing = tempfile::tempdir().unwrap();
    let (_, totals) = added(&[format!("http://{address}/feed")], &options(nothing.path(), MAY));
    assert_eq!(totals.counts.failed, 1);
    assert!(matches!(
        update(&options(nothing.path(), MAY), None, |_| ControlFlow::Continue(())),
        Err(AddError::NoFeeds(_))
    ));
}

#[test]
fn charsets_that_are_lied_about_are_survived() {
    let item = "<item><title>Caf\u{e9} closed</title><link>HOST/a</link></item>";
    let text = "\u{ab}Le caf\u{e9} de la for\u{ea}t est ferm\u{e9}\u{bb}, a dit Zo\u{e9} Merle.";
    let latin_page = page("", "Caf\u{e9} ferm\u{e9}", text, "").replace("\n\n<!", "\n\nLATIN <!");
    let (host, _) = serve(&[
        (
            "/feed",
            &format!(
                "200 OK\nContent-Type: text/xml; charset=utf-8\n\nLATIN <?xml version='1.0' encoding='utf-8'?><rss><channel>{item}</channel></rss>"
            ),
        ),
        ("/a", &latin_page),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let (lines, _) = added(&[format!("{host}/feed")], &options(folder.path(), MAY));
    assert_eq!(lines, [format!("new {host}/a")]);
    let library = Library::open(folder.path()).unwrap();
    assert_eq!(
        history(&library, &format!("{host}/a")).unwrap().texts[0].title.as_deref(),
        Some("Café fermé")
    );
    // Read from the feed itself, its headline is right as well.
    let own = tempfile::tempdir().unwrap();
    let mut options = options(own.path(), MAY);
    options.reading.intake.fetch_links = sayso_desk::FetchLinks::Never;
    let (host, _) = serve(&[(
        "/feed",
        "200 OK\nContent-Type: text/xml; charset=utf-8\n\nLATIN <?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>Caf\u{e9}</title><link>HOST/a</link><description>Le caf\u{e9} est ferm\u{e9}.</description></item></channel></rss>",
    )]);
    assert_eq!(added(&[format!("{host}/feed")], &options).0.len(), 1);
    let library = Library::open(own.path()).unwrap();
    assert_eq!(history(&library, &format!("{host}/a")).unwrap().texts[0].title.as_deref(), Some("Café"));
}

#[test]
fn a_clock_that_goes_backwards_loses_nothing() {
    let (first, second) =
        (page("", "Bridge", HOLT, ""), page("", "Bridge", "“Nobody asked me,” said Peter Osei.", ""));
    let folder = tempfile::tempdir().unwrap();
    let files = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let body = text.split_once("\n\n").unwrap().1;
        let line = serde_json_line(name, body);
        let path = files.path().join(name);
        std::fs::write(&path, line).unwrap();
        path.to_string_lossy().into_owned()
    };
    let inputs = [write("a.jsonl", &first), write("b.jsonl", &second)];
    let now = options(folder.path(), MAY);
    let years_before = options(folder.path(), "2019-01-01T00:00:00Z");
    assert_eq!(added(&inputs[..1], &now).1.counts.new, 1);
    // The machine's clock was set back, then forth again.
    assert_eq!(added(&inputs[1..], &years_before).1.counts.revised, 1);
    assert_eq!(added(&inputs, &years_before).1.counts.unchanged, 2);
    assert_eq!(added(&inputs, &now).1.counts.unchanged, 2);
    let library = Library::open(folder.path()).unwrap();
    let texts = history(&library, "https://ledger.example/bridge").unwrap().texts;
    assert_eq!((texts.len(), texts.iter().filter(|text| text.latest).count()), (2, 1));
}

/// An article as a line of JSON, its text without markup.
fn serde_json_line(_name: &str, page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in page.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            '"' | '\n' => {}
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    format!("{{\"url\": \"https://ledger.example/bridge\", \"title\": \"Bridge\", \"text\": \"{text}\"}}\n")
}

#[test]
fn a_page_that_goes_back_to_what_it_was_is_that_again() {
    let fee = |fee: u32| {
        page("", "Fee", &format!("“The fee is {fee} dollars,” said Jana Holt, the mayor."), "Home")
    };
    let (host, _) = serve(&[("/fee", &format!("{}\nTHEN\n{}\nTHEN\n{}", fee(10), fee(12), fee(10)))]);
    let folder = tempfile::tempdir().unwrap();
    let inputs = [format!("{host}/fee")];
    for what in ["new", "revised", "unchanged"] {
        let now = iso(seconds_now());
        let (lines, _) = added(&inputs, &options(folder.path(), &now));
        assert!(lines[0].starts_with(what), "{lines:?}");
        // Twice in one second is one sighting.
        std::thread::sleep(Duration::from_millis(1100));
    }
    let library = Library::open(folder.path()).unwrap();
    let told = history(&library, &inputs[0]).unwrap();
    assert_eq!(told.texts.iter().map(|text| text.latest).collect::<Vec<_>>(), [true, false]);
    let person = &library.persons("Jana Holt").unwrap()[0];
    let mut standing = Vec::new();
    let each = |statement: sayso_desk::Statement<'_>| {
        standing.push((statement.attribution.content.concat().contains("10"), statement.stands));
        ControlFlow::Continue(())
    };
    library.statements(person, each).unwrap();
    assert_eq!(standing, [(true, true), (false, false)]);
    let search = sayso_desk::Search::open(library, |_| ()).unwrap();
    let found = |word: &str| {
        let query = sayso_desk::parse_query(word).unwrap();
        search.count(&sayso_desk::Request::new(query)).unwrap()
    };
    assert_eq!((found("10"), found("12")), (1, 0));
}

#[test]
fn a_feed_of_a_list_that_was_down_is_asked_again() {
    let up = feed("", &["/story"]);
    let (host, _) = serve(&[
        ("/feed", &format!("503 Busy\n\n\nTHEN\n{up}")),
        ("/story", &page("", "Story", HOLT, "Home")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("feeds.opml");
    std::fs::write(&list, format!("<opml><body><outline xmlUrl='{host}/feed'/></body></opml>")).unwrap();
    let library = folder.path().join("library");
    let mut options = options(&library, "2026-03-02T10:00:00Z");
    options.reading.intake.limits.retries = 0;
    let (_, totals) = added(&[list.display().to_string()], &options);
    assert_eq!((totals.counts.failed, totals.counts.new), (1, 0));
    let (lines, totals) = updated(&options, None);
    assert_eq!((totals.counts.failed, totals.counts.new), (0, 1), "{lines:?}");
}

#[test]
fn a_page_that_is_listed_without_a_date_is_fetched_once() {
    let map = "200 OK\nContent-Type: application/xml\n\n<urlset><url><loc>HOST/a</loc></url></urlset>";
    let feed = feed("", &["/b"]).replace("<pubDate>Mon, 02 Mar 2026 09:10:00 GMT</pubDate>", "");
    let (host, log) = serve(&[
        ("/map", map),
        ("/feed", &feed),
        ("/a", &page("", "One", HOLT, "")),
        ("/b", &page("", "Two", HOLT, "")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let options = options(folder.path(), MAY);
    let (lines, totals) = added(&["/map", "/feed"].map(|path| format!("{host}{path}")), &options);
    assert_eq!(totals.counts.new, 2, "{lines:?}");
    let pages = || log.paths().iter().filter(|path| ["/a", "/b"].contains(&path.as_str())).count();
    let (lines, totals) = updated(&options, None);
    assert_eq!((pages(), totals.counts.unchanged, totals.lists), (2, 2, 2), "{lines:?}");
    // Unless they are asked for.
    let _ = updated(&options, Some("2026-01-01"));
    assert_eq!(pages(), 4);
}
