use sayso_library::query::{Query, parse};
use sayso_library::search::SearchError;
use sayso_library::{Library, SavedSearch};

/// A query that is asked again and again, and up to where its answers are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// As it is kept in the library.
    pub saved: SavedSearch,
    /// What it asks.
    pub query: Query,
}

/// The saved search called `text`; else `text` as a query, saved or not: then it is called by its canonical form, and
/// everything it finds is new. `now` is in seconds since 1970, UTC.
///
/// # Errors
/// When `text` is neither a name nor a query, or the library cannot be read.
pub fn watched(library: &Library, text: &str, now: i64) -> Result<Watched, SearchError> {
    if let Some(saved) = library.saved_search(text.trim())? {
        let query = parse(&saved.query)?;
        return Ok(Watched { saved, query });
    }
    let query = parse(text)?;
    let name = query.to_string();
    let fresh = || SavedSearch { name: name.clone(), query: name.clone(), created_at: now, seen_seq: 0 };
    // Of a name that somebody gave to another query, the query is the one that is meant.
    let saved = library.saved_search(&name)?.filter(|saved| saved.query == name).unwrap_or_else(fresh);
    Ok(Watched { saved, query })
}
