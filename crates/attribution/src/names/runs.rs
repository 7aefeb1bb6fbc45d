//! Where in a sentence a name stands, and which of its words are the name.

use std::ops::Range;

use sayso_language::{Shape, Tag, Token, Word, given_name, word};

use crate::lexicon::is_time;
use crate::people::{Class, classes};

/// The names among the tokens of a sentence, each as the range of its own words, with the run of capitalised
/// words it was cut out of: `Mayor Jana Holt KC` is one run, and `Jana Holt` its name.
pub(super) fn names_of(tokens: &[Token], text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = run(tokens, at).map(|end| bracketed(tokens, at, end, text).unwrap_or(end)) else {
            at += 1;
            continue;
        };
        let mut start = at;
        at = end;
        // "President of Orrin Jana Holt" names two
        let split = after_office_of(tokens, start..end)
            .or_else(|| after_body(tokens, start..end))
            .or_else(|| after_agency(tokens, start..end));
        if let Some(split) = split {
            found.push((start..split, start..split));
            start = split;
        }
        let name = trimmed(tokens, start..end, text);
        if !name.is_empty() {
            found.push((name, start..end));
        }
    }
    found
}

fn capital(token: &Token) -> bool {
    matches!(token.shape, Shape::Capital | Shape::AllCaps | Shape::MixedCase)
}

fn named(token: &Token) -> bool {
    // "ABC" is one, whatever the tagger took it for
    let letters = token.shape == Shape::AllCaps && token.span.len() < 7 && !token.tag.is_verb();
    (token.tag.is_name() || letters) && token.shape != Shape::Mark && !is_time(token.word)
}

fn is_office(token: &Token) -> bool {
    classes(token.word).has(Class::Title) || classes(token.word).has(Class::Role)
}

fn is_body(token: &Token) -> bool {
    classes(token.word).has(Class::Organisation)
}

/// Where the run of name words that begins at `start` ends; none when none begins there.
fn run(tokens: &[Token], start: usize) -> Option<usize> {
    let first = &tokens[start];
    let next = tokens.get(start + 1);
    let adjective = capital(first)
        && first.tag == Tag::JJ
        && next.is_some_and(|next| capital(next) && (next.tag.is_name() || next.tag == Tag::JJ));
    // "Jon Halder" at the start of a sentence, whatever the tagger took "Jon" for
    let given = capital(first)
        && given_name(first.word).is_some()
        && next.is_some_and(|next| capital(next) && named(next));
    // "al-Fahri"
    let prefixed = classes(first.word).has(Class::Particle)
        && next.is_some_and(|next| next.word == word("-"))
        && tight(tokens, start + 1)
        && tokens.get(start + 2).is_some_and(capital);
    // "Evening Post", "Sunday Gazette"
    let daily = capital(first) && is_masthead_after(tokens, start);
    // the magazine
    let time = first.word == word("time") && first.tag.is_name() && capital(first) && start > 0;
    // "his son Ilko Vasz", the first taken for a common noun
    let common = start > 0
        && first.shape == Shape::Capital
        && first.tag == Tag::NN
        && !is_time(first.word)
        && next.is_some_and(|next| capital(next) && next.tag.is_name());
    if !(named(first)
        || common
        || time
        || daily
        || given
        || prefixed
        || is_numbered(tokens, start)
        || adjective && (start > 0 || tokens[start + 1].tag.is_name()))
    {
        return None;
    }
    let mut end = start + 1;
    let mut body = is_body(first)
        || OF_MEMBERS.contains(&first.word)
        || is_ordinal(first) && next.is_some_and(|next| next.word == word("of"));
    let mut linked = false;
    while let Some(token) = tokens.get(end) {
        // "Orrin Lines Inc. President Jana Holt": with its legal form a company's name is over
        if end > start + 1 && closes(&tokens[end - 1]) && !is_company_form(token.word) && capital(token)
            || is_caption(tokens, end)
        {
            break;
        }
        let next = tokens.get(end + 1);
        let next_named = next.is_some_and(|next| {
            capital(next) && (named(next) || matches!(next.tag, Tag::NN | Tag::NNS | Tag::JJ))
        });
        let of = token.word == word("of")
            || token.word == word("for")
            || token.word == word("to") && TO_DO.contains(&tokens[end - 1].word)
            || token.word == word("on") && ON_A_SUBJECT.contains(&tokens[end - 1].word);
        let goes_on = capital(token) && matches!(token.tag, Tag::JJ | Tag::NN | Tag::NNS | Tag::FW);
        if named(token) || goes_on && !is_time(token.word) || capital(token) && is_time_in_name(tokens, end) {
            body |= is_body(token);
            end += 1;
        } else if token.word == word("-")
            && tight(tokens, end)
            && next.is_some_and(|next| next_named || named(next))
        {
            end += 2;
        } else if end > start + 1 && is_second_syllable(tokens, end) {
            // "Moon Jae-in"
            end += 2;
        } else if classes(token.word).has(Class::Particle) && token.shape == Shape::Lower {
            // "Ann van der Berg", "Samir al-Fahri"
            let mut rest = end + 1;
            while tokens.get(rest).is_some_and(|token| {
                classes(token.word).has(Class::Particle) && token.shape == Shape::Lower
                    || token.word == word("-") && tight(tokens, rest)
            }) {
                rest += 1;
            }
            if !tokens.get(rest).is_some_and(|token| capital(token) && (named(token) || token.tag.is_noun()))
            {
                break;
            }
            end = rest + 1;
        } else if let Some(dated) = dated_act(tokens, end) {
            end = dated;
        } else if is_ordinal(token) && next_named {
            // "Orrin First Bank"
            end += 1;
        } else if token.word == word("'") && next_named && next.is_some_and(is_body) {
            // "Bakers' Union"
            body = true;
            end += 2;
        } else if token.word == word("&") && next_named {
            end += 2;
        } else if token.tag == Tag::CD && token.shape == Shape::Capital {
            // "Radio One"
            end += 1;
        } else if token.word == word("of")
            && next_named
            && (start > 0 || end > 1)
            && classes(tokens[end - 1].word).has(Class::Masthead)
        {
            // "Star of Marl"
            end += 2;
        } else if body && of && (next_named || token.tag == Tag::TO && next.is_some_and(capital)) {
            linked = true;
            end += 2;
        } else if body
            && (of || linked && token.word == word("and"))
            && next.is_some_and(|next| next.word == word("the"))
            && tokens.get(end + 2).is_some_and(named)
            && !(token.word == word("and") && tokens[end + 2..].iter().take(4).any(is_body))
            && !(token.word == word("and") && tokens.get(end + 3).is_some_and(|after| after.tag.is_finite()))
        {
            linked = true;
            end += 3;
        } else if linked
            && token.word == word("and")
            && next_named
            // "the University of Orrin and Jana Holt"
            && !next.is_some_and(|next| {
                given_name(next.word).is_some() && tokens.get(end + 2).is_some_and(capital)
            })
            && !(next.is_some_and(is_body) && tokens.get(end + 2).is_some_and(|after| after.tag == Tag::IN))
            && !tokens.get(end + 2).is_some_and(|after| after.tag.is_finite())
        {
            end += 2;
        } else if let Some(joined) = joined_body(tokens, start, end) {
            body = true;
            end = joined;
        } else {
            break;
        }
    }
    Some(end)
}

/// Whether a hyphen at `at` ties the second part of a given name to its first, as names of East Asia are written: "Jae-in", but not
/// "Hong Kong-based".
fn is_second_syllable(tokens: &[Token], at: usize) -> bool {
    /// The longest such part, in letters.
    const LONGEST: usize = 5;
    const COMPOUND: &[Word] = &[
        word("based"),
        word("led"),
        word("born"),
        word("made"),
        word("run"),
        word("like"),
        word("style"),
        word("wide"),
        word("era"),
        word("owned"),
        word("area"),
        word("bound"),
        word("only"),
        word("held"),
        word("free"),
        word("type"),
        word("old"),
        word("year"),
        word("plus"),
        word("area"),
        word("sized"),
        word("built"),
        word("going"),
        word("in"),
    ];
    let [before, hyphen, part] = &tokens[at - 1..tokens.len().min(at + 2)] else { return false };
    let known = COMPOUND.contains(&part.word) && (part.word != word("in") || before.span.len() > 4);
    hyphen.word == word("-")
        && tight(tokens, at)
        && before.shape == Shape::Capital
        && part.shape == Shape::Lower
        && (2..=LONGEST).contains(&part.span.len())
        && !known
        && before.span.len() <= LONGEST + 1
}

/// Where a name ends that goes on over commas and small words up to the short form set in brackets after it, as the letters
/// of that tell: `Orrin Institute of Rivers, Weirs and Locks (OIRWL)`, `News from Orrin (NFO)`.
fn bracketed(tokens: &[Token], start: usize, end: usize, text: &str) -> Option<usize> {
    /// Words between what looked like the name's end and the brackets.
    const MOST: usize = 12;
    let open = (end..tokens.len().min(end + MOST)).find(|&at| tokens[at].word == word("("))?;
    let [short, close] = tokens.get(open + 1..open + 3)? else { return None };
    if open == end || close.word != word(")") || short.shape != Shape::AllCaps {
        return None;
    }
    let small = |token: &Token| {
        [word(","), word("-"), word(":"), word("'"), word("&")].contains(&token.word)
            || matches!(token.tag, Tag::IN | Tag::CC | Tag::DT | Tag::POS) && token.shape == Shape::Lower
    };
    let inside = |token: &Token| small(token) || capital(token) && !token.tag.is_finite();
    if !tokens[end..open].iter().all(inside) || !capital(&tokens[open - 1]) {
        return None;
    }
    let letters: Vec<char> =
        short.of(text).chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect();
    (letters.len() > 2 && spells(&tokens[start..open], &letters, text)).then_some(open)
}

/// Whether the first letters of the words spell `letters`; small words may be left out.
fn spells(tokens: &[Token], letters: &[char], text: &str) -> bool {
    let Some((token, rest)) = tokens.split_first() else { return letters.is_empty() };
    let first = token.of(text).chars().next().map(|letter| letter.to_lowercase().next().unwrap_or(letter));
    let taken = first.is_some() && first == letters.first().copied() && spells(rest, &letters[1..], text);
    taken || !capital(token) && spells(rest, letters, text)
}

/// Bodies named by who belongs to them: "Confederation of Bakers".
const OF_MEMBERS: &[Word] =
    &[word("confederation"), word("guild"), word("brotherhood"), word("sisterhood"), word("order")];

/// Bodies named by what they are on.
const ON_A_SUBJECT: &[Word] = &[
    word("commission"),
    word("committee"),
    word("conference"),
    word("council"),
    word("panel"),
    word("board"),
    word("office"),
    word("institute"),
];

/// Bodies named by what they are to do: "Committee to Save Rivers".
const TO_DO: &[Word] =
    &[word("committee"), word("campaign"), word("coalition"), word("alliance"), word("fund")];

/// `Orrin Today`, `Theresa May`, `Clara Day`: a word for a time that can only be part of the name before it.
fn is_time_in_name(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let surname = [word("day"), word("week"), word("night"), word("summer"), word("spring"), word("winter")]
        .contains(&token.word)
        && token.tag.is_name()
        && given_name(tokens[at - 1].word).is_some()
        && (at < 2 || !capital(&tokens[at - 2]))
        && tokens[at - 1].shape == Shape::Capital;
    if surname {
        return true;
    }
    if is_masthead_after(tokens, at) {
        return true;
    }
    let dated = tokens.get(at + 1).is_some_and(|next| next.tag == Tag::CD);
    // "the 20th Century" begins with a number, so it is no name
    token.word == word("today")
        || token.word == word("century")
        || token.word == word("may") && token.tag.is_name() && !dated
}

/// Whether a word for a time is part of an outlet's name that goes on behind it: "Evening Post".
fn is_masthead_after(tokens: &[Token], at: usize) -> bool {
    is_time(tokens[at].word)
        && tokens.get(at + 1).is_some_and(|next| {
            let class = classes(next.word);
            capital(next)
                && next.shape == Shape::Capital
                && (class.has(Class::Masthead) || class.has(Class::OutletName))
                && !is_time(next.word)
        })
}

/// Words for a company's legal form, which ends its name and is left out where the company is known.
pub(super) fn is_company_form(form: Word) -> bool {
    const FORMS: &[Word] = &[
        word("inc"),
        word("inc."),
        word("corp"),
        word("corp."),
        word("co"),
        word("co."),
        word("ltd"),
        word("ltd."),
        word("llc"),
        word("plc"),
        word("gmbh"),
        word("company"),
        word("corporation"),
        word("limited"),
    ];
    FORMS.contains(&form)
}

/// Whether nothing of a company's name can follow the word: "Inc.", but not the "Company" of "Company Theatre".
fn closes(token: &Token) -> bool {
    let whole = [word("company"), word("corporation"), word("limited")];
    is_company_form(token.word) && !whole.contains(&token.word)
}

/// "Jana Holt Image: Ilko Vasz": a word that tells who made a picture, where the line runs on from its caption.
fn is_caption(tokens: &[Token], at: usize) -> bool {
    [word("image"), word("photo"), word("picture"), word("photograph"), word("credit")]
        .contains(&tokens[at].word)
        && tokens.get(at + 1).is_some_and(|next| next.word == word(":"))
}

/// "First" and the like, written as a part of a name.
fn is_ordinal(token: &Token) -> bool {
    token.shape == Shape::Capital
        && [word("first"), word("second"), word("third"), word("fourth"), word("fifth")].contains(&token.word)
}

/// "First of Orrin Bank", "Second National Bank": whether an ordinal begins the name of a body.
fn is_numbered(tokens: &[Token], start: usize) -> bool {
    if !is_ordinal(&tokens[start]) {
        return false;
    }
    let rest = &tokens[start + 1..];
    match rest {
        [of, next, ..] if of.word == word("of") => capital(next) && next.tag.is_name() && named(next),
        _ => rest
            .iter()
            .take(4)
            .take_while(|token| capital(token) && named(token))
            .any(|token| is_body(token) && !classes(token.word).has(Class::Role)),
    }
}

/// The end of a law's name that a number or year belongs to: `Harbour Act of 1998`, `Act No. 12`.
fn dated_act(tokens: &[Token], at: usize) -> Option<usize> {
    let laws = [
        word("act"),
        word("law"),
        word("treaty"),
        word("order"),
        word("agreement"),
        word("resolution"),
        word("directive"),
    ];
    if !laws.contains(&tokens[at - 1].word) {
        return None;
    }
    let link = tokens[at].word == word("of") || tokens[at].word == word("no.");
    let number = at + usize::from(link);
    tokens.get(number).filter(|token| token.tag == Tag::CD).map(|_| number + 1)
}

/// The end of a body's name that "and" runs through: `Orrin Gas and Electric Company`.
fn joined_body(tokens: &[Token], start: usize, and: usize) -> Option<usize> {
    let first = &tokens[start..and];
    let plain = |token: &Token| {
        let class = classes(token.word);
        !is_office(token)
            && !is_body(token)
            && !class.has(Class::Country)
            && given_name(token.word).is_none()
            && matches!(token.shape, Shape::Capital | Shape::AllCaps)
    };
    if tokens[and].word != word("and") || first.len() > 3 || !first.iter().all(plain) {
        return None;
    }
    let mut end = and + 1;
    while end < tokens.len() && end < and + 5 && capital(&tokens[end]) && tokens[end].tag.is_noun() {
        end += 1;
    }
    let last = tokens.get(end - 1).filter(|_| end > and + 2)?;
    (is_body(last) && tokens[and + 1..end - 1].iter().all(plain)).then_some(end)
}

/// Whether the token at `at` touches both its neighbours.
fn tight(tokens: &[Token], at: usize) -> bool {
    at > 0
        && tokens[at - 1].span.end == tokens[at].span.start
        && tokens.get(at + 1).is_some_and(|next| next.span.start == tokens[at].span.end)
}

/// Where the holder's name begins in a run that begins with where the office is: `(Mayor of) Orrin Jana Holt`,
/// `(Secretary of) State Jana Holt`.
fn after_office_of(tokens: &[Token], run: Range<usize>) -> Option<usize> {
    let from = run.start.saturating_sub(4);
    let link = (from..run.start).rev().find(|&at| matches!(tokens[at].tag, Tag::IN | Tag::TO))?;
    let between = &tokens[link + 1..run.start];
    if !between.iter().all(|token| token.tag == Tag::DT || token.tag.is_adjective())
        || !tokens[..link].last().is_some_and(is_office)
    {
        return None;
    }
    // "Minister of Information Samir al-Fahri"
    let office = run.clone().take_while(|&at| is_portfolio(tokens[at].word)).count();
    if office > 0 && between.is_empty() && run.len() > office + 1 {
        return Some(run.start + office);
    }
    let given = (run.start + 1..run.end.saturating_sub(1)).find(|&at| {
        given_name(tokens[at].word).is_some() && tokens[at + 1].shape == Shape::Capital
            || is_office(&tokens[at])
    });
    let place = |at: usize| {
        let class = classes(tokens[at].word);
        class.has(Class::Country) || class.has(Class::Organisation)
    };
    // "ambassador to the United States Ilko Vasz"
    let united = tokens[run.start].word == word("united")
        && [word("states"), word("kingdom"), word("nations")].contains(&tokens[run.start + 1].word);
    if united && run.len() > 2 {
        return Some(run.start + 2).filter(|&at| at + 1 < run.end && !(at..run.end).any(place));
    }
    // "Mayor of Orrin Ilko Vasz": a place of one word and a name of two, as most are
    let three = run.len() == 3 && !(run.start..run.end).any(place) && between.is_empty();
    let first = place(run.start)
        && run.len() >= 3
        && capital(&tokens[run.start + 1])
        && !(run.start + 1..run.end).any(place);
    // "chair of the Harbour Safety Committee Ann Reyes": a given name after the body
    let last =
        run.end.checked_sub(2).filter(|&at| at > run.start + 1 && given_name(tokens[at].word).is_some());
    let behind_body = last.filter(|&at| is_body(&tokens[at - 1]) && !(at..run.end).any(place));
    let behind_place = given.or((first || three).then_some(run.start + 1));
    behind_body.or(behind_place.filter(|_| !(run.start + 2..run.end).any(place)))
}

/// Where the holder's name begins in a run that begins with a body named by what it is of or on: `director of the
/// (Council on Rivers) Jana Holt said`.
fn after_body(tokens: &[Token], run: Range<usize>) -> Option<usize> {
    let given = run.end.checked_sub(2).filter(|&at| at > run.start + 2)?;
    let linked = (run.start..given).any(|at| tokens[at].tag == Tag::IN) && is_body(&tokens[run.start]);
    let person = given_name(tokens[given].word).is_some()
        && capital(&tokens[given - 1])
        && tokens[given..run.end].iter().all(|token| token.shape == Shape::Capital && !is_body(token));
    let said = tokens.get(run.end).is_some_and(|next| next.tag.is_finite());
    (linked && person && said && tokens[..run.start].iter().any(is_office)).then_some(given)
}

/// Where a person's name begins in a run that begins with an outlet of one word: `told (Reuters) Jana Holt had left`.
fn after_agency(tokens: &[Token], run: Range<usize>) -> Option<usize> {
    let person = run.start + 1;
    let agency = &tokens[run.start];
    let short = agency.shape == Shape::AllCaps || agency.word == word("reuters");
    let whole = classes(agency.word).has(Class::OutletName) && short && run.len() > 2;
    (whole && given_name(tokens[person].word).is_some() && tokens[person + 1].shape == Shape::Capital)
        .then_some(person)
}

/// What a minister or secretary is of.
pub(crate) fn is_portfolio(form: Word) -> bool {
    const PORTFOLIOS: &[Word] = &[
        word("information"),
        word("justice"),
        word("state"),
        word("defence"),
        word("defense"),
        word("health"),
        word("education"),
        word("finance"),
        word("interior"),
        word("energy"),
        word("agriculture"),
        word("transport"),
        word("transportation"),
        word("labor"),
        word("labour"),
        word("commerce"),
        word("trade"),
        word("treasury"),
        word("culture"),
        word("tourism"),
        word("environment"),
        word("communications"),
        word("security"),
    ];
    PORTFOLIOS.contains(&form)
}

/// Words that stand before a name or office without being part of it.
const BESIDE: &[Word] = &[
    word("former"),
    word("late"),
    word("current"),
    word("acting"),
    word("longtime"),
    word("veteran"),
    word("local"),
    word("fellow"),
    word("incoming"),
    word("outgoing"),
    word("interim"),
    word("then"),
    word("even"),
    word("initial"),
    word("early"),
    word("recent"),
];

/// A run without the titles before the name and the letters after it.
fn trimmed(tokens: &[Token], run: Range<usize>, text: &str) -> Range<usize> {
    let (mut start, mut end) = (run.start, run.end);
    while end > start + 1 && classes(tokens[end - 1].word).has(Class::PostNominal) {
        end -= 1;
    }
    // "Former Holt aide", "Local baker Jana Holt" as a sentence begins
    if start == 0 && BESIDE.contains(&tokens[0].word) {
        start = 1;
        if end == 1 {
            return 1..1;
        }
    }
    // "Voter Jana Holt" as a sentence begins
    if start == 0 && end > 2 && classes(tokens[0].word).has(Class::Group) {
        start = 1;
    }
    // titles and offices at the front are not the name: "President Osei", "Emergencies Minister Ann Reyes"
    if let Some(last) = (start..end - 1).rev().find(|&at| is_office(&tokens[at])) {
        let rest = &tokens[last + 1..end];
        let body = rest.iter().any(|token| is_body(token) || token.word == word("of"));
        if !body && rest[0].word != word("-") {
            start = last + 1;
        }
    }
    // "Broadcaster Ann Reyes" as a sentence begins
    if start == 0 && end > 2 {
        let given = |at: usize| given_name(tokens[at].word).is_some();
        if !given(0) && given(1) && is_occupation(tokens[0].of(text)) {
            start = 1;
        }
    }
    // an office alone names nobody: "the Mayor", "the Prime Minister"; "Ann Baker" is somebody
    let last = &tokens[end - 1];
    let plain = classes(last.word).has(Class::Group) || classes(last.word).has(Class::Anonymous);
    // "Orrin Valley Police" is a body
    let force = last.word == word("police") && start + 1 < end && tokens[start].tag.is_name();
    let called = !force && classes(last.word).has(Class::Official) || is_occupation(last.of(text));
    let office = if end == start + 1 { is_office(last) || plain } else { called };
    // "White House Press Secretary": the body whose office it is
    let held = tokens[start..end].iter().rposition(is_body).map(|at| start + at + 1);
    if let Some(held) = held.filter(|&held| held < end && held > start + 1)
        && is_office(last)
        && tokens[held..end].iter().all(capital)
    {
        return start..held;
    }
    let body = tokens[start..end].iter().any(is_body);
    if office && !body && given_name(tokens[start].word).is_none() {
        return start..start;
    }
    start..end
}

/// Whether a word is formed like those for what people do: "oceanographer".
pub(crate) fn is_occupation(form: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ologist", "ographer", "ician", "caster", "maker", "keeper", "writer", "leader", "holder", "player",
        "worker", "woman", "sman", "person", "nomist", "tarian", "minister", "general", "officer",
        "director",
    ];
    ENDINGS.iter().any(|ending| {
        form.len() > ending.len()
            && form.is_char_boundary(form.len() - ending.len())
            && form[form.len() - ending.len()..].eq_ignore_ascii_case(ending)
    })
}
