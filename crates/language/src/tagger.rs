mod mends;

use std::ops::Range;
use std::sync::LazyLock;

use crate::forms::Form;
use crate::hash::mix;
use crate::weights::{Packed, largest};
use crate::{Shape, Token, Word, models, word};

macro_rules! tags {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// A part of speech of the Penn Treebank (Marcus et al. 1993), punctuation merged into one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)] // the names are the treebank's own
        pub enum Tag { $($name),* }

        impl Tag {
            /// Every tag, in the order of their numbers.
            pub const ALL: &'static [Tag] = &[$(Tag::$name),*];

            /// The tag that a treebank writes as `text`; [`Tag::XX`] for what it does not know.
            #[must_use]
            pub fn parse(text: &str) -> Tag {
                match text {
                    $($text => Tag::$name,)*
                    "." | "," | ":" | "``" | "''" | "-LRB-" | "-RRB-" | "HYPH" | "NFP" | "SYM" | "#" => Tag::Mark,
                    _ => Tag::XX,
                }
            }

            /// As a treebank writes it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Tag::$name => $text),*
                }
            }
        }
    };
}

tags! {
    XX = "XX", Mark = "MARK", CC = "CC", CD = "CD", DT = "DT", EX = "EX", FW = "FW", IN = "IN", JJ = "JJ", JJR = "JJR",
    JJS = "JJS", MD = "MD", NN = "NN", NNP = "NNP", NNPS = "NNPS", NNS = "NNS", PDT = "PDT", POS = "POS", PRP = "PRP",
    PRPS = "PRP$", RB = "RB", RBR = "RBR", RBS = "RBS", RP = "RP", TO = "TO", UH = "UH", VB = "VB", VBD = "VBD",
    VBG = "VBG", VBN = "VBN", VBP = "VBP", VBZ = "VBZ", WDT = "WDT", WP = "WP", WPS = "WP$", WRB = "WRB", Money = "$",
}

impl Tag {
    /// A noun or name.
    #[must_use]
    pub const fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS)
    }

    /// A name.
    #[must_use]
    pub const fn is_name(self) -> bool {
        matches!(self, Tag::NNP | Tag::NNPS)
    }

    /// A verb in any form, modals apart.
    #[must_use]
    pub const fn is_verb(self) -> bool {
        matches!(self, Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ)
    }

    /// A verb form that can carry a clause, or a modal.
    #[must_use]
    pub const fn is_finite(self) -> bool {
        matches!(self, Tag::VBD | Tag::VBP | Tag::VBZ | Tag::MD)
    }

    /// An adjective.
    #[must_use]
    pub const fn is_adjective(self) -> bool {
        matches!(self, Tag::JJ | Tag::JJR | Tag::JJS)
    }

    /// An adverb.
    #[must_use]
    pub const fn is_adverb(self) -> bool {
        matches!(self, Tag::RB | Tag::RBR | Tag::RBS)
    }
}

/// Weights of the tags, padded to a multiple of eight for the vector units.
pub type TagWeights = Packed<20, { 1 << 17 }>;
/// Features a token.
pub const FEATURES: usize = 26;

/// A part-of-speech tagger: an averaged perceptron over hashed features, decided from left to right
/// (Collins, "Discriminative Training Methods for Hidden Markov Models", 2002).
pub struct Tagger {
    weights: TagWeights,
}

static ENGLISH: LazyLock<Tagger> = LazyLock::new(|| {
    let weights = models::english(Tagger::MODEL, Tagger::fingerprint());
    Tagger::new(TagWeights::from_bytes(weights))
});

impl Tagger {
    /// What its weights are called in a file of models.
    pub const MODEL: &str = "tagger";

    /// The English tagger that the program carries.
    #[must_use]
    pub fn english() -> &'static Tagger {
        &ENGLISH
    }

    /// A tagger from its weights.
    #[must_use]
    pub const fn new(weights: TagWeights) -> Self {
        Self { weights }
    }

    /// What the features give for a fixed text; see [`models::fingerprint`].
    #[must_use]
    pub fn fingerprint() -> u64 {
        let (text, tokens) = models::sample();
        let rows = (0..tokens.len())
            .filter_map(|at| features(text, &tokens, at, Some(Tag::NN), Some(Tag::DT)))
            .flatten()
            .map(|hash| TagWeights::row(hash) as u64);
        models::fingerprint(rows.chain(Tag::ALL.iter().map(|tag| word(tag.name()).0)))
    }

    /// Sets the tag of every token of one sentence.
    pub fn tag(&self, text: &str, sentence: &mut [Token]) {
        let all = 0..sentence.len();
        self.tag_all(text, sentence, [all]);
    }

    /// Sets the tags of all tokens of these sentences, ranges of `tokens`.
    ///
    /// Several sentences are tagged by turns. Which rows of the table a tag needs is known only with the tag before it, and
    /// they are seldom at hand; while memory brings those of one sentence the others are gone on with.
    pub fn tag_all(
        &self,
        text: &str,
        tokens: &mut [Token],
        sentences: impl IntoIterator<Item = Range<usize>>,
    ) {
        let mut coming = sentences.into_iter();
        let mut lanes: Vec<Lane> =
            coming.by_ref().take(LANES).map(|range| Lane::new(text, tokens, range)).collect();
        lanes.iter_mut().for_each(|lane| self.open(lane));
        while !lanes.is_empty() {
            lanes.retain_mut(|lane| {
                while lane.at == lane.forms.len() {
                    mends::sentence(&lane.forms, &mut tokens[lane.sentence.clone()]);
                    let Some(range) = coming.next() else { return false };
                    lane.start(text, tokens, range);
                    self.open(lane);
                }
                self.step(lane, text, &mut tokens[lane.sentence.clone()]);
                true
            });
        }
    }

    /// Asks memory for what the first token of a lane's sentence needs.
    fn open(&self, lane: &mut Lane) {
        lane.coming = self.look(&lane.forms, 0);
        self.ask(lane);
    }

    /// Makes the features of a lane's next token, if there is one, whole, and asks memory for their rows.
    fn ask(&self, lane: &mut Lane) {
        lane.hashes = std::mem::replace(&mut lane.coming, self.look(&lane.forms, lane.at + 1));
        if lane.at < lane.forms.len() {
            for (place, hash) in of_tags(&lane.forms, lane.at, lane.tags) {
                self.weights.fetch(hash);
                lane.hashes[place] = hash;
            }
        }
    }

    /// Sets the tag of a lane's next token and asks for the one after it.
    fn step(&self, lane: &mut Lane, text: &str, sentence: &mut [Token]) {
        let named = is_name_in_capitals(sentence, lane.at);
        let token = &mut sentence[lane.at];
        token.tag = match fixed(text, token).or(named.then_some(Tag::NNP)) {
            Some(tag) => tag,
            None => likeliest(token, self.weights.sums(&lane.hashes).as_flattened()),
        };
        if named {
            token.word = word(token.of(text));
        }
        lane.tags = [token.tag as u64, lane.tags[0]];
        lane.at += 1;
        self.ask(lane);
    }

    /// Hashes of the features of token `at`, if there is one, that no tag is part of. Memory is asked for their rows: they are
    /// summed only when the token before has its tag.
    fn look(&self, forms: &[Form], at: usize) -> [u64; FEATURES] {
        if at >= forms.len() {
            return [0; FEATURES];
        }
        let hashes = of_words(forms, at);
        hashes.iter().filter(|&&hash| hash != 0).for_each(|&hash| self.weights.fetch(hash));
        hashes
    }
}

/// Sentences that are tagged by turns.
const LANES: usize = 4;

/// A sentence that is being tagged.
struct Lane {
    sentence: Range<usize>,
    forms: Vec<Form>,
    /// Which token is next, the two tags before it, the nearer first, and its features.
    at: usize,
    tags: [u64; 2],
    hashes: [u64; FEATURES],
    /// Features of the token after it, those of tags apart.
    coming: [u64; FEATURES],
}

impl Lane {
    fn new(text: &str, tokens: &[Token], sentence: Range<usize>) -> Self {
        let mut lane = Self {
            sentence: 0..0,
            forms: Vec::new(),
            at: 0,
            tags: [START; 2],
            hashes: [0; FEATURES],
            coming: [0; FEATURES],
        };
        lane.start(text, tokens, sentence);
        lane
    }

    fn start(&mut self, text: &str, tokens: &[Token], sentence: Range<usize>) {
        self.forms.clear();
        self.forms.extend(tokens[sentence.clone()].iter().map(|token| Form::new(token.of(text), token)));
        self.sentence = sentence;
        self.at = 0;
        self.tags = [START; 2];
    }
}

/// The tag of largest weight among those that a token can have: only the words of the closed classes are prepositions, and
/// "alleges" is no noun.
fn likeliest(token: &Token, sums: &[u16]) -> Tag {
    let best = Tag::ALL[largest(sums, Tag::ALL.len())];
    let barred = match best {
        Tag::IN => {
            PREPOSITIONS.binary_search(&token.word).is_err()
                && matches!(token.shape, Shape::Lower | Shape::Capital)
        }
        Tag::NNS => VERBS_ALONE.binary_search(&token.word).is_ok(),
        Tag::JJS => NO_SUPERLATIVES.contains(&token.word),
        _ => false,
    };
    if !barred {
        return best;
    }
    let rest = Tag::ALL.iter().copied().filter(|&tag| tag != best);
    rest.max_by_key(|&tag| (sums[tag as usize], std::cmp::Reverse(tag as u8))).unwrap_or(best)
}

/// Words that can be a preposition or subordinating conjunction, in order.
static PREPOSITIONS: LazyLock<Vec<Word>> = LazyLock::new(|| words(include_str!("prepositions.txt")));

/// Third persons of verbs that are never the plural of a noun, in order.
static VERBS_ALONE: LazyLock<Vec<Word>> = LazyLock::new(|| words(include_str!("verbs_alone.txt")));

/// Nouns that end like superlatives.
const NO_SUPERLATIVES: &[Word] = &[
    word("inquest"),
    word("bequest"),
    word("behest"),
    word("conquest"),
    word("arrest"),
    word("protest"),
    word("contest"),
    word("harvest"),
    word("tempest"),
    word("interest"),
];

/// The words of a list, in the order of their numbers.
fn words(list: &str) -> Vec<Word> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let mut words: Vec<Word> = lines.flat_map(str::split_whitespace).map(word).collect();
    words.sort_unstable();
    words
}

/// "WHO" among small letters: a name, whose word is not that of the pronoun.
fn is_name_in_capitals(sentence: &[Token], at: usize) -> bool {
    let shouts = |at: Option<usize>| {
        at.and_then(|at| sentence.get(at)).is_some_and(|token| token.shape == Shape::AllCaps)
    };
    sentence[at].word == word("who")
        && shouts(Some(at))
        && !shouts(at.checked_sub(1))
        && !shouts(Some(at + 1))
}

/// Stands for the tag before the first token.
const START: u64 = 99;

/// The tag of a token whose form alone decides it.
fn fixed(text: &str, token: &Token) -> Option<Tag> {
    match (token.shape, token.of(text)) {
        (Shape::Mark, "$" | "£" | "€" | "¥") => Some(Tag::Money),
        // "%" is a noun, "&" a conjunction, and a lone apostrophe may be a possessive
        (Shape::Mark, "%" | "&" | "'" | "’") => None,
        (Shape::Mark, _) => Some(Tag::Mark),
        _ => None,
    }
}

/// The word of token `at` and those around it.
fn around(forms: &[Form], at: usize) -> [&Form; 5] {
    [-2, -1, 0, 1, 2]
        .map(|by| at.checked_add_signed(by).and_then(|at| forms.get(at)).unwrap_or(&Form::NOTHING))
}

/// Hashes of the features of token `at` that no tag is part of; zeros stand for those of [`of_tags`].
fn of_words(forms: &[Form], at: usize) -> [u64; FEATURES] {
    let [two_left, one_left, word, one_right, two_right] = around(forms, at);
    let shape = word.shape | u64::from(at == 0) << 8;
    [
        mix(1, word.word, 0),
        mix(2, word.word, shape),
        mix(3, word.tail[0], 0),
        mix(4, word.tail[1], 0),
        mix(5, word.tail[2], 0),
        mix(6, word.head, 0),
        mix(7, shape, one_right.shape),
        mix(8, word.tail[2], shape),
        mix(9, one_left.word, 0),
        mix(10, two_left.word, 0),
        mix(11, one_right.word, 0),
        mix(12, two_right.word, 0),
        mix(13, one_left.tail[2], word.tail[2]),
        mix(14, one_right.tail[2], word.tail[2]),
        mix(15, one_left.shape << 8 | shape, one_right.shape),
        0,
        0,
        0,
        0,
        mix(20, one_left.word, word.word),
        mix(21, word.word, one_right.word),
        0,
        0,
        0,
        mix(25, word.given << 16 | shape, one_right.shape),
        mix(26, word.given << 1 | one_left.given, shape),
    ]
}

/// Hashes of the features of token `at` that the two tags before it are part of, the nearer first, each with its place.
fn of_tags(forms: &[Form], at: usize, [last, before]: [u64; 2]) -> [(usize, u64); 7] {
    let [_, _, word, one_right, _] = around(forms, at);
    [
        (15, mix(16, last, 0)),
        (16, mix(17, last, before)),
        (17, mix(18, last, word.word)),
        (18, mix(19, last, one_right.word)),
        (21, mix(22, last, word.tail[2])),
        (22, mix(23, last << 8 | before, word.word)),
        (23, mix(24, last, one_right.tail[2])),
    ]
}

/// For training: hashes of the features of token `at` of a sentence, given the two tags before it; none when the form alone decides the tag.
#[must_use]
pub fn features(
    text: &str,
    sentence: &[Token],
    at: usize,
    last: Option<Tag>,
    before: Option<Tag>,
) -> Option<[u64; FEATURES]> {
    if fixed(text, &sentence[at]).is_some() {
        return None;
    }
    let low = at.saturating_sub(2);
    let high = (at + 3).min(sentence.len());
    let forms: Vec<Form> = sentence[low..high].iter().map(|token| Form::new(token.of(text), token)).collect();
    let number = |tag: Option<Tag>| tag.map_or(START, |tag| tag as u64);
    let mut hashes = of_words(&forms, at - low);
    for (place, hash) in of_tags(&forms, at - low, [number(last), number(before)]) {
        hashes[place] = hash;
    }
    Some(hashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(text: &str) -> String {
        let mut tokens = Vec::new();
        crate::tokenize(text, 0..text.len(), &mut tokens);
        Tagger::english().tag(text, &mut tokens);
        let words: Vec<String> =
            tokens.iter().map(|token| format!("{}/{:?}", token.of(text), token.tag)).collect();
        words.join(" ")
    }

    #[test]
    fn sentences_by_turns_are_tagged_as_each_alone() {
        let sentences =
            ["", "Marian says so.", "WHO warned us.", "It rained, he said, for days and days.", "No."];
        let mut tokens = Vec::new();
        let mut text = String::new();
        let ranges = sentences.map(|sentence| {
            let (start, first) = (text.len(), tokens.len());
            text.push_str(sentence);
            crate::tokenize(&text, start..text.len(), &mut tokens);
            first..tokens.len()
        });
        let mut alone = tokens.clone();
        for range in &ranges {
            Tagger::english().tag(&text, &mut alone[range.clone()]);
        }
        Tagger::english().tag_all(&text, &mut tokens, ranges);
        let tags = |tokens: &[Token]| tokens.iter().map(|token| (token.tag, token.word)).collect::<Vec<_>>();
        assert_eq!(tags(&tokens), tags(&alone));
        assert_eq!(tokens[0].tag, Tag::NNP);
    }

    #[test]
    fn only_words_of_closed_classes_are_prepositions() {
        assert!(tagged("“We can win,” said captain Joe Holt.").contains("captain/NN "));
        assert!(tagged("He stole it, the indictment alleges.").contains("alleges/VBZ"));
    }

    #[test]
    fn a_sentence_closes_with_who_says_so() {
        for (text, verb) in [
            ("The bridge will reopen, the Gazette reports.", "reports/VBZ"),
            ("The mill hid it for years, the union alleged.", "alleged/VBD"),
            ("Rents rose 8% last year, census data show.", "show/VBP"),
        ] {
            assert!(tagged(text).contains(verb), "{}", tagged(text));
        }
        for (text, noun) in [
            ("It was about pears, apples and claims.", "claims/NNS"),
            ("By then, it was sold in the United States.", "States/NNP"),
        ] {
            assert!(tagged(text).contains(noun), "{}", tagged(text));
        }
    }

    #[test]
    fn a_sentence_has_its_verb() {
        for (text, verb) in [
            ("The report projects a deficit of 18 million.", "projects/VBZ"),
            ("City rules bar vendors from the square.", "bar/VBP"),
            ("Parents in the north of the city fear that the school will close.", "fear/VBP"),
            ("Shop owners worry that the bridge will close.", "Shop/NN"),
            ("State television said the ship had left.", "State/NN"),
        ] {
            assert!(tagged(text).contains(verb), "{}", tagged(text));
        }
        for (text, noun) in [
            ("The fear that it will close grows.", "fear/NN"),
            ("Union fears that jobs will go.", "Union/NN"),
            ("The inquest opened.", "inquest/NN "),
        ] {
            assert!(tagged(text).contains(noun), "{}", tagged(text));
        }
    }

    #[test]
    fn plain_news_sentences() {
        assert_eq!(
            tagged("The mayor said that she had warned the council."),
            "The/DT mayor/NN said/VBD that/IN she/PRP had/VBD warned/VBN the/DT council/NN ./Mark"
        );
        assert_eq!(
            tagged("Jana Holt claims the plan will fail."),
            "Jana/NNP Holt/NNP claims/VBZ the/DT plan/NN will/MD fail/VB ./Mark"
        );
    }
}
