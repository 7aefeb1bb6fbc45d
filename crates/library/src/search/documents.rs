use sayso_model::{Attribution, Precision, Reading, Source, SourceKind, Span};
use tantivy::TantivyDocument;

use super::figures;
use super::schema::{ArticleFields, CommonFields, QuotationFields};
use super::words::{Stems, UNDETERMINED, folded, primary, words};
use crate::ArticleId;
use crate::identity;
use crate::query::DateRange;
use crate::times;

/// What the index will hold of a reading, whatever number its record gets. Making it takes longer than putting it in,
/// and can be done on any thread.
pub struct Draft {
    article: TantivyDocument,
    quotations: Vec<TantivyDocument>,
}

impl Draft {
    /// The document of the article and one for each of its quotations, with the record's number and the article's.
    pub(super) fn numbered(
        self,
        seq: i64,
        article: ArticleId,
        fields: &Drafting,
    ) -> (TantivyDocument, Vec<TantivyDocument>) {
        let number = |mut document: TantivyDocument, fields: CommonFields| {
            document.add_i64(fields.seq, seq);
            document.add_i64(fields.article, article.0);
            document
        };
        let quotations =
            self.quotations.into_iter().map(|quotation| number(quotation, fields.quotation.common));
        let quotations = quotations.collect();
        (number(self.article, fields.article.common), quotations)
    }
}

/// Makes of readings what the index holds of them. One for each thread: it remembers the words that it met.
pub struct Drafting {
    article: ArticleFields,
    quotation: QuotationFields,
    stems: Stems,
}

impl Default for Drafting {
    fn default() -> Self {
        Self {
            article: ArticleFields::schema().0,
            quotation: QuotationFields::schema().0,
            stems: Stems::new(),
        }
    }
}

impl Drafting {
    /// What the index will hold of `reading`, whose spans are in bytes.
    pub fn draft(&mut self, reading: &Reading) -> Draft {
        let language = reading.article.language.as_deref();
        let text = Words::of(&reading.article.text, language, &mut self.stems);
        let quotations = reading.attributions.iter().enumerate();
        let quotations = quotations
            .map(|(place, attribution)| self.quotation(reading, place, attribution, &text))
            .collect();
        Draft { article: self.article(reading, &text), quotations }
    }

    fn article(&mut self, reading: &Reading, text: &Words) -> TantivyDocument {
        let article = &reading.article;
        let fields = self.article;
        let mut document = TantivyDocument::new();
        add_common(&mut document, fields.common, reading);
        let mut persons: Vec<&str> = reading.sources.iter().filter_map(person).collect();
        persons.sort_unstable();
        persons.dedup();
        persons.into_iter().for_each(|name| document.add_text(fields.common.person, name));

        let language = article.language.as_deref();
        let mut words_of =
            |text: Option<&str>| Words::of(text.unwrap_or_default(), language, &mut self.stems);
        let title = words_of(article.title.as_deref());
        let standfirst = words_of(article.standfirst.as_deref());
        document.add_text(fields.title, &title.written);
        document.add_text(fields.title_stems, &title.stems);
        // What stands in the headline counts twice.
        document
            .add_text(fields.stems, [&*title.stems, &title.stems, &standfirst.stems, &text.stems].join("\n"));
        document.add_text(fields.words, [&*title.written, &standfirst.written, &text.written].join("\n"));

        let name = article.outlet.as_ref().map(|outlet| &outlet.name);
        document.add_text(fields.outlet, pieces([name, identity::domain(article).as_ref()]));
        document.add_text(fields.by, pieces(article.bylines.iter().map(Some)));
        let cited =
            reading.citations.iter().flat_map(|citation| [citation.name.as_ref(), citation.title.as_ref()]);
        document.add_text(fields.cites, pieces(cited.chain(article.credited_to.iter().map(Some))));
        let mut figures = String::new();
        for figure in &reading.figures {
            figures::push(figure, &mut figures);
        }
        document.add_text(fields.figure, figures);
        if let Some(language) = language.map(str::to_lowercase) {
            document.add_text(fields.lang, &language);
            if primary(&language) != language {
                document.add_text(fields.lang, primary(&language));
            }
        }
        document
    }

    fn quotation(
        &self,
        reading: &Reading,
        place: usize,
        attribution: &Attribution,
        text: &Words,
    ) -> TantivyDocument {
        let fields = self.quotation;
        let mut document = TantivyDocument::new();
        add_common(&mut document, fields.common, reading);
        document.add_u64(fields.place, place as u64);
        let (mut said, mut stems) = (String::new(), String::new());
        // A statement that the article interrupts is one all the same: a phrase may go across the pieces.
        for span in &attribution.content_spans {
            let (written, stemmed) = text.within(*span);
            push_piece(written, ' ', &mut said);
            push_piece(stemmed, ' ', &mut stems);
        }
        document.add_text(fields.said, said);
        document.add_text(fields.said_stems, stems);
        if let Some(source) = attribution.source.as_deref().and_then(|id| reading.source(id)) {
            document.add_text(fields.who, pieces([Some(&source.name), source.role.as_ref()]));
            if let Some(name) = person(source) {
                document.add_text(fields.common.person, name);
            }
        }
        document
    }
}

fn add_common(document: &mut TantivyDocument, fields: CommonFields, reading: &Reading) {
    let article = &reading.article;
    if let Some(published) = &article.published
        && let Some(seconds) = times::seconds(published)
    {
        document.add_i64(fields.published, seconds.div_euclid(60));
        if published.precision < Precision::Day
            && let Ok(range) = DateRange::read(&published.at)
        {
            document.add_i64(fields.last_day, range.days().end - 1);
        }
    }
    if let Some(outlet) = &article.outlet {
        document.add_text(fields.outlet_name, &outlet.name);
    }
    let language = article.language.as_deref().map_or_else(|| UNDETERMINED.to_owned(), str::to_lowercase);
    document.add_text(fields.language, primary(&language));
}

/// The name that a source is counted under: that of a person who is quoted.
fn person(source: &Source) -> Option<&str> {
    (source.kind == SourceKind::Person && source.statements > 0).then_some(&source.name)
}

/// Short texts as the tokenizer takes them: words by blanks, texts by line feeds.
fn pieces<'t>(texts: impl IntoIterator<Item = Option<&'t String>>) -> String {
    let mut out = String::new();
    for text in texts.into_iter().flatten() {
        let mut words = words(text).map(|word| folded(&text[word])).filter(|word| !word.is_empty());
        if let Some(first) = words.next() {
            push_piece(&first, '\n', &mut out);
            words.for_each(|word| push_piece(&word, ' ', &mut out));
        }
    }
    out
}

pub(super) fn push_piece(piece: &str, between: char, out: &mut String) {
    if !out.is_empty() && !piece.is_empty() {
        out.push(between);
    }
    out.push_str(piece);
}

/// The words of a text as they are written and as stems, in the form the tokenizer takes, and where each begins.
struct Words {
    written: String,
    stems: String,
    /// Of each word: its first byte in the text, in `written` and in `stems`.
    starts: Vec<(usize, usize, usize)>,
}

impl Words {
    fn of(text: &str, language: Option<&str>, stems: &mut Stems) -> Self {
        let mut all = Self {
            written: String::with_capacity(text.len()),
            stems: String::with_capacity(text.len()),
            starts: Vec::with_capacity(text.len() / 6),
        };
        let mut stems = stems.of_language(language);
        for range in words(text) {
            let (written, stemmed) = (all.written.len(), all.stems.len());
            if !all.starts.is_empty() {
                all.written.push(' ');
                all.stems.push(' ');
            }
            let begin = (range.start, all.written.len(), all.stems.len());
            stems.push_both(&text[range], &mut all.written, &mut all.stems);
            if all.written.len() == begin.1 {
                // Nothing of it is compared by.
                all.written.truncate(written);
                all.stems.truncate(stemmed);
                continue;
            }
            all.starts.push(begin);
        }
        all
    }

    /// The words that begin within `span` of the text, as written and as stems.
    fn within(&self, span: Span) -> (&str, &str) {
        let first = self.starts.partition_point(|&(start, ..)| start < span.start);
        let after = self.starts.partition_point(|&(start, ..)| start < span.end);
        if first >= after {
            return ("", "");
        }
        let (_, written, stems) = self.starts[first];
        let (_, written_end, stems_end) =
            self.starts.get(after).map_or((0, self.written.len() + 1, self.stems.len() + 1), |start| *start);
        // Without the blank before the next word.
        (&self.written[written..written_end - 1], &self.stems[stems..stems_end - 1])
    }
}

/// Of which article, and which of its attributions, a quotation is: for those who go from a hit to its record.
pub(super) fn attribution_at(reading: &Reading, place: u64) -> Option<&Attribution> {
    reading.attributions.get(usize::try_from(place).ok()?)
}
