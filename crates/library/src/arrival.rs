use std::io;

use sayso_model::Reading;

use crate::identity::{Identity, TakenKey, outlet_key};
use crate::{packing, times};

/// Where and when something was seen, as the one who took it in knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// When it was fetched, in seconds since 1970, UTC; none when it was not fetched but lay in a file: then it
    /// is seen when it is added.
    pub at: Option<i64>,
    /// Where it was fetched from.
    pub url: Option<String>,
    /// What HTTP said of it.
    pub status: Option<u16>,
    /// Hash of the response's headers.
    pub headers: Option<Vec<u8>>,
    /// What lets the server say that it has not changed.
    pub etag: Option<String>,
    /// The same, as a date.
    pub last_modified: Option<String>,
}

/// An article that was read and is ready to be written: everything that takes time has been done, so that
/// it can be made on any thread and the one writer has little to do.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub(crate) taken: TakenKey,
    pub(crate) seen: Seen,
    pub(crate) identity: Identity,
    pub(crate) published: Option<i64>,
    pub(crate) outlet: Option<(String, String)>,
    pub(crate) reading: Reading,
    pub(crate) packed: Vec<u8>,
}

impl Arrival {
    /// Makes `reading`, which was made from what has the key `taken`, ready to be written.
    ///
    /// # Errors
    /// When it cannot be compressed.
    pub fn new(taken: TakenKey, seen: Seen, reading: Reading) -> io::Result<Self> {
        let article = &reading.article;
        let outlet = outlet_key(article).map(|key| {
            let name = article.outlet.as_ref().map_or_else(|| key.clone(), |outlet| outlet.name.clone());
            (key, name)
        });
        Ok(Self {
            taken,
            seen,
            identity: Identity::of(&reading),
            published: article.published.as_ref().and_then(times::seconds),
            outlet,
            packed: packing::pack(&reading)?,
            reading,
        })
    }
}
