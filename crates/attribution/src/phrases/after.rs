//! The noun phrase or clause that begins at a word: objects, and sources after an inverted cue.

use std::ops::Range;

use sayso_language::{Tag, word};

use super::{
    AND, OR, is_adverb_like, is_comma, is_dash, is_end, is_noun_preposition, is_office, is_pronoun_like,
};
use crate::lexicon::{is_question_word, is_subordinator, is_time};
use crate::passages::Unit;

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
    let mut end = bare_name(units, &phrase);
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
        // "a teacher who lives nearby"
        let told = units[end + 1..stop].iter().position(|unit| matches!(unit.tag, Tag::WP | Tag::WDT));
        let plain = end + 1 + told.unwrap_or(stop - end - 1);
        let clause = units[end + 1..plain].iter().any(|unit| unit.tag.is_finite());
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

/// Where a name that begins a phrase ends, without how or where its bearer spoke: "(said) Jana Holt with a laugh", "… in a post".
fn bare_name(units: &[Unit], phrase: &Range<usize>) -> usize {
    let manner =
        [word("with"), word("in"), word("on"), word("by"), word("outside"), word("near"), word("inside")];
    let name = |unit: &Unit| unit.tag.is_name() && unit.capital;
    let named = units[phrase.clone()].iter().take_while(|unit| name(unit) || is_office(unit)).count();
    let link = phrase.start + named;
    let common = |unit: &Unit| matches!(unit.tag, Tag::DT | Tag::PRPS | Tag::NN | Tag::JJ);
    let how = named > 0
        && link < phrase.end
        && name(&units[link - 1])
        && manner.contains(&units[link].word)
        && units.get(link + 1).is_some_and(common);
    if how { link } else { phrase.end }
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
