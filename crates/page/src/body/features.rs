//! What is measured of every block to tell whether it belongs to the body.
//!
//! The measures are those the literature found to matter (text and link density and the
//! neighbours: Kohlschütter et al. 2010, "Boilerplate detection using shallow text features";
//! containers: the readability method; repeated structure and the page's own metadata as
//! witnesses). The weights count on their order.

use foldhash::{HashMap, HashMapExt};

use super::blocks::{Area, Blocks, FAR, TextBlock};
use super::choose::{best_box, worth};
use super::context::inside;
use super::hints::HINTS;
use super::phrases::{PHRASES, Phrase, phrases};
use super::texts::{Shape, Title, Whole};
use crate::tree::Tag;

/// What else the page says about its article, as far as it helps to recognise the body.
#[derive(Default)]
pub(crate) struct Witnesses<'a> {
    /// The headline.
    pub title: Option<&'a str>,
    /// The body as JSON-LD gives it.
    pub body: Option<&'a str>,
    /// The description.
    pub description: Option<&'a str>,
}

/// Levels above the best box that are told apart.
const FARTHEST: usize = 12;

/// The JSON-LD body is heard up to this many bytes, and on pages of up to this many blocks: every
/// block is looked for in it.
const LONGEST_WITNESS: usize = 60_000;
const WITNESSED: usize = 3_000;

/// Number of measures.
pub(crate) const FEATURES: usize = 44 + HINTS + PHRASES + CONTEXTS.len() + 3 + UNDER.len();

/// What the heading above a block can say of what follows it.
const UNDER: [Phrase; 8] = [
    Phrase::Related,
    Phrase::Share,
    Phrase::Subscribe,
    Phrase::Author,
    Phrase::Comment,
    Phrase::References,
    Phrase::Questions,
    Phrase::About,
];

/// The bits of context that are measures of their own.
const CONTEXTS: [u32; 16] = [
    inside::ARTICLE,
    inside::MAIN,
    inside::ASIDE,
    inside::NAV,
    inside::HEADER,
    inside::FOOTER,
    inside::FIGURE,
    inside::FIGCAPTION,
    inside::TABLE,
    inside::LIST,
    inside::QUOTE,
    inside::FORM,
    inside::HIDDEN,
    inside::BODY_PROPERTY,
    inside::HEADING,
    inside::DETAILS,
];

/// What is measured of the page once, for all its blocks.
pub(crate) struct Measured<'p> {
    page: &'p Blocks,
    worths: Vec<f32>,
    /// For every block the distance to the nearest good paragraph before and after it.
    since: Vec<u16>,
    until: Vec<u16>,
    /// Sum of words of good paragraphs before each block.
    good_before: Vec<f32>,
    pub best: usize,
    /// Ancestors of the best box, innermost first, itself included.
    line: Vec<u32>,
    groups: Vec<Group>,
    /// For every block the index of its group.
    group: Vec<u32>,
    main_group: Option<u32>,
    totals: Vec<(u32, u32)>,
    repeated: Vec<u8>,
    title: Title,
    /// For every block its overlap with the title, no number before it was asked for.
    overlaps: Vec<f32>,
    title_at: usize,
    /// For every block the index of the nearest heading before it.
    under: Vec<Option<u32>>,
    /// The last heading whose phrases were looked for, and what was found.
    heading: Option<(u32, u32)>,
    body: Option<Whole>,
    description: Whole,
}

#[derive(Default)]
struct Group {
    blocks: f32,
    words: f32,
    link_words: f32,
}

impl<'p> Measured<'p> {
    pub(crate) fn new(page: &'p Blocks, witnesses: &Witnesses) -> Self {
        let worths: Vec<f32> = page.blocks.iter().map(|block| worth(page, block)).collect();
        let best = best_box(page, &worths);
        let mut line = vec![best as u32];
        let mut at = best as u32;
        while at != 0 {
            at = page.boxes[at as usize].parent;
            line.push(at);
        }
        let mut totals = Vec::with_capacity(page.blocks.len() + 1);
        let mut total = (0, 0);
        totals.push(total);
        let mut makes: HashMap<_, u32> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        let mut group = Vec::with_capacity(page.blocks.len());
        for block in &page.blocks {
            total = (total.0 + block.words, total.1 + block.link_words);
            totals.push(total);
            let number = *makes.entry(signature(page, block)).or_insert(groups.len() as u32);
            if number as usize == groups.len() {
                groups.push(Group::default());
            }
            group.push(number);
            let group = &mut groups[number as usize];
            group.blocks += 1.0;
            group.words += block.words as f32;
            group.link_words += block.link_words as f32;
        }
        let inner = &page.boxes[best];
        let mut main = vec![0.0; groups.len()];
        let mut main_group = makes.get(&(Tag::P, 0, 0)).copied();
        let mut most = 0.0;
        let within = inner.start as usize..inner.end as usize;
        for (&number, worth) in group[within.clone()].iter().zip(&worths[within]) {
            let sum = &mut main[number as usize];
            *sum += worth.max(0.0);
            if *sum > most {
                most = *sum;
                main_group = Some(number);
            }
        }
        let mut measured = Self {
            page,
            since: Vec::new(),
            until: Vec::new(),
            good_before: Vec::new(),
            best,
            line,
            groups,
            group,
            main_group,
            totals,
            repeated: repeated(page),
            title: Title::new(witnesses.title.unwrap_or_default()),
            overlaps: vec![f32::NAN; page.blocks.len()],
            title_at: 0,
            under: under(page),
            heading: None,
            body: witnesses
                .body
                .filter(|_| page.blocks.len() <= WITNESSED)
                .map(|body| Whole::new(body, LONGEST_WITNESS))
                .filter(|body| body.len() > 200),
            description: Whole::new(witnesses.description.unwrap_or_default(), LONGEST_WITNESS),
            worths,
        };
        measured.measure_distances();
        measured.title_at = measured.find_title();
        measured
    }

    fn good(&self, index: usize) -> bool {
        self.worths[index] >= 12.0
    }

    fn measure_distances(&mut self) {
        let count = self.page.blocks.len();
        let mut since = 50u16;
        let mut sum = 0.0;
        for index in 0..count {
            self.since.push(since);
            self.good_before.push(sum);
            since = since.saturating_add(1).min(50);
            if self.good(index) {
                since = 0;
                sum += self.worths[index];
            }
        }
        self.good_before.push(sum);
        let mut until = 50u16;
        self.until = vec![until; count];
        for index in (0..count).rev() {
            self.until[index] = until;
            until = until.saturating_add(1).min(50);
            if self.good(index) {
                until = 0;
            }
        }
    }

    /// Index of the block that is the headline: the last one before the middle of the best box that
    /// repeats it, headings first.
    fn find_title(&mut self) -> usize {
        let page = self.page;
        let area = &page.boxes[self.best];
        let middle = ((area.start + area.end) / 2) as usize;
        let before = page.blocks.len().min(middle + 1);
        let heading = |index: usize| page.owner(&page.blocks[index]).tag == Tag::H1;
        let mut repeats = |index: usize| self.title_overlap(index) > 0.8;
        (0..before)
            .rev()
            .find(|&index| heading(index) && repeats(index))
            .or_else(|| (0..before).rev().find(|&index| repeats(index)))
            .or_else(|| (0..before).rev().find(|&index| heading(index)))
            .unwrap_or(area.start as usize)
    }

    /// Share of the block's and the title's words that they have in common (the smaller share).
    fn title_overlap(&mut self, index: usize) -> f32 {
        let known = self.overlaps[index];
        if !known.is_nan() {
            return known;
        }
        let block = &self.page.blocks[index];
        let overlap =
            if block.words > 40 { 0.0 } else { self.title.overlap(self.page.text_of(block), block.words) };
        self.overlaps[index] = overlap;
        overlap
    }

    /// The chance as far as the block's own words tell: for the far end of very long pages.
    pub(crate) fn rough_chance(&self, index: usize) -> f32 {
        if self.good(index) { 0.9 } else { 0.1 }
    }

    /// Whether the block is the headline, word for word.
    pub(crate) fn is_title(&mut self, index: usize) -> bool {
        self.title_overlap(index) > 0.99
    }

    fn link_density(&self, area: &Area) -> (f32, f32) {
        let (words, links) = self.totals[area.end as usize];
        let (words_before, links_before) = self.totals[area.start as usize];
        let words = (words - words_before) as f32;
        (words, (links - links_before) as f32 / words.max(1.0))
    }

    /// Whether it is worth while to look at the block at all: what stands far from the best box
    /// and reads like furniture never belongs to the body.
    pub(crate) fn candidate(&self, index: usize) -> bool {
        let block = &self.page.blocks[index];
        let area = &self.page.boxes[self.best];
        let within = (area.start..area.end).contains(&(index as u32));
        let owner = self.page.owner(block);
        if owner.inside & inside::NAV != 0 {
            return false;
        }
        within || (block.link_words * 2 < block.words && (block.words > 5 || self.levels_up(index) <= 3))
    }

    /// How many levels above the best box the two meet.
    fn levels_up(&self, index: usize) -> usize {
        let index = index as u32;
        self.line
            .iter()
            .take(FARTHEST)
            .position(|&area| {
                let area = &self.page.boxes[area as usize];
                (area.start..area.end).contains(&index)
            })
            .unwrap_or(FARTHEST)
    }

    /// The measures of one block.
    pub(crate) fn features(&mut self, index: usize, out: &mut Vec<f32>) {
        let page = self.page;
        let block = &page.blocks[index];
        let owner = page.owner(block);
        let text = page.text_of(block);
        let words = block.words.max(1) as f32;
        let shape = Shape::of(text);
        let area = &page.boxes[self.best];
        let within = (area.start..area.end).contains(&(index as u32));
        let (area_words, _) = self.link_density(area);
        out.extend([
            words.log2(),
            text.len() as f32 / words,
            block.link_words as f32 / words,
            (block.links.1 - block.links.0).min(20) as f32,
            block.bold_words as f32 / words,
            shape.commas / words,
            shape.ends.min(20.0),
            shape.last,
            shape.first,
            shape.capitals / shape.letters.max(1.0),
            shape.digits / text.len().max(1) as f32,
            tag_number(owner.tag),
        ]);
        out.extend([
            if within { f32::from(owner.depth) - f32::from(area.depth) } else { -1.0 },
            self.levels_up(index) as f32,
            (index as f32 - area.start as f32) / (area.end - area.start).max(1) as f32,
            (index as f32 - area.start as f32).clamp(-30.0, 30.0),
            (area.end as f32 - index as f32).clamp(-30.0, 30.0),
            (1.0 + self.good_before[index]).log2(),
            (1.0 + self.good_before[page.blocks.len()] - self.good_before[index]).log2(),
            f32::from(self.since[index].min(20)),
            f32::from(self.until[index].min(20)),
            (index as f32 - self.title_at as f32).clamp(-20.0, 40.0),
        ]);
        for step in [-2i64, -1, 1, 2] {
            let other = usize::try_from(index as i64 + step).ok().and_then(|at| page.blocks.get(at));
            let Some(other) = other else {
                out.extend([-1.0, 0.0]);
                continue;
            };
            let other_words = other.words.max(1) as f32;
            out.extend([other_words.log2(), other.link_words as f32 / other_words]);
        }
        for step in [-1i64, 1] {
            let other = usize::try_from(index as i64 + step).ok().and_then(|at| page.blocks.get(at));
            out.push(other.map_or(-1.0, |other| {
                let other = page.owner(other);
                f32::from(u8::from(other.tag == owner.tag))
                    + f32::from(u8::from(other.parent == owner.parent))
            }));
        }
        let overlap = self.title_overlap(index);
        let witnessed = self.body.as_mut().map_or(-1.0, |body| body.held(text));
        let described = self.described(text);
        let group = &self.groups[self.group[index] as usize];
        let parent = &page.boxes[owner.parent as usize];
        let (parent_words, parent_links) = self.link_density(parent);
        let (_, grand_links) = self.link_density(&page.boxes[parent.parent as usize]);
        out.extend([
            (1.0 + group.words).log2(),
            group.link_words / group.words.max(1.0),
            group.words / group.blocks.max(1.0),
            f32::from(u8::from(Some(self.group[index]) == self.main_group)),
            (1.0 + parent_words).log2(),
            parent_links,
            grand_links,
            overlap,
            f32::from(self.repeated[index]),
            witnessed,
            described,
            (1.0 + area_words).log2(),
        ]);
        out.extend(owner.distance.iter().map(|&distance| f32::from(distance.min(FAR))));
        let bits = phrases(text);
        out.extend((0..PHRASES).map(|phrase| f32::from(u8::from(bits & (1 << phrase) != 0))));
        match self.under[index] {
            Some(heading) => {
                let block = &page.blocks[heading as usize];
                let tag = page.owner(block).tag;
                let bits = match self.heading {
                    Some((known, bits)) if known == heading => bits,
                    _ => phrases(page.text_of(block)),
                };
                self.heading = Some((heading, bits));
                out.push((index as f32 - heading as f32).min(30.0));
                out.push(tag_number(tag));
                out.push((1.0 + block.words as f32).log2());
                out.extend(UNDER.iter().map(|phrase| f32::from(u8::from(bits & (1 << *phrase as u32) != 0))));
            }
            None => out.extend([-1.0; 3 + UNDER.len()]),
        }
        out.extend(CONTEXTS.iter().map(|bit| f32::from(u8::from(owner.inside & bit != 0))));
    }

    /// How much of the block the description holds, or whether the block holds all of that.
    fn described(&mut self, text: &str) -> f32 {
        if self.description.len() < 20 || text.len() < 20 {
            return 0.0;
        }
        if self.description.stands_in(text) { 1.0 } else { self.description.held(text) }
    }
}

/// Blocks of one make: same tag, same class, same class around.
fn signature(page: &Blocks, block: &TextBlock) -> (Tag, u32, u32) {
    let owner = page.owner(block);
    (owner.tag, owner.class, page.boxes[owner.parent as usize].class)
}

/// For every block the nearest heading before it.
fn under(page: &Blocks) -> Vec<Option<u32>> {
    let mut heading = None;
    page.blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            let above = heading;
            if page.owner(block).inside & inside::HEADING != 0 {
                heading = Some(index as u32);
            }
            above
        })
        .collect()
}

/// For every block: 0 unique, 1 repeated later, 2 repeated before.
fn repeated(page: &Blocks) -> Vec<u8> {
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(page.blocks.len());
    let mut marks = vec![0; page.blocks.len()];
    for (index, block) in page.blocks.iter().enumerate() {
        if let Some(first) = seen.insert(page.text_of(block), index) {
            marks[index] = 2;
            if marks[first] == 0 {
                marks[first] = 1;
            }
        }
    }
    marks
}

/// Tags in an order in which neighbours mean something similar.
fn tag_number(tag: Tag) -> f32 {
    f32::from(match tag {
        Tag::P => 0u8,
        Tag::BLOCKQUOTE | Tag::PRE => 1,
        Tag::LI | Tag::DD | Tag::DT => 2,
        Tag::H1 => 3,
        Tag::H2 => 4,
        Tag::H3 => 5,
        Tag::H4 | Tag::H5 | Tag::H6 => 6,
        Tag::TD | Tag::TH => 7,
        Tag::SECTION | Tag::ARTICLE | Tag::MAIN => 8,
        Tag::DIV => 9,
        Tag::FIGCAPTION | Tag::FIGURE | Tag::CAPTION => 10,
        _ => 11,
    })
}
