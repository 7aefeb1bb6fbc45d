use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Does `work` on every item of `items` on `threads` threads and hands the answers to `each` in the
/// order of the items, until `each` breaks off. For each thread so many answers as `ahead` says may wait, for a slower
/// one before them or for `each`.
///
/// For every item a channel for one answer is made; the receiving ends are queued in order, so that the
/// queue's length bounds what is in flight and no answer is ever searched for.
pub(crate) fn in_order<Item: Send, Answer: Send>(
    items: impl Iterator<Item = Item> + Send,
    threads: usize,
    ahead: usize,
    work: impl Fn(Item) -> Answer + Sync,
    mut each: impl FnMut(Answer) -> ControlFlow<()>,
) {
    let (queue, answers) = sync_channel::<Receiver<Answer>>(threads * ahead);
    let (jobs, waiting) = sync_channel::<(Item, SyncSender<Answer>)>(threads);
    let waiting = Mutex::new(waiting);
    let (waiting, work) = (&waiting, &work);
    thread::scope(|scope| {
        scope.spawn(move || {
            for item in items {
                let (answer, slot) = sync_channel(1);
                // Refused when nobody wants answers any more.
                if queue.send(slot).is_err() || jobs.send((item, answer)).is_err() {
                    return;
                }
            }
        });
        for _ in 0..threads {
            scope.spawn(move || {
                while let Some((item, answer)) = next(waiting) {
                    // Nobody may be there to hear it; then the next job will not come either.
                    let _ = answer.send(work(item));
                }
            });
        }
        for slot in answers {
            let Ok(answer) = slot.recv() else { return };
            if each(answer).is_break() {
                return;
            }
        }
    });
}

/// The next job, or none when there will be no more.
fn next<Job>(waiting: &Mutex<Receiver<Job>>) -> Option<Job> {
    waiting.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn answers_come_in_order_however_long_each_takes() {
        let mut answers = Vec::new();
        let slow_at_first = |item: u64| {
            thread::sleep(Duration::from_millis(20_u64.saturating_sub(item)));
            item
        };
        in_order(0..60, 3, 4, slow_at_first, |answer| {
            answers.push(answer);
            ControlFlow::Continue(())
        });
        assert_eq!(answers, Vec::from_iter(0..60));
    }

    #[test]
    fn breaking_off_ends_an_endless_input() {
        let mut seen = 0;
        in_order(
            0..,
            2,
            4,
            |item: u64| item,
            |_| {
                seen += 1;
                if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(seen, 10);
    }
}
