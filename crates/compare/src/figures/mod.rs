//! The figures that several articles give for one thing, and where they differ.
//!
//! That two figures differ is said only when nearly the same words stand around both and nothing sets them apart, as another
//! year, name or part would: a difference that is none costs more trust than one that is passed over.

mod clause;
mod values;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use sayso_model::{Figure, FigureCell, FigureCoverage, FigureFamily, FigureVariant, Reading};

use crate::words::{Vocabulary, Word};
use clause::{Clause, Harm, Text};
use values::relation;

/// What is known of the articles, in the order of the table's columns.
pub(crate) struct Articles<'a> {
    pub(crate) readings: &'a [&'a Reading],
    pub(crate) words: &'a [Vec<Word>],
    /// For each word whether it stands in quotation marks.
    pub(crate) quoted: &'a [Vec<bool>],
    pub(crate) languages: &'a [Option<String>],
    /// For each article the one whose text it repeats, itself when none.
    pub(crate) origins: &'a [usize],
    pub(crate) vocabulary: &'a Vocabulary,
}

/// Figures of one article that are looked at; what stands further down in a long table is not.
const FIGURES: usize = 100;
/// Figures of other articles that one is set beside at most, for each word that they share; it bounds the work on inputs that say
/// the same thing thousands of times.
const CANDIDATES: usize = 64;
/// Sentences at an article's beginning in which the count of those harmed is that of the event reported.
const LEAD: usize = 8;

/// One figure with its clause.
struct Given<'a> {
    article: usize,
    figure: &'a Figure,
    value: f64,
    clause: Clause,
    /// Whether it stands in quotation marks.
    quoted: bool,
    /// Whether it is the first in its article to count this harm, and stands at its beginning.
    leads: bool,
}

/// The families of figures that more than one article gives, the most widely given first, then in order of appearance.
pub(crate) fn figures(articles: &Articles) -> Vec<FigureFamily> {
    let given = given(articles);
    let mut groups = Groups::new(&given);
    let pairs = pairs(&given, articles);
    for &(one, other) in &pairs.same {
        groups.join(one, other);
    }
    groups.join_unlike(&pairs.unlike);
    let mut families: Vec<FigureFamily> =
        groups.members().iter().filter_map(|members| family(members, &given, articles)).collect();
    families.sort_by_key(|family| {
        let found = family.coverage.iter().filter(|coverage| !coverage.variants.is_empty()).count();
        let appears = family
            .coverage
            .iter()
            .enumerate()
            .find_map(|(article, coverage)| Some((article, coverage.variants.first()?.span)));
        (Reverse(found), appears)
    });
    for (number, family) in families.iter_mut().enumerate() {
        family.id = format!("f{}", number + 1);
    }
    families
}

/// Every figure with a value, in the order of the articles.
fn given<'a>(articles: &Articles<'a>) -> Vec<Given<'a>> {
    let mut small = vec![false; articles.vocabulary.stems()];
    for (reading, words) in articles.readings.iter().zip(articles.words) {
        for word in words {
            let written = reading.article.text.get(word.span.range()).unwrap_or_default();
            small[word.stem as usize] |= written.starts_with(char::is_lowercase);
        }
    }
    let mut given: Vec<Given> = Vec::new();
    for (article, &reading) in articles.readings.iter().enumerate() {
        let words = &articles.words[article];
        let text = Text { reading, words, vocabulary: articles.vocabulary, small: &small };
        let mut counted: Vec<Harm> = Vec::new();
        for figure in reading.figures.iter().take(FIGURES) {
            let Some((value, clause)) = figure.value.zip(text.clause(figure)) else { continue };
            let at = words.partition_point(|word| word.span.start < figure.span.start);
            let leads = clause.harm.is_some_and(|harm| {
                let first = harm != Harm::Several && !counted.contains(&harm);
                counted.push(harm);
                let early =
                    reading.sentences.iter().take(LEAD).any(|sentence| sentence.span.covers(figure.span));
                first && early
            });
            let quoted = articles.quoted[article].get(at).copied().unwrap_or_default();
            given.push(Given { article, figure, value, clause, quoted, leads });
        }
    }
    given
}

/// Figures of different articles that are of one thing.
struct Pairs {
    /// With the same value.
    same: Vec<(usize, usize)>,
    /// With another value.
    unlike: Vec<(usize, usize)>,
}

fn pairs(given: &[Given], articles: &Articles) -> Pairs {
    let mut pairs = Pairs { same: Vec::new(), unlike: Vec::new() };
    let mut postings: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut harmed: Vec<usize> = Vec::new();
    let mut alike: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, here) in given.iter().enumerate() {
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        let lists = here.clause.content.iter().filter_map(|stem| postings.get(stem));
        let lists = lists.chain(alike.get(&here.value.to_bits())).chain(here.leads.then_some(&harmed));
        for list in lists {
            candidates.extend(list.iter().rev().take(CANDIDATES));
        }
        for other in candidates {
            let there = &given[other];
            let (one, two) = (&articles.languages[here.article], &articles.languages[there.article]);
            let foreign = matches!((one, two), (Some(one), Some(two)) if one != two);
            if foreign || here.figure.unit != there.figure.unit {
                continue;
            }
            match relation(here.figure, there.figure) {
                Some(FigureCell::Same) if is_same(here, there) => pairs.same.push((other, at)),
                Some(FigureCell::Rounded | FigureCell::Differs)
                    if here.article != there.article && is_of_one_thing(here, there) =>
                {
                    pairs.unlike.push((other, at));
                }
                _ => {}
            }
        }
        here.clause.content.iter().for_each(|&stem| postings.entry(stem).or_default().push(at));
        alike.entry(here.value.to_bits()).or_default().push(at);
        if here.leads {
            harmed.push(at);
        }
    }
    pairs
}

/// Whether two figures with the same value are surely of one thing: the rarer the value, the less their words must tell.
fn is_same(one: &Given, other: &Given) -> bool {
    let (a, b) = (&one.clause, &other.clause);
    if a.harm != b.harm || a.harm == Some(Harm::Several) || apart(&a.times, &b.times) {
        return false;
    }
    let counted = match (a.counted, b.counted) {
        (Some(one), Some(other)) if one != other && !(a.people && b.people) => return false,
        (Some(one), Some(other)) => one == other,
        _ => false,
    };
    if a.harm.is_some() {
        return a.people == b.people || counted;
    }
    let shared = shared(&a.content, &b.content);
    let least = a.content.len().min(b.content.len()).max(1);
    match digits(one.value) {
        // 412 votes, 1,987 homes
        3.. => shared >= 1 || counted || one.figure.unit.is_some(),
        2 => shared >= 2 || shared == least,
        _ => shared >= 2 && 2 * shared > least && !disjoint(&a.names, &b.names),
    }
}

/// Whether two figures with unlike values are surely of one thing.
fn is_of_one_thing(one: &Given, other: &Given) -> bool {
    let (a, b) = (&one.clause, &other.clause);
    let alike = a.harm == b.harm
        && a.harm != Some(Harm::Several)
        && a.role == b.role
        && a.telling == b.telling
        && a.times == b.times
        && !disjoint(&a.days, &b.days);
    if !alike {
        return false;
    }
    let same_counted = match (a.counted, b.counted) {
        (Some(one), Some(other)) => one == other,
        // "60 per cent" counts nothing that is named; "20" without a word may count anything.
        (None, None) => one.figure.unit.is_some(),
        _ => false,
    };
    if a.harm.is_some() {
        // The toll of the event: told first, of people as such, beside the same things and names.
        let counted = a.people && b.people || same_counted;
        return one.figure.unit.is_none()
            && counted
            && one.leads
            && other.leads
            && shared(&a.told, &b.told) >= 2
            && !disjoint(&a.sentence_names, &b.sentence_names);
    }
    let shared_words = shared(&a.content, &b.content);
    let (left, right) = (a.content.len() - shared_words, b.content.len() - shared_words);
    let names_alike = a.names.iter().all(|name| b.content.contains(name))
        && b.names.iter().all(|name| a.content.contains(name));
    let close = left.min(right) == 0 && left.max(right) <= shared_words
        || left <= 1 && right <= 1 && shared_words >= 4;
    let enough = shared_words >= 2
        || shared_words == 1 && left + right == 0 && one.figure.unit.is_some() && a.sole && b.sole;
    same_counted && names_alike && close && enough
}

/// How many of the sorted stems of `one` stand in `other`.
fn shared(one: &[u32], other: &[u32]) -> usize {
    one.iter().filter(|stem| other.binary_search(stem).is_ok()).count()
}

/// Whether both have something and nothing of it in common.
fn disjoint<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    !one.is_empty() && !other.is_empty() && !one.iter().any(|item| other.contains(item))
}

/// Whether the times that two sentences name set them apart: one names a year where the other names another or none.
fn apart(one: &[String], other: &[String]) -> bool {
    one != other && (disjoint(one, other) || one.is_empty() != other.is_empty())
}

/// How many digits of a value are not zeros at its end: 3 for 412, 41,200 and 0.412.
fn digits(value: f64) -> usize {
    let text = format!("{}", value.abs());
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// Figures joined step by step, each group known by its first member.
struct Groups<'a> {
    given: &'a [Given<'a>],
    /// For each figure one further up in its group; itself for the first.
    above: Vec<usize>,
    /// For the first of each group the articles that give it.
    articles: Vec<BTreeSet<usize>>,
}

impl<'a> Groups<'a> {
    fn new(given: &'a [Given<'a>]) -> Self {
        let articles = given.iter().map(|given| BTreeSet::from([given.article])).collect();
        Self { given, above: (0..given.len()).collect(), articles }
    }

    fn first(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        let (kept, gone) = (one.min(other), one.max(other));
        if kept != gone {
            self.above[gone] = kept;
            let articles = std::mem::take(&mut self.articles[gone]);
            self.articles[kept].extend(articles);
        }
    }

    /// Joins groups of unlike values. A figure that could stand against two values of one article stands against neither, and an
    /// article that gives both values tells of two things.
    fn join_unlike(&mut self, pairs: &[(usize, usize)]) {
        let mut values: HashMap<(usize, usize), BTreeSet<u64>> = HashMap::new();
        for &(one, other) in pairs {
            for (from, to) in [(one, other), (other, one)] {
                let to = &self.given[to];
                values.entry((from, to.article)).or_default().insert(to.value.to_bits());
            }
        }
        for &(one, other) in pairs {
            let sole = |from: usize, to: usize| values[&(from, self.given[to].article)].len() == 1;
            if sole(one, other) && sole(other, one) {
                let (first, second) = (self.first(one), self.first(other));
                if self.articles[first].is_disjoint(&self.articles[second]) {
                    self.join(first, second);
                }
            }
        }
    }

    /// The groups of several, each with its members in order.
    fn members(&mut self) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.given.len()];
        for at in 0..self.given.len() {
            let first = self.first(at);
            members[first].push(at);
        }
        members.retain(|members| members.len() > 1);
        members
    }
}

/// The family of these figures; none when one article alone gives them, or when only quotations do, whose rows show them.
fn family(members: &[usize], given: &[Given], articles: &Articles) -> Option<FigureFamily> {
    let members: Vec<&Given> = members.iter().map(|&at| &given[at]).collect();
    let several = members.iter().any(|member| member.article != members[0].article);
    if !several || members.iter().all(|member| member.quoted) {
        return None;
    }
    let borne_out = |value: f64| -> usize {
        let of_value = members.iter().filter(|member| member.value.to_bits() == value.to_bits());
        of_value.map(|member| articles.origins[member.article]).collect::<BTreeSet<_>>().len()
    };
    // Of as many the earliest; in the article's own words rather than in a quotation.
    let reference = members
        .iter()
        .min_by_key(|member| (Reverse(borne_out(member.value)), member.article, member.quoted))?;
    let language = &articles.languages[reference.article];
    let coverage = articles.readings.iter().enumerate().map(|(article, reading)| {
        let here: Vec<&&Given> = members.iter().filter(|member| member.article == article).collect();
        let cells = here.iter().filter_map(|member| relation(member.figure, reference.figure));
        let best = cells.min_by_key(|cell| match cell {
            FigureCell::Same => 0,
            FigureCell::Rounded => 1,
            _ => 2,
        });
        let foreign =
            matches!((language, &articles.languages[article]), (Some(one), Some(other)) if one != other);
        let absent = if foreign { FigureCell::OtherLanguage } else { FigureCell::NotFound };
        FigureCoverage {
            cell: best.unwrap_or(absent),
            variants: here.iter().map(|member| variant(member, reading)).collect(),
        }
    });
    Some(FigureFamily {
        id: String::new(),
        clause: clause_of(reference, articles.readings[reference.article]),
        text: reference.figure.text.clone(),
        value: reference.value,
        unit: reference.figure.unit.clone(),
        coverage: coverage.collect(),
    })
}

fn variant(given: &Given, reading: &Reading) -> FigureVariant {
    let attribution = given
        .figure
        .attribution
        .as_deref()
        .and_then(|id| reading.attributions.iter().find(|attribution| attribution.id == id));
    let source = attribution.and_then(|attribution| reading.source(attribution.source.as_deref()?));
    FigureVariant {
        span: given.figure.span,
        text: given.figure.text.clone(),
        value: given.value,
        clause: clause_of(given, reading),
        speaker: source.map(|source| source.name.clone()),
    }
}

/// The words of the clause, with a sign of currency that stands at its edge.
fn clause_of(given: &Given, reading: &Reading) -> String {
    let (clause, figure) = (given.clause.span, given.figure.span);
    let (start, end) = (clause.start.min(figure.start), clause.end.max(figure.end));
    reading.article.text.get(start..end).unwrap_or_default().to_owned()
}
