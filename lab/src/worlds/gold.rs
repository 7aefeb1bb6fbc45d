use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::attribution::{Annotated, FigureGiven, Gold, Marked, Meaning, Spans};
use crate::kits;

/// One invented event, told by several outlets, with everything that is true of their articles.
#[derive(Debug, Deserialize)]
pub(crate) struct World {
    #[serde(skip)]
    pub(crate) folder: PathBuf,
    pub(crate) world: String,
    pub(crate) documents: Vec<Document>,
    pub(crate) families: Vec<Family>,
    #[serde(default)]
    pub(crate) copies: Vec<Copy>,
}

/// One article of a world.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    pub(crate) file: String,
    pub(crate) outlet: String,
    pub(crate) title: String,
    pub(crate) standfirst: Option<String>,
    pub(crate) bylines: Vec<String>,
    pub(crate) credited_to: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) cut_off: Option<String>,
    /// Its blocks, in order.
    body: Vec<String>,
    attributions: Vec<Attribution>,
    #[serde(default)]
    pub(crate) not_attributed: Vec<NotAttributed>,
    #[serde(default)]
    pub(crate) citations: Vec<Citation>,
    #[serde(default)]
    figures: Vec<Figure>,
    #[serde(default)]
    pub(crate) headline: Vec<HeadlineQuotation>,
}

#[derive(Debug, Deserialize)]
struct Attribution {
    id: String,
    kind: String,
    act: String,
    speaker: Option<String>,
    source_kind: String,
    via: Vec<String>,
    #[serde(default)]
    source: Vec<Snippet>,
    #[serde(default)]
    cue: Vec<Snippet>,
    content: Vec<Snippet>,
}

/// Words in quotation marks that nobody uttered.
#[derive(Debug, Deserialize)]
pub(crate) struct NotAttributed {
    #[serde(flatten)]
    pub(crate) words: Snippet,
}

/// A work the article leans on.
#[derive(Debug, Deserialize)]
pub(crate) struct Citation {
    pub(crate) name: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) date: Option<String>,
    mention: Snippet,
}

#[derive(Debug, Deserialize)]
struct Figure {
    speaker: Option<String>,
    r#where: Snippet,
}

/// A quotation in the headline and how it stands in the body.
#[derive(Debug, Deserialize)]
pub(crate) struct HeadlineQuotation {
    pub(crate) text: String,
    pub(crate) how: String,
}

/// Words in one paragraph, counted from 1, and which of their occurrences there, counted from 1.
#[derive(Debug, Deserialize)]
pub(crate) struct Snippet {
    pub(crate) text: String,
    paragraph: usize,
    occurrence: Option<usize>,
}

/// Every appearance of one utterance.
#[derive(Debug, Deserialize)]
pub(crate) struct Family {
    pub(crate) id: String,
    pub(crate) spoken: String,
    pub(crate) first: Option<String>,
    pub(crate) coverage: Vec<Cell>,
}

/// What one outlet has of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Cell {
    pub(crate) file: String,
    pub(crate) cell: String,
    pub(crate) wording: Option<String>,
    pub(crate) speaker: Option<String>,
}

/// An article that repeats another.
#[derive(Debug, Deserialize)]
pub(crate) struct Copy {
    pub(crate) copy: String,
    pub(crate) of: String,
}

/// Every world in a folder: one folder each, with its `gold.json`.
pub(crate) fn load(folder: &Path) -> Result<Vec<World>> {
    let mut worlds = Vec::new();
    for path in kits::files_in(folder)? {
        let gold = path.join("gold.json");
        if gold.is_file() {
            let mut world: World = kits::read_json(&gold)?;
            world.folder = path;
            worlds.push(world);
        }
    }
    if worlds.is_empty() {
        bail!("{} holds no world (a folder with a gold.json)", folder.display());
    }
    Ok(worlds)
}

impl World {
    /// The path of one of its files, as the program is given it.
    pub(crate) fn path(&self, file: &str) -> String {
        self.folder.join(file).display().to_string()
    }
}

impl Document {
    /// The body as one text.
    pub(crate) fn text(&self) -> String {
        self.body.join("\n\n")
    }

    /// Everything that is true of the article's attributions, with spans into [`Document::text`].
    pub(crate) fn gold(&self) -> Result<Gold> {
        let spans = |snippets: &[Snippet]| -> Result<Spans> {
            let mut spans = snippets.iter().map(|one| self.find(one)).collect::<Result<Spans>>()?;
            spans.sort_unstable();
            Ok(spans)
        };
        let mark = |one: &Attribution| -> Result<Marked> {
            Ok(Marked {
                source: spans(&one.source)?,
                cue: spans(&one.cue)?,
                content: spans(&one.content)?,
                kind: Some(one.kind.clone()),
                act: Some(one.act.clone()),
                speaker: one.speaker.clone(),
                source_kind: Some(one.source_kind.clone()),
                via: one.via.clone(),
                confidence: None,
            })
        };
        let attributions = self
            .attributions
            .iter()
            .map(|one| mark(one).with_context(|| format!("{}, {}", self.file, one.id)));
        let figure = |one: &Figure| -> Result<FigureGiven> {
            Ok(FigureGiven { span: self.find(&one.r#where)?, speaker: one.speaker.clone() })
        };
        Ok(Gold {
            document: Annotated {
                id: self.file.clone(),
                text: self.text(),
                attributions: attributions.collect::<Result<_>>()?,
            },
            meaning: Some(Meaning {
                sentences: Spans::new(),
                voice: Vec::new(),
                citations: self.citations.iter().map(|one| self.find(&one.mention)).collect::<Result<_>>()?,
                figures: self.figures.iter().map(figure).collect::<Result<_>>()?,
            }),
            outlet: None,
            held_out: false,
        })
    }

    /// Where a snippet stands in [`Document::text`], in code points.
    pub(crate) fn find(&self, snippet: &Snippet) -> Result<[usize; 2]> {
        let index = snippet.paragraph.checked_sub(1);
        let paragraph = index
            .and_then(|index| self.body.get(index))
            .with_context(|| format!("{}: there is no paragraph {}", self.file, snippet.paragraph))?;
        let (byte, _) = paragraph
            .match_indices(&snippet.text)
            .nth(snippet.occurrence.unwrap_or(1).saturating_sub(1))
            .with_context(|| {
                format!("{}: ‘{}’ is not in paragraph {}", self.file, snippet.text, snippet.paragraph)
            })?;
        let before: usize =
            self.body[..snippet.paragraph - 1].iter().map(|text| text.chars().count() + 2).sum();
        let start = before + paragraph[..byte].chars().count();
        Ok([start, start + snippet.text.chars().count()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_found_by_paragraph_and_occurrence() -> Result<()> {
        let document: Document = serde_json::from_value(serde_json::json!({
            "file": "a.html", "outlet": "Daily Ledger", "title": "Tolls", "standfirst": null, "bylines": [],
            "credited_to": [], "published": null, "modified": null, "cut_off": null,
            "body": ["Été.", "The toll: the toll."], "attributions": []
        }))?;
        let at = |text: &str, paragraph, occurrence| {
            document.find(&Snippet { text: text.to_owned(), paragraph, occurrence })
        };
        assert_eq!(at("toll", 2, Some(2))?, [20, 24]);
        assert_eq!(document.text().chars().skip(20).take(4).collect::<String>(), "toll");
        assert!(at("toll", 1, None).is_err());
        assert!(at("toll", 0, None).is_err());
        Ok(())
    }
}
