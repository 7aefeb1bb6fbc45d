use anyhow::Result;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// The fields of a page that are compared, in the order of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Title,
    Author,
    Date,
    Sitename,
}

impl Field {
    pub(crate) const ALL: [Self; 4] = [Self::Title, Self::Author, Self::Date, Self::Sitename];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Author => "author",
            Self::Date => "date",
            Self::Sitename => "sitename",
        }
    }
}

/// How often a field was right.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FieldCount {
    /// Pages that have it.
    pub(crate) pages: usize,
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missing: usize,
    /// Pages that do not have it and were given one.
    pub(crate) invented: usize,
}

/// What became of a field on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Right,
    Wrong,
    Missing,
    Invented,
    /// Not there, and none given.
    RightlyNone,
}

impl FieldCount {
    pub(crate) fn add(&mut self, outcome: Outcome) {
        self.pages += usize::from(!matches!(outcome, Outcome::Invented | Outcome::RightlyNone));
        match outcome {
            Outcome::Right => self.right += 1,
            Outcome::Wrong => self.wrong += 1,
            Outcome::Missing => self.missing += 1,
            Outcome::Invented => self.invented += 1,
            Outcome::RightlyNone => {}
        }
    }
}

/// Compares a field that was looked at with the answer. Both are lists because a page can have several authors.
pub(crate) fn compare(field: Field, truth: &[String], answer: &[String], patterns: &TextPatterns) -> Outcome {
    match (holds(field, truth, patterns), holds(field, answer, patterns)) {
        (true, true) if same(field, truth, answer, patterns) => Outcome::Right,
        (true, true) => Outcome::Wrong,
        (true, false) => Outcome::Missing,
        (false, true) => Outcome::Invented,
        (false, false) => Outcome::RightlyNone,
    }
}

fn holds(field: Field, values: &[String], patterns: &TextPatterns) -> bool {
    match field {
        Field::Date => day(values, patterns).is_some(),
        Field::Author => !names(values, patterns).is_empty(),
        Field::Title | Field::Sitename => values.iter().any(|value| !value.is_empty()),
    }
}

fn same(field: Field, truth: &[String], answer: &[String], patterns: &TextPatterns) -> bool {
    match field {
        Field::Date => day(truth, patterns) == day(answer, patterns),
        Field::Author => names(truth, patterns) == names(answer, patterns),
        Field::Title | Field::Sitename => {
            let (truth, answer) = (fold(&truth.join(" "), patterns), fold(&answer.join(" "), patterns));
            truth == answer || (field == Field::Title && nearly(&truth, &answer))
        }
    }
}

/// Titles that differ by a suffix with the outlet's name or a prefix with the section's.
fn nearly(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    !short.is_empty()
        && long.contains(short)
        && short.chars().count() as f64 >= 0.6 * long.chars().count() as f64
}

fn day<'v>(values: &'v [String], patterns: &TextPatterns) -> Option<&'v str> {
    patterns.day.find(values.first()?).map(|found| found.as_str())
}

/// The people named, each once, without `by` and in folded form.
fn names(values: &[String], patterns: &TextPatterns) -> Vec<String> {
    let mut names: Vec<String> = values
        .iter()
        .flat_map(|value| patterns.between_names.split(value))
        .map(|name| fold(&patterns.by.replace(name, ""), patterns))
        .filter(|name| !name.is_empty())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The words of a text in one form, whatever their case and signs.
fn fold(text: &str, patterns: &TextPatterns) -> String {
    let composed: String = text.nfkc().collect();
    // Upper case and back again one by one is case folding but for a few letters no page here has.
    let folded: String = composed.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    patterns.word.find_iter(&folded).map(|found| found.as_str()).collect::<Vec<_>>().join(" ")
}

/// The compiled expressions of the page scorer, made once.
#[derive(Debug)]
pub(crate) struct TextPatterns {
    /// Letters and digits of any script.
    pub(super) word: Regex,
    day: Regex,
    between_names: Regex,
    by: Regex,
}

impl TextPatterns {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self {
            word: Regex::new(r"[\p{L}\p{N}_]+")?,
            day: Regex::new(r"^\d{4}-\d{2}-\d{2}")?,
            between_names: Regex::new(r"\s*[;,|&]\s*|\s+(?:and|und|et|y|og)\s+")?,
            by: Regex::new(r"(?i)^(by|von|par|por)\s+")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(field: Field, truth: &[&str], answer: &[&str]) -> Result<Outcome> {
        let own = |values: &[&str]| values.iter().map(|&value| value.to_owned()).collect::<Vec<_>>();
        Ok(compare(field, &own(truth), &own(answer), &TextPatterns::new()?))
    }

    #[test]
    fn authors_are_compared_as_sets_of_names() -> Result<()> {
        assert_eq!(
            outcome(Field::Author, &["By Ann Reyes and Bo Lind"], &["Bo Lind", "ANN REYES"])?,
            Outcome::Right
        );
        assert_eq!(outcome(Field::Author, &["Ann Reyes"], &["Ann Reyes", "Bo Lind"])?, Outcome::Wrong);
        assert_eq!(outcome(Field::Author, &[], &["Bo Lind"])?, Outcome::Invented);
        assert_eq!(outcome(Field::Author, &["Ann Reyes"], &[])?, Outcome::Missing);
        assert_eq!(outcome(Field::Author, &[], &[" "])?, Outcome::RightlyNone);
        Ok(())
    }

    #[test]
    fn titles_forgive_the_outlet_and_dates_the_time() -> Result<()> {
        let title = "Council approves the long awaited bridge plan";
        assert_eq!(outcome(Field::Title, &[title], &[&format!("{title} - Daily Ledger")])?, Outcome::Right);
        assert_eq!(outcome(Field::Title, &[title], &["Council approves"])?, Outcome::Wrong);
        assert_eq!(outcome(Field::Date, &["2026-03-02"], &["2026-03-02T09:10:00Z"])?, Outcome::Right);
        assert_eq!(outcome(Field::Date, &["2026-03-02"], &["2026-03"])?, Outcome::Missing);
        assert_eq!(outcome(Field::Sitename, &["Straße"], &["STRASSE"])?, Outcome::Right);
        Ok(())
    }
}
