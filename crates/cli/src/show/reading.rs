use sayso_model::{Act, Attribution, Citation, Kind, Reading, Source, SourceKind, Support, Voice};

use super::article::head;
use super::dates;
use super::paper::{Ink, Paper, Words};
use super::paragraphs::Paragraphs;

/// Width of the column of tags: `SAID`, `PRESS`.
const TAGS: usize = 6;
/// Width of the column of places: `¶12`.
const PLACES: usize = 5;
/// How many sentences in the outlet's own voice are shown before the rest is counted.
const OWN_SHOWN: usize = 3;

/// The account of one article: who says what in it, what it leans on, which figures it gives, what
/// its headline quotes and what it tells in its own voice.
pub(crate) fn reading(reading: &Reading, paper: &mut Paper) {
    head(reading, paper);
    Account { reading, paragraphs: Paragraphs::new(&reading.article), paper }.write();
}

struct Account<'a> {
    reading: &'a Reading,
    paragraphs: Paragraphs,
    paper: &'a mut Paper,
}

impl Account<'_> {
    fn write(&mut self) {
        if self.reading.article.text.trim().is_empty() {
            self.paper.line(0, &Words::new().add(Ink::Warning, "No article text found on this page"));
            return;
        }
        self.paper.blank();
        self.who_says_what();
        self.paper.blank();
        self.headline();
        self.own_voice();
        self.citations();
        self.figures();
    }

    fn who_says_what(&mut self) {
        let reading = self.reading;
        if reading.attributions.is_empty() {
            self.heading(
                "NONE",
                &Words::new().add(Ink::Plain, "nobody is quoted or reported as saying anything"),
            );
        }
        for source in &reading.sources {
            let said = reading.attributions.iter().filter(|said| said.source.as_deref() == Some(&source.id));
            let mut said = said.peekable();
            if said.peek().is_none() {
                continue;
            }
            self.heading(tag(source.kind), &named(source));
            said.for_each(|said| self.statement(said, Some(source)));
        }
        let nobody = reading.attributions.iter().filter(|said| said.source.is_none());
        let mut nobody = nobody.peekable();
        if nobody.peek().is_some() {
            self.heading(tag(SourceKind::Unknown), &Words::new().add(Ink::Strong, "no source named"));
            nobody.for_each(|said| self.statement(said, None));
        }
    }

    /// One statement with its place, the words that tie it to its source, and the hands it came
    /// through.
    fn statement(&mut self, said: &Attribution, source: Option<&Source>) {
        let mut words = Words::new();
        words.push(Ink::Plain, spoken(&said.cue));
        // A document cannot but write; for everybody else it matters that they did not speak.
        let writes =
            source.is_some_and(|source| matches!(source.kind, SourceKind::Document | SourceKind::Outlet));
        match said.act {
            Act::Speech => {}
            Act::Writing if writes => {}
            act => words.push(Ink::Faint, &format!(" ({})", act_name(act))),
        }
        if !words.is_empty() {
            words.push(Ink::Plain, ": ");
        }
        for (count, piece) in said.content.iter().enumerate() {
            if count > 0 {
                words.push(Ink::Faint, " … ");
            }
            push_content(&mut words, piece, said.kind);
        }
        let place = said.content_spans.first().map(|&span| self.paragraphs.place(span)).unwrap_or_default();
        self.item(&place, &words);
        if !said.via.is_empty() {
            let hands: Vec<&str> = said
                .via
                .iter()
                .map(|id| self.reading.source(id).map_or(id.as_str(), |source| &source.name))
                .collect();
            let mut words = Words::new().add(Ink::Faint, "via ");
            words.push(Ink::Strong, &hands.join(", via "));
            self.item("", &words);
        }
    }

    fn headline(&mut self) {
        let quotations = &self.reading.headline.quotations;
        if quotations.is_empty() {
            if self.reading.article.title.is_some() {
                self.heading("HEAD", &Words::new().add(Ink::Plain, "no quotation in the headline"));
            }
            return;
        }
        self.heading("HEAD", &Words::new().add(Ink::Strong, "quoted in the headline"));
        for quotation in quotations {
            let mut words = Words::new();
            words.push(Ink::Quoted, &format!("“{}”", quotation.text));
            let (ink, how) = match quotation.how {
                Support::Verbatim => (Ink::Plain, " stands in the body, word for word"),
                Support::Changed => (Ink::Warning, " stands in the body in other words"),
                Support::Absent => (Ink::Warning, " does not stand in the body"),
            };
            words.push(ink, how);
            let support = quotation
                .support
                .iter()
                .filter_map(|id| self.reading.attributions.iter().find(|said| said.id == *id));
            for (count, said) in support.enumerate() {
                let place =
                    said.content_spans.first().map(|&span| self.paragraphs.place(span)).unwrap_or_default();
                let who = said.source.as_deref().and_then(|id| self.reading.source(id));
                let who = who.map_or("no source named", |source| &source.name);
                words.push(Ink::Plain, if count == 0 { ": " } else { ", " });
                words.push(Ink::Plain, who);
                words.push(Ink::Faint, &format!(" {place}"));
            }
            self.plain_item(&words);
        }
    }

    fn own_voice(&mut self) {
        let profile = &self.reading.profile;
        let share = format!("{} of words in the outlet's own voice", percent(profile.own));
        let mut words = Words::new().add(Ink::Strong, &share);
        if profile.mixed > 0.0 {
            let mixed = format!(", {} where it mixes with a source's", percent(profile.mixed));
            words.push(Ink::Plain, &mixed);
        }
        self.heading("OWN", &words);
        let reading = self.reading;
        let own = || reading.sentences.iter().filter(|sentence| sentence.voice == Voice::Own);
        for sentence in own().take(OWN_SHOWN) {
            let words = Words::new().add(Ink::Plain, sentence.span.of(&reading.article.text));
            self.item(&self.paragraphs.place(sentence.span), &words);
        }
        match own().count().saturating_sub(OWN_SHOWN) {
            0 => {}
            more => self
                .item("", &Words::new().add(Ink::Faint, &format!("and {}", counted(more, "more sentence")))),
        }
    }

    fn citations(&mut self) {
        if self.reading.citations.is_empty() {
            return;
        }
        self.section("LEANS ON");
        for citation in &self.reading.citations {
            let text = citation.span.of(&self.reading.article.text);
            self.item(&self.paragraphs.place(citation.span), &cited(citation, text));
        }
    }

    /// Figures under who gives them, in the order in which the givers appear.
    fn figures(&mut self) {
        let reading = self.reading;
        let mut givers: Vec<(&str, Words)> = Vec::new();
        for figure in &reading.figures {
            let giver = match &figure.attribution {
                None => "the outlet's own voice",
                Some(id) => {
                    let said = reading.attributions.iter().find(|said| said.id == *id);
                    let source =
                        said.and_then(|said| said.source.as_deref()).and_then(|id| reading.source(id));
                    source.map_or("no source named", |source| &source.name)
                }
            };
            let mut words = Words::new();
            // the text says it itself where the words stand before the number
            let about = figure.approximate.as_ref();
            if let Some(about) = about.filter(|about| !figure.text.to_lowercase().starts_with(about.as_str()))
            {
                words.push(Ink::Plain, &format!("{about} "));
            }
            words.push(Ink::Plain, &figure.text);
            if let Some(of) = &figure.of {
                words.push(Ink::Plain, &format!(" ({of})"));
            }
            words.push(Ink::Faint, &format!("\u{a0}{}", self.paragraphs.place(figure.span)));
            match givers.iter_mut().find(|(name, _)| *name == giver) {
                Some((_, list)) => {
                    list.push(Ink::Faint, "\u{a0}· ");
                    list.append(&words);
                }
                None => givers.push((giver, words)),
            }
        }
        if givers.is_empty() {
            return;
        }
        self.section("FIGURES");
        for (giver, list) in givers {
            let mut words = Words::new().add(Ink::Strong, giver).add(Ink::Plain, ": ");
            words.append(&list);
            self.plain_item(&words);
        }
    }

    fn section(&mut self, name: &str) {
        self.paper.blank();
        self.paper.line(0, &Words::new().add(Ink::Tag, name));
    }

    fn heading(&mut self, tag: &str, words: &Words) {
        self.paper.entry(0, &Words::new().add(Ink::Tag, tag), TAGS, words);
    }

    /// Words with their place in a column before them.
    fn item(&mut self, place: &str, words: &Words) {
        self.paper.entry(self.indent(), &Words::new().add(Ink::Faint, place), PLACES, words);
    }

    /// Words that stand in no one place.
    fn plain_item(&mut self, words: &Words) {
        self.paper.line(self.indent(), words);
    }

    /// A narrow terminal has no room for two columns of white.
    fn indent(&self) -> usize {
        if self.paper.look().width < 60 { 2 } else { TAGS }
    }
}

/// What kind of source it is, in five letters at most. `sayso read --help` explains them.
const fn tag(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Person => "SAID",
        SourceKind::Organisation => "ORG",
        SourceKind::Outlet => "PRESS",
        SourceKind::Document => "DOC",
        SourceKind::Official => "AUTH",
        SourceKind::Anonymous => "ANON",
        SourceKind::Group => "GROUP",
        SourceKind::Unknown => "NONE",
    }
}

const fn act_name(act: Act) -> &'static str {
    match act {
        Act::Speech => "speech",
        Act::Writing => "writing",
        Act::Thought => "thought",
        Act::Plan => "plan",
    }
}

/// Name and role.
fn named(source: &Source) -> Words {
    let mut words = Words::new().add(Ink::Strong, &source.name);
    let name = source.name.to_lowercase();
    if let Some(role) = source.role.as_ref().filter(|role| !name.contains(&role.to_lowercase())) {
        words.push(Ink::Plain, &format!(", {role}"));
    }
    words
}

/// The content as written, what stands in quotation marks told apart by ink too.
fn push_content(words: &mut Words, content: &str, kind: Kind) {
    match kind {
        Kind::Direct => words.push(Ink::Quoted, content),
        Kind::Indirect => words.push(Ink::Plain, content),
        Kind::Mixed => {
            let mut rest = content;
            while let Some((open, close)) = first_quotation(rest) {
                words.push(Ink::Plain, &rest[..open]);
                words.push(Ink::Quoted, &rest[open..close]);
                rest = &rest[close..];
            }
            words.push(Ink::Plain, rest);
        }
    }
}

/// Where the first pair of double quotation marks begins and ends.
fn first_quotation(text: &str) -> Option<(usize, usize)> {
    let open = text.find(['“', '"', '«', '„'])?;
    let mark = text[open..].chars().next()?;
    let inside = open + mark.len_utf8();
    let closing: &[char] = match mark {
        '“' => &['”'],
        '«' => &['»'],
        '„' => &['“', '”'],
        _ => &['"'],
    };
    let close = inside + text[inside..].find(closing)?;
    let mark = text[close..].chars().next()?;
    Some((open, close + mark.len_utf8()))
}

/// Name, title, date and age of a work; the words that mention it when nothing else is known.
fn cited(citation: &Citation, mention: &str) -> Words {
    let mut words = Words::new();
    words.push(Ink::Strong, citation.name.as_deref().unwrap_or(mention));
    if let Some(title) = &citation.title {
        words.push(Ink::Plain, &format!(", “{title}”"));
    }
    if let Some(date) = &citation.date {
        words.push(Ink::Plain, &format!(", {}", dates::for_people(date)));
    }
    if let Some(days) = citation.age_days {
        words.push(Ink::Plain, &format!(" ({})", age(days)));
    }
    if let Some(url) = &citation.url {
        words.push(Ink::Faint, &format!(" {url}"));
    }
    words
}

/// How long before the article a work appeared.
fn age(days: i64) -> String {
    let side = if days < 0 { "after" } else { "before" };
    let (count, unit) = match days.unsigned_abs() {
        0 => return "the same day".to_owned(),
        days @ 1..60 => (days, "day"),
        days @ 60..730 => (days / 30, "month"),
        days => (days / 365, "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} {side}")
}

/// A cue without the colon that ends it or is all of it: one is set after it anyway.
pub(super) fn spoken(cue: &str) -> &str {
    cue.trim_matches(|mark: char| mark == ':' || mark.is_whitespace())
}

/// `1 source`, `2 sources`.
pub(super) fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// A share of 1 as whole percents.
pub(super) fn percent(share: f32) -> String {
    format!("{:.0}%", share * 100.0)
}
