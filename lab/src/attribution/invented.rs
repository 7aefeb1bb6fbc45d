//! Reads the invented articles of `corpus/invented`, whose attributions are marked in the text itself: `[1 Holt] <1 said>
//! {1 the bridge would close}`, and a line for each of them after it: `1: Jana Holt; person; speech; via The Courier`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::document::{Annotated, Marked, Spans};

/// What a source may be, and how something may have been uttered, as the guidelines name it.
const KINDS: [&str; 8] =
    ["person", "organisation", "official", "outlet", "document", "anonymous", "group", "unknown"];
const ACTS: [&str; 4] = ["speech", "writing", "thought", "plan"];

/// The articles of every file in `folder`, in the order of the files' names.
///
/// # Errors
/// When a file cannot be read, or its marks make no sense: which, and where.
pub(super) fn load(folder: &Path) -> Result<Vec<Annotated>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let (mut articles, mut ids) = (Vec::new(), BTreeSet::new());
    for path in files {
        let whole = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for block in whole.split("\n# ") {
            let article = article(block.trim_start_matches("# "));
            let article = article.with_context(|| path.display().to_string())?;
            ensure!(ids.insert(article.id.clone()), "{}: {} is there twice", path.display(), article.id);
            articles.push(article);
        }
    }
    Ok(articles)
}

/// One article: its id, a line of its genre, the marked text, a line for each attribution.
fn article(block: &str) -> Result<Annotated> {
    let (id, rest) = block.split_once('\n').context("an article without a text")?;
    let mut attributions = BTreeMap::new();
    let mut text = String::new();
    for line in rest.lines() {
        if let Some((number, meaning)) = meaning(line) {
            attributions.insert(number, meaning.with_context(|| format!("{id}, {number}"))?);
        } else if !line.starts_with("Genre: ") {
            text.push_str(line);
            text.push('\n');
        }
    }
    let text = marks(text.trim(), &mut attributions).with_context(|| id.to_owned())?;
    for (number, marked) in &attributions {
        ensure!(!marked.content.is_empty(), "{id}, {number}: no words are marked as content");
    }
    let mut attributions: Vec<Marked> = attributions.into_values().collect();
    attributions.sort_by(|a, b| a.content.cmp(&b.content));
    Ok(Annotated { id: format!("invented-{id}"), text, attributions })
}

/// The number and the meaning that a line gives; none when it is one of the text.
fn meaning(line: &str) -> Option<(u32, Result<Marked>)> {
    let (number, rest) = line.split_once(": ")?;
    let number = number.parse().ok()?;
    Some((number, fields(rest)))
}

/// `speaker; source kind; act; via carrier, carrier`.
fn fields(line: &str) -> Result<Marked> {
    let fields: Vec<&str> = line.split(';').map(str::trim).collect();
    let [speaker, kind, act, carriers @ ..] = fields.as_slice() else {
        bail!("{line:?}: not `speaker; source kind; act`");
    };
    ensure!(KINDS.contains(kind), "{kind:?} is none of {KINDS:?}");
    ensure!(ACTS.contains(act), "{act:?} is none of {ACTS:?}");
    let named = *speaker != "-";
    ensure!(named || *kind == "unknown", "{kind}: only who is unknown has neither name nor description");
    let via = match carriers {
        [] => Vec::new(),
        [carriers] => {
            let carriers =
                carriers.strip_prefix("via ").with_context(|| format!("{carriers:?}: not `via …`"))?;
            carriers.split(", ").map(str::to_owned).collect()
        }
        _ => bail!("{line:?}: too many fields"),
    };
    Ok(Marked {
        speaker: named.then(|| (*speaker).to_owned()),
        source_kind: Some((*kind).to_owned()),
        act: Some((*act).to_owned()),
        via,
        ..Marked::default()
    })
}

/// Takes the marks out of a text and gives the attributions what they enclose, in code points.
fn marks(marked: &str, attributions: &mut BTreeMap<u32, Marked>) -> Result<String> {
    let mut text = String::with_capacity(marked.len());
    let (mut length, mut open) = (0, Vec::new());
    let mut rest = marked;
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        match first {
            '[' | '<' | '{' => {
                let (number, after) = rest.split_once(' ').context("a mark without its number")?;
                let number: u32 = number.parse().with_context(|| format!("{first}{number}: no number"))?;
                open.push((first, number, length));
                rest = after;
            }
            ']' | '>' | '}' => {
                let at =
                    || text.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect::<String>();
                let Some((opener, number, start)) = open.pop() else {
                    bail!("{first} after {:?} closes nothing", at());
                };
                let marked = attributions.get_mut(&number);
                let marked = marked.with_context(|| format!("{number} has no line after the text"))?;
                let spans: &mut Spans = match (opener, first) {
                    ('[', ']') => &mut marked.source,
                    ('<', '>') => &mut marked.cue,
                    ('{', '}') => &mut marked.content,
                    _ => bail!("{first} after {:?} closes {opener}{number}", at()),
                };
                let words: String = text.chars().skip(start).collect();
                let loose = words.is_empty() || words.starts_with(' ') || words.ends_with(' ');
                ensure!(!loose, "{opener}{number} {words:?} is empty, or begins or ends with a space");
                spans.push([start, length]);
            }
            other => {
                text.push(other);
                length += 1;
            }
        }
    }
    if let Some((opener, number, _)) = open.pop() {
        bail!("{opener}{number} is never closed");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans_in_code_points() {
        let block = "x-01\nGenre: wire\n\n{1 “Née,”} [1 Holt] <1 said>, {1 “[2 Osei] <2 hopes> {2 so}.”}\n\n\
                     1: Jana Holt; person; speech; via The Courier, Marl Wire\n2: -; unknown; thought\n";
        let read = article(block).unwrap();
        assert_eq!(read.text, "“Née,” Holt said, “Osei hopes so.”");
        let [first, second] = read.attributions.as_slice() else { panic!("{read:?}") };
        assert_eq!((&first.source, &first.cue), (&vec![[7, 11]], &vec![[12, 16]]));
        assert_eq!(first.content, [[0, 6], [18, 34]]);
        assert_eq!(first.via, ["The Courier", "Marl Wire"]);
        assert_eq!((second.content.as_slice(), &second.speaker), ([[30, 32]].as_slice(), &None));
    }

    #[test]
    fn every_article_makes_sense() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/invented");
        let articles = load(&folder).unwrap();
        assert!(articles.len() > 100, "the articles are gone");
        for Annotated { id, text, attributions } in &articles {
            assert!(text.split_whitespace().count() > 100, "{id} is short");
            assert!(
                attributions.iter().all(|one| !one.cue.is_empty() || !one.source.is_empty()),
                "{id}: no cue"
            );
        }
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        let told = |text: &str| {
            format!("{:#}", article(&format!("x\n{text}\n\n1: A; person; speech\n")).unwrap_err())
        };
        assert!(told("{1 a").contains("never closed"));
        assert!(told("{1 a>").contains("closes {1"));
        assert!(told("a] b").contains("closes nothing"));
        assert!(told("{2 a}").contains("2 has no line"));
        assert!(told("{one a}").contains("no number"));
        assert!(told("[1 a]").contains("no words are marked"));
        assert!(told("{1 a }").contains("ends with a space"));
        let meant = |line: &str| format!("{:#}", article(&format!("x\n{{1 a}}\n\n1: {line}\n")).unwrap_err());
        assert!(meant("A; person").contains("not `speaker"));
        assert!(meant("A; persons; speech").contains("none of"));
        assert!(meant("-; person; speech").contains("only who is unknown"));
        assert!(meant("A; person; speech; by B").contains("not `via"));
    }
}
