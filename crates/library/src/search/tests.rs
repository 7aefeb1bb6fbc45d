use std::ops::ControlFlow;
use std::path::Path;

use sayso_model::{
    Act, Article, Attribution, Dated, Figure, Kind, Outlet, Precision, Reading, Sentence, Source, SourceKind,
    Span, Voice,
};
use tempfile::TempDir;

use super::*;
use crate::query::parse;
use crate::{Arrival, Library, TakenKey, Writer};

mod following;

/// An article of which only what a search sees is filled in.
struct Page<'a> {
    title: &'a str,
    outlet: &'a str,
    published: &'a str,
    language: &'a str,
    text: &'a str,
    /// Who says what, as it stands in the text.
    quotations: &'a [(&'a str, &'a str)],
}

impl Default for Page<'_> {
    fn default() -> Self {
        Self {
            title: "Council approves bridge plan",
            outlet: "Daily Ledger",
            published: "2026-03-02",
            language: "en",
            text: "The council met.",
            quotations: &[],
        }
    }
}

impl Page<'_> {
    fn reading(&self) -> Reading {
        let precision = match self.published.len() {
            4 => Precision::Year,
            7 => Precision::Month,
            _ => Precision::Day,
        };
        let published = (!self.published.is_empty()).then(|| Dated {
            at: self.published.to_owned(),
            precision,
            from: "text".to_owned(),
        });
        let outlet = Outlet {
            name: self.outlet.to_owned(),
            domain: Some("ledger.example".to_owned()),
            from: String::new(),
        };
        let article = Article {
            title: Some(self.title.to_owned()),
            outlet: Some(outlet),
            published,
            language: (!self.language.is_empty()).then(|| self.language.to_owned()),
            text: self.text.to_owned(),
            bylines: vec!["Ann Reyes".to_owned()],
            ..Article::default()
        };
        let mut reading = Reading { article, ..Reading::default() };
        let whole = Span::new(0, self.text.len());
        reading.sentences = vec![Sentence { span: whole, voice: Voice::Mixed, attributions: Vec::new() }];
        for (index, (speaker, said)) in self.quotations.iter().enumerate() {
            let id = format!("s{index}");
            reading.sources.push(Source {
                id: id.clone(),
                name: (*speaker).to_owned(),
                kind: SourceKind::Person,
                role: Some("mayor".to_owned()),
                aliases: Vec::new(),
                mentions: Vec::new(),
                statements: 1,
                words: 3,
            });
            let pieces: Vec<Span> = said
                .split(" … ")
                .map(|piece| {
                    self.text.find(piece).map(|start| Span::new(start, start + piece.len())).unwrap()
                })
                .collect();
            reading.attributions.push(Attribution {
                id: format!("a{index}"),
                source: Some(id),
                source_spans: Vec::new(),
                cue_spans: Vec::new(),
                cue: "said".to_owned(),
                content: pieces.iter().map(|span| span.of(self.text).to_owned()).collect(),
                content_spans: pieces,
                kind: Kind::Direct,
                act: Act::Speech,
                via: Vec::new(),
                inside: None,
                inserted: Vec::new(),
                sentences: vec![0],
                confidence: 1.0,
            });
        }
        reading.figures.push(Figure {
            text: "$42 million".to_owned(),
            value: Some(42e6),
            unit: Some("USD".to_owned()),
            of: None,
            approximate: None,
            span: Span::new(0, 0),
            attribution: None,
        });
        reading
    }
}

/// Adds readings to the library in `folder`; `number` tells them from others.
fn add(folder: &Path, number: usize, readings: impl IntoIterator<Item = Reading>) {
    let mut writer = Writer::open(folder).unwrap();
    for (index, reading) in readings.into_iter().enumerate() {
        let key = format!("{number}.{index}");
        let arrival = Arrival::new(TakenKey::of(&[key.as_bytes()]), None, reading).unwrap();
        writer.add(&arrival, 1_772_442_600).unwrap();
    }
    writer.commit().unwrap();
}

fn library(pages: &[Page]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), 0, pages.iter().map(Page::reading));
    folder
}

fn open(folder: &Path) -> Search {
    Search::open(Library::open(folder).unwrap(), |_| ()).unwrap()
}

fn request(query: &str) -> Request {
    Request::new(parse(query).unwrap())
}

fn found(search: &Search, request: &Request) -> Vec<Found> {
    let mut all = Vec::new();
    let each = |found| {
        all.push(found);
        ControlFlow::Continue(())
    };
    search.ask(request).unwrap().each(each).unwrap();
    all
}

/// The headlines of what is found, or who said it.
fn hits(search: &Search, query: &str) -> Vec<String> {
    let mut names: Vec<String> = found(search, &request(query))
        .into_iter()
        .map(|found| match found.hit.quotation {
            Some(quotation) => quotation.content.join(" … "),
            None => found.hit.title.unwrap(),
        })
        .collect();
    for (order, limit) in
        [(Order::Relevance, 1), (Order::Recent, 1), (Order::Relevance, 0), (Order::Recent, 0)]
    {
        let request = Request { order, limit: Some(limit), ..request(query) };
        let answer = search.ask(&request).unwrap();
        assert_eq!(answer.count(), names.len() as u64, "{query}");
        let mut told = 0;
        let each = |_| {
            told += 1;
            ControlFlow::Continue(())
        };
        answer.each(each).unwrap();
        assert_eq!(told, limit.min(names.len()), "{query}");
    }
    assert_eq!(search.count(&request(query)).unwrap(), names.len() as u64, "{query}");
    names.sort();
    names
}

fn town() -> TempDir {
    library(&[
        Page {
            title: "Bridge",
            text: "“We cannot wait another winter,” said Jana Holt. “The bridge,” she said, “is falling.”",
            quotations: &[
                ("Jana Holt", "We cannot wait another winter,"),
                ("Jana Holt", "The bridge, … is falling."),
            ],
            ..Page::default()
        },
        Page {
            title: "Tunnel",
            outlet: "Valley Post",
            published: "2026-04-10",
            text: "Another plan, a harsh winter. “Waiting costs money,” said Peter Osei.",
            quotations: &[("Peter Osei", "Waiting costs money,")],
            ..Page::default()
        },
        Page {
            title: "Brücke",
            outlet: "Der Bote",
            published: "2026",
            language: "de-AT",
            text: "Die Brücken fallen, sagt Frau Müller.",
            quotations: &[("Frau Müller", "Die Brücken fallen")],
        },
        Page { title: "Élections", language: "", published: "", text: "Undated words.", ..Page::default() },
    ])
}

#[test]
fn an_outlet_is_found_by_the_host_of_its_articles() {
    let folder = tempfile::tempdir().unwrap();
    let mut named = Page { title: "Named", outlet: "Hill Reporter", ..Page::default() }.reading();
    named.article.outlet.as_mut().unwrap().domain = None;
    named.article.url = Some("https://www.hill.example/a".to_owned());
    let mut nameless = Page { title: "Nameless", ..Page::default() }.reading();
    nameless.article.outlet = None;
    nameless.article.canonical_url = Some("https://hill.example/b".to_owned());
    add(folder.path(), 0, [named, nameless, Page::default().reading()]);
    let search = open(folder.path());
    let found = |query| hits(&search, query).len();
    assert_eq!((found("outlet:hill.example"), found("outlet:reporter"), found("outlet:ledger")), (2, 1, 1));
}

#[test]
fn every_part_of_the_language_finds_what_it_says() {
    let folder = town();
    let search = open(folder.path());
    for (query, expected) in [
        ("winter", &["Bridge", "Tunnel"][..]),
        ("waits", &["Bridge", "Tunnel"]),
        ("WINTER another plan", &["Tunnel"]),
        ("falling OR plan", &["Bridge", "Tunnel"]),
        ("winter -plan", &["Bridge"]),
        ("-winter", &["Brücke", "Élections"]),
        ("\"another winter\"", &["Bridge"]),
        ("“another winter”", &["Bridge"]),
        ("\"winter another\"", &[]),
        ("\"another winter\"~3", &["Bridge", "Tunnel"]),
        ("\"waits\"", &[]),
        ("\"bridge cannot\"", &[]),
        ("wint*", &["Bridge", "Tunnel"]),
        ("muller", &["Brücke"]),
        ("brucken", &["Brücke"]),
        ("Brücke", &["Brücke"]),
        ("elections", &["Élections"]),
        ("title:tunnels", &["Tunnel"]),
        ("title:winter", &[]),
        ("outlet:post", &["Tunnel"]),
        ("outlet:\"valley post\"", &["Tunnel"]),
        ("outlet:ledger.example -winter", &["Brücke", "Élections"]),
        ("by:reyes winter", &["Bridge", "Tunnel"]),
        ("lang:de", &["Brücke"]),
        ("lang:de-at", &["Brücke"]),
        ("figure:42000000 winter", &["Bridge", "Tunnel"]),
        ("figure:42,000,000 winter", &["Bridge", "Tunnel"]),
        ("figure:\"$42 million\" winter", &["Bridge", "Tunnel"]),
        ("figure:43", &[]),
        ("date:2026-03", &["Bridge"]),
        ("date:2026", &["Bridge", "Brücke", "Tunnel"]),
        ("date:2026-03..2026-04", &["Bridge", "Tunnel"]),
        ("date:2026-03-03..", &["Tunnel"]),
        ("date:..2026-03-02", &["Bridge"]),
        ("date:2025", &[]),
        ("cites:wire", &[]),
        ("said:\"another winter\"", &["We cannot wait another winter,"]),
        ("said:\"the bridge is falling\"", &["The bridge, … is falling."]),
        ("said:wait", &["Waiting costs money,", "We cannot wait another winter,"]),
        ("said:wait who:holt", &["We cannot wait another winter,"]),
        ("who:mayor date:2026-04", &["Waiting costs money,"]),
        ("who:muller", &["Die Brücken fallen"]),
        ("who:\"jana holt\" -said:winter", &["The bridge, … is falling."]),
        ("said:wait plan", &["Waiting costs money,"]),
        ("said:wait harsh plan", &["Waiting costs money,"]),
        ("(said:wait OR who:müller) -outlet:post", &["Die Brücken fallen", "We cannot wait another winter,"]),
        ("said:money OR outlet:bote", &["Die Brücken fallen", "Waiting costs money,"]),
    ] {
        assert_eq!(hits(&search, query), expected, "{query}");
    }
}

#[test]
fn hits_tell_where_they_stand() {
    let folder = town();
    let search = open(folder.path());
    let quotation = found(&search, &request("said:\"bridge is\" who:holt")).pop().unwrap();
    let text = &quotation.reading.article.text;
    let marked: Vec<&str> = quotation.hit.matches.iter().map(|span| span.of(text)).collect();
    assert_eq!(marked, ["bridge", "is"]);
    let told = quotation.hit.quotation.as_ref().unwrap();
    assert_eq!((told.speaker.as_deref(), told.role.as_deref()), (Some("Jana Holt"), Some("mayor")));
    let outside = quotation.hit.clone().in_code_points(text);
    let points: Vec<char> = text.chars().collect();
    let span = outside.matches[0];
    assert_eq!(points[span.range()].iter().collect::<String>(), "bridge");

    let article = found(&search, &request("tunnel winter")).pop().unwrap();
    assert_eq!(article.hit.title_matches, [Span::new(0, 6)]);
    assert_eq!(article.hit.matches[0].of(&article.reading.article.text), "winter");
    assert!(article.hit.excerpt.text.contains("harsh winter"));
}

#[test]
fn the_headline_weighs_more_than_the_text() {
    let folder = library(&[
        Page { title: "Other news", text: "A ferry and much else, told at length.", ..Page::default() },
        Page { title: "Ferry", text: "A boat and much else, told at some length.", ..Page::default() },
    ]);
    let search = open(folder.path());
    let all = found(&search, &request("ferry"));
    assert_eq!(all[0].hit.title.as_deref(), Some("Ferry"));
    assert!(all[0].hit.score > all[1].hit.score);
}

fn many(range: std::ops::Range<usize>) -> impl Iterator<Item = Reading> {
    range.map(|number| {
        let text =
            format!("Bridge {}no. {number}. {}", "bridge ".repeat(number % 4), "word ".repeat(number % 7));
        let published = format!("2026-{:02}-{:02}", number % 5 + 1, number % 28 + 1);
        let quotations = [("Jana Holt", "Bridge"), ("Peter Osei", "no.")];
        let title = format!("No. {number}");
        let page = Page {
            title: &title,
            published: &published,
            text: &text,
            quotations: &quotations,
            ..Page::default()
        };
        page.reading()
    })
}

/// What pages of `size` give one after another; `between` happens before each.
fn paged(
    folder: &Path,
    request: &Request,
    size: usize,
    mut between: impl FnMut(),
) -> Vec<(String, Option<String>)> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        between();
        let page = found(&open(folder), &Request { after, limit: Some(size), ..request.clone() });
        after = page.last().map(|found| found.hit.cursor.clone());
        let short = page.len() < size;
        let names = page.into_iter().map(|found| {
            (found.hit.article + &found.hit.title.unwrap(), found.hit.quotation.map(|quotation| quotation.id))
        });
        all.extend(names);
        if short {
            return all;
        }
    }
}

#[test]
fn pages_neither_repeat_nor_lose_anything() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), 0, many(0..60));
    for query in ["bridge", "bridge OR word", "date:2026", "who:holt OR said:no", "date:2026 -who:nobody"] {
        for order in [Order::Relevance, Order::Recent] {
            let request = Request { order, ..request(query) };
            let whole = found(&open(folder.path()), &request);
            let names: Vec<_> = whole
                .iter()
                .map(|found| {
                    let id = found.hit.quotation.as_ref().map(|quotation| quotation.id.clone());
                    (found.hit.article.clone() + found.hit.title.as_ref().unwrap(), id)
                })
                .collect();
            for size in [1, 7, 60] {
                assert_eq!(paged(folder.path(), &request, size, || ()), names, "{query}, {order:?}, {size}");
            }
        }
    }
}

#[test]
fn what_comes_in_between_pages_does_not_disturb_them() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), 0, many(0..40));
    for order in [Order::Relevance, Order::Recent] {
        let request = Request { order, ..request("bridge") };
        let mut come = 0;
        let before: std::collections::BTreeSet<_> =
            paged(folder.path(), &request, 1000, || ()).into_iter().collect();
        let pages = paged(folder.path(), &request, 6, || {
            come += 1;
            let other = |number: usize| {
                let text = format!("Ferry {number}. {}", "word ".repeat(number % 7));
                Page { title: "Other", text: &text, ..Page::default() }.reading()
            };
            add(folder.path(), 1000 * (order as usize + 1) + come, (100 * come..100 * come + 3).map(other));
            if order == Order::Recent {
                add(folder.path(), 5000 + come, many(100 * come..100 * come + 3));
            }
        });
        let distinct: std::collections::BTreeSet<_> = pages.iter().cloned().collect();
        assert_eq!(pages.len(), distinct.len(), "{order:?}: none twice");
        assert!(before.is_subset(&distinct), "{order:?}: none lost");
    }
}

#[test]
fn a_cursor_belongs_to_its_search() {
    let folder = town();
    let search = open(folder.path());
    let cursor = found(&search, &request("winter"))[0].hit.cursor.clone();
    let wrong = |request: Request| {
        let after = Some(cursor.clone());
        let mut given = 0;
        let each = |_| {
            given += 1;
            ControlFlow::Continue(())
        };
        let request = Request { after, ..request };
        search.ask(&request).and_then(|answer| answer.each(each)).map(|()| given)
    };
    assert!(matches!(wrong(request("plan")), Err(SearchError::Cursor { .. })));
    assert!(matches!(
        wrong(Request { order: Order::Recent, ..request("winter") }),
        Err(SearchError::Cursor { .. })
    ));
    assert_eq!(wrong(request("winter")).unwrap(), 1);
}

#[test]
fn recent_is_latest_first_and_undated_last() {
    let folder = town();
    let search = open(folder.path());
    let request = Request { order: Order::Recent, ..request("-xyz") };
    let titles: Vec<_> = found(&search, &request).into_iter().map(|found| found.hit.title.unwrap()).collect();
    assert_eq!(titles, ["Tunnel", "Bridge", "Brücke", "Élections"]);
}

#[test]
fn facets_count_what_is_found() {
    let folder = town();
    let search = open(folder.path());
    let named = |values: &[(&str, u64)]| {
        values.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect::<Vec<_>>()
    };
    let facets = search.facets(&request("winter OR brücke")).unwrap();
    assert_eq!(facets.outlets, named(&[("Daily Ledger", 1), ("Der Bote", 1), ("Valley Post", 1)]));
    assert_eq!(
        facets.persons,
        named(&[("Frau Müller", 1), ("Jana Holt", 2), ("Peter Osei", 1)].map(|(name, _)| (name, 1)))
    );
    assert_eq!(facets.languages, named(&[("en", 2), ("de", 1)]));
    assert_eq!(facets.months, named(&[("2026-04", 1), ("2026-03", 1), ("2026-01", 1)]));
    let facets = search.facets(&request("said:winter OR said:falling")).unwrap();
    assert_eq!(facets.persons, named(&[("Jana Holt", 2)]));
}

#[test]
fn a_library_without_articles_has_nothing_to_find() {
    let folder = tempfile::tempdir().unwrap();
    drop(Writer::open(folder.path()).unwrap());
    let search = open(folder.path());
    assert_eq!(hits(&search, "bridge").len(), 0);
    assert_eq!(hits(&search, "said:bridge").len(), 0);
    assert_eq!(search.facets(&request("bridge")).unwrap(), Facets::default());
}

#[test]
fn saved_searches_are_kept() {
    use crate::SavedSearch;
    let folder = town();
    let library = Library::open(folder.path()).unwrap();
    let search = |name: &str, seen_seq| SavedSearch {
        name: name.to_owned(),
        query: "bridge plan".to_owned(),
        created_at: 1_772_442_600,
        seen_seq,
    };
    library.save_search(&search("bridge", 0)).unwrap();
    library.save_search(&search("a", 3)).unwrap();
    library.save_search(&search("bridge", 7)).unwrap();
    assert_eq!(library.saved_searches().unwrap(), [search("a", 3), search("bridge", 7)]);
    assert_eq!(library.saved_search("bridge").unwrap(), Some(search("bridge", 7)));
    assert!(library.forget_search("a").unwrap());
    assert!(!library.forget_search("a").unwrap());
    // Saving waits for no one who holds the library's lock.
    let _writer = Writer::open(folder.path()).unwrap();
    library.save_search(&search("b", 0)).unwrap();
}

#[test]
fn only_what_is_new_since_then() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), 0, many(0..5));
    let seen = open(folder.path()).seq();
    add(folder.path(), 1, many(100..103));
    let search = open(folder.path());
    for query in ["bridge", "who:osei"] {
        let request = Request { since: Some(seen), ..request(query) };
        assert_eq!(found(&search, &request).len(), 3);
        assert_eq!(search.count(&request).unwrap(), 3);
        let request = Request { since: Some(search.seq()), ..request };
        assert_eq!(found(&search, &request).len(), 0);
    }
}
