use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::ColumnValues;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// A set of articles: a bit for each that the library has.
#[derive(Debug, Default)]
pub(super) struct ArticleSet {
    bits: Vec<u64>,
}

impl ArticleSet {
    pub(super) fn holds(&self, article: i64) -> bool {
        let Ok(article) = usize::try_from(article) else { return false };
        self.bits.get(article / 64).is_some_and(|bits| bits >> (article % 64) & 1 == 1)
    }

    fn insert(&mut self, article: i64) {
        let Ok(article) = usize::try_from(article) else { return };
        let place = article / 64;
        if place >= self.bits.len() {
            self.bits.resize(place + 1, 0);
        }
        self.bits[place] |= 1 << (article % 64);
    }
}

/// Collects the articles of the documents found.
pub(super) struct Articles;

impl Collector for Articles {
    type Fruit = ArticleSet;
    type Child = ArticlesOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<ArticlesOfSegment> {
        let article = segment.fast_fields().i64("article")?.first_or_default_col(-1);
        Ok(ArticlesOfSegment { article, found: ArticleSet::default() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, sets: Vec<ArticleSet>) -> tantivy::Result<ArticleSet> {
        let mut all = ArticleSet::default();
        for set in sets {
            all.bits.resize(all.bits.len().max(set.bits.len()), 0);
            for (bits, more) in all.bits.iter_mut().zip(set.bits) {
                *bits |= more;
            }
        }
        Ok(all)
    }
}

pub(super) struct ArticlesOfSegment {
    article: std::sync::Arc<dyn ColumnValues<i64>>,
    found: ArticleSet,
}

impl SegmentCollector for ArticlesOfSegment {
    type Fruit = ArticleSet;

    fn collect(&mut self, document: DocId, _: Score) {
        self.found.insert(self.article.get_val(document));
    }

    fn harvest(self) -> ArticleSet {
        self.found
    }
}
