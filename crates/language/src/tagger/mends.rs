//! What the words of a sentence tell together where the weights, which decide word by word, went astray.

use std::sync::LazyLock;

use super::words;
use crate::forms::Form;
use crate::{Shape, Tag, Token, Word, word};

/// Mends the tags of one sentence; `forms` are its tokens as the weights see them.
pub(super) fn sentence(forms: &[Form], sentence: &mut [Token]) {
    given_names(forms, sentence);
    opening_noun(sentence);
    closing_verb(sentence);
    missing_verb(sentence);
}

/// Given names that the weights never saw before a verb: "Marian says".
fn given_names(forms: &[Form], sentence: &mut [Token]) {
    for at in 0..sentence.len() {
        let unsure = matches!(sentence[at].tag, Tag::JJ | Tag::NN | Tag::FW | Tag::UH | Tag::VB);
        let acts = sentence
            .get(at + 1)
            .is_some_and(|next| next.tag.is_finite() || next.tag.is_name() || next.tag == Tag::POS);
        if unsure && acts && forms[at].given == 1 {
            sentence[at].tag = Tag::NNP;
        }
    }
}

/// "Shop owners worry", "State television said": a noun that opens a sentence, taken for a command or for a name.
fn opening_noun(sentence: &mut [Token]) {
    /// Nouns that follow the first and belong to it.
    const MOST: usize = 3;
    let [first, second, ..] = &*sentence else { return };
    let (shape, tag, form) = (first.shape, first.tag, first.word);
    let (next, small) = (second.tag, second.shape == Shape::Lower);
    if shape != Shape::Capital {
        return;
    }
    if matches!(tag, Tag::VB | Tag::VBP) && next.is_noun() && !COMMANDS.contains(&form) {
        let nouns = sentence[1..].iter().take_while(|token| token.tag.is_noun()).count();
        let acts = sentence
            .get(1 + nouns)
            .is_some_and(|verb| matches!(verb.tag, Tag::VBZ | Tag::VBD | Tag::VBP | Tag::MD));
        if acts && nouns <= MOST {
            sentence[0].tag = if next.is_name() { Tag::NNP } else { Tag::NN };
        }
    } else if tag == Tag::NNP && small && matches!(next, Tag::NN | Tag::NNS) && OPENINGS.contains(&form) {
        sentence[0].tag = Tag::NN;
    }
}

/// Commands that a clause follows: "Say Orrin refused".
const COMMANDS: &[Word] = &[
    word("say"),
    word("suppose"),
    word("imagine"),
    word("guess"),
    word("note"),
    word("see"),
    word("think"),
    word("believe"),
    word("hope"),
    word("know"),
    word("remember"),
    word("hear"),
    word("ask"),
    word("tell"),
    word("let"),
    word("make"),
    word("watch"),
];

/// Common nouns that often stand before another one at the start of a sentence.
const OPENINGS: &[Word] = &[
    word("state"),
    word("city"),
    word("county"),
    word("business"),
    word("shop"),
    word("union"),
    word("school"),
    word("government"),
    word("company"),
    word("hospital"),
    word("health"),
    word("housing"),
    word("transport"),
    word("opposition"),
    word("industry"),
    word("market"),
    word("council"),
    word("campaign"),
    word("court"),
    word("security"),
    word("defence"),
    word("defense"),
    word("family"),
    word("party"),
    word("community"),
    word("church"),
];

/// "The report projects a deficit.", "City rules bar vendors from the square.", "Parents in the north fear that it is late.": the
/// verb of a sentence that has none, taken for one more noun.
fn missing_verb(sentence: &mut [Token]) {
    let that = sentence.iter().position(|token| token.word == word("that")).filter(|&at| at > 1);
    let finite = |tokens: &[Token]| tokens.iter().any(|token| token.tag.is_finite());
    let told = that.filter(|&at| finite(&sentence[at..]));
    let end = told.unwrap_or(sentence.len());
    let opens = sentence.first().is_some_and(|first| {
        first.tag.is_noun() || first.tag.is_adjective() || matches!(first.tag, Tag::DT | Tag::PRPS | Tag::CD)
    });
    let whole =
        told.is_some() || sentence.last().is_some_and(|last| last.word == word(".")) && sentence.len() > 4;
    if !opens || !whole || finite(&sentence[..end]) || that.is_some() && told.is_none() {
        return;
    }
    let subject = |at: usize| {
        // what the phrase is about: the last noun before a preposition hangs on it
        let head = sentence[..at].iter().position(|token| token.tag == Tag::IN).unwrap_or(at);
        sentence[..head].iter().rev().find(|token| token.tag.is_noun()).map(|token| token.tag)
    };
    let verb = |at: usize| {
        let (token, before) = (&sentence[at], &sentence[at - 1]);
        if token.shape != Shape::Lower || !before.tag.is_noun() {
            return None;
        }
        let next = sentence.get(at + 1)?;
        let form = match token.tag {
            Tag::NNS if matches!(subject(at)?, Tag::NN | Tag::NNP) => Tag::VBZ,
            Tag::NN if matches!(subject(at)?, Tag::NNS | Tag::NNPS) => Tag::VBP,
            _ => return None,
        };
        let object = matches!(next.tag, Tag::DT | Tag::PRPS)
            || form == Tag::VBP && before.tag == Tag::NNS && next.tag == Tag::NNS;
        let taken = match told {
            Some(that) => at + 1 == that && TAKES_THAT.contains(&token.word),
            None => object,
        };
        taken.then_some((at, form))
    };
    if let Some((at, form)) = (1..end).find_map(verb) {
        sentence[at].tag = form;
    }
}

/// Forms that are nouns as well, of verbs that a clause follows.
const TAKES_THAT: &[Word] = &[
    word("worry"),
    word("fear"),
    word("hope"),
    word("claim"),
    word("doubt"),
    word("report"),
    word("estimate"),
    word("forecast"),
    word("project"),
    word("note"),
    word("state"),
    word("promise"),
    word("pledge"),
    word("worries"),
    word("fears"),
    word("hopes"),
    word("claims"),
    word("doubts"),
    word("reports"),
    word("estimates"),
    word("forecasts"),
    word("projects"),
    word("notes"),
    word("states"),
    word("promises"),
    word("pledges"),
    word("shows"),
    word("finds"),
];

/// "…, the Gazette reports.", "…, the union alleged.": the verb that a sentence closes with after who says so, which is often taken
/// for one more noun or a participle.
fn closing_verb(sentence: &mut [Token]) {
    /// Tokens of who says so, with what hangs on them.
    const LONGEST: usize = 12;
    let Some(end) = sentence.iter().rposition(|token| token.tag != Tag::Mark) else { return };
    let known = |words: &[Word]| words.binary_search(&sentence[end].word).is_ok();
    let verb = if known(&CLOSING[0]) {
        Tag::VBZ
    } else if known(&CLOSING[1]) {
        Tag::VBD
    } else if known(&CLOSING[2]) {
        Tag::VBP
    } else {
        return;
    };
    let who = &sentence[end.saturating_sub(LONGEST)..end];
    let Some(mark) = who.iter().rposition(|token| token.tag == Tag::Mark && token.word != word("-")) else {
        return;
    };
    let who = &who[mark + 1..];
    let nominal = |token: &Token| {
        token.tag.is_noun()
            || token.tag.is_adjective()
            || matches!(token.tag, Tag::DT | Tag::PRPS | Tag::POS | Tag::CD | Tag::IN | Tag::PRP | Tag::VBN)
            || token.tag == Tag::Mark
    };
    let somebody = [word("one"), word("another"), word("others"), word("many"), word("some")];
    let one = who.last().is_some_and(|last| {
        last.tag.is_noun() || last.tag.is_adjective() || last.tag == Tag::PRP || somebody.contains(&last.word)
    });
    // "apples, pears and claims": a list has its conjunction
    let lower = sentence[end].shape == Shape::Lower;
    if one && lower && who.iter().all(nominal) && !sentence[end].tag.is_finite() {
        sentence[end].tag = verb;
    }
}

/// Forms of verbs of saying that a sentence may close with, in order: third persons, past tenses, plurals.
static CLOSING: LazyLock<[Vec<Word>; 3]> = LazyLock::new(|| {
    let mut lines = include_str!("../closing_verbs.txt").lines().filter(|line| !line.starts_with('#'));
    std::array::from_fn(|_| words(lines.next().unwrap_or_default()))
});
