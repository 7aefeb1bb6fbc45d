//! Whether ours is better than the best of the peers, measure by measure, or only luckier in its pages.

use super::Scored;
use super::body::{Segments, sum_up};
use super::fields::{Field, Outcome};
use crate::table::{Table, percent, ratio};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// F1 by runs of four words, mean of the pages' precision and recall.
    Body,
    /// F1 of segments that must and must not stand in the body.
    Segments,
    /// Share of pages that have the field and on which it is right.
    Right(Field),
    /// Share of pages that were given an author and name none.
    InventedAuthors,
}

impl Measure {
    const ALL: [Self; 6] = [
        Self::Body,
        Self::Segments,
        Self::Right(Field::Title),
        Self::Right(Field::Author),
        Self::InventedAuthors,
        Self::Right(Field::Date),
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Body => "body F1",
            Self::Segments => "segments F1",
            Self::InventedAuthors => "authors invented",
            Self::Right(field) => field.name(),
        }
    }

    const fn is_body(self) -> bool {
        matches!(self, Self::Body | Self::Segments)
    }

    /// The figure on these pages, by their place among those that were looked at for this measure. More is better.
    fn of(self, score: &Scored, sample: impl Iterator<Item = usize> + Clone) -> f64 {
        match self {
            Self::Body => sum_up(sample.map(|index| &score.bodies[index])).f1,
            Self::Segments => Segments::sum(sample.map(|index| score.segments[index])).f1(),
            Self::InventedAuthors => {
                let outcomes = &score.outcomes[Field::Author as usize];
                let count = sample.clone().count();
                let invented = sample.filter(|&index| outcomes[index] == Outcome::Invented).count();
                -ratio(invented, count)
            }
            Self::Right(field) => {
                let (mut right, mut pages) = (0, 0);
                for index in sample {
                    let outcome = score.outcomes[field as usize][index];
                    right += usize::from(outcome == Outcome::Right);
                    pages += usize::from(!matches!(outcome, Outcome::Invented | Outcome::RightlyNone));
                }
                ratio(right, pages)
            }
        }
    }

    /// Pages that were looked at for it.
    fn pages(self, score: &Scored) -> usize {
        match self {
            Self::Body => score.bodies.len(),
            Self::Segments => score.segments.len(),
            Self::InventedAuthors => score.outcomes[Field::Author as usize].len(),
            Self::Right(field) => score.outcomes[field as usize].len(),
        }
    }

    fn whole(self, score: &Scored) -> f64 {
        self.of(score, 0..self.pages(score))
    }

    /// Who says nothing cannot be wrong: only tools that answer at all are compared.
    fn is_answered(self, score: &Scored) -> bool {
        match self {
            Self::InventedAuthors => Self::Right(Field::Author).whole(score) > 0.0,
            _ => self.whole(score) > 0.0,
        }
    }

    fn print(self, score: &Scored) -> String {
        match self {
            Self::InventedAuthors => {
                let outcomes = &score.outcomes[Field::Author as usize];
                outcomes.iter().filter(|outcome| **outcome == Outcome::Invented).count().to_string()
            }
            _ => percent(self.whole(score)),
        }
    }
}

/// Prints, for each set and measure, ours beside the best peer's and how sure the difference is.
pub(super) fn print(scores: &[Scored]) {
    let mut table = Table::new([
        "set",
        "measure",
        "best peer",
        "its figure",
        "ours",
        "better by (95 %)",
        "ours held out",
        "better by (95 %)",
    ]);
    for score in scores.iter().filter(|score| !score.beside.is_empty()) {
        for measure in Measure::ALL.into_iter().filter(|measure| measure.pages(score) > 0) {
            let answering = score.beside.iter().filter(|(_, peer)| measure.is_answered(peer));
            let best = answering.max_by(|(_, a), (_, b)| measure.whole(a).total_cmp(&measure.whole(b)));
            let Some((name, peer)) = best else { continue };
            let mut cells = vec![
                score.set.name().to_owned(),
                measure.name().to_owned(),
                name.clone(),
                measure.print(peer),
                measure.print(score),
                difference(measure, score, peer),
            ];
            if let Some(unseen) = score.unseen.as_deref().filter(|_| measure.is_body()) {
                cells.extend([measure.print(unseen), difference(measure, unseen, peer)]);
            }
            table.row(cells);
        }
    }
    println!("{table}");
    println!(
        "best peer: the best of the tools run here on this measure; better by: points of a hundred, with the middle 95 % \
         of {RESAMPLES} resamples of the pages, the same for both; held out: each quarter of the outlets by trees that \
         learnt from the other three"
    );
}

const RESAMPLES: usize = 2000;

/// How much better ours is, in points of a hundred, and between what the difference lies in the middle 95 % of
/// resamples of the pages, drawn for both alike (the paired bootstrap of Efron and Tibshirani 1993).
fn difference(measure: Measure, ours: &Scored, peer: &Scored) -> String {
    let pages = measure.pages(ours);
    let mut random = SplitMix(1);
    let mut differences: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let sample: Vec<usize> = (0..pages).map(|_| random.below(pages)).collect();
            measure.of(ours, sample.iter().copied()) - measure.of(peer, sample.iter().copied())
        })
        .collect();
    differences.sort_by(f64::total_cmp);
    let points = |value: f64| format!("{:+.1}", 100.0 * value);
    let whole = measure.whole(ours) - measure.whole(peer);
    let (low, high) = (differences[RESAMPLES / 40], differences[RESAMPLES - 1 - RESAMPLES / 40]);
    format!("{} ({} to {})", points(whole), points(low), points(high))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Set;

    fn with_authors(outcomes: &[Outcome]) -> Scored {
        let mut score = Scored::new(Set::Naeb);
        score.outcomes[Field::Author as usize] = outcomes.to_vec();
        score
    }

    #[test]
    fn a_difference_on_every_page_is_sure_and_none_on_equal_pages() {
        let ours = with_authors(&[Outcome::Right, Outcome::Right, Outcome::RightlyNone]);
        let peer = with_authors(&[Outcome::Wrong, Outcome::Missing, Outcome::Invented]);
        let right = Measure::Right(Field::Author);
        assert_eq!((right.whole(&ours), right.whole(&peer)), (1.0, 0.0));
        assert!(difference(right, &ours, &peer).starts_with("+100.0 ("));
        assert_eq!(difference(right, &ours, &ours), "+0.0 (+0.0 to +0.0)");
        assert_eq!(Measure::InventedAuthors.whole(&peer), -1.0 / 3.0);
    }

    #[test]
    fn a_peer_that_never_names_authors_is_not_the_best_at_inventing_none() {
        let silent = with_authors(&[Outcome::Missing, Outcome::RightlyNone]);
        assert!(!Measure::InventedAuthors.is_answered(&silent));
        let speaking = with_authors(&[Outcome::Right, Outcome::Invented]);
        assert!(Measure::InventedAuthors.is_answered(&speaking));
    }
}
