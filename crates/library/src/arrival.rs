use std::io;

use sayso_model::{Reading, Sighting};

use crate::identity::{Identity, TakenKey, outlet_key};
use crate::{packing, times};

/// An article that was read and is ready to be written: everything that takes time has been done, so that
/// it can be made on any thread and the one writer has little to do.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub(crate) taken: TakenKey,
    pub(crate) sighting: Option<Sighting>,
    pub(crate) identity: Identity,
    pub(crate) published: Option<i64>,
    pub(crate) outlet: Option<(String, String)>,
    pub(crate) reading: Reading,
    pub(crate) packed: Vec<u8>,
}

impl Arrival {
    /// Makes `reading`, which was made from what has the key `taken` and was seen at `sighting` if it was fetched,
    /// ready to be written.
    ///
    /// # Errors
    /// When it cannot be compressed.
    pub fn new(taken: TakenKey, sighting: Option<Sighting>, reading: Reading) -> io::Result<Self> {
        let article = &reading.article;
        let outlet = outlet_key(article).map(|key| {
            let name = article.outlet.as_ref().map_or_else(|| key.clone(), |outlet| outlet.name.clone());
            (key, name)
        });
        Ok(Self {
            taken,
            sighting,
            identity: Identity::of(&reading),
            published: article.published.as_ref().and_then(times::seconds),
            outlet,
            packed: packing::pack(&reading)?,
            reading,
        })
    }
}
