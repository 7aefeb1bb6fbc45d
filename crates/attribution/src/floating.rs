//! Quotations that no cue of their own sentence ties to a source.

use std::collections::BTreeSet;

use sayso_language::{Tag, word};
use sayso_model::{Act, Span};

use crate::draft::{Draft, Found};
use crate::lexicon::{cues, is_be};
use crate::passages::{Passage, Unit};
use crate::people::{Class, classes};
use crate::phrases::{is_comma, is_dash, is_end, is_title, noun_phrase_after, subject_before, verb_group};
use crate::quotations::Quotation;

/// How many paragraphs a source goes on speaking without being named again.
const RUNNING_PARAGRAPHS: usize = 3;
/// Words from which on a quotation inside a sentence is taken for speech rather than for a scare quote.
const SPEECH_WORDS: usize = 4;
/// Drafts looked through around a quotation; keeps a text of quotations alone linear.
const REACH: usize = 64;

/// Ties the quotations that stand in no draft to the draft they go on with or to the running source, and
/// gives the indices of those that remain.
pub(crate) fn settle(
    text: &str,
    quotations: &[Quotation],
    passages: &[Passage],
    drafts: &mut Vec<Draft>,
) -> Vec<usize> {
    let mut settle = Settle {
        text,
        quotations,
        passages,
        holder: vec![None; quotations.len()],
        home: vec![None; quotations.len()],
        order: drafts.iter().enumerate().map(|(number, draft)| place_of(draft, number)).collect(),
    };
    for (number, passage) in passages.iter().enumerate() {
        for (at, unit) in passage.units.iter().enumerate() {
            if let Some(index) = unit.quotation {
                settle.home[index] = Some((number, at));
            }
        }
    }
    settle.hold(drafts);
    settle.continued(drafts);
    let mut left = Vec::new();
    for index in 0..quotations.len() {
        if settle.holder[index].is_none() && !settle.goes_on(index, drafts) && !settle.place(index, drafts) {
            left.push(index);
        }
    }
    settle.set_off(drafts);
    drafts.sort_by_key(|draft| (draft.content_extent().start, draft.extent().end));
    left
}

struct Settle<'t> {
    text: &'t str,
    quotations: &'t [Quotation],
    passages: &'t [Passage],
    /// The draft that holds each quotation.
    holder: Vec<Option<usize>>,
    /// The passage and unit that each quotation is.
    home: Vec<Option<(usize, usize)>>,
    /// The drafts by their places, to look around in one without going through all.
    order: BTreeSet<Place>,
}

/// Whose words a draft stands in, where it begins, its index.
type Place = (Option<usize>, usize, usize);

fn place_of(draft: &Draft, number: usize) -> Place {
    (draft.within, draft.extent().start, number)
}

impl Settle<'_> {
    /// Notes which draft holds which quotation: the smallest content that covers it, at its own depth.
    fn hold(&mut self, drafts: &[Draft]) {
        for (number, draft) in drafts.iter().enumerate() {
            for piece in &draft.content {
                let from = self.quotations.partition_point(|quotation| quotation.span.start < piece.start);
                for index in from..self.quotations.len() {
                    let quotation = &self.quotations[index];
                    if quotation.span.start >= piece.end {
                        break;
                    }
                    if quotation.parent == draft.within && piece.covers(quotation.span) {
                        self.holder[index].get_or_insert(number);
                    }
                }
            }
        }
    }

    /// Quotations over several paragraphs are one: all parts go where one of them went.
    fn continued(&mut self, drafts: &mut [Draft]) {
        let mut chain: Vec<usize> = Vec::new();
        for index in 0..=self.quotations.len() {
            let goes_on = self.quotations.get(index).is_some_and(|quotation| quotation.continues);
            if goes_on || self.quotations.get(index).is_some_and(|quotation| quotation.parent.is_some()) {
                if goes_on {
                    chain.push(index);
                }
                continue;
            }
            self.join(&chain, drafts);
            chain.clear();
            chain.extend((index < self.quotations.len()).then_some(index));
        }
    }

    fn join(&mut self, chain: &[usize], drafts: &mut [Draft]) {
        if chain.len() < 2 {
            return;
        }
        let Some(number) = chain.iter().find_map(|&index| self.holder[index]) else { return };
        for &index in chain {
            if self.holder[index].is_none() {
                self.holder[index] = Some(number);
                drafts[number].content.push(self.quotations[index].span);
            }
        }
        drafts[number].content.sort_unstable();
    }

    /// A paragraph without marks that the one before announces with a cue and a colon: `She wrote to her sister:`.
    fn set_off(&self, drafts: &mut Vec<Draft>) {
        for pair in self.passages.windows(2) {
            let (before, first) = (&pair[0], &pair[1]);
            if before.within.is_some() || first.within.is_some() || first.paragraph != before.paragraph + 1 {
                continue;
            }
            let marked = first.units.first().is_none_or(Unit::is_quotation);
            if marked || !before.units.last().is_some_and(|unit| unit.is(word(":"))) {
                continue;
            }
            let start = first.units[0].span.start;
            let paragraph = self
                .passages
                .iter()
                .filter(|passage| passage.paragraph == first.paragraph && passage.within.is_none());
            let end = paragraph
                .filter_map(|passage| passage.units.last())
                .map(|unit| unit.span.end)
                .max()
                .unwrap_or(start);
            let Some(draft) =
                introduced(before, Span::new(start, end)).filter(|draft| draft.found == Found::Introduced)
            else {
                continue;
            };
            drafts.retain(|other| !draft.content[0].covers(other.extent()) || other.within.is_some());
            drafts.push(draft);
        }
    }

    /// A quotation that opens anew in its paragraph goes where its beginning went. Gives whether it did.
    fn goes_on(&mut self, index: usize, drafts: &mut [Draft]) -> bool {
        if !self.quotations[index].continues {
            return false;
        }
        let before = (0..index).rev().find(|&before| self.quotations[before].parent.is_none());
        let Some(number) = before.and_then(|before| self.holder[before]) else { return false };
        self.holder[index] = Some(number);
        drafts[number].content.push(self.quotations[index].span);
        true
    }

    /// Finds a home for one quotation. Gives whether it found one.
    fn place(&mut self, index: usize, drafts: &mut Vec<Draft>) -> bool {
        let Some((number, at)) = self.home[index] else { return false };
        let passage = &self.passages[number];
        if is_title(&passage.units, at) {
            return false;
        }
        if let Some(draft) = signed(passage, at) {
            return self.add(index, draft, drafts);
        }
        let whole =
            passage.units.iter().all(|unit| unit.quotation == Some(index) || is_end(unit) || is_comma(unit));
        if whole {
            return self.place_whole(index, number, drafts);
        }
        let words = self.quotations[index].inner.of(self.text).split_whitespace().count();
        let opens = at == 0 && passage.units.get(at + 1).is_none_or(|next| next.capital || is_end(next));
        let announced = at > 0 && passage.units[at - 1].is(word(":"));
        if opens && words >= SPEECH_WORDS || announced {
            return self.place_whole(index, number, drafts);
        }
        if let Some(draft) = governed(passage, at, words) {
            return self.add(index, draft, drafts);
        }
        false
    }

    /// A quotation that is whole sentences: it goes on with what was said before it in its paragraph, answers
    /// a cue that ends in a colon, or takes the running source.
    fn place_whole(&mut self, index: usize, number: usize, drafts: &mut Vec<Draft>) -> bool {
        let passage = &self.passages[number];
        let span = self.quotations[index].span;
        let before = self
            .begun_before(passage.within, span.start)
            .filter(|&number| !drafts[number].source.is_empty())
            .max_by_key(|&number| (drafts[number].extent().end.min(span.start), number))
            .map(|last| self.quoting_beside(last, drafts));
        // "Holt was clear:" at the end of the sentence or paragraph before
        if let Some(introducing) = number.checked_sub(1).map(|before| &self.passages[before])
            && introducing.within == passage.within
            && let Some(draft) = introduced(introducing, span)
        {
            return self.add(index, draft, drafts);
        }
        // "Holt disagreed. “…”": the sentence before is about the one who speaks
        if let Some(previous) = number.checked_sub(1).map(|before| &self.passages[before])
            && previous.within == passage.within
            && previous.paragraph == passage.paragraph
            && let Some(draft) = self.led_in(previous, span, drafts)
        {
            return self.add(index, draft, drafts);
        }
        let Some(before) = before else {
            // nothing said so far: the next cue of the paragraph, if it speaks of the same
            let next = self.order.range((passage.within, span.start, 0)..).take(REACH).find_map(
                |&(within, _, number)| {
                    let draft = &drafts[number];
                    (within == passage.within
                        && draft.paragraph == passage.paragraph
                        && draft.found == Found::VerbAndQuotation)
                        .then_some(number)
                },
            );
            if let Some(next) = next {
                self.holder[index] = Some(next);
                drafts[next].content.push(span);
                drafts[next].content.sort_unstable();
                return true;
            }
            return false;
        };
        let same_paragraph = drafts[before].paragraph == passage.paragraph;
        // "Then, laughing: “…”": a colon of its own ties it anew to the one who is speaking
        let colon = self.home[index].and_then(|(_, at)| at.checked_sub(1)).map(|at| &passage.units[at]);
        let colon = colon.filter(|unit| same_paragraph && unit.is(word(":")));
        if colon.is_none() {
            if same_paragraph && drafts[before].act != Act::Plan && drafts[before].found != Found::Noun {
                self.holder[index] = Some(before);
                drafts[before].content.push(span);
                return true;
            }
            if passage.paragraph > drafts[before].paragraph + RUNNING_PARAGRAPHS {
                return false;
            }
        }
        let running = &drafts[before];
        let draft = Draft {
            found: Found::Floating,
            source: running.source.clone(),
            cue: colon.map_or_else(|| running.cue.clone(), |colon| vec![colon.span]),
            content: vec![span],
            act: if running.act == Act::Writing { Act::Writing } else { Act::Speech },
            via: running.via.clone(),
            paragraph: passage.paragraph,
            within: passage.within,
            heard: None,
            confidence: None,
        };
        self.add(index, draft, drafts)
    }

    /// Of the drafts that the same words name the source of, the one that quotes: in "“…,” she said, referring to the
    /// bridge. “…”" the second quotation goes on with the first.
    fn quoting_beside(&self, last: usize, drafts: &[Draft]) -> usize {
        let beside = |number: &usize| {
            drafts[*number].found == Found::VerbAndQuotation && drafts[*number].source == drafts[last].source
        };
        // "said Holt, who fears the worst. “…”"
        let cue = drafts[last].cue.first().copied();
        let (within, start) = (drafts[last].within, drafts[last].extent().start);
        let around = self.begun_before(within, start + 1).find(|&number| {
            drafts[number].found == Found::VerbAndQuotation
                && cue.is_some_and(|cue| drafts[number].source.iter().any(|source| source.covers(cue)))
        });
        if around.is_some_and(|around| around != last) {
            return around.unwrap_or(last);
        }
        if drafts[last].found != Found::Participle {
            return last;
        }
        let (within, start) = (drafts[last].within, drafts[last].extent().end);
        self.begun_before(within, start).find(beside).unwrap_or(last)
    }

    /// A sentence that holds no statement itself and whose subject is a person: what is quoted next is theirs.
    fn led_in(&self, passage: &Passage, content: Span, drafts: &[Draft]) -> Option<Draft> {
        let (first, last) = (passage.units.first()?, passage.units.last()?);
        let around = Span::new(first.span.start, last.span.end);
        if self
            .begun_before(passage.within, around.end)
            .any(|number| drafts[number].extent().overlaps(around))
        {
            return None;
        }
        let units = &passage.units;
        // the first verb whose subject is a person: not that of "Holt, who keeps the inn, disagreed"
        let (subject, group) = (0..units.len())
            .filter(|&at| may_be_finite(units, at, self.text))
            .map(|at| verb_group(units, at))
            .filter_map(|group| Some((subject_before(units, group.start)?, group)))
            .find(|(subject, _)| {
                let last = &units[subject.end - 1];
                !matches!(last.tag, Tag::WP | Tag::WDT)
                    && !last.is(word("who"))
                    && is_person(&units[subject.clone()])
            })?;
        Some(Draft {
            found: Found::Floating,
            source: vec![Span::new(units[subject.start].span.start, units[subject.end - 1].span.end)],
            cue: vec![Span::new(units[group.start].span.start, units[group.end - 1].span.end)],
            content: vec![content],
            act: Act::Speech,
            via: Vec::new(),
            paragraph: passage.paragraph,
            within: passage.within,
            heard: None,
            confidence: None,
        })
    }

    /// The drafts in the same words that begin before byte `end`, nearest first.
    fn begun_before(&self, within: Option<usize>, end: usize) -> impl Iterator<Item = usize> {
        self.order.range((within, 0, 0)..(within, end, 0)).rev().take(REACH).map(|&(_, _, number)| number)
    }

    fn add(&mut self, index: usize, draft: Draft, drafts: &mut Vec<Draft>) -> bool {
        self.order.insert(place_of(&draft, drafts.len()));
        self.holder[index] = Some(drafts.len());
        drafts.push(draft);
        true
    }
}

/// Whether the word can be the verb of a sentence; the tagger may take the past for the participle: "Osei
/// disagreed".
fn may_be_finite(units: &[Unit], at: usize, text: &str) -> bool {
    let unit = &units[at];
    let past = || {
        let before = at.checked_sub(1).map(|before| &units[before]);
        before.is_some_and(|before| before.tag.is_name() || is_comma(before))
            && !unit.tag.is_name()
            && (matches!(unit.tag, Tag::VBN | Tag::VB) || unit.span.of(text).ends_with("ed"))
    };
    !unit.is_quotation() && (unit.tag.is_finite() || past())
}

/// Whether a subject speaks of a person: a pronoun, an office, a name, one of several.
fn is_person(subject: &[Unit]) -> bool {
    let first = &subject[0];
    let personal = [Class::He, Class::She, Class::Role, Class::Official, Class::Anonymous];
    let named = subject.iter().take_while(|unit| !is_comma(unit)).count();
    subject.iter().any(|unit| personal.iter().any(|&class| classes(unit.word).has(class)))
        || first.tag.is_name() && named <= 3
        || first.is(word("one"))
            && subject.get(1).is_some_and(|unit| unit.tag.is_noun() || unit.is(word("of")))
}

/// `“…” — Ann Reyes`: a quotation signed with a name after a dash.
fn signed(passage: &Passage, at: usize) -> Option<Draft> {
    let dash = at + 1;
    let mark = passage.units.get(dash)?;
    if !(is_dash(mark) || mark.is(word("―")) || mark.is(word("-")) || mark.is(word("~"))) {
        return None;
    }
    let name = noun_phrase_after(&passage.units, dash + 1)?;
    let signed = passage.units[name.clone()].iter().any(|unit| unit.tag.is_name());
    let rest = passage.units.get(name.end).is_none_or(|unit| is_end(unit) || is_comma(unit));
    (signed && rest).then(|| Draft {
        found: Found::Colon,
        source: vec![Span::new(passage.units[name.start].span.start, passage.units[name.end - 1].span.end)],
        cue: vec![mark.span],
        content: vec![passage.units[at].span],
        act: Act::Speech,
        via: Vec::new(),
        paragraph: passage.paragraph,
        within: passage.within,
        heard: None,
        confidence: None,
    })
}

/// A sentence that ends in a colon and has a cue: `Holt put it this way:`.
fn introduced(passage: &Passage, content: Span) -> Option<Draft> {
    let units = &passage.units;
    let last = units.len().checked_sub(1)?;
    if !units[last].is(word(":")) {
        return None;
    }
    let cue_verb = |at: &usize| {
        let tag = units[*at].tag;
        let form = tag.is_verb() && tag != Tag::VBG
            || tag == Tag::NNS && *at + 1 == last && *at > 0 && units[*at - 1].tag.is_name();
        form && !units[*at].is_quotation() && cues().verb(units[*at].word).is_some()
    };
    let finite = |at: &usize| units[*at].tag.is_finite() && !units[*at].is_quotation();
    let verb = (0..last).rev().find(cue_verb).or_else(|| (0..last).rev().find(finite));
    let group = verb.map(|verb| verb_group(units, verb));
    let subject = match &group {
        Some(group) => subject_before(units, group.start)?,
        None => crate::phrases::noun_phrase_before(units, last).filter(|phrase| phrase.start == 0)?,
    };
    let spoken = group.filter(|group| cues().verb(units[group.end - 1].word).is_some());
    let found = if spoken.is_some() { Found::Introduced } else { Found::Colon };
    let cue = spoken.unwrap_or(last..last + 1);
    Some(Draft {
        found,
        source: vec![Span::new(units[subject.start].span.start, units[subject.end - 1].span.end)],
        cue: vec![Span::new(units[cue.start].span.start, units[cue.end - 1].span.end)],
        content: vec![content],
        act: Act::Speech,
        via: Vec::new(),
        paragraph: passage.paragraph,
        within: passage.within,
        heard: None,
        confidence: None,
    })
}

/// A quotation that is the object of a verb with a subject, whatever the verb: `typed “…”`, `used the phrase “…”`.
fn governed(passage: &Passage, at: usize, words: usize) -> Option<Draft> {
    let units = &passage.units;
    let verb = (0..at).rev().find(|&at| units[at].tag.is_verb() && !units[at].is_quotation())?;
    // the verb of the same clause
    if units[verb + 1..at].iter().any(|unit| unit.is_quotation() || is_end(unit) || unit.is(word(";"))) {
        return None;
    }
    let cue_verb = cues().verb(units[verb].word).is_some();
    let between = at - verb - 1;
    let said_noun = units[verb + 1..at].iter().any(is_word_for_words);
    if is_be(units[verb].word) || !(cue_verb || said_noun || words >= SPEECH_WORDS && between <= 3) {
        return None;
    }
    let speaks =
        cues().verb(units[verb].word).is_some_and(|verb| matches!(verb.act, Act::Speech | Act::Writing));
    if words < 2 && !speaks {
        return None;
    }
    let group = verb_group(units, verb);
    let finite = units[group.clone()].iter().any(|unit| unit.tag.is_finite());
    let subject = if finite { subject_before(units, group.start) } else { None };
    let subject = subject.or_else(|| {
        (0..group.start).rev().filter(|&at| units[at].tag.is_finite() && !units[at].is_quotation()).find_map(
            |at| {
                let group = verb_group(units, at);
                subject_before(units, group.start)
            },
        )
    })?;
    // "the team had shown “great courage”" says nothing
    let shows = cues().verb(units[verb].word).is_some_and(|verb| verb.lemma == word("show"));
    if shows && !units[subject.clone()].iter().any(|unit| classes(unit.word).has(Class::Document)) {
        return None;
    }
    let act = cues().verb(units[verb].word).map_or(Act::Speech, |verb| verb.act);
    Some(Draft {
        found: Found::VerbPhrase,
        source: vec![Span::new(units[subject.start].span.start, units[subject.end - 1].span.end)],
        cue: vec![Span::new(units[group.start].span.start, units[group.end - 1].span.end)],
        content: vec![units[at].span],
        act,
        via: Vec::new(),
        paragraph: passage.paragraph,
        within: passage.within,
        heard: None,
        confidence: None,
    })
}

/// Nouns that announce words: "the phrase “…”".
fn is_word_for_words(unit: &Unit) -> bool {
    unit.tag != Tag::NNP
        && [
            word("phrase"),
            word("word"),
            word("words"),
            word("term"),
            word("terms"),
            word("slogan"),
            word("sign"),
            word("message"),
            word("line"),
            word("language"),
            word("label"),
            word("hashtag"),
            word("motto"),
        ]
        .contains(&unit.word)
}
