//! Cues and the roles around them, as trained weights see them.
//!
//! The rules of [`crate::clauses`] propose; two linear models decide. One asks of every word that could be a cue whether it is
//! one. The other labels, for one cue, the words of its passage as source, cue, content or neither: semantic role
//! labelling with the cue as predicate (Gildea and Jurafsky 2002), decoded as a linear chain (conditional random field,
//! Lafferty et al. 2001). What the rules found is among the features of both, so that the weights learn when
//! to believe them. A quotation is one unit here as it is for the rules.

mod chain;
mod cue;
mod label;
mod second;
mod seen;
mod table;
pub mod training;
mod unit;

use std::ops::Range;

use sayso_language::{Tag, Word, word};
use sayso_model::{Act, Span};
use sayso_transformer::Statement;

use crate::draft::{Draft, Found};
use crate::lexicon::{cues, is_subordinator};
use crate::names::is_occupation;
use crate::passages::{Passage, Unit};
use crate::people::may_speak;
use crate::phrases::{is_comma, is_end, is_passive, source_after, subject_before, verb_group};
use label::{Label, Role};
use second::Second;
use seen::Seen;
pub use table::Roles;

/// Longest passage, in units, that is labelled: every cue looks at all of it. Longer ones are lists or no language, and are
/// left to the rules.
const LONGEST: usize = 250;
/// What its place in the tree may add to the logarithm of a word's odds to be a cue: a word that even this would not lift over
/// the threshold needs no tree. Trees for all make no difference to any of 847 articles; after training other weights look again.
const MOST_BY_TREE: f32 = 1.5;

/// The attributions of one passage, in the order of their cues.
pub(crate) fn read(
    text: &str,
    passage: &Passage,
    rules: &[Draft],
    roles: &Roles,
    statements: Option<&[Statement]>,
) -> Vec<Draft> {
    if passage.units.len() > LONGEST {
        return rules.to_vec();
    }
    let seen = Seen::new(text, passage, rules);
    // who speaks the words in quotation marks is a matter of form, which the rules know better than few examples teach
    let quoting =
        |draft: &&Draft| passage.units.iter().any(|unit| unit.is_quotation() && holds(draft, unit.span));
    let mut drafts: Vec<Draft> = rules.iter().filter(quoting).cloned().collect();
    let sure = drafts.len();
    let second = statements.map(|statements| Second::new(statements, &passage.units));
    let mut rows = Vec::new();
    for head in 0..passage.units.len() {
        let clear = second.as_ref().is_some_and(|second| second.is_clear(&passage.units, head));
        if !(seen.may_be_cue(head) || clear) || seen.rule_at(head).is_some_and(|rule| quoting(&rule)) {
            continue;
        }
        let statement = second.as_ref().and_then(|second| second.of(&passage.units, head));
        let chance = |odds: f32| {
            let own = 1.0 / (1.0 + (-odds).exp());
            if second.is_some() { second::chance(own, statement) } else { own }
        };
        let threshold = roles.threshold(seen.rule_at(head).is_some());
        rows.clear();
        cue::features(&seen, head, &mut rows);
        if chance(roles.cue_odds(&rows) + MOST_BY_TREE) < threshold {
            continue;
        }
        cue::tree_features(&seen, head, &mut rows);
        let chance = chance(roles.cue_odds(&rows));
        if chance < threshold {
            continue;
        }
        let mut chain = roles.chain(&seen, head);
        if let Some(statement) = statement {
            second::weigh(&mut chain.scores, &passage.units, statement);
        }
        let (labels, share) = chain.best();
        let mut found = draft(&seen, head, &labels, chance * share).or_else(|| seen.rule_at(head).cloned());
        if let Some(found) = &mut found {
            found.heard = statement.and_then(second::act);
        }
        let taken = |found: &Draft| {
            passage.units.iter().any(|unit| {
                unit.is_quotation()
                    && holds(found, unit.span)
                    && drafts[..sure].iter().any(|draft| holds(draft, unit.span))
            })
        };
        // "Then, laughing: “…”": whose words those are is told by what went before
        let unowned = |found: &Draft| found.source.is_empty() && passage.units[head].is(word(":"));
        drafts.extend(found.filter(|found| !taken(found) && !unowned(found)));
    }
    drafts.sort_by_key(|draft| draft.cue.first().map(|cue| cue.start));
    drafts
}

fn holds(draft: &Draft, span: Span) -> bool {
    draft.content.iter().any(|piece| piece.covers(span))
}

/// The draft that the labels around a cue make; none when they hold no content.
fn draft(seen: &Seen, head: usize, labels: &[Label], confidence: f32) -> Option<Draft> {
    let content = pieces(seen, labels, Role::Content);
    if content.is_empty() {
        return None;
    }
    let mut cue = pieces(seen, labels, Role::Cue);
    if cue.is_empty() {
        cue.push(seen.units[head].span);
    }
    let rule = seen.rule_at(head);
    let word = seen.units[head].word;
    let act = rule
        .map(|rule| rule.act)
        .or_else(|| cues().verb(word).map(|verb| verb.act))
        .or_else(|| cues().noun(word).map(|noun| noun.act))
        .unwrap_or(Act::Speech);
    let mut source = pieces(seen, labels, Role::Source);
    if source.is_empty()
        && let Some(rule) = rule
    {
        source.clone_from(&rule.source);
    }
    if source.is_empty() {
        source.extend(subject(seen, head, &content));
    }
    Some(Draft {
        found: rule.map_or_else(|| found(seen, head, labels), |rule| rule.found),
        source,
        cue,
        content,
        act,
        via: rule.map(|rule| rule.via.clone()).unwrap_or_default(),
        paragraph: seen.passage.paragraph,
        within: seen.passage.within,
        heard: None,
        confidence: Some(calibrated(confidence)),
    })
}

/// Who says it by the grammar of the words around the cue at `head`, when no label tells.
fn subject(seen: &Seen, head: usize, content: &[Span]) -> Option<Span> {
    let units = seen.units;
    let subject = if units[head].tag.is_noun() {
        owner(units, head)
    } else {
        subject_of(units, head)
            .filter(|subject| speaks(&units[subject.clone()], seen.text))
            .or_else(|| set_off_after(units, head))
            .or_else(|| fronted(units, head))
    }?;
    let span = Span::new(units[subject.start].span.start, units[subject.end - 1].span.end);
    let free = !content.iter().any(|piece| piece.overlaps(span));
    (free && speaks(&units[subject], seen.text)).then_some(span)
}

/// The subject of the active verb at `head`: "Holt feared".
fn subject_of(units: &[Unit], head: usize) -> Option<Range<usize>> {
    let mut group = verb_group(units, head);
    // "Holt left early, telling reporters that": the subject of the verb before
    if group.len() == 1 && units[head].tag == Tag::VBG {
        let before = (0..head).rev().find(|&at| units[at].tag.is_finite() && !units[at].is_quotation())?;
        group = verb_group(units, before);
    }
    // "One Republican threatened to", whatever the tagger took "threatened" for
    let past = group.len() == 1 && units[group.start].tag == Tag::VBN;
    let finite = past || units[group.clone()].iter().any(|unit| unit.tag.is_finite());
    let felt = FELT.contains(&units[head].word);
    if !finite || !felt && group.contains(&head) && is_passive(units, &group) {
        return None;
    }
    // "Holt called for a vote and stated": the subject of the verb that it is joined to
    if let Some(and) = group.start.checked_sub(1).filter(|&at| units[at].tag == Tag::CC)
        && let Some(before) =
            (0..and).rev().find(|&at| units[at].tag.is_finite() && !units[at].is_quotation())
    {
        group = verb_group(units, before);
    }
    let taken = subject_before(units, group.start);
    // "Boeing promised", whatever the tagger took "Boeing" for
    let named = || {
        let last = group.start.checked_sub(1).filter(|&at| units[at].capital && !units[at].is_quotation())?;
        let ing = units[last].tag == Tag::VBG && (last == 0 || is_subordinator(units[last - 1].word));
        ing.then_some(last..last + 1)
    };
    taken.or_else(named)
}

/// Forms that look passive and tell how somebody feels.
const FELT: &[Word] = &[
    word("concerned"),
    word("worried"),
    word("convinced"),
    word("determined"),
    word("pleased"),
    word("disappointed"),
    word("surprised"),
    word("alarmed"),
];

/// "…, says the study, …": who stands after the verb at `head`, between marks.
fn set_off_after(units: &[Unit], head: usize) -> Option<Range<usize>> {
    let before = head.checked_sub(1)?;
    let subject = source_after(units, head + 1).filter(|_| is_comma(&units[before]))?;
    units.get(subject.end).is_none_or(|after| is_comma(after) || is_end(after)).then_some(subject)
}

/// "Calling it a farce, Holt left": the subject of the clause after the participle at `head` that opens a sentence.
fn fronted(units: &[Unit], head: usize) -> Option<Range<usize>> {
    let opens = units[..head].iter().all(|unit| unit.tag == Tag::IN);
    let verb = (head + 1..units.len()).find(|&at| units[at].tag.is_finite() && !units[at].is_quotation())?;
    let subject = subject_before(units, verb_group(units, verb).start)?;
    let after = subject
        .start
        .checked_sub(1)
        .is_some_and(|at| at > head && (is_comma(&units[at]) || units[at].is_quotation()));
    (opens && after && units[head].tag == Tag::VBG).then_some(subject)
}

/// "A Marl Bank announcement", "staff concerns": whose the noun at `head` is.
fn owner(units: &[Unit], head: usize) -> Option<Range<usize>> {
    let named =
        |unit: &Unit| !unit.is_quotation() && (unit.tag.is_name() || unit.capital && unit.tag.is_adjective());
    let names = units[..head].iter().rev().take_while(|unit| named(unit)).count();
    let count = if names > 0 { names } else { 1 };
    let start = head.checked_sub(count)?;
    (names > 0 || units[start].tag.is_noun() && may_speak(units[start].word)).then_some(start..head)
}

/// Whether a subject is somebody or something that can say something: not "it", "the total", "the attack".
fn speaks(subject: &[Unit], text: &str) -> bool {
    let core =
        subject.split(|unit| matches!(unit.tag, Tag::IN | Tag::WP | Tag::WDT) || is_comma(unit)).next();
    core.and_then(<[Unit]>::last).is_some_and(|head| {
        head.tag.is_name()
            || head.tag == Tag::PRP && !head.is(word("it"))
            || matches!(head.tag, Tag::WP | Tag::CD | Tag::DT) && !head.is(word("that"))
            || may_speak(head.word)
            || is_occupation(head.span.of(text))
    })
}

/// The share of attributions that were right on the development and test parts among those with this product of chances: half
/// of the doubtful ones are right after all, because a labelling need not be exact to be right. Hundredths are as fine as it
/// is known, and the same on every machine.
fn calibrated(product: f32) -> f32 {
    (50.0 + 50.0 * product * product).round() / 100.0
}

/// The runs of units with a role, as spans.
fn pieces(seen: &Seen, labels: &[Label], role: Role) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut last = None;
    for (at, label) in labels.iter().enumerate() {
        if label.role() != Some(role) {
            continue;
        }
        let span = seen.units[at].span;
        match pieces.last_mut() {
            Some(piece) if last == at.checked_sub(1) && !label.begins() => piece.end = span.end,
            _ => pieces.push(span),
        }
        last = Some(at);
    }
    pieces
}

/// In what form an attribution stands that no rule has found.
fn found(seen: &Seen, head: usize, labels: &[Label]) -> Found {
    let content = |at: usize| labels[at].role() == Some(Role::Content);
    let unit = &seen.units[head];
    if (0..labels.len()).any(|at| content(at) && seen.units[at].is_quotation()) {
        Found::VerbAndQuotation
    } else if unit.is(word("according")) {
        Found::AccordingTo
    } else if unit.is(word(":")) {
        Found::Colon
    } else if unit.tag.is_noun() {
        Found::Noun
    } else if (0..head).any(content) {
        Found::VerbAfter
    } else {
        Found::VerbClause
    }
}
