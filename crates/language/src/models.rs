//! The file that holds what was trained: several models, each packed for itself, so that only what is used is
//! unpacked.
//!
//! A head of eight letters and a version, then for each model its name, the fingerprint of the features that it
//! was trained on, and its length packed and unpacked; then the packed models (Zstandard) in the same order.
//! Numbers are little-endian. A model whose features have changed since is refused rather than read as noise.

use thiserror::Error;

use crate::{Shape, Tag, Token, tokenize};

/// The models that the program carries.
pub static ENGLISH: &[u8] = include_bytes!("../../../models/english.bin");

const MAGIC: &[u8; 8] = b"saysoMDL";
/// Raised when the layout of the file changes.
const VERSION: u32 = 1;
/// Bytes of a model's entry in the head: name, fingerprint, length packed and unpacked.
const ENTRY: usize = NAME + 8 + 4 + 4;
const NAME: usize = 16;
/// As dense as it gets in little time; how fast it unpacks does not depend on it.
const EFFORT: i32 = 19;

/// Why a model could not be taken from a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The bytes are of another kind or end early.
    #[error("not a file of models, or cut short")]
    NotModels,
    /// The file was written by another version of the program.
    #[error(
        "the file has layout {found}, this program reads layout {VERSION}; train it anew: lab train, see models/README.md"
    )]
    Layout {
        /// The layout that the file says it has.
        found: u32,
    },
    /// The file has no model of that name.
    #[error("the file holds no {name}; train it anew: lab train, see models/README.md")]
    Missing {
        /// The model asked for.
        name: String,
    },
    /// The model was trained on features that the program no longer computes.
    #[error("the {name} was trained on other features; train it anew: lab train, see models/README.md")]
    Features {
        /// The model asked for.
        name: String,
    },
    /// The model cannot be unpacked.
    #[error("the {name} is damaged")]
    Damaged {
        /// The model asked for.
        name: String,
    },
}

/// One model on its way into a file.
#[derive(Clone, Debug)]
pub struct Model {
    /// What it is, in at most 16 bytes.
    pub name: String,
    /// What its features hash to; see [`fingerprint`].
    pub fingerprint: u64,
    /// The weights.
    pub bytes: Vec<u8>,
}

/// Takes the model `name` from a file of models, if it was trained on the features with this fingerprint.
///
/// # Errors
/// When `file` is no such file, or does not hold the model, or holds one for other features.
pub fn read(file: &[u8], name: &str, fingerprint: u64) -> Result<Vec<u8>, ModelError> {
    let entry = entries(file)?
        .into_iter()
        .find(|entry| entry.name == name)
        .ok_or_else(|| ModelError::Missing { name: name.to_owned() })?;
    if entry.fingerprint != fingerprint {
        return Err(ModelError::Features { name: name.to_owned() });
    }
    entry.unpack()
}

/// The model `name` of those that [`read_all`] gave.
///
/// # Errors
/// When it is not among them, or was trained on other features.
pub fn find<'m>(models: &'m [Model], name: &str, fingerprint: u64) -> Result<&'m Model, ModelError> {
    let model = models
        .iter()
        .find(|model| model.name == name)
        .ok_or_else(|| ModelError::Missing { name: name.to_owned() })?;
    if model.fingerprint != fingerprint {
        return Err(ModelError::Features { name: name.to_owned() });
    }
    Ok(model)
}

/// Every model of a file, whatever its features.
///
/// # Errors
/// When `file` is no such file, or a model in it is damaged.
pub fn read_all(file: &[u8]) -> Result<Vec<Model>, ModelError> {
    entries(file)?
        .into_iter()
        .map(|entry| {
            let bytes = entry.unpack()?;
            Ok(Model { name: entry.name.to_owned(), fingerprint: entry.fingerprint, bytes })
        })
        .collect()
}

/// A file of these models. The same models give the same file.
///
/// # Errors
/// When a model cannot be packed, which takes a model of more than 4 GB or a machine without memory.
pub fn write(models: &[Model]) -> std::io::Result<Vec<u8>> {
    let mut head = MAGIC.to_vec();
    head.extend(VERSION.to_le_bytes());
    head.extend(length(models.len())?.to_le_bytes());
    let mut body = Vec::new();
    for model in models {
        let packed = zstd::bulk::compress(&model.bytes, EFFORT)?;
        let mut name = model.name.as_bytes().to_vec();
        name.resize(NAME, 0);
        head.extend(name);
        head.extend(model.fingerprint.to_le_bytes());
        head.extend(length(packed.len())?.to_le_bytes());
        head.extend(length(model.bytes.len())?.to_le_bytes());
        body.extend(packed);
    }
    head.extend(body);
    Ok(head)
}

/// What identifies a set of features: the numbers that it gives for a fixed text, in one number. A change of the
/// features, their order or the tables they point into shows in it, without anybody having to remember a version.
#[must_use]
pub fn fingerprint(numbers: impl IntoIterator<Item = u64>) -> u64 {
    numbers.into_iter().fold(u64::from(VERSION), |hash, number| crate::hash::mix(0, hash, number))
}

/// The weights of the model `name` that the program carries.
///
/// # Panics
/// When that model was trained on other features: then the program was built wrong, and no input is at fault.
/// A test of this crate asks for every model, so that no such program is built unnoticed.
pub(crate) fn english(name: &str, fingerprint: u64) -> Vec<u8> {
    match read(ENGLISH, name, fingerprint) {
        Ok(weights) => weights,
        Err(error) => panic!("models/english.bin: {error}"),
    }
}

/// A text to take fingerprints of: one of every shape, capitals, marks and clitics.
pub(crate) fn sample() -> (&'static str, Vec<Token>) {
    let text = "“Jana Holt's B52, 3.5 McKay,” the BBC (@desk) didn't—say today.";
    let mut tokens = Vec::new();
    tokenize(text, 0..text.len(), &mut tokens);
    for (at, token) in tokens.iter_mut().enumerate() {
        token.tag = if token.shape == Shape::Mark { Tag::Mark } else { Tag::ALL[at % Tag::ALL.len()] };
    }
    (text, tokens)
}

fn length(count: usize) -> std::io::Result<u32> {
    u32::try_from(count).map_err(std::io::Error::other)
}

struct Entry<'f> {
    name: &'f str,
    fingerprint: u64,
    packed: &'f [u8],
    length: usize,
}

impl Entry<'_> {
    fn unpack(&self) -> Result<Vec<u8>, ModelError> {
        match zstd::bulk::decompress(self.packed, self.length) {
            Ok(bytes) if bytes.len() == self.length => Ok(bytes),
            _ => Err(ModelError::Damaged { name: self.name.to_owned() }),
        }
    }
}

fn entries(file: &[u8]) -> Result<Vec<Entry<'_>>, ModelError> {
    let (magic, rest) = take(file, MAGIC.len())?;
    if magic != MAGIC {
        return Err(ModelError::NotModels);
    }
    let (found, rest) = number(rest)?;
    if found != VERSION {
        return Err(ModelError::Layout { found });
    }
    let (count, rest) = number(rest)?;
    let (mut head, mut body) = take(rest, ENTRY.saturating_mul(count as usize))?;
    let mut out = Vec::new();
    for _ in 0..count {
        let (name, next) = take(head, NAME)?;
        let (fingerprint, next) = next.split_first_chunk().ok_or(ModelError::NotModels)?;
        let (packed, next) = number(next)?;
        let (length, next) = number(next)?;
        head = next;
        let (packed, next) = take(body, packed as usize)?;
        body = next;
        let name = std::str::from_utf8(name).map_err(|_| ModelError::NotModels)?.trim_end_matches('\0');
        out.push(Entry {
            name,
            fingerprint: u64::from_le_bytes(*fingerprint),
            packed,
            length: length as usize,
        });
    }
    Ok(out)
}

fn take(bytes: &[u8], count: usize) -> Result<(&[u8], &[u8]), ModelError> {
    bytes.split_at_checked(count).ok_or(ModelError::NotModels)
}

fn number(bytes: &[u8]) -> Result<(u32, &[u8]), ModelError> {
    let (number, rest) = bytes.split_first_chunk().ok_or(ModelError::NotModels)?;
    Ok((u32::from_le_bytes(*number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let model = |name: &str, fingerprint, bytes: &[u8]| Model {
            name: name.to_owned(),
            fingerprint,
            bytes: bytes.to_vec(),
        };
        write(&[model("first", 7, &[0; 1000]), model("second", 8, b"weights")]).unwrap()
    }

    #[test]
    fn models_come_back_as_they_were() {
        assert_eq!(read(&file(), "second", 8).unwrap(), b"weights");
        assert_eq!(read_all(&file()).unwrap()[0].bytes, [0; 1000]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(read(&file(), "second", 7), Err(ModelError::Features { name: "second".into() }));
        assert_eq!(read(&file(), "third", 7), Err(ModelError::Missing { name: "third".into() }));
        assert_eq!(read(b"PNG", "first", 7), Err(ModelError::NotModels));
        let mut newer = file();
        newer[8] = 9;
        assert_eq!(read(&newer, "first", 7), Err(ModelError::Layout { found: 9 }));
    }

    #[test]
    fn damage_is_an_error_and_no_panic() {
        let whole = file();
        for cut in 0..whole.len() {
            assert!(read_all(&whole[..cut]).is_err(), "cut at {cut}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xff;
            let _ = read_all(&damaged);
        }
    }
}
