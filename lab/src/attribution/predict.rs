use sayso_attribution::Roles;
use sayso_model::{Article, Block, BlockKind, Outlet, Reading, SourceKind, Span};
use sayso_transformer::Transformer;
use serde::Serialize;

use super::corpora::Gold;
use super::document::{Annotated, Marked, Spans};

/// What the program reads from a text, in the terms and units of the corpora.
#[derive(Debug, Default)]
pub(crate) struct Predicted {
    pub(crate) document: Annotated,
    /// Sentences with their voice.
    pub(crate) sentences: Vec<([usize; 2], String)>,
    pub(crate) citations: Vec<[usize; 2]>,
    /// Figures, each with the name of its speaker; `None` is the article's own voice.
    pub(crate) figures: Vec<([usize; 2], Option<String>)>,
}

/// What a text is read with, beside rules.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct With<'m> {
    pub(crate) roles: Option<&'m Roles>,
    pub(crate) transformer: Option<&'m Transformer<'m>>,
}

impl With<'_> {
    /// What the program's fast analysis reads with.
    pub(crate) fn fast() -> Self {
        Self { roles: Some(Roles::english()), transformer: None }
    }
}

/// An English article with just this text.
pub(crate) fn article(text: &str) -> Article {
    Article {
        text: text.to_owned(),
        blocks: paragraphs(text),
        language: Some("en".to_owned()),
        ..Article::default()
    }
}

/// Runs analysis and attribution on an article exactly as given.
pub(crate) fn read(id: &str, article: Article, with: &With) -> Reading {
    let analysis = sayso_language::analyse(&article);
    let statements = with.transformer.map(|transformer| transformer.read(&article.text));
    let mut reading =
        sayso_attribution::attribute_with(article, &analysis, with.roles, statements.as_deref());
    reading.id = Some(id.to_owned());
    reading
}

/// Runs the program on an annotated text and puts what it says in the terms of the corpora.
pub(crate) fn predict(gold: &Gold, with: &With) -> Predicted {
    let id = &gold.document.id;
    let outlet =
        gold.outlet.map(|name| Outlet { name: name.to_owned(), domain: None, from: "corpus".to_owned() });
    let article = Article { outlet, ..article(&gold.document.text) };
    in_corpus_terms(id, &read(id, article, with).in_code_points())
}

/// A reading whose spans count code points, in the terms of the corpora.
pub(crate) fn in_corpus_terms(id: &str, reading: &Reading) -> Predicted {
    let attributions = reading
        .attributions
        .iter()
        .map(|attribution| {
            let source = attribution.source.as_deref().and_then(|id| reading.source(id));
            // A name stands for the source, whatever was written at this place; no words, no speaker.
            let known = source.filter(|source| source.kind != SourceKind::Unknown);
            Marked {
                source: spans(&attribution.source_spans),
                cue: spans(&attribution.cue_spans),
                content: spans(&attribution.content_spans),
                kind: Some(name(&attribution.kind)),
                act: Some(name(&attribution.act)),
                speaker: known.map(|source| source.name.clone()),
                source_kind: Some(name(&source.map_or(SourceKind::Unknown, |source| source.kind))),
                via: attribution
                    .via
                    .iter()
                    .filter_map(|id| reading.source(id))
                    .map(|source| source.name.clone())
                    .collect(),
                confidence: Some(attribution.confidence),
            }
        })
        .collect();
    let speaker_of = |id: &str| -> Option<String> {
        let attribution = reading.attributions.iter().find(|attribution| attribution.id == id)?;
        Some(
            attribution
                .source
                .as_deref()
                .and_then(|id| reading.source(id))
                .map_or_else(|| "unknown".to_owned(), |source| source.name.clone()),
        )
    };
    Predicted {
        document: Annotated { id: id.to_owned(), text: String::new(), attributions },
        sentences: reading
            .sentences
            .iter()
            .map(|sentence| (pair(sentence.span), name(&sentence.voice)))
            .collect(),
        citations: reading.citations.iter().map(|citation| pair(citation.span)).collect(),
        figures: reading
            .figures
            .iter()
            .map(|figure| (pair(figure.span), figure.attribution.as_deref().and_then(speaker_of)))
            .collect(),
    }
}

/// The paragraphs of a ready text: its lines that hold something.
pub(crate) fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let begin = start + (line.len() - line.trim_start().len());
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(begin, begin + words.len()) });
        }
        start += line.len();
    }
    blocks
}

fn pair(span: Span) -> [usize; 2] {
    [span.start, span.end]
}

fn spans(spans: &[Span]) -> Spans {
    spans.iter().copied().map(pair).collect()
}

/// The name a value has in JSON.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_the_lines_that_hold_something() {
        let text = "One é.\n\n  Two. \nThree.";
        let words: Vec<&str> = paragraphs(text).iter().map(|block| &text[block.span.range()]).collect();
        assert_eq!(words, ["One é.", "Two.", "Three."]);
    }
}
