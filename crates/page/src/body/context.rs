//! What elements by themselves say about everything that stands in them.

use crate::tree::{NodeId, Tag, Tree};

/// Bits of [`Area::inside`](super::blocks::Area::inside).
pub(crate) mod inside {
    pub(crate) const ARTICLE: u32 = 1;
    pub(crate) const MAIN: u32 = 1 << 1;
    pub(crate) const ASIDE: u32 = 1 << 2;
    pub(crate) const NAV: u32 = 1 << 3;
    pub(crate) const HEADER: u32 = 1 << 4;
    pub(crate) const FOOTER: u32 = 1 << 5;
    pub(crate) const FIGURE: u32 = 1 << 6;
    pub(crate) const FIGCAPTION: u32 = 1 << 7;
    pub(crate) const TABLE: u32 = 1 << 8;
    pub(crate) const LIST: u32 = 1 << 9;
    pub(crate) const QUOTE: u32 = 1 << 10;
    pub(crate) const FORM: u32 = 1 << 11;
    pub(crate) const HIDDEN: u32 = 1 << 12;
    pub(crate) const PRE: u32 = 1 << 13;
    pub(crate) const BODY_PROPERTY: u32 = 1 << 14;
    pub(crate) const HEADING: u32 = 1 << 15;
    pub(crate) const DETAILS: u32 = 1 << 16;
    pub(crate) const EMBED: u32 = 1 << 17;
}

/// What an element by itself says about everything in it.
pub(super) fn own_context(tree: &Tree, id: NodeId, tag: Tag) -> u32 {
    let by_tag = match tag {
        Tag::ARTICLE => inside::ARTICLE,
        Tag::MAIN => inside::MAIN,
        Tag::ASIDE => inside::ASIDE,
        Tag::NAV | Tag::MENU => inside::NAV,
        Tag::HEADER => inside::HEADER,
        Tag::FOOTER => inside::FOOTER,
        Tag::FIGURE => inside::FIGURE,
        Tag::FIGCAPTION => inside::FIGCAPTION,
        Tag::TABLE => inside::TABLE,
        Tag::UL | Tag::OL | Tag::DL => inside::LIST,
        Tag::BLOCKQUOTE => inside::QUOTE,
        Tag::FORM => inside::FORM,
        Tag::PRE => inside::PRE,
        Tag::DETAILS => inside::DETAILS,
        Tag::DIALOG => inside::HIDDEN,
        _ if tag.is_heading() => inside::HEADING,
        _ => 0,
    };
    let by_role = match tree.attr(id, "role") {
        Some("main") => inside::MAIN,
        Some("article") => inside::ARTICLE,
        Some("complementary") => inside::ASIDE,
        Some("navigation" | "menu" | "menubar") => inside::NAV,
        Some("banner") => inside::HEADER,
        Some("contentinfo") => inside::FOOTER,
        Some("dialog" | "alertdialog") => inside::HIDDEN,
        _ => 0,
    };
    let by_property = match tree.attr(id, "itemprop") {
        Some("articleBody" | "reviewBody" | "text") => inside::BODY_PROPERTY,
        _ => 0,
    };
    let hidden = tree.attr(id, "hidden").is_some()
        || tree.attr(id, "aria-hidden") == Some("true")
        || tree.attr(id, "style").is_some_and(hides);
    let embed = matches!(
        tree.attr(id, "class"),
        Some(class) if tag == Tag::BLOCKQUOTE && ["twitter-", "instagram-", "tiktok-", "bluesky-", "fb-", "reddit-"].iter().any(|name| class.contains(name))
    );
    by_tag
        | by_role
        | by_property
        | if hidden { inside::HIDDEN } else { 0 }
        | if embed { inside::EMBED } else { 0 }
}

/// Whether a style attribute hides the element.
fn hides(style: &str) -> bool {
    let mut rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    rules.any(|(name, value)| {
        let (name, value) = (name.trim(), value.trim());
        (name.eq_ignore_ascii_case("display")
            && value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("none")))
            || (name.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden"))
    })
}
