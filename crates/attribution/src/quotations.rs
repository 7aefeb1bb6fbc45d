//! Where the quotation marks are, and which belong together.

use sayso_model::Span;

/// A run of text between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// With its marks, in bytes.
    pub(crate) span: Span,
    /// Without them.
    pub(crate) inner: Span,
    /// Index of the quotation it stands in.
    pub(crate) parent: Option<usize>,
    /// Whether it goes on with the quotation before it, which ended with its paragraph and did not close.
    pub(crate) continues: bool,
    /// Whether one of its marks is missing from the text and was set by guess.
    pub(crate) recovered: bool,
}

/// Finds every quotation of `text`, in order of their beginnings.
///
/// `paragraphs` are the spans of the paragraphs; a quotation lies within one. Apostrophes are told from
/// single marks by what stands beside them. A quotation that a paragraph leaves open goes on in the next one
/// when that begins with the same mark; otherwise its end is set at the first place that reads like one.
pub(crate) fn quotations(text: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut scan = Scan { text, found: Vec::new(), open: Vec::new() };
    for (index, &paragraph) in paragraphs.iter().enumerate() {
        scan.paragraph(paragraph, paragraphs.get(index + 1).copied());
    }
    scan.found
}

/// A family of marks that open and close each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// “ ” and ” ”.
    Curly,
    /// „ “ and „ ”.
    Low,
    /// " ".
    Straight,
    /// '' '' and `` ''.
    Doubled,
    /// « ».
    Guillemets,
    /// » «.
    GuillemetsInward,
    /// ‹ ›.
    Angles,
    /// ‘ ’.
    SingleCurly,
    /// ‚ ‘.
    SingleLow,
    /// ' '.
    SingleStraight,
}

impl Style {
    fn single(self) -> bool {
        matches!(self, Style::SingleCurly | Style::SingleLow | Style::SingleStraight | Style::Angles)
    }
}

struct Scan<'t> {
    text: &'t str,
    found: Vec<Quotation>,
    /// Indices into `found` of what is open, with their styles.
    open: Vec<(usize, Style)>,
}

/// What a mark does at its place.
enum Does {
    Opens(Style),
    Closes(Style),
    Nothing,
}

impl Scan<'_> {
    fn paragraph(&mut self, paragraph: Span, next: Option<Span>) {
        // What the paragraph before left open and what this one takes up again.
        let mut carried = std::mem::take(&mut self.open);
        let mut at = paragraph.start;
        while at < paragraph.end {
            let rest = &self.text[at..paragraph.end];
            let Some((offset, length)) = next_mark(rest) else { break };
            let mark = Span::new(at + offset, at + offset + length);
            at = mark.end;
            match self.does(mark, paragraph) {
                Does::Opens(style) => {
                    let blank = self.text[paragraph.start..mark.start].trim().is_empty();
                    let continues = blank && carried.iter().any(|&(_, open)| open == style);
                    carried.clear();
                    self.open(mark, style, continues);
                }
                Does::Closes(style) => self.close(mark, style, paragraph),
                Does::Nothing => {}
            }
        }
        let open = std::mem::take(&mut self.open);
        for &(index, style) in open.iter().rev() {
            let quotation = &mut self.found[index];
            quotation.span.end = trimmed_end(self.text, paragraph);
            quotation.inner.end = quotation.span.end;
            let goes_on = next.is_some_and(|next| self.opens_with(next, style));
            if goes_on {
                self.open.push((index, style));
            } else {
                self.found[index].recovered = true;
                self.recover_end(index, paragraph);
            }
        }
    }

    fn open(&mut self, mark: Span, style: Style, continues: bool) {
        // A double mark inside an open one of the same style means the first was never closed.
        if !style.single()
            && let Some(position) = self.open.iter().position(|&(_, open)| open == style)
        {
            let (index, _) = self.open[position];
            self.open.truncate(position);
            let end = mark.start - trailing_space(&self.text[..mark.start]);
            self.found[index].span.end = end;
            self.found[index].inner.end = end;
            self.found[index].recovered = true;
            self.recover_end(index, Span::new(self.found[index].span.start, end));
        }
        let parent = self.open.last().map(|&(index, _)| index);
        self.open.push((self.found.len(), style));
        self.found.push(Quotation {
            span: mark,
            inner: Span::new(mark.end, mark.end),
            parent,
            continues,
            recovered: false,
        });
    }

    fn close(&mut self, mark: Span, style: Style, paragraph: Span) {
        if let Some(position) = self.open.iter().rposition(|&(_, open)| open == style) {
            let (index, _) = self.open[position];
            // What was opened inside and never closed ends here too.
            for &(inner, _) in &self.open[position + 1..] {
                self.found[inner].span.end = mark.start;
                self.found[inner].inner.end = mark.start;
                self.found[inner].recovered = true;
            }
            self.open.truncate(position);
            self.found[index].span.end = mark.end;
            self.found[index].inner.end = mark.start;
        } else if !style.single() && self.open.is_empty() {
            self.recover_start(mark, paragraph);
        }
    }

    /// What the mark does, from its form, its neighbours, and what is open.
    fn does(&self, mark: Span, paragraph: Span) -> Does {
        let before = self.text[paragraph.start..mark.start].chars().next_back();
        let after = self.text[mark.end..paragraph.end].chars().next();
        let is_open = |style| self.open.iter().any(|&(_, open)| open == style);
        let word_before = before.is_some_and(char::is_alphanumeric);
        let word_after = after.is_some_and(char::is_alphanumeric);
        let space_before = before.is_none_or(|c| c.is_whitespace() || opens_like_space(c));
        let space_after = after.is_none_or(|c| c.is_whitespace() || closes_like_space(c));
        match mark.of(self.text) {
            "“" if is_open(Style::Low) && !space_before => Does::Closes(Style::Low),
            "“" if is_open(Style::Low) && space_after => Does::Closes(Style::Low),
            // typed for a closing mark
            "“" if is_open(Style::Curly) && !space_before && space_after => Does::Closes(Style::Curly),
            "“" => Does::Opens(Style::Curly),
            "”" if is_open(Style::Low) => Does::Closes(Style::Low),
            "”" if is_open(Style::Curly) => Does::Closes(Style::Curly),
            "”" if space_before && !space_after => Does::Opens(Style::Curly),
            "”" => Does::Closes(Style::Curly),
            "„" | "‟" => Does::Opens(Style::Low),
            "«" if is_open(Style::GuillemetsInward) => Does::Closes(Style::GuillemetsInward),
            "«" => Does::Opens(Style::Guillemets),
            "»" if is_open(Style::Guillemets) => Does::Closes(Style::Guillemets),
            "»" if space_before && !space_after => Does::Opens(Style::GuillemetsInward),
            "»" => Does::Closes(Style::Guillemets),
            "‹" => Does::Opens(Style::Angles),
            "›" => Does::Closes(Style::Angles),
            // „…": typed without the closing mark of its kind
            "\"" if is_open(Style::Low) && !is_open(Style::Straight) && !space_before => {
                Does::Closes(Style::Low)
            }
            "\"" | "＂" => self.straight(Style::Straight, before, space_before, space_after),
            "``" => Does::Opens(Style::Doubled),
            "''" => self.straight(Style::Doubled, before, space_before, space_after),
            "‘" if is_open(Style::SingleLow) => Does::Closes(Style::SingleLow),
            "‘" if word_before && word_after => Does::Nothing,
            "‘" if elided(&self.text[mark.end..paragraph.end])
                && !self.closes_later(mark, paragraph, "’") =>
            {
                Does::Nothing
            }
            "‘" => Does::Opens(Style::SingleCurly),
            "’" if word_before && word_after => Does::Nothing,
            "’" if is_open(Style::SingleCurly) => {
                if before == Some('s')
                    && !self.ends_here(mark, paragraph)
                    && self.closes_later(mark, paragraph, "’")
                {
                    Does::Nothing
                } else {
                    Does::Closes(Style::SingleCurly)
                }
            }
            "’" => Does::Nothing,
            "‚" if !space_after && space_before => Does::Opens(Style::SingleLow),
            "'" if word_before && word_after => Does::Nothing,
            "'" if is_open(Style::SingleStraight) && !space_before => {
                if before == Some('s')
                    && !self.ends_here(mark, paragraph)
                    && self.closes_later(mark, paragraph, "'")
                {
                    Does::Nothing
                } else {
                    Does::Closes(Style::SingleStraight)
                }
            }
            "'" if space_before
                && !space_after
                && !is_open(Style::SingleStraight)
                && !elided(&self.text[mark.end..paragraph.end])
                && self.closes_later(mark, paragraph, "'") =>
            {
                Does::Opens(Style::SingleStraight)
            }
            _ => Does::Nothing,
        }
    }

    /// Marks that open and close alike: the neighbours decide, and what is open when they do not.
    fn straight(&self, style: Style, before: Option<char>, space_before: bool, space_after: bool) -> Does {
        let open = self.open.iter().any(|&(_, open)| open == style);
        match (open, space_before, space_after) {
            // 6" and 5'10": inches
            (false, false, true) if before.is_some_and(|c| c.is_ascii_digit()) => Does::Nothing,
            (false, false, true) => Does::Closes(style),
            (false, ..) => Does::Opens(style),
            (true, true, false) => Does::Opens(style),
            (true, ..) => Does::Closes(style),
        }
    }

    /// Whether an apostrophe after a plural `s` stands where a quotation would end: before a mark, the end, or
    /// after one.
    fn ends_here(&self, mark: Span, paragraph: Span) -> bool {
        let mut after = self.text[mark.end..paragraph.end].chars();
        match after.next() {
            None => true,
            Some(c) if c.is_whitespace() => after.next().is_none_or(|c| !c.is_alphanumeric()),
            Some(_) => true,
        }
    }

    /// Whether a mark that can close a single quotation follows in the paragraph before another opens.
    fn closes_later(&self, mark: Span, paragraph: Span, closing: &str) -> bool {
        // Looking no further than a long sentence keeps the whole scan linear.
        let stop = self.text.floor_char_boundary(paragraph.end.min(mark.end + 1_500));
        let rest = &self.text[mark.end..stop];
        let mut from = 0;
        while let Some(offset) = rest[from..].find(['\'', '’', '‘', '“', '"', '«', '„']) {
            let at = from + offset;
            let Some(found) = rest[at..].chars().next() else { return false };
            let before = rest[..at].chars().next_back();
            let after = rest[at + found.len_utf8()..].chars().next();
            if matches!(found, '“' | '"' | '«' | '„') {
                return false;
            }
            let inside =
                before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
            // "the dogs’ home": a plural's apostrophe more likely than an end
            let mut behind = rest[at + found.len_utf8()..].chars();
            let owns = before == Some('s')
                && behind.next() == Some(' ')
                && behind.next().is_some_and(char::is_lowercase);
            let closes = rest[at..].starts_with(closing)
                && !inside
                && !owns
                && before.is_some_and(|c| !c.is_whitespace())
                && after.is_none_or(|c| !c.is_alphanumeric());
            if closes {
                return true;
            }
            let opens = before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_alphanumeric);
            if opens && !elided(&rest[at + found.len_utf8()..]) {
                return false;
            }
            from = at + found.len_utf8();
        }
        false
    }

    /// Whether `paragraph` begins with a mark that opens `style`.
    fn opens_with(&self, paragraph: Span, style: Style) -> bool {
        let start = paragraph.of(self.text).trim_start();
        match style {
            Style::Curly => start.starts_with(['“', '”']),
            Style::Low => start.starts_with('„'),
            Style::Straight => start.starts_with('"'),
            Style::Doubled => start.starts_with("''") || start.starts_with("``"),
            Style::Guillemets => start.starts_with(['«', '»']),
            Style::GuillemetsInward => start.starts_with('»'),
            Style::Angles => start.starts_with('‹'),
            Style::SingleCurly => start.starts_with('‘'),
            Style::SingleLow => start.starts_with('‚'),
            Style::SingleStraight => start.starts_with('\'') && !start.starts_with("''"),
        }
    }

    /// Sets the end of a quotation that lacks its closing mark: before the clause that tells who spoke
    /// (`“We waited, she said.`), else at the end of `within`, which is its paragraph.
    fn recover_end(&mut self, index: usize, within: Span) {
        let start = self.found[index].inner.start;
        let rest = &self.text[start..self.found[index].span.end.min(within.end)];
        let mut from = 0;
        while let Some(offset) = rest[from..].find([',', '?', '!']) {
            let at = from + offset;
            let mut words =
                rest[at + 1..].split_whitespace().map(|word| word.trim_end_matches(['.', ',', ':']));
            let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let third = words.next().unwrap_or("");
            if is_said(first) || is_said(second) || (first.starts_with(char::is_uppercase) && is_said(third))
            {
                let end = start + at + 1;
                self.found[index].span.end = end;
                self.found[index].inner.end = end;
                return;
            }
            from = at + 1;
        }
    }

    /// A closing mark with nothing open: the quotation began with its sentence, when no other stands between.
    fn recover_start(&mut self, mark: Span, paragraph: Span) {
        let floor = self
            .found
            .last()
            .filter(|last| last.span.start >= paragraph.start)
            .map_or(paragraph.start, |last| last.span.end);
        let before = &self.text[floor..mark.start];
        let ends_clause = before.ends_with([',', '.', '!', '?', '…']);
        if !ends_clause || floor > paragraph.start {
            return;
        }
        let inner = before.trim_end_matches([',', '.', '!', '?', '…']);
        let start = inner.rfind([':', ';']).map_or(0, |at| at + 1);
        let start = start + (before[start..].len() - before[start..].trim_start().len());
        let span = Span::new(floor + start, mark.end);
        self.found.push(Quotation {
            span,
            inner: Span::new(span.start, mark.start),
            parent: None,
            continues: false,
            recovered: true,
        });
    }
}

/// The verbs that most often tell who spoke, for setting a missing mark.
fn is_said(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "added"
            | "asked"
            | "wrote"
            | "replied"
            | "explained"
            | "continued"
            | "noted"
    )
}

/// Offset and length of the first mark in `text`.
fn next_mark(text: &str) -> Option<(usize, usize)> {
    let offset = text.find(['“', '”', '„', '‟', '"', '＂', '«', '»', '‹', '›', '‘', '’', '‚', '\'', '`'])?;
    let rest = &text[offset..];
    let length = if rest.starts_with("''") || rest.starts_with("``") {
        2
    } else {
        rest.chars().next().map_or(1, char::len_utf8)
    };
    Some((offset, length))
}

/// Marks before an opening quotation mark that part words as a space does.
fn opens_like_space(char: char) -> bool {
    matches!(
        char,
        '(' | '['
            | '{'
            | '—'
            | '–'
            | '-'
            | '/'
            | '“'
            | '‘'
            | '"'
            | '\''
            | '«'
            | '‹'
            | '„'
            | '‚'
            | '¿'
            | '¡'
            | ':'
    )
}

/// Marks after a closing quotation mark that part words as a space does.
fn closes_like_space(char: char) -> bool {
    matches!(
        char,
        ')' | ']'
            | '}'
            | '—'
            | '–'
            | '-'
            | '/'
            | '”'
            | '’'
            | '"'
            | '\''
            | '»'
            | '›'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
    )
}

/// Whether the words after an apostrophe are commonly written with one in front: `'em`, `'90s`.
fn elided(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    let decade = word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && word.len() <= 3;
    decade
        || ["em", "til", "tis", "twas", "cause", "round", "bout", "n", "cos", "neath"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
}

fn trailing_space(text: &str) -> usize {
    text.len() - text.trim_end().len()
}

fn trimmed_end(text: &str, paragraph: Span) -> usize {
    paragraph.end - trailing_space(paragraph.of(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The quotations of `text` with their marks; nested ones in braces after a `^`, guessed ones with `?`,
    /// continued ones with `+`.
    fn found(text: &str) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            paragraphs.push(Span::new(start, start + line.len()));
            start += line.len();
        }
        quotations(text, &paragraphs)
            .iter()
            .map(|quotation| {
                let marks = [
                    (quotation.parent.is_some(), "^"),
                    (quotation.continues, "+"),
                    (quotation.recovered, "?"),
                ];
                let marks: String = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
                marks + quotation.span.of(text)
            })
            .collect()
    }

    #[test]
    fn marks_of_every_style() {
        for (text, expected) in [
            ("He said “go” and \"stay\".", vec!["“go”", "\"stay\""]),
            ("Er sagte: „Nein“, und ging.", vec!["„Nein“"]),
            ("Er sagte: „Nein\", und ging.", vec!["„Nein\""]),
            ("Il a dit « non » hier.", vec!["« non »"]),
            ("Er sagte »nein« gestern.", vec!["»nein«"]),
            ("Hon sa ”nej” igår.", vec!["”nej”"]),
            ("He called it ''a mess'' and left.", vec!["''a mess''"]),
            ("It was ‘the voters’ choice’, he said.", vec!["‘the voters’ choice’"]),
            ("It's 'the mayor's plan', she said.", vec!["'the mayor's plan'"]),
            ("Rock 'n' roll of the '90s and dogs' bones", vec![]),
            ("A 6\" pipe and \"a plan\"", vec!["\"a plan\""]),
            ("“He told me ‘go’ twice,” she said", vec!["“He told me ‘go’ twice,”", "^‘go’"]),
            ("‚Ja‘, sagte er", vec!["‚Ja‘"]),
            ("‹oui›", vec!["‹oui›"]),
            ("", vec![]),
            ("“", vec!["?“"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn paragraphs_open_anew_and_the_last_closes() {
        assert_eq!(found("“One.\n“Two.\n“Three,” she said."), ["“One.", "+“Two.", "+“Three,”"]);
        assert_eq!(found("\"One.\n\"Two,\" he said."), ["\"One.", "+\"Two,\""]);
    }

    #[test]
    fn missing_marks_are_set_within_the_paragraph() {
        assert_eq!(found("“We waited, she said.\nNothing more."), ["?“We waited,"]);
        assert_eq!(found("We waited,” she said. “Long.”"), ["?We waited,”", "“Long.”"]);
        assert_eq!(found("“One and “two” here"), ["?“One and", "“two”"]);
    }
}
