use std::ops::Range;

use sayso_model::{Comparison, Drift, Family, Variant};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::paper::{Ink, Paper, Words};

/// Width of the column of `q1`, `q12`.
const IDS: usize = 4;

/// Below the table: every quotation whose wordings or speakers differ, or that was too long for
/// the table, in full, and how each article has it.
pub(super) fn wordings(comparison: &Comparison, shortened: &[&str], paper: &mut Paper) {
    let differs = |family: &Family| {
        let mut variants = family.coverage.iter().flat_map(|coverage| &coverage.variants);
        variants.any(|variant| differs(family, variant))
    };
    let mut shown = comparison.families.iter().filter(|family| {
        differs(family) || family.speakers.len() > 1 || shortened.contains(&family.id.as_str())
    });
    let Some(first) = shown.next() else { return };
    paper.blank();
    paper.line(0, &Words::new().add(Ink::Tag, "WORDINGS"));
    let marks = Words::new()
        .add(Ink::Faint, "against the fullest: ")
        .add(Ink::Removed, "[-left out-]")
        .add(Ink::Faint, " ")
        .add(Ink::Added, "{+put in+}");
    paper.line(0, &marks);
    for family in std::iter::once(first).chain(shown) {
        paper.blank();
        spelled_out(comparison, family, paper);
    }
}

/// Whether a wording is another. What is told without a source has no drift, and may be nearly word for word.
fn differs(family: &Family, variant: &Variant) -> bool {
    variant.drift.iter().any(|&drift| drift != Drift::Exact)
        || variant.drift.is_empty() && words_of(&variant.wording) != words_of(&family.wording)
}

/// One quotation in full, who has it word for word, and every other wording.
fn spelled_out(comparison: &Comparison, family: &Family, paper: &mut Paper) {
    let id = Words::new().add(Ink::Faint, &family.id);
    paper.entry(0, &id, IDS, &Words::new().add(Ink::Quoted, &format!("“{}”", family.wording)));
    let carried = family.coverage.iter().zip(&comparison.articles);
    let carried = carried.flat_map(|(coverage, article)| {
        coverage.variants.iter().map(move |variant| (variant, article.outlet.as_str()))
    });
    let mut exact: Vec<&str> = Vec::new();
    let mut others: Vec<(&Variant, Vec<&str>)> = Vec::new();
    for (variant, outlet) in carried {
        if !differs(family, variant) {
            exact.push(outlet);
        } else if let Some((_, outlets)) = others.iter_mut().find(|(other, _)| same(other, variant)) {
            outlets.push(outlet);
        } else {
            others.push((variant, vec![outlet]));
        }
    }
    exact.dedup();
    let speaker = family.speakers.first().map_or("no source named", String::as_str);
    let mut words = Words::new().add(Ink::Strong, speaker);
    if !exact.is_empty() {
        words.push(Ink::Plain, &format!(", word for word in {}", exact.join(", ")));
    }
    paper.line(IDS, &words);
    for (variant, outlets) in others {
        paper.entry(IDS, &Words::new(), 2, &other_wording(family, variant, &outlets));
    }
}

/// Whether two articles have the same words from the same speaker.
fn same(one: &Variant, other: &Variant) -> bool {
    one.speaker == other.speaker
        && one.drift == other.drift
        && words_of(&one.wording) == words_of(&other.wording)
}

/// Which outlets have it so, whom they give it to when that differs, and how the words differ.
fn other_wording(family: &Family, variant: &Variant, outlets: &[&str]) -> Words {
    let mut words = Words::new().add(Ink::Strong, &outlets.join(", "));
    let changes: Vec<&str> = variant.drift.iter().filter_map(|&drift| change(drift)).collect();
    if !changes.is_empty() {
        words.push(Ink::Faint, &format!(" ({})", changes.join(", ")));
    }
    if variant.drift.contains(&Drift::OtherSpeaker) {
        let speaker = variant.speaker.as_deref().unwrap_or("nobody");
        let give = if outlets.len() == 1 { "gives" } else { "give" };
        words.push(Ink::Warning, &format!(" {give} it to {speaker}"));
    }
    if variant.drift.contains(&Drift::Paraphrased) {
        words.push(Ink::Plain, &format!(": {}", variant.wording));
    } else if words_of(&family.wording) != words_of(&variant.wording) {
        words.push(Ink::Plain, ": ");
        push_difference(&mut words, &family.wording, &variant.wording);
    }
    words
}

/// How the words were changed, when they were.
const fn change(drift: Drift) -> Option<&'static str> {
    match drift {
        Drift::Cut => Some("cut"),
        Drift::Reworded => Some("reworded"),
        Drift::Inserted => Some("words put in"),
        Drift::Joined => Some("run together with another"),
        Drift::Paraphrased => Some("told without quotation marks"),
        Drift::Exact | Drift::OtherSpeaker => None,
    }
}

/// `wording` with what it lacks of `fullest` in `[-…-]` and what it adds in `{+…+}`, word by word.
/// Case and punctuation at the ends of words are not differences.
fn push_difference(words: &mut Words, fullest: &str, wording: &str) {
    let old: Vec<&str> = fullest.split_whitespace().collect();
    let new: Vec<&str> = wording.split_whitespace().collect();
    let bare = |words: &[&str]| words.iter().map(|word| bare(word)).collect::<Vec<_>>();
    let mut spaced = false;
    let mut run = |ink: Ink, open: &str, run: &[&str], close: &str| {
        if run.is_empty() {
            return;
        }
        if spaced {
            words.push(Ink::Plain, " ");
        }
        spaced = true;
        words.push(ink, &format!("{open}{}{close}", run.join(" ")));
    };
    for change in capture_diff_slices(Algorithm::Patience, &bare(&old), &bare(&new)) {
        let (removed, added): (Range<usize>, Range<usize>) = match change {
            DiffOp::Equal { new_index, len, .. } => {
                run(Ink::Plain, "", &new[new_index..new_index + len], "");
                continue;
            }
            _ => (change.old_range(), change.new_range()),
        };
        let removed = &old[removed];
        let added = &new[added];
        if removed != ["…"] {
            run(Ink::Removed, "[-", removed, "-]");
        }
        // The ellipsis between the pieces of an interrupted quotation is nobody's word.
        match added {
            ["…"] => run(Ink::Plain, "", added, ""),
            _ => run(Ink::Added, "{+", added, "+}"),
        }
    }
}

/// The words that count, without case, punctuation and the ellipses between pieces.
fn words_of(wording: &str) -> Vec<String> {
    wording.split_whitespace().filter(|&word| word != "…").map(bare).collect()
}

/// A word without case and without the punctuation around it; the word itself when it is all
/// punctuation.
fn bare(word: &str) -> String {
    let inside = word.trim_matches(|mark: char| !mark.is_alphanumeric());
    if inside.is_empty() { word.to_owned() } else { inside.to_lowercase().replace('’', "'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_marked_word_by_word() {
        let fullest = "We cannot wait another winter for a bridge, and we will not.";
        for (wording, expected) in [
            (
                "we cannot wait another winter",
                "we cannot wait another winter [-for a bridge, and we will not.-]",
            ),
            (
                "We can’t wait another winter …",
                "We [-cannot-] {+can’t+} wait another winter [-for a bridge, and we will not.-] …",
            ),
            (
                "We cannot wait … for a bridge, and we will not",
                "We cannot wait [-another winter-] … for a bridge, and we will not",
            ),
        ] {
            let mut words = Words::new();
            push_difference(&mut words, fullest, wording);
            assert_eq!(words.text(), expected);
        }
    }
}
