//! What the weights see of what a source is.

use sayso_language::{Shape, Tag, Token, Word, WordClasses, given_name, mix, word};
use sayso_model::SourceKind;

use super::table::SENSE_BITS;
use crate::kinds::word_of;
use crate::lexicon::cues;
use crate::names::Name;
use crate::people::{Class, class_bits, classes};

/// A source by the words that name it and what is done with them.
pub(crate) struct Named<'t> {
    pub(crate) text: &'t str,
    /// The words: those of the name, or of the phrase up to what hangs on its head.
    pub(crate) core: &'t [Token],
    /// The noun that heads them.
    pub(crate) head: Option<&'t Token>,
    /// What hangs on it.
    pub(crate) rest: &'t [Token],
    /// The token before them.
    pub(crate) before: Option<&'t Token>,
    /// What the rules make of it.
    pub(crate) rule: SourceKind,
    /// The name it bears.
    pub(crate) name: Option<&'t Name>,
    pub(crate) uses: &'t Uses,
}

/// How a source is spoken of and speaks, over all the article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uses {
    pub(crate) statements: usize,
    /// The last word of each cue.
    pub(crate) cues: Vec<Word>,
    /// Whether something is told "according to" it.
    pub(crate) according: bool,
    /// Whether it is quoted.
    pub(crate) quoted: bool,
    /// Which pronouns go back to it, one bit each.
    pub(crate) pronouns: u64,
    /// The nouns that it is called by.
    pub(crate) heads: Vec<Word>,
}

/// The rows of a source's features.
pub(crate) fn rows(source: &Named) -> Vec<u32> {
    let mut rows = Vec::with_capacity(96);
    let mut push = |salt: u64, a: u64, b: u64| rows.push((mix(salt, a, b) >> (64 - SENSE_BITS)) as u32);
    let fine = |form: Word| u64::from(WordClasses::english().of(form)[1]);
    let named = u64::from(source.name.is_some());
    let rule = source.rule as u64;
    let head = source.head.or(source.core.last());
    let form = word_of(head);
    let [coarse, finer] = WordClasses::english().of(form).map(u64::from);
    let number = head.map_or(99, |token| token.tag as u64);
    let capital = u64::from(head.is_some_and(|token| token.shape != Shape::Lower));
    let opening = source.core.first().map_or(9, |token| match token.tag {
        Tag::DT if token.word == word("the") => 1,
        Tag::DT => 2,
        Tag::PRPS => 3,
        tag if tag.is_name() => 4,
        Tag::NNS => 5,
        tag if tag.is_adjective() => 6,
        Tag::CD => 7,
        _ => 8,
    });
    let length = (source.core.len() as u64).min(5);
    push(31, 0, 0);
    push(32, rule, 0);
    push(33, rule, named);
    push(34, form.0, capital);
    push(35, form.0, number);
    push(36, coarse, number);
    push(37, finer, 0);
    push(38, finer, number);
    push(39, class_bits(form), number);
    push(40, class_bits(form), capital);
    push(41, opening, rule);
    push(42, opening, number);
    push(43, opening << 8 | length, form.0);
    push(44, number, capital);
    push(45, length, rule);
    if let Some(name) = source.name {
        let score = name.score.clamp(-6, 8) as u64;
        let given = u64::from(given_name(source.core.first().map_or(Word(0), |first| first.word)).is_some());
        push(46, score, 0);
        push(47, score, rule);
        push(67, u64::from(name.role.is_some()) << 1 | u64::from(name.gender.is_some()), rule);
        push(68, given, length);
    }
    // how it speaks
    let uses = source.uses;
    for &cue in &uses.cues {
        let verb = cues().verb(cue);
        let lemma = verb.map_or(cue, |verb| verb.lemma).0;
        push(48, lemma, rule);
        push(49, lemma, named);
        push(50, fine(cue), rule);
        push(69, verb.map_or(9, |verb| verb.act as u64), number);
    }
    let spoken = u64::from(uses.according) << 1 | u64::from(uses.quoted);
    push(70, spoken, rule);
    push(71, spoken, named);
    push(72, uses.statements.min(4) as u64, rule);
    push(73, uses.pronouns, rule);
    push(74, uses.pronouns, named);
    for &called in uses.heads.iter().filter(|&&called| called != form) {
        push(75, called.0, 0);
        push(76, class_bits(called), rule);
        push(77, fine(called), 0);
    }
    if let Some(head) = head {
        let ending = head.of(source.text);
        let cut = ending.len().saturating_sub(3);
        push(51, ending.get(cut..).map_or(0, |end| word(end).0), named);
        push(52, head.shape as u64, named);
    }
    // "the Board's report", "local media reports"
    let owner = source.core.iter().rposition(|token| token.tag == Tag::POS);
    push(53, u64::from(owner.is_some()), rule);
    if let Some(owner) = owner.and_then(|at| source.core[..at].last()) {
        push(78, class_bits(owner.word), form.0);
    }
    let mut all = 0;
    for token in source.core.iter().take(8) {
        push(54, token.word.0, named);
        if head.is_none_or(|head| head.span != token.span) {
            push(79, class_bits(token.word), class_bits(form));
            push(80, fine(token.word), rule);
        }
        for (at, class) in
            [Class::Organisation, Class::OutletName, Class::Official, Class::Document, Class::Role]
                .iter()
                .enumerate()
        {
            all |= u64::from(classes(token.word).has(*class)) << at;
        }
    }
    push(56, all, named);
    push(57, all, rule);
    // what hangs on it and what leads to it
    for token in source.rest.iter().take(6) {
        push(58, token.word.0, 0);
        push(59, class_bits(token.word), class_bits(form));
    }
    if let Some(before) = source.before {
        push(60, before.word.0, named);
        push(61, class_bits(before.word), named);
    }
    rows
}
