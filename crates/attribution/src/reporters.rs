//! Those who are said to report a statement, where the statement alone was kept as an attribution.
//!
//! "The Gazette reported Holt said X" is one statement of Holt's when nothing else is reported, and the Gazette carries it.

use std::ops::Range;

use sayso_language::{Tag, Word, word};
use sayso_model::{Act, Span};

use crate::draft::Draft;
use crate::lexicon::{Frames, cues, is_time};
use crate::passages::{Passage, Unit};
use crate::people::{Class, classes, may_speak};
use crate::phrases::{
    is_comma, is_end, is_passive, noun_phrase_after, noun_phrase_before, subject_before, verb_group,
};

/// Gives the drafts of one passage those who report them there as carriers, where these have no draft of their own.
pub(crate) fn give(passage: &Passage, drafts: &mut Vec<Draft>) {
    if drafts.is_empty() {
        return;
    }
    let units = passage.units.as_slice();
    cite(units, drafts);
    let cues: Vec<Span> = drafts.iter().flat_map(|draft| draft.cue.iter().copied()).collect();
    let free = |at: usize| !cues.iter().any(|cue| cue.overlaps(units[at].span));
    for draft in drafts {
        // "the Gazette, citing Holt, reported": one source before the cue and one after it
        if let ([_, cited], [cue]) = (draft.source.as_slice(), draft.cue.as_slice())
            && cited.start >= cue.end
            && draft.source[0].end <= cue.start
            && units.iter().any(|unit| unit.span == *cue && CITES.contains(&unit.word))
        {
            draft.via.push(draft.source.remove(0));
        }
        let Some(first) = draft.source.first() else { continue };
        let source = units.partition_point(|unit| unit.span.start < first.start);
        if units.get(source).is_none_or(|unit| unit.span.start != first.start) {
            continue;
        }
        let reporter = reporter_before(units, source, &free)
            .or_else(|| named_before(units, source, &free))
            .or_else(|| citer(units, source, draft.cue.last()?.start));
        let after = units.partition_point(|unit| unit.span.start < draft.extent().end);
        for carrier in [reporter, named_after(units, after, &free)].into_iter().flatten() {
            let span = Span::new(units[carrier.start].span.start, units[carrier.end - 1].span.end);
            let known = draft.source.iter().chain(&draft.via).any(|other| other.overlaps(span));
            if !known {
                draft.via.push(span);
            }
        }
    }
}

/// "The Gazette, citing officials, reported that X", "Citing officials, the Gazette reported that X", "X, the Gazette reported, citing
/// officials": one statement of those who are cited, which the outlet carries.
fn cite(units: &[Unit], drafts: &mut Vec<Draft>) {
    let citing = units.iter().position(|unit| unit.tag == Tag::VBG && CITES.contains(&unit.word));
    let Some(at) = citing.filter(|&at| at == 0 || is_comma(&units[at - 1])) else { return };
    let Some(cited) = noun_phrase_after(units, at + 1) else { return };
    let closed = units.get(cited.end).is_none_or(|next| is_comma(next) || is_end(next));
    let head = units[cited.clone()].iter().take_while(|unit| unit.tag != Tag::IN).last();
    let speaks = head.is_some_and(|head| head.tag.is_name() || may_speak(head.word));
    if !closed || !speaks {
        return;
    }
    let cue = units[at].span;
    let says = |draft: &Draft| {
        let outlet = |unit: &Unit| {
            let class = classes(unit.word);
            draft.source.iter().any(|source| source.covers(unit.span))
                && (class.has(Class::Outlet) || class.has(Class::OutletName) || class.has(Class::Masthead))
        };
        draft.cue.first() != Some(&cue) && draft.source.len() == 1 && units.iter().any(outlet)
    };
    let Some(reported) = drafts.iter().position(says) else { return };
    let draft = &mut drafts[reported];
    let outlet = std::mem::replace(
        &mut draft.source[0],
        Span::new(units[cited.start].span.start, units[cited.end - 1].span.end),
    );
    draft.cue = vec![cue];
    // "the Gazette, citing Holt,": up to the comma
    let end =
        at.checked_sub(2).filter(|_| outlet.covers(cue)).map_or(outlet.end, |last| units[last].span.end);
    draft.via.insert(0, Span::new(outlet.start, end));
    // what stands behind the content is not part of it
    if let Some(comma) = at.checked_sub(1) {
        for piece in draft.content.iter_mut().filter(|piece| piece.covers(cue)) {
            piece.end = units[comma.saturating_sub(1)].span.end.max(piece.start);
        }
        draft.content.retain(|piece| !piece.is_empty());
    }
    let mut number = 0;
    drafts.retain(|draft| {
        number += 1;
        number == reported + 1 || draft.cue.first() != Some(&cue)
    });
}

/// "The Gazette reported Holt said X" is one statement, Holt's: takes out those that hold nothing but another's, whom they
/// carry.
pub(crate) fn give_way(text: &str, drafts: &mut Vec<Draft>) {
    let mut at = 0;
    while at < drafts.len() {
        let outer = &drafts[at];
        let Some(&carrier) = outer.source.first() else {
            at += 1;
            continue;
        };
        let around = at.saturating_sub(NEIGHBOURS)..drafts.len().min(at + NEIGHBOURS);
        let inner = around.filter(|&other| other != at).find(|&other| is_all_of(text, &drafts[other], outer));
        let Some(inner) = inner.filter(|_| matches!(outer.act, Act::Speech | Act::Writing)) else {
            at += 1;
            continue;
        };
        let mut carriers = vec![carrier];
        carriers.extend(outer.via.clone());
        for carrier in carriers {
            if !drafts[inner].via.iter().chain(&drafts[inner].source).any(|known| known.overlaps(carrier)) {
                drafts[inner].via.push(carrier);
            }
        }
        drafts.remove(at);
    }
}

/// Whether the content of `outer` is nothing but the attribution `inner`.
pub(crate) fn is_all_of(text: &str, inner: &Draft, outer: &Draft) -> bool {
    let (extent, content) = (inner.extent(), outer.content_extent());
    let starts = inner
        .source
        .first()
        .is_some_and(|source| content.start <= source.start && is_joiner(&text[content.start..source.start]));
    let carrier = outer.source.first();
    starts
        // "Holt said she believed …": she is Holt, who reports nobody
        && !inner.is_by_pronoun(text)
        && inner.confidence.is_none_or(|chance| chance >= SURE)
        && inner.paragraph == outer.paragraph
        && content.end <= extent.end
        && !inner.cue.iter().chain(&inner.content).any(|part| carrier.is_some_and(|carrier| part.overlaps(*carrier)))
        && !outer.cue.iter().any(|cue| extent.overlaps(*cue))
}

/// From this confidence on a statement inside another leaves nothing of it.
const SURE: f32 = 0.6;

/// Whether what stands between the beginning of a content and a source says nothing: "that".
fn is_joiner(between: &str) -> bool {
    matches!(between.trim(), "" | "that" | "both")
}

/// Units before a source that are looked through for who hands its words on: keeps a passage without end linear.
const REACH: usize = 250;

/// Statements before and after one that are looked at for another that holds all of it.
const NEIGHBOURS: usize = 6;

/// "The Gazette reported on Monday that": who reports what begins with the source at `source`.
fn reporter_before(units: &[Unit], source: usize, free: &impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let mut end = source;
    while end > 0 && (is_time(units[end - 1].word) || units[end - 1].tag == Tag::CD) {
        end -= 1;
    }
    if end < source && end > 0 && units[end - 1].tag == Tag::IN {
        end -= 1;
    }
    if end > 0 && units[end - 1].is(word("that")) {
        end -= 1;
    }
    let verb = end.checked_sub(1)?;
    // "told the press"
    let told = noun_phrase_before(units, end)
        .filter(|told| told.end == end)
        .and_then(|told| told.start.checked_sub(1));
    [Some(verb), told].into_iter().flatten().find_map(|at| {
        let reports = cues().verb(units[at].word).is_some_and(|verb| {
            matches!(verb.act, Act::Speech | Act::Writing)
                && verb.frames.has(Frames::THAT | Frames::CLAUSE)
                && (at + 1 == end || verb.frames.has(Frames::ADDRESSEE))
        });
        let group = verb_group(units, at);
        if !reports || !units[at].tag.is_verb() || !free(at) || is_passive(units, &group) {
            return None;
        }
        // "further reported"
        let adverbs = units[..group.start].iter().rev().take_while(|unit| unit.tag.is_adverb()).count();
        subject_before(units, group.start - adverbs)
    })
}

/// Cues whose source comes after them, and before them who hands its words on.
const CITES: &[Word] = &[word("citing"), word("quoting")];

/// "The Gazette reported, citing Holt", "reports citing Holt": who cites the source at `source`, where that is the cue.
fn citer(units: &[Unit], source: usize, cue: usize) -> Option<Range<usize>> {
    let citing = source.checked_sub(1).filter(|&at| units[at].span.start == cue)?;
    if !CITES.contains(&units[citing].word) {
        return None;
    }
    let before = citing.checked_sub(1)?;
    if units[before].tag.is_noun() {
        return noun_phrase_before(units, citing);
    }
    let verb = (citing.saturating_sub(REACH)..citing)
        .rev()
        .find(|&at| units[at].tag.is_finite() && !units[at].is_quotation())?;
    subject_before(units, verb_group(units, verb).start)
}

/// "According to the Gazette, Holt said".
fn named_before(units: &[Unit], source: usize, free: &impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let according =
        (source.saturating_sub(REACH)..source).rev().find(|&at| units[at].is(word("according")))?;
    let phrase = noun_phrase_after(units, according + 2).filter(|_| free(according))?;
    (is_comma(units.get(phrase.end)?) && phrase.end + 1 == source).then_some(phrase)
}

/// "Holt said X, according to the Gazette", "as reported by the Gazette".
fn named_after(units: &[Unit], end: usize, free: &impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let start = end + usize::from(units.get(end).is_some_and(is_comma));
    let [first, second] = units.get(start..start + 2)? else { return None };
    let according = first.is(word("according")) && second.is(word("to"));
    let reported = first.is(word("as"))
        && units.get(start + 2).is_some_and(|by| by.is(word("by")))
        && [word("reported"), word("quoted"), word("cited")].contains(&second.word);
    if !(according || reported) || !free(start) {
        return None;
    }
    noun_phrase_after(units, start + 2 + usize::from(reported))
}
