//! The words beside a shown date that say what happened on it.

use crate::dates::fold;

/// What the words beside a date say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// "Published", "Veröffentlicht am", "Publié le".
    Published,
    /// "Updated", "Zuletzt geändert am", "Mis à jour".
    Modified,
    /// "Today is", "Aktuelles Datum": the day of reading.
    Today,
    /// Nothing.
    None,
}

/// Beginnings of words for publishing, folded.
const PUBLISHED: &[&str] = &[
    "publi",
    "pubbl",
    "posted",
    "gepostet",
    "geschrieben",
    "verfasst",
    "written",
    "ecrit",
    "escrito",
    "veroffentlich",
    "erstellt",
    "erschienen",
    "eingestellt",
    "created",
    "geplaatst",
    "gepubliceer",
    "udgivet",
    "julkaistu",
    "opubl",
    "опубл",
    "оприлюдн",
    "размещ",
    "objavljen",
    "zverejnen",
    "pridano",
    "dodano",
    "megjelen",
    "yayin",
    "issued",
    "released",
    "发布",
    "發布",
    "게시",
    "입력",
    "公開",
];

/// Beginnings of words for changing, folded.
const MODIFIED: &[&str] = &[
    "updat",
    "aktualis",
    "geandert",
    "modif",
    "edited",
    "bearbeitet",
    "actuali",
    "aggiorn",
    "atualiz",
    "bijgewerkt",
    "gewijzigd",
    "oppdat",
    "uppdat",
    "opdat",
    "paivitet",
    "aktualiz",
    "обновл",
    "измен",
    "оновл",
    "revised",
    "reviewed",
    "changed",
    "guncel",
    "zuletzt",
    "ultima",
    "derniere",
    "last",
    "stand",
    "更新",
    "수정",
];

/// Words for the day of reading, folded.
const TODAY: &[&str] =
    &["today", "heute", "aktuelles", "aktuelle", "current", "currently", "now", "oggi", "hoy"];

/// How much of the text beside a date is read, in bytes.
const BESIDE: usize = 48;

/// What the text before a date, back to the date before it, or else the text behind it say.
///
/// The nearest word before the date counts, since "Published 2 March, updated 3 March" has both.
pub(super) fn label(before: &str, after: &str) -> Label {
    let start = before.len().saturating_sub(BESIDE);
    let before = fold(&before[before.ceil_char_boundary(start)..]);
    let near = words(&before).rev().find_map(meaning);
    near.or_else(|| words(&fold(&after[..after.floor_char_boundary(BESIDE)])).take(6).find_map(meaning))
        .unwrap_or(Label::None)
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn meaning(word: &str) -> Option<Label> {
    let begins = |list: &[&str]| list.iter().any(|beginning| word.starts_with(beginning));
    if TODAY.contains(&word) {
        Some(Label::Today)
    } else if begins(MODIFIED) {
        Some(Label::Modified)
    } else if begins(PUBLISHED) {
        Some(Label::Published)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_names_the_date() {
        assert_eq!(label("Published on ", ""), Label::Published);
        assert_eq!(label("Published, last updated: ", ""), Label::Modified);
        assert_eq!(label("Dieser Beitrag wurde am Montag, ", " um 9 Uhr veröffentlicht"), Label::Published);
        assert_eq!(label("Diese Seite wurde zuletzt am ", " geändert."), Label::Modified);
        assert_eq!(label("Aktuelles Datum: ", ""), Label::Today);
        assert_eq!(label("The bridge was opened on ", " by the mayor"), Label::None);
    }
}
