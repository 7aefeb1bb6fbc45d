//! Stretches of text that are read as one: a sentence, or the sentences that a quotation binds together.

use std::ops::Range;

use sayso_language::{Analysis, Shape, Tag, Token, Word, word};
use sayso_model::Span;

use crate::quotations::Quotation;

/// A token, or a whole quotation taken as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) span: Span,
    pub(crate) tag: Tag,
    pub(crate) shape: Shape,
    /// The form; that of an empty word for a quotation.
    pub(crate) word: Word,
    /// Index of the quotation this unit stands for.
    pub(crate) quotation: Option<usize>,
    /// Whether it is written with a capital.
    pub(crate) capital: bool,
}

impl Unit {
    pub(crate) fn is(&self, form: Word) -> bool {
        self.word == form
    }

    pub(crate) fn is_quotation(&self) -> bool {
        self.quotation.is_some()
    }
}

/// Units after which a sentence without end is cut: every cue looks through its passage, so that its length
/// bounds the work. Sentences of real articles are shorter.
const LONGEST: usize = 1_000;

/// The form that stands for a quotation.
const QUOTATION: Word = word("“”");

/// One stretch, as units.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    pub(crate) units: Vec<Unit>,
    pub(crate) paragraph: usize,
    /// Index of the quotation in whose words it stands; none in the article's own.
    pub(crate) within: Option<usize>,
    /// Units that are quotations and end with a comma, a question or an exclamation: what follows tells who uttered them.
    pub(crate) interrupted: Vec<usize>,
}

/// Cuts the text into passages: first those of the article's own words, in which each outermost quotation
/// is one unit, then those inside quotations.
pub(crate) fn passages(text: &str, analysis: &Analysis, quotations: &[Quotation]) -> Vec<Passage> {
    let mut out = Vec::new();
    let outer: Vec<usize> =
        (0..quotations.len()).filter(|&index| quotations[index].parent.is_none()).collect();
    for (number, paragraph) in analysis.paragraphs.iter().enumerate() {
        let Some((first, last)) =
            analysis.sentences[paragraph.clone()].first().zip(analysis.sentences[paragraph.clone()].last())
        else {
            continue;
        };
        let here = Here { text, analysis, quotations, paragraph: number, within: None };
        let whole = first.tokens.start..last.tokens.end;
        let dateline = dateline(&analysis.tokens[whole.clone()], text);
        here.cut(whole.start + dateline..whole.end, &outer, &mut out);
    }
    for (index, quotation) in quotations.iter().enumerate() {
        let start = analysis.token_at(quotation.inner.start);
        let end = analysis.tokens.partition_point(|token| token.span.start < quotation.inner.end);
        if end <= start + 2 {
            continue;
        }
        // Those directly inside follow in order; the slice keeps the scan from being quadratic.
        let children: Vec<usize> = (index + 1..quotations.len())
            .take_while(|&inner| quotations[inner].span.start < quotation.span.end)
            .filter(|&inner| quotations[inner].parent == Some(index))
            .collect();
        let paragraph = analysis.sentences[analysis.sentence_at(quotation.span.start)].paragraph;
        let here = Here { text, analysis, quotations, paragraph, within: Some(index) };
        here.cut(start..end, &children, &mut out);
    }
    out
}

/// How many tokens at the beginning of a paragraph are its dateline, with the dash that ends it: "ORRIN, Marl (Agency) —".
pub(crate) fn dateline(tokens: &[Token], text: &str) -> usize {
    /// Tokens of a dateline.
    const LONGEST: usize = 16;
    let city = tokens.first().is_some_and(|first| first.shape == Shape::AllCaps && first.span.len() > 2);
    let spaced = |at: usize| {
        tokens[at - 1].span.end < tokens[at].span.start
            && tokens.get(at + 1).is_some_and(|next| next.span.start > tokens[at].span.end)
    };
    let dash = (1..tokens.len().min(LONGEST))
        .find(|&at| matches!(tokens[at].of(text), "—" | "–" | "-" | "--" | "―") && spaced(at));
    let Some(dash) = dash.filter(|_| city) else { return 0 };
    let beside = |token: &Token| {
        matches!(
            token.shape,
            Shape::AllCaps | Shape::Capital | Shape::MixedCase | Shape::Mark | Shape::Number
        ) && !token.tag.is_finite()
    };
    let brackets = tokens[..dash].iter().any(|token| token.word == word("("));
    let set_off = tokens[..dash].iter().any(|token| token.word == word(","));
    let shouted = tokens[..dash].iter().all(|token| token.shape == Shape::AllCaps);
    if tokens[..dash].iter().all(beside) && (brackets || set_off || shouted) { dash + 1 } else { 0 }
}

struct Here<'t> {
    text: &'t str,
    analysis: &'t Analysis,
    quotations: &'t [Quotation],
    paragraph: usize,
    within: Option<usize>,
}

impl Here<'_> {
    /// Cuts a run of tokens at sentence ends that lie outside the quotations listed.
    fn cut(&self, tokens: Range<usize>, quotations: &[usize], out: &mut Vec<Passage>) {
        let mut units = Vec::new();
        let mut sentence = self.analysis.sentence_at(self.analysis.tokens[tokens.start].span.start);
        let mut at = tokens.start;
        let mut next = quotations
            .partition_point(|&index| self.quotations[index].span.end <= self.analysis.tokens[at].span.start);
        while at < tokens.end {
            while sentence + 1 < self.analysis.sentences.len()
                && at >= self.analysis.sentences[sentence].tokens.end
            {
                sentence += 1;
                self.finish(&mut units, out);
            }
            if units.len() >= LONGEST {
                self.finish(&mut units, out);
            }
            let token = &self.analysis.tokens[at];
            while next < quotations.len() && self.quotations[quotations[next]].span.end <= token.span.start {
                next += 1;
            }
            let quotation =
                quotations.get(next).filter(|&&index| self.quotations[index].span.holds(token.span.start));
            if let Some(&index) = quotation {
                let span = self.quotations[index].span;
                let end = self
                    .analysis
                    .tokens
                    .partition_point(|token| token.span.start < span.end)
                    .clamp(at + 1, tokens.end);
                let inner = self.quotations[index].inner.of(self.text);
                units.push(Unit {
                    span,
                    tag: Tag::NN,
                    shape: Shape::Lower,
                    word: QUOTATION,
                    quotation: Some(index),
                    capital: inner.starts_with(char::is_uppercase),
                });
                at = end;
                // The sentences that end inside the quotation do not end the passage; one that ends with it may.
                while sentence + 1 < self.analysis.sentences.len()
                    && at > self.analysis.sentences[sentence].tokens.end
                {
                    sentence += 1;
                }
            } else {
                units.push(Unit {
                    span: token.span,
                    tag: token.tag,
                    shape: token.shape,
                    word: token.word,
                    quotation: None,
                    capital: token.of(self.text).starts_with(char::is_uppercase),
                });
                at += 1;
            }
        }
        self.finish(&mut units, out);
    }

    fn finish(&self, units: &mut Vec<Unit>, out: &mut Vec<Passage>) {
        if !units.is_empty() {
            let interrupted = |unit: &Unit| {
                unit.quotation.is_some_and(|index| {
                    self.quotations[index].inner.of(self.text).trim_end().ends_with([',', '?', '!'])
                })
            };
            let interrupted = (0..units.len()).filter(|&at| interrupted(&units[at])).collect();
            out.push(Passage {
                interrupted,
                units: std::mem::take(units),
                paragraph: self.paragraph,
                within: self.within,
            });
        }
    }
}
