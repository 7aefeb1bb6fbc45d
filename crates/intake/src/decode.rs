use std::io::{self, Read};

use crate::{Fault, InputFault};

/// A compression that pages come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// RFC 1952, of one or several members.
    Gzip,
    /// RFC 8878.
    Zstandard,
    /// RFC 7932; without a signature, so only HTTP can announce it.
    Brotli,
    /// What HTTP calls `deflate`: RFC 1950, or RFC 1951 from servers that took the name literally.
    Deflate,
}

impl Coding {
    /// The coding whose signature data begins with.
    pub(crate) fn of_data(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstandard),
            _ => None,
        }
    }

    /// The coding that a token of `Content-Encoding` names (RFC 9110, section 8.4.1).
    pub(crate) fn of_token(token: &str) -> Option<Self> {
        match token.to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Some(Self::Gzip),
            "zstd" => Some(Self::Zstandard),
            "br" => Some(Self::Brotli),
            "deflate" => Some(Self::Deflate),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "Zstandard",
            Self::Brotli => "Brotli",
            Self::Deflate => "deflate",
        }
    }

    /// All of `coded`, decompressed, when it is at most `limit` bytes.
    ///
    /// Nothing is given out before the end was reached and, where there is a checksum, it was right.
    pub(crate) fn decode(self, coded: impl Read, limit: u64) -> Result<Vec<u8>, Fault> {
        match self.decode_what_is_there(coded, limit)? {
            (_, true) => Err(InputFault::EndsEarly { format: self.name() }.into()),
            (decoded, false) => Ok(decoded),
        }
    }

    /// As [`Self::decode`]; of what is cut off, what stands before the cut, and true.
    pub(crate) fn decode_what_is_there(
        self,
        mut coded: impl Read,
        limit: u64,
    ) -> Result<(Vec<u8>, bool), Fault> {
        match self {
            Self::Gzip => self.read(flate2::read::MultiGzDecoder::new(coded), limit),
            Self::Zstandard => self.read(zstd::stream::read::Decoder::new(coded)?, limit),
            Self::Brotli => self.read(brotli_decompressor::Decompressor::new(coded, 1 << 16), limit),
            Self::Deflate => {
                let mut first = [0; 2];
                let length = coded.read(&mut first)?;
                let coded = first[..length].chain(coded);
                // The first byte of RFC 1950 names the method, deflate, in its lower half.
                if first[0] & 0x0F == 8 {
                    self.read(flate2::read::ZlibDecoder::new(coded), limit)
                } else {
                    self.read(flate2::read::DeflateDecoder::new(coded), limit)
                }
            }
        }
    }

    fn read(self, decoder: impl Read, limit: u64) -> Result<(Vec<u8>, bool), Fault> {
        let mut decoded = Vec::new();
        match decoder.take(limit.saturating_add(1)).read_to_end(&mut decoded) {
            Ok(_) if decoded.len() as u64 > limit => {
                Err(InputFault::TooLarge { limit, compressed: true }.into())
            }
            Ok(_) => Ok((decoded, false)),
            Err(error) => match self.fault(error) {
                Fault::Input(InputFault::EndsEarly { .. }) => Ok((decoded, true)),
                fault => Err(fault),
            },
        }
    }

    fn fault(self, error: io::Error) -> Fault {
        if error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()).is_some() {
            return error.into();
        }
        let format = self.name();
        match error.kind() {
            io::ErrorKind::UnexpectedEof => InputFault::EndsEarly { format }.into(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other
                if error.raw_os_error().is_none() =>
            {
                InputFault::Damaged { format, why: error.to_string() }.into()
            }
            _ => error.into(),
        }
    }
}
