//! What the cue model sees of a word: itself, its neighbours, what the lexicon and the rules say of it.

use sayso_language::{Word, mix, word};

use super::seen::Seen;
use super::table::CUE_BITS;
use crate::lexicon::cues;
use crate::passages::Unit;
use crate::people::class_bits;
use crate::phrases::{clause_begins, is_passive, subject_before, verb_group};

/// The weights that speak for the word at `head` being a cue.
pub(super) fn features(seen: &Seen, head: usize) -> Vec<u32> {
    let units = seen.units;
    let unit = &units[head];
    let mut rows = Vec::with_capacity(64);
    let mut push = |salt: u64, a: u64, b: u64| rows.push((mix(salt, a, b) >> (64 - CUE_BITS)) as u32);
    let name = |unit: Option<&Unit>| unit.map_or(1, |unit| unit.word.0);
    let tag = |unit: Option<&Unit>| unit.map_or(99, |unit| unit.tag as u64);
    let at = |by| seen.beside(head, by);

    let verb = cues().verb(unit.word);
    let noun = cues().noun(unit.word);
    let lemma = verb.map_or(unit.word, |verb| verb.lemma).0;
    let kind = verb.map_or(0, |verb| 1 + u64::from(verb.frames.bits()) * 8 + verb.act as u64)
        + noun.map_or(0, |noun| 1 << 32 | (noun.act as u64) << 33);
    let own = unit.tag as u64;
    let rule = seen.rule_at(head).map_or(0, |draft| 1 + draft.found as u64);
    let rule_quoted = u64::from(seen.rule_at(head).is_some_and(|draft| {
        draft
            .content
            .iter()
            .any(|piece| units.iter().any(|unit| unit.is_quotation() && piece.covers(unit.span)))
    }));
    let sourced = u64::from(seen.rule_at(head).is_some_and(|draft| !draft.source.is_empty()));
    let rule = rule << 2 | rule_quoted << 1 | sourced;

    push(1, 0, 0);
    push(2, unit.word.0, 0);
    push(3, lemma, own);
    push(4, own, 0);
    push(5, kind, own);
    push(6, rule, 0);
    push(7, rule, lemma);
    push(8, rule, kind);
    push(9, name(at(-1)), 0);
    push(10, name(at(1)), 0);
    push(11, tag(at(-1)), own);
    push(12, tag(at(1)), own);
    push(13, tag(at(-2)) << 8 | tag(at(-1)), own);
    push(14, tag(at(1)) << 8 | tag(at(2)), own);
    push(15, lemma, name(at(1)));
    push(16, lemma, name(at(-1)));
    push(17, lemma, tag(at(1)));
    push(18, lemma, tag(at(-1)));
    push(19, tag(at(-1)), tag(at(1)));
    push(20, name(at(2)), own);
    push(21, name(at(-2)), own);

    // quotations around
    let quote = |range: std::ops::Range<isize>| {
        range.clone().position(|by| at(by).is_some_and(Unit::is_quotation)).map_or(9, |by| by as u64)
    };
    let right = quote(1..7);
    let left = (1..7).position(|by: isize| at(-by).is_some_and(Unit::is_quotation)).map_or(9, |by| by as u64);
    let any = u64::from(seen.all()[2].min(2));
    push(22, right, kind);
    push(23, left, kind);
    push(24, any, kind);
    push(25, right << 8 | left, own);
    push(26, any << 8 | u64::from(left < 9) << 1 | u64::from(right < 9), rule);

    // its subject and what follows
    let group = if unit.tag.is_verb() || verb.is_some() { verb_group(units, head) } else { head..head + 1 };
    let passive = u64::from(is_passive(units, &group));
    let subject = subject_before(units, group.start);
    let subject_head = subject.as_ref().map(|range| &units[range.end - 1]);
    let classes = subject_head.map_or(0, |unit| class_bits(unit.word));
    push(27, name(subject_head), 0);
    push(28, classes, passive << 8 | own);
    push(29, tag(subject_head), kind);
    push(30, subject.as_ref().map_or(0, |range| range.len().min(6) as u64), own);
    push(31, passive, lemma);
    push(32, passive << 40 | kind, own);
    let clause = u64::from(clause_begins(units, head + 1));
    push(33, clause, kind);
    push(34, clause << 8 | own, tag(at(1)));
    push(35, clause, lemma);
    let that =
        (1..6).position(|by| at(by).is_some_and(|unit| unit.is(word("that")))).map_or(9, |by| by as u64);
    push(36, that, kind);
    push(37, that, own);
    let to = (1..5).position(|by| at(by).is_some_and(|unit| unit.is(word("to")))).map_or(9, |by| by as u64);
    push(38, to, lemma);

    // where in the passage
    let first = head.min(3) as u64;
    let rest = (units.len() - head).min(4) as u64;
    push(39, first, own);
    push(40, rest, own);
    push(41, u64::from(seen.passage.within.is_some()), rule);
    push(42, u64::from(seen.passage.within.is_some()), lemma);
    let before = u64::from(group.start > 0 && units[group.start - 1].is(word("who")));
    push(43, before, kind);
    push(44, seen.rule_count().min(4) as u64, rule);
    let auxiliary = units[group.start..head].iter().fold(0, |hash, unit| mix(5, hash, unit.word.0));
    push(45, auxiliary, kind);
    push(46, auxiliary, own);
    push(47, classes, kind);
    let commas = seen.between(head, 0);
    push(48, u64::from(commas[0].min(3)) << 4 | u64::from(commas[1].min(3)), kind);
    push(49, tail(unit, seen), own);
    rows
}

/// The ends of a word, for those the weights have not met.
fn tail(unit: &Unit, seen: &Seen) -> u64 {
    let form = unit.span.of(seen.text);
    let cut = form.len().saturating_sub(3);
    form.get(cut..).map_or(Word(0), word).0
}
