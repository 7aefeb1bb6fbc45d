use std::collections::HashSet;

use crate::identity::words;

/// Whether two texts under one headline are two states of one article rather than two articles: half of
/// the shorter one's runs of words stand in the other.
pub(crate) fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (words(one).to_lowercase(), words(other).to_lowercase());
    let (one, other) = (runs(&one), runs(&other));
    let shared = one.intersection(&other).count();
    2 * shared >= one.len().min(other.len()).max(1)
}

/// The runs of words of a text: a text of fewer words is one run.
fn runs(text: &str) -> HashSet<Vec<&str>> {
    const LENGTH: usize = 4;
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() < LENGTH {
        return HashSet::from([words]);
    }
    words.windows(LENGTH).map(<[&str]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_grew_is_near_and_another_days_is_not() {
        let morning = "The river at Ostrel stands at four metres and rises. Schools stay closed today.";
        let noon = "The river at Ostrel stands at four metres and falls. Schools stay closed today. The mayor thanked \
                    the helpers, who filled sandbags all night.";
        assert!(is_near(morning, noon));
        assert!(!is_near(morning, "Sun all day at Ostrel, with a light wind from the west in the evening."));
        assert!(is_near("Closed.", "Closed."));
        assert!(!is_near("", "Closed."));
    }
}
