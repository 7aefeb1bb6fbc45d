use super::Scored;
use super::body::{Segments, ShingleRow, mean, sum_up};
use super::fields::Field;
use super::peers::BEST;
use crate::measures::Measures;
use crate::table::{Table, percent, ratio};

impl Scored {
    /// Names every figure for `--json` and the floors.
    pub(super) fn measure(&self, measures: &mut Measures) {
        let held_out = if self.held_out { ".held_out" } else { "" };
        let prefix = format!("page.{}{held_out}", self.set.name());
        let mut set = |name: &str, value: f64| measures.set(format!("{prefix}.{name}"), value);
        if !self.bodies.is_empty() {
            let body = sum_up(self.bodies.iter());
            set("body.f1", body.f1);
            set("body.p", body.precision);
            set("body.r", body.recall);
            set("body.exact", body.exact);
            set("body.page_f1", body.page_f1);
            set("words.f1", mean(self.words.iter().copied()));
        }
        if !self.segments.is_empty() {
            let segments = self.segments();
            set("segments.f1", segments.f1());
            set("segments.p", segments.precision());
            set("segments.r", segments.recall());
        }
        for field in Field::ALL {
            let count = self.fields[field as usize];
            if count.pages > 0 {
                set(&format!("{}.right", field.name()), ratio(count.right, count.pages));
                set(&format!("{}.wrong", field.name()), ratio(count.wrong, count.pages));
                set(&format!("{}.missing", field.name()), ratio(count.missing, count.pages));
                set(&format!("{}.invented", field.name()), count.invented as f64);
            }
        }
    }
}

/// Prints the table of all sets, with what the best peer reaches where that is known.
pub(super) fn print(scores: &[Scored]) {
    let mut table = Table::new([
        "set",
        "pages",
        "body F1",
        "P",
        "R",
        "exact",
        "words F1",
        "segments F1",
        "title",
        "author",
        "(wrong/missing/invented)",
        "date",
        "outlet",
    ]);
    for score in scores {
        table.row(row(score.set.name(), score));
        for (name, peer) in &score.beside {
            table.row(row(&format!("  {name}"), peer));
        }
        let best = |measure: &str| {
            let best = BEST.iter().find(|best| best.set == score.set && best.measure == measure);
            best.map_or(String::new(), |best| percent(best.value))
        };
        if BEST.iter().any(|best| best.set == score.set) {
            let cells = ["  best peer", "", &best("body"), "", "", "", "", &best("segments")];
            table.row(cells.into_iter().map(str::to_owned).chain([
                best("title"),
                best("author"),
                String::new(),
                best("date"),
            ]));
        }
    }
    println!("{table}");
    println!("best peer: the best figure of any tool when the kits were made, on whole sets");
    for score in scores {
        for (name, peer) in &score.beside {
            if let Some(share) = at_least_as_good(score, peer) {
                println!(
                    "{}: body no worse than {name} in {}% of resamples",
                    score.set.name(),
                    percent(share)
                );
            }
        }
    }
}

fn row(name: &str, score: &Scored) -> Vec<String> {
    let mut cells = vec![name.to_owned(), score.pages.to_string()];
    if score.bodies.is_empty() {
        cells.extend(std::iter::repeat_n(String::new(), 5));
    } else {
        let body = sum_up(score.bodies.iter());
        cells.extend([body.f1, body.precision, body.recall, body.exact].map(percent));
        cells.push(percent(mean(score.words.iter().copied())));
    }
    cells.push(if score.segments.is_empty() { String::new() } else { percent(score.segments().f1()) });
    for field in Field::ALL {
        let count = score.fields[field as usize];
        let known = count.pages > 0;
        cells.push(if known { percent(ratio(count.right, count.pages)) } else { String::new() });
        if field == Field::Author {
            let detail = format!("{}/{}/{}", count.wrong, count.missing, count.invented);
            cells.push(if known { detail } else { String::new() });
        }
    }
    cells
}

/// Prints the worst bodies and the errors of each field, to read.
pub(super) fn print_worst(score: &Scored, limit: usize) {
    if limit == 0 {
        return;
    }
    let mut bodies: Vec<&ShingleRow> = score.bodies.iter().collect();
    bodies.sort_by(|a, b| a.f1.total_cmp(&b.f1).then(a.id.cmp(&b.id)));
    if !bodies.is_empty() {
        println!("\n== {}: worst bodies (F1, P, R)", score.set.name());
    }
    for row in bodies.iter().take(limit) {
        let share = |share: Option<f64>| share.map_or("–".to_owned(), percent);
        println!("{:>6} {:>6} {:>6}  {}", percent(row.f1), share(row.precision), share(row.recall), row.id);
    }
    for field in Field::ALL {
        let errors: Vec<_> = score.errors.iter().filter(|error| error.field == field).collect();
        if !errors.is_empty() {
            println!("\n== {}: {} ({} errors)", score.set.name(), field.name(), errors.len());
        }
        for error in errors.into_iter().take(limit) {
            println!(
                "{:?}: is {:?}, given {:?}\n    {} {}",
                error.outcome,
                error.truth,
                error.answer,
                error.file.display(),
                error.url.as_deref().unwrap_or_default()
            );
        }
    }
}

/// Share of resamples of the pages on which our body score is at least the peer's (a paired bootstrap); none
/// when the peer did not answer every page.
fn at_least_as_good(ours: &Scored, peer: &Scored) -> Option<f64> {
    const RESAMPLES: usize = 1000;
    if ours.pages != peer.pages {
        return None;
    }
    let by_body = !ours.bodies.is_empty();
    let count = if by_body { ours.bodies.len() } else { ours.segments.len() };
    if count == 0 {
        return None;
    }
    let value = |score: &Scored, sample: &[usize]| {
        if by_body {
            sum_up(sample.iter().map(|&index| &score.bodies[index])).f1
        } else {
            Segments::sum(sample.iter().map(|&index| score.segments[index])).f1()
        }
    };
    let mut random = SplitMix(1);
    let mut at_least = 0;
    for _ in 0..RESAMPLES {
        let sample: Vec<usize> = (0..count).map(|_| random.below(count)).collect();
        at_least += usize::from(value(ours, &sample) >= value(peer, &sample));
    }
    Some(ratio(at_least, RESAMPLES))
}

/// The SplitMix64 generator (Steele, Lea and Flood 2014): enough for resampling, and the same everywhere.
struct SplitMix(u64);

impl SplitMix {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }
}
