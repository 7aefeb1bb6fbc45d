use std::ops::Bound;
use std::sync::Arc;

use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur, PhrasePrefixQuery,
    PhraseQuery, Query as Asked, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{SegmentReader, Term as Indexed};

use super::article_set::ArticleSet;
use super::error::SearchError;
use super::figures;
use super::schema::{ArticleFields, CommonFields, QuotationFields};
use super::words::{Stems, folded_words, has_accents};
use crate::query::{DateRange, Field, Query, Term};

/// What it knows how to put into the terms of the index by itself; nothing for the rest.
type Leaf<'a> = dyn Fn(&Query) -> Result<Option<Box<dyn Asked>>, SearchError> + 'a;

/// Puts a query into the terms of the index.
pub(super) struct Translator<'a> {
    pub(super) articles: ArticleFields,
    pub(super) quotations: QuotationFields,
    /// The languages of the library: a word is looked for with its stem in each.
    pub(super) languages: &'a [String],
    /// Finds the articles that a part of a query is about.
    pub(super) find: &'a dyn Fn(&dyn Asked) -> Result<ArticleSet, SearchError>,
}

impl Translator<'_> {
    /// The articles that answer to `query`, which looks for no quotations.
    pub(super) fn articles(&self, query: &Query) -> Result<Box<dyn Asked>, SearchError> {
        self.put(query, &|query| match query {
            Query::Published(range) => Ok(Some(published(self.articles.common, range))),
            Query::Term(field, term) => Ok(Some(self.of_article(*field, term))),
            _ => Ok(None),
        })
    }

    /// The quotations that answer to `query`. Whatever it asks that is not about a quotation is asked of the article
    /// it stands in.
    pub(super) fn quotations(&self, query: &Query) -> Result<Box<dyn Asked>, SearchError> {
        self.put(query, &|query| match query {
            Query::Term(field, term) if field.is_of_quotations() => Ok(Some(self.of_quotation(*field, term))),
            // As much as possible at once, so that a set is as small as can be.
            Query::All(parts) if parts.iter().filter(|part| !part.finds_quotations()).count() > 1 => {
                let (of_quotations, of_articles): (Vec<_>, Vec<_>) =
                    parts.iter().cloned().partition(Query::finds_quotations);
                let mut clauses = vec![(Occur::Must, self.standing_in(&Query::all(of_articles))?)];
                for part in &of_quotations {
                    clauses.push(clause(part, |part| self.quotations(part))?);
                }
                Ok(Some(Box::new(BooleanQuery::new(clauses))))
            }
            query if !query.finds_quotations() => self.standing_in(query).map(Some),
            _ => Ok(None),
        })
    }

    /// The quotations in the articles that answer to `query`. They weigh nothing: what was said is what counts.
    fn standing_in(&self, query: &Query) -> Result<Box<dyn Asked>, SearchError> {
        let articles = Arc::new((self.find)(&*self.articles(query)?)?);
        let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
            let column = segment.fast_fields().i64("article")?.first_or_default_col(-1);
            let articles = Arc::clone(&articles);
            Ok(move |document| articles.holds(column.get_val(document)))
        });
        Ok(Box::new(ConstScoreQuery::new(Box::new(DocPredicateQuery::from(predicate)), 0.0)))
    }

    /// `query` with `leaf` for what it knows and the operators of the index for the rest.
    fn put(&self, query: &Query, leaf: &Leaf<'_>) -> Result<Box<dyn Asked>, SearchError> {
        if let Some(asked) = leaf(query)? {
            return Ok(asked);
        }
        let clauses = match query {
            Query::Any(parts) => {
                let asked: Result<Vec<_>, _> = parts.iter().map(|part| self.put(part, leaf)).collect();
                return Ok(Box::new(BooleanQuery::union(asked?)));
            }
            Query::All(parts) => parts
                .iter()
                .map(|part| clause(part, |part| self.put(part, leaf)))
                .collect::<Result<Vec<_>, _>>()?,
            other => vec![clause(other, |part| self.put(part, leaf))?],
        };
        let mut clauses = clauses;
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn of_article(&self, field: Field, term: &Term) -> Box<dyn Asked> {
        let fields = self.articles;
        match field {
            Field::Words => self.stemmed(fields.words, fields.stems, term),
            Field::Title => self.stemmed(fields.title, fields.title_stems, term),
            Field::Outlet => written(fields.outlet, term),
            Field::By => written(fields.by, term),
            Field::Cites => written(fields.cites, term),
            Field::Figure => figure(fields.figure, term),
            Field::Lang => language(fields.lang, term),
            // Asked of quotations only.
            Field::Who | Field::Said => Box::new(EmptyQuery),
        }
    }

    fn of_quotation(&self, field: Field, term: &Term) -> Box<dyn Asked> {
        match field {
            Field::Said => self.stemmed(self.quotations.said, self.quotations.said_stems, term),
            _ => written(self.quotations.who, term),
        }
    }

    /// A word in any of its forms; phrases and prefixes as they are written.
    fn stemmed(&self, exact: Column, stems: Column, term: &Term) -> Box<dyn Asked> {
        let Term::Word(word) = term else { return written(exact, term) };
        let words = folded_words(word);
        let [folded] = &words[..] else { return phrase(exact, &words, 0) };
        let mut forms: Vec<Indexed> =
            self.stems_of(word).iter().map(|stem| Indexed::from_field_text(stems, stem)).collect();
        // A stem may hang on an accent that is left out in the query.
        if folded.is_ascii() && has_accents(self.languages) {
            forms.push(Indexed::from_field_text(exact, folded));
        }
        let mut forms = forms
            .into_iter()
            .map(|form| -> Box<dyn Asked> { Box::new(TermQuery::new(form, IndexRecordOption::WithFreqs)) });
        match (forms.next(), forms.len()) {
            (None, _) => Box::new(EmptyQuery),
            (Some(only), 0) => only,
            (Some(first), _) => Box::new(BooleanQuery::union(std::iter::once(first).chain(forms).collect())),
        }
    }

    /// The stems of a word in the languages of the library, each once.
    fn stems_of(&self, word: &str) -> Vec<String> {
        let mut stems = Stems::new();
        let mut all: Vec<String> =
            self.languages.iter().map(|language| stems.of(word, Some(language))).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// A part of a conjunction: wanted, or with its negation taken off, excluded.
fn clause(
    part: &Query,
    put: impl FnOnce(&Query) -> Result<Box<dyn Asked>, SearchError>,
) -> Result<(Occur, Box<dyn Asked>), SearchError> {
    match part {
        Query::Not(part) => Ok((Occur::MustNot, put(part)?)),
        part => Ok((Occur::Must, put(part)?)),
    }
}

/// A term as it is written, case and accents apart.
fn written(field: Column, term: &Term) -> Box<dyn Asked> {
    match term {
        Term::Word(word) => phrase(field, &folded_words(word), 0),
        Term::Phrase { words, slop } => phrase(field, &folded_words(&words.join(" ")), *slop),
        Term::Prefix(word) => prefix(field, &folded_words(word)),
    }
}

fn phrase(field: Column, words: &[String], slop: u32) -> Box<dyn Asked> {
    let terms: Vec<Indexed> = words.iter().map(|word| Indexed::from_field_text(field, word)).collect();
    match &terms[..] {
        [] => Box::new(EmptyQuery),
        [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
        _ => {
            let mut phrase = PhraseQuery::new(terms);
            phrase.set_slop(slop);
            Box::new(phrase)
        }
    }
}

fn prefix(field: Column, words: &[String]) -> Box<dyn Asked> {
    /// More words than a prefix of two letters has.
    const EXPANSIONS: u32 = 100_000;
    match words {
        [] => Box::new(EmptyQuery),
        [word] => {
            let first = Indexed::from_field_text(field, word);
            // Nothing that begins with the word comes after it followed by the last of all characters.
            let last = Indexed::from_field_text(field, &format!("{word}{}", char::MAX));
            Box::new(InvertedIndexRangeQuery::new(Bound::Included(first), Bound::Included(last)))
        }
        _ => {
            let terms = words.iter().map(|word| Indexed::from_field_text(field, word)).collect();
            let mut phrase = PhrasePrefixQuery::new(terms);
            phrase.set_max_expansions(EXPANSIONS);
            Box::new(phrase)
        }
    }
}

/// A quantity as written, or any that has the same value.
fn figure(field: Column, term: &Term) -> Box<dyn Asked> {
    let words = match term {
        Term::Word(word) => word.clone(),
        Term::Phrase { words, .. } => words.join(" "),
        Term::Prefix(_) => return written(field, term),
    };
    match figures::value(&words) {
        Some(value) => {
            let value = Indexed::from_field_text(field, &figures::value_word(value));
            let value = TermQuery::new(value, IndexRecordOption::Basic);
            Box::new(BooleanQuery::union(vec![written(field, term), Box::new(value)]))
        }
        None => written(field, term),
    }
}

fn language(field: Column, term: &Term) -> Box<dyn Asked> {
    let Term::Word(language) = term else { return Box::new(EmptyQuery) };
    let language = Indexed::from_field_text(field, language);
    Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(language, IndexRecordOption::Basic)), 0.0))
}

/// What was published within `range`, as a whole: a date that names only a month is not within one of its days.
fn published(fields: CommonFields, range: &DateRange) -> Box<dyn Asked> {
    const MINUTES: i64 = 24 * 60;
    let days = range.days();
    let first = days.start.saturating_mul(MINUTES);
    let after = days.end.saturating_mul(MINUTES);
    let begins = RangeQuery::new(
        Bound::Included(Indexed::from_field_i64(fields.published, first)),
        Bound::Excluded(Indexed::from_field_i64(fields.published, after)),
    );
    let mut clauses: Vec<(Occur, Box<dyn Asked>)> = vec![(Occur::Must, Box::new(begins))];
    if days.end < i64::MAX {
        let ends_later = RangeQuery::new(
            Bound::Included(Indexed::from_field_i64(fields.last_day, days.end)),
            Bound::Unbounded,
        );
        clauses.push((Occur::MustNot, Box::new(ends_later)));
    }
    Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(clauses)), 0.0))
}
