//! Outlets that a text leans on: those that report, were told something, or carried it.

use sayso_language::{Tag, Token, Word, word};
use sayso_model::CitationKind;

use super::{Context, Work};
use crate::names::Mention;
use crate::people::{Class, classes};

/// Finds the outlets among the names by the words beside them.
pub(super) fn outlets(context: &Context) -> Vec<Work> {
    let mut out = Vec::new();
    for mention in &context.names.mentions {
        let name = &context.names.list[mention.name];
        if name.is_person() || context.in_quotation(mention.span) {
            continue;
        }
        let sentence = &context.analysis.sentences[context.analysis.sentence_at(mention.span.start)];
        let tokens = &context.analysis.tokens[sentence.tokens.clone()];
        let first = tokens.partition_point(|token| token.span.end <= mention.span.start);
        let end = tokens.partition_point(|token| token.span.start < mention.span.end);
        let known = is_outlet(context, mention);
        let body = is_body(&tokens[first..end.max(first)]);
        let leans = match before(tokens, first) {
            Before::Told => known || !body,
            Before::Carried => known,
            Before::None => false,
        } || reports(tokens, end, known, body)
            || known && speaks_for(context, tokens, end);
        if leans {
            let mut work = Work::new(CitationKind::Outlet, mention.span);
            work.name = Some(name.full.of(context.text).to_owned());
            work.outlet = true;
            out.push(work);
        }
    }
    out
}

/// Whether the name is one that outlets bear, or is said to be one's.
pub(super) fn is_outlet(context: &Context, mention: &Mention) -> bool {
    let name = &context.names.list[mention.name];
    let full = name.full.of(context.text);
    let address = [".com", ".net", ".org", ".news", ".example"].iter().any(|end| full.ends_with(end));
    let last = name.words().last().map(|&last| classes(last)).unwrap_or_default();
    let any = name.words().iter().any(|&one| classes(one).has(Class::OutletName));
    // "the news agency Ansel", "broadcaster NRK"
    let at = context.analysis.token_at(mention.span.start);
    let said = at.checked_sub(1).is_some_and(|before| {
        let before = &context.analysis.tokens[before];
        before.tag == Tag::NN && MEDIA.contains(&before.word)
    });
    name.outlet || address || last.has(Class::OutletName) || any && !last.has(Class::Organisation) || said
}

/// Nouns for what outlets are.
const MEDIA: [Word; 13] = [
    word("newspaper"),
    word("agency"),
    word("broadcaster"),
    word("magazine"),
    word("daily"),
    word("weekly"),
    word("tabloid"),
    word("website"),
    word("site"),
    word("channel"),
    word("station"),
    word("journal"),
    word("network"),
];

/// Whether a name is that of a body or a place, which may be told something without being an outlet.
fn is_body(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| {
        let class = classes(token.word);
        [Class::Organisation, Class::Body, Class::Country, Class::Official, Class::Place, Class::Group]
            .iter()
            .any(|&kind| class.has(kind))
    })
}

/// What the words before a name say of it.
enum Before {
    /// Somebody told it something: "told", "in an interview with", "speaking to".
    Told,
    /// It handed something on: "according to", "quoted by", "an article in".
    Carried,
    None,
}

fn before(tokens: &[Token], first: usize) -> Before {
    const TELL: [Word; 6] =
        [word("told"), word("tells"), word("telling"), word("informed"), word("assured"), word("tell")];
    const SPEAK: [Word; 17] = [
        word("speaking"),
        word("spoke"),
        word("talking"),
        word("talked"),
        word("remarks"),
        word("comments"),
        word("interview"),
        word("interviews"),
        word("interviewed"),
        word("e-mail"),
        word("email"),
        word("stated"),
        word("confirmed"),
        word("described"),
        word("contributor"),
        word("explained"),
        word("statement"),
    ];
    const CARRY: [Word; 22] = [
        word("quoted"),
        word("reported"),
        word("cited"),
        word("carried"),
        word("published"),
        word("seen"),
        word("obtained"),
        word("article"),
        word("report"),
        word("reports"),
        word("story"),
        word("column"),
        word("op-ed"),
        word("editorial"),
        word("essay"),
        word("piece"),
        word("letter"),
        word("wrote"),
        word("writing"),
        word("released"),
        word("called"),
        word("according"),
    ];
    // back over the name's own noun phrase: "the news agency", "Paul Riva of"
    let mut at = first;
    let mut steps = 0;
    while let Some(before) = at.checked_sub(1).map(|at| &tokens[at]) {
        let own = before.tag == Tag::DT
            || before.tag.is_adjective()
            || before.tag.is_noun() && !TELL.contains(&before.word) && !is_link_noun(before.word)
            || before.word == word("of") && at > 1 && tokens[at - 2].tag.is_name();
        if !own || steps == 6 {
            break;
        }
        steps += 1;
        at -= 1;
    }
    let Some(link) = at.checked_sub(1).map(|at| &tokens[at]) else { return Before::None };
    if TELL.contains(&link.word) {
        return Before::Told;
    }
    if matches!(link.word, w if w == word("per") || w == word("citing") || w == word("quoting")) {
        return Before::Carried;
    }
    const LINKS: [Word; 7] =
        [word("to"), word("with"), word("by"), word("for"), word("in"), word("from"), word("on")];
    if !LINKS.contains(&link.word) {
        return Before::None;
    }
    // the word that the preposition belongs to stands right before it, or with an adverb between
    let verb = (at.saturating_sub(4)..at.saturating_sub(1)).rev().map(|at| &tokens[at]).find(|token| {
        !(token.tag.is_adverb()
            || is_when(token)
            || token.word == word("on")
            || token.word == word("exclusively"))
    });
    match verb {
        // "spoke in Orrin" names no paper
        Some(verb) if link.word == word("in") && SPOKEN.contains(&verb.word) => Before::None,
        Some(verb) if SPEAK.contains(&verb.word) && link.word != word("from") => Before::Told,
        Some(verb) if CARRY.contains(&verb.word) => Before::Carried,
        _ if link.word == word("on") => Before::Carried,
        _ => Before::None,
    }
}

/// Verbs after which "in" tells where, not for whom.
const SPOKEN: [Word; 4] = [word("spoke"), word("speaking"), word("talked"), word("talking")];

fn is_when(token: &Token) -> bool {
    crate::lexicon::is_time(token.word)
}

/// Nouns that belong to the preposition after them rather than to the name.
fn is_link_noun(noun: Word) -> bool {
    [word("interview"), word("article"), word("report"), word("remarks"), word("comments"), word("column")]
        .contains(&noun)
}

/// Whether the words after a name say that it reports: "reported", ", a news site, also noted".
fn reports(tokens: &[Token], end: usize, known: bool, body: bool) -> bool {
    const REPORT: [Word; 4] = [word("reported"), word("reports"), word("reporting"), word("report")];
    const TELL: [Word; 22] = [
        word("claims"),
        word("claimed"),
        word("revealed"),
        word("reveals"),
        word("describes"),
        word("covered"),
        word("said"),
        word("says"),
        word("wrote"),
        word("writes"),
        word("noted"),
        word("quoted"),
        word("quotes"),
        word("cited"),
        word("cites"),
        word("published"),
        word("found"),
        word("called"),
        word("projected"),
        word("stated"),
        word("estimated"),
        word("added"),
    ];
    let mut at = end;
    // a set-off phrase: ", a real estate site,", "(AP)"
    let opens = tokens.get(at).map(|token| token.word);
    let closing = match opens {
        Some(open) if open == word("(") => Some(word(")")),
        Some(open) if open == word(",") => Some(word(",")),
        _ => None,
    };
    // ", which first reported the affair"
    let relative =
        opens == Some(word(",")) && tokens.get(at + 1).is_some_and(|next| next.word == word("which"));
    if relative {
        at += 2;
    } else if let Some(closing) = closing {
        let apposed = closing == word(")")
            || tokens.get(at + 1).is_some_and(|next| {
                next.tag == Tag::DT
                    || next.tag.is_adjective()
                    || matches!(next.tag, Tag::NN | Tag::NNP | Tag::WDT)
            });
        let close =
            tokens[at + 1..].iter().take(12).position(|token| token.word == closing).filter(|_| apposed);
        at = close.map_or(at, |close| at + close + 2);
    }
    while tokens.get(at).is_some_and(|token| {
        token.tag.is_adverb() || [word("has"), word("had"), word("have")].contains(&token.word)
    }) {
        at += 1;
    }
    // "…, the Gazette reports." is often taken for a noun
    let last = tokens.get(at + 1).is_none_or(|next| next.tag == Tag::Mark);
    let verb = tokens.get(at).filter(|verb| verb.tag.is_verb() || verb.word == word("reports") && last);
    let Some(verb) = verb else { return false };
    let plural = tokens[end - 1].tag == Tag::NNPS;
    REPORT.contains(&verb.word) && (known || !body && !plural) || TELL.contains(&verb.word) && known
}

/// "the Gazette's Jana Holt said": one who speaks for the outlet; "as did the Gazette".
fn speaks_for(context: &Context, tokens: &[Token], end: usize) -> bool {
    let possessive = tokens.get(end).is_some_and(|token| token.tag == Tag::POS);
    possessive
        && tokens.get(end + 1).is_some_and(|next| {
            context
                .names
                .mentions
                .binary_search_by_key(&next.span.start, |mention| mention.span.start)
                .is_ok_and(|found| context.names.list[context.names.mentions[found].name].is_person())
        })
}
