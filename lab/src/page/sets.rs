use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::Deserialize;

use crate::kits;

/// A set of pages with what stands on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Set {
    /// 421 news pages of 211 outlets.
    Naeb,
    /// 990 pages in many languages, with segments that belong to the body or do not.
    Traf,
    /// 788 article pages.
    #[value(name = "wcxb_dev")]
    WcxbDev,
    /// 500 pages with their date.
    #[value(name = "htmldate_dev")]
    HtmldateDev,
}

impl Set {
    pub(crate) const ALL: [Self; 4] = [Self::Naeb, Self::Traf, Self::WcxbDev, Self::HtmldateDev];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Naeb => "naeb",
            Self::Traf => "traf",
            Self::WcxbDev => "wcxb_dev",
            Self::HtmldateDev => "htmldate_dev",
        }
    }
}

/// One page and what stands on it.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) id: String,
    pub(crate) url: Option<String>,
    pub(crate) file: PathBuf,
    pub(crate) truth: Truth,
}

impl Page {
    /// The page as it was served.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>> {
        kits::read(&self.file)
    }
}

/// What people wrote down about a page. A field that is absent was not looked at; one that is empty is not on the page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Truth {
    #[serde(rename = "articleBody")]
    pub(crate) body: Option<String>,
    pub(crate) with: Option<Vec<String>>,
    pub(crate) without: Option<Vec<String>>,
    #[serde(default, deserialize_with = "looked_at")]
    pub(crate) title: Option<Vec<String>>,
    #[serde(default, deserialize_with = "looked_at")]
    pub(crate) author: Option<Vec<String>>,
    #[serde(default, deserialize_with = "looked_at")]
    pub(crate) date: Option<Vec<String>>,
    #[serde(default, deserialize_with = "looked_at")]
    pub(crate) sitename: Option<Vec<String>>,
}

/// One value, several, or none: how files write a field.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Values {
    None,
    One(String),
    Many(Vec<String>),
}

impl From<Values> for Vec<String> {
    fn from(values: Values) -> Self {
        match values {
            Values::None => Self::new(),
            Values::One(value) => vec![value],
            Values::Many(values) => values,
        }
    }
}

/// A field that is there, even when it holds nothing.
fn looked_at<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Option<Vec<String>>, D::Error> {
    Ok(Some(Values::deserialize(field)?.into()))
}

#[derive(Deserialize)]
struct Entry {
    file: String,
    url: Option<String>,
}

/// Every `every`th page of a set, by the order of the ids.
pub(crate) fn load(kits: &Path, set: Set, every: usize) -> Result<Vec<Page>> {
    let folder = kits.join("extract/sets").join(set.name());
    let truth_path = folder.join("truth.json");
    // Written by Python, which has a word for a missing number that JSON does not have.
    let truth = String::from_utf8_lossy(&kits::read(&truth_path)?).replace(": NaN", ": null");
    let truths: BTreeMap<String, Truth> = serde_json::from_str(&truth)
        .with_context(|| format!("{} is not the JSON expected", truth_path.display()))?;
    let mut index: BTreeMap<String, Entry> = kits::read_json(&folder.join("index.json"))?;
    let pages = truths.into_iter().step_by(every.max(1)).map(|(id, truth)| {
        let entry =
            index.remove(&id).with_context(|| format!("{}: {id} has no page", truth_path.display()))?;
        Ok(Page { id, url: entry.url, file: folder.join(entry.file), truth })
    });
    pages.collect()
}
