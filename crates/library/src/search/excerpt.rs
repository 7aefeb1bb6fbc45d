use sayso_model::{Excerpt, Reading, Span};

/// The longest excerpt, in bytes: some four lines of a terminal.
const LONGEST: usize = 320;

/// The sentence of the text that holds most of `matches`, or the first one; shortened around the matches when it is
/// long.
pub(super) fn excerpt(reading: &Reading, matches: &[Span]) -> Excerpt {
    let text = &reading.article.text;
    let sentences = reading.sentences.iter().map(|sentence| sentence.span);
    let mut best = (0, Span::new(0, 0));
    let mut from = 0;
    for sentence in sentences {
        let first = from + matches[from..].partition_point(|span| span.start < sentence.start);
        let after = first + matches[first..].partition_point(|span| span.start < sentence.end);
        if best.1.is_empty() || after - first > best.0 {
            best = (after - first, sentence);
        }
        from = after;
    }
    let whole = if best.1.is_empty() { Span::new(0, text.len()) } else { best.1 };
    let first = matches.iter().find(|span| whole.covers(**span));
    cut(text, whole, first.copied())
}

/// The part of `text` that `whole` spans, or as much of it around `shown` as an excerpt may have, in whole words.
pub(super) fn cut(text: &str, whole: Span, shown: Option<Span>) -> Excerpt {
    let mut span = whole;
    if span.len() > LONGEST {
        // A third before what is to be seen, the rest after it.
        let start =
            shown.map_or(whole.start, |shown| shown.start.saturating_sub(LONGEST / 3).max(whole.start));
        let start = start.min(whole.end - LONGEST);
        span = Span::new(start, start + LONGEST);
        span.start = if start == whole.start { start } else { after_blank(text, start, span.end) };
        span.end = if span.end == whole.end { span.end } else { before_blank(text, span.start, span.end) };
    }
    Excerpt { span, text: text.get(span.range()).unwrap_or_default().to_owned() }
}

/// The first place after a blank from `at` on, or the first between two characters when there is none before `end`.
fn after_blank(text: &str, at: usize, end: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let end = text.ceil_char_boundary(end);
    text.get(at..end).and_then(|part| part.find(' ')).map_or(at, |blank| at + blank + 1)
}

/// The last place before a blank up to `end`, or the last between two characters when there is none after `start`.
fn before_blank(text: &str, start: usize, end: usize) -> usize {
    let end = text.floor_char_boundary(end);
    text.get(start..end)
        .and_then(|part| part.rfind(' '))
        .filter(|blank| *blank > 0)
        .map_or(end, |blank| start + blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_cut_around_what_is_shown() {
        let text = "über das wort ".repeat(60);
        let at = text.floor_char_boundary(text.len() / 2);
        let shown = text[..at].rfind("wort").map(|start| Span::new(start, start + 4));
        let excerpt = cut(&text, Span::new(0, text.len()), shown);
        assert!(excerpt.text.len() <= LONGEST && excerpt.text.len() > LONGEST / 2, "{}", excerpt.text.len());
        assert!(shown.is_some_and(|shown| excerpt.span.covers(shown)));
        assert_eq!(excerpt.span.of(&text), excerpt.text);
        let endless = "é".repeat(1000);
        assert!(cut(&endless, Span::new(0, endless.len()), None).text.len() <= LONGEST);
        assert_eq!(cut("", Span::new(0, 0), None), Excerpt::default());
    }
}
