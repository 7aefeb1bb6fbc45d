//! Works cited in invented sentences: kind, name, title, date and words.

use sayso_model::{Article, Dated, Outlet, Precision, Reading};

fn read(text: &str) -> Reading {
    let article = Article {
        text: text.to_owned(),
        published: Some(Dated {
            at: "2026-03-04".to_owned(),
            precision: Precision::Day,
            from: "test".to_owned(),
        }),
        outlet: Some(Outlet { name: "The Marl Sentinel".to_owned(), domain: None, from: "test".to_owned() }),
        ..Article::default()
    };
    let analysis = sayso_language::analyse(&article);
    sayso_attribution::attribute(article, &analysis)
}

/// Each citation as `kind: name | title | date | words`, missing parts as `-`.
fn citations(text: &str) -> Vec<String> {
    let reading = read(text);
    let or_none = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
    reading
        .citations
        .iter()
        .map(|one| {
            format!(
                "{}: {} | {} | {} | {}",
                format!("{:?}", one.kind).to_lowercase(),
                or_none(one.name.clone()),
                or_none(one.title.clone()),
                or_none(one.date.as_ref().map(|date| date.at.clone())),
                &text[one.span.range()],
            )
        })
        .collect()
}

#[test]
fn works_are_cited_with_issuer_title_and_date() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        // outlets: told, reporting, quoted
        (
            "“It was dark,” Jana Holt told the Orrin Gazette on Monday.",
            &["outlet: Orrin Gazette | - | 2026-03-02 | the Orrin Gazette"] as &[&str],
        ),
        (
            "In an interview with Radio Marl, Jana Holt said the bridge was safe.",
            &["outlet: Radio Marl | - | - | Radio Marl"],
        ),
        (
            "The gate had failed before, according to the Orrin Gazette.",
            &["outlet: Orrin Gazette | - | - | the Orrin Gazette"],
        ),
        (
            "The Orrin Gazette, which first reported the affair on Monday, has the minutes.",
            &["outlet: Orrin Gazette | - | 2026-03-02 | The Orrin Gazette"],
        ),
        // an article with its title and date
        (
            "An article in the Orrin Gazette titled “Nobody Knew” (May 12, 2014) said the gate was old.",
            &[
                "outlet: Orrin Gazette | Nobody Knew | 2014-05-12 | An article in the Orrin Gazette titled “Nobody Knew” (May 12, 2014)",
            ],
        ),
        // documents and statements
        (
            "Jana Holt said in a statement that the bridge was safe.",
            &["statement: Jana Holt | - | - | a statement"],
        ),
        (
            "A study published on Tuesday in Acta Hydraulica suggests the steel was weak.",
            &["document: Acta Hydraulica | - | 2026-03-03 | A study published on Tuesday in Acta Hydraulica"],
        ),
        (
            "A survey published by the Harbour Board in April put the share at 61 percent.",
            &["data: Harbour Board | - | 2025-04 | A survey published by the Harbour Board in April"],
        ),
        (
            "It was kept shut, according to Inspection Report 14/2024 of 3 October 2024.",
            &[
                "document: - | Inspection Report 14/2024 | 2024-10-03 | Inspection Report 14/2024 of 3 October 2024",
            ],
        ),
        // laws by name
        (
            "The Reservoirs Act of 1998 requires that a gate be mended.",
            &["law: - | Reservoirs Act | 1998 | The Reservoirs Act of 1998"],
        ),
        // posts
        ("“We are safe,” Jana Holt wrote on Twitter.", &["post: Jana Holt | - | - | Twitter"]),
        ("Jana Holt tweeted that the bridge was safe.", &["post: Jana Holt | - | - | tweeted"]),
    ] {
        let found = citations(text);
        if found != expected {
            wrong.push(format!("{text}\n  {found:#?}\n  {expected:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn not_every_mention_of_a_work_is_a_citation() {
    for text in [
        "The Orrin Gazette has moved to Harbour Street.",
        "Jana Holt has 300 followers on Facebook.",
        "The report was long.",
        "Bill Orrin went to the Harvard Law School.",
        "“It was dark,” Jana Holt told The Marl Sentinel.",
        "They sat on paper made in Orrin.",
    ] {
        assert_eq!(citations(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn a_work_is_cited_once_at_its_fullest_mention() {
    let text = "“It was dark,” Jana Holt told the Gazette. The Orrin Gazette reported on Monday that she had \
                slept. An advisory issued by the Harbour Board said so. The advisory said more.";
    assert_eq!(
        citations(text),
        [
            "outlet: Orrin Gazette | - | 2026-03-02 | The Orrin Gazette",
            "document: Harbour Board | - | - | An advisory issued by the Harbour Board",
        ]
    );
}

#[test]
fn citations_have_an_age() {
    let reading = read("“It was dark,” Jana Holt told the Orrin Gazette on Monday.");
    assert_eq!(reading.citations[0].age_days, Some(2));
}
