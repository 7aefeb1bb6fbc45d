//! What a page's JSON-LD says about its article (schema.org vocabulary).

use crate::json::{self, Value};

/// What the JSON-LD scripts of one page say, as written there.
#[derive(Debug, Default)]
pub(crate) struct LinkedData {
    /// `headline`, else `name` of an article.
    pub headline: Option<String>,
    /// `description` or `abstract`.
    pub description: Option<String>,
    /// `articleBody` or `text`.
    pub body: Option<String>,
    /// Whether that is the `articleBody` of an article, and not the text of whatever the page is.
    pub body_of_article: bool,
    /// `datePublished`, else `dateCreated`, else `uploadDate`.
    pub published: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// Names of `author` and `creator`.
    pub authors: Vec<String>,
    /// Names given to organisations: never a person.
    pub organisations: Vec<String>,
    /// Name of `publisher`, else of the WebSite.
    pub publisher: Option<String>,
    /// `articleSection` and the words of the breadcrumb.
    pub sections: Vec<String>,
    /// `isAccessibleForFree`.
    pub free: Option<bool>,
    /// `mainEntityOfPage`, `url` or `@id` of the article.
    pub url: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// Whether it calls itself news.
    pub news: bool,
    /// Whether it is a LiveBlogPosting.
    pub live: bool,
    /// `coverageEndTime`: when a live page stops to change.
    pub covered_until: Option<String>,
}

/// Members that hold other works or lists of them: an article found below is not this page's.
const ELSEWHERE: &[&str] = &[
    "itemListElement",
    "relatedLink",
    "citation",
    "isPartOf",
    "mentions",
    "comment",
    "review",
    "hasPart",
    "subjectOf",
    "isBasedOn",
    "video",
    "image",
    "associatedMedia",
    "about",
    "liveBlogUpdate",
    "suggestedAnswer",
    "acceptedAnswer",
    "blogPost",
    "sharedContent",
];

/// Names of one kind that are kept: no article has more authors, and each is compared with all before.
const MOST_NAMES: usize = 200;

/// Author entries that are looked at: each may lead to a search through all objects.
const MOST_AUTHORS: usize = 400;

/// Reads the scripts, given in page order. `address` is the page's own URL, to tell its article
/// from others that are listed.
pub(crate) fn read(scripts: &[&str], address: Option<&str>) -> LinkedData {
    let values: Vec<Value> = scripts.iter().flat_map(|script| json::parse(script)).collect();
    let mut objects = Vec::new();
    for value in &values {
        gather(value, false, 0, &mut objects);
    }
    let page_slug = address.and_then(slug);
    let best = objects
        .iter()
        .enumerate()
        .map(|(order, found)| (found.rank(page_slug), std::cmp::Reverse(order), found))
        .filter(|(rank, _, _)| *rank > 0)
        .max_by_key(|(rank, order, _)| (*rank, *order));
    let mut data = LinkedData::default();
    if let Some((_, _, article)) = best {
        data.take_article(article.object, &objects);
        for other in &objects {
            // Sites often say one half of it in Article and the other in WebPage.
            if !other.elsewhere && !std::ptr::eq(other.object, article.object) && other.rank(page_slug) > 0 {
                data.take_article(other.object, &objects);
            }
        }
    }
    for found in &objects {
        data.take_surroundings(found);
    }
    data
}

/// One object and whether it stands below a list of other works.
struct Found<'v, 'a> {
    object: &'v Value<'a>,
    elsewhere: bool,
}

fn gather<'v, 'a>(value: &'v Value<'a>, elsewhere: bool, depth: usize, into: &mut Vec<Found<'v, 'a>>) {
    if depth > 12 || into.len() > 400 {
        return;
    }
    match value {
        Value::Array(values) => {
            for value in values {
                gather(value, elsewhere, depth + 1, into);
            }
        }
        Value::Object(members) => {
            into.push(Found { object: value, elsewhere });
            for (name, value) in members {
                if matches!(value, Value::Array(_) | Value::Object(_)) {
                    gather(value, elsewhere || ELSEWHERE.contains(&name.as_ref()), depth + 1, into);
                }
            }
        }
        _ => {}
    }
}

impl Found<'_, '_> {
    /// How likely the object is this page's article; 0 when it is none.
    fn rank(&self, page_slug: Option<&str>) -> u32 {
        let kind = kinds(self.object).map(article_kind).max().unwrap_or(0);
        if kind == 0 {
            return 0;
        }
        let named = |name: &str| u32::from(self.object.get(name).is_some_and(|value| *value != Value::Null));
        let same_page = page_slug.is_some()
            && ["url", "mainEntityOfPage", "@id"]
                .iter()
                .any(|name| self.object.get(name).and_then(address_of).and_then(slug) == page_slug);
        let mut rank = 10 * kind
            + 2 * named("datePublished")
            + 2 * named("author")
            + 3 * named("articleBody")
            + 3 * named("headline");
        if same_page {
            rank += 12;
        }
        if self.elsewhere {
            rank = rank.saturating_sub(30).max(1);
            if !same_page {
                return 0;
            }
        }
        rank
    }
}

/// The types of an object.
fn kinds<'v>(object: &'v Value<'_>) -> impl Iterator<Item = &'v str> {
    object
        .get("@type")
        .map(Value::each)
        .unwrap_or_default()
        .iter()
        .filter_map(Value::text)
        .map(|kind| kind.rsplit(['/', '#', ':']).next().unwrap_or(kind))
}

/// What [`article_kind`] gives for news.
const NEWS: u32 = 4;

/// What it gives for another article.
const ARTICLE: u32 = 3;

/// 4 a news article, 3 another article, 2 a work that pages are often made of, 1 the page, 0 none.
fn article_kind(kind: &str) -> u32 {
    match kind {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "ReviewNewsArticle"
        | "BackgroundNewsArticle"
        | "AskPublicNewsArticle"
        | "LiveBlogPosting"
        | "AdvertiserContentArticle" => NEWS,
        "Article"
        | "BlogPosting"
        | "Report"
        | "TechArticle"
        | "ScholarlyArticle"
        | "SatiricalArticle"
        | "SocialMediaPosting"
        | "DiscussionForumPosting"
        | "MedicalScholarlyArticle"
        | "NewsMediaArticle" => 3,
        "Recipe" | "CreativeWork" | "Review" | "MedicalWebPage" | "Blog" | "HowTo" | "Event" | "QAPage" => 2,
        "WebPage" | "ItemPage" | "VideoObject" | "PodcastEpisode" | "AudioObject" => 1,
        _ => 0,
    }
}

/// The last part of a URL's path that is long enough to name one page.
fn slug(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let (_, path) = path.split_once('/')?;
    path.rsplit('/').map(|part| part.trim_end_matches(".html")).find(|part| part.len() >= 8)
}

fn address_of<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    value.text().or_else(|| value.get("@id")?.text()).or_else(|| value.get("url")?.text())
}

impl LinkedData {
    /// Takes from one article-like object what is still missing.
    fn take_article(&mut self, object: &Value, all: &[Found]) {
        let text = |names: &[&str]| {
            names.iter().find_map(|name| {
                let text = object.get(name)?.each().first()?.text()?.trim();
                (!text.is_empty()).then(|| text.to_owned())
            })
        };
        let kind = kinds(object).map(article_kind).max().unwrap_or(0);
        fill(&mut self.headline, || {
            text(&["headline"]).or_else(|| if kind >= 2 { text(&["name"]) } else { None })
        });
        fill(&mut self.description, || text(&["description", "abstract"]));
        if self.body.is_none() {
            let body = text(&["articleBody"]);
            self.body_of_article = kind >= ARTICLE && body.is_some();
            self.body = body.or_else(|| text(&["text"]));
        }
        fill(&mut self.published, || text(&["datePublished", "dateCreated", "uploadDate"]));
        fill(&mut self.modified, || text(&["dateModified"]));
        fill(&mut self.covered_until, || text(&["coverageEndTime"]));
        fill(&mut self.language, || text(&["inLanguage"]));
        fill(&mut self.url, || {
            ["mainEntityOfPage", "url", "@id"].iter().find_map(|name| {
                object.get(name).and_then(address_of).filter(|url| url.starts_with("http")).map(str::to_owned)
            })
        });
        if self.free.is_none() {
            self.free = object.get("isAccessibleForFree").and_then(truth);
        }
        self.news |= kind == NEWS;
        self.live |= kinds(object).any(|kind| kind == "LiveBlogPosting");
        if self.authors.is_empty() && kind >= 1 {
            let before = self.organisations.len();
            for name in ["author", "creator"] {
                let mut left = MOST_AUTHORS;
                for value in object.get(name).map(Value::each).unwrap_or_default() {
                    self.take_author(value, all, &mut left, 0);
                }
                if !self.authors.is_empty() || self.organisations.len() > before {
                    break;
                }
            }
        }
        fill(&mut self.publisher, || {
            let publisher = object.get("publisher")?.each().first()?;
            name_of(resolve(publisher, all)).map(str::to_owned)
        });
        for section in object.get("articleSection").map(Value::each).unwrap_or_default() {
            self.sections.extend(section.text().map(|text| text.trim().to_owned()));
        }
    }

    /// Takes the names of one author entry; `left` is how many entries are still looked at.
    fn take_author(&mut self, value: &Value, all: &[Found], left: &mut usize, depth: usize) {
        if depth > 2 || *left == 0 {
            return;
        }
        *left -= 1;
        if let Value::Array(values) = value {
            for value in values {
                self.take_author(value, all, left, depth + 1);
            }
            return;
        }
        let author = resolve(value, all);
        let organisation = kinds(author).any(|kind| {
            matches!(
                kind,
                "Organization"
                    | "NewsMediaOrganization"
                    | "Corporation"
                    | "WebSite"
                    | "LocalBusiness"
                    | "Brand"
            )
        });
        // Some sites put a list of names, or another author object, into `name`.
        match author.get("name") {
            Some(Value::Array(names)) => {
                for name in names {
                    self.take_author(name, all, left, depth + 1);
                }
            }
            Some(inner @ Value::Object(_)) => self.take_author(inner, all, left, depth + 1),
            _ => {
                let Some(name) = name_of(author).map(str::trim).filter(|name| !name.is_empty()) else {
                    return;
                };
                let list = if organisation { &mut self.organisations } else { &mut self.authors };
                if list.len() < MOST_NAMES && !list.iter().any(|known| known == name) {
                    list.push(name.to_owned());
                }
            }
        }
    }

    /// Takes the outlet's name and the breadcrumb from the objects around the article.
    fn take_surroundings(&mut self, found: &Found) {
        let object = found.object;
        for kind in kinds(object) {
            match kind {
                "WebSite" | "NewsMediaOrganization" if !found.elsewhere || kind == "WebSite" => {
                    fill(&mut self.publisher, || name_of(object).map(str::to_owned));
                }
                "BreadcrumbList" => {
                    for item in object.get("itemListElement").map(Value::each).unwrap_or_default() {
                        let name = item
                            .get("name")
                            .and_then(Value::text)
                            .or_else(|| item.get("item")?.get("name")?.text());
                        self.sections.extend(name.map(|name| name.trim().to_owned()));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The object a reference points to, when it is on the page.
fn resolve<'v, 'a>(value: &'v Value<'a>, all: &[Found<'v, 'a>]) -> &'v Value<'a> {
    if value.get("name").is_some() {
        return value;
    }
    let Some(id) = value.get("@id").and_then(Value::text) else { return value };
    all.iter()
        .map(|found| found.object)
        .find(|object| object.get("@id").and_then(Value::text) == Some(id) && object.get("name").is_some())
        .unwrap_or(value)
}

fn name_of<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Object(_) => value.get("name").and_then(|name| name.each().first()?.text()),
        _ => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        other => match other.text()?.to_ascii_lowercase().rsplit('/').next()? {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        },
    }
}

fn fill(place: &mut Option<String>, value: impl FnOnce() -> Option<String>) {
    if place.is_none() {
        *place = value();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graph_with_references() {
        let script = r##"{"@graph": [
            {"@type": "WebSite", "name": "Daily Ledger"},
            {"@type": "WebPage", "name": "ignored", "datePublished": "2026-03-02T09:10:00+00:00"},
            {"@type": ["Article", "NewsArticle"], "headline": "Council approves bridge plan",
             "author": {"@id": "#ann"}, "publisher": {"@id": "#ledger"}, "articleSection": ["Local"]},
            {"@type": "Person", "@id": "#ann", "name": "Ann Reyes"},
            {"@type": "NewsMediaOrganization", "@id": "#ledger", "name": "The Daily Ledger"},
            {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Another", "articleBody": "x"}]}
        ]}"##;
        let data = read(&[script], None);
        assert_eq!(data.headline.as_deref(), Some("Council approves bridge plan"));
        assert_eq!(data.authors, ["Ann Reyes"]);
        assert_eq!(data.publisher.as_deref(), Some("The Daily Ledger"));
        assert_eq!(data.published.as_deref(), Some("2026-03-02T09:10:00+00:00"));
        assert_eq!(data.sections, ["Local"]);
        assert!(data.body.is_none());
    }

    #[test]
    fn organisations_are_no_authors() {
        let script = r#"[{"@type": "NewsArticle", "author": [{"@type": "Organization", "name": "City Wire"}, {"name": "Ann Reyes"}],
            "isAccessibleForFree": "False"}]"#;
        let data = read(&[script], None);
        assert_eq!(data.authors, ["Ann Reyes"]);
        assert_eq!(data.organisations, ["City Wire"]);
        assert_eq!(data.free, Some(false));
    }
}
