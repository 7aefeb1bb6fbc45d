//! Pages made to be slow: one thing repeated until it fills the page. Time must stay in proportion to
//! the page, whatever it repeats.

use std::time::{Duration, Instant};

use sayso_page::{Hints, read_html};

/// Bytes of each page.
const BYTES: usize = 150_000;

/// A hundred times what a page of this size needs, in slow builds on busy machines too. What takes
/// quadratic time takes longer.
const LONGEST: Duration = Duration::from_secs(15);

/// The pattern as often as fits, each `#` in it the number of the copy.
fn repeat(pattern: &str) -> String {
    let mut page = String::with_capacity(BYTES + pattern.len() + 16);
    let parts: Vec<&str> = pattern.split('#').collect();
    for number in 0.. {
        if page.len() >= BYTES {
            break;
        }
        page.push_str(parts[0]);
        for part in &parts[1..] {
            page.push_str(&number.to_string());
            page.push_str(part);
        }
    }
    page
}

fn check(name: &str, page: &str) {
    let hints = Hints { url: Some("https://ledger.example/news/bridge-stays-closed"), ..Hints::default() };
    let started = Instant::now();
    let read = read_html(page.as_bytes(), &hints);
    let took = started.elapsed();
    assert!(took < LONGEST, "{name}: {took:?}");
    assert!(read.article.text.len() <= page.len() * 2, "{name}: {} bytes", read.article.text.len());
}

#[test]
fn repeated_elements_take_linear_time() {
    for pattern in [
        "<div>",
        "<p>x",
        "<p>w#</p>",
        "<p>The mayor of the harbour town said on day # that the bridge would open again.</p>",
        "line # of a text.<br><br>",
        "<a href=/#><div>x",
        "<p class='a# article-body b-#'>x",
        "<p a#=1 b#=2>x",
        "<font a=#><p>x",
        "<p class=byline>By Ann Reyes#</p>",
        "<div class=author>Ann Reyes ",
        "<p># March 2026</p>",
        "<div class=date>1 March ",
        "<time datetime='2026-03-02T10:00:00Z'>x</time>",
        "<h1>The bridge stays closed #</h1><p>x",
        "<h1><div>The bridge ",
        "<meta name=author content='Ann Reyes#'>",
        "<table><tr><td>#<td>x</table>",
        "<span itemprop=author>Ann Reyes#</span>",
        "<figure><figcaption>Photo: Ann Reyes / City Wire #</figcaption></figure>",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"h#\"}</script>",
        "&notit;",
        "a\u{ad}b\u{a0}\u{a0}",
        "<",
        "\0",
    ] {
        check(pattern, &repeat(pattern));
    }
}

#[test]
fn long_texts_in_one_place_take_linear_time() {
    let paragraphs = repeat("<p>The bridge over the Sel stays closed until the spring, she said.");
    for (before, pattern, after) in [
        ("<title>", "a# | ", "</title>"),
        ("<meta property=og:title content='", "bridge# ", "'>"),
        ("<meta name=description content='", "the bridge over the Sel ", "'>"),
        ("<p>", "word# ", ""),
        ("<p>By ", "Ann Reyes, ", ""),
        ("<p>", "# March 2026 ", ""),
        ("<div class='", "article-# ", "'>"),
        ("<table>", "<tr><td>#<td>x", "</table>"),
    ] {
        check(before, &format!("{before}{}{after}{paragraphs}", repeat(pattern)));
    }
}

#[test]
fn linked_data_takes_linear_time() {
    let paragraph = "<p>The bridge over the Sel stays closed until the spring, she said.";
    for (before, pattern, after) in [
        ("{\"@type\":\"NewsArticle\",\"articleBody\":\"", "The mayor said # ", "\"}"),
        ("{\"@type\":\"NewsArticle\",\"author\":[", "{\"name\":\"Ann Reyes#\"},", "]}"),
        ("{\"@type\":\"NewsArticle\",\"author\":[", "{\"@type\":\"Organization\",\"name\":\"W#\"},", "]}"),
        (
            "[{\"@type\":\"NewsArticle\",\"author\":[",
            "{\"@id\":\"#\"},",
            "]},{\"@id\":\"x\",\"name\":\"y\"}]",
        ),
        ("[", "{\"@type\":\"NewsArticle\",\"headline\":\"A#\",\"author\":{\"@id\":\"#\"}},", "]"),
        ("{\"@type\":\"BreadcrumbList\",\"itemListElement\":[", "{\"name\":\"S#\"},", "]}"),
        ("{\"@type\":[", "\"T#\",", "]}"),
        ("", "{\"a\":[", ""),
        ("", "[CDATA[", ""),
        ("{\"a\":\"", "\"          ", ""),
    ] {
        let script = format!("{before}{}{after}", repeat(pattern));
        let page = format!("<script type=application/ld+json>{script}</script>{paragraph}");
        check(pattern, &page);
    }
}
