//! How often a page gives a name, where one word alone may be a section, a button or a desk.

use super::words::{Leads, NO_NAMES, leads};
use super::{LONGEST, METAS, MOST, NEAR, foot, is_comment, region};
use crate::bylines;
use crate::dates::fold;
use crate::fields::{Sources, plain, visible};

/// What the page says of its authors, to count how often it gives a name.
pub(super) struct Signs {
    /// JSON-LD, `<meta>`, microdata, elements made for authors: folded texts with their kind.
    texts: Vec<(u8, String)>,
    /// The same as written.
    written: Vec<String>,
}

impl Signs {
    pub(super) fn new(sources: &Sources) -> Self {
        let (tree, survey) = (sources.tree, sources.survey);
        let mut written: Vec<(u8, String)> = Vec::new();
        written
            .extend(sources.linked.authors.iter().take(MOST).map(|name| (0, plain(name).trim().to_owned())));
        let metas = survey.metas.iter().filter(|(name, _)| METAS.contains(&name.as_str()));
        written.extend(metas.take(MOST).map(|(_, content)| (1, plain(content).trim().to_owned())));
        let marked =
            survey.properties.iter().filter(|(value, _)| matches!(value.rsplit(':').next(), Some("author")));
        written.extend(marked.take(4).map(|(_, id)| (2, visible(tree, *id).trim().to_owned())));
        for id in survey.bylines.iter().take(12) {
            let text = visible(tree, *id).trim().to_owned();
            let after = bylines::after_byline_word(&text).map(|after| (6, after.to_owned()));
            written.extend(after);
            written.push((3, text));
        }
        // A link to an author's page, or one marked as leading there, is as good as two.
        let links = survey.bylines.iter().take(12).filter(|id| {
            let href = tree.attr(**id, "href").unwrap_or_default();
            tree.attr(**id, "rel").is_some_and(|rel| rel.contains("author"))
                || leads(href, "") >= Leads::ToAuthors
        });
        for id in links {
            let text = visible(tree, *id).trim().to_owned();
            written.extend([(4, text.clone()), (5, text)]);
        }
        for index in region(sources).chain(foot(sources)) {
            let block = &sources.blocks.blocks[index];
            if block.words > LONGEST || is_comment(sources, block) {
                continue;
            }
            for link in &sources.blocks.links[block.links.0 as usize..block.links.1 as usize] {
                let text = visible(tree, link.node).trim().to_owned();
                let href = tree.attr(link.node, "href").unwrap_or_default();
                if leads(href, &text) >= Leads::ToAuthors {
                    written.extend([(4, text.clone()), (5, text)]);
                }
            }
            // "by ann7": a word that introduces authors is a sign of its own.
            if let Some(after) = bylines::after_byline_word(sources.blocks.text_of(block)) {
                let name = after.split([',', '|', '•', '·', '(', '\n']).next().unwrap_or_default();
                written.push((6, name.trim().to_owned()));
                // Alone with it on the line right above the text, one needs no other.
                let line = sources.blocks.text_of(block);
                let opening = line[..line.len() - after.len()].split_whitespace().count();
                if opening > 1 {
                    written.push((7, name.trim().to_owned()));
                }
                if !after.contains(' ')
                    && line[..line.len() - after.len()].ends_with(' ')
                    && index + NEAR >= sources.lead()
                {
                    written.push((7, after.to_owned()));
                }
            }
        }
        written.retain(|(_, text)| !text.is_empty() && text.len() <= 60);
        Self {
            texts: written.iter().map(|(kind, text)| (*kind, fold(text))).collect(),
            written: written.into_iter().map(|(_, text)| text).collect(),
        }
    }

    /// In how many of the places a name stands.
    pub(super) fn count(&self, name: &str) -> u32 {
        let name = fold(name);
        let mut kinds = 0u8;
        for (kind, text) in &self.texts {
            let mut words =
                text.split(|character: char| character.is_whitespace() || matches!(character, ',' | ':'));
            if *text == name || words.any(|word| word == name) {
                kinds |= 1 << kind;
            }
        }
        kinds.count_ones()
    }

    /// The pen name of a blogger: one word in two of the places that are made for a person's name.
    pub(super) fn pen_name(&self, outlet: Option<&str>) -> Option<String> {
        let outlet = outlet.map(fold);
        let found = self.written.iter().find(|name| {
            let letters = name.chars().filter(|character| character.is_alphabetic()).count();
            let signs = name.chars().filter(|character| character.is_alphanumeric()).count();
            let one_word =
                name.chars().all(|character| character.is_alphanumeric() || "-_.".contains(character));
            let folded = fold(name);
            one_word
                && letters >= 2
                && signs >= 4
                && name.len() <= 40
                && !NO_NAMES.contains(&folded.as_str())
                && !bylines::is_section_name(name)
                && !bylines::is_no_name(&folded)
                && !bylines::is_byline_word(name)
                && !["admin", "redak", "editor"].iter().any(|part| folded.contains(part))
                && outlet.as_ref().is_none_or(|outlet| *outlet != folded)
                && !name.contains(".c")
                && self.count(name) >= 2
        });
        found.cloned()
    }
}
