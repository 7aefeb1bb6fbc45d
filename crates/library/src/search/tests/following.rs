//! That the index follows the library, whatever happens to it.

use sayso_model::Sighting;

use super::*;

#[test]
fn a_revision_takes_the_place_of_the_text_before() {
    let folder = tempfile::tempdir().unwrap();
    let with_url = |text: &str| {
        let page = Page { text, quotations: &[], ..Page::default() };
        let mut reading = page.reading();
        reading.article.url = Some("https://ledger.example/bridge".to_owned());
        reading
    };
    add(folder.path(), 0, [with_url("The ferry sails.")]);
    assert_eq!(hits(&open(folder.path()), "ferry").len(), 1);
    add(folder.path(), 1, [with_url("The tunnel opens.")]);
    let search = open(folder.path());
    assert_eq!(hits(&search, "ferry").len(), 0);
    assert_eq!(hits(&search, "tunnel").len(), 1);
}

#[test]
fn an_interrupted_index_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), 0, many(0..10));
    open(folder.path());
    add(folder.path(), 1, many(100..110));
    // Killed between the commits of the two kinds, and before either.
    let library = Library::open(folder.path()).unwrap();
    let mut indexer = Indexer::open(&library).unwrap();
    for record in library.records_after(indexer.seq(), 4).unwrap() {
        indexer.add(&record).unwrap();
    }
    indexer.commit_one_kind();
    for record in library.records_after(indexer.seq(), 3).unwrap() {
        indexer.add(&record).unwrap();
    }
    drop(indexer);
    let mut events = Vec::new();
    let search = Search::open(library, |event| events.push(event)).unwrap();
    assert!(events.iter().all(|event| matches!(event, Catching::Up { .. })), "{events:?}");
    assert_eq!(hits(&search, "bridge").len(), 20);
    assert_eq!(hits(&search, "who:holt").len(), 20);
}

#[test]
fn an_index_that_is_damaged_missing_or_of_another_version_is_made_anew() {
    let folder = town();
    open(folder.path());
    let index = folder.path().join("index");
    let state = index.join("articles/meta.json");
    let meta = std::fs::read_to_string(&state).unwrap();
    let again = |expected: fn(&Rebuilding) -> bool| {
        let mut anew = None;
        let each = |event| {
            if let Catching::Anew(why) = event {
                anew = Some(why);
            }
        };
        let search = Search::open(Library::open(folder.path()).unwrap(), each).unwrap();
        assert!(anew.as_ref().is_some_and(expected), "{anew:?}");
        assert_eq!(hits(&search, "winter").len(), 2);
        assert_eq!(hits(&search, "who:holt").len(), 2);
    };
    std::fs::write(&state, &meta[..meta.len() / 2]).unwrap();
    again(|why| matches!(why, Rebuilding::Damaged { .. }));
    let meta = std::fs::read_to_string(&state).unwrap();
    std::fs::write(&state, meta.replace("\\\"version\\\":2", "\\\"version\\\":0")).unwrap();
    again(|why| *why == Rebuilding::OtherVersion);
    std::fs::remove_dir_all(&index).unwrap();
    again(|why| *why == Rebuilding::Missing);
    for file in std::fs::read_dir(index.join("quotations")).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_some_and(|kind| kind == "idx") {
            std::fs::remove_file(file).unwrap();
        }
    }
    again(|why| matches!(why, Rebuilding::Damaged { .. }));
}

#[test]
fn while_another_process_indexes_what_is_there_is_searched() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), 0, many(0..5));
    open(folder.path());
    add(folder.path(), 1, many(100..103));
    let library = Library::open(folder.path()).unwrap();
    let _other = Indexer::open(&library).unwrap();
    let search = open(folder.path());
    assert_eq!((hits(&search, "bridge").len(), search.waiting()), (5, 3));
}

#[test]
fn while_it_is_made_anew_on_request_the_old_index_answers() {
    let folder = town();
    open(folder.path());
    let library = Library::open(folder.path()).unwrap();
    let mut anew = Indexer::open_anew(&library).unwrap();
    let before = open(folder.path());
    assert_eq!((hits(&before, "winter").len(), before.waiting()), (2, 0));
    anew.catch_up(&library, |_| ()).unwrap();
    anew.finish().unwrap();
    for search in [before, open(folder.path())] {
        assert_eq!((hits(&search, "winter").len(), hits(&search, "who:holt").len()), (2, 2));
    }

    // One that comes to no end leaves the old one, and nothing of itself.
    let folders = || std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let there = std::collections::BTreeSet::from_iter(folders());
    drop(Indexer::open_anew(&library).unwrap());
    assert_eq!(std::collections::BTreeSet::from_iter(folders()), there);
    assert_eq!(hits(&open(folder.path()), "winter").len(), 2);
}

#[test]
fn an_index_that_another_process_is_making_is_waited_for() {
    let folder = town();
    let library = Library::open(folder.path()).unwrap();
    let mut other = Indexer::open(&library).unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let searching = scope.spawn(|| {
            let library = Library::open(folder.path()).unwrap();
            let search = Search::open(library, |event| tell.send(event).unwrap()).unwrap();
            hits(&search, "winter").len()
        });
        let event = told.recv().unwrap();
        assert!(matches!(event, Catching::Waiting { .. }), "{event:?}");
        other.catch_up(&library, |_| ()).unwrap();
        other.finish().unwrap();
        assert_eq!(searching.join().unwrap(), 2);
    });
    assert_eq!(told.try_iter().count(), 0);
}

#[test]
fn an_earlier_text_that_comes_later_leaves_the_latest_to_be_found() {
    let folder = tempfile::tempdir().unwrap();
    let at_noon = |text: &str| {
        let mut reading = Page { text, ..Page::default() }.reading();
        reading.article.url = Some("https://ledger.example/bridge".to_owned());
        reading
    };
    add(folder.path(), 0, [at_noon("Ten voted for it.")]);
    assert_eq!(hits(&open(folder.path()), "ten").len(), 1);
    // Seen a day before, by an archive that is taken in now.
    let mut writer = Writer::open(folder.path()).unwrap();
    let seen = Sighting { at: Some("2026-03-01T09:10:00Z".to_owned()), ..Sighting::default() };
    let earlier =
        Arrival::new(TakenKey::of(&[b"archive"]), Some(seen), at_noon("Nine voted for it.")).unwrap();
    let added = writer.add(&earlier, 1_772_442_600).unwrap();
    writer.commit().unwrap();
    assert!(added.seq.is_some() && !added.latest);
    let search = open(folder.path());
    assert_eq!((hits(&search, "ten").len(), hits(&search, "nine").len(), search.waiting()), (1, 0, 0));
}

#[test]
fn what_is_drafted_while_reading_is_found_as_if_read_from_the_library() {
    let (drafted, stored) = (town(), town());
    let library = Library::open(drafted.path()).unwrap();
    let mut drafting = Drafting::default();
    let mut indexer = Indexer::open(&library).unwrap();
    for record in library.records_after(0, 100).unwrap() {
        let draft = drafting.draft(&record.reading);
        indexer.add_draft(record.seq, record.article, Some(draft)).unwrap();
    }
    indexer.finish().unwrap();
    let told = |folder: &Path| {
        let search = open(folder);
        let hits = ["wait", "who:holt", "date:2026 -bridge", "figure:42000000"].map(|query| {
            let found = found(&search, &request(query)).into_iter();
            found.map(|found| (found.hit.title, found.hit.quotation, found.hit.score)).collect::<Vec<_>>()
        });
        (hits, search.facets(&request("plan")).unwrap())
    };
    assert_eq!(told(drafted.path()), told(stored.path()));
}

/// The search of a library, and what was told when it was opened.
fn opened(folder: &Path) -> (Search, Vec<Catching>) {
    let mut events = Vec::new();
    let search = Search::open(Library::open(folder).unwrap(), |event| events.push(event)).unwrap();
    (search, events)
}

#[test]
fn a_byte_that_was_changed_anywhere_makes_the_index_anew() {
    let folder = town();
    open(folder.path());
    let index = folder.path().join("index");
    let files = ["articles", "quotations"].map(|kind| std::fs::read_dir(index.join(kind)).unwrap());
    let endings = ["idx", "pos", "term", "fast", "fieldnorm", "store"];
    let files: Vec<_> = files.into_iter().flatten().map(|file| file.unwrap().path()).collect();
    let names = files
        .iter()
        .filter(|file| file.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)));
    let names: Vec<_> = names.collect();
    assert!(names.len() >= endings.len(), "{names:?}");
    let whole: Vec<_> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    for name in names {
        // As it was before: each is damaged by itself.
        std::fs::remove_dir_all(&index).unwrap();
        for (file, bytes) in files.iter().zip(&whole) {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        let mut bytes = std::fs::read(name).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xFF;
        std::fs::write(name, bytes).unwrap();
        let (search, events) = opened(folder.path());
        let damaged = |event: &Catching| matches!(event, Catching::Anew(Rebuilding::Damaged { .. }));
        assert!(events.iter().any(damaged), "{}: {events:?}", name.display());
        assert_eq!((hits(&search, "winter").len(), hits(&search, "who:holt").len()), (2, 2));
    }
}

#[test]
fn damage_that_is_met_while_searching_is_mended_and_other_failures_are_not() {
    let folder = town();
    let search = open(folder.path());
    let failed =
        || SearchError::Unusable { folder: folder.path().join("index"), what: "it broke off".to_owned() };
    assert!(matches!(search.mended(failed(), |_| ()), Err(SearchError::Unusable { .. })));

    let panicked: Result<(), _> = index::guarded(folder.path(), || panic!("as the engine may"));
    assert!(panicked.is_err_and(|error| error.may_be_damage()));

    let search = open(folder.path());
    let parts = std::fs::read_dir(folder.path().join("index/articles")).unwrap();
    let terms = parts.map(|file| file.unwrap().path());
    let terms = terms.filter(|file| file.extension().is_some_and(|ending| ending == "term")).last().unwrap();
    let mut bytes = std::fs::read(&terms).unwrap();
    bytes[0] ^= 0xFF;
    // Beside it and into its place: what is open goes on reading the old one.
    let other = terms.with_extension("other");
    std::fs::write(&other, bytes).unwrap();
    std::fs::rename(&other, &terms).unwrap();
    let mut events = Vec::new();
    let search = search.mended(failed(), |event| events.push(event)).unwrap();
    assert!(matches!(events[0], Catching::Anew(Rebuilding::Damaged { .. })), "{events:?}");
    assert_eq!(hits(&search, "winter").len(), 2);
}

#[test]
fn a_file_in_the_place_of_the_index_gives_way() {
    let folder = town();
    std::fs::write(folder.path().join("index"), "x").unwrap();
    assert_eq!(hits(&open(folder.path()), "winter").len(), 2);
}

#[test]
fn a_reading_that_is_damaged_costs_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), 0, many(0..5));
    let spoil = |revision: i64| {
        let database = rusqlite::Connection::open(folder.path().join("library.sqlite")).unwrap();
        let spoil = "UPDATE revision SET reading = x'0100ff00ff' WHERE id = ?1";
        assert_eq!(database.execute(spoil, [revision]).unwrap(), 1);
    };
    spoil(2);
    let (search, events) = opened(folder.path());
    assert_eq!(hits(&search, "bridge").len(), 4);
    let left_out = events.iter().find_map(|event| match event {
        Catching::LeftOut(unreadable) => Some(unreadable.to_string()),
        _ => None,
    });
    assert!(left_out.as_ref().is_some_and(|told| told.contains("revision 2")), "{events:?}");
    assert_eq!((search.waiting(), search.unreadable().len()), (0, 0));

    // What was lost after it was taken in.
    spoil(4);
    let (search, events) = opened(folder.path());
    assert_eq!((found(&search, &request("bridge")).len(), events.len()), (3, 0));
    assert_eq!(search.unreadable().iter().map(|lost| lost.revision.0).collect::<Vec<_>>(), [4]);
}
