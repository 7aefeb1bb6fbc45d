//! Whether a page has no article: the pages that servers and gates show in place of one.

use super::{Sources, visible};
use crate::body::context::inside;
use crate::dates::fold;
use crate::tree::Tag;
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
    "we and our partners store",
    "partners store and access information on",
    "to use our content, please consent",
    "stimmen sie bitte der verarbeitung ihrer daten zu",
    "unsere partner nutzen cookies",
    "partner nutzen cookies, um anzeigen",
    "avec nos partenaires, nous stockons",
    "nosotros y nuestros socios almacenamos",
    "something went wrong on our end",
];

/// Whether a short text is that of an error, of a gate or of a log-in form, by the page's name or by its own words. What the page
/// itself calls an article, or what has a writer, is none of these.
pub(super) fn is_absent(sources: &Sources, article: &Article) -> bool {
    let words = article.text.split_whitespace().take(LONGEST + 1).count();
    let claimed = sources.linked.news
        || sources.survey.meta("og:type").is_some_and(|kind| kind == "article")
        || !article.bylines.is_empty()
        || sources.survey.meta("article:published_time").is_some();
    if claimed || article.text.is_empty() {
        return false;
    }
    let named = sources.survey.title.map(|id| visible(sources.tree, id)).unwrap_or_default();
    let found = [Some(named.as_str()), article.title.as_deref()];
    if found.into_iter().flatten().any(is_search) || is_list(sources) {
        return true;
    }
    if words > LONGEST {
        return false;
    }
    let said = fold(&article.text);
    is_called(&named)
        || article.title.as_deref().is_some_and(is_called)
        || SAID.iter().any(|words| said.contains(words))
        || article.published.is_none() && is_remnant(&article.text)
}

/// Whether a title is that of the results of a search on the site.
fn is_search(title: &str) -> bool {
    const RESULTS: &[&str] = &[
        "search results",
        "suchergebnisse",
        "resultats de recherche",
        "resultados de busqueda",
        "risultati della ricerca",
        "zoekresultaten",
    ];
    let title = fold(title.trim());
    RESULTS.iter().any(|name| title.starts_with(name))
}

/// Headings of a list that lead elsewhere: so many are no article's.
const CARDS: usize = 4;

/// Whether what was taken for the text are the lines under headings that are links: a home page, or that of a section.
fn is_list(sources: &Sources) -> bool {
    let page = sources.blocks;
    let heading = |index: usize| {
        let block = &page.blocks[index];
        page.owner(block).inside & inside::HEADING != 0
            && block.link_words > 0
            && block.link_words == block.words
    };
    let range = sources.body.start.saturating_sub(1)..sources.body.end.min(page.blocks.len());
    let cards = range.clone().filter(|&index| heading(index)).count();
    let paragraphs: Vec<usize> =
        range.filter(|&index| page.blocks[index].words >= LINE && !heading(index)).collect();
    let beside: Vec<&usize> =
        paragraphs.iter().filter(|index| !index.checked_sub(1).is_some_and(heading)).collect();
    // A line over them all says what the section is about, under its name.
    let about = |index: &usize| {
        let mut names = page.blocks[..*index].iter().filter(|block| page.owner(block).tag == Tag::H1);
        page.blocks[*index].words < PARAGRAPH && names.all(|name| name.words <= NAME)
    };
    let led = paragraphs.len() - beside.len();
    cards >= CARDS && beside.len() <= 1 && beside.into_iter().all(about) && led * 2 >= cards
}

/// Words of a line in a list, rather than a time or a label; of a line that may be an article of its own; of a section's name.
const LINE: u32 = 6;
const PARAGRAPH: u32 = 20;
const NAME: u32 = 3;

/// Letters of a text that is no sentence: what is left of a menu on a page that holds nothing else.
const REMNANT: usize = 60;

/// Whether a text is a few words without a full stop.
fn is_remnant(text: &str) -> bool {
    text.chars().count() < REMNANT
        && text.chars().all(|letter| letter.is_ascii() || letter.is_lowercase() || letter.is_uppercase())
        && !text.contains(['.', '!', '?', ':', ',', '"', '“', '„', '«'])
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
        let consent = "<p>Wir und unsere 214 Partner nutzen Cookies, um Anzeigen zu personalisieren.</p><p>Oder lesen Sie ohne Werbung.</p>";
        assert_eq!(text("Willkommen", consent), "");
        assert_eq!(text("Privacy policy | Oster Echo", "<div>Oster Echo</div><ul><li>Advertise</ul>"), "");
        let card = "<article><h3><a href=/n>Lynx kittens born in Garrow Forest</a></h3><p>Camera trap pictures end two years of waiting \
                    for rangers in the forest. The story has been read by thousands of people since it was published.</p></article>";
        let section = format!(
            "<h1>Environment</h1><p>The latest news on climate and nature from our reporters.</p>{}",
            card.repeat(6)
        );
        assert_eq!(text("Environment | Tollmark Herald", &section), "");
        let results = "<li><a href=/n>Two dead in floods</a><br>Bodies were found in cars near Osterby as homes lost power. [...]</li>";
        let results = format!("<h1>Search results for: ferry</h1><ol>{}</ol>", results.repeat(9));
        assert_eq!(text("Search results for “ferry” - Skarra Islander", &results), "");
        let brief = format!(
            "<h1>Swan closes the ring road for two hours</h1><p>{}</p>{}",
            "A swan closed the ring road on Tuesday morning. “It left when it was ready,” police said in the afternoon.",
            card.repeat(6)
        );
        assert!(text("Swan closes the ring road for two hours", &brief).starts_with("A swan"));
        for title in ["Ferry cancelled", "Not found guilty after all", "404 days at sea"] {
            assert_ne!(text(title, story), "", "{title}");
        }
    }
}
