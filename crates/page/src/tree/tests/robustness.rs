use std::time::{Duration, Instant};

use super::super::*;
use super::shape;

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

const NAMES: &[&str] = &[
    "a",
    "b",
    "i",
    "font",
    "nobr",
    "p",
    "div",
    "span",
    "h1",
    "ul",
    "li",
    "dd",
    "table",
    "caption",
    "colgroup",
    "col",
    "tbody",
    "tr",
    "td",
    "th",
    "form",
    "select",
    "option",
    "optgroup",
    "button",
    "svg",
    "math",
    "mi",
    "foreignObject",
    "desc",
    "annotation-xml",
    "object",
    "ruby",
    "rt",
    "body",
    "head",
    "html",
    "br",
    "hr",
    "img",
    "input",
    "pre",
    "noscript",
    "x-y",
];

/// What holds only text, ends the page's own text, or leaves text out, as a template with columns
/// does.
const STRANGE: &[&str] = &[
    "<template>",
    "</template>",
    "<col>",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<textarea>",
    "<style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<frameset>",
    "</frameset>",
    "<plaintext>",
    "<iframe>",
    "\0",
    "&amp",
    "&notit;",
    "&#x",
    "'",
    "\"",
    "=",
    ">",
    "<",
    "</",
    "<!",
    "\r",
    "<p a='",
    "<!DOCTYPE html PUBLIC '",
    "é",
    "\u{FEFF}",
];

fn tag_soup(random: &mut Random, length: usize, strange: bool) -> String {
    let mut soup = String::new();
    for number in 0..length {
        let name = NAMES[random.below(NAMES.len())];
        match random.below(if strange { 5 } else { 4 }) {
            0 => soup.push_str(&format!(" w{number} ")),
            1 => soup.push_str(&format!("</{name}>")),
            4 => soup.push_str(STRANGE[random.below(STRANGE.len())]),
            _ => soup.push_str(&format!("<{name} id={}>", random.below(3))),
        }
    }
    soup
}

/// The links of all nodes agree with one another.
fn check_links(tree: &Tree<'_>) {
    let mut counted = 1;
    for id in (0..tree.len()).map(|index| tree.at(index).unwrap()) {
        let mut previous = None;
        for child in tree.children(id) {
            assert_eq!(tree.parent(child), Some(id));
            assert_eq!(tree.prev_sibling(child), previous);
            assert_eq!(
                previous.map_or(tree.first_child(id), |before| tree.next_sibling(before)),
                Some(child)
            );
            assert!(id < child && tree.subtree_end(child) <= tree.subtree_end(id));
            previous = Some(child);
            counted += 1;
        }
        assert_eq!(tree.last_child(id), previous);
    }
    assert_eq!(counted, tree.len());
}

#[test]
fn no_word_is_lost() {
    let mut random = Random(0x5DEE_CE66);
    for _ in 0..3000 {
        let length = 2 + random.below(60);
        let soup = tag_soup(&mut random, length, false);
        let tree = Tree::parse(&soup);
        check_links(&tree);
        let text = tree.text_content(tree.root());
        let mut found: Vec<&str> = text.split_whitespace().collect();
        let mut expected: Vec<&str> =
            soup.split([' ', '<', '>']).filter(|word| word.starts_with('w')).collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{soup}");
    }
}

#[test]
fn any_soup_makes_a_tree() {
    let mut random = Random(0x1234_5678_9ABC);
    for _ in 0..5000 {
        let length = 2 + random.below(60);
        let soup = tag_soup(&mut random, length, true);
        let tree = Tree::parse(&soup);
        check_links(&tree);
        assert!(tree.html().is_some(), "{soup}");
    }
}

#[test]
fn a_page_may_end_anywhere() {
    let page = "<!DOCTYPE html PUBLIC 'a' \"b\"><!-- c --><html lang=en><head><title>Mayor &amp; co</title>\
        <script>if (a < b) { /* <!-- <script> </script> --> */ }</script><style>p { color: red }</style></head>\
        <body class='x y' data-é=ü><p>“Nobody <b>knew,”</p> she</b> said&hellip;<table><tr><td>1<p>2</table>\
        <svg viewBox='0'><![CDATA[ x ]]><path d=z /></svg><textarea>\n</textarea><?x?></body></html>";
    for end in (0..=page.len()).filter(|end| page.is_char_boundary(*end)) {
        let tree = Tree::parse(&page[..end]);
        check_links(&tree);
        // Adding the rest of the page does not take away what came before, tags and references
        // that were cut through excepted.
        if page[..end].ends_with("</p>") {
            assert!(shape(&tree, tree.root()).contains("Nobody"));
        }
    }
}

/// About as many bytes of a pattern as asked for.
fn repeat(bytes: usize, pattern: impl Fn(usize) -> String) -> String {
    let mut page = String::with_capacity(bytes + 64);
    for number in 0.. {
        if page.len() >= bytes {
            break;
        }
        page.push_str(&pattern(number));
    }
    page
}

#[test]
fn time_and_size_stay_in_proportion() {
    const BYTES: usize = 300_000;
    let same = |pattern: &'static str| move |_: usize| pattern.to_owned();
    let pages = [
        repeat(BYTES, same("<div>")),
        repeat(BYTES, same("<b>x")),
        repeat(BYTES, same("<a><div>")),
        repeat(BYTES, same("<b><p>")),
        repeat(BYTES, |number| format!("<a href={number}><p>x")),
        repeat(BYTES, same("<")),
        repeat(BYTES, same("&")),
        repeat(BYTES, same("</p>")),
        repeat(BYTES, same("<form><div></form>")),
        repeat(BYTES, same("<table><tr><td>")),
        repeat(BYTES, same("<table><b>x</b><tr>")),
        repeat(BYTES, same("<select><option>")),
        repeat(BYTES, same("<template><td>")),
        repeat(BYTES, same("<object><b>")),
        repeat(BYTES, |number| format!("<body a{number}=1>")),
        repeat(BYTES, |number| format!("<x{number}></x{number}>")),
        repeat(BYTES, same("<b><i><u><div>x</b></i></u>")),
        format!("<p {}>", repeat(BYTES, |number| format!("a{number}=1 "))),
        format!("<x><div>{}{}", "<span>".repeat(2000), repeat(BYTES, same("</x>"))),
        format!("<svg>{}{}", "<g>".repeat(2000), repeat(BYTES, same("</x>"))),
        format!("<!--{}", "-".repeat(BYTES)),
        format!("<table>{}", repeat(BYTES, same("x<tr>"))),
        format!("<script>{}", repeat(BYTES, same("<!--<script"))),
    ];
    for page in pages {
        let started = Instant::now();
        let tree = Tree::parse(&page);
        let start = &page[..40];
        // Quadratic time would be a minute; the bound is wide for slow builds on busy machines.
        assert!(started.elapsed() < Duration::from_secs(10), "{start}");
        assert!(tree.len() < page.len() + 20_000, "{start}: {} nodes", tree.len());
        let deepest = tree.at(tree.len() - 1).map_or(0, |id| tree.ancestors(id).count());
        assert!(deepest < 1100, "{start}: {deepest} deep");
    }
}

#[test]
fn what_is_too_deep_keeps_its_words() {
    let page = format!("{}end", repeat(100_000, |number| format!("<div><p>w{number}")));
    let tree = Tree::parse(&page);
    let text = tree.text_content(tree.root());
    assert!(text.starts_with("w0w1w2") && text.ends_with("end"));
    assert!((0..tree.len()).all(|index| tree.ancestors(tree.at(index).unwrap()).count() < 600));
}
