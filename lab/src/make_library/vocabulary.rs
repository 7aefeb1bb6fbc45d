use super::chance::Chance;

/// Words made of syllables, the frequent ones short.
pub(super) struct Vocabulary {
    words: Vec<String>,
}

const STARTS: [&str; 24] = [
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t",
    "tr", "v", "w", "z",
];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "ee", "io"];
const ENDS: [&str; 14] = ["", "n", "r", "s", "t", "l", "nd", "rt", "m", "ck", "st", "ng", "d", "sh"];

impl Vocabulary {
    pub(super) fn new(size: usize) -> Self {
        let mut chance = Chance::new(1);
        let word = |rank: usize| {
            let syllables = 1 + usize::from(rank > 60) + usize::from(rank > 4000);
            syllables_of(&mut chance, syllables)
        };
        Self { words: (0..size).map(word).collect() }
    }

    pub(super) fn draw(&self, chance: &mut Chance) -> &str {
        &self.words[chance.rank(self.words.len())]
    }
}

/// A name that is the same for the same number.
pub(super) fn name(number: u64, salt: u64) -> String {
    let mut chance = Chance::new(number.wrapping_mul(31).wrapping_add(salt));
    let syllables = 2 + usize::from(chance.share() > 0.7);
    let name = syllables_of(&mut chance, syllables);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn syllables_of(chance: &mut Chance, count: usize) -> String {
    let mut word = String::new();
    for _ in 0..count {
        word.push_str(STARTS[chance.between(0, STARTS.len())]);
        word.push_str(VOWELS[chance.between(0, VOWELS.len())]);
    }
    word.push_str(ENDS[chance.between(0, ENDS.len())]);
    word
}
