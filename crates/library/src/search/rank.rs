use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, ColumnValues};
use tantivy::query::Weight;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::request::Order;

/// A document found and where it stands among the others: greater is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// What is sorted by first: the score as [`rank_of`] has it, or minutes since 1970.
    pub(super) rank: i64,
    /// The record: of what ranks the same the one that came in last is earlier.
    pub(super) seq: i64,
    /// Which of the article's quotations; 0 for an article.
    pub(super) place: u64,
    /// The article in the library; tells nothing about the order.
    pub(super) article: i64,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |place: &Self| (place.rank, place.seq, Reverse(place.place));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Bits of a score that are left out of account, so that it does not show in which order its parts were added up.
const IGNORED: u32 = 8;

/// A score as a rank: the bits of a number that is not negative are in the order of the numbers.
fn rank_of(score: Score) -> i64 {
    (score.max(0.0).to_bits() >> IGNORED).into()
}

/// The lowest score of a rank.
fn score_of(rank: i64) -> Score {
    Score::from_bits(u32::try_from(rank).unwrap_or(0) << IGNORED)
}

/// The rank of what has no date: after everything that has one.
const UNDATED: i64 = i64::MIN;

/// Collects the first `limit` documents after a place, in order.
pub(super) struct Ranked {
    pub(super) order: Order,
    pub(super) limit: usize,
    /// Only what comes after this.
    pub(super) after: Option<Place>,
    /// Only records up to this one.
    pub(super) up_to: i64,
    /// Whether every document is to be met, so that they can be counted; else those are skipped that cannot be among the first.
    pub(super) count: bool,
}

/// What [`Ranked`] collects.
#[derive(Default)]
pub(super) struct Listed {
    /// The first documents, in order.
    pub(super) places: Vec<Place>,
    /// How many documents were met, wanted or not.
    pub(super) met: u64,
}

impl Collector for Ranked {
    type Fruit = Listed;
    type Child = RankedSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<RankedSegment> {
        let columns = segment.fast_fields();
        Ok(RankedSegment {
            order: self.order,
            limit: self.limit,
            after: self.after,
            up_to: self.up_to,
            seq: columns.i64("seq")?.first_or_default_col(i64::MAX),
            article: columns.i64("article")?.first_or_default_col(-1),
            published: columns.i64("published")?,
            place: match segment.schema().get_field("place") {
                Ok(_) => Some(columns.u64("place")?.first_or_default_col(0)),
                Err(_) => None,
            },
            first: BinaryHeap::with_capacity(self.limit.min(1024) + 1),
            met: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance
    }

    fn merge_fruits(&self, segments: Vec<Listed>) -> tantivy::Result<Listed> {
        let mut all = Listed::default();
        for segment in segments {
            all.places.extend(segment.places);
            all.met += segment.met;
        }
        all.places.sort_unstable_by(|a, b| b.cmp(a));
        all.places.truncate(self.limit);
        Ok(all)
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        number: u32,
        segment: &SegmentReader,
    ) -> tantivy::Result<Listed> {
        let mut collected = self.for_segment(number, segment)?;
        let alive = segment.alive_bitset();
        let is_alive = |document| alive.is_none_or(|alive| alive.is_alive(document));
        if self.requires_scoring() && self.count {
            weight.for_each(segment, &mut |document, score| {
                if is_alive(document) {
                    collected.collect(document, score);
                }
            })?;
        } else if self.requires_scoring() {
            weight.for_each_pruning(Score::MIN, segment, &mut |document, score| {
                if is_alive(document) {
                    collected.collect(document, score);
                }
                collected.threshold()
            })?;
        } else {
            weight.for_each_no_score(segment, &mut |documents| {
                for &document in documents {
                    if is_alive(document) {
                        collected.collect(document, 0.0);
                    }
                }
            })?;
        }
        Ok(collected.harvest())
    }
}

pub(super) struct RankedSegment {
    order: Order,
    limit: usize,
    after: Option<Place>,
    up_to: i64,
    seq: Arc<dyn ColumnValues<i64>>,
    article: Arc<dyn ColumnValues<i64>>,
    published: Column<i64>,
    place: Option<Arc<dyn ColumnValues<u64>>>,
    /// The best so far, the last of them on top.
    first: BinaryHeap<Reverse<Place>>,
    met: u64,
}

impl RankedSegment {
    /// A score that no document that is still wanted falls below.
    fn threshold(&self) -> Score {
        match self.first.peek() {
            // Of the same rank the record decides, so that its scores are wanted too.
            Some(Reverse(last)) if self.first.len() == self.limit && last.rank > 0 => score_of(last.rank - 1),
            _ => Score::MIN,
        }
    }
}

impl SegmentCollector for RankedSegment {
    type Fruit = Listed;

    fn collect(&mut self, document: DocId, score: Score) {
        self.met += 1;
        let rank = match self.order {
            Order::Relevance => rank_of(score),
            Order::Recent => self.published.first(document).unwrap_or(UNDATED),
        };
        let last = self.first.peek().filter(|_| self.first.len() == self.limit);
        // Most documents go no further; the other columns are left alone for them.
        if last.is_some_and(|Reverse(last)| rank < last.rank) {
            return;
        }
        let seq = self.seq.get_val(document);
        if last.is_some_and(|Reverse(last)| (rank, seq) < (last.rank, last.seq)) {
            return;
        }
        let place = Place {
            rank,
            seq,
            place: self.place.as_ref().map_or(0, |place| place.get_val(document)),
            article: self.article.get_val(document),
        };
        if place.seq > self.up_to || self.after.is_some_and(|after| place >= after) {
            return;
        }
        if let Some(Reverse(last)) = last {
            if place <= *last {
                return;
            }
            self.first.pop();
        }
        self.first.push(Reverse(place));
    }

    fn harvest(self) -> Listed {
        Listed { places: self.first.into_iter().map(|Reverse(place)| place).collect(), met: self.met }
    }
}

/// The score that a place was ranked by.
pub(super) fn score(place: &Place) -> f32 {
    score_of(place.rank)
}
