//! Attributions as the rules find them, before sources are told apart.

use sayso_model::{Act, Span};

/// How an attribution was found: each way has its own chance of being right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Found {
    /// A verb with its subject, and a quotation beside it.
    VerbAndQuotation,
    /// A verb with its subject after the content: `…, she said`.
    VerbAfter,
    /// A verb with its subject and a that-clause.
    VerbThat,
    /// A verb with its subject and a bare clause.
    VerbClause,
    /// A verb with its subject and a phrase.
    VerbPhrase,
    /// `according to`, `per`.
    AccordingTo,
    /// A participle: `…, adding that`.
    Participle,
    /// A noun: `the claim that`.
    Noun,
    /// A passive, with or without an agent.
    Passive,
    /// `reportedly`.
    Reportedly,
    /// A verb whose sentence ends in a colon, with the words in the next sentence or paragraph.
    Introduced,
    /// A colon alone.
    Colon,
    /// A quotation with no cue of its own that takes the running source.
    Floating,
}

/// One attribution in the making. All spans are bytes of the article's text.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) found: Found,
    pub(crate) source: Vec<Span>,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Vec<Span>,
    pub(crate) act: Act,
    /// Carriers named beside the cue, nearest first.
    pub(crate) via: Vec<Span>,
    pub(crate) paragraph: usize,
    /// Index of the quotation in whose words it stands.
    pub(crate) within: Option<usize>,
    /// How the transformer hears it said, where it is clear.
    pub(crate) heard: Option<Act>,
    /// The chance that it is right, where trained weights give one.
    pub(crate) confidence: Option<f32>,
}

impl Draft {
    /// Whether the source is the one who writes or speaks, or who is spoken to: no source apart from the text.
    /// One who retells what he himself said (`“And I said, ‘Pay.’”`) is a source all the same.
    pub(crate) fn is_first_person(&self, text: &str) -> bool {
        let retold = self.within.is_some() && self.found == Found::VerbAndQuotation;
        !retold && self.speaks_of_self(text)
    }

    /// Whether the source is "I", "we" or "you".
    pub(crate) fn speaks_of_self(&self, text: &str) -> bool {
        let forms = ["i", "we", "you", "me", "us", "my", "our", "your"];
        matches!(self.source.as_slice(), [only] if forms.iter().any(|form| only.of(text).eq_ignore_ascii_case(form)))
    }

    /// Whether the source is nobody and what is said comes first: "Nobody called us, nobody wrote to us" tells what nobody did
    /// twice.
    pub(crate) fn is_nobodys(&self, text: &str) -> bool {
        let forms = ["nobody", "no one", "no-one", "none"];
        let first = self.content.first().zip(self.source.first());
        first.is_some_and(|(content, source)| content.start < source.start)
            && matches!(self.source.as_slice(), [only] if forms.iter().any(|form| only.of(text).eq_ignore_ascii_case(form)))
    }

    /// Whether the source is "he", "she", "they" or "it".
    pub(crate) fn is_by_pronoun(&self, text: &str) -> bool {
        let forms = ["he", "she", "they", "it"];
        matches!(self.source.as_slice(), [only] if forms.iter().any(|form| only.of(text).eq_ignore_ascii_case(form)))
    }

    /// From its first piece of content to its last.
    pub(crate) fn content_extent(&self) -> Span {
        extent(&self.content)
    }

    /// From its first span of any part to its last.
    pub(crate) fn extent(&self) -> Span {
        let parts: Vec<Span> =
            [&self.source, &self.cue, &self.content].into_iter().flatten().copied().collect();
        extent(&parts)
    }
}

fn extent(spans: &[Span]) -> Span {
    let start = spans.iter().map(|span| span.start).min().unwrap_or(0);
    let end = spans.iter().map(|span| span.end).max().unwrap_or(0);
    Span::new(start, end)
}
