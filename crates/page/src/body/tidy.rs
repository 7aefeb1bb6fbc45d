//! What stands amid the text, so that the trees take it for text, and says itself that it is none.
//!
//! Each rule needs a sign of its own, beside the place: set words, a link that is all there is, an element that is made for
//! other things, or words that stand in the text already.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem;

use super::blocks::{Area, Blocks, TextBlock};
use super::context::inside;
use super::hints::Hint;
use crate::dates::fold;
use crate::plain_text::furniture::{Furniture, Phrases};
use crate::plain_text::measure::look;
use crate::tree::Tag;

/// Longest line of furniture in words.
const LINE: u32 = 30;

/// Words of a box that holds a form and is about nothing else.
const FORM: u32 = 60;

/// Forms, and quotations that are set off, that are looked at: each is compared with all of the text.
const MOST: usize = 40;

/// Of all words of the text that many times as many must stay.
const RATHER: u32 = 4;

/// Words of a quotation that is set off from the text it was taken from.
const PULLED: std::ops::RangeInclusive<u32> = 4..=60;

/// Takes out of the chosen blocks, which are in order, those that are furniture amid the text.
pub(super) fn tidy(page: &Blocks, chosen: &mut Vec<usize>) {
    leave_out_next(page, chosen);
    leave_out_beside(page, chosen, inside::DIALOG, 1);
    leave_out_beside(page, chosen, inside::ASIDE, RATHER);
    leave_out_forms(page, chosen);
    leave_out_lines(page, chosen);
    leave_out_pulled(page, chosen);
}

/// Words of a first article that a second one may follow.
const FIRST: u32 = 40;

/// Leaves out the article that a page of endless scrolling shows below its own, and all that follows: one in a further `<article>` with
/// a headline of its own, where the first has its headline in its `<article>`, too. The entries of a live page have theirs outside.
fn leave_out_next(page: &Blocks, chosen: &mut Vec<usize>) {
    let around = |index: &usize| page.article_around(&page.blocks[*index]);
    let Some(first) = chosen.iter().find_map(around) else { return };
    let mut others = chosen.iter().filter_map(around);
    let next = others.find(|&other| is_next(page, first, other));
    let Some(next) = next.map(|next| page.boxes[next as usize].start as usize) else { return };
    // An `<article>` of a few words is but the head of a page that has one for each of its parts.
    let own = |index: &&usize| around(index) == Some(first);
    let words: u32 = chosen.iter().filter(own).map(|index| page.blocks[*index].words).sum();
    if words >= FIRST {
        chosen.retain(|&index| index < next);
    }
}

/// Whether an `<article>` stands below another one and is an article in its own right, as that is.
pub(crate) fn is_next(page: &Blocks, first: u32, other: u32) -> bool {
    page.boxes[other as usize].start >= page.boxes[first as usize].end
        && is_headed(page, first, Tag::H1)
        && (is_headed(page, other, Tag::H1) || is_headed(page, other, Tag::H2) && is_signed(page, other))
}

/// The boxes within a box.
fn within(page: &Blocks, area: u32) -> impl Iterator<Item = &Area> {
    let (depth, rest) = (page.boxes[area as usize].depth, &page.boxes[area as usize + 1..]);
    rest.iter().take_while(move |inner| inner.depth > depth)
}

/// Whether a box holds a heading of a rank that is not empty.
fn is_headed(page: &Blocks, area: u32, rank: Tag) -> bool {
    within(page, area).any(|inner| inner.tag == rank && inner.start < inner.end)
}

/// Whether a box names an author.
fn is_signed(page: &Blocks, area: u32) -> bool {
    within(page, area).any(|inner| inner.hints & Hint::Author.bit() != 0)
}

/// Leaves out what stands in elements of one kind, where the rest of the text is `times` as much.
fn leave_out_beside(page: &Blocks, chosen: &mut Vec<usize>, kind: u32, times: u32) {
    let beside = |index: usize| page.owner(&page.blocks[index]).inside & kind != 0;
    let words = |within: bool| -> u32 {
        chosen.iter().filter(|index| beside(**index) == within).map(|index| page.blocks[*index].words).sum()
    };
    let (within, without) = (words(true), words(false));
    if within > 0 && within * times <= without {
        chosen.retain(|&index| !beside(index));
    }
}

/// Leaves out the short boxes with a form that asks for an address: invitations to newsletters.
fn leave_out_forms(page: &Blocks, chosen: &mut Vec<usize>) {
    let (Some(&first), Some(&last)) = (chosen.first(), chosen.last()) else { return };
    let all: u32 = chosen.iter().map(|index| page.blocks[*index].words).sum();
    let amid = first as u32 + 1..last as u32 + 1;
    let forms =
        page.boxes.iter().filter(|area| area.inside & inside::ASKING != 0 && amid.contains(&area.start));
    let mut left_out: Vec<(usize, usize)> = Vec::new();
    for form in forms.take(MOST) {
        let mut area = form;
        let mut found = None;
        // The form itself, or the box around it with its heading.
        for _ in 0..3 {
            let range = (area.start as usize, area.end as usize);
            let words: u32 = page.blocks[range.0..range.1].iter().map(|block| block.words).sum();
            if words > FORM || words * RATHER > all || range.0 <= first {
                break;
            }
            found = Some(range);
            area = &page.boxes[area.parent as usize];
        }
        left_out.extend(found);
    }
    if !left_out.is_empty() {
        chosen.retain(|&index| !left_out.iter().any(|&(start, end)| (start..end).contains(&index)));
    }
}

/// The set phrases of furniture.
static PHRASES: LazyLock<Phrases> = LazyLock::new(Phrases::new);

/// Leaves out the lines that set words and links tell.
fn leave_out_lines(page: &Blocks, chosen: &mut Vec<usize>) {
    let line = |index: usize| {
        let block = &page.blocks[index];
        block.words <= LINE && may_be_furniture(page, block) && is_furniture(page, block)
    };
    let furniture: Vec<usize> = chosen.iter().copied().filter(|&index| line(index)).collect();
    let words = |indices: &[usize]| indices.iter().map(|index| page.blocks[*index].words).sum::<u32>();
    if !furniture.is_empty() && words(&furniture) * 2 < words(chosen) {
        chosen.retain(|index| furniture.binary_search(index).is_err());
    }
}

/// Whether a short block says that it is furniture.
fn is_furniture(page: &Blocks, block: &TextBlock) -> bool {
    let text = page.text_of(block);
    let heading = page.owner(block).inside & inside::HEADING != 0;
    match PHRASES.furniture(text, &look(text)) {
        Some(Furniture::Advertisement | Furniture::Pointer) => true,
        Some(Furniture::Invitation) => !heading && invites(text),
        // A subheading may be one of these words.
        Some(Furniture::Tool) => !heading && PHRASES.is_whole(text) && text.split(' ').count() > 1,
        Some(Furniture::Related | Furniture::CutOff) if is_linked(block) => true,
        // "Read more" may stand right before the link, without a mark between.
        _ => {
            block.link_words > 0
                && PHRASES.pointer(text).is_some_and(|words| block.link_words + words as u32 >= block.words)
        }
    }
}

/// Words of a line that set words can be all of.
const SET: u32 = 10;

/// Bytes in which a mark follows the words that lead to another article.
const LEADING: usize = 48;

/// Whether it is worth while to look for set words: short lines, those that a mark divides, links, and those that speak of newsletters.
/// To fold the letters of every paragraph costs more than all else here.
fn may_be_furniture(page: &Blocks, block: &TextBlock) -> bool {
    let text = page.text_of(block);
    let beginning = &text.as_bytes()[..text.len().min(LEADING)];
    block.words <= SET
        || block.link_words * 2 >= block.words
        || beginning.iter().any(|byte| matches!(byte, b':' | b'|' | b'>' | 0xBB))
        || TO_READY.as_ref().is_none_or(|words| words.is_match(text))
}

/// What invitations invite to, folded.
const TO: &[&str] = &[
    "newsletter",
    "inbox",
    "follow",
    "folgen",
    "suivez",
    "siguenos",
    "seguici",
    "volg",
    "whatsapp",
    "telegram",
    "facebook",
    "instagram",
    "abonn",
    "suscri",
    "inscri",
    "iscriv",
    "subscri",
    "become a member",
    "support",
    "boletin",
    "boletín",
    "nieuwsbrief",
    "рассылк",
    "подпи",
    "alerts",
];

/// Finds the texts that hold one of [`TO`].
static TO_READY: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(TO).ok()
});

/// Whether a line that speaks of newsletters or networks turns to the reader, and does not tell of them.
fn invites(text: &str) -> bool {
    const READER: &[&str] = &[
        "our",
        "your",
        "you",
        "us",
        "here",
        "subscribe",
        "sign",
        "join",
        "unser",
        "unseren",
        "unserem",
        "uns",
        "ihr",
        "ihre",
        "sie",
        "notre",
        "nos",
        "votre",
        "vous",
        "nuestro",
        "nuestra",
        "nuestros",
        "tu",
        "su",
        "nostra",
        "nostri",
        "nostro",
        "tua",
        "onze",
        "je",
        "ons",
        "нашу",
        "наш",
        "нашем",
        "подписывайтесь",
        "подпишитесь",
        "suscribete",
        "siguenos",
        "iscriviti",
        "seguici",
    ];
    let folded = fold(text);
    let mut words = folded.split(|character: char| !character.is_alphanumeric());
    !folded.contains("trial")
        && TO.iter().any(|word| folded.contains(word))
        && words.any(|word| READER.contains(&word))
}

/// Whether a block is a link and nothing else.
pub(super) fn is_linked(block: &TextBlock) -> bool {
    block.link_words > 0 && block.link_words + 1 >= block.words && block.link_words * 10 >= block.words * 8
}

/// Leaves out quotations that are set off and stand in the text as well.
fn leave_out_pulled(page: &Blocks, chosen: &mut Vec<usize>) {
    let pulled: Vec<usize> =
        chosen.iter().copied().filter(|&index| is_set_off(page, &page.blocks[index])).take(MOST).collect();
    for index in pulled {
        let words = quoted(page.text_of(&page.blocks[index]));
        let finder = memmem::Finder::new(words.as_bytes());
        let told = chosen.iter().any(|&other| {
            let block = &page.blocks[other];
            other != index
                && !is_set_off(page, block)
                && finder.find(page.text_of(block).as_bytes()).is_some()
        });
        if told {
            chosen.retain(|&other| other != index);
        }
    }
}

/// Whether a block is made to be a quotation beside the text.
fn is_set_off(page: &Blocks, block: &TextBlock) -> bool {
    let owner = page.owner(block);
    PULLED.contains(&block.words)
        && (owner.inside & (inside::QUOTE | inside::ASIDE) != 0 || owner.distance[Hint::Quote as usize] <= 2)
}

/// The words between the quotation marks that a text begins with, or all of it without marks at its ends.
fn quoted(text: &str) -> &str {
    const MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\''];
    let inner = text.trim_start_matches(MARKS);
    let end = if inner.len() < text.len() { inner.rfind(['"', '”', '“', '»', '«']) } else { None };
    inner[..end.unwrap_or(inner.len())].trim_end_matches(MARKS).trim_end_matches(['.', ',', '…', ' '])
}
