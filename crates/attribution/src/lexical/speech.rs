//! Speech that holds its own cue: a clause set into a quotation, and paragraphs that dashes set off.

use std::ops::Range;

use sayso_model::Span;

use super::cues::{Wants, cue_at};
use super::lexicon::{Class, Lexicon};
use super::phrases::{is_function, subject_after};
use super::statements::{Told, Who};
use super::units::{Sentence, Unit};
use crate::draft::{Draft, Found};
use crate::quotations::Quotation;

/// The statements that are told inside their own quotation: `«We wait – said Holt – and hope»`.
pub(crate) fn interrupted(
    text: &str,
    sentences: &[Sentence],
    quotations: &[Quotation],
    lexicon: &Lexicon,
) -> Vec<Told> {
    let mut out: Vec<Told> = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let Some(index) = sentence.within.filter(|&index| quotations[index].parent.is_none()) else {
            continue;
        };
        let mut at = 0;
        while let Some(found) = interruption(sentence, at, lexicon) {
            at = found.range.end;
            let said = sentence.span(found.range.clone());
            // a second one in the same quotation only parts its content again
            if let Some(last) = out.last_mut().filter(|last| last.draft.within == Some(index)) {
                last.draft.content =
                    last.draft.content.iter().flat_map(|&piece| cut(text, piece, said)).collect();
                continue;
            }
            let source = match &found.who {
                Who::Phrase(named) => vec![sentence.span(named.range.clone())],
                _ => Vec::new(),
            };
            out.push(Told {
                draft: Draft {
                    found: Found::VerbAndQuotation,
                    source,
                    cue: found.cue.into_iter().map(|part| sentence.span(part)).collect(),
                    content: cut(text, quotations[index].span, said),
                    act: found.act,
                    via: Vec::new(),
                    paragraph: sentence.paragraph,
                    within: Some(index),
                    confidence: None,
                    heard: None,
                },
                who: found.who,
                sentence: number,
                announces: false,
            });
        }
    }
    for told in &mut out {
        told.draft.within = None;
    }
    out
}

/// What `said` leaves of `piece` on both sides.
fn cut(text: &str, piece: Span, said: Span) -> Vec<Span> {
    if !piece.covers(said) {
        return vec![piece];
    }
    let before = Span::new(piece.start, said.start);
    let after = Span::new(said.end, piece.end);
    let trimmed = |piece: Span| {
        let words = piece.of(text);
        let start = piece.start + words.len() - words.trim_start().len();
        Span::new(start, start + words.trim().len())
    };
    // a mark alone is nothing said
    [before, after]
        .into_iter()
        .map(trimmed)
        .filter(|piece| piece.of(text).contains(char::is_alphanumeric))
        .collect()
}

struct Interruption {
    range: Range<usize>,
    cue: Vec<Range<usize>>,
    act: sayso_model::Act,
    who: Who,
}

/// The first clause from `from` on that tells who speaks, between marks.
fn interruption(sentence: &Sentence, from: usize, lexicon: &Lexicon) -> Option<Interruption> {
    let units = &sentence.units;
    (from..units.len()).find_map(|at| {
        let unit = &units[at];
        let parts = unit.is_mark(',') || unit.is_dash() || matches!(unit.mark, Some('?' | '!' | '…'));
        if !parts || at == 0 {
            return None;
        }
        let mut first = at + 1;
        while first < units.len()
            && (units[first].is_dash()
                || units[first].any(&[Class::Clitic, Class::Adverb]) && is_function(units, first))
        {
            first += 1;
        }
        let cue = units.get(first).and_then(|_| cue_at(units, first, lexicon))?;
        if matches!(cue.wants, Wants::Clause | Wants::Label) {
            return None;
        }
        let after = subject_after(units, cue.end, lexicon.grammar);
        let dash = units[at].is_dash() || units[first - 1].is_dash();
        let (who, end) = match (cue.subject, after) {
            (Some(pronoun), _) => (pronoun_of(pronoun), cue.close()),
            (None, Some(after)) => {
                let closed = |end: usize| units.get(end).is_none_or(|unit| unit.mark.is_some());
                let end =
                    if closed(after.range.end) { after.range.end } else { closing(units, after.range.end)? };
                (Who::Phrase(after), end)
            }
            (None, None) if lexicon.grammar.drops_subject && dash => {
                (Who::Running, closing(units, cue.close())?)
            }
            _ => return None,
        };
        let closed = units.get(end).is_none_or(|unit| {
            unit.is_mark(',') || unit.is_mark('.') || unit.is_mark(':') || unit.is_mark(';') || unit.is_dash()
        });
        if !closed {
            return None;
        }
        // the marks on both sides belong to nobody; a full stop ends what was said before
        let stop = units[end..]
            .iter()
            .take(2)
            .take_while(|unit| unit.is_dash() || unit.is_mark(',') || unit.is_mark('.'))
            .count();
        let start = if matches!(unit.mark, Some('?' | '!' | '…')) { at + 1 } else { at };
        Some(Interruption { range: start..end + stop, cue: cue.parts, act: cue.act, who })
    })
}

fn pronoun_of(at: usize) -> Who {
    Who::Phrase(super::phrases::Phrase {
        range: at..at + 1,
        core: at..at + 1,
        name: None,
        head: None,
        pronoun: true,
    })
}

/// The mark that closes a clause a few words on.
fn closing(units: &[Unit], at: usize) -> Option<usize> {
    const REACH: usize = 10;
    let stop = units.len().min(at + REACH);
    let mark = (at..stop).find(|&place| units[place].mark.is_some() || units[place].quotation.is_some());
    match mark {
        Some(mark) => units[mark].mark.is_some().then_some(mark),
        None => (stop == units.len()).then_some(stop),
    }
}

/// Adds the speech of paragraphs that begin with a dash to the quotations, where a clause tells who speaks.
///
/// A list of items begins its paragraphs so too: what has no cue stays text.
pub(crate) fn with_dialogue(
    text: &str,
    paragraphs: &[Span],
    mut quotations: Vec<Quotation>,
    lexicon: &Lexicon,
) -> Vec<Quotation> {
    if !lexicon.grammar.dialogue_dashes {
        return quotations;
    }
    let mut spoken = Vec::new();
    for &paragraph in paragraphs {
        speech(text, paragraph, lexicon, &mut spoken);
    }
    // speech that cuts through marks is none
    spoken.retain(|speech: &Span| {
        quotations.iter().all(|quotation| speech.covers(quotation.span) || !speech.overlaps(quotation.span))
    });
    if spoken.is_empty() {
        return quotations;
    }
    let old: Vec<Span> = quotations.iter().map(|quotation| quotation.span).collect();
    quotations.extend(spoken.iter().map(|&span| Quotation {
        span,
        inner: span,
        parent: None,
        continues: false,
        recovered: false,
    }));
    quotations.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    let spans: Vec<Span> = quotations.iter().map(|quotation| quotation.span).collect();
    let place = |span: Span| {
        spans
            .binary_search_by_key(&(span.start, std::cmp::Reverse(span.end)), |known| {
                (known.start, std::cmp::Reverse(known.end))
            })
            .ok()
    };
    for quotation in &mut quotations {
        let parent = match quotation.parent {
            Some(parent) => old.get(parent).copied(),
            None => spoken
                .iter()
                .copied()
                .find(|speech| *speech != quotation.span && speech.covers(quotation.span)),
        };
        quotation.parent = parent.and_then(place);
    }
    quotations
}

/// The pieces of speech in a paragraph that begins with a dash.
fn speech(text: &str, paragraph: Span, lexicon: &Lexicon, out: &mut Vec<Span>) {
    const DASHES: [char; 4] = ['—', '–', '―', '-'];
    let line = paragraph.of(text);
    if !line.starts_with(DASHES) {
        return;
    }
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (at, dash) in line.char_indices().filter(|(_, letter)| DASHES.contains(letter)) {
        let inside = line[..at].ends_with(char::is_alphanumeric)
            && line[at + dash.len_utf8()..].starts_with(char::is_alphanumeric);
        if !inside {
            cuts.push((at, at + dash.len_utf8()));
        }
    }
    let mut pieces = Vec::new();
    for (number, &(_, start)) in cuts.iter().enumerate() {
        let end = cuts.get(number + 1).map_or(line.len(), |&(next, _)| next);
        pieces.push(start..end);
    }
    let tells = |piece: &str| {
        piece
            .split_whitespace()
            .take(2)
            .any(|word| is_cue(word.trim_matches(|letter: char| !letter.is_alphabetic()), lexicon))
    };
    let told: Vec<bool> =
        pieces.iter().enumerate().map(|(number, piece)| number > 0 && tells(&line[piece.clone()])).collect();
    let set_in = pieces
        .iter()
        .any(|piece| line[piece.clone()].split(',').skip(1).any(|clause| is_cue_first(clause, lexicon)));
    if !told.contains(&true) && !set_in {
        return;
    }
    for (piece, _) in pieces.iter().zip(&told).filter(|(_, told)| !**told) {
        let words = &line[piece.clone()];
        let lead = words.len()
            - words
                .trim_start_matches(|letter: char| letter.is_whitespace() || letter == '.' || letter == ',')
                .len();
        let end = words.trim_end_matches(|letter: char| letter.is_whitespace() || letter == ',').len();
        if lead + 1 < end {
            out.push(Span::new(paragraph.start + piece.start + lead, paragraph.start + piece.start + end));
        }
    }
}

fn is_cue_first(clause: &str, lexicon: &Lexicon) -> bool {
    clause
        .split(|letter: char| !letter.is_alphabetic())
        .find(|word| !word.is_empty())
        .is_some_and(|word| is_cue(word, lexicon))
}

fn is_cue(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.classes(&word.to_lowercase()).any(&[Class::Speech, Class::QuoteOnly, Class::Writing])
}
