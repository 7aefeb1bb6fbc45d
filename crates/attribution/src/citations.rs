//! Works the article leans on: outlets, documents, statements, posts, laws, data.

mod context;
mod kinds;
mod laws;
mod outlets;
mod posts;
mod works;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use sayso_language::{Analysis, Tag, Token, Word, word};
use sayso_model::{Article, Attribution, Citation, CitationKind, Dated, SourceKind, Span};

use crate::dates;
use crate::names::Names;
use crate::quotations::Quotation;
use crate::sources::Entity;
use context::Context;

/// Finds the works cited: outlets that report or were told something, documents that speak or are spoken and
/// written in, posts, laws by name, and works with a title. Gives each once, at its fullest mention, and the
/// indices of the quotations that are titles. `attributions` name their sources by `e` and the entity's index.
pub(crate) fn citations(
    article: &Article,
    analysis: &Analysis,
    quotations: &[Quotation],
    names: &Names,
    entities: &[Entity],
    attributions: &[Attribution],
) -> (Vec<Citation>, Vec<usize>) {
    let context = Context::new(&article.text, analysis, quotations, names, entities, attributions);
    let mut found = works::works(&context);
    found.extend(outlets::outlets(&context));
    found.extend(sources(&context));
    found.extend(laws::laws(&context));
    found.extend(posts::posts(&context));
    let mut found = merged(found);
    let titles = titles(&context, &mut found);
    if let Some(own) = &article.outlet {
        found.retain(|work| {
            !(work.outlet && work.name.as_ref().is_some_and(|name| is_short_for(name, &own.name)))
        });
    }
    let published = article.published.as_ref().and_then(dates::day_of);
    for work in &mut found {
        work.date = work.date.take().or_else(|| date(&context, work, published));
    }
    let mut found = once(found, context.text);
    found.sort_by_key(|work| work.span.start);
    let citations = found
        .into_iter()
        .enumerate()
        .map(|(number, work)| {
            let age = work.date.as_ref().and_then(dates::day_of).zip(published);
            Citation {
                id: format!("c{}", number + 1),
                source: work.source.map(|entity| format!("e{entity}")),
                kind: work.kind,
                name: work.name,
                title: work.title,
                url: article
                    .links
                    .iter()
                    .find(|link| link.span.overlaps(work.span))
                    .map(|link| link.url.clone()),
                span: work.span,
                age_days: age.map(|(day, published)| published - day),
                date: work.date,
            }
        })
        .collect();
    (citations, titles)
}

/// Whether an outlet called `full` can be called `name`: "the Gazette" of "The Orrin Gazette".
fn is_short_for(name: &str, full: &str) -> bool {
    let (name, full) = (name.to_lowercase(), full.to_lowercase());
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let rest = full.strip_suffix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// One mention of a work.
#[derive(Clone, Debug)]
struct Work {
    kind: CitationKind,
    span: Span,
    name: Option<String>,
    title: Option<String>,
    date: Option<Dated>,
    /// Index of the entity that it is or that issued it.
    source: Option<usize>,
    /// Whether `name` is an outlet's.
    outlet: bool,
    /// Whether it is an article, report or other work that, coming from an outlet, is the outlet's.
    article: bool,
    /// Whether it is spoken of as known: "the advisory", "her statement".
    definite: bool,
    /// The noun that names it.
    head: Option<Word>,
}

impl Work {
    fn new(kind: CitationKind, span: Span) -> Self {
        Self {
            kind,
            span,
            name: None,
            title: None,
            date: None,
            source: None,
            outlet: false,
            article: false,
            definite: false,
            head: None,
        }
    }

    /// Takes over what `other`, which overlaps it, knows more.
    fn absorb(&mut self, other: Work) {
        if other.outlet && !self.outlet {
            // "an article in the Gazette": the outlet's name, not its author's
            self.name = other.name.or(self.name.take());
            self.outlet = true;
        } else if self.name.is_none() {
            self.name = other.name;
        }
        // "the Reservoirs Act" is a law before it is a document
        if other.kind == CitationKind::Law && other.title.is_some() {
            self.kind = CitationKind::Law;
        }
        self.article |= other.article;
        self.title = self.title.take().or(other.title);
        self.date = self.date.take().or(other.date);
        self.source = self.source.or(other.source);
        self.span = Span::new(self.span.start.min(other.span.start), self.span.end.max(other.span.end));
    }
}

/// Outlets that speak or hand on, named or described: "state media", "the Gazette".
fn sources(context: &Context) -> Vec<Work> {
    let mut out = Vec::new();
    for (index, entity) in context.entities.iter().enumerate() {
        if entity.kind != SourceKind::Outlet {
            continue;
        }
        for &mention in &entity.mentions {
            let words = mention.of(context.text);
            // "the newspaper": it was named before, or nobody knows which
            let lower = words.strip_prefix("The ").or_else(|| words.strip_prefix("the "));
            let described = lower.is_some_and(|rest| !rest.contains(char::is_uppercase));
            let pronoun = !words.contains(' ') && !words.starts_with(char::is_uppercase);
            if described || pronoun || words.eq_ignore_ascii_case("it") || words.eq_ignore_ascii_case("its") {
                continue;
            }
            // "the Gazette, which"
            let words = words.trim_end_matches("which").trim_end().trim_end_matches(',');
            let span = Span::new(mention.start, mention.start + words.len());
            let mut work = Work::new(CitationKind::Outlet, span);
            work.name = Some(entity.name.clone());
            work.source = Some(index);
            work.outlet = true;
            out.push(work);
        }
    }
    out
}

/// Mentions that overlap are one.
fn merged(mut found: Vec<Work>) -> Vec<Work> {
    found.sort_by_key(|work| (work.span.start, std::cmp::Reverse(work.span.end)));
    let mut out: Vec<Work> = Vec::with_capacity(found.len());
    for work in found {
        match out.last_mut() {
            Some(last) if last.span.overlaps(work.span) => last.absorb(work),
            _ => out.push(work),
        }
    }
    for work in &mut out {
        if work.outlet && work.article {
            work.kind = CitationKind::Outlet;
        }
    }
    out
}

/// How many works of one noun, or outlets of one last word, a mention is compared with.
const ALIKE: usize = 32;

/// Each work once: an outlet at the mention that tells most, the same words of the same issuer at the first.
fn once(found: Vec<Work>, text: &str) -> Vec<Work> {
    let mut out: Vec<Work> = Vec::with_capacity(found.len());
    // by the last word of an outlet's name, so that "the Gazette" meets "the Orrin Gazette"
    let mut outlets: HashMap<String, Vec<usize>> = HashMap::new();
    let mut others: HashMap<(String, String), usize> = HashMap::new();
    let mut heads: HashMap<Word, Vec<usize>> = HashMap::new();
    for work in found {
        let issuer = work.name.as_deref().unwrap_or_default().to_lowercase();
        if work.kind == CitationKind::Outlet {
            let last = issuer.split_whitespace().last().unwrap_or_default().to_owned();
            let alike = outlets.entry(last).or_default();
            let same = alike.iter().copied().take(ALIKE).find(|&known| {
                let known = out[known].name.as_deref().unwrap_or_default();
                is_short_for(&issuer, known) || is_short_for(known, &issuer)
            });
            match same {
                Some(same) => keep_fuller(&mut out[same], work),
                None => {
                    alike.push(out.len());
                    out.push(work);
                }
            }
            continue;
        }
        // "the advisory" after "an advisory issued by the ministry"
        let named = heads.entry(work.head.unwrap_or(Word(0))).or_default();
        let back = work.head.is_some() && work.definite && work.title.is_none();
        let known = |&known: &usize| out[known].name == work.name || work.name.is_none();
        if back && named.iter().rev().take(ALIKE).any(known) {
            continue;
        }
        match others.entry((issuer, work.span.of(text).to_lowercase())) {
            Entry::Vacant(vacant) => {
                vacant.insert(out.len());
                named.push(out.len());
                out.push(work);
            }
            Entry::Occupied(same) => keep_fuller(&mut out[*same.get()], work),
        }
    }
    out
}

/// Of two mentions of one work, leaves the fuller one, with what either knows.
fn keep_fuller(same: &mut Work, other: Work) {
    let named = |work: &Work| work.name.as_ref().map_or(0, String::len).min(work.span.len());
    let told = |work: &Work| (work.title.is_some(), named(work));
    let source = same.source.or(other.source);
    let date = same.date.clone().or(other.date.clone());
    let longer = |one: &Option<String>| one.as_ref().map_or(0, String::len);
    let name = if longer(&other.name) > longer(&same.name) { &other.name } else { &same.name }.clone();
    if told(&other) > told(same) {
        *same = other;
    }
    same.source = source;
    same.date = date;
    same.name = name;
}

/// Gives works the titles that the text gives them, and finds works that are cited by title alone.
fn titles(context: &Context, found: &mut Vec<Work>) -> Vec<usize> {
    let mut titles = Vec::new();
    let mut alone = Vec::new();
    for (index, quotation) in context.quotations.iter().enumerate() {
        let Some(noun) = titled(context.text, context.analysis, quotation) else { continue };
        titles.push(index);
        let title = quotation.inner.of(context.text).trim().trim_end_matches([',', '.']).to_owned();
        let sentence = context.analysis.sentences[context.analysis.sentence_at(quotation.span.start)].span;
        let end = after_bracket(context, quotation.span.end);
        let before = found.partition_point(|work| work.span.start < quotation.span.start);
        let near = found[..before]
            .last_mut()
            .filter(|work| sentence.start <= work.span.start && work.title.is_none());
        // only what stands right before its title is cited by it
        if let Some(work) = near
            && context.text[work.span.end.min(quotation.span.start)..quotation.span.start].len() <= 60
        {
            work.title = Some(title);
            work.span.end = end.max(work.span.end);
        } else if let Some(kind) = kinds::kind_of(noun).filter(|_| !context.in_quotation(quotation.span)) {
            let mut work = Work::new(kind, Span::new(quotation.span.start, end));
            work.title = Some(title);
            alone.push(work);
        }
    }
    found.extend(alone);
    found.sort_by_key(|work| work.span.start);
    titles
}

/// The end of brackets with a date that follow at `end`, or `end`.
fn after_bracket(context: &Context, end: usize) -> usize {
    let rest = &context.text[end..];
    let open = rest.len() - rest.trim_start().len();
    let Some(inner) = rest[open..].strip_prefix('(').filter(|_| open <= 1) else { return end };
    match inner.find(')') {
        Some(close) if close <= 30 && inner[..close].contains(|c: char| c.is_ascii_digit()) => {
            end + open + close + 2
        }
        _ => end,
    }
}

/// The word for the kind of work whose title `quotation` is: "titled “…”", "the book “…”, all its main words
/// with capitals.
fn titled(text: &str, analysis: &Analysis, quotation: &Quotation) -> Option<Word> {
    let at = analysis.token_at(quotation.span.start);
    let before = &analysis.tokens[at.saturating_sub(8)..at];
    let named = before.last().is_some_and(|token| {
        [word("titled"), word("entitled"), word("headlined"), word("captioned")].contains(&token.word)
    });
    const WORKS: [Word; 27] = [
        word("score"),
        word("book"),
        word("article"),
        word("film"),
        word("movie"),
        word("song"),
        word("album"),
        word("novel"),
        word("play"),
        word("essay"),
        word("report"),
        word("paper"),
        word("study"),
        word("documentary"),
        word("series"),
        word("poem"),
        word("painting"),
        word("editorial"),
        word("column"),
        word("story"),
        word("memoir"),
        word("show"),
        word("opera"),
        word("symphony"),
        word("piece"),
        word("ballad"),
        word("op-ed"),
    ];
    let work = before.iter().rev().find(|token| WORKS.contains(&token.word)).map(|token| token.word);
    // "the book “…”", "the novel, “…”", "the score of the “…”"
    let light =
        |token: &&Token| token.word == word(",") || token.word == word("of") || token.word == word("the");
    let noun = before.iter().rev().find(|token| !light(token));
    let beside = noun.is_some_and(|noun| WORKS.contains(&noun.word));
    // "the “…” symphony"
    let next = analysis.tokens.get(analysis.token_at(quotation.span.end));
    let follows = next.filter(|next| WORKS.contains(&next.word) && next.tag.is_noun()).map(|next| next.word);
    let inner = quotation.inner.of(text);
    (named || (beside || follows.is_some()) && in_title_case(inner))
        .then(|| follows.or(work).unwrap_or(word("article")))
}

/// Whether every longer word begins with a capital.
pub(crate) fn in_title_case(words: &str) -> bool {
    !words.is_empty()
        && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && words
            .split_whitespace()
            .filter(|word| word.len() > 3)
            .all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

/// The date that the text gives a work: in its mention, right after it ("told the Gazette on Monday", "reported
/// on Tuesday"), or at the beginning of the sentence in which an outlet is told or reports something.
fn date(context: &Context, work: &Work, published: Option<i64>) -> Option<Dated> {
    const AFTER: usize = 4;
    let sentence = &context.analysis.sentences[context.analysis.sentence_at(work.span.start)];
    let tokens = &context.analysis.tokens[sentence.tokens.clone()];
    let first = tokens.partition_point(|token| token.span.end <= work.span.start);
    let end = tokens.partition_point(|token| token.span.start < work.span.end);
    // "this morning's Gazette"
    let led = first >= 3 && tokens[first - 1].tag == Tag::POS;
    let first = if led { first - 3 } else { first };
    let inside = dates::find(context.text, &tokens[first..end.max(first)], published)
        .or_else(|| dates::year(context.text, &tokens[first..end.max(first)]));
    if let Some((date, _)) = inside {
        return Some(date);
    }
    // over the verb: "reported", "said"
    let verb = tokens.get(end).is_some_and(|token| token.tag.is_finite() || token.tag.is_adverb());
    let from = end + usize::from(verb);
    let stop = (from + AFTER).min(tokens.len());
    let near = &tokens[from.min(stop)..stop];
    let mark = near.iter().position(|token| token.tag == Tag::Mark).unwrap_or(near.len());
    let opens = near.first().is_some_and(|token| {
        crate::lexicon::is_time(token.word)
            || [word("on"), word("in"), word("this"), word("earlier"), word("late")].contains(&token.word)
    });
    // ", which first reported the affair on Monday"
    let relative = tokens.get(end).is_some_and(|token| token.word == word(","))
        && tokens.get(end + 1).is_some_and(|token| token.word == word("which"));
    if relative {
        let clause = &tokens[(end + 2).min(tokens.len())..(end + 10).min(tokens.len())];
        let stop = clause.iter().position(|token| token.tag == Tag::Mark).unwrap_or(clause.len());
        if let Some((date, _)) = dates::find(context.text, &clause[..stop], published) {
            return Some(date);
        }
    }
    if opens && let Some((date, _)) = dates::find(context.text, &near[..mark], published) {
        return Some(date);
    }
    // "This morning Mats Ferrow told the Observer", "On Tuesday, the Gazette reported"
    let opening = &tokens[..first.min(4)];
    let leads = opening.first().is_some_and(|token| {
        token.word == word("on") || token.word == word("this") || token.word == word("earlier")
    });
    if leads && work.kind != CitationKind::Law {
        return dates::find(context.text, opening, published).map(|(date, _)| date);
    }
    None
}
