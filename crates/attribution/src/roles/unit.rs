//! What the role model sees of a unit, given the cue that it is labelled for.

use sayso_language::{mix, word};

use super::seen::Seen;
use super::table::UNIT_BITS;
use crate::lexicon::cues;
use crate::passages::Unit;
use crate::people::class_bits;
use crate::phrases::{is_comma, is_dash, is_end};

/// Adds the weight rows of the unit at `at`, for the cue at `head`.
pub(super) fn features(seen: &Seen, head: usize, at: usize, rows: &mut Vec<u32>) {
    let unit = &seen.units[at];
    let cue = &seen.units[head];
    let mut push = |salt: u64, a: u64, b: u64| rows.push((mix(salt, a, b) >> (64 - UNIT_BITS)) as u32);
    let name = |unit: Option<&Unit>| unit.map_or(1, |unit| unit.word.0);
    let tag = |unit: Option<&Unit>| unit.map_or(99, |unit| unit.tag as u64);
    let mark = |unit: Option<&Unit>| unit.map_or(9, sort);
    let beside = |by| seen.beside(at, by);

    let verb = cues().verb(cue.word);
    let lemma = verb.map_or(cue.word, |verb| verb.lemma).0;
    let frames = verb.map_or(0, |verb| 1 + u64::from(verb.frames.bits()));
    let cue_tag = cue.tag as u64;
    let own = unit.tag as u64;
    let far = at.abs_diff(head);
    let side = u64::from(at > head) << 1 | u64::from(at == head);
    let distance = side << 5
        | match far {
            0..=6 => far as u64,
            7..=9 => 7,
            10..=14 => 8,
            15..=24 => 9,
            _ => 10,
        };
    let between = seen.between(at, head);
    let crossed =
        between.iter().enumerate().fold(0, |sum, (kind, &count)| sum | u64::from(count.min(3)) << (2 * kind));
    let rule = seen.rule_role(head, at).map_or(0, |role| 1 + role as u64);
    let rule_before =
        at.checked_sub(1).and_then(|at| seen.rule_role(head, at)).map_or(0, |role| 1 + role as u64);
    let rule_after = (at + 1 < seen.units.len())
        .then(|| seen.rule_role(head, at + 1))
        .flatten()
        .map_or(0, |role| 1 + role as u64);
    let rule_kind = seen.rule_at(head).map_or(0, |draft| 1 + draft.found as u64);
    let others = seen.other_roles(head, at);
    let position = rule | rule_before << 2 | rule_after << 4;

    push(1, 0, 0);
    push(2, position, rule_kind);
    push(3, position, lemma);
    push(4, position, own << 8 | others);
    push(5, position, distance);
    push(6, rule << 8 | others, rule_kind);
    push(7, position, unit.word.0);

    push(8, unit.word.0, side);
    push(9, unit.word.0, distance);
    push(10, own, distance);
    push(11, own << 8 | tag(beside(-1)), side);
    push(12, own << 8 | tag(beside(1)), side);
    push(13, tag(beside(-1)) << 16 | own << 8 | tag(beside(1)), side);
    push(14, name(beside(-1)), side << 8 | own);
    push(15, name(beside(1)), side << 8 | own);
    push(16, name(beside(-2)), side);
    push(17, name(beside(2)), side);
    push(18, class_bits(unit.word), side);
    push(19, sort(unit), distance);

    push(20, crossed, side << 8 | own);
    push(21, crossed, cue_tag << 2 | side);
    push(22, crossed, lemma ^ side);
    push(23, frames, side << 8 | own);
    push(24, lemma, distance);
    push(25, lemma, side << 8 | own);
    push(26, lemma ^ side << 60, unit.word.0);
    push(27, cue_tag << 8 | own, distance);

    // how the unit stands among quotations, clauses and the ends of the passage
    let quoted = u64::from(seen.all()[2].min(2));
    push(28, quoted << 4 | sort(unit), side << 8 | cue_tag);
    push(29, mark(beside(-1)) << 8 | mark(beside(1)), side << 8 | own);
    let first = at.min(2) as u64;
    let last = (seen.units.len() - 1 - at).min(2) as u64;
    push(30, first << 4 | last, side << 8 | own);
    push(31, first << 4 | last, sort(unit) << 4 | quoted);
    // what stands right beside the cue tells its construction
    let frame = tag(seen.beside(head, -1)) << 8 | tag(seen.beside(head, 1));
    push(32, frame, distance);
    push(33, frame, side << 8 | own);
    let right = seen.beside(head, 1);
    let opening = right.map_or(9, sort) << 1 | u64::from(right.is_some_and(|unit| unit.is(word("that"))));
    push(34, opening << 8 | mark(seen.beside(head, -1)), side << 12 | crossed);
    push(35, u64::from(seen.passage.within.is_some()) << 8 | own, distance);
    // the words on the way, when they are few
    if far <= 4 && far > 0 {
        let (from, to) = if at < head { (at + 1, head) } else { (head + 1, at) };
        let way = seen.units[from..to].iter().fold(0, |hash, unit| mix(7, hash, unit.tag as u64));
        push(36, way, side << 8 | own);
        push(37, way, lemma);
    }
}

/// The sorts of units that part others.
fn sort(unit: &Unit) -> u64 {
    match unit {
        unit if unit.is_quotation() => 1,
        unit if is_comma(unit) => 2,
        unit if is_end(unit) => 3,
        unit if is_dash(unit) => 4,
        unit if unit.is(word(":")) => 5,
        unit if unit.is(word(";")) => 6,
        unit if unit.is(word("(")) || unit.is(word(")")) => 7,
        _ => 0,
    }
}
