//! XML as feeds need it: elements with their names made plain, and what stands in one as text and as markup.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::plain::entity;

/// What a vocabulary is for, as far as feeds use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// RSS and Atom in all their versions, and no vocabulary at all.
    Core,
    /// Dublin Core and its terms.
    Dublin,
    /// The content module of RSS.
    Content,
    /// XHTML.
    Xhtml,
    /// What sitemaps say of news.
    News,
    /// Media RSS.
    Media,
    /// What podcasts say of themselves.
    Podcast,
    /// Any other.
    Other,
}

impl Space {
    fn of(resolved: &ResolveResult<'_>) -> Self {
        match resolved {
            ResolveResult::Unbound => Self::Core,
            ResolveResult::Bound(space) => Self::of_address(space.into_inner()),
            // A prefix that nobody declared means what it usually does.
            ResolveResult::Unknown(prefix) => match prefix.to_ascii_lowercase().as_str() {
                "dc" | "dcterms" => Self::Dublin,
                "content" => Self::Content,
                "xhtml" => Self::Xhtml,
                "news" => Self::News,
                "media" => Self::Media,
                "itunes" => Self::Podcast,
                "rss" | "atom" | "atom10" | "atom03" => Self::Core,
                _ => Self::Other,
            },
        }
    }

    fn of_address(address: &str) -> Self {
        let address = address.trim().to_ascii_lowercase();
        let is_any = |known: &[&str]| known.iter().any(|known| address.contains(known));
        if is_any(&["purl.org/rss/1.0/modules/content"]) {
            Self::Content
        } else if is_any(&["purl.org/rss/1.0/modules"]) {
            Self::Other
        } else if is_any(&["purl.org/dc/"]) {
            Self::Dublin
        } else if is_any(&["w3.org/1999/xhtml"]) {
            Self::Xhtml
        } else if is_any(&["sitemap-news"]) {
            Self::News
        } else if is_any(&["search.yahoo.com/mrss"]) {
            Self::Media
        } else if is_any(&["itunes.com/dtds/podcast", "itunes.apple.com/dtds/podcast"]) {
            Self::Podcast
        } else if address.is_empty()
            || is_any(&[
                "purl.org/atom",
                "w3.org/2005/atom",
                "purl.org/rss",
                "backend.userland.com",
                "blogs.law.harvard.edu",
                "my.netscape.com",
                "channel.netscape.com",
                "example.com/necho",
                "purl.org/echo",
                "uri/of/echo",
                "purl.org/pie",
                "sitemaps.org/schemas",
                "google.com/schemas/sitemap/0",
            ])
        {
            Self::Core
        } else {
            Self::Other
        }
    }
}

/// The beginning of an element.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) space: Space,
    /// The name without prefix, in lower case.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn new(space: Space, start: &BytesStart<'_>) -> Self {
        let mut attributes = start.html_attributes();
        let attributes = attributes.with_checks(false).filter_map(Result::ok);
        Self {
            space,
            name: start.local_name().into_inner().to_ascii_lowercase(),
            attributes: attributes
                .map(|attribute| {
                    let name = attribute.key.into_inner().to_ascii_lowercase();
                    (name, resolved(&attribute.value))
                })
                .collect(),
        }
    }

    /// The value of an attribute, by its name in lower case, without white space around it.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.trim())
    }

    /// Whether it is this element of RSS or Atom.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.space == Space::Core && self.name == name
    }
}

/// What stands in an element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inside {
    /// Its text, references resolved, without tags.
    pub(crate) text: String,
    /// All of it as markup.
    pub(crate) markup: String,
    /// Whether there are elements in it.
    pub(crate) has_elements: bool,
    /// The text of the last `name` in it.
    pub(crate) name: String,
}

/// What comes next in a document.
pub(crate) enum Step {
    Start(Element),
    End,
}

/// Steps through the elements of a document. How deep they nest costs no memory.
pub(crate) struct Document<'t> {
    reader: NsReader<&'t [u8]>,
    /// Elements that are open.
    pub(crate) depth: usize,
    /// Why it cannot be read further.
    pub(crate) broken: Option<String>,
}

impl<'t> Document<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}').trim_start());
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Self { reader, depth: 0, broken: None }
    }

    fn event(&mut self) -> Option<(Space, Event<'t>)> {
        match self.reader.read_resolved_event() {
            Ok((_, Event::Eof)) => None,
            Ok((resolved, event)) => Some((Space::of(&resolved), event)),
            Err(error) => {
                self.broken = Some(format!("{error} at byte {}", self.reader.error_position()));
                None
            }
        }
    }

    /// The next beginning or end of an element; text between them is passed over.
    pub(crate) fn step(&mut self) -> Option<Step> {
        loop {
            match self.event()? {
                (space, Event::Start(start)) => {
                    self.depth += 1;
                    return Some(Step::Start(Element::new(space, &start)));
                }
                (_, Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Step::End);
                }
                _ => {}
            }
        }
    }

    /// Everything up to the end of the element that began last, its end too.
    pub(crate) fn inside(&mut self) -> Inside {
        let outer = self.depth - 1;
        let mut inside = Inside::default();
        let mut in_name = false;
        while self.depth > outer {
            let Some((_, event)) = self.event() else { break };
            let text: Cow<'_, str> = match event {
                Event::Start(start) => {
                    self.depth += 1;
                    inside.has_elements = true;
                    in_name = start.local_name().into_inner() == "name";
                    if in_name {
                        inside.name.clear();
                    }
                    let name = start.local_name().into_inner().to_owned();
                    inside.markup.extend(["<", &name, start.attributes_raw(), ">"]);
                    continue;
                }
                Event::End(end) => {
                    self.depth -= 1;
                    in_name = false;
                    if self.depth > outer {
                        inside.markup.extend(["</", end.local_name().into_inner(), ">"]);
                    }
                    continue;
                }
                Event::Text(text) => text.into_inner(),
                Event::CData(data) => data.into_inner(),
                Event::GeneralRef(reference) => {
                    let name = reference.into_inner();
                    entity(&name).unwrap_or_else(|| format!("&{name};").into())
                }
                _ => continue,
            };
            inside.text.push_str(&text);
            inside.markup.push_str(&quick_xml::escape::partial_escape(&*text));
            if in_name {
                inside.name.push_str(&text);
            }
        }
        inside
    }
}

/// The value of an attribute with its references resolved.
fn resolved(value: &str) -> String {
    if value.contains('&') { super::plain::resolved(value).into_owned() } else { value.to_owned() }
}
