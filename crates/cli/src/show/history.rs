use sayso_model::{
    Changes, Dated, Fate, History, Piece, Precision, QuotationChange, QuotationFate, SeenText,
};

use super::dates;
use super::paper::{Ink, Paper, Words};
use super::reading::counted;

/// Every text of an article, and what changed from each to the next.
pub(crate) fn history(history: &History, paper: &mut Paper) {
    if let Some(title) = history.texts.last().and_then(|text| text.title.as_ref()) {
        paper.line(0, &Words::new().add(Ink::Strong, title));
    }
    let mut about = Words::new();
    for part in history.outlet.iter().chain(&history.url) {
        about.push_item(Ink::Plain, part);
    }
    about.push_item(Ink::Plain, &counted(history.texts.len(), "text"));
    paper.line(0, &about);
    for text in &history.texts {
        paper.blank();
        seen(text, paper);
        match &text.changes {
            None => {}
            Some(changes) if *changes == Changes::default() => {
                paper.line(
                    2,
                    &Words::new().add(Ink::Plain, "Only what the page says around the text changed."),
                );
            }
            Some(changes) => changed(changes, paper),
        }
    }
}

/// When a text was seen.
fn seen(text: &SeenText, paper: &mut Paper) {
    let moment = |at: &String| {
        dates::for_people(&Dated { at: at.clone(), precision: Precision::Second, from: String::new() })
    };
    let mut words = Words::new();
    if let Some(first) = text.seen.first() {
        words.push_item(Ink::Strong, &moment(first));
    }
    if let (Some(last), true) = (text.seen.last(), text.seen.len() > 1) {
        words
            .push(Ink::Plain, &format!(", seen {} until {}", counted(text.seen.len(), "time"), moment(last)));
    }
    if text.latest {
        words.push_item(Ink::Plain, "the latest");
    }
    words.push_item(Ink::Faint, text.article.get(..12).unwrap_or(&text.article));
    paper.line(0, &words);
}

fn changed(changes: &Changes, paper: &mut Paper) {
    const LABELS: usize = 10;
    if !changes.title.is_empty() {
        paper.entry(2, &Words::new().add(Ink::Tag, "HEADLINE"), LABELS, &pieces(&changes.title, usize::MAX));
    }
    for change in &changes.quotations {
        paper.entry(2, &Words::new().add(Ink::Tag, "QUOTED"), LABELS, &quotation(change));
    }
    if !changes.text.is_empty() {
        /// Words around a change that tell where it stands.
        const AROUND: usize = 8;
        paper.entry(2, &Words::new().add(Ink::Tag, "TEXT"), LABELS, &pieces(&changes.text, AROUND));
    }
}

/// Runs of words with `[-…-]` around what was taken out and `{+…+}` around what was put in; of what was kept,
/// `around` words on both sides of a change.
fn pieces(pieces: &[Piece], around: usize) -> Words {
    let mut shown = Words::new();
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 {
            shown.push(Ink::Plain, " ");
        }
        match piece.what {
            Fate::Removed => shown.push(Ink::Removed, &format!("[-{}-]", piece.words)),
            Fate::Added => shown.push(Ink::Added, &format!("{{+{}+}}", piece.words)),
            Fate::Kept => {
                let (before, after) = (at > 0, at + 1 < pieces.len());
                shown.push(Ink::Plain, &shortened(&piece.words, around, before, after));
            }
        }
    }
    shown
}

/// `words` with at most `around` of them at the side where a change stands before or after.
fn shortened(words: &str, around: usize, before: bool, after: bool) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    let head = if before { around } else { 0 };
    let tail = if after { around } else { 0 };
    if all.len() <= head.saturating_add(tail) {
        return words.to_owned();
    }
    let (head, tail) = (all[..head].join(" "), all[all.len() - tail..].join(" "));
    [head.as_str(), "…", tail.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn quotation(change: &QuotationChange) -> Words {
    let speaker = change.speaker.as_deref().unwrap_or("nobody");
    let mut words = Words::new().add(Ink::Strong, speaker);
    let (before, after) =
        (change.before.as_deref().unwrap_or_default(), change.after.as_deref().unwrap_or_default());
    match change.what {
        QuotationFate::Added => {
            words.push(Ink::Plain, ", added: ");
            words.push(Ink::Added, after);
        }
        QuotationFate::Cut => {
            words.push(Ink::Plain, ", cut: ");
            words.push(Ink::Removed, before);
        }
        QuotationFate::Altered => {
            words.push(Ink::Plain, ", altered from ");
            words.push(Ink::Removed, before);
            words.push(Ink::Plain, " to ");
            words.push(Ink::Added, after);
        }
        QuotationFate::OtherSpeaker => {
            let earlier = change.speaker_before.as_deref().unwrap_or("nobody");
            words.push(Ink::Plain, &format!(", before given to {earlier}: "));
            words.push(Ink::Quoted, after);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn what_was_kept_is_shown_around_changes_only() {
        assert_eq!(shortened("a b c d e", 2, true, true), "a b … d e");
        assert_eq!(shortened("a b c d e", 2, false, true), "… d e");
        assert_eq!(shortened("a b c d e", 2, true, false), "a b …");
        assert_eq!(shortened("a b c", 2, true, true), "a b c");
        assert_eq!(shortened("a b c", usize::MAX, false, true), "a b c");
    }
}
