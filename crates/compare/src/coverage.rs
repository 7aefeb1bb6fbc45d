//! The table: what each article has of each family.

use std::cmp::Reverse;
use std::collections::HashMap;

use sayso_model::{Cell, Coverage, CutOff, Drift, Family, Reading, Span, Variant};

use crate::dates::{Range, range};
use crate::families::{Group, drift, group};
use crate::links::Graph;
use crate::marks;
use crate::paraphrase::Index;
use crate::quotation::Quotation;
use crate::speakers::{Relation, Speakers};
use crate::words::Vocabulary;

/// Everything known of the articles when the table is made, in the order of its columns.
pub(crate) struct Story<'a> {
    pub(crate) readings: &'a [&'a Reading],
    pub(crate) published: &'a [Option<Range>],
    pub(crate) languages: &'a [Option<String>],
    /// For each article a number that those on its subject have, too.
    pub(crate) subjects: &'a [usize],
    /// For each article the one whose text it repeats, itself when none.
    pub(crate) origins: &'a [usize],
    pub(crate) quotations: &'a [Quotation],
    pub(crate) graph: &'a Graph,
    pub(crate) speakers: &'a Speakers,
    pub(crate) told: &'a Index,
    pub(crate) vocabulary: &'a Vocabulary,
}

/// The families of the story, the most widely carried first, then in order of appearance.
pub(crate) fn families(story: &Story) -> Vec<Family> {
    let groups = group(story.graph, story.quotations, story.speakers, story.origins);
    let mut families: Vec<Family> = groups.iter().map(|group| story.family(group)).collect();
    families.sort_by_key(|family| {
        let carried = family.coverage.iter().filter(|coverage| carries(coverage.cell)).count();
        let appears = family.coverage.iter().enumerate().find_map(|(article, coverage)| {
            Some((article, coverage.variants.first()?.spans.first().copied()))
        });
        (Reverse(carried), appears)
    });
    for (number, family) in families.iter_mut().enumerate() {
        family.id = format!("q{}", number + 1);
    }
    families
}

/// Whether an article with this cell has the utterance in some form.
fn carries(cell: Cell) -> bool {
    matches!(cell, Cell::Verbatim | Cell::Changed | Cell::Paraphrased | Cell::Unattributed)
}

/// A variant with what decides its cell.
struct Found {
    variant: Variant,
    cell: Cell,
    person: Option<usize>,
}

impl Story<'_> {
    fn family(&self, group: &Group) -> Family {
        let reference = &self.quotations[self.graph.nodes[group.reference].members[0]];
        let mut found: Vec<Vec<Found>> = self.readings.iter().map(|_| Vec::new()).collect();
        let mut members: Vec<usize> =
            group.nodes.iter().flat_map(|&node| self.graph.nodes[node].members.iter().copied()).collect();
        members.sort_unstable();
        let given = members.iter().any(|&member| self.person(&self.quotations[member]).is_some());
        for member in members {
            let quotation = &self.quotations[member];
            found[quotation.article].push(self.quoted(quotation, reference, given));
        }
        self.retold(group, reference, &mut found);
        let persons = self.persons(&found);
        self.mark_other_speakers(&persons, &mut found);
        let carriers: Vec<usize> = (0..found.len()).filter(|&article| !found[article].is_empty()).collect();
        let first = self.first(&carriers, &found);
        let coverage = found
            .into_iter()
            .enumerate()
            .map(|(article, found)| {
                let best = found.iter().map(|found| found.cell).min_by_key(|cell| match cell {
                    Cell::Verbatim => 0,
                    Cell::Changed => 1,
                    Cell::Paraphrased => 2,
                    _ => 3,
                });
                let cell = best.unwrap_or_else(|| self.absence(article, reference.article, &carriers));
                Coverage { cell, variants: found.into_iter().map(|found| found.variant).collect() }
            })
            .collect();
        Family {
            id: String::new(),
            wording: self.wording(reference).1,
            speakers: persons.into_iter().map(|(person, _)| self.speakers.name(person).to_owned()).collect(),
            first,
            coverage,
        }
    }

    fn person(&self, quotation: &Quotation) -> Option<usize> {
        self.speakers.person(quotation.article, quotation.source.as_deref())
    }

    fn wording(&self, quotation: &Quotation) -> (Vec<sayso_model::Span>, String) {
        let text = &self.readings[quotation.article].article.text;
        let spans: Vec<_> = quotation.pieces.iter().filter_map(|piece| marks::trim(text, *piece)).collect();
        let wording = marks::wording(text, &spans);
        (spans, wording)
    }

    /// The variant that a quotation is; `given` tells whether any article names the speaker.
    fn quoted(&self, quotation: &Quotation, reference: &Quotation, given: bool) -> Found {
        let (spans, wording) = self.wording(quotation);
        let person = self.person(quotation);
        let drift = drift(quotation, reference, |stem| self.graph.weights.of(stem));
        let cell = match (&person, drift.as_slice()) {
            (None, _) if given => Cell::Unattributed,
            (_, [Drift::Exact]) => Cell::Verbatim,
            _ => Cell::Changed,
        };
        let speaker = self.name(quotation.article, quotation.source.as_deref());
        Found { variant: Variant { spans, wording, speaker, drift }, cell, person }
    }

    /// The name an article has for its source.
    fn name(&self, article: usize, source: Option<&str>) -> Option<String> {
        self.speakers.person(article, source)?;
        self.readings[article].source(source?).map(|source| source.name.clone())
    }

    /// Adds, for articles that do not quote it, how they tell the utterance in other words.
    fn retold(&self, group: &Group, reference: &Quotation, found: &mut [Vec<Found>]) {
        let mut persons: Vec<usize> =
            group.nodes.iter().filter_map(|&node| self.graph.nodes[node].person).collect();
        persons.sort_unstable();
        persons.dedup();
        let quoted: Vec<bool> = found.iter().map(|found| !found.is_empty()).collect();
        let weight = |stem| self.graph.weights.of(stem);
        for told in self.told.retellings(&reference.stems(), &persons, self.speakers, self.vocabulary, weight)
        {
            if quoted[told.article] || self.in_other_language(told.article, reference.article) {
                continue;
            }
            let person = self.speakers.person(told.article, told.source.as_deref());
            let text = &self.readings[told.article].article.text;
            let spans: Vec<_> = told.spans.iter().filter_map(|span| marks::trim(text, *span)).collect();
            let (cell, drift) = match person {
                Some(_) => (Cell::Paraphrased, vec![Drift::Paraphrased]),
                None => (Cell::Unattributed, vec![]),
            };
            let wording = marks::wording(text, &spans);
            let speaker = self.name(told.article, told.source.as_deref());
            found[told.article].push(Found {
                variant: Variant { spans, wording, speaker, drift },
                cell,
                person,
            });
        }
    }

    /// Whom the articles give the utterance to, each with the articles that do, most first. One who
    /// is only described counts as the one who fits the description.
    fn persons(&self, found: &[Vec<Found>]) -> Vec<(usize, usize)> {
        let mut counted: HashMap<usize, usize> = HashMap::new();
        let mut order: Vec<usize> = Vec::new();
        for found in found {
            let mut here: Vec<usize> = Vec::new();
            for person in found.iter().filter_map(|found| found.person) {
                let same = order.iter().copied().find(|&known| self.are_same(known, person));
                let person = same.unwrap_or(person);
                if same.is_none() {
                    order.push(person);
                }
                if !here.contains(&person) {
                    here.push(person);
                    *counted.entry(person).or_default() += 1;
                }
            }
        }
        // A description that came first gives way to the name.
        let mut persons: Vec<(usize, usize)> = order
            .into_iter()
            .map(|person| {
                let given = found.iter().flatten().filter_map(|found| found.person);
                let fullest = given
                    .filter(|&other| self.are_same(person, other))
                    .max_by_key(|&other| (self.speakers.is_named(other), other == person));
                (fullest.unwrap_or(person), counted[&person])
            })
            .collect();
        persons.sort_by_key(|&(_, count)| Reverse(count));
        persons
    }

    fn are_same(&self, one: usize, other: usize) -> bool {
        self.speakers.relation(Some(one), Some(other)) == Relation::Same
    }

    /// Marks the variants given to somebody else than most articles give them to, or, of as many, the first of them.
    fn mark_other_speakers(&self, persons: &[(usize, usize)], found: &mut [Vec<Found>]) {
        let [(most, _), _, ..] = persons else { return };
        for found in found.iter_mut().flatten() {
            if self.speakers.relation(found.person, Some(*most)) == Relation::Different {
                found.variant.drift.push(Drift::OtherSpeaker);
            }
        }
    }

    /// The article that had the utterance first, of those that carry it: the only one, or the one
    /// published before all others.
    fn first(&self, carriers: &[usize], found: &[Vec<Found>]) -> Option<usize> {
        if let [only] = carriers {
            return Some(*only);
        }
        carriers.iter().copied().find(|&candidate| {
            carriers
                .iter()
                .all(|&other| other == candidate || self.is_clearly_before(candidate, other, found))
        })
    }

    fn is_clearly_before(&self, one: usize, other: usize, found: &[Vec<Found>]) -> bool {
        // A copy without a date cannot be older than what it repeats.
        if self.origins[other] == one && self.published[other].is_none() {
            return true;
        }
        match (self.known_from(one, &found[one]), self.known_from(other, &found[other])) {
            (Some(one), Some(other)) => one.is_before(other),
            _ => false,
        }
    }

    /// When the words `found` in the article can have been read. An entry of a live page may say when it was written; else
    /// the page grows from its start to its last change, and does not say when a quotation came into it.
    fn known_from(&self, article: usize, found: &[Found]) -> Option<Range> {
        let published = self.published[article]?;
        let reading = &self.readings[article].article;
        if reading.cut_off != Some(CutOff::Live) {
            return Some(published);
        }
        let entries = &reading.entries;
        let written = |place: Span| {
            entries.iter().find(|entry| entry.span.covers(place)).and_then(|entry| range(&entry.at))
        };
        let places = found.iter().filter_map(|found| found.variant.spans.first());
        let times: Option<Vec<Range>> = places.map(|&place| written(place)).collect();
        if let Some(earliest) = times.and_then(|times| times.into_iter().min()) {
            return Some(earliest);
        }
        let modified = reading.modified.as_ref().and_then(range);
        Some(Range { to: modified.map_or(i64::MAX, |modified| modified.to), ..published })
    }

    /// Why an article has nothing of a family that `carriers` have.
    fn absence(&self, article: usize, reference: usize, carriers: &[usize]) -> Cell {
        if self.in_other_language(article, reference) {
            return Cell::OtherLanguage;
        }
        if self.subjects[article] != self.subjects[reference] {
            return Cell::OtherSubject;
        }
        if self.was_published_before(article, carriers) {
            return Cell::PublishedBefore;
        }
        if self.readings[article].article.cut_off.is_some() { Cell::CutOff } else { Cell::LeftOut }
    }

    /// Whether the article was published before any of the carriers, as far as they tell: one
    /// without a date might have been earlier, and a live page only counts from its start when it is
    /// the only kind there is.
    fn was_published_before(&self, article: usize, carriers: &[usize]) -> bool {
        let is_live = |article: usize| self.readings[article].article.cut_off == Some(CutOff::Live);
        let Some(published) = self.published[article].filter(|_| !is_live(article)) else { return false };
        let timed: Vec<usize> = carriers.iter().copied().filter(|&carrier| !is_live(carrier)).collect();
        let carriers = if timed.is_empty() { carriers } else { &timed };
        carriers.iter().all(|&carrier| match self.published[carrier] {
            // What came out later on the same calendar was not left out.
            Some(first) => published.names_earlier(first),
            None => self.origins[carrier] != carrier,
        })
    }

    fn in_other_language(&self, one: usize, other: usize) -> bool {
        matches!((&self.languages[one], &self.languages[other]), (Some(one), Some(other)) if one != other)
    }
}
