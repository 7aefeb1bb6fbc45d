//! The quotations in the headline, looked up in the body.

use sayso_model::{Attribution, Headline, HeadlineQuotation, Span, Support};

use crate::quotations::quotations;

/// Share of a headline quotation's words that must stand in a statement, in order, for it to be that
/// statement in other words.
const CHANGED_SHARE: f32 = 0.6;

/// Share that is enough when two of the words mean something.
const HALF: f32 = 0.5;

/// No headline has more quotations than this, nor a quotation more words that are compared one by one.
const MOST: usize = 12;
const LONGEST: usize = 40;

/// Looks the quotations of `title` up in `text` and its attributions.
pub(crate) fn check(title: &str, text: &str, attributions: &[Attribution]) -> Headline {
    let found = quotations(title, &[Span::new(0, title.len())]);
    if found.is_empty() {
        return Headline::default();
    }
    let body = words(text);
    let quotations = found
        .iter()
        .filter(|quotation| quotation.parent.is_none())
        .take(MOST)
        .map(|quotation| look_up(quotation.inner.of(title).trim(), &body, attributions))
        .filter(|quotation| !quotation.text.is_empty())
        .collect();
    Headline { quotations }
}

fn look_up(quoted: &str, body: &[String], attributions: &[Attribution]) -> HeadlineQuotation {
    let wanted = words(quoted);
    let made = |support: Vec<String>, how| HeadlineQuotation {
        text: quoted.trim_end_matches(',').to_owned(),
        support,
        how,
    };
    if wanted.is_empty() {
        return made(Vec::new(), Support::Absent);
    }
    // each word's stem, and whether it means something by itself
    let stems: Vec<(String, bool)> = wanted
        .iter()
        .map(|word| (stem(word), word.chars().count() > 3 && !EMPTY.contains(&word.as_str())))
        .collect();
    let mut verbatim = Vec::new();
    let mut changed: Vec<(usize, &str)> = Vec::new();
    for attribution in attributions {
        let said: Vec<String> = attribution.content.iter().flat_map(|piece| words(piece)).collect();
        if said.windows(wanted.len()).any(|window| window == wanted) {
            verbatim.push(attribution.id.clone());
        } else if let Some(kept) = rewording(&stems, &said) {
            changed.push((kept, &attribution.id));
        }
    }
    if !verbatim.is_empty() {
        return made(verbatim, Support::Verbatim);
    }
    // in the body, though in nobody's mouth
    if body.windows(wanted.len()).any(|window| window == wanted) {
        return made(Vec::new(), Support::Verbatim);
    }
    let best = changed.iter().map(|(kept, _)| *kept).max().unwrap_or_default();
    let support: Vec<String> =
        changed.into_iter().filter(|(kept, _)| *kept >= best).map(|(_, id)| id.to_owned()).collect();
    let how = if support.is_empty() { Support::Absent } else { Support::Changed };
    made(support, how)
}

/// How many words of the quotation a statement keeps, when it is the same utterance in other words: most of
/// them, in order, near one another, and among them words that mean something. What a headline changes is
/// person and tense ("staked my career" becomes "stakes her job").
fn rewording(wanted: &[(String, bool)], said: &[String]) -> Option<usize> {
    if wanted.len() > LONGEST {
        return None;
    }
    let said: Vec<String> = said.iter().map(|word| stem(word)).collect();
    // a window that leaves room for words put in or left out
    let reach = wanted.len() * 2 + 2;
    let mut best = 0;
    for (start, first) in said.iter().enumerate() {
        if !wanted.iter().any(|(stem, _)| stem == first) {
            continue;
        }
        let window = &said[start..(start + reach).min(said.len())];
        let (kept, strong) = common(wanted, window);
        let share = kept as f32 / wanted.len() as f32;
        if kept >= 2 && (strong > 0 && share >= CHANGED_SHARE || strong > 1 && share >= HALF) {
            best = best.max(kept);
        }
    }
    (best > 0).then_some(best)
}

/// Words of four letters and more that stand in any two sentences.
const EMPTY: [&str; 22] = [
    "that", "this", "with", "from", "have", "been", "were", "will", "would", "could", "should", "what",
    "when", "where", "there", "than", "then", "they", "them", "into", "about", "over",
];

/// A word without its ending, pronouns by what they do in the sentence.
fn stem(word: &str) -> String {
    match word {
        "i" | "he" | "she" | "we" | "they" | "you" => return "<subject>".to_owned(),
        "me" | "him" | "us" | "them" => return "<object>".to_owned(),
        "my" | "his" | "her" | "our" | "their" | "your" => return "<owner>".to_owned(),
        "is" | "are" | "was" | "were" | "am" | "be" | "been" => return "<be>".to_owned(),
        _ => {}
    }
    for ending in ["ing", "ied", "ies", "ed", "es", "s", "d", "e"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 3
        {
            // "stakes", "staked" and "stake" share "stak"
            return stem.strip_suffix('e').filter(|short| short.len() >= 3).unwrap_or(stem).to_owned();
        }
    }
    word.to_owned()
}

/// The words of a text without marks, lowered.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|word| word.trim_matches(['\'', '’']).replace('’', "'").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Length of the longest common subsequence of words, and how many of them mean something.
fn common(wanted: &[(String, bool)], said: &[String]) -> (usize, usize) {
    let mut row = vec![(0_usize, 0_usize); wanted.len() + 1];
    for word in said {
        let mut diagonal = (0, 0);
        for (at, (other, strong)) in wanted.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other {
                (diagonal.0 + 1, diagonal.1 + usize::from(*strong))
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    row[wanted.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn how(title: &str, said: &[&str], text: &str) -> Vec<(Support, usize)> {
        let attributions: Vec<Attribution> = said
            .iter()
            .enumerate()
            .map(|(number, said)| Attribution {
                id: format!("a{number}"),
                content: vec![(*said).to_owned()],
                ..crate::headline::tests::attribution()
            })
            .collect();
        let found = check(title, text, &attributions);
        found.quotations.into_iter().map(|one| (one.how, one.support.len())).collect()
    }

    fn attribution() -> Attribution {
        Attribution {
            id: String::new(),
            source: None,
            source_spans: Vec::new(),
            cue_spans: Vec::new(),
            cue: String::new(),
            content_spans: Vec::new(),
            content: Vec::new(),
            kind: sayso_model::Kind::Direct,
            act: sayso_model::Act::Speech,
            via: Vec::new(),
            inside: None,
            inserted: Vec::new(),
            sentences: Vec::new(),
            confidence: 1.0,
        }
    }

    #[test]
    fn headlines_are_looked_up_in_what_is_said() {
        let said = ["“I have staked my career on this bridge,”", "“Nobody warned us”"];
        for (title, expected) in [
            ("Mayor: “nobody warned us”", vec![(Support::Verbatim, 1)]),
            ("Mayor ‘stakes her career’ on bridge", vec![(Support::Changed, 1)]),
            ("Director “stakes her job” on bridge", vec![(Support::Changed, 1)]),
            ("‘Nobody warned the town’, says mayor", vec![(Support::Changed, 1)]),
            ("Bridge is a “death trap”", vec![(Support::Absent, 0)]),
            ("“On this day” a bridge opened", vec![(Support::Absent, 0)]),
            ("Bridge is “unsafe”", vec![(Support::Verbatim, 0)]),
            ("Bridge opens", vec![]),
        ] {
            let text = "The unsafe bridge was closed.";
            assert_eq!(how(title, &said, text), expected, "{title}");
        }
    }
}
