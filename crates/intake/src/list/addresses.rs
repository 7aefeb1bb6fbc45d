//! Lists of addresses: sitemaps (sitemaps.org 0.9, with Google's news extension), their indexes, and OPML.

use super::dates;
use super::tree::{Document, Space, Step};

/// An address that a list names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The address as it is written.
    pub url: String,
    /// When the page was published or last changed, ISO 8601 in UTC.
    pub changed: Option<String>,
}

/// The addresses in a sitemap or an index of sitemaps, at most `most` and one more, and why it cannot be read to
/// its end.
pub(crate) fn sitemap(text: &str, most: usize) -> (Vec<Link>, Option<String>) {
    let mut document = Document::new(text);
    let mut links = Vec::new();
    // The entry that is open, and its depth.
    let mut open: Option<(usize, Link)> = None;
    while links.len() <= most
        && let Some(step) = document.step()
    {
        match step {
            Step::Start(element) if element.is("url") || element.is("sitemap") => {
                open = Some((document.depth, Link::default()));
            }
            Step::Start(element) => {
                let Some((depth, link)) = &mut open else { continue };
                let is_direct = document.depth == *depth + 1;
                match (element.space, element.name.as_str()) {
                    (Space::Core, "loc") if is_direct => {
                        document.inside().text.trim().clone_into(&mut link.url);
                    }
                    (Space::Core, "lastmod") if is_direct => {
                        link.changed = dates::iso(&document.inside().text).or(link.changed.take());
                    }
                    (Space::News, "publication_date") => {
                        // When it was published says more about news than when the page was last touched.
                        link.changed = dates::iso(&document.inside().text).or(link.changed.take());
                    }
                    _ => {}
                }
            }
            Step::End => {
                if open.as_ref().is_some_and(|(depth, _)| document.depth < *depth)
                    && let Some((_, link)) = open.take()
                    && !link.url.is_empty()
                {
                    links.push(link);
                }
            }
        }
    }
    (links, document.broken)
}

/// The addresses of the feeds in a list of them (OPML 1.0 and 2.0), like [`sitemap`].
pub(crate) fn outline(text: &str, most: usize) -> (Vec<Link>, Option<String>) {
    let mut document = Document::new(text);
    let mut links = Vec::new();
    while links.len() <= most
        && let Some(step) = document.step()
    {
        let Step::Start(element) = step else { continue };
        if element.name == "outline"
            && let Some(url) = element.attribute("xmlurl").filter(|url| !url.is_empty())
        {
            links.push(Link { url: url.to_owned(), changed: None });
        }
    }
    (links, document.broken)
}
