use std::collections::{HashMap, HashSet};

use sayso_model::Span;

use super::words::{Stems, folded, folded_words, has_accents, words};
use crate::query::{Field, Query, Term};

/// Finds in a text what a query looks for, by the same rules by which the index finds the text.
pub(super) struct Matcher {
    stems: HashSet<String>,
    exact: HashSet<String>,
    prefixes: Vec<String>,
    phrases: Vec<(Vec<String>, u32)>,
    stemmer: Stems,
}

/// A word of a text.
struct Word {
    span: Span,
    folded: String,
}

impl Matcher {
    /// The most words of a phrase that are looked at: longer ones are recognised by their beginning.
    const LONGEST_PHRASE: usize = 64;

    /// For the terms of `query` in the fields that `wanted` names, in a library that has `languages`.
    pub(super) fn new(query: &Query, languages: &[String], wanted: impl Fn(Field) -> bool) -> Self {
        let mut matcher = Self {
            stems: HashSet::new(),
            exact: HashSet::new(),
            prefixes: Vec::new(),
            phrases: Vec::new(),
            stemmer: Stems::new(),
        };
        query.wanted_terms(&mut |field, term| {
            if wanted(field) {
                matcher.want(term, languages);
            }
        });
        matcher
    }

    fn want(&mut self, term: &Term, languages: &[String]) {
        let (words, slop) = match term {
            Term::Word(word) => (folded_words(word), 0),
            Term::Phrase { words, slop } => (folded_words(&words.join(" ")), *slop),
            Term::Prefix(word) => {
                self.prefixes.extend(folded_words(word).pop());
                return;
            }
        };
        match (&words[..], term) {
            ([], _) => {}
            ([only], Term::Word(word)) => {
                if has_accents(languages) {
                    self.exact.insert(only.clone());
                }
                for language in languages {
                    self.stems.insert(self.stemmer.of(word, Some(language)));
                }
            }
            ([only], _) => {
                self.exact.insert(only.clone());
            }
            (several, _) => {
                let several = &several[..several.len().min(Self::LONGEST_PHRASE)];
                self.phrases.push((several.to_vec(), slop));
            }
        }
    }

    /// Where it stands in `pieces` of `text`, which are read as one: spans in bytes, in order, none overlapping.
    pub(super) fn matches(&mut self, text: &str, language: Option<&str>, pieces: &[Span]) -> Vec<Span> {
        let pieces = pieces.iter().filter_map(|piece| Some((piece.start, text.get(piece.range())?)));
        let words: Vec<Word> = pieces
            .flat_map(|(start, piece)| {
                words(piece).map(move |range| Word {
                    folded: folded(&piece[range.clone()]).into_owned(),
                    span: Span::new(start + range.start, start + range.end),
                })
            })
            .collect();
        let mut found: Vec<Span> = Vec::new();
        let mut stem = String::new();
        let mut stemmer = self.stemmer.of_language(language);
        for word in &words {
            stem.clear();
            stemmer.push(&text[word.span.range()], &mut stem);
            let is_wanted = self.stems.contains(&stem)
                || self.exact.contains(&word.folded)
                || self.prefixes.iter().any(|prefix| word.folded.starts_with(&**prefix));
            if is_wanted {
                found.push(word.span);
            }
        }
        for (phrase, slop) in &self.phrases {
            match slop {
                0 => in_sequence(phrase, &words, &mut found),
                slop => in_reach(phrase, *slop as usize, &words, &mut found),
            }
        }
        united(found)
    }
}

/// Finds `phrase` word by word.
fn in_sequence(phrase: &[String], words: &[Word], found: &mut Vec<Span>) {
    for window in words.windows(phrase.len()) {
        if window.iter().map(|word| &word.folded).eq(phrase) {
            // Pieces may lie apart: each word has its own span, and neighbours are united afterwards.
            found.extend(window.iter().map(|word| word.span));
        }
    }
}

/// Finds the words of `phrase` with at most `slop` others between them, in any order.
fn in_reach(phrase: &[String], slop: usize, words: &[Word], found: &mut Vec<Span>) {
    let mut missing: HashMap<&str, isize> = HashMap::new();
    for word in phrase {
        *missing.entry(word).or_default() += 1;
    }
    let members: Vec<(usize, &Word)> =
        words.iter().enumerate().filter(|(_, word)| missing.contains_key(&*word.folded)).collect();
    let (mut first, mut marked, mut open) = (0, 0, phrase.len());
    for (last, (at, word)) in members.iter().enumerate() {
        let count = missing.entry(&word.folded).or_default();
        open -= usize::from(*count > 0);
        *count -= 1;
        while at - members[first].0 >= phrase.len() + slop {
            let count = missing.entry(&members[first].1.folded).or_default();
            *count += 1;
            open += usize::from(*count > 0);
            first += 1;
        }
        if open == 0 {
            found.extend(members[first.max(marked)..=last].iter().map(|(_, word)| word.span));
            marked = last + 1;
        }
    }
}

/// Spans in order, those that touch or overlap made one.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    let mut united: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match united.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => united.push(span),
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn marked(query: &str, text: &str) -> String {
        let query = parse(query).unwrap();
        let mut matcher = Matcher::new(&query, &["en".to_owned(), "de".to_owned()], |_| true);
        let mut out = String::new();
        let mut at = 0;
        for span in matcher.matches(text, Some("en"), &[Span::new(0, text.len())]) {
            out.push_str(&text[at..span.start]);
            out.push_str(&format!("[{}]", span.of(text)));
            at = span.end;
        }
        out + &text[at..]
    }

    #[test]
    fn what_was_looked_for_is_found() {
        for (query, expected) in [
            ("wait", "We cannot [wait]; Müller [waited] for “another winter”."),
            ("\"wait\"", "We cannot [wait]; Müller waited for “another winter”."),
            ("muller", "We cannot wait; [Müller] waited for “another winter”."),
            ("wint*", "We cannot wait; Müller waited for “another [winter]”."),
            ("\"another winter\"", "We cannot wait; Müller waited for “[another] [winter]”."),
            ("\"winter another\"", "We cannot wait; Müller waited for “another winter”."),
            ("\"wait another\"~2", "We cannot wait; Müller waited for “another winter”."),
            ("\"wait another\"~3", "We cannot [wait]; Müller waited for “[another] winter”."),
            ("cannot -winter", "We [cannot] wait; Müller waited for “another winter”."),
            ("date:2026", "We cannot wait; Müller waited for “another winter”."),
        ] {
            assert_eq!(
                marked(query, "We cannot wait; Müller waited for “another winter”."),
                expected,
                "{query}"
            );
        }
        assert_eq!(marked("\"a b a\"~1", "a x b a x a"), "[a] x [b] [a] x [a]");
        assert_eq!(marked("\"a b a\"~1", "a x x b a"), "a x x b a");
    }
}
