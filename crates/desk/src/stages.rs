use sayso_attribution::Roles;
use sayso_intake::{Content, FeedItem, ReadyArticle, Taken};
use sayso_model::{Article, Diagnostic, Effort, Outlet, Reading};
use sayso_page::{Hints, Page, blocks_of, read_date};

use crate::{Depth, Options, english};

/// Carries one article from its bytes to its reading.
pub(crate) fn carry(taken: Taken, options: &Options, effort: Effort) -> Reading {
    carry_if(taken, options, effort, |_| true).unwrap_or_default()
}

/// Carries one article from its bytes to its reading if it is `wanted`, which is asked as soon as its page was
/// read: none when it is not.
pub(crate) fn carry_if(
    taken: Taken,
    options: &Options,
    effort: Effort,
    wanted: impl FnOnce(&Article) -> bool,
) -> Option<Reading> {
    let Taken { input, id, url, content, from_feed, diagnostics, sighting: _ } = taken;
    let mut hints = Hints { url: url.as_deref(), content_type: None, now: options.now.as_deref() };
    let mut page = match content {
        Content::Html { bytes, content_type } => {
            hints.content_type = content_type.as_deref();
            sayso_page::read_html(&bytes, &hints)
        }
        Content::Text { bytes, content_type } => {
            let decoded = sayso_page::decode(&bytes, content_type.as_deref());
            let mut page = sayso_page::read_text(&decoded.text, &hints);
            page.diagnostics.splice(0..0, decoded.diagnostics);
            page
        }
        Content::Ready(ready) => cut_out(*ready),
    };
    if let Some(item) = from_feed {
        told_by_feed(&mut page.article, *item);
    }
    if page.article.language.is_none() {
        page.article.language = sayso_page::language_of(&page.article.text);
    }
    if !wanted(&page.article) {
        return None;
    }
    let mut reading = match options.depth {
        Depth::Article => Reading { article: page.article, ..Reading::default() },
        Depth::Whole => {
            let analysis = sayso_language::analyse(&page.article);
            if sayso_language::is_english(page.article.language.as_deref()) {
                let statements =
                    english::transformer(effort).map(|transformer| transformer.read(&page.article.text));
                let roles = Some(Roles::english());
                sayso_attribution::attribute_with(page.article, &analysis, roles, statements.as_deref())
            } else {
                sayso_attribution::attribute_by_lexicon(page.article, &analysis)
            }
        }
    };
    reading.schema = Reading::SCHEMA.to_owned();
    reading.input = input;
    reading.id = id;
    reading.diagnostics.splice(0..0, diagnostics.into_iter().chain(page.diagnostics));
    Some(reading)
}

/// Fills in what a feed says of an article that is the feed's own text. The feed's headline is the article's, and
/// what else it says counts where the text says nothing.
fn told_by_feed(article: &mut Article, item: FeedItem) {
    const FROM: &str = "feed";
    article.title = item.title.or(article.title.take());
    if article.bylines.is_empty() {
        article.bylines = item.authors;
    }
    let date = |written: Option<String>| read_date(&written?, None, FROM);
    // Some formats have one date alone, and call it the last one.
    let first = item.published.or_else(|| item.updated.clone());
    article.published = article.published.take().or_else(|| date(first));
    article.modified = article.modified.take().or_else(|| date(item.updated));
    article.url = article.url.take().or(item.link);
    if article.outlet.is_none() {
        article.outlet = item.feed.map(|name| Outlet { name, domain: None, from: FROM.to_owned() });
    }
}

/// The page of an article whose text somebody already cut out: every field as it was given.
fn cut_out(ready: ReadyArticle) -> Page {
    const FROM: &str = "json";
    let canonical_url = ready.canonical_url;
    let language = ready.language;
    let mut diagnostics = ready.diagnostics;
    let mut date = |name: &str, written: Option<String>| {
        let written = written?;
        let date = read_date(&written, language.as_deref(), FROM);
        if date.is_none() {
            let message = format!("\"{name}\" is not a date and was left out: {written}");
            diagnostics.push(Diagnostic::new("date_unreadable", message));
        }
        date
    };
    let published = date("published", ready.published);
    let modified = date("modified", ready.modified);
    let domain = ready.url.as_deref().or(canonical_url.as_deref()).and_then(sayso_page::domain_of);
    let article = Article {
        id: sayso_page::article_id(canonical_url.as_deref(), &ready.text),
        canonical_url,
        url: ready.url,
        outlet: ready.outlet.map(|name| Outlet { name, domain, from: FROM.to_owned() }),
        title: ready.title,
        standfirst: ready.standfirst,
        bylines: ready.bylines,
        blocks: blocks_of(&ready.text),
        published,
        modified,
        language,
        text: ready.text,
        ..Article::default()
    };
    Page { article, diagnostics, published_day: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ready_articles_outlet_has_the_domain_of_its_address() {
        let domain = |url: &str, canonical: &str| {
            let address = |url: &str| Some(url.to_owned()).filter(|url| !url.is_empty());
            let outlet = Some("Daily Ledger".to_owned());
            let (url, canonical_url) = (address(url), address(canonical));
            let ready = ReadyArticle { outlet, url, canonical_url, ..ReadyArticle::default() };
            cut_out(ready).article.outlet.and_then(|outlet| outlet.domain)
        };
        assert_eq!(domain("https://www.Ledger.example/a", "").as_deref(), Some("ledger.example"));
        assert_eq!(domain("", "https://ledger.example/a").as_deref(), Some("ledger.example"));
        assert_eq!(domain("", ""), None);
    }

    #[test]
    fn the_only_date_of_a_feeds_item_is_when_it_was_published() {
        let told = |published: Option<&str>| {
            let mut article = Article::default();
            let updated = Some("2026-03-02T09:10:00Z".to_owned());
            let item = FeedItem { published: published.map(str::to_owned), updated, ..FeedItem::default() };
            told_by_feed(&mut article, item);
            let at = |date: Option<sayso_model::Dated>| date.map(|date| date.at).unwrap_or_default();
            (at(article.published), at(article.modified))
        };
        let day = |at: &str| at.get(..10).unwrap_or_default().to_owned();
        assert_eq!(day(&told(None).0), "2026-03-02");
        let both = told(Some("2026-03-01T09:10:00Z"));
        assert_eq!((day(&both.0), day(&both.1)), ("2026-03-01".to_owned(), "2026-03-02".to_owned()));
    }
}
