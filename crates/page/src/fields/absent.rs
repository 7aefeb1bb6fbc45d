//! Whether a page has no article: the pages that servers and gates show in place of one.

use super::{Sources, visible};
use crate::dates::fold;
use sayso_model::Article;

/// Words from which a text is an article, whatever its page is called.
const LONGEST: usize = 80;

/// What such pages are called: all of a part of the title, or its beginning, folded.
const CALLED: &[&str] = &[
    "404",
    "error 404",
    "403 forbidden",
    "410 gone",
    "451 unavailable",
    "500 internal server error",
    "502 bad gateway",
    "503 service unavailable",
    "503 service temporarily unavailable",
    "504 gateway timeout",
    "504 gateway time-out",
    "error 403",
    "error 451",
    "error 500",
    "error 502",
    "error 503",
    "page not found",
    "not found",
    "this page could not be found",
    "file not found",
    "access denied",
    "access to this page has been denied",
    "forbidden",
    "internal server error",
    "service unavailable",
    "service temporarily unavailable",
    "bad gateway",
    "just a moment",
    "attention required",
    "one moment, please",
    "checking your browser",
    "are you a robot",
    "security check",
    "human verification",
    "before you continue",
    "log in",
    "login",
    "sign in",
    "we'll be back soon",
    "site maintenance",
    "under maintenance",
    "seite nicht gefunden",
    "zugriff verweigert",
    "wartungsarbeiten",
    "page introuvable",
    "page non trouvee",
    "acces refuse",
    "pagina no encontrada",
    "acceso denegado",
    "pagina non trovata",
    "accesso negato",
    "pagina niet gevonden",
    "toegang geweigerd",
    "pagina nao encontrada",
];

/// What such pages say.
const SAID: &[&str] = &[
    "page you were looking for does not exist",
    "page you are looking for does not exist",
    "page you are looking for could not be found",
    "page you requested could not be found",
    "checking your browser",
    "verify you are human",
    "verify that you are not a robot",
    "enable javascript to view",
    "enable javascript and cookies",
    "permission to access this page",
    "permission to access this server",
    "access this website from a country belonging to the european economic area",
    "undergoing scheduled maintenance",
    "something went wrong on our end",
];

/// Whether a short text is that of an error, of a gate or of a log-in form, by the page's name or by its own words. What the page
/// itself calls an article, or what has a writer, is none of these.
pub(super) fn is_absent(sources: &Sources, article: &Article) -> bool {
    let short = article.text.split_whitespace().take(LONGEST + 1).count() <= LONGEST;
    let claimed = sources.linked.news
        || sources.survey.meta("og:type").is_some_and(|kind| kind == "article")
        || !article.bylines.is_empty()
        || sources.survey.meta("article:published_time").is_some();
    if !short || claimed || article.text.is_empty() {
        return false;
    }
    let named = sources.survey.title.map(|id| visible(sources.tree, id)).unwrap_or_default();
    let said = fold(&article.text);
    is_called(&named)
        || article.title.as_deref().is_some_and(is_called)
        || SAID.iter().any(|words| said.contains(words))
}

/// Whether a part of a title is the name of such a page.
fn is_called(title: &str) -> bool {
    title.split(['|', '–', '—', '·', '»', ':', '-']).any(|part| {
        let part = fold(part.trim());
        let words = part.split(' ').count();
        CALLED.iter().any(|name| {
            part.strip_prefix(name).is_some_and(|rest| {
                // "Not found guilty", "Forbidden fruit": what goes on is a headline.
                !rest.starts_with(char::is_alphanumeric)
                    && words <= name.split(' ').count() + usize::from(name.len() > 9)
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::{Hints, read_html};

    #[test]
    fn pages_without_an_article_have_no_text() {
        let text = |title: &str, body: &str| {
            let page = format!("<html lang=en><title>{title}</title><main>{body}</main>");
            read_html(page.as_bytes(), &Hints::default()).article.text
        };
        let sorry = "<h1>Oops!</h1><p>Sorry, the page you were looking for does not exist. It may have been moved or deleted.</p>";
        let gate = "<p>Checking your browser before accessing hill.example. This process is automatic.</p>";
        let story = "<h1>Ferry cancelled</h1><p>The ferry to the islands was cancelled on Monday after its captain fell ill.</p>";
        assert_eq!(
            text(
                "Page not found - Hill Reporter",
                "<h1>Page not found</h1><p>Sorry, it may have been moved or deleted since.</p>"
            ),
            ""
        );
        assert_eq!(text("Hill Reporter", sorry), "");
        assert_eq!(text("Just a moment...", gate), "");
        assert_eq!(
            text(
                "503 Service Temporarily Unavailable",
                "<center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx/1.18.0</center>"
            ),
            ""
        );
        for title in ["Ferry cancelled", "Not found guilty after all", "404 days at sea"] {
            assert_ne!(text(title, story), "", "{title}");
        }
    }
}
