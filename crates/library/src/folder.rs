use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use crate::LibraryError;

/// Name of the database in the library's folder.
const DATABASE: &str = "library.sqlite";

/// The folder of the library to use: `named`, else what `SAYSO_LIBRARY` says, else `sayso` in the user's data
/// folder (`~/.local/share/sayso` where XDG holds). It need not exist.
///
/// # Errors
/// [`LibraryError::NoFolder`] when none of these is known.
pub fn locate(named: Option<&Path>) -> Result<PathBuf, LibraryError> {
    if let Some(folder) = named {
        return Ok(folder.to_owned());
    }
    if let Some(folder) = std::env::var_os("SAYSO_LIBRARY").filter(|folder| !folder.is_empty()) {
        return Ok(folder.into());
    }
    let base = choose_base_strategy().map_err(|_| LibraryError::NoFolder)?;
    Ok(base.data_dir().join("sayso"))
}

/// The database of the library in `folder`.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// The log of the library in `folder`: what was written and is not in the file yet.
pub(crate) fn log(folder: &Path) -> PathBuf {
    folder.join(format!("{DATABASE}-wal"))
}

/// Bytes of all files below `folder`. What vanishes meanwhile, as files of an index do, counts for nothing.
pub(crate) fn bytes(folder: &Path) -> std::io::Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(metadata) = entry.metadata() else { continue };
        sum += if metadata.is_dir() { bytes(&entry.path()).unwrap_or(0) } else { metadata.len() };
    }
    Ok(sum)
}
