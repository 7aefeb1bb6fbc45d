//! What does not come through, and what is said about it.

use super::*;

#[test]
fn every_failure_says_what_happened_and_what_to_do() {
    let server = Server::start();
    let save = "open it in a browser, save the page as HTML and give the file";
    let again = format!("try again, or {save}");
    for (path, says, hint) in [
        ("gone", "the server answers 404 not found", "check the address; the page may have moved or gone"),
        (
            "status/403+Forbidden",
            "the server answers 403 forbidden",
            &format!("the site may not let programs in; {save}"),
        ),
        (
            "status/304+Not-Modified",
            "the server answers 304 not modified",
            &format!("the site may not let programs in; {save}"),
        ),
        ("status/503+Busy", "the server answers 503 service unavailable", "try again later"),
        ("status/429+Slowly", "the server answers 429 too many requests", "try again later"),
        (
            "pdf",
            "served as application/pdf, not as a page or text",
            "give the address of an article's page; other things can be saved and converted first",
        ),
        (
            "lying-pdf",
            "looks like a PDF document, not like a page or text",
            "save its text first, as with: pdftotext FILE",
        ),
        ("empty", "is empty", "save the page again, or leave it out"),
        ("unknown-coding", "compressed as rot13, which is not known here", save),
        ("threefold", "compressed as gzip, gzip, gzip, which is not known here", save),
        ("cut-gzip", "gzip stream ends early", "the file is cut off: copy or download it again"),
        ("cut-zstd", "Zstandard stream ends early", "the file is cut off: copy or download it again"),
        ("cut-br", "Brotli stream is damaged: Invalid Data", "copy or download it again"),
        ("not-gzip", "gzip stream is damaged: invalid gzip header", "copy or download it again"),
        (
            "bomb",
            "holds more than 1048576 bytes when decompressed",
            "decompress it first; JSON lines of any size are then read line by line",
        ),
        (
            "announced",
            "transfer is longer than 100000 bytes",
            "download it with another program and give the file",
        ),
        (
            "endless",
            "transfer is longer than 100000 bytes",
            "download it with another program and give the file",
        ),
        ("cut", "connection broke off: end of file before message length reached", &again),
        ("garbage", "connection broke off: invalid HTTP version parsed", &again),
        ("closed", "connection broke off: connection closed before message completed", &again),
        (
            "circle",
            "redirects in a circle, back to http://HOST/circle",
            &format!("the site may insist on cookies; {save}"),
        ),
        ("nowhere", "redirects, but it does not say where to", save),
        ("to/http://[", "redirects, but invalid IPv6 address", save),
    ] {
        let at = if path == "circle" {
            "http://HOST/circle, redirected to http://HOST/circle2".to_owned()
        } else {
            format!("http://HOST/{path}")
        };
        assert_eq!(first_message(&server, path), format!("{at}: {says} ({hint})"));
    }
    for (path, expected) in [
        ("on/1", "http://HOST/on/1, redirected to http://HOST/on/11: redirects more than 10 times"),
        (
            "to/file:///etc/hosts",
            "http://HOST/to/file:///etc/hosts, redirected to file:///etc/hosts: not an address to fetch: only http and https are fetched, not file",
        ),
        (
            "to/http://ann:secret@127.0.0.1/",
            "redirected to http://127.0.0.1/: not an address to fetch: it has a user name before the host",
        ),
        (
            "ftp://ledger.example/a",
            "ftp://ledger.example/a: not an address to fetch: only http and https are fetched, not ftp",
        ),
        ("http://", "http://: not an address to fetch: empty host (give it as the browser shows it"),
        ("http://127.0.0.1:0/", "http://127.0.0.1:0/: not an address to fetch: there is no port 0"),
        ("endless-head", "connection broke off: message head is too large"),
        (&server.url("page").replace("http:", "https:"), "no trusted connection to 127.0.0.1"),
        (
            "http://0.0.0.0/",
            "http://0.0.0.0/: leads to 0.0.0.0, an unspecified address that serves no pages (check the address)",
        ),
    ] {
        let message = first_message(&server, path);
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn slow_servers_are_left_in_time() {
    let server = Server::start();
    let limits = Limits { total_time: Duration::from_millis(700), ..options().limits };
    let hasty = Options { limits, ..options() };
    for path in ["slow", "silent", "slow-redirects/1"] {
        let (started, inputs) = (Instant::now(), [server.url(path)]);
        let error = take(&inputs, &hasty).next().unwrap().unwrap_err();
        assert!(started.elapsed() < Duration::from_secs(8), "{path}");
        let message = message(&server, &error);
        let hint = "(try again, or open it in a browser, save the page as HTML and give the file)";
        assert!(message.ends_with(&format!(": took longer than 0.7 s {hint}")), "{message}");
        assert_eq!(message.contains("redirected to"), path.starts_with("slow-redirects"), "{message}");
    }
}

#[test]
fn a_closed_port_is_told_from_a_closed_address() {
    let server = Server::start();
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}/");
    assert_eq!(
        first_message(&server, &url),
        format!(
            "{url}: cannot connect to 127.0.0.1: Connection refused (os error 111) (check the address and your \
             connection; saved pages are read without one)"
        )
    );
    let not_allowed = Options { allow_local: false, ..options() };
    let inputs = [url.clone(), "http://localhost/".to_owned()];
    let messages: Vec<_> =
        take(&inputs, &not_allowed).map(|item| message(&server, &item.unwrap_err())).collect();
    let hint = "(if it is your own machine or network and you trust the address, add --allow-local)";
    assert_eq!(
        messages,
        [
            format!("{url}: leads to 127.0.0.1, a loopback address {hint}"),
            format!("http://localhost/: localhost is a name in this machine's own network {hint}"),
        ]
    );
}
