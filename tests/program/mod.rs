//! Runs the built program for the tests of the whole.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run printed and how it ended.
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

impl Run {
    /// Every line of standard output as JSON: whole lines only.
    pub(crate) fn json(&self) -> Vec<Value> {
        assert!(self.stdout.is_empty() || self.stdout.ends_with('\n'), "a partial line: {}", self.stdout);
        let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.stdout.lines().map(parse).collect()
    }
}

/// Runs `sayso` with `arguments`, nothing on standard input.
pub(crate) fn sayso<A: AsRef<std::ffi::OsStr>>(arguments: &[A]) -> Run {
    sayso_fed(arguments, b"")
}

/// Runs `sayso` with `arguments` and `input` on standard input.
pub(crate) fn sayso_fed<A: AsRef<std::ffi::OsStr>>(arguments: &[A], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(!stderr.contains("bug"), "{stderr}");
    Run { stdout: String::from_utf8(output.stdout).unwrap(), stderr, status: output.status.code().unwrap() }
}

/// A page of the bundled story.
pub(crate) fn bundled(name: &str) -> String {
    format!("{}/../../corpus/worlds/merrow-head-dam/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A fresh folder for the files of one test.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
