//! What comes through, and what a request and a sighting say.

use super::*;

#[test]
fn pages_come_through_however_they_are_packed() {
    let server = Server::start();
    let page = server.url("page");
    for (path, url) in [
        ("page", &page),
        ("page#part", &page),
        ("to//page", &page),
        ("see-other/page", &page),
        (&format!("to/{page}"), &page),
        ("untyped", &server.url("untyped")),
        ("gzip", &server.url("gzip")),
        ("gzip-file", &server.url("gzip-file")),
        ("zlib", &server.url("zlib")),
        ("deflate", &server.url("deflate")),
        ("zstd", &server.url("zstd")),
        ("br", &server.url("br")),
        ("twofold", &server.url("twofold")),
    ] {
        let inputs = [server.url(path)];
        let taken = take(&inputs, &options()).next().unwrap().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((taken.input, taken.url.as_ref()), (inputs[0].clone(), Some(url)));
        match taken.content {
            Content::Html { bytes, .. } => assert_eq!(String::from_utf8(bytes).unwrap(), PAGE, "{path}"),
            other => panic!("{path}: {other:?}"),
        }
    }
}

#[test]
fn a_sighting_says_when_and_how_a_page_was_fetched() {
    let server = Server::start();
    let inputs = ["tagged", "to//tagged", "page"].map(|path| server.url(path));
    let before = format!("{:.0}", jiff::Timestamp::now());
    let [tagged, redirected, page] =
        [0, 1, 2].map(|at| take(&inputs[at..=at], &options()).next().unwrap().unwrap().sighting.unwrap());
    assert_eq!(tagged.etag.as_deref(), Some("W/\"a1\""));
    assert_eq!(tagged.last_modified.as_deref(), Some("Mon, 02 Mar 2026 09:10:00 GMT"));
    assert_eq!((tagged.status, tagged.url), (Some(200), Some(server.url("tagged"))));
    assert!(tagged.at.unwrap() >= before);
    assert_eq!(tagged.headers, redirected.headers);
    assert_ne!(tagged.headers, page.headers);
    assert_eq!((page.etag, page.last_modified), (None, None));
}

#[test]
fn other_inputs_go_on_beside_the_web() {
    let server = Server::start();
    let inputs = ["text", "lines", "gone", "page"].map(|path| server.url(path));
    let items: Vec<String> = take(&inputs, &options())
        .map(|item| match item {
            Ok(taken) => match taken.content {
                Content::Text { content_type, .. } => format!("text {}", content_type.unwrap()),
                Content::Html { content_type, .. } => format!("html {}", content_type.unwrap()),
                Content::Ready(article) => format!("ready {}", article.id.unwrap()),
            },
            Err(error) => error.to_string().replace(&server.address.to_string(), "HOST"),
        })
        .collect();
    assert_eq!(
        items,
        [
            "text text/plain",
            "ready a",
            "http://HOST/lines, line 2: not an article: it has no \"text\"",
            "ready c",
            "http://HOST/gone: the server answers 404 not found",
            "html text/html; charset=utf-8",
        ]
    );
}

#[test]
fn a_request_names_the_program_and_nothing_else() {
    let server = Server::start();
    let inputs = [server.url("see-other/head")];
    let Content::Text { bytes, .. } = take(&inputs, &options()).next().unwrap().unwrap().content else {
        panic!()
    };
    let head = String::from_utf8(bytes).unwrap().to_lowercase();
    let mut names: Vec<_> = head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0)).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
    assert!(head.contains("user-agent: sayso/"), "{head}");
}

#[test]
fn giving_up_encryption_is_told() {
    let url = |url: &str| url::Url::parse(url).unwrap();
    let told =
        unencrypted(&url("https://ledger.example/a"), &url("http://ann:secret@ledger.example/b")).unwrap();
    assert_eq!(told.code, "redirect_unencrypted");
    assert_eq!(
        told.message,
        "https://ledger.example/a redirects to http://ledger.example/b without encryption"
    );
    assert_eq!(unencrypted(&url("http://ledger.example/"), &url("https://ledger.example/")), None);
}
