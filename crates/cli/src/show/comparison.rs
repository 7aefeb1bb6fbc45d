use sayso_model::{Cell, ComparedArticle, Comparison, Coverage, Family, FigureFamily};

use super::article::cut_off;
use super::paper::{Ink, Paper, Words};
use super::reading::{counted, percent};
use super::wording;
use super::{dates, figures};

/// Narrowest column that a quotation is still read well in.
const QUOTATION: usize = 30;
/// Lines a quotation may take in the table; the rest of a longer one stands below the table.
const LINES: usize = 3;
/// Width of the column of `q1`, `q12`.
const IDS: usize = 4;

/// The articles, the table of outlets × quotations, and the wordings that differ.
pub(crate) fn comparison(comparison: &Comparison, paper: &mut Paper) {
    let layout = Layout::fitting(comparison, paper.look().width);
    let shared = comparison.families.iter().filter(|family| carriers(family) > 1).count();
    let alone = comparison.families.len() - shared;
    let counts = format!(
        "{}, {}: {shared} in more than one, {alone} in one only",
        counted(comparison.articles.len(), "article"),
        counted(comparison.families.len(), "quotation"),
    );
    paper.line(0, &Words::new().add(Ink::Strong, &counts));
    for diagnostic in &comparison.diagnostics {
        paper.line(0, &Words::new().add(Ink::Warning, "Note: ").add(Ink::Plain, &diagnostic.message));
    }
    paper.blank();
    for (index, article) in comparison.articles.iter().enumerate() {
        let label = Words::new().add(Ink::Tag, &(index + 1).to_string());
        paper.entry(0, &label, 3, &key(comparison, article));
    }
    if comparison.families.is_empty() && comparison.figures.is_empty() {
        paper.blank();
        paper.line(0, &Words::new().add(Ink::Warning, "No quotation found in any of them"));
        return;
    }
    paper.blank();
    let mut shortened = Vec::new();
    layout.head(comparison, paper);
    let mut said_alone = false;
    for family in &comparison.families {
        if carriers(family) < 2 && !said_alone && shared > 0 {
            said_alone = true;
            paper.line(0, &Words::new().add(Ink::Tag, "IN ONE ONLY"));
        }
        if layout.row(family, paper) {
            shortened.push(family.id.as_str());
        }
    }
    if !comparison.figures.is_empty() {
        paper.line(0, &Words::new().add(Ink::Tag, "FIGURES"));
    }
    for family in &comparison.figures {
        layout.figure(family, paper);
    }
    if paper.look().terminal {
        paper.rule();
    } else {
        paper.blank();
    }
    legend(comparison, paper);
    wording::wordings(comparison, &shortened, paper);
    figures::figures(comparison, paper);
}

/// In how many articles the words stand in some form.
fn carriers(family: &Family) -> usize {
    family.coverage.iter().filter(|coverage| carries(coverage)).count()
}

const fn carries(coverage: &Coverage) -> bool {
    matches!(coverage.cell, Cell::Verbatim | Cell::Changed | Cell::Paraphrased | Cell::Unattributed)
}

/// One article: outlet, date, headline, what it repeats, whom it credits, why it is not whole.
fn key(comparison: &Comparison, article: &ComparedArticle) -> Words {
    let mut words = Words::new().add(Ink::Strong, &article.outlet);
    match &article.published {
        Some(date) => words.push_item(Ink::Plain, &dates::for_people(date)),
        None => words.push_item(Ink::Plain, "no date found"),
    }
    if let Some(title) = &article.title {
        words.push_item(Ink::Plain, title);
    }
    if let Some((index, original)) = article.copy_of.and_then(|at| Some((at, comparison.articles.get(at)?))) {
        let share =
            article.repeated.map_or_else(String::new, |share| format!("{} of its words ", percent(share)));
        words.push_item(Ink::Warning, &format!("repeats {share}from {} {}", index + 1, original.outlet));
    }
    if !article.credited_to.is_empty() {
        words.push_item(Ink::Plain, &format!("credits {}", article.credited_to.join(", ")));
    }
    if let Some(reason) = article.cut_off {
        words.push_item(Ink::Warning, &format!("cut off: {}", cut_off(reason)));
    }
    words
}

/// How the columns of the articles are laid out.
enum Layout {
    /// Under the outlets' names, each column this wide.
    Named(Vec<usize>),
    /// Under their numbers in the key above.
    Numbered(usize),
    /// Too many for columns: each quotation lists the numbers under each mark.
    Listed,
}

impl Layout {
    fn fitting(comparison: &Comparison, width: usize) -> Self {
        let room = width.saturating_sub(IDS + QUOTATION);
        let named: Vec<usize> =
            comparison.articles.iter().map(|article| longest_word(&article.outlet) + 2).collect();
        let tall = comparison.articles.iter().any(|article| article.outlet.split_whitespace().count() > 4);
        let mut outlets: Vec<&str> =
            comparison.articles.iter().map(|article| article.outlet.as_str()).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let distinct = outlets.len() == comparison.articles.len();
        let column = if comparison.articles.len() > 9 { 4 } else { 3 };
        if distinct && !tall && named.iter().sum::<usize>() <= room {
            Self::Named(named)
        } else if comparison.articles.len() * column <= width.saturating_sub(IDS + QUOTATION / 2) {
            Self::Numbered(column)
        } else {
            Self::Listed
        }
    }

    fn columns(&self, articles: usize) -> Vec<usize> {
        match self {
            Self::Named(columns) => columns.clone(),
            Self::Numbered(column) => vec![*column; articles],
            Self::Listed => Vec::new(),
        }
    }

    /// Columns left for the words of a quotation.
    fn room(&self, articles: usize, width: usize) -> usize {
        width.saturating_sub(IDS + self.columns(articles).iter().sum::<usize>()).max(12)
    }

    /// The names or numbers over the columns.
    fn head(&self, comparison: &Comparison, paper: &mut Paper) {
        let articles = &comparison.articles;
        let labels: Vec<Vec<&str>> = match self {
            Self::Named(_) => {
                articles.iter().map(|article| article.outlet.split_whitespace().collect()).collect()
            }
            Self::Numbered(_) | Self::Listed => articles.iter().map(|_| Vec::new()).collect(),
        };
        let room = self.room(articles.len(), paper.look().width);
        let columns = self.columns(articles.len());
        let height = labels.iter().map(Vec::len).max().unwrap_or_default();
        for line in 0..height {
            let mut cells = vec![(Words::new(), IDS + room)];
            for (label, &column) in labels.iter().zip(&columns) {
                // Names stand on the line of the table: short ones begin lower.
                let word = (line + label.len()).checked_sub(height).and_then(|at| label.get(at));
                cells.push((Words::new().add(Ink::Tag, word.copied().unwrap_or_default()), column));
            }
            paper.cells(0, &cells);
        }
        if matches!(self, Self::Numbered(_)) {
            let mut cells = vec![(Words::new(), IDS + room)];
            for (index, &column) in columns.iter().enumerate() {
                cells.push((Words::new().add(Ink::Tag, &(index + 1).to_string()), column));
            }
            paper.cells(0, &cells);
        }
        paper.rule();
    }

    /// One quotation with its cells; true when its words did not fit and were shortened.
    fn row(&self, family: &Family, paper: &mut Paper) -> bool {
        let room = self.room(family.coverage.len(), paper.look().width);
        let words = Words::new().add(Ink::Quoted, &format!("“{}”", family.wording));
        let mut lines = words.wrap(room.saturating_sub(2));
        let shortened = lines.len() > LINES;
        if shortened {
            lines.truncate(LINES);
            if let Some(last) = lines.last_mut() {
                last.push(Ink::Quoted, "…");
            }
        }
        let speakers = match family.speakers.as_slice() {
            [] => "no source named".to_owned(),
            speakers => speakers.join(" / "),
        };
        lines.extend(Words::new().add(Ink::Faint, &speakers).wrap(room.saturating_sub(2)));
        let marks = family.coverage.iter().enumerate().map(|(at, coverage)| mark(family, at, coverage));
        self.cells(&family.id, lines, marks.collect(), paper);
        shortened
    }

    /// One figure with its cells.
    fn figure(&self, family: &FigureFamily, paper: &mut Paper) {
        let room = self.room(family.coverage.len(), paper.look().width);
        let lines = Words::new().add(Ink::Plain, &family.clause).wrap(room.saturating_sub(2));
        let marks = family.coverage.iter().map(|coverage| {
            let (sign, ink, _) = figures::sign(coverage.cell);
            Words::new().add(ink, sign)
        });
        self.cells(&family.id, lines, marks.collect(), paper);
    }

    /// The lines of a row with its marks beside the first, or below them all when there are too many.
    fn cells(&self, id: &str, lines: Vec<Words>, marks: Vec<Words>, paper: &mut Paper) {
        let columns = self.columns(marks.len());
        let room = self.room(marks.len(), paper.look().width);
        let listed = matches!(self, Self::Listed).then(|| listed(&marks));
        let mut marks = Some(marks);
        for line in lines {
            let cells = match marks.take() {
                Some(marks) => {
                    let mut cells = vec![(Words::new().add(Ink::Faint, id), IDS), (line, room)];
                    cells.extend(marks.into_iter().zip(columns.iter().copied()));
                    cells
                }
                None => vec![(Words::new(), IDS), (line, room)],
            };
            paper.cells(0, &cells);
        }
        if let Some(listed) = listed {
            paper.entry(IDS, &Words::new(), 0, &listed);
        }
    }
}

/// `✓* 1 · ✓ 2 5 · – 3 4`: the numbers of the articles under each mark.
fn listed(marks: &[Words]) -> Words {
    let mut groups: Vec<(&Words, String)> = Vec::new();
    for (index, label) in marks.iter().enumerate() {
        let number = format!("\u{a0}{}", index + 1);
        match groups.iter_mut().find(|(known, _)| known.text() == label.text()) {
            Some((_, numbers)) => numbers.push_str(&number),
            None => groups.push((label, number)),
        }
    }
    let mut words = Words::new();
    for (label, numbers) in groups {
        words.push_item(Ink::Plain, "");
        words.append(label);
        words.push(Ink::Plain, &numbers);
    }
    words
}

/// The mark of one cell, with a star where the words were seen first.
fn mark(family: &Family, index: usize, coverage: &Coverage) -> Words {
    let (sign, ink, _) = sign(coverage.cell);
    let mut words = Words::new().add(ink, sign);
    if family.first == Some(index) && carriers(family) > 1 {
        words.push(Ink::Strong, "*");
    }
    words
}

const fn sign(cell: Cell) -> (&'static str, Ink, &'static str) {
    match cell {
        Cell::Verbatim => ("✓", Ink::Quoted, "same words"),
        Cell::Changed => ("≈", Ink::Warning, "words changed"),
        Cell::Paraphrased => ("~", Ink::Warning, "told without quotation marks"),
        Cell::Unattributed => ("?", Ink::Warning, "given to nobody"),
        Cell::LeftOut => ("–", Ink::Plain, "left out"),
        Cell::CutOff => ("/", Ink::Faint, "not there, but the article is cut off"),
        Cell::PublishedBefore => ("<", Ink::Faint, "published before the words were first seen"),
        Cell::OtherLanguage => ("#", Ink::Faint, "in another language, not compared"),
        Cell::OtherSubject => ("o", Ink::Faint, "on another subject"),
    }
}

/// The marks that the table uses, explained.
fn legend(comparison: &Comparison, paper: &mut Paper) {
    const CELLS: [Cell; 9] = [
        Cell::Verbatim,
        Cell::Changed,
        Cell::Paraphrased,
        Cell::Unattributed,
        Cell::LeftOut,
        Cell::CutOff,
        Cell::PublishedBefore,
        Cell::OtherLanguage,
        Cell::OtherSubject,
    ];
    let mut words = Words::new();
    let used =
        |cell| comparison.families.iter().flat_map(|family| &family.coverage).any(|found| found.cell == cell);
    for cell in CELLS.into_iter().filter(|&cell| used(cell)) {
        let (sign, ink, meaning) = sign(cell);
        words.push_item(ink, sign);
        words.push(Ink::Faint, &format!("\u{a0}{meaning}"));
    }
    if comparison.families.iter().any(|family| family.first.is_some() && carriers(family) > 1) {
        words.push_item(Ink::Strong, "*");
        words.push(Ink::Faint, "\u{a0}published first");
    }
    figures::legend(comparison, &mut words);
    paper.line(0, &words);
}

fn longest_word(name: &str) -> usize {
    name.split_whitespace().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(3)
}
