//! Whether the text is the whole article, and from whom it was taken.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use sayso_model::{Article, CutOff};

use super::{Sources, visible};
use crate::agencies::{is_agency, looks_like_outlet, without_label};
use crate::bylines;
use crate::dates::fold;

/// Fewer words than this are the beginning of an article when the page says the rest costs money.
const FEW_WORDS: usize = 350;

/// What stands where the free part of an article ends.
const PAYWALL: &[&str] = &[
    "to continue reading",
    "to keep reading",
    "to read the full",
    "to read the rest",
    "read the full story with",
    "subscribe to read",
    "subscribe now to read",
    "this article is for subscribers",
    "this content is for subscribers",
    "this article is exclusive to",
    "subscribers only",
    "subscriber-only",
    "already a subscriber",
    "already have a subscription",
    "unlock this article",
    "to unlock this",
    "log in to read",
    "sign in to read",
    "register to read",
    "become a member to",
    "jetzt weiterlesen",
    "weiterlesen mit",
    "um weiterzulesen",
    "diesen artikel weiterlesen",
    "lesen sie weiter mit",
    "sie haben bereits ein abo",
    "reserve aux abonnes",
    "pour lire la suite",
    "la suite est reservee",
    "article reserve",
    "deja abonne",
    "contenido exclusivo para suscriptores",
    "suscribete para",
    "para seguir leyendo",
    "contenuto riservato",
    "per continuare a leggere",
    "exclusivo para assinantes",
    "lees verder met",
];

/// Endings of a text that goes on elsewhere.
const GOES_ON: &[&str] = &["…", "...", "[…]", "[...]"];

/// Why the text is not whole, when it is not.
pub(super) fn cut_off(sources: &Sources, article: &Article, source: &str) -> Option<CutOff> {
    let few_words = article.text.split_whitespace().take(FEW_WORDS).count() < FEW_WORDS;
    if sources.linked.live && !is_over(sources) || !sources.linked.live && is_live(sources, article) {
        return Some(CutOff::Live);
    }
    let blocks = &sources.blocks.blocks;
    let end =
        sources.body.end.saturating_sub(2).max(sources.body.start)..(sources.body.end + 12).min(blocks.len());
    let asks = |index: usize| {
        let text = sources.blocks.text_of(&blocks[index]);
        text.len() < 400 && {
            let folded = fold(text);
            PAYWALL.iter().any(|phrase| folded.contains(phrase))
        }
    };
    if few_words && (sources.linked.free == Some(false) || end.into_iter().any(asks)) {
        return Some(CutOff::Paywall);
    }
    if ends_in_the_middle(source) {
        return Some(CutOff::Truncated);
    }
    let last = article.text.trim_end();
    let goes_on = few_words && GOES_ON.iter().any(|ending| last.ends_with(ending));
    (goes_on || leads_on(sources, article)).then_some(CutOff::Teaser)
}

/// What the title of a page says that is written as things happen, folded: at its beginning, or anywhere.
const LIVE_AT_FIRST: &[&str] =
    &["live:", "live |", "live -", "live –", "live —", "en direct", "en vivo", "in diretta", "ao vivo"];
const LIVE: &[&str] = &[
    "live updates",
    "live blog",
    "liveblog",
    "live-blog",
    "live coverage",
    "liveticker",
    "live-ticker",
    "newsticker",
    "minute by minute",
];

/// Entries from which a page called live is one.
const ENTRIES: usize = 2;

/// Whether a page that gives no data about it is called live and holds entries with their times. Nothing tells when it ends but the
/// words "as it happened".
fn is_live(sources: &Sources, article: &Article) -> bool {
    let named = sources.survey.title.map(|id| fold(visible(sources.tree, id).trim())).unwrap_or_default();
    let headline = article.title.as_deref().map(fold).unwrap_or_default();
    let called = [&named, &headline].into_iter().any(|title| {
        LIVE_AT_FIRST.iter().any(|word| title.starts_with(word))
            || LIVE.iter().any(|word| title.contains(word))
    });
    if !called || named.contains("as it happened") || headline.contains("as it happened") {
        return false;
    }
    let blocks = &sources.blocks.blocks;
    let range = sources.body.start.saturating_sub(2)..sources.body.end.min(blocks.len());
    range.filter(|&index| begins_with_clock(sources.blocks.text_of(&blocks[index]))).count() >= ENTRIES
}

/// Whether a line begins with a time of day: `14:22 Bridge shut`, `9.05am`.
fn begins_with_clock(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hour = digits(text);
    let rest = text.get(hour..).unwrap_or_default();
    (1..=2).contains(&hour) && rest.starts_with([':', '.']) && digits(&rest[1..]) == 2
}

/// What the link to the rest of an article is called, folded and without signs.
const REST: &[&str] = &[
    "read more",
    "continue reading",
    "read full story",
    "read the full story",
    "read full article",
    "read the full article",
    "full story",
    "full article",
    "read the rest",
    "keep reading",
    "weiterlesen",
    "mehr lesen",
    "ganzen artikel lesen",
    "lire la suite",
    "lire plus",
    "leer mas",
    "seguir leyendo",
    "continua a leggere",
    "leggi tutto",
    "lees verder",
    "lees meer",
    "ler mais",
    "continue lendo",
    "читать далее",
    "читать полностью",
];

/// Words of a text that is but the beginning when a link to the rest follows it.
const BEGINNING: usize = 100;

/// Whether the text is short and the link to the rest of it follows.
fn leads_on(sources: &Sources, article: &Article) -> bool {
    let blocks = &sources.blocks.blocks;
    let after = sources.body.end.saturating_sub(1)..(sources.body.end + 2).min(blocks.len());
    let short = || article.text.split_whitespace().take(BEGINNING + 1).count() <= BEGINNING;
    let mut rest = after.filter(|&index| {
        let block = &blocks[index];
        let text = sources.blocks.text_of(block);
        block.link_words > 0
            && block.words <= 6
            && REST.contains(&fold(text.trim_matches(|sign: char| !sign.is_alphanumeric())).as_str())
    });
    !article.text.is_empty() && rest.next().is_some() && short()
}

/// Whether a live page has said when it ends and that moment has come. Without a moment of reading
/// the page counts as read after its end.
fn is_over(sources: &Sources) -> bool {
    let until = sources.linked.covered_until.as_deref();
    let until = until.and_then(|text| crate::dates::parse_date(text, sources.language.as_deref()));
    until.is_some_and(|until| sources.hints.now.is_none_or(|now| until.at.as_str() <= now))
}

/// Whether the page stops inside a tag, or within its body with nothing closed after it.
fn ends_in_the_middle(source: &str) -> bool {
    let tail = &source[source.ceil_char_boundary(source.len().saturating_sub(4096))..];
    let last_open = memchr::memrchr(b'<', tail.as_bytes());
    let last_close = memchr::memrchr(b'>', tail.as_bytes());
    let in_tag = last_open.is_some_and(|open| last_close.is_none_or(|close| close < open));
    let text_after = || last_close.is_some_and(|close| tail[close + 1..].trim().len() > 40);
    source.len() > 1000 && (in_tag || text_after()) && !is_closed(tail)
}

/// Whether the end tag of the body or of the page stands in the last part of a page.
fn is_closed(tail: &str) -> bool {
    let lower = tail.to_ascii_lowercase();
    lower.contains("</html") || lower.contains("</body")
}

/// Phrases before the name of the outlet that had the text first, folded.
const FIRST_AT: &[&str] = &[
    "first published by",
    "first published in",
    "first published on",
    "originally published by",
    "originally published in",
    "originally published on",
    "first appeared in",
    "first appeared on",
    "originally appeared in",
    "originally appeared on",
    "republished from",
    "reprinted from",
    "courtesy of",
    "zuerst erschienen bei",
    "zuerst erschienen in",
    "publie initialement par",
    "publie initialement sur",
    "publicado originalmente en",
];

/// Finds the texts that hold one of [`FIRST_AT`], which are few: a constant that takes too long to make for every page.
static FIRST_AT_READY: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(FIRST_AT).ok());

/// The agencies and outlets that the page says it took its text from: in the dateline, in a line of
/// its own below the text, or in a sentence that says so.
pub(super) fn credited(sources: &Sources, article: &Article, outlet: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let own = outlet.map(fold);
    let mut add = |name: &str| {
        let bare = without_label(name);
        let name = if is_agency(bare) { bare } else { name.trim() }.trim_end_matches(['.', ',', ':']);
        let folded = fold(name);
        if !name.is_empty()
            && own.as_ref() != Some(&folded)
            && !found.iter().any(|known| fold(known) == folded)
        {
            found.push(name.to_owned());
        }
    };
    for name in sources.linked.organisations.iter().chain(&article.bylines).filter(|name| is_agency(name)) {
        add(name);
    }
    let texts: Vec<&str> = article.blocks.iter().map(|block| block.span.of(&article.text)).collect();
    if let Some(name) = texts.iter().take(3).find_map(|text| dateline_credit(text)) {
        add(name);
    }
    for name in employers(sources, article, outlet) {
        add(&name);
    }
    let blocks = &sources.blocks.blocks;
    let below = (sources.body.end..(sources.body.end + 4).min(blocks.len()))
        .map(|index| sources.blocks.text_of(&blocks[index]));
    for text in texts.iter().rev().take(2).copied().chain(below) {
        if text.len() > 400 {
            continue;
        }
        if let Some(name) = holder(text) {
            add(name);
        } else if text.len() <= 80 {
            for part in text
                .split(['/', ',', '(', ')', '|', '©', '—', '–', ':'])
                .filter(|part| is_agency(without_label(part)))
            {
                add(part);
            }
        } else if let Some(name) =
            text.rfind('(').and_then(|open| text[open + 1..].strip_suffix(')')).filter(|name| is_agency(name))
        {
            add(name);
        }
        if let Some(name) = first_at(text) {
            add(name);
        }
    }
    found
}

/// The agency that holds the rights: "Copyright 2026 The Associated Press. All rights reserved."
fn holder(text: &str) -> Option<&str> {
    let sign =
        text.strip_prefix('©').or_else(|| text.strip_prefix("(c)")).or_else(|| text.strip_prefix("(C)"));
    let word = || text.get(..9).filter(|word| word.eq_ignore_ascii_case("copyright")).map(|_| &text[9..]);
    let rest = sign.or_else(word)?.trim_start_matches(|mark: char| !mark.is_alphabetic());
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let end = rest.find(['.', ',', '/', '|', '(']).unwrap_or(rest.len());
    let name = rest[..end]
        .split(" All rights")
        .next()?
        .trim()
        .trim_end_matches(|mark: char| !mark.is_alphanumeric());
    is_agency(name).then_some(name)
}

/// Blocks above the text in which its byline stands.
const BYLINE: usize = 8;

/// Longest byline in words.
const LONGEST_BYLINE: u32 = 16;

/// The agencies for which the byline says that its persons work: "By ANN REYES", "Associated Press".
fn employers(sources: &Sources, article: &Article, outlet: Option<&str>) -> Vec<String> {
    let blocks = &sources.blocks.blocks;
    let lead = sources.lead().min(blocks.len());
    let names: Vec<String> =
        article.bylines.iter().filter(|name| name.contains(' ')).map(|name| fold(name)).collect();
    let mut found = Vec::new();
    for index in lead.saturating_sub(BYLINE)..lead {
        let text = sources.blocks.text_of(&blocks[index]);
        if blocks[index].words > LONGEST_BYLINE || names.is_empty() {
            continue;
        }
        let folded = fold(text);
        if names.iter().any(|name| folded.contains(name.as_str())) {
            found.extend(bylines::byline(text, outlet).agencies);
            let next = blocks.get(index + 1).map(|block| sources.blocks.text_of(block));
            found.extend(next.filter(|next| is_agency(next)).map(str::to_owned));
        }
    }
    found.retain(|name| is_agency(name));
    found
}

/// The agency in the brackets of a dateline: `CASTELLO (City Wire) -`.
fn dateline_credit(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(100)];
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let inside = &head[open + 1..close];
    inside.split(['/', ',']).map(str::trim).find(|name| is_agency(name))
}

/// The name that follows "first published by" and the like.
fn first_at(text: &str) -> Option<&str> {
    if !FIRST_AT_READY.as_ref().is_none_or(|phrases| phrases.is_match(text)) {
        return None;
    }
    // Folding keeps the number of letters of what matters here only for ASCII, so the place is
    // looked for in the text itself, without regard to capitals.
    let lower = text.to_ascii_lowercase();
    let after = FIRST_AT.iter().find_map(|phrase| Some(lower.find(phrase)? + phrase.len()))?;
    let rest = text.get(after..)?.trim_start();
    let end = rest.find(['.', ',', ';', ':', '(', '\n']).unwrap_or(rest.len());
    let name = rest[..end].split(" and is ").next()?.split(" on ").next()?.trim();
    let short = name.split_whitespace().count() <= 6;
    let named = name.chars().next().is_some_and(char::is_uppercase);
    (short && (named || looks_like_outlet(name))).then_some(name)
}
