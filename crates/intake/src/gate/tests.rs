//! The gate against a server on this machine that does everything a server should not.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use flate2::Compression;

use super::host::{Admitted, global_only};
use super::{Failed, Gate, unencrypted};
use crate::{Ask, Content, EnvironmentFault, Fault, InputFault, Limits, Options, TakeError, take};

const PAGE: &str = "<!DOCTYPE html><p>Council approves bridge plan</p>";

/// A server on a free port of 127.0.0.1 that stops when dropped.
struct Server {
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let stopped = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&stopped);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().take(1000) {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                // The client goes away in the middle of many of these answers, and may.
                thread::spawn(move || stream.and_then(answer));
            }
        });
        Self { address, stopped, thread: Some(thread) }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
        self.thread.take().map(JoinHandle::join);
    }
}

fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let head: Vec<String> = BufReader::new(stream.try_clone()?)
        .lines()
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let path = head
        .first()
        .and_then(|line| line.split(' ').nth(1))
        .unwrap_or("/")
        .trim_start_matches('/')
        .to_owned();
    let (path, rest) = path.split_once('/').unwrap_or((&path, ""));
    let page = PAGE.as_bytes();
    let html = "Content-Type: text/html; charset=utf-8";
    match path {
        "page" => send(&mut stream, "200 OK", html, page),
        "head" => send(&mut stream, "200 OK", "Content-Type: text/plain", head.join("\n").as_bytes()),
        "tagged" => {
            let tags = "ETag: W/\"a1\"\r\nLast-Modified: Mon, 02 Mar 2026 09:10:00 GMT";
            send(&mut stream, "200 OK", &format!("{html}\r\n{tags}"), page)
        }
        "text" => send(&mut stream, "200 OK", "Content-Type: text/plain", b"Council approves bridge plan"),
        "untyped" => send(&mut stream, "200 OK", "X: y", page),
        "lines" => send(
            &mut stream,
            "200 OK",
            "Content-Type: application/x-ndjson",
            b"{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": \"b\"}\n{\"id\": \"c\", \"text\": \"Two.\"}",
        ),
        "gzip" => send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: x-gzip"), &gzip(page)),
        "gzip-file" => send(&mut stream, "200 OK", "Content-Type: application/gzip", &gzip(page)),
        "zlib" => {
            let body = io::Read::bytes(flate2::read::ZlibEncoder::new(page, Compression::fast()));
            send(
                &mut stream,
                "200 OK",
                &format!("{html}\r\nContent-Encoding: deflate"),
                &body.collect::<Result<Vec<_>, _>>()?,
            )
        }
        "deflate" => {
            let body = io::Read::bytes(flate2::read::DeflateEncoder::new(page, Compression::fast()));
            send(
                &mut stream,
                "200 OK",
                &format!("{html}\r\nContent-Encoding: deflate"),
                &body.collect::<Result<Vec<_>, _>>()?,
            )
        }
        "zstd" => send(
            &mut stream,
            "200 OK",
            &format!("{html}\r\nContent-Encoding: zstd"),
            &zstd::encode_all(page, 1)?,
        ),
        "br" => send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: br"), &stored_brotli(page)),
        "twofold" => {
            let body = zstd::encode_all(&*gzip(page), 1)?;
            send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: gzip, zstd"), &body)
        }
        "threefold" => {
            send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: gzip, gzip, gzip"), b"")
        }
        "unknown-coding" => send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: rot13"), page),
        "cut-gzip" => {
            let body = gzip(page);
            send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: gzip"), &body[..body.len() - 9])
        }
        "cut-zstd" => {
            let body = zstd::encode_all(page, 1)?;
            send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: zstd"), &body[..body.len() - 4])
        }
        "cut-br" => {
            let body = stored_brotli(page);
            send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: br"), &body[..body.len() - 4])
        }
        "not-gzip" => send(&mut stream, "200 OK", &format!("{html}\r\nContent-Encoding: gzip"), page),
        "bomb" => send(
            &mut stream,
            "200 OK",
            &format!("{html}\r\nContent-Encoding: gzip"),
            &gzip(&vec![b' '; 2_000_000]),
        ),
        "cut" => {
            write!(stream, "HTTP/1.1 200 OK\r\n{html}\r\nContent-Length: 1000\r\n\r\n{PAGE}")
        }
        "announced" => {
            write!(stream, "HTTP/1.1 200 OK\r\n{html}\r\nContent-Length: 99999999999\r\n\r\n{PAGE}")
        }
        "endless" => {
            write!(stream, "HTTP/1.1 200 OK\r\n{html}\r\nConnection: close\r\n\r\n")?;
            (0..100_000).try_for_each(|_| stream.write_all(page))
        }
        "endless-head" => {
            write!(stream, "HTTP/1.1 200 OK\r\n")?;
            (0..100_000).try_for_each(|number| write!(stream, "X-{number}: {number}\r\n"))
        }
        "slow" => {
            write!(stream, "HTTP/1.1 200 OK\r\n{html}\r\nContent-Length: 1000\r\n\r\n")?;
            (0..300).try_for_each(|_| {
                thread::sleep(Duration::from_millis(50));
                stream.write_all(b" ")
            })
        }
        "silent" => {
            thread::sleep(Duration::from_secs(15));
            Ok(())
        }
        "slow-redirects" => {
            thread::sleep(Duration::from_millis(300));
            let next = rest.parse().unwrap_or(0) + 1;
            send(&mut stream, "302 Found", &format!("Location: /slow-redirects/{next}"), b"")
        }
        "garbage" => stream.write_all(b"\x16\x03\x01 this is not HTTP\r\n\r\n"),
        "closed" => Ok(()),
        "empty" => send(&mut stream, "200 OK", html, b""),
        "pdf" => send(&mut stream, "200 OK", "Content-Type: Application/PDF", b"%PDF-1.7"),
        "lying-pdf" => send(&mut stream, "200 OK", html, b"%PDF-1.7"),
        "status" => send(&mut stream, rest, html, page),
        "to" => send(&mut stream, "301 Moved Permanently", &format!("Location: {rest}"), b""),
        "see-other" => send(&mut stream, "303 See Other", &format!("Location: ../{rest}#part"), b""),
        "circle" => send(&mut stream, "307 Temporary Redirect", "Location: /circle2", b""),
        "circle2" => send(&mut stream, "308 Permanent Redirect", "Location: /circle", b""),
        "on" => {
            let next = rest.parse().unwrap_or(0) + 1;
            send(&mut stream, "302 Found", &format!("Location: /on/{next}"), b"")
        }
        "nowhere" => send(&mut stream, "302 Found", "X: y", b""),
        _ => send(&mut stream, "404 Not Found", html, b"no"),
    }
}

fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) -> io::Result<()> {
    let status = status.replace('+', " ");
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A Brotli stream (RFC 7932) with one uncompressed block, of at most 65,536 bytes, and an empty last one.
fn stored_brotli(bytes: &[u8]) -> Vec<u8> {
    // From the lowest bit: window of 16 bits (0), not last (0), four nibbles of length (00), the length less
    // one, uncompressed (1); then zeros up to the next byte.
    let header = ((bytes.len() as u32 - 1) << 4) | 1 << 20;
    [&header.to_le_bytes()[..3], bytes, &[0b11]].concat()
}

fn options() -> Options {
    let limits = Limits {
        decoded_bytes: 1 << 20,
        wire_bytes: 100_000,
        connect_time: Duration::from_secs(2),
        total_time: Duration::from_secs(20),
        redirects: 10,
        host_interval: Duration::ZERO,
        retries: 0,
        ..Limits::default()
    };
    Options { allow_local: true, limits, ..Options::default() }
}

/// The message and hint of each item that is an error, with the server called `HOST`.
fn message(server: &Server, error: &TakeError) -> String {
    let hint = error.hint().expect("every error has a hint");
    format!("{error} ({hint})").replace(&server.address.to_string(), "HOST")
}

fn first_message(server: &Server, path: &str) -> String {
    let inputs = [if crate::is_url(path) { path.to_owned() } else { server.url(path) }];
    match take(&inputs, &options()).next().unwrap() {
        Ok(taken) => panic!("{path}: {taken:?}"),
        Err(error) => message(server, &error),
    }
}

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

/// Admits this test's server, as if 127.0.0.1 were global, and what really is.
fn server_or_global(address: IpAddr) -> Result<(), InputFault> {
    if address == IpAddr::V4(Ipv4Addr::LOCALHOST) { Ok(()) } else { global_only(address) }
}

fn gate(look_up: fn(&str) -> io::Result<Vec<IpAddr>>) -> Gate {
    Gate::with(Admitted::with(server_or_global, look_up), options().limits, None).unwrap()
}

#[test]
fn no_redirect_leads_inside() {
    let server = Server::start();
    let gate = gate(|_| Ok(vec![IpAddr::from([127, 0, 0, 2])]));
    gate.fetch(&server.url("page"), &Ask::Whole).unwrap_or_else(|failed| panic!("{failed:?}"));
    for target in [
        "http://127.0.0.2/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.0.1:8080/",
        "http://100.100.1.1/",
        "http://2130706434/",
        "http://0x7f000002/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.2]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:2]/",
        "http://[fd00::1]/",
        "http://localhost/",
        "http://intranet/",
        "http://inside.example/",
        "//inside.example/",
    ] {
        let Err(Failed { hop: Some(_), fault }) =
            gate.fetch(&server.url(&format!("to/{target}")), &Ask::Whole)
        else {
            panic!("{target} was followed")
        };
        let is_refused =
            matches!(fault, Fault::Input(InputFault::LocalAddress { .. } | InputFault::LocalName { .. }));
        assert!(is_refused, "{target}: {fault}");
    }
}

#[test]
fn a_name_that_changes_its_address_gains_nothing() {
    /// The server at first, then something inside.
    fn rebinding(_: &str) -> io::Result<Vec<IpAddr>> {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let last = if ASKED.fetch_add(1, Ordering::Relaxed) == 0 { 1 } else { 2 };
        Ok(vec![IpAddr::from([127, 0, 0, last])])
    }
    let server = Server::start();
    let url = format!("http://rebinding.example:{}/to//page", server.address.port());
    let Err(Failed { hop, fault }) = gate(rebinding).fetch(&url, &Ask::Whole) else { panic!("was fetched") };
    assert_eq!(hop, Some(url.replace("/to//", "/")));
    assert_eq!(fault.to_string(), "leads to 127.0.0.2, a loopback address");
}

#[test]
fn hosts_that_cannot_be_looked_up_are_named() {
    fn look_up(name: &str) -> io::Result<Vec<IpAddr>> {
        match name {
            "slow.example" => {
                thread::sleep(Duration::from_secs(15));
                Ok(vec![])
            }
            "bare.example" => Ok(vec![]),
            _ => Err(io::Error::other("no such name")),
        }
    }
    let gate = gate(look_up);
    for (url, expected) in [
        ("http://slow.example/", "cannot find the host slow.example: the name server does not answer"),
        ("http://bare.example/", "cannot find the host bare.example: it has no address"),
        ("http://gone.example/", "cannot find the host gone.example: no such name"),
    ] {
        let Err(Failed { hop: None, fault }) = gate.fetch(url, &Ask::Whole) else {
            panic!("{url} was fetched")
        };
        assert_eq!(fault.to_string(), expected);
        assert!(matches!(fault, Fault::Environment(EnvironmentFault::HostNotFound { .. })));
    }
}

#[test]
fn a_name_may_end_in_a_dot() {
    let server = Server::start();
    let gate = gate(|_| Ok(vec![IpAddr::from(Ipv4Addr::LOCALHOST)]));
    let url = format!("http://Ledger.example.:{}/page", server.address.port());
    let fetched = gate.fetch(&url, &Ask::Whole).unwrap_or_else(|failed| panic!("{failed:?}"));
    assert_eq!(String::from_utf8(fetched.bytes).unwrap(), PAGE);
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
