use super::Scored;
use super::body::{ShingleRow, mean, sum_up};
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
            let count = self.count(field);
            if count.pages > 0 {
                set(&format!("{}.right", field.name()), ratio(count.right, count.pages));
                set(&format!("{}.wrong", field.name()), ratio(count.wrong, count.pages));
                set(&format!("{}.missing", field.name()), ratio(count.missing, count.pages));
                set(&format!("{}.invented", field.name()), count.invented as f64);
            }
        }
    }
}

/// Prints the table of all sets, with what other tools reach.
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
        if score.beside.is_empty() && BEST.iter().any(|best| best.set == score.set) {
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
    if scores.iter().all(|score| score.beside.is_empty()) {
        println!("best peer: the best figure of any tool when the kits were made, on whole sets");
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
        let count = score.count(field);
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
