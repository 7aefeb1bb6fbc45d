//! What the words around a name tell of its bearer.

use std::ops::Range;

use sayso_language::{Gender, Shape, Tag, Token, Word, given_name, word};
use sayso_model::Span;

use crate::lexicon::is_time;
use crate::passages::dateline;
use crate::people::{BodyEnd, Class, body_end, classes};

use super::runs::is_occupation;

/// What stands around a mention.
pub(super) struct Signs {
    /// For a person above zero, against one below.
    pub(super) score: i32,
    /// Whether it is plainly a news organisation.
    pub(super) outlet: bool,
    pub(super) gender: Option<Gender>,
    pub(super) roles: Vec<Word>,
    pub(super) role: Option<Span>,
    /// Its short form, where it is given in brackets.
    pub(super) acronym: Option<Word>,
    /// Whether something is said to be there: "in Orrin", "the town of Orrin".
    pub(super) located: bool,
}

/// Reads the signs around the name at `core`, cut out of the capitalised words at `run`.
pub(super) fn signs(text: &str, tokens: &[Token], run: &Range<usize>, core: &Range<usize>) -> Signs {
    let mut signs = Signs {
        score: 0,
        outlet: false,
        gender: None,
        roles: Vec::new(),
        role: None,
        acronym: None,
        located: false,
    };
    let words = &tokens[core.clone()];
    let offices =
        |token: &Token| classes(token.word).has(Class::Role) || classes(token.word).has(Class::Title);
    let before = run.start.checked_sub(1).map(|at| &tokens[at]);
    // "President Osei", "mayor Jana Holt"
    let mut left = core.start;
    while left > 0 && core.start - left < 5 {
        let token = &tokens[left - 1];
        let modifies = matches!(token.tag, Tag::NN | Tag::NNP | Tag::JJ) || token.word == word("-");
        if !modifies || is_time(token.word) {
            break;
        }
        left -= 1;
    }
    if let Some(last) = core.start.checked_sub(1).filter(|&at| offices(&tokens[at])) {
        signs.score += 3;
        signs.gender = gender_of_title(tokens[last].word);
        signs.roles.extend(
            tokens[left..core.start]
                .iter()
                .map(|token| token.word)
                .filter(|&word| classes(word).has(Class::Role) || classes(word).has(Class::Regal)),
        );
        if classes(tokens[last].word).has(Class::Role) && left <= last {
            signs.role = Some(Span::new(tokens[left].span.start, tokens[last].span.end));
        }
    }
    // "Jean-Pierre" is not "Jean", and "Hong Kong" nobody
    let compound = words.get(1).is_some_and(|second| second.word == word("-"));
    let place = words.len() > 1 && PLACE_OPENINGS.contains(&words[0].word);
    let given = given_name(words[0].word).map(|gender| gender.filter(|_| !compound)).filter(|_| !place);
    if let Some(gender) = given {
        signs.score += if words.len() > 1 { 3 } else { 1 };
        signs.gender = signs.gender.or(gender);
    }
    let body = |class| words.iter().any(|token| classes(token.word).has(class));
    if body(Class::Organisation) || body(Class::Body) || words.iter().any(|token| token.word == word("of")) {
        signs.score -= 5;
    }
    // "Orrin Pharma", "Marl Steel", "Holt & Halder"
    let firm = match body_end(words[words.len() - 1].word).filter(|_| words.len() > 1) {
        Some(BodyEnd::Always) => true,
        Some(BodyEnd::UnlessGiven | BodyEnd::Masthead) => given.is_none(),
        None => words.iter().any(|token| token.word == word("&")),
    };
    if firm {
        signs.score -= 8;
    }
    // a surname may be a country's name
    let first = classes(words[0].word);
    let surname =
        given.is_some() && words.len() == 2 && !first.has(Class::Country) && !first.has(Class::Particle);
    let outlet =
        body(Class::OutletName) && !(surname && !classes(words[words.len() - 1].word).has(Class::Masthead));
    if outlet || body(Class::Place) || body(Class::Country) && !surname {
        signs.score -= 4;
    }
    if words.len() > 1 && body(Class::Document) && given.is_none() {
        signs.score -= 3;
    }
    // "Turley ABC", "Turley Fire and Rescue"
    let short = |token: &Token| token.shape == Shape::AllCaps && token.span.len() > 2;
    if words.len() > 1 && (words.iter().any(|token| short(token) || token.word == word("and"))) {
        signs.score -= 4;
    }
    let site = words.len() == 1 && SITES.iter().any(|end| words[0].of(text).ends_with(end));
    signs.outlet = site || is_outlet(text, tokens, run, core);
    // "the Halden", but not "the Halden family"
    let modifies = tokens.get(run.end).is_some_and(|next| next.tag.is_noun());
    if before.is_some_and(|token| token.word == word("the")) && core.start == run.start && !modifies {
        signs.score -= 3;
    }
    if words.len() == 1 && words[0].shape == Shape::AllCaps {
        signs.score -= 2;
    }
    // "in Orrin", "from Orrin": places
    if before.is_some_and(|token| [word("in"), word("at"), word("near"), word("from")].contains(&token.word))
    {
        signs.score -= if words.len() == 1 { 2 } else { 1 };
    }
    // "Orrin airport"
    let sited = tokens
        .get(run.end)
        .is_some_and(|next| next.shape == Shape::Lower && classes(next.word).has(Class::Place));
    // "NEW ORRIN — Stocks fell"
    let dated = tokens[0].shape == Shape::AllCaps && run.end <= dateline(tokens, text);
    signs.located = sited || dated || is_located(&tokens[..core.start]);
    if is_body_called(tokens, core.start) || given.is_none() && speaks_as_one(&tokens[run.end..]) {
        signs.score -= 4;
    }
    if place {
        signs.score -= 3;
    }
    // "the Orrish Dax"
    if words.len() > 1 && words[0].tag == Tag::JJ && given.is_none() {
        signs.score -= 2;
    }
    // "Jana Holt River Photography Programme"
    if words.len() > 4 && !body(Class::Particle) {
        signs.score -= 4;
    }
    // "East Orriners": many
    if words.len() > 1 && words[words.len() - 1].tag == Tag::NNPS {
        signs.score -= 2;
    }
    // "tour manager Jana Holt", "a student named Holt"
    if words.len() >= 2 && before.is_some_and(|token| token.tag == Tag::NN && is_human(token, text)) {
        signs.score += 3;
    }
    if before.is_some_and(|token| token.word == word("named")) {
        signs.score += 2;
    }
    // "Jana Holt, who", "Orrin Lines, which"
    if let [comma, who, ..] = &tokens[run.end..]
        && comma.word == word(",")
    {
        signs.score += match who.word {
            who if who == word("who") => 3,
            which if which == word("which") => -7,
            _ => 0,
        };
    }
    office_before(tokens, run.start, &mut signs);
    apposition(tokens, core.end, &mut signs);
    relative(tokens, core.end, &mut signs);
    // "European Example Council (EEC)"
    if let [open, short, close] = tokens.get(core.end..core.end + 3).unwrap_or_default()
        && open.word == word("(")
        && close.word == word(")")
        && (short.shape == Shape::AllCaps || words.len() > 2 && is_cut_from(short.of(text), words, text))
        && short.of(text).as_bytes().first() == words[0].of(text).as_bytes().first()
    {
        signs.acronym = Some(short.word);
    }
    signs
}

/// Whether the letters of `short` stand in the words in their order: "Orrivolc" in "Orrin Institute of Volcanology".
fn is_cut_from(short: &str, words: &[Token], text: &str) -> bool {
    let long = words.iter().flat_map(|token| token.of(text).chars()).flat_map(char::to_lowercase);
    let mut long = long.peekable();
    short.len() > 3
        && short.chars().flat_map(char::to_lowercase).all(|letter| long.any(|other| other == letter))
}

/// Whether the words before a name tell that it is a place's: "in", "moved to", "the town of", "between Marl and".
fn is_located(before: &[Token]) -> bool {
    let [outer @ .., link] = before else { return false };
    let places = [word("town"), word("city"), word("village"), word("port"), word("island"), word("river")];
    let place = |token: Option<&Token>| token.is_some_and(|token| places.contains(&token.word));
    let moved = |token: &Token| {
        let verbs = [word("moved"), word("moves"), word("went"), word("travelled"), word("flew")];
        verbs.contains(&token.word)
    };
    match link.word {
        link if [word("in"), word("near"), word("outside"), word("between")].contains(&link) => true,
        of if of == word("of") => place(outer.last()),
        to if to == word("to") => outer.last().is_some_and(moved),
        and if and == word("and") => {
            matches!(outer, [.., between, name] if between.word == word("between") && name.tag.is_name())
        }
        _ => place(Some(link)),
    }
}

/// "charity Feed Orrin", "its parent company, Marl Holding": whether the noun right before a name says that it is a body.
fn is_body_called(tokens: &[Token], start: usize) -> bool {
    let Some(at) = start.checked_sub(1) else { return false };
    let apposed = tokens[at].word == word(",");
    let Some(noun) = at.checked_sub(usize::from(apposed)).map(|at| &tokens[at]) else { return false };
    let bodies = [
        word("company"),
        word("firm"),
        word("charity"),
        word("operator"),
        word("union"),
        word("group"),
        word("maker"),
        word("retailer"),
        word("supplier"),
        word("bank"),
        word("airline"),
        word("startup"),
        word("party"),
    ];
    let owned = || {
        tokens[..at]
            .iter()
            .rev()
            .skip(1)
            .take(4)
            .take_while(|token| token.word != word(","))
            .any(|token| matches!(token.tag, Tag::PRPS | Tag::POS))
    };
    noun.tag == Tag::NN && bodies.contains(&noun.word) && (!apposed || owned())
}

/// "(Marl Steel) said on Monday it would", "(Marl Steel) said its": whether what follows a name takes its bearer for a thing.
fn speaks_as_one(after: &[Token]) -> bool {
    let Some(verb) = after.first().filter(|verb| matches!(verb.tag, Tag::VBD | Tag::VBZ)) else {
        return false;
    };
    let cue =
        [word("said"), word("says"), word("announced"), word("confirmed"), word("reported"), word("warned")];
    let between = |token: &&Token| {
        is_time(token.word) || token.word == word("that") || token.word == word("on") || token.tag == Tag::CD
    };
    let rest = &after[1..];
    let rest = &rest[rest.iter().take(5).take_while(between).count()..];
    let acts = |token: &Token| token.tag == Tag::MD || [word("had"), word("has")].contains(&token.word);
    cue.contains(&verb.word)
        && match rest {
            [its, ..] if its.word == word("its") => true,
            [it, next, ..] => it.word == word("it") && acts(next),
            _ => false,
        }
}

/// Endings of names that are addresses.
const SITES: &[&str] = &[".com", ".net", ".org", ".co.uk", ".com.au", ".co.nz", ".news", ".info"];

/// Words that many names of places begin with and hardly any of persons.
const PLACE_OPENINGS: &[Word] = &[
    word("hong"),
    word("new"),
    word("los"),
    word("las"),
    word("puerto"),
    word("costa"),
    word("san"),
    word("fort"),
    word("mount"),
    word("lake"),
    word("north"),
    word("south"),
    word("west"),
    word("east"),
    word("northern"),
    word("southern"),
    word("eastern"),
    word("western"),
    word("central"),
];

/// Whether the word means a person by what he or she does or is.
fn is_human(token: &Token, text: &str) -> bool {
    let class = classes(token.word);
    class.has(Class::Role) || class.has(Class::Title) || is_occupation(token.of(text))
}

/// Whether a name is that of a news organisation: by its last word (`Orrin Star`), or by what stands before it
/// (`the newspaper Fanal`, `broadcaster KTL`).
fn is_outlet(text: &str, tokens: &[Token], run: &Range<usize>, core: &Range<usize>) -> bool {
    let last = classes(tokens[core.end - 1].word);
    let masthead =
        last.has(Class::Masthead) || body_end(tokens[core.end - 1].word) == Some(BodyEnd::Masthead);
    if core.len() > 1 && masthead && given_name(tokens[core.start].word).is_none() {
        return true;
    }
    // "Money Matters magazine"
    let printed = [word("magazine"), word("newspaper"), word("newspapers"), word("tabloid")];
    if tokens.get(run.end).is_some_and(|next| next.shape == Shape::Lower && printed.contains(&next.word)) {
        return true;
    }
    if run.start == 0 || core.start != run.start {
        return false;
    }
    let before = &tokens[run.start - 1];
    // "by The Meridian": an article that is part of the name
    let own_article = before.word == word("the") && before.shape == Shape::Capital && run.start > 1;
    let other = |token: &Token| {
        let class = classes(token.word);
        class.has(Class::Organisation)
            || class.has(Class::Place)
            || class.has(Class::Country)
            || class.has(Class::Document)
    };
    let words = &tokens[core.clone()];
    if own_article
        && tokens[run.start - 2].tag != Tag::Mark
        && words.len() < 3
        && !words.iter().any(other)
        && words[words.len() - 1].tag == Tag::NNP
        && !words[words.len() - 1].of(text).ends_with('s')
    {
        return true;
    }
    let agency = before.word == word("agency") && run.start > 1 && {
        [word("news"), word("press"), word("wire")].contains(&tokens[run.start - 2].word)
    };
    let medium = [
        word("newspaper"),
        word("magazine"),
        word("broadcaster"),
        word("newswire"),
        word("tabloid"),
        word("daily"),
        word("weekly"),
        word("channel"),
        word("website"),
        word("journal"),
        word("outlet"),
    ];
    let noun = matches!(before.tag, Tag::NN | Tag::JJ) && before.shape == Shape::Lower;
    noun && (medium.contains(&before.word) || agency)
}

/// `the minister of culture, Jon Halder,`: an office that the name stands in apposition to.
fn office_before(tokens: &[Token], start: usize, signs: &mut Signs) {
    if start < 3 || tokens[start - 1].word != word(",") {
        return;
    }
    let mut at = start - 1;
    while at > 0 && start - at < 12 {
        let token = &tokens[at - 1];
        if !(token.tag.is_noun()
            || token.tag.is_adjective()
            || matches!(token.tag, Tag::IN | Tag::POS | Tag::CC | Tag::DT | Tag::PRPS))
        {
            break;
        }
        at -= 1;
        let opens = matches!(token.tag, Tag::DT | Tag::PRPS) || at == 0;
        let Some(head) = (at..start - 1)
            .find(|&at| matches!(tokens[at].tag, Tag::IN | Tag::CC))
            .or(Some(start - 1))
            .filter(|&end| end > at)
        else {
            continue;
        };
        // "according to his agent, Holt fell ill": the agent is another
        let told = at > 0 && matches!(tokens[at - 1].tag, Tag::IN | Tag::TO);
        let goes_on = told && tokens[start..].iter().take(6).any(|token| token.tag.is_finite());
        if opens && !goes_on && classes(tokens[head - 1].word).has(Class::Role) {
            signs.score += 3;
            signs.roles.push(tokens[head - 1].word);
            signs.gender = signs.gender.or(gender_of_title(tokens[head - 1].word));
            let from = if at == 0 && !matches!(token.tag, Tag::DT | Tag::PRPS) { at } else { at + 1 };
            signs.role = signs.role.or(Some(Span::new(tokens[from].span.start, tokens[start - 2].span.end)));
            return;
        }
    }
}

/// `Holt, the mayor of Orrin,` and `Holt, 45,`.
fn apposition(tokens: &[Token], after: usize, signs: &mut Signs) {
    if tokens.get(after).is_none_or(|token| token.word != word(",")) {
        return;
    }
    let start = after + 1;
    let Some(first) = tokens.get(start) else { return };
    if first.tag == Tag::CD && tokens.get(start + 1).is_none_or(|token| token.word == word(",")) {
        signs.score += 2;
        return;
    }
    let stop = (start..tokens.len().min(start + 16))
        .find(|&at| {
            tokens[at].word == word(",")
                || tokens[at].word == word(".")
                || tokens[at].tag.is_finite()
                || tokens[at].tag == Tag::WP
        })
        .unwrap_or(tokens.len().min(start + 16));
    // the head noun of the apposition: before its first preposition
    let head_end = (start..stop)
        .find(|&at| matches!(tokens[at].tag, Tag::IN | Tag::TO | Tag::CC | Tag::Mark))
        .unwrap_or(stop);
    let Some(head) = (start..head_end).rev().find(|&at| tokens[at].tag.is_noun()) else { return };
    if tokens.get(stop).is_some_and(|token| token.tag.is_finite())
        || tokens[head].tag.is_name() && !classes(tokens[head].word).has(Class::Role)
    {
        return;
    }
    signs.roles.push(tokens[head].word);
    if !classes(tokens[head].word).has(Class::Role) {
        return;
    }
    signs.score += 3;
    signs.gender = signs.gender.or(gender_of_title(tokens[head].word));
    signs.roles.extend(
        tokens[start..=head].iter().map(|token| token.word).filter(|&word| classes(word).has(Class::Role)),
    );
    let from =
        if matches!(tokens[start].tag, Tag::DT | Tag::PRPS) && start < head { start + 1 } else { start };
    let end = tokens[from..stop]
        .iter()
        .rposition(|token| token.tag != Tag::Mark || token.word == word(")"))
        .map_or(head + 1, |at| from + at + 1);
    signs.role = Some(Span::new(tokens[from].span.start, tokens[end - 1].span.end));
}

/// `Holt, who directs the library`: the offices that what somebody does amounts to.
fn relative(tokens: &[Token], after: usize, signs: &mut Signs) {
    let Some([comma, who, verb]) = tokens.get(after..after + 3) else { return };
    if comma.word != word(",") || who.word != word("who") {
        return;
    }
    let offices: &[Word] = match verb.word {
        held if held == word("directs") => &[word("director")],
        held if held == word("chairs") => &[word("chair"), word("chairman"), word("chairwoman")],
        held if held == word("leads") => &[word("leader")],
        held if held == word("heads") => &[word("head"), word("chief")],
        held if held == word("presides") => &[word("president")],
        held if held == word("conducts") => &[word("conductor")],
        held if held == word("edits") => &[word("editor")],
        held if held == word("coaches") => &[word("coach")],
        held if held == word("owns") => &[word("owner")],
        held if held == word("represents") => &[word("lawyer"), word("representative")],
        _ => return,
    };
    signs.score += 3;
    signs.roles.extend(offices);
}

/// Whom a title or relation word such as "Mrs" or "spokesman" can mean.
pub(crate) fn gender_of_title(form: Word) -> Option<Gender> {
    let classes = classes(form);
    match (classes.has(Class::Female), classes.has(Class::Male)) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}
