use std::ffi::OsStr;
use std::path::Path;

use crate::is_url;
use crate::walk::Walk;

/// How much there is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Files, those in folders too.
    pub files: u64,
    /// Their bytes, as they stand on the disk.
    pub bytes: u64,
}

/// How much `inputs` are; none when it cannot be known beforehand: standard input, pipes, the web. What is not there
/// counts nothing.
#[must_use]
pub fn extent(inputs: &[impl AsRef<OsStr>]) -> Option<Extent> {
    let mut extent = Extent::default();
    for input in inputs {
        let input = input.as_ref();
        if input == "-" || input.to_str().is_some_and(is_url) {
            return None;
        }
        let path = Path::new(input);
        let Ok(metadata) = path.metadata() else { continue };
        if metadata.is_file() {
            extent.add(metadata.len());
        } else if metadata.is_dir() {
            for path in Walk::new(path).filter_map(Result::ok) {
                extent.add(path.metadata().map_or(0, |metadata| metadata.len()));
            }
        } else {
            return None;
        }
    }
    Some(extent)
}

impl Extent {
    fn add(&mut self, bytes: u64) {
        self.files += 1;
        self.bytes += bytes;
    }
}
