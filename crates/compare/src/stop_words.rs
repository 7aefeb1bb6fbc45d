//! Words that carry little meaning of their own, so that sharing them proves nothing.

/// Whether `word`, in normal form, is a stop word. Outside English, where there is no list, short
/// words are taken for such.
pub(crate) fn is_stop_word(word: &str, english: bool) -> bool {
    if word.chars().any(|letter| letter.is_ascii_digit()) {
        return false;
    }
    if !english {
        return word.chars().count() <= 3 && !word.chars().any(|letter| letter >= '\u{3040}');
    }
    STOP_WORDS.binary_search(&word).is_ok()
}

/// Whether `’s` after this word stands for `is`.
pub(crate) fn is_pronoun_before_is(word: &str) -> bool {
    matches!(
        word,
        "it" | "he"
            | "she"
            | "that"
            | "there"
            | "here"
            | "what"
            | "who"
            | "where"
            | "how"
            | "this"
            | "everyone"
    )
}

/// English, in alphabetical order. Contractions are written out before they are looked up.
#[rustfmt::skip]
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "being", "but", "by", "can", "could", "did", "do", "does", "doing",
    "done", "down", "each", "else", "even", "ever", "every", "few", "for", "from", "get", "gets",
    "getting", "go", "goes", "going", "got", "had", "has", "have", "having", "he", "her", "here", "hers",
    "herself", "him", "himself", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself",
    "just", "like", "made", "make", "many", "may", "me", "might", "mine", "more", "most", "much", "must",
    "my", "myself", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "onto", "or", "other",
    "our", "ours", "ourselves", "out", "over", "own", "quite", "rather", "really", "said", "same", "say",
    "saying", "says", "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their",
    "theirs", "them", "themselves", "then", "there", "these", "they", "this", "those", "through", "to",
    "too", "under", "until", "up", "upon", "us", "very", "was", "we", "well", "were", "what", "when",
    "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without",
    "would", "yes", "yet", "you", "your", "yours", "yourself",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(STOP_WORDS.is_sorted());
        assert!(is_stop_word("the", true) && !is_stop_word("winter", true) && !is_stop_word("42", true));
    }
}
