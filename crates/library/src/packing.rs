use std::io;

use sayso_model::Reading;
use zstd::zstd_safe::get_frame_content_size;

/// Readings larger than this are no readings: what claims to be one is damaged.
const LARGEST: u64 = 1 << 30;

/// The bytes that `reading` is stored as: the JSON of its serde form, compressed.
///
/// JSON rather than something denser: a field that is added later is simply not there in what was stored
/// before, and compression takes the names out. The pieces of text that the reading repeats cost a few
/// bytes each for the same reason.
pub(crate) fn pack(reading: &Reading) -> io::Result<Vec<u8>> {
    /// Higher levels take several times as long for a few hundredths less.
    const LEVEL: i32 = 6;
    let json = serde_json::to_vec(reading)?;
    zstd::bulk::compress(&json, LEVEL)
}

/// The reading that was stored as `packed`.
pub(crate) fn unpack(packed: &[u8]) -> io::Result<Reading> {
    let size = get_frame_content_size(packed).ok().flatten().filter(|&size| size <= LARGEST);
    let size = size.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not a compressed reading"))?;
    let json = zstd::bulk::decompress(packed, size as usize)?;
    Ok(serde_json::from_slice(&json)?)
}
