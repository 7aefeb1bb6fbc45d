use std::io::{self, BufRead, BufReader, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use memchr::memmem;

use crate::decode::Coding;

/// What an archive's file holds, decompressed: archives are compressed record by record, each a gzip member or
/// a Zstandard frame of its own, so that after a damaged one the next can be found.
///
/// The gzip layer is our own because a library's reader of many members makes a new decompressor for each, or
/// does not tell where the next one begins.
pub(crate) struct Members<R: Read> {
    source: Source<R>,
    coding: MemberCoding,
}

type Source<R> = BufReader<R>;

enum MemberCoding {
    Plain,
    Gzip(Box<Gzip>),
    Zstandard(Box<Zstandard>),
}

/// Read from the disk at once.
const BUFFER: usize = 1 << 17;

impl<R: Read> Members<R> {
    /// Reads `source`, packed as its first bytes tell.
    ///
    /// # Errors
    /// When it cannot be read, or begins with a dictionary that is none.
    pub(crate) fn new(source: R) -> io::Result<Self> {
        let mut source = BufReader::with_capacity(BUFFER, source);
        let head = source.fill_buf()?;
        let coding = match Coding::of_data(head) {
            Some(Coding::Gzip) => MemberCoding::Gzip(Box::default()),
            Some(Coding::Zstandard) => MemberCoding::Zstandard(Box::new(Zstandard::new(&[])?)),
            _ if is_dictionary(head) => {
                let dictionary = read_dictionary(&mut source)?;
                MemberCoding::Zstandard(Box::new(Zstandard::new(&dictionary)?))
            }
            _ => MemberCoding::Plain,
        };
        Ok(Self { source, coding })
    }

    /// Goes to the beginning of the next member after a damaged one; false when there is none, as in a file
    /// that is not compressed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn resume(&mut self) -> io::Result<bool> {
        let magic: &[u8] = match &mut self.coding {
            MemberCoding::Plain => return Ok(false),
            MemberCoding::Gzip(gzip) => {
                gzip.inside = false;
                &[0x1F, 0x8B, 8]
            }
            MemberCoding::Zstandard(zstandard) => {
                zstandard.restart()?;
                // The decoder may have refused a frame at its first byte, which must not be found again.
                let refused = self.source.fill_buf()?.len().min(1);
                self.source.consume(refused);
                &[0x28, 0xB5, 0x2F, 0xFD]
            }
        };
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            if let Some(at) = memmem::find(buffer, magic) {
                self.source.consume(at);
                return Ok(true);
            }
            // A signature across two buffers is missed: that costs one more record after a damaged one.
            let length = buffer.len();
            self.source.consume(length);
        }
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        match &mut self.coding {
            MemberCoding::Plain => self.source.read(out),
            MemberCoding::Gzip(gzip) => gzip.read(&mut self.source, out),
            MemberCoding::Zstandard(zstandard) => zstandard.read(&mut self.source, out),
        }
    }
}

/// A reader of gzip members (RFC 1952) that keeps one decompressor for all.
struct Gzip {
    inflate: Decompress,
    checksum: Crc,
    /// Whether a member has begun and not ended.
    inside: bool,
}

impl Default for Gzip {
    fn default() -> Self {
        Self { inflate: Decompress::new(false), checksum: Crc::new(), inside: false }
    }
}

impl Gzip {
    fn read(&mut self, source: &mut impl BufRead, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside {
                // Some writers fill up their last block with zeros.
                let zeros = source.fill_buf()?.iter().take_while(|&&byte| byte == 0).count();
                source.consume(zeros);
                if zeros > 0 {
                    continue;
                }
                if source.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                skip_gzip_header(source)?;
                self.inflate.reset(false);
                self.checksum.reset();
                self.inside = true;
            }
            let input = source.fill_buf()?;
            if input.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self
                .inflate
                .decompress(input, out, FlushDecompress::None)
                .map_err(|error| damaged(&error.to_string()))?;
            let read = (self.inflate.total_in() - read) as usize;
            let written = (self.inflate.total_out() - written) as usize;
            source.consume(read);
            self.checksum.update(&out[..written]);
            match status {
                Status::StreamEnd => {
                    self.inside = false;
                    self.check_trailer(source)?;
                }
                _ if read == 0 && written == 0 => return Err(damaged("it does not go on")),
                _ => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }

    fn check_trailer(&self, source: &mut impl BufRead) -> io::Result<()> {
        let mut trailer = [0; 8];
        source.read_exact(&mut trailer)?;
        let [a, b, c, d, ..] = trailer;
        if u32::from_le_bytes([a, b, c, d]) == self.checksum.sum() {
            Ok(())
        } else {
            Err(damaged("its checksum is wrong"))
        }
    }
}

fn damaged(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// Reads a gzip member's header (RFC 1952, section 2.3) and drops it.
fn skip_gzip_header(source: &mut impl BufRead) -> io::Result<()> {
    /// File names and comments are not longer.
    const LONGEST_NAME: u64 = 1 << 16;
    const HEADER_CHECKSUM: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let mut fixed = [0; 10];
    source.read_exact(&mut fixed)?;
    let [0x1F, 0x8B, 8, flags, ..] = fixed else { return Err(damaged("no gzip member begins here")) };
    if flags & EXTRA != 0 {
        let mut length = [0; 2];
        source.read_exact(&mut length)?;
        skip(source, u16::from_le_bytes(length).into())?;
    }
    for named in [NAME, COMMENT] {
        if flags & named != 0 {
            let mut name = Vec::new();
            source.by_ref().take(LONGEST_NAME).read_until(0, &mut name)?;
            if name.last() != Some(&0) {
                return Err(damaged("a name in it does not end"));
            }
        }
    }
    if flags & HEADER_CHECKSUM != 0 {
        skip(source, 2)?;
    }
    Ok(())
}

fn skip(source: &mut impl BufRead, length: u64) -> io::Result<()> {
    let skipped = io::copy(&mut source.take(length), &mut io::sink())?;
    if skipped == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// A reader of Zstandard frames (RFC 8878), with the dictionary that the archive begins with, if any.
struct Zstandard {
    decoder: zstd::stream::raw::Decoder<'static>,
    dictionary: Vec<u8>,
    /// Whether a frame has begun and not ended.
    inside: bool,
}

impl Zstandard {
    fn new(dictionary: &[u8]) -> io::Result<Self> {
        let decoder = zstd::stream::raw::Decoder::with_dictionary(dictionary)?;
        Ok(Self { decoder, dictionary: dictionary.to_vec(), inside: false })
    }

    fn restart(&mut self) -> io::Result<()> {
        self.decoder = zstd::stream::raw::Decoder::with_dictionary(&self.dictionary)?;
        self.inside = false;
        Ok(())
    }

    fn read(&mut self, source: &mut impl BufRead, out: &mut [u8]) -> io::Result<usize> {
        use zstd::stream::raw::{InBuffer, Operation, OutBuffer};
        loop {
            let input = source.fill_buf()?;
            if input.is_empty() && !self.inside {
                return Ok(0);
            }
            let mut from = InBuffer::around(input);
            let mut into = OutBuffer::around(&mut *out);
            let left = self.decoder.run(&mut from, &mut into).map_err(|error| damaged(&error.to_string()))?;
            let (read, written) = (from.pos(), into.pos());
            if written == 0 && read == 0 && input.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            source.consume(read);
            // The decoder answers 0 when a frame was read and given out to its end.
            self.inside = left != 0;
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

/// Whether a Zstandard archive begins with its dictionary, in a skippable frame (WARC-Zstandard 1.0).
fn is_dictionary(head: &[u8]) -> bool {
    head.starts_with(&[0x5D, 0x2A, 0x4D, 0x18])
}

fn read_dictionary(source: &mut impl BufRead) -> io::Result<Vec<u8>> {
    /// Dictionaries are a hundred kilobytes or so.
    const LARGEST: u32 = 16 << 20;
    let mut header = [0; 8];
    source.read_exact(&mut header)?;
    let [.., a, b, c, d] = header;
    let length = u32::from_le_bytes([a, b, c, d]);
    if length > LARGEST {
        return Err(damaged("its dictionary is too large"));
    }
    let mut dictionary = Vec::new();
    source.take(length.into()).read_to_end(&mut dictionary)?;
    if dictionary.len() as u64 != u64::from(length) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    if Coding::of_data(&dictionary) != Some(Coding::Zstandard) {
        return Ok(dictionary);
    }
    let mut unpacked = Vec::new();
    let limit = u64::from(LARGEST) + 1;
    zstd::stream::read::Decoder::new(&*dictionary)?.take(limit).read_to_end(&mut unpacked)?;
    if unpacked.len() as u64 == limit { Err(damaged("its dictionary is too large")) } else { Ok(unpacked) }
}
