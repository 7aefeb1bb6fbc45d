/// The name of an element together with its namespace, as one integer.
///
/// The constants name HTML elements only: an `<title>` inside `<svg>` is not [`Tag::TITLE`]. Names
/// without a constant are numbered for each document and compare equal within it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Tag(pub(super) u32);

/// The three vocabularies an element can belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Namespace {
    /// HTML.
    Html,
    /// Scalable Vector Graphics.
    Svg,
    /// MathML.
    MathMl,
}

/// Where the namespace begins in the integer; the bits below number the name.
const NAMESPACE: u32 = 30;
const NAME: u32 = (1 << NAMESPACE) - 1;

impl Tag {
    pub(super) const fn new(namespace: Namespace, name: Name) -> Tag {
        Tag((namespace as u32) << NAMESPACE | name.0)
    }

    /// The number of its name, the same in every namespace.
    pub(super) const fn name(self) -> Name {
        Name(self.0 & NAME)
    }

    /// The vocabulary it belongs to.
    #[must_use]
    pub const fn namespace(self) -> Namespace {
        match self.0 >> NAMESPACE {
            0 => Namespace::Html,
            1 => Namespace::Svg,
            _ => Namespace::MathMl,
        }
    }

    /// Whether it is one of `h1` to `h6`.
    #[must_use]
    pub fn is_heading(self) -> bool {
        (Tag::H1..=Tag::H6).contains(&self)
    }
}

/// A number that stands for one name of an element or attribute within one document.
///
/// The constants name the attributes that are asked for at every element, so that asking compares
/// numbers and not names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct Name(pub(super) u32);

impl Name {
    pub(crate) const ARIA_HIDDEN: Name = Name::known("aria-hidden");
    pub(crate) const CLASS: Name = Name::known("class");
    pub(crate) const DATA_COMPONENT: Name = Name::known("data-component");
    pub(crate) const DATA_QA: Name = Name::known("data-qa");
    pub(crate) const DATA_TESTID: Name = Name::known("data-testid");
    pub(crate) const DATETIME: Name = Name::known("datetime");
    pub(crate) const HIDDEN: Name = Name::known("hidden");
    pub(crate) const HREF: Name = Name::known("href");
    pub(crate) const ID: Name = Name::known("id");
    pub(crate) const ITEMPROP: Name = Name::known("itemprop");
    pub(crate) const PROPERTY: Name = Name::known("property");
    pub(crate) const REL: Name = Name::known("rel");
    pub(crate) const ROLE: Name = Name::known("role");
    pub(crate) const STYLE: Name = Name::known("style");

    pub(super) const fn html(self) -> Tag {
        Tag::new(Namespace::Html, self)
    }

    /// The number of a name that is known beforehand; any other does not compile.
    const fn known(name: &str) -> Name {
        let Some(key) = Key::of(name.as_bytes()) else { panic!("longer than any name that is known") };
        let Some(name) = key.name() else { panic!("not among the names that are known") };
        name
    }
}

/// Some of the names that have a constant, to be asked for at every attribute.
#[derive(Clone, Copy)]
pub(crate) struct NameSet([u64; KNOWN.len().div_ceil(64)]);

impl NameSet {
    pub(crate) const fn of(names: &[Name]) -> Self {
        let mut bits = [0; KNOWN.len().div_ceil(64)];
        let mut at = 0;
        while at < names.len() {
            let number = names[at].0 as usize;
            bits[number / 64] |= 1 << (number % 64);
            at += 1;
        }
        NameSet(bits)
    }

    pub(crate) fn has(&self, name: Name) -> bool {
        let number = name.0 as usize;
        self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 != 0)
    }
}

/// Lists the names that are known before any page is read: those with a constant in [`Tag`], then
/// the rest.
macro_rules! known_names {
    (tags: $($constant:ident $tag:literal)*; others: $($other:literal)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Position { $($constant,)* End }

        /// How many names have a constant; theirs are the first numbers.
        pub(super) const KNOWN_TAGS: usize = Position::End as usize;

        // One constant for every element's name; the name is all there is to say about it.
        #[allow(missing_docs)]
        impl Tag {
            $(pub const $constant: Tag = Name(Position::$constant as u32).html();)*
        }

        const KNOWN: &[&str] = &[$($tag,)* $($other,)*];
    };
}

known_names! {
    tags:
    A "a" ABBR "abbr" ACRONYM "acronym" ADDRESS "address" ANNOTATION_XML "annotation-xml"
    APPLET "applet" AREA "area" ARTICLE "article" ASIDE "aside" AUDIO "audio" B "b" BASE "base"
    BASEFONT "basefont" BDI "bdi" BDO "bdo" BGSOUND "bgsound" BIG "big" BLOCKQUOTE "blockquote"
    BODY "body" BR "br" BUTTON "button" CANVAS "canvas" CAPTION "caption" CENTER "center"
    CITE "cite" CODE "code" COL "col" COLGROUP "colgroup" DATA "data" DATALIST "datalist" DD "dd"
    DEL "del" DESC "desc" DETAILS "details" DFN "dfn" DIALOG "dialog" DIR "dir" DIV "div" DL "dl"
    DT "dt" EM "em" EMBED "embed" FIELDSET "fieldset" FIGCAPTION "figcaption" FIGURE "figure"
    FONT "font" FOOTER "footer" FOREIGN_OBJECT "foreignObject" FORM "form" FRAME "frame"
    FRAMESET "frameset" H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5" H6 "h6" HEAD "head"
    HEADER "header" HGROUP "hgroup" HR "hr" HTML "html" I "i" IFRAME "iframe" IMAGE "image"
    IMG "img" INPUT "input" INS "ins" KBD "kbd" KEYGEN "keygen" LABEL "label" LEGEND "legend"
    LI "li" LINK "link" LISTING "listing" MAIN "main" MALIGNMARK "malignmark" MAP "map"
    MARK "mark" MARQUEE "marquee" MATH "math" MENU "menu" META "meta" METER "meter"
    MGLYPH "mglyph" MI "mi" MN "mn" MO "mo" MS "ms" MTEXT "mtext" NAV "nav" NOBR "nobr"
    NOEMBED "noembed" NOFRAMES "noframes" NOSCRIPT "noscript" OBJECT "object" OL "ol"
    OPTGROUP "optgroup" OPTION "option" OUTPUT "output" P "p" PARAM "param" PICTURE "picture"
    PLAINTEXT "plaintext" PRE "pre" PROGRESS "progress" Q "q" RB "rb" RP "rp" RT "rt" RTC "rtc"
    RUBY "ruby" S "s" SAMP "samp" SCRIPT "script" SEARCH "search" SECTION "section"
    SELECT "select" SLOT "slot" SMALL "small" SOURCE "source" SPAN "span" STRIKE "strike"
    STRONG "strong" STYLE "style" SUB "sub" SUMMARY "summary" SUP "sup" SVG "svg" TABLE "table"
    TBODY "tbody" TD "td" TEMPLATE "template" TEXTAREA "textarea" TFOOT "tfoot" TH "th"
    THEAD "thead" TIME "time" TITLE "title" TR "tr" TRACK "track" TT "tt" U "u" UL "ul"
    VAR "var" VIDEO "video" WBR "wbr" XMP "xmp";
    others:
    "action" "align" "allow" "alt" "aria-controls" "aria-describedby" "aria-expanded"
    "aria-haspopup" "aria-hidden" "aria-label" "aria-labelledby" "as" "async" "autocomplete"
    "bgcolor" "border" "cellpadding" "cellspacing" "charset" "checked" "class" "color" "cols"
    "colspan" "content" "content-type" "crossorigin" "d" "data-component" "data-id" "data-qa" "data-src"
    "data-srcset" "data-testid" "data-type" "data-url" "datetime" "decoding" "defer" "disabled"
    "encoding" "face" "fetchpriority" "fill" "fill-rule" "for" "frameborder" "g" "height" "hidden"
    "href" "hreflang" "http-equiv" "id" "integrity" "itemid" "itemprop" "itemscope" "itemtype"
    "lang" "language" "loading" "maxlength" "media" "method" "name" "nonce" "onclick" "onload"
    "path" "placeholder" "points" "prefix" "property" "rel" "role" "rows" "rowspan" "scope"
    "scrolling" "selected" "size" "sizes" "src" "srcset" "stroke" "stroke-linecap"
    "stroke-linejoin" "stroke-width" "symbol" "tabindex" "target" "transform" "type" "use"
    "valign" "value" "version" "viewBox" "width" "x" "xlink:href" "xml:lang" "xmlns"
    "xmlns:xlink" "y"
}

/// A name of at most [`LONGEST_KNOWN`] bytes as one integer, the first byte lowest and zeros behind the last:
/// names hold no NUL, so that equal keys are equal names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Key(u128);

/// The longest name that has a key, in bytes. The names known beforehand all have one.
const LONGEST_KNOWN: usize = size_of::<u128>();

impl Key {
    /// The key of a name; none if it is longer than those that are known.
    const fn of(name: &[u8]) -> Option<Key> {
        if name.len() > LONGEST_KNOWN {
            return None;
        }
        let mut key = 0;
        let mut at = 0;
        while at < name.len() {
            key |= (name[at] as u128) << (8 * at);
            at += 1;
        }
        Some(Key(key))
    }

    /// The key of the first `length` bytes of `bytes`. Without a look at each of them where as many bytes follow as
    /// the longest key has, which is everywhere but at the end of a page.
    #[inline]
    pub(super) fn of_first(bytes: &[u8], length: usize) -> Option<Key> {
        match bytes.first_chunk::<LONGEST_KNOWN>() {
            Some(&[a, b, c, d, e, f, g, h, ..]) if length < 8 => {
                let first = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
                Some(Key((first & ((1 << (8 * length)) - 1)).into()))
            }
            _ if length > LONGEST_KNOWN => None,
            Some(chunk) => {
                let unused = 8 * (LONGEST_KNOWN - length) as u32;
                Some(Key(u128::from_le_bytes(*chunk) & u128::MAX.checked_shr(unused).unwrap_or(0)))
            }
            None => Key::of(&bytes[..length]),
        }
    }

    /// The number of the name, if it is known beforehand.
    pub(super) const fn name(self) -> Option<Name> {
        let mut slot = self.slot();
        while SLOT[slot] != EMPTY {
            let number = SLOT[slot];
            if KEYS[number as usize].0 == self.0 {
                return Some(Name(number as u32));
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }

    /// Where in the table the name stands, or would. Only for the fixed table: what pages may choose themselves goes
    /// through the standard map, whose hash they cannot guess.
    const fn slot(self) -> usize {
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 50) as usize % SLOTS
    }
}

/// Slots of the table of known names: a power of two, at most a third of them taken.
const SLOTS: usize = 1024;
const EMPTY: u16 = u16::MAX;

/// The keys of the known names.
static KEYS: [Key; KNOWN.len()] = {
    let mut keys = [Key(0); KNOWN.len()];
    let mut number = 0;
    while number < KNOWN.len() {
        let Some(key) = Key::of(KNOWN[number].as_bytes()) else { panic!("a known name is too long") };
        keys[number] = key;
        number += 1;
    }
    keys
};

/// The known names by their slots, open addressing. Made at compile time.
static SLOT: [u16; SLOTS] = {
    let mut slots = [EMPTY; SLOTS];
    let mut number = 0;
    while number < KNOWN.len() {
        let mut slot = KEYS[number].slot();
        while slots[slot] != EMPTY {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = number as u16;
        number += 1;
    }
    slots
};

/// The names of one document.
#[derive(Default, Debug)]
pub(super) struct Names {
    /// The names met in the document that are not known beforehand, one after the other.
    met: String,
    /// Where each of them ends.
    ends: Vec<u32>,
    numbers: foldhash::HashMap<Box<str>, u32>,
}

impl Names {
    /// The number of `name`, which stands there in the spelling it is to keep.
    pub(super) fn intern(&mut self, name: &str) -> Name {
        match Key::of(name.as_bytes()).and_then(Key::name) {
            Some(name) => name,
            None => self.intern_unknown(name),
        }
    }

    /// The number of a name that is not known beforehand.
    pub(super) fn intern_unknown(&mut self, name: &str) -> Name {
        if let Some(&number) = self.numbers.get(name) {
            return Name(number);
        }
        let number = (KNOWN.len() + self.ends.len()) as u32;
        self.met.push_str(name);
        self.ends.push(self.met.len() as u32);
        self.numbers.insert(name.into(), number);
        Name(number)
    }

    /// The name with this number.
    pub(super) fn spelling(&self, name: Name) -> &str {
        let number = name.0 as usize;
        let Some(met) = number.checked_sub(KNOWN.len()) else { return KNOWN[number] };
        let start = met.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.met[start as usize..self.ends[met] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_known_wherever_they_stand() {
        for (number, name) in (0..).zip(KNOWN) {
            for after in ["", " ", "=\"long enough for a whole key\""] {
                let text = format!("{name}{after}");
                let key = Key::of_first(text.as_bytes(), name.len());
                assert_eq!(key.and_then(Key::name), Some(Name(number)), "{text}");
            }
        }
        for name in ["", "di", "divs", "aria-describedbyx", "a name that is longer than any that is known"] {
            assert!(Key::of_first(name.as_bytes(), name.len()).and_then(Key::name).is_none(), "{name}");
        }
    }
}
