use super::*;

#[test]
fn nodes_lie_in_document_order() {
    let tree = Tree::parse("<html><head></head><body><p>one <b>two</b> three</p><p>four</p></body></html>");
    let body = tree.body().unwrap();
    let [one, four] = tree.children(body).collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!(tree.text_content(one), "one two three");
    assert_eq!(tree.next_sibling(one), Some(four));
    assert_eq!(tree.prev_sibling(four), Some(one));
    assert_eq!(tree.last_child(body), Some(four));
    assert_eq!(tree.prev_sibling(one), None);
    assert_eq!(tree.next_sibling(four), None);
    assert_eq!(tree.subtree_end(one), four);
    let mut walk = tree.descendants(body);
    walk.next();
    walk.skip_subtree();
    assert_eq!(walk.next(), Some(four));
    assert_eq!(tree.ancestors(four).collect::<Vec<_>>().len(), 3);
}
