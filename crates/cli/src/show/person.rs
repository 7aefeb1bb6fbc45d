use sayso_desk::{Person, PersonKind, Statement, Tally, iso};
use sayso_model::{Act, Dated, Kind, Precision};

use super::dates;
use super::paper::{Ink, Paper, Words};
use super::reading::{counted, spoken};

/// Who somebody is and how much there is of them.
pub(crate) fn person(person: &Person, tally: &Tally, paper: &mut Paper) {
    /// More roles than this say no more about who it is.
    const ROLES: usize = 3;
    let mut words = Words::new().add(Ink::Strong, &person.name);
    words.push(Ink::Faint, &format!(" p{}", person.id));
    for role in person.roles.iter().take(ROLES) {
        words.push_item(Ink::Plain, role);
    }
    paper.line(0, &words);
    if person.kind == PersonKind::Name {
        paper.line(0, &Words::new().add(Ink::Warning, "A name alone: it may be several persons."));
    }
    let mut words = Words::new();
    words.push_item(Ink::Faint, &counted(tally.statements as usize, "statement"));
    words.push(Ink::Faint, &format!(" in {}", counted(tally.articles as usize, "article")));
    if let (Some(first), Some(last)) = (&tally.first, &tally.last) {
        let (first, last) = (day(first), day(last));
        let span = if first == last { first } else { format!("{first} to {last}") };
        words.push_item(Ink::Faint, &span);
    }
    paper.line(0, &words);
}

/// One statement: when and where, the words, and what article they are from.
pub(crate) fn statement(statement: &Statement<'_>, paper: &mut Paper) {
    const DATES: usize = 13;
    let article = &statement.record.reading.article;
    let attribution = statement.attribution;
    let date = match &article.published {
        Some(published) => published.clone(),
        None => {
            Dated { at: iso(statement.record.first_seen), precision: Precision::Second, from: String::new() }
        }
    };
    let date = day(&date);
    let content = attribution.content.join(" … ");
    let mut words = Words::new();
    let cue = spoken(&attribution.cue);
    if !cue.is_empty() {
        let act = match attribution.act {
            Act::Speech => "",
            Act::Writing => " (writing)",
            Act::Thought => " (thought)",
            Act::Plan => " (plan)",
        };
        words.push(Ink::Faint, &format!("{cue}{act}: "));
    }
    let ink = if attribution.kind == Kind::Indirect { Ink::Plain } else { Ink::Quoted };
    words.push(ink, &content);
    paper.blank();
    paper.entry(0, &Words::new().add(Ink::Strong, &date), DATES, &words);
    let mut place = Words::new();
    if let Some(outlet) = &article.outlet {
        place.push_item(Ink::Faint, &outlet.name);
    }
    if let Some(title) = &article.title {
        place.push_item(Ink::Faint, title);
    }
    place.push_item(Ink::Faint, article.id.get(..12).unwrap_or(&article.id));
    if article.published.is_none() {
        place.push_item(Ink::Faint, "dated by when it was first seen");
    }
    if !statement.stands {
        place.push_item(Ink::Warning, "no longer in the article");
    }
    paper.entry(0, &Words::new(), DATES, &place);
}

/// The day of a date, or the month or year where it names no day, as people write it.
fn day(date: &Dated) -> String {
    dates::for_people(&Dated { at: date.at.get(..10).unwrap_or(&date.at).to_owned(), ..date.clone() })
}
