//! Through whose hands a statement came: the drafts' carriers, set right before sources are told apart.

use sayso_language::{Analysis, Shape, Tag, Token, Word, given_name, word};
use sayso_model::Span;

use crate::draft::{Draft, Found};
use crate::lexicon::is_be;
use crate::names::Names;
use crate::people::{Class, classes, may_speak};
use crate::quotations::Quotation;
use crate::reporters;

/// Sets the carriers of drafts that depend on one another or name the outlet they were told to:
///
/// - "the Gazette, citing officials, reported X": X is the officials', via the Gazette;
/// - "told the Gazette", "in an interview with the Gazette", "…, according to the Gazette": via the Gazette;
/// - "the Gazette reported that Holt said X": Holt's X came via the Gazette;
/// - a paragraph that reports out of a work goes on doing so until its end or another carrier.
///
/// Drafts are in text order. Names that are seen to be told things are marked as outlets.
pub(crate) fn link(
    text: &str,
    analysis: &Analysis,
    quotations: &[Quotation],
    names: &mut Names,
    drafts: &mut Vec<Draft>,
) {
    cited(text, analysis, drafts);
    cited_beside(analysis, drafts);
    told(analysis, quotations, names, drafts);
    nested(drafts);
    reporters::give_way(text, drafts);
    passages(analysis, names, drafts);
}

/// How many drafts around one that cites are looked at for the statement it belongs to.
const NEIGHBOURS: usize = 6;

/// "the Gazette, citing officials, reported X".
fn cited(text: &str, analysis: &Analysis, drafts: &mut Vec<Draft>) {
    let cites = |draft: &Draft| matches!(draft.cue.as_slice(), [cue] if ["citing", "quoting"].iter().any(|form| cue.of(text).eq_ignore_ascii_case(form)));
    // "citing its size, officials said": a reason says nothing
    let reason = |draft: &Draft| {
        cites(draft) && !draft.source.first().is_some_and(|source| speaks(tokens_of(analysis, *source)))
    };
    drafts.retain(|draft| !reason(draft));
    let mut at = 0;
    while at < drafts.len() {
        let content = match drafts[at].content.as_slice() {
            [content]
                if content.len() < 80 && cites(&drafts[at]) && speaks(tokens_of(analysis, *content)) =>
            {
                *content
            }
            _ => {
                at += 1;
                continue;
            }
        };
        // the statement of the same source nearest by
        let main = (at.saturating_sub(NEIGHBOURS)..drafts.len().min(at + NEIGHBOURS)).find(|&other| {
            other != at
                && drafts[other].paragraph == drafts[at].paragraph
                && drafts[other]
                    .source
                    .first()
                    .zip(drafts[at].source.first())
                    .is_some_and(|(one, two)| one.overlaps(*two))
                // "citing Holt, it reported …" where the statement was taken for hers already
                && !drafts[other].content.iter().any(|said| said.overlaps(content))
                && drafts[other].extent().end.abs_diff(drafts[at].extent().start) < 400
        });
        // "Holt accused them, citing a report": she says it, whatever she goes by
        let own = drafts[at].source.first().is_some_and(|source| is_human(tokens_of(analysis, *source)))
            && is_paper(tokens_of(analysis, content));
        if own && main.is_some() {
            drafts.remove(at);
        } else if let Some(main) = main {
            let carrier = std::mem::replace(&mut drafts[main].source, vec![content]);
            drafts[main].via.extend(carrier);
            drafts[main].cue = drafts[at].cue.clone();
            drafts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Whether a phrase names somebody or something that can say something.
fn speaks(phrase: &[Token]) -> bool {
    head_of(phrase).is_some_and(|head| {
        head.tag.is_name() || matches!(head.tag, Tag::PRP | Tag::CD | Tag::JJ) || may_speak(head.word)
    })
}

/// Whether a phrase means a human being: by a given name, an office or a pronoun.
fn is_human(phrase: &[Token]) -> bool {
    phrase.iter().any(|token| token.shape == Shape::Capital && given_name(token.word).is_some())
        || phrase.last().is_some_and(|last| {
            let class = classes(last.word);
            class.has(Class::Role) || class.has(Class::He) || class.has(Class::She)
        })
}

/// Whether a phrase means a piece of writing.
fn is_paper(phrase: &[Token]) -> bool {
    head_of(phrase).is_some_and(|head| classes(head.word).has(Class::Document))
}

/// The last word of a phrase before what hangs on it.
fn head_of(phrase: &[Token]) -> Option<&Token> {
    phrase.split(|token| matches!(token.tag, Tag::IN | Tag::WP | Tag::WDT)).next()?.last()
}

/// A source that holds its own source: "the Gazette, citing officials," and "the Gazette, which cited officials".
fn cited_beside(analysis: &Analysis, drafts: &mut Vec<Draft>) {
    let cites =
        [word("citing"), word("quoting"), word("cited"), word("quoted"), word("cites"), word("quotes")];
    for draft in drafts.iter_mut() {
        let [source] = draft.source.as_slice() else { continue };
        let tokens = tokens_of(analysis, *source);
        let Some(verb) = tokens.iter().position(|token| cites.contains(&token.word)) else { continue };
        let beside = tokens[..verb].iter().position(|token| token.word == word(","));
        let rest = &tokens[verb + 1..];
        if let Some(comma) = beside.filter(|&comma| comma > 0)
            && let (Some(first), Some(last)) =
                (rest.first(), rest.iter().rfind(|token| token.word != word(",")))
        {
            let carrier = Span::new(source.start, tokens[comma - 1].span.end);
            draft.cue = vec![tokens[verb].span];
            draft.source = vec![Span::new(first.span.start, last.span.end)];
            draft.via.push(carrier);
        }
    }
    // found both by its cue and by the verb of the one who cites: the surer one stays
    let mut at = 0;
    while at < drafts.len() {
        let twin = (at + 1..drafts.len().min(at + NEIGHBOURS)).find(|&other| {
            drafts[other].cue == drafts[at].cue && drafts[other].content == drafts[at].content
        });
        match twin {
            Some(twin) => {
                let surer = drafts[twin].confidence > drafts[at].confidence;
                let (gone, kept) = if surer { (at, twin - 1) } else { (twin, at) };
                let carriers = drafts.remove(gone).via;
                drafts[kept].via.extend(carriers);
            }
            None => at += 1,
        }
    }
}

fn tokens_of(analysis: &Analysis, span: Span) -> &[Token] {
    let start = analysis.token_at(span.start);
    let end = analysis.tokens.partition_point(|token| token.span.start < span.end);
    &analysis.tokens[start..end.max(start)]
}

/// Occasions at which an outlet is told something: "in an interview with", "in remarks to".
const OCCASIONS: &[Word] = &[
    word("interview"),
    word("interviews"),
    word("remarks"),
    word("comments"),
    word("comment"),
    word("e-mail"),
    word("email"),
    word("mail"),
    word("letter"),
    word("statement"),
    word("conversation"),
    word("testimony"),
    word("message"),
];

/// Verbs after which "to" names who was spoken to.
const SPEAKS: &[Word] = &[
    word("speaking"),
    word("spoke"),
    word("talking"),
    word("talked"),
    word("speaks"),
    word("stated"),
    word("confirmed"),
    word("commented"),
    word("said"),
    word("explained"),
];

/// A place in a sentence that names an outlet as the one told, or as the one it is taken from.
struct Carrier {
    /// Index of the word that says so among the sentence's tokens.
    sign: usize,
    outlet: Span,
    kind: Sign,
}

/// What tells that an outlet handed something on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// "told", the cue of what the outlet was told.
    Told,
    /// "spoke on Radio Orrin", which may be the cue.
    Spoke,
    /// "in an interview with", "according to", which is never the cue of somebody else's statement.
    Beside,
}

/// "told the Gazette", "speaking to the Gazette", "in an interview with the Gazette", "via the Gazette".
fn told(analysis: &Analysis, quotations: &[Quotation], names: &mut Names, drafts: &mut [Draft]) {
    // what is said of an outlet does not come through it
    for draft in drafts.iter_mut() {
        let content = std::mem::take(&mut draft.content);
        draft.via.retain(|via| !content.iter().any(|piece| piece.covers(*via)));
        draft.content = content;
    }
    let mut first = 0;
    while first < drafts.len() {
        let sentence = sentence_of(analysis, &drafts[first]);
        let end = first
            + drafts[first..]
                .iter()
                .take_while(|draft| sentence_of(analysis, draft) == sentence)
                .count()
                .max(1);
        if let Some(sentence) = sentence {
            let tokens = &analysis.tokens[analysis.sentences[sentence].tokens.clone()];
            for carrier in carriers(tokens, quotations, names) {
                // a sentence without end may hold thousands
                let here = tokens[carrier.sign].span.start;
                let at = first + drafts[first..end].partition_point(|draft| draft.extent().start < here);
                let near = at.saturating_sub(NEARBY).max(first)..(at + NEARBY).min(end);
                give(tokens, &carrier, &mut drafts[near]);
            }
        }
        first = end;
    }
}

fn sentence_of(analysis: &Analysis, draft: &Draft) -> Option<usize> {
    draft.cue.first().map(|cue| analysis.sentence_at(cue.start))
}

/// The places of a sentence, outside quotations, that name an outlet which was told.
fn carriers(tokens: &[Token], quotations: &[Quotation], names: &mut Names) -> Vec<Carrier> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        // past a quotation
        let after = quotations.partition_point(|quotation| quotation.span.start <= token.span.start);
        let around =
            quotations[..after].iter().rev().take(3).find(|quotation| quotation.span.covers(token.span));
        if let Some(quotation) = around {
            at = tokens.partition_point(|token| token.span.start < quotation.span.end).max(at + 1);
            continue;
        }
        // "the court was told Holt had left": nobody is told anything by that name
        let passive = at.checked_sub(1).is_some_and(|before| is_be(tokens[before].word));
        let verb =
            (token.word == word("told") || token.word == word("tells") || token.word == word("telling"))
                && !passive;
        let link =
            tokens.get(at + 1).filter(|next| matches!(next.tag, Tag::IN | Tag::TO)).map(|next| next.word);
        let to = |links: &[Word]| link.is_some_and(|link| links.contains(&link));
        let speaks = SPEAKS.contains(&token.word) && to(&[word("to"), word("with"), word("on")]);
        let occasion = OCCASIONS.contains(&token.word)
            && to(&[word("with"), word("to"), word("for"), word("by"), word("on")]);
        let published = [
            word("published"),
            word("quoted"),
            word("cited"),
            word("interviewed"),
            word("carried"),
            word("aired"),
            word("reported"),
        ]
        .contains(&token.word)
            && to(&[word("by")]);
        // "in findings published on Monday in the Gazette"
        if [word("published"), word("released"), word("appeared")].contains(&token.word)
            && let Some(link) = (at + 1..tokens.len().min(at + 5)).find(|&at| tokens[at].word == word("in"))
            && let Some(outlet) = outlet_after(tokens, link + 1, names, true)
        {
            out.push(Carrier { sign: at, outlet, kind: Sign::Beside });
        }
        let per = [word("via"), word("per"), word("to")].contains(&token.word) && at > 0;
        let through = per || token.word == word("according") && to(&[word("to")]);
        // "in a Gazette report, Holt said"
        if token.tag == Tag::IN
            && token.word == word("in")
            && let Some(outlet) = outlets_work(tokens, at + 1, names)
        {
            out.push(Carrier { sign: at, outlet, kind: Sign::Beside });
        }
        let from = if verb || per { at + 1 } else { at + 2 };
        if (verb || speaks || occasion || published || through)
            && let Some(outlet) = outlet_after(tokens, from, names, !through)
        {
            let kind = match (verb, speaks) {
                (true, _) => Sign::Told,
                (_, true) => Sign::Spoke,
                _ => Sign::Beside,
            };
            out.push(Carrier { sign: at, outlet, kind });
        }
        at += 1;
    }
    out
}

/// Short forms for many people at once, which are told things as "reporters" are: "told MSPs".
const MANY: &[Word] = &[
    word("mps"),
    word("msps"),
    word("meps"),
    word("mlas"),
    word("mlcs"),
    word("tds"),
    word("mks"),
    word("ngos"),
    word("ceos"),
    word("gps"),
    word("mcas"),
];

/// The outlet named at `from`: "the Gazette", "the newspaper", "news agency Fanal", "Ann Reyes of Radio Orrin".
fn outlet_after(tokens: &[Token], from: usize, names: &mut Names, told: bool) -> Option<Span> {
    let first = tokens.get(from)?;
    let mut at = from;
    let mut medium = false;
    while let Some(token) = tokens.get(at).filter(|_| at < from + 7) {
        let mention = names
            .after(token.span.start)
            .next()
            .copied()
            .filter(|mention| mention.span.start == token.span.start);
        if let Some(mention) = mention {
            let end = tokens.partition_point(|token| token.span.start < mention.span.end);
            if tokens.get(end).is_some_and(|token| token.tag == Tag::POS) {
                at = end + 1;
                continue;
            }
            // neither a name that two words make a person's, nor "Dawn", which may be a newspaper
            let name = &names.list[mention.name];
            let person = name.is_person() && name.score > if name.words().len() == 1 { 2 } else { 0 };
            if person && !medium {
                // "told Ann Reyes of Radio Orrin"
                let of = [word("of"), word("from"), word("at"), word("on"), word("with")];
                return tokens
                    .get(end)
                    .filter(|token| of.contains(&token.word) && end > at)
                    .and_then(|_| outlet_after(tokens, end + 1, names, told));
            }
            let name = &mut names.list[mention.name];
            let known = name.outlet || names_outlet(name.words());
            // "told the Orrin Agency"
            let agency = name.words().len() == 2 && name.words()[1] == word("agency");
            let other = !agency
                && name.words().iter().any(|&word| {
                    let class = classes(word);
                    class.has(Class::Organisation)
                        || class.has(Class::Country)
                        || class.has(Class::Place)
                        || class.has(Class::Official)
                        || class.has(Class::Document)
                        || class.has(Class::Platform)
                });
            let many = matches!(name.words(), [only] if MANY.contains(only));
            if !(known || medium || told && !other && !many) {
                return None;
            }
            name.outlet = true;
            return Some(mention.span);
        }
        let inside =
            token.tag.is_noun() || token.tag.is_adjective() || matches!(token.tag, Tag::DT | Tag::PRPS);
        if !inside {
            break;
        }
        medium |= is_medium(token);
        at += 1;
    }
    // "told the newspaper"
    let last = tokens.get(at.checked_sub(1)?)?;
    let definite = first.word == word("the") && at > from + 1;
    let media = told && last.word == word("media") && at > from + 1 && last.tag.is_noun();
    (media || definite && is_medium(last)).then(|| Span::new(first.span.start, last.span.end))
}

/// The outlet whose report or article the phrase at `from` is: "a Gazette report", "an interview in the Gazette".
fn outlets_work(tokens: &[Token], from: usize, names: &mut Names) -> Option<Span> {
    let works =
        [word("report"), word("article"), word("interview"), word("story"), word("column"), word("op-ed")];
    let work = (from..tokens.len().min(from + 6)).find(|&at| works.contains(&tokens[at].word))?;
    if tokens[from..work]
        .iter()
        .any(|token| token.tag == Tag::Mark && token.word != word("-") || token.tag.is_verb())
    {
        return None;
    }
    let within = Span::new(tokens[from].span.start, tokens[work].span.start);
    let before = names.within(within).last().map(|mention| (mention.name, mention.span));
    if let Some((name, span)) = before {
        let name = &names.list[name];
        return (name.outlet || names_outlet(name.words())).then_some(span);
    }
    let link = tokens.get(work + 1)?;
    let after = [word("in"), word("for"), word("from"), word("on"), word("with")].contains(&link.word);
    after.then(|| outlet_after(tokens, work + 2, names, false)).flatten()
}

fn names_outlet(words: &[Word]) -> bool {
    let last = words.last().map(|&last| classes(last)).unwrap_or_default();
    last.has(Class::OutletName)
        || words.iter().any(|&word| classes(word).has(Class::OutletName)) && !last.has(Class::Organisation)
}

/// "newspaper", "broadcaster".
fn is_medium(token: &Token) -> bool {
    [
        word("newspaper"),
        word("magazine"),
        word("broadcaster"),
        word("paper"),
        word("agency"),
        word("channel"),
        word("newswire"),
        word("network"),
        word("daily"),
        word("weekly"),
        word("podcast"),
    ]
    .contains(&token.word)
}

/// How many drafts before and after a carrier may be its own.
const NEARBY: usize = 12;

/// Gives a carrier to those drafts of its sentence that it carries.
fn give(tokens: &[Token], carrier: &Carrier, drafts: &mut [Draft]) {
    let sign = tokens[carrier.sign].span;
    let own = drafts.iter().position(|draft| draft.cue.iter().any(|cue| cue.covers(sign)));
    let carries = match carrier.kind {
        Sign::Told => own.is_some(),
        Sign::Spoke => true,
        // a source of its own: "the Gazette reported", "according to the Gazette"
        Sign::Beside => own.is_none(),
    };
    if !carries || drafts.iter().any(|draft| draft.source.contains(&carrier.outlet)) {
        return;
    }
    let cue = |draft: &Draft| draft.cue.first().map_or(0, |cue| cue.start);
    // what opens a sentence goes with its first statement, what follows one with that
    let chosen = own.or_else(|| {
        let before = drafts.iter().rposition(|draft| {
            draft.within.is_none() && draft.cue.first().is_some_and(|cue| cue.start < sign.start)
        });
        before.or_else(|| drafts.iter().position(|draft| draft.within.is_none()))
    });
    let Some(chosen) = chosen else { return };
    let source = drafts[chosen].source.clone();
    let from = cue(&drafts[chosen]);
    for draft in drafts.iter_mut() {
        // what the same source goes on to say in the sentence
        let same = draft.source == source && cue(draft) >= from;
        let known = draft.via.iter().any(|via| via.overlaps(carrier.outlet));
        if same && !known && draft.within.is_none() {
            draft.via.push(carrier.outlet);
        }
    }
}

/// A draft inside another's content comes through the outer source's hands.
fn nested(drafts: &mut [Draft]) {
    // Enclosing drafts begin earlier or end later; a stack of those still open finds the nearest.
    let extents: Vec<Span> = drafts.iter().map(Draft::extent).collect();
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&index| (extents[index].start, std::cmp::Reverse(extents[index].end)));
    let mut open: Vec<usize> = Vec::new();
    for &inner in &order {
        let extent = extents[inner];
        open.retain(|&outer| extents[outer].end > extent.start);
        let outer = open
            .iter()
            .rev()
            .copied()
            .find(|&outer| drafts[outer].content.iter().any(|piece| piece.covers(extent)));
        if let Some(outer) = outer {
            let mut carriers = drafts[outer].source.clone();
            carriers.truncate(1);
            carriers.extend(drafts[outer].via.clone());
            let same = drafts[inner].source.first().is_some_and(|source| carriers.contains(source));
            if !same {
                drafts[inner].via.extend(carriers);
            }
        }
        open.push(inner);
    }
}

/// "The Gazette report continued … quoting him as saying": from the work's mention as a source to the end of
/// its paragraph, others' statements come out of it.
fn passages(analysis: &Analysis, names: &Names, drafts: &mut [Draft]) {
    let mut carrier: Option<(usize, Span)> = None;
    for draft in drafts.iter_mut() {
        if carrier.is_some_and(|(paragraph, _)| paragraph != draft.paragraph) {
            carrier = None;
        }
        let Some(&source) = draft.source.first() else { continue };
        let words = tokens_of(analysis, source);
        // "the Gazette report", "the article": an outlet's work, not the outlet in passing
        let work = words.iter().any(|token| {
            [word("report"), word("article"), word("story"), word("piece")].contains(&token.word)
        });
        let clause = words.iter().find(|token| matches!(token.tag, Tag::WP | Tag::WDT));
        let head = Span::new(source.start, clause.map_or(source.end, |token| token.span.start));
        let outlet = names.within(head).find(|mention| {
            let name = &names.list[mention.name];
            name.outlet || names_outlet(name.words())
        });
        let plain = words.last().is_some_and(|token| token.word == word("article"));
        if work && (outlet.is_some() || plain) && draft.within.is_none() {
            carrier = Some((draft.paragraph, outlet.map_or(source, |mention| mention.span)));
        } else if let Some((_, span)) = carrier
            && draft.via.is_empty()
            && draft.found != Found::AccordingTo
        {
            draft.via.push(span);
        }
    }
}
