//! Where sources and contents end, where grammar knows better than labels word by word.

use sayso_language::{Tag, Word, word};
use sayso_model::Span;

use super::seen::Seen;
use crate::draft::Draft;
use crate::lexicon::{cues, is_occasion, is_time};
use crate::passages::Unit;
use crate::phrases::{clause_begins, is_comma, is_occasion_after, noun_phrase_after, verb_group};

/// Units up to the cue of a clause that opens a sentence.
const SUBJECT: usize = 12;

/// "(said) Tuesday the bridge would close": takes the day right after the cue at `head` off a clause that follows it.
pub(super) fn without_time(seen: &Seen, head: usize, piece: &mut Span) {
    let units = &seen.units[head + 1..];
    if units.first().is_none_or(|first| first.span.start != piece.start) {
        return;
    }
    let times = units
        .iter()
        .take(4)
        .take_while(|unit| {
            is_time(unit.word) || unit.is(word("late")) || unit.is(word("last")) || unit.tag == Tag::CD
        })
        .count();
    let timed = units[..times].last().is_some_and(|last| is_time(last.word));
    if timed && clause_begins(seen.units, head + 1 + times) {
        piece.start = units[times].span.start;
    }
}

/// "After the company said it would close, shares fell": ends a content with the clause that its cue at `head` opens the sentence
/// in, where the main clause follows.
pub(super) fn within_clause(seen: &Seen, head: usize, piece: &mut Span) {
    let units = seen.units;
    let opens = |unit: &Unit| {
        ["after", "although", "though", "while", "when", "since"].iter().any(|form| unit.is(word(form)))
    };
    let inside = |at: usize| units[at].span.start >= piece.start && units[at].span.end <= piece.end;
    let fronted = units.first().is_some_and(opens) && head < SUBJECT && piece.start > units[head].span.start;
    if !fronted || units[1..head].iter().any(is_comma) {
        return;
    }
    let commas = (head + 1..units.len()).filter(|&at| is_comma(&units[at]) && inside(at));
    let main = |at: usize| {
        let next = units.get(at + 1);
        let joins = next.is_none_or(|next| {
            matches!(next.tag, Tag::CC | Tag::WDT | Tag::WP | Tag::WRB | Tag::VBG | Tag::IN)
                || next.is(word("that"))
        });
        !joins && clause_begins(units, at + 1)
    };
    if let Some(comma) = commas.into_iter().find(|&at| main(at)) {
        piece.end = units[comma - 1].span.end;
    }
}

/// "said the road, which opened in 1990, would close": the clause that a rule has read, where the labels stop before its verb.
pub(super) fn whole_clause(seen: &Seen, piece: &mut Span, rule: Span) {
    let units = seen.units;
    let verb = |unit: &Unit| piece.covers(unit.span) && (unit.tag.is_verb() || unit.is_quotation());
    if piece.start != rule.start || piece.end >= rule.end || units.iter().any(verb) {
        return;
    }
    let at = units.partition_point(|unit| unit.span.start < piece.end);
    let Some([comma, opens, rest @ ..]) = units.get(at..) else { return };
    let relative = is_comma(comma) && matches!(opens.tag, Tag::WDT | Tag::WP | Tag::WPS | Tag::VBN);
    let closing = rest.iter().position(is_comma).filter(|_| relative);
    let next = closing.and_then(|comma| rest[comma + 1..].iter().find(|unit| !unit.tag.is_adverb()));
    if next.is_some_and(|next| next.tag.is_finite() && rule.covers(next.span)) {
        *piece = rule;
    }
}

/// The whole of who says it, when that stands before the cue at `head`: with a relative clause that the labels left out, "Holt, 50,
/// who bought the flat that his father once owned, said", and without the occasion, "the mayor, speaking to reporters, said".
pub(super) fn whole_source(seen: &Seen, head: usize, piece: &mut Span) {
    let units = seen.units;
    let group = verb_group(units, head);
    let end = units.partition_point(|unit| unit.span.start < piece.end);
    let start = units.partition_point(|unit| unit.span.end <= piece.start);
    if let Some(comma) = (start + 1..end).find(|&at| is_comma(&units[at]) && is_occasion_after(units, at)) {
        piece.end = units[comma - 1].span.end;
        return;
    }
    // "a man who was trapped has thanked them, saying": up to the verb of the sentence
    if units[start..end].last().is_some_and(|last| last.tag == Tag::WP)
        && end - start > 1
        && units[head].tag == Tag::VBG
    {
        let finite =
            |from: usize| (from..head).find(|&at| units[at].tag.is_finite() && !units[at].is_quotation());
        let Some(own) = finite(end) else { return };
        let after = (own + 1..head)
            .find(|&at| is_comma(&units[at]) || units[at].tag.is_verb() && !units[at].tag.is_finite());
        if let Some(main) = finite(after.unwrap_or(own) + 1) {
            piece.end = units[main - 1].span.end;
        }
        return;
    }
    let Some(closing) = group.start.checked_sub(1).filter(|&at| at > end + 2 && is_comma(&units[at])) else {
        return;
    };
    let told = is_comma(&units[end]) && matches!(units[end + 1].tag, Tag::WP | Tag::WPS);
    let clause = &units[end + 1..closing];
    let spoken = clause.iter().any(|unit| unit.is_quotation() || unit.is(word(";")) || unit.is(word(":")));
    if told && !spoken && clause.iter().any(|unit| unit.tag.is_finite()) {
        piece.end = units[closing - 1].span.end;
    }
}

/// Whether a piece of content between a source and its cue at `head` tells where it was said: "an official, speaking to reporters
/// on condition of anonymity, said".
pub(super) fn tells_occasion(seen: &Seen, head: usize, source: Span, piece: Span) -> bool {
    let comma = seen.units.partition_point(|unit| unit.span.start < source.end);
    let between = source.end <= piece.start && piece.end <= seen.units[head].span.start;
    between && seen.units.get(comma).is_some_and(is_comma) && is_occasion_after(seen.units, comma)
}

/// "said it was late and demanded an inquiry": ends what was said before a second cue of the same source. `drafts` are in the order of
/// their cues.
pub(super) fn before_second_cues(units: &[Unit], drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let (first, rest) = drafts.split_at_mut(at);
        let (Some(first), second) = (first.last_mut(), &rest[0]) else { continue };
        let Some(cue) =
            second.cue.first().filter(|_| !second.source.is_empty() && first.source == second.source)
        else {
            continue;
        };
        let Some(joint) = units.partition_point(|unit| unit.span.start < cue.start).checked_sub(1) else {
            continue;
        };
        if units[joint].tag != Tag::CC || joint == 0 {
            continue;
        }
        let last = if is_comma(&units[joint - 1]) { joint.saturating_sub(2) } else { joint - 1 };
        for piece in &mut first.content {
            if piece.covers(*cue) && piece.start < units[last].span.end {
                piece.end = units[last].span.end;
            }
        }
    }
}

/// "called it “a joke” in a speech on Monday": takes off what tells where and when it was said after words in quotation marks.
pub(super) fn without_occasion(units: &[Unit], piece: &mut Span) {
    let end = units.partition_point(|unit| unit.span.start < piece.end);
    let Some(quotation) = (0..end).rev().find(|&at| units[at].is_quotation() && piece.covers(units[at].span))
    else {
        return;
    };
    let rest = &units[quotation + 1..end];
    let [link, article, ..] = rest else { return };
    let work = rest.iter().any(|unit| is_occasion(unit.word));
    let opens = link.is(word("in")) && matches!(article.tag, Tag::DT | Tag::PRPS) && !article.is(word("the"));
    if opens && work && !rest.iter().any(|unit| unit.tag.is_verb() || is_comma(unit)) {
        piece.end = units[quotation].span.end;
    }
}

/// "ordered the owner to remove the tank": the one who is to do it stands outside the content.
pub(super) fn without_addressee(seen: &Seen, head: usize, piece: &mut Span) {
    let units = seen.units;
    let asks = cues().verb(units[head].word).is_some_and(|verb| ADDRESSING.contains(&verb.lemma));
    if !asks || !units[head].tag.is_verb() || piece.start < units[head].span.end {
        return;
    }
    let Some(object) = noun_phrase_after(units, head + 1) else { return };
    let mut to = object.end;
    // "asked anyone who saw the car to call"
    if units.get(to).is_some_and(|who| who.tag == Tag::WP) {
        let clause = &units[to..units.len().min(to + CLAUSE)];
        let Some(verb) = clause.iter().position(|unit| unit.tag.is_finite()) else { return };
        let Some(next) = clause[verb..].iter().position(|unit| unit.tag == Tag::TO) else { return };
        to += verb + next;
    }
    // "ordered the owner, Marl Holdings, to remove"
    if units.get(to).is_some_and(is_comma)
        && let Some(close) = units[to + 1..].iter().take(CLAUSE).position(is_comma)
        && units[to + 1..to + 1 + close]
            .iter()
            .all(|unit| unit.tag.is_noun() || unit.tag.is_adjective() || unit.tag == Tag::DT)
    {
        to += close + 2;
    }
    if units.get(to).is_some_and(|unit| unit.tag == Tag::TO && unit.span.start < piece.end) {
        piece.start = units[to].span.start;
    }
}

/// Verbs that tell somebody to do something.
const ADDRESSING: &[Word] = &[
    word("ask"),
    word("urge"),
    word("order"),
    word("tell"),
    word("instruct"),
    word("direct"),
    word("advise"),
    word("warn"),
    word("invite"),
    word("press"),
    word("beg"),
    word("implore"),
    word("command"),
    word("encourage"),
    word("remind"),
    word("persuade"),
];

/// Units of a relative clause that are looked through for its end.
const CLAUSE: usize = 12;

/// Takes what tells of the source off the content behind it: "according to the Gazette, which cited a memo, the plan was
/// dropped". Gives whether any content is left.
pub(super) fn parted(seen: &Seen, source: Span, piece: &mut Span) -> bool {
    let units = seen.units;
    let Some(after) = units.iter().position(|unit| unit.span.start >= source.end) else { return true };
    let clause = units[after..].get(..2).is_some_and(|units| {
        is_comma(&units[0])
            && units[1].span.start == piece.start
            && matches!(units[1].tag, Tag::WDT | Tag::WP | Tag::WPS)
    });
    if !clause {
        return true;
    }
    let inside = |unit: &&Unit| unit.span.end <= piece.end;
    let rest = units[after + 1..].iter().take_while(inside).skip_while(|unit| !is_comma(unit)).nth(1);
    rest.inspect(|first| piece.start = first.span.start).is_some()
}
