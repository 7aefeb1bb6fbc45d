//! Files, folders and JSON as they are taken, and every way in which they can fail.

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
