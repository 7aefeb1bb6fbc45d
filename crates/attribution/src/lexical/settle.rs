//! Quotations that no cue of their own sentence has, and reported speech that goes on without one.

use sayso_model::{Act, Span};

use super::lexicon::{Class, Lexicon};
use super::statements::{Told, Who};
use super::units::Sentence;
use crate::draft::{Draft, Found};
use crate::quotations::Quotation;

/// How many paragraphs a source goes on speaking without being named again.
const RUNNING_PARAGRAPHS: usize = 2;
/// Words from which on a quotation that is a sentence is taken for speech.
const SPEECH_WORDS: usize = 4;

/// Ties the quotations that nobody has to what was said before them; gives the indices of those that remain.
/// The statements are to come in the order of the text and are left so.
pub(crate) fn settle(
    text: &str,
    quotations: &[Quotation],
    sentences: &[Sentence],
    lexicon: &Lexicon,
    told: &mut Vec<Told>,
) -> Vec<usize> {
    if lexicon.grammar.clauses_without_that {
        go_on(sentences, told);
        told.sort_by_key(|told| told.draft.extent().start);
    }
    let mut holders = holders(quotations, told);
    // where each outermost quotation stands: its sentence and unit
    let mut homes = vec![None; quotations.len()];
    for (number, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.within.is_none()) {
        for (at, unit) in sentence.units.iter().enumerate() {
            if let Some(index) = unit.quotation {
                homes[index] = Some((number, at));
            }
        }
    }
    let mut left = Vec::new();
    let mut previous: Option<usize> = None;
    // the statement that began last before the quotation looked at
    let mut last = 0;
    for index in 0..quotations.len() {
        let quotation = &quotations[index];
        if quotation.parent.is_some() {
            continue;
        }
        let before = previous.replace(index);
        if holders[index].is_some() {
            continue;
        }
        if quotation.continues
            && let Some(holder) = before.and_then(|before| holders[before])
        {
            told[holder].draft.content.push(quotation.span);
            holders[index] = Some(holder);
            continue;
        }
        let Some((number, at)) = homes[index] else {
            left.push(index);
            continue;
        };
        let sentence = &sentences[number];
        while told.get(last).is_some_and(|told| told.draft.extent().start < quotation.span.start) {
            last += 1;
        }
        let running = told[..last].iter().rposition(|told| !matches!(told.who, Who::Nobody));
        let announced = told[..last].iter().rposition(|told| told.announces && told.draft.content.is_empty());
        let announced = announced.filter(|&at| {
            told[at].sentence + 1 == number
                || told[at].sentence + 2 == number && told[at].draft.paragraph + 1 == sentence.paragraph
        });
        let whole = is_whole(sentence, at);
        if let Some(holder) = announced.filter(|_| whole || at == 0) {
            told[holder].draft.content.push(quotation.span);
            holders[index] = Some(holder);
            continue;
        }
        let words = quotation.inner.of(text).split_whitespace().count();
        if !whole || words < 2 {
            left.push(index);
            continue;
        }
        if let Some(holder) = running.filter(|&holder| {
            told[holder].draft.paragraph == sentence.paragraph && told[holder].draft.act != Act::Plan
        }) {
            told[holder].draft.content.push(quotation.span);
            holders[index] = Some(holder);
            continue;
        }
        if words < SPEECH_WORDS {
            left.push(index);
            continue;
        }
        let next = told[last..].iter().position(|told| {
            told.draft.paragraph == sentence.paragraph && told.draft.found == Found::VerbAndQuotation
        });
        if let Some(holder) = next.map(|next| next + last) {
            told[holder].draft.content.insert(0, quotation.span);
            holders[index] = Some(holder);
            continue;
        }
        match running
            .filter(|&holder| sentence.paragraph <= told[holder].draft.paragraph + RUNNING_PARAGRAPHS)
        {
            Some(holder) => {
                let draft = floating(&told[holder].draft, quotation.span, sentence.paragraph);
                let who = told[holder].who.clone();
                let named = told[holder].sentence;
                told.insert(last, Told { draft, who, sentence: named, announces: false });
                for known in holders.iter_mut().flatten().filter(|known| **known >= last) {
                    *known += 1;
                }
                holders[index] = Some(last);
            }
            None => left.push(index),
        }
    }
    told.retain(|told| !told.draft.content.is_empty());
    told.sort_by_key(|told| (told.draft.content_extent().start, told.draft.extent().end));
    left
}

/// The statement that has each quotation.
fn holders(quotations: &[Quotation], told: &[Told]) -> Vec<Option<usize>> {
    let mut holders = vec![None; quotations.len()];
    for (number, told) in told.iter().enumerate() {
        for piece in &told.draft.content {
            let from = quotations.partition_point(|quotation| quotation.span.end <= piece.start);
            let inside = quotations[from..]
                .iter()
                .enumerate()
                .take_while(|(_, quotation)| quotation.span.start < piece.end);
            for (offset, quotation) in inside {
                // a clause set into its quotation leaves pieces of it
                if piece.covers(quotation.span) || quotation.span.covers(*piece) {
                    holders[from + offset].get_or_insert(number);
                }
            }
        }
    }
    holders
}

/// Whether a quotation is all of its sentence but marks, or begins it with a capital after it.
fn is_whole(sentence: &Sentence, at: usize) -> bool {
    let loose = |unit: &super::units::Unit| unit.mark.is_some() || unit.quotation.is_some();
    let alone = sentence.units.iter().all(loose);
    let opens = sentence.units[..at].iter().all(loose)
        && sentence.units.get(at + 1).is_none_or(|next| next.capital && next.is_word());
    alone || opens
}

fn floating(running: &Draft, content: Span, paragraph: usize) -> Draft {
    Draft {
        found: Found::Floating,
        source: running.source.clone(),
        cue: running.cue.clone(),
        content: vec![content],
        act: if running.act == Act::Writing { Act::Writing } else { Act::Speech },
        via: Vec::new(),
        paragraph,
        within: None,
        confidence: None,
        heard: None,
    }
}

/// Sentences in the mood of reported speech after a statement go on with it.
fn go_on(sentences: &[Sentence], told: &mut Vec<Told>) {
    let mut more = Vec::new();
    let mut last = 0;
    // where the last statement of the sentences so far ends, and which it is
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|&number| told[number].draft.extent().start);
    for sentence in sentences.iter().filter(|sentence| sentence.within.is_none()) {
        let span = sentence.span(0..sentence.units.len());
        while last < order.len() && told[order[last]].draft.extent().start < span.end {
            last += 1;
        }
        let Some(&running) = last.checked_sub(1).and_then(|before| order.get(before)) else { continue };
        let running = &told[running];
        let held = running.draft.extent().end > span.start;
        let near = running.draft.paragraph == sentence.paragraph;
        // what begins with "would it be so" or holds a condition is the writer's own
        let mood = sentence.units.iter().any(|unit| unit.has(Class::Subjunctive));
        let conditional =
            sentence.units.iter().any(|unit| unit.has(Class::Relative) && unit.has(Class::Stop));
        if held
            || !near
            || !mood
            || conditional
            || matches!(running.who, Who::Nobody)
            || running.draft.act == Act::Plan
        {
            continue;
        }
        let end = sentence.units.iter().rposition(|unit| !unit.is_mark('.')).map_or(0, |last| last + 1);
        if end < 3 {
            continue;
        }
        more.push(Told {
            draft: floating(&running.draft, sentence.span(0..end), sentence.paragraph),
            who: running.who.clone(),
            sentence: running.sentence,
            announces: false,
        });
    }
    told.extend(more);
}
