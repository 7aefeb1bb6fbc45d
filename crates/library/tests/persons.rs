//! Sources across articles as persons, and what can be done to them by hand.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

use std::ops::ControlFlow;

use sayso_library::{Arrival, Library, Person, PersonError, Selection, TakenKey, Writer};
use sayso_model::{
    Act, Article, Attribution, Dated, Kind, Outlet, Precision, Reading, Source, SourceKind, Span,
};

const NOW: i64 = 1_772_442_600;

/// An article at `domain` in which `name` says `words`.
fn article(domain: &str, name: &str, role: Option<&str>, words: &str) -> Reading {
    let source = Source {
        id: "s1".into(),
        name: name.into(),
        kind: SourceKind::Person,
        role: role.map(Into::into),
        aliases: Vec::new(),
        mentions: vec![Span::new(0, 1)],
        statements: 1,
        words: 3,
    };
    let attribution = Attribution {
        id: "a1".into(),
        source: Some("s1".into()),
        source_spans: vec![Span::new(0, 1)],
        cue_spans: Vec::new(),
        cue: "said".into(),
        content_spans: vec![Span::new(0, words.len())],
        content: vec![words.into()],
        kind: Kind::Direct,
        act: Act::Speech,
        via: Vec::new(),
        inside: None,
        inserted: Vec::new(),
        sentences: vec![0],
        confidence: 0.9,
    };
    let outlet = Outlet { name: domain.into(), domain: Some(domain.into()), from: "og:site_name".into() };
    let article = Article {
        url: Some(format!("https://{domain}/{}", words.replace(' ', "-"))),
        outlet: Some(outlet),
        text: words.into(),
        ..Article::default()
    };
    Reading { article, sources: vec![source], attributions: vec![attribution], ..Reading::default() }
}

fn add(writer: &mut Writer, reading: Reading) {
    let key =
        TakenKey::of(&[reading.article.text.as_bytes(), reading.article.url.as_ref().unwrap().as_bytes()]);
    writer.add(&Arrival::new(key, None, reading).unwrap(), NOW).unwrap();
}

fn said(library: &Library, person: &Person) -> Vec<(String, bool)> {
    let mut said = Vec::new();
    library
        .statements(person, |statement| {
            said.push((statement.attribution.content.join(" "), statement.stands));
            ControlFlow::Continue(())
        })
        .unwrap();
    said.sort();
    said
}

#[test]
fn one_name_is_one_person_unless_roles_say_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    add(&mut writer, article("ledger.example", "Jana Holt", Some("mayor"), "We cannot wait."));
    add(
        &mut writer,
        article("wire.example", "Dr. Jana Holt", Some("mayor of Ostrel"), "Not another winter."),
    );
    add(&mut writer, article("sports.example", "Jana Holt", Some("striker"), "The second goal was luck."));
    add(&mut writer, article("wire.example", "Holt", None, "A name alone."));
    writer.commit().unwrap();
    let library = Library::open(folder.path()).unwrap();
    let persons = library.persons("jana holt").unwrap();
    assert_eq!(persons.len(), 2, "{persons:?}");
    assert_eq!(persons[0].roles, ["mayor", "mayor of Ostrel"]);
    assert_eq!(library.tally(&persons[0]).unwrap().articles, 2);
    assert_eq!(said(&library, &persons[1]), [("The second goal was luck.".to_owned(), true)]);
    assert_eq!(library.persons("HOLT").unwrap().len(), 3, "the surname means all, and the name alone");
    assert_eq!(library.persons(&format!("p{}", persons[1].id)).unwrap(), persons[1..]);
}

#[test]
fn a_statement_that_was_cut_is_still_there_and_said_to_be_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let mut first = article("ledger.example", "Jana Holt", None, "We will pay.");
    first.article.url = Some("https://ledger.example/a".into());
    let mut second = article("ledger.example", "Jana Holt", None, "We may pay.");
    second.article.url.clone_from(&first.article.url);
    add(&mut writer, first);
    add(&mut writer, second);
    writer.commit().unwrap();
    let person = &writer.library().persons("Jana Holt").unwrap()[0];
    let expected = [("We may pay.".to_owned(), true), ("We will pay.".to_owned(), false)];
    assert_eq!(said(writer.library(), person), expected);
    let tally = writer.library().tally(person).unwrap();
    assert_eq!((tally.articles, tally.statements), (1, 2), "as many as are told");
}

#[test]
fn whatever_is_done_by_hand_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    for (name, role, words) in [
        ("Jana Holt", Some("mayor"), "We cannot wait."),
        ("Jana Holt", Some("mayor and baker"), "Bread is dear."),
        ("Jana Holt-Reyes", None, "I married."),
    ] {
        add(&mut writer, article("ledger.example", name, role, words));
    }
    writer.commit().unwrap();
    let one = |writer: &Writer, name: &str| writer.library().persons(name).unwrap()[0].clone();
    let before = one(&writer, "Jana Holt");
    let married = one(&writer, "Jana Holt-Reyes");

    writer.merge_persons(&married, &before, NOW).unwrap();
    let merged = one(&writer, "holt-reyes");
    assert_eq!(merged.id, before.id);
    assert_eq!(said(writer.library(), &merged).len(), 3);
    assert!(matches!(writer.merge_persons(&merged, &merged, NOW), Err(PersonError::Same(..))));

    let rename = writer.rename_person(&merged, "  Jana  Holt-Reyes-Weiß ", NOW).unwrap();
    assert_eq!(one(&writer, "jana holt-reyes-weiss").name, "Jana Holt-Reyes-Weiß");

    let baker = writer.split_person(&merged, &Selection::Role("baker".into()), NOW).unwrap();
    let baker = writer.library().person(baker).unwrap().unwrap();
    assert_eq!(said(writer.library(), &baker), [("Bread is dear.".to_owned(), true)]);
    let nothing = writer.split_person(&merged, &Selection::Role("bishop".into()), NOW);
    assert!(matches!(nothing, Err(PersonError::NothingThere(_))));

    assert!(matches!(writer.undo(Some(rename), NOW), Err(PersonError::BuiltUpon { .. })));
    for _ in 0..3 {
        writer.undo(None, NOW).unwrap();
    }
    assert!(matches!(writer.undo(None, NOW), Err(PersonError::NothingToUndo)));
    assert!(matches!(writer.undo(Some(rename), NOW), Err(PersonError::Undone(_))));
    assert!(matches!(writer.undo(Some(99), NOW), Err(PersonError::NoOperation(99))));
    let after = one(&writer, "Jana Holt");
    assert_eq!(after.filed_under, before.filed_under);
    assert_eq!(after.name, before.name);
    assert_eq!(said(writer.library(), &after), said(writer.library(), &before));
    assert_eq!(one(&writer, "Jana Holt-Reyes"), married);
    assert_eq!(writer.library().persons("jana holt-reyes-weiss").unwrap(), []);
    let log = writer.library().operations().unwrap();
    assert_eq!(log.len(), 3);
    let renamed = log.iter().filter_map(|operation| operation.renamed_to.as_deref());
    assert_eq!(renamed.collect::<Vec<_>>(), ["Jana Holt-Reyes-Weiß"]);
}

#[test]
fn undoing_leaves_everybody_with_the_roles_of_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    add(&mut writer, article("sports.example", "Tom Baker", Some("striker"), "We won."));
    add(&mut writer, article("ledger.example", "Tom Baker", Some("judge"), "He is guilty."));
    writer.commit().unwrap();
    let before = writer.library().persons("Tom Baker").unwrap();
    assert_eq!(before.len(), 2);
    writer.merge_persons(&before[1], &before[0], NOW).unwrap();
    let merged = writer.library().persons("Tom Baker").unwrap().remove(0);
    let judge = writer.split_person(&merged, &Selection::Role("judge".into()), NOW).unwrap();
    add(&mut writer, article("ledger.example", "Tom Baker", Some("senior judge"), "He is innocent."));
    assert_eq!(writer.library().person(judge).unwrap().unwrap().roles, ["judge"]);
    for _ in 0..2 {
        writer.undo(None, NOW).unwrap();
    }
    let after = writer.library().persons("Tom Baker").unwrap();
    let roles = |id| after.iter().find(|person| person.id == id).unwrap().roles.clone();
    assert_eq!(roles(before[0].id), ["striker"]);
    assert_eq!(roles(before[1].id), ["judge", "senior judge"]);
    add(&mut writer, article("ledger.example", "Tom Baker", Some("judge"), "Ten years."));
    assert!(said(writer.library(), &before[1]).iter().any(|(words, _)| words == "Ten years."));
}

#[test]
fn how_much_there_is_of_somebody_has_the_dates_that_articles_give() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let date = |at: &str, precision| Some(Dated { at: at.into(), precision, from: "json".into() });
    for (words, published) in [
        ("Long ago.", date("2025", Precision::Year)),
        ("In between.", None),
        ("Of late.", date("2026-04", Precision::Month)),
    ] {
        let mut reading = article("ledger.example", "Jana Holt", None, words);
        reading.article.published = published;
        add(&mut writer, reading);
    }
    writer.commit().unwrap();
    let library = writer.library();
    let tally = library.tally(&library.persons("Jana Holt").unwrap()[0]).unwrap();
    let at = |date: Option<Dated>| date.unwrap().at;
    assert_eq!((tally.articles, tally.statements), (3, 3));
    assert_eq!((at(tally.first), at(tally.last)), ("2025".to_owned(), "2026-04".to_owned()));
}
