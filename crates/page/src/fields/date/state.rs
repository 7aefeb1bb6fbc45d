//! The state that pages carry for their own scripts.

use super::super::Sources;
use crate::dates::Date;
use crate::tree::Tag;

/// Members of that state which hold the moment of publication.
const MEMBERS: &[&str] = &[
    "datePublished",
    "date_published",
    "publishedAt",
    "published_at",
    "publishDate",
    "publish_date",
    "publishedDate",
    "published_date",
    "publicationDate",
    "publication_date",
    "firstPublished",
    "first_published_at",
    "publishedTime",
    "publishingDate",
    "publishTime",
    "article_publication_date",
    "articlePublishDate",
];

/// Scripts, and bytes of each, that are looked through.
const SCRIPTS: usize = 60;
const LONGEST: usize = 300_000;

/// The first moment of publication in a script: of this article, when the page has one, since its
/// own state stands before that of others.
pub(super) fn published(sources: &Sources) -> Option<Date> {
    let tree = sources.tree;
    let scripts = tree.descendants(tree.root()).filter(|id| tree.tag(*id) == Some(Tag::SCRIPT));
    scripts.take(SCRIPTS).find_map(|id| {
        let text = tree.text(tree.first_child(id)?)?;
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let mut rest = text;
        // What all the names have in common: one search for all of them.
        while let Some(at) = rest.find("ubli") {
            let of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
            let start = rest[..at].trim_end_matches(of_name).len();
            let end = at + rest[at..].find(|letter| !of_name(letter)).unwrap_or(rest.len() - at);
            if MEMBERS.contains(&&rest[start..end])
                && let Some(date) = value(&rest[end..]).and_then(|text| sources.date(text))
                && date.local_day.len() == 10
            {
                return Some(date);
            }
            rest = &rest[end..];
        }
        None
    })
}

/// The value that follows a member's name: in quotation marks, perhaps escaped, or a number.
fn value(after: &str) -> Option<&str> {
    let after = after.trim_start_matches(['\\', '"', '\'']).trim_start();
    let after = after.strip_prefix([':', '=', ','])?.trim_start();
    let after = after.trim_start_matches(['\\', '"', '\'']);
    let end = after.find(['"', '\'', '\\', ',', '}', '<', '\n'])?;
    (8..60).contains(&end).then(|| &after[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_members() {
        assert_eq!(value(r#"":"2026-03-02T09:10:00Z","x":1}"#), Some("2026-03-02T09:10:00Z"));
        assert_eq!(value(r#"\":\"2026-03-02\","x":1}"#), Some("2026-03-02"));
        assert_eq!(value(" : 1772442615000, x"), Some("1772442615000"));
        assert_eq!(value("\": null, \"x\""), None);
        assert_eq!(value(" function() {}"), None);
    }
}
