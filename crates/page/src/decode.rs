//! The bytes of a page as text.

mod prescan;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_2022_JP, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_10, ISO_8859_13, ISO_8859_14,
    ISO_8859_15, ISO_8859_16, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252,
    WINDOWS_1254, WINDOWS_1257, WINDOWS_1258,
};
use memchr::memmem;
use sayso_model::Diagnostic;

pub use prescan::prescan;

/// The text of a page and how its bytes were understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark. Borrowed when the page is sound UTF-8.
    pub text: Cow<'a, str>,
    /// The encoding's name in the Encoding Standard, such as `UTF-8` or `windows-1252`.
    pub charset: &'static str,
    /// What told the encoding.
    pub from: CharsetFrom,
    /// `charset_wrong` when page or server name an encoding the bytes are not in, `charset_guessed`
    /// when nothing names one and the bytes are not UTF-8, `bytes_replaced` when some bytes mean
    /// nothing in the encoding and stand as U+FFFD.
    pub diagnostics: Vec<Diagnostic>,
}

/// What told the encoding of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharsetFrom {
    /// A byte order mark.
    ByteOrderMark,
    /// The `Content-Type` the page came with.
    Header,
    /// A `<meta>` element or an XML declaration in the page.
    Page,
    /// The bytes themselves.
    Bytes,
}

/// Turns the bytes of a page into text, whatever encoding they are in.
///
/// `content_type` is the value of the HTTP header, such as `text/html; charset=utf-8`. The order is
/// that of WHATWG HTML §13.2.3 (byte order mark, header, `<meta>`, the bytes), with one difference:
/// a declaration is believed only if the bytes bear it out. UTF-8 can be told from everything else
/// by its form, so text of that form is UTF-8 even if the page says Latin-1, and bytes that are not
/// of that form are not UTF-8 even if the page says so.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let bytes = &bytes[length..];
        return decode_as(encoding, CharsetFrom::ByteOrderMark, bytes, Utf8Form::of(bytes));
    }
    let header = content_type.and_then(header_charset).map(|encoding| (encoding, CharsetFrom::Header));
    let declared = header
        .or_else(|| prescan(bytes).map(|encoding| (encoding, CharsetFrom::Page)))
        .filter(|(encoding, _)| *encoding != REPLACEMENT);
    let form = Utf8Form::of(bytes);
    let Some((said, from)) = declared else {
        return undeclared(bytes, form);
    };

    if utf_16_without_mark(bytes).is_some() || (!said.is_ascii_compatible() && said != ISO_2022_JP) {
        // Zero bytes tell UTF-16 for certain; UTF-16 in which not even the markup has any is
        // something else.
        let mut decoded = undeclared(bytes, form);
        if decoded.charset == said.name() {
            decoded.from = from;
        }
        return decoded;
    }
    if said != UTF_8 && said != ISO_2022_JP && form.outweighs(said) {
        return wrongly_declared(said, decode_as(UTF_8, CharsetFrom::Bytes, bytes, form));
    }
    if said == UTF_8 && !form.is_credible() {
        return wrongly_declared(said, undeclared(bytes, form));
    }
    let decoded = decode_as(said, from, bytes, form);
    if said == UTF_8 || decoded.diagnostics.is_empty() {
        return decoded;
    }
    // Some bytes mean nothing in the declared encoding: if they all do in another, it is that one.
    let guessed = undeclared(bytes, form);
    if replaced(&guessed.text) < replaced(&decoded.text) { wrongly_declared(said, guessed) } else { decoded }
}

/// Decodes by what the bytes look like alone.
fn undeclared<'a>(bytes: &'a [u8], form: Utf8Form<'a>) -> Decoded<'a> {
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decode_as(encoding, CharsetFrom::Bytes, bytes, form);
    }
    if form.is_credible() {
        return decode_as(UTF_8, CharsetFrom::Bytes, bytes, form);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = western(detector.guess(None, Utf8Detection::Deny), bytes);
    let mut decoded = decode_as(guessed, CharsetFrom::Bytes, bytes, form);
    let message = format!("nothing names the encoding of the page; it was read as {}", decoded.charset);
    decoded.diagnostics.insert(0, Diagnostic::new("charset_guessed", message));
    decoded
}

/// Encodings of other languages in Latin script, between which and windows-1252 a few bytes hardly decide.
const OTHER_LATIN: &[&Encoding] = &[
    WINDOWS_1250,
    WINDOWS_1254,
    WINDOWS_1257,
    WINDOWS_1258,
    ISO_8859_2,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_15,
    ISO_8859_16,
];

/// The guess, or windows-1252 where that is likelier: in an English page, and where all that is beyond ASCII are quotation
/// marks, dashes and pound signs, so that no letter speaks for another language.
fn western(guessed: &'static Encoding, bytes: &[u8]) -> &'static Encoding {
    let likelier = || is_english(bytes) || has_marks_alone(bytes);
    if OTHER_LATIN.contains(&guessed) && likelier() { WINDOWS_1252 } else { guessed }
}

/// Whether the bytes beyond ASCII are marks that these encodings have at the same place, or a pound sign before a number,
/// which is Ł in central Europe.
fn has_marks_alone(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        0xA3 => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        0x80
        | 0x82
        | 0x84..=0x87
        | 0x91..=0x97
        | 0x99
        | 0xA0
        | 0xA7
        | 0xA9
        | 0xAB
        | 0xAD
        | 0xAE
        | 0xB0
        | 0xB7
        | 0xBB => true,
        other => other.is_ascii(),
    })
}

/// Bytes at the beginning of a page in which it says its language.
const OPENING: usize = 4096;

/// Whether the page says that it is in English.
fn is_english(bytes: &[u8]) -> bool {
    let opening = &bytes[..bytes.len().min(OPENING)].to_ascii_lowercase();
    let Some(html) = memmem::find(opening, b"<html") else { return false };
    let tag = &opening[html..];
    let tag = &tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())];
    memmem::find(tag, b"lang=").is_some_and(|at| {
        let language = &tag[at + b"lang=".len()..];
        let language =
            language.strip_prefix(b"\"").or_else(|| language.strip_prefix(b"'")).unwrap_or(language);
        language.starts_with(b"en") && !language.get(2).is_some_and(u8::is_ascii_alphabetic)
    })
}

fn wrongly_declared<'a>(said: &'static Encoding, mut decoded: Decoded<'a>) -> Decoded<'a> {
    let message = format!("the page is declared as {} but was read as {}", said.name(), decoded.charset);
    decoded.diagnostics.retain(|diagnostic| diagnostic.code != "charset_guessed");
    decoded.diagnostics.insert(0, Diagnostic::new("charset_wrong", message));
    decoded
}

fn decode_as<'a>(
    encoding: &'static Encoding,
    from: CharsetFrom,
    bytes: &'a [u8],
    form: Utf8Form<'a>,
) -> Decoded<'a> {
    if let Some(text) = form.text.filter(|_| encoding == UTF_8) {
        return Decoded { text: Cow::Borrowed(text), charset: UTF_8.name(), from, diagnostics: Vec::new() };
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut diagnostics = Vec::new();
    if had_errors {
        let count = replaced(&text);
        let message = format!("{count} places in the page mean nothing in {}", encoding.name());
        diagnostics.push(Diagnostic::new("bytes_replaced", message));
    }
    Decoded { text, charset: encoding.name(), from, diagnostics }
}

/// How many replacement characters a text has.
fn replaced(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

/// The encoding named by a `Content-Type` header.
fn header_charset(content_type: &str) -> Option<&'static Encoding> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let label = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then(|| Encoding::for_label(label.as_bytes()))?
    })
}

/// UTF-16 told by its zero bytes: in a page's first markup every other byte is zero.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let first = &bytes[..bytes.len().min(512) & !1];
    let zeros = |skip: usize| first.iter().skip(skip).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = first.len() / 2;
    if pairs < 4 || even.max(odd) * 2 < pairs || even.min(odd) * 16 > pairs {
        return None;
    }
    Some(if odd > even { UTF_16LE } else { UTF_16BE })
}

/// How far bytes have the form of UTF-8.
#[derive(Clone, Copy, Debug)]
struct Utf8Form<'a> {
    /// The bytes as text, if all of them are UTF-8.
    text: Option<&'a str>,
    /// Characters of two bytes or more; not counted when all is UTF-8.
    sound: usize,
    /// Places that are not UTF-8.
    broken: usize,
}

impl<'a> Utf8Form<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let error = match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => return Utf8Form { text: Some(text), sound: 0, broken: 0 },
            Err(error) => error,
        };
        let (mut sound, mut broken) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            sound += longer_characters(chunk.valid()).count();
            broken += usize::from(!chunk.invalid().is_empty());
        }
        // A page cut in the middle of a character is sound up to there.
        let cut = error.error_len().is_none();
        Utf8Form { text: None, sound, broken: if cut { 0 } else { broken } }
    }

    /// Whether the bytes can be UTF-8. A few broken places among many sound ones come from text cut
    /// in the middle of a character or pasted from elsewhere; legacy text is broken nearly
    /// everywhere.
    const fn is_credible(self) -> bool {
        self.broken * 8 <= self.sound
    }

    /// Whether the bytes must be UTF-8 though they are declared as another encoding. Chance makes a
    /// sound pair or two of the double-byte encodings, not of the others.
    fn outweighs(self, declared: &'static Encoding) -> bool {
        let needed = if declared.is_single_byte() { 1 } else { 4 };
        let sound = match self.text {
            Some(text) => longer_characters(text).take(needed).count(),
            None => self.sound,
        };
        sound >= needed && self.is_credible()
    }
}

/// The first bytes of the characters of two bytes or more: their two highest bits are set.
fn longer_characters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(|byte| *byte >= 0xC0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decodes `text` written in `encoding` and declared as the page itself says.
    fn read(
        text: &str,
        encoding: &'static Encoding,
        header: Option<&str>,
    ) -> (String, &'static str, Vec<String>) {
        let (bytes, _, _) = encoding.encode(text);
        let decoded = decode(&bytes, header);
        let codes = decoded.diagnostics.into_iter().map(|diagnostic| diagnostic.code).collect();
        (decoded.text.into_owned(), decoded.charset, codes)
    }

    const FRENCH: &str =
        "<p>Le maire d’Évreval a été réélu à la tête de l’île, a-t-il annoncé dès mardi.</p>";
    const RUSSIAN: &str = "<p>Мэр города Верхнеозёрска заявил во вторник, что мост откроют весной.</p>";

    #[test]
    fn a_true_declaration_is_followed() {
        for label in ["windows-1251", "koi8-r", "iso-8859-5", "utf-8"] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let page = format!("<meta charset={label}>{RUSSIAN}").replace(['“', '”'], "");
            assert_eq!(read(&page, encoding, None), (page.clone(), encoding.name(), vec![]));
            let header = format!("text/html; Charset=\"{label}\"");
            assert_eq!(read(RUSSIAN, encoding, Some(&header)), (RUSSIAN.into(), encoding.name(), vec![]));
        }
    }

    #[test]
    fn utf_8_is_known_by_its_form() {
        for declaration in ["", "<meta charset=iso-8859-1>", "<meta charset=gbk>", "<meta charset=utf-16>"] {
            let page = format!("{declaration}{RUSSIAN}");
            let (text, charset, codes) = read(&page, UTF_8, None);
            assert_eq!((text, charset), (page, "UTF-8"));
            let wrong = declaration.contains("8859") || declaration.contains("gbk");
            assert_eq!(codes, if wrong { vec!["charset_wrong"] } else { vec![] });
        }
    }

    #[test]
    fn what_is_not_utf_8_is_recognised() {
        let windows = encoding_rs::WINDOWS_1252;
        assert_eq!(
            read(FRENCH, windows, None),
            (FRENCH.into(), "windows-1252", vec!["charset_guessed".into()])
        );
        let wrong = format!("<meta charset=utf-8>{FRENCH}");
        assert_eq!(read(&wrong, windows, None), (wrong, "windows-1252", vec!["charset_wrong".into()]));
        let (text, charset, _) = read(RUSSIAN, encoding_rs::WINDOWS_1251, Some("text/html"));
        assert_eq!((text.as_str(), charset), (RUSSIAN, "windows-1251"));
    }

    #[test]
    fn pounds_are_no_polish_letters() {
        let page = "<p>He paid £412,000 for it, the council said on Monday.</p>";
        let english = format!("<html lang=\"en-GB\">{page}<p>“It is a café,” he said.</p>");
        for page in [page, english.as_str()] {
            assert_eq!(read(page, WINDOWS_1252, None).0, page);
        }
        let polish =
            "<p>Burmistrz Łodzi mówił we wtorek, że most zostanie zamknięty, a koszt wyniesie 4 miliony.</p>";
        let polish_page = format!("<html lang=pl>{polish}");
        for page in [polish, polish_page.as_str()] {
            assert_eq!(read(page, WINDOWS_1250, None).0, page);
        }
    }

    #[test]
    fn a_few_broken_places_do_not_change_the_encoding() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.insert(5, 0x92);
        let decoded = decode(&bytes, Some("text/html; charset=utf-8"));
        assert_eq!((decoded.charset, decoded.from), ("UTF-8", CharsetFrom::Header));
        assert_eq!(decoded.diagnostics[0].code, "bytes_replaced");
        assert!(decoded.text.contains('\u{FFFD}'));
    }

    #[test]
    fn utf_16_needs_no_mark() {
        let utf_16 = |swap: bool| -> Vec<u8> {
            RUSSIAN
                .replace("Мэр", "<b>Mayor</b> <i>of the town</i> <u>says that the</u>")
                .encode_utf16()
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        assert_eq!(decode(&utf_16(false), None).charset, "UTF-16LE");
        assert_eq!(decode(&utf_16(true), Some("text/html; charset=utf-8")).charset, "UTF-16BE");
        let marked = [vec![0xFE, 0xFF], utf_16(true)].concat();
        let decoded = decode(&marked, None);
        assert_eq!(decoded.from, CharsetFrom::ByteOrderMark);
        assert!(decoded.text.starts_with("<p>"));
    }

    #[test]
    fn any_bytes_decode() {
        for length in 0..40 {
            for byte in 0..=255u8 {
                let _ = decode(&vec![byte; length], Some("charset"));
            }
        }
        assert_eq!(decode(b"<meta charset=hz-gb-2312>plain", None).text, "<meta charset=hz-gb-2312>plain");
        assert_eq!(decode(&"é".as_bytes()[..1], None).charset, "UTF-8");
    }
}
