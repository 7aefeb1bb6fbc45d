//! Trees of small pages, written as `name("text" child(…))`.

mod robustness;

use super::*;

/// A tree in one line: elements as `name[attribute=value](children)`, text in quotation marks,
/// comments as `!(…)`.
pub(super) fn shape(tree: &Tree<'_>, top: NodeId) -> String {
    let mut line = String::new();
    let mut open: Vec<NodeId> = Vec::new();
    for id in std::iter::once(top).chain(tree.descendants(top)) {
        while open.last().is_some_and(|last| tree.subtree_end(*last) <= id) {
            open.pop();
            line.push(')');
        }
        if !line.is_empty() && !line.ends_with('(') {
            line.push(' ');
        }
        if let Some(text) = tree.text(id) {
            line.push_str(&format!("{text:?}"));
        } else if let Some(text) = tree.comment(id) {
            line.push_str(&format!("!({text})"));
        } else if let Some(tag) = tree.tag(id) {
            line.push_str(match tag.namespace() {
                Namespace::Html => "",
                Namespace::Svg => "svg:",
                Namespace::MathMl => "math:",
            });
            line.push_str(tree.tag_name(id));
            for (name, value) in tree.attrs(id) {
                line.push_str(&format!("[{name}={value}]"));
            }
            if tree.first_child(id).is_some() {
                line.push('(');
                open.push(id);
            }
        } else {
            line.push_str("doctype");
        }
    }
    line + &")".repeat(open.len())
}

fn body(page: &str) -> String {
    let tree = Tree::parse(page);
    shape(&tree, tree.body().unwrap())
}

fn document(page: &str) -> String {
    let tree = Tree::parse(page);
    let parts: Vec<String> = tree.children(tree.root()).map(|id| shape(&tree, id)).collect();
    parts.join(" ")
}

#[track_caller]
fn check(read: fn(&str) -> String, cases: &[(&str, &str)]) {
    for (page, expected) in cases {
        assert_eq!(read(page), *expected, "{page}");
    }
}

#[test]
fn nodes_lie_in_document_order() {
    let tree = Tree::parse("<html><head></head><body><p>one <b>two</b> three</p><p>four</p></body></html>");
    let body = tree.body().unwrap();
    let [one, four] = tree.children(body).collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!(tree.text_content(one), "one two three");
    assert_eq!(tree.next_sibling(one), Some(four));
    assert_eq!(tree.prev_sibling(four), Some(one));
    assert_eq!(tree.last_child(body), Some(four));
    assert_eq!(tree.prev_sibling(one), None);
    assert_eq!(tree.next_sibling(four), None);
    assert_eq!(tree.subtree_end(one), four);
    assert!(tree.contains(body, four) && !tree.contains(one, four));
    let mut walk = tree.descendants(body);
    walk.next();
    walk.skip_subtree();
    assert_eq!(walk.next(), Some(four));
    assert_eq!(tree.ancestors(four).collect::<Vec<_>>(), [body, tree.html().unwrap(), tree.root()]);
}

#[test]
fn a_page_always_has_its_skeleton() {
    check(
        document,
        &[
            ("", "html(head body)"),
            ("Storm over Brackwater", r#"html(head body("Storm over Brackwater"))"#),
            ("<title>Storm</title>Rain", r#"html(head(title("Storm")) body("Rain"))"#),
            (" <!DOCTYPE html> <html lang=en> <p>x", r#"doctype html[lang=en](head body(p("x")))"#),
            (
                "<!--a--><html><!--b--><head></head><!--c--><body></body><!--d--></html><!--e-->",
                "!(a) html(!(b) head !(c) body !(d)) !(e)",
            ),
            ("</p><head></br></head>", "html(head body(br))"),
            ("<head></head> <link rel=next><p>x", r#"html(head(link[rel=next]) " " body(p("x")))"#),
            ("<body a=1>x<body a=2 b=3><html c=4>", r#"html[c=4](head body[a=1][b=3]("x"))"#),
            ("<head><noscript><link><p>x</noscript>", r#"html(head(noscript(link)) body(p("x")))"#),
            ("<body></body></html>late<p>r", r#"html(head body("late" p("r")))"#),
        ],
    );
}

#[test]
fn frames_take_the_place_of_a_body() {
    check(
        document,
        &[
            (
                "<frameset><frame src=a> x <frame></frameset> y <noframes><p></noframes>",
                r#"html(head frameset(frame[src=a] "  " frame) "  " noframes("<p>"))"#,
            ),
            (" <p><frameset>", "html(head frameset)"),
            ("<p>text<frameset>", r#"html(head body(p("text")))"#),
        ],
    );
    assert_eq!(Tree::parse("<frameset>").body(), None);
}

#[test]
fn end_tags_are_implied() {
    check(
        body,
        &[
            ("<p>one<p>two<div>three", r#"body(p("one") p("two") div("three"))"#),
            ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", r#"body(ul(li("a") li("b" ul(li("c"))) li("d")))"#),
            ("<dl><dt>a<dd>b<dt>c", r#"body(dl(dt("a") dd("b") dt("c")))"#),
            ("<ruby>a<rt>b<rp>c<rtc>d<rb>e", r#"body(ruby("a" rt("b") rp("c") rtc("d") rb("e")))"#),
            ("<h2>a<h3>b</h4>c", r#"body(h2("a") h3("b") "c")"#),
            ("<p><button><p>a</button>b", r#"body(p(button(p("a")) "b"))"#),
            ("<button>a<button>b", r#"body(button("a") button("b"))"#),
            ("x</p>y", r#"body("x" p "y")"#),
            ("<div><span>a</div>b", r#"body(div(span("a")) "b")"#),
            ("<span><div>a</span>b", r#"body(span(div("ab")))"#),
            ("<form><div><form></form>a</div>b", r#"body(form(div("a")) "b")"#),
            ("<object><p>a</object>b", r#"body(object(p("a")) "b")"#),
        ],
    );
}

#[test]
fn inline_elements_nested_crosswise_are_taken_apart() {
    check(
        body,
        &[
            ("<b>1<i>2</b>3</i>4", r#"body(b("1" i("2")) i("3") "4")"#),
            ("<b>1<p>2</b>3", r#"body(b("1") p(b("2") "3"))"#),
            ("<p><b>1<p>2", r#"body(p(b("1")) p(b("2")))"#),
            ("<a href=1>1<a href=2>2", r#"body(a[href=1]("1") a[href=2]("2"))"#),
            ("<a>1<div>2<a>3", r#"body(a("1") div(a("2") a("3")))"#),
            ("<b><b><b><b><p>x", r#"body(b(b(b(b(p("x"))))))"#),
            ("<p><b><b><b><b><p>x", r#"body(p(b(b(b(b)))) p(b(b(b("x")))))"#),
            ("<nobr>a<nobr>b", r#"body(nobr("a") nobr("b"))"#),
            ("<b><table><td>x</b>y", r#"body(b(table(tbody(tr(td("xy"))))))"#),
            ("</b>x</i>", r#"body("x")"#),
        ],
    );
}

#[test]
fn tables_are_completed_and_strays_put_before_them() {
    check(
        body,
        &[
            (
                "<table><td>a<td>b<tr><th>c</table>d",
                r#"body(table(tbody(tr(td("a") td("b")) tr(th("c")))) "d")"#,
            ),
            ("<table>a<tr>b<td>c", r#"body("ab" table(tbody(tr(td("c")))))"#),
            ("<table> <tr> </table>", r#"body(table(" " tbody(tr(" "))))"#),
            ("<table><b>a<tr><td>b", r#"body(b("a") table(tbody(tr(td("b")))))"#),
            ("<table><p>a<td>b", r#"body(p("a") table(tbody(tr(td("b")))))"#),
            ("<table><caption>a<tr><td>b", r#"body(table(caption("a") tbody(tr(td("b")))))"#),
            ("<table><col><tr><td>x", r#"body(table(colgroup(col) tbody(tr(td("x")))))"#),
            ("<table><table><td>x", r#"body(table table(tbody(tr(td("x")))))"#),
            (
                "<table><td><table><td>a</table>b</table>c",
                r#"body(table(tbody(tr(td(table(tbody(tr(td("a")))) "b")))) "c")"#,
            ),
            (
                "<table><form><input type=hidden><input name=x>",
                "body(input[name=x] table(form input[type=hidden]))",
            ),
            ("<!DOCTYPE html><p>a<table>", r#"body(p("a") table)"#),
            ("<p>a<table>", r#"body(p("a" table))"#),
            ("<tr><td>a", r#"body("a")"#),
            ("<table>a&amp;b<tr>c&amp;d<td>e", r#"body("a&bc&d" table(tbody(tr(td("e")))))"#),
        ],
    );
}

#[test]
fn some_elements_hold_only_text() {
    check(
        body,
        &[
            (
                "<body><script>a<!--<script></script>b--></script>c",
                r#"body(script("a<!--<script></script>b-->") "c")"#,
            ),
            ("<body><script><!--a</script>b", r#"body(script("<!--a") "b")"#),
            ("<body><style><p>&amp;</STYLE >a", r#"body(style("<p>&amp;") "a")"#),
            ("<textarea>\n\na&lt;<b></textarea>b", r#"body(textarea("\na<<b>") "b")"#),
            ("<pre>\n\na</pre>", r#"body(pre("\na"))"#),
            ("<iframe><p></iframe>a", r#"body(iframe("<p>") "a")"#),
            ("<body><noscript><img src=a></noscript>", "body(noscript(img[src=a]))"),
            ("<xmp><p></xmp><plaintext></plaintext>", r#"body(xmp("<p>") plaintext("</plaintext>"))"#),
            ("<textarea>x", r#"body(textarea("x"))"#),
        ],
    );
}

#[test]
fn selects_hold_what_they_are_given() {
    check(
        body,
        &[
            (
                "<select><option>a<option>b<optgroup><option>c<hr>",
                r#"body(select(option("a") option("b") optgroup(option("c")) hr))"#,
            ),
            ("<select><div>a</select>b", r#"body(select(div("a")) "b")"#),
            ("<select>a<select>b", r#"body(select("a") "b")"#),
            ("<select><input>", "body(select input)"),
        ],
    );
}

#[test]
fn templates_stand_apart() {
    check(
        body,
        &[
            ("<div><template><td>a</template>b", r#"body(div(template(td("a")) "b"))"#),
            ("<body><template><tr><td>a</table>b</template>", r#"body(template(tr(td("ab"))))"#),
            ("<table><template><p>a</template><td>b", r#"body(table(template(p("a")) tbody(tr(td("b")))))"#),
            ("<body><template><p>a", r#"body(template(p("a")))"#),
            ("</template>a", r#"body("a")"#),
        ],
    );
}

#[test]
fn foreign_content_keeps_its_own_names() {
    check(
        body,
        &[
            (
                "<svg viewbox=1><lineargradient/><title>a<p>b</p></title></svg>c",
                r#"body(svg:svg[viewBox=1](svg:linearGradient svg:title("a" p("b"))) "c")"#,
            ),
            ("<svg><p>a", r#"body(svg:svg p("a"))"#),
            (
                "<svg><foreignobject><div>a</div></foreignobject></svg>b",
                r#"body(svg:svg(svg:foreignObject(div("a"))) "b")"#,
            ),
            ("<svg><![CDATA[a<b>]]></svg>", r#"body(svg:svg("a<b>"))"#),
            ("<p><![CDATA[a]]>", "body(p(!([CDATA[a]])))"),
            (
                "<math definitionurl=x><mi><b>a</b></mi></math>",
                r#"body(math:math[definitionURL=x](math:mi(b("a"))))"#,
            ),
            ("<svg><font>a<font color=red>b", r#"body(svg:svg(svg:font("a")) font[color=red]("b"))"#),
            ("<svg>\0<a/>", "body(svg:svg(\"\u{FFFD}\" svg:a))"),
        ],
    );
    // What bears the name of an HTML element is still not one.
    let tree = Tree::parse("<svg><title>x</title></svg>");
    assert!((0..tree.len()).all(|index| tree.tag(tree.at(index).unwrap()) != Some(Tag::TITLE)));
}

#[test]
fn text_is_rewritten_where_it_must_be() {
    check(
        body,
        &[
            ("a &amp; b &ldquo;c&rdquo; &#8212; &copy d", r#"body("a & b “c” — © d")"#),
            ("AT&T &nosuch; &", r#"body("AT&T &nosuch; &")"#),
            ("a\r\nb\rc", r#"body("a\nb\nc")"#),
            ("a\0b", r#"body("ab")"#),
            ("a < b <3 </", r#"body("a < b <3 </")"#),
            ("<a href='?a=1&amp;b&copy=2&lt;'>x", r#"body(a[href=?a=1&b&copy=2<]("x"))"#),
            ("<p title=a&amp;b\0c>", "body(p[title=a&b\u{FFFD}c])"),
        ],
    );
}

#[test]
fn tags_are_read_leniently() {
    check(
        body,
        &[
            ("<P CLASS=a class=b ID = 'c'\n/x / y>z", r#"body(p[class=a][id=c][x=][y=]("z"))"#),
            ("<br/><p/>a", r#"body(br p("a"))"#),
            ("<p =a=b \"c>d", r#"body(p[=a=b]["c=]("d"))"#),
            ("<my-tag data-x>a</MY-TAG>b", r#"body(my-tag[data-x=]("a") "b")"#),
            ("<image src=a>", "body(img[src=a])"),
            (
                "a<!doctype html>b</ x>c<?php d?>e<!-->f<!---->g<!--h--!>i<!j>k",
                r#"body("ab" !( x) "c" !(?php d?) "e" !() "f" !() "g" !(h) "i" !(j) "k")"#,
            ),
            ("a</>b", r#"body("ab")"#),
        ],
    );
}

#[test]
fn doctypes_tell_quirks() {
    let doctype = |page: &str| Tree::parse(page).doctype().cloned().unwrap();
    let strict = doctype("<!doctype HTML PUBLIC \"-//Acme//DTD\" 'x.dtd' >");
    assert_eq!(strict.name.as_deref(), Some("html"));
    assert_eq!(strict.public_id.as_deref(), Some("-//Acme//DTD"));
    assert_eq!(strict.system_id.as_deref(), Some("x.dtd"));
    let quirky = |page: &str| body(&format!("{page}<p><table>")) == "body(p(table))";
    for page in [
        "",
        "<!DOCTYPE>",
        "<!DOCTYPE page>",
        "<!DOCTYPE html PUBLIC>",
        "<!DOCTYPE html PUBLIC '-//IETF//DTD HTML 3'>",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN'>",
    ] {
        assert!(quirky(page), "{page}");
    }
    for page in [
        "<!DOCTYPE html>",
        "<!DOCTYPE html SYSTEM 'about:legacy-compat'>",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN' 'loose.dtd'>",
    ] {
        assert!(!quirky(page), "{page}");
    }
}
