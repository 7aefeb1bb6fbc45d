use anyhow::Result;
use sayso_model::{Reading, Support};

use super::Tally;
use super::align::Alignment;
use super::gold::{Document, World};
use crate::attribution::{
    Gold, Marked, Pair, Predicted, Scored, TokenPattern, Tokens, holds_name, in_corpus_terms, same_name,
};
use crate::page::{TextPatterns, shingles};

/// Scores of the articles of all worlds, one after the other.
pub(super) struct DocumentScores {
    pub(super) attributions: Scored,
    /// Each article's body: its place and F1.
    pub(super) bodies: Vec<(String, f64)>,
    pattern: TokenPattern,
    words: TextPatterns,
}

impl DocumentScores {
    /// Nothing scored yet; lists up to `errors` errors of each group.
    pub(super) fn new(errors: usize) -> Result<Self> {
        Ok(Self {
            attributions: Scored::new("worlds", errors)?,
            bodies: Vec::new(),
            pattern: TokenPattern::new()?,
            words: TextPatterns::new()?,
        })
    }

    /// Adds one article; without a reading everything is missing.
    pub(super) fn add(
        &mut self,
        world: &World,
        document: &Document,
        reading: Option<&Reading>,
        tally: &mut Tally,
    ) -> Result<()> {
        let empty = Reading::default();
        let reading = reading.unwrap_or(&empty);
        let place = format!("{}/{}", world.world, document.file);
        let (ours, truth) = (&reading.article.text, document.text());
        self.bodies.push((place.clone(), shingles(&place, &truth, ours, &self.words).f1));

        let (from, to) = (Tokens::new(ours, &self.pattern), Tokens::new(&truth, &self.pattern));
        let predicted = in_corpus_terms(&document.file, &reading.clone().in_code_points());
        let predicted = Alignment::new(&from, &to).predicted(&predicted);
        let gold = document.gold()?;
        let pairs = self.attributions.add(&gold, &predicted, true);
        direct(&place, &gold, &predicted, &pairs, &to, tally);
        quotation_marks(&place, document, &predicted, &to, tally)?;
        fields(&place, document, reading, tally);
        headline(&place, document, reading, tally);
        citations(&place, document, reading, tally);
        Ok(())
    }
}

/// Direct quotations: found, and given to the right speaker.
fn direct(
    place: &str,
    gold: &Gold,
    predicted: &Predicted,
    pairs: &[Pair],
    tokens: &Tokens<'_>,
    tally: &mut Tally,
) {
    for (index, marked) in gold.document.attributions.iter().enumerate() {
        if marked.kind.as_deref() != Some("direct") {
            continue;
        }
        let described = || {
            let words: Vec<&str> = marked.content.iter().map(|&span| tokens.slice(span)).collect();
            format!("{place}: {}: {}", marked.speaker.as_deref().unwrap_or("nobody"), words.join(" … "))
        };
        let pair = pairs.iter().find(|pair| pair.gold == index);
        tally.count("direct.found", pair.is_some(), described);
        let Some(pair) = pair else { continue };
        let given = predicted.document.attributions[pair.predicted].speaker.as_deref();
        tally.count("direct.speaker", right_speaker(marked, given), || {
            format!("{}\n      ours: {}", described(), given.unwrap_or("nobody"))
        });
    }
}

/// Whether the speaker given is the right one. A name must be whole and may carry an office; a description may
/// be cut down to what tells who it is.
fn right_speaker(marked: &Marked, given: Option<&str>) -> bool {
    let described =
        matches!(marked.source_kind.as_deref(), Some("official" | "anonymous" | "group" | "document"));
    match (&marked.speaker, given) {
        (None, None) => true,
        (Some(speaker), Some(given)) => {
            holds_name(given, speaker) || (described && holds_name(speaker, given))
        }
        _ => false,
    }
}

/// Words in quotation marks that nobody uttered must not be given to anybody as a quotation.
fn quotation_marks(
    place: &str,
    document: &Document,
    predicted: &Predicted,
    tokens: &Tokens<'_>,
    tally: &mut Tally,
) -> Result<()> {
    for one in &document.not_attributed {
        let words = tokens.words(&[document.find(&one.words)?]);
        let taken = predicted.document.attributions.iter().find(|marked| {
            marked.kind.as_deref() == Some("direct") && tokens.words(&marked.content).is_subset(&words)
        });
        tally.count("not_attributed", taken.is_none(), || {
            format!(
                "{place}: ‘{}’ given to {:?}",
                one.words.text,
                taken.and_then(|marked| marked.speaker.as_deref())
            )
        });
    }
    Ok(())
}

fn fields(place: &str, document: &Document, reading: &Reading, tally: &mut Tally) {
    let article = &reading.article;
    let mut compare = |name: &str, truth: Option<&str>, given: Option<&str>| {
        tally.count(&format!("field.{name}"), truth == given, || {
            format!("{place}: {}, ours: {}", truth.unwrap_or("none"), given.unwrap_or("none"))
        });
    };
    compare("title", Some(&document.title), article.title.as_deref());
    compare("standfirst", document.standfirst.as_deref(), article.standfirst.as_deref());
    compare("outlet", Some(&document.outlet), article.outlet.as_ref().map(|outlet| outlet.name.as_str()));
    compare("bylines", Some(&document.bylines.join("; ")), Some(&article.bylines.join("; ")));
    compare("credited_to", Some(&document.credited_to.join("; ")), Some(&article.credited_to.join("; ")));
    let cut_off = article.cut_off.and_then(|why| serde_json::to_value(why).ok());
    compare("cut_off", document.cut_off.as_deref(), cut_off.as_ref().and_then(|why| why.as_str()));
    for (name, truth, given) in [
        ("published", &document.published, &article.published),
        ("modified", &document.modified, &article.modified),
    ] {
        // A page that shows only the day cannot give the minute: what is given must agree as far as it goes.
        let given = given.as_ref().map(|date| date.at.as_str());
        let right = match (truth, given) {
            (None, None) => true,
            (Some(truth), Some(given)) => agree(truth, given),
            _ => false,
        };
        tally.count(&format!("field.{name}"), right, || {
            format!("{place}: {}, ours: {}", truth.as_deref().unwrap_or("none"), given.unwrap_or("none"))
        });
    }
}

/// Whether two ISO dates agree as far as both go, which must be to the day where the truth goes so far.
fn agree(truth: &str, given: &str) -> bool {
    const DAY: usize = "2026-03-02".len();
    let digits = |date: &str| date.trim_end_matches('Z').to_owned();
    let (truth, given) = (digits(truth), digits(given));
    let shorter = truth.len().min(given.len());
    shorter >= DAY.min(truth.len()) && truth.get(..shorter) == given.get(..shorter)
}

fn headline(place: &str, document: &Document, reading: &Reading, tally: &mut Tally) {
    let ours = &reading.headline.quotations;
    for quotation in &document.headline {
        let given = ours.iter().find(|one| same_name(&one.text, &quotation.text));
        let how = given.map_or("not looked up", |one| match one.how {
            Support::Verbatim => "verbatim",
            Support::Changed => "changed",
            Support::Absent => "absent",
        });
        tally.count("headline", how == quotation.how, || {
            format!("{place}: ‘{}’ {}, ours: {how}", quotation.text, quotation.how)
        });
    }
    for invented in ours {
        if !document.headline.iter().any(|one| same_name(&one.text, &invented.text)) {
            tally.count("headline", false, || format!("{place}: ‘{}’ is no quotation", invented.text));
        }
    }
}

/// What the found citations say: name, title and date.
fn citations(place: &str, document: &Document, reading: &Reading, tally: &mut Tally) {
    for citation in &document.citations {
        let named = |name: &str, ours: &str| holds_name(name, ours) || holds_name(ours, name);
        let given = reading.citations.iter().find(|ours| {
            let title = ours.title.as_deref().zip(citation.title.as_deref());
            title.is_some_and(|(ours, truth)| same_name(ours, truth))
                || ours
                    .name
                    .as_deref()
                    .zip(citation.name.as_deref())
                    .is_some_and(|(ours, truth)| named(truth, ours))
        });
        let described = format!("{place}: {:?} {:?} {:?}", citation.name, citation.title, citation.date);
        tally.count("citations.named", given.is_some(), || described.clone());
        let Some(given) = given else { continue };
        if let Some(date) = &citation.date {
            let ours = given.date.as_ref().map(|date| date.at.as_str()).unwrap_or_default();
            tally.count("citations.date", agree(date, ours), || format!("{described}, ours: {ours}"));
        }
        if let Some(title) = &citation.title {
            let ours = given.title.as_deref().unwrap_or_default();
            tally.count("citations.title", same_name(title, ours), || format!("{described}, ours: {ours}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_must_be_whole_and_a_description_may_be_short() {
        let marked = |speaker: &str, source_kind: &str| Marked {
            speaker: Some(speaker.to_owned()),
            source_kind: Some(source_kind.to_owned()),
            ..Marked::default()
        };
        assert!(right_speaker(&marked("Jana Holt", "person"), Some("mayor Jana Holt")));
        assert!(!right_speaker(&marked("Jana Holt", "person"), Some("Holt")));
        assert!(right_speaker(&marked("a clerk who asked not to be named", "anonymous"), Some("a clerk")));
        assert!(!right_speaker(&marked("Jana Holt", "person"), None));
    }

    #[test]
    fn dates_agree_as_far_as_they_go() {
        assert!(agree("2026-03-02T06:05:00Z", "2026-03-02"));
        assert!(agree("2026-03-02T06:05:00Z", "2026-03-02T06:05Z"));
        assert!(!agree("2026-03-02T06:05:00Z", "2026-03-02T07:05:00Z"));
        assert!(!agree("2026-03-02T06:05:00Z", "2026-03"));
        assert!(agree("2026-03", "2026-03"));
        assert!(!agree("2026-03-02", "2026-03-03T00:00:00Z"));
    }
}
