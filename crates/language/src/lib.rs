//! Text → tokens, sentences, part-of-speech tags; and, for the sentences that are asked for, dependencies and names.
//!
//! [`analyse`] is the way in; [`Parser`] and [`Names`] take the tokens of one of its sentences. Tokens follow the Universal Dependencies English treebanks (clitics and
//! hyphens are tokens of their own), tags are those of the Penn Treebank, and sentences are found by
//! rules that know quotation marks. Tagger, parser and names are averaged perceptrons (Collins 2002) whose
//! weights are a file in `models/`, read by [`models`]; `lab train language` makes it.

mod forms;
mod given_names;
mod hash;
mod marks;
pub mod models;
pub mod names;
pub mod parser;
mod relation;
mod sentences;
mod tagger;
mod tokens;
mod weights;
mod word_classes;

pub use given_names::{Gender, given_name};
pub use hash::{Word, mix, word};
pub use names::{Name, NameKind, Names};
pub use parser::{Arc, Parser};
pub use relation::Relation;
pub use tagger::{FEATURES, Tag, TagWeights, Tagger, features};
pub use tokens::{Shape, Token, tokenize};
pub use weights::{Packed, Weights, fetch};
pub use word_classes::WordClasses;

use std::ops::Range;

use sayso_model::{Article, Span};

/// The words of a text, cut into tokens, sentences and paragraphs.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Every token, in order.
    pub tokens: Vec<Token>,
    /// Every sentence, in order.
    pub sentences: Vec<Sentence>,
    /// Every paragraph (line that is not blank), as a range of sentences.
    pub paragraphs: Vec<Range<usize>>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the text, in bytes.
    pub span: Span,
    /// Its tokens, as a range of [`Analysis::tokens`].
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
}

impl Analysis {
    /// Index of the sentence that holds byte `position`, or of the last one that begins before it.
    #[must_use]
    pub fn sentence_at(&self, position: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.start <= position).saturating_sub(1)
    }

    /// Index of the first token that ends after byte `position`.
    #[must_use]
    pub fn token_at(&self, position: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= position)
    }
}

/// Whether a text with this BCP 47 code is in English, or may be because nobody says what it is in.
#[must_use]
pub fn is_english(language: Option<&str>) -> bool {
    language.is_none_or(|language| language.split(['-', '_']).next() == Some("en"))
}

/// Analyses the text of `article`. Linear in its length.
///
/// The tagger knows English: in other languages marks are told from words ([`Tag::Mark`], [`Tag::XX`]), and that is all.
#[must_use]
pub fn analyse(article: &Article) -> Analysis {
    let text = article.text.as_str();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut analysis = Analysis::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let first = tokens.len();
        tokenize(text, start..start + line.len(), &mut tokens);
        start += line.len();
        if tokens.len() == first {
            continue;
        }
        let paragraph = analysis.paragraphs.len();
        let before = analysis.sentences.len();
        for range in sentences::split(text, &tokens[first..]) {
            let range = first + range.start..first + range.end;
            let span = Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
            analysis.sentences.push(Sentence { span, tokens: range, paragraph });
        }
        analysis.paragraphs.push(before..analysis.sentences.len());
    }
    if is_english(article.language.as_deref()) {
        let sentences = analysis.sentences.iter().map(|sentence| sentence.tokens.clone());
        Tagger::english().tag_all(text, &mut tokens, sentences);
    } else {
        for token in tokens.iter_mut().filter(|token| token.shape == Shape::Mark) {
            token.tag = Tag::Mark;
        }
    }
    analysis.tokens = tokens;
    analysis
}
