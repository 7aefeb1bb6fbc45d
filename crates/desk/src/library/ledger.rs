use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::sync::Mutex;

use sayso_intake::{Ask, Ledger, Occasion, Seen, Skipped, Summary, Validators};
use sayso_library::{Library, seconds_of};
use sayso_model::Sighting;

use super::add::Totals;

/// Remembers for the intake what the library knows of an address, and keeps what it saw until the writer
/// takes it.
pub(super) struct Memory {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// None when there is none yet, or nothing is to be kept.
    library: Option<Library>,
    /// What was asked for in this run: a feed that two lists name is fetched once.
    asked: HashSet<String>,
    seen: Vec<(Sighting, Seen)>,
    /// Lists of which everything was had that there is to have.
    whole: Vec<Sighting>,
    passed_over: BTreeMap<Skipped, u64>,
    lists: u64,
    /// Pages that lists name and that have not changed since they were seen.
    known: u64,
}

impl Memory {
    pub(super) fn new(library: Option<Library>) -> Self {
        Self { state: Mutex::new(State { library, ..State::default() }) }
    }

    /// What was seen since this was asked last.
    pub(super) fn take(&self) -> Vec<(Sighting, Seen)> {
        self.state.lock().map(|mut state| std::mem::take(&mut state.seen)).unwrap_or_default()
    }

    /// The lists of which everything was had, since this was asked last: of these no more than what changes has to be
    /// asked for.
    pub(super) fn take_whole(&self) -> Vec<Sighting> {
        self.state.lock().map(|mut state| std::mem::take(&mut state.whole)).unwrap_or_default()
    }

    /// Adds how many lists were read, what parts of them and of archives gave no article, and what was there already.
    pub(super) fn sum_up(&self, totals: &mut Totals) {
        if let Ok(state) = self.state.lock() {
            totals.lists = state.lists;
            totals.passed_over.clone_from(&state.passed_over);
            totals.counts.unchanged += state.known;
        }
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Memory").finish_non_exhaustive()
    }
}

impl Ledger for Memory {
    fn ask(&self, url: &str, why: Occasion<'_>) -> Ask {
        let Ok(mut state) = self.state.lock() else { return Ask::Whole };
        if state.asked.contains(url) {
            return Ask::Not;
        }
        let visit = state.library.as_ref().map(|library| library.last_visit(url));
        let visit = visit.and_then(Result::ok).flatten();
        // When the library cannot be asked, the writer will say so; here it is as if nothing were known.
        let ask = match visit {
            Some(visit) => {
                // A list without dates says nothing of a change. Whoever wants to know asks for the pages themselves: to
                // look at each again with every list would be a crawl of the whole site.
                let as_before = match why {
                    Occasion::Named => false,
                    Occasion::Listed { changed } => {
                        changed.and_then(seconds_of).is_none_or(|changed| changed < visit.at)
                    }
                };
                if visit.revision.is_some() && as_before {
                    state.known += 1;
                    return Ask::Not;
                }
                Ask::IfChanged(Validators { etag: visit.etag, last_modified: visit.last_modified })
            }
            None => Ask::Whole,
        };
        state.asked.insert(url.to_owned());
        ask
    }

    fn seen(&self, sighting: &Sighting, what: Seen) {
        if let Ok(mut state) = self.state.lock() {
            let mut sighting = sighting.clone();
            // Until its pages are safe, a list must not count as known: they would not be asked for again.
            if what == Seen::List {
                (sighting.etag, sighting.last_modified) = (None, None);
            }
            state.seen.push((sighting, what));
        }
    }

    fn finished(&self, summary: &Summary) {
        if let Ok(mut state) = self.state.lock() {
            for (why, count) in &summary.skipped {
                *state.passed_over.entry(*why).or_default() += count;
            }
            if let Some(sighting) = &summary.fetched {
                state.lists += 1;
                if summary.is_whole() {
                    state.whole.push(sighting.clone());
                }
            }
        }
    }
}
