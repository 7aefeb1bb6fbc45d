use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memmem;

/// XML as text, and whether it was in another charset than the one it names.
///
/// In the order of their trust (RFC 7303, section 3): a byte order mark, the charset of the `Content-Type`, the
/// XML declaration, UTF-8. Bytes that have the form of UTF-8 are UTF-8 whatever was said, and bytes that have
/// not are not: feeds lie about it more than about anything else.
pub(crate) fn decode(bytes: &[u8], content_type: Option<&str>) -> (String, bool) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(), false);
    }
    let named = content_type.and_then(charset).or_else(|| declared(bytes));
    let is_utf8 = str::from_utf8(bytes).is_ok();
    let encoding = match named.and_then(|name| Encoding::for_label(name.as_bytes())) {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        Some(encoding) => encoding,
        None => UTF_8,
    };
    // What is ASCII throughout is the same in both; ISO-2022-JP is ASCII throughout and is not.
    if is_utf8 && (encoding == UTF_8 || !bytes.is_ascii()) {
        return (String::from_utf8_lossy(bytes).into_owned(), encoding != UTF_8);
    }
    if encoding == UTF_8 {
        let lossy = String::from_utf8_lossy(bytes);
        let broken = lossy.matches(char::REPLACEMENT_CHARACTER).count();
        let whole = lossy.chars().filter(|character| !character.is_ascii()).count() - broken;
        // A few broken characters among many whole ones are accidents of whoever cut the text.
        if whole > broken * 4 {
            return (lossy.into_owned(), true);
        }
        return (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), true);
    }
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), broken)
}

/// The charset that a `Content-Type` names.
fn charset(content_type: &str) -> Option<&str> {
    let at = content_type.to_ascii_lowercase().find("charset=")? + "charset=".len();
    let value = content_type.get(at..)?.split(';').next()?;
    Some(value.trim().trim_matches(['"', '\'']))
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&str> {
    let start = bytes.trim_ascii_start();
    if !start.starts_with(b"<?xml") {
        return None;
    }
    let declaration = &start[..memmem::find(start, b"?>")?];
    let after = &declaration[memmem::find(declaration, b"encoding")? + "encoding".len()..];
    let after = after.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, value) = after.split_first()?;
    str::from_utf8(value.split(|byte| byte == quote).next()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_have_the_last_word() {
        let text = "<?xml version='1.0' encoding='NAME'?><t>Zoë’s café</t>";
        let named = |name: &str| text.replace("NAME", name);
        let latin = |name: &str| WINDOWS_1252.encode(&named(name)).0.into_owned();
        for (bytes, content_type, name, lied) in [
            (named("utf-8").into_bytes(), None, "utf-8", false),
            (latin("windows-1252"), None, "windows-1252", false),
            (latin("utf-8"), Some("text/xml; charset=\"windows-1252\""), "utf-8", false),
            (latin("utf-8"), None, "utf-8", true),
            (named("iso-8859-1").into_bytes(), None, "iso-8859-1", true),
            (latin("no-such-thing"), None, "no-such-thing", true),
        ] {
            assert_eq!(decode(&bytes, content_type), (named(name), lied), "{name} {content_type:?}");
        }
    }
}
