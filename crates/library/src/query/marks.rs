/// Whether `character` can open a quotation, in any script.
pub(super) const fn opens(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '「' | '『' | '〝' | '＂')
}

/// Whether `character` is a quotation mark at all.
pub(super) const fn is_mark(character: char) -> bool {
    opens(character) || matches!(character, '」' | '』' | '〞' | '〟')
}

/// Whether `closing` ends what `opening` began. Lenient where people and word processors are: a straight mark
/// and curly ones end each other, and what opens in one language closes in the next.
pub(super) const fn closes(opening: char, closing: char) -> bool {
    match opening {
        '"' | '＂' | '“' | '”' | '„' | '‟' => matches!(closing, '"' | '＂' | '“' | '”'),
        '«' | '»' => matches!(closing, '»' | '«'),
        '‹' | '›' => matches!(closing, '›' | '‹'),
        '「' => closing == '」',
        '『' => closing == '』',
        '〝' => matches!(closing, '〞' | '〟'),
        _ => false,
    }
}

/// Whether `character` belongs to a word: what is neither a letter, a number nor a mark upon one is
/// punctuation, which no search looks at.
pub(super) fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character)
}
