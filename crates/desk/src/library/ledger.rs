use std::collections::HashSet;
use std::fmt;
use std::sync::Mutex;

use sayso_intake::{Ask, Ledger, Seen, Validators};
use sayso_library::{Library, seconds_of};
use sayso_model::Sighting;

/// Remembers for the intake what the library knows of an address, and keeps what it saw until the writer
/// takes it.
pub(super) struct Memory {
    state: Mutex<State>,
}

struct State {
    library: Library,
    /// What was asked for in this run: a feed that two lists name is fetched once.
    asked: HashSet<String>,
    seen: Vec<(Sighting, Seen)>,
}

impl Memory {
    pub(super) fn new(library: Library) -> Self {
        Self { state: Mutex::new(State { library, asked: HashSet::new(), seen: Vec::new() }) }
    }

    /// What was seen since this was asked last.
    pub(super) fn take(&self) -> Vec<(Sighting, Seen)> {
        self.state.lock().map(|mut state| std::mem::take(&mut state.seen)).unwrap_or_default()
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Memory").finish_non_exhaustive()
    }
}

impl Ledger for Memory {
    fn ask(&self, url: &str, changed: Option<&str>) -> Ask {
        let Ok(mut state) = self.state.lock() else { return Ask::Whole };
        if !state.asked.insert(url.to_owned()) {
            return Ask::Not;
        }
        // When the library cannot be asked, the writer will say so; here it is as if nothing were known.
        let Ok(Some(visit)) = state.library.last_visit(url) else { return Ask::Whole };
        let changed = changed.and_then(seconds_of);
        if visit.revision.is_some() && changed.is_some_and(|changed| changed < visit.at) {
            return Ask::Not;
        }
        Ask::IfChanged(Validators { etag: visit.etag, last_modified: visit.last_modified })
    }

    fn seen(&self, sighting: &Sighting, what: Seen) {
        if let Ok(mut state) = self.state.lock() {
            state.seen.push((sighting.clone(), what));
        }
    }
}
