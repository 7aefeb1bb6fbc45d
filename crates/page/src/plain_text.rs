//! Plain text as people paste or archive it: the article in it, without the page's furniture.
//!
//! The text of a page keeps what stood around the article: menus, share bars, other headlines,
//! cookie notices. [`read_text`] tells them from the article by how lines look (length,
//! punctuation, letter case), by the words that pages of all kinds use for their tools, by
//! repetition, and by where they stand; the article is the stretch of lines in which running text
//! outweighs the rest (the maximum-sum segment of line weights, after Pasternack and Roth,
//! "Extracting Article Text from the Web with Maximum Subsequence Segmentation", WWW 2009). A text
//! without furniture keeps every line.

mod dateline;
pub(crate) mod furniture;
mod head;
mod headers;
mod layout;
mod lines;
pub(crate) mod measure;
mod outlet;
mod region;

use sayso_model::{Article, Block, BlockKind, CutOff, Diagnostic, Link, Outlet, Span};

use crate::{Hints, Page, article_id};
use furniture::Furniture;
use head::Head;
use layout::Mark;
use lines::Line;

/// Reads the article in a plain text: title, bylines, dates, credits and body, without the
/// furniture of the page it was copied from. Never fails; a text without anything to read gives an
/// empty article.
#[must_use]
pub fn read_text(text: &str, hints: &Hints) -> Page {
    let physical = physical_lines(text);
    let (header, rest) = headers::headers(&physical);
    let paragraphs = layout::paragraphs(&layout::unquoted(rest));
    let mut lines = lines::lines(paragraphs);
    let region = region::region(&lines);
    let head = head::read(&mut lines, &region, &header, hints);
    let mut diagnostics = Vec::new();
    let mut article = Article { url: hints.url.or(header.url).map(str::to_owned), ..Article::default() };
    let mut dropped = 0_usize;
    let kept: Vec<&Line> = lines[region.clone()]
        .iter()
        .filter(|line| {
            let keep = line.stays;
            dropped += usize::from(!keep && !line.is_head);
            keep
        })
        .collect();
    dropped += lines.iter().enumerate().filter(|(at, line)| !region.contains(at) && !line.is_head).count();
    for line in kept {
        push(&mut article, line);
    }
    article.cut_off = cut_off(&lines, &region);
    fill(&mut article, head, hints);
    if dropped > 0 {
        diagnostics.push(Diagnostic::new(
            "furniture_removed",
            format!("{dropped} lines of the text belong to the page and not to the article"),
        ));
    }
    if article.text.is_empty() {
        diagnostics.push(Diagnostic::new("no_body", "no running text was found"));
    }
    article.id = article_id(article.canonical_url.as_deref(), &article.text);
    Page { article, diagnostics, published_day: None }
}

/// The blocks of a text that is taken as it is, with their spans in it: paragraphs apart by blank
/// lines or, when it has none, by line ends. Nothing is judged or left out but white space.
#[must_use]
pub fn blocks_of(text: &str) -> Vec<Block> {
    let has_blank_lines = {
        let mut lines = text.trim().lines();
        lines.any(|line| line.trim().is_empty())
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut goes_on = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        if bare.is_empty() {
            goes_on = false;
        } else {
            let from = start + (line.len() - line.trim_start().len());
            let span = Span::new(from, from + bare.len());
            match blocks.last_mut() {
                Some(last) if goes_on && has_blank_lines => last.span.end = span.end,
                _ => blocks.push(Block { kind: BlockKind::Paragraph, span }),
            }
            goes_on = true;
        }
        start += line.len();
    }
    for block in &mut blocks {
        block.kind = kind_of(block.span.of(text), Mark::None);
    }
    // A short line is a heading only where text follows it.
    for at in 0..blocks.len() {
        let before_text = blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::Paragraph);
        if blocks[at].kind == BlockKind::Heading && !before_text {
            blocks[at].kind = BlockKind::Paragraph;
        }
    }
    blocks
}

/// Lines without their ends, whichever system wrote them.
fn physical_lines(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{FEFF}')
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .flat_map(|line| line.split(['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']))
        .collect()
}

/// Appends a line to the body as a block of its own.
fn push(article: &mut Article, line: &Line) {
    if !article.text.is_empty() {
        article.text.push_str("\n\n");
    }
    let start = article.text.len();
    article.text.push_str(&line.paragraph.text);
    let kind = kind_of(&line.paragraph.text, line.paragraph.mark);
    article.blocks.push(Block { kind, span: Span::new(start, article.text.len()) });
    for (range, url) in &line.paragraph.links {
        article
            .links
            .push(Link { span: Span::new(start + range.start, start + range.end), url: url.clone() });
    }
}

/// What a paragraph of plain text is, from its mark and its look.
fn kind_of(text: &str, mark: Mark) -> BlockKind {
    match mark {
        Mark::Heading => return BlockKind::Heading,
        Mark::Quote => return BlockKind::Quote,
        Mark::Item => return BlockKind::List,
        Mark::None => {}
    }
    if ["- ", "* ", "• "].iter().any(|bullet| text.starts_with(bullet)) {
        return BlockKind::List;
    }
    let look = measure::look(text);
    if look.words > 0
        && look.words <= 12
        && !look.closed
        && !look.begins_small
        && !look.quotes
        && look.commas == 0
    {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}

/// Why the text ends before the article does, when it says so after the body.
fn cut_off(lines: &[Line], region: &std::ops::Range<usize>) -> Option<CutOff> {
    let end = region.end;
    let after = lines[end..].iter().take(3).map(|line| (line, true));
    let last = lines[region.clone()].iter().rev().take(2).map(|line| (line, false));
    let mark = after.chain(last).find(|(line, _)| line.furniture == Some(Furniture::CutOff))?;
    let folded = crate::dates::fold(&mark.0.paragraph.text);
    let pays = [
        "subscri",
        "member",
        "abonn",
        "abo ",
        "suscri",
        "assin",
        "sign in",
        "log in",
        "unlimited",
        "limit",
        "reserve",
        "exclusiv",
    ];
    Some(if pays.iter().any(|word| folded.contains(word)) { CutOff::Paywall } else { CutOff::Teaser })
}

/// Puts what was read beside the body into the article.
fn fill(article: &mut Article, head: Head, hints: &Hints) {
    article.title = head.title;
    article.standfirst = head.standfirst;
    article.bylines = head.bylines;
    article.credited_to = head.credited_to;
    let past = |date: &crate::dates::Date| hints.now.is_none_or(|now| !date.is_after(now));
    article.published = head.published.filter(|(date, _)| past(date)).map(|(date, from)| date.dated(from));
    article.modified = head.modified.filter(|(date, _)| past(date)).map(|(date, from)| date.dated(from));
    article.outlet = head.outlet.map(|(name, from)| Outlet {
        name,
        domain: hints.url.and_then(domain),
        from: from.to_owned(),
    });
}

/// Host of an address, without `www.`.
fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_ascii_lowercase())
}
