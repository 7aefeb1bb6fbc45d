//! What the cue model sees of a word: itself, its neighbours, what the lexicon and the rules say of it, and its place in the
//! tree, which is asked for last.

use sayso_language::{Relation, Word, mix, word};

use super::seen::Seen;
use super::table::CUE_BITS;
use crate::lexicon::cues;
use crate::passages::Unit;
use crate::people::class_bits;
use crate::phrases::{clause_begins, is_passive, subject_before, verb_group};

/// Adds the weights that speak for the word at `head` being a cue, as far as they can be told without a tree.
pub(super) fn features(seen: &Seen, head: usize, rows: &mut Vec<u32>) {
    let units = seen.units;
    let unit = &units[head];
    let mut push = |salt: u64, a: u64, b: u64| rows.push(row(salt, a, b));
    let name = |unit: Option<&Unit>| unit.map_or(1, |unit| unit.word.0);
    let tag = |unit: Option<&Unit>| unit.map_or(99, |unit| unit.tag as u64);
    let at = |by| seen.beside(head, by);

    let verb = cues().verb(unit.word);
    let lemma = verb.map_or(unit.word, |verb| verb.lemma).0;
    let kind = kind(unit);
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
    let clause_follows = u64::from(clause_begins(units, head + 1));
    push(33, clause_follows, kind);
    push(34, clause_follows << 8 | own, tag(at(1)));
    push(35, clause_follows, lemma);
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

    // classes of words, for words that were not met
    let [coarse, fine] = seen.classes(Some(head));
    push(60, fine, own);
    push(61, coarse, own);
    push(63, fine, right.min(3) << 2 | left.min(3));
    push(64, fine, tag(at(1)));
    push(65, fine, clause_follows << 8 | that);
    push(66, seen.classes(head.checked_sub(1))[1], own);
    push(67, seen.classes(Some(head + 1))[1], own);
}

/// Adds the weights that its place in the tree gives.
pub(super) fn tree_features(seen: &Seen, head: usize, rows: &mut Vec<u32>) {
    let units = seen.units;
    let unit = &units[head];
    let mut push = |salt: u64, a: u64, b: u64| rows.push(row(salt, a, b));
    let tag = |at: Option<usize>| at.map_or(99, |at| units[at].tag as u64);
    let lemma = cues().verb(unit.word).map_or(unit.word, |verb| verb.lemma).0;
    let kind = kind(unit);
    let own = unit.tag as u64;
    let depends = seen.relation(head);
    push(50, depends, kind);
    push(51, depends, lemma);
    push(52, depends, tag(seen.parent(head)) << 8 | own);
    let doer = seen.child(head, Relation::is_subject);
    let clause = seen.child(head, Relation::is_clause);
    let object = seen.child(head, |relation| matches!(relation, Relation::Obj | Relation::Parataxis));
    let has = u64::from(doer.is_some()) << 2 | u64::from(clause.is_some()) << 1 | u64::from(object.is_some());
    let sort = |at: Option<usize>| at.map_or(0, |at| 1 + seen.relation(at));
    push(53, has, kind);
    push(54, has, lemma);
    push(55, sort(clause) << 8 | sort(object), lemma);
    push(56, sort(clause) << 8 | sort(object), depends << 8 | own);
    let [doer_coarse, doer_fine] = seen.classes(doer);
    push(57, doer_fine, kind);
    push(58, doer_coarse, own << 8 | depends);
    push(59, tag(doer), has << 8 | own);
    push(62, seen.classes(Some(head))[1], has);
}

fn row(salt: u64, a: u64, b: u64) -> u32 {
    (mix(salt, a, b) >> (64 - CUE_BITS)) as u32
}

/// What the lexicon says of the word as a cue.
fn kind(unit: &Unit) -> u64 {
    let verb = cues().verb(unit.word);
    let noun = cues().noun(unit.word);
    verb.map_or(0, |verb| 1 + u64::from(verb.frames.bits()) * 8 + verb.act as u64)
        + noun.map_or(0, |noun| 1 << 32 | (noun.act as u64) << 33)
}

/// The ends of a word, for those the weights have not met.
fn tail(unit: &Unit, seen: &Seen) -> u64 {
    let form = unit.span.of(seen.text);
    let cut = form.len().saturating_sub(3);
    form.get(cut..).map_or(Word(0), word).0
}
