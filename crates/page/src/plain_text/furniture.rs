//! Lines that belong to the page and not to the article: told by the words that pages of all kinds
//! share, in several languages, never by the name of a site.

use crate::dates::{find_date, fold};

use super::measure::Look;

/// What a line of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// Share bars, text size, print, search, menus, log-in: tools of the page.
    Tool,
    /// "Advertisement", "Story continues below".
    Advertisement,
    /// Invitations to subscribe, follow, sign up, donate.
    Invitation,
    /// "Read more: …", "Related: …" in the middle of an article.
    Pointer,
    /// The heading of other articles: "Related articles", "Most read".
    Related,
    /// The heading of comments, and counts of them.
    Comments,
    /// Copyright and legal lines, cookie notices.
    Legal,
    /// Credit of a picture.
    Credit,
    /// "Published …", "Last updated …", a date alone.
    Stamp,
    /// "Tags: …", "Filed under …".
    Tags,
    /// The rest is elsewhere or for subscribers.
    CutOff,
}

/// Whether the article is over where this stands, when enough of it was read.
pub(super) fn ends_article(furniture: Furniture) -> bool {
    matches!(furniture, Furniture::Related | Furniture::Comments | Furniture::Legal | Furniture::Tags)
}

/// What kind of furniture a paragraph is, if any.
pub(super) fn furniture(text: &str, look: &Look) -> Option<Furniture> {
    if look.words == 0 {
        return Some(Furniture::Tool);
    }
    if look.words > 80 {
        return None;
    }
    let folded = bare(&fold(text));
    if look.words <= 16 && is_bracketed_credit(text) {
        return Some(Furniture::Credit);
    }
    if look.words <= 16 && is_stamp(text, &folded) {
        return Some(Furniture::Stamp);
    }
    let by_whole = || whole_line(&folded);
    let by_start = || if look.words <= 24 { start_of_line(text, &folded, look) } else { None };
    by_whole().or_else(by_start).or_else(|| anywhere(&folded, look))
}

/// Lower case without marks at either end and without counts: "12 Comments »" is "comments".
fn bare(folded: &str) -> String {
    let words: Vec<&str> = folded
        .split_whitespace()
        .map(|word| word.trim_matches(|character: char| !character.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let is_count = |word: &&str| {
        word.chars().all(|character| character.is_ascii_digit() || matches!(character, ',' | '.' | 'k'))
    };
    let start = words.iter().take_while(|word| is_count(word)).count().min(1);
    let end = words.len() - words[start..].iter().rev().take_while(|word| is_count(word)).count().min(1);
    words.get(start..end).map(|words| words.join(" ")).unwrap_or_default()
}

/// Lines that are furniture when they consist of nothing else.
fn whole_line(folded: &str) -> Option<Furniture> {
    const TABLE: &[(Furniture, &[&str])] = &[
        (
            Furniture::Tool,
            &[
                "share",
                "share this",
                "shares",
                "views",
                "likes",
                "readmore",
                "end of story",
                "arrives weekly",
                "full transcript",
                "show transcript",
                "sponsor",
                "cheat sheet",
                "share this article",
                "share this story",
                "share this post",
                "share on facebook",
                "share on twitter",
                "share on x",
                "share on linkedin",
                "share via email",
                "share by email",
                "tweet",
                "tweet this",
                "pin it",
                "pin",
                "print",
                "print this",
                "print article",
                "print this article",
                "print this page",
                "email",
                "e-mail",
                "email this",
                "email this article",
                "email article",
                "mail",
                "facebook",
                "twitter",
                "x",
                "instagram",
                "youtube",
                "linkedin",
                "whatsapp",
                "telegram",
                "reddit",
                "pinterest",
                "tumblr",
                "tiktok",
                "flipboard",
                "messenger",
                "pocket",
                "threads",
                "bluesky",
                "mastodon",
                "rss",
                "rss 2.0",
                "rss feed",
                "rss feeds",
                "atom",
                "feed",
                "xml",
                "copy link",
                "copy",
                "link copied",
                "copied",
                "copy url",
                "permalink",
                "bookmark",
                "bookmark this",
                "save",
                "save article",
                "save this",
                "gift article",
                "gift this article",
                "text size",
                "font size",
                "larger text",
                "smaller text",
                "increase text size",
                "decrease text size",
                "increase font size",
                "decrease font size",
                "small",
                "medium",
                "large",
                "reset",
                "a a a",
                "aa",
                "a",
                "listen",
                "listen to this article",
                "play",
                "pause",
                "mute",
                "play video",
                "watch",
                "watch live",
                "live",
                "search",
                "search for",
                "search this site",
                "site search",
                "submit",
                "go",
                "menu",
                "open menu",
                "close menu",
                "main menu",
                "toggle menu",
                "navigation",
                "main navigation",
                "toggle navigation",
                "skip to content",
                "skip to main content",
                "skip navigation",
                "skip to navigation",
                "close",
                "open",
                "back",
                "back to top",
                "top",
                "home",
                "next",
                "previous",
                "prev",
                "next article",
                "previous article",
                "next post",
                "previous post",
                "next story",
                "previous story",
                "log in",
                "login",
                "log out",
                "logout",
                "sign in",
                "sign out",
                "register",
                "my account",
                "account",
                "profile",
                "settings",
                "edit",
                "edition",
                "change edition",
                "show more",
                "see more",
                "see all",
                "view all",
                "load more",
                "more",
                "view more",
                "show less",
                "read less",
                "loading",
                "please wait",
                "expand",
                "collapse",
                "reply",
                "like",
                "dislike",
                "report",
                "follow",
                "following",
                "unfollow",
                "view comments",
                "hide comments",
                "show comments",
                "gallery",
                "view gallery",
                "photos",
                "slideshow",
                "enlarge",
                "enlarge image",
                "view image",
                "toggle caption",
                "hide caption",
                "image",
                "photo",
                "video",
                "audio",
                "download",
                "transcript",
                "embed",
                "sitemap",
                "site map",
                "about",
                "about us",
                "contact",
                "contact us",
                "careers",
                "jobs",
                "advertise",
                "advertise with us",
                "newsletters",
                "newsletter",
                "subscriptions",
                "donate",
                "faq",
                "help",
                "feedback",
                "corrections",
                "masthead",
                "archive",
                "archives",
                "author",
                "written by",
                "by",
                "posted by",
                "published",
                "updated",
                "teilen",
                "drucken",
                "merken",
                "vorlesen",
                "suche",
                "suchen",
                "menu offnen",
                "startseite",
                "anmelden",
                "abmelden",
                "abo",
                "nach oben",
                "weiter",
                "zuruck",
                "mehr",
                "artikel teilen",
                "artikel drucken",
                "feedback geben",
                "imprimer",
                "partager",
                "partager cet article",
                "recherche",
                "rechercher",
                "accueil",
                "connexion",
                "se connecter",
                "s inscrire",
                "suivant",
                "precedent",
                "compartir",
                "imprimir",
                "buscar",
                "inicio",
                "iniciar sesion",
                "registrarse",
                "siguiente",
                "anterior",
                "compartilhar",
                "condividi",
                "stampa",
                "cerca",
                "accedi",
                "registrati",
                "delen",
                "afdrukken",
                "zoeken",
                "inloggen",
                "dela",
                "skriv ut",
                "sok",
                "logga in",
                "del",
                "sog",
                "log ind",
                "udostepnij",
                "drukuj",
                "szukaj",
                "zaloguj sie",
                "поделиться",
                "поиск",
                "войти",
                "меню",
                "печать",
                "поділитися",
                "paylas",
                "ara",
            ],
        ),
        (
            Furniture::Advertisement,
            &[
                "advertisement",
                "advertisements",
                "advert",
                "ad",
                "ads",
                "advertising",
                "sponsored",
                "sponsored content",
                "promoted",
                "promoted content",
                "paid content",
                "paid post",
                "ad feedback",
                "scroll to continue",
                "story continues",
                "article continues below",
                "article continues below advertisement",
                "story continues below",
                "story continues below advertisement",
                "continue reading below",
                "continues after advertisement",
                "article continues after advertisement",
                "remove ads",
                "anzeige",
                "werbung",
                "publicite",
                "publicidad",
                "pubblicita",
                "publicidade",
                "advertentie",
                "annons",
                "annonce",
                "annonse",
                "reklama",
                "реклама",
                "reklam",
                "adchoices",
            ],
        ),
        (
            Furniture::Invitation,
            &[
                "subscribe",
                "subscribe now",
                "subscribe today",
                "subscribe for free",
                "sign up",
                "sign up now",
                "sign up today",
                "join",
                "join now",
                "join us",
                "follow us",
                "follow us on",
                "support us",
                "get alerts",
                "get the app",
                "download the app",
                "download our app",
                "newsletter abonnieren",
                "jetzt abonnieren",
                "abonnieren",
                "s abonner",
                "abonnez-vous",
                "suscribete",
                "suscribirse",
                "abbonati",
                "abonneer",
                "enter your email",
                "enter your email address",
                "your email",
                "your email address",
                "email address",
                "email required",
                "name required",
                "notify me",
                "get newsletter",
                "start free trial",
                "start your free trial",
                "learn more",
                "find out more",
                "try for free",
                "buy now",
                "shop now",
                "get started",
            ],
        ),
        (
            Furniture::Related,
            &[
                "related",
                "related articles",
                "related article",
                "related stories",
                "related story",
                "related posts",
                "related post",
                "related content",
                "related news",
                "related topics",
                "related links",
                "related coverage",
                "related reading",
                "related video",
                "related videos",
                "recommended",
                "recommended reading",
                "recommended for you",
                "recommended stories",
                "recommended articles",
                "recommended videos",
                "you may also like",
                "you might also like",
                "you may like",
                "more stories",
                "more news",
                "more on this",
                "more on this story",
                "more on this topic",
                "more like this",
                "more for you",
                "more articles",
                "more headlines",
                "more to read",
                "more to explore",
                "most read",
                "most popular",
                "most viewed",
                "most recent",
                "most commented",
                "most shared",
                "most watched",
                "popular",
                "popular posts",
                "popular stories",
                "popular articles",
                "popular now",
                "trending",
                "trending now",
                "trending stories",
                "trending topics",
                "top stories",
                "top news",
                "top headlines",
                "latest",
                "latest news",
                "latest stories",
                "latest articles",
                "latest posts",
                "latest headlines",
                "latest updates",
                "latest videos",
                "recent",
                "recent posts",
                "recent articles",
                "recent news",
                "recent stories",
                "editor s picks",
                "editors picks",
                "editor's picks",
                "editor’s picks",
                "editors' picks",
                "editors’ picks",
                "editor s choice",
                "featured",
                "featured stories",
                "featured posts",
                "featured articles",
                "in this section",
                "in other news",
                "also read",
                "also in this section",
                "also on the web",
                "also on this topic",
                "read also",
                "read next",
                "read this next",
                "up next",
                "what to read next",
                "what to read",
                "don't miss",
                "don’t miss",
                "in case you missed it",
                "must read",
                "must reads",
                "keep reading",
                "from the web",
                "around the web",
                "from our partners",
                "from our network",
                "next up",
                "see also",
                "further reading",
                "similar articles",
                "similar stories",
                "stay connected",
                "other stories",
                "other articles",
                "other news",
                "explore more",
                "suggested for you",
                "you may have missed",
                "about the author",
                "about the authors",
                "about author",
                "meet the author",
                "author bio",
                "more from author",
                "post navigation",
                "share this:",
                "join the conversation",
                "editorial standards",
                "our standards",
                "das konnte sie auch interessieren",
                "mehr zum thema",
                "zum thema",
                "lesen sie auch",
                "lesen sie mehr",
                "weitere artikel",
                "weitere themen",
                "meistgelesen",
                "meist gelesen",
                "ahnliche artikel",
                "verwandte artikel",
                "verwandte themen",
                "auch interessant",
                "neueste artikel",
                "aktuelle nachrichten",
                "mehr aus dem ressort",
                "a lire aussi",
                "lire aussi",
                "a lire",
                "sur le meme sujet",
                "les plus lus",
                "articles similaires",
                "articles lies",
                "a ne pas manquer",
                "dans la meme rubrique",
                "te puede interesar",
                "lo mas leido",
                "mas leidas",
                "lo mas visto",
                "noticias relacionadas",
                "articulos relacionados",
                "mas noticias",
                "ultimas noticias",
                "leia tambem",
                "mais lidas",
                "veja tambem",
                "noticias relacionadas",
                "leggi anche",
                "i piu letti",
                "articoli correlati",
                "potrebbe interessarti",
                "ultime notizie",
                "lees ook",
                "meest gelezen",
                "gerelateerde artikelen",
                "las mer",
                "mest last",
                "relaterade artiklar",
                "laes ogsa",
                "les ogsa",
                "mest laest",
                "czytaj takze",
                "zobacz takze",
                "najczesciej czytane",
                "читайте также",
                "читайте також",
                "по теме",
                "популярное",
                "ilgili haberler",
                "cok okunanlar",
            ],
        ),
        (
            Furniture::Comments,
            &[
                "comments",
                "comment",
                "no comments",
                "no comments yet",
                "leave a comment",
                "leave a reply",
                "leave comment",
                "post a comment",
                "post comment",
                "post your comment",
                "add a comment",
                "add comment",
                "add your comment",
                "write a comment",
                "join the discussion",
                "cancel reply",
                "leave a reply cancel reply",
                "your comment",
                "comments are closed",
                "comments closed",
                "be the first to comment",
                "reader comments",
                "share or comment on this article",
                "view comments on this article",
                "responses",
                "discussion",
                "discuss",
                "kommentare",
                "kommentar",
                "kommentar schreiben",
                "kommentieren",
                "keine kommentare",
                "commentaires",
                "commentaire",
                "laisser un commentaire",
                "ajouter un commentaire",
                "comentarios",
                "comentario",
                "deja un comentario",
                "deixe um comentario",
                "commenti",
                "commento",
                "lascia un commento",
                "reacties",
                "reageer",
                "kommentarer",
                "komentarze",
                "dodaj komentarz",
                "комментарии",
                "коментарі",
                "оставить комментарий",
                "yorumlar",
                "yorum yap",
            ],
        ),
        (
            Furniture::Legal,
            &[
                "privacy",
                "privacy policy",
                "privacy notice",
                "privacy statement",
                "privacy center",
                "terms",
                "terms of use",
                "terms of service",
                "terms and conditions",
                "terms & conditions",
                "terms conditions",
                "cookie policy",
                "cookies",
                "cookie settings",
                "cookie preferences",
                "manage cookies",
                "accept",
                "accept all",
                "accept cookies",
                "accept all cookies",
                "reject all",
                "decline",
                "i agree",
                "got it",
                "legal",
                "legal notice",
                "disclaimer",
                "imprint",
                "impressum",
                "datenschutz",
                "datenschutzerklarung",
                "agb",
                "mentions legales",
                "conditions generales",
                "politique de confidentialite",
                "aviso legal",
                "politica de privacidad",
                "politica de cookies",
                "note legali",
                "accessibility",
                "accessibility statement",
                "do not sell my personal information",
                "do not sell my info",
                "your privacy choices",
                "your ad choices",
                "ad choices",
                "copyright",
                "all rights reserved",
            ],
        ),
        (
            Furniture::CutOff,
            &[
                "continue reading",
                "read more",
                "read full article",
                "read the full article",
                "read the full story",
                "read full story",
                "read the rest",
                "read on",
                "full story",
                "view full article",
                "weiterlesen",
                "lire la suite",
                "seguir leyendo",
                "leer mas",
                "continua a leggere",
                "leia mais",
                "lees verder",
                "las hela artikeln",
                "czytaj dalej",
                "читать далее",
                "subscribe to read",
                "subscribe to continue reading",
                "subscribe to keep reading",
                "log in to continue reading",
                "sign in to continue reading",
                "jetzt weiterlesen",
            ],
        ),
    ];
    TABLE.iter().find(|(_, lines)| lines.contains(&folded)).map(|(kind, _)| *kind)
}

/// Lines that begin as furniture does and are short.
fn start_of_line(text: &str, folded: &str, look: &Look) -> Option<Furniture> {
    const TABLE: &[(Furniture, &[&str])] = &[
        (
            Furniture::Pointer,
            &[
                "read more",
                "read also",
                "read next",
                "also read",
                "see also",
                "related",
                "more",
                "watch",
                "listen",
                "must read",
                "mehr",
                "lesen sie auch",
                "lesen sie hier",
                "lire aussi",
                "a lire aussi",
                "lea tambien",
                "lee tambien",
                "leia mais",
                "leia tambem",
                "leggi anche",
                "lees ook",
                "las ocksa",
                "las mer",
                "laes ogsa",
                "les ogsa",
                "czytaj takze",
                "zobacz takze",
                "читайте также",
                "читайте також",
            ],
        ),
        (
            Furniture::Tags,
            &[
                "tags",
                "tagged",
                "filed under",
                "posted in",
                "categories",
                "category",
                "topics",
                "topic",
                "keywords",
                "schlagworte",
                "schlagworter",
                "themen",
                "etiquetas",
                "mots-cles",
                "теги",
            ],
        ),
    ];
    // These words begin sentences too: a colon, or no sentence at all, must follow.
    let colon = text.find([':', '|', '»', '>', '：']).map_or(0, |at| text[..at].split_whitespace().count());
    for (kind, starts) in TABLE {
        for start in *starts {
            let words = start.split(' ').count();
            if begins_with(folded, start)
                && (colon == words || (*kind == Furniture::Tags && !look.closed && words > 1))
            {
                return Some(*kind);
            }
        }
    }
    const PLAIN: &[(Furniture, &[&str])] = &[
        (
            Furniture::Credit,
            &[
                "photo by",
                "photos by",
                "photo credit",
                "photo courtesy",
                "photograph by",
                "photography by",
                "photo illustration",
                "image credit",
                "image courtesy",
                "image source",
                "picture by",
                "picture credit",
                "credit",
                "photo",
                "image",
                "illustration by",
                "file photo",
                "getty images",
                "foto",
                "bild",
                "photo:",
                "credit:",
                "image:",
                "source:",
                "фото",
            ],
        ),
        (
            Furniture::Invitation,
            &[
                "sign up for",
                "sign up to",
                "subscribe to",
                "follow us on",
                "follow us",
                "like us on",
                "join our",
                "get our",
                "get the latest",
                "get breaking",
                "download our",
                "click here to",
                "support our",
                "become a member",
                "become a subscriber",
                "already a subscriber",
                "already have an account",
                "already a member",
                "not a subscriber",
                "enter your",
                "abonnieren sie",
                "melden sie sich",
                "folgen sie uns",
                "inscrivez-vous",
                "suivez-nous",
                "suscribase",
                "siguenos",
                "iscriviti",
                "seguici",
                "schrijf je in",
                "подписывайтесь",
                "подпишитесь",
            ],
        ),
        (
            Furniture::Tool,
            &[
                "share on",
                "share to",
                "share via",
                "click to",
                "opens in",
                "view on",
                "skip to",
                "toggle",
                "search for",
                "open in",
                "back to",
                "go to",
                "send this",
                "jump to",
                "switch to",
                "view our",
                "all posts by",
                "view all posts",
                "see all posts",
                "posts by",
                "originally published",
                "estimated reading",
                "reading time",
                "lesezeit",
                "temps de lecture",
                "tiempo de lectura",
                "tempo di lettura",
            ],
        ),
        (
            Furniture::Related,
            &[
                "more from",
                "more by",
                "more in",
                "more stories from",
                "more stories by",
                "more on",
                "latest from",
                "mehr von",
                "mehr aus",
                "plus de",
                "mas de",
            ],
        ),
        (
            Furniture::Comments,
            &[
                "be the first to",
                "leave a comment",
                "leave a reply",
                "comments on",
                "log in to comment",
                "you must be logged in",
                "logged in as",
                "required fields are",
                "your email address will not",
            ],
        ),
        (
            Furniture::Legal,
            &[
                "©",
                "copyright",
                "(c)",
                "all rights reserved",
                "privacy policy",
                "terms of",
                "powered by",
                "designed by",
                "developed by",
                "built with",
                "hosted by",
                "site by",
                "website by",
            ],
        ),
        (
            Furniture::CutOff,
            &[
                "continue reading",
                "subscribe to read",
                "subscribe to continue",
                "subscribe to keep reading",
                "to continue reading",
                "to read the full",
                "this content is for subscribers",
                "this article is for subscribers",
                "this story is for subscribers",
                "you have reached your limit",
                "you have read your",
                "you've reached your",
                "weiterlesen mit",
                "jetzt weiterlesen",
                "cet article est reserve",
                "contenido exclusivo para",
            ],
        ),
    ];
    if text.trim_start().starts_with('©')
        || text.trim_start().starts_with("(c)")
        || text.trim_start().starts_with("(C)")
    {
        return Some(Furniture::Legal);
    }
    let mut found = PLAIN.iter().filter(|(_, starts)| starts.iter().any(|start| begins_with(folded, start)));
    let kind = found.next().map(|(kind, _)| *kind)?;
    // "Photo albums were found …" and "More on that evening …" are sentences of an article.
    let sentence = look.closed && look.words >= 6;
    match kind {
        Furniture::Invitation | Furniture::CutOff => Some(kind),
        Furniture::Legal => (!sentence || folded.contains("rights reserved")).then_some(kind),
        Furniture::Comments => Some(kind),
        Furniture::Credit => (colon <= 2 && colon > 0
            || folded.contains(" by ") && !sentence
            || (look.words <= 6 && !look.closed && folded.contains("getty")))
        .then_some(kind),
        _ => (!sentence).then_some(kind),
    }
}

/// Phrases that no article's own sentence has, or that it only has among others of their kind.
fn anywhere(folded: &str, look: &Look) -> Option<Furniture> {
    const SURE: &[(Furniture, &[&str])] = &[
        (
            Furniture::Legal,
            &[
                "all rights reserved",
                "alle rechte vorbehalten",
                "tous droits reserves",
                "todos los derechos reservados",
                "tutti i diritti riservati",
                "todos os direitos reservados",
                "alle rechten voorbehouden",
                "все права защищены",
                "wszelkie prawa zastrzezone",
                "this site uses cookies",
                "we use cookies",
                "uses cookies to",
                "use of cookies",
                "accept cookies",
                "cookie policy",
                "diese website verwendet cookies",
                "utilise des cookies",
                "utiliza cookies",
                "agree to our terms",
                "agree to the terms",
                "terms of service and",
                "terms of use and",
                "privacy policy and",
                "protected by recaptcha",
                "may not be reproduced",
                "may not be published",
                "without prior written",
                "without written permission",
                "affiliate commission",
                "by signing up",
                "by subscribing",
                "by clicking subscribe",
                "we may receive compensation",
                "may earn commission",
                "may earn a commission",
                "reprint permission",
                "you agree to",
                "affiliate links",
                "earn a commission",
                "enable javascript",
                "javascript is disabled",
                "javascript is required",
                "your browser",
                "ad blocker",
                "adblock",
                "is a registered trademark",
                "are registered trademarks",
            ],
        ),
        (
            Furniture::Invitation,
            &[
                "sign up for our",
                "sign up to our",
                "subscribe to our",
                "sign up for the",
                "our free newsletter",
                "our newsletter",
                "our journalism needs",
                "support our journalism",
                "support independent journalism",
                "get our newsletter",
                "free newsletter",
                "our mailing list",
                "subscribe today",
                "send it to us",
                "our daily newsletter",
                "newsletter delivered",
                "delivered to your inbox",
                "straight to your inbox",
                "in your inbox",
                "to your inbox",
                "unsubscribe at any time",
                "unsubscribe anytime",
                "free trial",
                "follow us on",
                "like us on facebook",
                "follow him on twitter",
                "follow her on twitter",
                "follow me on twitter",
                "follow on twitter",
                "find us on facebook",
                "download the app",
                "download our app",
                "newsletter abonnieren",
                "unserem newsletter",
                "unseren newsletter",
                "notre newsletter",
                "nuestro boletin",
                "nuestra newsletter",
                "nostra newsletter",
                "нашу рассылку",
                "наш телеграм",
                "наш telegram",
                "нашем telegram",
            ],
        ),
        (
            Furniture::CutOff,
            &[
                "to continue reading",
                "continue reading with",
                "subscribe to read",
                "to read this article",
                "to read the full article",
                "to read the full story",
                "for subscribers only",
                "subscribers only",
                "exclusive to subscribers",
                "unlimited digital access",
                "unlimited access to",
            ],
        ),
        (
            Furniture::Comments,
            &[
                "comments are moderated",
                "accepting comments",
                "comment on this article",
                "comment policy",
                "commenting rules",
                "community guidelines",
                "obscene",
                "comments are closed",
                "comments powered by",
                "post a comment",
                "your email address will not be published",
                "notify me of",
                "save my name",
            ],
        ),
        (
            Furniture::Credit,
            &[
                "via getty images",
                "getty images",
                "ap photo",
                "shutterstock",
                "file photo",
                "reuters/",
                "afp/getty",
                "istock",
            ],
        ),
        (
            Furniture::Tool,
            &[
                "opens in new window",
                "opens in a new tab",
                "opens new tab",
                "opens in new tab",
                "opens in a new window",
                "click to share",
                "share on facebook",
                "share on twitter",
                "share to facebook",
            ],
        ),
    ];
    let mut kinds = SURE.iter().filter(|(_, phrases)| phrases.iter().any(|phrase| holds(folded, phrase)));
    let kind = kinds.next().map(|(kind, _)| *kind)?;
    let long = look.words > 30 || look.quotes;
    match kind {
        // A caption is a caption when it is short; an article may well write about a picture agency.
        Furniture::Credit => {
            (look.words <= 40 && !look.quotes && (!look.closed || look.words <= 14)).then_some(kind)
        }
        Furniture::Legal if long => (kinds.next().is_some()
            || begins_with(folded, "we use")
            || holds(folded, "rights reserved")
            || holds(folded, "recaptcha")
            || holds(folded, "commission"))
        .then_some(kind),
        Furniture::Invitation if long => (kinds.next().is_some()
            || holds(folded, "our newsletter")
            || holds(folded, "your inbox")
            || holds(folded, "sign up for our"))
        .then_some(kind),
        Furniture::CutOff if long => None,
        _ => Some(kind),
    }
}

/// `(Ann Reyes / Daily Ledger)`, `[Image: City Wire]`: a credit in brackets alone on its line.
fn is_bracketed_credit(text: &str) -> bool {
    let inside = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .or_else(|| text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')));
    inside.is_some_and(|inside| {
        let first = fold(inside.split([':', ' ']).next().unwrap_or_default());
        let names_craft = matches!(
            first.as_str(),
            "photo"
                | "photos"
                | "image"
                | "images"
                | "photograph"
                | "rendering"
                | "illustration"
                | "graphic"
                | "screenshot"
                | "source"
                | "courtesy"
                | "credit"
                | "foto"
        );
        (inside.contains(['/', '|']) && !inside.contains(['.', '!', '?', ',']))
            || (names_craft && (inside.contains(':') || first == "courtesy"))
    })
}

/// A line that is only about when: "Published: March 2, 2026 9:10 am", "Updated 3 hours ago".
fn is_stamp(text: &str, folded: &str) -> bool {
    let first = folded.split(' ').next().unwrap_or_default();
    let dated = find_date(text, None);
    let rest = match &dated {
        Some(found) => format!("{} {}", &text[..found.span.start], &text[found.span.end..]),
        None => text.to_owned(),
    };
    let left = fold(&rest)
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_stamp_word(word))
        .count();
    match dated {
        // One word more is the place or the section.
        Some(found) => left == 0 || (left == 1 && found.date.at.len() >= 10),
        None => {
            let relative = folded.ends_with(" ago")
                || folded.ends_with(" min read")
                || folded.ends_with(" minute read")
                || folded.ends_with(" minutes read")
                || folded.starts_with("vor ") && left <= 1;
            (relative && folded.split(' ').count() <= 6) || (left == 0 && speaks_of_publication(first))
        }
    }
}

/// The word that a line about publication begins with.
fn speaks_of_publication(word: &str) -> bool {
    matches!(
        word,
        "published"
            | "posted"
            | "updated"
            | "modified"
            | "veroffentlicht"
            | "aktualisiert"
            | "publie"
            | "publicado"
            | "actualizado"
            | "pubblicato"
            | "aggiornato"
            | "gepubliceerd"
            | "publicerad"
            | "uppdaterad"
            | "опубликовано"
            | "обновлено"
    )
}

/// Words that stand beside a date in its line.
fn is_stamp_word(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(
            word,
            "published"
                | "posted"
                | "updated"
                | "update"
                | "last"
                | "modified"
                | "first"
                | "on"
                | "at"
                | "date"
                | "am"
                | "pm"
                | "a"
                | "m"
                | "p"
                | "the"
                | "edited"
                | "created"
                | "released"
                | "issued"
                | "time"
                | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "mon"
                | "tue"
                | "tues"
                | "wed"
                | "thu"
                | "thur"
                | "thurs"
                | "fri"
                | "sat"
                | "sun"
                | "min"
                | "mins"
                | "minute"
                | "minutes"
                | "read"
                | "est"
                | "edt"
                | "et"
                | "pst"
                | "pdt"
                | "pt"
                | "gmt"
                | "utc"
                | "bst"
                | "cet"
                | "ist"
                | "stand"
                | "veroffentlicht"
                | "aktualisiert"
                | "erstellt"
                | "uhr"
                | "um"
                | "am_"
                | "montag"
                | "dienstag"
                | "mittwoch"
                | "donnerstag"
                | "freitag"
                | "samstag"
                | "sonntag"
                | "publie"
                | "mis"
                | "jour"
                | "le"
                | "h"
                | "modifie"
                | "lundi"
                | "mardi"
                | "mercredi"
                | "jeudi"
                | "vendredi"
                | "samedi"
                | "dimanche"
                | "publicado"
                | "actualizado"
                | "atualizado"
                | "el"
                | "las"
                | "em"
                | "as"
                | "hs"
                | "lunes"
                | "martes"
                | "miercoles"
                | "jueves"
                | "viernes"
                | "sabado"
                | "domingo"
                | "pubblicato"
                | "aggiornato"
                | "il"
                | "alle"
                | "ore"
                | "gepubliceerd"
                | "bijgewerkt"
                | "op"
                | "om"
                | "publicerad"
                | "uppdaterad"
                | "kl"
                | "opublikowano"
                | "опубликовано"
                | "обновлено"
                | "в"
                | "г"
                | "оновлено"
                | "опубліковано"
        )
}

/// Whether a text begins with the phrase, ending at a word's end.
fn begins_with(folded: &str, phrase: &str) -> bool {
    folded.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether the phrase stands in the text, beginning and ending at a word's end.
fn holds(folded: &str, phrase: &str) -> bool {
    folded.match_indices(phrase).any(|(at, _)| {
        !folded[..at].ends_with(char::is_alphanumeric)
            && (phrase.ends_with('/') || !folded[at + phrase.len()..].starts_with(char::is_alphanumeric))
    })
}
