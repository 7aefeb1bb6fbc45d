//! The chosen blocks put together as the article's text, with its blocks and links.

use sayso_model::{Article, Block, BlockKind, Dated, Entry, Link, Span};
use url::Url;

use crate::body::BodyBlock;
use crate::body::blocks::{Blocks, TextBlock};
use crate::dates::fold;
use crate::tree::{NodeId, Tag, Tree};

/// What stands between the cells of one row.
const BETWEEN_CELLS: &str = " | ";

/// Longest cell, in words, of a table that holds data; longer ones hold the page's layout.
const LONGEST_CELL: u32 = 30;

/// Blocks over the text that are looked at.
const HEAD: usize = 6;

/// Longest line, in words, that only names an author or a date.
const LONGEST_BYLINE: usize = 10;

/// Writes text, blocks and links of the article. `base` is the address that relative links count
/// from.
pub(crate) fn assemble(
    article: &mut Article,
    tree: &Tree,
    page: &Blocks,
    body: &[BodyBlock],
    base: Option<&str>,
) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(body.len());
    let base = base.and_then(|base| Url::parse(base).ok());
    let mut row = None;
    for chosen in body {
        let block = &page.blocks[chosen.index];
        let this_row = if chosen.kind == BlockKind::Table { row_of(page, block) } else { None };
        let goes_on = this_row.is_some() && this_row == row;
        row = this_row;
        let start = if goes_on {
            article.text.push_str(BETWEEN_CELLS);
            article.text.len()
        } else {
            if !article.text.is_empty() {
                article.text.push_str("\n\n");
            }
            article.text.len()
        };
        article.text.push_str(page.text_of(block));
        let end = article.text.len();
        match article.blocks.last_mut().filter(|_| goes_on) {
            Some(cells) => cells.span.end = end,
            None => article.blocks.push(Block { kind: chosen.kind, span: Span::new(start, end) }),
        }
        placed.push(Placed { node: block.node, start });
        add_links(article, tree, page, block, start, base.as_ref());
    }
    placed
}

/// A block of the body: its first text on the page, and the byte of the article's text where it begins.
pub(crate) struct Placed {
    node: NodeId,
    start: usize,
}

/// The entries of a live page: from one of its `times` to the next, in page order, where both stand in the body.
pub(crate) fn entries(article: &mut Article, tree: &Tree, times: &[NodeId], placed: &[Placed]) {
    let mut begun: Vec<(usize, Dated)> = Vec::new();
    for &time in times {
        let Some(at) = tree.attr(time, "datetime").and_then(|at| crate::read_date(at.trim(), None, "time"))
        else {
            continue;
        };
        let next = placed.partition_point(|block| block.node.index() < time.index());
        let Some(start) = placed.get(next).map(|block| block.start) else { continue };
        // Of two times over one block the latter is the entry's own, the former that of the page.
        match begun.last_mut() {
            Some(last) if last.0 == start => last.1 = at,
            _ => begun.push((start, at)),
        }
    }
    let ends: Vec<usize> =
        begun.iter().skip(1).map(|(start, _)| *start).chain([article.text.len()]).collect();
    article.entries = begun
        .into_iter()
        .zip(ends)
        .map(|((start, at), end)| Entry {
            span: Span::new(start, article.text[..end].trim_end().len().max(start)),
            at,
        })
        .collect();
}

/// Cuts off what stands over the text of the article and is told by its fields: the headline once more, a line with an
/// author's name, a line with a date, a mere number.
pub(crate) fn cut_head(article: &mut Article) {
    let beginning = article
        .blocks
        .iter()
        .take(HEAD)
        .take_while(|block| {
            block.kind != BlockKind::Heading && is_told(block.span.of(&article.text), article)
        })
        .count();
    let Some(start) = article.blocks.get(beginning).map(|block| block.span.start).filter(|&start| start > 0)
    else {
        return;
    };
    article.text.drain(..start);
    article.blocks.drain(..beginning);
    article.links.retain(|link| link.span.start >= start);
    article.entries.retain(|entry| entry.span.end > start);
    let spans = article.blocks.iter_mut().map(|block| &mut block.span);
    let spans = spans.chain(article.links.iter_mut().map(|link| &mut link.span));
    for span in spans.chain(article.entries.iter_mut().map(|entry| &mut entry.span)) {
        *span = Span::new(span.start.saturating_sub(start), span.end - start);
    }
}

/// Takes the text away from a page that has no article.
pub(crate) fn clear(article: &mut Article) {
    article.text.clear();
    article.blocks.clear();
    article.links.clear();
    article.entries.clear();
}

/// Whether a block over the text says only what the fields say.
fn is_told(text: &str, article: &Article) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = text.split_whitespace().count();
    let numbers = !text.chars().any(char::is_alphabetic);
    let headline = article.title.as_deref().is_some_and(|title| letters(title) == letters(text));
    // A sentence may well name the author.
    let byline = words <= LONGEST_BYLINE && !text.ends_with(['.', '?', '!', '”', '"']) && {
        let folded = fold(text);
        article.bylines.iter().any(|name| name.contains(' ') && folded.contains(&fold(name)))
    };
    let date =
        || words <= LONGEST_BYLINE && crate::read_date(text, article.language.as_deref(), "text").is_some();
    numbers || headline || byline || date()
}

/// The row of a data table that the block is a cell of.
fn row_of(page: &Blocks, block: &TextBlock) -> Option<u32> {
    if block.words > LONGEST_CELL {
        return None;
    }
    let mut at = block.owner;
    // The cell itself, or one paragraph in it.
    for _ in 0..3 {
        let area = &page.boxes[at as usize];
        if area.tag == Tag::TR {
            return Some(at);
        }
        at = area.parent;
    }
    (page.boxes[at as usize].tag == Tag::TR).then_some(at)
}

fn add_links(
    article: &mut Article,
    tree: &Tree,
    page: &Blocks,
    block: &TextBlock,
    start: usize,
    base: Option<&Url>,
) {
    for link in &page.links[block.links.0 as usize..block.links.1 as usize] {
        let from = link.start.max(block.start);
        let to = link.end.min(block.end);
        if to <= from {
            continue;
        }
        let words = &page.text[from as usize..to as usize];
        let (lead, trail) = (words.len() - words.trim_start().len(), words.len() - words.trim_end().len());
        let span = Span::new(
            start + (from - block.start) as usize + lead,
            start + (to - block.start) as usize - trail,
        );
        let Some(href) = tree.attr(link.node, "href") else { continue };
        if let Some(url) = absolute(href.trim(), base).filter(|_| !span.is_empty()) {
            article.links.push(Link { span, url });
        }
    }
}

/// The address that a link leads to, absolute when `base` is known; only web addresses, and none
/// into the same page.
fn absolute(href: &str, base: Option<&Url>) -> Option<String> {
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => match Url::parse(href) {
            Ok(url) => url,
            Err(_) => return (!href.contains(':')).then(|| href.to_owned()),
        },
    };
    matches!(url.scheme(), "http" | "https").then(|| url.into())
}
