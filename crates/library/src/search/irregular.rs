use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

/// A verb or noun of English a line, and its forms that no rule makes of it, as grammars list them. What is as often a
/// word of its own is not among them, for whoever looks for it does not mean the verb: “left”, “rose”, “ground”, “lay”,
/// “bit”, “wound”, “bore”, “Fed”, “woke”, “Lent”.
const FORMS: &str = include_str!("irregular_forms.txt");

/// The word that `form`, in lower case, is an irregular form of in English.
pub(super) fn word_of(form: &str) -> Option<&'static str> {
    static WORDS: LazyLock<HashMap<&'static str, &'static str, FixedState>> = LazyLock::new(|| {
        let lines = FORMS.lines().filter_map(|line| line.split_once(' '));
        lines.flat_map(|(word, forms)| forms.split(' ').map(move |form| (form, word))).collect()
    });
    WORDS.get(form).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_of_one_word_which_is_none_itself() {
        let mut forms = Vec::new();
        for line in FORMS.lines() {
            let (word, rest) = line.split_once(' ').unwrap();
            assert_eq!(word_of(word), None, "{line}");
            forms.extend(rest.split(' '));
        }
        let all = forms.len();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms.len(), all);
        assert_eq!((word_of("said"), word_of("men"), word_of("left")), (Some("say"), Some("man"), None));
    }
}
