use crate::{Word, word};

/// What a punctuation mark does, whichever way it is printed: the treebanks have straight quotation marks and
/// double hyphens where the news has curly marks and dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Mark {
    Other,
    Comma,
    Stop,
    Question,
    Colon,
    Semicolon,
    Hyphen,
    Dash,
    Dots,
    Quotation,
    SingleQuotation,
    Opening,
    Closing,
    Slash,
}

/// How many kinds of mark there are.
pub(crate) const KINDS: u8 = Mark::Slash as u8 + 1;

impl Mark {
    /// Stands for the mark's word, and is no word's number; none for marks of no known kind.
    pub(crate) fn number(self) -> Option<u64> {
        (self != Mark::Other).then_some(8 + self as u64)
    }
}

macro_rules! kinds {
    ($($kind:ident: $($form:literal)+;)*) => {
        impl Mark {
            /// What the mark written so does.
            pub(crate) fn of(form: Word) -> Mark {
                // The comparisons are with constants; a list by kind reads better than one sorted by hash.
                $( $( if form == const { word($form) } { return Mark::$kind; } )+ )*
                Mark::Other
            }
        }
    };
}

kinds! {
    Comma: ",";
    Stop: ".";
    Quotation: "\"" "“" "”" "''" "``" "„" "«" "»";
    SingleQuotation: "'" "‘" "`" "‹" "›" "‚";
    Hyphen: "-";
    Dash: "—" "–" "--" "---" "―";
    Colon: ":";
    Opening: "(" "[" "{";
    Closing: ")" "]" "}";
    Question: "?" "!";
    Semicolon: ";";
    Dots: "…" "..." ".." "....";
    Slash: "/";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn print_does_not_matter() {
        assert_eq!(Mark::of(word("“")), Mark::of(word("\"")));
        assert_eq!(Mark::of(word("—")), Mark::of(word("--")));
        // the curly apostrophe is the straight one to `word`
        assert_eq!(Mark::of(word("’")), Mark::SingleQuotation);
        assert_eq!(Mark::of(word("*")), Mark::Other);
    }
}
