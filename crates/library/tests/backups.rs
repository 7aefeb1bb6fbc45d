//! Where a backup may be written, and what is restored from one.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use sayso_library::{Arrival, Library, LibraryError, TakenKey, Writer, restore};
use sayso_model::{Article, Reading};

const NOW: i64 = 1_772_442_600;

/// A library of articles with these texts.
fn library(folder: &Path, texts: &[&str]) -> Library {
    let mut writer = Writer::open(folder).unwrap();
    for text in texts {
        let url = format!("https://ledger.example/{}", text.replace(' ', "-"));
        let article = Article { url: Some(url), text: (*text).into(), ..Article::default() };
        let reading = Reading { article, ..Reading::default() };
        writer.add(&Arrival::new(TakenKey::of(&[text.as_bytes()]), None, reading).unwrap(), NOW).unwrap();
    }
    writer.commit().unwrap();
    drop(writer);
    Library::open(folder).unwrap()
}

fn articles(folder: &Path) -> u64 {
    Library::open(folder).unwrap().size().unwrap().articles
}

#[test]
fn a_backup_replaces_nothing_but_a_backup() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("library");
    let library = library(&folder, &["One"]);
    let refused = |to: &Path| {
        let error = library.back_up(to, true).unwrap_err();
        assert!(matches!(error, LibraryError::NoBackup { .. }), "{error}");
        assert!(error.hint().is_some());
    };
    refused(&folder.join("library.sqlite"));
    refused(&folder.join("new.sqlite"));
    refused(&place.path().join("library/../library/new.sqlite"));
    refused(place.path());
    let own = place.path().join("own.sqlite");
    #[cfg(unix)]
    {
        let (link, socket) = (place.path().join("link"), place.path().join("socket"));
        std::os::unix::fs::symlink(&own, &link).unwrap();
        refused(&link);
        let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        refused(&socket);
    }
    assert_eq!(library.back_up(&own, false).unwrap().articles, 1);
    assert!(matches!(library.back_up(&own, false), Err(LibraryError::Exists { .. })));
    assert_eq!(library.back_up(&own, true).unwrap().articles, 1);
    assert_eq!(articles(&folder), 1);
}

#[test]
fn a_backup_of_which_one_reading_is_damaged_is_not_restored() {
    let place = tempfile::tempdir().unwrap();
    let (folder, file) = (place.path().join("library"), place.path().join("backup.sqlite"));
    library(&folder, &["One", "Two"]).back_up(&file, false).unwrap();
    let backup = Connection::open(&file).unwrap();
    backup.execute("UPDATE revision SET reading = x'0100ff00ff' WHERE id = 2", []).unwrap();
    drop(backup);
    let error = restore(&file, &folder).unwrap_err();
    let told = error.to_string();
    assert!(matches!(error, LibraryError::BackupDamaged { .. }), "{told}");
    assert!(told.contains("https://ledger.example/Two"), "{told}");
    assert!(error.hint().unwrap().contains("left as it is"));
    assert_eq!(articles(&folder), 2);
}

#[test]
fn what_is_no_whole_backup_is_not_said_of_the_library() {
    let place = tempfile::tempdir().unwrap();
    let (folder, file) = (place.path().join("library"), place.path().join("backup.sqlite"));
    library(&folder, &["One"]).back_up(&file, false).unwrap();
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let cut = restore(&file, &folder).unwrap_err();
    assert!(matches!(cut, LibraryError::BackupDamaged { .. }), "{cut}");
    let within = restore(place.path(), &folder).unwrap_err();
    assert!(matches!(within, LibraryError::NoBackup { .. }), "{within}");
}

#[test]
fn what_a_restore_kept_is_kept_by_the_next_one() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("library");
    let backup = |name: &str, texts: &[&str]| {
        let file = place.path().join(format!("{name}.sqlite"));
        library(&place.path().join(name), texts).back_up(&file, false).unwrap();
        file
    };
    let (one, two) = (backup("one", &["One"]), backup("two", &["One", "Two"]));
    drop(library(&folder, &["One", "Two", "Three"]));
    restore(&one, &folder).unwrap();
    restore(&two, &folder).unwrap();
    assert_eq!(articles(&folder), 2);
    for (kept, expected) in [("before-restore", 3), ("before-restore-2", 1)] {
        let kept = Connection::open(folder.join(format!("library.{kept}.sqlite"))).unwrap();
        let count: i64 = kept.query_row("SELECT count(*) FROM article", [], |row| row.get(0)).unwrap();
        assert_eq!(count, expected);
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_not_unicode_are_names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join(OsStr::from_bytes(b"lib\xE9"));
    let library = library(&folder, &["One"]);
    let file = place.path().join(OsStr::from_bytes(b"caf\xE9.sqlite"));
    assert_eq!(library.back_up(&file, false).unwrap().articles, 1);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
    assert_eq!(restore(&file, &folder).unwrap().articles, 1);
}
