//! From drafts to the whole reading.

use std::collections::HashMap;

use sayso_language::{Analysis, Tag, Token};
use sayso_model::{
    Article, Attribution, Block, BlockKind, Citation, Figure, Kind, Method, NotAttributed, Reading, Source,
    SourceKind, Span, Voice,
};

use crate::citations::{self, in_title_case};
use crate::draft::{Draft, Found};
use crate::nesting::outers;
use crate::quotations::Quotation;
use crate::senses::training::Note;
use crate::senses::{self, Senses};
use crate::sources::{Entity, Resolver};
use crate::{acts, chains, figures, headline, names, voice};

/// Makes the reading of `article` from the drafts found in it, which are in text order.
pub(crate) fn reading(
    article: Article,
    analysis: &Analysis,
    quotations: &[Quotation],
    unsettled: &[usize],
    mut drafts: Vec<Draft>,
    senses: Option<&Senses>,
) -> (Reading, Vec<Note>) {
    let text = article.text.as_str();
    let mut names = names::names(text, analysis);
    drafts.retain(|draft| !is_in_heading(&article, draft.content_extent()));
    chains::link(text, analysis, quotations, &mut names, &mut drafts);
    let mut resolver = Resolver::new(text, analysis, &names, quotations, senses);
    let own_outlet = article.outlet.as_ref().map(|outlet| outlet.name.to_lowercase());
    let mut owners = Vec::with_capacity(drafts.len());
    let mut told: Option<(usize, usize, Vec<usize>)> = None;
    let mut notes = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        let source = resolver.source(draft);
        notes.push(Note { act: Vec::new(), kind: resolver.noted.take() });
        let mut via: Vec<usize> = draft.via.iter().map(|&span| resolver.carrier(span)).collect();
        via.retain(|&carrier| {
            let entity = &resolver.entities[carrier];
            let own = own_outlet.as_deref().is_some_and(|own| is_outlet(own, &entity.name));
            // "a study in the Journal of Rivers" goes by the journal's name, which carries it no further
            let same = source.is_some_and(|source| resolver.entities[source].name == entity.name);
            Some(carrier) != source && !own && !same
        });
        via.dedup();
        // "told the Gazette …. She also said": what the same one goes on to say in the paragraph
        if via.is_empty()
            && let Some((paragraph, known, carriers)) = &told
            && *paragraph == draft.paragraph
            && Some(*known) == source
        {
            via.clone_from(carriers);
        }
        if let Some(source) = source
            && let [carrier] = via.as_slice()
            && resolver.entities[*carrier].kind == SourceKind::Outlet
            && draft.within.is_none()
        {
            told = Some((draft.paragraph, source, vec![*carrier]));
        }
        owners.push((source, via));
    }
    // "“And I said, ‘Pay.’”": the one in whose words it stands
    let outers = outers(&drafts);
    for (number, draft) in drafts.iter().enumerate() {
        if draft.speaks_of_self(text)
            && let Some(outer) = outers[number]
        {
            owners[number].0 = owners[outer].0;
        }
    }
    let credited: Vec<usize> = article.credited_to.iter().map(|name| resolver.credited(name)).collect();
    let figures = figures::figures(text, analysis);
    let findings = Findings {
        quotations,
        unsettled,
        named: Vec::new(),
        drafts,
        owners,
        credited,
        entities: resolver.entities,
        figures,
        notes,
    };
    let works = |article: &Article, entities: &[Entity], attributions: &[Attribution]| {
        citations::citations(article, analysis, quotations, &names, entities, attributions)
    };
    whole(article, analysis, senses, findings, works, voice::of_tagged)
}

/// What was found in an article, before it is numbered and counted.
pub(crate) struct Findings<'a> {
    pub(crate) quotations: &'a [Quotation],
    /// Quotations that nobody has.
    pub(crate) unsettled: &'a [usize],
    /// Of those, in order, the ones that the words before them show to be names, where others than English ones do.
    pub(crate) named: Vec<usize>,
    /// In text order.
    pub(crate) drafts: Vec<Draft>,
    /// The source of each draft and its carriers, nearest first, as indices into `entities`.
    pub(crate) owners: Vec<(Option<usize>, Vec<usize>)>,
    /// Whom the page says it took its text from.
    pub(crate) credited: Vec<usize>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) figures: Vec<Figure>,
    /// What the senses saw of each draft so far; may be fewer than the drafts.
    pub(crate) notes: Vec<Note>,
}

/// Puts the findings together; `works` looks for the works cited and gives the quotations that are titles, `voice` tells
/// for the tokens of a sentence and what covers them in whose voice it is.
pub(crate) fn whole(
    article: Article,
    analysis: &Analysis,
    senses: Option<&Senses>,
    findings: Findings,
    works: impl FnOnce(&Article, &[Entity], &[Attribution]) -> (Vec<Citation>, Vec<usize>),
    voice: impl Fn(&[Token], &[(usize, Span, bool)]) -> Voice,
) -> (Reading, Vec<Note>) {
    let Findings {
        quotations,
        unsettled,
        named,
        drafts,
        mut owners,
        credited,
        entities,
        mut figures,
        mut notes,
    } = findings;
    notes.resize_with(drafts.len(), Note::default);
    let text = article.text.as_str();
    // whom the page credits carried everything, last of all
    for (source, via) in &mut owners {
        for &carrier in &credited {
            if Some(carrier) != *source && !via.contains(&carrier) {
                via.push(carrier);
            }
        }
    }
    let outers = outers(&drafts);
    let ground = Ground { article: &article, analysis, quotations };
    let mut attributions = attributions(&ground, drafts, &outers, &owners, &entities, senses, &mut notes);
    let (mut citations, titles) = works(&article, &entities, &attributions);
    let sources = sources(text, &entities, &mut attributions, &owners, &credited, &mut citations);
    let not_attributed = not_attributed(text, quotations, unsettled, &titles, &named);
    give_figures(&mut figures, &attributions);
    let sentences = voice::sentences(analysis, &attributions, voice);
    let profile = voice::profile(analysis, &sentences, &sources);
    let headline = headline::check(article.title.as_deref().unwrap_or_default(), text, &attributions);
    let reading = Reading {
        schema: Reading::SCHEMA.to_owned(),
        input: String::new(),
        id: None,
        analysis: Method::Fast,
        sources,
        attributions,
        not_attributed,
        citations,
        figures,
        sentences,
        headline,
        profile,
        diagnostics: Vec::new(),
        article,
    };
    (reading, notes)
}

/// The block that a position lies in.
fn block_at(article: &Article, position: usize) -> Option<&Block> {
    let after = article.blocks.partition_point(|block| block.span.start <= position);
    article.blocks[..after].last().filter(|block| position < block.span.end)
}

/// Whether all of a span is in a heading, which tells what the outlet has chosen and is nobody's speech.
pub(crate) fn is_in_heading(article: &Article, span: Span) -> bool {
    block_at(article, span.start)
        .is_some_and(|block| block.kind == BlockKind::Heading && block.span.covers(span))
}

/// Whether `name` is that of the outlet `own`, perhaps shortened to its end: "the Gazette" of "The Orrin Gazette".
fn is_outlet(own: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    own.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// What drafts are about.
struct Ground<'t> {
    article: &'t Article,
    analysis: &'t Analysis,
    quotations: &'t [Quotation],
}

fn attributions(
    ground: &Ground,
    drafts: Vec<Draft>,
    outers: &[Option<usize>],
    owners: &[(Option<usize>, Vec<usize>)],
    entities: &[Entity],
    senses: Option<&Senses>,
    notes: &mut [Note],
) -> Vec<Attribution> {
    let &Ground { article, analysis, quotations } = ground;
    let text = article.text.as_str();
    let mut out = Vec::with_capacity(drafts.len());
    for (number, draft) in drafts.into_iter().enumerate() {
        let (source, via) = &owners[number];
        let kind = match kind(article, analysis, quotations, &draft.content) {
            // set off or after a colon, the words are the source's own without any marks
            Kind::Indirect if matches!(draft.found, Found::Introduced | Found::Colon) => Kind::Direct,
            kind => kind,
        };
        let verb = draft.cue.last().map_or("", |cue| cue.of(text)).rsplit(' ').next().unwrap_or_default();
        let source_kind = source.map(|source| entities[source].kind);
        let rule = acts::by_rule(draft.act, verb, source_kind);
        let said = acts::said(analysis, &draft, source_kind, kind, rule, !via.is_empty());
        notes[number].act = senses::act_rows(&said);
        let act = senses.map_or(rule, |senses| senses.act(&notes[number].act, draft.heard));
        let mut sentences: Vec<usize> = Vec::new();
        for piece in &draft.content {
            let first = analysis.sentence_at(piece.start);
            let last = analysis.sentence_at(piece.end.saturating_sub(1));
            sentences.extend(first..=last);
        }
        sentences.dedup();
        out.push(Attribution {
            id: format!("a{}", number + 1),
            source: source.map(|entity| format!("e{entity}")),
            cue: draft.cue.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … "),
            content: draft.content.iter().map(|span| span.of(text).to_owned()).collect(),
            inserted: inserted(text, quotations, &draft.content),
            confidence: draft
                .confidence
                .unwrap_or_else(|| confidence(draft.found, source.is_some(), kind, outers[number].is_some())),
            source_spans: draft.source,
            cue_spans: draft.cue,
            content_spans: draft.content,
            kind,
            act,
            via: via.iter().map(|entity| format!("e{entity}")).collect(),
            inside: outers[number].map(|outer| format!("a{}", outer + 1)),
            sentences,
        });
    }
    out
}

/// Gives each figure to the narrowest attribution in whose content it stands and that has a source, if one has: "it is expected
/// to cost 5 marks, Holt said".
fn give_figures(figures: &mut [Figure], attributions: &[Attribution]) {
    let mut pieces: Vec<(Span, usize)> = attributions
        .iter()
        .enumerate()
        .flat_map(|(index, attribution)| attribution.content_spans.iter().map(move |&span| (span, index)))
        .collect();
    pieces.sort_unstable();
    let mut next = 0;
    let mut open: Vec<(Span, usize)> = Vec::new();
    for figure in figures {
        while let Some(piece) = pieces.get(next).filter(|(span, _)| span.start <= figure.span.start) {
            open.push(*piece);
            next += 1;
        }
        open.retain(|(span, _)| span.end > figure.span.start);
        figure.attribution = open
            .iter()
            .filter(|(span, _)| span.covers(figure.span))
            .min_by_key(|(_, index)| {
                let attribution = &attributions[*index];
                (attribution.source.is_none(), width(&attribution.content_spans))
            })
            .map(|(_, index)| attributions[*index].id.clone());
    }
}

fn width(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

/// How much of a content is quoted: by words, so that marks and full stops do not count.
fn kind(article: &Article, analysis: &Analysis, quotations: &[Quotation], content: &[Span]) -> Kind {
    let (mut quoted, mut plain) = (false, false);
    for piece in content {
        let block = block_at(article, piece.start);
        if block.is_some_and(|block| block.kind == BlockKind::Quote && block.span.covers(*piece)) {
            quoted = true;
            continue;
        }
        let start = analysis.token_at(piece.start);
        let end = analysis.tokens.partition_point(|token| token.span.start < piece.end);
        let first =
            quotations.partition_point(|quotation| quotation.span.start < piece.start.saturating_sub(20_000));
        let last = quotations.partition_point(|quotation| quotation.span.start < piece.end);
        let marked: Vec<Span> = quotations[first..last]
            .iter()
            .map(|quotation| quotation.span)
            .filter(|span| span.overlaps(*piece))
            .collect();
        for token in analysis.tokens[start..end].iter().filter(|token| token.tag != Tag::Mark) {
            if marked.iter().any(|span| span.covers(token.span)) {
                quoted = true;
            } else {
                plain = true;
            }
        }
    }
    match (quoted, plain) {
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
        _ => Kind::Indirect,
    }
}

/// Editorial insertions and omissions in the quoted parts of a content: `[the council]`, `[…]`, `(…)`, `…`.
fn inserted(text: &str, quotations: &[Quotation], content: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    for piece in content {
        let mut at = piece.start;
        while let Some(offset) = text[at..piece.end].find(['[', '…', '(']) {
            let start = at + offset;
            let rest = &text[start..piece.end];
            let end = if rest.starts_with('…') {
                start + '…'.len_utf8()
            } else if rest.starts_with('[') {
                start + rest.find(']').map_or(1, |close| close + 1)
            } else if rest.starts_with("(…)") || rest.starts_with("(...)") {
                start + rest.find(')').map_or(1, |close| close + 1)
            } else {
                at = start + 1;
                continue;
            };
            let span = Span::new(start, end);
            let after = quotations.partition_point(|quotation| quotation.span.start <= start);
            let quoted =
                quotations[..after].iter().rev().take(8).any(|quotation| quotation.inner.covers(span));
            if quoted && end - start > 1 {
                out.push(span);
            }
            at = end;
        }
    }
    out
}

/// Chance that source, cue and content are right, as measured on annotated news for each way of finding.
fn confidence(found: Found, has_source: bool, kind: Kind, nested: bool) -> f32 {
    let base = match found {
        Found::VerbAndQuotation => 0.94,
        Found::VerbThat => 0.85,
        Found::VerbClause => 0.82,
        Found::AccordingTo | Found::VerbAfter => 0.76,
        Found::Introduced => 0.8,
        Found::Colon => 0.76,
        Found::Participle => 0.63,
        Found::VerbPhrase => 0.57,
        Found::Passive | Found::Reportedly => 0.5,
        Found::Floating => 0.5,
        Found::Noun => 0.33,
    };
    // words of their own around the quoted ones blur where a content ends, but make up for a loose cue
    let base = match kind {
        Kind::Mixed if found == Found::VerbAndQuotation => 0.65,
        Kind::Mixed if base < 0.6 => base + 0.15,
        _ => base,
    };
    let base = if has_source { base } else { base - 0.1 };
    // annotators mostly leave what stands inside another's words to the outer source
    if nested { base * 0.45 } else { base }
}

/// The sources that the reading speaks of, renumbered in order of appearance; rewrites the provisional ids.
fn sources(
    text: &str,
    entities: &[Entity],
    attributions: &mut [Attribution],
    owners: &[(Option<usize>, Vec<usize>)],
    credited: &[usize],
    citations: &mut [Citation],
) -> Vec<Source> {
    let mut order: Vec<usize> = Vec::new();
    for (source, via) in owners {
        order.extend(source);
        order.extend(via);
    }
    order.extend(credited);
    let mut ids: HashMap<String, String> = HashMap::new();
    let mut sources: Vec<Source> = Vec::new();
    for index in order {
        let key = format!("e{index}");
        if ids.contains_key(&key) {
            continue;
        }
        let entity = &entities[index];
        let id = format!("s{}", sources.len() + 1);
        ids.insert(key, id.clone());
        let mut aliases: Vec<String> = Vec::new();
        for mention in &entity.mentions {
            let words = mention.of(text);
            if words != entity.name && !aliases.iter().any(|known| known.eq_ignore_ascii_case(words)) {
                aliases.push(words.to_owned());
            }
        }
        let mut mentions = entity.mentions.clone();
        mentions.sort_unstable();
        sources.push(Source {
            id,
            name: entity.name.clone(),
            kind: entity.kind,
            role: entity.role.clone().filter(|_| entity.kind == SourceKind::Person),
            aliases,
            mentions,
            statements: 0,
            words: 0,
        });
    }
    let numbers: HashMap<String, usize> =
        sources.iter().enumerate().map(|(number, source)| (source.id.clone(), number)).collect();
    for attribution in attributions.iter_mut() {
        attribution.source = attribution.source.take().and_then(|id| ids.get(&id).cloned());
        attribution.via = attribution.via.iter().filter_map(|id| ids.get(id).cloned()).collect();
        let source = attribution.source.as_ref().and_then(|id| numbers.get(id));
        if let Some(source) = source.and_then(|&number| sources.get_mut(number)) {
            source.statements += 1;
            source.words +=
                attribution.content.iter().map(|piece| piece.split_whitespace().count()).sum::<usize>();
        }
    }
    for citation in citations {
        citation.source = citation.source.take().and_then(|id| ids.get(&id).cloned());
    }
    sources
}

/// Quotation marks that stand around nobody's words.
fn not_attributed(
    text: &str,
    quotations: &[Quotation],
    unsettled: &[usize],
    titles: &[usize],
    named: &[usize],
) -> Vec<NotAttributed> {
    // a title may also stand inside what somebody said
    let mut indices: Vec<usize> = unsettled.iter().chain(titles).copied().collect();
    indices.sort_unstable();
    indices.dedup();
    indices
        .into_iter()
        .filter(|&index| {
            let title = titles.binary_search(&index).is_ok();
            let quotation = &quotations[index];
            (title || quotation.parent.is_none()) && !quotation.inner.of(text).trim().is_empty()
        })
        .map(|index| {
            let quotation = &quotations[index];
            let inner = quotation.inner.of(text).trim();
            let words = inner.split_whitespace().count();
            let why = if titles.binary_search(&index).is_ok() {
                "title of a work"
            } else if named.binary_search(&index).is_ok()
                || in_title_case(inner) && words > 1
                || words <= 4 && is_called(&text[..quotation.span.start])
            {
                "name"
            } else if words <= 4 {
                "scare quotes"
            } else {
                "no source found"
            };
            NotAttributed { span: quotation.span, why: why.to_owned() }
        })
        .collect()
}

/// Whether a text ends with words that give a name: "a crate marked", "nicknamed the", "on the list as".
fn is_called(before: &str) -> bool {
    let mut words = before.split_whitespace().rev().map(str::to_lowercase);
    let last = words.next().unwrap_or_default();
    let last = if last == "the" || last == "a" { words.next().unwrap_or_default() } else { last };
    let called = ["marked", "called", "named", "nicknamed", "dubbed", "labelled", "labeled"];
    let known = ["known", "down", "listed", "registered"];
    called.contains(&last.as_str())
        || last == "as" && words.next().is_some_and(|word| known.contains(&word.as_str()))
}
