//! What elements by themselves say about everything that stands in them.

use crate::tree::{Name, NameSet, Tag};

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
    pub(crate) const DIALOG: u32 = 1 << 18;
    /// A form that asks for an e-mail address; what stands in it does not have this.
    pub(crate) const ASKING: u32 = 1 << 19;
}

/// What an element's tag says about everything in it.
pub(super) fn context_of_tag(tag: Tag) -> u32 {
    match tag {
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
        Tag::DIALOG => inside::HIDDEN | inside::DIALOG,
        _ if tag.is_heading() => inside::HEADING,
        _ => 0,
    }
}

/// Beginnings of the class names that embedded posts have.
const EMBEDS: &[&str] = &["twitter-", "instagram-", "tiktok-", "bluesky-", "fb-", "reddit-"];

/// The attributes that can say something about what stands in their element.
pub(super) const TELL_CONTEXT: NameSet =
    NameSet::of(&[Name::ROLE, Name::ITEMPROP, Name::HIDDEN, Name::ARIA_HIDDEN, Name::STYLE, Name::CLASS]);

/// What one attribute of an element with this tag says about everything in it.
pub(super) fn context_of_attribute(tag: Tag, name: Name, value: &str) -> u32 {
    match name {
        Name::ROLE => match value {
            "main" => inside::MAIN,
            "article" => inside::ARTICLE,
            "complementary" => inside::ASIDE,
            "navigation" | "menu" | "menubar" => inside::NAV,
            "banner" => inside::HEADER,
            "contentinfo" => inside::FOOTER,
            "dialog" | "alertdialog" => inside::HIDDEN | inside::DIALOG,
            _ => 0,
        },
        Name::ITEMPROP if matches!(value, "articleBody" | "reviewBody" | "text") => inside::BODY_PROPERTY,
        Name::HIDDEN => inside::HIDDEN,
        Name::ARIA_HIDDEN if value == "true" => inside::HIDDEN,
        Name::STYLE if hides(value) => inside::HIDDEN,
        Name::CLASS if tag == Tag::BLOCKQUOTE && EMBEDS.iter().any(|name| value.contains(name)) => {
            inside::EMBED
        }
        _ => 0,
    }
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
