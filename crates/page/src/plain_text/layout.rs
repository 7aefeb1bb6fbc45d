//! From physical lines to paragraphs: line ends, quoting marks, hard wrapping, Markdown.

use std::collections::HashSet;

/// A paragraph of the input, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its words, without list mark, quoting mark or heading mark.
    pub(super) text: String,
    /// What its marks make it.
    pub(super) mark: Mark,
    /// Whether a blank line stands before it.
    pub(super) apart: bool,
    /// Links of Markdown, as byte ranges of `text` with their addresses.
    pub(super) links: Vec<(std::ops::Range<usize>, String)>,
}

/// What the marks at the beginning of a paragraph make it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    #[default]
    None,
    /// `# …`, or underlined.
    Heading,
    /// `> …`
    Quote,
    /// `- …`, `• …`, `1. …`
    Item,
}

/// Paragraphs of a text, with wrapped lines joined. Rules of dashes, stars or equals signs are
/// dropped; a line of equals signs or dashes under another makes that one a heading.
pub(super) fn paragraphs(lines: &[&str]) -> Vec<Paragraph> {
    let width = wrap_width(lines);
    let hyphens = Hyphens::of(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut apart = false;
    let mut before: Option<&str> = None;
    for line in lines {
        let bare = line.trim();
        if bare.is_empty() {
            (apart, before) = (true, None);
            continue;
        }
        if is_rule(bare) {
            if let (Some(above), Some(last)) = (before, paragraphs.last_mut())
                && bare.starts_with(['=', '-'])
                && above.trim().chars().count() <= bare.chars().count() + 3
            {
                last.mark = Mark::Heading;
            }
            (apart, before) = (true, None);
            continue;
        }
        let (mark, text) = marked(bare);
        let goes_on = before.is_some_and(|above| {
            width.is_some_and(|width| mark == Mark::None && continues(above, line, width))
                || (mark == Mark::Quote && paragraphs.last().is_some_and(|last| last.mark == Mark::Quote))
        });
        match paragraphs.last_mut() {
            Some(last) if goes_on => hyphens.join(&mut last.text, text),
            _ => paragraphs.push(Paragraph { text: text.to_owned(), mark, apart, links: Vec::new() }),
        }
        (apart, before) = (false, Some(*line));
    }
    for paragraph in &mut paragraphs {
        let (text, links) = without_markdown_links(&paragraph.text);
        paragraph.text = text;
        paragraph.links = links;
    }
    paragraphs.retain(|paragraph| !paragraph.text.is_empty());
    paragraphs
}

/// Takes quoting marks off a text that is quoted as a whole, as often as they are set.
pub(super) fn unquoted<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let mut lines: Vec<&str> = lines.to_vec();
    for _ in 0..8 {
        let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
        let quoted = lines.iter().filter(|line| line.starts_with('>')).count();
        // Two thirds: what stands before and after the quoted text is a note, not the article.
        if quoted < 3 || quoted * 3 < filled * 2 {
            break;
        }
        lines = lines
            .iter()
            .filter(|line| line.starts_with('>') || line.trim().is_empty())
            .map(|line| line.strip_prefix('>').map_or(*line, |rest| rest.strip_prefix(' ').unwrap_or(rest)))
            .collect();
    }
    lines
}

/// The width at which a text is wrapped, in characters, when it is. In wrapped text a line ends
/// where the next line's first word would not have fitted; in other text that is chance.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    let mut lengths: Vec<usize> =
        lines.iter().map(|line| line.trim_end().chars().count()).filter(|length| *length >= 30).collect();
    if lengths.len() < 4 {
        return None;
    }
    lengths.sort_unstable();
    let width = lengths[(lengths.len() - 1) * 95 / 100];
    if !(40..=110).contains(&width) {
        return None;
    }
    let (mut pairs, mut full) = (0, 0);
    for pair in lines.windows(2) {
        let (above, below) = (pair[0].trim_end(), pair[1].trim());
        if above.trim().is_empty() || below.is_empty() || is_rule(below) || is_rule(above.trim()) {
            continue;
        }
        // Short lines under each other are lists or navigation; they say nothing. Nor does the last
        // line of a paragraph before an indented one.
        if above.chars().count() < 30 || indent(pair[1]) >= indent(pair[0]) + 2 {
            continue;
        }
        pairs += 1;
        full += usize::from(would_overflow(above, below, width));
    }
    (pairs >= 3 && full * 10 >= pairs * 7).then_some(width)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn would_overflow(above: &str, below: &str, width: usize) -> bool {
    let first = below.split_whitespace().next().map_or(0, |word| word.chars().count());
    above.chars().count() + 1 + first + 2 > width
}

/// Whether `line` goes on with the paragraph of the line above it, in a text wrapped at `width`.
fn continues(above: &str, line: &str, width: usize) -> bool {
    if indent(line) >= indent(above) + 2 {
        return false;
    }
    let above = above.trim_end();
    let below = line.trim();
    // Ragged typesetting leaves lines short; a small letter goes on, whatever the length.
    would_overflow(above, below, width)
        || (above.chars().count() * 2 > width
            && below.chars().next().is_some_and(char::is_lowercase)
            && !above.ends_with(['.', '!', '?', ':']))
}

/// How a word that a line's end cut in two is joined.
struct Hyphens<'a> {
    /// The words of the text, to see which spelling it uses elsewhere.
    words: HashSet<&'a str>,
    /// Whether the text cuts words at line ends as a rule, as typeset columns do.
    typeset: bool,
}

impl<'a> Hyphens<'a> {
    fn of(lines: &[&'a str]) -> Self {
        let cut = lines.iter().filter(|line| ends_in_hyphen(line.trim_end())).count();
        let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
        let mut words = HashSet::new();
        if cut > 0 {
            for line in lines {
                words.extend(
                    line.split(|character: char| !(character.is_alphanumeric() || character == '-'))
                        .filter(|word| !word.is_empty()),
                );
            }
        }
        Self { words, typeset: cut >= 3 && cut * 25 >= filled }
    }

    /// Appends the next line. A hyphen at the line's end stays when the text has the word with
    /// hyphen elsewhere, or when it does not cut words as a rule.
    fn join(&self, text: &mut String, next: &str) {
        if text.ends_with('\u{AD}') {
            text.pop();
            text.push_str(next);
            return;
        }
        if !ends_in_hyphen(text) || !next.chars().next().is_some_and(char::is_lowercase) {
            text.push(' ');
            text.push_str(next);
            return;
        }
        let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let first = text[start..].trim_start_matches(|character: char| !character.is_alphanumeric());
        let end = next.find(|character: char| !(character.is_alphanumeric() || character == '-'));
        let second = &next[..end.unwrap_or(next.len())];
        let hyphenated = format!("{first}{second}");
        let closed = format!("{}{second}", first.trim_end_matches('-'));
        let close = self.words.contains(closed.as_str())
            || (self.typeset && !self.words.contains(hyphenated.as_str()));
        if close {
            text.pop();
        }
        text.push_str(next);
    }
}

fn ends_in_hyphen(line: &str) -> bool {
    let mut characters = line.chars().rev();
    characters.next() == Some('-') && characters.next().is_some_and(char::is_alphabetic)
}

/// A line of nothing but marks that separates.
fn is_rule(line: &str) -> bool {
    let mut characters = line.chars().filter(|character| !character.is_whitespace());
    let Some(first) = characters.next() else { return false };
    matches!(first, '-' | '=' | '*' | '_' | '~' | '—' | '–' | '─' | '#' | '+' | '.')
        && characters.clone().count() >= 2
        && characters.all(|character| character == first)
}

/// The mark of a line, and the line without it.
fn marked(line: &str) -> (Mark, &str) {
    if let Some(rest) = line.strip_prefix('#') {
        let rest = rest.trim_start_matches('#');
        // "#bridge" is a hashtag.
        if rest.starts_with(' ') {
            return (Mark::Heading, rest.trim().trim_end_matches('#').trim_end());
        }
    }
    if let Some(rest) = line.strip_prefix("> ") {
        return (Mark::Quote, rest.trim());
    }
    for bullet in ["- ", "* ", "+ ", "• ", "· ", "▪ ", "‣ ", "◦ ", "● ", "■ ", "– ", "o "] {
        if let Some(rest) = line.strip_prefix(bullet) {
            // A dash before a capital letter opens speech in many languages: the dash stays.
            if bullet == "– " || (bullet == "o " && !rest.starts_with(char::is_uppercase)) {
                return (Mark::None, line);
            }
            return (Mark::Item, rest.trim());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits)
        && let Some(rest) = line[digits..].strip_prefix(['.', ')'])
        && rest.starts_with(' ')
        && rest.trim_start().starts_with(char::is_uppercase)
    {
        // The number stays: the text may speak of "point 3".
        return (Mark::Item, line);
    }
    (Mark::None, line)
}

/// Replaces `[words](address)` by the words; images go.
fn without_markdown_links(text: &str) -> (String, Vec<(std::ops::Range<usize>, String)>) {
    let mut plain = String::with_capacity(text.len());
    let mut links = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let after = &rest[open + 1..];
        let parsed = after.find("](").and_then(|close| {
            let address = &after[close + 2..];
            let end = address.find([')', ' '])?;
            let whole = address.find(')')?;
            let plausible =
                ["http://", "https://", "/", "mailto:"].iter().any(|start| address.starts_with(start));
            let image = rest[..open].ends_with('!');
            ((plausible || image) && !after[..close].contains(['[', '\n'])).then_some((close, end, whole))
        });
        let Some((close, end, whole)) = parsed else {
            plain.push_str(&rest[..=open]);
            rest = after;
            continue;
        };
        let image = rest[..open].ends_with('!');
        plain.push_str(&rest[..if image { open - 1 } else { open }]);
        let address = &after[close + 2..];
        if !image {
            let start = plain.len();
            plain.push_str(&after[..close]);
            links.push((start..plain.len(), address[..end].to_owned()));
        }
        rest = &address[whole + 1..];
    }
    plain.push_str(rest);
    if links.is_empty() { (plain.trim().to_owned(), links) } else { (plain, links) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        paragraphs(&unquoted(&lines)).into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn wrapped_lines_are_joined_and_lists_are_not() {
        let text = "The council of Harbour City voted on Monday to build the bridge that\n\
                    the town had wanted for twenty years, and nobody in the hall spoke\n\
                    against it before the count was read out by the clerk of the house.\n\
                    \n\
                    A second paragraph stands apart from the first one, and it is long\n\
                    enough to be wrapped as well, as the reader of this test can see by\n\
                    looking.\n";
        assert_eq!(texts(text).len(), 2);
        assert_eq!(texts("Home\nNews\nSport\nWeather\nContact\nAbout").len(), 6);
    }

    #[test]
    fn words_cut_at_line_ends_are_joined_with_care() {
        let cut = |first: &str, second: &str, elsewhere: &str| {
            let lines = [first, second, elsewhere];
            let hyphens = Hyphens::of(&lines);
            let mut text = first.to_owned();
            hyphens.join(&mut text, second);
            text
        };
        assert_eq!(cut("a well-", "known estimate", ""), "a well-known estimate");
        assert_eq!(cut("an esti-", "mate of cost", "the estimate"), "an estimate of cost");
        assert_eq!(cut("the City-", "Wire report", ""), "the City- Wire report");
        assert_eq!(cut("an esti\u{AD}", "mate", ""), "an estimate");
    }

    #[test]
    fn quoting_marks_of_a_forwarded_text_go() {
        let text = "> The mayor spoke.\n>\n> The hall was full.\n> It was late.\n";
        assert_eq!(texts(text), ["The mayor spoke.", "The hall was full.", "It was late."]);
    }

    #[test]
    fn markdown_links_become_words() {
        let (text, links) = without_markdown_links("See [the Gazette](https://gazette.example/a) and [sic].");
        assert_eq!(text, "See the Gazette and [sic].");
        assert_eq!(links, [(4..15, "https://gazette.example/a".to_owned())]);
        assert_eq!(without_markdown_links("[the council](sic) voted").0, "[the council](sic) voted");
    }
}
