//! What stands around the body and tells about it: title, bylines, dates, credits, outlet.

use std::collections::HashSet;
use std::ops::Range;

use crate::Hints;
use crate::agencies::{is_agency, looks_like_outlet, outlet_of_staff};
use crate::bylines::{after_byline_word, byline, is_section_name};
use crate::dates::{Date, find_date, fold, parse_date, relative_date};
use crate::titles::clean_title;

use super::dateline::dateline;
use super::furniture::Furniture;
use super::headers::Headers;
use super::layout::Mark;
use super::lines::Line;
use super::outlet::{copyright_holder, is_reposted_from, is_title_case, masthead, same_name};
use super::region::is_clean;

/// What was read beside the body.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) standfirst: Option<String>,
    pub(super) bylines: Vec<String>,
    pub(super) credited_to: Vec<String>,
    pub(super) published: Option<(Date, &'static str)>,
    pub(super) modified: Option<(Date, &'static str)>,
    /// Name and where it was read.
    pub(super) outlet: Option<(String, &'static str)>,
}

/// How many lines above the body its title, byline and date may stand.
const REACH: usize = 14;

/// How many words of running text may stand between the title and its byline.
const STANDFIRST: usize = 70;

/// Reads the head and marks the lines it was read from, so that they leave the body.
pub(super) fn read(lines: &mut [Line], region: &Range<usize>, header: &Headers, hints: &Hints) -> Head {
    let language = language(lines);
    let body = first_prose(lines, region);
    let mut own_outlet =
        header.outlet.map(|name| (name.to_owned(), "header")).or_else(|| copyright_holder(lines));
    let mut head = Head::default();
    let title_at = match header.title {
        Some(title) => {
            let clean =
                clean_title(without_reply_mark(title), own_outlet.as_ref().map(|(name, _)| name.as_str()));
            head.title = Some(clean.title);
            None
        }
        None => title_line(lines, body),
    };
    if let Some(at) = title_at {
        let clean =
            clean_title(&lines[at].paragraph.text, own_outlet.as_ref().map(|(name, _)| name.as_str()));
        head.title = Some(clean.title);
        head.outlet = clean.outlet.map(|name| (name, "title"));
    }
    let reposted = own_outlet.take_if(|(holder, from)| {
        *from == "copyright"
            && title_at.is_some_and(|at| at < body && is_reposted_from(holder, lines, at, body))
    });
    if let Some((holder, _)) = reposted {
        add(&mut head.credited_to, &holder);
    }
    head.outlet = own_outlet.or(head.outlet).or_else(|| masthead(lines, title_at.unwrap_or(body)));
    drop_title(lines, head.title.as_deref(), title_at);
    if let Some(at) = title_at
        && !is_clean(lines)
    {
        for line in &mut lines[..at] {
            line.stays = false;
        }
    }
    let top = title_at.map_or(body.saturating_sub(REACH), |at| at.saturating_sub(3));
    let end = head_end(lines, title_at.map_or(top, |at| at + 1), body);
    if end > body && title_at.is_some_and(|at| at < body) {
        let between: Vec<&str> = lines[body..end]
            .iter()
            .filter(|line| line.is_prose())
            .map(|line| line.paragraph.text.as_str())
            .collect();
        // A date below a short article does not make all of it a standfirst.
        let goes_on = lines[end..region.end.max(end)].iter().any(Line::is_prose);
        head.standfirst = (goes_on && !between.is_empty()).then(|| between.join(" "));
    }
    let outlet = head.outlet.as_ref().map(|(name, _)| name.clone());
    read_credits(lines, top..end, outlet.as_deref(), &mut head);
    read_foot(lines, region, outlet.as_deref(), &mut head);
    if !is_clean(lines) {
        drop_author_box(lines, region, &head.bylines);
    }
    if let Some(author) = header.author {
        head.bylines = byline(author, outlet.as_deref()).names();
    }
    read_dates(lines, title_at.unwrap_or(top)..end, language, hints.now, &mut head);
    if head.published.is_none()
        && let Some(at) = title_at
    {
        head.published = date_above(lines, at, language);
    }
    if let Some(date) = header.date.and_then(|date| parse_date(date, language)) {
        head.published = Some((date, "header"));
    }
    read_dateline(lines, region, language, hints, &mut head);
    if head.published.is_none() {
        head.published = other_date(lines, region, language);
    }
    head
}

/// The first line of running text in the region.
fn first_prose(lines: &[Line], region: &Range<usize>) -> usize {
    let mut prose = region.clone().filter(|&at| lines[at].is_prose());
    let first = prose.next().unwrap_or(region.start);
    // A headline that ends in a mark of question or exclamation reads as a sentence.
    let asks = lines.get(first).is_some_and(|line| {
        line.paragraph.text.ends_with(['?', '!']) && line.look.sentences <= 1 && line.look.words <= 20
    });
    let before = region.clone().take_while(|&at| at < first).all(|at| !is_sentence(&lines[at]));
    if asks
        && before
        && let Some(second) = prose.next()
    {
        second
    } else {
        first
    }
}

fn is_sentence(line: &Line) -> bool {
    line.furniture.is_none() && line.look.closed
}

/// The line that most likely is the headline: near above the body, made of words the body uses.
fn title_line(lines: &[Line], body: usize) -> Option<usize> {
    let in_body: HashSet<String> = lines
        .iter()
        .skip(body)
        .filter(|line| line.is_prose())
        .take(40)
        .flat_map(|line| content_words(&line.paragraph.text))
        .collect();
    // A text without furniture begins with its headline; only credits and dates may stand above.
    let candidates = if is_clean(lines) {
        let above = lines[..body].iter().take_while(|line| is_credit_like(line)).count();
        above..body.min(above + 1)
    } else {
        body.saturating_sub(60)..body
    };
    let mut best: Option<(f32, usize)> = None;
    for at in candidates {
        if let Some(score) = title_score(lines, at, body, &in_body)
            && score > 0.9
            && best.is_none_or(|(other, _)| score >= other)
        {
            best = Some((score, at));
        }
    }
    let (score, at) = best?;
    // Two lines that fit both: the first is the headline, the second its standfirst.
    let above = at.checked_sub(1).and_then(|above| {
        let above_score = title_score(lines, above, body, &in_body)?;
        let plain = !lines[above].in_run && lines[above].look.words >= 4;
        (plain && above_score > score - 1.2 && lines[above].look.words <= lines[at].look.words + 6)
            .then_some(above)
    });
    Some(above.unwrap_or(at))
}

/// A byline, a date, an agency or an outlet alone on its line.
fn is_credit_like(line: &Line) -> bool {
    let text = line.paragraph.text.as_str();
    line.is_byline
        || line.furniture.is_some()
        || is_agency(text)
        || (line.look.words <= 4 && looks_like_outlet(text))
}

/// How well a line does for a headline; nothing when it cannot be one.
fn title_score(lines: &[Line], at: usize, body: usize, in_body: &HashSet<String>) -> Option<f32> {
    let line = &lines[at];
    let look = &line.look;
    let text = line.paragraph.text.as_str();
    let words_allowed = if line.paragraph.mark == Mark::Heading { 1..=40 } else { 2..=40 };
    if line.furniture.is_some()
        || !words_allowed.contains(&look.words)
        || (line.paragraph.mark == Mark::Item && look.closed)
        || is_agency(text)
        || after_byline_word(text).is_some()
        || is_section_name(&fold(text))
        || find_date(text, None).is_some_and(|found| found.span.len() * 2 > text.len())
    {
        return None;
    }
    let words = content_words(text);
    let shared = words.iter().filter(|word| in_body.contains(*word)).count();
    let overlap = if words.is_empty() { 0.0 } else { shared as f32 / words.len() as f32 };
    let mut score = 3.0 * overlap - 0.06 * (body - at) as f32;
    score += if line.paragraph.mark == Mark::Heading { 1.5 } else { 0.0 };
    score += if (4..=16).contains(&look.words) { 0.8 } else { 0.0 };
    score -= if look.words < 3 { 1.0 } else { 0.0 };
    score -= if text.ends_with(['.', ':', ',']) && !text.ends_with("...") { 1.2 } else { 0.0 };
    score -= if look.begins_small { 1.0 } else { 0.0 };
    score -= if line.in_run { 0.7 } else { 0.0 };
    score += if line.times == 2 { 0.4 } else { 0.0 };
    score += if at == 0 { 0.7 } else { 0.0 };
    let followed = lines[at + 1..body].iter().take(3).any(|next| {
        next.furniture == Some(Furniture::Stamp) || after_byline_word(&next.paragraph.text).is_some()
    });
    score += if followed { 0.6 } else { 0.0 };
    Some(score)
}

/// Words of four and more letters, folded; characters of scripts without spaces stand alone.
fn content_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words: Vec<String> = folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .map(str::to_owned)
        .collect();
    if words.iter().any(|word| word.chars().any(|character| ('\u{3040}'..='\u{9FFF}').contains(&character))) {
        words = folded.chars().filter(|character| character.is_alphanumeric()).map(String::from).collect();
    }
    words
}

/// Takes the headline and its repetitions out of the body.
fn drop_title(lines: &mut [Line], title: Option<&str>, at: Option<usize>) {
    let whole = at.map(|at| fold(&lines[at].paragraph.text));
    let title = title.map(fold);
    for line in lines {
        let folded = fold(&line.paragraph.text);
        if Some(&folded) == whole.as_ref() || Some(&folded) == title.as_ref() {
            line.is_head = true;
            line.stays = false;
        }
    }
}

/// Where the head ends: after the last byline or date before a paragraph or two of running text
/// were read. What of running text stands above it is the standfirst.
fn head_end(lines: &[Line], from: usize, body: usize) -> usize {
    let mut end = body;
    let mut words = 0;
    for (at, line) in lines.iter().enumerate().skip(from).take(30) {
        if line.is_prose() {
            words += line.look.words;
            if words > STANDFIRST {
                break;
            }
        } else if line.is_byline || line.furniture == Some(Furniture::Stamp) {
            end = end.max(at + 1);
        }
    }
    end
}

/// Bylines and credit lines between the title and the body.
fn read_credits(lines: &mut [Line], range: Range<usize>, outlet: Option<&str>, head: &mut Head) {
    for at in range {
        let dated_neighbour = lines[at.saturating_sub(2)..(at + 3).min(lines.len())]
            .iter()
            .any(|near| near.furniture == Some(Furniture::Stamp));
        let before_is_by = at > 0 && is_lone_by(&lines[at - 1].paragraph.text);
        let line = &mut lines[at];
        let text = line.paragraph.text.clone();
        if line.is_head || line.look.words > 30 || (line.look.is_prose() && !line.is_byline) {
            continue;
        }
        if line.furniture.is_some_and(|kind| !matches!(kind, Furniture::Stamp)) {
            continue;
        }
        if take_credit(&text, outlet, head) {
            line.is_head = true;
            line.stays = false;
            continue;
        }
        let named = after_byline_word(&text).is_some() || before_is_by;
        // A name alone is a byline only beside a date: elsewhere it is a tag or a heading.
        let alone = dated_neighbour
            && (2..=4).contains(&line.look.words)
            && !line.look.closed
            && line.look.small < 0.5;
        if named || (alone && head.bylines.is_empty()) {
            let read = byline(&text, outlet);
            if read.persons.is_empty() && read.agencies.is_empty() {
                continue;
            }
            line.is_head = true;
            line.stays = false;
            take_byline(read, head);
        }
    }
}

fn is_lone_by(text: &str) -> bool {
    matches!(
        fold(text.trim_end_matches([':', ' '])).as_str(),
        "by" | "von" | "par" | "por" | "written by" | "di" | "door" | "author"
    )
}

fn take_byline(read: crate::bylines::Byline, head: &mut Head) {
    for agency in &read.agencies {
        add(&mut head.credited_to, agency);
    }
    for name in read.names() {
        add(&mut head.bylines, &name);
    }
}

/// An agency or another outlet's staff named alone on a line.
fn take_credit(text: &str, outlet: Option<&str>, head: &mut Head) -> bool {
    let bare =
        after_byline_word(text).unwrap_or(text).trim().trim_matches(['(', ')', '[', ']', '—', '-', '–', ' ']);
    let staff = outlet_of_staff(bare);
    let name = staff.unwrap_or(bare);
    let words = name.split_whitespace().count();
    if words > 6 || text.ends_with(['?', '!', ',']) {
        return false;
    }
    let is_own = outlet.is_some_and(|outlet| same_name(outlet, name));
    if is_own {
        // The outlet's own name, or "By Daily Ledger Staff": no credit, but no body either.
        return true;
    }
    if is_agency(name)
        || staff.is_some_and(|_| looks_like_outlet(name))
        || (looks_like_outlet(name) && (2..=4).contains(&words) && is_title_case(name))
    {
        add(&mut head.credited_to, name);
        if head.bylines.is_empty() && after_byline_word(text).is_some() {
            add(&mut head.bylines, name);
        }
        return true;
    }
    false
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| same_name(known, name)) {
        names.push(name.to_owned());
    }
}

/// Bylines and agency credits on the last lines of the body, or right after it.
fn read_foot(lines: &mut [Line], region: &Range<usize>, outlet: Option<&str>, head: &mut Head) {
    let start = region.end.saturating_sub(3).max(region.start + 1);
    let end = (region.end + 3).min(lines.len());
    for line in lines.iter_mut().take(end).skip(start) {
        let text = line.paragraph.text.clone();
        if line.is_head || line.look.words > 10 || line.furniture.is_some() {
            continue;
        }
        let opens = text.starts_with(['—', '–', '-', '(']) || after_byline_word(&text).is_some();
        let bare = text.trim_matches(|character: char| !character.is_alphanumeric());
        let credited = is_agency(bare) && take_credit(bare, outlet, head);
        let signed = !credited && !line.look.closed && opens && head.bylines.is_empty() && {
            let read = byline(after_byline_word(&text).unwrap_or(bare), outlet);
            let found = !read.persons.is_empty() && read.persons.iter().all(|name| is_full_name(name));
            if found {
                take_byline(read, head);
            }
            found
        };
        if credited || signed {
            line.is_head = true;
            line.stays = false;
        }
    }
}

/// Drops the sentences about an author after the body: "Ann Reyes is a reporter for …".
fn drop_author_box(lines: &mut [Line], region: &Range<usize>, bylines: &[String]) {
    let mut at = region.end;
    while at > region.start + 1 && region.end - at < 5 {
        at -= 1;
        let line = &mut lines[at];
        let text = line.paragraph.text.as_str();
        let about = bylines.iter().any(|name| {
            text.strip_prefix(name.as_str()).is_some_and(|rest| {
                let next = rest.trim_start_matches([',', ' ']).split(' ').next().unwrap_or_default();
                matches!(
                    next,
                    "is" | "covers"
                        | "has"
                        | "writes"
                        | "was"
                        | "joined"
                        | "can"
                        | "may"
                        | "reports"
                        | "ist"
                        | "est"
                        | "es"
                )
            })
        });
        line.stays &= !about;
    }
}

/// Two words and more, all with a capital: what may sign an article.
fn is_full_name(name: &str) -> bool {
    name.contains(' ') && is_title_case(name)
}

/// Dates of the lines between title and body: the first is when it was published, unless its line
/// speaks of an update.
fn read_dates(
    lines: &mut [Line],
    range: Range<usize>,
    language: Option<&str>,
    now: Option<&str>,
    head: &mut Head,
) {
    for line in &mut lines[range] {
        if line.is_prose() || line.look.words > 40 {
            continue;
        }
        let text = line.paragraph.text.clone();
        let mut rest = text.as_str();
        while let Some(found) = find_date(rest, language) {
            let before = fold(&rest[..found.span.start]);
            let updated = [
                "updat",
                "modified",
                "aktualisiert",
                "mis a jour",
                "modifie",
                "actualizad",
                "atualizad",
                "aggiornato",
                "bijgewerkt",
                "uppdaterad",
                "opdateret",
                "oppdatert",
                "обновлен",
                "оновлен",
                "stand",
            ]
            .iter()
            .any(|word| before.contains(word));
            let place = if updated { &mut head.modified } else { &mut head.published };
            if place.is_none() {
                *place = Some((found.date, "text"));
            }
            if line.furniture == Some(Furniture::Stamp) {
                line.is_head = true;
                line.stays = false;
            }
            rest = &rest[found.span.end..];
        }
        if head.published.is_none()
            && line.furniture == Some(Furniture::Stamp)
            && let Some(date) = now.and_then(|now| relative_date(&text, now))
        {
            head.published = Some((date, "text"));
        }
    }
    // A page that only says when it was updated was published no later: the one date it has.
    if head.published.is_none() {
        head.published = head.modified.clone();
    }
}

/// The date nearest above the title: some pages put date and author there.
fn date_above(lines: &mut [Line], title: usize, language: Option<&str>) -> Option<(Date, &'static str)> {
    let near = &mut lines[title.saturating_sub(8)..title];
    let line = near.iter_mut().rev().find(|line| line.furniture == Some(Furniture::Stamp))?;
    let date = find_date(&line.paragraph.text, language)?.date;
    line.is_head = true;
    Some((date, "text"))
}

/// What the dateline of the first paragraph tells; its words stay in the body.
fn read_dateline(
    lines: &[Line],
    region: &Range<usize>,
    language: Option<&str>,
    hints: &Hints,
    head: &mut Head,
) {
    let mut first = lines[region.clone()].iter().filter(|line| line.stays && line.look.words > 6);
    let Some(line) = first.next() else { return };
    let year =
        head.published.as_ref().map(|(date, _)| date.at.as_str()).or(hints.now).and_then(|at| at.get(..4));
    let Some(dateline) = dateline(&line.paragraph.text, language, year) else { return };
    if let Some(agency) = dateline.credit
        && !head.outlet.as_ref().is_some_and(|(outlet, _)| same_name(outlet, agency))
    {
        add(&mut head.credited_to, agency);
    }
    if head.published.is_none()
        && let Some(date) = dateline.date
    {
        head.published = Some((date, "dateline"));
    }
}

/// A date where nothing better was found: right after the body, then in the lines above the title.
fn other_date(lines: &[Line], region: &Range<usize>, language: Option<&str>) -> Option<(Date, &'static str)> {
    let stamp = |line: &Line| {
        let dated = line.furniture == Some(Furniture::Stamp) || line.furniture == Some(Furniture::Legal);
        let found = find_date(&line.paragraph.text, language)?;
        (dated && found.date.at.len() >= 10).then_some(found.date)
    };
    let after = lines[region.end..].iter().take(5).find_map(stamp).map(|date| (date, "text"));
    after.or_else(|| lines[..region.start].iter().take(12).find_map(stamp).map(|date| (date, "masthead")))
}

/// `Re: [list] Title` as `Title`.
fn without_reply_mark(title: &str) -> &str {
    let mut title = title.trim();
    for _ in 0..4 {
        let lower = title.to_ascii_lowercase();
        let mark = ["re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:"]
            .into_iter()
            .find(|mark| lower.starts_with(mark));
        match mark {
            Some(mark) => title = title[mark.len()..].trim_start(),
            None => break,
        }
    }
    title
}

/// English or unknown: enough to read `02/03/2026`.
fn language(lines: &[Line]) -> Option<&'static str> {
    let (mut english, mut words) = (0, 0);
    for line in lines.iter().filter(|line| line.is_prose()).take(20) {
        for word in line.paragraph.text.split_whitespace() {
            words += 1;
            english += usize::from(matches!(word, "the" | "of" | "and" | "to" | "that" | "was"));
        }
    }
    (words > 0 && english * 12 > words).then_some("en")
}
