//! What the standard says of whole groups of elements. WHATWG HTML §13.2.4.

use super::names::{KNOWN_TAGS, Namespace, Tag};

/// What one element is to the tree builder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    flags: u8,
    /// Its bit in [`Scope`], if anybody ever asks whether it is open.
    bit: u64,
    /// The bits of those that can be seen through it.
    keep: u64,
}

/// "Special": an end tag of an unknown or inline element does not reach past it.
const SPECIAL: u8 = 1;
/// Reopened in the next block when left open.
const FORMATTING: u8 = 2;
/// Its end tag may be left out.
const IMPLIED_END: u8 = 4;
/// Its end tag may be left out, in the larger group.
const IMPLIED_END_THOROUGHLY: u8 = 8;
/// Part of the page's or a table's skeleton.
const SKELETON: u8 = 16;

const SPECIALS: &[Tag] = &[
    Tag::ADDRESS,
    Tag::APPLET,
    Tag::AREA,
    Tag::ARTICLE,
    Tag::ASIDE,
    Tag::BASE,
    Tag::BASEFONT,
    Tag::BGSOUND,
    Tag::BLOCKQUOTE,
    Tag::BODY,
    Tag::BR,
    Tag::BUTTON,
    Tag::CAPTION,
    Tag::CENTER,
    Tag::COL,
    Tag::COLGROUP,
    Tag::DD,
    Tag::DETAILS,
    Tag::DIR,
    Tag::DIV,
    Tag::DL,
    Tag::DT,
    Tag::EMBED,
    Tag::FIELDSET,
    Tag::FIGCAPTION,
    Tag::FIGURE,
    Tag::FOOTER,
    Tag::FORM,
    Tag::FRAME,
    Tag::FRAMESET,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::HEAD,
    Tag::HEADER,
    Tag::HGROUP,
    Tag::HR,
    Tag::HTML,
    Tag::IFRAME,
    Tag::IMG,
    Tag::INPUT,
    Tag::KEYGEN,
    Tag::LI,
    Tag::LINK,
    Tag::LISTING,
    Tag::MAIN,
    Tag::MARQUEE,
    Tag::MENU,
    Tag::META,
    Tag::NAV,
    Tag::NOEMBED,
    Tag::NOFRAMES,
    Tag::NOSCRIPT,
    Tag::OBJECT,
    Tag::OL,
    Tag::P,
    Tag::PARAM,
    Tag::PLAINTEXT,
    Tag::PRE,
    Tag::SCRIPT,
    Tag::SEARCH,
    Tag::SECTION,
    Tag::SELECT,
    Tag::SOURCE,
    Tag::STYLE,
    Tag::SUMMARY,
    Tag::TABLE,
    Tag::TBODY,
    Tag::TD,
    Tag::TEMPLATE,
    Tag::TEXTAREA,
    Tag::TFOOT,
    Tag::TH,
    Tag::THEAD,
    Tag::TITLE,
    Tag::TR,
    Tag::TRACK,
    Tag::UL,
    Tag::WBR,
    Tag::XMP,
];
const FORMATTINGS: &[Tag] = &[
    Tag::A,
    Tag::B,
    Tag::BIG,
    Tag::CODE,
    Tag::EM,
    Tag::FONT,
    Tag::I,
    Tag::NOBR,
    Tag::S,
    Tag::SMALL,
    Tag::STRIKE,
    Tag::STRONG,
    Tag::TT,
    Tag::U,
];
const IMPLIED_ENDS: &[Tag] =
    &[Tag::DD, Tag::DT, Tag::LI, Tag::OPTGROUP, Tag::OPTION, Tag::P, Tag::RB, Tag::RP, Tag::RT, Tag::RTC];
const IMPLIED_ENDS_MORE: &[Tag] =
    &[Tag::CAPTION, Tag::COLGROUP, Tag::TBODY, Tag::TD, Tag::TFOOT, Tag::TH, Tag::THEAD, Tag::TR];
const SKELETONS: &[Tag] = &[
    Tag::BODY,
    Tag::CAPTION,
    Tag::COLGROUP,
    Tag::FRAMESET,
    Tag::HEAD,
    Tag::HTML,
    Tag::SELECT,
    Tag::TABLE,
    Tag::TBODY,
    Tag::TD,
    Tag::TEMPLATE,
    Tag::TFOOT,
    Tag::TH,
    Tag::THEAD,
    Tag::TR,
];

/// Whose being open is asked for "in scope".
const SCOPED: &[Tag] = &[
    Tag::ADDRESS,
    Tag::APPLET,
    Tag::ARTICLE,
    Tag::ASIDE,
    Tag::BLOCKQUOTE,
    Tag::BODY,
    Tag::BUTTON,
    Tag::CENTER,
    Tag::DD,
    Tag::DETAILS,
    Tag::DIALOG,
    Tag::DIR,
    Tag::DIV,
    Tag::DL,
    Tag::DT,
    Tag::FIELDSET,
    Tag::FIGCAPTION,
    Tag::FIGURE,
    Tag::FOOTER,
    Tag::FORM,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::HEADER,
    Tag::HGROUP,
    Tag::LI,
    Tag::LISTING,
    Tag::MAIN,
    Tag::MARQUEE,
    Tag::MENU,
    Tag::NAV,
    Tag::NOBR,
    Tag::OBJECT,
    Tag::OL,
    Tag::P,
    Tag::PRE,
    Tag::RUBY,
    Tag::SEARCH,
    Tag::SECTION,
    Tag::SELECT,
    Tag::SUMMARY,
    Tag::UL,
];
/// Whose being open is asked for "in table scope".
const TABLE_SCOPED: &[Tag] =
    &[Tag::CAPTION, Tag::TABLE, Tag::TBODY, Tag::TD, Tag::TFOOT, Tag::TH, Tag::THEAD, Tag::TR];
/// Through which "in scope" does not see.
const OPAQUE: &[Tag] = &[
    Tag::APPLET,
    Tag::CAPTION,
    Tag::HTML,
    Tag::MARQUEE,
    Tag::OBJECT,
    Tag::SELECT,
    Tag::TABLE,
    Tag::TD,
    Tag::TEMPLATE,
    Tag::TH,
];
/// Through which "in table scope" does not see.
const TABLE_OPAQUE: &[Tag] = &[Tag::HTML, Tag::TABLE, Tag::TEMPLATE];

const SCOPED_BITS: u64 = (1 << SCOPED.len()) - 1;
const TABLE_SCOPED_BITS: u64 = ((1 << TABLE_SCOPED.len()) - 1) << SCOPED.len();

const NO_CLASS: Class = Class { flags: 0, bit: 0, keep: !0 };

/// The class of every known HTML element by the number of its name.
static CLASSES: [Class; KNOWN_TAGS] = {
    let mut classes = [NO_CLASS; KNOWN_TAGS];
    let mut at = 0;
    while at < KNOWN_TAGS {
        let tag = Tag(at as u32);
        let class = &mut classes[at];
        class.flags = flag(SPECIALS, tag, SPECIAL)
            | flag(FORMATTINGS, tag, FORMATTING)
            | flag(IMPLIED_ENDS, tag, IMPLIED_END | IMPLIED_END_THOROUGHLY)
            | flag(IMPLIED_ENDS_MORE, tag, IMPLIED_END_THOROUGHLY)
            | flag(SKELETONS, tag, SKELETON);
        class.bit = bit(tag);
        if position(OPAQUE, tag).is_some() {
            class.keep &= !SCOPED_BITS;
        }
        if position(TABLE_OPAQUE, tag).is_some() {
            class.keep &= !TABLE_SCOPED_BITS;
        }
        // "In button scope" is asked for `p` alone, "in list item scope" for `li` alone.
        if tag.0 == Tag::BUTTON.0 {
            class.keep &= !bit(Tag::P);
        }
        if tag.0 == Tag::OL.0 || tag.0 == Tag::UL.0 {
            class.keep &= !bit(Tag::LI);
        }
        at += 1;
    }
    classes
};

const fn position(group: &[Tag], tag: Tag) -> Option<usize> {
    let mut at = 0;
    while at < group.len() {
        if group[at].0 == tag.0 {
            return Some(at);
        }
        at += 1;
    }
    None
}

const fn flag(group: &[Tag], tag: Tag, flag: u8) -> u8 {
    if position(group, tag).is_some() { flag } else { 0 }
}

const fn bit(tag: Tag) -> u64 {
    match (position(SCOPED, tag), position(TABLE_SCOPED, tag)) {
        (Some(at), _) => 1 << at,
        (None, Some(at)) => 1 << (SCOPED.len() + at),
        (None, None) => 0,
    }
}

impl Class {
    pub(super) fn of(tag: Tag) -> Class {
        match CLASSES.get(tag.0 as usize) {
            Some(class) => *class,
            None if tag.is_integration_point() => Class { flags: SPECIAL, bit: 0, keep: !SCOPED_BITS },
            None => NO_CLASS,
        }
    }

    pub(super) const fn is_special(self) -> bool {
        self.flags & SPECIAL != 0
    }

    pub(super) const fn is_formatting(self) -> bool {
        self.flags & FORMATTING != 0
    }

    pub(super) const fn has_implied_end(self) -> bool {
        self.flags & IMPLIED_END != 0
    }

    pub(super) const fn has_implied_end_thoroughly(self) -> bool {
        self.flags & IMPLIED_END_THOROUGHLY != 0
    }

    pub(super) const fn is_skeleton(self) -> bool {
        self.flags & SKELETON != 0
    }

    /// Whether "in scope" sees through it.
    pub(super) const fn is_opaque(self) -> bool {
        self.keep & SCOPED_BITS == 0
    }
}

/// Which elements are "in scope" at one place of the stack of open elements: in button scope for
/// `p`, in list item scope for `li`, in table scope for the parts of tables, in scope for all others
/// that are asked for.
///
/// Kept with every open element, so that the question, which the standard answers by a walk down the
/// stack, takes one step on pages nested however deep.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope(u64);

impl Scope {
    /// The scope inside a further element.
    pub(super) const fn inside(self, class: Class) -> Scope {
        Scope(self.0 & class.keep | class.bit)
    }

    pub(super) fn has(self, tag: Tag) -> bool {
        let bit = Class::of(tag).bit;
        debug_assert!(bit != 0, "{tag:?} is not kept track of");
        self.0 & bit != 0
    }
}

impl Tag {
    /// Whether HTML can stand directly in this element of SVG or MathML, by its name alone.
    const fn is_integration_point(self) -> bool {
        let name = self.name().html().0;
        match self.namespace() {
            Namespace::Html => false,
            Namespace::Svg => name == Tag::FOREIGN_OBJECT.0 || name == Tag::DESC.0 || name == Tag::TITLE.0,
            Namespace::MathMl => name == Tag::ANNOTATION_XML.0 || self.is_math_text(),
        }
    }

    /// "MathML text integration point".
    pub(super) const fn is_math_text(self) -> bool {
        let name = self.name().html().0;
        matches!(self.namespace(), Namespace::MathMl)
            && (name == Tag::MI.0
                || name == Tag::MO.0
                || name == Tag::MN.0
                || name == Tag::MS.0
                || name == Tag::MTEXT.0)
    }
}
