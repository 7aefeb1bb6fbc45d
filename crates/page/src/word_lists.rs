//! Lists of words that stand in the program as one text.

/// Whether `word` is one of those in `list`, where `between` stands between two of them. The word is
/// looked for as it is, since cutting up the list for every question costs many times as much.
pub(crate) fn holds(list: &str, between: &str, word: &str) -> bool {
    if word.is_empty() || word.contains(between) {
        return false;
    }
    memchr::memmem::find_iter(list.as_bytes(), word.as_bytes()).any(|at| {
        let (before, after) = (&list[..at], &list[at + word.len()..]);
        (before.is_empty() || before.ends_with(between)) && (after.is_empty() || after.starts_with(between))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_held_whole() {
        let list = "ap; city wire; été";
        for word in ["ap", "city wire", "été"] {
            assert!(holds(list, "; ", word), "{word}");
        }
        for word in ["", "a", "city", "wire", "ap; city wire", "té"] {
            assert!(!holds(list, "; ", word), "{word}");
        }
    }
}
