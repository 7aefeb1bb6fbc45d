use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{Word, word};

/// Who mostly bears a given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Women.
    Female,
    /// Men.
    Male,
}

static GIVEN_NAMES: LazyLock<HashMap<Word, Option<Gender>>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for line in include_str!("given_names.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((kind, names)) = line.split_once(':') else { continue };
        let gender = match kind {
            "f" => Some(Gender::Female),
            "m" => Some(Gender::Male),
            _ => None,
        };
        words.extend(names.split_whitespace().map(|name| (word(name), gender)));
    }
    words
});

/// Whether the word is a given name of the lists that the program carries (1990 United States census, and other lands), and whose;
/// the inner value is none for names of both.
#[must_use]
pub fn given_name(form: Word) -> Option<Option<Gender>> {
    GIVEN_NAMES.get(&form).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_their_bearers() {
        assert_eq!(given_name(word("Ann")), Some(Some(Gender::Female)));
        assert_eq!(given_name(word("Xyzzy")), None);
    }
}
