use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CodePoints, CutOff, Dated, Reading, Span};

/// Several articles on one event, side by side. What `sayso compare --json` prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// Name and version of this format: [`Comparison::SCHEMA`].
    pub schema: String,
    /// The articles, earliest first; those without a date last, as given.
    pub articles: Vec<ComparedArticle>,
    /// The quotations, most widely carried first.
    pub families: Vec<Family>,
    /// The figures that more than one article gives for the same thing, most widely given first.
    pub figures: Vec<FigureFamily>,
    /// Inputs or pairs that could not be compared, and why.
    pub diagnostics: Vec<crate::Diagnostic>,
}

impl Comparison {
    /// Name and version of the JSON form.
    pub const SCHEMA: &'static str = "sayso.comparison/1";

    /// The same comparison with every span counted in Unicode code points instead of bytes: the
    /// form that leaves the program. `readings` are those it was made from, in any order and with
    /// byte spans.
    #[must_use]
    pub fn in_code_points(mut self, readings: &[Reading]) -> Self {
        for (column, article) in self.articles.iter().enumerate() {
            let Some(reading) = readings.iter().find(|reading| {
                reading.input == article.input
                    && reading.id == article.id
                    && reading.article.id == article.article
            }) else {
                continue;
            };
            let table = CodePoints::new(&reading.article.text);
            for family in &mut self.families {
                let variants = family.coverage.get_mut(column).map(|coverage| &mut coverage.variants);
                let spans = variants.into_iter().flatten().flat_map(|variant| &mut variant.spans);
                spans.for_each(|span| *span = table.span(*span));
            }
            for figure in &mut self.figures {
                let variants = figure.coverage.get_mut(column).map(|coverage| &mut coverage.variants);
                variants.into_iter().flatten().for_each(|variant| variant.span = table.span(variant.span));
            }
        }
        self
    }
}

/// One column of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedArticle {
    /// The path or URL as it was given.
    pub input: String,
    /// The `id` of a JSONL line, when the article came from one.
    pub id: Option<String>,
    /// Id of the article.
    pub article: String,
    /// Its outlet's name or domain, else what it was given as.
    pub outlet: String,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Dated>,
    /// Why it is not whole, when it is not.
    pub cut_off: Option<CutOff>,
    /// Index of the article whose text it repeats, in this list.
    pub copy_of: Option<usize>,
    /// Share of its words that stand in that article, 0 to 1.
    pub repeated: Option<f32>,
    /// Outlets or agencies it credits for its text.
    pub credited_to: Vec<String>,
}

/// Every appearance of one utterance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Family {
    /// `q1`, `q2`, … in the order shown.
    pub id: String,
    /// The fullest wording that others bear out, without its marks.
    pub wording: String,
    /// Whom the articles give it to: every distinct name, most frequent first.
    pub speakers: Vec<String>,
    /// Index of the article that had it first, when dates tell.
    pub first: Option<usize>,
    /// One cell an article, in the order of [`Comparison::articles`].
    pub coverage: Vec<Coverage>,
}

/// What one article has of one family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// What stands there.
    pub cell: Cell,
    /// The wordings found, in order.
    pub variants: Vec<Variant>,
}

/// The state of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The same words.
    Verbatim,
    /// Other words in quotation marks.
    Changed,
    /// The substance without quotation marks.
    Paraphrased,
    /// The words without a source.
    Unattributed,
    /// Nothing, though the article is whole.
    LeftOut,
    /// Nothing, and the article is not whole.
    CutOff,
    /// Nothing, and the article was published before the words were first seen.
    PublishedBefore,
    /// The article is in another language than the words, so it was not compared.
    OtherLanguage,
    /// The article is on another subject than the words.
    OtherSubject,
}

/// One wording of an utterance in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Variant {
    /// Where the words stand in that article's text, without their marks, one span a piece.
    pub spans: Vec<Span>,
    /// The words without their marks, pieces joined by ` … `.
    pub wording: String,
    /// Whom this article gives it to.
    pub speaker: Option<String>,
    /// How it differs from the family's wording.
    pub drift: Vec<Drift>,
}

/// A way in which a wording differs from the fullest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Drift {
    /// Word for word.
    Exact,
    /// Words left out.
    Cut,
    /// Two utterances run into one.
    Joined,
    /// Words put in other words.
    Reworded,
    /// Words added.
    Inserted,
    /// Told without quotation marks.
    Paraphrased,
    /// Given to somebody else than most articles give it to, or, of as many, the first.
    OtherSpeaker,
}

/// What the articles give as the number or amount of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureFamily {
    /// `f1`, `f2`, … in the order shown.
    pub id: String,
    /// The clause that gives it, as the article has it that the others are set against.
    pub clause: String,
    /// The figure there, as written; the one that most articles bear out, copies not counted, else the earliest.
    pub text: String,
    /// Its value, in `unit`.
    pub value: f64,
    /// `USD`, `%`, `km`, …; none for plain counts.
    pub unit: Option<String>,
    /// One cell an article, in the order of [`Comparison::articles`].
    pub coverage: Vec<FigureCoverage>,
}

/// What one article gives for one figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureCoverage {
    /// How it compares with the family's value.
    pub cell: FigureCell,
    /// The figures found, in order.
    pub variants: Vec<FigureVariant>,
}

/// How an article's figure compares with that of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureCell {
    /// The same value.
    Same,
    /// Another value that does not contradict it: rounded, `about`, `at least`.
    Rounded,
    /// Another value.
    Differs,
    /// No figure was found that is surely of the same thing. The article may give one in other words.
    NotFound,
    /// The article is in another language, so it was not compared.
    OtherLanguage,
}

/// One figure in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureVariant {
    /// Where it stands in that article's text.
    pub span: Span,
    /// The figure as written, with the words that make it approximate.
    pub text: String,
    /// Its value, in the family's unit.
    pub value: f64,
    /// The clause around it.
    pub clause: String,
    /// Whom this article gives it to; none in its own voice.
    pub speaker: Option<String>,
}
