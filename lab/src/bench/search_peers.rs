//! What else finds texts, over the same ones: SQLite's full-text table, and tantivy as its own examples set it up.

use std::path::Path;

use anyhow::Result;
use rusqlite::Connection;
use sayso_library::{Library, Record};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{FAST, Field, INDEXED, Schema, TEXT};
use tantivy::{Index, IndexWriter, Searcher, doc};

/// Hits of which the whole answer is made, as a person is shown them.
pub(super) const SHOWN: usize = 10;

/// Something that finds texts.
pub(super) trait Peer {
    /// How many texts answer to the query; the first of them are looked up.
    fn answer(&self, query: &str) -> Result<u64>;
}

/// Hands every record's text to `each`, with its number; `pause` comes after each few thousand.
fn texts(
    library: &Library,
    mut each: impl FnMut(i64, String) -> Result<()>,
    mut pause: impl FnMut() -> Result<()>,
) -> Result<()> {
    let text = |record: &Record| {
        let article = &record.reading.article;
        format!("{}\n{}", article.title.as_deref().unwrap_or_default(), article.text)
    };
    let mut seq = 0;
    loop {
        let records = library.records_after(seq, 2_000)?;
        let Some(last) = records.last() else { return Ok(()) };
        seq = last.seq;
        for record in &records {
            each(record.seq, text(record))?;
        }
        pause()?;
    }
}

/// A full-text table of SQLite, its texts left out as ours are, ranked by its own BM25.
pub(super) struct Fts5 {
    connection: Connection,
}

impl Fts5 {
    pub(super) fn make(file: &Path, library: &Library) -> Result<Self> {
        let connection = Connection::open(file)?;
        let table = "CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2')";
        connection.execute_batch(table)?;
        connection.execute_batch("BEGIN")?;
        let add = |seq, text| {
            let mut insert = connection.prepare_cached("INSERT INTO texts (rowid, text) VALUES (?1, ?2)")?;
            insert.execute((seq, text))?;
            Ok(())
        };
        texts(library, add, || Ok(connection.execute_batch("COMMIT; BEGIN")?))?;
        connection.execute_batch("COMMIT")?;
        Ok(Self { connection })
    }
}

impl Peer for Fts5 {
    fn answer(&self, query: &str) -> Result<u64> {
        let count = "SELECT count(*) FROM texts WHERE texts MATCH ?1";
        let count: i64 = self.connection.prepare_cached(count)?.query_row([query], |row| row.get(0))?;
        let first = format!("SELECT rowid FROM texts WHERE texts MATCH ?1 ORDER BY rank LIMIT {SHOWN}");
        let mut first = self.connection.prepare_cached(&first)?;
        for row in first.query_map([query], |row| row.get::<_, i64>(0))? {
            std::hint::black_box(row?);
        }
        Ok(count.unsigned_abs())
    }
}

/// An index of tantivy over the words as they are written, with its own tokenizer, query language and collectors.
pub(super) struct Tantivy {
    searcher: Searcher,
    parser: QueryParser,
    seq: Field,
}

impl Tantivy {
    pub(super) fn make(folder: &Path, library: &Library) -> Result<Self> {
        let mut schema = Schema::builder();
        let seq = schema.add_i64_field("seq", FAST | INDEXED);
        let text = schema.add_text_field("text", TEXT);
        let index = Index::create_in_dir(folder, schema.build())?;
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 100_000_000)?;
        let add = |number: i64, words: String| {
            writer.add_document(doc!(seq => number, text => words))?;
            Ok(())
        };
        texts(library, add, || Ok(()))?;
        writer.commit()?;
        writer.wait_merging_threads()?;
        let mut parser = QueryParser::for_index(&index, vec![text]);
        parser.set_conjunction_by_default();
        Ok(Self { searcher: index.reader()?.searcher(), parser, seq })
    }
}

impl Peer for Tantivy {
    fn answer(&self, query: &str) -> Result<u64> {
        let query = self.parser.parse_query(query)?;
        let (count, first) =
            self.searcher.search(&query, &(Count, TopDocs::with_limit(SHOWN).order_by_score()))?;
        for (_, address) in first {
            let column = self.searcher.segment_reader(address.segment_ord).fast_fields();
            let name = self.searcher.schema().get_field_name(self.seq);
            std::hint::black_box(column.i64(name)?.first(address.doc_id));
        }
        Ok(count as u64)
    }
}
