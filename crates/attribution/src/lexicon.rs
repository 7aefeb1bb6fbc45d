//! The words that signal an attribution, and the classes of words around them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use sayso_language::{Word, word};
use sayso_model::Act;

/// What may follow or precede a verb that ties a source to a content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frames(u16);

impl Frames {
    pub(crate) const QUOTE: u16 = 1;
    pub(crate) const THAT: u16 = 1 << 1;
    pub(crate) const CLAUSE: u16 = 1 << 2;
    pub(crate) const WHETHER: u16 = 1 << 3;
    pub(crate) const NOUN: u16 = 1 << 4;
    pub(crate) const NOUN_QUOTED: u16 = 1 << 5;
    pub(crate) const INFINITIVE: u16 = 1 << 6;
    pub(crate) const OBJECT_INFINITIVE: u16 = 1 << 7;
    pub(crate) const ADDRESSEE: u16 = 1 << 8;
    pub(crate) const LABEL: u16 = 1 << 9;
    pub(crate) const LABEL_AS: u16 = 1 << 10;
    /// Nearly always a cue.
    pub(crate) const STRONG: u16 = 1 << 11;
    /// Reports without a source in the passive.
    pub(crate) const REPORTING: u16 = 1 << 12;

    fn parse(letters: &str) -> Self {
        Self(letters.chars().fold(0, |bits, letter| {
            bits | match letter {
                'q' => Self::QUOTE,
                't' => Self::THAT,
                'z' => Self::CLAUSE,
                'w' => Self::WHETHER,
                'n' => Self::NOUN,
                'm' => Self::NOUN_QUOTED,
                'i' => Self::INFINITIVE,
                'o' => Self::OBJECT_INFINITIVE,
                'a' => Self::ADDRESSEE,
                'l' => Self::LABEL,
                'L' => Self::LABEL_AS,
                's' => Self::STRONG,
                'r' => Self::REPORTING,
                _ => 0,
            }
        }))
    }

    /// All of them as one number, as a feature.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// Whether any of `bits` is among the frames.
    pub(crate) const fn has(self, bits: u16) -> bool {
        self.0 & bits != 0
    }
}

/// One form of a cue verb.
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    /// The base form.
    pub(crate) lemma: Word,
    pub(crate) act: Act,
    pub(crate) frames: Frames,
    /// Prepositions that belong to the cue and open the content.
    pub(crate) prepositions: Vec<Word>,
}

/// A cue noun.
#[derive(Clone, Debug)]
pub(crate) struct Noun {
    pub(crate) act: Act,
    /// Whether a that-clause can be its content.
    pub(crate) that: bool,
    /// Whether an infinitive can.
    pub(crate) infinitive: bool,
    /// Prepositions that open its content.
    pub(crate) prepositions: Vec<Word>,
}

/// All cue words, by form.
pub(crate) struct Cues {
    verbs: Words<Verb>,
    nouns: Words<Noun>,
    /// Stands for verbs that no lexicon lists and whose place beside a quotation tells what they are.
    pub(crate) any: Verb,
}

/// A table keyed by words: they are hashes already.
pub(crate) type Words<T> = HashMap<Word, T, BuildHasherDefault<AsIs>>;

/// Takes a number that is a hash for its hash.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

static CUES: LazyLock<Cues> = LazyLock::new(|| Cues {
    verbs: verbs(include_str!("lexicon/verbs.txt")),
    nouns: nouns(include_str!("lexicon/nouns.txt")),
    any: Verb { lemma: Word(0), act: Act::Speech, frames: Frames(Frames::QUOTE), prepositions: Vec::new() },
});

/// The English cue words.
pub(crate) fn cues() -> &'static Cues {
    &CUES
}

impl Cues {
    /// The verb of which `form` is a form.
    pub(crate) fn verb(&self, form: Word) -> Option<&Verb> {
        self.verbs.get(&form)
    }

    /// The noun of which `form` is singular or plural.
    pub(crate) fn noun(&self, form: Word) -> Option<&Noun> {
        self.nouns.get(&form)
    }
}

fn act(letter: &str) -> Act {
    match letter {
        "W" => Act::Writing,
        "T" => Act::Thought,
        "P" => Act::Plan,
        _ => Act::Speech,
    }
}

fn entries(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|fields| fields.len() >= 3)
}

fn verbs(table: &str) -> Words<Verb> {
    let mut words = Words::default();
    for fields in entries(table) {
        let mut forms = fields[0].split('/');
        let lemma = forms.next().unwrap_or_default();
        let verb = Verb {
            lemma: word(lemma),
            act: act(fields[1]),
            frames: Frames::parse(fields[2]),
            prepositions: fields[3..].iter().map(|form| word(form)).collect(),
        };
        // "labelled", "labeled"
        if lemma.ends_with('l') && DOUBLING.contains(&lemma) {
            for form in [format!("{lemma}ed"), format!("{lemma}ing")] {
                words.entry(word(&form)).or_insert_with(|| verb.clone());
            }
        }
        let past = forms.next().map_or_else(|| suffixed(lemma, "ed"), str::to_owned);
        let participle = forms.next().map_or_else(|| past.clone(), str::to_owned);
        for form in [lemma.to_owned(), third_person(lemma), suffixed(lemma, "ing"), past, participle] {
            words.entry(word(&form)).or_insert_with(|| verb.clone());
        }
    }
    words
}

fn nouns(table: &str) -> Words<Noun> {
    let mut words = Words::default();
    for fields in entries(table) {
        let noun = Noun {
            act: act(fields[1]),
            that: fields[2].contains('t'),
            infinitive: fields[2].contains('i'),
            prepositions: fields[3..].iter().map(|form| word(form)).collect(),
        };
        words.insert(word(&third_person(fields[0])), noun.clone());
        words.insert(word(fields[0]), noun);
    }
    words
}

/// `say` → `says`, `cry` → `cries`, `press` → `presses`: also the plural of nouns.
fn third_person(lemma: &str) -> String {
    match lemma.as_bytes() {
        [.., before, b'y'] if !b"aeiou".contains(before) => format!("{}ies", &lemma[..lemma.len() - 1]),
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] | [.., b'g', b'o'] => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

/// Verbs that double their last consonant before `-ed` and `-ing`.
const DOUBLING: &[&str] = &[
    "admit", "quip", "brag", "snap", "plan", "slam", "dub", "permit", "commit", "put", "let", "begin",
    "forget", "refer", "infer", "concur", "label", "signal", "forbid", "chat", "beg", "nod", "rebut", "blog",
    "flag", "rebel", "counsel",
];

/// `claim` + `ed` → `claimed`, `note` → `noted`, `deny` → `denied`, `admit` → `admitted`.
fn suffixed(lemma: &str, suffix: &str) -> String {
    let stem = &lemma[..lemma.len() - 1];
    match lemma.as_bytes() {
        [.., b'e', b'e'] => format!("{lemma}{}", suffix.trim_start_matches('e')),
        [.., b'e'] => format!("{stem}{suffix}"),
        [.., before, b'y'] if suffix == "ed" && !b"aeiou".contains(before) => format!("{stem}i{suffix}"),
        [.., last] if DOUBLING.contains(&lemma) => format!("{lemma}{}{suffix}", char::from(*last)),
        _ => format!("{lemma}{suffix}"),
    }
}

/// Defines a set of words as a sorted constant and a function that tells membership.
macro_rules! class {
    ($(#[$doc:meta])* $name:ident: $($form:literal)+) => {
        $(#[$doc])*
        pub(crate) fn $name(form: Word) -> bool {
            const WORDS: &[Word] = &[$(word($form)),+];
            WORDS.contains(&form)
        }
    };
}

class!(
    /// Forms of "be".
    is_be: "be" "is" "are" "was" "were" "been" "being" "am" "'s" "'re" "'m" "’s"
);
class!(
    /// Forms of "have".
    is_have: "have" "has" "had" "having" "'ve" "'d"
);
class!(
    /// Forms of "do".
    is_do: "do" "does" "did"
);
class!(
    /// Words that negate a verb.
    is_negation: "not" "n't" "never"
);
class!(
    /// Names of days and words for times, which stand beside a verb without being its subject or object.
    is_time: "monday" "tuesday" "wednesday" "thursday" "friday" "saturday" "sunday" "today" "yesterday" "tomorrow" "tonight"
        "january" "february" "march" "april" "may" "june" "july" "august" "september" "october" "november" "december" "jan."
        "feb." "mar." "apr." "aug." "sept." "sep." "oct." "nov." "dec." "week" "month" "year" "morning" "afternoon" "evening"
        "night" "noon" "midnight" "weekend" "day" "days" "weeks" "months" "years" "hour" "hours" "time" "spring"
        "summer" "autumn" "fall" "winter" "moments" "decade" "decades" "century" "a.m." "p.m." "date"
);
class!(
    /// Things in or at which words are uttered: a phrase with one between cue and content is no content.
    is_occasion: "statement" "interview" "interviews" "conference" "speech" "address" "letter" "tweet" "tweets" "e-mail" "email"
        "mail" "post" "posting" "report" "briefing" "testimony" "court" "hearing" "video" "message" "remarks" "release" "call"
        "article" "memo" "filing" "debate" "rally" "event" "meeting" "twitter" "facebook" "instagram" "television" "tv" "radio"
        "show" "session" "appearance" "series" "text" "telephone" "phone" "column" "editorial" "book" "blog" "response" "reply"
        "town" "stop" "forum" "panel" "podcast" "thread" "note" "announcement" "press" "parliament" "house" "reference" "part"
        "telegram" "affidavit" "complaint" "lawsuit" "documents" "summary" "opening" "toast" "discussion" "comments" "capacity"
);
class!(
    /// Works that lay something down or tell it, whose word a clause is after "under", "by" or "in": "under the accord".
    is_ruling: "law" "laws" "constitution" "rule" "rules" "plan" "plans" "proposal" "proposals" "accord" "agreement" "deal" "treaty"
        "terms" "act" "bill" "legislation" "statute" "ordinance" "decree" "order" "policy" "regulations" "guidelines" "settlement"
        "charter" "bylaws" "code" "pact" "arrangement" "offer" "amendment" "scheme" "contract"
);
class!(
    /// Works and people's words on how things are: "by most accounts".
    is_account: "report" "reports" "account" "accounts" "estimate" "estimates" "count" "counts" "reckoning" "law" "rule" "tradition"
        "custom" "calculation" "calculations" "tally" "admission"
);
class!(
    /// Words that can open a clause asked or told: "whether", "how".
    is_question_word: "whether" "if" "how" "why" "what" "when" "where" "who" "which"
);
class!(
    /// Conjunctions that open a clause of its own.
    is_subordinator: "because" "although" "though" "while" "whereas" "unless" "until" "since" "after" "before" "when" "as" "if"
        "once" "even" "despite" "where" "lest"
);
class!(
    /// Verbs that carry a noun of saying: "made a claim", "issued a statement".
    is_light: "make" "makes" "made" "making" "issue" "issues" "issued" "issuing" "express" "expresses" "expressed" "expressing"
        "voice" "voices" "voiced" "voicing" "raise" "raises" "raised" "raising" "release" "releases" "released" "releasing"
        "have" "has" "had" "having" "give" "gives" "gave" "given" "giving" "reject" "rejects" "rejected" "rejecting" "repeat"
        "repeats" "repeated" "repeating" "deny" "denies" "denied" "denying" "share" "shares" "shared" "sharing" "post" "posted"
        "announce" "announced" "announces" "announcing" "unveil" "unveiled" "unveils" "outline" "outlined" "cite" "cited"
        "citing" "dismiss" "dismissed" "dismisses" "hold" "holds" "held" "send" "sent" "offer" "offered" "reiterate" "reiterated"
        "dispute" "disputed" "disputes" "echo" "echoed" "come" "came" "reach" "reached" "draw" "drew" "put" "leave" "left"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_inflected() {
        for (form, lemma) in [
            ("said", "say"),
            ("denies", "deny"),
            ("denied", "deny"),
            ("noting", "note"),
            ("admitted", "admit"),
            ("pressing", "press"),
            ("presses", "press"),
            ("told", "tell"),
            ("written", "write"),
            ("agreed", "agree"),
            ("agreeing", "agree"),
            ("goes", "go"),
        ] {
            assert_eq!(cues().verb(word(form)).map(|verb| verb.lemma), Some(word(lemma)), "{form}");
        }
        assert!(cues().noun(word("allegations")).is_some());
    }

    #[test]
    fn every_line_of_the_tables_is_read() {
        for (table, name) in
            [(include_str!("lexicon/verbs.txt"), "verbs"), (include_str!("lexicon/nouns.txt"), "nouns")]
        {
            let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
            assert_eq!(entries(table).count(), lines, "{name}");
            let mut lemmas: Vec<&str> = entries(table).map(|fields| fields[0]).collect();
            lemmas.sort_unstable();
            lemmas.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1], "{name}: listed twice"));
        }
    }
}
