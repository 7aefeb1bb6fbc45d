//! The records of a WARC file (ISO 28500:2017, versions 1.0 and 1.1) or an ARC file (version 1), one at a time.

use std::io::{self, BufRead, BufReader, Read};

use jiff::Timestamp;

use super::members::Members;

/// The records of one archive, plain, gzip or Zstandard, each a head and then a block.
///
/// Memory does not grow with the archive: a block is read only when it is asked for, else passed over. After a
/// broken record the next one is looked for.
pub struct Records<R: Read> {
    stream: BufReader<Members<R>>,
    /// What is left of the current block.
    left: u64,
    /// How many records have begun.
    number: u64,
    line: Vec<u8>,
    state: State,
}

/// Where in the archive the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a record.
    Between,
    /// What follows is not known to begin a record.
    Lost,
    Ended,
}

/// What the head of a record tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// What the record is.
    pub kind: Kind,
    /// `WARC-Record-ID`, without angle brackets.
    pub id: Option<String>,
    /// `WARC-Target-URI`, without angle brackets, or the URL of an ARC record.
    pub url: Option<String>,
    /// When it was captured, ISO 8601 in UTC to the second.
    pub date: Option<String>,
    /// `Content-Type` of the block.
    pub content_type: Option<String>,
    /// Bytes of the block.
    pub length: u64,
    /// Whether the archive says that the block is not all that the server sent.
    pub truncated: bool,
}

/// What a record is (ISO 28500, section 6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// What the archive's maker says about it; in ARC, the first record.
    Info,
    /// What a server answered.
    Response,
    /// What it was asked.
    Request,
    /// A thing stored without how it came.
    Resource,
    /// That it was the same as before.
    Revisit,
    /// Words about another record.
    Metadata,
    /// A thing made from another record's.
    Conversion,
    /// The next piece of another record's block.
    Continuation,
    /// Anything else.
    #[default]
    Other,
}

/// Why a record cannot be read.
#[derive(Debug)]
pub struct Broken {
    /// Which record it is, counted from 1.
    pub number: u64,
    /// What happened: of kind `InvalidData` when it is not as it should be, `UnexpectedEof` when it ends
    /// early, else what the system says.
    pub error: io::Error,
}

/// The most bytes that one record's head may have.
const LONGEST_HEAD: usize = 1 << 16;

impl<R: Read> Records<R> {
    /// The records in `source`.
    ///
    /// # Errors
    /// When its beginning cannot be read.
    pub fn new(source: R) -> io::Result<Self> {
        let stream = BufReader::with_capacity(1 << 16, Members::new(source)?);
        Ok(Self { stream, left: 0, number: 0, line: Vec::new(), state: State::Between })
    }

    /// The number of the record whose head came last, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The head of the next record; what was not read of the block before is passed over.
    pub fn next_head(&mut self) -> Option<Result<Head, Broken>> {
        match self.advance() {
            Ok(head) => head.map(Ok),
            Err(error) => {
                // Trouble of the disk or the connection does not pass by reading on.
                let is_content =
                    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof);
                self.state = if is_content { State::Lost } else { State::Ended };
                self.left = 0;
                Some(Err(Broken { number: self.number, error }))
            }
        }
    }

    /// Reads the whole block of the record whose head came last, `length` bytes, into `block`, and replaces what
    /// is there. When it ends early, `block` holds what there was.
    ///
    /// # Errors
    /// When the archive is damaged or ends within it.
    pub fn read_block(&mut self, block: &mut Vec<u8>) -> Result<(), Broken> {
        block.clear();
        // A length is only a claim: memory is taken as the bytes come.
        block.reserve_exact(self.left.min(1 << 22) as usize);
        let read = self.stream.by_ref().take(self.left).read_to_end(block);
        self.left -= block.len() as u64;
        let broken = match read {
            Ok(_) if self.left == 0 => return Ok(()),
            Ok(_) => io::ErrorKind::UnexpectedEof.into(),
            Err(error) => error,
        };
        self.left = 0;
        self.state = State::Lost;
        Err(Broken { number: self.number, error: broken })
    }

    fn advance(&mut self) -> io::Result<Option<Head>> {
        if self.left > 0 {
            let left = std::mem::take(&mut self.left);
            let passed = io::copy(&mut self.stream.by_ref().take(left), &mut io::sink())?;
            if passed < left {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        // What fails from here on is the next record.
        self.number += 1;
        let found = match self.state {
            State::Between => self.skip_blank_lines()?,
            State::Lost => self.find_record()?,
            State::Ended => false,
        };
        if !found {
            self.number -= 1;
            self.state = State::Ended;
            return Ok(None);
        }
        self.state = State::Between;
        let head = if self.line.starts_with(b"WARC/") {
            self.read_warc_head()?
        } else if let Some(head) = arc_head(&self.line) {
            head
        } else {
            return Err(invalid("no record begins here"));
        };
        self.left = head.length;
        Ok(Some(head))
    }

    /// Reads the first line with anything on it; false when there is none.
    fn skip_blank_lines(&mut self) -> io::Result<bool> {
        loop {
            self.read_line()?;
            if self.line.is_empty() {
                return Ok(false);
            }
            if !self.line.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
    }

    fn read_line(&mut self) -> io::Result<()> {
        self.line.clear();
        self.stream.by_ref().take(LONGEST_HEAD as u64).read_until(b'\n', &mut self.line)?;
        Ok(())
    }

    /// Reads on to the first line of a record; false when there is none. A damaged piece on the way is left behind.
    fn find_record(&mut self) -> io::Result<bool> {
        loop {
            let found = self.read_line();
            match found {
                Ok(()) if self.line.is_empty() => return Ok(false),
                Ok(()) if self.line.starts_with(b"WARC/") || arc_head(&self.line).is_some() => {
                    return Ok(true);
                }
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    let buffered = self.stream.buffer().len();
                    self.stream.consume(buffered);
                    if !self.stream.get_mut().resume()? {
                        return Ok(false);
                    }
                }
                // It ended within the damaged piece, which was reported.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
                Err(error) => return Err(error),
            }
        }
    }

    fn read_warc_head(&mut self) -> io::Result<Head> {
        let mut head = Head::default();
        let mut length = None;
        let mut size = 0;
        // Values may go on over lines that begin with white space; none that is used here does.
        loop {
            self.read_line()?;
            size += self.line.len();
            if self.line.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if size > LONGEST_HEAD {
                return Err(invalid("its head is too long"));
            }
            if self.line.trim_ascii().is_empty() {
                break;
            }
            let Some(colon) = memchr::memchr(b':', &self.line) else { continue };
            let value = String::from_utf8_lossy(self.line[colon + 1..].trim_ascii());
            let some = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
            match self.line[..colon].trim_ascii().to_ascii_lowercase().as_slice() {
                b"warc-type" => head.kind = Kind::named(&value),
                b"warc-record-id" => head.id = some(bare(&value)),
                b"warc-target-uri" => head.url = some(bare(&value)),
                b"warc-date" => head.date = iso_date(&value),
                b"warc-truncated" => head.truncated = !value.is_empty(),
                b"content-type" => head.content_type = some(&value),
                b"content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
        head.length = length.ok_or_else(|| invalid("it does not say how long it is"))?;
        Ok(head)
    }
}

impl Kind {
    fn named(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "warcinfo" => Self::Info,
            "response" => Self::Response,
            "request" => Self::Request,
            "resource" => Self::Resource,
            "revisit" => Self::Revisit,
            "metadata" => Self::Metadata,
            "conversion" => Self::Conversion,
            "continuation" => Self::Continuation,
            _ => Self::Other,
        }
    }
}

/// The head of an ARC record: URL, address of the server, 14 digits of a date, type and length, with a space
/// between. Addresses on the web hold no spaces, yet some archives kept them unescaped: the last four fields count.
fn arc_head(line: &[u8]) -> Option<Head> {
    let line = str::from_utf8(line).ok()?.trim_end();
    let mut fields = line.rsplitn(5, ' ');
    let length = fields.next()?.parse().ok()?;
    let content_type = fields.next()?;
    let date = fields.next()?;
    let address = fields.next()?;
    let url = fields.next()?;
    let is_head = date.len() >= 8
        && date.bytes().all(|byte| byte.is_ascii_digit())
        && address.bytes().all(|byte| byte.is_ascii_hexdigit() || b".:".contains(&byte))
        && url.contains(':');
    is_head.then(|| Head {
        kind: if url.starts_with("filedesc:") { Kind::Info } else { Kind::Response },
        id: None,
        url: Some(url.to_owned()),
        date: arc_date(date),
        content_type: Some(content_type.to_owned()),
        length,
        truncated: false,
    })
}

/// Whether text begins as an ARC file does.
pub(crate) fn is_arc(head: &[u8]) -> bool {
    let line = memchr::memchr(b'\n', head).map_or(head, |end| &head[..end]);
    head.starts_with(b"filedesc:") && arc_head(line).is_some()
}

/// An address without the angle brackets that WARC 1.0 prescribed by mistake.
fn bare(value: &str) -> &str {
    value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value)
}

fn iso_date(value: &str) -> Option<String> {
    Some(format!("{:.0}", value.parse::<Timestamp>().ok()?))
}

/// `YYYYMMDDhhmmss` as ISO 8601; what is more or less is cut off or taken as zero.
fn arc_date(digits: &str) -> Option<String> {
    let padded = format!("{digits:0<14}");
    let part = |from: usize, to: usize| padded.get(from..to);
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    iso_date(&format!("{year}-{month}-{day}T{}:{}:{}Z", part(8, 10)?, part(10, 12)?, part(12, 14)?))
}

fn invalid(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
