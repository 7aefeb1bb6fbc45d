//! Accounts and tables over hand-made values, at several widths: what layout changes, changes here.

use sayso_model::{
    Act, Article, Attribution, Block, BlockKind, Cell, Citation, CitationKind, ComparedArticle, Comparison,
    Coverage, CutOff, Dated, Drift, Family, Figure, FigureCell, FigureCoverage, FigureFamily, FigureVariant,
    Headline, HeadlineQuotation, Kind, Outlet, Precision, Profile, Reading, Sentence, Source, SourceKind,
    Span, Support, Variant, Voice,
};

use super::{Look, Paper};

const TEXT: &str = "The council voted 9–4 on Monday to replace the Old Mill Bridge, according to the minutes.\n\n\
    “We cannot wait another winter,” Jana Holt, the mayor, told City Wire. “Every frost takes a piece of it.”\n\n\
    Why now\n\n\
    Critics expect the cost to come closer to $60 million. Peter Osei, a councillor, said that the estimate of \
    $42 million “was written on a napkin”.\n\n\
    The plan had long been contested. 市長は計画を承認した。";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn dated(at: &str, precision: Precision, from: &str) -> Option<Dated> {
    Some(Dated { at: at.into(), precision, from: from.into() })
}

fn source(id: &str, name: &str, kind: SourceKind, role: Option<&str>) -> Source {
    Source {
        id: id.into(),
        name: name.into(),
        kind,
        role: role.map(Into::into),
        aliases: Vec::new(),
        mentions: Vec::new(),
        statements: 1,
        words: 5,
    }
}

fn said(
    id: &str,
    source: &str,
    cue: &str,
    content: &[&str],
    kind: Kind,
    act: Act,
    via: &[&str],
) -> Attribution {
    Attribution {
        id: id.into(),
        source: Some(source.into()),
        source_spans: Vec::new(),
        cue_spans: Vec::new(),
        cue: cue.into(),
        content_spans: content.iter().map(|words| span(words)).collect(),
        content: content.iter().map(|&words| words.into()).collect(),
        kind,
        act,
        via: via.iter().map(|&id| id.into()).collect(),
        inside: None,
        inserted: Vec::new(),
        sentences: Vec::new(),
        confidence: 0.9,
    }
}

pub(super) fn sample_reading() -> Reading {
    let mut start = 0;
    let blocks = TEXT.split("\n\n").map(|block| {
        let span = Span::new(start, start + block.len());
        start = span.end + 2;
        let kind = if block == "Why now" { BlockKind::Heading } else { BlockKind::Paragraph };
        Block { kind, span }
    });
    Reading {
        schema: Reading::SCHEMA.into(),
        input: "bridge.html".into(),
        article: Article {
            outlet: Some(Outlet { name: "Daily Ledger".into(), domain: None, from: "og:site_name".into() }),
            title: Some("Council approves bridge plan, ‘cannot wait another winter’".into()),
            bylines: vec!["Ann Reyes".into(), "Tom Abiola".into()],
            credited_to: vec!["City Wire".into()],
            published: dated("2026-03-02T09:10:00Z", Precision::Minute, "json-ld"),
            language: Some("en".into()),
            cut_off: Some(CutOff::Paywall),
            text: TEXT.into(),
            blocks: blocks.collect(),
            ..Article::default()
        },
        sources: vec![
            source("s1", "the minutes", SourceKind::Document, None),
            source("s2", "Jana Holt", SourceKind::Person, Some("mayor")),
            source("s3", "City Wire", SourceKind::Outlet, None),
            source("s4", "Critics", SourceKind::Anonymous, None),
            source("s5", "Peter Osei", SourceKind::Person, Some("councillor")),
        ],
        attributions: vec![
            said("a1", "s1", "according to", &["The council voted 9–4"], Kind::Indirect, Act::Writing, &[]),
            said(
                "a2",
                "s2",
                "told",
                &["“We cannot wait another winter,”", "“Every frost takes a piece of it.”"],
                Kind::Direct,
                Act::Speech,
                &["s3"],
            ),
            said(
                "a3",
                "s4",
                "expect",
                &["the cost to come closer to $60 million"],
                Kind::Indirect,
                Act::Thought,
                &[],
            ),
            said(
                "a4",
                "s5",
                "said",
                &["that the estimate of $42 million “was written on a napkin”"],
                Kind::Mixed,
                Act::Speech,
                &[],
            ),
        ],
        citations: vec![Citation {
            id: "c1".into(),
            source: Some("s3".into()),
            kind: CitationKind::Outlet,
            name: Some("City Wire".into()),
            title: Some("A bridge too late".into()),
            date: dated("2026-03-01", Precision::Day, "text"),
            url: Some("https://citywire.example/2026/03/bridge".into()),
            span: span("City Wire"),
            age_days: Some(1),
        }],
        figures: vec![
            Figure {
                text: "9–4".into(),
                value: None,
                unit: None,
                of: Some("the vote".into()),
                approximate: None,
                span: span("9–4"),
                attribution: Some("a1".into()),
            },
            Figure {
                text: "$60 million".into(),
                value: Some(6e7),
                unit: Some("USD".into()),
                of: Some("the cost".into()),
                approximate: Some("closer to".into()),
                span: span("$60 million"),
                attribution: Some("a3".into()),
            },
            Figure {
                text: "$42 million".into(),
                value: Some(4.2e7),
                unit: Some("USD".into()),
                of: Some("the estimate".into()),
                approximate: None,
                span: span("$42 million"),
                attribution: Some("a4".into()),
            },
        ],
        sentences: vec![
            Sentence {
                span: span("The plan had long been contested."),
                voice: Voice::Own,
                attributions: Vec::new(),
            },
            Sentence {
                span: span("市長は計画を承認した。"), voice: Voice::Own, attributions: Vec::new()
            },
        ],
        headline: Headline {
            quotations: vec![HeadlineQuotation {
                text: "cannot wait another winter".into(),
                support: vec!["a2".into()],
                how: Support::Verbatim,
            }],
        },
        profile: Profile {
            words: 61,
            attributed: 0.71,
            own: 0.18,
            mixed: 0.11,
            named_sources: 3,
            anonymous_sources: 1,
        },
        ..Reading::default()
    }
}

fn column(outlet: &str, published: Option<&str>) -> ComparedArticle {
    ComparedArticle {
        input: format!("{outlet}.html"),
        id: None,
        article: outlet.into(),
        outlet: outlet.into(),
        title: Some("Council approves bridge plan after a night of argument".into()),
        published: published.and_then(|at| dated(at, Precision::Minute, "json-ld")),
        cut_off: None,
        copy_of: None,
        repeated: None,
        credited_to: Vec::new(),
    }
}

fn cell(cell: Cell, variants: &[(&str, &str, &[Drift])]) -> Coverage {
    let variant = |&(wording, speaker, drift): &(&str, &str, &[Drift])| Variant {
        spans: Vec::new(),
        wording: wording.into(),
        speaker: Some(speaker.into()),
        drift: drift.to_vec(),
    };
    Coverage { cell, variants: variants.iter().map(variant).collect() }
}

pub(super) fn sample_comparison() -> Comparison {
    const WINTER: &str = "We cannot wait another winter for a bridge that should have been replaced ten years ago, and \
                          every frost takes another piece of it down the river";
    let exact: (&str, &str, &[Drift]) = (WINTER, "Jana Holt", &[Drift::Exact]);
    let napkin: (&str, &str, &[Drift]) = ("It was written on a napkin", "Peter Osei", &[Drift::Exact]);
    let out = || cell(Cell::LeftOut, &[]);
    Comparison {
        schema: Comparison::SCHEMA.into(),
        articles: vec![
            column("City Wire", Some("2026-03-02T08:00:00Z")),
            ComparedArticle {
                credited_to: vec!["City Wire".into()],
                copy_of: Some(0),
                repeated: Some(0.93),
                ..column("Daily Ledger", Some("2026-03-02T09:10:00Z"))
            },
            column("The Harbour Courier", Some("2026-03-02T11:45:00Z")),
            ComparedArticle {
                cut_off: Some(CutOff::Paywall),
                ..column("Morning Post", Some("2026-03-03T06:00:00Z"))
            },
            column("Fenmark Today", None),
        ],
        families: vec![
            Family {
                id: "q1".into(),
                wording: WINTER.into(),
                speakers: vec!["Jana Holt".into()],
                first: Some(0),
                coverage: vec![
                    cell(Cell::Verbatim, &[exact]),
                    cell(Cell::Verbatim, &[exact]),
                    cell(
                        Cell::Changed,
                        &[(
                            "We can’t wait another winter for a bridge",
                            "Jana Holt",
                            &[Drift::Cut, Drift::Reworded],
                        )],
                    ),
                    cell(Cell::CutOff, &[]),
                    cell(
                        Cell::Paraphrased,
                        &[(
                            "that the town could not wait another winter",
                            "the mayor",
                            &[Drift::Paraphrased],
                        )],
                    ),
                ],
            },
            Family {
                id: "q2".into(),
                wording: "It was written on a napkin".into(),
                speakers: vec!["Peter Osei".into(), "Paul Brandt".into()],
                first: Some(0),
                coverage: vec![
                    cell(Cell::Verbatim, &[napkin]),
                    out(),
                    cell(
                        Cell::Verbatim,
                        &[("It was written on a napkin", "Paul Brandt", &[Drift::OtherSpeaker])],
                    ),
                    cell(Cell::CutOff, &[]),
                    out(),
                ],
            },
            Family {
                id: "q3".into(),
                wording: "I heard the bolts go one by one".into(),
                speakers: Vec::new(),
                first: None,
                coverage: vec![
                    out(),
                    out(),
                    out(),
                    out(),
                    cell(Cell::Unattributed, &[("I heard the bolts go one by one", "x", &[Drift::Exact])]),
                ],
            },
        ],
        figures: vec![FigureFamily {
            id: "f1".into(),
            clause: "The new bridge will cost $42 million".into(),
            text: "$42 million".into(),
            value: 42e6,
            unit: Some("USD".into()),
            coverage: vec![
                figure(FigureCell::Same, Some(("$42 million", 42e6, None))),
                figure(FigureCell::Same, Some(("$42 million", 42e6, None))),
                figure(FigureCell::Differs, Some(("$24 million", 24e6, Some("Peter Osei")))),
                figure(FigureCell::NotFound, None),
                figure(FigureCell::Rounded, Some(("$42.3 million", 42.3e6, None))),
            ],
        }],
        diagnostics: Vec::new(),
    }
}

fn figure(cell: FigureCell, given: Option<(&str, f64, Option<&str>)>) -> FigureCoverage {
    let variant = |(text, value, speaker): (&str, f64, Option<&str>)| FigureVariant {
        span: Span::new(0, 1),
        text: text.into(),
        value,
        clause: format!("The new bridge will cost {text}"),
        speaker: speaker.map(Into::into),
    };
    FigureCoverage { cell, variants: given.map(variant).into_iter().collect() }
}

#[test]
fn accounts_and_tables_at_three_widths() {
    for width in [44, 80, 100] {
        let mut paper = Paper::new(Look { width, color: false, terminal: width == 100 });
        super::reading(&sample_reading(), &mut paper);
        super::closing(&sample_reading(), None, &mut paper);
        insta::assert_snapshot!(format!("reading_{width}"), paper.finish());
        let mut paper = Paper::new(Look { width, color: false, terminal: width == 100 });
        super::article(&sample_reading(), &mut paper);
        insta::assert_snapshot!(format!("article_{width}"), paper.finish());
        let mut paper = Paper::new(Look { width, color: false, terminal: width == 100 });
        super::comparison(&sample_comparison(), &mut paper);
        insta::assert_snapshot!(format!("comparison_{width}"), paper.finish());
    }
}
