use sayso_model::Span;
use thiserror::Error;

use super::Field;

/// What is wrong with a query, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct QueryError {
    /// Where, in bytes of the query; empty at its end when something is missing there.
    pub span: Span,
    /// What.
    pub problem: Problem,
}

/// What can be wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// There is nothing in it to look for.
    #[error("the query says nothing to look for")]
    Empty,
    /// It is longer than any person would write.
    #[error("the query is longer than {limit} bytes")]
    TooLong {
        /// The most that is read.
        limit: usize,
    },
    /// Parentheses within parentheses without end.
    #[error("the parentheses are nested too deeply")]
    TooDeep,
    /// No mark closes this quotation.
    #[error("nothing closes this quotation mark")]
    OpenQuotation,
    /// No word stands between the marks.
    #[error("no word stands between these quotation marks")]
    EmptyQuotation,
    /// No parenthesis closes this one.
    #[error("nothing closes this parenthesis")]
    OpenParenthesis,
    /// No parenthesis opened this one.
    #[error("nothing opens this parenthesis")]
    StrayParenthesis,
    /// Nothing to look for stands between the parentheses.
    #[error("nothing stands between these parentheses")]
    EmptyParentheses,
    /// An operator without what it works on before it.
    #[error("nothing stands before {operator}")]
    NothingBefore {
        /// `OR` or `AND`.
        operator: &'static str,
    },
    /// An operator or field without what it works on after it.
    #[error("nothing to look for stands after {after}")]
    NothingAfter {
        /// As it was written.
        after: String,
    },
    /// A field that does not exist.
    #[error("there is no field {name}:")]
    UnknownField {
        /// As it was written.
        name: String,
        /// The field it was perhaps meant to be.
        meant: Option<&'static str>,
    },
    /// The field `story:`, which is kept for the time when the library groups articles into stories.
    #[error("the library does not group articles into stories yet")]
    NoStories,
    /// A field within the parentheses of another.
    #[error("{inner}: cannot stand inside {outer}:( )")]
    FieldInField {
        /// The one inside.
        inner: &'static str,
        /// The one before the parentheses.
        outer: &'static str,
    },
    /// What a field cannot take, such as `lang:"two words"`.
    #[error("{field}: takes one word")]
    OneWord {
        /// The field.
        field: &'static str,
    },
    /// An asterisk that does not end a word.
    #[error("* can only end a word")]
    StarInside,
    /// So many words begin like this that looking them up would take long.
    #[error("too little stands before *")]
    ShortPrefix,
    /// A tilde that does not follow a quotation.
    #[error("~ can only follow a quotation")]
    StrayTilde,
    /// A tilde without a number that can be used.
    #[error("after ~ goes the number of words that may stand between, up to {limit}")]
    BadSlop {
        /// The largest number.
        limit: u32,
    },
    /// What is no date.
    #[error("this is no date")]
    BadDate,
    /// Several dates in parentheses.
    #[error("date: takes one date or range")]
    DatesInGroup,
    /// A range that ends before it begins.
    #[error("the range ends before it begins")]
    BackwardsDates,
}

impl Problem {
    /// What to do about it, in one line.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Empty => "write a word, a \"phrase\", or a field such as outlet:ledger".to_owned(),
            Self::TooLong { .. } | Self::TooDeep => "split it into several searches".to_owned(),
            Self::OpenQuotation => "put another one where the phrase ends".to_owned(),
            Self::EmptyQuotation => "write the words between them, or take them away".to_owned(),
            Self::OpenParenthesis => "put ) where the group ends".to_owned(),
            Self::StrayParenthesis => "take it away, or put ( where the group begins".to_owned(),
            Self::EmptyParentheses => "write what belongs there, or take them away".to_owned(),
            Self::NothingBefore { operator } => both_sides(operator),
            Self::NothingAfter { after } if after.bytes().all(|byte| byte.is_ascii_uppercase()) => both_sides(after),
            Self::NothingAfter { after } if after == "date:" => Self::BadDate.hint(),
            Self::NothingAfter { after } if after == "-" => "write what to leave out".to_owned(),
            Self::NothingAfter { after } => format!("write what to look for right after it, such as {after}bridge"),
            Self::UnknownField { meant: Some(meant), .. } => format!("did you mean {meant}: ?"),
            Self::UnknownField { name, .. } => {
                let fields: Vec<_> = Field::NAMED.iter().map(|(name, _)| format!("{name}:")).collect();
                format!("there are {} date:, and \"{name}\" looks for the word", fields.join(" "))
            }
            Self::NoStories => {
                "leave story: out, and look for words that every article on the event has".to_owned()
            }
            Self::FieldInField { inner, .. } => format!("move {inner}: out of the parentheses"),
            Self::OneWord { field } => format!("write {field}:one OR {field}:other for several"),
            Self::StarInside => "move it to the end of the word, or take it away".to_owned(),
            Self::ShortPrefix => "write at least two letters before it".to_owned(),
            Self::StrayTilde => "put the words between quotation marks: \"bridge plan\"~3".to_owned(),
            Self::BadSlop { .. } => "for example \"bridge plan\"~3".to_owned(),
            Self::BadDate => {
                "write a year, month or day, or two of them: 2026, 2026-03, 2026-03-02, 2026-03..2026-04, 2026-03.."
                    .to_owned()
            }
            Self::DatesInGroup => "write date:2026-03 OR date:2025 for several".to_owned(),
            Self::BackwardsDates => "write the earlier date first".to_owned(),
        }
    }
}

fn both_sides(operator: &str) -> String {
    format!("write something on both sides, or \"{operator}\" to look for the word itself")
}
