//! What the weights see of how something was said.

use sayso_language::{Tag, Token, Word, WordClasses, mix, word};
use sayso_model::{Act, Kind, SourceKind};

use super::table::SENSE_BITS;
use crate::draft::Found;
use crate::lexicon::cues;
use crate::people::class_bits;

/// One attribution, as far as its act shows.
pub(crate) struct Said<'t> {
    /// The tokens of the cue.
    pub(crate) cue: &'t [Token],
    /// The tokens from the cue's end to the end of its sentence.
    pub(crate) after: &'t [Token],
    /// The first tokens of the content.
    pub(crate) content: &'t [Token],
    /// Whether the content stands before the cue.
    pub(crate) before: bool,
    /// The last noun of the words that name the source; none when none do.
    pub(crate) head: Option<Word>,
    pub(crate) source: Option<SourceKind>,
    pub(crate) kind: Kind,
    pub(crate) found: Found,
    /// What lexicon and rules make of it.
    pub(crate) rule: Act,
    pub(crate) carried: bool,
}

/// The rows of an attribution's features.
pub(crate) fn rows(said: &Said) -> Vec<u32> {
    let mut rows = Vec::with_capacity(40);
    let mut push = |salt: u64, a: u64, b: u64| rows.push((mix(salt, a, b) >> (64 - SENSE_BITS)) as u32);
    // the word that says it: the last verb of the cue, else its last noun, else its last word
    let main = said
        .cue
        .iter()
        .rfind(|token| token.tag.is_verb() && cues().verb(token.word).is_some())
        .or_else(|| said.cue.iter().rfind(|token| token.tag.is_noun()))
        .or(said.cue.last());
    let form = main.map_or(Word(0), |token| token.word);
    let lemma = cues().verb(form).map_or(form, |verb| verb.lemma).0;
    let tag = main.map_or(99, |token| token.tag as u64);
    let [coarse, fine] = WordClasses::english().of(form).map(u64::from);
    let rule = said.rule as u64;
    let source = said.source.map_or(9, |kind| kind as u64);
    let found = said.found as u64;
    let marks = said.kind as u64;
    let opening = said.content.iter().find(|token| token.tag != Tag::Mark);
    let opener = opening.map_or(0, |token| match token.word {
        form if form == word("that") => 1,
        form if form == word("to") => 2,
        form if form == word("for") => 3,
        _ => 4 + token.tag as u64,
    });
    push(1, 0, 0);
    push(2, rule, 0);
    push(3, rule, source);
    push(4, lemma, 0);
    push(5, lemma, source);
    push(6, lemma, opener);
    push(7, coarse, 0);
    push(8, fine, 0);
    push(9, fine, source);
    push(10, fine, opener);
    push(11, source, 0);
    push(12, source, marks);
    push(13, found, source);
    push(14, found, rule);
    push(15, opener, rule);
    push(16, marks, rule);
    push(17, tag, rule);
    push(18, tag, opener);
    push(19, u64::from(said.before), lemma);
    push(20, u64::from(said.carried), source);
    for token in said.cue {
        push(21, token.word.0, 0);
        push(22, token.word.0, opener);
    }
    if let Some(head) = said.head {
        let [coarse, fine] = WordClasses::english().of(head).map(u64::from);
        push(23, head.0, 0);
        push(24, fine, 0);
        push(25, coarse, rule);
        push(26, fine, lemma);
        push(30, class_bits(head), lemma);
        push(82, class_bits(head), rule);
    }
    // "announced plans to", "expressed its hope that": what was said by its name
    let noun = said.content.iter().find_map(|token| cues().noun(token.word).filter(|_| token.tag.is_noun()));
    let named = noun.map_or(9, |noun| noun.act as u64);
    push(83, named, rule);
    push(84, named, lemma);
    // an addressee or an occasion tells speech from writing, and an order from a report
    for token in said.after.iter().take(6).take_while(|token| token.tag != Tag::Mark) {
        push(27, token.word.0, 0);
    }
    let to = said.after.iter().take(5).position(|token| token.word == word("to")).map_or(9, |at| at as u64);
    push(28, to, lemma);
    push(29, to, rule);
    rows
}
