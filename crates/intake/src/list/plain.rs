use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// HTML as plain text in one line: without tags, comments, scripts and styles, its references resolved.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    // After the last tag's end nothing is a tag, and it is not looked for again and again.
    let (mut rest, last) = html.split_at(last_end(html));
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(length) = tag_length(rest) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        // Words on both sides of a tag such as `<br>` are two.
        if is_break(&rest[1..length]) {
            text.push(' ');
        }
        rest = &rest[length..];
    }
    text.push_str(rest);
    text.push_str(last);
    resolved(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether text has a tag or a reference in it and so is HTML.
pub(crate) fn is_html(text: &str) -> bool {
    let (tagged, _) = text.split_at(last_end(text));
    let tags = memchr::memchr_iter(b'<', tagged.as_bytes()).map(|at| &tagged[at..]);
    tags.into_iter().any(|tag| tag_length(tag).is_some())
        || memchr::memchr_iter(b'&', text.as_bytes()).any(|at| reference(&text[at..]).is_some())
}

/// Where the last thing that may be a tag ends.
fn last_end(text: &str) -> usize {
    memchr::memrchr(b'>', text.as_bytes()).map_or(0, |at| at + 1)
}

/// The length of the tag, comment, or element not to be read that text begins with, which is `<`.
fn tag_length(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(text.len(), |end| end + 7));
    }
    let name = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!' || first == '?') {
        return None;
    }
    let end = memchr::memchr(b'>', text.as_bytes())? + 1;
    for unread in ["script", "style"] {
        let is_it = text.get(1..=unread.len()).is_some_and(|start| start.eq_ignore_ascii_case(unread))
            && text[1 + unread.len()..].starts_with(['>', ' ', '\n', '\t']);
        if is_it {
            let close = format!("</{unread}");
            let at = memchr::memchr_iter(b'<', text.as_bytes()).find(|&at| {
                text.get(at..at + close.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&close))
            });
            return Some(
                at.map_or(text.len(), |at| text[at..].find('>').map_or(text.len(), |end| at + end + 1)),
            );
        }
    }
    Some(end)
}

fn is_break(tag: &str) -> bool {
    let name: String = tag
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    ["br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr", "td", "th", "blockquote", "hr", "pre"]
        .contains(&name.as_str())
}

/// Text with the references of HTML resolved.
pub(crate) fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((what, length)) => {
                out.push_str(&what);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What the reference that text begins with stands for, and its length.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    /// No name of HTML is longer.
    const LONGEST: usize = 33;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    Some((entity(text.get(1..end)?)?, end + 1))
}

/// What a reference stands for, given without `&` and `;`.
pub(crate) fn entity(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else { return resolve_html5_entity(name).map(Cow::Borrowed) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Numbers that are no characters were meant in Windows' charset (WHATWG HTML, section 13.2.5.80).
    let byte = u8::try_from(code).ok().filter(|byte| (0x80..0xA0).contains(byte));
    match byte {
        Some(byte) => {
            Some(Cow::Owned(encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned()))
        }
        None => char::from_u32(code).filter(|&one| one != '\0').map(|one| Cow::Owned(one.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        for (html, expected) in [
            ("Plain words", "Plain words"),
            ("<p>One</p><p>two &amp; <b>th</b>ree</p>", "One two & three"),
            ("a < b &lt; c &nosuch; &#8217;&#x92;&#146;", "a < b < c &nosuch; ’’’"),
            ("<script>if (a < b) {}</script>x<style>p</style><!-- c -->y", "xy"),
            ("<p title='x", "<p title='x"),
            ("<!-- endless >", ""),
            ("a<br/>b &eacute;", "a b é"),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
        assert!(is_html("a <b>b</b>") && is_html("a &amp; b") && !is_html("a < b & c"));
    }
}
