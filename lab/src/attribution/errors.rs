use std::collections::BTreeMap;
use std::fmt;

use super::agreement::{Pair, same_source};
use super::corpora::Gold;
use super::document::{Covered, Marked, Role};
use super::meaning::{names_speaker, same_carriers};
use super::predict::Predicted;
use super::tokens::{Tokens, shared};

/// Errors to read, grouped by what went wrong.
#[derive(Debug)]
pub(crate) struct Errors {
    limit: usize,
    groups: BTreeMap<String, Group>,
}

#[derive(Debug, Default)]
struct Group {
    /// Each by how bad it is, as lines ready to print.
    errors: Vec<(f64, String)>,
}

impl Errors {
    /// A list that shows up to `limit` errors of each group, the worst first: of what was missed or misread, the longest
    /// content; of what nobody said, that of which the program was surest.
    pub(crate) fn up_to(limit: usize) -> Self {
        Self { limit, groups: BTreeMap::new() }
    }

    /// Adds the errors of one article.
    pub(crate) fn add(
        &mut self,
        gold: &Gold,
        ours: &[Covered],
        predicted: &Predicted,
        theirs: &[Covered],
        pairs: &[Pair],
        tokens: &Tokens<'_>,
    ) {
        if self.limit == 0 {
            return;
        }
        let place = |side: &[Marked], index: usize| describe(&gold.document.id, &side[index], tokens);
        let (gold_side, our_side) = (&gold.document.attributions, &predicted.document.attributions);
        for (index, covered) in ours.iter().enumerate() {
            if pairs.iter().any(|pair| pair.gold == index) || covered.words(Role::Content).is_empty() {
                continue;
            }
            let kind = gold_side[index].kind.as_deref().unwrap_or("not given");
            let near = nearest(covered, theirs);
            let group = if near.is_some() { "missed, other extent" } else { "missed altogether" };
            let mut lines = place(gold_side, index);
            if let Some(near) = near {
                lines.push_str(&format!("\n    ours: {}", parts(&our_side[near], tokens)));
            }
            self.push(format!("{group}: {kind}"), length(covered), lines);
        }
        for (index, covered) in theirs.iter().enumerate() {
            if pairs.iter().any(|pair| pair.predicted == index) || nearest(covered, ours).is_some() {
                continue;
            }
            let kind = our_side[index].kind.as_deref().unwrap_or("not given");
            // a word more or less does not outweigh a hundredth of confidence
            let sure = f64::from(our_side[index].confidence.unwrap_or_default());
            let bad = sure + length(covered) / 10_000.0;
            self.push(format!("spurious: {kind}"), bad, place(our_side, index));
        }
        for pair in pairs {
            let (one, other) = (&ours[pair.gold], &theirs[pair.predicted]);
            let both = || {
                format!(
                    "{}\n    ours: {}",
                    place(gold_side, pair.gold),
                    parts(&our_side[pair.predicted], tokens)
                )
            };
            if !same_source(one.words(Role::Source), other.words(Role::Source), tokens) {
                let group = match (one.words(Role::Source).is_empty(), other.words(Role::Source).is_empty()) {
                    (true, _) => "wrong source: gold has none",
                    (_, true) => "wrong source: none given",
                    _ => "wrong source: another",
                };
                self.push(group.to_owned(), length(one), both());
            } else if !one.words(Role::Cue).is_empty()
                && shared(one.words(Role::Cue), other.words(Role::Cue)) == 0
            {
                self.push("wrong cue".to_owned(), length(one), both());
            }
            if gold.meaning.is_some() {
                let (gold, ours) = (&gold_side[pair.gold], &our_side[pair.predicted]);
                for group in misread(gold, ours) {
                    self.push(group, length(one), format!("{}\n    ours: {}", both(), meant(ours)));
                }
            }
        }
    }

    fn push(&mut self, group: String, bad: f64, lines: String) {
        self.groups.entry(group).or_default().errors.push((bad, lines));
    }
}

/// How many words a content has.
fn length(covered: &Covered) -> f64 {
    covered.words(Role::Content).len() as f64
}

/// The groups of errors in what a found attribution means.
fn misread(gold: &Marked, ours: &Marked) -> Vec<String> {
    let label = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let mut groups = Vec::new();
    if let Some(speaker) = &gold.speaker
        && !names_speaker(speaker, ours.speaker.as_deref().unwrap_or_default())
    {
        groups.push(format!("wrong speaker: {}", label(&gold.source_kind)));
    }
    for (what, one, other) in
        [("kind of source", &gold.source_kind, &ours.source_kind), ("act", &gold.act, &ours.act)]
    {
        if one != other {
            groups.push(format!("wrong {what}: {} as {}", label(one), label(other)));
        }
    }
    if !same_carriers(&gold.via, &ours.via) {
        groups.push(if gold.via.is_empty() { "invented carrier" } else { "wrong carriers" }.to_owned());
    }
    groups
}

/// What an attribution means, on one line.
fn meant(marked: &Marked) -> String {
    let label = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let via =
        if marked.via.is_empty() { String::new() } else { format!(", via {}", marked.via.join(" ← ")) };
    format!("{} ({}), {}{via}", label(&marked.speaker), label(&marked.source_kind), label(&marked.act))
}

/// The one of `side` whose content shares most words with this one's, when any does.
fn nearest(covered: &Covered, side: &[Covered]) -> Option<usize> {
    (0..side.len())
        .map(|index| (shared(covered.words(Role::Content), side[index].words(Role::Content)), index))
        .filter(|(words, _)| *words > 0)
        .max_by_key(|(words, index)| (*words, std::cmp::Reverse(*index)))
        .map(|(_, index)| index)
}

fn describe(id: &str, marked: &Marked, tokens: &Tokens<'_>) -> String {
    let first = Role::ALL.iter().flat_map(|&role| marked.spans(role)).map(|span| span[0]).min().unwrap_or(0);
    format!(
        "  {id} @{first}\n    {}\n    gold: {}\n    text: {}",
        parts(marked, tokens),
        meant(marked),
        tokens.around(first)
    )
}

/// `[source] <cue> {content}` with ` … ` between the pieces.
fn parts(marked: &Marked, tokens: &Tokens<'_>) -> String {
    let join = |role: Role| {
        marked
            .spans(role)
            .iter()
            .map(|&span| tokens.slice(span))
            .collect::<Vec<_>>()
            .join(" … ")
            .replace('\n', " ¶ ")
    };
    let sure = marked.confidence.map_or(String::new(), |sure| format!(" {sure:.2}"));
    format!("[{}] <{}> {{{}}}{sure}", join(Role::Source), join(Role::Cue), shortened(&join(Role::Content)))
}

/// The beginning and the end of a long content: a screen holds several errors.
fn shortened(content: &str) -> String {
    const EACH: usize = 110;
    let letters: Vec<char> = content.chars().collect();
    if letters.len() <= 2 * EACH + 20 {
        return content.to_owned();
    }
    let (begin, end) = (&letters[..EACH], &letters[letters.len() - EACH..]);
    format!(
        "{} […{}…] {}",
        begin.iter().collect::<String>(),
        letters.len() - 2 * EACH,
        end.iter().collect::<String>()
    )
}

impl fmt::Display for Errors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by_key(|(name, group)| (std::cmp::Reverse(group.errors.len()), name.as_str()));
        for (name, group) in groups {
            writeln!(out, "== {name} ({})", group.errors.len())?;
            let mut errors: Vec<_> = group.errors.iter().collect();
            errors.sort_by(|one, other| other.0.total_cmp(&one.0));
            for (_, lines) in errors.into_iter().take(self.limit) {
                writeln!(out, "{lines}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
