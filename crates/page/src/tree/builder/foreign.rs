use super::{Builder, Name, Namespace, Open, StartTag, Step, Tag, Token};
use crate::tree::Attribute;

impl Builder<'_> {
    /// Whether a token in this element of SVG or MathML is read by the rules for foreign content.
    pub(super) fn is_foreign(&self, open: Open, token: &Token) -> bool {
        match token {
            Token::EndOfFile => false,
            Token::Start(tag) => {
                let name = tag.name.html();
                let in_math_text = open.tag.is_math_text() && ![Tag::MGLYPH, Tag::MALIGNMARK].contains(&name);
                let annotation = Tag::new(Namespace::MathMl, Tag::ANNOTATION_XML.name());
                let svg_in_annotation = name == Tag::SVG && open.tag == annotation;
                !(in_math_text || svg_in_annotation || self.is_html_integration_point(open))
            }
            Token::Text(_) | Token::Nul => !(open.tag.is_math_text() || self.is_html_integration_point(open)),
            _ => true,
        }
    }

    /// "HTML integration point".
    fn is_html_integration_point(&self, open: Open) -> bool {
        let name = open.tag.name().html();
        match open.tag.namespace() {
            Namespace::Html => false,
            Namespace::Svg => [Tag::FOREIGN_OBJECT, Tag::DESC, Tag::TITLE].contains(&name),
            Namespace::MathMl => {
                name == Tag::ANNOTATION_XML
                    && self.attribute(self.growth.attributes(open.id), "encoding").is_some_and(|encoding| {
                        ["text/html", "application/xhtml+xml"]
                            .iter()
                            .any(|html| encoding.eq_ignore_ascii_case(html))
                    })
            }
        }
    }

    pub(super) fn in_foreign_content(&mut self, token: &Token) -> Step {
        match token {
            Token::Nul => {
                let piece = self.input.write("\u{FFFD}");
                self.insert_text(piece);
            }
            Token::Text(piece) => {
                if self.frameset_ok && !self.is_space(*piece) {
                    self.frameset_ok = false;
                }
                self.insert_text(*piece);
            }
            Token::Comment(piece) => return self.insert_comment(*piece),
            Token::Doctype(_) | Token::EndOfFile => {}
            Token::Start(tag) if self.breaks_out(tag) => {
                self.leave_foreign();
                return self.by_mode(self.mode, token);
            }
            Token::Start(tag) => {
                let namespace = self.stack.last().map_or(Namespace::Html, |open| open.tag.namespace());
                self.insert_foreign(tag, namespace);
            }
            Token::End(name) if [Tag::BR, Tag::P].contains(&name.html()) => {
                self.leave_foreign();
                return self.by_mode(self.mode, token);
            }
            Token::End(name) => return self.end_foreign(*name, token),
        }
        Step::Done
    }

    /// Whether a start tag ends SVG or MathML, as elements of HTML do that nobody writes there on
    /// purpose.
    fn breaks_out(&self, tag: &StartTag) -> bool {
        match tag.name.html() {
            Tag::FONT => {
                ["color", "face", "size"].iter().any(|name| self.attribute(tag.attributes, name).is_some())
            }
            Tag::B
            | Tag::BIG
            | Tag::BLOCKQUOTE
            | Tag::BODY
            | Tag::BR
            | Tag::CENTER
            | Tag::CODE
            | Tag::DD
            | Tag::DIV
            | Tag::DL
            | Tag::DT
            | Tag::EM
            | Tag::EMBED
            | Tag::H1
            | Tag::H2
            | Tag::H3
            | Tag::H4
            | Tag::H5
            | Tag::H6
            | Tag::HEAD
            | Tag::HR
            | Tag::I
            | Tag::IMG
            | Tag::LI
            | Tag::LISTING
            | Tag::MENU
            | Tag::META
            | Tag::NOBR
            | Tag::OL
            | Tag::P
            | Tag::PRE
            | Tag::RUBY
            | Tag::S
            | Tag::SMALL
            | Tag::SPAN
            | Tag::STRONG
            | Tag::STRIKE
            | Tag::SUB
            | Tag::SUP
            | Tag::TABLE
            | Tag::TT
            | Tag::U
            | Tag::UL
            | Tag::VAR => true,
            _ => false,
        }
    }

    /// Closes elements up to one in which HTML can stand.
    fn leave_foreign(&mut self) {
        while let Some(open) = self.stack.last().copied() {
            if open.tag.namespace() == Namespace::Html
                || open.tag.is_math_text()
                || self.is_html_integration_point(open)
            {
                break;
            }
            self.stack.pop();
        }
    }

    /// An end tag closes the foreign element with its name; past the outermost foreign element the
    /// rules of HTML decide.
    fn end_foreign(&mut self, name: Name, token: &Token) -> Step {
        let in_svg = self.name_in(Namespace::Svg, name);
        if self.stack.has(name.html()) || self.stack.has(in_svg.html()) {
            for (place, open) in self.stack.all().iter().enumerate().rev() {
                let spelled = match open.tag.namespace() {
                    Namespace::Html => break,
                    Namespace::Svg => in_svg,
                    Namespace::MathMl => name,
                };
                if open.tag.name() == spelled {
                    self.truncate(place);
                    return Step::Done;
                }
            }
        }
        self.by_mode(self.mode, token)
    }

    /// A name in lower case as the vocabulary spells it.
    fn name_in(&mut self, namespace: Namespace, name: Name) -> Name {
        if namespace == Namespace::Svg
            && let Some(spelling) = camel_case(self.input.names.spelling(name), &SVG_ELEMENTS)
        {
            return self.input.names.intern(spelling);
        }
        name
    }

    /// "Insert a foreign element" with the names spelled as its vocabulary does.
    pub(super) fn insert_foreign(&mut self, start: &StartTag, namespace: Namespace) {
        let tag = Tag::new(namespace, self.name_in(namespace, start.name));
        for at in start.attributes.start..start.attributes.end() {
            let Attribute { name, .. } = self.input.attributes[at as usize];
            let name = self.input.names.spelling(name);
            let spelling = match namespace {
                Namespace::Svg => camel_case(name, &SVG_ATTRIBUTES),
                _ => (name == "definitionurl").then_some("definitionURL"),
            };
            if let Some(spelling) = spelling {
                self.input.attributes[at as usize].name = self.input.names.intern(spelling);
            }
        }
        if start.self_closing {
            self.insert_void(tag, start.attributes);
        } else {
            self.insert_tag(tag, start.attributes);
        }
    }
}

/// The spelling with capitals of a name in lower case.
fn camel_case(name: &str, spellings: &[&'static str]) -> Option<&'static str> {
    let found = spellings.binary_search_by(|spelling| {
        spelling.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(name.bytes())
    });
    found.ok().map(|place| spellings[place])
}

/// In the order of their lower case.
static SVG_ELEMENTS: [&str; 37] = [
    "altGlyph",
    "altGlyphDef",
    "altGlyphItem",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "clipPath",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "foreignObject",
    "glyphRef",
    "linearGradient",
    "radialGradient",
    "textPath",
];

static SVG_ATTRIBUTES: [&str; 58] = [
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_in_order() {
        for spellings in [&SVG_ELEMENTS[..], &SVG_ATTRIBUTES] {
            assert!(spellings.is_sorted_by_key(|name| name.to_ascii_lowercase()));
            for spelling in spellings {
                assert_eq!(camel_case(&spelling.to_ascii_lowercase(), spellings), Some(*spelling));
            }
        }
    }
}
