//! Article → Reading: who says what.

mod clauses;
mod draft;
mod floating;
mod lexicon;
mod passages;
mod phrases;
mod quotations;

use sayso_language::Analysis;
use sayso_model::{Article, Attribution, Kind, Reading, Span};

/// Reads who says what in `article`, whose words `analysis` holds.
#[must_use]
pub fn attribute(article: Article, analysis: &Analysis) -> Reading {
    let text = article.text.as_str();
    let paragraphs: Vec<Span> = analysis
        .paragraphs
        .iter()
        .map(|range| {
            Span::new(analysis.sentences[range.start].span.start, analysis.sentences[range.end - 1].span.end)
        })
        .collect();
    let quotations = quotations::quotations(text, &paragraphs);
    let passages = passages::passages(text, analysis, &quotations);
    let mut drafts: Vec<draft::Draft> = passages.iter().flat_map(clauses::read).collect();
    drafts.retain(|draft| !own_person(text, draft));
    floating::settle(text, &quotations, &passages, &mut drafts);
    let mut attributions = Vec::new();
    {
        for draft in drafts {
            attributions.push(Attribution {
                id: format!("a{}", attributions.len() + 1),
                source: None,
                cue: draft.cue.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" "),
                content: draft.content.iter().map(|span| span.of(text).to_owned()).collect(),
                source_spans: draft.source,
                cue_spans: draft.cue,
                content_spans: draft.content,
                kind: Kind::Indirect,
                act: draft.act,
                via: Vec::new(),
                inside: None,
                inserted: Vec::new(),
                sentences: Vec::new(),
                confidence: 0.5,
            });
        }
    }
    Reading { schema: Reading::SCHEMA.to_owned(), attributions, article, ..Reading::default() }
}

/// Whether the source is the one who writes or speaks, or who is spoken to: no source apart from the text.
fn own_person(text: &str, draft: &draft::Draft) -> bool {
    matches!(draft.source.as_slice(), [only] if ["i", "we", "you", "me", "us"].iter().any(|form| only.of(text).eq_ignore_ascii_case(form)))
}
