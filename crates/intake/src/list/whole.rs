use super::plain::plain;

/// Whether a feed's text of an item, HTML or plain, is likely the whole article: as long as one, and without the marks
/// of a beginning.
pub(crate) fn is_whole(text: &str) -> bool {
    /// Teasers have up to a hundred words or so, reports seldom fewer than two hundred.
    const WORDS: usize = 200;
    /// As long in scripts that put no spaces between words.
    const LETTERS: usize = 1200;
    let text = plain(text);
    let end = text.trim_end_matches([')', ']', '»', '›', '>', ' ', '→']);
    let is_cut = end.ends_with('…')
        || end.ends_with("...")
        || INVITATIONS.iter().any(|invitation| ends(end, invitation));
    let is_long = text.split_whitespace().nth(WORDS - 1).is_some()
        || text.chars().filter(|letter| !letter.is_ascii()).nth(LETTERS - 1).is_some();
    is_long && !is_cut
}

/// Words at the end of a text that lead to its rest.
const INVITATIONS: &[&str] = &[
    "read more",
    "continue reading",
    "read on",
    "read the full story",
    "read the rest",
    "weiterlesen",
    "mehr lesen",
    "lire la suite",
    "leer más",
    "seguir leyendo",
    "continua a leggere",
    "leggi tutto",
    "lees meer",
    "lees verder",
    "читать далее",
];

fn ends(text: &str, invitation: &str) -> bool {
    let tail: Vec<char> = text.chars().rev().take(invitation.chars().count()).collect();
    tail.iter().rev().collect::<String>().to_lowercase() == invitation
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn a_teaser_is_not_whole_however_long() {
        let words = "The council met again on Monday. ".repeat(40);
        let article = |end: &str| format!("<p>{words}</p>{end}");
        for (text, expected) in [
            (article(""), true),
            (article("<p>It meets again in May.</p>"), true),
            (article("It goes on […]"), false),
            (article("It goes on ..."), false),
            (article("<a href='/'>Continue Reading »</a>"), false),
            (article("<a href='/'>Читать далее</a>"), false),
            ("The council met again on Monday.".to_owned(), false),
            (String::new(), false),
            ("会议".repeat(700), true),
        ] {
            assert_eq!(is_whole(&text), expected, "{}", text.chars().rev().take(30).collect::<String>());
        }
    }
}
