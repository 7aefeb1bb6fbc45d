//! When it was published and changed.

use sayso_model::{Dated, Precision};

use super::{Sources, visible};
use crate::body::phrases::{Phrase, phrases};
use crate::dates::{Date, find_date, parse_date, url_date};

/// Names of `<meta>` elements that hold the day of publication, most trusted first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "rnews:datepublished",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "published-date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article_date_original",
    "originalpublicationdate",
    "ptime",
    "article:post_date",
    "published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dc.date",
    "dcterms.available",
    "date.created",
    "datecreated",
    "created",
    "creation_date",
    "article.created",
    "article:created",
    "og:pubdate",
    "bt:pubdate",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "displaydate",
    "date",
    "prism.publicationdate",
    "shareaholic:article_published_time",
    "weibo:article:create_at",
    "analyticsattributes.articledate",
    "release_date",
    "og:release_date",
    "article_publish_date",
    "eomportal-lastupdate",
    "pdate",
    "rbpubdate",
];

/// Names that some systems fill with the day the page was made or filed.
const PERHAPS_PUBLISHED: &[&str] =
    &["dcterms.date", "timestamp", "gentime", "time", "search_date", "doc_date", "sort_date"];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "og:modified_time",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "last-modified",
    "lastmod",
    "lastmodified",
    "modified",
    "modified_time",
    "article.updated",
    "updated_time",
    "utime",
    "revision_date",
    "revised",
];

/// Years before this are not the dates of web pages: what names them means something else.
const EARLIEST: &str = "1995";

/// Longest block, in words, that can be a date line.
const LINE: u32 = 40;

/// When it was published: the metadata's word, on the day that the page shows.
///
/// Publishing systems often write the moment in UTC, in which an evening's article is of the next
/// day. So where the page shows a day next to the metadata's, that day is right; the result then is
/// exact to the day only. Without metadata, the day in the address, the date line over the text,
/// the one below it, any element made for dates, and at last the day of the last change answer.
pub(super) fn published(sources: &Sources) -> Option<Dated> {
    let plain = |found: &(&'static str, Date)| found.1.clone().dated(found.0);
    let shown = shown(sources);
    let address = sources
        .hints
        .url
        .or(sources.survey.canonical)
        .map(original)
        .and_then(url_date)
        .filter(|date| sources.plausible(date));
    if let Some((from, said)) = said(sources) {
        let day = said.at.get(..10).unwrap_or(&said.at);
        let local = local_day(&said, address.as_ref(), &shown);
        if local == day || said.at.len() <= 10 {
            return Some(said.dated(from));
        }
        return Some(Dated { at: local.to_owned(), precision: Precision::Day, from: from.to_owned() });
    }
    address
        .map(|date| date.dated("url"))
        .or_else(|| shown.first().map(plain))
        .or_else(|| {
            PERHAPS_PUBLISHED
                .iter()
                .find_map(|name| Some(sources.date(sources.survey.meta(name)?)?.dated(name)))
        })
        .or_else(|| elsewhere(sources).map(|(from, date)| date.dated(from)))
        .or_else(|| modified(sources))
}

/// The day on the outlet's own calendar of a moment that the metadata give.
///
/// The address tells, when it names a day next to the moment's. So does a shown time that is the
/// same moment, or the first shown day, when some place on Earth has that day at that moment.
fn local_day<'a>(said: &'a Date, address: Option<&'a Date>, shown: &'a [(&'static str, Date)]) -> &'a str {
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
    if let Some((_, date)) = shown.iter().find(|(_, date)| same_moment(date)) {
        return &date.local_day;
    }
    match shown.first() {
        Some((_, date)) if date.local_day != day && possible(&date.local_day) => &date.local_day,
        Some((_, date)) if date.local_day == day => &date.local_day,
        _ => {
            let other = shown
                .iter()
                .skip(1)
                .map(|(_, date)| date.local_day.as_str())
                .find(|other| *other == day || possible(other));
            other.unwrap_or(&said.local_day)
        }
    }
}

/// When it was changed.
pub(super) fn modified(sources: &Sources) -> Option<Dated> {
    let linked = sources.linked.modified.as_deref().map(|text| ("json-ld", text));
    let metas = MODIFIED.iter().filter_map(|name| Some((*name, sources.survey.meta(name)?)));
    linked.into_iter().chain(metas).find_map(|(from, text)| Some(sources.date(text)?.dated(from)))
}

/// Longest text, in bytes, in which a date is looked for.
const LONGEST: usize = 300;

/// The date that the metadata give as that of publication.
fn said(sources: &Sources) -> Option<(&'static str, Date)> {
    let survey = sources.survey;
    if let Some(date) = sources.linked.published.as_deref().and_then(|text| sources.date(text)) {
        return Some(("json-ld", date));
    }
    let meta = PUBLISHED.iter().find_map(|name| Some((*name, sources.date(survey.meta(name)?)?)));
    if meta.is_some() {
        return meta;
    }
    survey.properties.iter().take(500).find_map(|(value, id)| {
        let published = value.split_ascii_whitespace().any(|word| {
            word.rsplit(':').next().is_some_and(|word| {
                word.eq_ignore_ascii_case("datepublished") || word.eq_ignore_ascii_case("datecreated")
            })
        });
        if !published {
            return None;
        }
        let machine =
            ["datetime", "content"].into_iter().find_map(|name| sources.date(sources.tree.attr(*id, name)?));
        Some(("microdata", machine.or_else(|| sources.date(&visible(sources.tree, *id)))?))
    })
}

/// The dates shown around the headline, and those below the text.
fn shown(sources: &Sources) -> Vec<(&'static str, Date)> {
    let blocks = &sources.blocks.blocks;
    let body = &sources.body;
    let above = body.start.saturating_sub(14)..(body.start + 2).min(blocks.len());
    let below = body.end.max(above.end).min(blocks.len())..(body.end + 8).min(blocks.len());
    let mut found = Vec::new();
    for index in above.rev().chain(below) {
        let block = &blocks[index];
        if block.words > LINE || found.len() > 8 {
            continue;
        }
        if let Some(date) = sources.found(sources.blocks.text_of(block)) {
            found.push(("text", date));
        }
    }
    // `<time>` elements tell more exactly what the text beside them says.
    for id in sources.survey.times.iter().take(6) {
        let date = sources.tree.attr(*id, "datetime").and_then(|text| sources.date(text));
        let told = |date: &Date| {
            found.is_empty() || found.iter().any(|(_, shown)| shown.local_day == date.local_day)
        };
        if let Some(date) = date.filter(told) {
            found.insert(0, ("time", date));
            break;
        }
    }
    found
}

/// The first element made for dates, wherever it stands.
fn elsewhere(sources: &Sources) -> Option<(&'static str, Date)> {
    let survey = sources.survey;
    let time = survey.times.iter().take(10).find_map(|id| {
        let text =
            sources.tree.attr(*id, "datetime").map_or_else(|| visible(sources.tree, *id), str::to_owned);
        Some(("time", sources.date(&text)?))
    });
    time.or_else(|| {
        survey.dates.iter().take(20).find_map(|id| {
            let text = visible(sources.tree, *id);
            Some(("text", sources.found(&text).filter(|_| text.len() < 200)?))
        })
    })
    .or_else(|| {
        let blocks = &sources.blocks.blocks;
        let around = sources.body.start.saturating_sub(40)..(sources.body.end + 40).min(blocks.len());
        around
            .filter(|&index| blocks[index].words <= LINE)
            .find_map(|index| Some(("text", sources.found(sources.blocks.text_of(&blocks[index]))?)))
    })
    .or_else(|| {
        // A line such as "Last changed: …" somewhere on the page.
        sources.blocks.blocks.iter().take(600).find_map(|block| {
            let text = sources.blocks.text_of(block);
            if block.words > 20 || phrases(text) & (1 << Phrase::Meta as u32) == 0 {
                return None;
            }
            Some(("text", sources.found(text)?))
        })
    })
}

impl Sources<'_> {
    /// A date that a page can have, read from a field.
    fn date(&self, text: &str) -> Option<Date> {
        parse_date(text, self.language.as_deref()).filter(|date| self.plausible(date))
    }

    /// A date that a page can have, to the day, found in visible text.
    fn found(&self, text: &str) -> Option<Date> {
        if text.len() > LONGEST || (!text.bytes().any(|byte| byte.is_ascii_digit()) && text.is_ascii()) {
            return None;
        }
        let date = find_date(text, self.language.as_deref()).map(|found| found.date);
        date.filter(|date| date.local_day.len() == 10 && self.plausible(date))
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

/// Whether `later` is the day after `earlier`, both ISO 8601 days.
fn is_next_day(earlier: &str, later: &str) -> bool {
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    day(earlier).and_then(|date| date.tomorrow().ok()).is_some_and(|next| Some(next) == day(later))
}
