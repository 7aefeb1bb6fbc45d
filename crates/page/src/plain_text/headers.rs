//! Header lines before a text: of mail, news groups, archives, front matter.

/// What header lines say, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headers<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) author: Option<&'a str>,
    pub(super) date: Option<&'a str>,
    pub(super) outlet: Option<&'a str>,
    pub(super) url: Option<&'a str>,
}

/// How far down a header may begin: a note may stand above a forwarded article.
const REACH: usize = 40;

/// Reads header lines ("Subject: …", "Date: …") and gives the lines after them. Two lines that
/// follow each other and have known names make a header; one may be a sentence. Also takes off the
/// marks with which archives of books frame a text.
pub(super) fn headers<'a, 'b>(lines: &'b [&'a str]) -> (Headers<'a>, &'b [&'a str]) {
    let lines = within_frame(lines);
    let mut headers = Headers::default();
    let Some(start) = start(lines) else { return (headers, lines) };
    let mut end = start;
    while let Some(line) = lines.get(end) {
        let bare = line.trim_start_matches(['>', ' ', '*', '_']);
        match field(bare) {
            Some((name, value)) => headers.take(name, value),
            // A long field goes on on indented lines; blank lines may stand between fields.
            None if line.starts_with([' ', '\t']) && end > start => {}
            None if bare.trim().is_empty()
                && lines.get(end + 1).is_some_and(|next| field(next).is_some()) => {}
            None => break,
        }
        end += 1;
    }
    if lines.get(end).is_some_and(|line| line.trim() == "---") {
        end += 1;
    }
    (headers, &lines[end..])
}

/// Where the header begins.
fn start(lines: &[&str]) -> Option<usize> {
    let reach = lines.len().min(REACH);
    let at = (0..reach).find(|&at| {
        let is_field = |line: &&str| field(line.trim_start_matches(['>', ' ', '*', '_'])).is_some();
        is_field(&lines[at]) && lines.get(at + 1).is_some_and(is_field)
    })?;
    // Above a header only blank lines, a front-matter rule, or a note with a mark of forwarding.
    let above = &lines[..at];
    let forwards = above.iter().any(|line| {
        let folded = crate::dates::fold(line);
        [
            "forwarded message",
            "original message",
            "begin forwarded",
            "weitergeleitete",
            "message transfere",
            "mensaje reenviado",
        ]
        .iter()
        .any(|mark| folded.contains(mark))
    });
    (forwards || above.iter().all(|line| line.trim().is_empty() || line.trim() == "---")).then_some(at)
}

impl<'a> Headers<'a> {
    fn take(&mut self, name: Field, value: &'a str) {
        let value = value.trim().trim_matches('"').trim_matches('*').trim();
        if value.is_empty() {
            return;
        }
        let place = match name {
            Field::Title => &mut self.title,
            Field::Author => &mut self.author,
            Field::Date => &mut self.date,
            Field::Outlet => &mut self.outlet,
            Field::Url => &mut self.url,
            Field::Other => return,
        };
        place.get_or_insert(value);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    Date,
    Outlet,
    Url,
    Other,
}

/// The field a header line fills, with its value.
fn field(line: &str) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().trim_matches('*').to_ascii_lowercase();
    let field = match name.as_str() {
        "subject" | "title" | "headline" | "betreff" | "titel" | "objet" | "asunto" => Field::Title,
        "author" | "byline" | "authors" | "autor" | "auteur" => Field::Author,
        "date" | "published" | "sent" | "release date" | "publication date" | "pubdate" | "datum"
        | "gesendet" | "fecha" | "envoye" => Field::Date,
        "source" | "publication" | "outlet" | "publisher" | "site" | "sitename" | "hostname"
        | "newspaper" => Field::Outlet,
        "url" | "link" | "canonical" | "permalink" => Field::Url,
        "from"
        | "to"
        | "cc"
        | "bcc"
        | "reply-to"
        | "newsgroups"
        | "organization"
        | "message-id"
        | "references"
        | "path"
        | "lines"
        | "mime-version"
        | "content-type"
        | "content-transfer-encoding"
        | "content-language"
        | "x-mailer"
        | "received"
        | "return-path"
        | "user-agent"
        | "nntp-posting-host"
        | "xref"
        | "sender"
        | "followup-to"
        | "in-reply-to"
        | "importance"
        | "an"
        | "von"
        | "language"
        | "section"
        | "length"
        | "copyright"
        | "load-date"
        | "word count"
        | "categories"
        | "tags"
        | "layout"
        | "description"
        | "keywords"
        | "draft"
        | "slug"
        | "id"
        | "fingerprint"
        | "license"
        | "image"
        | "edition"
        | "page" => Field::Other,
        _ => return None,
    };
    // A URL's own colon is no header's.
    (!value.starts_with("//")).then_some((field, value))
}

/// Cuts off what stands outside "*** START OF …" and "*** END OF …".
fn within_frame<'a, 'b>(lines: &'b [&'a str]) -> &'b [&'a str] {
    let mark = |line: &&str, word: &str| {
        let line = line.trim();
        line.starts_with("***") && line.trim_start_matches(['*', ' ']).to_ascii_uppercase().starts_with(word)
    };
    let start = lines.iter().position(|line| mark(line, "START OF"));
    let end = lines.iter().position(|line| mark(line, "END OF"));
    let start = start.map_or(0, |at| at + 1);
    let end = end.filter(|end| *end > start).unwrap_or(lines.len());
    &lines[start..end]
}
