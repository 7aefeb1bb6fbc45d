use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// What each article is indexed by. Texts are not stored: they stand in the library.
#[derive(Clone, Copy)]
pub(super) struct ArticleFields {
    pub(super) common: CommonFields,
    /// Headline, standfirst and text as they are written, for phrases.
    pub(super) words: Field,
    /// The stems of the same, the headline's twice.
    pub(super) stems: Field,
    pub(super) title: Field,
    pub(super) title_stems: Field,
    pub(super) outlet: Field,
    pub(super) by: Field,
    pub(super) cites: Field,
    pub(super) figure: Field,
    pub(super) lang: Field,
}

/// What each quotation is indexed by.
#[derive(Clone, Copy)]
pub(super) struct QuotationFields {
    pub(super) common: CommonFields,
    /// Its place among the attributions of its article.
    pub(super) place: Field,
    /// What is said, as it is written.
    pub(super) said: Field,
    pub(super) said_stems: Field,
    /// Name and role of who says it.
    pub(super) who: Field,
}

/// What articles and quotations have in common.
#[derive(Clone, Copy)]
pub(super) struct CommonFields {
    /// The number of the record in the library.
    pub(super) seq: Field,
    /// The article in the library.
    pub(super) article: Field,
    /// When it was published: minutes since 1970, the first that the date may mean.
    pub(super) published: Field,
    /// The last day that the date may mean, in days since 1970; only where it names no day.
    pub(super) last_day: Field,
    /// For counting: the outlet's name, the language, who is quoted.
    pub(super) outlet_name: Field,
    pub(super) language: Field,
    pub(super) person: Field,
}

impl CommonFields {
    fn add(schema: &mut SchemaBuilder) -> Self {
        Self {
            seq: schema.add_i64_field("seq", FAST),
            // Indexed as well, so that what is there of an article can be taken out.
            article: schema.add_i64_field("article", FAST | INDEXED),
            published: schema.add_i64_field("published", FAST),
            last_day: schema.add_i64_field("last_day", FAST),
            outlet_name: schema.add_text_field("outlet_name", FAST),
            language: schema.add_text_field("language", FAST),
            person: schema.add_text_field("person", FAST),
        }
    }
}

impl ArticleFields {
    pub(super) fn schema() -> (Self, Schema) {
        let mut schema = Schema::builder();
        let fields = Self {
            common: CommonFields::add(&mut schema),
            words: schema.add_text_field("words", phrases(true)),
            stems: schema.add_text_field("stems", frequencies()),
            title: schema.add_text_field("title", phrases(false)),
            title_stems: schema.add_text_field("title_stems", frequencies()),
            outlet: schema.add_text_field("outlet", phrases(false)),
            by: schema.add_text_field("by", phrases(false)),
            cites: schema.add_text_field("cites", phrases(false)),
            figure: schema.add_text_field("figure", phrases(false)),
            lang: schema.add_text_field("lang", STRING),
        };
        (fields, schema.build())
    }
}

impl QuotationFields {
    pub(super) fn schema() -> (Self, Schema) {
        let mut schema = Schema::builder();
        let fields = Self {
            common: CommonFields::add(&mut schema),
            place: schema.add_u64_field("place", FAST),
            said: schema.add_text_field("said", phrases(true)),
            said_stems: schema.add_text_field("said_stems", frequencies()),
            who: schema.add_text_field("who", phrases(false)),
        };
        (fields, schema.build())
    }
}

/// Words with their positions; `norms` with the length of each text, by which longer ones weigh less.
fn phrases(norms: bool) -> TextOptions {
    indexed(IndexRecordOption::WithFreqsAndPositions, norms)
}

/// How often each word occurs, without positions.
fn frequencies() -> TextOptions {
    indexed(IndexRecordOption::WithFreqs, true)
}

fn indexed(record: IndexRecordOption, norms: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(Prepared::NAME)
        .set_fieldnorms(norms)
        .set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

/// The tokenizers that the schemas name.
pub(super) fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(Prepared::NAME, TextAnalyzer::builder(Prepared::default()).build());
    tokenizers
}

/// Takes apart what was made ready before: words separated by a blank, pieces of text by a line feed, across which no
/// phrase is found. Which words a text has depends on its language, which a tokenizer is not told.
#[derive(Clone, Default)]
struct Prepared {
    token: Token,
}

impl Prepared {
    const NAME: &str = "prepared";
}

impl Tokenizer for Prepared {
    type TokenStream<'a> = PreparedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PreparedStream<'a> {
        self.token.reset();
        PreparedStream { rest: text, token: &mut self.token }
    }
}

struct PreparedStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl PreparedStream<'_> {
    /// More than the words that may be asked to stand between those of a phrase.
    const GAP: usize = 200;
}

impl TokenStream for PreparedStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(rest) = self.rest.strip_prefix('\n') {
            self.rest = rest;
            self.token.position = self.token.position.wrapping_add(Self::GAP);
        }
        if self.rest.is_empty() {
            return false;
        }
        // Words are so short that a search for many bytes at a time costs more than it saves.
        let end = self.rest.bytes().position(|byte| matches!(byte, b' ' | b'\n')).unwrap_or(self.rest.len());
        self.token.text.clear();
        self.token.text.push_str(&self.rest[..end]);
        self.token.position = self.token.position.wrapping_add(1);
        let rest = &self.rest[end..];
        self.rest = rest.strip_prefix(' ').unwrap_or(rest);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
