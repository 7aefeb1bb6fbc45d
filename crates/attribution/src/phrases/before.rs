//! The noun phrase that ends before a word: subjects, with what hangs on them.

use std::ops::Range;

use sayso_language::{Tag, Word, word};

use super::{AND, OR, is_adverb_like, is_comma, is_dash, is_noun_preposition, is_office, is_pronoun_like};
use crate::lexicon::{cues, is_occasion, is_time};
use crate::passages::Unit;

/// Where a noun phrase that ends just before `end` begins, or none when there is none.
///
/// Takes appositions and relative clauses set off by commas along (`Holt, the mayor, said`).
pub(crate) fn subject_before(units: &[Unit], end: usize) -> Option<Range<usize>> {
    let mut end = end;
    while end > 0 && (units[end - 1].tag.is_adverb() || is_adverb_like(units[end - 1].word)) {
        end -= 1;
    }
    if end == 0 {
        return None;
    }
    let last = &units[end - 1];
    if matches!(last.tag, Tag::WP | Tag::WDT) || last.is(word("who")) || last.is(word("which")) {
        // "Holt, who said": the pronoun with what it refers to
        let mut before = end - 1;
        if before > 0 && is_comma(&units[before - 1]) {
            before -= 1;
        }
        let antecedent = noun_phrase_before(units, before);
        return Some(antecedent.map_or(end - 1, |phrase| phrase.start)..end);
    }
    if is_comma(last) || is_dash(last) || last.is(word(")")) {
        return apposed_before(units, end - 1);
    }
    let mut phrase = noun_phrase_before(units, end)?;
    // "Holt, the mayor" with no comma after; or a list of names
    let mut guard = 0;
    while phrase.start >= 2 && is_comma(&units[phrase.start - 1]) && guard < 4 {
        let Some(left) = noun_phrase_before(units, phrase.start - 1) else { break };
        let joined = units[left.clone()].iter().chain(&units[phrase.clone()]).any(|unit| unit.is(AND));
        let list =
            joined && units[left.clone()].iter().all(|unit| unit.tag.is_noun() || unit.tag.is_adjective());
        let starts = left.start == 0 || !matches!(units[left.start - 1].tag, Tag::IN | Tag::TO);
        if !(list && starts && units[left.clone()].iter().any(|unit| unit.tag.is_name())) {
            break;
        }
        phrase.start = left.start;
        guard += 1;
    }
    Some(phrase)
}

/// The phrase before a comma (or other mark) at `close` that ends an apposition: `Holt, 45, the mayor,`.
fn apposed_before(units: &[Unit], close: usize) -> Option<Range<usize>> {
    let mut at = close;
    let mut depth = 0;
    // "Holt, 71, whose son drowned,": past an age the clause after it is a relative one still
    let mut aged = false;
    // the mark that opened it: the nearest to the left with a noun phrase before it
    for _ in 0..40 {
        if at == 0 {
            return None;
        }
        at -= 1;
        let unit = &units[at];
        if unit.is_quotation() && close - at > 1 {
            return None;
        }
        if unit.is(word(")")) {
            depth += 1;
        } else if unit.is(word("(")) {
            depth -= 1;
        }
        let bracketed = units[close].is(word(")"));
        let opens = (is_comma(unit) || is_dash(unit)) && !bracketed || unit.is(word("(")) && bracketed;
        if !opens || at + 1 == close || depth > 0 {
            continue;
        }
        let first = &units[at + 1];
        let apposition = matches!(
            first.tag,
            Tag::DT
                | Tag::NN
                | Tag::NNP
                | Tag::NNS
                | Tag::NNPS
                | Tag::CD
                | Tag::PRPS
                | Tag::JJ
                | Tag::JJS
                | Tag::WP
                | Tag::WDT
                | Tag::WPS
                | Tag::RB
                | Tag::RBR
                | Tag::VBN
                | Tag::IN
                | Tag::VBG
                | Tag::WRB
        ) || apposition_asked(first);
        if !apposition {
            return None;
        }
        let Some(phrase) = noun_phrase_before(units, at) else { continue };
        // "the mayor, asked about it, said"
        if apposition_asked(first) || is_occasion_after(units, at) {
            return Some(phrase);
        }
        let relative = aged
            || matches!(first.tag, Tag::WP | Tag::WDT | Tag::WPS | Tag::WRB | Tag::VBN | Tag::VBG | Tag::IN);
        let clause = units[at + 1..close].iter().any(|unit| unit.tag.is_finite() && !unit.is_quotation());
        if clause && !relative {
            return None;
        }
        // a fronted phrase ("In May, the mayor, …") is not what the apposition belongs to
        if units[phrase.clone()].iter().all(|unit| is_time(unit.word) || unit.tag == Tag::CD) {
            // an age or a date inside a longer chain: look further left
            if phrase.start > 0 && is_comma(&units[phrase.start - 1]) {
                at = phrase.start;
                aged = relative;
                continue;
            }
            return None;
        }
        // one more apposition before this one
        let start = if phrase.start >= 2
            && is_comma(&units[phrase.start - 1])
            && units[phrase.clone()]
                .first()
                .is_some_and(|unit| matches!(unit.tag, Tag::DT | Tag::NN | Tag::CD))
        {
            noun_phrase_before(units, phrase.start - 1)
                .filter(|left| units[left.clone()].iter().any(|unit| unit.tag.is_name()))
                .filter(|left| !is_fronted(units, left))
                .map_or(phrase.start, |left| left.start)
        } else {
            phrase.start
        };
        return Some(start..close);
    }
    None
}

/// "Reacting, the mayor", "Speaking to Radio Orrin, the mayor": whether a phrase belongs to what somebody was doing when they
/// spoke.
fn is_fronted(units: &[Unit], phrase: &Range<usize>) -> bool {
    let doing = [
        word("reacting"),
        word("responding"),
        word("speaking"),
        word("commenting"),
        word("sentencing"),
        word("briefing"),
        word("addressing"),
        word("writing"),
        word("testifying"),
        word("replying"),
    ];
    let hangs = phrase.start > 0
        && (matches!(units[phrase.start - 1].tag, Tag::IN | Tag::TO)
            || matches!(units[phrase.start - 1].tag, Tag::VBG | Tag::VBN));
    hangs || doing.contains(&units[phrase.start].word)
}

/// Whether the comma at `at` sets off on what occasion or where somebody spoke, which is no part of who it is: "the mayor, speaking
/// to reporters,", "the bishop, in a letter to parishes,".
pub(crate) fn is_occasion_after(units: &[Unit], at: usize) -> bool {
    let doing = [
        word("speaking"),
        word("talking"),
        word("testifying"),
        word("addressing"),
        word("appearing"),
        word("responding"),
        word("reacting"),
        word("commenting"),
        word("writing"),
    ];
    let Some([first, next]) = units.get(at + 1..at + 3) else { return false };
    // "speaking for the ministry" tells who it is
    let for_whom = [word("for"), word("on")].contains(&next.word)
        && !units.get(at + 3).is_some_and(|after| after.is(word("condition")));
    let article = matches!(next.tag, Tag::DT | Tag::PRPS) && !next.is(word("the"));
    let work = || {
        let nominal = |unit: &&Unit| unit.tag.is_noun() || unit.tag.is_adjective();
        units[at + 3..].iter().take(4).take_while(nominal).any(|unit| is_occasion(unit.word))
    };
    doing.contains(&first.word) && first.tag == Tag::VBG && !for_whom
        || first.is(word("in")) && article && work()
}

/// Whether what a comma sets off tells that somebody was asked.
fn apposition_asked(first: &Unit) -> bool {
    matches!(first.tag, Tag::VBN | Tag::VBD)
        && [
            word("asked"),
            word("pressed"),
            word("quizzed"),
            word("questioned"),
            word("contacted"),
            word("reached"),
        ]
        .contains(&first.word)
}

/// The noun phrase that ends just before `end`: core, and the prepositional phrases and joined nouns that
/// belong to it.
pub(crate) fn noun_phrase_before(units: &[Unit], end: usize) -> Option<Range<usize>> {
    let mut end = end;
    // a time beside the verb ("officials on Monday said") is not the subject
    while end > 0 && is_time(units[end - 1].word) {
        end -= 1;
        while end > 0 && (is_time(units[end - 1].word) || matches!(units[end - 1].tag, Tag::CD)) {
            end -= 1;
        }
        if end > 0 && matches!(units[end - 1].tag, Tag::IN | Tag::DT | Tag::JJ) {
            end -= 1;
        }
    }
    let mut start = core_before(units, end)?;
    loop {
        if start < 2 {
            break;
        }
        let link = &units[start - 1];
        let attaches = link.tag == Tag::IN && is_noun_preposition(link.word)
            || link.is(word("to")) && link.tag != Tag::TO;
        if attaches
            && (units[start - 2].tag.is_noun()
                || units[start - 2].tag == Tag::CD
                || is_pronoun_like(&units[start - 2]))
        {
            let Some(left) = core_before(units, start - 1) else { break };
            if units[left..start - 1].iter().all(|unit| is_time(unit.word)) {
                break;
            }
            start = left;
        } else if let Some(left) = described_before(units, start) {
            start = left;
        } else if (link.is(AND) || link.is(OR) || link.is(word("&")))
            && (units[start - 2].tag.is_noun() || is_personal_name(&units[start - 2]))
        {
            let Some(left) = core_before(units, start - 1) else { break };
            start = left;
        } else {
            break;
        }
    }
    Some(start..end)
}

/// "a person familiar with [the matter]", "people briefed on [the plan]": where the phrase begins that an adjective or
/// participle and its preposition tie to what begins at `start`.
fn described_before(units: &[Unit], start: usize) -> Option<usize> {
    let [.., noun, word, link] = units.get(..start)? else { return None };
    let describes = matches!(link.tag, Tag::IN | Tag::TO)
        && (word.tag.is_adjective() || word.tag == Tag::VBN)
        && !word.is_quotation()
        && (noun.tag.is_noun() && !noun.tag.is_name() || is_pronoun_like(noun));
    let left = core_before(units, start - 2).filter(|_| describes)?;
    // "was a man familiar with": no subject begins after its verb
    (left == 0 || !units[left - 1].tag.is_verb()).then_some(left)
}

/// Where the core of a noun phrase that ends before `end` begins: determiner, adjectives, nouns.
fn core_before(units: &[Unit], end: usize) -> Option<usize> {
    let mut at = end;
    let mut head = false;
    while at > 0 {
        let unit = &units[at - 1];
        let next = units.get(at);
        if unit.is_quotation() {
            // a nickname or a scare quote inside the phrase
            if head
                && unit.span.len() < 40
                && at >= 2
                && matches!(units[at - 2].tag, Tag::DT | Tag::NNP | Tag::JJ | Tag::PRPS | Tag::NN)
                && !is_comma(&units[at - 2])
            {
                at -= 1;
                continue;
            }
            break;
        }
        match unit.tag {
            // "expert Halvard Byrne", whatever the tagger took "expert" for
            tag if tag.is_noun() || tag.is_verb() && head && is_office(unit) => {
                // "yesterday the mayor": a time is no modifier here
                if head
                    && is_time(unit.word)
                    && next.is_some_and(|next| matches!(next.tag, Tag::DT | Tag::PRPS | Tag::NNP))
                {
                    break;
                }
                head = true;
            }
            Tag::CD | Tag::FW => head = true,
            Tag::JJ | Tag::JJR | Tag::JJS | Tag::Money => {
                if !head && !is_group_adjective(units, at - 1) {
                    break;
                }
                head = true;
            }
            Tag::VBG | Tag::VBN => {
                let before = at.checked_sub(2).map(|before| &units[before]);
                let modifies = head
                    && before.is_some_and(|unit| {
                        matches!(unit.tag, Tag::DT | Tag::PRPS | Tag::JJ | Tag::POS | Tag::NNP | Tag::IN)
                    });
                // "…, mining company Orrin Zinc said"
                let trade = || {
                    unit.tag == Tag::VBG
                        && before.is_none_or(is_comma)
                        && next.is_some_and(|next| next.tag == Tag::NN)
                        && units.get(at + 1).is_some_and(|name| name.tag.is_name())
                        && cues().verb(unit.word).is_none()
                };
                if !modifies && !trade() {
                    break;
                }
            }
            Tag::POS => {}
            Tag::RB | Tag::RBR | Tag::RBS => {
                let adjective = next.is_some_and(|next| {
                    next.tag.is_adjective() || next.tag == Tag::VBN || next.tag == Tag::CD
                });
                if !(head && adjective) || at < 2 {
                    break;
                }
            }
            Tag::DT | Tag::PDT | Tag::PRPS => {
                at -= 1;
                if !head && !is_pronoun_like(unit) && !is_demonstrative(unit.word) && unit.tag != Tag::PRPS {
                    return None;
                }
                while at > 0 && (units[at - 1].tag == Tag::PDT || is_pronoun_like(&units[at - 1])) {
                    at -= 1;
                }
                return Some(at);
            }
            Tag::PRP | Tag::EX => {
                return if head { Some(at) } else { Some(at - 1) };
            }
            Tag::Mark => {
                let hyphen = unit.is(word("-"))
                    && next.is_some_and(|next| next.span.start == unit.span.end)
                    && at >= 2
                    && units[at - 2].span.end == unit.span.start;
                let inner = unit.is(word(")")) || unit.is(word("/"));
                if hyphen && head {
                    // the word before a hyphen belongs whatever it is
                    at -= 1;
                    if at > 0 && !is_comma(&units[at - 1]) {
                        at -= 1;
                    }
                    continue;
                }
                if inner && unit.is(word(")")) {
                    // "the European Example Council (EEC)"
                    if let Some(open) =
                        (at.saturating_sub(8)..at - 1).rev().find(|&open| units[open].is(word("(")))
                    {
                        at = open;
                        continue;
                    }
                }
                break;
            }
            Tag::CC => {
                let joins = unit.is(word("&")) && head;
                if !joins {
                    break;
                }
            }
            _ => break,
        }
        at -= 1;
    }
    // no phrase begins with a possessive mark
    while at < end && units[at].tag == Tag::POS {
        at += 1;
    }
    (head && at < end).then_some(at)
}

/// "the poor", "many": an adjective that heads a phrase.
fn is_group_adjective(units: &[Unit], at: usize) -> bool {
    at > 0 && (units[at - 1].tag == Tag::DT || units[at - 1].is(word("-")))
        || is_pronoun_like(&units[at])
        || [word("other"), word("several")].contains(&units[at].word)
}

fn is_demonstrative(form: Word) -> bool {
    [
        word("this"),
        word("that"),
        word("these"),
        word("those"),
        word("another"),
        word("each"),
        word("either"),
        word("neither"),
    ]
    .contains(&form)
}

fn is_personal_name(unit: &Unit) -> bool {
    unit.tag == Tag::PRP
}
