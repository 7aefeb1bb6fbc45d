//! Documents, statements, posts, laws and data that a text leans on, by the noun phrases that name them.

use sayso_language::{Shape, Tag, Token, Word, word};
use sayso_model::{CitationKind, Span};

use super::kinds::kind_of;
use super::{Context, Work};
use crate::lexicon::is_time;
use crate::names::Mention;

/// Finds them: where a noun phrase with such a noun speaks, is spoken or written in, or is issued.
pub(super) fn works(context: &Context) -> Vec<Work> {
    let mut out = Vec::new();
    for sentence in &context.analysis.sentences {
        let range = sentence.tokens.clone();
        let tokens = &context.analysis.tokens[range];
        let mut at = 0;
        while at < tokens.len() {
            let Some(phrase) = phrase(context, tokens, at) else {
                at += 1;
                continue;
            };
            let next = phrase.end;
            if let Some(work) = cited(context, tokens, &phrase) {
                out.push(work);
            }
            at = next.max(at + 1);
        }
    }
    out
}

/// A noun phrase headed by the noun of a work. Indices of tokens of its sentence.
struct Phrase {
    kind: CitationKind,
    first: usize,
    head: usize,
    /// After the number of a report, which belongs to its name.
    number: usize,
    /// After what says more of it: "published on Monday by the council".
    end: usize,
    /// It opens with "the", "this", "her".
    definite: bool,
    /// "the", "this", with nothing that tells which: it points back.
    back: bool,
    /// "reports", "initial reports", without a word more.
    bare: bool,
}

/// The phrase whose head is at `head`.
fn phrase(context: &Context, tokens: &[Token], head: usize) -> Option<Phrase> {
    let token = &tokens[head];
    if !token.tag.is_noun() {
        return None;
    }
    let kind = kind_of(token.word)?;
    let next = tokens.get(head + 1);
    // "the Geological Survey" is a body; "Examination Report 14/2024" and what opens a sentence are works
    let mut number = head + 1;
    while tokens
        .get(number)
        .is_some_and(|token| token.tag == Tag::CD || number > head + 1 && token.of(context.text) == "/")
        && number < head + 4
    {
        number += 1;
    }
    let numbered = token.shape == Shape::Capital && number > head + 1;
    let number = if numbered { number } else { head + 1 };
    if token.shape == Shape::Capital && head > 0 && !numbered {
        return None;
    }
    let compound = next.is_some_and(|next| {
        next.tag.is_noun() && !is_time(next.word)
            || next.word == word("-") && next.span.start == token.span.end
    });
    if compound {
        return None;
    }
    let mut first = head;
    while let Some(before) = first.checked_sub(1).map(|at| &tokens[at]) {
        let joins = before.tag.is_noun()
            || before.tag.is_adjective()
            || matches!(before.tag, Tag::CD | Tag::POS | Tag::VBN)
            || before.shape == Shape::AllCaps
            || before.word == word(",")
                && first > 1
                && tokens[first].tag == Tag::CD
                && tokens[first - 2].tag == Tag::CD
            || before.word == word("-") && before.span.end == tokens[first].span.start;
        let determiner = matches!(before.tag, Tag::DT | Tag::PRPS);
        if !joins && !determiner {
            break;
        }
        first -= 1;
        if determiner {
            break;
        }
    }
    let opening = &tokens[first];
    let definite = [word("the"), word("this"), word("that"), word("these"), word("those"), word("same")]
        .contains(&opening.word);
    let named = tokens[first..head].iter().any(|token| token.tag.is_name() || token.tag == Tag::CD);
    if token.word == word("minutes") && head > first && tokens[head - 1].tag == Tag::CD {
        return None;
    }
    let end = reach(context, tokens, number);
    let more = end > head + 1;
    // "reports", "some reports", "initial reports"
    let bare = !more && (first == head || token.word == word("reports") && !named);
    Some(Phrase {
        kind,
        first,
        head,
        number,
        end,
        definite: definite || opening.tag == Tag::PRPS,
        back: definite && !named && !more,
        bare,
    })
}

/// Words before the one who issued or printed a work.
const ISSUERS: [Word; 3] = [word("in"), word("by"), word("from")];

/// The end of what says more of a work: "of", "by", "on" and participles with their noun phrases, brackets.
fn reach(context: &Context, tokens: &[Token], start: usize) -> usize {
    const LINKS: [Word; 16] = [
        word("of"),
        word("by"),
        word("from"),
        word("on"),
        word("in"),
        word("to"),
        word("at"),
        word("for"),
        word("about"),
        word("against"),
        word("with"),
        word("between"),
        word("before"),
        word("during"),
        word("over"),
        word("dated"),
    ];
    const LONGEST: usize = 18;
    let mut at = start;
    while let Some(token) = tokens.get(at).filter(|_| at < start + LONGEST) {
        // ", published in June 2024"
        let set_off = token.word == word(",")
            && tokens.get(at + 1).is_some_and(|next| MADE.contains(&next.word) && next.tag == Tag::VBN);
        let link = LINKS.contains(&token.word) && matches!(token.tag, Tag::IN | Tag::TO | Tag::RP)
            || MADE.contains(&token.word) && matches!(token.tag, Tag::VBN | Tag::VBD | Tag::JJ)
            || set_off;
        let dated = is_time(token.word);
        if !link && !dated {
            break;
        }
        let from = at + usize::from(link) + usize::from(set_off);
        let end = chunk(tokens, from);
        if end == from && !(MADE.contains(&token.word) || set_off) && !dated {
            break;
        }
        // what the cue of a statement covers is not the work's, nor its source unless it is the issuer
        let span = Span::new(token.span.start, tokens[end.max(at + 1) - 1].span.end);
        let issued = ISSUERS.contains(&token.word);
        if end > at && context.in_statement(span, tokens[start - 1].span.start, issued) {
            break;
        }
        at = end.max(at + 1);
    }
    at
}

/// What is done to works to bring them about.
const MADE: [Word; 21] = [
    word("published"),
    word("issued"),
    word("released"),
    word("posted"),
    word("dated"),
    word("signed"),
    word("written"),
    word("completed"),
    word("held"),
    word("lodged"),
    word("filed"),
    word("sent"),
    word("delivered"),
    word("conducted"),
    word("commissioned"),
    word("prepared"),
    word("seen"),
    word("obtained"),
    word("broadcast"),
    word("established"),
    word("shared"),
];

/// The end of the noun phrase that begins at `at`, dates with their commas included.
fn chunk(tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let day = token.word == word(",")
            && at > 0
            && tokens[at - 1].tag == Tag::CD
            && tokens.get(at + 1).is_some_and(|next| next.tag == Tag::CD);
        let joins = token.tag.is_noun()
            || token.tag.is_adjective()
            || matches!(token.tag, Tag::CD | Tag::POS | Tag::DT | Tag::PRPS | Tag::VBG)
            || token.word == word("&")
            || token.word == word("-") && token.span.start == tokens[at.saturating_sub(1)].span.end
            || token.word == word("–") && tokens.get(at + 1).is_some_and(|next| next.tag == Tag::CD);
        if !joins && !day {
            break;
        }
        at += 1;
    }
    at
}

/// The work, when the text leans on it there.
fn cited(context: &Context, tokens: &[Token], phrase: &Phrase) -> Option<Work> {
    let span = Span::new(tokens[phrase.first].span.start, tokens[phrase.end - 1].span.end);
    let core = Span::new(tokens[phrase.first].span.start, tokens[phrase.head].span.end);
    if phrase.back || phrase.bare || context.in_quotation(core) {
        return None;
    }
    let speaks = context.source_at(core).is_some() || is_subject(tokens, phrase.end);
    let source = context.source_at(core);
    let way = way(tokens, phrase.first);
    let told = context.statement_near(core);
    let issuer = issuer(context, tokens, phrase);
    let head = tokens[phrase.head].word;
    // "findings published on Tuesday in Nature", "a survey published by the library"
    let made = issuer.is_some()
        && tokens[phrase.head + 1..phrase.end].iter().any(|token| MADE.contains(&token.word));
    let made_known = STRONG.contains(&head)
        && tokens[phrase.head + 1..phrase.end].iter().any(|token| MADE.contains(&token.word));
    // "Examination Report 14/2024"
    let numbered = phrase.number > phrase.head + 1 && phrase.kind != CitationKind::Law;
    // "an article in the Gazette"
    let printed = ARTICLES.contains(&head)
        && phrase.end > phrase.head + 1
        && matches!(&issuer, Some(Issuer::Name(mention)) if super::outlets::is_outlet(context, mention));
    let cites = match way {
        Way::Cited => true,
        Way::Issued => !phrase.definite && phrase.kind != CitationKind::Law,
        Way::In => STRONG.contains(&head) || told.is_some() && !SPEAKING_ONLY.contains(&head),
        Way::None => false,
    };
    if !(cites || speaks || made || made_known || numbered || printed) || is_vague(tokens, phrase) && !speaks
    {
        return None;
    }
    let mut work = Work::new(phrase.kind, span);
    work.article = ARTICLES.contains(&tokens[phrase.head].word);
    work.definite = phrase.definite;
    work.head = Some(head);
    if numbered {
        let from = phrase.first + usize::from(tokens[phrase.first].tag == Tag::DT);
        let last = tokens[phrase.head + 1..]
            .iter()
            .take(3)
            .take_while(|token| token.tag == Tag::CD || token.of(context.text) == "/");
        let end = last.last().map_or(core.end, |token| token.span.end);
        work.title = Some(context.text[tokens[from].span.start..end].to_owned());
    }
    work.source = source;
    match issuer {
        Some(Issuer::Name(mention)) => {
            let name = &context.names.list[mention.name];
            work.name = Some(name.full.of(context.text).to_owned());
            work.outlet = !name.is_person() && super::outlets::is_outlet(context, mention);
        }
        Some(Issuer::Described(words)) => work.name = Some(words),
        None => {
            // a document that speaks without an issuer is called by its own words
            let named = source.map(|entity| context.entities[entity].name.clone());
            work.name = named
                .filter(|name| !span.of(context.text).contains(name.as_str()))
                .or_else(|| unsaid_issuer(context, tokens, phrase, &way, source.is_some()));
        }
    }
    Some(work)
}

/// Who issued a work.
enum Issuer<'c> {
    Name(&'c Mention),
    /// "the library", of which no name is known.
    Described(String),
}

/// Who issued a work, by its own phrase: "BTP's report", "a NATO press release", "the decree signed by the Pope",
/// "findings published in Nature"; not where it was filed or who saw it.
fn issuer<'c>(context: &'c Context, tokens: &[Token], phrase: &Phrase) -> Option<Issuer<'c>> {
    let named = |from: usize, to: usize| {
        let span = Span::new(tokens.get(from)?.span.start, tokens.get(to.checked_sub(1)?)?.span.end);
        let inside = context.names.within(span);
        inside.filter(|mention| !is_time(context.word_at(mention.span.start))).last()
    };
    let mut at = phrase.head + 1;
    let mut made = None;
    while at < phrase.end {
        let token = &tokens[at];
        if MADE.contains(&token.word) {
            made = Some(token.word);
        }
        let from = at + 1;
        let end = chunk(tokens, from).min(phrase.end);
        let seen = made.is_some_and(|made| {
            [word("seen"), word("obtained"), word("shared"), word("reviewed"), word("viewed")].contains(&made)
        });
        let carries = token.word == word("by") && !seen
            || token.word == word("from")
            || token.word == word("of") && made.is_none()
            || token.word == word("in") && (made.is_some() || ARTICLES.contains(&tokens[phrase.head].word));
        if carries && end > from {
            if let Some(mention) = named(from, end) {
                return Some(Issuer::Name(mention));
            }
            if token.word == word("by") && !tokens[from..end].iter().any(|token| is_time(token.word)) {
                return described(context, &tokens[from..end]);
            }
        }
        // "posted on the library's page"
        if token.word == word("on")
            && let Some(owner) = tokens[from..end].iter().position(|token| token.tag == Tag::POS)
            && !tokens[from..from + owner].iter().any(|token| is_time(token.word))
        {
            return match named(from, from + owner) {
                Some(mention) => Some(Issuer::Name(mention)),
                None => described(context, &tokens[from..from + owner]),
            };
        }
        at = if token.tag == Tag::IN { end.max(from) } else { from };
    }
    // before the noun: "the OVWB's plan", "the library's own report"
    if phrase.first < phrase.head {
        if let Some(mention) = named(phrase.first, phrase.head) {
            return Some(Issuer::Name(mention));
        }
        let owner = tokens[phrase.first..phrase.head].iter().position(|token| token.tag == Tag::POS);
        if let Some(owner) = owner
            && !tokens[phrase.first..phrase.first + owner].iter().any(|token| is_time(token.word))
        {
            return described(context, &tokens[phrase.first..phrase.first + owner]);
        }
    }
    None
}

/// The body that "the library" means: the one named so in the text, or these words.
fn described<'c>(context: &'c Context, tokens: &[Token]) -> Option<Issuer<'c>> {
    let head = tokens.iter().rev().find(|token| token.tag.is_noun())?;
    let first = tokens.iter().find(|token| token.tag != Tag::DT)?;
    let named = context.names.before(head.span.start).take(80).find(|mention| {
        let name = &context.names.list[mention.name];
        if name.is_person() || name.words().len() < 2 || !name.words().contains(&head.word) {
            return false;
        }
        // "the National Library", "the Library of Soldane"; not "the Library Workers"
        name.words().last() == Some(&head.word) || {
            let tail =
                name.full.of(context.text).split_whitespace().skip_while(|part| word(part) != head.word);
            tail.take(2).last().is_some_and(|next| next == "of")
        }
    });
    Some(match named {
        Some(mention) => Issuer::Name(mention),
        None => Issuer::Described(context.text[first.span.start..head.span.end].to_owned()),
    })
}

/// Who a work is likely by when its own phrase does not say: who speaks in it or issued it.
fn unsaid_issuer(
    context: &Context,
    tokens: &[Token],
    phrase: &Phrase,
    way: &Way,
    speaks: bool,
) -> Option<String> {
    let start = tokens[phrase.first].span.start;
    let head = &tokens[phrase.head];
    match way {
        Way::Issued => context.subject_before(start),
        Way::In | Way::Cited if !speaks => {
            let told = context.statement_near(Span::new(start, head.span.end));
            told.and_then(|statement| context.name_of(statement))
                .or_else(|| STRONG.contains(&head.word).then(|| context.subject_before(start)).flatten())
        }
        // "minutes of its meeting": whose, was said before
        Way::None if tokens[phrase.first..phrase.end].iter().any(|token| token.word == word("its")) => {
            context.body_before(start)
        }
        _ => None,
    }
}

/// Whether a verb of stating follows: "Estimates by the ministry state".
fn is_subject(tokens: &[Token], end: usize) -> bool {
    const STATE: [Word; 24] = [
        word("said"),
        word("says"),
        word("say"),
        word("state"),
        word("states"),
        word("stated"),
        word("read"),
        word("reads"),
        word("shows"),
        word("showed"),
        word("show"),
        word("found"),
        word("finds"),
        word("suggest"),
        word("suggests"),
        word("suggested"),
        word("indicate"),
        word("indicates"),
        word("indicated"),
        word("estimate"),
        word("estimated"),
        word("lists"),
        word("advises"),
        word("concluded"),
    ];
    let at = end + usize::from(tokens.get(end).is_some_and(|token| token.tag.is_adverb()));
    tokens.get(at).is_some_and(|verb| verb.tag.is_finite() && STATE.contains(&verb.word))
}

/// Works that are cited wherever something stands in them, whatever the verb.
const STRONG: [Word; 11] = [
    word("statement"),
    word("release"),
    word("letter"),
    word("email"),
    word("e-mail"),
    word("memo"),
    word("tweet"),
    word("findings"),
    word("minutes"),
    word("op-ed"),
    word("affidavit"),
];

/// Works that are cited only where they speak: "in the decision", "with data" lean on nothing.
const SPEAKING_ONLY: [Word; 9] = [
    word("decision"),
    word("opinion"),
    word("data"),
    word("figures"),
    word("polls"),
    word("laws"),
    word("law"),
    word("plan"),
    word("facts"),
];

/// How the words before a phrase lean on the work.
enum Way {
    /// "per", "via", "according to", "citing".
    Cited,
    /// "in", "on": in what somebody said or wrote something.
    In,
    /// "issued", "posted", "filed".
    Issued,
    None,
}

fn way(tokens: &[Token], first: usize) -> Way {
    const CITED: [Word; 8] = [
        word("per"),
        word("via"),
        word("citing"),
        word("cited"),
        word("cite"),
        word("cites"),
        word("quoting"),
        word("quoted"),
    ];
    const IN: [Word; 7] =
        [word("in"), word("on"), word("by"), word("through"), word("from"), word("during"), word("with")];
    const ISSUED: [Word; 22] = [
        word("issued"),
        word("issues"),
        word("issuing"),
        word("released"),
        word("releasing"),
        word("published"),
        word("publishes"),
        word("posted"),
        word("posting"),
        word("sent"),
        word("filed"),
        word("files"),
        word("filing"),
        word("signed"),
        word("wrote"),
        word("circulated"),
        word("obtained"),
        word("seen"),
        word("submitted"),
        word("lodged"),
        word("made"),
        word("shared"),
    ];
    let Some(before) = first.checked_sub(1).map(|at| &tokens[at]) else { return Way::None };
    let according = before.word == word("to") && first > 1 && tokens[first - 2].word == word("according");
    if according || CITED.contains(&before.word) {
        Way::Cited
    } else if before.tag == Tag::IN && IN.contains(&before.word) {
        Way::In
    } else if before.tag.is_verb() && ISSUED.contains(&before.word) {
        Way::Issued
    } else {
        Way::None
    }
}

/// Nouns that name a work only when something tells which: "a report of a fire" is none.
fn is_vague(tokens: &[Token], phrase: &Phrase) -> bool {
    const VAGUE: [Word; 12] = [
        word("message"),
        word("order"),
        word("decision"),
        word("records"),
        word("figures"),
        word("video"),
        word("data"),
        word("claim"),
        word("plan"),
        word("series"),
        word("act"),
        word("laws"),
    ];
    VAGUE.contains(&tokens[phrase.head].word)
        && phrase.end == phrase.head + 1
        && phrase.first + 2 > phrase.head
}

/// Works of an outlet: its article rather than a document of its own.
const ARTICLES: [Word; 12] = [
    word("article"),
    word("articles"),
    word("report"),
    word("reports"),
    word("story"),
    word("interview"),
    word("column"),
    word("editorial"),
    word("op-ed"),
    word("essay"),
    word("piece"),
    word("issue"),
];
