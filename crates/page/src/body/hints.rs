//! What the class, id and role of an element say it is for.
//!
//! Names are split into words at punctuation and at capitals (`articleBody`, `entry-content`); a
//! word, or two adjacent words written together, that is in the table gives the element a hint.
//! The words are those that publishing systems use all over the web, in the languages in which
//! they write their class names.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use crate::tree::Tree;

/// How many kinds of hints there are.
pub(crate) const HINTS: usize = 16;

/// What an element is for, as far as its names tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Hint {
    /// The body of an article.
    Body,
    /// An article, its text, or the main part of the page.
    Article,
    /// Readers' comments.
    Comment,
    /// Other articles.
    Related,
    /// Sharing and following.
    Share,
    /// Newsletters, subscriptions, logins.
    Subscribe,
    /// Advertisements.
    Advert,
    /// Captions and credits of pictures.
    Caption,
    /// Pictures, videos, galleries.
    Media,
    /// Authors and their biographies.
    Author,
    /// Dates, categories, tags.
    Meta,
    /// Menus, headers, footers, sidebars.
    Furniture,
    /// The lines between headline and body.
    Standfirst,
    /// The headline.
    Title,
    /// Quotations set off.
    Quote,
    /// Boxes and notes beside the text.
    Aside,
}

impl Hint {
    /// Its bit in a set of hints.
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Beside the hints: the names of elements that hold the author's name alone.
pub(crate) const BYLINE: u32 = 1 << 20;

/// Beside the hints: the names of elements that hold a date.
pub(crate) const DATE: u32 = 1 << 21;

const BYLINE_WORDS: &str = "author authors byline bylines autor autoren auteur auteurs autore autori writer writers reporter reporters journalist \
     verfasser redakteur contributor contributors postedby articleauthor postauthor entryauthor authorname author-name fn vcard creator \
     forfatter skribent firma authors-name byauthor";

const DATE_WORDS: &str = "date dates datetime datum fecha time timestamp published publish publishdate pubdate postdate entrydate posted meta metadata \
     postmeta entrymeta articlemeta articleinfo postinfo created updated modified dateline publication datepublished zeit tid dato data \
     info infos fecha-publicacion postedon submitted";

const WORDS: &[(Hint, &str)] = &[
    (
        Hint::Body,
        "articlebody articlecontent articletext articlecopy articlemain articleinner articledetail storybody storycontent \
         storytext storydetail entrycontent entrybody entrytext postcontent postbody posttext posttextcontent singlecontent \
         bodycopy bodytext bodycontent contentbody maintext newstext newsbody newscontent newsdetail contenttext textbody \
         richtext textcontent wysiwyg blogcontent blogbody blogpost articlepage articleparagraph paragraph prose fulltext \
         contentmain artikeltext artikelinhalt beitragstext textkomponente articolo corpo cuerpo texto contenido contenu \
         blocktext textblock pagecontent contentarea articlewrap",
    ),
    (
        Hint::Article,
        "article story post entry hentry news main content body text artikel beitrag nota noticia noticias actu blog copy inhalt \
         single detail maincontent primary",
    ),
    (
        Hint::Comment,
        "comment comments commentlist commentbody commenttext disqus kommentar kommentare commentaire commentaires comentario \
         comentarios respond reply replies discussion livefyre forum leserbriefe opinion-list komentarze commento commenti \
         guestbook ugc facebookcomments fbcomments commentarea commentform",
    ),
    (
        Hint::Related,
        "related relatedposts relatedarticles recommend recommended recommendation recommendations recirc recirculation \
         readmore morefrom morenews morestories seealso readalso alsoread popular trending mostread mostpopular mostviewed \
         similar outbrain taboola teaser teasers suggestion suggestions latest latestnews recent recentposts upnext nextarticle \
         carousel slider swiper storylist articlelist newslist postlist headlines verwandt verwandte mehr weitere relacionados \
         relacionadas connexe associes jprelatedposts crosslinks linklist links zergnet editorpicks topstories morelinks \
         lireaussi correlati powiazane further",
    ),
    (
        Hint::Share,
        "share sharing shares sharebar sharebuttons social socials socialmedia socialshare sociallinks facebook twitter whatsapp \
         pinterest addthis addtoany sharedaddy bookmark bookmarks follow followus print email toolbar tools teilen partager \
         compartir condividi like likes jpsharing sociable rating ratings vote votes",
    ),
    (
        Hint::Subscribe,
        "newsletter newsletters subscribe subscription subscriber signup paywall regwall piano login signin register \
         registration optin mailchimp membership member donate donation support mailing emailsignup abo abonnement offer cta \
         calltoaction contactform form",
    ),
    (
        Hint::Advert,
        "ad ads adv advert adverts advertisement advertising adslot adbox adunit adcontainer adwrapper sponsor sponsored sponsors banner banners promo promos \
         promotion promotional dfp gpt adsbygoogle anzeige werbung publicite publicidad reklama reklam affiliate shop product \
         products buy price deals commercial",
    ),
    (
        Hint::Caption,
        "caption captions figcaption wpcaption imagecaption photocaption mediacaption captiontext credit credits photocredit \
         imagecredit copyrightholder bildunterschrift legende bildtext bildnachweis didascalia leyenda imgcaption picturecaption source",
    ),
    (
        Hint::Media,
        "image images img photo photos picture pictures figure video videos gallery galleries slideshow media player audio \
         podcast embed thumbnail thumb bild bilder galerie foto fotos lightbox infographic",
    ),
    (
        Hint::Author,
        "author authors byline bylines bio biography authorbio authorbox authorinfo aboutauthor abouttheauthor autor autoren \
         auteur autore auteurs profile writer writers contributor contributors vcard avatar reporter journalist postedby",
    ),
    (
        Hint::Meta,
        "meta metadata metas date dates datetime datum fecha time timestamp published publish postmeta entrymeta articlemeta \
         category categories cat tag tags taglist keywords topics topic breadcrumb breadcrumbs kicker eyebrow overline section \
         label labels infos entryfooter postfooter postinfo articleinfo entryutility filed readingtime readtime views counter \
         schlagworte themen rubrik updated",
    ),
    (
        Hint::Furniture,
        "nav navbar navi navigation menu menus submenu header masthead footer foot bottom sidebar aside widget widgets \
         widgetarea pagination pager paging breadcrumbsnav skip skiplink search searchform cookie cookies consent gdpr modal \
         popup overlay dialog toc tableofcontents sitemap topbar colophon rail rightrail rightcol leftcol secondary tertiary \
         sidecolumn drawer dropdown tabs copyright legal disclaimer imprint impressum calendar archive archives blogroll \
         language languages weather ticker notice alert toplinks banner",
    ),
    (
        Hint::Standfirst,
        "standfirst subtitle subtitles dek deck lead lede leadtext intro introduction introtext summary excerpt subheadline \
         subheading subhead subhed vorspann chapo chapeau entradilla sottotitolo bajada copete ingress anreisser teasertext \
         articlesummary articledek abstract sumario sommario description",
    ),
    (
        Hint::Title,
        "title titles headline headlines entrytitle posttitle articletitle pagetitle storytitle heading titre titulo titolo \
         ueberschrift hed",
    ),
    (Hint::Quote, "quote quotes pullquote pullquotes pullout blockquote zitat citation cita citazione"),
    (
        Hint::Aside,
        "box infobox factbox facts fact sidebox callout inset note notes footnote footnotes references reference correction \
         corrections highlight highlights keypoints takeaways inline interstitial kasten encadre recuadro module component \
         tooltip glossary faq survey poll quiz",
    ),
];

/// The words of [`WORDS`], ready to be looked up: a constant that takes too long to make for every
/// page.
static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// Words with their hints, known by their hashes alone. With 64 bits of them chance does not take another word for one
/// of these, and a page that made one up to be taken for `ad` could as well be written with `ad`.
struct Table {
    hints: HashMap<u64, u32>,
    /// One bit for every [`place`] that the hash of a word has: most names on pages are no words of this table.
    places: [u64; PLACES / 64],
}

impl Table {
    fn new() -> Self {
        let mut table = Table { hints: HashMap::with_capacity(1024), places: [0; PLACES / 64] };
        let hints = WORDS.iter().map(|(hint, list)| (hint.bit(), *list));
        for (bit, list) in hints.chain([(BYLINE, BYLINE_WORDS), (DATE, DATE_WORDS)]) {
            for word in list.split_ascii_whitespace() {
                let hash = word.bytes().fold(0, with_letter);
                *table.hints.entry(hash).or_insert(0) |= bit;
                let place = place(hash);
                table.places[place / 64] |= 1 << (place % 64);
            }
        }
        table
    }

    /// The hints of the word with this hash.
    fn hints(&self, hash: u64) -> u32 {
        let place = place(hash);
        if self.places[place / 64] >> (place % 64) & 1 == 0 {
            return 0;
        }
        self.hints.get(&hash).copied().unwrap_or(0)
    }
}

/// The hash of a word that goes on with `letter`: a polynomial, so that the hash of two words written together follows
/// from theirs.
const fn with_letter(hash: u64, letter: u8) -> u64 {
    hash.wrapping_mul(FACTOR).wrapping_add(letter as u64)
}

const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;

/// By how much letters that follow raise those before them, by the number of those that follow.
static POWERS: [u64; LONGEST + 2] = {
    let mut powers = [1u64; LONGEST + 2];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1].wrapping_mul(FACTOR);
        at += 1;
    }
    powers
};

/// How many numbers [`place`] gives: sixteen times as many as there are words.
const PLACES: usize = 1 << 14;

/// A number below [`PLACES`] for a hash.
const fn place(hash: u64) -> usize {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - PLACES.trailing_zeros())) as usize
}

/// The hints of every class and id string of one page, read once for each distinct string.
pub(crate) struct HintReader<'t> {
    /// For every attribute of the page the number of its value, 0 before it was asked for.
    numbers: Vec<u32>,
    known: HashMap<&'t str, u32>,
    /// The hints of the value with each number.
    hints: Vec<u32>,
}

impl<'t> HintReader<'t> {
    pub(crate) fn new(tree: &Tree) -> Self {
        let known = HashMap::with_capacity(512);
        Self { numbers: vec![0; tree.attribute_count()], known, hints: vec![0] }
    }

    /// The set of hints in `names`, which is the value of attribute number `attribute`, and a number
    /// from 1 on that stands for this string on this page.
    pub(crate) fn read(&mut self, attribute: usize, names: &'t str) -> (u32, u32) {
        let number = &mut self.numbers[attribute];
        if *number == 0 {
            *number = *self.known.entry(names).or_insert_with(|| {
                self.hints.push(hints(names));
                self.hints.len() as u32 - 1
            });
        }
        (self.hints[*number as usize], *number)
    }
}

/// Longest run of letters that is looked up, but for one; longer ones are generated names.
const LONGEST: usize = 24;

/// How much of a string is read.
const READ: usize = 400;

/// The set of hints in a string.
fn hints(names: &str) -> u32 {
    let table = &*TABLE;
    let (mut word, mut before) = (Word::default(), Word::default());
    let bytes = &names.as_bytes()[..names.len().min(READ)];
    let (mut found, mut at) = (0, 0);
    loop {
        let start = at;
        while let Some(byte) =
            bytes.get(at).filter(|byte| byte.is_ascii_lowercase() && word.letters <= LONGEST)
        {
            word.add(*byte);
            at += 1;
        }
        let Some(&byte) = bytes.get(at) else { break };
        // A word ends before a capital after a small letter, before what is no letter, and when it gets too long.
        if !byte.is_ascii_uppercase() || at > start || word.letters > LONGEST {
            found |= word.hints(&mut before, table);
        }
        match byte {
            b'A'..=b'Z' => word.add(byte.to_ascii_lowercase()),
            // The next word goes on here.
            b'a'..=b'z' => continue,
            _ if byte.is_ascii_whitespace() => before = Word::default(),
            _ => {}
        }
        at += 1;
    }
    found | word.hints(&mut before, table)
}

/// A run of letters.
#[derive(Clone, Copy, Default)]
struct Word {
    hash: u64,
    letters: usize,
}

impl Word {
    #[inline]
    fn add(&mut self, letter: u8) {
        self.hash = with_letter(self.hash, letter);
        self.letters += 1;
    }

    /// Ends a word: looks it up, alone and together with the one before, whose place it takes, so that `article-body`
    /// is `articlebody` as well.
    #[inline]
    fn hints(&mut self, before: &mut Word, table: &Table) -> u32 {
        if self.letters == 0 {
            return 0;
        }
        let mut found = table.hints(self.hash);
        if before.letters > 0 {
            let raised = before.hash.wrapping_mul(POWERS[self.letters]);
            found |= table.hints(raised.wrapping_add(self.hash));
        }
        *before = std::mem::take(self);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_words_have_the_same_hash() {
        let lists = WORDS.iter().map(|(_, list)| *list).chain([BYLINE_WORDS, DATE_WORDS]);
        let words: std::collections::HashSet<&str> = lists.flat_map(str::split_ascii_whitespace).collect();
        assert_eq!(TABLE.hints.len(), words.len());
    }

    #[test]
    fn names_are_split_into_words() {
        let cases: &[(&str, u32)] = &[
            ("article-body", Hint::Article.bit() | Hint::Body.bit()),
            ("articleBody", Hint::Article.bit() | Hint::Body.bit()),
            ("c-share__list", Hint::Share.bit()),
            ("shadow", 0),
            ("loaded ad", Hint::Advert.bit()),
            ("x1y2z3", 0),
            ("articlebody", Hint::Body.bit()),
            ("article body", Hint::Article.bit()),
            ("ARTICLE", Hint::Article.bit()),
            ("", 0),
            // A run of letters is cut where it gets too long, and the rest is a word again.
            (&"z".repeat(LONGEST + 1), 0),
            (&("z".repeat(LONGEST + 1) + "ads"), Hint::Advert.bit()),
        ];
        for (names, expected) in cases {
            assert_eq!(hints(names) & (BYLINE - 1), *expected, "{names}");
        }
    }
}
