use std::io::{self, Read};
use std::iter::Peekable;

use crate::json::{Articles, Lines, Values};
use crate::sniff::{Form, sniff, utf16_to_utf8};
use crate::{Content, Fault, InputFault, Options};

/// What one input holds.
pub(crate) enum Opened {
    /// One page.
    One(Content),
    /// Ready articles.
    Many(Peekable<Articles>),
}

/// How much is read before deciding what it is. Most pages fit, and are then read in one go.
const HEAD: u64 = 1 << 16;

/// Reads from `reader` until it is known what it holds: all of it, unless it is JSON with one object a
/// line. `size` is its length in bytes when known.
pub(crate) fn open(
    mut reader: impl Read + Send + 'static,
    size: Option<u64>,
    options: &Options,
) -> Result<Opened, Fault> {
    let limit = options.limits.decoded_bytes;
    let mut head = Vec::with_capacity(size.map_or(HEAD, |size| size.min(HEAD) + 1) as usize);
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    if let Some(decoded) = decompress(&head, &mut reader, limit)? {
        return settle(decoded, options);
    }
    if sniff(&head, options.as_text)? == Form::JsonLines {
        return Ok(Opened::Many(Articles::Lines(Lines::new(head, Box::new(reader), limit)).peekable()));
    }
    let too_large = InputFault::TooLarge { limit, compressed: false };
    if let Some(size) = size {
        if size > limit {
            return Err(too_large.into());
        }
        head.reserve_exact((size + 1).saturating_sub(head.len() as u64) as usize);
    }
    reader.take((limit + 1).saturating_sub(head.len() as u64)).read_to_end(&mut head)?;
    if head.len() as u64 > limit {
        return Err(too_large.into());
    }
    settle(head, options)
}

/// What `bytes`, a whole input, holds.
fn settle(bytes: Vec<u8>, options: &Options) -> Result<Opened, Fault> {
    let content_type = None;
    Ok(match sniff(&bytes[..bytes.len().min(HEAD as usize)], options.as_text)? {
        Form::Html => Opened::One(Content::Html { bytes, content_type }),
        Form::Text => Opened::One(Content::Text { bytes, content_type }),
        Form::JsonLines => {
            let lines = Lines::new(utf16_to_utf8(bytes), Box::new(io::empty()), options.limits.decoded_bytes);
            Opened::Many(Articles::Lines(lines).peekable())
        }
        Form::Json => Opened::Many(Articles::Values(Values::new(utf16_to_utf8(bytes))).peekable()),
    })
}

/// The decompressed whole when `head` begins a gzip stream (RFC 1952), be it of several members.
///
/// Nothing is given out before the end was reached and its checksum found right.
fn decompress(head: &[u8], rest: &mut impl Read, limit: u64) -> Result<Option<Vec<u8>>, Fault> {
    const FORMAT: &str = "gzip";
    if !head.starts_with(&[0x1F, 0x8B]) {
        return Ok(None);
    }
    let mut decoded = Vec::new();
    let decoder = flate2::read::MultiGzDecoder::new(head.chain(rest));
    match decoder.take(limit + 1).read_to_end(&mut decoded) {
        Ok(_) if decoded.len() as u64 > limit => Err(InputFault::TooLarge { limit, compressed: true }.into()),
        Ok(_) => Ok(Some(decoded)),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::UnexpectedEof => InputFault::EndsEarly { format: FORMAT }.into(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                InputFault::Damaged { format: FORMAT, why: error.to_string() }.into()
            }
            _ => error.into(),
        }),
    }
}
