//! Servers on this machine that answer as a test says.
#![allow(dead_code, clippy::unwrap_used, reason = "each test uses what it needs, and helps a test")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What a server saw of one request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    /// The conditional header lines.
    pub(crate) conditions: Vec<String>,
    /// When it came, and when its answer was sent.
    pub(crate) from: Instant,
    pub(crate) to: Instant,
}

/// What a server saw so far.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<Request>>>);

impl Log {
    /// Path and conditions of each request.
    pub(crate) fn paths(&self) -> Vec<String> {
        let line = |request: &Request| {
            let words = [std::slice::from_ref(&request.path), &request.conditions].concat();
            words.join(" ")
        };
        self.requests().iter().map(line).collect()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.0.lock().unwrap().clone()
    }
}

/// Serves each path with its own whole answer, `HOST` being the server's address; what has none is not found. What
/// stands before a line `THEN` is answered once, then the rest.
pub(crate) fn serve(answers: &[(&str, &str)]) -> (String, Log) {
    serve_at(Ipv4Addr::LOCALHOST, Duration::ZERO, answers)
}

/// The same at this address, each answer after some time.
pub(crate) fn serve_at(at: Ipv4Addr, after: Duration, answers: &[(&str, &str)]) -> (String, Log) {
    let listener = TcpListener::bind((at, 0)).unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let answers: BTreeMap<String, String> =
        answers.iter().map(|(path, answer)| ((*path).to_owned(), answer.replace("HOST", &host))).collect();
    let (log, answers) = (Log::default(), Arc::new(answers));
    let seen = log.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (answers, seen) = (Arc::clone(&answers), seen.clone());
            // Each on its own thread: that requests do not overlap is what tests look for.
            thread::spawn(move || answer(stream.unwrap(), after, &answers, &seen));
        }
    });
    (host, log)
}

fn answer(
    mut stream: TcpStream,
    after: Duration,
    answers: &BTreeMap<String, String>,
    log: &Log,
) -> std::io::Result<()> {
    let from = Instant::now();
    let head: Vec<String> = BufReader::new(stream.try_clone()?)
        .lines()
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
    let conditions = head.iter().filter(|line| line.starts_with("if-")).cloned().collect();
    thread::sleep(after);
    let times = {
        let mut log = log.0.lock().unwrap();
        log.push(Request { path: path.clone(), conditions, from, to: Instant::now() });
        log.iter().filter(|request| request.path == path).count()
    };
    let missing = "404 Not Found\n\n".to_owned();
    let answers: Vec<&str> = answers.get(&path).unwrap_or(&missing).split("\nTHEN\n").collect();
    let answer = answers[(times - 1).min(answers.len() - 1)];
    let (head, body) = answer.split_once("\n\n").unwrap();
    // A charset of one byte a character, whatever the answer says it is.
    let body: Vec<u8> = match body.strip_prefix("LATIN ") {
        Some(latin) => latin.chars().map(|letter| u8::try_from(letter).unwrap()).collect(),
        None => body.as_bytes().to_vec(),
    };
    let head = head.replace('\n', "\r\n");
    write!(stream, "HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())?;
    stream.write_all(&body)
}
