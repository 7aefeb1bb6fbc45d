use std::cell::RefCell;
use std::ops::{Bound, ControlFlow};
use std::path::Path;
use std::time::Duration;

use sayso_model::{Hit, HitQuotation, Reading, Span};
use sha2::{Digest, Sha256};
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query as Asked, RangeQuery};
use tantivy::{Searcher, Term};

use super::article_set::Articles;
use super::cursor::Cursor;
use super::documents::attribution_at;
use super::error::SearchError;
use super::excerpt::{cut, excerpt};
use super::facets::{Counted, Facets};
use super::index::{self, Kind, Unusable};
use super::indexer::{Indexer, Rebuilding};
use super::matches::Matcher;
use super::rank::{Listed, Place, Ranked, score};
use super::request::{Order, Request};
use super::schema::{ArticleFields, CommonFields, QuotationFields};
use super::translate::Translator;
use crate::query::{self, Field, Query};
use crate::{Library, Unreadable, times};

/// A library that can be searched. It answers from the state that it was opened in.
pub struct Search {
    library: Library,
    articles: Searcher,
    quotations: Searcher,
    article_fields: ArticleFields,
    quotation_fields: QuotationFields,
    languages: Vec<String>,
    seq: i64,
    waiting: u64,
    hindrance: Option<SearchError>,
    /// Found, but no longer whole in the library.
    unreadable: RefCell<Vec<Unreadable>>,
}

/// What opening a search has to do first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Catching {
    /// The index is made anew.
    Anew(Rebuilding),
    /// So many records of so many are taken in.
    Up {
        /// Taken in so far.
        done: u64,
        /// To be taken in.
        of: u64,
    },
    /// The library has lost this record, and it cannot be found.
    LeftOut(Unreadable),
    /// There is no index that answers, and another process is making one: that is waited for. Told once.
    Waiting {
        /// Which process, as ` (process 4711)`; empty when it did not say.
        holder: String,
    },
}

/// Something found, with the reading it stands in.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is told of it; spans are in bytes.
    pub hit: Hit,
    /// The reading of its article.
    pub reading: Reading,
}

impl Search {
    /// Opens the search of `library`. An index that lags behind catches up first, and one that is missing or cannot be
    /// used is made anew; `each` is told. While another process writes to the index, or when its folder may not be
    /// written, the search does without what is not in it yet: see [`Self::waiting`]. Where it is that process that
    /// makes the index, this waits until it has.
    ///
    /// # Errors
    /// When there is no index and none can be made, or the library cannot be read.
    pub fn open(library: Library, mut each: impl FnMut(Catching)) -> Result<Self, SearchError> {
        let folder = library.folder().to_owned();
        let parts = patiently(&mut each, |each| {
            match index::guarded(&folder, || Parts::up_to_date(&library, &mut *each)) {
                Err(error) => {
                    remake(&library, error, &mut *each)?;
                    index::guarded(&folder, || Parts::up_to_date(&library, &mut *each))
                }
                opened => opened,
            }
        })?;
        let Parts { articles, quotations, languages, seq, waiting, hindrance } = parts;
        Ok(Self {
            library,
            articles,
            quotations,
            article_fields: ArticleFields::schema().0,
            quotation_fields: QuotationFields::schema().0,
            languages,
            seq,
            waiting,
            hindrance,
            unreadable: RefCell::default(),
        })
    }

    /// A search whose index is made anew, after `error` came of this one's being damaged; `each` is told.
    ///
    /// # Errors
    /// `error` when the index is not damaged, and as [`Self::open`].
    pub fn mended(self, error: SearchError, mut each: impl FnMut(Catching)) -> Result<Self, SearchError> {
        let Self { library, articles, quotations, .. } = self;
        drop((articles, quotations));
        match remake(&library, error, &mut each) {
            // Another process makes it anew, most likely, and that is waited for.
            Ok(()) | Err(SearchError::Busy { .. }) => Self::open(library, each),
            Err(error) => Err(error),
        }
    }

    /// Texts that answered to what was asked and were left out, as the library has them no more whole.
    #[must_use]
    pub fn unreadable(&self) -> Vec<Unreadable> {
        self.unreadable.borrow().clone()
    }

    /// The library that is searched.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The number of the last record that can be found.
    #[must_use]
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// How many records of the library cannot be found yet.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.waiting
    }

    /// Why they cannot be found yet.
    #[must_use]
    pub fn hindrance(&self) -> Option<&SearchError> {
        self.hindrance.as_ref()
    }

    /// How many articles or quotations answer to a request, whatever its limit and cursor.
    ///
    /// # Errors
    /// When the index does not answer.
    pub fn count(&self, request: &Request) -> Result<u64, SearchError> {
        self.guarded(|| {
            let asked = self.asked(request)?;
            let count = self.searcher(&request.query).search(&*asked, &Count);
            count.map(|count| count as u64).map_err(|error| self.failed(error))
        })
    }

    /// How many of what answers to a request have which outlet, language, person and month.
    ///
    /// # Errors
    /// When the index does not answer.
    pub fn facets(&self, request: &Request) -> Result<Facets, SearchError> {
        self.guarded(|| {
            let asked = self.asked(request)?;
            self.searcher(&request.query).search(&*asked, &Counted).map_err(|error| self.failed(error))
        })
    }

    /// Asks for what answers to a request: how many there are is known then, and each can be gone through.
    ///
    /// # Errors
    /// [`SearchError::Cursor`], and when the index does not answer.
    pub fn ask<'a>(&'a self, request: &'a Request) -> Result<Answer<'a>, SearchError> {
        self.guarded(|| self.asked_for(request))
    }

    fn asked_for<'a>(&'a self, request: &'a Request) -> Result<Answer<'a>, SearchError> {
        let asked = self.asked(request)?;
        let query = name(&request.query);
        let (after, up_to) = self.resumed(request, &*asked, query)?;
        let mut answer = Answer { search: self, request, asked, query, up_to, count: 0, first: Vec::new() };
        // Of mere words the index can tell how many there are, and which are first, without going through all.
        let pruned =
            request.order == Order::Relevance && request.since.is_none() && is_of_words(&request.query);
        let wanted = request.limit.unwrap_or(usize::MAX);
        if pruned || wanted == 0 {
            answer.count = self.count(request)?;
        }
        if wanted > 0 {
            let listed = answer.page(after, wanted, !pruned)?;
            answer.first = listed.places;
            if !pruned {
                answer.count = listed.met;
            }
        }
        Ok(answer)
    }

    /// Where to go on, and the newest record to tell of.
    fn resumed(
        &self,
        request: &Request,
        asked: &dyn Asked,
        query: u32,
    ) -> Result<(Option<Place>, i64), SearchError> {
        let Some(text) = &request.after else { return Ok((None, self.seq)) };
        let cursor =
            Cursor::read(text).filter(|cursor| cursor.query == query && cursor.order == request.order);
        let Some(cursor) = cursor else { return Err(SearchError::Cursor { cursor: text.clone() }) };
        let mut last = cursor.last;
        if cursor.order == Order::Relevance && cursor.up_to != self.seq {
            last.rank = self.rank_now(&request.query, asked, &last)?.unwrap_or(last.rank);
        }
        Ok((Some(last), cursor.up_to))
    }

    /// What the hit at `place` ranks by now: what came into the library since makes words rarer or more frequent, and so
    /// shifts all scores.
    fn rank_now(&self, query: &Query, asked: &dyn Asked, place: &Place) -> Result<Option<i64>, SearchError> {
        /// More quotations than an article has.
        const ENOUGH: usize = 10_000;
        let seq = self.common(query).seq;
        let bound = || Bound::Included(Term::from_field_i64(seq, place.seq));
        let asked = also(asked.box_clone(), RangeQuery::new(bound(), bound()));
        let ranked =
            Ranked { order: Order::Relevance, limit: ENOUGH, after: None, up_to: i64::MAX, count: false };
        let listed = self.searcher(query).search(&asked, &ranked).map_err(|error| self.failed(error))?;
        Ok(listed.places.iter().find(|other| other.place == place.place).map(|place| place.rank))
    }

    /// A request in the terms of the index.
    fn asked(&self, request: &Request) -> Result<Box<dyn Asked>, SearchError> {
        let find =
            |asked: &dyn Asked| self.articles.search(asked, &Articles).map_err(|error| self.failed(error));
        let translator = Translator {
            articles: self.article_fields,
            quotations: self.quotation_fields,
            languages: &self.languages,
            find: &find,
        };
        let asked = match request.query.finds_quotations() {
            true => translator.quotations(&request.query)?,
            false => translator.articles(&request.query)?,
        };
        let Some(since) = request.since else { return Ok(asked) };
        let seq = self.common(&request.query).seq;
        let newer = RangeQuery::new(Bound::Excluded(Term::from_field_i64(seq, since)), Bound::Unbounded);
        Ok(Box::new(also(asked, newer)))
    }

    fn searcher(&self, query: &Query) -> &Searcher {
        if query.finds_quotations() { &self.quotations } else { &self.articles }
    }

    fn common(&self, query: &Query) -> CommonFields {
        if query.finds_quotations() { self.quotation_fields.common } else { self.article_fields.common }
    }

    fn guarded<T>(&self, work: impl FnOnce() -> Result<T, SearchError>) -> Result<T, SearchError> {
        index::guarded(self.library.folder(), work)
    }

    fn failed(&self, error: tantivy::TantivyError) -> SearchError {
        SearchError::index(&index::folder(self.library.folder()), error)
    }
}

/// An index that is open, and how far it has come.
struct Parts {
    articles: Searcher,
    quotations: Searcher,
    languages: Vec<String>,
    seq: i64,
    waiting: u64,
    hindrance: Option<SearchError>,
}

impl Parts {
    /// The index of `library`, which catches up first where it can.
    fn up_to_date(library: &Library, each: impl FnMut(Catching)) -> Result<Self, SearchError> {
        let folder = library.folder().to_owned();
        let (seqs, last) = reached(library)?;
        let mut hindrance = None;
        if seqs.iter().any(|seq| *seq != Some(last))
            && let Err(error) = catch_up(library, each)
        {
            let harmless = matches!(
                error,
                SearchError::Busy { .. }
                    | SearchError::ReadOnly { .. }
                    | SearchError::Full { .. }
                    | SearchError::NotWritable { .. }
            );
            let (seqs, last) = reached(library)?;
            let usable = seqs.iter().all(|seq| seq.is_some_and(|seq| seq <= last));
            if !harmless || !usable {
                return Err(error);
            }
            hindrance = Some(error);
        }
        let (articles, article_seq) = searcher(Kind::Articles, &folder)?;
        let (quotations, quotation_seq) = searcher(Kind::Quotations, &folder)?;
        let seq = article_seq.min(quotation_seq);
        let waiting = library.count_after(seq)?;
        let failed = |error| SearchError::index(&index::folder(&folder), error);
        let languages = languages(&articles).map_err(failed)?;
        Ok(Self { articles, quotations, languages, seq, waiting, hindrance })
    }
}

/// What answers to a request.
pub struct Answer<'a> {
    search: &'a Search,
    request: &'a Request,
    asked: Box<dyn Asked>,
    /// What cursors know the query by.
    query: u32,
    /// The newest record to tell of.
    up_to: i64,
    count: u64,
    /// The first page.
    first: Vec<Place>,
}

impl Answer<'_> {
    /// Hits ranked at once: so many places are kept in memory, and for each page the query is asked anew.
    const PAGE: usize = 20_000;

    /// How many articles or quotations answer to the request, whatever its limit and cursor.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Hands what answers to `each`, in order, up to the limit of the request or until `each` breaks off. Memory does not
    /// grow with how much that is.
    ///
    /// # Errors
    /// When index or library do not answer.
    pub fn each(mut self, mut each: impl FnMut(Found) -> ControlFlow<()>) -> Result<(), SearchError> {
        let mut left = self.request.limit.unwrap_or(usize::MAX);
        let mut finder = Finder::new(self.search, &self.request.query);
        let mut places = std::mem::take(&mut self.first);
        loop {
            for place in &places {
                let order = self.request.order;
                let cursor = Cursor { order, last: *place, up_to: self.up_to, query: self.query };
                if let Some(found) = finder.find(place, &cursor)?
                    && each(found).is_break()
                {
                    return Ok(());
                }
            }
            left -= places.len();
            if left == 0 || places.len() < Self::PAGE {
                return Ok(());
            }
            places = self.page(places.last().copied(), left, false)?.places;
        }
    }

    /// The first hits after a place, no more than `left`; `count` when those that are not among them are to be counted too.
    fn page(&self, after: Option<Place>, left: usize, count: bool) -> Result<Listed, SearchError> {
        let limit = left.min(Self::PAGE);
        let ranked = Ranked { order: self.request.order, limit, after, up_to: self.up_to, count };
        let searcher = self.search.searcher(&self.request.query);
        self.search
            .guarded(|| searcher.search(&*self.asked, &ranked).map_err(|error| self.search.failed(error)))
    }
}

/// Whether a query asks for nothing but words, in any of their forms.
fn is_of_words(query: &Query) -> bool {
    match query {
        Query::Term(_, term) => matches!(term, query::Term::Word(_)),
        Query::All(parts) | Query::Any(parts) => parts.iter().all(is_of_words),
        Query::Not(_) | Query::Published(_) => false,
    }
}

/// What answers to both, weighed by the first.
fn also(asked: Box<dyn Asked>, range: RangeQuery) -> BooleanQuery {
    let range = ConstScoreQuery::new(Box::new(range), 0.0);
    BooleanQuery::new(vec![(Occur::Must, asked), (Occur::Must, Box::new(range))])
}

/// What `attempt` gives when it does not fail for another process that writes to the index: until then it is made again
/// and again. The system lets go of the lock of a process that ends, however it ends, so that this does as well.
fn patiently<T>(
    each: &mut impl FnMut(Catching),
    mut attempt: impl FnMut(&mut dyn FnMut(Catching)) -> Result<T, SearchError>,
) -> Result<T, SearchError> {
    /// Often enough that nobody notices the difference, and seldom enough to take nothing from who is waited for.
    const PAUSE: Duration = Duration::from_millis(200);
    let mut told = false;
    loop {
        match attempt(each) {
            Err(SearchError::Busy { holder, .. }) => {
                if !told {
                    each(Catching::Waiting { holder });
                }
                told = true;
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
}

fn catch_up(library: &Library, mut each: impl FnMut(Catching)) -> Result<(), SearchError> {
    let indexer = Indexer::open(library)?;
    if let Some(why) = indexer.rebuilding() {
        each(Catching::Anew(why.clone()));
    }
    follow(indexer, library, each)
}

/// Brings an index up to date.
fn follow(
    mut indexer: Indexer,
    library: &Library,
    mut each: impl FnMut(Catching),
) -> Result<(), SearchError> {
    let of = library.count_after(indexer.seq())?;
    indexer.catch_up(library, |done| each(Catching::Up { done, of }))?;
    indexer.left_out().iter().for_each(|unreadable| each(Catching::LeftOut(unreadable.clone())));
    indexer.finish()
}

/// Makes the index anew if `error` came of its being damaged, which its files tell; else that stays the error: where the
/// disk is full, say, a new index would only lose the one there is.
fn remake(library: &Library, error: SearchError, mut each: impl FnMut(Catching)) -> Result<(), SearchError> {
    let damage = if error.may_be_damage() { index::damage(library.folder()) } else { None };
    let Some(what) = damage else { return Err(error) };
    let why = Rebuilding::Damaged { what };
    let indexer = Indexer::open_because(library, why.clone())?;
    each(Catching::Anew(why));
    follow(indexer, library, each)
}

/// How far the index of each kind has come, if it can be used; and the last record there is. That is asked last: what an
/// index has taken in was in the library before, whatever comes in meanwhile.
fn reached(library: &Library) -> Result<([Option<i64>; 2], i64), SearchError> {
    let seqs = Kind::ALL.map(|kind| kind.open_checked(library.folder()).ok().map(|(_, state)| state.seq));
    Ok((seqs, library.last_seq()?))
}

/// A searcher of the index of one kind as it is now, and how far that index has come.
fn searcher(kind: Kind, folder: &Path) -> Result<(Searcher, i64), SearchError> {
    let (searcher, state) = kind.open(folder).map_err(|unusable| SearchError::Unusable {
        folder: index::folder(folder),
        what: match unusable {
            Unusable::Missing => "it is not there".to_owned(),
            Unusable::OtherVersion => "another version of sayso made it".to_owned(),
            Unusable::Damaged(what) => what,
        },
    })?;
    Ok((searcher, state.seq))
}

/// The languages of the articles.
fn languages(articles: &Searcher) -> tantivy::Result<Vec<String>> {
    let mut all = std::collections::BTreeSet::new();
    for segment in articles.segment_readers() {
        let Some(column) = segment.fast_fields().str("language")? else { continue };
        for number in 0..column.num_terms() as u64 {
            let mut language = String::new();
            column.ord_to_str(number, &mut language)?;
            all.insert(language);
        }
    }
    Ok(all.into_iter().collect())
}

/// What a cursor knows its query by.
fn name(query: &Query) -> u32 {
    let hash = Sha256::digest(query.to_string());
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

/// Goes from places in the order to what is told of them.
struct Finder<'a> {
    search: &'a Search,
    quotations: bool,
    in_title: Matcher,
    in_text: Matcher,
    /// The record looked at last: quotations of one article often follow one another.
    last: Option<crate::Record>,
}

impl<'a> Finder<'a> {
    fn new(search: &'a Search, query: &Query) -> Self {
        let matcher =
            |fields: &[Field]| Matcher::new(query, &search.languages, |field| fields.contains(&field));
        let quotations = query.finds_quotations();
        Self {
            search,
            quotations,
            in_title: matcher(&[Field::Words, Field::Title]),
            in_text: matcher(if quotations { &[Field::Said] } else { &[Field::Words] }),
            last: None,
        }
    }

    /// The hit at `place`; nothing when the library has changed there since it was indexed.
    fn find(&mut self, place: &Place, cursor: &Cursor) -> Result<Option<Found>, SearchError> {
        if self.last.as_ref().is_none_or(|record| record.seq != place.seq) {
            self.last = match self.search.library.record_numbered(place.seq)? {
                Some(Err(unreadable)) => {
                    let mut known = self.search.unreadable.borrow_mut();
                    if !known.contains(&unreadable) {
                        known.push(unreadable);
                    }
                    None
                }
                record => record.and_then(Result::ok),
            };
        }
        let Some(record) = &self.last else { return Ok(None) };
        let reading = &record.reading;
        let article = &reading.article;
        let language = article.language.as_deref();
        let quotation = match self.quotations {
            true => match attribution_at(reading, place.place) {
                Some(attribution) => Some(attribution),
                None => return Ok(None),
            },
            false => None,
        };
        let whole = [Span::new(0, article.text.len())];
        let pieces = quotation.map_or(&whole[..], |quotation| &quotation.content_spans);
        let matches = self.in_text.matches(&article.text, language, pieces);
        let title = article.title.as_deref().unwrap_or_default();
        let title_matches = self.in_title.matches(title, language, &[Span::new(0, title.len())]);
        let excerpt = match quotation {
            Some(quotation) => {
                let sentences = quotation.sentences.iter().filter_map(|index| reading.sentences.get(*index));
                let spans: Vec<Span> = sentences.map(|sentence| sentence.span).collect();
                let span = match (spans.first(), spans.last()) {
                    (Some(first), Some(last)) => Span::new(first.start, last.end),
                    _ => Span::default(),
                };
                cut(&article.text, span, quotation.content_spans.first().copied())
            }
            None => excerpt(reading, &matches),
        };
        let hit = Hit {
            schema: Hit::SCHEMA.to_owned(),
            article: article.id.clone(),
            url: article.canonical_url.clone().or_else(|| article.url.clone()),
            outlet: article.outlet.as_ref().map(|outlet| outlet.name.clone()),
            title: article.title.clone(),
            published: article.published.clone(),
            first_seen: times::iso(record.first_seen),
            language: article.language.clone(),
            quotation: quotation.map(|quotation| {
                let source = quotation.source.as_deref().and_then(|id| reading.source(id));
                HitQuotation {
                    id: quotation.id.clone(),
                    speaker: source.map(|source| source.name.clone()),
                    role: source.and_then(|source| source.role.clone()),
                    speaker_kind: source.map(|source| source.kind),
                    kind: quotation.kind,
                    cue: quotation.cue.clone(),
                    content_spans: quotation.content_spans.clone(),
                    content: quotation.content.clone(),
                }
            }),
            title_matches,
            matches,
            excerpt,
            score: (cursor.order == Order::Relevance).then(|| score(place)),
            cursor: cursor.written(),
        };
        Ok(Some(Found { hit, reading: reading.clone() }))
    }
}
