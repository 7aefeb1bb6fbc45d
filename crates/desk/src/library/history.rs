use sayso_library::{Library, LibraryError, iso};
use sayso_model::{History, SeenText};
use thiserror::Error;

/// Why there is no history.
#[derive(Debug, Error)]
pub enum Lost {
    /// No article is called so.
    #[error("{0}: no article in the library has this address or id")]
    Unknown(String),
    /// Several are.
    #[error("{named}: {count} articles are meant by this: {}", .ids.join(", "))]
    Several {
        /// What was asked for.
        named: String,
        /// How many there are.
        count: usize,
        /// Ids of the first of them.
        ids: Vec<String>,
    },
    /// The library refuses.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

impl Lost {
    /// What to do about it, as a sentence without full stop.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown(named) if is_too_short(named) => {
                Some("of the beginning of an id at least six digits are needed".to_owned())
            }
            Self::Unknown(_) => Some("ids stand in what sayso add --json and sayso who print".to_owned()),
            Self::Several { .. } => Some("give more of the id".to_owned()),
            Self::Library(error) => error.hint(),
        }
    }
}

/// Whether it may be meant for an id of which too little is given.
fn is_too_short(named: &str) -> bool {
    named.len() < 6 && named.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Every text of the article that `named` means (an address, an id, or its beginning), with what changed from each to
/// the next.
///
/// # Errors
/// [`Lost::Unknown`] and [`Lost::Several`], and when the library cannot be read.
pub fn history(library: &Library, named: &str) -> Result<History, Lost> {
    /// More ids than this help nobody to choose.
    const SHOWN: usize = 5;
    let article = match library.articles_called(named)?[..] {
        [] => return Err(Lost::Unknown(named.to_owned())),
        [only] => only,
        ref several => {
            let mut ids = Vec::new();
            for article in several.iter().take(SHOWN) {
                ids.extend(library.latest(*article)?.map(|record| record.reading.article.id));
            }
            return Err(Lost::Several { named: named.to_owned(), count: several.len(), ids });
        }
    };
    let states = library.states(article)?;
    let mut history = History {
        schema: History::SCHEMA.to_owned(),
        outlet: library.outlet(article)?,
        ..History::default()
    };
    let mut before = None;
    for state in &states {
        let reading = &state.record.reading;
        let of = &reading.article;
        if state.record.latest {
            history.url = of.canonical_url.clone().or_else(|| of.url.clone());
        }
        history.texts.push(SeenText {
            article: of.id.clone(),
            title: of.title.clone(),
            seen: state.seen.iter().map(|seen| iso(seen.at)).collect(),
            latest: state.record.latest,
            changes: before.map(|before| sayso_compare::changes(before, reading)),
        });
        before = Some(reading);
    }
    Ok(history)
}
