use memchr::memmem;

use crate::{InputFault, json, list};

/// What an input that can be read is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// HTML or XHTML.
    Html,
    /// Plain text.
    Text,
    /// JSON with one object a line, in UTF-8.
    JsonLines,
    /// JSON objects over several lines, in an array, or in UTF-16.
    Json,
    /// A feed, a sitemap, or a list of feeds.
    List(list::Kind),
}

/// What an input is, from its beginning. With `as_text` everything that is not binary is text.
///
/// # Errors
/// When it is empty, binary, or a format that holds no single page.
pub(crate) fn sniff(head: &[u8], as_text: bool) -> Result<Form, InputFault> {
    if let Some(utf16) = Utf16::of(head) {
        let text = utf16.decode(&head[2..]);
        return Ok(match form(text.as_bytes(), as_text)? {
            Form::JsonLines => Form::Json,
            other => other,
        });
    }
    if let Some((what, hint)) = binary(head) {
        return Err(InputFault::NotAPage { what, hint });
    }
    form(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head), as_text)
}

/// `bytes` in UTF-8 when they begin with a UTF-16 byte order mark, else unchanged.
pub(crate) fn utf16_to_utf8(bytes: Vec<u8>) -> Vec<u8> {
    match Utf16::of(&bytes) {
        Some(utf16) => utf16.decode(&bytes[2..]).into_bytes(),
        None => bytes,
    }
}

/// `bytes` in UTF-8 with its byte order mark when they are text that no browser reads, else unchanged: UTF-32, told by
/// its mark or its first character, and UTF-16 without a mark, told by its first character, which is a `<`.
pub(crate) fn wide_to_utf8(bytes: Vec<u8>) -> Vec<u8> {
    match Wide::of(&bytes) {
        Some(wide) => format!("\u{FEFF}{}", wide.decode(&bytes)).into_bytes(),
        None => bytes,
    }
}

/// Whether [`wide_to_utf8`] has something to do.
pub(crate) fn is_wide(head: &[u8]) -> bool {
    Wide::of(head).is_some()
}

enum Wide {
    /// How four bytes are a number, and how many bytes a mark takes.
    Utf32(fn([u8; 4]) -> u32, usize),
    Utf16(Utf16),
}

impl Wide {
    fn of(head: &[u8]) -> Option<Self> {
        Some(match head {
            [0xFF, 0xFE, 0, 0, ..] => Self::Utf32(u32::from_le_bytes, 4),
            [0, 0, 0xFE, 0xFF, ..] => Self::Utf32(u32::from_be_bytes, 4),
            [b'<', 0, 0, 0, ..] => Self::Utf32(u32::from_le_bytes, 0),
            [0, 0, 0, b'<', ..] => Self::Utf32(u32::from_be_bytes, 0),
            [b'<', 0, _, 0, ..] => Self::Utf16(Utf16::Little),
            [0, b'<', 0, _, ..] => Self::Utf16(Utf16::Big),
            _ => return None,
        })
    }

    fn decode(&self, bytes: &[u8]) -> String {
        match self {
            Self::Utf16(utf16) => utf16.decode(bytes),
            Self::Utf32(number, mark) => {
                let characters = bytes[*mark..].chunks_exact(4).map(|four| {
                    let number = number([four[0], four[1], four[2], four[3]]);
                    char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
                });
                characters.collect()
            }
        }
    }
}

enum Utf16 {
    Little,
    Big,
}

impl Utf16 {
    /// The byte order that a mark at the beginning tells.
    fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0xFF, 0xFE, ..] => Some(Self::Little),
            [0xFE, 0xFF, ..] => Some(Self::Big),
            _ => None,
        }
    }

    /// Text without its mark; an odd byte at the end is dropped.
    fn decode(&self, bytes: &[u8]) -> String {
        let units = bytes.chunks_exact(2).map(|pair| match self {
            Self::Little => u16::from_le_bytes([pair[0], pair[1]]),
            Self::Big => u16::from_be_bytes([pair[0], pair[1]]),
        });
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}

fn form(head: &[u8], as_text: bool) -> Result<Form, InputFault> {
    let start = head.trim_ascii_start();
    if start.is_empty() {
        return Err(InputFault::Empty);
    }
    if as_text {
        return Ok(Form::Text);
    }
    if let Some(kind) = list_kind(start) {
        return Ok(Form::List(kind));
    }
    if is_html(start) {
        return Ok(Form::Html);
    }
    if let Some((what, hint)) = other_text(start) {
        return Err(InputFault::NotAPage { what, hint });
    }
    let inside = start[1..].trim_ascii_start().first();
    Ok(match (start[0], inside) {
        (b'{', Some(b'"' | b'}')) if json::is_by_line(start) => Form::JsonLines,
        (b'{', Some(b'"' | b'}')) | (b'[', Some(b'{')) => Form::Json,
        _ => Form::Text,
    })
}

/// Whether text is HTML: its first element is one of HTML's, it names the document element near its
/// beginning, or it closes several blocks. Plain text that mentions a tag or two is none of these.
fn is_html(text: &[u8]) -> bool {
    const FIRST: &[&str] = &[
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "base",
        "script",
        "style",
        "noscript",
        "article",
        "main",
        "section",
        "header",
        "div",
        "p",
        "h1",
        "h2",
        "table",
        "center",
        "font",
        "span",
        "a",
        "b",
        "br",
        "ul",
        "iframe",
        "img",
        "blockquote",
    ];
    const DOCUMENT: &[&str] = &["!doctype html", "html", "head", "body"];
    const BLOCKS: &[&str] = &["/p", "/div", "/article", "/section", "/td", "/ul", "/h1", "/h2"];

    let first = after_prologue(text);
    if first.starts_with(b"<") && FIRST.iter().any(|name| is_tag(&first[1..], name)) {
        return true;
    }
    // These have HTML inside, escaped or not.
    if text.starts_with(b"{") || text.starts_with(b"[") || other_text(text).is_some() {
        return false;
    }
    let tags = || memchr::memchr_iter(b'<', text).map(|at| &text[at + 1..]);
    tags().any(|tag| DOCUMENT.iter().any(|name| is_tag(tag, name)))
        || tags().filter(|tag| BLOCKS.iter().any(|name| is_tag(tag, name))).nth(2).is_some()
}

/// Markup from its first element on: without XML declaration, document type and comments before it.
fn after_prologue(mut text: &[u8]) -> &[u8] {
    while text.starts_with(b"<!") || text.starts_with(b"<?") {
        let end = if text.starts_with(b"<!--") {
            memmem::find(text, b"-->").map(|at| at + 2)
        } else {
            let end = memchr::memchr(b'>', text);
            // A document type may define entities in square brackets, each with an end like its own.
            match end {
                Some(end) if text[..end].contains(&b'[') => memmem::find(text, b"]>").map(|at| at + 1),
                end => end,
            }
        };
        let Some(end) = end else { break };
        text = text[end + 1..].trim_ascii_start();
    }
    text
}

/// Whether what stands after a `<` is the tag of this name.
fn is_tag(after: &[u8], name: &str) -> bool {
    after.len() > name.len()
        && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && (after[name.len()].is_ascii_whitespace() || matches!(after[name.len()], b'>' | b'/'))
}

/// What list of articles text is, by its first element, whatever prefix that has.
fn list_kind(text: &[u8]) -> Option<list::Kind> {
    if text.starts_with(b"{") {
        return list::is_json_feed(text).then_some(list::Kind::JsonFeed);
    }
    let first = after_prologue(text).strip_prefix(b"<")?;
    let end = first.iter().position(|&byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?;
    let name = first[..end].rsplit(|&byte| byte == b':').next()?.to_ascii_lowercase();
    match name.as_slice() {
        b"rss" | b"feed" | b"rdf" => Some(list::Kind::Feed),
        // CDF, the oldest of them, is a channel and nothing around it.
        b"channel" => Some(list::Kind::Feed),
        b"urlset" | b"sitemapindex" => Some(list::Kind::Sitemap),
        b"opml" => Some(list::Kind::Outline),
        _ => None,
    }
}

const SAVE_AS_HTML: &str = "open it in a browser and save it as HTML, or copy its text into a .txt file";
const CONVERT: &str = "save it as HTML or plain text with the program that opens it";
const UNPACK: &str = "unpack it first, then give the folder";
const PICTURE: &str = "sayso reads text; recognise the words in it first";
const LEAVE_OUT: &str = "sayso reads HTML, plain text and JSON lines; leave it out";

/// What text that is neither a page nor an article to read is, and what to do with it.
fn other_text(text: &[u8]) -> Option<(&'static str, &'static str)> {
    let has = |needle: &[u8]| memmem::find(&text[..text.len().min(4096)], needle).is_some();
    let first = after_prologue(text);
    let root = |name: &str| first.starts_with(b"<") && is_tag(&first[1..], name);
    Some(match () {
        () if has(b"multipart/related") && (has(b"MIME-Version:") || has(b"Mime-Version:")) => {
            ("an MHTML archive", "save the page again as HTML")
        }
        () if text.starts_with(b"{\\rtf") => ("an RTF document", CONVERT),
        () if text.starts_with(b"%!PS") => ("a PostScript document", SAVE_AS_HTML),
        () if root("svg") => ("a picture in XML (SVG)", PICTURE),
        () if text.starts_with(b"<?xml") => ("XML that is not a page", CONVERT),
        () => return None,
    })
}

/// What binary data looks like, and what to do with it.
fn binary(head: &[u8]) -> Option<(&'static str, &'static str)> {
    /// Where a format's signature stands, the signature, the name, the hint.
    const SIGNATURES: &[(usize, &[u8], &str, &str)] = &[
        (0, b"\x89PNG\r\n\x1A\n", "a PNG picture", PICTURE),
        (0, b"\xFF\xD8\xFF", "a JPEG picture", PICTURE),
        (0, b"GIF87a", "a GIF picture", PICTURE),
        (0, b"GIF89a", "a GIF picture", PICTURE),
        (8, b"WEBP", "a WebP picture", PICTURE),
        (0, b"II*\0", "a TIFF picture", PICTURE),
        (0, b"MM\0*", "a TIFF picture", PICTURE),
        (0, b"\0\0\x01\0", "an icon", PICTURE),
        (4, b"ftypavif", "an AVIF picture", PICTURE),
        (4, b"ftypheic", "a HEIC picture", PICTURE),
        (4, b"ftyp", "a film or a recording (MP4)", LEAVE_OUT),
        (0, b"\x1A\x45\xDF\xA3", "a film (Matroska or WebM)", LEAVE_OUT),
        (0, b"ID3", "a recording (MP3)", LEAVE_OUT),
        (0, b"OggS", "a recording (Ogg)", LEAVE_OUT),
        (0, b"fLaC", "a recording (FLAC)", LEAVE_OUT),
        (8, b"WAVE", "a recording (WAV)", LEAVE_OUT),
        (0, b"wOFF", "a font", LEAVE_OUT),
        (0, b"wOF2", "a font", LEAVE_OUT),
        (0, b"OTTO\0", "a font", LEAVE_OUT),
        (0, b"\0\x01\0\0\0", "a font", LEAVE_OUT),
        (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word, Excel or PowerPoint document", CONVERT),
        (0, b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
        (0, b"Rar!\x1A\x07", "a RAR archive", UNPACK),
        (0, b"\xFD7zXZ\0", "xz-compressed data", UNPACK),
        (0, b"BZh", "bzip2-compressed data", UNPACK),
        (0, b"\x28\xB5\x2F\xFD", "Zstandard-compressed data", UNPACK),
        (0, b"\x1F\x8B", "gzip inside gzip", UNPACK),
        (257, b"ustar", "a tar archive", UNPACK),
        (0, b"SQLite format 3\0", "an SQLite database", LEAVE_OUT),
        (0, b"PAR1", "a Parquet file", "write its rows as JSON lines first"),
        (0, b"ARROW1", "an Arrow file", "write its rows as JSON lines first"),
        (0, b"bplist00", "a Safari web archive or another property list", SAVE_AS_HTML),
        (0, b"\x7FELF", "a program", LEAVE_OUT),
        (0, b"MZ\x90\0", "a program", LEAVE_OUT),
        (0, b"\xCA\xFE\xBA\xBE", "a program", LEAVE_OUT),
        (0, b"\xCF\xFA\xED\xFE", "a program", LEAVE_OUT),
        (0, b"\0asm", "a program", LEAVE_OUT),
    ];
    if memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some() {
        return Some(("a PDF document", "save its text first, as with: pdftotext FILE"));
    }
    if is_zip(head) {
        return Some(zip(head));
    }
    let signature = SIGNATURES.iter().find(|(at, signature, ..)| {
        head.get(*at..).is_some_and(|from_there| from_there.starts_with(signature))
    });
    if let Some((_, _, what, hint)) = signature {
        return Some((what, hint));
    }
    // Text has hardly any control characters but line ends, tabs and form feeds; bytes from 0x80 up are
    // letters in one charset or another. A NUL is a stray one in a page, and elsewhere tells data.
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1B);
    // No more at a time than a byte can count, so that many are looked at with one instruction.
    let controls =
        head.chunks(255).map(|chunk| chunk.iter().map(|&byte| u8::from(is_control(byte))).sum::<u8>());
    let controls: usize = controls.map(usize::from).sum();
    let has_nul = memchr::memchr(0, head).is_some();
    if controls * 20 > head.len() || has_nul && !is_html(head.trim_ascii_start()) {
        return Some((
            "binary data",
            "give HTML, plain text or JSON lines; convert UTF-16 or UTF-32 text to UTF-8",
        ));
    }
    None
}

/// Whether data begins as a ZIP file does.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// What kind of ZIP archive it is, by the names of its first members.
fn zip(head: &[u8]) -> (&'static str, &'static str) {
    let has = |needle: &[u8]| memmem::find(head, needle).is_some();
    match () {
        () if has(b"word/") => ("a Word document", CONVERT),
        () if has(b"xl/") => ("an Excel workbook", CONVERT),
        () if has(b"ppt/") => ("a PowerPoint presentation", CONVERT),
        () if has(b"application/vnd.oasis.opendocument") => ("an OpenDocument file", CONVERT),
        () if has(b"application/epub+zip") => ("an e-book (EPUB)", CONVERT),
        () => ("a ZIP archive", UNPACK),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(head: &[u8]) -> Result<Form, &'static str> {
        sniff(head, false).map_err(|fault| match fault {
            InputFault::NotAPage { what, .. } => what,
            InputFault::Empty => "empty",
            other => panic!("{other}"),
        })
    }

    #[test]
    fn pages_texts_and_json_are_told_apart() {
        for (head, expected) in [
            ("<!DOCTYPE html><html><body>", Form::Html),
            ("\u{feff}\r\n <!-- saved --> <HTML lang=en>", Form::Html),
            ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html>", Form::Html),
            ("<p>A fragment", Form::Html),
            ("Warning: include() failed in line 3\n<html><head>", Form::Html),
            ("<html><body>A page of some length with one stray \0 in it", Form::Html),
            ("Lead</p><div>x</div> more</p>", Form::Html),
            ("<title>No document element</title><p>Still a page.", Form::Html),
            ("The tag <html-lint> and a <p> were all it took.", Form::Text),
            ("<3 is a heart, not a tag", Form::Text),
            ("<jana@ledger.example> wrote to the council", Form::Text),
            ("[Editor's note] {sic}", Form::Text),
            ("{Update} The council", Form::Text),
            ("{\"text\": \"<html><p></p><p></p><p></p>\"}", Form::JsonLines),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", Form::JsonLines),
            ("{\"text\": \"cut o\n{\"text\": \"b\"}\n", Form::JsonLines),
            ("{\n  \"text\": \"a\"\n}", Form::Json),
            ("{\"id\": 1,\n  \"text\": \"a\"\n}", Form::Json),
            ("[\n {\"text\": \"a\"}]", Form::Json),
            (
                "<?xml version='1.0'?><rss version='2.0'><channel><description>&lt;html>",
                Form::List(list::Kind::Feed),
            ),
            (
                "<!-- ours --><atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>",
                Form::List(list::Kind::Feed),
            ),
            ("{\n \"version\": \"https://jsonfeed.org/version/1.1\"", Form::List(list::Kind::JsonFeed)),
            ("<sitemapindex>", Form::List(list::Kind::Sitemap)),
            ("<opml version='2.0'>", Form::List(list::Kind::Outline)),
            ("\u{1b}$B non-ASCII in ISO-2022-JP", Form::Text),
        ] {
            assert_eq!(is(head.as_bytes()), Ok(expected), "{head}");
            let utf16: Vec<u8> =
                [0xFF, 0xFE].into_iter().chain(head.encode_utf16().flat_map(u16::to_le_bytes)).collect();
            let expected = if expected == Form::JsonLines { Form::Json } else { expected };
            assert_eq!(is(&utf16), Ok(expected), "{head} in UTF-16");
            assert_eq!(sniff(head.as_bytes(), true).unwrap(), Form::Text, "{head} as text");
        }
    }

    #[test]
    fn what_is_no_page_is_named() {
        for (head, expected) in [
            (&b""[..], "empty"),
            (b" \r\n\t", "empty"),
            (b"\xEF\xBB\xBF\n", "empty"),
            (b"\xFF\xFE", "empty"),
            (b"%PDF-1.7\n%\xE2\xE3", "a PDF document"),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "a PNG picture"),
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "a JPEG picture"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP picture"),
            (b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml ... word/document.xml", "a Word document"),
            (b"PK\x03\x04\x14\0\0\0\x08\0a.html", "a ZIP archive"),
            (b"{\\rtf1\\ansi", "an RTF document"),
            (b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html>", "an MHTML archive"),
            (b"<?xml version='1.0'?><nitf><body><p>", "XML that is not a page"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><a/>", "a picture in XML (SVG)"),
            (b"\x01\x02\x03text", "binary data"),
            (b"text\0text", "binary data"),
        ] {
            assert_eq!(is(head), Err(expected), "{}", head.escape_ascii());
        }
    }
}
