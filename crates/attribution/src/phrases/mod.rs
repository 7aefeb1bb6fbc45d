//! Noun phrases and verb groups, found by looking outward from a word whose part of speech is known.

mod after;
mod before;

use std::ops::Range;

use sayso_language::{Tag, Word, word};

pub(crate) use after::{clause_begins, is_time_phrase, noun_phrase_after, source_after};
pub(crate) use before::{is_occasion_after, noun_phrase_before, subject_before};

use crate::lexicon::{is_be, is_do, is_have, is_negation, is_time};
use crate::passages::Unit;
use crate::people::{Class, classes};

const COMMA: Word = word(",");
const AND: Word = word("and");
const OR: Word = word("or");

/// Whether the unit is a comma.
pub(crate) fn is_comma(unit: &Unit) -> bool {
    unit.is(COMMA)
}

/// Whether the unit is a dash that parts clauses.
pub(crate) fn is_dash(unit: &Unit) -> bool {
    unit.is(word("—")) || unit.is(word("–")) || unit.is(word("--"))
}

/// Whether the unit ends a sentence.
pub(crate) fn is_end(unit: &Unit) -> bool {
    unit.is(word(".")) || unit.is(word("!")) || unit.is(word("?")) || unit.is(word("…"))
}

/// The auxiliaries, adverbs and negations before the verb at `verb`, with it: `had also been told`.
///
/// Adverbs at the left edge are left out.
pub(crate) fn verb_group(units: &[Unit], verb: usize) -> Range<usize> {
    let mut start = verb;
    let mut at = verb;
    while at > 0 {
        at -= 1;
        let unit = &units[at];
        if unit.is_quotation() {
            break;
        }
        let auxiliary = is_auxiliary(unit);
        if auxiliary && unit.tag != Tag::POS || is_negation(unit.word) {
            start = at;
        } else if let Some(before) = time_inside(units, at).filter(|_| start == verb) {
            at = before + 1;
        } else if !(unit.tag.is_adverb() || is_adverb_like(unit.word)) {
            break;
        }
    }
    start..verb + 1
}

fn is_auxiliary(unit: &Unit) -> bool {
    unit.tag == Tag::MD || is_be(unit.word) || is_have(unit.word) || is_do(unit.word)
}

/// "had on Tuesday (said)": the auxiliary before the time that ends at `last` between it and its verb.
fn time_inside(units: &[Unit], last: usize) -> Option<usize> {
    if !is_time(units[last].word) {
        return None;
    }
    let beside = |unit: &Unit| {
        is_time(unit.word)
            || matches!(unit.tag, Tag::CD | Tag::JJ)
            || unit.is(word("on"))
            || unit.is(word("late"))
    };
    let before = (last.saturating_sub(4)..last).rev().find(|&at| !beside(&units[at]))?;
    is_have(units[before].word).then_some(before)
}

fn is_adverb_like(form: Word) -> bool {
    [
        word("also"),
        word("first"),
        word("later"),
        word("once"),
        word("now"),
        word("then"),
        word("long"),
        word("both"),
        word("all"),
        word("neither"),
        word("themselves"),
        word("himself"),
        word("herself"),
        word("itself"),
    ]
    .contains(&form)
}

/// Whether "per" at `at` gives a rate: "5 per cent", "two marks per person", but not "per the Gazette", "per Holt".
pub(crate) fn gives_rate(units: &[Unit], at: usize) -> bool {
    units[at].is(word("per"))
        && units
            .get(at + 1)
            .is_some_and(|next| !next.capital && matches!(next.tag, Tag::NN | Tag::CD | Tag::FW))
}

/// Whether the verb at `at` takes lives: "the flood claimed 15 lives". Nobody says anything then.
pub(crate) fn takes_lives(units: &[Unit], at: usize) -> bool {
    let claims = [word("claim"), word("claims"), word("claimed"), word("claiming")];
    claims.contains(&units[at].word)
        && units[at + 1..]
            .iter()
            .take(5)
            .take_while(|unit| !is_comma(unit))
            .any(|unit| unit.is(word("lives")))
}

/// Whether the word at `at` tells nothing that anybody said, though it is a form of a verb of saying: the mayor, *asked* whether she
/// would go; a driver who did not *want* his name published; the company *added* 300 jobs; she was *admitted* to hospital.
pub(crate) fn is_no_cue(units: &[Unit], at: usize) -> bool {
    let next = |by: usize| units.get(at + by);
    let is = |form: &str| units[at].is(word(form));
    if is("admitted") {
        let into = next(1).is_some_and(|next| next.is(word("to")) || next.is(word("into")));
        return into && is_passive(units, &verb_group(units, at));
    }
    // "a film shown on Channel Six told": where it was shown; "put it in a drawer"
    if is("shown") {
        return at > 0 && units[at - 1].tag.is_noun() && next(1).is_some_and(|next| next.tag == Tag::IN);
    }
    if is("put") || is("puts") {
        let thing = next(1).is_some_and(|next| next.tag == Tag::PRP && !next.is_quotation());
        return thing
            && next(2).is_some_and(|next| {
                ["in", "on", "into", "back", "away", "out", "up", "off", "under", "aside", "down"]
                    .iter()
                    .any(|form| next.is(word(form)))
            });
    }
    // "lowered its profit outlook": a deed
    if DEEDS.contains(&units[at].word) {
        let own = next(1).is_some_and(|next| matches!(next.tag, Tag::PRPS | Tag::DT));
        return own && !units[at + 1..].iter().take(6).any(Unit::is_quotation);
    }
    if is("added") || is("adds") {
        let about = usize::from(next(1).is_some_and(|next| next.is(word("about")) || next.is(word("some"))));
        return next(1 + about).is_some_and(|next| next.tag == Tag::CD)
            && next(2 + about).is_some_and(|next| next.tag == Tag::NNS && !next.is_quotation());
    }
    if is("want") || is("wanted") || is("asked") || is("requested") || is("declined") {
        let own = [word("name"), word("named"), word("identity"), word("identified"), word("anonymity")];
        let relative = units[..at].iter().rev().take(4).any(|unit| unit.tag == Tag::WP);
        let mut rest = units[at + 1..].iter().take(6).take_while(|unit| !is_comma(unit));
        if relative && rest.any(|unit| own.contains(&unit.word)) {
            return true;
        }
    }
    // "the mayor, asked whether she would resign, said"
    let set_off = is("asked")
        && at > 1
        && is_comma(&units[at - 1])
        && matches!(units[at].tag, Tag::VBN | Tag::VBD)
        && units[at - 2].tag.is_noun();
    // looked for last: every word of a passage is asked about
    let closing = || (at + 1..units.len()).find(|&at| is_comma(&units[at]));
    set_off
        && closing().is_some_and(|comma| {
            units.get(comma + 1).is_some_and(|next| matches!(next.tag, Tag::VBD | Tag::VBZ))
        })
}

/// What is done to an outlook, rate or price rather than said.
const DEEDS: &[Word] = &[
    word("lowered"),
    word("lowers"),
    word("raised"),
    word("raises"),
    word("cut"),
    word("cuts"),
    word("trimmed"),
    word("trims"),
    word("slashed"),
    word("slashes"),
    word("lifted"),
    word("lifts"),
    word("boosted"),
    word("boosts"),
];

/// Whether the quotation at `at` is what a work is called: "on the podcast “Dock Talk”", "on Orrin's “Morning Light”".
pub(crate) fn is_title(units: &[Unit], at: usize) -> bool {
    /// The longest title, in bytes.
    const LONGEST: usize = 60;
    let works = [
        word("podcast"),
        word("show"),
        word("program"),
        word("programme"),
        word("series"),
        word("book"),
        word("novel"),
        word("film"),
        word("song"),
        word("album"),
        word("documentary"),
    ];
    let [.., link, before] = &units[..at] else { return false };
    let owned = before.tag == Tag::POS && link.tag.is_name();
    units[at].is_quotation()
        && units[at].capital
        && units[at].span.len() < LONGEST
        && (owned || works.contains(&before.word))
}

/// Whether the verb group is in the passive.
pub(crate) fn is_passive(units: &[Unit], group: &Range<usize>) -> bool {
    let verb = &units[group.end - 1];
    let last_auxiliary = units[group.start..group.end - 1]
        .iter()
        .rev()
        .find(|unit| is_be(unit.word) || is_have(unit.word) || is_do(unit.word) || unit.tag == Tag::MD);
    matches!(verb.tag, Tag::VBN | Tag::VBD) && last_auxiliary.is_some_and(|unit| is_be(unit.word))
}

/// "some", "many", "others" standing for people.
fn is_pronoun_like(unit: &Unit) -> bool {
    [
        word("some"),
        word("many"),
        word("most"),
        word("one"),
        word("those"),
        word("others"),
        word("several"),
        word("all"),
        word("both"),
        word("none"),
        word("another"),
    ]
    .contains(&unit.word)
}

fn is_noun_preposition(form: Word) -> bool {
    [
        word("of"),
        word("for"),
        word("at"),
        word("in"),
        word("from"),
        word("with"),
        word("on"),
        word("to"),
        word("by"),
        word("near"),
        word("against"),
        word("within"),
        word("behind"),
        word("under"),
        word("outside"),
        word("inside"),
        word("across"),
        word("about"),
    ]
    .contains(&form)
}

fn is_office(unit: &Unit) -> bool {
    classes(unit.word).has(Class::Role)
}
