use sayso_model::{Article, BlockKind, Span};

/// Numbers the paragraphs of an article from 1, subheadings not counted, so that a place can be
/// given as `¶4` and found again with `sayso read --only article`.
pub(crate) struct Paragraphs {
    /// Where each numbered block begins, in bytes.
    starts: Vec<usize>,
}

impl Paragraphs {
    pub(crate) fn new(article: &Article) -> Self {
        let numbered = article.blocks.iter().filter(|block| block.kind != BlockKind::Heading);
        Self { starts: numbered.map(|block| block.span.start).collect() }
    }

    /// `¶4` for the paragraph that `span` begins in; nothing in an article without paragraphs.
    pub(crate) fn place(&self, span: Span) -> String {
        match self.starts.partition_point(|&start| start <= span.start) {
            0 => String::new(),
            number => format!("¶{number}"),
        }
    }
}
