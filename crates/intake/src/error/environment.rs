use std::fmt;
use std::io;
use std::time::{Duration, Instant};

use thiserror::Error;

use super::SAVE;

/// What is wrong around an input.
#[derive(Debug, Error)]
pub enum EnvironmentFault {
    /// The system does not let this user read it.
    #[error("permission denied")]
    PermissionDenied,
    /// Any other failure of reading.
    #[error("cannot be read: {0}")]
    Reading(io::Error),
    /// A host name has no address, or nobody could be asked for it.
    #[error("cannot find the host {name}: {why}")]
    HostNotFound {
        /// The host name.
        name: String,
        /// What the look-up says.
        why: String,
    },
    /// No connection to a host.
    #[error("cannot connect to {host}: {why}")]
    CannotConnect {
        /// Its name or address.
        host: String,
        /// What the system says.
        why: String,
    },
    /// A host cannot show that it is who it says it is, or cannot agree on an encryption.
    #[error("no trusted connection to {host}: {why}")]
    NoTrust {
        /// Its name or address.
        host: String,
        /// What TLS says.
        why: String,
    },
    /// It took longer than [`crate::Limits::total_time`].
    #[error("took longer than {} s", .limit.as_secs_f32())]
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// The server went away before the page was complete, or did not speak HTTP.
    #[error("connection broke off: {why}")]
    BrokenOff {
        /// What the client says.
        why: String,
    },
    /// The server has trouble or is too busy.
    #[error("the server answers {code}{reason}")]
    Status {
        /// The HTTP status code.
        code: u16,
        /// Its meaning, with a space before it.
        reason: String,
    },
    /// The server asked not to be asked for a while.
    #[error("the server asks to wait for {seconds} s")]
    AskedToWait {
        /// How long from now.
        seconds: u64,
    },
    /// A host was not asked any more, and what was to be fetched there is missing.
    #[error("{count} more address{} left out: {why}", if *.count == 1 { " there was" } else { "es there were" })]
    LeftAlone {
        /// How many addresses.
        count: u64,
        /// Why it was left alone.
        why: WhyLeft,
    },
    /// The client for the web could not be set up.
    #[error("cannot set up the connection to the web: {why}")]
    NoClient {
        /// What it says.
        why: String,
    },
}

impl EnvironmentFault {
    pub(super) fn hint(&self, input: &str) -> Option<String> {
        Some(match self {
            Self::PermissionDenied => format!("see who may read it with: ls -ld '{input}'"),
            Self::Reading(_) => "check the disk or the connection to it, then try again".to_owned(),
            Self::HostNotFound { .. } | Self::CannotConnect { .. } => {
                "check the address and your connection; saved pages are read without one".to_owned()
            }
            Self::NoTrust { .. } => {
                "check the address and the clock of this machine; if the browser warns too, the site is at fault"
                    .to_owned()
            }
            Self::TimedOut { .. } | Self::BrokenOff { .. } => format!("try again, or {SAVE}"),
            Self::Status { .. } => "try again later".to_owned(),
            Self::AskedToWait { seconds } => format!("try again in {} min", seconds.div_ceil(60)),
            Self::LeftAlone { why: WhyLeft::AskedToWait(_), .. } => {
                "give the same command again after that time; what is there already is not fetched again".to_owned()
            }
            Self::LeftAlone { why: WhyLeft::Refused, .. } => "see what was said of the first of them".to_owned(),
            Self::LeftAlone { .. } => {
                "give the same command again later; what is there already is not fetched again".to_owned()
            }
            Self::NoClient { .. } => "saved pages can still be read: give their paths".to_owned(),
        })
    }
}

/// Why a host is asked for nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyLeft {
    /// It did not answer, so many times in a row.
    Silent(u32),
    /// Nobody may dial it, as was said of the first address.
    Refused,
    /// It asked not to be asked before this moment.
    AskedToWait(Instant),
}

impl fmt::Display for WhyLeft {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silent(times) => write!(out, "it did not answer {times} times in a row"),
            Self::Refused => out.write_str("it may not be asked"),
            Self::AskedToWait(until) => {
                let left = until.saturating_duration_since(Instant::now());
                write!(out, "it asks to wait for {} s", left.as_secs() + 1)
            }
        }
    }
}
