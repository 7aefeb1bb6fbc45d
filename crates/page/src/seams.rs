//! Seams between inline elements: what stands apart on the screen though no blank stands between.
//!
//! Pages made by scripts put author, place and date each into an element of its own and leave the space between them to
//! the style sheet. Where a word surely ends at the seam and another begins, a blank belongs there.

use crate::tree::{NodeId, Tag, Tree};

/// Letters that a word must have before a seam within a heading, so that `<span>i</span>Phone` stays whole.
const WORD: usize = 3;

/// Whether a blank belongs between `before`, the text so far, and the text node `next`. `last` is the text node before it.
pub(crate) fn is_seam(tree: &Tree, last: NodeId, before: &str, next: NodeId, text: &str) -> bool {
    parts(before, text)
        && match (tree.parent(last), tree.parent(next)) {
            (Some(one), Some(other)) if one != other => {
                (is_apart(tree, one) && is_apart(tree, other) && side_by_side(tree, last, one, next, other))
                    || (is_apart(tree, one) && opens_heading(tree, one, other) && is_word(before))
            }
            _ => false,
        }
}

/// Whether a word ends with `before` and another begins with `text`, by their letters: a small letter, a digit or the end of
/// a sentence before a capital, a small letter before a digit.
fn parts(before: &str, text: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), text.chars().next()) else { return false };
    if first.is_ascii_digit() {
        return last.is_lowercase() || matches!(last, ',' | ')');
    }
    first.is_uppercase()
        && (last.is_lowercase() || last.is_ascii_digit() || matches!(last, '.' | '!' | '?' | ',' | ')' | ';'))
}

/// Elements of which each may hold a part by itself. Those that only change the type stand within words.
fn is_apart(tree: &Tree, id: NodeId) -> bool {
    matches!(
        tree.tag(id),
        Some(Tag::SPAN | Tag::A | Tag::TIME | Tag::SMALL | Tag::LABEL | Tag::CITE | Tag::STRONG)
    )
}

/// Whether neither element holds the other's text.
fn side_by_side(tree: &Tree, last: NodeId, one: NodeId, next: NodeId, other: NodeId) -> bool {
    !tree.contains(one, next) && !tree.contains(other, last)
}

/// Whether the first element stands in the second, which is a heading: a kicker before the headline.
fn opens_heading(tree: &Tree, one: NodeId, other: NodeId) -> bool {
    tree.tag(other).is_some_and(Tag::is_heading) && tree.parent(one) == Some(other)
}

fn is_word(before: &str) -> bool {
    before.chars().rev().take_while(|letter| letter.is_alphabetic()).take(WORD).count() == WORD
}

#[cfg(test)]
mod tests {
    use crate::fields::visible;
    use crate::tree::Tree;

    #[test]
    fn words_are_parted_at_seams() {
        let cases = [
            ("<span>By Ann Reyes</span><span>June 4, 2026</span>", "By Ann Reyes\nJune 4, 2026"),
            ("<span>Ann</span><span>Reyes</span>", "Ann Reyes"),
            ("<h1><span>Local news</span>Bridge to close</h1>", "\nLocal news\nBridge to close"),
            ("<span>T</span>he bridge", "The bridge"),
            ("<b>Mc</b>Donald", "McDonald"),
            ("<span>i</span><em>Phone</em>", "iPhone"),
            ("H<sub>2</sub>O", "H2O"),
        ];
        for (html, expected) in cases {
            let tree = Tree::parse(html);
            assert_eq!(visible(&tree, tree.body().unwrap()), expected, "{html}");
        }
    }
}
