use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

use flate2::read::DeflateDecoder;
use memchr::memmem;
use zip::{CompressionMethod, ZipArchive};

use super::Bytes;
use crate::error::one_line;
use crate::meter::{Metered, Share};
use crate::{Fault, InputFault, Limits};

/// A ZIP file, on the disk or in memory.
pub(crate) enum Seekable {
    File(File, Arc<Share>),
    Memory(Arc<[u8]>),
}

impl Seekable {
    /// The bytes from `start` on, `length` of them.
    fn section(&self, start: u64, length: u64) -> std::io::Result<Bytes> {
        Ok(match self {
            Self::File(file, share) => {
                // A clone shares its place in the file with the original: sections are read one after another.
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(start))?;
                Box::new(Metered::new(file.take(length), share))
            }
            Self::Memory(bytes) => {
                let mut cursor = Cursor::new(Arc::clone(bytes));
                cursor.set_position(start);
                Box::new(cursor.take(length))
            }
        })
    }
}

/// The archives in a WACZ (Web Archive Collection Zipped, 1.1.1), which stand in its folder `archive/`.
///
/// Nothing is ever unpacked to the disk, so that a name can lead nowhere; a file that tries is refused all the
/// same. The rest of a WACZ, its indexes and lists of pages, repeats what the archives hold.
pub(crate) struct Wacz {
    bytes: Seekable,
    members: std::vec::IntoIter<Member>,
    limits: Limits,
}

struct Member {
    name: String,
    start: u64,
    packed: u64,
    unpacked: u64,
    method: CompressionMethod,
    encrypted: bool,
}

impl Wacz {
    /// Reads the directory of a ZIP file that begins with `head`; none when there is no archive in it.
    ///
    /// # Errors
    /// When it looks like a WACZ and has no directory, or one that is damaged.
    pub(crate) fn open(bytes: Seekable, head: &[u8], limits: &Limits) -> Result<Option<Self>, Fault> {
        let members = match &bytes {
            Seekable::File(file, _) => members(file),
            Seekable::Memory(bytes) => members(Cursor::new(bytes)),
        };
        let members = match members {
            Ok(members) => members,
            Err(error) if memmem::find(head, b"archive/").is_some() => {
                return Err(InputFault::Damaged { format: "ZIP", why: error.to_string() }.into());
            }
            Err(_) => return Ok(None),
        };
        let found = !members.is_empty();
        let members = members.into_iter();
        Ok(found.then_some(Self { bytes, members, limits: limits.clone() }))
    }

    /// The name and the bytes of the next archive, or why they are not to be had.
    pub(crate) fn next(&mut self) -> Option<(String, Result<Bytes, Fault>)> {
        let member = self.members.next()?;
        let section = || Ok(self.bytes.section(member.start, member.packed)?);
        let source = self.check(&member).map_err(Fault::from).and_then(|()| section());
        let source = source.map(|source| match member.method {
            CompressionMethod::Stored => source,
            // The directory's word for the size is not relied on.
            _ => Box::new(DeflateDecoder::new(source).take(member.unpacked)) as Bytes,
        });
        Some((one_line(&member.name), source))
    }

    fn check(&self, member: &Member) -> Result<(), InputFault> {
        /// Text shrinks to a tenth, and to a fiftieth when it repeats itself; a bomb to a thousandth.
        const LARGEST_RATIO: u64 = 200;
        let refuse = |why| Err(InputFault::Member { name: one_line(&member.name), why });
        let leads_out = member.name.starts_with('/')
            || member.name.contains(['\\', '\0', ':'])
            || member.name.split('/').any(|part| part == "..");
        if leads_out {
            return refuse("whose name leads out of the archive");
        }
        if member.encrypted {
            return refuse("which is encrypted");
        }
        match member.method {
            CompressionMethod::Stored if member.packed != member.unpacked => {
                refuse("which contradicts itself about its size")
            }
            CompressionMethod::Stored => Ok(()),
            CompressionMethod::Deflated => {
                let is_bomb = member.unpacked > self.limits.decoded_bytes
                    && member.unpacked / LARGEST_RATIO > member.packed;
                if is_bomb { refuse("which would grow more than 200-fold when unpacked") } else { Ok(()) }
            }
            _ => refuse("which is compressed in a way that is not known here"),
        }
    }
}

/// The archives that the directory of a ZIP file names, in the order of their names.
fn members(bytes: impl Read + Seek) -> Result<Vec<Member>, zip::result::ZipError> {
    let mut zip = ZipArchive::new(bytes)?;
    let mut members = Vec::new();
    for index in 0..zip.len() {
        let file = zip.by_index_raw(index)?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let is_archive = [".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz"]
            .iter()
            .any(|ending| name.to_ascii_lowercase().ends_with(ending));
        if is_archive && name.contains("archive/") {
            members.push(Member {
                start: file.data_start().unwrap_or(u64::MAX),
                packed: file.compressed_size(),
                unpacked: file.size(),
                method: file.compression(),
                encrypted: file.encrypted(),
                name,
            });
        }
    }
    members.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(members)
}
