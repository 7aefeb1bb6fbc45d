//! The quotations of one article: what stands in quotation marks, as rows of words.

use std::collections::HashSet;

use sayso_model::{Attribution, BlockKind, Kind, Reading, SourceKind, Span};

use crate::marks;
use crate::words::{Break, Word};

/// One quotation, or one part of a quotation that proved to hold several utterances.
#[derive(Clone, Debug)]
pub(crate) struct Quotation {
    /// Index of the article.
    pub(crate) article: usize,
    /// Id of the source in that article, when the article gives one.
    pub(crate) source: Option<String>,
    /// Whether the article gives the words to anybody, named or not.
    pub(crate) attributed: bool,
    /// Where its words stand, without marks, in as many pieces as the article cuts it into.
    pub(crate) pieces: Vec<Span>,
    /// Its words, without those of the editor and those quoted inside it from somebody else.
    pub(crate) words: Vec<Word>,
    /// Before which of its words the editor put words in brackets; the number of words stands for
    /// the end.
    pub(crate) editor: Vec<usize>,
    /// Whether it was printed as one with another utterance.
    pub(crate) joined: bool,
    /// Whether it begins like a sentence, not like a phrase out of one.
    pub(crate) begins: bool,
    /// Whether it only repeats words of the article in large type.
    pub(crate) pulled: bool,
}

impl Quotation {
    /// The stems of its words.
    pub(crate) fn stems(&self) -> Vec<u32> {
        self.words.iter().map(|word| word.stem).collect()
    }

    /// The part from word `from` up to word `to`, exclusive.
    pub(crate) fn part(&self, from: usize, to: usize) -> Self {
        let words = self.words[from..to].to_vec();
        // A piece is cut where the next part begins, so that marks and stops between stay with the
        // words before them.
        let start = if from == 0 { 0 } else { self.words[from].span.start };
        let end = self.words.get(to).map_or(usize::MAX, |next| next.span.start);
        let pieces = self
            .pieces
            .iter()
            .map(|piece| Span::new(piece.start.max(start), piece.end.min(end)))
            .filter(|piece| !piece.is_empty())
            .collect();
        let last = to == self.words.len();
        let editor = self.editor.iter().filter(|&&at| from <= at && (at < to || (last && at == to)));
        Self { pieces, words, editor: editor.map(|at| at - from).collect(), ..self.clone() }
    }
}

/// Longer quotations are divided where a paragraph or else a sentence ends: a speech printed in
/// full is many utterances, and a row of the table is one. It also bounds the work of comparing.
const LONGEST: usize = 160;

/// The quotations of the reading at `article`, in order of appearance. `words` are its text's.
pub(crate) fn quotations(reading: &Reading, article: usize, words: &[Word]) -> Vec<Quotation> {
    let mut found = Vec::new();
    for attribution in reading.attributions.iter().filter(|attribution| !is_told_within(reading, attribution))
    {
        let source = attribution.source.as_deref();
        for pieces in quoted_pieces(&reading.article.text, attribution) {
            found.push(quotation(reading, article, source, true, pieces, words, &attribution.inserted));
        }
    }
    // Words in quotation marks that no source was found for may still be an utterance that another
    // article attributes.
    for orphan in reading.not_attributed.iter().filter(|words| words.why == "no source found") {
        if let Some(piece) = marks::trim(&reading.article.text, orphan.span) {
            found.push(quotation(reading, article, None, false, vec![piece], words, &[]));
        }
    }
    found.retain(|quotation| !quotation.words.is_empty());
    let mut found = each_word_once(found, reading);
    found.sort_by_key(|quotation| quotation.pieces[0]);
    found.into_iter().flat_map(divide).collect()
}

/// Whether the attribution stands in somebody's quotation without marks of its own: “the inspector told me *that it was safe*” holds
/// no words of the inspector's.
fn is_told_within(reading: &Reading, attribution: &Attribution) -> bool {
    let outer =
        attribution.inside.as_deref().and_then(|id| reading.attributions.iter().find(|outer| outer.id == id));
    let Some(outer) = outer.filter(|outer| outer.kind != Kind::Indirect) else { return false };
    let text = &reading.article.text;
    let marked = |words: &str| words.starts_with(marks::is_mark);
    let quoted: Vec<Span> = quoted_pieces(text, outer).into_iter().flatten().collect();
    attribution.kind == Kind::Direct
        && attribution.content_spans.iter().all(|span| {
            text.get(span.range()).is_some_and(|words| !marked(words))
                && quoted.iter().any(|piece| piece.covers(*span))
        })
}

/// Gives words that several quotations hold to one of them: to the shortest, since the others quote
/// it; of two alike, to the one whose source is no outlet or document, which only passed it on.
fn each_word_once(mut found: Vec<Quotation>, reading: &Reading) -> Vec<Quotation> {
    let passed_on = |quotation: &Quotation| {
        let source = quotation.source.as_deref().and_then(|source| reading.source(source));
        source.is_none_or(|source| matches!(source.kind, SourceKind::Outlet | SourceKind::Document))
    };
    found.sort_by_cached_key(|quotation| (quotation.words.len(), passed_on(quotation)));
    let mut taken: HashSet<usize> = HashSet::new();
    for quotation in &mut found {
        let before = quotation.words.len();
        quotation.words.retain(|word| !taken.contains(&word.span.start));
        taken.extend(quotation.words.iter().map(|word| word.span.start));
        if quotation.words.len() < before {
            let words = &quotation.words;
            let held = |piece: &Span| words.iter().any(|word| piece.overlaps(word.span));
            quotation.pieces.retain(held);
            quotation.editor.clear();
        }
    }
    found.retain(|quotation| !quotation.words.is_empty());
    found
}

fn quotation(
    reading: &Reading,
    article: usize,
    source: Option<&str>,
    attributed: bool,
    pieces: Vec<Span>,
    words: &[Word],
    not_own: &[Span],
) -> Quotation {
    let mut taken: Vec<Word> = Vec::new();
    let mut editor: Vec<usize> = Vec::new();
    for piece in &pieces {
        let first = words.partition_point(|word| word.span.start < piece.start);
        let mut opens = true;
        for word in words[first..].iter().take_while(|word| word.span.start < piece.end) {
            let in_word = word.span.len() > 1 && not_own.iter().any(|span| word.span.covers(*span));
            if word.editorial && editor.last() != Some(&taken.len()) {
                editor.push(taken.len());
            }
            if word.editorial || (!in_word && not_own.iter().any(|span| span.overlaps(word.span))) {
                continue;
            }
            let before = match (opens, taken.is_empty()) {
                (_, true) => Break::Space,
                (true, false) => word.before.max(Break::Omission),
                (false, false) => word.before,
            };
            taken.push(Word { before, ..*word });
            opens = false;
        }
    }
    let begins = taken.first().is_some_and(|first| {
        let text = &reading.article.text[first.span.start..];
        text.chars().next().is_some_and(|first| !first.is_lowercase())
    });
    let blocks = &reading.article.blocks;
    let block = blocks.partition_point(|block| block.span.end <= pieces[0].start);
    let pulled = blocks.get(block).is_some_and(|block| block.kind == BlockKind::PullQuote);
    let source = source.map(str::to_owned);
    Quotation { article, source, attributed, pieces, words: taken, editor, joined: false, begins, pulled }
}

/// The pieces of the attribution that stand in quotation marks, without the marks, grouped into
/// quotations: pieces belong together when no words of the content stand between them.
fn quoted_pieces(text: &str, attribution: &Attribution) -> Vec<Vec<Span>> {
    let spans = attribution.content_spans.iter().copied().filter(|span| text.get(span.range()).is_some());
    match attribution.kind {
        Kind::Indirect => Vec::new(),
        Kind::Direct => {
            let pieces: Vec<_> = spans.filter_map(|span| marks::trim(text, span)).collect();
            if pieces.is_empty() { Vec::new() } else { vec![pieces] }
        }
        Kind::Mixed => {
            let mut groups: Vec<Vec<Span>> = Vec::new();
            let mut open = false;
            for span in spans {
                let mut position = span.start;
                for piece in marks::quoted(text, span) {
                    let between = &text[position..piece.start];
                    match groups.last_mut() {
                        Some(group) if open && !between.chars().any(char::is_alphanumeric) => {
                            group.push(piece);
                        }
                        _ => groups.push(vec![piece]),
                    }
                    open = true;
                    position = piece.end;
                }
                open &= !text[position..span.end].chars().any(char::is_alphanumeric);
            }
            groups
        }
    }
}

/// Divides a long quotation at paragraphs, else at sentences, else anywhere.
fn divide(quotation: Quotation) -> Vec<Quotation> {
    let mut parts = Vec::new();
    let mut from = 0;
    while quotation.words.len() - from > LONGEST {
        let window = &quotation.words[from + LONGEST / 4..from + LONGEST];
        let last = |wanted: Break| window.iter().rposition(|word| word.before >= wanted);
        let at = last(Break::Sentence).map_or(from + LONGEST, |at| from + LONGEST / 4 + at);
        parts.push(quotation.part(from, at));
        from = at;
    }
    if from == 0 {
        return vec![quotation];
    }
    parts.push(quotation.part(from, quotation.words.len()));
    parts.retain(|part| !part.pieces.is_empty());
    parts
}
