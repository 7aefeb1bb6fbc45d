use std::collections::BTreeMap;
use std::fmt::Debug;

use sayso_model::Sighting;

/// What the caller remembers of earlier times and wants to be told of this one.
///
/// It is asked and told on the thread that takes inputs, in the order things happen, and should answer at once.
/// Every method has a default, which remembers nothing.
pub trait Ledger: Debug + Send + Sync {
    /// How the address is to be asked for: a feed, a sitemap, or a page.
    fn ask(&self, url: &str, why: Occasion<'_>) -> Ask {
        let _ = (url, why);
        Ask::Whole
    }

    /// Something was fetched, or was to be fetched, that gives no article by itself.
    fn seen(&self, sighting: &Sighting, what: Seen) {
        let _ = (sighting, what);
    }

    /// An archive, a feed, a sitemap or a list of feeds was read to its end, and everything that it leads to was
    /// fetched. Of a list that was fetched, [`Self::seen`] heard before; not until now is it safe to ask the next time
    /// only for what changed since, and only if [`Summary::is_whole`].
    fn finished(&self, summary: &Summary) {
        let _ = summary;
    }
}

/// Why an address is to be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion<'a> {
    /// It is one of the inputs.
    Named,
    /// A list names it.
    Listed {
        /// When the list says that it was published or last changed, ISO 8601 in UTC.
        changed: Option<&'a str>,
    },
}

/// How an address is to be asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ask {
    /// For all of it.
    #[default]
    Whole,
    /// For all of it if it is another than the one that had these.
    IfChanged(Validators),
    /// Not at all.
    Not,
}

/// What a server gave with an earlier answer to tell whether there is a newer one (RFC 9110, section 8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// [`Sighting::etag`].
    pub etag: Option<String>,
    /// [`Sighting::last_modified`].
    pub last_modified: Option<String>,
}

/// What was fetched that gives no article by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The server says it is the same as before.
    Unchanged,
    /// A feed, a sitemap, or a list of feeds.
    List,
    /// A feed that a list of feeds names and that could not be had, for a reason that may pass.
    Missed,
}

/// What became of the parts of one archive, feed, sitemap or list of feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The path or URL of the whole.
    pub input: String,
    /// How the list was fetched, when it was.
    pub fetched: Option<Sighting>,
    /// How many parts gave an article, or the address of one.
    pub taken: u64,
    /// How many did not, by the reason.
    pub skipped: BTreeMap<Skipped, u64>,
}

impl Summary {
    /// Whether there is nothing in it that another time might give what this time did not.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.skipped.contains_key(&Skipped::Failed) && !self.skipped.contains_key(&Skipped::LeftOut)
    }
}

/// Why a part of an archive or a list gave no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skipped {
    /// A record of an archive that is no answer of a server: a request, metadata, a repeated visit.
    OtherRecord,
    /// The server's answer was no page: a redirect, an error.
    OtherStatus,
    /// Not HTML: a picture, a style sheet.
    NotHtml,
    /// Older than [`crate::Options::since`].
    Older,
    /// Known, said the [`Ledger`].
    Known,
    /// The same as before, said the server.
    Unchanged,
    /// The site asks programs not to fetch it.
    NotAllowed,
    /// It could not be had for a reason that may pass, which was reported as an error.
    Failed,
    /// It was not asked for any more, as its host did not answer or asked to be left alone.
    LeftOut,
    /// The item of a feed has neither a text nor a page to fetch.
    NoText,
    /// Broken or not there, which was reported as an error.
    Broken,
}

/// What became of the parts so far.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    taken: u64,
    skipped: BTreeMap<Skipped, u64>,
    told: bool,
}

impl Counted {
    pub(crate) fn take(&mut self) {
        self.taken += 1;
    }

    pub(crate) fn skip(&mut self, why: Skipped) {
        *self.skipped.entry(why).or_default() += 1;
    }

    /// Tells the ledger, once, that the end was reached.
    pub(crate) fn finish(&mut self, input: &str, fetched: Option<&Sighting>, ledger: Option<&dyn Ledger>) {
        if let (Some(ledger), false) = (ledger, self.told) {
            let skipped = std::mem::take(&mut self.skipped);
            let (input, fetched) = (input.to_owned(), fetched.cloned());
            ledger.finished(&Summary { input, fetched, taken: self.taken, skipped });
        }
        self.told = true;
    }
}
