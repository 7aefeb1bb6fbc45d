//! Whose statement, report or ruling a text speaks of, so that "the report" can be given to who issued it.

use std::collections::HashMap;

use sayso_language::{Analysis, Shape, Tag, Token, Word, word};
use sayso_model::Span;

use crate::lexicon::{is_be, is_time};
use crate::people::{Class, classes};

/// Where in the text works are given to someone.
#[derive(Debug, Default)]
pub(super) struct Works {
    /// For each sort of work, in order of position: where its noun stands, and the words that name the issuer.
    by_sort: HashMap<u8, Vec<(usize, Span)>>,
    /// The first who are said to do research somewhere: "researchers from Orrin University".
    researchers: Option<Span>,
    /// By the noun of a work of no sort: where it stands with whose it is, "the Board's guidelines".
    by_noun: HashMap<Word, Vec<(usize, Span)>>,
    /// By noun: the first body that is said to be one of something, "the government of Orrin".
    bodies: HashMap<Word, Span>,
}

/// Those who do research; a text calls the same ones now this, now that.
const RESEARCHERS: &[Word] = &[
    word("researchers"),
    word("scientists"),
    word("academics"),
    word("archaeologists"),
    word("astronomers"),
    word("biologists"),
    word("physicists"),
    word("engineers"),
    word("economists"),
    word("scholars"),
];

/// Those who do it together.
const TEAMS: &[Word] = &[word("team"), word("group")];

/// Whether a noun means several people who work together.
pub(super) fn is_team(noun: Word) -> bool {
    TEAMS.contains(&noun)
}

/// "a team from the University of Orrin".
fn is_of_school(tokens: &[Token], at: usize) -> bool {
    let link = tokens.get(at + 1).is_some_and(|link| link.word == word("from") || link.word == word("at"));
    let schools = [word("university"), word("institute"), word("college"), word("laboratory")];
    link && tokens[at + 2..].iter().take(5).any(|token| schools.contains(&token.word))
}

/// Where the phrase begins that tells of researchers for the first time, if the noun at `at` heads such a phrase: "an
/// international team of scientists", "researchers from Orrin University", but not "the researchers".
fn introduced(tokens: &[Token], at: usize) -> Option<usize> {
    let mut start = at;
    while start > 0
        && (tokens[start - 1].tag.is_adjective()
            || tokens[start - 1].tag.is_noun()
            || tokens[start - 1].word == word("-")
            || start > 1 && tokens[start - 1].tag == Tag::VBN && tokens[start - 2].word == word("-"))
    {
        start -= 1;
    }
    let article = start.checked_sub(1).map(|at| &tokens[at]);
    let one = article.filter(|token| token.word == word("a") || token.word == word("an"));
    let definite = article.is_some_and(|token| matches!(token.tag, Tag::DT | Tag::PRPS)) && one.is_none();
    let link = tokens.get(at + 1).is_some_and(|next| {
        [word("from"), word("at"), word("of"), word("in"), word("mostly")].contains(&next.word)
    });
    let start = if one.is_some() { start - 1 } else { start };
    (link && !definite).then_some(start)
}

/// How far "the report" reaches back to the one that told whose it is, in bytes.
const REACH: usize = 8_000;

/// Sorts of works, each with the nouns that name it: one who reads "the study" has read of "a paper".
const SORTS: &[&[Word]] = &[
    &[word("statement"), word("announcement"), word("release"), word("statements"), word("remarks")],
    &[
        word("study"),
        word("paper"),
        word("report"),
        word("research"),
        word("findings"),
        word("analysis"),
        word("review"),
        word("survey"),
        word("poll"),
        word("article"),
        word("results"),
    ],
    &[
        word("motion"),
        word("complaint"),
        word("lawsuit"),
        word("filing"),
        word("petition"),
        word("brief"),
        word("suit"),
        word("claim"),
        word("indictment"),
    ],
    &[word("letter"), word("memo"), word("note"), word("email"), word("e-mail"), word("message")],
    &[
        word("ruling"),
        word("decision"),
        word("judgment"),
        word("judgement"),
        word("opinion"),
        word("verdict"),
        word("order"),
    ],
    &[
        word("post"),
        word("tweet"),
        word("video"),
        word("comment"),
        word("comments"),
        word("posts"),
        word("tweets"),
        word("footage"),
    ],
    &[
        word("decree"),
        word("proclamation"),
        word("notice"),
        word("warning"),
        word("warnings"),
        word("advisory"),
    ],
    &[word("plan"), word("proposal"), word("manifesto"), word("schedule")],
];

/// The sort of posts and recordings, which are anybody's.
pub(super) const POSTS: u8 = 5;

/// The sort of all other documents, which are known by who issued them only where it is said.
const OTHER: u8 = u8::MAX;

/// The sort of work that a noun names.
pub(super) fn sort(noun: Word) -> Option<u8> {
    SORTS.iter().position(|nouns| nouns.contains(&noun)).and_then(|sort| u8::try_from(sort).ok())
}

/// Words between a work and who issued it: "a statement released by".
const ISSUED: &[Word] = &[
    word("released"),
    word("issued"),
    word("posted"),
    word("published"),
    word("signed"),
    word("written"),
    word("filed"),
    word("conducted"),
    word("led"),
    word("sent"),
    word("commissioned"),
    word("prepared"),
    word("compiled"),
    word("made"),
    word("reported"),
    word("collected"),
    word("given"),
];

/// Verbs whose subject is who issued the work that is their object.
const ISSUES: &[Word] = &[
    word("released"),
    word("issued"),
    word("posted"),
    word("published"),
    word("signed"),
    word("wrote"),
    word("filed"),
    word("sent"),
    word("made"),
    word("tweeted"),
    word("releases"),
    word("issues"),
    word("publishes"),
    word("delivered"),
    word("gave"),
];

impl Works {
    /// Finds them in one pass.
    pub(super) fn new(analysis: &Analysis) -> Self {
        let mut works = Self::default();
        for sentence in &analysis.sentences {
            let tokens = &analysis.tokens[sentence.tokens.clone()];
            for (at, token) in tokens.iter().enumerate() {
                let research = RESEARCHERS.contains(&token.word)
                    || TEAMS.contains(&token.word)
                        && (tokens[at..].iter().take(4).any(|token| RESEARCHERS.contains(&token.word))
                            || is_of_school(tokens, at));
                if works.researchers.is_none()
                    && research
                    && let Some(start) = introduced(tokens, at)
                    && let Some(end) = phrase_after(tokens, at)
                {
                    works.researchers = Some(Span::new(tokens[start].span.start, tokens[end - 1].span.end));
                }
                if let Some(words) = body_of(tokens, at) {
                    works.bodies.entry(token.word).or_insert(words);
                }
                if token.tag.is_noun()
                    && classes(token.word).has(Class::Document)
                    && sort(token.word).is_none()
                    && let Some(owner) = issuer(tokens, at, false).or_else(|| owner(tokens, at))
                {
                    works.by_noun.entry(token.word).or_default().push((token.span.start, owner));
                }
                if token.tag.is_noun()
                    && let Some(sort) =
                        sort(token.word).or_else(|| classes(token.word).has(Class::Document).then_some(OTHER))
                    && let Some(issuer) = issuer(tokens, at, sort != OTHER)
                {
                    works.by_sort.entry(sort).or_default().push((token.span.start, issuer));
                }
            }
        }
        works
    }

    /// Who issued the work whose noun stands at byte `position`, where the text tells it right there.
    pub(super) fn at(&self, noun: Word, position: usize) -> Option<Span> {
        let works = self.by_sort.get(&sort(noun).unwrap_or(OTHER))?;
        works.binary_search_by_key(&position, |work| work.0).ok().map(|index| works[index].1)
    }

    /// Whom "the researchers" at byte `position` means, where they were told of before.
    pub(super) fn researchers(&self, noun: Word, position: usize) -> Option<Span> {
        let known = RESEARCHERS.contains(&noun) || TEAMS.contains(&noun) || noun == word("authors");
        self.researchers.filter(|words| known && words.end < position)
    }

    /// Whether the text tells of researchers anywhere.
    pub(super) fn tell_of_researchers(&self) -> bool {
        self.researchers.is_some()
    }

    /// Whose work "the study" at byte `position` is where nobody is said to have issued it: the researchers' of whom the
    /// text has told.
    pub(super) fn research(&self, noun: Word, position: usize) -> Option<Span> {
        let of_research = [
            word("study"),
            word("paper"),
            word("report"),
            word("research"),
            word("findings"),
            word("results"),
            word("analysis"),
        ];
        self.researchers.filter(|words| of_research.contains(&noun) && words.end < position)
    }

    /// The words that tell of the body which "the government" at byte `position` means.
    pub(super) fn body(&self, noun: Word, position: usize) -> Option<Span> {
        self.bodies.get(&noun).copied().filter(|words| words.end < position)
    }

    /// Where such a work was last given to someone before byte `position`, and to whom.
    pub(super) fn before(&self, noun: Word, position: usize) -> Option<(usize, Span)> {
        let works = match sort(noun) {
            Some(sort) => self.by_sort.get(&sort)?,
            None => self.by_noun.get(&noun)?,
        };
        let last = works[..works.partition_point(|work| work.0 < position)].last()?;
        (position - last.0 < REACH).then_some(*last)
    }
}

/// "the government of Orrin", "the United States embassy": the words of a body without a name of its own, by its noun.
fn body_of(tokens: &[Token], at: usize) -> Option<Span> {
    let token = &tokens[at];
    let class = classes(token.word);
    if token.shape != Shape::Lower || token.tag != Tag::NN || !class.has(Class::Organisation) {
        return None;
    }
    let article = at.checked_sub(1).filter(|&at| tokens[at].word == word("the"))?;
    let of = tokens.get(at + 1).is_some_and(|link| link.word == word("of"));
    let name = tokens.get(at + 2).is_some_and(|token| token.tag.is_name())
        || tokens.get(at + 3).is_some_and(|token| token.tag.is_name() && tokens[at + 2].word == word("the"));
    let end = phrase_after(tokens, at + 2).filter(|_| of && name)?;
    Some(Span::new(tokens[article].span.start, tokens[end - 1].span.end))
}

/// "the Board's guidelines", "Board guidelines": the words of the name whose work the noun at `noun` is.
fn owner(tokens: &[Token], noun: usize) -> Option<Span> {
    let last = noun.checked_sub(1).filter(|&at| tokens[at].tag == Tag::POS || tokens[at].tag.is_name())?;
    let end = if tokens[last].tag == Tag::POS { last } else { last + 1 };
    let mut start = end;
    while start > 0
        && end - start < 8
        && (tokens[start - 1].tag.is_name() || tokens[start - 1].word == word("of"))
    {
        start -= 1;
    }
    let named = start < end && tokens[start].tag.is_name();
    named.then(|| Span::new(tokens[start].span.start, tokens[end - 1].span.end))
}

/// The words that name who issued the work at `noun`: "a report by Ann Reyes", "Reyes released a report".
///
/// With `object` unset, only what follows the noun is looked at.
fn issuer(tokens: &[Token], noun: usize, object: bool) -> Option<Span> {
    let next = tokens.get(noun + 1)?;
    // "was released by", ", released by"
    let apart = usize::from(next.tag.is_finite() && is_be(next.word) || next.word == word(","));
    let passive = tokens.get(noun + 1 + apart).is_some_and(|verb| ISSUED.contains(&verb.word));
    let link = if passive {
        // "a memo posted online by"
        let verb = noun + 1 + apart;
        (verb + 1..tokens.len().min(verb + 4)).find(|&at| tokens[at].word == word("by"))
    } else {
        // "a post on Monday by"
        let later = usize::from(next.tag == Tag::IN && next.word != word("by") && next.word != word("from"));
        let at = (noun + 1 + later..tokens.len().min(noun + 5)).find(|&at| !is_time(tokens[at].word));
        at.filter(|&at| tokens[at].word == word("by") || at == noun + 1 && tokens[at].word == word("from"))
    };
    if let Some(link) = link
        && let Some(end) = phrase_after(tokens, link + 1)
    {
        return Some(Span::new(tokens[link + 1].span.start, tokens[end - 1].span.end));
    }
    if !object {
        return None;
    }
    // "In a statement, Reyes said", "Reyes said in a statement"
    let article = (noun.saturating_sub(3)..noun)
        .rev()
        .find(|&at| matches!(tokens[at].tag, Tag::DT | Tag::PRPS) && tokens[at].word != word("the"));
    if let Some(article) = article.filter(|&at| at > 0)
        && [word("in"), word("via"), word("through")].contains(&tokens[article - 1].word)
    {
        let from = if article == 1 { noun + 2 } else { 0 };
        let opens = article > 1 || next.word == word(",");
        let end = phrase_after(tokens, from).filter(|&end| opens && end <= tokens.len())?;
        return Some(Span::new(tokens[from].span.start, tokens[end - 1].span.end));
    }
    // "Reyes has released a short report": the object of the verb
    let verb = (noun.saturating_sub(5)..noun).rev().find(|&at| tokens[at].tag.is_verb())?;
    if !ISSUES.contains(&tokens[verb].word) || !tokens[verb].tag.is_finite() && tokens[verb].tag != Tag::VBN {
        return None;
    }
    let mut end = verb;
    while end > 0
        && (tokens[end - 1].tag.is_adverb() || matches!(tokens[end - 1].tag, Tag::VBZ | Tag::VBD | Tag::VBP))
    {
        end -= 1;
    }
    let start = phrase_before(&tokens[..end]).or_else(|| subject_whole(&tokens[..end]))?;
    Some(Span::new(tokens[start].span.start, tokens[end - 1].span.end))
}

/// Where a subject that ends the tokens begins, with all that hangs on its nouns: "owners from the state of Orrin".
pub(super) fn subject_whole(tokens: &[Token]) -> Option<usize> {
    let inside = |token: &Token| {
        token.tag.is_noun()
            || token.tag.is_adjective()
            || matches!(token.tag, Tag::DT | Tag::PRPS | Tag::CD | Tag::POS | Tag::CC)
            || token.word == word("-")
            || [word("of"), word("from"), word("at"), word("for"), word("in")].contains(&token.word)
    };
    let from = tokens.len().saturating_sub(24);
    let mut start = tokens[from..].iter().rposition(|token| !inside(token)).map_or(from, |at| from + at + 1);
    while start < tokens.len()
        && (matches!(tokens[start].tag, Tag::CC | Tag::POS | Tag::Mark) || is_time(tokens[start].word))
    {
        start += 1;
    }
    let opens = tokens.get(start).is_some_and(|first| first.tag != Tag::IN);
    let headed = tokens.last().is_some_and(|token| token.tag.is_noun() && !is_time(token.word));
    (opens && headed).then_some(start)
}

/// Where the noun phrase that ends the tokens begins; none where there is none, or where it hangs on a preposition
/// and so is part of something else.
pub(super) fn phrase_before(tokens: &[Token]) -> Option<usize> {
    let mut start = tokens.len();
    while start > 0 && tokens.len() - start < 16 {
        let token = &tokens[start - 1];
        let inside = token.tag.is_noun()
            || token.tag.is_adjective()
            || matches!(token.tag, Tag::DT | Tag::PRPS | Tag::CD | Tag::POS)
            || start < tokens.len()
                && (token.word == word("-")
                    || token.word == word("of")
                    || token.word == word("for")
                    || token.word == word("and") && tokens[start].tag.is_name());
        if !inside || is_time(token.word) && start == tokens.len() {
            break;
        }
        start -= 1;
    }
    while start < tokens.len() && matches!(tokens[start].tag, Tag::IN | Tag::CC | Tag::POS | Tag::Mark) {
        start += 1;
    }
    let hangs = start > 0 && matches!(tokens[start - 1].tag, Tag::IN | Tag::TO);
    let headed = tokens.last().is_some_and(|token| token.tag.is_noun());
    (headed && !hangs && start < tokens.len()).then_some(start)
}

/// Where the noun phrase that begins at `start` ends, with the phrases that hang on it.
pub(super) fn phrase_after(tokens: &[Token], start: usize) -> Option<usize> {
    let mut end = start;
    while end < tokens.len() && end - start < 24 {
        let token = &tokens[end];
        // "the Orrin Institute (OI) and"
        if end > start
            && token.word == word("(")
            && tokens.get(end + 1).is_some_and(|short| short.shape != Shape::Lower)
            && let Some(close) = (end + 2..tokens.len().min(end + 5)).find(|&at| tokens[at].word == word(")"))
        {
            end = close + 1;
            continue;
        }
        let inside = token.tag.is_noun()
            || token.tag.is_adjective()
            || token.tag.is_adverb() && end == start + 1
            || matches!(token.tag, Tag::DT | Tag::PRPS | Tag::CD | Tag::POS)
            || end > start
                && (token.word == word("-")
                    || [word("of"), word("from"), word("at"), word("for"), word("and")]
                        .contains(&token.word));
        // "the 34-year-old driver"
        let part = tokens.get(end + 1).is_some_and(|next| next.word == word("-"));
        if !inside || is_time(token.word) && !part {
            break;
        }
        end += 1;
    }
    while end > start && !tokens[end - 1].tag.is_noun() {
        end -= 1;
    }
    (end > start).then_some(end)
}
