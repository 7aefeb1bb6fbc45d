use std::collections::HashMap;

use regex::Regex;

use super::fields::TextPatterns;
use crate::table::ratio;

/// How one page's body compares with the true one, by runs of four words.
///
/// Precision and recall are absent where they are undefined: an empty answer has no precision.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ShingleRow {
    pub(crate) id: String,
    pub(crate) precision: Option<f64>,
    pub(crate) recall: Option<f64>,
    pub(crate) f1: f64,
    pub(crate) exact: bool,
}

/// Compares two bodies by their multisets of runs of four words, as the article-extraction-benchmark does.
pub(crate) fn shingles(id: &str, truth: &str, answer: &str, patterns: &TextPatterns) -> ShingleRow {
    let (truth, answer) = (words(truth, &patterns.word), words(answer, &patterns.word));
    let mut counts: HashMap<&[&str], (usize, usize)> = HashMap::new();
    runs(&truth).for_each(|run| counts.entry(run).or_default().0 += 1);
    runs(&answer).for_each(|run| counts.entry(run).or_default().1 += 1);
    let (mut right, mut missing, mut surplus) = (0, 0, 0);
    for (gold, given) in counts.into_values() {
        right += gold.min(given);
        missing += gold.saturating_sub(given);
        surplus += given.saturating_sub(gold);
    }
    let share = |other: usize| (right + other > 0).then(|| ratio(right, right + other));
    let all = 2 * right + missing + surplus;
    ShingleRow {
        id: id.to_owned(),
        precision: share(surplus),
        recall: share(missing),
        f1: if all == 0 { 1.0 } else { ratio(2 * right, all) },
        exact: truth == answer,
    }
}

fn words<'t>(text: &'t str, word: &Regex) -> Vec<&'t str> {
    word.find_iter(text).map(|found| found.as_str()).collect()
}

/// Runs of four words; of a shorter text, the one run of all its words.
fn runs<'w, 't>(words: &'w [&'t str]) -> impl Iterator<Item = &'w [&'t str]> {
    const RUN: usize = 4;
    let short = (!words.is_empty() && words.len() < RUN).then_some(words);
    short.into_iter().chain(words.windows(RUN))
}

/// The shingle measures of a set of pages.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shingles {
    /// Harmonic mean of mean precision and mean recall.
    pub(crate) f1: f64,
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    /// Share of pages whose words are exactly right.
    pub(crate) exact: f64,
    /// Mean F1 of a page, an empty answer counting nothing.
    pub(crate) page_f1: f64,
}

/// Sums up pages; a mean is over the pages where it is defined.
pub(crate) fn sum_up<'r>(rows: impl Iterator<Item = &'r ShingleRow> + Clone) -> Shingles {
    let precision = mean(rows.clone().filter_map(|row| row.precision));
    let recall = mean(rows.clone().filter_map(|row| row.recall));
    Shingles {
        f1: harmonic(precision, recall),
        precision,
        recall,
        exact: mean(rows.clone().map(|row| if row.exact { 1.0 } else { 0.0 })),
        page_f1: mean(rows.map(|row| row.f1)),
    }
}

/// How one page's body compares with the true one, by its words whatever their order: F1.
pub(crate) fn word_f1(truth: &str, answer: &str, patterns: &TextPatterns) -> f64 {
    let (truth, answer) = (truth.to_lowercase(), answer.to_lowercase());
    let (truth, answer) = (words(&truth, &patterns.word), words(&answer, &patterns.word));
    if truth.is_empty() {
        return if answer.is_empty() { 1.0 } else { 0.0 };
    }
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    truth.iter().for_each(|word| counts.entry(word).or_default().0 += 1);
    answer.iter().for_each(|word| counts.entry(word).or_default().1 += 1);
    let right: usize = counts.into_values().map(|(gold, given)| gold.min(given)).sum();
    harmonic(ratio(right, answer.len()), ratio(right, truth.len()))
}

/// Segments that must stand in the body and segments that must not, over a set of pages.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Segments {
    right: usize,
    surplus: usize,
    missing: usize,
}

impl Segments {
    pub(crate) fn add(&mut self, with: &[String], without: &[String], answer: &str) {
        let body = one_spaced(answer);
        let stands = |segment: &String| !body.is_empty() && body.contains(&one_spaced(segment));
        let kept = with.iter().filter(|segment| stands(segment)).count();
        self.right += kept;
        self.missing += with.len() - kept;
        self.surplus += without.iter().filter(|segment| stands(segment)).count();
    }

    /// The segments of several pages together.
    pub(crate) fn sum(pages: impl Iterator<Item = Self>) -> Self {
        pages.fold(Self::default(), |sum, page| Self {
            right: sum.right + page.right,
            surplus: sum.surplus + page.surplus,
            missing: sum.missing + page.missing,
        })
    }

    pub(crate) fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.surplus)
    }

    pub(crate) fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missing)
    }

    pub(crate) fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0);
    for value in values {
        sum += value;
        count += 1;
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(truth: &str, answer: &str) -> anyhow::Result<ShingleRow> {
        Ok(shingles("p", truth, answer, &TextPatterns::new()?))
    }

    #[test]
    fn runs_of_four_words_tell_surplus_from_missing() -> anyhow::Result<()> {
        // Truth has the runs abcd, bcde; the answer abcd, bcdx.
        let half = row("a b c d e", "a, b c d x")?;
        assert_eq!((half.precision, half.recall, half.f1), (Some(0.5), Some(0.5), 0.5));
        assert!(row("One. Two", "One Two")?.exact);
        let empty = row("a b c d", "")?;
        assert_eq!((empty.precision, empty.recall, empty.f1), (None, Some(0.0), 0.0));
        assert_eq!(sum_up([half, empty].iter()).precision, 0.5);
        Ok(())
    }

    #[test]
    fn words_count_as_often_as_they_stand() -> anyhow::Result<()> {
        let patterns = TextPatterns::new()?;
        assert_eq!(word_f1("Yes yes no", "no YES", &patterns), 0.8);
        assert_eq!(word_f1("", "", &patterns), 1.0);
        assert_eq!(word_f1("word", "", &patterns), 0.0);
        Ok(())
    }

    #[test]
    fn segments_are_looked_up_whatever_the_white_space() {
        let mut segments = Segments::default();
        segments.add(
            &["two  words".to_owned(), "gone".to_owned()],
            &["Share".to_owned()],
            "Just two\nwords. Share!",
        );
        assert_eq!((segments.precision(), segments.recall()), (0.5, 0.5));
    }
}
