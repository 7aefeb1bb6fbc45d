//! Tokenizer and tree: links agree with one another, and nothing grows beyond the page.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_page::tree::Tree;

fuzz_target!(|text: &str| {
    let tree = Tree::parse(text);
    // The 10,000 formatting elements that may be opened again are the most that short pages add.
    assert!(tree.len() < 2 * text.len() + 20_000, "{} nodes", tree.len());
    for id in (0..tree.len()).filter_map(|index| tree.at(index)) {
        let mut previous = None;
        for child in tree.children(id) {
            assert_eq!(tree.parent(child), Some(id));
            assert_eq!(tree.prev_sibling(child), previous);
            assert!(child > id && tree.subtree_end(child) <= tree.subtree_end(id));
            previous = Some(child);
        }
        assert_eq!(tree.last_child(id), previous);
        for (name, value) in tree.attrs(id) {
            assert_eq!(tree.attr(id, name), Some(value));
        }
    }
});
