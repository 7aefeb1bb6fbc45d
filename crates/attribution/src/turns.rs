//! Transcripts: paragraphs that open with the speaker's name and a colon.

use std::collections::HashMap;

use sayso_language::{Analysis, Shape, Tag, Word, word};
use sayso_model::{Act, Span};

use crate::draft::{Draft, Found};

/// Paragraphs that must open so before the text is taken for one with a transcript in it: a single
/// "Note:" or "Update:" is none.
const TURNS: usize = 3;
/// Words in a speaker's name, with title.
const NAME_WORDS: usize = 5;

/// One paragraph of a transcript.
struct Turn {
    paragraph: usize,
    name: Span,
    key: Word,
    colon: Span,
    content: Span,
}

/// Finds the turns of a transcript; what was found inside their paragraphs without naming another source
/// gives way to them.
pub(crate) fn read(text: &str, analysis: &Analysis, drafts: &mut Vec<Draft>) {
    let turns: Vec<Turn> =
        (0..analysis.paragraphs.len()).filter_map(|paragraph| turn(text, analysis, paragraph)).collect();
    let mut counts: HashMap<Word, usize> = HashMap::new();
    for turn in &turns {
        *counts.entry(turn.key).or_default() += 1;
    }
    // a talk has two who speak, of whom one comes back; captions ("Image: …") and notes have not
    if turns.len() < TURNS || counts.len() < 2 || counts.values().all(|&count| count < 2) {
        return;
    }
    for turn in turns {
        drafts.retain(|draft| {
            draft.paragraph != turn.paragraph
                || draft.within.is_some()
                || draft.found != Found::Floating && draft.found != Found::Colon
        });
        drafts.push(Draft {
            found: Found::Colon,
            source: vec![turn.name],
            cue: vec![turn.colon],
            content: vec![turn.content],
            act: Act::Speech,
            via: Vec::new(),
            paragraph: turn.paragraph,
            within: None,
            heard: None,
            confidence: None,
        });
    }
    drafts.sort_by_key(|draft| (draft.content_extent().start, draft.extent().end));
}

fn turn(text: &str, analysis: &Analysis, paragraph: usize) -> Option<Turn> {
    let sentences = &analysis.sentences[analysis.paragraphs[paragraph].clone()];
    let range = sentences.first()?.tokens.start..sentences.last()?.tokens.end;
    let tokens = &analysis.tokens[range];
    let first = usize::from(tokens.first().is_some_and(|token| matches!(token.of(text), "“" | "\"" | "‘")));
    let colon =
        (first + 1..tokens.len().min(first + NAME_WORDS + 2)).find(|&at| tokens[at].word == word(":"))?;
    let name = &tokens[first..colon];
    let named = name.iter().all(|token| {
        let capital = !matches!(token.shape, Shape::Lower | Shape::Number | Shape::Address);
        capital && (token.tag != Tag::Mark || token.of(text) == "-") && !is_label(token.word)
    });
    let content = tokens.get(colon + 1..).filter(|rest| !rest.is_empty())?;
    named.then(|| Turn {
        paragraph,
        name: Span::new(name[0].span.start, name[name.len() - 1].span.end),
        key: name[name.len() - 1].word,
        colon: tokens[colon].span,
        content: Span::new(content[0].span.start, content[content.len() - 1].span.end),
    })
}

/// Words that stand before a colon without speaking.
fn is_label(form: Word) -> bool {
    const LABELS: [Word; 18] = [
        word("image"),
        word("images"),
        word("photo"),
        word("photos"),
        word("picture"),
        word("video"),
        word("file"),
        word("source"),
        word("sources"),
        word("credit"),
        word("note"),
        word("update"),
        word("updated"),
        word("correction"),
        word("related"),
        word("see"),
        word("read"),
        word("watch"),
    ];
    LABELS.contains(&form)
}
