//! The quotations in the headline, looked up in the body.

use sayso_model::{Attribution, Headline, HeadlineQuotation, Span, Support};

use crate::quotations::quotations;

/// Share of a headline quotation's words that must stand in a statement, in order, for it to be that
/// statement in other words.
const CHANGED_SHARE: f32 = 0.6;

/// Looks the quotations of `title` up in `text` and its attributions.
pub(crate) fn check(title: &str, text: &str, attributions: &[Attribution]) -> Headline {
    let found = quotations(title, &[Span::new(0, title.len())]);
    let quotations = found
        .iter()
        .filter(|quotation| quotation.parent.is_none())
        .map(|quotation| look_up(quotation.inner.of(title).trim(), text, attributions))
        .filter(|quotation| !quotation.text.is_empty())
        .collect();
    Headline { quotations }
}

fn look_up(quoted: &str, text: &str, attributions: &[Attribution]) -> HeadlineQuotation {
    let wanted = words(quoted);
    let made = |support: Vec<String>, how| HeadlineQuotation {
        text: quoted.trim_end_matches(',').to_owned(),
        support,
        how,
    };
    if wanted.is_empty() {
        return made(Vec::new(), Support::Absent);
    }
    let mut verbatim = Vec::new();
    let mut changed: Vec<(f32, String)> = Vec::new();
    for attribution in attributions {
        let said: Vec<String> = attribution.content.iter().flat_map(|piece| words(piece)).collect();
        if said.windows(wanted.len()).any(|window| window == wanted) {
            verbatim.push(attribution.id.clone());
        } else {
            let share = common(&wanted, &said) as f32 / wanted.len() as f32;
            if share >= CHANGED_SHARE && wanted.len() > 1 {
                changed.push((share, attribution.id.clone()));
            }
        }
    }
    if !verbatim.is_empty() {
        return made(verbatim, Support::Verbatim);
    }
    // in the body, though in nobody's mouth
    if words(text).windows(wanted.len()).any(|window| window == wanted) {
        return made(Vec::new(), Support::Verbatim);
    }
    let best = changed.iter().map(|(share, _)| *share).fold(0.0_f32, f32::max);
    let support: Vec<String> =
        changed.into_iter().filter(|(share, _)| *share >= best).map(|(_, id)| id).collect();
    let how = if support.is_empty() { Support::Absent } else { Support::Changed };
    made(support, how)
}

/// The words of a text without marks, lowered.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|word| word.trim_matches(['\'', '’']).replace('’', "'").to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Length of the longest common subsequence of words.
fn common(wanted: &[String], said: &[String]) -> usize {
    let mut row = vec![0_usize; wanted.len() + 1];
    for word in said {
        let mut diagonal = 0;
        for (at, other) in wanted.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[wanted.len()]
}
