use std::ops::Range;

use super::furniture::{Furniture, ends_article};
use super::layout::Mark;
use super::lines::Line;

/// Words of running text after which a heading such as "Related articles" ends the article. Before
/// that it more likely stands in a box at the article's head.
const ENOUGH: usize = 60;

/// What is left of the weight of short lines after the third in a row.
const LIST: f32 = 0.3;
const LONGSTUB: f32 = -2.0;
const REL: f32 = -60.0;
const HEAD: f32 = -5.0;
const TOOL: f32 = -8.0;

/// The lines between which the article stands. In a text without furniture that is all of it.
pub(super) fn region(lines: &[Line]) -> Range<usize> {
    if is_clean(lines) {
        return 0..lines.len();
    }
    let weights = weights(lines);
    let mut stretches: Vec<(f32, Range<usize>)> = Vec::new();
    let mut start = 0;
    for end in ends(lines) {
        if let Some((sum, stretch)) = heaviest(&weights[start..end]) {
            stretches.push((sum, start + stretch.start..start + stretch.end));
        }
        start = end;
    }
    let most = stretches.iter().map(|(sum, _)| *sum).fold(0.0, f32::max);
    // Pages put their own article first and others after it.
    let Some((_, chosen)) = stretches.into_iter().find(|(sum, _)| *sum >= most * 0.5) else { return 0..0 };
    widened(lines, without_preamble(lines, chosen))
}

/// Starts the region at the article's headline where a little running text of the page (a notice, a
/// teaser) stands above it.
fn without_preamble(lines: &[Line], region: Range<usize>) -> Range<usize> {
    let words = |range: Range<usize>| -> usize {
        lines[range].iter().filter(|line| line.is_prose()).map(|line| line.look.words).sum()
    };
    let all = words(region.clone());
    let opening = region.clone().find_map(|at| {
        let line = &lines[at];
        (line.is_byline || line.furniture == Some(Furniture::Stamp)).then_some(())?;
        let headline = headline_over_standfirst(lines, at)?;
        (headline > region.start).then_some(headline)
    });
    match opening {
        Some(headline) if words(region.start..headline) * 3 < all => headline..region.end,
        _ => region,
    }
}

/// The headline above a byline or date, when at most two lines of running text stand between: the
/// longest line of its look, since names, roles and sections are shorter.
fn headline_over_standfirst(lines: &[Line], at: usize) -> Option<usize> {
    let mut prose = 0;
    let mut best: Option<usize> = None;
    for above in (at.saturating_sub(7)..at).rev() {
        let line = &lines[above];
        if line.is_prose() {
            prose += 1;
            if prose > 2 || line.look.words > 50 {
                break;
            }
        } else if line.furniture.is_none()
            && !line.is_byline
            && !line.look.closed
            && !line.in_run
            && (3..=25).contains(&line.look.words)
            && best.is_none_or(|best| lines[best].look.words <= line.look.words)
        {
            best = Some(above);
        }
    }
    best
}

/// Where one article ends and something else begins: at the heading of the comments, and where a
/// second headline with byline or date follows. The end of the text is the last.
fn ends(lines: &[Line]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut read = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.is_prose() {
            read += line.look.words;
        }
        if read < ENOUGH {
            continue;
        }
        let end = if line.furniture == Some(Furniture::Comments) {
            Some(at)
        } else if is_opening(lines, at) {
            Some(headline_above(lines, at).unwrap_or(at))
        } else {
            None
        };
        if let Some(end) = end.filter(|end| ends.last().is_none_or(|last| last < end)) {
            ends.push(end);
            read = 0;
        }
    }
    ends.push(lines.len());
    ends
}

/// Whether an article opens at this line: a byline, or a date under a headline. A date alone may
/// be a heading in a timeline.
fn is_opening(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    line.is_byline || (line.furniture == Some(Furniture::Stamp) && headline_above(lines, at).is_some())
}

/// The line of a headline's look right above another.
fn headline_above(lines: &[Line], at: usize) -> Option<usize> {
    (at.saturating_sub(3)..at).rev().take_while(|&above| !lines[above].is_prose()).find(|&above| {
        let line = &lines[above];
        line.furniture.is_none() && !line.look.closed && (4..=25).contains(&line.look.words)
    })
}

/// Whether nothing in the text is of a page: no tool, no invitation, no heading of other articles.
pub(super) fn is_clean(lines: &[Line]) -> bool {
    let of_page = lines.iter().filter(|line| {
        matches!(
            line.furniture,
            Some(
                Furniture::Tool
                    | Furniture::Invitation
                    | Furniture::Related
                    | Furniture::Comments
                    | Furniture::Legal
                    | Furniture::Tags
            )
        )
    });
    of_page.count() == 0
}

/// How much each line speaks for being part of the article.
fn weights(lines: &[Line]) -> Vec<f32> {
    let (mut read, mut stubs) = (0, 0);
    lines
        .iter()
        .map(|line| {
            let mut weight = weight(line, read >= ENOUGH);
            if line.is_prose() {
                read += line.look.words;
                stubs = 0;
            } else if line.furniture.is_none() {
                stubs += 1;
                // A long list inside an article must not weigh more than the text after it.
                if stubs > 3 && weight < 0.0 {
                    weight *= LIST;
                }
            }
            weight
        })
        .collect()
}

fn weight(line: &Line, enough: bool) -> f32 {
    let look = &line.look;
    let words = look.words.min(90) as f32;
    if let Some(furniture) = line.furniture {
        let heavy = enough && ends_article(furniture);
        return match furniture {
            Furniture::Comments if heavy => -160.0,
            Furniture::Related if heavy => REL,
            Furniture::Legal if heavy => -60.0,
            Furniture::Legal | Furniture::Comments => -15.0,
            Furniture::Tags | Furniture::Invitation => -14.0,
            Furniture::Credit | Furniture::Stamp => -4.0,
            Furniture::Pointer | Furniture::Advertisement => -3.0,
            Furniture::CutOff => -8.0,
            Furniture::Tool | Furniture::Related => TOOL,
        };
    }
    let mut weight = if look.is_prose() {
        4.0 + words * (0.35 + 0.45 * look.small)
    } else if look.is_short_sentence() {
        1.0
    } else if look.words >= 16 && look.small > 0.4 {
        LONGSTUB
    } else if line.paragraph.mark == Mark::Item {
        -1.0
    } else if look.words >= 8 {
        HEAD
    } else if line.in_run {
        -6.0
    } else {
        -4.0
    };
    if line.times > 1 {
        weight = if weight > 0.0 { weight / 3.0 } else { weight - 4.0 };
    }
    if look.separators > 2 {
        weight -= 8.0;
    }
    weight
}

/// The contiguous stretch with the greatest sum.
fn heaviest(weights: &[f32]) -> Option<(f32, Range<usize>)> {
    let (mut best, mut best_range) = (0.0, None);
    let (mut sum, mut start) = (0.0, 0);
    for (at, weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += weight;
        if sum > best {
            (best, best_range) = (sum, Some(start..at + 1));
        }
    }
    best_range.map(|range| (best, range))
}

/// Takes in what stands at the region's ends and is the article's own: short sentences, and list
/// items, up to the next furniture.
fn widened(lines: &[Line], region: Range<usize>) -> Range<usize> {
    let mut end = region.end;
    while end < lines.len() && is_own(&lines[end]) {
        end += 1;
    }
    let mut start = region.start;
    while start > 0 && is_own(&lines[start - 1]) {
        start -= 1;
    }
    start..end
}

fn is_own(line: &Line) -> bool {
    line.furniture.is_none()
        && line.times == 1
        && ((line.look.closed && line.look.digits < 0.4) || line.paragraph.mark == Mark::Item)
}
