use sayso_model::{Comparison, FigureCell, FigureFamily, FigureVariant};

use super::paper::{Ink, Paper, Words};

/// Width of the column of `f1`, `f12`.
const IDS: usize = 4;

/// The mark of a cell and what it means.
pub(super) const fn sign(cell: FigureCell) -> (&'static str, Ink, &'static str) {
    match cell {
        FigureCell::Same => ("=", Ink::Quoted, "same figure"),
        FigureCell::Rounded => ("±", Ink::Plain, "does not contradict it"),
        FigureCell::Differs => ("≠", Ink::Warning, "another figure"),
        FigureCell::NotFound => (".", Ink::Faint, "no such figure found"),
        FigureCell::OtherLanguage => ("#", Ink::Faint, "in another language, not compared"),
    }
}

/// Adds to `words` the marks that the rows of figures use, explained.
pub(super) fn legend(comparison: &Comparison, words: &mut Words) {
    // A language not compared is explained with the quotations' marks when they use it.
    let known = words.text().contains(sign(FigureCell::OtherLanguage).2);
    for cell in [
        FigureCell::Same,
        FigureCell::Rounded,
        FigureCell::Differs,
        FigureCell::NotFound,
        FigureCell::OtherLanguage,
    ] {
        let used =
            comparison.figures.iter().flat_map(|family| &family.coverage).any(|found| found.cell == cell);
        if used && !(known && cell == FigureCell::OtherLanguage) {
            let (sign, ink, meaning) = sign(cell);
            words.push_item(ink, sign);
            words.push(Ink::Faint, &format!("\u{a0}{meaning}"));
        }
    }
}

/// Below the table: every figure for which articles give different values, and who gives which.
pub(super) fn figures(comparison: &Comparison, paper: &mut Paper) {
    let mut shown = comparison.figures.iter().filter(|family| {
        family
            .coverage
            .iter()
            .any(|coverage| matches!(coverage.cell, FigureCell::Differs | FigureCell::Rounded))
    });
    let Some(first) = shown.next() else { return };
    paper.blank();
    paper.line(0, &Words::new().add(Ink::Tag, "DIFFERENT FIGURES"));
    for family in std::iter::once(first).chain(shown) {
        paper.blank();
        spelled_out(comparison, family, paper);
    }
}

/// The values of one figure, each with the outlets that give it and the words it stands in.
fn spelled_out(comparison: &Comparison, family: &FigureFamily, paper: &mut Paper) {
    let id = Words::new().add(Ink::Faint, &family.id);
    let mut values: Vec<(&FigureVariant, Vec<String>)> = Vec::new();
    for (coverage, article) in family.coverage.iter().zip(&comparison.articles) {
        let Some(variant) = coverage.variants.first() else { continue };
        let outlet = match &variant.speaker {
            Some(speaker) => format!("{} ({speaker})", article.outlet),
            None => article.outlet.clone(),
        };
        match values.iter_mut().find(|(known, _)| known.value.total_cmp(&variant.value).is_eq()) {
            Some((_, outlets)) => outlets.push(outlet),
            None => values.push((variant, vec![outlet])),
        }
    }
    for (at, (variant, outlets)) in values.iter().enumerate() {
        let label = if at == 0 { &id } else { &Words::new() };
        let mut words = Words::new().add(Ink::Strong, &variant.text);
        words.push_item(Ink::Plain, &outlets.join(", "));
        words.push_item(Ink::Faint, &variant.clause);
        paper.entry(0, label, IDS, &words);
    }
}
