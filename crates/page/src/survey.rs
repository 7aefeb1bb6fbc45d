//! One walk over the tree that notes every place where a page speaks about its article.

use crate::body::blocks::is_folded;
use crate::body::hints::{BYLINE, DATE, HintReader};
use crate::tree::{Name, NodeId, Tag, Tree};

/// What the walk found, each list in page order.
#[derive(Default)]
pub(crate) struct Survey<'t> {
    /// `<meta>` elements: the name (or property, or itemprop) in lower case, and the content.
    pub metas: Vec<(String, &'t str)>,
    /// The JSON-LD scripts.
    pub scripts: Vec<&'t str>,
    /// The state that a framework's script makes the page from (`__NEXT_DATA__`).
    pub state: Option<&'t str>,
    /// `<title>`.
    pub title: Option<NodeId>,
    /// `<link rel=canonical>`.
    pub canonical: Option<&'t str>,
    /// `<base href>`.
    pub base: Option<&'t str>,
    /// The language on `<html>`.
    pub language: Option<&'t str>,
    /// `<h1>` elements, and `<h2>` ones.
    pub headings: Vec<NodeId>,
    /// Elements with `datetime`, and `<time>` elements.
    pub times: Vec<NodeId>,
    /// Elements with an `itemprop`, or an RDFa `property` outside `<meta>`, with its value.
    pub properties: Vec<(&'t str, NodeId)>,
    /// Elements whose names say that they hold the author.
    pub bylines: Vec<NodeId>,
    /// Elements whose names say that they hold a date.
    pub dates: Vec<NodeId>,
}

impl<'t> Survey<'t> {
    /// The content of the first `<meta>` with this name that says anything.
    pub(crate) fn meta(&self, name: &str) -> Option<&'t str> {
        self.metas
            .iter()
            .find(|(known, content)| known == name && !content.is_empty())
            .map(|(_, content)| *content)
    }

    /// The page's `<title>`.
    pub(crate) fn page_title(&self, tree: &Tree) -> String {
        self.title.map(|id| tree.text_content(id)).unwrap_or_default()
    }
}

/// Walks over the page once.
pub(crate) fn survey<'t>(tree: &'t Tree<'t>, hints: &mut HintReader<'t>) -> Survey<'t> {
    let mut found = Survey::default();
    let mut nodes = tree.descendants(tree.root());
    while let Some(id) = nodes.next() {
        let Some(tag) = tree.tag(id) else { continue };
        match tag {
            Tag::META => found.take_meta(tree, id),
            Tag::SCRIPT => {
                let data = tree.attr(id, "type").is_some_and(|kind| {
                    let kind = kind.trim();
                    kind.get(..19).is_some_and(|start| start.eq_ignore_ascii_case("application/ld+json"))
                });
                let text = || tree.first_child(id).and_then(|child| tree.text(child));
                if data {
                    found.scripts.extend(text());
                } else if tree.attr(id, "id") == Some("__NEXT_DATA__") {
                    found.state = text();
                }
                nodes.skip_subtree();
            }
            Tag::TEMPLATE if is_folded(tree, id, tag) => {}
            Tag::STYLE | Tag::SVG | Tag::TEMPLATE => nodes.skip_subtree(),
            Tag::TITLE => {
                found.title.get_or_insert(id);
            }
            Tag::LINK => {
                if found.canonical.is_none()
                    && tree.attr(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
                {
                    found.canonical = tree.attr(id, "href").map(str::trim).filter(|href| !href.is_empty());
                }
            }
            Tag::BASE => found.base = found.base.or_else(|| tree.attr(id, "href")),
            Tag::HTML => {
                found.language = tree.attr(id, "lang").or_else(|| tree.attr(id, "xml:lang"));
            }
            _ => found.take_element(tree, id, tag, hints),
        }
    }
    found
}

impl<'t> Survey<'t> {
    fn take_meta(&mut self, tree: &'t Tree<'t>, id: NodeId) {
        let Some(content) = tree.attr(id, "content").map(str::trim) else { return };
        for name in ["name", "property", "itemprop", "http-equiv"] {
            if let Some(value) = tree.attr(id, name) {
                for value in value.split_ascii_whitespace() {
                    self.metas.push((value.to_ascii_lowercase(), content));
                }
            }
        }
    }

    fn take_element(&mut self, tree: &'t Tree<'t>, id: NodeId, tag: Tag, hints: &mut HintReader<'t>) {
        let (mut byline, mut date) = (false, tag == Tag::TIME);
        for (number, name) in tree.numbered_attributes(id) {
            match name {
                Name::DATETIME => date = true,
                Name::ITEMPROP | Name::PROPERTY => {
                    let value = tree.numbered_value(number);
                    if !value.is_empty() {
                        self.properties.push((value, id));
                    }
                }
                Name::REL => {
                    let value = tree.numbered_value(number);
                    byline |= value.split_ascii_whitespace().any(|word| word == "author");
                }
                Name::CLASS | Name::ID | Name::DATA_TESTID | Name::DATA_COMPONENT | Name::DATA_QA => {
                    let (found, _) = hints.read(number, tree.numbered_value(number));
                    byline |= found & BYLINE != 0;
                    date |= found & DATE != 0;
                }
                _ => {}
            }
        }
        if matches!(tag, Tag::H1 | Tag::H2) {
            self.headings.push(id);
        }
        if tag == Tag::BODY {
            return;
        }
        if tag == Tag::TIME || (date && tree.value(id, Name::DATETIME).is_some()) {
            self.times.push(id);
        } else if date {
            self.dates.push(id);
        }
        if byline || tag == Tag::ADDRESS {
            self.bylines.push(id);
        }
    }
}
