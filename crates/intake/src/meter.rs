use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes of files were read, for whoever wants to show how far the work has come.
#[derive(Debug, Default)]
pub struct Meter(AtomicU64);

impl Meter {
    /// Bytes of files that were read or need not be read any more. When a file is done with, all of it counts.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// What one file counts for.
pub(crate) struct Share {
    meter: Option<Arc<Meter>>,
    left: AtomicU64,
}

impl Share {
    pub(crate) fn new(meter: Option<Arc<Meter>>, size: u64) -> Arc<Self> {
        Arc::new(Self { meter, left: AtomicU64::new(size) })
    }

    fn count(&self, bytes: u64) {
        let Some(meter) = &self.meter else { return };
        // Parts of a file may be read twice, as the directory of a ZIP file is: never more than its size counts.
        let before = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some(left.saturating_sub(bytes)));
        meter.add(before.unwrap_or_default().min(bytes));
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if let Some(meter) = &self.meter {
            meter.add(*self.left.get_mut());
        }
    }
}

/// A file whose reading is counted.
pub(crate) struct Metered<R = File> {
    source: R,
    share: Arc<Share>,
}

impl<R> Metered<R> {
    pub(crate) fn new(source: R, share: &Arc<Share>) -> Self {
        Self { source, share: Arc::clone(share) }
    }

    pub(crate) fn source(&self) -> &R {
        &self.source
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.share.count(read as u64);
        Ok(read)
    }
}
