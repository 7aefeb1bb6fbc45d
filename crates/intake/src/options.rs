use std::sync::Arc;
use std::time::Duration;

use sayso_model::Sighting;

use crate::{Ask, Ledger, Meter, Occasion, Seen};

/// How inputs are taken.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Lets the fetch gate connect to this machine and its own network: loopback, private and
    /// link-local addresses. Otherwise only global addresses are dialled.
    pub allow_local: bool,
    /// Takes every input that is not binary as plain text, even when it looks like HTML or JSON.
    pub as_text: bool,
    /// Whether the pages that feeds link to are fetched.
    pub fetch_links: FetchLinks,
    /// Leaves out what is known to be older: a date or a moment, ISO 8601 in UTC. What does not tell its date
    /// is taken.
    pub since: Option<String>,
    /// How the operator can be reached, an address or a URL: servers are told it with every request.
    pub contact: Option<String>,
    /// Who knows what was fetched before, and is told what was looked at.
    pub ledger: Option<Arc<dyn Ledger>>,
    /// How many hosts are asked at the same time, each for one thing at a time. With more than one, what comes from
    /// the web comes in the order of its arrival; else everything comes in the order of the inputs.
    pub hosts_at_once: usize,
    /// Is told how much of files was read.
    pub meter: Option<Arc<Meter>>,
    /// What no input may exceed.
    pub limits: Limits,
}

impl Options {
    /// What the ledger says of an address.
    pub(crate) fn ask(&self, url: &str, why: Occasion<'_>) -> Ask {
        self.ledger.as_ref().map_or(Ask::Whole, |ledger| ledger.ask(url, why))
    }

    /// Tells the ledger of something that was fetched.
    pub(crate) fn tell(&self, sighting: &Sighting, what: Seen) {
        if let Some(ledger) = &self.ledger {
            ledger.seen(sighting, what);
        }
    }
}

/// Whether the pages that feeds link to are fetched, or the articles made of what the feeds themselves say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FetchLinks {
    /// Those of feeds that were fetched are, those of feeds in files are not.
    ///
    /// An article has then one source for its text, its page, so that a change of text is the outlet's.
    #[default]
    OfFetched,
    /// Those of feeds that were fetched are, but where a feed has the whole text itself.
    WhereShort,
    /// All are.
    Always,
    /// None are.
    Never,
}

/// What no input may exceed, so that a hostile or mistaken one cannot fill the memory.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of one page, or of one line of JSON, after decompression.
    pub decoded_bytes: u64,
    /// Bytes of one page on their way from a server, before decompression.
    pub wire_bytes: u64,
    /// Time to look up a host, and again to connect to it.
    pub connect_time: Duration,
    /// Time to fetch one page, all redirects included.
    pub total_time: Duration,
    /// Time between two requests to one host.
    pub host_interval: Duration,
    /// How often a request is made again when the server is in trouble.
    pub retries: u32,
    /// How many redirects are followed.
    pub redirects: usize,
    /// How many addresses of one list are followed; the protocol of sitemaps allows no more.
    pub listed: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            decoded_bytes: 256 << 20,
            wire_bytes: 64 << 20,
            connect_time: Duration::from_secs(10),
            total_time: Duration::from_secs(30),
            host_interval: Duration::from_secs(1),
            retries: 2,
            redirects: 10,
            listed: 50_000,
        }
    }
}

/// Whether a date lies before `since`. Of two dates in ISO 8601 and UTC the earlier is the lesser text; where one
/// is a day and the other a moment, the days are compared.
pub(crate) fn is_older(date: Option<&str>, since: Option<&str>) -> bool {
    let (Some(date), Some(since)) = (date, since) else { return false };
    let common = date.len().min(since.len());
    date.as_bytes()[..common] < since.as_bytes()[..common]
}

#[cfg(test)]
mod tests {
    use super::is_older;

    #[test]
    fn what_may_be_as_young_is_not_older() {
        for (date, since, expected) in [
            ("2026-03-01", "2026-03-02", true),
            ("2026-03-01T23:59:59Z", "2026-03-02", true),
            ("2026-03-02", "2026-03-02T12:00:00Z", false),
            ("2026-03-02T11:59:59Z", "2026-03-02T12:00:00Z", true),
            ("2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z", false),
            ("2025", "2026-03-02", true),
            ("2026", "2026-03-02", false),
        ] {
            assert_eq!(is_older(Some(date), Some(since)), expected, "{date} {since}");
        }
        assert!(!is_older(None, Some("2026")) && !is_older(Some("1999"), None));
    }
}
