//! What an arrival turns out to be, and that everything comes back as it was added.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

use sayso_library::{Added, Arrival, Library, LibraryError, News, TakenKey, Writer, iso};
use sayso_model::{Article, Outlet, Reading, Sighting};

const NOW: i64 = 1_772_442_600;

fn page(url: Option<&str>, title: &str, text: &str) -> Reading {
    let outlet = Outlet { name: "Daily Ledger".into(), domain: None, from: "json".into() };
    let article = Article {
        id: sha(text),
        url: url.map(Into::into),
        title: Some(title.into()),
        outlet: Some(outlet),
        text: text.into(),
        ..Article::default()
    };
    Reading { input: "bridge.html".into(), article, ..Reading::default() }
}

/// Stands for the hash that page makes.
fn sha(text: &str) -> String {
    format!("{:0>64}", text.bytes().map(|byte| format!("{byte:x}")).collect::<String>())[..64].to_owned()
}

fn add(writer: &mut Writer, reading: &Reading, at: i64) -> Added {
    let key = serde_json::to_vec(reading).unwrap();
    let arrival = Arrival::new(TakenKey::of(&[&key]), None, reading.clone()).unwrap();
    writer.add(&arrival, at).unwrap()
}

#[test]
fn a_reading_comes_back_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let mut reading =
        page(Some("https://ledger.example/bridge"), "Bridge", "“Wait”, – she said.\n\nÜber 日本 🦀");
    reading.profile.own = 0.1 + 0.2;
    add(&mut writer, &reading, NOW);
    writer.commit().unwrap();
    let library = Library::open(folder.path()).unwrap();
    let records = library.records_after(0, 10).unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].reading, reading);
    assert!(records[0].latest);
    assert_eq!(library.records_after(records[0].seq, 10).unwrap(), []);
}

#[test]
fn a_new_text_at_a_known_address_is_a_revision() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let url = Some("https://ledger.example/bridge");
    let first = add(&mut writer, &page(url, "Bridge", "Nine voted for it."), NOW);
    let second = add(&mut writer, &page(url, "Bridge", "Ten voted for it."), NOW + 60);
    let typed = add(&mut writer, &page(url, "Bridge", "Ten  voted for it. "), NOW + 120);
    let back = add(&mut writer, &page(url, "Bridge", "Nine voted for it. "), NOW + 180);
    assert_eq!([first, second, typed, back].map(|added| added.news), {
        [News::Article, News::Revision, News::Nothing, News::Nothing]
    });
    assert_eq!(first.article, second.article);
    assert_eq!(typed.revision, second.revision);
    assert_eq!(back.revision, first.revision);
    writer.commit().unwrap();
    let library = Library::open(folder.path()).unwrap();
    assert_eq!(library.latest(first.article).unwrap().unwrap().revision, first.revision);
    let again = library.records_after(2, 10).unwrap();
    assert_eq!(again.len(), 1);
    assert!(again[0].latest && again[0].revision == first.revision, "{again:?}");
}

#[test]
fn a_clock_that_was_set_back_does_not_make_the_newest_text_an_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let url = Some("https://ledger.example/bridge");
    add(&mut writer, &page(url, "Bridge", "Nine voted for it."), NOW);
    let second = add(&mut writer, &page(url, "Bridge", "Ten voted for it."), NOW - 3600);
    let library = writer.library();
    assert_eq!(library.latest(second.article).unwrap().unwrap().revision, second.revision);
    let states = library.states(second.article).unwrap();
    assert_eq!(states.iter().map(|state| state.seen[0].at).collect::<Vec<_>>(), [NOW, NOW]);
}

#[test]
fn an_archive_may_bring_an_earlier_text_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let url = Some("https://ledger.example/bridge");
    let first = add(&mut writer, &page(url, "Bridge", "Ten voted for it."), NOW);
    let earlier = page(url, "Bridge", "Nine voted for it.");
    let captured = Sighting { at: Some(iso(NOW - 86_400)), status: Some(200), ..Sighting::default() };
    let arrival = Arrival::new(TakenKey::of(&[b"capture"]), Some(captured), earlier).unwrap();
    let second = writer.add(&arrival, NOW + 60).unwrap();
    assert_eq!((second.news, second.article), (News::Revision, first.article));
    let library = writer.library();
    assert_eq!(library.latest(first.article).unwrap().unwrap().revision, first.revision);
    let states = library.states(first.article).unwrap();
    assert_eq!(states[0].record.revision, second.revision);
    assert_eq!(states[0].seen[0].at, NOW - 86_400);
    // The same capture again is no further sighting.
    writer.add(&arrival, NOW + 120).unwrap();
    assert_eq!(writer.library().states(first.article).unwrap(), states);
}

#[test]
fn bytes_of_before_make_their_text_the_latest_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let url = Some("https://ledger.example/fee");
    let fetched = |fee: &str, at: i64| {
        let seen = Sighting { at: Some(iso(at)), status: Some(200), ..Sighting::default() };
        let reading = page(url, "Fee", &format!("The fee is {fee} dollars."));
        Arrival::new(TakenKey::of(&[fee.as_bytes()]), Some(seen), reading).unwrap()
    };
    let first = writer.add(&fetched("10", NOW), NOW).unwrap();
    let second = writer.add(&fetched("12", NOW + 60), NOW + 60).unwrap();
    let latest = |writer: &Writer| writer.library().latest(first.article).unwrap().unwrap().revision;
    assert_eq!(latest(&writer), second.revision);

    let back = writer.add(&fetched("10", NOW + 120), NOW + 120).unwrap();
    assert_eq!((back.news, back.latest, back.revision), (News::Nothing, true, first.revision));
    assert_eq!(latest(&writer), first.revision);
    let seq = back.seq.unwrap();
    assert_eq!(writer.library().records_after(seq - 1, 10).unwrap()[0].revision, first.revision);

    // As an archive that is taken in again tells: nothing new.
    let old = Sighting { at: Some(iso(NOW + 60)), status: Some(200), ..Sighting::default() };
    let known = writer.see_again(second.revision, &old, NOW + 180).unwrap().unwrap();
    assert_eq!((known.seq, latest(&writer)), (None, first.revision));
    // And seen once more for real.
    let new = Sighting { at: Some(iso(NOW + 240)), status: Some(200), ..Sighting::default() };
    let known = writer.see_again(second.revision, &new, NOW + 240).unwrap().unwrap();
    assert!(known.latest && known.seq > Some(seq));
    assert_eq!(latest(&writer), second.revision);
}

#[test]
fn a_headline_makes_one_article_only_of_near_texts() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let long = "The council voted nine to four for the bridge after a debate that lasted until midnight.";
    let first = add(&mut writer, &page(None, "Council", long), NOW);
    let grown = add(&mut writer, &page(None, "Council", &format!("{long} The mayor spoke.")), NOW);
    let other =
        add(&mut writer, &page(None, "Council", "Next week's meeting is called off, the clerk said."), NOW);
    assert_eq!(grown.article, first.article);
    assert_eq!(grown.news, News::Revision);
    assert_eq!(other.news, News::Article);
}

#[test]
fn two_addresses_are_two_articles_however_near_their_texts() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    let river =
        |day: u32| format!("The river at Ostrel stands at 3.{day} metres this morning and falls slowly.");
    let at = |day: u32| format!("https://ledger.example/river/2026-03-0{day}");
    let of_ledger = |url: Option<&str>, day| {
        let mut reading = page(url, "River", &river(day));
        reading.article.outlet.as_mut().unwrap().domain = Some("ledger.example".into());
        reading
    };
    let bare = add(&mut writer, &of_ledger(None, 1), NOW);
    let dated = |day| of_ledger(Some(&at(day)), day);
    let added = [1, 2, 3].map(|day| add(&mut writer, &dated(day), NOW + i64::from(day)));
    // The first is the one that had no address before, and has one now.
    assert_eq!(added.map(|added| added.news), [News::Nothing, News::Article, News::Article]);
    assert_eq!(added[0].article, bare.article);
    let library = writer.library();
    assert_eq!(library.articles_called(&at(1)).unwrap(), [bare.article]);
    assert_eq!(library.articles_called(&at(3)).unwrap(), [added[2].article]);
    let pasted = add(&mut writer, &of_ledger(None, 4), NOW + 60);
    assert_eq!(pasted.news, News::Revision);
}

#[test]
fn what_was_not_committed_was_not_added() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(folder.path()).unwrap();
    add(&mut writer, &page(None, "One", "One thing."), NOW);
    writer.commit().unwrap();
    add(&mut writer, &page(None, "Two", "Another thing."), NOW);
    assert_eq!(writer.pending(), 1);
    drop(writer);
    assert_eq!(Library::open(folder.path()).unwrap().last_seq().unwrap(), 1);
}

#[test]
fn there_is_one_writer_and_readers_do_not_wait_for_it() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Library::open(folder.path()), Err(LibraryError::Missing { .. })));
    let mut writer = Writer::open(folder.path()).unwrap();
    add(&mut writer, &page(None, "One", "One thing."), NOW);
    assert!(matches!(Writer::open(folder.path()), Err(LibraryError::Busy { .. })));
    assert_eq!(Library::open(folder.path()).unwrap().last_seq().unwrap(), 0);
}
