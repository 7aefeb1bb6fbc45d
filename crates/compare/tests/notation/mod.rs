//! Readings in a compact notation, so that a case is one small file:
//!
//! ```text
//! == Daily Ledger | 2026-03-02T09:10:00Z | credited=City Wire | cut_off=paywall
//! Jana Holt, mayor | direct | “We cannot wait,” she said, “another winter.”
//! police (official) | mixed | Police said {the road was “under water”}.
//! | own | The plan had long been contested.
//! ```
//!
//! Each line is a paragraph. The content is what stands in braces, else what stands in quotation
//! marks (direct) or the whole line. `lost` lines hold quotation marks that no source was found for;
//! `again` lines give words of the paragraph before to another speaker as well, `within` lines do so inside the statement before.
//! `thought` and `denied` are indirect with that act or cue.

use sayso_model::{
    Act, Article, Attribution, Block, BlockKind, CutOff, Dated, Kind, NotAttributed, Outlet, Precision,
    Reading, Sentence, Source, SourceKind, Span, Voice,
};

/// The readings that `text` describes.
pub(crate) fn readings(text: &str) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix("== ") {
            readings.push(opening(head, readings.len()));
        } else {
            let reading = readings.last_mut().expect("a line before the first article");
            let [speaker, kind, words] = line.splitn(3, '|').map(str::trim).collect::<Vec<_>>()[..] else {
                panic!("not `speaker | kind | text`: {line}");
            };
            paragraph(reading, speaker, kind, words);
        }
    }
    readings
}

fn opening(head: &str, number: usize) -> Reading {
    let mut fields = head.split('|').map(str::trim);
    let name = fields.next().unwrap_or_default();
    let mut article = Article {
        id: format!("id{number}"),
        outlet: Some(Outlet { name: name.into(), domain: None, from: "test".into() }),
        language: Some("en".into()),
        ..Article::default()
    };
    for field in fields {
        match field.split_once('=') {
            None if field == "-" => {}
            None => article.published = Some(date(field)),
            Some(("credited", value)) => article.credited_to.push(value.into()),
            Some(("modified", value)) => article.modified = Some(date(value)),
            Some(("language", value)) => article.language = Some(value.into()),
            Some(("id", value)) => article.id = value.into(),
            Some(("canonical", value)) => article.canonical_url = Some(value.into()),
            Some(("cut_off", "paywall")) => article.cut_off = Some(CutOff::Paywall),
            Some(("cut_off", "live")) => article.cut_off = Some(CutOff::Live),
            other => panic!("unknown field {other:?}"),
        }
    }
    Reading { input: format!("{number}.html"), article, ..Reading::default() }
}

/// A date in one of the forms of the data model.
pub(crate) fn date(at: &str) -> Dated {
    let precision = match at.len() {
        4 => Precision::Year,
        7 => Precision::Month,
        10 => Precision::Day,
        _ => Precision::Second,
    };
    Dated { at: at.into(), precision, from: "test".into() }
}

fn paragraph(reading: &mut Reading, speaker: &str, kind: &str, marked: &str) {
    if kind == "again" || kind == "within" {
        let outer = reading.attributions.last().map(|outer| outer.id.clone());
        let start = reading.article.text.rfind(marked).expect("words of the paragraph before");
        let span = Span::new(start, start + marked.len());
        let source = source(reading, speaker);
        attribute(reading, source, Kind::Direct, vec![span], span);
        if kind == "within" {
            reading.attributions.last_mut().expect("one added").inside = outer;
        }
        return;
    }
    let text = &mut reading.article.text;
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let start = text.len();
    let mut braces = Vec::new();
    for letter in marked.chars() {
        match letter {
            '{' => braces.push(Span::new(text.len(), text.len())),
            '}' => braces.last_mut().expect("an opening brace").end = text.len(),
            // `\` stands for the end of a paragraph inside a quotation.
            '\\' => text.push_str("\n\n"),
            _ => text.push(letter),
        }
    }
    let whole = Span::new(start, text.len());
    reading.article.blocks.push(Block { kind: BlockKind::Paragraph, span: whole });
    let quoted = in_marks(whole, text);
    let told = kind;
    let kind = match kind {
        "direct" => Kind::Direct,
        "indirect" | "thought" | "denied" => Kind::Indirect,
        "mixed" => Kind::Mixed,
        "own" => return sentence(reading, whole, None),
        "lost" => {
            let lost = |span| NotAttributed { span, why: "no source found".into() };
            reading.not_attributed.extend(quoted.into_iter().map(lost));
            return sentence(reading, whole, None);
        }
        _ => panic!("unknown kind {kind}"),
    };
    let spans = match kind {
        _ if !braces.is_empty() => braces,
        Kind::Direct => quoted,
        _ => vec![whole],
    };
    let source = source(reading, speaker);
    attribute(reading, source, kind, spans, whole);
    let last = reading.attributions.last_mut().expect("one added");
    match told {
        "thought" => last.act = Act::Thought,
        "denied" => last.cue = "denied".into(),
        _ => {}
    }
}

/// Adds an attribution.
pub(crate) fn attribute(
    reading: &mut Reading,
    source: Option<String>,
    kind: Kind,
    spans: Vec<Span>,
    sentence_span: Span,
) {
    let id = format!("a{}", reading.attributions.len() + 1);
    let text = &reading.article.text;
    reading.attributions.push(Attribution {
        id: id.clone(),
        source,
        source_spans: vec![],
        cue_spans: vec![],
        cue: "said".into(),
        content: spans.iter().map(|span| text[span.range()].to_owned()).collect(),
        content_spans: spans,
        kind,
        act: Act::Speech,
        via: vec![],
        inside: None,
        inserted: vec![],
        sentences: vec![reading.sentences.len()],
        confidence: 1.0,
    });
    sentence(reading, sentence_span, Some(id));
}

pub(crate) fn sentence(reading: &mut Reading, span: Span, attribution: Option<String>) {
    let voice = if attribution.is_some() { Voice::Attributed } else { Voice::Own };
    reading.sentences.push(Sentence { span, voice, attributions: attribution.into_iter().collect() });
}

/// The id of the source `name, role (kind)`, added when it is new; none for an empty name.
pub(crate) fn source(reading: &mut Reading, described: &str) -> Option<String> {
    if described.is_empty() {
        return None;
    }
    let (described, kind) = match described.split_once(" (") {
        None => (described, SourceKind::Person),
        Some((described, kind)) => (described, source_kind(kind.trim_end_matches(')'))),
    };
    let (name, role) =
        described.split_once(", ").map_or((described, None), |(name, role)| (name, Some(role)));
    if let Some(known) = reading.sources.iter().find(|source| source.name == name) {
        return Some(known.id.clone());
    }
    let id = format!("s{}", reading.sources.len() + 1);
    reading.sources.push(Source {
        id: id.clone(),
        name: name.into(),
        kind,
        role: role.map(Into::into),
        aliases: vec![],
        mentions: vec![],
        statements: 1,
        words: 1,
    });
    Some(id)
}

/// The kind of source with this name in JSON.
pub(crate) fn source_kind(name: &str) -> SourceKind {
    serde_json::from_value(name.into()).expect("a kind of source")
}

fn in_marks(whole: Span, text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = None;
    for (at, letter) in whole.of(text).char_indices() {
        let at = whole.start + at;
        match (letter, open) {
            ('“', None) => open = Some(at),
            ('”', Some(start)) => {
                spans.push(Span::new(start, at + letter.len_utf8()));
                open = None;
            }
            _ => {}
        }
    }
    spans
}
