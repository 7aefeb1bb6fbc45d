//! Works the article leans on: outlets, documents, statements, posts, laws, data.

use sayso_language::{Analysis, Tag, Token, Word, word};
use sayso_model::{Article, Citation, CitationKind, Dated, SourceKind, Span};

use crate::dates;
use crate::names::Names;
use crate::people::{Class, classes};
use crate::quotations::Quotation;
use crate::sources::Entity;

/// Finds the works cited: sources and carriers that are outlets or documents, and the other mentions of
/// outlets and of titled works. Gives them with the quotations that are their titles.
pub(crate) fn citations(
    article: &Article,
    analysis: &Analysis,
    quotations: &[Quotation],
    names: &Names,
    entities: &[Entity],
) -> (Vec<Citation>, Vec<usize>) {
    let text = article.text.as_str();
    let published = article.published.as_ref().and_then(dates::day_of);
    let mut found: Vec<(Citation, Option<usize>)> = Vec::new();
    let mut titles = Vec::new();
    // works that speak
    for (index, entity) in entities.iter().enumerate() {
        let kind = match entity.kind {
            SourceKind::Outlet => CitationKind::Outlet,
            SourceKind::Document => kind_of(entity.name.split_whitespace().map(word)),
            _ => continue,
        };
        let Some(&span) = entity.mentions.iter().max_by_key(|span| span.len()) else { continue };
        found.push((citation(kind, Some(entity.name.clone()), span), Some(index)));
    }
    // outlets that are named without speaking: "in an interview with the Gazette"
    for mention in &names.mentions {
        let name = &names.list[mention.name];
        let outlet = !name.is_person()
            && name.words().last().is_some_and(|&last| classes(last).has(Class::OutletName));
        let known = entities.iter().any(|entity| entity.name == name.full.of(text));
        let again = found.iter().any(|(citation, _)| citation.name.as_deref() == Some(name.full.of(text)));
        if outlet && !known && !again && reports(analysis, mention.span) {
            found.push((
                citation(CitationKind::Outlet, Some(name.full.of(text).to_owned()), mention.span),
                None,
            ));
        }
    }
    // works with a title: "an article titled “…”"
    for (index, quotation) in quotations.iter().enumerate() {
        let Some(work) = titled(text, analysis, quotation) else { continue };
        titles.push(index);
        let title = quotation.inner.of(text).trim().trim_end_matches([',', '.']).to_owned();
        let sentence = &analysis.sentences[analysis.sentence_at(quotation.span.start)];
        let near = found.iter_mut().find(|(citation, _)| {
            sentence.span.covers(citation.span)
                && citation.title.is_none()
                && citation.span.start < quotation.span.start
        });
        match near {
            Some((citation, _)) => {
                citation.title = Some(title);
                if citation.kind == CitationKind::Outlet {
                    citation.span = Span::new(citation.span.start, citation.span.end);
                }
            }
            None => {
                let mut made = citation(kind_of(std::iter::once(work)), None, quotation.span);
                made.title = Some(title);
                found.push((made, None));
            }
        }
    }
    found.sort_by_key(|(citation, _)| citation.span.start);
    let own = article.outlet.as_ref().map(|outlet| outlet.name.to_lowercase());
    found.retain(|(citation, _)| {
        citation.name.as_ref().map(|name| name.to_lowercase()) != own || own.is_none()
    });
    let citations = found
        .into_iter()
        .enumerate()
        .map(|(number, (mut citation, entity))| {
            citation.id = format!("c{}", number + 1);
            citation.source = entity.map(|entity| format!("e{entity}"));
            let sentence = &analysis.sentences[analysis.sentence_at(citation.span.start)];
            let tokens = &analysis.tokens[sentence.tokens.clone()];
            citation.date = date_near(text, tokens, &citation, published);
            citation.age_days = citation
                .date
                .as_ref()
                .and_then(dates::day_of)
                .zip(published)
                .map(|(day, published)| published - day);
            citation.url = article
                .links
                .iter()
                .find(|link| link.span.overlaps(citation.span))
                .map(|link| link.url.clone());
            citation
        })
        .collect();
    (citations, titles)
}

fn citation(kind: CitationKind, name: Option<String>, span: Span) -> Citation {
    Citation {
        id: String::new(),
        source: None,
        kind,
        name,
        title: None,
        date: None,
        url: None,
        span,
        age_days: None,
    }
}

/// What a work is, from the words that name it.
fn kind_of(words: impl Iterator<Item = Word>) -> CitationKind {
    const LAWS: [Word; 12] = [
        word("law"),
        word("laws"),
        word("act"),
        word("bill"),
        word("constitution"),
        word("treaty"),
        word("ruling"),
        word("judgment"),
        word("decision"),
        word("ordinance"),
        word("resolution"),
        word("verdict"),
    ];
    const DATA: [Word; 9] = [
        word("poll"),
        word("polls"),
        word("survey"),
        word("surveys"),
        word("data"),
        word("figures"),
        word("statistics"),
        word("census"),
        word("polling"),
    ];
    const POSTS: [Word; 7] = [
        word("tweet"),
        word("tweets"),
        word("post"),
        word("posts"),
        word("blog"),
        word("thread"),
        word("video"),
    ];
    const STATEMENTS: [Word; 6] = [
        word("statement"),
        word("statements"),
        word("release"),
        word("announcement"),
        word("remarks"),
        word("speech"),
    ];
    let mut kind = CitationKind::Document;
    for word in words {
        kind = if LAWS.contains(&word) {
            CitationKind::Law
        } else if DATA.contains(&word) {
            CitationKind::Data
        } else if POSTS.contains(&word) {
            CitationKind::Post
        } else if STATEMENTS.contains(&word) {
            CitationKind::Statement
        } else {
            continue;
        };
    }
    kind
}

/// Whether the words before an outlet's name make it one that was told or reported: "told the Gazette",
/// "an article in the Gazette", "published by".
fn reports(analysis: &Analysis, span: Span) -> bool {
    let at = analysis.token_at(span.start);
    let from = at.saturating_sub(6);
    analysis.tokens[from..at].iter().rev().take(6).any(|token| {
        [
            word("told"),
            word("telling"),
            word("interview"),
            word("article"),
            word("published"),
            word("column"),
            word("editorial"),
            word("op-ed"),
            word("report"),
            word("story"),
            word("wrote"),
            word("reported"),
            word("essay"),
            word("cited"),
            word("citing"),
            word("piece"),
            word("letter"),
            word("via"),
        ]
        .contains(&token.word)
    })
}

/// The word for the kind of work whose title `quotation` is: "titled “…”", "the book “…”, all its main words
/// with capitals.
fn titled(text: &str, analysis: &Analysis, quotation: &Quotation) -> Option<Word> {
    let at = analysis.token_at(quotation.span.start);
    let before = &analysis.tokens[at.saturating_sub(5)..at];
    let named = before.last().is_some_and(|token| {
        [word("titled"), word("entitled"), word("headlined"), word("captioned")].contains(&token.word)
    });
    const WORKS: [Word; 24] = [
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
    ];
    let work = before.iter().rev().find(|token| WORKS.contains(&token.word)).map(|token| token.word);
    let beside = before.last().is_some_and(|token| {
        WORKS.contains(&token.word)
            || token.word == word(",") && before.len() > 1 && WORKS.contains(&before[before.len() - 2].word)
    });
    let inner = quotation.inner.of(text);
    (named || beside && in_title_case(inner)).then(|| work.unwrap_or(word("article")))
}

/// Whether every longer word begins with a capital.
pub(crate) fn in_title_case(words: &str) -> bool {
    let long: Vec<&str> = words.split_whitespace().filter(|word| word.len() > 3).collect();
    !words.is_empty()
        && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && long.iter().all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

/// The date given beside a work: in brackets after its title, else in its sentence when it is exact.
fn date_near(text: &str, tokens: &[Token], citation: &Citation, published: Option<i64>) -> Option<Dated> {
    let from = tokens.partition_point(|token| token.span.end <= citation.span.start);
    let stop = tokens[from..]
        .iter()
        .skip(1)
        .position(|token| {
            token.word == word(";")
                || token.tag.is_finite() && citation.title.is_none() && citation.kind == CitationKind::Outlet
        })
        .map_or(tokens.len(), |at| from + 1 + at + 4);
    let after = &tokens[from..stop.min(tokens.len())];
    let found = dates::find(text, after, published).or_else(|| {
        // "a report published on 3 May by the council"
        let before = &tokens[from.saturating_sub(6)..from];
        let tied = before.iter().any(|token| matches!(token.tag, Tag::VBN | Tag::IN));
        if tied { dates::find(text, before, published) } else { None }
    });
    found.map(|(date, _)| date)
}
