//! Fetching from many hosts at once.
//!
//! Each host has a queue of its own and is asked for one thing at a time, at its pace; a host that is slow, or that
//! asks to wait, holds up nobody else. What answers is handed over in the order of its arrival.

mod queue;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use url::Url;

use crate::gate::{Failed, Fetched, Gate};
use crate::listing::ListId;
use crate::{Ask, EnvironmentFault, Fault, InputFault, TakeError};
use queue::{Answer, Queue, Turn};

/// Something to fetch.
#[derive(Debug)]
pub(crate) struct Errand {
    pub(crate) url: String,
    pub(crate) ask: Ask,
    /// The list that names it.
    pub(crate) list: Option<ListId>,
    /// How many lists lead to it. What lists lead to is fetched before further lists, so that few are open at a time.
    pub(crate) depth: usize,
}

/// What became of an errand.
pub(crate) enum Arrived {
    /// There was an answer, or none.
    Fetched(Errand, Box<Result<Fetched, Failed>>),
    /// It was not run, as its host is left alone.
    LeftOut(Errand),
}

/// Runs errands on several threads.
pub(crate) struct Crawl {
    shared: Arc<Shared>,
    arrived: Receiver<Arrived>,
    /// For the threads that are still to be started.
    sender: SyncSender<Arrived>,
    most_threads: usize,
    threads: usize,
    /// Errands that have not come back.
    under_way: usize,
    /// How many errands were left out, by host.
    left_out: BTreeMap<String, u64>,
}

struct Shared {
    gate: Gate,
    /// A host that asks for more time than this is left alone.
    patience: Duration,
    queue: Mutex<Queue>,
    wake: Condvar,
}

impl Crawl {
    /// Fetches through `gate` from up to `hosts` hosts at a time.
    pub(crate) fn new(gate: Gate, hosts: usize, patience: Duration) -> Self {
        // What arrives waits in the threads' hands: one page each.
        let (sender, arrived) = sync_channel(hosts);
        let shared = Shared { gate, patience, queue: Mutex::default(), wake: Condvar::new() };
        Self {
            shared: Arc::new(shared),
            arrived,
            sender,
            most_threads: hosts,
            threads: 0,
            under_way: 0,
            left_out: BTreeMap::new(),
        }
    }

    /// Takes on an errand, or gives it back when its host is left alone.
    pub(crate) fn send(&mut self, errand: Errand) -> Result<(), Errand> {
        let host = host_of(&errand.url);
        let mut queue = self.shared.queue();
        if let Err(errand) = queue.put(&host, errand) {
            drop(queue);
            *self.left_out.entry(host).or_default() += 1;
            return Err(errand);
        }
        let hosts = queue.hosts();
        drop(queue);
        self.under_way += 1;
        if self.threads < self.most_threads.min(hosts) {
            self.start_thread();
        }
        self.shared.wake.notify_one();
        Ok(())
    }

    /// Whether so much is waiting that no more should be put to it.
    pub(crate) fn is_full(&self) -> bool {
        /// The addresses of two full lists: ten megabytes or so.
        const MOST: usize = 100_000;
        self.under_way >= MOST
    }

    /// What has arrived, if anything has.
    pub(crate) fn arrived(&mut self) -> Option<Arrived> {
        let arrived = self.arrived.try_recv().ok()?;
        Some(self.note(arrived))
    }

    /// Waits for what arrives next; none when nothing is under way.
    pub(crate) fn wait(&mut self) -> Option<Arrived> {
        if self.under_way == 0 {
            return None;
        }
        let arrived = self.arrived.recv().ok()?;
        Some(self.note(arrived))
    }

    fn note(&mut self, arrived: Arrived) -> Arrived {
        self.under_way -= 1;
        if let Arrived::LeftOut(errand) = &arrived {
            *self.left_out.entry(host_of(&errand.url)).or_default() += 1;
        }
        arrived
    }

    /// Says of one host that something was left out there; none when everything was said.
    pub(crate) fn next_left_out(&mut self) -> Option<TakeError> {
        let (host, count) = self.left_out.pop_first()?;
        let why = self.shared.queue().why_left(&host);
        Some(TakeError::new(host, EnvironmentFault::LeftAlone { count, why }))
    }

    fn start_thread(&mut self) {
        let (shared, sender) = (Arc::clone(&self.shared), self.sender.clone());
        let started = thread::Builder::new().name("fetch".to_owned()).spawn(move || shared.work(&sender));
        // Where the system has no more threads, those that there are do the work.
        match started {
            Ok(_) => self.threads += 1,
            Err(_) => self.most_threads = self.threads.max(1),
        }
    }
}

impl Drop for Crawl {
    /// Lets the threads end. Nobody waits for them: one may be in the middle of a slow answer.
    fn drop(&mut self) {
        self.shared.queue().close();
        self.shared.wake.notify_all();
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, arrived: &SyncSender<Arrived>) {
        while let Some((host, errand)) = self.next() {
            let fetched = self.fetch(&errand);
            let due = self.gate.due(&host);
            // Where it redirects to is another matter.
            let failed = fetched.as_ref().err().filter(|failed| failed.hop.is_none());
            let answer = answer(failed.map(|failed| &failed.fault));
            let left = self.queue().done(&host, due, Instant::now() + self.patience, answer);
            self.wake.notify_one();
            let left = left.into_iter().map(Arrived::LeftOut);
            for one in std::iter::once(Arrived::Fetched(errand, Box::new(fetched))).chain(left) {
                // Refused when nobody wants answers any more.
                if arrived.send(one).is_err() {
                    return;
                }
            }
        }
    }

    fn fetch(&self, errand: &Errand) -> Result<Fetched, Failed> {
        // A panic would be a bug; that it costs one page and not all of them is worth the word.
        catch_unwind(AssertUnwindSafe(|| self.gate.fetch(&errand.url, &errand.ask))).unwrap_or_else(|_| {
            let why = "the program failed on its answer".to_owned();
            Err(Failed { hop: None, fault: EnvironmentFault::BrokenOff { why }.into() })
        })
    }

    /// Waits for the next errand whose host may be asked; none when there will be no more.
    fn next(&self) -> Option<(String, Errand)> {
        let mut queue = self.queue();
        loop {
            let now = Instant::now();
            queue = match queue.next(now) {
                Turn::Now(host, errand) => return Some((host, errand)),
                Turn::At(then) => {
                    let waited = self.wake.wait_timeout(queue, then.saturating_duration_since(now));
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                Turn::Nothing => self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner),
                Turn::Closed => return None,
            };
        }
    }
}

/// How a host answered, going by what went wrong.
fn answer(fault: Option<&Fault>) -> Answer {
    use EnvironmentFault::{CannotConnect, HostNotFound, NoTrust, TimedOut};
    use InputFault::{LocalAddress, LocalName, NoSuchAddress};
    match fault {
        Some(Fault::Environment(
            HostNotFound { .. } | CannotConnect { .. } | NoTrust { .. } | TimedOut { .. },
        )) => Answer::Silent,
        Some(Fault::Input(LocalAddress { .. } | LocalName { .. } | NoSuchAddress { .. })) => Answer::Refused,
        _ => Answer::Given,
    }
}

/// Whose pace counts for an address; of what is no address nobody's.
fn host_of(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}
