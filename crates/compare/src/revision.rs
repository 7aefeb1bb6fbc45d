//! Two texts of one article: what changed, word by word and quotation by quotation.

use std::collections::HashMap;

use sayso_model::{Changes, Fate, Kind, Piece, QuotationChange, QuotationFate, Reading};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What changed from the reading `old` to `new`, a later one of the same article. Typography is no change: how
/// quotation marks and dashes are typed, and white space.
#[must_use]
pub fn changes(old: &Reading, new: &Reading) -> Changes {
    let title = |reading: &Reading| reading.article.title.clone().unwrap_or_default();
    Changes {
        title: difference(&title(old), &title(new)),
        text: difference(&old.article.text, &new.article.text),
        quotations: quotations(&quoted(old), &quoted(new)),
    }
}

/// The two texts as runs of words that were kept, removed and added; nothing when they are the same words.
fn difference(old: &str, new: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_whitespace().collect(), new.split_whitespace().collect());
    let plain = |words: &[&str]| words.iter().map(|word| plain(word)).collect::<Vec<_>>();
    // Patience: anchored at words that occur once, so that its cost stays near that of reading the texts.
    let steps = capture_diff_slices(Algorithm::Patience, &plain(&old), &plain(&new));
    if steps.iter().all(|step| matches!(step, DiffOp::Equal { .. })) {
        return Vec::new();
    }
    let mut pieces = Vec::new();
    let mut push = |what: Fate, words: &[&str]| {
        if !words.is_empty() {
            pieces.push(Piece { what, words: words.join(" ") });
        }
    };
    for step in steps {
        if let DiffOp::Equal { .. } = step {
            push(Fate::Kept, &new[step.new_range()]);
        } else {
            push(Fate::Removed, &old[step.old_range()]);
            push(Fate::Added, &new[step.new_range()]);
        }
    }
    pieces
}

/// A word without what tells only how it was typed.
fn plain(word: &str) -> String {
    let character = |character: char| match character {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '‐' | '‑' | '–' | '—' => '-',
        other => other,
    };
    word.chars()
        .filter(|character| !matches!(character, '\u{AD}' | '\u{200B}' | '\u{FEFF}'))
        .map(character)
        .collect()
}

/// A quotation of one text.
struct Quoted {
    speaker: Option<String>,
    words: String,
    /// Its words in lower case, without punctuation.
    bare: Vec<String>,
}

/// What a text gives as somebody's words, all or in part, in its order.
fn quoted(reading: &Reading) -> Vec<Quoted> {
    let direct = reading.attributions.iter().filter(|attribution| attribution.kind != Kind::Indirect);
    let quoted = direct.map(|attribution| {
        let words = attribution.content.join(" … ");
        let source = attribution.source.as_deref().and_then(|source| reading.source(source));
        Quoted { speaker: source.map(|source| source.name.clone()), bare: bare(&words), words }
    });
    quoted.filter(|quoted| !quoted.bare.is_empty()).collect()
}

fn bare(words: &str) -> Vec<String> {
    let words = words.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’');
    words
        .map(|word| word.replace('’', "'").trim_matches('\'').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

fn quotations(old: &[Quoted], new: &[Quoted]) -> Vec<QuotationChange> {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut free = vec![true; old.len()];
    let mut by_words: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, quoted) in old.iter().enumerate().rev() {
        by_words.entry(&quoted.bare).or_default().push(at);
    }
    for (at, quoted) in new.iter().enumerate() {
        partner[at] = by_words.get_mut(quoted.bare.as_slice()).and_then(Vec::pop);
        if let Some(old) = partner[at] {
            free[old] = false;
        }
    }
    let mut changes = Vec::new();
    for (at, after) in new.iter().enumerate() {
        let before = partner[at].or_else(|| {
            let like = likest(after, old, &free)?;
            free[like] = false;
            Some(like)
        });
        let before = before.map(|before| &old[before]);
        let what = match before {
            None => QuotationFate::Added,
            Some(before) if before.bare != after.bare => QuotationFate::Altered,
            Some(before) if before.speaker != after.speaker => QuotationFate::OtherSpeaker,
            Some(_) => continue,
        };
        changes.push(QuotationChange {
            what,
            speaker: after.speaker.clone(),
            speaker_before: before.and_then(|before| before.speaker.clone()),
            before: before.map(|before| before.words.clone()),
            after: Some(after.words.clone()),
        });
    }
    for (before, _) in old.iter().zip(&free).filter(|(_, free)| **free) {
        changes.push(QuotationChange {
            what: QuotationFate::Cut,
            speaker: before.speaker.clone(),
            speaker_before: before.speaker.clone(),
            before: Some(before.words.clone()),
            after: None,
        });
    }
    changes
}

/// The quotation among those that are still free that `after` was made from, when half of the words of both
/// together are in both.
fn likest(after: &Quoted, old: &[Quoted], free: &[bool]) -> Option<usize> {
    /// An article with more quotations is a transcript, and who pairs them all would pay for the square.
    const COMPARED: usize = 400;
    let candidates = old.iter().enumerate().filter(|(at, _)| free[*at]).take(COMPARED);
    let shares = candidates.map(|(at, before)| {
        let mut left: HashMap<&str, usize> = HashMap::new();
        before.bare.iter().for_each(|word| *left.entry(word).or_default() += 1);
        let shared = after.bare.iter().filter(|word| {
            left.get_mut(word.as_str()).is_some_and(|count| {
                let there = *count > 0;
                *count = count.saturating_sub(1);
                there
            })
        });
        (2 * shared.count() * 1000 / (before.bare.len() + after.bare.len()), at)
    });
    shares
        .filter(|(share, _)| *share >= 500)
        .max_by_key(|(share, at)| (*share, std::cmp::Reverse(*at)))
        .map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use sayso_model::{Act, Article, Attribution, Source, SourceKind};

    use super::*;

    fn reading(text: &str, quotations: &[(&str, &str)]) -> Reading {
        let source = |name: &str| Source {
            id: name.into(),
            name: name.into(),
            kind: SourceKind::Person,
            role: None,
            aliases: Vec::new(),
            mentions: Vec::new(),
            statements: 1,
            words: 0,
        };
        let attribution = |(name, words): &(&str, &str)| Attribution {
            id: "a".into(),
            source: Some((*name).into()),
            source_spans: Vec::new(),
            cue_spans: Vec::new(),
            cue: "said".into(),
            content_spans: Vec::new(),
            content: vec![(*words).into()],
            kind: Kind::Direct,
            act: Act::Speech,
            via: Vec::new(),
            inside: None,
            inserted: Vec::new(),
            sentences: Vec::new(),
            confidence: 1.0,
        };
        Reading {
            article: Article { text: text.into(), ..Article::default() },
            sources: quotations.iter().map(|(name, _)| source(name)).collect(),
            attributions: quotations.iter().map(attribution).collect(),
            ..Reading::default()
        }
    }

    #[test]
    fn words_are_kept_removed_and_added() {
        let changes =
            changes(&reading("“Nine”  voted for it.", &[]), &reading("\"Nine\" voted against it.", &[]));
        let pieces: Vec<_> = changes.text.iter().map(|piece| (piece.what, piece.words.as_str())).collect();
        assert_eq!(
            pieces,
            [
                (Fate::Kept, "\"Nine\" voted"),
                (Fate::Removed, "for"),
                (Fate::Added, "against"),
                (Fate::Kept, "it.")
            ]
        );
        assert_eq!(super::changes(&reading("It’s  so.", &[]), &reading("It's so.", &[])), Changes::default());
    }

    #[test]
    fn quotations_are_added_cut_altered_and_given_to_others() {
        let old = reading(
            "",
            &[
                ("Holt", "“We will pay for the bridge,”"),
                ("Osei", "“Too low.”"),
                ("Larke", "“I did not wait.”"),
                ("Byrne", "“Sand.”"),
            ],
        );
        let new = reading(
            "",
            &[
                ("Holt", "“We may pay for the bridge.”"),
                ("Reyes", "“Too low.”"),
                ("Larke", "“I did not wait”"),
                ("Holt", "“Nobody asked me.”"),
            ],
        );
        let changes = changes(&old, &new).quotations;
        let told: Vec<_> = changes.iter().map(|change| (change.what, change.speaker.as_deref())).collect();
        assert_eq!(
            told,
            [
                (QuotationFate::Altered, Some("Holt")),
                (QuotationFate::OtherSpeaker, Some("Reyes")),
                (QuotationFate::Added, Some("Holt")),
                (QuotationFate::Cut, Some("Byrne")),
            ]
        );
        assert_eq!(changes[1].speaker_before.as_deref(), Some("Osei"));
    }
}
