use std::collections::BTreeMap;

use anyhow::Result;
use regex::Regex;

use super::document::Marked;

/// Recall of one kind of attribution.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Recall {
    pub(crate) gold: usize,
    pub(crate) found: usize,
    pub(crate) source_right: usize,
}

/// Recall by kind, over a corpus.
pub(crate) type KindCounts = BTreeMap<&'static str, Recall>;

/// Sorts gold attributions into kinds by simple patterns over their words, to show which kinds are missed.
pub(crate) struct Kinds {
    according: Regex,
    noun_cue: Regex,
    verb_cue: Regex,
    passive: Regex,
    agent: Regex,
    leading: Regex,
    capital: Regex,
    joined: Regex,
    plural_word: Regex,
    plural_noun: Regex,
    outlet: Regex,
    document: Regex,
    authority: Regex,
    anonymous: Regex,
    sentence_break: Regex,
    inner_quote: Regex,
}

impl Kinds {
    pub(crate) fn new() -> Result<Self> {
        let one_of = |words: &str| Regex::new(&format!(r"\b({})\b", alternatives(words)));
        let any_case = |words: &str| Regex::new(&format!(r"(?i)\b({})\b", alternatives(words)));
        Ok(Self {
            according: Regex::new("(?i)accord")?,
            noun_cue: any_case(NOUN_CUES)?,
            verb_cue: any_case(VERB_CUES)?,
            passive: Regex::new(
                r"\b(is|was|were|are|been|be|being)\b.*\w+(ed|told|said|seen|known|called)\b",
            )?,
            agent: Regex::new(r"ed by$|\bby\b")?,
            leading: Regex::new(r"^(The|A|An|He|She|They|It|We|I|You|Some|Many|Others|Critics)\b")?,
            capital: Regex::new("[A-Z]")?,
            joined: Regex::new(r"\b(and|or)\b")?,
            plural_word: Regex::new("^(they|we|both|many|some|several)$")?,
            plural_noun: Regex::new(r"[a-z]{3,}s$")?,
            outlet: one_of(OUTLETS)?,
            document: any_case(DOCUMENTS)?,
            authority: any_case(AUTHORITIES)?,
            anonymous: one_of(ANONYMOUS)?,
            sentence_break: Regex::new("[.!?][\"”]?\\s+[“\"]?[A-Z]")?,
            inner_quote: Regex::new(r"[‘']\w[^’']{2,}[’']")?,
        })
    }

    /// The kinds an attribution belongs to; `slice` gives the text of a span in code points.
    pub(crate) fn of<'t>(&self, marked: &Marked, slice: impl Fn([usize; 2]) -> &'t str) -> Vec<&'static str> {
        let join = |spans: &[[usize; 2]]| spans.iter().map(|&span| slice(span)).collect::<Vec<_>>().join(" ");
        let (cue, source, content) = (join(&marked.cue), join(&marked.source), join(&marked.content));
        let mut kinds = vec![match marked.kind.as_deref() {
            Some("direct") => "type: direct",
            Some("indirect") => "type: indirect",
            Some("mixed") => "type: mixed",
            _ => "type: not given",
        }];
        self.of_cue(&cue, &mut kinds);
        self.of_source(&source, &mut kinds);
        let length: usize = marked.content.iter().map(|span| span[1].saturating_sub(span[0])).sum();
        if length < 25 {
            kinds.push("content: under 25 characters");
        }
        if marked.content.len() > 1 {
            kinds.push("content: in pieces");
        }
        if self.sentence_break.is_match(&content) {
            kinds.push("content: several sentences");
        }
        let over_paragraphs = marked.content.iter().any(|&span| slice(span).contains('\n'));
        if over_paragraphs {
            kinds.push("content: over paragraphs");
        }
        if content.contains('“') && self.inner_quote.is_match(&content) {
            kinds.push("content: quotation in quotation");
        }
        let first = marked.content.iter().map(|span| span[0]).min();
        let last = marked.content.iter().map(|span| span[1]).max();
        if let (Some(first), Some(last), Some(&[source, _])) = (first, last, marked.source.first()) {
            if !over_paragraphs && slice([first.min(source), last.max(source)]).contains('\n') {
                kinds.push("source: in another paragraph");
            }
            if source > last {
                kinds.push("order: content first");
            }
        }
        kinds
    }

    fn of_cue(&self, cue: &str, kinds: &mut Vec<&'static str>) {
        if self.according.is_match(cue) {
            kinds.push("cue: according to");
        } else if self.noun_cue.is_match(cue) && !self.verb_cue.is_match(cue) {
            kinds.push("cue: noun (claim, belief)");
        }
        if self.passive.is_match(cue) || self.agent.is_match(cue) {
            kinds.push("cue: passive");
        }
        if cue.is_empty() {
            kinds.push("cue: none");
        }
    }

    fn of_source(&self, source: &str, kinds: &mut Vec<&'static str>) {
        if source.is_empty() {
            kinds.push("source: none in the text");
            return;
        }
        let lower = source.to_lowercase();
        let pronoun = PRONOUNS.contains(&lower.as_str());
        let capital = self.capital.is_match(&self.leading.replace(source, ""));
        if pronoun {
            kinds.push("source: pronoun");
        } else if self.joined.is_match(source)
            || self.plural_word.is_match(&lower)
            || (self.plural_noun.is_match(source) && !capital)
        {
            kinds.push("source: plural");
        }
        if self.outlet.is_match(source) {
            kinds.push("source: news outlet");
        } else if self.document.is_match(source) {
            kinds.push("source: document, report");
        } else if self.authority.is_match(source) {
            kinds.push("source: authority");
        }
        if self.anonymous.is_match(source) && !capital {
            kinds.push("source: anonymous group, person");
        } else if !capital && !pronoun {
            kinds.push("source: nominal (the minister)");
        } else if capital {
            kinds.push("source: named");
        }
    }
}

fn alternatives(words: &str) -> String {
    words.split_whitespace().map(|word| word.replace('_', " ")).collect::<Vec<_>>().join("|")
}

const PRONOUNS: &[&str] =
    &["he", "she", "they", "it", "we", "i", "you", "who", "that", "which", "him", "her", "them"];

// Lists of the reference scorer; `_` stands for a space.
const NOUN_CUES: &str = "claims? belief statement concerns? criticism views? plans? hopes? fears? allegations? \
    accusations? calls? suggestions? remarks? comments? promise pledge vow idea opinion doubts? questions? proposal \
    prediction announcement argument assertion threats? desire intention reason decision position testimony speech \
    message evidence conclusion pledges warnings? demands? request";
const VERB_CUES: &str = r"said says? saying told tells? tweet\w* wr[io]te\w* ask\w* add\w* think\w* thought believe\w*
    want\w* know\w* knew claim(s|ed|ing) call(ed|ing|s) announc\w* argu\w*";
const OUTLETS: &str = r"Times Post CNN Fox(_News)? AP Associated_Press Reuters Politico POLITICO Journal NBC ABC CBS
    MSNBC BBC Guardian Breitbart Bloomberg newspaper magazine Tribune Herald Gazette USA_TODAY Daily_\w+ outlet network
    Observer Globe";
const DOCUMENTS: &str = r"report poll polls survey statement memo e-?mails? documents? letter study filing indictment
    lawsuit transcript ad ads tweet tweets data article book editorial website complaint records? analysis figures post
    bill law platform research";
const AUTHORITIES: &str = "police authorities prosecutors? FBI CIA officials? court judge department agency government \
    White_House Pentagon administration military ministry sheriff Justice_Department State_Department Congress Senate \
    House";
const ANONYMOUS: &str = "sources? officials? people person aides? advis[eo]rs? insiders? critics supporters experts? \
    observers operatives? strategists? someone some many others voters analysts Republicans Democrats allies opponents";

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds_of(text: &str, source: &str, cue: &str, content: &str) -> Result<Vec<&'static str>> {
        let span = |words: &str| text.find(words).map(|start| [start, start + words.len()]);
        let marked = Marked {
            source: span(source).filter(|_| !source.is_empty()).into_iter().collect(),
            cue: span(cue).into_iter().collect(),
            content: span(content).into_iter().collect(),
            kind: Some("indirect".to_owned()),
            ..Marked::default()
        };
        Ok(Kinds::new()?.of(&marked, |[start, end]| &text[start..end]))
    }

    #[test]
    fn each_kind_is_told_from_its_words() -> Result<()> {
        let text = "The bridge would close for a whole year, according to critics.";
        let kinds = kinds_of(text, "critics", "according to", "The bridge would close for a whole year")?;
        assert_eq!(
            kinds,
            [
                "type: indirect",
                "cue: according to",
                "source: plural",
                "source: anonymous group, person",
                "order: content first"
            ]
        );
        let text = "Jana Holt was warned that it rained.";
        assert!(kinds_of(text, "", "was warned", "it rained")?.contains(&"cue: passive"));
        assert!(
            kinds_of("Fears of rain grew.", "", "Fears", "of rain")?.contains(&"cue: noun (claim, belief)")
        );
        assert!(kinds_of(text, "Jana Holt", "was warned", "it rained")?.contains(&"source: named"));
        Ok(())
    }
}
