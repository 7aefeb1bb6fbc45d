use std::cell::RefCell;
use std::io;
use std::sync::LazyLock;

use sayso_model::Reading;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::get_frame_content_size;

/// Level 6 takes three times as long for a fifteenth less.
const LEVEL: i32 = 3;

/// Readings larger than this are no readings: what claims to be one is damaged.
const LARGEST: u64 = 1 << 30;

/// The number of the dictionary that readings are compressed against, which is the first byte of what is stored.
/// One that was released never changes: a better one gets the next number, and this one stays to read with.
pub(crate) const DICTIONARY: u8 = 1;

/// Readings of invented articles: the names of fields, and words that articles share.
pub(crate) const DICTIONARY_BYTES: &[u8] = include_bytes!("../../../models/readings-1.dictionary");

static ENCODER: LazyLock<EncoderDictionary<'static>> =
    LazyLock::new(|| EncoderDictionary::copy(DICTIONARY_BYTES, LEVEL));
static DECODER: LazyLock<DecoderDictionary<'static>> =
    LazyLock::new(|| DecoderDictionary::copy(DICTIONARY_BYTES));

thread_local! {
    // Making one takes longer than using it.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// The bytes that `reading` is stored as: the JSON of its serde form, compressed.
///
/// JSON rather than something denser: a field that is added later is simply not there in what was stored
/// before, and compression takes the names out. The pieces of text that the reading repeats cost a few
/// bytes each for the same reason.
pub(crate) fn pack(reading: &Reading) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec(reading)?;
    let compressed = COMPRESSOR.with_borrow_mut(|kept| {
        let compressor = match kept.take() {
            Some(compressor) => compressor,
            None => Compressor::with_prepared_dictionary(&ENCODER)?,
        };
        kept.insert(compressor).compress(&json)
    })?;
    let mut packed = Vec::with_capacity(compressed.len() + 1);
    packed.push(DICTIONARY);
    packed.extend(compressed);
    Ok(packed)
}

/// The reading that was stored as `packed`.
pub(crate) fn unpack(packed: &[u8]) -> io::Result<Reading> {
    let damaged = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what);
    let (&dictionary, frame) = packed.split_first().ok_or_else(|| damaged("nothing is stored"))?;
    if dictionary != DICTIONARY {
        return Err(damaged("compressed in a way that this version of sayso does not know"));
    }
    let size = get_frame_content_size(frame).ok().flatten().filter(|&size| size <= LARGEST);
    let size = size.ok_or_else(|| damaged("not a compressed reading"))?;
    let json = DECOMPRESSOR.with_borrow_mut(|kept| {
        let decompressor = match kept.take() {
            Some(decompressor) => decompressor,
            None => Decompressor::with_prepared_dictionary(&DECODER)?,
        };
        kept.insert(decompressor).decompress(frame, size as usize)
    })?;
    Ok(serde_json::from_slice(&json)?)
}

#[cfg(test)]
mod tests {
    use sayso_model::Article;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_what_is_damaged_is_told() {
        let article = Article { text: "“Wait”, she said. ".repeat(50), ..Article::default() };
        let reading = Reading { article, ..Reading::default() };
        let packed = pack(&reading).unwrap();
        assert_eq!(unpack(&packed).unwrap(), reading);
        assert!(packed.len() < 200, "{}", packed.len());
        for damaged in [&packed[..0], &packed[..1], &packed[..packed.len() - 4], &[9, 1, 2], &packed[1..]] {
            assert!(unpack(damaged).is_err());
        }
    }

    /// Every library is read with it: one byte changed makes them all unreadable.
    #[test]
    fn the_dictionary_is_the_one_that_was_released() {
        let digest: [u8; 32] = Sha256::digest(DICTIONARY_BYTES).into();
        let written: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(written, "28dd8a247a1318130afd05ff0f27c8b8d20e9d9ba00a1a2abd2086c4b64f942e");
    }
}
