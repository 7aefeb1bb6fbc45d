use crate::query::Query;

/// What is asked of a library.
#[derive(Clone, Debug)]
pub struct Request {
    /// What to look for.
    pub query: Query,
    /// In which order.
    pub order: Order,
    /// Only records that came in after this one.
    pub since: Option<i64>,
    /// The cursor of the hit to go on behind.
    pub after: Option<String>,
    /// How many hits to give; all when not given.
    pub limit: Option<usize>,
}

impl Request {
    /// Everything that answers to `query`, best first.
    #[must_use]
    pub fn new(query: Query) -> Self {
        Self { query, order: Order::Relevance, since: None, after: None, limit: None }
    }
}

/// The order of hits. What is equal in it comes in the order in which it came into the library, last first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first, by BM25.
    #[default]
    Relevance,
    /// Latest published first; what has no date comes last.
    Recent,
}
