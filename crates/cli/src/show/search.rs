use sayso_model::{Hit, HitQuotation, Reading, Span};
use unicode_width::UnicodeWidthStr;

use super::dates::for_people;
use super::paper::{Ink, Paper, Words};
use super::reading::spoken;

/// How a query was understood, and what it found.
pub(crate) fn asked(query: &str, total: &str, paper: &mut Paper) {
    let words = Words::new().add(Ink::Strong, total);
    let mut words = words.add(Ink::Faint, " for ");
    words.push(Ink::Plain, query);
    paper.line(0, &words);
}

/// One hit: an article with the sentence that answers, or a quotation with whose it is.
pub(crate) fn hit(hit: &Hit, reading: &Reading, paper: &mut Paper) {
    paper.blank();
    let text = &reading.article.text;
    let title = hit.title.as_deref().unwrap_or("(no headline)");
    match &hit.quotation {
        Some(quotation) => {
            paper.line(0, &speaker(quotation));
            let mut said = Words::new();
            for (count, span) in quotation.content_spans.iter().enumerate() {
                if count > 0 {
                    said.push(Ink::Faint, " … ");
                }
                push_marked(Ink::Quoted, text, *span, &hit.matches, &mut said);
            }
            paper.line(2, &said);
        }
        None => {
            let mut words = Words::new();
            push_marked(Ink::Strong, title, Span::new(0, title.len()), &hit.title_matches, &mut words);
            paper.line(0, &words);
            let span = hit.excerpt.span;
            let mut words = Words::new();
            push_marked(Ink::Plain, text, span, &hit.matches, &mut words);
            if span.end < text.len() && !text[..span.end].ends_with(['.', '!', '?', '”', '"', '»']) {
                words.push(Ink::Faint, " …");
            }
            paper.line(2, &words);
        }
    }
    let mut place = Words::new();
    if let Some(outlet) = &hit.outlet {
        place.push_item(Ink::Plain, outlet);
    }
    match &hit.published {
        Some(date) => place.push_item(Ink::Plain, &for_people(date)),
        None => place.push_item(Ink::Faint, "not dated"),
    }
    if hit.quotation.is_some() {
        place.push_item(Ink::Plain, title);
    }
    place.push_item(Ink::Faint, id(hit));
    paper.line(2, &place);
}

/// As much of the article's id as tells it from others.
fn id(hit: &Hit) -> &str {
    const ENOUGH: usize = 10;
    hit.article.get(..ENOUGH).unwrap_or(&hit.article)
}

fn speaker(quotation: &HitQuotation) -> Words {
    let mut words = match &quotation.speaker {
        Some(speaker) => Words::new().add(Ink::Strong, speaker),
        None => Words::new().add(Ink::Faint, "nobody named"),
    };
    if let Some(role) = &quotation.role {
        words.push(Ink::Plain, &format!(", {role}"));
    }
    if !quotation.cue.is_empty() {
        let cue = spoken(&quotation.cue);
        let space = if cue.is_empty() { "" } else { " " };
        words.push(Ink::Faint, &format!("{space}{cue}:"));
    }
    words
}

/// The part of `text` within `span`, in `ink`, what was looked for set off.
fn push_marked(ink: Ink, text: &str, span: Span, sought: &[Span], words: &mut Words) {
    let mut at = span.start;
    for sought in sought.iter().filter(|sought| span.covers(**sought)) {
        words.push(ink, text.get(at..sought.start).unwrap_or_default());
        words.push(Ink::Sought, sought.of(text));
        at = sought.end;
    }
    words.push(ink, text.get(at..span.end).unwrap_or_default());
}

/// How many hits have each value of a field.
pub(crate) fn facet(label: &str, values: &[(String, u64)], paper: &mut Paper) {
    /// What comes after is too rare to choose by.
    const SHOWN: usize = 10;
    let Some(most) = values.iter().map(|(_, hits)| hits.to_string().len()).max() else { return };
    paper.blank();
    paper.line(0, &Words::new().add(Ink::Tag, label));
    for (value, hits) in values.iter().take(SHOWN) {
        let count = Words::new().add(Ink::Strong, &format!("{hits:>most$}"));
        let name = if value == "und" { "not known" } else { value };
        paper.entry(2, &count, most + 2, &Words::new().add(Ink::Plain, name));
    }
    if values.len() > SHOWN {
        let rest = format!("and {} more; --json gives them all", values.len() - SHOWN);
        paper.line(2, &Words::new().add(Ink::Faint, &rest));
    }
}

/// A query that is watched, and its name when it has one.
pub(crate) fn saved(name: &str, query: &str, paper: &mut Paper) {
    let name =
        if name == query { Words::new().add(Ink::Faint, "–") } else { Words::new().add(Ink::Strong, name) };
    paper.entry(0, &name, 16, &Words::new().add(Ink::Plain, query));
}

/// The line of `query` in which `span` lies, with a caret under its first character.
pub(crate) fn pointed(query: &str, span: Span) -> String {
    /// Of a long query, what stands this near the place is shown.
    const NEAR: usize = 40;
    let around = |range: std::ops::Range<usize>| {
        // What could steer a terminal, or break the line that the caret points into, is shown as one character.
        let printable = query.get(range).unwrap_or_default().chars();
        printable.map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect::<String>()
    };
    let at = span.start.min(query.len());
    let from = query.floor_char_boundary(at.saturating_sub(NEAR));
    let to = query.ceil_char_boundary((at + NEAR).min(query.len()));
    let (before, after) = (around(from..at), around(at..to));
    let (cut_before, cut_after) = (if from > 0 { "…" } else { "" }, if to < query.len() { "…" } else { "" });
    let column = cut_before.width() + before.width();
    format!("  {cut_before}{before}{after}{cut_after}\n  {}^", " ".repeat(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_character() {
        assert_eq!(pointed("bridge (plan", Span::new(7, 8)), "  bridge (plan\n         ^");
        assert_eq!(pointed("市長 (x", Span::new(7, 8)), "  市長 (x\n       ^");
        assert_eq!(pointed("", Span::new(0, 0)), "  \n  ^");
        let long = format!("{}(", "é".repeat(100));
        assert_eq!(
            pointed(&long, Span::new(200, 201)),
            format!("  …{}(\n  {}^", "é".repeat(20), " ".repeat(21))
        );
    }
}
