//! The text in the state from which a framework's script makes the page.

use super::{FEWEST, paragraphs};
use crate::dates::fold;
use crate::json::{self, Value};

/// Members that hold the headline of a story, and its text.
const TITLES: &[&str] = &["headline", "title"];
const TEXTS: &[&str] =
    &["articleBody", "body", "content", "html", "text", "elements", "paragraphs", "blocks"];

/// Members that hold the words of a headline, a text or a part of it.
const WORDS: &[&str] = &["rendered", "basic", "html", "content", "text"];

/// How deep the story may lie, and how many values are looked at.
const DEEPEST: usize = 16;
const MOST: usize = 20_000;

/// The paragraphs of the story with this title, none when it is not there.
pub(super) fn text(script: &str, title: &str) -> Vec<String> {
    let title = letters(title);
    let mut left = MOST;
    json::parse(script).iter().find_map(|value| story(value, &title, 0, &mut left)).unwrap_or_default()
}

/// The text of the first object with the title and enough words.
fn story(value: &Value, title: &str, depth: usize, left: &mut usize) -> Option<Vec<String>> {
    if depth > DEEPEST || *left == 0 {
        return None;
    }
    *left -= 1;
    match value {
        Value::Array(values) => values.iter().find_map(|value| story(value, title, depth + 1, left)),
        Value::Object(members) => own_text(value, title)
            .or_else(|| members.iter().find_map(|(_, value)| story(value, title, depth + 1, left))),
        _ => None,
    }
}

fn own_text(object: &Value, title: &str) -> Option<Vec<String>> {
    let named = TITLES.iter().find_map(|name| words(object.get(name)?)).map(letters)?;
    // The page's title has the outlet's name beside that of the story.
    if named.is_empty() || !(title.contains(&named)) {
        return None;
    }
    let texts = TEXTS.iter().filter_map(|name| object.get(name));
    texts.map(parts).find(|text| text.iter().map(|part| part.split(' ').count()).sum::<usize>() >= FEWEST)
}

/// The paragraphs in one value: a text, or a list of parts, of which those that are no text have no words of their own.
fn parts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(parts) => parts.iter().filter_map(words).flat_map(paragraphs).collect(),
        other => words(other).map(paragraphs).unwrap_or_default(),
    }
}

/// The words that a value has: its own, or those of the member that holds them.
fn words<'v>(value: &'v Value) -> Option<&'v str> {
    match value {
        Value::Object(_) => WORDS.iter().find_map(|name| value.get(name)?.text()),
        other => other.text(),
    }
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}
