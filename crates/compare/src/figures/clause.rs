//! The words around a figure: what they say it is of, and what may set it apart from another like it.

use sayso_model::{Figure, Reading, Sentence, Span};

use crate::words::{Break, Vocabulary, Word};

/// The clause that a figure stands in, as rows of words.
pub(super) struct Clause {
    /// From its first word to its last.
    pub(super) span: Span,
    /// The distinct stems of its words that say something, without those of the figure.
    pub(super) content: Vec<u32>,
    /// Those among them that are names.
    pub(super) names: Vec<u32>,
    /// The names of the whole sentence.
    pub(super) sentence_names: Vec<u32>,
    /// The distinct stems of what else the sentence tells, without those of harm and people.
    pub(super) told: Vec<u32>,
    /// Which harm it counts; none when it counts none.
    pub(super) harm: Option<Harm>,
    /// Words that set one figure apart from another of the same kind: `first`, `women`, `expected`, `he`.
    pub(super) telling: Vec<String>,
    /// Weekdays in the sentence.
    pub(super) days: Vec<String>,
    /// Years, months and words such as `ago` in the sentence and the one before it.
    pub(super) times: Vec<String>,
    /// The preposition that gives the figure its part: `from`, `to`, `by`.
    pub(super) role: Option<String>,
    /// The stem of the last word of what is counted: `kittens` of `lynx kittens`.
    pub(super) counted: Option<u32>,
    /// Whether it names a quantity that an event has but once, such as `turnout`.
    pub(super) sole: bool,
    /// Whether what is counted is just people.
    pub(super) people: bool,
}

/// What was done to those who are counted. News tells it in other words each time, so these are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Harm {
    Dead,
    Hurt,
    Missing,
    Held,
    MovedOut,
    /// Several at once, `dead or missing`: comparable with nothing.
    Several,
}

const HARMS: &[(Harm, &[&str])] = &[
    (
        Harm::Dead,
        &[
            "killed",
            "kill",
            "kills",
            "killing",
            "dead",
            "died",
            "die",
            "dies",
            "dying",
            "death",
            "deaths",
            "fatalities",
            "perished",
            "toll",
        ],
    ),
    (
        Harm::Hurt,
        &[
            "injured", "injuring", "injures", "injuries", "injury", "wounded", "wounding", "wounds", "hurt",
            "hurting",
        ],
    ),
    (Harm::Missing, &["missing", "unaccounted"]),
    (Harm::Held, &["arrested", "arrests", "arresting", "detained", "detaining"]),
    (Harm::MovedOut, &["evacuated", "evacuating"]),
];

/// Words that name nothing but people.
const PEOPLE: &[&str] = &["people", "persons", "person", "others", "victims"];

/// Quantities that an event has but once, so that no other word need be shared.
const SOLE: &[&str] = &["turnout", "attendance", "magnitude"];

/// Words at which a clause ends.
const JOINTS: &[&str] = &[
    "and",
    "but",
    "while",
    "when",
    "after",
    "before",
    "as",
    "which",
    "who",
    "that",
    "because",
    "where",
    "if",
    "until",
    "since",
    "than",
    "so",
    "including",
    "leaving",
    "injuring",
    "wounding",
    "killing",
];

/// Prepositions that give a figure its part: what something rose from is not what it rose to.
const ROLES: &[&str] = &["from", "to", "by", "than", "between", "against", "versus", "per", "with", "of"];

/// Words that a clause does not end with.
const TRAILING: &[&str] = &["out", "of", "to", "from", "by", "with", "at", "in", "on", "for", "a", "the"];

/// Words that set a figure apart from another of the same kind.
#[rustfmt::skip]
const TELLING: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "last", "next", "previous", "former", "latter", "earlier", "later",
    "initially", "initial", "originally", "original", "early", "late", "quarter", "half", "year", "month", "week", "day", "annual",
    "annually", "yearly", "monthly", "weekly", "daily", "hourly", "male", "female", "men", "women", "boys", "girls", "children",
    "child", "adults", "minors", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "minimum", "maximum",
    "average", "median", "total", "overall", "combined", "more", "another", "other", "additional", "further", "remaining", "rest",
    "expected", "planned", "forecast", "projected", "estimated", "predicted", "target", "budget", "budgeted", "revised", "limit",
    "capacity", "goal", "not", "no", "never", "without", "he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs",
    "we", "us", "our", "ours", "i", "me", "my", "mine", "you", "your", "both", "nearly", "every", "similar", "separate", "least",
    "up", "down", "above", "below", "under", "over", "net", "gross", "seriously", "critically", "slightly", "civilians", "soldiers",
    "police", "officers", "increase", "rise", "fall", "drop", "decline", "decrease", "cut", "increased", "rose", "fell", "dropped",
    "declined", "decreased", "only", "just", "each", "out",
];

/// Words that place a figure in another time.
const TIMES: &[&str] = &[
    "ago",
    "previously",
    "since",
    "yearly",
    "decade",
    "century",
    "compared",
    "anniversary",
    "history",
    "last",
    "next",
    "previous",
    "earlier",
    "initially",
    "originally",
    "similar",
    "another",
    "spring",
    "summer",
    "autumn",
    "winter",
    "war",
];

/// The months; none where the word is more often another, as `may`.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tomorrow",
];

/// What is needed of an article to take its clauses.
pub(super) struct Text<'a> {
    pub(super) reading: &'a Reading,
    pub(super) words: &'a [Word],
    pub(super) vocabulary: &'a Vocabulary,
    /// For each stem, whether some article writes it with a small letter, so that it is no name where a sentence begins with it.
    pub(super) small: &'a [bool],
}

impl Text<'_> {
    fn written(&self, word: Word) -> &str {
        self.reading.article.text.get(word.span.range()).unwrap_or_default()
    }

    fn within(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.words.partition_point(|word| word.span.start < span.start);
        let to = self.words.partition_point(|word| word.span.start < span.end);
        from..to.max(from)
    }

    /// The clause of a figure; none where no sentence holds it.
    pub(super) fn clause(&self, figure: &Figure) -> Option<Clause> {
        let sentences = &self.reading.sentences;
        let at = sentences.partition_point(|sentence| sentence.span.end <= figure.span.start);
        let sentence = sentences.get(at).filter(|sentence| sentence.span.covers(figure.span))?;
        let words = self.within(sentence.span);
        let own = self.within(figure.span);
        if own.is_empty() || own.start < words.start || own.end > words.end {
            return None;
        }
        let from = (words.start..own.start)
            .rev()
            .take_while(|&at| self.goes_on(at, at + 1, figure))
            .last()
            .unwrap_or(own.start);
        let to = (own.end..words.end)
            .take_while(|&at| self.goes_on(at, at - 1, figure))
            .last()
            .map_or(own.end, |last| last + 1);
        // "nineteen weekends out of" another figure
        let mut to = to;
        while to > own.end && TRAILING.contains(&self.written(self.words[to - 1])) {
            to -= 1;
        }
        let around: Vec<usize> = (from..own.start).chain(own.end..to).collect();
        let lower: Vec<String> =
            around.iter().map(|&at| self.written(self.words[at]).to_lowercase()).collect();
        let mut content: Vec<u32> = around.iter().map(|&at| self.words[at].stem).collect();
        content.retain(|&stem| !self.vocabulary.is_stop(stem));
        let counted = figure.of.as_deref().and_then(|of| {
            let last = of.split_whitespace().last()?;
            let start =
                self.reading.article.text.get(figure.span.end..)?.find(of)? + figure.span.end + of.len()
                    - last.len();
            self.words[own.end..to]
                .iter()
                .find(|word| word.span.start == start)
                .map(|word| (word.stem, last.to_lowercase()))
        });
        Some(Clause {
            span: Span::new(self.words[from].span.start, self.words[to - 1].span.end),
            content: distinct(content),
            names: self.names(around.iter().copied()),
            sentence_names: self.names(words.clone()),
            told: self.told(words.clone()),
            harm: harm(&lower),
            telling: listed(&lower, TELLING),
            days: listed(&self.lower(words.clone()), DAYS),
            times: self.times(at, sentence),
            role: self.role(from..own.start),
            sole: lower.iter().any(|word| SOLE.contains(&word.as_str())),
            people: counted.as_ref().is_none_or(|(_, word)| PEOPLE.contains(&word.as_str())),
            counted: counted.map(|(stem, _)| stem),
        })
    }

    /// The preposition that stands before the figure, `of` in `of the 50 delegates`.
    fn role(&self, before: std::ops::Range<usize>) -> Option<String> {
        const BETWEEN: [&str; 4] = ["the", "its", "their", "those"];
        let mut words = before.rev().map(|at| self.written(self.words[at]).to_lowercase());
        let word = words.find(|word| !BETWEEN.contains(&word.as_str()))?;
        ROLES.contains(&word.as_str()).then_some(word)
    }

    /// Whether the word at `at` belongs to the clause that its neighbour `beside`, nearer to the figure, belongs to.
    fn goes_on(&self, at: usize, beside: usize, figure: &Figure) -> bool {
        let (word, beside) = (self.words[at], self.words[beside]);
        let (first, second) =
            if word.span.start < beside.span.start { (word, beside) } else { (beside, word) };
        let between = self.reading.article.text.get(first.span.end..second.span.start).unwrap_or_default();
        let parted = between
            .contains([',', ';', ':', '—', '–', '(', ')', '[', ']', '"', '“', '”', '„', '«', '»', '…', '\n'])
            || between.contains(" - ")
            || second.before != Break::Space;
        // "killed and wounded" is one count, "killed and eleven wounded" are two
        let next = self.words.get(at + 1).map(|next| self.written(*next).to_lowercase());
        let runs_on = word.span.start > figure.span.start && next.is_some_and(|next| is_harm(&next));
        let joint = JOINTS.contains(&self.written(word).to_lowercase().as_str()) && !runs_on;
        let figures = &self.reading.figures;
        let other = figures.iter().any(|other| other.span != figure.span && other.span.overlaps(word.span));
        // The participle that begins a clause belongs to the figure after it: "killing three", "leaving 11 hurt".
        let opens = joint
            && word.span.start < figure.span.start
            && word.span.end + 1 >= beside.span.start
            && self.written(word).ends_with("ing")
            && beside.span.start <= figure.span.start;
        !parted && !other && (!joint || opens)
    }

    fn told(&self, words: std::ops::Range<usize>) -> Vec<u32> {
        let says = |word: Word| {
            let written = self.written(word).to_lowercase();
            let written = written.as_str();
            let harm = is_harm(written);
            let number = written.starts_with(|first: char| first.is_ascii_digit());
            !harm
                && !number
                && !PEOPLE.contains(&written)
                && !DAYS.contains(&written)
                && !self.vocabulary.is_stop(word.stem)
        };
        let figures = &self.reading.figures;
        let other = |word: Word| figures.iter().any(|figure| figure.span.overlaps(word.span));
        distinct(
            self.words[words]
                .iter()
                .filter(|&&word| says(word) && !other(word))
                .map(|word| word.stem)
                .collect(),
        )
    }

    fn lower(&self, words: std::ops::Range<usize>) -> Vec<String> {
        words.map(|at| self.written(self.words[at]).to_lowercase()).collect()
    }

    fn names(&self, words: impl Iterator<Item = usize>) -> Vec<u32> {
        let is_name = |word: Word, at: usize| {
            let written = self.written(word);
            let lower = written.to_lowercase();
            written.starts_with(char::is_uppercase)
                && !self.vocabulary.is_stop(word.stem)
                && !DAYS.contains(&lower.as_str())
                && !TIMES.contains(&lower.as_str())
                && !MONTHS.contains(&lower.as_str())
                && (at > 0 && word.before == Break::Space || !self.small[word.stem as usize])
        };
        distinct(words.filter(|&at| is_name(self.words[at], at)).map(|at| self.words[at].stem).collect())
    }

    /// The words of time in the sentence at `at` and, in its paragraph, the one before.
    fn times(&self, at: usize, sentence: &Sentence) -> Vec<String> {
        let mut lower = self.lower(self.within(sentence.span));
        let before = at.checked_sub(1).map(|before| self.reading.sentences[before].span);
        let text = &self.reading.article.text;
        let same_paragraph =
            |before: &Span| text.get(before.end..sentence.span.start).is_some_and(|gap| !gap.contains('\n'));
        let years = |word: &String| {
            word.len() == 4
                && word.bytes().all(|byte| byte.is_ascii_digit())
                && (word.starts_with("19") || word.starts_with("20"))
        };
        let mut times = listed(&lower, TIMES);
        times.extend(listed(&lower, &MONTHS));
        if let Some(before) = before.filter(same_paragraph) {
            lower.extend(self.lower(self.within(before)));
        }
        times.extend(lower.into_iter().filter(years));
        // What happened this month is told with the month's name by some and without it by others.
        let published =
            self.reading.article.published.as_ref().and_then(|date| date.at.get(5..7)?.parse::<usize>().ok());
        times.retain(|time| published.is_none_or(|month| MONTHS.get(month - 1) != Some(&time.as_str())));
        times.sort_unstable();
        times.dedup();
        times
    }
}

fn is_harm(word: &str) -> bool {
    HARMS.iter().any(|(_, signs)| signs.contains(&word))
}

/// The harm that the words tell.
fn harm(words: &[String]) -> Option<Harm> {
    let mut found = HARMS.iter().filter(|(_, signs)| words.iter().any(|word| signs.contains(&word.as_str())));
    let first = found.next()?.0;
    Some(if found.next().is_some() { Harm::Several } else { first })
}

/// Which of the words are on the list, in alphabetical order.
fn listed(words: &[String], list: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = words.iter().filter(|word| list.contains(&word.as_str())).cloned().collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn distinct(mut stems: Vec<u32>) -> Vec<u32> {
    stems.sort_unstable();
    stems.dedup();
    stems
}
