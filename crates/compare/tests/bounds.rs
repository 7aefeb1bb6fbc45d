//! Inputs of a size and kind that nobody means to give: they must come back, and soon.

use sayso_compare::compare;
use sayso_model::{Article, Kind, Reading, Span};

#[expect(dead_code, reason = "the compact notation is for the cases in `families`")]
mod notation;

/// An article that holds these quotations.
fn article(id: &str, quotations: &[String]) -> Reading {
    let mut reading = Reading {
        article: Article { id: id.into(), ..Article::default() },
        input: id.into(),
        ..Reading::default()
    };
    for (number, quotation) in quotations.iter().enumerate() {
        let start = reading.article.text.len();
        reading.article.text.push_str(&format!("“{quotation}”"));
        let span = Span::new(start, reading.article.text.len());
        reading.article.text.push_str(" said the mayor.\n\n");
        let source = notation::source(&mut reading, &format!("Ann Speaker{}", number % 50));
        notation::attribute(&mut reading, source, Kind::Direct, vec![span], span);
    }
    reading
}

#[test]
fn the_same_words_thousands_of_times() {
    let same = vec!["We cannot wait another winter for this bridge".to_owned(); 20_000];
    let comparison = compare(&[article("one", &same), article("two", &same)]);
    assert_eq!(comparison.families.len(), 50);
}

#[test]
fn thousands_of_wordings_of_the_same() {
    let quotations: Vec<String> = (0..4_000)
        .map(|number| format!("We cannot wait {number} winters for this bridge to {}", number / 7))
        .collect();
    let comparison = compare(&[article("one", &quotations), article("two", &quotations)]);
    assert!(!comparison.families.is_empty());
}

#[test]
fn a_quotation_as_long_as_a_book() {
    let book: String = (0..150_000).map(|word| format!("word{} ", word * 7919 % 1000)).collect();
    let dotted = "a.".repeat(200_000);
    let bracketed = "[".repeat(100_000);
    let quotations = [book, dotted, bracketed, "wait ".repeat(100_000), "“‘".repeat(50_000)];
    let comparison = compare(&[article("one", &quotations), article("two", &quotations)]);
    assert_eq!(comparison.articles.len(), 2);
}

#[test]
fn spans_that_do_not_fit_the_text() {
    let mut reading = article("one", &["Übergröße".to_owned()]);
    for span in [Span::new(3, 4), Span::new(900, 1000), Span::new(9, 2), Span::new(4, 5)] {
        for kind in [Kind::Direct, Kind::Indirect, Kind::Mixed] {
            let mut wrong = reading.clone();
            wrong.article.id = format!("{span:?}{kind:?}");
            wrong.attributions[0].content_spans = vec![span];
            wrong.attributions[0].inserted = vec![span];
            wrong.attributions[0].kind = kind;
            wrong.sentences[0].span = span;
            let _ = compare(&[wrong, reading.clone()]);
        }
    }
    reading.article.text.clear();
    let _ = compare(&[reading]);
    assert!(compare(&[]).articles.is_empty());
}
