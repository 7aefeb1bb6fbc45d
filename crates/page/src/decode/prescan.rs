use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How far a declaration is looked for. The standard asks for 1,024 bytes; real pages put scripts
/// and comments before it.
const REACH: usize = 64 * 1024;

/// The encoding a page names in a `<meta>` element or an XML declaration.
///
/// "Prescan a byte stream to determine its encoding", WHATWG HTML §13.2.3.2, but further into the
/// page. A page that names UTF-16 in bytes that can be read like this is in UTF-8.
#[must_use]
pub fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = &bytes[..bytes.len().min(REACH)];
    let mut scan = Scan { bytes, at: 0 };
    while let Some(next) = memchr::memchr(b'<', &bytes[scan.at..]) {
        scan.at += next;
        let rest = &bytes[scan.at..];
        if rest.starts_with(b"<!--") {
            // `<!-->` is a whole comment: the dashes may be shared.
            scan.at += 2 + memchr::memmem::find(&rest[2..], b"-->")? + 3;
        } else if starts_with(rest, b"<meta")
            && rest.get(5).is_some_and(|byte| is_space(*byte) || *byte == b'/')
        {
            scan.at += 6;
            if let Some(encoding) = scan.meta() {
                return Some(encoding);
            }
        } else if is_tag(rest) {
            scan.at += 1 + rest[1..].iter().position(|byte| is_space(*byte) || *byte == b'>')?;
            while scan.attribute().is_some() {}
        } else if rest.len() > 1 && matches!(rest[1], b'!' | b'/' | b'?') {
            scan.at += memchr::memchr(b'>', rest)?;
        } else {
            scan.at += 1;
        }
    }
    xml_declaration(bytes)
}

fn starts_with(bytes: &[u8], lower: &[u8]) -> bool {
    bytes.get(..lower.len()).is_some_and(|start| start.eq_ignore_ascii_case(lower))
}

fn is_tag(bytes: &[u8]) -> bool {
    let letter = bytes.get(1).is_some_and(u8::is_ascii_alphabetic);
    letter || (bytes.get(1) == Some(&b'/') && bytes.get(2).is_some_and(u8::is_ascii_alphabetic))
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

/// What is not an encoding to decode a page with, replaced as the standard says.
fn usable(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    /// The encoding a `<meta>` names; the scan stands after the element's name.
    fn meta(&mut self) -> Option<&'static Encoding> {
        let (mut got_pragma, mut need_pragma, mut charset) = (false, None, None);
        // Of attributes with the same name the first counts.
        const NAMES: [&[u8]; 3] = [b"http-equiv", b"content", b"charset"];
        let mut seen = [false; NAMES.len()];
        while let Some((name, value)) = self.attribute() {
            let Some(which) = NAMES.iter().position(|known| name == *known) else { continue };
            if std::mem::replace(&mut seen[which], true) {
                continue;
            }
            match which {
                0 => got_pragma = value == b"content-type",
                1 if charset.is_none() => {
                    if let Some(encoding) = charset_in_content(&value) {
                        charset = Some(Some(encoding));
                        need_pragma = Some(true);
                    }
                }
                1 => {}
                _ => {
                    charset = Some(Encoding::for_label(&value));
                    need_pragma = Some(false);
                }
            }
        }
        if need_pragma? && !got_pragma {
            return None;
        }
        charset.flatten().map(usable)
    }

    /// The next attribute of a tag, in lower case; none where the tag ends.
    fn attribute(&mut self) -> Option<(Vec<u8>, Vec<u8>)> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        if self.peek()? == b'>' {
            return None;
        }
        let start = self.at;
        // A name may begin with `=`.
        self.at += 1;
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = self.bytes[start..self.at].to_ascii_lowercase();
        self.skip(is_space);
        if self.peek()? != b'=' {
            return Some((name, Vec::new()));
        }
        self.at += 1;
        self.skip(is_space);
        let value = match self.peek()? {
            quote @ (b'"' | b'\'') => {
                let start = self.at + 1;
                let length = memchr::memchr(quote, &self.bytes[start..])?;
                self.at = start + length + 1;
                &self.bytes[start..start + length]
            }
            b'>' => &[],
            _ => {
                let start = self.at;
                self.skip(|byte| !is_space(byte) && byte != b'>');
                self.peek()?;
                &self.bytes[start..self.at]
            }
        };
        Some((name, value.to_ascii_lowercase()))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip(&mut self, what: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&what) {
            self.at += 1;
        }
    }
}

/// "Extracting a character encoding from a meta element", the value being in lower case.
fn charset_in_content(value: &[u8]) -> Option<&'static Encoding> {
    let mut rest = value;
    loop {
        rest = &rest[memchr::memmem::find(rest, b"charset")? + 7..];
        let after = rest.trim_ascii_start();
        if let Some(value) = after.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let label = match value.first()? {
                quote @ (b'"' | b'\'') => {
                    let value = &value[1..];
                    &value[..memchr::memchr(*quote, value)?]
                }
                _ => value.split(|byte| is_space(*byte) || *byte == b';').next()?,
            };
            return Encoding::for_label(label);
        }
    }
}

/// The encoding in `<?xml … encoding="…"?>` at the very beginning.
fn xml_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memchr(b'>', declaration)?];
    let after = &declaration[memchr::memmem::find(declaration, b"encoding")? + 8..];
    let value = after.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    Encoding::for_label(&value[..memchr::memchr(*quote, value)?]).map(usable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        let cases = [
            ("<meta charset=koi8-r>", Some("KOI8-R")),
            ("<META CHARSET = 'Windows-1251' >", Some("windows-1251")),
            ("<meta http-equiv=Content-Type content='text/html; charset=big5'>", Some("Big5")),
            ("<meta content='text/html; charset=\"big5\"' http-equiv=content-type>", Some("Big5")),
            ("<meta content='text/html; charset=big5'>", None),
            ("<!-- <meta charset=big5> --><meta charset=gbk>", Some("GBK")),
            ("<!--><meta charset=gbk>", Some("GBK")),
            ("<a title='<meta charset=big5>'></a><meta charset=gbk>", Some("GBK")),
            ("<metacharset=gbk>", None),
            ("<meta charset=gbk", None),
            ("<meta charset=utf-16>", Some("UTF-8")),
            ("<meta charset=x-user-defined>", Some("windows-1252")),
            ("<meta charset=nonsense><meta charset=gbk>", Some("GBK")),
            ("<?xml version='1.0' encoding='iso-8859-2'?><html>", Some("ISO-8859-2")),
            ("<?xml version='1.0'?><meta charset=gbk>", Some("GBK")),
            ("", None),
        ];
        for (page, expected) in cases {
            assert_eq!(prescan(page.as_bytes()).map(Encoding::name), expected, "{page}");
        }
        let late = format!("<script>{}</script><meta charset=gbk>", "x = 1 ; ".repeat(500));
        assert_eq!(prescan(late.as_bytes()).map(Encoding::name), Some("GBK"));
    }

    #[test]
    fn every_truncation_is_survived() {
        let page = "<!-- c --><?x?><a b='c' d=\"e\" f=g h / i><meta http-equiv='content-type' content='a; charset = \"gbk\"'>";
        for end in 0..page.len() {
            let _ = prescan(&page.as_bytes()[..end]);
        }
    }
}
