//! Archives of the web: WARC and ARC files, and WACZ, which packs some of the former in a ZIP file.
//!
//! Pages are what a server answered with status 200 in HTML; every other record is counted and passed over.
//! They are read by our own reader because it must do what no library does at once: ARC as well as WARC,
//! going on after a damaged record, and holding no more than one record in memory.

mod members;
mod records;
mod response;
#[cfg(test)]
mod tests;
mod wacz;

use std::io::{self, Read};
use std::sync::Arc;

use sayso_model::{Diagnostic, Sighting};

pub use records::{Broken, Head, Kind, Records};
pub use response::Stored;
pub(crate) use wacz::{Seekable, Wacz};

use members::Members;
use records::is_arc;

use crate::ledger::{Counted, Skipped};
use crate::sniff::{Form, is_wide, sniff, wide_to_utf8};
use crate::{Content, Fault, InputFault, Ledger, Limits, Options, TakeError, Taken};

/// Whether data that begins like this is a WARC or ARC file, compressed or not.
pub(crate) fn holds_records(head: &[u8]) -> bool {
    /// Enough for the first line of either.
    const FIRST_LINE: u64 = 512;
    let begins_one = |head: &[u8]| head.starts_with(b"WARC/") || is_arc(head);
    if begins_one(head) {
        return true;
    }
    // The head may end inside of its first compressed piece: what comes out before that is enough.
    let mut first = Vec::new();
    if let Ok(members) = Members::new(head) {
        let _ = members.take(FIRST_LINE).read_to_end(&mut first);
    }
    begins_one(&first)
}

/// Where an archive's bytes come from.
type Bytes = Box<dyn Read + Send>;

/// The pages of one archive.
pub(crate) struct Pages {
    /// The path or URL of the archive.
    input: String,
    /// The archives in it that are still to come, when it is a WACZ.
    packed: Option<Wacz>,
    /// The name in the WACZ of the one that is being read.
    member: Option<String>,
    records: Option<Records<Bytes>>,
    block: Vec<u8>,
    since: Option<String>,
    limits: Limits,
    counted: Counted,
    ledger: Option<Arc<dyn Ledger>>,
}

impl Pages {
    /// The pages of a WARC or ARC file.
    pub(crate) fn of_records(source: Bytes, options: &Options) -> Result<Self, Fault> {
        let records = Records::new(source).map_err(|error| fault(error, false))?;
        Ok(Self { records: Some(records), ..Self::new(options) })
    }

    /// The pages of every archive in a WACZ.
    pub(crate) fn of_wacz(packed: Wacz, options: &Options) -> Self {
        Self { packed: Some(packed), ..Self::new(options) }
    }

    fn new(options: &Options) -> Self {
        Self {
            input: String::new(),
            packed: None,
            member: None,
            records: None,
            block: Vec::new(),
            since: options.since.clone(),
            limits: options.limits.clone(),
            counted: Counted::default(),
            ledger: options.ledger.clone(),
        }
    }

    /// Says where the archive is.
    pub(crate) fn named(mut self, input: &str) -> Self {
        input.clone_into(&mut self.input);
        self
    }

    /// The next archive of the WACZ, opened; none when there is no other.
    fn open_next(&mut self) -> Option<Result<Records<Bytes>, TakeError>> {
        let (name, source) = self.packed.as_mut()?.next()?;
        self.member = Some(name);
        let opened = source.and_then(|source| Records::new(source).map_err(|error| fault(error, false)));
        Some(opened.map_err(|fault| TakeError::new(self.input.clone(), fault)))
    }

    fn error(&self, number: u64, fault: impl Into<Fault>) -> TakeError {
        TakeError::new(self.input.clone(), fault).at_record(number, self.member.clone())
    }

    /// What the record whose head this is gives; none when it was passed over.
    fn take(&mut self, head: Head) -> Option<Result<Taken, TakeError>> {
        let records = self.records.as_mut()?;
        let number = records.number();
        if head.kind != Kind::Response {
            self.counted.skip(Skipped::OtherRecord);
            return None;
        }
        if crate::options::is_older(head.date.as_deref(), self.since.as_deref()) {
            self.counted.skip(Skipped::Older);
            return None;
        }
        // An answer may be packed, so that its block says nothing about how large the page is.
        if head.length > self.limits.decoded_bytes {
            self.counted.skip(Skipped::Broken);
            let fault = InputFault::TooLarge { limit: self.limits.decoded_bytes, compressed: false };
            return Some(Err(self.error(number, fault)));
        }
        let mut block = std::mem::take(&mut self.block);
        let taken = match records.read_block(&mut block) {
            Ok(()) => self.page(head, &block).map_err(|fault| self.error(number, fault)),
            Err(broken) => Err(self.error(number, fault(broken.error, true))),
        };
        self.block = block;
        match taken {
            Ok(Ok(taken)) => {
                self.counted.take();
                Some(Ok(taken))
            }
            Ok(Err(skipped)) => {
                self.counted.skip(skipped);
                None
            }
            Err(error) => {
                self.counted.skip(Skipped::Broken);
                Some(Err(error))
            }
        }
    }

    /// The page in a block, or why there is none.
    fn page(&self, head: Head, block: &[u8]) -> Result<Result<Taken, Skipped>, Fault> {
        let Some(stored) = Stored::parse(block) else { return Ok(Err(Skipped::OtherRecord)) };
        if stored.status != 200 {
            return Ok(Err(Skipped::OtherStatus));
        }
        let content_type = stored.header("content-type");
        let says_html = content_type.as_deref().is_some_and(|value| value.to_lowercase().contains("html"));
        let says_other = content_type.is_some() && !says_html;
        if says_other && !content_type.as_deref().is_some_and(|value| value.contains("octet-stream")) {
            return Ok(Err(Skipped::NotHtml));
        }
        let (mut bytes, is_cut) = stored.body(self.limits.decoded_bytes)?;
        if is_wide(&bytes) {
            bytes = wide_to_utf8(bytes.into_owned()).into();
        }
        let is_page = match sniff(&bytes[..bytes.len().min(1 << 16)], false) {
            Ok(Form::Html) => true,
            Ok(_) => says_html,
            Err(_) => false,
        };
        if !is_page {
            return Ok(Err(Skipped::NotHtml));
        }
        let mut diagnostics = Vec::new();
        if head.truncated || is_cut {
            diagnostics.push(Diagnostic::new("record_truncated", "the archive did not keep all of the page"));
        }
        let sighting = Sighting {
            at: head.date,
            url: head.url.clone(),
            status: Some(stored.status),
            headers: Some(stored.hash()),
            etag: stored.header("etag"),
            last_modified: stored.header("last-modified"),
        };
        Ok(Ok(Taken {
            input: self.input.clone(),
            id: head.id,
            url: head.url,
            content: Content::Html { bytes: bytes.into_owned(), content_type },
            sighting: Some(sighting),
            from_feed: None,
            diagnostics,
        }))
    }
}

impl Iterator for Pages {
    type Item = Result<Taken, TakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(records) = &mut self.records else {
                match self.open_next() {
                    Some(Ok(records)) => self.records = Some(records),
                    Some(Err(error)) => return Some(Err(error)),
                    None => {
                        self.counted.finish(&self.input, None, self.ledger.as_deref());
                        return None;
                    }
                }
                continue;
            };
            match records.next_head() {
                None => self.records = None,
                Some(Ok(head)) => {
                    if let Some(taken) = self.take(head) {
                        return Some(taken);
                    }
                }
                Some(Err(broken)) => {
                    self.counted.skip(Skipped::Broken);
                    return Some(Err(self.error(broken.number, fault(broken.error, true))));
                }
            }
        }
    }
}

/// The fault behind an error of reading an archive.
fn fault(error: io::Error, in_record: bool) -> Fault {
    match error.kind() {
        io::ErrorKind::UnexpectedEof if in_record => {
            InputFault::BrokenRecord { why: "the archive ends inside it".to_owned() }.into()
        }
        io::ErrorKind::UnexpectedEof => InputFault::EndsEarly { format: "archive" }.into(),
        io::ErrorKind::InvalidData => InputFault::BrokenRecord { why: error.to_string() }.into(),
        _ => error.into(),
    }
}
