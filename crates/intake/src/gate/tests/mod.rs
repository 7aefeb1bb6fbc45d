//! The gate against a server on this machine that does everything a server should not.

mod addresses;
mod failures;
mod pages;

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
