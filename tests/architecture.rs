//! The arrows between the crates, as ARCHITECTURE.md draws them: a dependency that is not drawn there
//! fails here.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// What each crate of ours may depend on of ours.
const ARROWS: [(&str, &[&str]); 10] = [
    ("sayso-model", &[]),
    ("sayso-page", &["sayso-model"]),
    ("sayso-language", &["sayso-model"]),
    ("sayso-transformer", &["sayso-model"]),
    ("sayso-attribution", &["sayso-language", "sayso-model", "sayso-transformer"]),
    ("sayso-compare", &["sayso-model"]),
    ("sayso-intake", &["sayso-model"]),
    ("sayso-library", &["sayso-model"]),
    (
        "sayso-desk",
        &[
            "sayso-attribution",
            "sayso-compare",
            "sayso-intake",
            "sayso-language",
            "sayso-library",
            "sayso-model",
            "sayso-page",
            "sayso-transformer",
        ],
    ),
    ("sayso", &["sayso-desk", "sayso-model"]),
];

/// Crates that do the same on every machine: no files, no network, no clock, no threads.
const PURE: [&str; 6] = [
    "sayso-model",
    "sayso-page",
    "sayso-language",
    "sayso-transformer",
    "sayso-attribution",
    "sayso-compare",
];

/// Nothing pure needs one of these, however indirectly.
const IMPURE: [&str; 18] = [
    "async-std",
    "axum",
    "crossbeam-channel",
    "curl",
    "futures-executor",
    "hyper",
    "mio",
    "native-tls",
    "rayon",
    "reqwest",
    "rusqlite",
    "rustls",
    "socket2",
    "tantivy",
    "tempfile",
    "tokio",
    "ureq",
    "walkdir",
];

#[test]
fn crates_depend_only_along_the_arrows() {
    let graph = Graph::read();
    for (name, allowed) in ARROWS {
        let ours: BTreeSet<&str> =
            graph.dependencies(name).into_iter().filter(|other| other.starts_with("sayso")).collect();
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        let extra: Vec<_> = ours.difference(&allowed).collect();
        assert!(extra.is_empty(), "{name} may not depend on {extra:?}");
    }
}

#[test]
fn every_crate_has_its_arrows() {
    let drawn: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).chain(["lab"]).collect();
    let graph = Graph::read();
    let undrawn: Vec<_> = graph.members.iter().filter(|name| !drawn.contains(name.as_str())).collect();
    assert!(undrawn.is_empty(), "draw the arrows of {undrawn:?} here and in ARCHITECTURE.md");
}

#[test]
fn pure_crates_cannot_reach_the_outside() {
    let graph = Graph::read();
    for name in PURE {
        let reached = graph.reached(name);
        let impure: Vec<_> = IMPURE.iter().filter(|other| reached.contains(**other)).collect();
        assert!(impure.is_empty(), "{name} must stay pure but reaches {impure:?}");
    }
}

/// The dependencies that end up in a build: not those of tests.
struct Graph {
    members: Vec<String>,
    /// Package id to its name and the ids of its dependencies.
    packages: BTreeMap<String, (String, Vec<String>)>,
}

impl Graph {
    fn read() -> Self {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"])
            .args(["--manifest-path", manifest])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let names: BTreeMap<&str, &str> = list(&metadata["packages"])
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let packages = list(&metadata["resolve"]["nodes"]).map(|node| {
            let built = list(&node["deps"])
                .filter(|dependency| list(&dependency["dep_kinds"]).any(|kind| kind["kind"] != "dev"))
                .map(|dependency| text(&dependency["pkg"]).to_owned());
            let id = text(&node["id"]);
            (id.to_owned(), (names[id].to_owned(), built.collect()))
        });
        let members = list(&metadata["workspace_members"]).map(|id| names[text(id)].to_owned());
        Self { packages: packages.collect(), members: members.collect() }
    }

    fn id(&self, name: &str) -> &str {
        let found = self.packages.iter().find(|(_, (other, _))| other == name);
        found.unwrap_or_else(|| panic!("no crate is called {name}")).0
    }

    fn dependencies(&self, name: &str) -> Vec<&str> {
        self.packages[self.id(name)].1.iter().map(|id| self.packages[id].0.as_str()).collect()
    }

    /// Names of everything that `name` depends on, directly or not.
    fn reached(&self, name: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut ahead = vec![self.id(name)];
        while let Some(id) = ahead.pop() {
            for id in &self.packages[id].1 {
                if reached.insert(self.packages[id].0.as_str()) {
                    ahead.push(id);
                }
            }
        }
        reached
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
