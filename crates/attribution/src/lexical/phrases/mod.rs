//! Noun phrases that can name a source, told without tags: by the lexicon, capitals and what may follow what.

mod nouns;
mod subjects;

pub(crate) use subjects::{governed, subject_after, subject_before};

use std::ops::Range;

use crate::lexical::lexicon::{Class, Grammar};
use crate::lexical::units::Unit;
use nouns::{after_head, classify};

/// A phrase that can name a source.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// All of it, with appositions and relative clauses.
    pub(crate) range: Range<usize>,
    /// Without those.
    pub(crate) core: Range<usize>,
    /// The words that are a name, of a person or of something.
    pub(crate) name: Option<Range<usize>>,
    /// The noun that says what it is.
    pub(crate) head: Option<usize>,
    pub(crate) pronoun: bool,
}

impl Phrase {
    /// Whether the words by themselves name somebody who can say something: a name, or a noun that the lexicon knows.
    pub(crate) fn can_speak(&self, units: &[Unit]) -> bool {
        self.pronoun
            || self.name.is_some()
            || self.head.is_some_and(|head| units[head].classes.is_source_noun())
    }
}

/// Digits of a year, which counts nobody.
const YEAR: usize = 4;
/// How deep phrases may stand in phrases: `a spokesman of the ministry of the interior`.
const DEEPEST: usize = 4;
/// Units of an aside after a name: an apposition, a relative clause.
const LONGEST_ASIDE: usize = 24;
/// Units of an aside whose noun the lexicon does not know.
const SHORT: usize = 5;
/// Units of words in brackets after a name, with the brackets.
const LONGEST_BRACKET: usize = 8;
/// Words that may describe a noun before it.
const DESCRIBING: usize = 4;

/// Classes of words that are no part of a name or description when they are written small.
const FUNCTION: &[Class] = &[
    Class::Speech,
    Class::Writing,
    Class::Thought,
    Class::Plan,
    Class::QuoteOnly,
    Class::Label,
    Class::SpeechParticiple,
    Class::WritingParticiple,
    Class::ThoughtParticiple,
    Class::PlanParticiple,
    Class::LabelParticiple,
    Class::Auxiliary,
    Class::That,
    Class::According,
    Class::AccordingWeak,
    Class::AccordingAfter,
    Class::So,
    Class::As,
    Class::ReadIn,
    Class::He,
    Class::She,
    Class::They,
    Class::It,
    Class::Relative,
    Class::Clitic,
    Class::Adverb,
    Class::Negation,
    Class::Addressee,
    Class::Article,
    Class::Possessive,
    Class::Preposition,
    Class::Of,
    Class::Conjunction,
    Class::Stop,
    Class::Subjunctive,
    Class::About,
    Class::Time,
];

/// Whether the unit at `at` is a word that only ties others together; a capital inside a sentence makes it a name.
pub(crate) fn is_function(units: &[Unit], at: usize) -> bool {
    let unit = &units[at];
    const BEFORE_NOUNS: &[Class] = &[Class::Article, Class::Possessive, Class::Preposition, Class::Of];
    if unit.has(Class::AlsoNoun) && at > 0 && units[at - 1].any(BEFORE_NOUNS) {
        return false;
    }
    let named =
        unit.capital && !opens(units, at) && !unit.any(&[Class::Time, Class::Addressee, Class::According]);
    !named && unit.any(FUNCTION)
}

/// Whether a unit is the first of its sentence, or stands where one could begin.
fn opens(units: &[Unit], at: usize) -> bool {
    at == 0 || units[at - 1].quotation.is_some() || units[at - 1].mark.is_some_and(|mark| mark != ',')
}

/// The phrase that begins at `at`, with what is set off by commas after it.
pub(crate) fn phrase(units: &[Unit], at: usize, grammar: Grammar) -> Option<Phrase> {
    let mut phrase = core(units, at, grammar, 0)?;
    if phrase.pronoun {
        return Some(phrase);
    }
    while let Some(end) = aside(units, phrase.range.end, grammar, &mut phrase) {
        phrase.range.end = end;
    }
    Some(phrase)
}

/// The phrase that begins at `at`, without asides.
pub(crate) fn core(units: &[Unit], at: usize, grammar: Grammar, depth: usize) -> Option<Phrase> {
    let first = units.get(at).filter(|unit| unit.mark.is_none() && unit.quotation.is_none())?;
    let pronoun = first.any(&[Class::He, Class::She, Class::They, Class::It]);
    let mut start = at;
    while start < at + 2 && units.get(start).is_some_and(|unit| is_determiner(units, start, unit)) {
        start += 1;
    }
    let determined = start > at;
    if pronoun
        && (!determined || units.get(start).is_none_or(|next| !next.is_word() || is_function(units, start)))
    {
        return Some(Phrase { range: at..at + 1, core: at..at + 1, name: None, head: None, pronoun: true });
    }
    let head = head(units, start, grammar, determined)?;
    // a noun at the beginning of a sentence is written with a capital too
    let common = opens(units, head)
        && !grammar.capital_nouns
        && !units[head].caps
        && units[head].classes.is_source_noun();
    let run = if common && run(units, head).len() == 1 { head..head } else { run(units, head) };
    let mut out =
        Phrase { range: at..head + 1, core: at..head + 1, name: None, head: Some(head), pronoun: false };
    if run.is_empty() {
        out.range.end = after_head(units, &mut out, grammar, depth);
    } else {
        out.range.end = run.end;
        classify(units, run, &mut out, grammar, determined);
        if out.name.is_none() {
            out.range.end = after_head(units, &mut out, grammar, depth);
        }
    }
    out.range.end = bracketed(units, out.range.end).unwrap_or(out.range.end);
    out.core = out.range.clone();
    Some(out)
}

fn is_determiner(units: &[Unit], at: usize, unit: &Unit) -> bool {
    // "El País" inside a sentence is a name with its article
    let article = unit.any(&[Class::Article, Class::Possessive]) && is_function(units, at);
    article || unit.number && unit.span.len() < YEAR && units.get(at + 1).is_some_and(Unit::is_word)
}

/// The noun or the first word of the name that the phrase goes on with.
fn head(units: &[Unit], start: usize, grammar: Grammar, determined: bool) -> Option<usize> {
    let is_plain = |at: usize| units.get(at).is_some_and(Unit::is_word) && !is_function(units, at);
    if !is_plain(start) {
        return None;
    }
    let begins =
        |at: usize| units[at].capital || units[at].classes.is_source_noun() && !grammar.capital_nouns;
    if begins(start) {
        // a capital at the beginning of a sentence may only be that of a describing word
        let noun = start + 1;
        let describing = opens(units, start)
            && !grammar.capital_nouns
            && !units[start].classes.is_source_noun()
            && is_plain(noun)
            && !units[noun].capital
            && units[noun].classes.is_source_noun();
        return Some(if describing { noun } else { start });
    }
    let reach = if determined || grammar.cases { DESCRIBING } else { 1 };
    let describes = |at: usize| !grammar.cases || units[at - 1].has(Class::Adjective);
    let known =
        (start + 1..=start + reach).take_while(|&at| is_plain(at) && describes(at)).find(|&at| begins(at));
    known.or_else(|| (determined && !grammar.capital_nouns).then_some(start))
}

/// The run of words with capitals that begins at `at`, with the particles inside it.
fn run(units: &[Unit], at: usize) -> Range<usize> {
    let named = |at: usize| {
        units.get(at).is_some_and(|unit| unit.capital && unit.is_word()) && !is_function(units, at)
    };
    if !named(at) {
        return at..at;
    }
    let mut end = at + 1;
    loop {
        let particles =
            units[end..].iter().take(2).take_while(|unit| unit.has(Class::Particle) && !unit.capital).count();
        if named(end) {
            end += 1;
        } else if particles > 0 && named(end + particles) {
            end += particles + 1;
        } else if units.get(end).is_some_and(|unit| unit.is_mark('&')) && named(end + 1) {
            end += 2;
        } else {
            return at..end;
        }
    }
}

/// `(CDU)`, `(45)`: where it ends.
fn bracketed(units: &[Unit], at: usize) -> Option<usize> {
    if !units.get(at)?.is_mark('(') {
        return None;
    }
    units[at..].iter().take(LONGEST_BRACKET).position(|unit| unit.is_mark(')')).map(|close| at + close + 1)
}

/// `, mayor of Marl`, `, 45`, `, who …`: where what is set off after `end` ends, without the comma that closes it.
/// Takes over the name or the noun that it adds.
fn aside(units: &[Unit], end: usize, grammar: Grammar, known: &mut Phrase) -> Option<usize> {
    if !units.get(end)?.is_mark(',') {
        return None;
    }
    let closes = |at: usize| {
        units.get(at).is_none_or(|unit| unit.quotation.is_none() && unit.mark.is_some_and(|mark| mark != '('))
    };
    let at = end + 1;
    let next = units.get(at)?;
    if next.number && closes(at + 1) {
        return Some(at + 1);
    }
    if let Some(inner) = core(units, at, grammar, 1).filter(|inner| !inner.pronoun)
        && closes(inner.range.end)
        && !(inner.name.is_some() && known.name.is_some() && inner.head.is_none())
    {
        let described = inner.head.is_some_and(|head| units[head].classes.is_source_noun());
        let names = known.name.is_none() && inner.name.is_some();
        if names {
            known.name = inner.name;
        } else if !described
            && !(known.name.is_some()
                && inner.range.len() <= SHORT
                && units.get(inner.range.end).is_some_and(|unit| unit.is_mark(',')))
        {
            return None;
        }
        if known.head.is_none() {
            known.head = inner.head;
        }
        return Some(inner.range.end);
    }
    let relative =
        next.has(Class::Relative) || next.has(Class::That) && !grammar.verb_final && !grammar.cases;
    if !relative {
        return None;
    }
    let close = units[at..]
        .iter()
        .take(LONGEST_ASIDE)
        .position(|unit| unit.mark.is_some_and(|mark| matches!(mark, ',' | '.')))?;
    (units[at..at + close].iter().all(|unit| unit.quotation.is_none())).then_some(at + close)
}
