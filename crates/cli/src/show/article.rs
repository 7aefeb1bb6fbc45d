use sayso_model::{Article, BlockKind, CutOff, Method, Reading};

use super::dates;
use super::paper::{Ink, Paper, Words};
use super::paragraphs::Paragraphs;

/// What the page says about itself and its text, paragraph by paragraph: `--only article`.
pub(crate) fn article(reading: &Reading, paper: &mut Paper) {
    let article = &reading.article;
    head(reading, paper);
    if let Some(standfirst) = &article.standfirst {
        paper.blank();
        paper.line(0, &Words::new().add(Ink::Strong, standfirst));
    }
    let paragraphs = Paragraphs::new(article);
    for block in &article.blocks {
        paper.blank();
        let text = block.span.of(&article.text);
        match block.kind {
            BlockKind::Heading => paper.entry(0, &Words::new(), 5, &Words::new().add(Ink::Strong, text)),
            kind => {
                let place = Words::new().add(Ink::Faint, &paragraphs.place(block.span));
                let mark = match kind {
                    BlockKind::List => "• ",
                    BlockKind::Quote | BlockKind::Embed => "│ ",
                    _ => "",
                };
                paper.entry(0, &place, 5, &Words::new().add(Ink::Faint, mark).add(Ink::Plain, text));
            }
        }
    }
    paper.blank();
    let words = article.text.split_whitespace().count();
    let line = format!("{words} words in {} blocks", article.blocks.len());
    paper.line(0, &Words::new().add(Ink::Faint, &line));
}

/// Title, outlet, authors, dates, language; what is missing of the text; what was odd about it.
pub(super) fn head(reading: &Reading, paper: &mut Paper) {
    let article = &reading.article;
    match &article.title {
        Some(title) => paper.line(0, &Words::new().add(Ink::Strong, title)),
        None => paper.line(0, &Words::new().add(Ink::Warning, "no headline found")),
    }
    let mut about = about(article);
    if reading.analysis == Method::Lexicon {
        about.push(Ink::Faint, " (by lexicon)");
    }
    if !about.is_empty() {
        paper.line(0, &about);
    }
    if let Some(reason) = article.cut_off {
        let notice = format!("Cut off: {}", cut_off(reason));
        paper.line(0, &Words::new().add(Ink::Warning, &notice));
    }
    for diagnostic in &reading.diagnostics {
        paper.line(0, &Words::new().add(Ink::Warning, "Note: ").add(Ink::Plain, &diagnostic.message));
    }
}

/// Outlet, byline, credit, dates and language in one line.
fn about(article: &Article) -> Words {
    let mut about = Words::new();
    if let Some(outlet) = &article.outlet {
        about.push_item(Ink::Plain, &outlet.name);
    }
    if !article.bylines.is_empty() {
        about.push_item(Ink::Plain, &format!("by {}", listed(&article.bylines)));
    }
    if !article.credited_to.is_empty() {
        about.push_item(Ink::Plain, &format!("credits {}", listed(&article.credited_to)));
    }
    for (what, date) in [("published", &article.published), ("modified", &article.modified)] {
        if let Some(date) = date {
            about.push_item(Ink::Plain, &format!("{what} {}", dates::for_people(date)));
            about.push(Ink::Faint, &format!(" ({})", date.from));
        }
    }
    if article.published.is_none() {
        about.push_item(Ink::Plain, "no date found");
    }
    if let Some(language) = &article.language {
        about.push_item(Ink::Plain, language);
    }
    about
}

/// `A`, `A and B`, `A, B and C`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Why a text is not whole, in words.
pub(super) const fn cut_off(reason: CutOff) -> &'static str {
    match reason {
        CutOff::Paywall => "the rest is behind a paywall",
        CutOff::Teaser => "the page shows only the beginning",
        CutOff::Live => "a live page, still growing or showing only its latest entries",
        CutOff::Truncated => "the input ends in the middle",
    }
}
