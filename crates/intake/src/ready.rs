use sayso_model::Diagnostic;
use serde_json::{Map, Value};

use crate::list::is_address;
use crate::{InputFault, language};

/// An article whose text somebody already cut out: one object of JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadyArticle {
    /// `id`; a number becomes its digits.
    pub id: Option<String>,
    /// `title` or `headline`.
    pub title: Option<String>,
    /// `text`, exactly as it was given, so that positions in it hold.
    pub text: String,
    /// `url` or `link`: where the article stands.
    pub url: Option<String>,
    /// `canonical_url`.
    pub canonical_url: Option<String>,
    /// `outlet`, `publisher`, `site`, `site_name`, `sitename` or `source`: a name, or an object
    /// with one.
    pub outlet: Option<String>,
    /// `bylines`, `byline`, `authors` or `author`: a string, an object with a name, or a list of them.
    pub bylines: Vec<String>,
    /// `published`, `published_at`, `date_published`, `date` or `pubdate`, as written.
    pub published: Option<String>,
    /// `modified`, `modified_at`, `date_modified` or `updated`, as written.
    pub modified: Option<String>,
    /// `language` or `lang`, as a BCP 47 tag; none when it says that it is not known.
    pub language: Option<String>,
    /// `standfirst`, `description` or `summary`.
    pub standfirst: Option<String>,
    /// Fields that were there but could not be used.
    pub diagnostics: Vec<Diagnostic>,
}

impl ReadyArticle {
    /// Reads an article from a JSON value. Unknown fields are ignored; a known one of a type that
    /// makes no sense is left out with a diagnostic.
    ///
    /// # Errors
    /// When the value is not an object with a string `text`.
    pub(crate) fn from_json(value: Value) -> Result<Self, InputFault> {
        let not_an_article = |why: &str| InputFault::NotAnArticle { why: why.to_owned() };
        let Value::Object(object) = value else {
            return Err(not_an_article("it is not an object"));
        };
        let mut fields = Fields { object, diagnostics: Vec::new() };
        let text = match fields.object.remove("text") {
            Some(Value::String(text)) => text,
            Some(_) => return Err(not_an_article("its \"text\" is not a string")),
            None => return Err(not_an_article("it has no \"text\"")),
        };
        if text.trim().is_empty() {
            fields.diagnostics.push(Diagnostic::new("text_empty", "the text is empty"));
        }
        Ok(Self {
            id: fields.one(&["id"]),
            title: fields.one(&["title", "headline"]),
            text,
            url: fields.address(&["url", "link"]),
            canonical_url: fields.address(&["canonical_url"]),
            outlet: fields.one(&["outlet", "publisher", "site", "site_name", "sitename", "source"]),
            bylines: fields.list(&["bylines", "byline", "authors", "author"]),
            published: fields.one(&["published", "published_at", "date_published", "date", "pubdate"]),
            modified: fields.one(&["modified", "modified_at", "date_modified", "updated"]),
            language: fields.one(&["language", "lang"]).and_then(|language| language::tag(&language)),
            standfirst: fields.one(&["standfirst", "description", "summary"]),
            diagnostics: fields.diagnostics,
        })
    }
}

/// The fields of an object, taken out one after the other.
struct Fields {
    object: Map<String, Value>,
    diagnostics: Vec<Diagnostic>,
}

impl Fields {
    /// The first of several names that holds anything, as one string.
    fn one(&mut self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| match self.object.remove(*name)? {
            Value::Array(values) if values.len() == 1 => {
                values.into_iter().find_map(|value| self.string(name, value))
            }
            value => self.string(name, value),
        })
    }

    /// As `one`, of what must be an address: a part of one would be taken for the same in other outlets' articles.
    fn address(&mut self, names: &[&str]) -> Option<String> {
        let written = self.one(names)?;
        // Many leave `https://` out.
        let is_bare = |address: &str| {
            let host = address.split_once('/').map(|(host, _)| host);
            host.is_some_and(|host| host.contains('.') && !host.starts_with('.'))
        };
        if is_address(&written) || is_bare(&written) {
            return Some(written);
        }
        let message = format!("\"{}\" is no address and was left out: {written}", names[0]);
        self.diagnostics.push(Diagnostic::new("field_unusable", message));
        None
    }

    /// The first of several names that holds anything, as strings.
    fn list(&mut self, names: &[&str]) -> Vec<String> {
        let found = names.iter().find_map(|name| {
            let strings = match self.object.remove(*name)? {
                Value::Array(values) => {
                    values.into_iter().filter_map(|value| self.string(name, value)).collect()
                }
                value => Vec::from_iter(self.string(name, value)),
            };
            (!strings.is_empty()).then_some(strings)
        });
        found.unwrap_or_default()
    }

    /// A value as a string without white space around it, or none when there is nothing in it. Our own
    /// dates and outlets are objects, and so are those of schema.org: they are read by what names them.
    fn string(&mut self, name: &str, value: Value) -> Option<String> {
        let string = match value {
            Value::Null => None,
            Value::String(string) => Some(string.trim().to_owned()),
            Value::Number(number) if name == "id" => Some(number.to_string()),
            Value::Object(mut object) => match object.remove("name").or_else(|| object.remove("at")) {
                Some(Value::String(string)) => Some(string.trim().to_owned()),
                _ => self.unusable(name),
            },
            _ => self.unusable(name),
        };
        string.filter(|string| !string.is_empty())
    }

    fn unusable(&mut self, name: &str) -> Option<String> {
        self.diagnostics
            .push(Diagnostic::new("field_unusable", format!("\"{name}\" is not text and was left out")));
        None
    }
}
