//! Which article repeats the text of which.

use sayso_model::Reading;

use crate::dates::Range;
use crate::words::Word;

/// What the finding of copies needs to know of one article.
pub(crate) struct Printed<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) words: &'a [Word],
    /// For each word, whether it stands in quotation marks.
    pub(crate) quoted: &'a [bool],
    pub(crate) published: Option<Range>,
}

/// That an article repeats another one's text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Copy {
    /// Index of the article it repeats.
    pub(crate) of: usize,
    /// Share of its words that stand there.
    pub(crate) repeated: f32,
}

/// Words in a row that count as repeated.
const RUN: usize = 5;
/// Share of a copy's own words, outside quotation marks, that must stand in the other article: two
/// reports that share their quotations are not copies of each other.
const ENOUGH: f32 = 0.3;
/// And how many words at least, lest a dateline and a boilerplate sentence make a copy of a brief.
const FEWEST: u32 = 20;
/// Shares closer than this are the same.
const MARGIN: f32 = 0.05;

/// For each article the one it repeats, if any. An article that repeats several is given to the one
/// it shares most with. Direction comes from the credit an article gives, else from the dates, else
/// from which holds the other whole; where nothing tells, the one further down the list counts as
/// the copy.
pub(crate) fn copies(articles: &[Printed]) -> Vec<Option<Copy>> {
    let shared = shared_words(articles);
    let mut copies: Vec<Option<Copy>> = vec![None; articles.len()];
    for copy in 0..articles.len() {
        let mut originals: Vec<usize> = (0..articles.len())
            .filter(|&other| {
                other != copy && shared[copy][other].is_enough() && repeats(articles, &shared, copy, other)
            })
            .collect();
        originals.sort_by(|&one, &other| {
            let (one, other) = (&shared[copy][one], &shared[copy][other]);
            let close = (one.own_share() - other.own_share()).abs() < MARGIN / 2.0;
            if close { std::cmp::Ordering::Equal } else { other.own_share().total_cmp(&one.own_share()) }
        });
        let original = originals.into_iter().find(|&original| !leads_to(&copies, original, copy));
        copies[copy] = original.map(|of| Copy { of, repeated: shared[copy][of].share() });
    }
    copies
}

/// The article at whose end the chain of copies that begins with `article` stands.
pub(crate) fn origin(copies: &[Option<Copy>], mut article: usize) -> usize {
    while let Some(copy) = copies[article] {
        article = copy.of;
    }
    article
}

fn leads_to(copies: &[Option<Copy>], from: usize, to: usize) -> bool {
    origin(copies, from) == to
}

/// Whether of two articles with words in common it is `copy` that repeats `other`.
fn repeats(articles: &[Printed], shared: &[Vec<Shared>], copy: usize, other: usize) -> bool {
    let credits = |one: usize, other: usize| articles[one].credits(&articles[other]);
    match (credits(copy, other), credits(other, copy)) {
        (true, false) => return true,
        (false, true) => return false,
        _ => {}
    }
    if let (Some(date), Some(other)) = (articles[copy].published, articles[other].published) {
        if date.is_before(other) {
            return false;
        }
        if other.is_before(date) {
            return true;
        }
    }
    let more = shared[copy][other].own_share() - shared[other][copy].own_share();
    if more.abs() < MARGIN { copy > other } else { more > 0.0 }
}

impl Printed<'_> {
    /// Whether this article credits the other's outlet for its text.
    fn credits(&self, other: &Printed) -> bool {
        let Some(outlet) = &other.reading.article.outlet else { return false };
        let name = bare(&outlet.name);
        self.reading.article.credited_to.iter().any(|credit| {
            let credit = bare(credit);
            !credit.is_empty()
                && (credit == name || outlet.domain.as_deref().is_some_and(|domain| bare(domain) == credit))
        })
    }
}

/// A name's letters and digits, in lower case, without a leading article.
fn bare(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    name.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// What one article has in common with another.
#[derive(Clone, Copy, Default)]
struct Shared {
    words: u32,
    own: u32,
    all_words: u32,
    all_own: u32,
    /// Where the last shared run ends, while counting.
    end: usize,
}

impl Shared {
    fn share(&self) -> f32 {
        self.words as f32 / self.all_words.max(1) as f32
    }

    fn own_share(&self) -> f32 {
        self.own as f32 / self.all_own.max(1) as f32
    }

    fn is_enough(&self) -> bool {
        self.own >= FEWEST && self.own_share() >= ENOUGH
    }
}

/// For each article and each other one, how many of the former's words stand in runs of [`RUN`]
/// words that the latter has too.
fn shared_words(articles: &[Printed]) -> Vec<Vec<Shared>> {
    let mut runs: Vec<([u32; RUN], u32, u32)> = Vec::new();
    for (article, printed) in articles.iter().enumerate() {
        for (at, run) in printed.words.windows(RUN).enumerate() {
            runs.push((std::array::from_fn(|word| run[word].id), article as u32, at as u32));
        }
    }
    runs.sort_unstable();
    // For each place in each article, the articles that have the run beginning there.
    let mut holders: Vec<Vec<u32>> = Vec::new();
    let mut holder_of: Vec<Vec<Option<u32>>> =
        articles.iter().map(|printed| vec![None; printed.words.len()]).collect();
    for same in runs.chunk_by(|one, other| one.0 == other.0) {
        let mut articles: Vec<u32> = same.iter().map(|&(_, article, _)| article).collect();
        articles.dedup();
        if articles.len() > 1 {
            for &(_, article, at) in same {
                holder_of[article as usize][at as usize] = Some(holders.len() as u32);
            }
            holders.push(articles);
        }
    }
    articles
        .iter()
        .enumerate()
        .map(|(article, printed)| {
            let mut own_before = vec![0; printed.words.len() + 1];
            for (at, quoted) in printed.quoted.iter().enumerate() {
                own_before[at + 1] = own_before[at] + u32::from(!quoted);
            }
            let all = Shared {
                all_words: printed.words.len() as u32,
                all_own: own_before[printed.words.len()],
                ..Shared::default()
            };
            let mut shared = vec![all; articles.len()];
            for (at, holder) in holder_of[article].iter().enumerate() {
                let Some(holder) = holder else { continue };
                for &other in holders[*holder as usize].iter().filter(|&&other| other as usize != article) {
                    let shared = &mut shared[other as usize];
                    let from = at.max(shared.end);
                    shared.end = at + RUN;
                    shared.words += (shared.end - from) as u32;
                    shared.own += own_before[shared.end] - own_before[from];
                }
            }
            shared
        })
        .collect()
}
