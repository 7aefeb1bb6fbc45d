//! Quotation marks: what stands between them, and words without them.

use sayso_model::Span;

/// The regions of `span` that stand in quotation marks, without the marks. Double marks count;
/// single ones only where there are no double ones, since they may be apostrophes.
pub(crate) fn quoted(text: &str, span: Span) -> Vec<Span> {
    let double = if in_single_marks(text, span) { Vec::new() } else { regions(text, span, double_closers) };
    let found = if double.is_empty() { single_regions(text, span) } else { double };
    found.into_iter().filter_map(|region| trim(text, region)).collect()
}

/// Whether single marks stand around all of `span`: double ones in it hold words quoted within the quotation.
fn in_single_marks(text: &str, span: Span) -> bool {
    let words = text.get(span.range()).unwrap_or_default().trim_end_matches([',', '.', ';']);
    words.starts_with(['‘', '‚', '‹']) && words.ends_with(['’', '‘', '›'])
}

/// `span` without the marks, spaces, trailing commas and full stop at its ends, which are the
/// article's as often as the speaker's; none when nothing is left.
pub(crate) fn trim(text: &str, span: Span) -> Option<Span> {
    let words = text.get(span.range())?;
    let start = words.trim_start_matches(|first: char| is_mark(first) || first.is_whitespace());
    let mut kept = start;
    loop {
        let shorter = kept.trim_end_matches(|last: char| {
            is_mark(last) || last.is_whitespace() || matches!(last, ',' | ';' | ':' | '—' | '–' | '-')
        });
        // The full stop of `the U.K.` and the dots of an omission stay.
        let last_word = shorter.rsplit(char::is_whitespace).next().unwrap_or_default();
        let shorter = match shorter.strip_suffix('.') {
            Some(stopped) if last_word.matches('.').count() == 1 => stopped,
            _ => shorter,
        };
        if shorter.len() == kept.len() {
            break;
        }
        kept = shorter;
    }
    let start = span.start + words.len() - start.len();
    let kept = Span::new(start, start + kept.len());
    (!kept.is_empty()).then(|| with_inner_marks(text, kept))
}

/// `kept` with a mark at its end or beginning whose partner stands inside: it belongs to a quotation
/// within the quotation.
fn with_inner_marks(text: &str, mut kept: Span) -> Span {
    let count = |span: Span, mark: char| span.of(text).matches(mark).count();
    for (opening, closing) in [('“', '”'), ('«', '»'), ('‹', '›')] {
        if count(kept, opening) > count(kept, closing) && text[kept.end..].starts_with(closing) {
            kept.end += closing.len_utf8();
        } else if count(kept, opening) < count(kept, closing) && text[..kept.start].ends_with(opening) {
            kept.start -= opening.len_utf8();
        }
    }
    // A single mark opens after a space; whether a later one closed it or is an apostrophe shows by
    // what follows.
    let inner = kept.of(text);
    let opens = [" ‘", " '", " ‚"].iter().filter_map(|opening| inner.rfind(opening)).max();
    let closes = |(at, mark): (usize, &str)| !inner[at + mark.len()..].starts_with(char::is_alphanumeric);
    let closed =
        |open: usize| inner.rmatch_indices(['’', '\'', '‘']).any(|mark| mark.0 > open + 1 && closes(mark));
    if opens.is_some_and(|open| !closed(open)) {
        let stop = text[kept.end..].chars().next().filter(|next| matches!(next, '.' | ','));
        let mark = kept.end + stop.map_or(0, char::len_utf8);
        if let Some(closing) = text[mark..].chars().next().filter(|next| matches!(next, '’' | '\'' | '‘'))
        {
            kept.end = mark + closing.len_utf8();
        }
    }
    kept
}

/// The words of `pieces` as a reader would write them: pieces joined by ` … `, spaces single, the
/// marks that open each new paragraph of a quotation dropped.
pub(crate) fn wording(text: &str, pieces: &[Span]) -> String {
    let mut wording = String::new();
    for piece in pieces {
        let words = piece.of(text);
        if !wording.is_empty() {
            wording.push_str(" … ");
        }
        for (number, paragraph) in words.split("\n\n").enumerate() {
            let paragraph =
                if number == 0 { paragraph } else { paragraph.trim_start_matches(is_double_mark) };
            for word in paragraph.split_whitespace() {
                if !wording.is_empty() && !wording.ends_with(' ') {
                    wording.push(' ');
                }
                wording.push_str(word);
            }
        }
    }
    wording
}

pub(crate) fn is_mark(letter: char) -> bool {
    is_double_mark(letter) || matches!(letter, '\'' | '‘' | '’' | '‚' | '‹' | '›')
}

fn is_double_mark(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '‟' | '«' | '»')
}

/// The marks that may close what `opening` opened.
fn double_closers(opening: char) -> Option<&'static [char]> {
    match opening {
        '“' | '‟' => Some(&['”', '"']),
        '”' => Some(&['”']),
        '„' => Some(&['“', '”', '"']),
        '"' => Some(&['"', '”']),
        '«' => Some(&['»']),
        '»' => Some(&['«', '»']),
        _ => None,
    }
}

fn regions(text: &str, span: Span, closers: fn(char) -> Option<&'static [char]>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &[char])> = None;
    for (offset, letter) in span.of(text).char_indices() {
        let at = span.start + offset;
        match open {
            Some((start, closing)) if closing.contains(&letter) => {
                found.push(Span::new(start, at));
                open = None;
            }
            Some(_) => {}
            None => open = closers(letter).map(|closing| (at + letter.len_utf8(), closing)),
        }
    }
    // A quotation that goes on in the next piece is closed there.
    found.extend(open.map(|(start, _)| Span::new(start, span.end)));
    found
}

/// Regions in single marks. An opening mark follows no letter and precedes one; a closing one
/// precedes no letter; of several that might close, the last one does, the others being those of
/// plural possessives.
fn single_regions(text: &str, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, Option<usize>)> = None;
    let mut before = ' ';
    let mut letters = span.of(text).char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let at = span.start + offset;
        let next = letters.peek().map_or(' ', |&(_, next)| next);
        if matches!(letter, '\'' | '‘' | '’' | '‚' | '‹' | '›') {
            let opens = !before.is_alphanumeric() && !next.is_whitespace() && letter != '’';
            let closes = !before.is_whitespace() && !next.is_alphanumeric();
            match open {
                Some((_, ref mut end)) if closes => *end = Some(at),
                Some((start, Some(end))) if opens => {
                    found.push(Span::new(start, end));
                    open = Some((at + letter.len_utf8(), None));
                }
                None if opens => open = Some((at + letter.len_utf8(), None)),
                _ => {}
            }
        }
        before = letter;
    }
    if let Some((start, Some(end))) = open {
        found.push(Span::new(start, end));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        quoted(text, Span::new(0, text.len())).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn regions_between_marks() {
        assert_eq!(found("called it “a disgrace,” then \"worse\"."), ["a disgrace", "worse"]);
        assert_eq!(found("nannte es „eine Schande“ und »teuer«"), ["eine Schande", "teuer"]);
        assert_eq!(
            found("called the workers’ plan ‘the workers’ best hope’ and 'fair'"),
            ["the workers’ best hope", "fair"]
        );
        assert_eq!(found("the council's “it’s over"), ["it’s over"]);
        assert!(found("the council's workers' plan").is_empty());
    }

    #[test]
    fn marks_of_an_inner_quotation_stay() {
        let trimmed = |text: &'static str| trim(text, Span::new(0, text.len())).map(|span| span.of(text));
        assert_eq!(trimmed("‘We were sent “a kind letter”.’"), Some("We were sent “a kind letter”"));
        assert_eq!(trimmed("“a kind letter,”"), Some("a kind letter"));
        assert_eq!(
            trimmed("‘“A kind letter” is what we were sent’"),
            Some("“A kind letter” is what we were sent")
        );
        assert_eq!(trimmed("''They said 'unhelpful.'''"), Some("They said 'unhelpful.'"));
        assert_eq!(trimmed("“They ‘don’t’ pay the workers’”"), Some("They ‘don’t’ pay the workers"));
        assert_eq!(trimmed("“,”"), None);
    }

    #[test]
    fn wording_drops_marks_of_new_paragraphs() {
        let text = "“One  two.\n\n“Three,” she said, “four.”";
        let cue = text.find(" she said, ").unwrap_or_default();
        let pieces = [Span::new(0, cue), Span::new(cue + " she said, ".len(), text.len())];
        let pieces: Vec<_> = pieces.iter().filter_map(|piece| trim(text, *piece)).collect();
        assert_eq!(wording(text, &pieces), "One two. Three … four");
    }
}
