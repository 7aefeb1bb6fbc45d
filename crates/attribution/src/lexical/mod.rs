//! Who says what in the languages for which no weights are trained: by a lexicon of each and one matcher for all.
//!
//! The way is that of the English analysis, with less at every step. `lexicon` says which words tie, name, describe
//! and count; `units` looks every word of a sentence up once; `phrases` puts together what can name a source, by capitals
//! and what may follow what, since there are no tags; `statements` ties sources to contents by the cues of a sentence, `speech`
//! inside a quotation; `settle` gives the rest of the quotations to whoever is speaking; `people` joins the mentions of
//! each source.
//!
//! It finds direct quotations and the commonest forms of indirect speech. Nouns as cues, chains, passives and works
//! cited are left to the languages with weights.

// a cue or a content is a list of ranges, though mostly of one
#![allow(clippy::single_range_in_vec_init)]

mod cues;
mod figures;
mod lexicon;
mod people;
mod phrases;
mod settle;
mod speech;
mod statements;
mod units;

use sayso_language::{Analysis, Tag, Token};
use sayso_model::{Article, Diagnostic, Method, Reading, Span, Voice};

use crate::assemble::{self, Findings};
use crate::draft::Found;
use crate::quotations::quotations;
use crate::{paragraphs, passages};
use lexicon::Class;
use people::People;
use units::Sentence;

pub(crate) use lexicon::{Lexicon, lexicon};

/// Words of its own that a sentence may hold and still be a source's: time, place, manner of the saying.
const ASIDE_WORDS: usize = 7;

/// Reads who says what in `article`, in the language of `lexicon`.
pub(crate) fn attribute(article: Article, analysis: &Analysis, lexicon: &Lexicon) -> Reading {
    let text = article.text.as_str();
    let paragraphs = paragraphs(analysis);
    let marked = quotations(text, &paragraphs);
    let quotations = speech::with_dialogue(text, &paragraphs, marked, lexicon);
    let passages = passages::passages(text, analysis, &quotations);
    let sentences = units::sentences(text, &passages, &quotations, lexicon);
    let mut told = speech::interrupted(text, &sentences, &quotations, lexicon);
    for (number, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.within.is_none()) {
        let found = statements::read(sentence, number, lexicon);
        // what is told inside a quotation has said whose it is
        let new = found.into_iter().filter(|found| {
            found.announces
                || !told
                    .iter()
                    .any(|inside| inside.draft.content_extent().overlaps(found.draft.content_extent()))
        });
        told.extend(new.collect::<Vec<_>>());
    }
    told.sort_by_key(|told| told.draft.extent().start);
    let unsettled = settle::settle(text, &quotations, &sentences, lexicon, &mut told);
    told.retain(|told| !assemble::is_in_heading(&article, told.draft.content_extent()));

    let mut people = People::new(text, &sentences, lexicon);
    let own = article.outlet.as_ref().map(|outlet| outlet.name.to_lowercase());
    let mut owners = Vec::with_capacity(told.len());
    for told in &told {
        let source =
            people.source(&told.who, &sentences[told.sentence], told.draft.found != Found::AccordingTo);
        let names = told.draft.via.iter().map(|span| span.of(text));
        let via =
            names.filter(|name| own.as_deref() != Some(&name.to_lowercase())).map(|name| people.outlet(name));
        owners.push((source, via.collect()));
    }
    let credited: Vec<usize> = article.credited_to.iter().map(|name| people.outlet(name)).collect();
    let figures = figures::figures(text, &sentences, lexicon);
    let findings = Findings {
        quotations: &quotations,
        unsettled: &unsettled,
        named: after(&sentences, &unsettled, Class::Called),
        drafts: told.into_iter().map(|told| told.draft).collect(),
        owners,
        credited,
        entities: people.entities,
        figures,
        notes: Vec::new(),
    };
    let titles = after(&sentences, &unsettled, Class::Work);
    let works = |_: &_, _: &_, _: &_| (Vec::new(), titles);
    let (reading, _) = assemble::whole(article, analysis, None, findings, works, voice);
    Reading { analysis: Method::Lexicon, ..reading }
}

/// Of the quotations that nobody has, those right after a word of `class`: `der Film „…“`.
fn after(sentences: &[Sentence], unsettled: &[usize], class: Class) -> Vec<usize> {
    let mut found: Vec<usize> = sentences
        .iter()
        .flat_map(|sentence| sentence.units.windows(2))
        .filter(|pair| pair[0].has(class))
        .filter_map(|pair| pair[1].quotation.filter(|index| unsettled.binary_search(index).is_ok()))
        .collect();
    found.sort_unstable();
    found
}

/// Finds the quotation marks of a text in a language that has no lexicon, and says that this is all.
pub(crate) fn marks_alone(article: Article, analysis: &Analysis) -> Reading {
    let quotations = quotations(&article.text, &paragraphs(analysis));
    let unsettled: Vec<usize> =
        (0..quotations.len()).filter(|&index| quotations[index].parent.is_none()).collect();
    let language = article.language.clone().unwrap_or_default();
    let findings = Findings {
        quotations: &quotations,
        unsettled: &unsettled,
        named: Vec::new(),
        drafts: Vec::new(),
        owners: Vec::new(),
        credited: Vec::new(),
        entities: Vec::new(),
        figures: Vec::new(),
        notes: Vec::new(),
    };
    let works = |_: &_, _: &_, _: &_| (Vec::new(), Vec::new());
    let (reading, _) = assemble::whole(article, analysis, None, findings, works, voice);
    let message = format!(
        "sayso has no lexicon for the language \"{language}\": quotation marks were looked for, who speaks was not"
    );
    Reading {
        analysis: Method::QuotationMarks,
        diagnostics: vec![Diagnostic::new("language_without_lexicon", message)],
        ..reading
    }
}

/// Whether what nobody is given as having said is more than an aside to the saying.
fn voice(tokens: &[Token], held: &[(usize, Span, bool)]) -> Voice {
    let free = tokens.iter().filter(|token| token.tag != Tag::Mark);
    let free = free.filter(|token| !held.iter().any(|(_, span, _)| span.covers(token.span))).count();
    if free > ASIDE_WORDS { Voice::Mixed } else { Voice::Attributed }
}
