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

use sayso_language::{Tag, word};
use sayso_model::{Act, Span};
use sayso_transformer::Statement;

use crate::draft::{Draft, Found};
use crate::lexicon::cues;
use crate::names::is_occupation;
use crate::passages::{Passage, Unit};
use crate::people::may_speak;
use crate::phrases::{is_comma, is_passive, subject_before, verb_group};
use label::{Label, Role};
use second::Second;
use seen::Seen;
pub use table::Roles;

/// Longest passage, in units, that is labelled: every cue looks at all of it. Longer ones are lists or no language, and are
/// left to the rules.
const LONGEST: usize = 250;
/// What its place in the tree may add to the logarithm of a word's odds to be a cue: a word that even this would not lift over
/// the threshold needs no tree. Trees for all make no difference to any of 447 articles; after training other weights look again.
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

/// The subject of the active verb at `head`, which is who says it when no label tells.
fn subject(seen: &Seen, head: usize, content: &[Span]) -> Option<Span> {
    let units = seen.units;
    let mut group = verb_group(units, head);
    // "Holt left early, telling reporters that": the subject of the verb before
    if group.len() == 1 && units[head].tag == Tag::VBG {
        let before = (0..head).rev().find(|&at| units[at].tag.is_finite() && !units[at].is_quotation())?;
        group = verb_group(units, before);
    }
    // "One Republican threatened to", whatever the tagger took "threatened" for
    let past = group.len() == 1 && units[group.start].tag == Tag::VBN;
    let finite = past || units[group.clone()].iter().any(|unit| unit.tag.is_finite());
    if !finite || group.contains(&head) && is_passive(units, &group) {
        return None;
    }
    let subject = subject_before(units, group.start)?;
    let span = Span::new(units[subject.start].span.start, units[subject.end - 1].span.end);
    let free = !content.iter().any(|piece| piece.overlaps(span));
    (free && speaks(&units[subject], seen.text)).then_some(span)
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
