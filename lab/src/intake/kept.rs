//! What the peers answered, kept as hashes: enough to tell whether we say the same, and no word of their documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::{archives, feeds, files};
use crate::measures::Measures;

/// A peer's answer on one document.
pub(super) struct Kept {
    pub(super) name: String,
    /// Whether the peer reads the document without complaint.
    pub(super) whole: bool,
    /// How many records the peer read; not counted of feeds.
    pub(super) parts: usize,
    pub(super) hash: String,
}

/// The beginning of the hash of an answer: two that differ share it once in 2^64.
pub(super) fn hash(answer: &str) -> String {
    Sha256::digest(answer).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn path(what: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(format!("{what}.tsv"))
}

/// Writes down the answers on `what`, each on a line: name, whether it is whole, parts, hash.
pub(super) fn write(what: &str, kept: &[Kept]) -> Result<()> {
    let line = |kept: &Kept| {
        let Kept { name, whole, parts, hash } = kept;
        format!("{name}\t{}\t{parts}\t{hash}\n", u8::from(*whole))
    };
    let path = path(what);
    std::fs::write(&path, kept.iter().map(line).collect::<String>())
        .with_context(|| format!("cannot write {}", path.display()))
}

fn read(what: &str) -> Result<BTreeMap<String, Kept>> {
    let path = path(what);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut kept = BTreeMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        ensure!(fields.len() == 4, "{} is not as expected: {line}", path.display());
        let one = Kept {
            name: fields[0].to_owned(),
            whole: fields[1] == "1",
            parts: fields[2].parse()?,
            hash: fields[3].to_owned(),
        };
        kept.insert(fields[0].to_owned(), one);
    }
    Ok(kept)
}

/// Reads the collections again and measures on how many documents we say what the peers said.
pub(crate) fn measure(kits: &Path, measures: &mut Measures) -> Result<()> {
    let mut feeds_alike = Share::default();
    let (mut others, kept) = (Share::default(), read("feeds")?);
    for (name, bytes) in files(&kits.join("conformance/feedparser-tests.tar.gz"))? {
        let Some(kept) = kept.get(&name) else { continue };
        let found = feeds::read(&name, &bytes)?;
        if kept.whole {
            feeds_alike.count(found.is_some_and(|found| hash(&found) == kept.hash));
        } else {
            others.count(found.is_some());
        }
    }
    let (mut archives_alike, kept) = (Share::default(), read("archives")?);
    for (name, bytes) in files(&kits.join("conformance/warcio-test-data.tar.gz"))? {
        let Some(kept) = kept.get(&name) else { continue };
        let most = if kept.whole { usize::MAX } else { kept.parts };
        archives_alike.count(hash(&archives::read(&bytes, most)?) == kept.hash);
    }
    measures.set("intake.feeds.alike", feeds_alike.of_all());
    measures.set("intake.feeds.compared", feeds_alike.all);
    measures.set("intake.feeds.others_answered", others.of_all());
    measures.set("intake.archives.alike", archives_alike.of_all());
    measures.set("intake.archives.compared", archives_alike.all);
    Ok(())
}

/// A share of documents.
#[derive(Default)]
struct Share {
    some: f64,
    all: f64,
}

impl Share {
    fn count(&mut self, is_one: bool) {
        self.all += 1.0;
        self.some += f64::from(u8::from(is_one));
    }

    /// From 0 to 1; 0 when there was nothing.
    fn of_all(&self) -> f64 {
        if self.all > 0.0 { self.some / self.all } else { 0.0 }
    }
}
