//! Words that furniture is made of, in the languages of the pages that were looked at.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Kinds of set phrases that a block can begin with or consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Phrase {
    /// "Read more", "See also", "Related:".
    Related,
    /// "Share this", "Follow us".
    Share,
    /// "Sign up", "Subscribe".
    Subscribe,
    /// "©", "All rights reserved".
    Copyright,
    /// "Photo:", "Credit".
    Credit,
    /// "By", "Written by", "About the author".
    Author,
    /// "Advertisement".
    Advert,
    /// "Published", "Updated", "min read".
    Meta,
    /// "Comments", "Leave a reply".
    Comment,
    /// "References", "Sources", "Bibliography".
    References,
    /// "Frequently asked questions".
    Questions,
    /// "About us", "Contact".
    About,
}

/// How many kinds there are.
pub(crate) const PHRASES: usize = 12;

/// Phrases in lower case. Those that begin with `*` count anywhere in a short block, the others
/// only at its beginning.
const LIST: &[(Phrase, &[&str])] = &[
    (
        Phrase::Related,
        &[
            "read more",
            "read also",
            "also read",
            "read next",
            "see also",
            "related",
            "more from",
            "more on",
            "more about",
            "more stories",
            "must read",
            "don't miss",
            "you may also",
            "you might also",
            "recommended",
            "most read",
            "most popular",
            "trending",
            "top stories",
            "watch:",
            "watch now",
            "listen:",
            "further reading",
            "keep reading",
            "continue reading",
            "read the full",
            "read full",
            "click here",
            "mehr zum thema",
            "mehr dazu",
            "lesen sie auch",
            "lesen sie",
            "auch interessant",
            "weitere artikel",
            "weiterlesen",
            "siehe auch",
            "das könnte",
            "mehr lesen",
            "zum thema",
            "à lire aussi",
            "lire aussi",
            "lire la suite",
            "voir aussi",
            "sur le même",
            "leggi anche",
            "leer también",
            "lea también",
            "te puede interesar",
            "ver también",
            "más información",
            "leia mais",
            "leia também",
            "lees ook",
            "lees meer",
            "læs også",
            "les også",
            "läs också",
            "läs mer",
            "czytaj też",
            "czytaj także",
            "zobacz też",
            "zobacz także",
            "читайте также",
            "читать",
            "previous",
            "next article",
            "next post",
            "next story",
            "up next",
            "explore more",
            "in this article",
            "see more",
            "view more",
            "show more",
            "load more",
            "learn more",
            "find out more",
            "* read more",
            "table of contents",
            "→",
            "»",
        ],
    ),
    (
        Phrase::Share,
        &[
            "share",
            "tweet",
            "follow us",
            "follow on",
            "email this",
            "print this",
            "* follow us on",
            "like us on",
            "find us on",
            "* on twitter",
            "* on facebook",
            "* on instagram",
            "join us on",
            "join our",
            "teilen",
            "folgen sie",
            "partager",
            "suivez",
            "compartir",
            "síguenos",
            "condividi",
            "seguici",
            "udostępnij",
            "подписывайтесь",
            "поделиться",
            "copy link",
            "link copied",
            "facebook",
            "whatsapp",
            "send us",
            "got a tip",
            "* whatsapp channel",
            "* telegram channel",
            "bookmark",
            "save this",
        ],
    ),
    (
        Phrase::Subscribe,
        &[
            "sign up",
            "subscribe",
            "* our newsletter",
            "newsletter",
            "* sign up for",
            "* subscribe to",
            "* your inbox",
            "* email address",
            "log in",
            "already a subscriber",
            "become a member",
            "support our",
            "support independent",
            "donate",
            "* free trial",
            "get the latest",
            "stay up to date",
            "stay informed",
            "join the",
            "register",
            "abonnieren",
            "jetzt abonnieren",
            "jetzt testen",
            "anmelden",
            "melden sie sich",
            "inscrivez",
            "abonnez",
            "s'abonner",
            "suscríbete",
            "iscriviti",
            "to continue reading",
            "by signing up",
            "by subscribing",
            "by clicking",
            "by submitting",
            "* privacy policy",
            "* terms of service",
            "* terms of use",
            "* datenschutz",
            "download our app",
            "download the app",
            "this site is protected",
            "thank you for",
        ],
    ),
    (
        Phrase::Copyright,
        &[
            "©",
            "(c) ",
            "copyright",
            "* all rights reserved",
            "* alle rechte vorbehalten",
            "* tous droits réservés",
            "* may not be published, broadcast",
            "* may not be reproduced",
            "* todos los derechos",
            "* reproduction",
            "* creative commons",
            "* registered trademark",
            "licence",
            "license",
            "* editorial standards",
            "* commission",
            "disclaimer",
            "disclosure",
            "* affiliate",
        ],
    ),
    (
        Phrase::Credit,
        &[
            "photo",
            "image",
            "picture",
            "credit",
            "foto",
            "bild:",
            "bild ",
            "quelle",
            "source:",
            "sources:",
            "getty",
            "* getty images",
            "* / afp",
            "* via ap",
            "* shutterstock",
            "(photo",
            "(image",
            "* via reuters",
            "crédit",
            "photograph",
            "video:",
            "illustration",
            "file photo",
            "* photo by",
            "* photo:",
            "fuente",
            "fonte",
            "zdj",
        ],
    ),
    (
        Phrase::Author,
        &[
            "by ",
            "by:",
            "written by",
            "posted by",
            "about the author",
            "about author",
            "author",
            "reporting by",
            "edited by",
            "editing by",
            "von ",
            "par ",
            "por ",
            "di ",
            "autor",
            "auteur",
            "über den autor",
            "* is a reporter",
            "* is a writer",
            "* is a freelance",
            "* is a journalist",
            "* is a senior",
            "* is the author",
            "* is an author",
            "* can be reached",
            "* covers",
            "* contributed to this",
            "* is an editor",
            "* writes about",
            "* is a contributor",
            "view all posts",
            "all posts by",
            "contact the",
            "with files from",
            "additional reporting",
            "* ist redakteur",
            "* schreibt",
            "* is editor",
            "* joined the",
            "* is professor",
            "* is a professor",
            "* is co-founder",
            "* contact:",
        ],
    ),
    (
        Phrase::Advert,
        &[
            "advert",
            "anzeige",
            "werbung",
            "publicité",
            "publicidad",
            "pubblicità",
            "sponsored",
            "promoted",
            "story continues below",
            "article continues",
            "continue reading below",
            "* continues below",
            "scroll",
            "reklama",
            "реклама",
            "annons",
            "annonce",
            "loading",
            "this content is not",
            "this video",
            "to view this",
            "we use cookies",
            "* cookies",
            "skip ",
            "javascript",
            "your browser",
            "please enable",
        ],
    ),
    (
        Phrase::Meta,
        &[
            "published",
            "updated",
            "posted",
            "last updated",
            "last modified",
            "first published",
            "* min read",
            "* minute read",
            "* minutes read",
            "reading time",
            "tags",
            "tag:",
            "filed under",
            "categories",
            "category",
            "topics",
            "kategorie",
            "schlagworte",
            "schlagwörter",
            "veröffentlicht",
            "aktualisiert",
            "erstellt",
            "stand:",
            "publié",
            "mis à jour",
            "publicado",
            "actualizado",
            "pubblicato",
            "aggiornato",
            "date:",
            "datum",
            "time:",
            "* ago",
            "mots-clés",
            "etiquetas",
            "thema:",
            "themen",
            "lesezeit",
            "* uhr",
            "home",
        ],
    ),
    (
        Phrase::Comment,
        &[
            "comment",
            "leave a",
            "post a comment",
            "join the conversation",
            "join the discussion",
            "* comments",
            "no comments",
            "reply",
            "kommentar",
            "kommentare",
            "schreibe einen",
            "commentaire",
            "laisser un",
            "comentarios",
            "deja un",
            "commenti",
            "have your say",
            "what do you think",
            "let us know",
            "view comments",
            "show comments",
            "report abuse",
            "your email",
            "ihr kommentar",
            "antworten",
        ],
    ),
    (
        Phrase::References,
        &[
            "references",
            "reference list",
            "sources",
            "source list",
            "bibliography",
            "works cited",
            "footnotes",
            "notes",
            "citations",
            "literatur",
            "quellen",
            "einzelnachweise",
            "fußnoten",
            "références",
            "bibliographie",
            "referencias",
            "bibliografía",
            "riferimenti",
            "fonti",
            "źródła",
            "bronnen",
            "lähteet",
            "källor",
            "источники",
            "литература",
            "* accessed ",
            "* et al.",
            "* doi:",
            "* retrieved ",
        ],
    ),
    (
        Phrase::Questions,
        &[
            "faq",
            "frequently asked",
            "people also ask",
            "common questions",
            "questions and answers",
            "q&a",
            "häufige fragen",
            "häufig gestellte",
            "foire aux questions",
            "questions fréquentes",
            "preguntas frecuentes",
            "domande frequenti",
            "veelgestelde vragen",
            "* faqs",
        ],
    ),
    (
        Phrase::About,
        &[
            "about us",
            "about the",
            "about our",
            "who we are",
            "our mission",
            "contact us",
            "contacts",
            "media contact",
            "press contact",
            "get in touch",
            "über uns",
            "über die",
            "über den",
            "kontakt",
            "pressekontakt",
            "ansprechpartner",
            "impressum",
            "à propos",
            "qui sommes",
            "sobre nosotros",
            "acerca de",
            "chi siamo",
            "o nas",
            "our team",
            "our services",
            "book a",
            "get started",
            "ready to",
            "try it",
            "start your",
            "call us",
        ],
    ),
];

/// Longest block, in bytes, in which phrases count anywhere.
const SHORT: usize = 300;

/// The phrases of [`LIST`], ready to be searched for: a constant that takes too long to make for
/// every page.
static PHRASES_READY: LazyLock<Option<Phrases>> = LazyLock::new(Phrases::new);

/// The kinds of phrases in a block, one bit each.
pub(crate) fn phrases(text: &str) -> u32 {
    PHRASES_READY.as_ref().map_or(0, |phrases| phrases.read(text))
}

/// The phrases in the two forms in which they are looked for.
struct Phrases {
    /// For every byte, letters of ASCII in lower case, the phrases that begin with it.
    beginnings: Vec<Vec<Beginning>>,
    /// Finds those that count anywhere, which are few.
    anywhere: AhoCorasick,
    /// The kind of each of them.
    kinds: Vec<u32>,
}

/// A phrase that counts at the beginning of a block.
#[derive(Clone)]
struct Beginning {
    /// Its first four bytes, as [`first_four`] has those of a block, and which bits of those to compare.
    first: u32,
    mask: u32,
    words: &'static str,
    kind: u32,
}

/// The first four bytes of a text, the first lowest, letters of ASCII in lower case and zeros for those it lacks.
fn first_four(text: &[u8]) -> u32 {
    let mut first = [0; 4];
    for (to, from) in first.iter_mut().zip(text) {
        *to = from.to_ascii_lowercase();
    }
    u32::from_le_bytes(first)
}

impl Phrases {
    fn new() -> Option<Self> {
        let mut beginnings = vec![Vec::new(); 256];
        let (mut patterns, mut kinds) = (Vec::new(), Vec::new());
        for (phrase, list) in LIST {
            let kind = 1 << *phrase as u32;
            for entry in *list {
                let anywhere = entry.strip_prefix("* ");
                let words = anywhere.unwrap_or(entry);
                let [first, mask] = [words.as_bytes(), &[0xFF; 4][..words.len().min(4)]].map(first_four);
                let beginning = Beginning { first, mask, words, kind };
                beginnings[usize::from(words.as_bytes()[0])].push(beginning);
                if anywhere.is_some() {
                    patterns.push(words);
                    kinds.push(kind);
                }
            }
        }
        let anywhere = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(patterns)
            .ok()?;
        Some(Self { beginnings, anywhere, kinds })
    }

    fn read(&self, text: &str) -> u32 {
        let first = first_four(text.as_bytes());
        let mut found = 0;
        for phrase in &self.beginnings[first as usize % 256] {
            if first & phrase.mask == phrase.first {
                let start = text.as_bytes().get(..phrase.words.len());
                let begins = start.is_some_and(|start| start.eq_ignore_ascii_case(phrase.words.as_bytes()));
                found |= phrase.kind * u32::from(begins);
            }
        }
        // Most blocks hold none, which is found out sooner than which.
        if text.len() <= SHORT && self.anywhere.is_match(text) {
            for hit in self.anywhere.find_overlapping_iter(text) {
                found |= self.kinds[hit.pattern().as_usize()];
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_count_where_they_may() {
        let bit = |phrase: Phrase| 1 << phrase as u32;
        let long = "The bridge over the river stays closed until the spring. ".repeat(6);
        let cases = [
            ("", 0),
            ("Read More: the bridge", bit(Phrase::Related)),
            ("They read more", bit(Phrase::Related)),
            ("They share it", 0),
            ("© Daily Ledger, all rights reserved", bit(Phrase::Copyright)),
            (long.as_str(), 0),
            (&format!("{long}All rights reserved"), 0),
            (&format!("All rights reserved {long}"), bit(Phrase::Copyright)),
        ];
        for (text, expected) in cases {
            assert_eq!(phrases(text), expected, "{text}");
        }
    }
}
