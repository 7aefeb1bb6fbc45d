//! What the weights see of what a source is.

use sayso_language::{Shape, Tag, Token, Word, WordClasses, mix, word};
use sayso_model::SourceKind;

use super::table::SENSE_BITS;
use crate::people::{Class, class_bits, classes};

/// A source by the words that name it.
pub(crate) struct Named<'t> {
    pub(crate) text: &'t str,
    /// The words: those of the name, or of the phrase up to what hangs on its head.
    pub(crate) core: &'t [Token],
    /// The noun that heads them.
    pub(crate) head: Option<&'t Token>,
    /// What the rules make of it.
    pub(crate) rule: SourceKind,
    /// Whether it bears a name.
    pub(crate) named: bool,
    /// What speaks for a person, as the names count it.
    pub(crate) score: i32,
    /// The cue word beside its first mention.
    pub(crate) cue: Word,
}

/// The rows of a source's features.
pub(crate) fn rows(source: &Named) -> Vec<u32> {
    let mut rows = Vec::with_capacity(48);
    let mut push = |salt: u64, a: u64, b: u64| rows.push((mix(salt, a, b) >> (64 - SENSE_BITS)) as u32);
    let named = u64::from(source.named);
    let rule = source.rule as u64;
    let head = source.head.or(source.core.last());
    let form = head.map_or(Word(0), |token| token.word);
    let [coarse, fine] = WordClasses::english().of(form).map(u64::from);
    let number = head.map_or(99, |token| token.tag as u64);
    let capital = u64::from(head.is_some_and(|token| token.shape != Shape::Lower));
    let first = source.core.first();
    let opening = first.map_or(9, |token| match token.tag {
        Tag::DT if token.word == word("the") => 1,
        Tag::DT => 2,
        Tag::PRPS => 3,
        tag if tag.is_name() => 4,
        Tag::NNS => 5,
        tag if tag.is_adjective() => 6,
        Tag::CD => 7,
        _ => 8,
    });
    push(31, 0, 0);
    push(32, rule, 0);
    push(33, rule, named);
    push(34, form.0, capital);
    push(35, form.0, number);
    push(36, coarse, number);
    push(37, fine, 0);
    push(38, fine, number);
    push(39, class_bits(form), number);
    push(40, class_bits(form), capital);
    push(41, opening, rule);
    push(42, opening, number);
    push(43, opening, form.0);
    push(44, number, capital);
    push(45, u64::from(source.core.len() as u32).min(5), rule);
    push(46, source.score.clamp(-6, 8) as u64, named);
    push(47, source.score.clamp(-6, 8) as u64, rule);
    push(48, source.cue.0, rule);
    push(49, source.cue.0, named);
    push(50, WordClasses::english().of(source.cue)[1].into(), rule);
    if let Some(head) = head {
        let ending = head.of(source.text);
        let cut = ending.len().saturating_sub(3);
        push(51, ending.get(cut..).map_or(0, |end| word(end).0), named);
        push(52, head.shape as u64, named);
    }
    let owned = source.core.iter().any(|token| token.tag == Tag::POS);
    push(53, u64::from(owned), rule);
    let mut all = 0;
    for token in source.core.iter().take(8) {
        push(54, token.word.0, 0);
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
    rows
}
