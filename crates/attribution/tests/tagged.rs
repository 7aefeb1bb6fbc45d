//! How the transformer's statements are weighed with what the rules found.
#![allow(clippy::unwrap_used, reason = "what helps a test is a test")]

use sayso_attribution::{Statement, attribute, attribute_statements};
use sayso_language::analyse;
use sayso_model::{Act, Article, Effort, Reading, SourceKind, Span};

/// No rule knows what the board does here.
const GRUMBLED: &str = "The Orrin board bristled on Monday that costs had doubled in a year.";
const QUOTED: &str = "“We cannot wait another winter,” Jana Holt said on Tuesday.";

fn article(text: &str) -> Article {
    Article { text: text.to_owned(), ..Article::default() }
}

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn statement(text: &str, source: &str, cue: &str, content: &str, chance: f32) -> Statement {
    let spans = |words: &str| if words.is_empty() { Vec::new() } else { vec![span(text, words)] };
    Statement {
        anchor: span(text, cue),
        source: spans(source),
        cue: spans(cue),
        content: spans(content),
        act: Act::Speech,
        kind: SourceKind::Person,
        chance,
        clarity: 0.9,
    }
}

fn read(text: &str, statements: &[Statement]) -> Reading {
    let article = article(text);
    let analysis = analyse(&article);
    attribute_statements(article, &analysis, statements)
}

/// Source, cue and content of each attribution.
fn parts(reading: &Reading) -> Vec<[String; 3]> {
    let text = &reading.article.text;
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
    let of = |one: &sayso_model::Attribution| {
        [words(&one.source_spans), words(&one.cue_spans), words(&one.content_spans)]
    };
    reading.attributions.iter().map(of).collect()
}

#[test]
fn a_clear_statement_stands_without_a_rule_and_a_faint_one_does_not() {
    let content = "that costs had doubled in a year";
    let with = |chance| {
        let found = statement(GRUMBLED, "The Orrin board", "bristled", content, chance);
        parts(&read(GRUMBLED, &[found]))
    };
    assert_eq!(with(0.9), [["The Orrin board", "bristled", content]]);
    assert!(with(0.2).is_empty());
}

#[test]
fn a_statement_that_cuts_words_or_marks_is_widened_to_them() {
    let text = "The board bristled that the plan was “a bridge to nowhere at all” on Monday.";
    let found = statement(text, "The boar", "bristle", "the plan was “a bridge to nowhere", 0.9);
    assert_eq!(
        parts(&read(text, &[found])),
        [["The board", "bristled", "the plan was “a bridge to nowhere at all”"]]
    );
}

#[test]
fn quotations_that_the_transformer_misses_stay() {
    let fast = attribute(article(QUOTED), &analyse(&article(QUOTED)));
    let accurate = read(QUOTED, &[]);
    assert_eq!(parts(&accurate), parts(&fast));
    assert_eq!((fast.analysis, accurate.analysis), (Effort::Fast, Effort::Accurate));
}

#[test]
fn quotation_marks_say_where_a_quotation_ends_and_rules_lend_a_missing_source() {
    let found = statement(QUOTED, "", "said", "“We cannot wait", 0.9);
    assert_eq!(parts(&read(QUOTED, &[found])), [["Jana Holt", "said", "“We cannot wait another winter,”"]]);
}
