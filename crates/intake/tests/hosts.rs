//! Many hosts at once: each politely, none held up by another.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

mod web;

use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sayso_intake::{Ledger, Limits, Options, Seen, Skipped, Summary, take};
use sayso_model::Sighting;
use web::{Log, serve_at};

const INTERVAL: Duration = Duration::from_millis(100);
const PAGE: &str = "200 OK\nContent-Type: text/html\n\n<p>Story";

fn options() -> Options {
    let limits = Limits {
        host_interval: INTERVAL,
        total_time: Duration::from_secs(20),
        connect_time: Duration::from_secs(2),
        ..Limits::default()
    };
    Options { allow_local: true, hosts_at_once: 8, limits, ..Options::default() }
}

fn at(last: u8) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 0, last)
}

/// The address or the message of each item, as it comes.
fn told(inputs: &[String], options: &Options) -> Vec<String> {
    take(inputs, options)
        .map(|item| match item {
            Ok(taken) => taken.url.unwrap(),
            Err(error) => format!("{error} ({})", error.hint().unwrap()),
        })
        .collect()
}

/// One request at a time, and none sooner than the pace allows. The first is for `robots.txt`, with which the page
/// that is wanted may come at once.
fn is_polite(log: &Log) {
    let requests = log.requests();
    for (one, next) in requests.iter().zip(requests.iter().skip(1)).skip(1) {
        assert!(next.from >= one.to, "{} came before {} was answered", next.path, one.path);
        let apart = next.from - one.from;
        // The server sees a request a little after it was sent.
        assert!(apart + Duration::from_millis(30) >= INTERVAL, "{} {apart:?} after {}", next.path, one.path);
    }
}

#[test]
fn a_slow_host_holds_up_nobody_else() {
    let paths: Vec<String> = (0..6).map(|number| format!("/{number}")).collect();
    let answers: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), PAGE)).collect();
    let slow = serve_at(at(1), Duration::from_millis(600), &answers);
    let others: Vec<_> = (2..8).map(|last| serve_at(at(last), Duration::ZERO, &answers)).collect();
    let all: Vec<_> = std::iter::once(&slow).chain(&others).collect();
    let inputs: Vec<String> =
        all.iter().flat_map(|(host, _)| paths.iter().map(move |path| format!("{host}{path}"))).collect();
    let begun = Instant::now();
    let options = options();
    let (mut others_done, mut slow_before) = (Duration::ZERO, 0);
    for item in take(&inputs, &options) {
        let url = item.unwrap().url.unwrap();
        if url.starts_with(&slow.0) {
            slow_before += usize::from(others_done < begun.elapsed());
        } else {
            (others_done, slow_before) = (begun.elapsed(), 0);
        }
    }
    let whole = begun.elapsed();
    // The slow one needs 7 × 0.6 s by itself; six others with six pages each are done long before.
    assert!(whole >= Duration::from_millis(4200) && whole < Duration::from_secs(8), "{whole:?}");
    assert!(
        others_done < whole / 2 && slow_before >= 3,
        "others were done after {others_done:?} of {whole:?}"
    );
    all.iter().for_each(|(_, log)| is_polite(log));
    assert!(all.iter().all(|(_, log)| log.requests().len() == 7));
    // One after the other, everything comes in the order in which it was given.
    let quick = Limits { host_interval: Duration::ZERO, ..options.limits.clone() };
    let in_order = Options { hosts_at_once: 1, limits: quick, ..options };
    assert_eq!(told(&inputs[6..], &in_order), inputs[6..]);
}

#[test]
fn a_host_that_does_not_answer_is_left_alone_and_told_once() {
    let closed = TcpListener::bind((at(11), 0)).unwrap().local_addr().unwrap();
    let (open, log) = serve_at(at(12), Duration::ZERO, &[("/1", PAGE), ("/2", PAGE)]);
    let busy = "503 Busy\nRetry-After: 300\n\n";
    let (busy, busy_log) = serve_at(at(13), Duration::ZERO, &[("/0", busy), ("/1", PAGE), ("/2", PAGE)]);
    let mut inputs: Vec<String> = (0..20).map(|number| format!("http://{closed}/{number}")).collect();
    inputs.extend((0..3).map(|number| format!("{busy}/{number}")));
    inputs.extend((1..3).map(|number| format!("{open}/{number}")));
    let mut told = told(&inputs, &options());
    let left_out = told.split_off(told.len() - 2);
    assert_eq!(
        left_out[0],
        "127.0.0.11: 17 more addresses there were left out: it did not answer 3 times in a row (give the same command \
         again later; what is there already is not fetched again)"
    );
    assert!(
        left_out[1].starts_with("127.0.0.13: 2 more addresses there were left out: it asks to wait for 2")
            || left_out[1]
                .starts_with("127.0.0.13: 2 more addresses there were left out: it asks to wait for 300 s"),
        "{left_out:?}"
    );
    let refused = told.iter().filter(|line| line.contains("cannot connect to 127.0.0.11")).count();
    assert_eq!((refused, told.len()), (3, 6), "{told:?}");
    assert!(told.contains(&format!("{open}/1")) && told.contains(&format!("{open}/2")));
    assert_eq!((log.requests().len(), busy_log.paths()), (3, vec!["/robots.txt".into(), "/0".into()]));
}

#[derive(Debug, Default)]
struct Told(Mutex<Vec<String>>, Mutex<Vec<Summary>>);

impl Ledger for Told {
    fn seen(&self, sighting: &Sighting, what: Seen) {
        self.0.lock().unwrap().push(format!("{what:?} {}", sighting.url.as_deref().unwrap()));
    }

    fn finished(&self, summary: &Summary) {
        self.0.lock().unwrap().push(format!("finished {}", summary.input));
        self.1.lock().unwrap().push(summary.clone());
    }
}

#[test]
fn a_list_is_finished_when_its_pages_have_come() {
    let feed = |items: &str| {
        format!("200 OK\nContent-Type: text/xml\nETag: \"f\"\n\n<rss><channel>{items}</channel></rss>")
    };
    let item = |link: &str| format!("<item><link>{link}</link></item>");
    let slow = Duration::from_millis(200);
    let (pages, _) = serve_at(at(21), slow, &[("/1", PAGE), ("/2", PAGE), ("/busy", "500 Trouble\n\n")]);
    let whole = feed(&[item(&format!("{pages}/1")), item(&format!("{pages}/gone"))].concat());
    let broken = feed(&[item(&format!("{pages}/2")), item(&format!("{pages}/busy"))].concat());
    let (feeds, _) = serve_at(at(22), Duration::ZERO, &[("/whole", &whole), ("/broken", &broken)]);
    let opml = format!(
        "<opml><body><outline xmlUrl='{feeds}/whole'/><outline xmlUrl='{feeds}/broken'/></body></opml>"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feeds.opml");
    std::fs::write(&path, opml).unwrap();
    let ledger = Arc::new(Told::default());
    let limits = Limits { retries: 0, ..options().limits };
    let options = Options { ledger: Some(ledger.clone()), limits, ..options() };
    let told = told(&[path.to_string_lossy().into_owned()], &options);
    assert_eq!(told.len(), 4, "{told:?}");
    let summaries = ledger.1.lock().unwrap();
    let of = |name: &str| summaries.iter().find(|summary| summary.input.ends_with(name)).unwrap();
    assert_eq!((of("/whole").taken, of("/whole").is_whole()), (1, true));
    assert_eq!(of("/whole").skipped, [(Skipped::Broken, 1)].into_iter().collect());
    assert_eq!(of("/whole").fetched.as_ref().unwrap().etag.as_deref(), Some("\"f\""));
    assert_eq!((of("/broken").taken, of("/broken").is_whole()), (1, false));
    assert_eq!(of("/broken").skipped, [(Skipped::Failed, 1)].into_iter().collect());
    assert_eq!((of("feeds.opml").taken, summaries.len()), (2, 3));
}

#[test]
fn who_has_enough_need_not_wait() {
    let (slow, _) = serve_at(at(31), Duration::from_secs(8), &[("/1", PAGE)]);
    let (quick, _) = serve_at(at(32), Duration::ZERO, &[("/1", PAGE)]);
    let inputs = [format!("{slow}/1"), format!("{quick}/1")];
    let (begun, options) = (Instant::now(), options());
    let mut taken = take(&inputs, &options);
    assert_eq!(taken.next().unwrap().unwrap().url.unwrap(), inputs[1]);
    drop(taken);
    assert!(begun.elapsed() < Duration::from_secs(4));
}

/// An outline of a million feeds on a host that is not there is a few lines of trouble, and no more than its part of
/// the time.
#[test]
fn a_million_outlines_on_one_dead_host_cost_a_few_lines() {
    let closed = TcpListener::bind((at(51), 0)).unwrap().local_addr().unwrap();
    let (host, _) = serve_at(at(52), Duration::ZERO, &[("/1", PAGE)]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("feeds.opml");
    let outline = format!("<outline xmlUrl='http://{closed}/feed'/>");
    std::fs::write(&path, format!("<opml><body>{}</body></opml>", outline.repeat(1_000_000))).unwrap();
    let inputs = [path.to_string_lossy().into_owned(), format!("{host}/1")];
    let told = told(&inputs, &options());
    let has = |what: &str| told.iter().filter(|line| line.contains(what)).count();
    assert_eq!(
        (told.len(), has("names more than 50000 addresses"), has("cannot connect")),
        (6, 1, 3),
        "{told:?}"
    );
    assert_eq!(
        (has(&format!("{host}/1")), has("127.0.0.51: 49997 more addresses there were left out")),
        (1, 1)
    );
    // Where nobody may ask, the first address says so for all.
    let strict = Options { allow_local: false, ..options() };
    let inputs = [inputs[0].clone()];
    let told: Vec<String> = take(&inputs, &strict).map(|item| item.unwrap_err().to_string()).collect();
    assert_eq!(told.len(), 3, "{told:?}");
}
