//! Cues and the roles around them, as trained weights see them.
//!
//! The rules of [`crate::clauses`] propose; two linear models decide. One asks of every word that could be a cue whether it is
//! one. The other labels, for one cue, the words of its passage as source, cue, content or neither: semantic role
//! labelling with the cue as predicate (Gildea and Jurafsky 2002), decoded as a linear chain (conditional random field,
//! Lafferty et al. 2001). What the rules found is among the features of both, so that the weights learn when
//! to believe them. A quotation is one unit here as it is for the rules.

mod bounds;
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
use crate::lexicon::{Frames, Verb, cues, is_time};
use crate::names::is_occupation;
use crate::passages::{Passage, Unit};
use crate::people::may_speak;
use crate::phrases::{is_comma, is_end, is_no_cue, is_passive, subject_before, verb_group};
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

/// The attributions of each passage, in the order of their cues; `rules` are those that the rules found there.
pub(crate) fn read(
    text: &str,
    passages: &[Passage],
    rules: &[Vec<Draft>],
    roles: &Roles,
    statements: Option<&[Statement]>,
) -> Vec<Vec<Draft>> {
    let mut looks: Vec<Look> = passages
        .iter()
        .zip(rules)
        .map(|(passage, rules)| Look::new(text, passage, rules, roles, statements))
        .collect();
    let worth = looks.iter_mut().filter(|look| !look.candidates.is_empty());
    seen::grow(worth.map(|look| &mut look.seen));
    looks.iter().map(|look| look.read(roles)).collect()
}

/// A passage and the words in it that may yet turn out to be cues.
struct Look<'p> {
    seen: Seen<'p>,
    rules: &'p [Draft],
    second: Option<Second<'p>>,
    candidates: Vec<Candidate>,
}

/// A word that may be a cue, with the weights for it that need no tree.
struct Candidate {
    head: usize,
    rows: Vec<u32>,
}

impl<'p> Look<'p> {
    fn new(
        text: &'p str,
        passage: &'p Passage,
        rules: &'p [Draft],
        roles: &Roles,
        statements: Option<&'p [Statement]>,
    ) -> Self {
        let seen = Seen::new(text, passage, rules);
        let second = statements.map(|statements| Second::new(statements, &passage.units));
        let mut look = Self { seen, rules, second, candidates: Vec::new() };
        if passage.units.len() <= LONGEST {
            look.candidates =
                (0..passage.units.len()).filter_map(|head| look.candidate(head, roles)).collect();
        }
        look
    }

    /// The word at `head`, unless no tree could make it a cue.
    fn candidate(&self, head: usize, roles: &Roles) -> Option<Candidate> {
        let clear = self.second.as_ref().is_some_and(|second| second.is_clear(self.seen.units, head));
        let rule = self.seen.rule_at(head);
        if !(self.seen.may_be_cue(head) || clear)
            || rule.is_some_and(|rule| self.is_quoting(rule))
            || is_no_cue(self.seen.units, head)
        {
            return None;
        }
        let mut rows = Vec::new();
        cue::features(&self.seen, head, &mut rows);
        let most = self.chance(head, roles.cue_odds(&rows) + MOST_BY_TREE);
        let closes = rule.is_some_and(|rule| self.closes(rule, head));
        (most >= roles.threshold(rule.is_some()) || closes).then_some(Candidate { head, rows })
    }

    /// "…, a watchdog has found.": whether a rule sees the sentence close with who says so, which hardly means anything else.
    fn closes(&self, rule: &Draft, head: usize) -> bool {
        let rest = &self.seen.units[head + 1..];
        let ends = rest.iter().find(|unit| !is_time(unit.word)).is_none_or(is_end);
        let says = |verb: &Verb| verb.frames.has(Frames::THAT | Frames::CLAUSE);
        let verb = cues().verb(self.seen.units[head].word).is_some_and(says);
        rule.found == Found::VerbAfter && !rule.source.is_empty() && ends && verb
    }

    /// The chance that the word at `head`, for which the weights give these odds, is a cue.
    fn chance(&self, head: usize, odds: f32) -> f32 {
        let own = 1.0 / (1.0 + (-odds).exp());
        if self.second.is_some() { second::chance(own, self.statement(head)) } else { own }
    }

    /// What the transformer says of the word at `head`.
    fn statement(&self, head: usize) -> Option<&'p Statement> {
        self.second.as_ref()?.of(self.seen.units, head)
    }

    /// Whether a rule found words in quotation marks: who speaks them is a matter of form, which the rules know better than
    /// few examples teach.
    fn is_quoting(&self, rule: &Draft) -> bool {
        self.seen.units.iter().any(|unit| unit.is_quotation() && holds(rule, unit.span))
    }

    /// The attributions, in the order of their cues.
    fn read(&self, roles: &Roles) -> Vec<Draft> {
        let units = self.seen.units;
        if units.len() > LONGEST {
            return self.rules.to_vec();
        }
        let mut drafts: Vec<Draft> =
            self.rules.iter().filter(|rule| self.is_quoting(rule)).cloned().collect();
        let sure = drafts.len();
        let mut rows = Vec::new();
        for candidate in &self.candidates {
            let head = candidate.head;
            rows.clone_from(&candidate.rows);
            cue::tree_features(&self.seen, head, &mut rows);
            let rule = self.seen.rule_at(head);
            let threshold = roles.threshold(rule.is_some());
            let mut chance = self.chance(head, roles.cue_odds(&rows));
            if chance < threshold {
                if !rule.is_some_and(|rule| self.closes(rule, head)) {
                    continue;
                }
                chance = threshold;
            }
            let statement = self.statement(head);
            let mut chain = roles.chain(&self.seen, head);
            if let Some(statement) = statement {
                second::weigh(&mut chain.scores, units, statement);
            }
            let (labels, share) = chain.best();
            let mut found =
                draft(&self.seen, head, &labels, chance * share).or_else(|| self.seen.rule_at(head).cloned());
            if let Some(found) = &mut found {
                found.heard = statement.and_then(second::act);
            }
            let taken = |found: &Draft| {
                units.iter().any(|unit| {
                    unit.is_quotation()
                        && holds(found, unit.span)
                        && drafts[..sure].iter().any(|draft| holds(draft, unit.span))
                })
            };
            // "Then, laughing: “…”": whose words those are is told by what went before
            let unowned = |found: &Draft| found.source.is_empty() && units[head].is(word(":"));
            drafts.extend(found.filter(|found| !taken(found) && !unowned(found)));
        }
        drafts.sort_by_key(|draft| draft.cue.first().map(|cue| cue.start));
        bounds::before_second_cues(units, &mut drafts);
        for piece in drafts.iter_mut().flat_map(|draft| &mut draft.content) {
            bounds::without_occasion(units, piece);
        }
        // "said in a statement that": the verb says it, not the noun as well
        let twice: Vec<bool> = drafts
            .iter()
            .map(|draft| {
                draft.source.is_empty()
                    && drafts.iter().any(|other| {
                        !other.source.is_empty()
                            && other.content == draft.content
                            && other.cue.first().map(|cue| cue.start) < draft.cue.first().map(|cue| cue.start)
                    })
            })
            .collect();
        let mut twice = twice.into_iter();
        drafts.retain(|_| twice.next() != Some(true));
        drafts
    }
}

fn holds(draft: &Draft, span: Span) -> bool {
    draft.content.iter().any(|piece| piece.covers(span))
}

/// The draft that the labels around a cue make; none when they hold no content.
fn draft(seen: &Seen, head: usize, labels: &[Label], confidence: f32) -> Option<Draft> {
    let mut source = pieces(seen, labels, Role::Source);
    let mut content = pieces(seen, labels, Role::Content);
    content.retain_mut(|piece| source.iter().all(|source| bounds::parted(seen, *source, piece)));
    // "…, the Gazette reported on Tuesday": when it was said is not what
    let when = |piece: &Span| {
        seen.units
            .iter()
            .filter(|unit| piece.covers(unit.span))
            .all(|unit| is_time(unit.word) && !unit.is_quotation())
    };
    if content.iter().all(when) {
        return None;
    }
    let mut cue = pieces(seen, labels, Role::Cue);
    if cue.is_empty() {
        cue.push(seen.units[head].span);
    }
    let rule = seen.rule_at(head);
    // "the minister said that …, and the union said": of two phrases the one that the rule has
    if source.len() > 1
        && let Some([only]) = rule.map(|rule| rule.source.as_slice())
        && source.contains(only)
        && seen.units.iter().any(|unit| {
            unit.tag.is_finite()
                && source[0].end <= unit.span.start
                && unit.span.end <= source[source.len() - 1].start
        })
    {
        source = vec![*only];
    }
    for piece in &mut content {
        bounds::without_time(seen, head, piece);
        bounds::within_clause(seen, head, piece);
    }
    if let [piece] = content.as_mut_slice()
        && let Some([whole]) = rule.map(|rule| rule.content.as_slice())
    {
        bounds::whole_clause(seen, piece, *whole);
    }
    for piece in &mut source {
        bounds::whole_source(seen, head, piece);
    }
    content.retain(|piece| !source.iter().any(|source| bounds::tells_occasion(seen, head, *source, *piece)));
    for piece in &mut content {
        bounds::without_addressee(seen, head, piece);
    }
    let word = seen.units[head].word;
    let act = rule
        .map(|rule| rule.act)
        .or_else(|| cues().verb(word).map(|verb| verb.act))
        .or_else(|| cues().noun(word).map(|noun| noun.act))
        .unwrap_or(Act::Speech);
    if source.is_empty()
        && let Some(rule) = rule
    {
        source.clone_from(&rule.source);
    }
    if source.is_empty() {
        source.extend(subject(seen, head, &content));
    }
    // what tells of the source is not what it says; "Holt, accused of fraud" is the other way round
    let group = verb_group(seen.units, head);
    let accused = seen.units[head].tag == Tag::VBN && (group.len() == 1 || is_passive(seen.units, &group));
    content
        .retain(|piece| !source.iter().any(|source| source.covers(*piece) && !(accused && source == piece)));
    if content.is_empty() {
        return None;
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
