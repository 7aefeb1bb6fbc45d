use std::fs::File;
use std::io::{self, Read};
use std::iter::Peekable;

use crate::archive::{self, Pages, Seekable, Wacz};
use crate::decode::Coding;
use crate::json::{Articles, Lines, Values};
use crate::meter::{Metered, Share};
use crate::sniff::{self, Form, sniff, utf16_to_utf8};
use crate::{Content, Fault, InputFault, Options, list};

/// What one input holds.
pub(crate) enum Opened {
    /// One page.
    One(Content),
    /// Ready articles.
    Many(Box<Peekable<Articles>>),
    /// An archive of pages, as yet without its name.
    Archive(Box<Pages>),
    /// A list of articles, as yet unread.
    List(list::Kind, Vec<u8>, Option<String>),
}

/// How much is read before deciding what it is. Most pages fit, and are then read in one go.
const HEAD: u64 = 1 << 16;

/// Reads from `file` until it is known what it holds.
pub(crate) fn open_file(file: File, options: &Options) -> Result<Opened, Fault> {
    let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len());
    let share = Share::new(options.meter.clone(), size.unwrap_or(0));
    let mut file = Metered::new(file, &share);
    let head = read_head(&mut file, size)?;
    if size.is_some() && sniff::is_zip(&head) {
        let seekable = Seekable::File(file.source().try_clone()?, share);
        if let Some(packed) = Wacz::open(seekable, &head, &options.limits)? {
            return Ok(Opened::Archive(Box::new(Pages::of_wacz(packed, options))));
        }
    }
    open_rest(head, file, size, options)
}

/// Reads from `reader` until it is known what it holds: all of it, unless it is JSON with one object a line or
/// an archive.
pub(crate) fn open(mut reader: impl Read + Send + 'static, options: &Options) -> Result<Opened, Fault> {
    let head = read_head(&mut reader, None)?;
    open_rest(head, reader, None, options)
}

fn read_head(reader: &mut impl Read, size: Option<u64>) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(size.map_or(HEAD, |size| size.min(HEAD) + 1) as usize);
    reader.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// What `head` and then `reader` hold. `size` is the length of both in bytes when known.
fn open_rest(
    head: Vec<u8>,
    reader: impl Read + Send + 'static,
    size: Option<u64>,
    options: &Options,
) -> Result<Opened, Fault> {
    let limit = options.limits.decoded_bytes;
    if !options.as_text && archive::holds_records(&head) {
        let source = Box::new(io::Cursor::new(head).chain(reader));
        return Ok(Opened::Archive(Box::new(Pages::of_records(source, options)?)));
    }
    if let Some(coding) = Coding::of_data(&head) {
        return settle(coding.decode(head.chain(reader), limit)?, None, options);
    }
    let mut bytes = head;
    let may_be_lines = !sniff::is_zip(&bytes) && !sniff::is_wide(&bytes);
    if may_be_lines && sniff(&bytes, options.as_text)? == Form::JsonLines {
        let articles = Articles::Lines(Lines::new(bytes, reader, limit));
        return Ok(Opened::Many(Box::new(articles.peekable())));
    }
    let too_large = InputFault::TooLarge { limit, compressed: false };
    if let Some(size) = size {
        if size > limit {
            return Err(too_large.into());
        }
        bytes.reserve_exact((size + 1).saturating_sub(bytes.len() as u64) as usize);
    }
    reader.take(limit.saturating_add(1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large.into());
    }
    settle(bytes, None, options)
}

/// What `bytes`, fetched as a whole and served as `content_type`, hold.
pub(crate) fn open_fetched(
    bytes: Vec<u8>,
    content_type: Option<String>,
    options: &Options,
) -> Result<Opened, Fault> {
    if !options.as_text && archive::holds_records(&bytes) {
        let source = Box::new(io::Cursor::new(bytes));
        return Ok(Opened::Archive(Box::new(Pages::of_records(source, options)?)));
    }
    let bytes = match Coding::of_data(&bytes) {
        Some(coding) => coding.decode(&*bytes, options.limits.decoded_bytes)?,
        None => bytes,
    };
    settle(bytes, content_type, options)
}

fn settle(bytes: Vec<u8>, content_type: Option<String>, options: &Options) -> Result<Opened, Fault> {
    let bytes = sniff::wide_to_utf8(bytes);
    let said_to_be_html =
        content_type.as_deref().is_some_and(|value| value.contains("html")) && !options.as_text;
    if sniff::is_zip(&bytes)
        && let Some(packed) = Wacz::open(Seekable::Memory(bytes.as_slice().into()), &bytes, &options.limits)?
    {
        return Ok(Opened::Archive(Box::new(Pages::of_wacz(packed, options))));
    }
    let articles = match sniff(&bytes[..bytes.len().min(HEAD as usize)], options.as_text)? {
        Form::Text if !said_to_be_html => return Ok(Opened::One(Content::Text { bytes, content_type })),
        Form::Html | Form::Text => return Ok(Opened::One(Content::Html { bytes, content_type })),
        Form::List(kind) => return Ok(Opened::List(kind, bytes, content_type)),
        Form::JsonLines => Articles::Lines(Lines::new(bytes, io::empty(), options.limits.decoded_bytes)),
        Form::Json => Articles::Values(Values::new(utf16_to_utf8(bytes))),
    };
    Ok(Opened::Many(Box::new(articles.peekable())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time, then fails, as a disk or a pipe may.
    struct Failing(Vec<u8>);

    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::Error::other("gone"));
            }
            let count = buffer.len().min(self.0.len()).min(7);
            buffer[..count].copy_from_slice(&self.0.drain(..count).collect::<Vec<_>>());
            Ok(count)
        }
    }

    #[test]
    fn a_reader_that_fails_gives_no_part_of_a_page() {
        let page = b"<html><body>Council approves bridge plan".repeat(9000);
        for bytes in [page[..100].to_vec(), page, vec![0x1F, 0x8B, 8]] {
            let fault = open(Failing(bytes), &Options::default()).err().map(|fault| fault.to_string());
            assert_eq!(fault.as_deref(), Some("cannot be read: gone"));
        }
        let lines = b"{\"text\": \"One.\"}\n".repeat(9000);
        let Ok(Opened::Many(mut articles)) = open(Failing(lines), &Options::default()) else { panic!() };
        assert_eq!(articles.by_ref().filter(|(_, article)| article.is_ok()).count(), 9000);
    }

    /// Whatever the bytes are, there is an answer.
    #[test]
    fn no_bytes_cause_a_panic() {
        let pieces: [&[u8]; 16] = [
            b"<",
            b">",
            b"html",
            b"!--",
            b"\xFF\xFE",
            b"\xFE\xFF",
            b"\0",
            b"{\"text\": \"a\"}",
            b"[",
            b"]",
            b"\n",
            b",",
            b"\x1F\x8B\x08",
            b"\x28\xB5\x2F\xFD",
            b"<?xml",
            b"\xEF\xBB\xBF",
        ];
        // A linear congruential generator (Knuth, MMIX) is random enough to mix them.
        let mut state = 1_u64;
        for _ in 0..20_000 {
            let mut bytes = Vec::new();
            for _ in 0..state >> 61 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                bytes.extend_from_slice(pieces[(state >> 60) as usize]);
            }
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            for as_text in [false, true] {
                let options = Options { as_text, ..Options::default() };
                if let Ok(Opened::Many(articles)) = open(io::Cursor::new(bytes.clone()), &options) {
                    assert!(articles.count() <= bytes.len());
                }
            }
        }
    }
}
