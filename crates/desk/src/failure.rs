use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use sayso_intake::TakeError;
use thiserror::Error;

/// Why an input gave no reading.
#[derive(Debug, Error)]
pub enum Failure {
    /// It could not be taken in.
    #[error(transparent)]
    Take(#[from] TakeError),
    /// A stage broke its promise never to fail.
    #[error("{input}: sayso failed on this article: {message}")]
    Bug {
        /// The path or URL as it was given.
        input: String,
        /// What the panic said, its first line.
        message: String,
    },
}

impl Failure {
    /// Whether it may not be fetched, as the site asks programs to stay away from it or does not tell.
    #[must_use]
    pub fn is_not_allowed(&self) -> bool {
        use sayso_intake::{Fault, InputFault};
        match self {
            Self::Take(error) => {
                matches!(error.fault(), Fault::Input(InputFault::NotAllowed { .. }))
            }
            Self::Bug { .. } => false,
        }
    }

    /// Whether the site asks programs to stay away from it, so that no other time will be better.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        use sayso_intake::{Fault, InputFault};
        let forbidden =
            |fault: &Fault| matches!(fault, Fault::Input(InputFault::NotAllowed { status: None }));
        matches!(self, Self::Take(error) if forbidden(error.fault()))
    }

    /// What to do about it, as a sentence without full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Take(error) => error.hint(),
            Self::Bug { .. } => Some(
                "this is a bug in sayso, not in the article: please report it with the article and the line \"bug: at …\" above".to_owned(),
            ),
        }
    }
}

/// Runs `work`; a panic in it becomes a [`Failure::Bug`] of `input`, so that one article cannot lose the
/// others.
pub(crate) fn guarded<T>(input: String, work: impl FnOnce() -> T) -> Result<T, Failure> {
    // The work shares nothing that is changed: what it owned is gone with it.
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| Failure::Bug { input, message: message(panic.as_ref()) })
}

fn message(panic: &(dyn Any + Send)) -> String {
    let written = panic.downcast_ref::<&str>().copied();
    let formatted = || panic.downcast_ref::<String>().map(String::as_str);
    let message = written.or_else(formatted).unwrap_or_default();
    message.lines().next().unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_failure_that_names_the_input() {
        let panicked: Result<(), _> = guarded("a.html".into(), || panic!("index {} of 3", 7));
        assert_eq!(panicked.unwrap_err().to_string(), "a.html: sayso failed on this article: index 7 of 3");
        assert_eq!(guarded("a.html".into(), || 1).unwrap(), 1);
    }
}
