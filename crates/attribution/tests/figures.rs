//! Quantities of invented sentences: as written, value and unit.

use sayso_model::Article;

fn figures(text: &str) -> Vec<String> {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let analysis = sayso_language::analyse(&article);
    let reading = sayso_attribution::attribute(article, &analysis);
    for figure in &reading.figures {
        assert_eq!(figure.text, &text[figure.span.range()], "{text}");
    }
    let shown = |value: Option<f64>| {
        value.map_or_else(|| "?".to_owned(), |value| ((value * 1e6).round() / 1e6).to_string())
    };
    reading
        .figures
        .iter()
        .map(|figure| {
            let unit = figure.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
            format!("{}={}{unit}", figure.text, shown(figure.value))
        })
        .collect()
}

#[test]
fn quantities_are_read_with_their_unit() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("The new gate will cost $42 million.", &["$42 million=42000000 USD"] as &[&str]),
        ("It cost about US$1.5 billion in all.", &["about US$1.5 billion=1500000000 USD"]),
        ("They paid SEK9 million for it.", &["SEK9 million=9000000 SEK"]),
        ("The prize is worth half a million US dollars.", &["half a million US dollars=500000 USD"]),
        ("The library paid €3.2m for it.", &["€3.2m=3200000 EUR"]),
        ("Some 61 percent of visitors came.", &["Some 61 percent=61 %"]),
        ("Between 10–15% of members own a boat.", &["10–15%=? %"]),
        ("More than 3,000 people left.", &["More than 3,000=3000"]),
        ("No more than 3,000 people left.", &["No more than 3,000=3000"]),
        ("No fewer than 12 people left.", &["No fewer than 12=12"]),
        (
            "A hundred and eighteen millimetres fell in two days.",
            &["A hundred and eighteen millimetres=118 mm", "two days=2 days"],
        ),
        ("It moved a quarter of a millimetre.", &["a quarter of a millimetre=0.25 mm"]),
        ("The ride took a quarter of an hour.", &["a quarter of an hour=0.25 h"]),
        ("Water stood half a metre below the crest.", &["half a metre=0.5 m"]),
        ("Two-thirds of the members agreed.", &["Two-thirds=0.666667"]),
        ("He served a six-year term in a ten-storey building.", &["six-year=6 years", "ten-storey=10"]),
        ("The village is 70 miles (112 km) north of Arden.", &["70 miles=70 mi"]),
        ("His time was 1 hour 59 minutes 40.2 seconds.", &["1 hour 59 minutes 40.2 seconds=1.9945 h"]),
        ("She is six feet five inches tall.", &["six feet five inches=6.416667 ft"]),
        ("Her time was 2:03:38.", &["2:03:38=7418 s"]),
        ("Winds of 157 miles per hour were measured.", &["157 miles per hour=157 mi/h"]),
        ("They searched 160 square miles of sea.", &["160 square miles=160 mi²"]),
        ("At 450°F the oven is hot.", &["450°F=450 °F"]),
        ("The board voted 9 to 4.", &["9=9", "4=4"]),
        ("Seventeen out of 18 districts fell.", &["Seventeen out of 18=0.944444"]),
        ("Hundreds of thousands of people marched.", &["Hundreds of thousands=?"]),
        (
            "A few hundred people came and several thousand stayed away.",
            &["A few hundred=?", "several thousand=?"],
        ),
        ("The fire killed twelve and injured one.", &["twelve=12", "one=1"]),
        (
            "Twenty-four workers of three hundred and six left.",
            &["Twenty-four=24", "three hundred and six=306"],
        ),
        ("It took two and a half years.", &["two and a half years=2.5 years"]),
        ("An hour and a half passed.", &["An hour and a half=1.5 h"]),
    ] {
        let found = figures(text);
        if found != expected {
            wrong.push(format!("{text}\n  {found:?}\n  {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_that_state_no_quantity_are_left_out() {
    for text in [
        "It happened on 3 March 2019.",
        "On March 3 the council met.",
        "The 2024–2030 plan was late.",
        "Jana Holt, 45, was there.",
        "The 67-year-old baker left at the age of 70.",
        "She was 64.",
        "He is 64 years old.",
        "They met at 5 p.m. and left at 6:30.",
        "The call came in (0900 UTC).",
        "The firm filed under Chapter 11.",
        "A Brandt 707 cargo plane landed.",
        "Two days later they left, ten years ago.",
        "It rained for the last twenty minutes.",
        "The two men left.",
        "One resident waved.",
        "She came first in the 21st century.",
        "Call 911 at once.",
        "The Group of Seven met.",
    ] {
        assert_eq!(figures(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn figures_are_given_to_whoever_states_them() {
    let text = "“Nine leaves are missing,” said Mats Ferrow. The library lost 31 letters last winter and half of this year's books.";
    let article = Article { text: text.to_owned(), ..Article::default() };
    let analysis = sayso_language::analyse(&article);
    let reading = sayso_attribution::attribute(article, &analysis);
    let given: Vec<(&str, bool)> =
        reading.figures.iter().map(|figure| (figure.text.as_str(), figure.attribution.is_some())).collect();
    assert_eq!(given, [("Nine", true), ("31", false), ("half", false)]);
    assert_eq!(reading.figures[1].of.as_deref(), Some("letters"));
    assert_eq!(reading.figures[2].of.as_deref(), Some("books"));
}
