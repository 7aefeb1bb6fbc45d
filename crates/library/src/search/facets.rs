use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::times;

/// How many of the hits have each value of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By the outlet's name, most frequent first.
    pub outlets: Vec<(String, u64)>,
    /// By the persons quoted: in an article, or by the speaker of a quotation.
    pub persons: Vec<(String, u64)>,
    /// By language, as BCP 47 codes; `und` where it is not known.
    pub languages: Vec<(String, u64)>,
    /// By month of publication, `2026-03`, latest first.
    pub months: Vec<(String, u64)>,
}

/// Counts the values of all documents found.
pub(super) struct Counted;

impl Collector for Counted {
    type Fruit = Facets;
    type Child = CountedSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<CountedSegment> {
        let columns = segment.fast_fields();
        let values = |field| Ok::<_, tantivy::TantivyError>(columns.str(field)?.map(Values::of));
        Ok(CountedSegment {
            outlets: values("outlet_name")?,
            persons: values("person")?,
            languages: values("language")?,
            published: columns.i64("published")?,
            days: HashMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<SegmentCounts>>) -> tantivy::Result<Facets> {
        let mut all = SegmentCounts::default();
        for segment in segments {
            let segment = segment?;
            for (all, counts) in [
                (&mut all.outlets, segment.outlets),
                (&mut all.persons, segment.persons),
                (&mut all.languages, segment.languages),
            ] {
                counts.into_iter().for_each(|(name, count)| *all.entry(name).or_default() += count);
            }
            segment.days.into_iter().for_each(|(day, count)| *all.days.entry(day).or_default() += count);
        }
        let mut months = HashMap::new();
        for (day, count) in all.days {
            let mut month = times::iso(day.saturating_mul(24 * 60 * 60));
            month.truncate(month.len() - "-01T00:00:00Z".len());
            *months.entry(month).or_default() += count;
        }
        let mut months: Vec<_> = months.into_iter().collect();
        months.sort_unstable_by(|a, b| b.0.cmp(&a.0));
        Ok(Facets {
            outlets: by_count(all.outlets),
            persons: by_count(all.persons),
            languages: by_count(all.languages),
            months,
        })
    }
}

fn by_count(counts: HashMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// How often each value of a column was met, by its number in the segment.
struct Values {
    column: StrColumn,
    counts: HashMap<u64, u64>,
}

impl Values {
    fn of(column: StrColumn) -> Self {
        Self { column, counts: HashMap::new() }
    }

    fn count(&mut self, document: DocId) {
        for value in self.column.term_ords(document) {
            *self.counts.entry(value).or_default() += 1;
        }
    }

    fn named(self) -> tantivy::Result<HashMap<String, u64>> {
        let mut named = HashMap::with_capacity(self.counts.len());
        for (value, count) in self.counts {
            let mut name = String::new();
            self.column.ord_to_str(value, &mut name)?;
            *named.entry(name).or_default() += count;
        }
        Ok(named)
    }
}

pub(super) struct CountedSegment {
    outlets: Option<Values>,
    persons: Option<Values>,
    languages: Option<Values>,
    published: Column<i64>,
    days: HashMap<i64, u64>,
}

#[derive(Default)]
pub(super) struct SegmentCounts {
    outlets: HashMap<String, u64>,
    persons: HashMap<String, u64>,
    languages: HashMap<String, u64>,
    days: HashMap<i64, u64>,
}

impl SegmentCollector for CountedSegment {
    type Fruit = tantivy::Result<SegmentCounts>;

    fn collect(&mut self, document: DocId, _: Score) {
        for values in [&mut self.outlets, &mut self.persons, &mut self.languages].into_iter().flatten() {
            values.count(document);
        }
        if let Some(minute) = self.published.first(document) {
            *self.days.entry(minute.div_euclid(24 * 60)).or_default() += 1;
        }
    }

    fn harvest(self) -> tantivy::Result<SegmentCounts> {
        let named = |values: Option<Values>| values.map_or(Ok(HashMap::new()), Values::named);
        Ok(SegmentCounts {
            outlets: named(self.outlets)?,
            persons: named(self.persons)?,
            languages: named(self.languages)?,
            days: self.days,
        })
    }
}
