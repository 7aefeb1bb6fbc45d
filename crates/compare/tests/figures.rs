//! Figures of invented articles set side by side: those of one thing are found, those that anything sets apart are left alone.

use std::fmt::Write as _;

use sayso_compare::compare;
use sayso_model::{Article, Comparison, Dated, Figure, Outlet, Precision, Reading, Sentence, Span, Voice};

/// A reading of `text`, a sentence a line, in which `[words|value|unit|counted]` are figures.
fn reading(outlet: &str, text: &str) -> Reading {
    let mut article = Article {
        id: outlet.into(),
        outlet: Some(Outlet { name: outlet.into(), domain: None, from: "test".into() }),
        language: Some("en".into()),
        published: Some(Dated { at: "2026-06-09".into(), precision: Precision::Day, from: "test".into() }),
        ..Article::default()
    };
    let mut figures = Vec::new();
    let mut sentences = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        let mut rest = line;
        while let Some((before, figure)) = rest.split_once('[') {
            let (figure, after) = figure.split_once(']').expect("a closing bracket");
            article.text.push_str(before);
            let [words, value, unit, of] = figure.split('|').collect::<Vec<_>>()[..] else {
                panic!("{figure}")
            };
            let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let span = Span::new(article.text.len(), article.text.len() + words.len());
            let approximate = ["about ", "at least "].into_iter().find(|sign| words.starts_with(sign));
            figures.push(Figure {
                text: words.into(),
                value: value.parse().ok(),
                unit: given(unit),
                of: given(of),
                approximate: approximate.map(|sign| sign.trim_end().into()),
                span,
                attribution: None,
            });
            article.text.push_str(words);
            rest = after;
        }
        article.text.push_str(rest);
        let span = Span::new(start, article.text.len());
        sentences.push(Sentence { span, voice: Voice::Own, attributions: vec![] });
    }
    Reading { input: format!("{outlet}.html"), article, figures, sentences, ..Reading::default() }
}

/// `three = / 4 ≠ / .`: the cells of each family, a line each.
fn shown(comparison: &Comparison) -> String {
    let mut shown = String::new();
    for family in &comparison.figures {
        let cells = family.coverage.iter().map(|coverage| {
            let cell = serde_json::to_value(coverage.cell).expect("a cell");
            let variants: Vec<&str> = coverage.variants.iter().map(|variant| variant.text.as_str()).collect();
            format!("{} {}", variants.join(", "), cell.as_str().unwrap_or_default()).trim().to_owned()
        });
        let _ = writeln!(shown, "{}: {}", family.clause, cells.collect::<Vec<_>>().join(" / "));
    }
    shown
}

fn compared(texts: &[&str]) -> String {
    let readings: Vec<Reading> =
        texts.iter().zip(["Ash", "Birch", "Cedar"]).map(|(text, outlet)| reading(outlet, text)).collect();
    shown(&compare(&readings))
}

#[test]
fn figures_of_one_thing_stand_in_one_row() {
    for (texts, expected) in [
        // the toll of one event, told in other words
        (
            &[
                "[Three|3||people] people were killed and [11|11||] were hurt when the roof of Corrow's market fell.",
                "[Four|4||people] people are dead and [at least 15|15||] injured after the roof of Corrow's market came down.",
                "[Three|3||people] people died and [11|11||others] others were injured when a part of Corrow's roof gave way.",
            ] as &[&str],
            "Three people were killed: Three same / Four differs / Three same\n\
             11 were hurt: 11 same / at least 15 differs / 11 same\n",
        ),
        (
            &[
                "The treaty would have opened [42 per cent|42|%|western banks] of the western banks to foreign boats.",
                "The treaty would have opened [24 per cent|24|%|western banks] of the western banks to foreign boats.",
            ],
            "The treaty would have opened 42 per cent of the western banks to foreign boats: 42 per cent same / 24 per cent differs\n",
        ),
        (
            &[
                "Turnout was [60.4 per cent|60.4|%|].",
                "Turnout was [64 per cent|64|%|].",
                "Turnout was [60 percent|60|%|].",
            ],
            "Turnout was 60.4 per cent: 60.4 per cent same / 64 per cent differs / 60 percent rounded\n",
        ),
        (
            &[
                "It serves [1.2 million|1200000||homes] homes.",
                "The board serves [2.1 million|2100000||homes] homes.",
            ],
            "It serves 1.2 million homes: 1.2 million same / 2.1 million differs\n",
        ),
        // a rare value needs no more than its unit
        (
            &[
                "Voters chose Tobias Beck by [412 votes|412|votes|].",
                "His victory hangs by [412 votes|412|votes|].",
            ],
            "Voters chose Tobias Beck by 412 votes: 412 votes same / 412 votes same\n",
        ),
        (
            &[
                "The hall was full.\nThe family had repaid the fund [about $60,000|60000|USD|].",
                "The family had repaid the fund [$61,250|61250|USD|].",
            ],
            "The family had repaid the fund about $60,000: about $60,000 same / $61,250 rounded\n",
        ),
        // the value that more articles bear out stands first, whoever came first
        (
            &[
                "The reservoirs stand at [83 per cent|83|%|] this week.",
                "The reservoirs stand at [38 per cent|38|%|] this week.",
                "The reservoirs stand at [38 per cent|38|%|] this week.",
            ],
            "The reservoirs stand at 38 per cent this week: 83 per cent differs / 38 per cent same / 38 per cent same\n",
        ),
    ] {
        assert_eq!(compared(texts), expected);
    }
}

#[test]
fn figures_that_something_sets_apart_are_not_said_to_differ() {
    for texts in [
        // other years, persons, parts, places
        ["Turnout was [60.4 per cent|60.4|%|].", "In 2022, turnout was [64 per cent|64|%|]."],
        ["Turnout was [60 per cent|60|%|].", "Turnout in Corrow was [64 per cent|64|%|]."],
        [
            "Beck won [52 per cent|52|%|vote] of the vote in the last round.",
            "Stutz won [48 per cent|48|%|vote] of the vote in the last round.",
        ],
        [
            "He won [52 per cent|52|%|vote] of the vote in the last round.",
            "She won [48 per cent|48|%|vote] of the vote in the last round.",
        ],
        [
            "The fund paid [$3 million|3000000|USD|] to the town in the first quarter.",
            "The fund paid [$5 million|5000000|USD|] to the town in the second quarter.",
        ],
        [
            "Unemployment in the valley rose from [3 per cent|3|%|].",
            "Unemployment in the valley rose to [5 per cent|5|%|].",
        ],
        ["Repairs cost [$42 million|42000000|USD|].", "Wages cost [$60 million|60000000|USD|]."],
        ["It costs [$42 million|42000000|USD|].", "It costs [$60 million|60000000|USD|]."],
        // a toll of before, of elsewhere, of some, or a mixed one
        [
            "[Three|3||people] people were killed when the roof of Corrow's market fell.",
            "[Two|2||people] people were killed when the roof of Corrow's market fell in 2019.",
        ],
        [
            "[Three|3||people] people were killed when a market roof fell in Corrow.",
            "[Five|5||people] people were killed when a market roof fell in Dunmere.",
        ],
        [
            "[Three|3||people] people were killed when the roof of Corrow's market fell.",
            "[Two|2||children] children were killed when the roof of Corrow's market fell.",
        ],
        [
            "[Three|3||people] people were killed when the roof of Corrow's market fell.",
            "[Fourteen|14||people] people were killed or injured when the roof of Corrow's market fell.",
        ],
        [
            "[Three|3||people] people were killed when the roof of Corrow's market fell.",
            "[Fourteen|14||people] people were killed and injured when the roof of Corrow's market fell.",
        ],
        ["The blaze killed [three|3||].", "[Five|5||people] people were killed when a train left the rails."],
        // an article that has both values tells of two things
        [
            "[Three|3||people] people were killed when the roof of Corrow's market fell.\n\
             Then [four|4||people] people were killed when the roof of Corrow's market fell.",
            "[Four|4||people] people were killed when the roof of Corrow's market fell.",
        ],
    ] {
        let found = compared(&texts);
        assert!(!found.contains("differs"), "{texts:?}\n{found}");
    }
}

#[test]
fn small_numbers_alone_are_no_agreement() {
    for texts in [
        ["The mayor has [two|2||sons] sons.", "The report names [two|2||firms] firms."],
        ["The vote took [three days|3|days|].", "The strike goes on for [three days|3|days|]."],
    ] {
        assert_eq!(compared(&texts), "");
    }
}
