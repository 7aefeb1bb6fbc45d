//! The article's text as the page's data give it, for pages that show none of it, or only its beginning, until a script runs.

mod state;

use memchr::memmem;
use sayso_model::{Article, Block, BlockKind, Span};

use crate::body::blocks::{Blocks, blocks};
use crate::body::hints::HintReader;
use crate::fields::{one_line, plain};
use crate::linked_data::LinkedData;
use crate::survey::Survey;
use crate::tree::Tree;

/// Words that the data must have beyond those that are shown: an article's text, and not a summary of it.
const FEWEST: usize = 40;

/// Words of a text that is shown in place of the article's, "Loading …", and bytes.
const PLACEHOLDER: usize = 20;
const LONGEST: usize = 400;

/// Bytes by whose place in the data's text the end of what is shown is found.
const PROBE: usize = 40;

/// Paragraphs of the data that are looked for on the page.
const LOOKED_FOR: usize = 10;

/// Puts the text of the data in place of, or after, what was found on the page.
pub(crate) fn complete(
    article: &mut Article,
    page: &Blocks,
    linked: &LinkedData,
    survey: &Survey,
    title: &str,
) {
    // Nearly all pages show all of it, which their lengths tell.
    let told = linked.body.as_deref().filter(|_| linked.body_of_article && !linked.live);
    if told
        .map_or(article.text.len() > LONGEST, |body| body.len() < article.text.len() + article.text.len() / 2)
    {
        return;
    }
    let shown = article.text.split_whitespace().count();
    let enough = |paragraphs: &[String]| {
        paragraphs.iter().map(|text| text.split(' ').count()).sum::<usize>() >= shown + shown / 2 + FEWEST
    };
    let paragraphs = match told {
        Some(body) => paragraphs(body),
        None if shown <= PLACEHOLDER => {
            survey.state.map(|state| state::text(state, title)).unwrap_or_default()
        }
        None => return,
    };
    if !enough(&paragraphs) {
        return;
    }
    match goes_on(article, &paragraphs) {
        // What the page shows and is not chosen is another text, or furniture.
        Some(rest) if !rest.iter().take(LOOKED_FOR).any(|text| is_shown(page, text)) => append(article, rest),
        None if shown <= PLACEHOLDER => {
            (article.text, article.blocks, article.links) = Default::default();
            append(article, paragraphs);
        }
        _ => {}
    }
}

/// Whether the page shows a text, told from three places in it: the blanks at its headings are often lost in the data.
fn is_shown(page: &Blocks, text: &str) -> bool {
    (1..=3).any(|quarter| {
        let start = text.ceil_char_boundary(text.len().saturating_sub(PROBE) * quarter / 4);
        let probe = &text[start..text.floor_char_boundary(start + PROBE)];
        memmem::find(page.text.as_bytes(), probe.as_bytes()).is_some()
    })
}

/// The paragraphs of a text in the data. It is HTML, or plain with a paragraph a line, or all on one line.
fn paragraphs(body: &str) -> Vec<String> {
    if body.contains("</p>") || body.contains("<br") {
        let tree = Tree::parse(body);
        let found = blocks(&tree, &mut HintReader::new(&tree));
        return found.blocks.iter().map(|block| found.text_of(block).to_owned()).collect();
    }
    body.lines().map(|line| one_line(&plain(line))).filter(|line| !line.is_empty()).collect()
}

/// What follows in the data's text after the end of the shown one, when all of that is its beginning.
fn goes_on(article: &Article, paragraphs: &[String]) -> Option<Vec<String>> {
    let whole = paragraphs.join(" ");
    let mut end = 0;
    for block in &article.blocks {
        let text = block.span.of(&article.text).trim_end_matches(['…', '.', ' ']);
        let probe = &text[text.ceil_char_boundary(text.len().saturating_sub(PROBE))..];
        end += memmem::find(&whole.as_bytes()[end..], probe.as_bytes())? + probe.len();
    }
    if end == 0 {
        return None;
    }
    let mut rest = Vec::new();
    for paragraph in paragraphs {
        let left =
            paragraph.get(paragraph.ceil_char_boundary(end.min(paragraph.len()))..).unwrap_or_default();
        let left = left.trim_start_matches(['.', '”', '"', '»', '’']).trim_start();
        if !left.is_empty() {
            rest.push(left.to_owned());
        }
        end = end.saturating_sub(paragraph.len() + 1);
    }
    Some(rest)
}

fn append(article: &mut Article, paragraphs: Vec<String>) {
    for paragraph in paragraphs {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(&paragraph);
        let span = Span::new(start, article.text.len());
        article.blocks.push(Block { kind: BlockKind::Paragraph, span });
    }
}
