use std::ops::Range;

use crate::{Shape, Token, Word, word};

/// Cuts the tokens of one paragraph into sentences, as ranges of those tokens.
///
/// A sentence ends at `.`, `!`, `?` or `…` with the marks that close after it, when what follows could
/// begin one. A quotation that ends a sentence of its own inside a longer one (`“Why?” she asked`) does
/// not cut it, because what follows begins with a small letter.
pub(crate) fn split(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let Some(stop) = ends(text, tokens, at) else {
            at += 1;
            continue;
        };
        let mut next = at + 1;
        while next < tokens.len() && closes(text, tokens, next) {
            next += 1;
        }
        if next < tokens.len() && begins(text, tokens, next, stop) && !is_asked(text, tokens, at, next) {
            out.push(start..next);
            start = next;
        }
        at = next;
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

/// How surely a token ends a sentence.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    /// `!`, `?`, a full stop.
    Full,
    /// Dots that may only mark an omission.
    Dots,
    /// The full stop of an abbreviation that often ends a sentence (`p.m.`, `Inc.`, `U.S.`).
    Abbreviation,
}

fn ends(text: &str, tokens: &[Token], at: usize) -> Option<Stop> {
    let form = tokens[at].of(text);
    match form {
        "." | "!" | "?" | "‽" | "。" | "！" | "？" => Some(Stop::Full),
        "…" => Some(Stop::Dots),
        _ if form.starts_with("..") => Some(Stop::Dots),
        _ if form.ends_with('.') && form.len() > 1 => {
            let title = TITLES.contains(&tokens[at].word);
            let initial = form.len() == 2;
            (!title && !initial).then_some(Stop::Abbreviation)
        }
        _ => None,
    }
}

/// Abbreviations that are always followed by a name or number.
const TITLES: &[Word] = &[
    word("mr."),
    word("mrs."),
    word("ms."),
    word("mx."),
    word("dr."),
    word("prof."),
    word("rev."),
    word("hon."),
    word("sen."),
    word("rep."),
    word("gov."),
    word("gen."),
    word("col."),
    word("lt."),
    word("maj."),
    word("capt."),
    word("sgt."),
    word("cpl."),
    word("adm."),
    word("cmdr."),
    word("st."),
    word("mt."),
    word("ft."),
    word("no."),
    word("nos."),
    word("vs."),
    word("v."),
    word("messrs."),
    word("mme."),
    word("mlle."),
    word("supt."),
    word("insp."),
    word("det."),
    word("e.g."),
    word("i.e."),
    word("cf."),
    word("fig."),
    word("approx."),
    word("cde."),
    word("engr."),
    word("atty."),
    word("barr."),
    word("cllr."),
    word("jan."),
    word("feb."),
    word("mar."),
    word("apr."),
    word("jun."),
    word("jul."),
    word("aug."),
    word("sep."),
    word("sept."),
    word("oct."),
    word("nov."),
    word("dec."),
    word("dept."),
    word("univ."),
];

/// Marks that belong to the sentence before them when no space parts them.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    let form = tokens[at].of(text);
    let touches = tokens[at - 1].span.end == tokens[at].span.start;
    match form {
        "”" | "’" | "»" | "›" | ")" | "]" | "''" | "'" | "\"" | "“" => touches,
        "." | "!" | "?" | "…" => touches,
        _ => false,
    }
}

/// `“Why?” Jana Holt asked.`: whether the question or exclamation that ends at `at` is whose who stands after its closing mark,
/// at `next`.
fn is_asked(text: &str, tokens: &[Token], at: usize, next: usize) -> bool {
    let asks = matches!(tokens[at].of(text), "?" | "!") && next > at + 1;
    let closed = matches!(tokens[next - 1].of(text), "”" | "’" | "\"" | "'");
    let name = tokens[next..].iter().take(3).take_while(|token| token.shape == Shape::Capital).count();
    let verb = tokens.get(next + name).is_some_and(|verb| ASKED.contains(&verb.word));
    let ends = tokens.get(next + name + 1).is_none_or(|after| {
        after.shape == Shape::Mark || [word("in"), word("on"), word("at"), word("as")].contains(&after.word)
    });
    asks && closed && name > 0 && verb && ends
}

/// Verbs that tell who asked or called what stands before them.
const ASKED: &[Word] = &[
    word("asked"),
    word("asks"),
    word("said"),
    word("says"),
    word("wondered"),
    word("wonders"),
    word("replied"),
    word("replies"),
    word("shouted"),
    word("shouts"),
    word("cried"),
    word("exclaimed"),
    word("wrote"),
    word("writes"),
    word("added"),
    word("adds"),
    word("joked"),
    word("jokes"),
    word("demanded"),
    word("tweeted"),
    word("yelled"),
    word("screamed"),
    word("laughed"),
];

fn begins(text: &str, tokens: &[Token], at: usize, stop: Stop) -> bool {
    // text run together ("ended.Then") has no space, and still begins anew after a full stop
    let spaced = tokens[at - 1].span.end < tokens[at].span.start;
    let mut first = at;
    while first < tokens.len()
        && matches!(
            tokens[first].of(text),
            "“" | "\"" | "‘" | "'" | "«" | "‹" | "„" | "‚" | "(" | "[" | "''" | "``" | "»"
        )
    {
        first += 1;
    }
    let Some(token) = tokens.get(first) else { return false };
    let capital = matches!(
        token.shape,
        Shape::Capital | Shape::AllCaps | Shape::MixedCase | Shape::Number | Shape::Alphanumeric
    ) || matches!(token.shape, Shape::Address);
    let other_script = token
        .of(text)
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    match stop {
        Stop::Full => spaced && (capital || other_script),
        Stop::Dots => spaced && capital && token.shape != Shape::Number,
        Stop::Abbreviation => spaced && capital && (first > at || STARTERS.contains(&token.word)),
    }
}

/// Words that, capitalised after an abbreviation, begin a sentence rather than go on with a name.
const STARTERS: &[Word] = &[
    word("the"),
    word("a"),
    word("an"),
    word("he"),
    word("she"),
    word("it"),
    word("they"),
    word("we"),
    word("i"),
    word("you"),
    word("his"),
    word("her"),
    word("its"),
    word("their"),
    word("this"),
    word("that"),
    word("these"),
    word("those"),
    word("in"),
    word("on"),
    word("at"),
    word("but"),
    word("and"),
    word("or"),
    word("if"),
    word("when"),
    word("while"),
    word("after"),
    word("before"),
    word("as"),
    word("for"),
    word("from"),
    word("by"),
    word("with"),
    word("there"),
    word("here"),
    word("no"),
    word("not"),
    word("some"),
    word("many"),
    word("most"),
    word("all"),
    word("one"),
    word("two"),
    word("since"),
    word("although"),
    word("though"),
    word("however"),
    word("meanwhile"),
    word("according"),
    word("what"),
    word("who"),
    word("how"),
    word("why"),
    word("police"),
    word("officials"),
    word("both"),
    word("so"),
    word("then"),
    word("under"),
    word("during"),
    word("because"),
    word("our"),
    word("my"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        crate::tokenize(text, 0..text.len(), &mut tokens);
        let found: Vec<&str> = split(text, &tokens)
            .into_iter()
            .map(|range| &text[tokens[range.start].span.start..tokens[range.end - 1].span.end])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences() {
        check("One. Two.", &["One.", "Two."]);
        check("“Why?” she asked. “Go.” He went.", &["“Why?” she asked.", "“Go.”", "He went."]);
        check(
            "Mr. Osei met Dr. A. Holt at 9 a.m. The talks failed.",
            &["Mr. Osei met Dr. A. Holt at 9 a.m.", "The talks failed."],
        );
        check(
            "He left the U.S. Army in 1990. It paid 3.5 million.",
            &["He left the U.S. Army in 1990.", "It paid 3.5 million."],
        );
        check("“We saw … nothing,” he said.", &["“We saw … nothing,” he said."]);
        check("“Why?” Jana Holt asked. “Go.”", &["“Why?” Jana Holt asked.", "“Go.”"]);
        check("“Why?” Jana Holt left.", &["“Why?”", "Jana Holt left."]);
        check("She wrote on X. Critics laughed.", &["She wrote on X.", "Critics laughed."]);
        check("Really?! Yes.", &["Really?!", "Yes."]);
        check("no stop at all", &["no stop at all"]);
        check("(It rained.) They left.", &["(It rained.)", "They left."]);
    }
}
