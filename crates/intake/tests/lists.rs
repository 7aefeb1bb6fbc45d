//! Feeds, sitemaps and lists of feeds: in files, and from a server on this machine.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

mod web;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use sayso_intake::{
    Ask, Content, FetchLinks, Ledger, Limits, Occasion, Options, Seen, Skipped, Summary, Taken, Validators,
    take,
};
use sayso_model::Sighting;
use web::serve;

const RSS: &str = "<?xml version='1.0' encoding='utf-8'?>
<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Daily Ledger</title>
<item><title>Council &amp;amp; bridge</title><link>HOST/bridge</link><guid isPermaLink='false'>b1</guid>
<pubDate>Mon, 02 Mar 2026 09:10:00 GMT</pubDate><author>ann@ledger.example (Ann Reyes)</author>
<description>Short.</description><content:encoded><![CDATA[<p>“We cannot wait,” said Jana Holt.</p>]]></content:encoded></item>
<item><title>Older</title><link>HOST/older</link><pubDate>1 Jan 2020 00:00 GMT</pubDate><description>Plain words.</description></item>
<item><title>Bare</title></item>
</channel></rss>";

fn options() -> Options {
    let limits =
        Limits { host_interval: Duration::ZERO, total_time: Duration::from_secs(5), ..Limits::default() };
    Options { allow_local: true, limits, ..Options::default() }
}

fn told(inputs: &[String], options: &Options) -> Vec<String> {
    let shown = |taken: Taken| {
        let words = match taken.content {
            Content::Html { bytes, .. } | Content::Text { bytes, .. } => String::from_utf8(bytes).unwrap(),
            Content::Ready(ready) => ready.text,
        };
        format!("{}: {words}", taken.url.unwrap_or_default())
    };
    take(inputs, options)
        .map(|item| match item {
            Ok(taken) => shown(taken),
            Err(error) => format!("{error} ({})", error.hint().unwrap()),
        })
        .collect()
}

fn file(folder: &std::path::Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_string_lossy().into_owned()
}

#[derive(Debug, Default)]
struct Memory {
    known: BTreeMap<String, Ask>,
    told: Mutex<Vec<String>>,
    summaries: Mutex<Vec<Summary>>,
}

impl Ledger for Memory {
    fn ask(&self, url: &str, why: Occasion<'_>) -> Ask {
        let changed = match why {
            Occasion::Named => None,
            Occasion::Listed { changed } => changed,
        };
        self.told.lock().unwrap().push(format!("{url} {}", changed.unwrap_or("-")));
        self.known.get(url).cloned().unwrap_or_default()
    }

    fn seen(&self, sighting: &Sighting, what: Seen) {
        self.told.lock().unwrap().push(format!("{} {what:?}", sighting.url.as_deref().unwrap()));
    }

    fn finished(&self, summary: &Summary) {
        self.summaries.lock().unwrap().push(summary.clone());
    }
}

#[test]
fn a_feed_in_a_file_gives_its_own_texts() {
    let folder = tempfile::tempdir().unwrap();
    let inputs = [file(folder.path(), "feed.txt", RSS.replace("HOST", "https://ledger.example"))];
    let memory = Arc::new(Memory::default());
    let options = Options { ledger: Some(memory.clone()), ..options() };
    let articles: Vec<Taken> = take(&inputs, &options).map(Result::unwrap).collect();
    let item = articles[0].from_feed.as_ref().unwrap();
    assert_eq!(item.title.as_deref(), Some("Council & bridge"));
    assert_eq!(item.feed.as_deref(), Some("Daily Ledger"));
    assert_eq!(item.published.as_deref(), Some("2026-03-02T09:10:00Z"));
    assert_eq!(
        (item.authors.as_slice(), articles[0].id.as_deref()),
        (&["Ann Reyes".to_owned()][..], Some("b1"))
    );
    assert!(articles[0].sighting.is_none());
    assert_eq!(
        told(&inputs, &options),
        [
            "https://ledger.example/bridge: <!DOCTYPE html><html><body><article><p>“We cannot wait,” said Jana Holt.</p></article></body></html>",
            "https://ledger.example/older: Plain words.",
        ]
    );
    assert_eq!(told(&inputs, &Options { since: Some("2026-01-01".into()), ..options.clone() }).len(), 1);
    let summary = memory.summaries.lock().unwrap().pop().unwrap();
    assert_eq!(summary.skipped, [(Skipped::Older, 1), (Skipped::NoText, 1)].into_iter().collect());
    assert!(memory.told.lock().unwrap().is_empty());
}

#[test]
fn a_feed_from_the_web_gives_the_pages_it_links_to() {
    let feed = format!("200 OK\nContent-Type: application/rss+xml\nETag: \"f1\"\n\n{RSS}");
    let page = "200 OK\nContent-Type: text/html\n\n<html><p>The whole story";
    let (host, seen) = serve(&[("/feed", &feed), ("/bridge", page), ("/older", "304 Not Modified\n\n")]);
    let tagged = Ask::IfChanged(Validators { etag: Some("\"o1\"".into()), last_modified: None });
    let known = [(format!("{host}/older"), tagged)].into_iter().collect();
    let memory = Arc::new(Memory { known, ..Memory::default() });
    let options = Options { ledger: Some(memory.clone()), ..options() };
    let inputs = [format!("{host}/feed")];
    assert_eq!(told(&inputs, &options), [format!("{host}/bridge: <html><p>The whole story")]);
    assert_eq!(seen.paths(), ["/robots.txt", "/feed", "/bridge", "/older if-none-match: \"o1\""]);
    let expected = [
        "/feed -",
        "/feed List",
        "/bridge 2026-03-02T09:10:00Z",
        "/older 2020-01-01T00:00:00Z",
        "/older Unchanged",
    ];
    assert_eq!(*memory.told.lock().unwrap(), expected.map(|line| format!("{host}{line}")));
    // The same feed, not followed.
    let never = Options { fetch_links: FetchLinks::Never, ..options };
    let own: Vec<Taken> = take(&inputs, &never).map(Result::unwrap).collect();
    assert_eq!(own.len(), 2);
    assert_eq!(own[0].sighting.as_ref().unwrap().etag.as_deref(), Some("\"f1\""));
}

#[test]
fn lists_lead_to_lists_and_pages() {
    let page = |words: &str| format!("200 OK\nContent-Type: text/html\n\n<html><p>{words}");
    let xml = |text: &str| format!("200 OK\nContent-Type: text/xml\n\n{text}");
    let (host, _) = serve(&[
        (
            "/index",
            &xml(
                "<sitemapindex><sitemap><loc>HOST/map</loc></sitemap><sitemap><loc>HOST/index</loc></sitemap></sitemapindex>",
            ),
        ),
        (
            "/map",
            &xml(
                "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>HOST/a?x=1&amp;y=2</loc><lastmod>2026-03-02</lastmod><news:news><news:publication_date>2026-03-01T08:00:00+01:00</news:publication_date></news:news></url><url><loc>HOST/old</loc><lastmod>2020-01-01</lastmod></url></urlset>",
            ),
        ),
        ("/a?x=1&y=2", &page("A")),
        (
            "/feed",
            &xml(
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>B</title><link href='b'/></entry></feed>",
            ),
        ),
        ("/b", &page("B")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let opml = format!(
        "<opml version='2.0'><body><outline text='News'><outline xmlUrl='{host}/feed'/></outline></body></opml>"
    );
    let inputs = [format!("{host}/index"), file(folder.path(), "feeds", opml)];
    let options = Options { since: Some("2026".into()), ..options() };
    let circle = format!(
        "{host}/index: is a list within lists within lists (give the address of the feed or sitemap itself)"
    );
    assert_eq!(
        told(&inputs, &options),
        [format!("{host}/a?x=1&y=2: <html><p>A"), circle, format!("{host}/b: <html><p>B")]
    );
    // A folder is not walked onto the web.
    file(folder.path(), "page.html", "<p>Here");
    assert_eq!(told(&[folder.path().to_string_lossy().into_owned()], &options), [": <p>Here"]);
}

#[test]
fn robots_txt_is_asked_once_and_obeyed() {
    let page = "200 OK\nContent-Type: text/html\n\n<p>Story";
    let robots = "200 OK\nContent-Type: text/plain\n\nUser-agent: *\nDisallow: /private\n\nUser-agent: sayso\nDisallow: /for-others\nAllow: /for-others/us";
    let (host, seen) = serve(&[
        ("/robots.txt", robots),
        ("/private/a", page),
        ("/for-others/us", page),
        ("/for-others/a", page),
        ("/to", "302 Found\nLocation: /for-others/a\n\n"),
    ]);
    let inputs = ["private/a", "for-others/us", "for-others/a", "to"].map(|path| format!("{host}/{path}"));
    let hint = "(the site asks programs to stay away from it; open it in a browser, save the page as HTML and give the file)";
    assert_eq!(
        told(&inputs, &options()),
        [
            format!("{host}/private/a: <p>Story"),
            format!("{host}/for-others/us: <p>Story"),
            format!("{host}/for-others/a: not allowed by robots.txt {hint}"),
            format!("{host}/to, redirected to {host}/for-others/a: not allowed by robots.txt {hint}"),
        ]
    );
    assert_eq!(seen.paths(), ["/robots.txt", "/private/a", "/for-others/us", "/to"]);
    for (answer, expected) in [
        ("403 Forbidden\n\n", "<p>Story"),
        ("301 Moved\nLocation: /robots.txt\n\n", "<p>Story"),
        (
            "503 Busy\n\n",
            "not allowed by robots.txt: the server answers 503 for it, so nothing counts as allowed",
        ),
        (&format!("200 OK\n\n{}User-agent: *\nDisallow: /", "# filler\n".repeat(60_000)), "<p>Story"),
        ("200 OK\n\n\u{feff}user-agent: *\ndisallow: /*a$", "not allowed by robots.txt"),
    ] {
        let (host, _) = serve(&[("/robots.txt", answer), ("/a", page)]);
        let told = told(&[format!("{host}/a")], &options());
        assert!(told[0].contains(expected), "{answer:.40}: {told:?}");
    }
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let page = "200 OK\nContent-Type: text/html\n\n<p>Story";
    let busy = |wait: &str| format!("503 Busy\nRetry-After: {wait}\n\n\nTHEN\n{page}");
    let (host, seen) = serve(&[("/soon", &busy("1")), ("/late", &busy("300")), ("/next", page)]);
    assert_eq!(told(&[format!("{host}/soon")], &options()), [format!("{host}/soon: <p>Story")]);
    assert_eq!(seen.paths().len(), 3);
    let inputs = ["late", "next"].map(|path| format!("{host}/{path}"));
    let told = told(&inputs, &options());
    assert_eq!(told[0], format!("{host}/late: the server answers 503 service unavailable (try again later)"));
    assert!(
        told[1].contains("the server asks to wait for") && told[1].ends_with("(try again in 5 min)"),
        "{told:?}"
    );
}

#[test]
fn the_operator_can_be_reached() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let agent = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        BufReader::new(stream)
            .lines()
            .map_while(Result::ok)
            .find(|line| line.starts_with("user-agent:"))
            .unwrap()
    });
    let options = Options { contact: Some("desk@ledger.example".into()), ..options() };
    let _ = told(&[format!("http://{address}/")], &options);
    let agent = agent.join().unwrap();
    assert!(agent.starts_with("user-agent: sayso/") && agent.ends_with(" (+desk@ledger.example)"), "{agent}");
}

#[test]
fn hostile_lists_cost_one_line_each() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let outlines = format!("<opml><body>{}</body></opml>", "<outline xmlUrl='ftp://a/'/>".repeat(1_000_000));
    let entities: String =
        (1..20).map(|at| format!("<!ENTITY a{at} '&a{};&a{};'>", at - 1, at - 1)).collect();
    let bomb = format!(
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>{entities}]><rss><channel><item><title>&a19;</title><description>Words.</description></item></channel></rss>"
    );
    let cut = RSS.split_at(RSS.find("]]>").unwrap()).0;
    let lying = b"<?xml version='1.0' encoding='utf-8'?><rss><channel><item><description>Caf\xE9 closed.</description></item></channel></rss>";
    let deep = format!("<rss><channel><item><description>{}", "<a>".repeat(1_000_000));
    let packed = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&vec![b' '; 3_000_000]).unwrap();
        encoder.finish().unwrap()
    };
    let small = Options { limits: Limits { decoded_bytes: 2_000_000, ..options().limits }, ..options() };
    let page = file(folder, "page.html", "<p>Here");
    for (name, bytes, options, expected) in [
        ("bomb.xml", bomb.as_bytes(), &small, ": Words."),
        ("lying.xml", lying, &small, ": Café closed."),
        ("cut.xml", cut.as_bytes(), &small, "cannot be read to its end"),
        ("deep.xml", deep.as_bytes(), &options(), ": "),
        ("packed.gz", &packed, &small, "holds more than 2000000 bytes when decompressed"),
        ("outlines.opml", outlines.as_bytes(), &options(), "names more than 50000 addresses"),
        (
            "outlines.opml",
            outlines.as_bytes(),
            &options(),
            "names 50000 addresses that cannot be fetched, the first of them ftp://a/",
        ),
        (
            "broken.json",
            b"{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [",
            &small,
            "cannot be read to its end",
        ),
    ] {
        let told = told(&[file(folder, name, bytes), page.clone()], options);
        assert!(
            told.iter().any(|line| line.contains(expected)),
            "{name}: {:?}",
            told.iter().rev().take(3).collect::<Vec<_>>()
        );
        assert_eq!(told.last().unwrap(), ": <p>Here", "{name}");
        // What was wrong is said in one line, and of the outline in two: too many, and none that can be fetched.
        assert!(told.len() <= 4, "{name}: {} lines", told.len());
    }
}

#[test]
fn only_whole_addresses_are_taken_for_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let feed = |channel: &str, item: &str| {
        format!(
            "<rss version='2.0'><channel>{channel}<item>{item}<description>Fish.</description></item></channel></rss>"
        )
    };
    let home = "<link>https://alpha.example/news/</link>";
    let json = |home: &str| {
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\"{home}, \"items\": [{{\"id\": \"2\", \"url\": \"2\", \"content_text\": \"Fish.\"}}]}}"
        )
    };
    for (name, feed, expected) in [
        ("a", feed(home, "<link>/posts/1</link>"), "https://alpha.example/posts/1"),
        ("b", feed("", "<link>/posts/1</link>"), ""),
        ("c", feed(home, "<guid>pod-1</guid>"), ""),
        ("d", feed(home, "<guid>https://alpha.example/p/1</guid>"), "https://alpha.example/p/1"),
        ("e", feed(home, "<guid isPermaLink='true'>/p/1</guid>"), "https://alpha.example/p/1"),
        ("f", json(", \"home_page_url\": \"https://alpha.example/\""), "https://alpha.example/2"),
        ("g", json(""), ""),
        ("h", "{\"text\": \"Fish.\", \"url\": \"/a\"}".to_owned(), ""),
        ("i", "{\"text\": \"Fish.\", \"url\": \"alpha.example/a\"}".to_owned(), "alpha.example/a"),
    ] {
        let inputs = [file(folder.path(), name, feed)];
        assert_eq!(told(&inputs, &options()), [format!("{expected}: Fish.")], "{name}");
    }
}

#[test]
fn a_feed_that_a_list_names_and_that_is_down_is_told_of() {
    let (host, _) = serve(&[("/up", "200 OK\n\n<rss><channel/></rss>"), ("/down", "503 Busy\n\n")]);
    let folder = tempfile::tempdir().unwrap();
    let outline = |path: &str| format!("<outline xmlUrl='{host}/{path}'/>");
    let opml = format!("<opml><body>{}{}{}</body></opml>", outline("up"), outline("down"), outline("gone"));
    let inputs = [file(folder.path(), "feeds", opml)];
    let memory = Arc::new(Memory::default());
    let limits = Limits { retries: 0, ..options().limits };
    let options = Options { ledger: Some(memory.clone()), limits, ..options() };
    assert_eq!(told(&inputs, &options).len(), 2);
    let told = memory.told.lock().unwrap();
    let seen: Vec<_> = told.iter().filter(|line| !line.ends_with(" -")).collect();
    assert_eq!(seen, [&format!("{host}/up List"), &format!("{host}/down Missed")]);
}
