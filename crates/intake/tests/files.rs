//! Files, folders and JSON as they are taken, and every way in which they can fail.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use sayso_intake::{Content, Limits, Options, ReadyArticle, TakeError, Taken, take};

const PAGE: &str = "<!DOCTYPE html><html><body><p>Council approves bridge plan</p></body></html>";

/// Everything that `inputs`, below `folder`, give, with that folder's path taken out of messages.
fn all(folder: &Path, inputs: &[&str], options: &Options) -> Vec<Result<Taken, String>> {
    let inputs: Vec<String> = inputs
        .iter()
        .map(|input| folder.join(input).to_str().unwrap().trim_end_matches('/').to_owned())
        .collect();
    let short = |error: &TakeError| {
        let text = format!("{error} ({})", error.hint().expect("every error has a hint"));
        text.replace(&format!("{}/", folder.display()), "").replace(&folder.display().to_string(), ".")
    };
    take(&inputs, options).map(|item| item.map_err(|error| short(&error))).collect()
}

/// One line an item: what it is and its name, or the message with its hint.
fn listing(folder: &Path, inputs: &[&str], options: &Options) -> Vec<String> {
    let line = |item: Result<Taken, String>| match item {
        Ok(taken) => {
            let form = match taken.content {
                Content::Html { .. } => "html",
                Content::Text { .. } => "text",
                Content::Ready(_) => "ready",
            };
            let name = Path::new(&taken.input).strip_prefix(folder).unwrap().display().to_string();
            format!("{form} {name}{}", taken.id.map(|id| format!(" {id}")).unwrap_or_default())
        }
        Err(message) => message,
    };
    all(folder, inputs, options).into_iter().map(line).collect()
}

fn ready(folder: &Path, input: &str) -> ReadyArticle {
    match all(folder, &[input], &Options::default()).remove(0).unwrap().content {
        Content::Ready(article) => *article,
        other => panic!("{other:?}"),
    }
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn the_content_decides_not_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "page.txt", PAGE);
    write(folder, "page", gzip(PAGE.as_bytes()));
    write(folder, "two-members.gz", [gzip(&PAGE.as_bytes()[..30]), gzip(&PAGE.as_bytes()[30..])].concat());
    write(folder, "text.html", "Council approves bridge plan\n\nBy Ann Reyes\n");
    write(folder, "lines.html", "{\"id\": \"a\", \"text\": \"One.\"}\r\n\n{\"id\": 2, \"text\": \"Two.\"}");
    write(folder, "lines.gz", gzip(b"{\"id\": \"z\", \"text\": \"One.\"}\n"));
    write(
        folder,
        "laid-out.json",
        "{\n \"id\": \"a\",\n \"text\": \"One.\"\n}\n{\n \"id\": \"b\",\n \"text\": \"Two.\"\n}\n",
    );
    write(
        folder,
        "array.json",
        "[{\"id\": \"a\", \"text\": \"One.\"},\n {\"id\": \"b\", \"text\": \"Two.\"}]\n",
    );
    let inputs = [
        "page.txt",
        "page",
        "two-members.gz",
        "text.html",
        "lines.html",
        "lines.gz",
        "laid-out.json",
        "array.json",
    ];
    let expected = [
        "html page.txt",
        "html page",
        "html two-members.gz",
        "text text.html",
        "ready lines.html a",
        "ready lines.html 2",
        "ready lines.gz z",
        "ready laid-out.json a",
        "ready laid-out.json b",
        "ready array.json a",
        "ready array.json b",
    ];
    assert_eq!(listing(folder, &inputs, &Options::default()), expected);
    let as_text = Options { as_text: true, ..Options::default() };
    let expected: Vec<String> = inputs.iter().map(|input| format!("text {input}")).collect();
    assert_eq!(listing(folder, &inputs, &as_text), expected);
}

#[test]
fn text_of_two_or_four_bytes_a_character_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let utf32 = |text: &str| text.chars().flat_map(|one| (one as u32).to_le_bytes()).collect::<Vec<u8>>();
    let utf32_big = |text: &str| text.chars().flat_map(|one| (one as u32).to_be_bytes()).collect::<Vec<u8>>();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let utf16_little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let page = PAGE.replace("bridge", "“Brücke” 🌉");
    let feed = "<?xml version='1.0' encoding='NAME'?><rss><channel><item><title>Zoë</title>\
                <link>https://ledger.example/a</link><description>“It holds,” said Zoë Merle.</description></item>\
                </channel></rss>";
    write(folder, "32.html", utf32(&format!("\u{FEFF}{page}")));
    write(folder, "32-big.html", utf32_big(&format!("\u{FEFF}{page}")));
    write(folder, "32-unmarked.html", utf32(&page));
    write(folder, "16-unmarked.html", utf16_little(&page));
    write(folder, "32.txt", utf32("\u{FEFF}Council approves “Brücke”"));
    write(folder, "32.jsonl", utf32("\u{FEFF}{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n"));
    write(folder, "feed.xml", utf16(&feed.replace("NAME", "utf-16")));
    write(folder, "feed32.xml", utf32(&feed.replace("NAME", "utf-32")));
    for item in all(folder, &["."], &Options::default()) {
        let taken = item.unwrap();
        let name = Path::new(&taken.input).file_name().unwrap().to_str().unwrap();
        let bytes = match &taken.content {
            Content::Html { bytes, .. } | Content::Text { bytes, .. } => bytes.clone(),
            Content::Ready(article) => article.text.clone().into_bytes(),
        };
        let text = String::from_utf8(bytes).unwrap();
        let expected = match name {
            "32.txt" => "Council approves “Brücke”",
            "32.jsonl" if text.starts_with('O') => "One.",
            "32.jsonl" => "Two.",
            "feed.xml" | "feed32.xml" => "“It holds,” said Zoë Merle.",
            _ => page.as_str(),
        };
        assert_eq!(text.trim_start_matches('\u{FEFF}'), expected, "{name}");
    }
    assert_eq!(all(folder, &["."], &Options::default()).len(), 9);
}

#[test]
fn bytes_arrive_whole_whatever_their_size() {
    let folder = tempfile::tempdir().unwrap();
    for size in [1, 65_535, 65_536, 65_537, 3_000_000] {
        let text: Vec<u8> = b"Words of a long page. ".iter().copied().cycle().take(size).collect();
        write(folder.path(), "plain", &text);
        write(folder.path(), "packed", gzip(&text));
        for item in all(folder.path(), &["plain", "packed"], &Options::default()) {
            match item.unwrap().content {
                Content::Text { bytes, content_type: None } => assert!(bytes == text, "{size}"),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn optional_fields_go_by_their_usual_names() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let text = " Line one\r\n\n\u{a0}“Two” 🦀 ";
    let full = serde_json::json!({
        "id": 17, "headline": " Bridge plan ", "text": text, "link": "https://ledger.example/a", "unknown": {"deep": [1]},
        "canonical_url": "https://ledger.example/b", "publisher": {"name": "Daily Ledger"}, "authors": ["Ann Reyes", {"name": "Bo Li"}, null],
        "date": "2026-03-02", "updated": {"at": "2026-03-03"}, "lang": "en", "description": "What it will cost.",
    });
    write(folder, "full.jsonl", full.to_string());
    let article = ready(folder, "full.jsonl");
    assert_eq!(
        article,
        ReadyArticle {
            id: Some("17".into()),
            title: Some("Bridge plan".into()),
            text: text.into(),
            url: Some("https://ledger.example/a".into()),
            canonical_url: Some("https://ledger.example/b".into()),
            outlet: Some("Daily Ledger".into()),
            bylines: vec!["Ann Reyes".into(), "Bo Li".into()],
            published: Some("2026-03-02".into()),
            modified: Some("2026-03-03".into()),
            language: Some("en".into()),
            standfirst: Some("What it will cost.".into()),
            diagnostics: vec![],
        }
    );
    write(
        folder,
        "odd.jsonl",
        r#"{"text": "", "title": null, "outlet": "", "site": "Ledger", "byline": "Ann", "date": 7, "title": true}"#,
    );
    let article = ready(folder, "odd.jsonl");
    assert_eq!(
        (article.title, article.outlet, article.bylines),
        (None, Some("Ledger".into()), vec!["Ann".into()])
    );
    let messages: Vec<_> = article.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the text is empty",
            "\"title\" is not text and was left out",
            "\"date\" is not text and was left out"
        ]
    );
}

#[test]
fn a_broken_line_costs_that_line_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let lines: [&[u8]; 9] = [
        b"{\"id\": \"a\", \"text\": \"One.\"}",
        b"{\"id\": \"b\", \"text\": \"cut o",
        b"",
        b"{\"id\": \"c\", \"text\": \"\xFF\"}",
        b"{\"id\": \"d\"}",
        b"{\"id\": \"e\", \"text\": 5}",
        b"[1]",
        b"{\"id\": \"f\", \"text\": \"Two.\"} trailing",
        b"{\"id\": \"g\", \"text\": \"Three.\"}",
    ];
    write(folder, "l.jsonl", lines.join(&b"\n"[..]));
    write(folder, "l.gz", gzip(&lines.join(&b"\n"[..])));
    let json = "(each line must be one whole JSON object; --text reads the file as plain text)";
    let shape = "(an article is an object with a string \"text\", and \"id\", \"title\", \"url\", \"published\" where known)";
    for name in ["l.jsonl", "l.gz"] {
        assert_eq!(
            listing(folder, &[name], &Options::default()),
            [
                format!("ready {name} a"),
                format!("{name}, line 2: not valid JSON: ends inside a string at column 26 {json}"),
                format!("{name}, line 4: not valid JSON: invalid unicode code point at column 22 {json}"),
                format!("{name}, line 5: not an article: it has no \"text\" {shape}"),
                format!("{name}, line 6: not an article: its \"text\" is not a string {shape}"),
                format!("{name}, line 7: not an article: it is not an object {shape}"),
                format!("{name}, line 8: not valid JSON: trailing characters at column 29 {json}"),
                format!("ready {name} g"),
            ]
        );
    }
    write(
        folder,
        "array.json",
        "[\n{\"id\": \"a\", \"text\": \"One.\"},\n{\"id\": \"b\",\n \"text\": }, {\"text\": \"\"}]",
    );
    assert_eq!(
        listing(folder, &["array.json"], &Options::default()),
        [
            "ready array.json a".to_owned(),
            format!("array.json, line 4: not valid JSON: expected value at column 10 {json}")
        ]
    );
}

#[test]
fn lines_over_the_limit_are_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(200_000);
    write(
        folder.path(),
        "l.jsonl",
        format!(
            "{{\"id\": \"a\", \"text\": \"One.\"}}\n{{\"text\": \"{long}\"}}\n{{\"id\": \"b\", \"text\": \"Two.\"}}\n"
        ),
    );
    assert_eq!(
        listing(folder.path(), &["l.jsonl"], &limited(1000)),
        [
            "ready l.jsonl a",
            "l.jsonl, line 2: holds more than 1000 bytes (one page should not be that large; split it, or give JSON \
             with one article a line)",
            "ready l.jsonl b",
        ]
    );
}

fn limited(decoded_bytes: u64) -> Options {
    Options { limits: Limits { decoded_bytes, ..Limits::default() }, ..Options::default() }
}

#[test]
fn what_cannot_be_read_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let packed = gzip(&PAGE.repeat(50).into_bytes());
    write(folder, "bridge.html", PAGE);
    write(folder, "empty.html", "");
    write(folder, "blank.txt", " \n");
    write(folder, "empty.gz", gzip(b""));
    write(folder, "cut.gz", &packed[..packed.len() / 2]);
    write(folder, "cut-in-trailer.gz", &packed[..packed.len() - 3]);
    write(folder, "cut-in-header.gz", &packed[..5]);
    let mut damaged = packed.clone();
    let checksum = damaged.len() - 8;
    damaged[checksum] ^= 1;
    write(folder, "damaged.gz", damaged);
    write(folder, "report.html", b"%PDF-1.7\n\xE2\xE3\xCF\xD3");
    write(folder, "twice.gz", gzip(&packed));
    write(folder, "bomb.gz", gzip(&vec![b' '; 2_000_000]));
    write(folder, "large.html", PAGE.repeat(20_000));
    fs::create_dir_all(folder.join("pictures/.hidden")).unwrap();
    write(folder, "pictures/a.png", "not even a picture");
    write(folder, "pictures/b", b"\x89PNG\r\n\x1A\n");
    write(folder, "pictures/.hidden/page.html", PAGE);
    write(folder, "pictures/settings.json", "{\"name\": \"no article\"}");
    for (input, expected) in [
        ("bridge.htm", "bridge.htm: no such file or folder (did you mean bridge.html?)"),
        ("Brigde.html", "Brigde.html: no such file or folder (did you mean bridge.html?)"),
        (
            "bridge.html/x",
            "bridge.html/x: no such file or folder (check the spelling and the folder you are in)",
        ),
        (
            "nothing-like-it",
            "nothing-like-it: no such file or folder (check the spelling and the folder you are in)",
        ),
        ("empty.html", "empty.html: is empty (save the page again, or leave it out)"),
        ("blank.txt", "blank.txt: is empty (save the page again, or leave it out)"),
        ("empty.gz", "empty.gz: is empty (save the page again, or leave it out)"),
        ("cut.gz", "cut.gz: gzip stream ends early (the file is cut off: copy or download it again)"),
        (
            "cut-in-trailer.gz",
            "cut-in-trailer.gz: gzip stream ends early (the file is cut off: copy or download it again)",
        ),
        (
            "cut-in-header.gz",
            "cut-in-header.gz: gzip stream ends early (the file is cut off: copy or download it again)",
        ),
        (
            "damaged.gz",
            "damaged.gz: gzip stream is damaged: corrupt gzip stream does not have a matching checksum (copy or download it again)",
        ),
        (
            "report.html",
            "report.html: looks like a PDF document, not like a page or text (save its text first, as with: pdftotext FILE)",
        ),
        (
            "twice.gz",
            "twice.gz: looks like gzip inside gzip, not like a page or text (unpack it first, then give the folder)",
        ),
        (
            "bomb.gz",
            "bomb.gz: holds more than 1000000 bytes when decompressed (decompress it first; JSON lines of any size are then read line by line)",
        ),
        (
            "large.html",
            "large.html: holds more than 1000000 bytes (one page should not be that large; split it, or give JSON with one article a line)",
        ),
        (
            "pictures",
            "pictures: the folder holds no pages (pages are HTML, plain text (.txt), or JSON lines with a \"text\" field; hidden files are not looked at)",
        ),
    ] {
        assert_eq!(
            listing(folder, &[input, "bridge.html"], &limited(1_000_000)),
            [expected, "html bridge.html"]
        );
    }
    let expected = [
        "settings.json, line 1: not an article: it has no \"text\" (an article is an object with a string \"text\", and \"id\", \"title\", \"url\", \"published\" where known)",
    ];
    assert_eq!(listing(&folder.join("pictures"), &["settings.json"], &Options::default()), expected);
    for cut in 2..packed.len() {
        write(folder, "cut.gz", &packed[..cut]);
        assert!(
            listing(folder, &["cut.gz"], &Options::default())[0].contains("gzip stream ends early"),
            "{cut}"
        );
    }
}

#[test]
fn names_without_a_file_say_so_too() {
    let message = |input: &str| {
        let inputs = [input.to_owned()];
        let error = take(&inputs, &Options::default()).next().unwrap().unwrap_err();
        assert_eq!(error.input(), input);
        format!("{error} ({})", error.hint().unwrap())
    };
    assert_eq!(message(""), "\"\": no such file or folder (check the spelling and the folder you are in)");
    assert_eq!(
        message("ledger.example/2026/bridge"),
        "ledger.example/2026/bridge: no such file or folder (to fetch it from the web, write https://ledger.example/2026/bridge)"
    );
    assert!(message("a\0b").contains("cannot be read"));
}

#[test]
fn a_folder_is_walked_in_order_and_only_its_pages_are_taken() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for name in [
        "b/2.html",
        "b/10.html",
        "a.html",
        "b.html",
        "c/story.html",
        "daily.rs/page.html",
        "daily.rs/page.html",
        "c/story_files/frame.html",
        "c/other_files/kept.html",
        ".git/x.html",
        "c/.x.html",
    ] {
        write(folder, name, PAGE);
    }
    for name in ["style.css", "app.JS", "logo.svg", "feed.xml", "data.csv.gz"] {
        write(folder, name, "<?xml version='1.0'?><rss><channel/></rss>");
    }
    write(folder, "z.txt", "Plain words.");
    write(folder, "cut.html.gz", &gzip(PAGE.as_bytes())[..20]);
    write(
        folder,
        "articles.jsonl",
        "{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\"\n{\"id\": \"b\", \"text\": \"Two.\"}",
    );
    let expected = [
        "html a.html",
        "ready articles.jsonl a",
        "articles.jsonl, line 2: not valid JSON: ends inside an object at column 5 (each line must be one whole JSON object; --text reads the file as plain text)",
        "ready articles.jsonl b",
        "html b/10.html",
        "html b/2.html",
        "html b.html",
        "html c/other_files/kept.html",
        "html c/story.html",
        "cut.html.gz: gzip stream ends early (the file is cut off: copy or download it again)",
        "html daily.rs/page.html",
        "text z.txt",
    ];
    assert_eq!(
        listing(folder, &["."], &Options::default())
            .into_iter()
            .map(|line| line.replace("./", ""))
            .collect::<Vec<_>>(),
        expected
    );
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end_and_dead_ones_are_reported() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "a/page.html", PAGE);
    write(folder, "b/page.html", PAGE);
    symlink("..", folder.join("a/up")).unwrap();
    symlink("../b", folder.join("a/beside")).unwrap();
    symlink("../a", folder.join("b/beside")).unwrap();
    symlink("itself", folder.join("itself")).unwrap();
    symlink("a/page.html", folder.join("link.html")).unwrap();
    symlink("gone.html", folder.join("dead.html")).unwrap();
    let lines = listing(folder, &["."], &Options::default());
    let pages = lines.iter().filter(|line| line.starts_with("html")).count();
    assert_eq!(pages, 3, "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("dead.html: no such file or folder")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("itself: cannot be read")), "{lines:#?}");
}

#[cfg(unix)]
#[test]
fn names_that_are_not_unicode_and_pipes_survive() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(OsStr::from_bytes(b"caf\xE9.html")), PAGE).unwrap();
    std::process::Command::new("mkfifo").arg(folder.path().join("pipe.html")).status().unwrap();
    assert_eq!(listing(folder.path(), &["."], &Options::default()), ["html caf\u{fffd}.html"]);
    // Named by themselves as well, as a shell does for `*.html`.
    let named = folder.path().join(OsStr::from_bytes(b"caf\xE9.html"));
    let taken = take(&[named], &Options::default()).next().unwrap().unwrap();
    assert!(taken.input.ends_with("caf\u{fffd}.html") && matches!(taken.content, Content::Html { .. }));
}

#[test]
fn a_hundred_megabytes_are_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "large.html", PAGE.repeat(100_000_000 / PAGE.len()));
    assert_eq!(listing(folder.path(), &["large.html"], &Options::default()), ["html large.html"]);
}
