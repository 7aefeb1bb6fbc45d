//! A library in a folder that may not be written can be read and searched, and says what cannot be done.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

#[allow(dead_code, reason = "other tests use the rest of it")]
mod program;

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use program::{Run, bundled, sayso};

/// A folder outside the repository, which another user may not be allowed to enter.
struct Place(PathBuf);

impl Place {
    fn new(test: &str) -> Self {
        let place = std::env::temp_dir().join(format!("sayso-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&place).unwrap();
        // A copy of the program beside the library, for the same reason.
        std::fs::copy(env!("CARGO_BIN_EXE_sayso"), place.join("sayso")).unwrap();
        std::fs::set_permissions(place.join("sayso"), Permissions::from_mode(0o755)).unwrap();
        Self(place)
    }

    fn library(&self) -> String {
        self.0.join("library").display().to_string()
    }

    fn add(&self, page: &str) {
        let run = sayso(&["add", &bundled(page), "--library", &self.library()]);
        assert_eq!(run.status, 0, "{}", run.stderr);
    }

    /// Runs the program as somebody who may read the library and not write it.
    fn reader(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(self.0.join("sayso"));
        command.args(arguments).args(["--library", &self.library()]).current_dir("/");
        if std::fs::metadata(&self.0).unwrap().uid() == 0 {
            // To the superuser no folder is closed; nobody owns nothing.
            command.uid(65_534).gid(65_534);
        }
        let output = command.output().unwrap();
        Run {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code().unwrap(),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        close(&self.0, 0o755, 0o644);
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Gives everything below `folder` these permissions.
fn close(folder: &Path, folders: u32, files: u32) {
    // To look into it, it must be open; its own permissions come last.
    std::fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            close(&path, folders, files);
        } else if !path.ends_with("sayso") {
            // Who may read a file is for the program to say.
            let own = path.metadata().unwrap().mode() & 0o777;
            std::fs::set_permissions(&path, Permissions::from_mode(own & files | files & 0o200)).unwrap();
        }
    }
    std::fs::set_permissions(folder, Permissions::from_mode(folders)).unwrap();
}

#[test]
fn what_is_there_is_found_and_nothing_is_written() {
    let place = Place::new("read-only");
    place.add("ostrel-gazette.html");
    let library = place.0.join("library");
    close(&library, 0o555, 0o444);
    for arguments in [
        &["search", "dam", "--json"][..],
        &["search", "said:danger", "--facets"],
        &["who", "Quill"],
        &["stats"],
    ] {
        let run = place.reader(arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{arguments:?}");
    }
    let run = place.reader(&["add", &place.0.join("sayso").display().to_string()]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("this library may not be written\n  hint: "), "{}", run.stderr);
}

#[test]
fn what_the_index_lacks_is_told() {
    let place = Place::new("read-only-behind");
    place.add("ostrel-gazette.html");
    let library = place.0.join("library");
    std::fs::rename(library.join("index"), place.0.join("index")).unwrap();
    close(&library, 0o555, 0o444);
    let run = place.reader(&["search", "dam"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr.contains("the search index may not be written\n  hint: reading works"),
        "{}",
        run.stderr
    );
    assert_eq!(place.reader(&["who", "Quill"]).status, 0);
    // An index that is behind answers with what it has.
    close(&library, 0o755, 0o644);
    place.add("metro-beacon.html");
    std::fs::remove_dir_all(library.join("index")).unwrap();
    std::fs::rename(place.0.join("index"), library.join("index")).unwrap();
    close(&library, 0o555, 0o444);
    let run = place.reader(&["search", "dam", "--json"]);
    assert_eq!((run.status, run.json().len()), (0, 1));
    assert!(run.stderr.starts_with("note: 1 text that came in last cannot be found"), "{}", run.stderr);
    assert!(run.stderr.contains("may not be written"), "{}", run.stderr);
}
