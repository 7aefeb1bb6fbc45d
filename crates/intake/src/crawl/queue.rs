use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::time::Instant;

use super::Errand;
use crate::error::WhyLeft;

/// What is to be fetched, host by host. It knows no clock: the time is handed to it.
#[derive(Default)]
pub(super) struct Queue {
    hosts: HashMap<String, Host>,
    /// Hosts that may be asked: the deepest errand first, then who has waited longest.
    ready: BTreeSet<(Reverse<usize>, u64, String)>,
    /// Hosts that have to be left in peace until a moment.
    resting: BTreeSet<(Instant, String)>,
    /// How many times a host became ready.
    turns: u64,
    closed: bool,
}

#[derive(Default)]
struct Host {
    /// By depth, each in the order it came in.
    errands: Vec<VecDeque<Errand>>,
    busy: bool,
    /// When it may be asked again.
    due: Option<Instant>,
    place: Option<Place>,
    /// How many times in a row it did not answer.
    silent: u32,
    /// Why it is asked for nothing any more.
    left: Option<WhyLeft>,
}

/// Where a host stands that has errands and is not busy.
enum Place {
    Ready(Reverse<usize>, u64),
    Resting(Instant),
}

/// What there is to do.
pub(super) enum Turn {
    /// This errand, on this host.
    Now(String, Errand),
    /// Nothing before this moment.
    At(Instant),
    /// Nothing until something is put in or done.
    Nothing,
    /// Nothing any more.
    Closed,
}

/// How a host answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Somehow.
    Given,
    /// Not at all.
    Silent,
    /// It was not asked, as nobody may dial it.
    Refused,
}

impl Queue {
    /// A host that did not answer so many times in a row is not asked again.
    const SILENT: u32 = 3;

    /// Puts an errand in, or gives it back when its host is left alone.
    pub(super) fn put(&mut self, name: &str, errand: Errand) -> Result<(), Errand> {
        let host = self.hosts.entry(name.to_owned()).or_default();
        if host.left.is_some() {
            return Err(errand);
        }
        if host.errands.len() <= errand.depth {
            host.errands.resize_with(errand.depth + 1, VecDeque::new);
        }
        host.errands[errand.depth].push_back(errand);
        self.place(name);
        Ok(())
    }

    /// How many hosts there were so far.
    pub(super) fn hosts(&self) -> usize {
        self.hosts.len()
    }

    /// The next errand, whose host is busy from now on until [`Self::done`].
    pub(super) fn next(&mut self, now: Instant) -> Turn {
        if self.closed {
            return Turn::Closed;
        }
        while let Some((due, name)) = self.resting.first().filter(|(due, _)| *due <= now).cloned() {
            self.resting.remove(&(due, name.clone()));
            if let Some(host) = self.hosts.get_mut(&name) {
                (host.place, host.due) = (None, None);
            }
            self.place(&name);
        }
        let Some((_, _, name)) = self.ready.pop_first() else {
            return self.resting.first().map_or(Turn::Nothing, |(due, _)| Turn::At(*due));
        };
        let errand = self.hosts.get_mut(&name).and_then(|host| {
            (host.place, host.busy) = (None, true);
            host.errands.iter_mut().rev().find_map(VecDeque::pop_front)
        });
        match errand {
            Some(errand) => Turn::Now(name, errand),
            None => Turn::Nothing,
        }
    }

    /// A host was asked, and may be asked again when it is `due`. What was to be fetched there is given back when it is
    /// left alone: because it is due only after `latest`, is silent once too often, or may not be dialled.
    pub(super) fn done(
        &mut self,
        name: &str,
        due: Option<Instant>,
        latest: Instant,
        answer: Answer,
    ) -> Vec<Errand> {
        let Some(host) = self.hosts.get_mut(name) else { return Vec::new() };
        (host.busy, host.due) = (false, due);
        host.silent = if answer == Answer::Silent { host.silent + 1 } else { 0 };
        host.left = match due {
            _ if answer == Answer::Refused => Some(WhyLeft::Refused),
            Some(due) if due > latest => Some(WhyLeft::AskedToWait(due)),
            _ if host.silent >= Self::SILENT => Some(WhyLeft::Silent(host.silent)),
            _ => None,
        };
        if host.left.is_some() {
            return host.errands.drain(..).flatten().collect();
        }
        self.place(name);
        Vec::new()
    }

    /// Why a host is left alone.
    pub(super) fn why_left(&self, name: &str) -> WhyLeft {
        let why = self.hosts.get(name).and_then(|host| host.left);
        why.unwrap_or(WhyLeft::Silent(Self::SILENT))
    }

    pub(super) fn close(&mut self) {
        self.closed = true;
    }

    /// Puts a host where it belongs.
    fn place(&mut self, name: &str) {
        let Some(host) = self.hosts.get_mut(name) else { return };
        let deepest = host.errands.iter().rposition(|errands| !errands.is_empty());
        let wanted = match (deepest, host.busy, host.due) {
            (None, ..) | (_, true, _) => None,
            (Some(_), _, Some(due)) => Some(Place::Resting(due)),
            (Some(depth), ..) => {
                // Who has waited goes on waiting at the same place when it gets something deeper.
                let turn = match host.place {
                    Some(Place::Ready(_, turn)) => turn,
                    _ => {
                        self.turns += 1;
                        self.turns
                    }
                };
                Some(Place::Ready(Reverse(depth), turn))
            }
        };
        match host.place.take() {
            Some(Place::Ready(depth, turn)) => {
                self.ready.remove(&(depth, turn, name.to_owned()));
            }
            Some(Place::Resting(due)) => {
                self.resting.remove(&(due, name.to_owned()));
            }
            None => {}
        }
        match &wanted {
            Some(Place::Ready(depth, turn)) => {
                self.ready.insert((*depth, *turn, name.to_owned()));
            }
            Some(Place::Resting(due)) => {
                self.resting.insert((*due, name.to_owned()));
            }
            None => {}
        }
        host.place = wanted;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::Ask;

    fn put(queue: &mut Queue, host: &str, path: &str, depth: usize) {
        let url = format!("http://{host}/{path}");
        queue.put(host, Errand { url, ask: Ask::Whole, list: None, depth }).unwrap();
    }

    fn next(queue: &mut Queue, now: Instant) -> String {
        match queue.next(now) {
            Turn::Now(_, errand) => errand.url.replace("http://", ""),
            Turn::At(then) => format!("in {} s", (then - now).as_secs()),
            Turn::Nothing => "nothing".to_owned(),
            Turn::Closed => "closed".to_owned(),
        }
    }

    #[test]
    fn each_host_is_asked_for_one_thing_at_a_time_and_what_lists_lead_to_comes_first() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        let second = Duration::from_secs(1);
        for path in ["feed1", "feed2"] {
            put(&mut queue, "a", path, 1);
        }
        put(&mut queue, "b", "feed", 1);
        assert_eq!(next(&mut queue, now), "a/feed1");
        put(&mut queue, "a", "page1", 2);
        put(&mut queue, "a", "page2", 2);
        assert_eq!(next(&mut queue, now), "b/feed");
        assert_eq!(next(&mut queue, now), "nothing");
        assert!(queue.done("a", Some(now + second), now + 9 * second, Answer::Given).is_empty());
        assert_eq!(next(&mut queue, now), "in 1 s");
        assert_eq!(next(&mut queue, now + second), "a/page1");
        put(&mut queue, "c", "page", 0);
        assert!(queue.done("a", None, now + 9 * second, Answer::Given).is_empty());
        for expected in ["a/page2", "c/page", "nothing"] {
            assert_eq!(next(&mut queue, now + second), expected);
        }
        assert!(queue.done("a", None, now + 9 * second, Answer::Given).is_empty());
        assert_eq!(next(&mut queue, now + second), "a/feed2");
        queue.close();
        assert_eq!(next(&mut queue, now), "closed");
    }

    #[test]
    fn a_host_that_is_silent_or_wants_peace_is_left_alone() {
        let (mut queue, now) = (Queue::default(), Instant::now());
        for path in ["1", "2", "3", "4", "5", "6", "7"] {
            put(&mut queue, "a", path, 0);
            put(&mut queue, "b", path, 0);
        }
        for (at, silent) in [true, true, false, true, true, true].into_iter().enumerate() {
            assert_eq!(next(&mut queue, now), format!("a/{}", at + 1));
            let answer = if silent { Answer::Silent } else { Answer::Given };
            let left = queue.done("a", None, now, answer);
            assert_eq!(left.len(), usize::from(at == 5));
            // The other one waits while this one is asked: both have errands of the same depth.
            assert_eq!(next(&mut queue, now), format!("b/{}", at + 1));
            assert!(queue.done("b", None, now, Answer::Given).is_empty());
        }
        let errand = Errand { url: String::new(), ask: Ask::Whole, list: None, depth: 0 };
        assert!(queue.put("a", errand).is_err());
        assert!(matches!(queue.why_left("a"), WhyLeft::Silent(3)));
        assert_eq!(next(&mut queue, now), "b/7");
        let later = now + Duration::from_secs(60);
        assert!(queue.done("b", Some(later), now + Duration::from_secs(30), Answer::Given).is_empty());
        assert!(matches!(queue.why_left("b"), WhyLeft::AskedToWait(due) if due == later));
    }
}
