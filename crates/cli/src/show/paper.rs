use anstyle::{AnsiColor, Style};
use unicode_linebreak::BreakOpportunity;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a run of words is to look. Nothing is told by the ink alone: without colour the marks,
/// tags and words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// As the terminal has it.
    Plain,
    /// A title, a name.
    Strong,
    /// What may be skipped: places, legends.
    Faint,
    /// The tag that tells what kind of source it is.
    Tag,
    /// Words between quotation marks.
    Quoted,
    /// What the reader must not miss.
    Warning,
    /// What was looked for.
    Sought,
    /// Words one side has and the other has not.
    Added,
    /// Words the fullest wording has and this one has not.
    Removed,
}

impl Ink {
    const fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Tag => Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan))),
            Self::Quoted => Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))),
            Self::Warning => Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow))),
            Self::Sought => Style::new().bold().underline(),
            Self::Added => Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))),
            Self::Removed => {
                Style::new().strikethrough().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)))
            }
        }
    }
}

/// What the output can carry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Columns to fill at most.
    pub(crate) width: usize,
    /// Whether colours may be used.
    pub(crate) color: bool,
    /// Whether a person is looking: rules are drawn, and what changes from run to run is shown.
    pub(crate) terminal: bool,
}

/// Words in several inks that are wrapped as one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    text: String,
    /// Where each ink ends, in bytes of `text`.
    inks: Vec<(usize, Ink)>,
}

impl Words {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Words from a page or an argument: made safe for a terminal on the way in.
    pub(crate) fn add(mut self, ink: Ink, text: &str) -> Self {
        self.push(ink, text);
        self
    }

    pub(crate) fn push(&mut self, ink: Ink, text: &str) {
        push_printable(&mut self.text, text);
        self.inks.push((self.text.len(), ink));
    }

    /// Appends other words with their inks.
    pub(crate) fn append(&mut self, other: &Words) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.inks.extend(other.inks.iter().map(|&(to, ink)| (offset + to, ink)));
    }

    /// Appends `text` after ` · ` when something stands before it.
    pub(crate) fn push_item(&mut self, ink: Ink, text: &str) {
        if !self.is_empty() {
            self.push(Ink::Faint, "\u{a0}· ");
        }
        self.push(ink, text);
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn width(&self) -> usize {
        self.text.width()
    }

    /// Lines no wider than `width`, broken where Unicode allows it (UAX 14) and inside a word only when
    /// the word alone is wider.
    pub(crate) fn wrap(&self, width: usize) -> Vec<Words> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut end = 0;
        for (at, opportunity) in unicode_linebreak::linebreaks(&self.text) {
            if !is_wanted(&self.text[..at]) && at < self.text.len() {
                continue;
            }
            if self.text[start..at].trim_end_matches(' ').width() > width && end > start {
                lines.push(self.slice(start, end));
                start = end;
            }
            while self.text[start..at].trim_end_matches(' ').width() > width {
                let cut = start + fitting(&self.text[start..at], width);
                lines.push(self.slice(start, cut));
                start = cut;
            }
            end = at;
            if opportunity == BreakOpportunity::Mandatory && start < at {
                lines.push(self.slice(start, at));
                start = at;
            }
        }
        if lines.is_empty() {
            lines.push(Words::new());
        }
        lines
    }

    fn slice(&self, start: usize, end: usize) -> Words {
        let end = start + self.text[start..end].trim_end_matches(' ').len();
        let mut words = Words::new();
        let mut from = start;
        for &(to, ink) in &self.inks {
            let to = to.min(end);
            if to > from {
                words.text.push_str(&self.text[from..to]);
                words.inks.push((words.text.len(), ink));
                from = to;
            }
        }
        words
    }
}

/// Whether a line may end after `before`: not at the slashes and equals signs of an address, which would
/// no longer be one when copied.
fn is_wanted(before: &str) -> bool {
    before.ends_with(|last: char| !last.is_ascii_punctuation() || last == '-')
}

/// Bytes of the longest beginning of `text` that fits `width`, at least one character.
fn fitting(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += character.width().unwrap_or(0);
        if used > width && at > 0 {
            return at;
        }
    }
    text.len()
}

/// Appends `text` with white space made single and whatever could steer a terminal (control
/// characters, overrides of the writing direction) shown as U+FFFD: page text is not trusted.
fn push_printable(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => out.push('\u{FFFD}'),
            // Line and paragraph separators would break a line behind the wrapping's back.
            '\u{2028}' | '\u{2029}' => out.push(' '),
            _ if character.is_control() => out.push('\u{FFFD}'),
            _ => out.push(character),
        }
    }
}

/// Collects lines for the terminal or the pipe.
pub(crate) struct Paper {
    look: Look,
    out: String,
}

impl Paper {
    pub(crate) fn new(look: Look) -> Self {
        Self { look, out: String::new() }
    }

    pub(crate) const fn look(&self) -> Look {
        self.look
    }

    /// What was written, ready to be printed.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    pub(crate) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A line across the page on a terminal, nothing in a pipe.
    pub(crate) fn rule(&mut self) {
        if self.look.terminal {
            let line = Words::new().add(Ink::Faint, &"─".repeat(self.look.width));
            self.line(0, &line);
        }
    }

    /// Words from the margin, wrapped.
    pub(crate) fn line(&mut self, indent: usize, words: &Words) {
        self.entry(indent, &Words::new(), 0, words);
    }

    /// A label in a column of its own, `column` wide, and words wrapped beside it.
    pub(crate) fn entry(&mut self, indent: usize, label: &Words, column: usize, words: &Words) {
        let room = self.look.width.saturating_sub(indent + column).max(12);
        for (count, line) in words.wrap(room).iter().enumerate() {
            self.pad(indent);
            let mut used = 0;
            if count == 0 && !label.is_empty() {
                self.write(label);
                used = label.width();
                // A label wider than its column pushes its line aside rather than losing a letter.
                if used >= column && !line.is_empty() {
                    self.pad(1);
                }
            }
            if !line.is_empty() {
                self.pad(column.saturating_sub(used));
                self.write(line);
            }
            self.out.push('\n');
        }
    }

    /// One line of cells side by side, each padded to its column's width; the last is not padded.
    pub(crate) fn cells(&mut self, indent: usize, cells: &[(Words, usize)]) {
        self.pad(indent);
        let mut owed = 0;
        for (words, column) in cells {
            if !words.is_empty() {
                self.pad(owed);
                owed = 0;
                self.write(words);
            }
            owed += column.saturating_sub(words.width());
        }
        self.out.push('\n');
    }

    fn pad(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    /// No-break spaces hold words together in wrapping; printed, they are spaces like any other, so that
    /// what is copied or searched is what is seen.
    fn write(&mut self, words: &Words) {
        let mut from = 0;
        for &(to, ink) in &words.inks {
            let run = words.text[from..to].replace('\u{a0}', " ");
            from = to;
            if self.look.color && ink != Ink::Plain {
                let style = ink.style();
                self.out.push_str(&style.render().to_string());
                self.out.push_str(&run);
                self.out.push_str(&style.render_reset().to_string());
            } else {
                self.out.push_str(&run);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<String> {
        Words::new().add(Ink::Plain, text).wrap(width).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn wraps_at_words_and_inside_a_word_only_when_it_must() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(lines("", 4), [""]);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(lines("市長は計画を承認した", 8), ["市長は計", "画を承認", "した"]);
    }

    #[test]
    fn page_text_cannot_steer_the_terminal() {
        assert_eq!(lines("a\u{1b}[2Jb\u{202E}c\nd", 20), ["a\u{FFFD}[2Jb\u{FFFD}c d"]);
    }

    #[test]
    fn inks_survive_wrapping() {
        let words = Words::new().add(Ink::Plain, "said: ").add(Ink::Quoted, "“one two”");
        let wrapped = words.wrap(10);
        assert_eq!(wrapped[0].inks, [(6, Ink::Plain), (12, Ink::Quoted)]);
        assert_eq!(wrapped[1].inks, [(6, Ink::Quoted)]);
    }
}
