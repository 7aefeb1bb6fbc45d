//! Quantities that state a fact: the number with its unit, and what it counts.

mod amounts;
mod numbers;
mod units;

use sayso_language::{Analysis, Shape, Tag, Token, Word, word};
use sayso_model::{Figure, Span};

use crate::lexicon::{is_be, is_time};
use amounts::{Amount, amount, restated};
use numbers::Written;
use units::Measure;

/// Finds the quantities of a text, with the words that make them approximate. Dates, times of day, ages, ranks,
/// the numbers of models and laws, and what is only pointed back at ("the two men") are left out.
pub(crate) fn figures(text: &str, analysis: &Analysis) -> Vec<Figure> {
    let mut out = Vec::new();
    for sentence in &analysis.sentences {
        let tokens = &analysis.tokens[sentence.tokens.clone()];
        let mut at = 0;
        // where the last figure of the sentence ends: "killed one and injured eight"
        let mut last = None;
        while at < tokens.len() {
            let Some(found) = amount(text, tokens, at) else {
                at += 1;
                continue;
            };
            if states_a_fact(text, tokens, &found, last) {
                out.push(figure(text, tokens, &found));
                last = Some(found.end);
            }
            at = restated(text, tokens, found.end).filter(|_| found.measure.is_some()).unwrap_or(found.end);
        }
    }
    out
}

fn figure(text: &str, tokens: &[Token], amount: &Amount) -> Figure {
    let about = approximation(tokens, amount.first);
    let first = about.unwrap_or(amount.first);
    let span = Span::new(tokens[first].span.start, tokens[amount.end - 1].span.end);
    let about = about.map(|from| text[tokens[from].span.start..tokens[amount.first].span.start].trim_end());
    Figure {
        text: span.of(text).to_owned(),
        value: amount.value,
        unit: amount.unit.clone(),
        of: counted(text, tokens, amount.end),
        approximate: about.map(str::to_lowercase),
        span,
        attribution: None,
    }
}

/// Whether there is nothing between the token at `at` and the one before it.
fn is_tight(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens.get(at).is_some_and(|token| token.span.start == tokens[at - 1].span.end)
}

/// Whether a number counts or measures something, rather than naming a date, an age, an address or a rank.
fn states_a_fact(text: &str, tokens: &[Token], amount: &Amount, last: Option<usize>) -> bool {
    let before = amount.first.checked_sub(1).map(|before| &tokens[before]);
    let next = tokens.get(amount.end);
    // "UTC+0900", "9/11", "No. 5", "#5", "Covid-19"
    let glued = before.is_some_and(|token| {
        token.tag == Tag::Mark
            && matches!(token.of(text), "+" | "/" | "#" | "-" | "." | ":" | "@")
            && is_tight(tokens, amount.first)
    });
    let slashed = next.is_some_and(|next| next.of(text) == "/") && is_tight(tokens, amount.end);
    if glued || slashed && amount.measure.is_none() || names_a_thing(text, tokens, amount) {
        return false;
    }
    match amount.measure {
        Some(Measure::Time) => !is_when(tokens, amount),
        // "18.9 deaths per 100,000"
        Some(_) => true,
        None => {
            before.is_none_or(|before| before.word != word("per"))
                && !is_clock_or_age(text, tokens, amount)
                && is_counted(tokens, amount, last)
        }
    }
}

/// Whether the number is part of a name: "Boeing 707", "Category 5", "Chapter 11", "3 March".
fn names_a_thing(text: &str, tokens: &[Token], amount: &Amount) -> bool {
    const DESIGNATIONS: [Word; 34] = [
        word("no."),
        word("nos."),
        word("number"),
        word("category"),
        word("chapter"),
        word("section"),
        word("article"),
        word("paragraph"),
        word("page"),
        word("phase"),
        word("tier"),
        word("grade"),
        word("level"),
        word("stage"),
        word("route"),
        word("flight"),
        word("version"),
        word("room"),
        word("gate"),
        word("pier"),
        word("channel"),
        word("episode"),
        word("season"),
        word("group"),
        word("class"),
        word("type"),
        word("unit"),
        word("district"),
        word("call"),
        word("called"),
        word("calling"),
        word("dial"),
        word("dialling"),
        word("phoned"),
    ];
    let Some(before) = amount.first.checked_sub(1).map(|before| &tokens[before]) else { return false };
    if amount.measure.is_some() && amount.measure != Some(Measure::Other) || amount.pair {
        return false;
    }
    let single = matches!(amount.written, Written::Digits | Written::Year | Written::Word | Written::One);
    if DESIGNATIONS.contains(&before.word) {
        // "reached level 5", but "the number two million"
        return single;
    }
    let month = is_time(before.word) && before.of(text).starts_with(char::is_uppercase);
    if month {
        let weekday = before.of(text).ends_with("day");
        return single && !weekday;
    }
    let digits = matches!(amount.written, Written::Digits | Written::Year);
    let counted = tokens.get(amount.end).is_some_and(|next| matches!(next.tag, Tag::NNS | Tag::NNPS));
    let value = amount.value.unwrap_or_default();
    // "the Group of Seven", "the Six Rivers"
    if before.tag != Tag::Mark
        && matches!(amount.written, Written::Word | Written::One)
        && tokens[amount.first].shape == Shape::Capital
    {
        return true;
    }
    let name = before.tag.is_name()
        || amount.first > 1 && matches!(before.shape, Shape::Capital | Shape::AllCaps | Shape::Alphanumeric);
    name && !before.of(text).ends_with('.')
        && single
        && amount.measure.is_none()
        && (!counted || digits && (value < 10.0 || amount.written == Written::Year))
}

/// Whether a time span only says when: "two days later", "ten years ago", "the last twenty minutes", "64 years old".
fn is_when(tokens: &[Token], amount: &Amount) -> bool {
    const AFTER: [Word; 12] = [
        word("ago"),
        word("later"),
        word("earlier"),
        word("before"),
        word("after"),
        word("prior"),
        word("since"),
        word("hence"),
        word("old"),
        word("into"),
        word("away"),
        word("apart"),
    ];
    const BEFORE: [Word; 14] = [
        word("first"),
        word("last"),
        word("past"),
        word("next"),
        word("previous"),
        word("recent"),
        word("final"),
        word("following"),
        word("coming"),
        word("preceding"),
        word("these"),
        word("those"),
        word("aged"),
        word("every"),
    ];
    let is = |at: usize, form: &str| tokens.get(at).is_some_and(|token| token.word == word(form));
    let next = tokens.get(amount.end);
    // "a 40-year-old", "years of age"
    if amount.hyphened {
        return is(amount.end, "-") && is(amount.end + 1, "old") || is(amount.end, "old");
    }
    if next.is_some_and(|next| AFTER.contains(&next.word))
        || is(amount.end, "of") && is(amount.end + 1, "age")
        || is(amount.end, "from") && is(amount.end + 1, "now")
    {
        return true;
    }
    let before = amount.first.checked_sub(1).map(|before| &tokens[before]);
    // "the three weeks", but "the seven hour drive"
    let plural = tokens[amount.end - 1].tag != Tag::NN;
    before.is_some_and(|before| BEFORE.contains(&before.word) || before.word == word("the") && plural)
}

/// Whether a bare number is a time of day, a year or an age: "at 5 p.m.", "(0900 UTC)", ", 45,", "she was 64".
fn is_clock_or_age(text: &str, tokens: &[Token], amount: &Amount) -> bool {
    const CLOCK: [Word; 14] = [
        word("a.m."),
        word("p.m."),
        word("am"),
        word("pm"),
        word("a.m"),
        word("p.m"),
        word("o'clock"),
        word("utc"),
        word("gmt"),
        word("bst"),
        word("edt"),
        word("est"),
        word("hrs"),
        word("b.c.e."),
    ];
    const ERAS: [Word; 6] = [word("b.c."), word("bc"), word("bce"), word("ad"), word("c.e."), word("ce")];
    const DECADES: [Word; 9] = [
        word("in"),
        word("since"),
        word("by"),
        word("until"),
        word("from"),
        word("of"),
        word("the"),
        word("during"),
        word("early"),
    ];
    let before = amount.first.checked_sub(1).map(|before| &tokens[before]);
    let next = tokens.get(amount.end);
    if let Some(next) = next {
        let calendar = is_time(next.word) && next.of(text).starts_with(char::is_uppercase);
        if calendar || CLOCK.contains(&next.word) || ERAS.contains(&next.word) || next.word == word("local") {
            return true;
        }
    }
    if amount.pair || amount.written == Written::Scaled {
        return false;
    }
    // "twenty to six"; not "from 40 to 36"
    if amount.first > 1
        && before.is_some_and(|before| before.word == word("to") || before.word == word("past"))
        && tokens[amount.first - 2].tag == Tag::CD
        && !(amount.first > 2 && tokens[amount.first - 3].word == word("from"))
        && amount.value.is_some_and(|value| value <= 12.0)
        && amount.written == Written::Word
    {
        return true;
    }
    if amount.written == Written::Year {
        let about = approximation(tokens, amount.first).is_some();
        let counted = next.is_some_and(|next| matches!(next.tag, Tag::NNS | Tag::NNPS));
        let when = before.is_none_or(|before| {
            DECADES.contains(&before.word)
                || matches!(before.tag, Tag::PRPS | Tag::POS | Tag::DT | Tag::Mark)
                || before.tag.is_adjective()
        });
        return !(about || counted && !when);
    }
    // ages: "Holt, 45, said", "aged 45", "at 78", "he was 64."
    let value = amount.value.unwrap_or_default();
    let human = value < 120.0 && !amount.hyphened;
    let closed = next.is_none_or(|next| {
        next.tag == Tag::Mark
            || next.word == word("and")
            || next.word == word("when")
            || next.word == word("at")
    });
    let Some(before) = before else { return false };
    let age = before.word == word(",")
        || [word("aged"), word("age"), word("ages"), word("turned"), word("at"), word("turning")]
            .contains(&before.word)
        || before.word == word("of") && amount.first > 1 && tokens[amount.first - 2].word == word("age")
        || is_be(before.word) && is_person(tokens, amount.first - 1);
    human && closed && age && !follows_a_sum(tokens, amount.first)
}

/// Whether the word before the verb at `verb` is a person: "she was 64".
fn is_person(tokens: &[Token], verb: usize) -> bool {
    verb.checked_sub(1).map(|at| &tokens[at]).is_some_and(|subject| {
        [word("he"), word("she"), word("who"), word("i")].contains(&subject.word) || subject.tag.is_name()
    })
}

/// Whether a sum is named before: "the greatest number of women, 102, …".
fn follows_a_sum(tokens: &[Token], at: usize) -> bool {
    const SUMS: [Word; 6] =
        [word("number"), word("total"), word("toll"), word("count"), word("numbers"), word("majority")];
    tokens[at.saturating_sub(8)..at].iter().any(|token| SUMS.contains(&token.word))
}

/// Whether a bare number counts things that are new to the reader.
fn is_counted(tokens: &[Token], amount: &Amount, last: Option<usize>) -> bool {
    if amount.hyphened || amount.written == Written::Scaled && !amount.pair {
        return true;
    }
    let before = amount.first.checked_sub(1).map(|before| &tokens[before]);
    let next = tokens.get(amount.end);
    let about = approximation(tokens, amount.first).is_some();
    if amount.pair || about && amount.written != Written::One {
        return true;
    }
    const RANKS: [Word; 9] = [
        word("first"),
        word("last"),
        word("next"),
        word("other"),
        word("these"),
        word("those"),
        word("both"),
        word("no"),
        word("any"),
    ];
    const DEFINITE: [Word; 4] = [word("the"), word("this"), word("that"), word("its")];
    let word_alone = matches!(amount.written, Written::Word | Written::One);
    if let Some(before) = before {
        let definite = DEFINITE.contains(&before.word);
        let few = amount.value.is_some_and(|value| value <= 12.0);
        if RANKS.contains(&before.word) || definite && word_alone && few {
            return false;
        }
    }
    let counts = tokens[amount.end..]
        .iter()
        .take(5)
        .take_while(|token| is_countable(token.tag))
        .any(|token| matches!(token.tag, Tag::NNS | Tag::NNPS | Tag::NN));
    let of = next.is_some_and(|next| next.word == word("of") || next.word == word("more"));
    // "killed twelve", "a total of 39", "fell to six", "14 have recovered"
    let bare = next.is_none_or(|next| {
        next.tag == Tag::Mark
            || next.tag.is_finite()
            || matches!(next.tag, Tag::IN | Tag::TO | Tag::CC | Tag::RB | Tag::VBN | Tag::JJ)
    });
    const SUMMED: [Word; 5] = [word("of"), word("to"), word("with"), word("from"), word("than")];
    let led = before.is_none_or(|before| {
        before.tag.is_verb() && !is_be(before.word)
            || SUMMED.contains(&before.word)
            || before.tag == Tag::Mark && before.word != word("(")
            || before.tag == Tag::CC
    });
    if amount.written == Written::One {
        // "one" counts beside other counts: "killed one and injured eight"
        let beside = last.is_some_and(|last| amount.first - last <= 8);
        let harmed = before.is_some_and(|before| {
            [word("killed"), word("killing"), word("injured"), word("injuring"), word("wounded"), word("had")]
                .contains(&before.word)
        });
        return (beside || harmed) && (counts || bare) && !of;
    }
    let big = amount.value.is_some_and(|value| value >= 100.0);
    counts || of || bare && (led || big)
}

/// Whether a token's tag can follow a number it is counted by.
fn is_countable(tag: Tag) -> bool {
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::VBN | Tag::VBG | Tag::CD)
}

/// The noun counted: the words up to the last noun of the phrase that follows.
fn counted(text: &str, tokens: &[Token], end: usize) -> Option<String> {
    let mut start = end;
    if tokens.get(start).is_some_and(|token| token.word == word("of") || token.word == word("in")) {
        start += 1;
        if tokens.get(start).is_some_and(|token| matches!(token.tag, Tag::DT | Tag::PRPS)) {
            start += 1;
        }
    }
    // "half of this year's apples"
    let owner = tokens[start..].iter().position(|token| !token.tag.is_noun()).map(|at| start + at);
    if let Some(owner) = owner.filter(|&at| at > start && tokens[at].tag == Tag::POS) {
        start = owner + 1;
    }
    let goes_on = |at: usize| {
        let token = &tokens[at];
        // "ten goals last season": what is counted is over where a time begins
        let when = at > start
            && tokens[at - 1].tag == Tag::NNS
            && [word("last"), word("next")].contains(&token.word);
        !when && (token.tag.is_noun() || token.tag.is_adjective() || token.tag == Tag::VBN)
    };
    let stop = (start..tokens.len()).find(|&at| !goes_on(at)).unwrap_or(tokens.len());
    let last = (start..stop).rev().find(|&at| tokens[at].tag.is_noun())?;
    Some(text[tokens[start].span.start..tokens[last].span.end].to_owned())
}

/// The token at which the words begin that make the number at `number` approximate.
fn approximation(tokens: &[Token], number: usize) -> Option<usize> {
    const WORDS: &[&[Word]] = &[
        &[word("about")],
        &[word("around")],
        &[word("nearly")],
        &[word("almost")],
        &[word("roughly")],
        &[word("approximately")],
        &[word("over")],
        &[word("under")],
        &[word("some")],
        &[word("approx.")],
        &[word("up"), word("to")],
        &[word("no"), word("more"), word("than")],
        &[word("not"), word("more"), word("than")],
        &[word("no"), word("less"), word("than")],
        &[word("not"), word("less"), word("than")],
        &[word("no"), word("fewer"), word("than")],
        &[word("more"), word("than")],
        &[word("less"), word("than")],
        &[word("fewer"), word("than")],
        &[word("at"), word("least")],
        &[word("at"), word("most")],
        &[word("as"), word("many"), word("as")],
        &[word("as"), word("much"), word("as")],
        &[word("close"), word("to")],
        &[word("closer"), word("to")],
        &[word("upwards"), word("of")],
        &[word("an"), word("estimated")],
    ];
    const STRENGTHENED: [Word; 3] = [word("just"), word("well"), word("only")];
    let found = WORDS.iter().find(|words| {
        number >= words.len()
            && tokens[number - words.len()..number].iter().map(|token| token.word).eq(words.iter().copied())
    })?;
    let start = number - found.len();
    let strengthened = start > 0 && STRENGTHENED.contains(&tokens[start - 1].word);
    // "just over", "well under"; "only about"
    Some(if strengthened { start - 1 } else { start })
}
