//! When it was published and changed.

mod labels;
mod names;
mod shown;
mod state;

use std::borrow::Cow;

use sayso_model::Dated;

use self::labels::Label;
use self::names::{LOOSE, MODIFIED, PUBLISHED};
use self::shown::{DATELINE, Shown};
use super::address::host;
use super::{Sources, visible};
use crate::dates::{Date, central_european_midnight, parse_date, url_date};

/// Years before this are not the dates of web pages: what names them means something else.
const EARLIEST: &str = "1995";

/// Points that a shown date needs to be that of publication.
const CONVINCING: f32 = 0.5;

/// When it was published and when it was changed.
pub(super) struct Dates {
    pub(super) published: Option<Dated>,
    /// The day of publication on the outlet's own calendar.
    pub(super) published_day: Option<String>,
    pub(super) modified: Option<Dated>,
}

/// When it was published and when it was changed. `language` is that of the text.
pub(super) fn dates(sources: &Sources, language: Option<&str>) -> Dates {
    let shown = shown::around(sources);
    let changed = shown.iter().find(|shown| shown.label == Label::Modified && shown.points > CONVINCING);
    let modified = modified(sources).map(|(from, date)| date.dated(from));
    let modified = modified.or_else(|| changed.map(|shown| shown.date.clone().dated(shown.from)));
    let (published, published_day) = match published(sources, language, &shown) {
        Some((from, date)) => {
            let day = date.local_day.clone();
            (Some(date.dated(&from)), Some(day))
        }
        None => (None, None),
    };
    Dates { published, published_day, modified }
}

/// When it was published: the metadata's word, on the day that the page shows.
///
/// Publishing systems often write the moment in UTC, in which an evening's article is of the next
/// day. So where the page shows a day next to the metadata's, that is the day on the outlet's calendar;
/// the moment stays what it is, unless it is but the midnight with which such a day begins. Without metadata, the day in the address, the surest date line, names of
/// metadata that also hold other days, any element made for dates, and at last the day of the last
/// change answer.
fn published<'s>(
    sources: &'s Sources,
    language: Option<&str>,
    shown: &[Shown],
) -> Option<(Cow<'s, str>, Date)> {
    let address = sources
        .hints
        .url
        .or(sources.survey.canonical)
        .map(original)
        .and_then(url_date)
        .filter(|date| sources.plausible(date));
    let claim = confirmed(claims(sources), address.as_ref(), shown)
        .filter(|(_, said)| !address.as_ref().is_some_and(|address| was_moved(address, said)));
    if let Some((from, said)) = claim {
        let shown: Vec<&Date> =
            shown.iter().filter(|shown| shown.from != DATELINE).map(|shown| &shown.date).collect();
        let date = match day_begun(sources, language, &said, &shown) {
            Some(day) => Date::of_day(day),
            None => {
                let local = local_day(&said, address.as_ref(), &shown).to_owned();
                on_calendar(said, local)
            }
        };
        return Some((from.into(), date));
    }
    let mut loose: Vec<_> = named(sources, LOOSE).collect();
    loose.extend(microdata(sources, false));
    let told = |(_, date): &&(&str, Date)| shown.iter().any(|shown| shown.date.local_day == date.local_day);
    let owned = |(from, date): &(&'static str, Date)| (*from, date.clone());
    let of = |shown: Shown| (shown.from, shown.date);
    let found = address
        .map(|date| ("url", date))
        .or_else(|| loose.iter().find(told).map(owned))
        .or_else(|| shown.iter().find(|shown| shown.points > CONVINCING).cloned().map(of))
        .or_else(|| loose.first().map(owned))
        .or_else(|| state::published(sources).map(|date| ("script", date)))
        .or_else(|| shown::elsewhere(sources).map(of))
        .map(|(from, date)| (from.into(), date));
    found.or_else(|| any_named(sources).map(|(from, date)| (from.into(), date))).or_else(|| {
        modified(sources).or_else(|| shown::near(sources).map(of)).map(|(from, date)| (from.into(), date))
    })
}

/// What the metadata said, on the outlet's own calendar. Without an offset a full half hour of the day before is the midnight
/// of a place east of Greenwich as often as a time of day, and tells the day only.
fn on_calendar(said: Date, local: String) -> Date {
    let in_utc = said.at.get(..10).unwrap_or(&said.at);
    let half_hour = matches!(said.at.get(14..), Some("00Z" | "30Z" | "00:00Z" | "30:00Z"));
    if said.local_day == in_utc && local.as_str() > in_utc && half_hour {
        return Date::of_day(local);
    }
    if said.at.len() <= 10 { said } else { Date { local_day: local, ..said } }
}

/// The days that the metadata give as that of publication, most trusted first.
fn claims(sources: &Sources) -> Vec<(&'static str, Date)> {
    let linked = sources.linked.published.as_deref().and_then(|text| sources.date(text));
    let mut claims: Vec<_> = linked.map(|date| ("json-ld", date)).into_iter().collect();
    claims.extend(named(sources, PUBLISHED).take(4));
    claims.extend(microdata(sources, true));
    claims
}

/// The claim to go by: where several days are claimed, the one that the page shows or has in its
/// address.
fn confirmed(
    mut claims: Vec<(&'static str, Date)>,
    address: Option<&Date>,
    shown: &[Shown],
) -> Option<(&'static str, Date)> {
    let agrees = |(_, date): &(&str, Date)| {
        let near = |other: &Date| {
            other.local_day == date.local_day
                || is_next_day(&other.local_day, &date.local_day)
                || is_next_day(&date.local_day, &other.local_day)
        };
        address.is_some_and(near)
            || shown.iter().any(|shown| shown.label != Label::Modified && near(&shown.date))
    };
    let place = claims.iter().position(agrees).unwrap_or(0);
    (place < claims.len()).then(|| claims.swap_remove(place))
}

/// The day on the outlet's own calendar of a moment that the metadata give.
///
/// The address tells, when it names a day next to the moment's. So does a shown time that is the
/// same moment, or the first shown day, when some place on Earth has that day at that moment.
fn local_day<'a>(said: &'a Date, address: Option<&'a Date>, shown: &[&'a Date]) -> &'a str {
    let day = said.at.get(..10).unwrap_or(&said.at);
    let hour: Option<u8> =
        said.at.get(11..13).filter(|_| said.at.ends_with('Z')).and_then(|hour| hour.parse().ok());
    // No zone is further than 12 hours behind UTC or 14 hours before it.
    let possible = |other: &str| match hour {
        Some(hour) => (hour < 12 && is_next_day(other, day)) || (hour >= 10 && is_next_day(day, other)),
        None => false,
    };
    if let Some(address) = address.filter(|address| address.local_day == day || possible(&address.local_day))
    {
        return &address.local_day;
    }
    let same_moment =
        |date: &Date| date.at.len() > 16 && date.at.ends_with('Z') && date.at.get(..16) == said.at.get(..16);
    if let Some(date) = shown.iter().find(|date| same_moment(date)) {
        return &date.local_day;
    }
    match shown.first() {
        Some(date) if date.local_day != day && possible(&date.local_day) => &date.local_day,
        Some(date) if date.local_day == day => &date.local_day,
        _ => {
            let other = shown
                .iter()
                .skip(1)
                .map(|date| date.local_day.as_str())
                .find(|other| *other == day || possible(other));
            other.unwrap_or(&said.local_day)
        }
    }
}

/// Languages whose outlets, nearly all, keep the time of central Europe, and the countries that do.
const CENTRAL_EUROPEAN: &[&str] =
    &["de", "it", "nl", "pl", "sv", "da", "nb", "no", "cs", "sk", "hu", "sl", "hr"];
const IN_CENTRAL_EUROPE: &[&str] = &[
    "at", "be", "ch", "cz", "de", "dk", "es", "fr", "hr", "hu", "it", "li", "lu", "nl", "no", "pl", "rs",
    "se", "si", "sk",
];

/// The day that begins at the given moment where the outlet is: dates without a time that were
/// counted back to UTC. A page that shows the day before is believed.
fn day_begun(sources: &Sources, language: Option<&str>, said: &Date, shown: &[&Date]) -> Option<String> {
    let host = sources.hints.url.or(sources.survey.canonical).and_then(host).unwrap_or_default();
    let country = host.rsplit('.').next().unwrap_or_default();
    let central = language.is_some_and(|language| CENTRAL_EUROPEAN.contains(&language))
        || IN_CENTRAL_EUROPE.contains(&country);
    if !central || shown.iter().any(|shown| shown.at != said.at && said.at.starts_with(&shown.local_day)) {
        return None;
    }
    central_european_midnight(&said.at)
}

/// When it was changed, as the metadata say.
fn modified(sources: &Sources) -> Option<(&'static str, Date)> {
    let linked = sources.linked.modified.as_deref().and_then(|text| sources.date(text));
    linked.map(|date| ("json-ld", date)).or_else(|| named(sources, MODIFIED).next())
}

/// The dates in the `<meta>` elements of these names, in the order of the names.
fn named<'s>(
    sources: &'s Sources,
    names: &'static [&'static str],
) -> impl Iterator<Item = (&'static str, Date)> + 's {
    names.iter().filter_map(|name| Some((*name, sources.date(sources.survey.meta(name)?)?)))
}

/// The moment in a `<meta>` element of any other name that speaks of publishing.
fn any_named<'s>(sources: &'s Sources) -> Option<(&'s str, Date)> {
    const WORDS: &[&str] = &["publish", "pubdate", "upload", "created"];
    sources.survey.metas.iter().find_map(|(name, content)| {
        let speaks = WORDS.iter().any(|word| name.contains(word)) && content.len() >= 8;
        let date = speaks.then(|| sources.date(content)).flatten()?;
        (date.local_day.len() == 10).then_some((name.as_str(), date))
    })
}

/// The first element with `datePublished`: above the text, where it is this article's, or (`own`
/// false) further down, where it may be another's.
fn microdata(sources: &Sources, own: bool) -> Option<(&'static str, Date)> {
    let end =
        sources.blocks.blocks.get(sources.body.start + 2).map_or(usize::MAX, |block| block.node.index());
    sources.survey.properties.iter().take(500).find_map(|(value, id)| {
        let published = value.split_ascii_whitespace().any(is_publication);
        if !published || (id.index() < end) != own {
            return None;
        }
        let machine = ["datetime", "content", "title"]
            .into_iter()
            .find_map(|name| sources.date(sources.tree.attr(*id, name)?));
        Some(("microdata", machine.or_else(|| sources.date(&visible(sources.tree, *id)))?))
    })
}

/// Whether a property is the day of publication: schema.org's, or the Dublin Core's that older systems write as RDFa.
fn is_publication(property: &str) -> bool {
    const NAMES: &[&str] = &["datepublished", "datecreated"];
    const OF_DUBLIN_CORE: &[&str] = &["dc:created", "dc:issued", "dcterms:created", "dcterms:issued"];
    let name = property.rsplit(':').next().unwrap_or(property);
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
        || OF_DUBLIN_CORE.iter().any(|known| known.eq_ignore_ascii_case(property))
}

impl Sources<'_> {
    /// A date that a page can have, read from a field.
    fn date(&self, text: &str) -> Option<Date> {
        parse_date(text, self.date_language.as_deref()).filter(|date| self.plausible(date))
    }

    fn plausible(&self, date: &Date) -> bool {
        date.local_day.as_str() >= EARLIEST && self.hints.now.is_none_or(|now| !date.is_after(now))
    }
}

/// The address that an archive's address holds.
fn original(url: &str) -> &str {
    match url.rfind("/http") {
        Some(at) if url.contains("archive") => &url[at + 1..],
        _ => url,
    }
}

/// Days after that of the address from which a claim gives the day on which an old page was put into
/// a new system.
const MOVED: i32 = 90;

/// Whether a claim is much later than the day that the address was made of.
fn was_moved(address: &Date, said: &Date) -> bool {
    let day = |date: &Date| date.local_day.parse::<jiff::civil::Date>().ok();
    let (Some(address), Some(said)) = (day(address), day(said)) else { return false };
    address.until(said).is_ok_and(|span| span.get_days() > MOVED)
}

/// Whether `later` is the day after `earlier`, both ISO 8601 days.
fn is_next_day(earlier: &str, later: &str) -> bool {
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    day(earlier).and_then(|date| date.tomorrow().ok()).is_some_and(|next| Some(next) == day(later))
}
