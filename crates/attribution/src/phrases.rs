//! Noun phrases and verb groups, found by looking outward from a word whose part of speech is known.

use std::ops::Range;

use sayso_language::{Tag, Word, word};

use crate::lexicon::{is_be, is_do, is_have, is_negation, is_question_word, is_subordinator, is_time};
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
        let auxiliary = unit.tag == Tag::MD || is_be(unit.word) || is_have(unit.word) || is_do(unit.word);
        if auxiliary && unit.tag != Tag::POS || is_negation(unit.word) {
            start = at;
        } else if !(unit.tag.is_adverb() || is_adverb_like(unit.word)) {
            break;
        }
    }
    start..verb + 1
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
    ]
    .contains(&form)
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
        );
        if !apposition {
            return None;
        }
        let Some(phrase) = noun_phrase_before(units, at) else { continue };
        let relative =
            matches!(first.tag, Tag::WP | Tag::WDT | Tag::WPS | Tag::WRB | Tag::VBN | Tag::VBG | Tag::IN);
        let clause = units[at + 1..close].iter().any(|unit| unit.tag.is_finite() && !unit.is_quotation());
        if clause && !relative {
            return None;
        }
        // a fronted phrase ("In May, the mayor, …") is not what the apposition belongs to
        if units[phrase.clone()].iter().all(|unit| is_time(unit.word) || unit.tag == Tag::CD) {
            // an age or a date inside a longer chain: look further left
            if phrase.start > 0 && is_comma(&units[phrase.start - 1]) {
                at = phrase.start;
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
                .map_or(phrase.start, |left| left.start)
        } else {
            phrase.start
        };
        return Some(start..close);
    }
    None
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
    ]
    .contains(&unit.word)
}

fn is_personal_name(unit: &Unit) -> bool {
    unit.tag == Tag::PRP
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
                if !modifies {
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

fn is_office(unit: &Unit) -> bool {
    classes(unit.word).has(Class::Role)
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

/// "the poor", "many": an adjective that heads a phrase.
fn is_group_adjective(units: &[Unit], at: usize) -> bool {
    at > 0 && (units[at - 1].tag == Tag::DT || units[at - 1].is(word("-")))
        || is_pronoun_like(&units[at])
        || [word("other"), word("several")].contains(&units[at].word)
}

/// The noun phrase that begins at `start`, with its prepositional phrases; none when none begins there.
pub(crate) fn noun_phrase_after(units: &[Unit], start: usize) -> Option<Range<usize>> {
    let mut end = core_after(units, start)?;
    while let Some(link) = units.get(end) {
        if link.is_quotation() {
            break;
        }
        let attaches = link.tag == Tag::IN && is_noun_preposition(link.word) && !is_time_phrase(units, end);
        let joins = (link.is(AND) || link.is(OR)) && !link.is_quotation();
        if !(attaches || joins) {
            break;
        }
        let Some(next) = core_after(units, end + 1) else { break };
        // "said Holt and the council voted": the second phrase has its own verb
        if joins && units.get(next).is_some_and(|unit| unit.tag.is_finite()) {
            break;
        }
        end = next;
    }
    Some(start..end)
}

/// Whether the preposition at `at` opens an indication of time: "on Monday", "in a statement".
pub(crate) fn is_time_phrase(units: &[Unit], at: usize) -> bool {
    let mut end = at + 1;
    while end < units.len()
        && matches!(units[end].tag, Tag::DT | Tag::JJ | Tag::CD | Tag::NN | Tag::NNP | Tag::NNS | Tag::PRPS)
        && !units[end].is_quotation()
    {
        if is_time(units[end].word) {
            return true;
        }
        end += 1;
    }
    false
}

/// Where the core of the noun phrase that begins at `start` ends.
fn core_after(units: &[Unit], start: usize) -> Option<usize> {
    let mut at = start;
    let mut head = false;
    while let Some(unit) = units.get(at) {
        if unit.is_quotation() {
            // a nickname between names, or a scare quote before the head
            let next = units.get(at + 1);
            if at > start
                && unit.span.len() < 40
                && next.is_some_and(|next| next.tag.is_noun() && !next.is_quotation())
            {
                at += 1;
                continue;
            }
            // "Holt’s “unhinged” speech", "Holt’s “latest meltdown”": the quotation is the head
            if at > start && !head && matches!(units[at - 1].tag, Tag::POS | Tag::DT | Tag::PRPS | Tag::JJ) {
                head = true;
                at += 1;
            }
            break;
        }
        match unit.tag {
            Tag::PRP => {
                if !head && at == start {
                    return Some(at + 1);
                }
                break;
            }
            Tag::DT | Tag::PDT | Tag::PRPS => {
                if head {
                    break;
                }
                if is_pronoun_like(unit) {
                    head = true;
                }
            }
            // "most of the plan", "many said"
            Tag::JJ | Tag::JJS | Tag::RBS if !head && is_pronoun_like(unit) => head = true,
            tag if tag.is_noun()
                || tag.is_verb()
                    && is_office(unit)
                    && units.get(at + 1).is_some_and(|next| next.tag.is_name()) =>
            {
                if head && is_time(unit.word) {
                    break;
                }
                head = true;
            }
            Tag::CD | Tag::FW => head = true,
            Tag::POS => head = false,
            Tag::JJ | Tag::JJR | Tag::JJS | Tag::Money => {}
            Tag::VBN | Tag::VBG => {
                let modifies = units.get(at + 1).is_some_and(|next| next.tag.is_noun());
                let stands_alone = unit.tag == Tag::VBN && at == start + 1 && units[start].is(word("the"));
                if head || !(modifies || stands_alone) {
                    break;
                }
            }
            Tag::RB | Tag::RBR | Tag::RBS => {
                if head
                    || !units.get(at + 1).is_some_and(|next| next.tag.is_adjective() || next.tag == Tag::VBN)
                {
                    break;
                }
            }
            Tag::Mark if unit.is(word("-")) && head => {
                let tight = units[at - 1].span.end == unit.span.start
                    && units.get(at + 1).is_some_and(|next| next.span.start == unit.span.end);
                if !tight {
                    break;
                }
                at += 1;
            }
            Tag::Mark if unit.is(word("-")) && at > start => at += 1,
            Tag::Mark if unit.is(word("(")) && head => {
                // "the European Example Council (EEC)"
                let Some(close) = (at + 1..units.len().min(at + 8)).find(|&close| units[close].is(word(")")))
                else {
                    break;
                };
                at = close;
            }
            Tag::CC if unit.is(word("&")) && head => {}
            _ => break,
        }
        at += 1;
    }
    // "the injured": a phrase with no noun at its head
    let nounless = !head && at > start + 1 && units[start].tag == Tag::DT && !units[at - 1].is_quotation();
    ((head || nounless) && at > start).then_some(at.min(units.len()))
}

/// The source after an inverted cue, with its appositions: `said Peter Osei, a councillor, who voted no`.
pub(crate) fn source_after(units: &[Unit], start: usize) -> Option<Range<usize>> {
    let phrase = noun_phrase_after(units, start)?;
    let mut end = phrase.end;
    if units[start].tag == Tag::PRP {
        return Some(start..end);
    }
    while units.get(end).is_some_and(is_comma) {
        let Some(first) = units.get(end + 1) else { break };
        if first.is_quotation() {
            break;
        }
        let relative = matches!(first.tag, Tag::WP | Tag::WDT | Tag::WPS);
        let apposition =
            matches!(first.tag, Tag::DT | Tag::NN | Tag::NNP | Tag::NNS | Tag::CD | Tag::PRPS | Tag::JJ)
                && !is_time(first.word);
        if !(relative || apposition) {
            break;
        }
        let mut stop = end + 1;
        while let Some(unit) = units.get(stop) {
            if is_comma(unit)
                || is_end(unit)
                || is_dash(unit)
                || unit.is_quotation()
                || unit.is(word(";"))
                || unit.is(word(":"))
            {
                break;
            }
            stop += 1;
        }
        let clause = units[end + 1..stop].iter().any(|unit| unit.tag.is_finite());
        if clause && !relative {
            break;
        }
        end = stop;
    }
    if units.get(end).is_some_and(|unit| matches!(unit.tag, Tag::WP | Tag::WDT)) {
        // "said a man who lives there"
        while units.get(end).is_some_and(|unit| !is_comma(unit) && !is_end(unit) && !unit.is_quotation()) {
            end += 1;
        }
    }
    Some(start..end)
}

/// Whether a clause with a subject and a finite verb begins at `start`: "the plan would fail".
pub(crate) fn clause_begins(units: &[Unit], start: usize) -> bool {
    let Some(first) = units.get(start) else { return false };
    if first.is_quotation() {
        return units[start + 1..].iter().take(6).any(|unit| unit.tag.is_finite());
    }
    if first.tag == Tag::IN && is_question_word(first.word) {
        return true;
    }
    let mut at = start;
    while units.get(at).is_some_and(|unit| unit.tag.is_adverb()) {
        at += 1;
    }
    let Some(subject) = noun_phrase_after(units, at) else {
        // "there would be", "in 2010 the plan had failed"
        let rest = &units[at.min(units.len())..];
        let opens = first.tag == Tag::EX || first.tag == Tag::IN || first.tag == Tag::VBG;
        return opens
            && rest.iter().take(16).take_while(|unit| !is_end(unit)).any(|unit| unit.tag.is_finite());
    };
    at = subject.end;
    while units.get(at).is_some_and(|unit| unit.tag.is_adverb() || is_adverb_like(unit.word)) {
        at += 1;
    }
    let Some(next) = units.get(at) else { return false };
    if next.tag.is_finite() && !next.is_quotation() {
        return true;
    }
    // what belongs to the subject still: "the plan, which …, would", "a man named Osei had"
    let belongs = matches!(next.tag, Tag::WP | Tag::WDT | Tag::VBN | Tag::VBG | Tag::IN | Tag::TO)
        && !(next.tag == Tag::IN && is_subordinator(next.word))
        || is_comma(next)
        || next.is_quotation();
    belongs
        && units[at..]
            .iter()
            .take(20)
            .take_while(|unit| !is_end(unit) && !unit.is(word(";")))
            .any(|unit| unit.tag.is_finite() && !unit.is_quotation())
}
