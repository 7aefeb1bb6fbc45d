use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Article, CodePoints, Dated, Span};

/// Everything that was read from one article. What `sayso read --json` prints, one a line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// Name and version of this format: [`Reading::SCHEMA`].
    pub schema: String,
    /// The path or URL as it was given.
    pub input: String,
    /// The `id` of a JSONL line, when the article came from one.
    pub id: Option<String>,
    /// How it was found out who says what.
    pub analysis: Method,
    /// The article.
    pub article: Article,
    /// Whoever is given as having said something, in order of appearance.
    pub sources: Vec<Source>,
    /// What they are given as having said, in order of appearance.
    pub attributions: Vec<Attribution>,
    /// Words in quotation marks that nobody is said to have uttered.
    pub not_attributed: Vec<NotAttributed>,
    /// Works the article leans on.
    pub citations: Vec<Citation>,
    /// Quantities that state a fact.
    pub figures: Vec<Figure>,
    /// Every sentence with its voice.
    pub sentences: Vec<Sentence>,
    /// The quotations in the headline, looked up in the body.
    pub headline: Headline,
    /// The counts of the whole.
    pub profile: Profile,
    /// What was odd about the input, for the reader to know.
    pub diagnostics: Vec<Diagnostic>,
}

/// How much is done to find out who says what.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// Rules and trained weights.
    #[default]
    Fast,
    /// The same with a small transformer as a second opinion, for texts in English.
    Accurate,
}

/// How it was found out who says what.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Rules and trained weights: texts in English, and those whose language is not known.
    #[default]
    Fast,
    /// The same with a small transformer as a second opinion.
    Accurate,
    /// Rules and a lexicon of the language, without trained weights: texts in German, French, Spanish, Italian, Dutch and
    /// Russian.
    Lexicon,
    /// Only where quotation marks stand, not who speaks: texts in any other language.
    QuotationMarks,
}

impl Reading {
    /// Name and version of the JSON form.
    pub const SCHEMA: &'static str = "sayso.reading/1";

    /// The same reading with every span counted in Unicode code points instead of bytes: the form
    /// that leaves the program.
    #[must_use]
    pub fn in_code_points(mut self) -> Self {
        let text = std::mem::take(&mut self.article.text);
        let table = CodePoints::new(&text);
        self.each_span(|span| *span = table.span(*span));
        self.article.text = text;
        self
    }

    /// Calls `change` on every span in the reading.
    fn each_span(&mut self, mut change: impl FnMut(&mut Span)) {
        let article = &mut self.article;
        article.blocks.iter_mut().for_each(|block| change(&mut block.span));
        article.links.iter_mut().for_each(|link| change(&mut link.span));
        article.entries.iter_mut().for_each(|entry| change(&mut entry.span));
        self.sources.iter_mut().flat_map(|source| &mut source.mentions).for_each(&mut change);
        for attribution in &mut self.attributions {
            attribution.source_spans.iter_mut().for_each(&mut change);
            attribution.cue_spans.iter_mut().for_each(&mut change);
            attribution.content_spans.iter_mut().for_each(&mut change);
            attribution.inserted.iter_mut().for_each(&mut change);
        }
        self.not_attributed.iter_mut().for_each(|words| change(&mut words.span));
        self.citations.iter_mut().for_each(|citation| change(&mut citation.span));
        self.figures.iter_mut().for_each(|figure| change(&mut figure.span));
        self.sentences.iter_mut().for_each(|sentence| change(&mut sentence.span));
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// Someone or something that statements come from, one for all its mentions in the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// `s1`, `s2`, … in order of appearance.
    pub id: String,
    /// The fullest name in the article, or the fullest description when it gives no name.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// Office or relation the article gives, such as `mayor`.
    pub role: Option<String>,
    /// Other words the article uses for it.
    pub aliases: Vec<String>,
    /// Where it is mentioned as a source.
    pub mentions: Vec<Span>,
    /// How many attributions it has.
    pub statements: usize,
    /// How many words those hold.
    pub words: usize,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A person with a name.
    Person,
    /// A company, party, agency, government or court as a body.
    Organisation,
    /// A news organisation or one of its articles.
    Outlet,
    /// A report, study, law, court filing, post or statement standing on its own.
    Document,
    /// Unnamed or collective authority: police, authorities, a spokesman.
    Official,
    /// A source that asks not to be named, or sources, critics, people familiar with the matter.
    Anonymous,
    /// Residents, experts, voters.
    Group,
    /// None given.
    Unknown,
}

/// One statement with its source: who is said to have said what, and how it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// `a1`, `a2`, … in order of appearance.
    pub id: String,
    /// Id of the source; none when the text names none.
    pub source: Option<String>,
    /// The words that name the source here.
    pub source_spans: Vec<Span>,
    /// The words that tie source and content.
    pub cue_spans: Vec<Span>,
    /// The cue as written.
    pub cue: String,
    /// What is attributed, in as many pieces as the cue cuts it into.
    pub content_spans: Vec<Span>,
    /// Those pieces as written.
    pub content: Vec<String>,
    /// How much of it stands in quotation marks.
    pub kind: Kind,
    /// What the source did.
    pub act: Act,
    /// Ids of the sources through whose hands it came, nearest first.
    pub via: Vec<String>,
    /// Id of the attribution in whose content this one stands.
    pub inside: Option<String>,
    /// Editorial insertions and omissions inside the quotation: not the source's words.
    pub inserted: Vec<Span>,
    /// Indices of the sentences that hold content.
    pub sentences: Vec<usize>,
    /// Chance that source, cue and content are right, 0 to 1.
    pub confidence: f32,
}

/// How much of a content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// All of it.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

/// What a source did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Said, told, replied.
    Speech,
    /// A report says, she tweeted.
    Writing,
    /// Believes, fears, expects.
    Thought,
    /// Asked, ordered, vowed, agreed to.
    Plan,
}

/// Words in quotation marks that nobody is said to have uttered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotAttributed {
    /// The words with their marks.
    pub span: Span,
    /// Why they are not speech: `scare quotes`, `title of a work`, `name`, `no source found`.
    pub why: String,
}

/// Another work the article leans on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// `c1`, `c2`, … in order of appearance.
    pub id: String,
    /// Id of the source that is this work or its issuer, when it speaks in the article.
    pub source: Option<String>,
    /// What it is.
    pub kind: CitationKind,
    /// The outlet, author or issuer.
    pub name: Option<String>,
    /// Its title, when the text gives it.
    pub title: Option<String>,
    /// Its date, when the text gives it.
    pub date: Option<Dated>,
    /// Its address, when the words are linked.
    pub url: Option<String>,
    /// Its fullest mention.
    pub span: Span,
    /// Days between its date and the article's; negative when it is the later one.
    pub age_days: Option<i64>,
}

/// What a cited work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CitationKind {
    /// A news organisation or its article.
    Outlet,
    /// A report, study, book, filing.
    Document,
    /// A statement or press release.
    Statement,
    /// A post on a network or a blog.
    Post,
    /// A law, bill, ruling or treaty.
    Law,
    /// A poll, survey, dataset or statistics.
    Data,
}

/// A quantity that states a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The number with its unit, as written.
    pub text: String,
    /// Its value, in `unit`.
    pub value: Option<f64>,
    /// `USD`, `%`, `km`, …; none for plain counts.
    pub unit: Option<String>,
    /// What it counts or measures.
    pub of: Option<String>,
    /// The word that makes it approximate: `about`, `more than`.
    pub approximate: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// Id of the attribution it stands in; none in the article's own voice.
    pub attribution: Option<String>,
}

/// One sentence and in whose voice it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Whose voice.
    pub voice: Voice,
    /// Ids of the attributions with content in it.
    pub attributions: Vec<String>,
}

/// In whose voice a sentence is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// Everything newsworthy in it comes from a source.
    Attributed,
    /// Nothing does.
    Own,
    /// Some does.
    Mixed,
}

/// What the headline quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Headline {
    /// Its quotations, in order.
    pub quotations: Vec<HeadlineQuotation>,
}

/// One quotation in the headline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HeadlineQuotation {
    /// The words without their marks.
    pub text: String,
    /// Ids of the attributions that hold them.
    pub support: Vec<String>,
    /// How they stand there.
    pub how: Support,
}

/// How a headline's quotation stands in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Word for word.
    Verbatim,
    /// In other words.
    Changed,
    /// Not at all.
    Absent,
}

/// The counts of one reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// Words in the text.
    pub words: usize,
    /// Share of words in sentences told in a source's voice, 0 to 1.
    pub attributed: f32,
    /// Share in the article's own voice.
    pub own: f32,
    /// Share in sentences that mix both.
    pub mixed: f32,
    /// Sources with a name.
    pub named_sources: usize,
    /// Sources that are anonymous.
    pub anonymous_sources: usize,
}

/// Something about the input that a reader should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// A short stable name, such as `charset_wrong`.
    pub code: String,
    /// One sentence for people.
    pub message: String,
}

impl Diagnostic {
    /// A diagnostic from its code and message.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }
}
