use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use sayso_page::{BodyModel, Hints, Page, read_html, read_html_with};
use serde::Deserialize;

use super::sets;
use crate::kits;

/// What a tool says stands on a page.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Answer {
    #[serde(default, rename = "articleBody")]
    pub(crate) body: String,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(crate) title: Vec<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(crate) author: Vec<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(crate) date: Vec<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    pub(crate) sitename: Vec<String>,
}

impl Answer {
    /// Runs the program on a page, with the address it was fetched from.
    pub(crate) fn of_program(page: &sets::Page) -> Result<Self> {
        Ok(Self::from(read_html(&page.bytes()?, &hints(page))))
    }

    /// The same with other trees to choose the body by.
    pub(crate) fn with_model(page: &sets::Page, model: &BodyModel) -> Result<Self> {
        Ok(Self::from(read_html_with(&page.bytes()?, &hints(page), model)))
    }
}

impl From<Page> for Answer {
    fn from(page: Page) -> Self {
        let article = page.article;
        Self {
            body: article.text,
            title: article.title.into_iter().collect(),
            author: article.bylines,
            // People annotated days as the outlets count them.
            date: page.published_day.into_iter().collect(),
            sitename: article.outlet.into_iter().map(|outlet| outlet.name).collect(),
        }
    }
}

fn hints(page: &sets::Page) -> Hints<'_> {
    Hints { url: page.url.as_deref(), ..Hints::default() }
}

/// Answers of a tool from a file with one JSON object a line, by page.
pub(crate) fn from_file(path: &Path) -> Result<HashMap<String, Answer>> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        #[serde(flatten)]
        answer: Answer,
    }
    Ok(kits::read_lines::<Line>(path)?.into_iter().map(|line| (line.id, line.answer)).collect())
}

fn one_or_many<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Vec<String>, D::Error> {
    Ok(sets::Values::deserialize(field)?.into())
}
