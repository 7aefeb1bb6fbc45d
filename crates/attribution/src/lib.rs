//! Article → [`Reading`]: who says what, and in whose voice the rest is told.
//!
//! [`attribute`] is the way in. The terms are those of the attribution literature (PARC3, Pareti 2016; PolNeAR,
//! Newell et al. 2018): a **source** is tied to a **content** by a **cue**. The way through:
//!
//! 1. `quotations`: quotation marks of every style are paired, over paragraphs where needed;
//! 2. `passages`: the text is cut into sentences, each outermost quotation taken as one unit;
//! 3. `clauses`: cues from the lexicon take the source beside them and the content around them;
//! 4. `floating`: quotations without a cue go on with what was said before them;
//! 5. `chains`: statements told through others get their carriers;
//! 6. `sources`: pronouns, surnames and descriptions are resolved to one source each;
//! 7. `assemble`: citations, figures, voice and the headline's quotations, and the reading is whole.
//!
//! In steps 6 and 7 trained weights say what a source is and how something was said (`senses`), with the rules' answer among
//! their features.
//!
//! Of step 3 the rules are proposals: `roles` decides by trained weights, for the accurate analysis with what a transformer
//! found as a second opinion; see [`attribute_with`].
//!
//! That is for English. Other languages go the way of `lexical`, from [`attribute_by_lexicon`]: a lexicon of each and one matcher
//! for all of them.
//!
//! All else is rules over tokens and tags. Nothing here looks at HTML, a clock, or another article.

mod acts;
mod assemble;
mod chains;
mod citations;
mod clauses;
mod dates;
mod draft;
mod figures;
mod floating;
mod headline;
mod lexical;
mod lexicon;
mod names;
mod nesting;
mod passages;
mod people;
mod phrases;
mod quotations;
mod reporters;
mod roles;
mod senses;
mod sources;
mod turns;
mod voice;

pub use roles::{Roles, training};
pub use sayso_transformer::Statement;
pub use senses::{Senses, training as senses_training};

use sayso_language::Analysis;
use sayso_model::{Article, Method, Reading, Span};

use draft::Draft;
use passages::Passage;
use senses::training::Note;

/// Reads who says what in `article`, whose words `analysis` holds.
///
/// All spans of the result are in bytes of `article.text`; `input`, `id` and `diagnostics` are left empty.
#[must_use]
pub fn attribute(article: Article, analysis: &Analysis) -> Reading {
    attribute_with(article, analysis, Some(Roles::english()), None)
}

/// Reads who says what in an article that is not in English: by the lexicon of its language, or, where the program carries
/// none, no more than where quotation marks stand, which a diagnostic then says.
///
/// All spans of the result are in bytes of `article.text`; `input` and `id` are left empty.
#[must_use]
pub fn attribute_by_lexicon(article: Article, analysis: &Analysis) -> Reading {
    match article.language.as_deref().and_then(lexical::lexicon) {
        Some(lexicon) => lexical::attribute(article, analysis, lexicon),
        None => lexical::marks_alone(article, analysis),
    }
}

/// The same as [`attribute`] with other weights than the program's own, or by rules alone; and with the `statements` that the transformer
/// found in the text as a second opinion.
#[must_use]
pub fn attribute_with(
    article: Article,
    analysis: &Analysis,
    roles: Option<&Roles>,
    statements: Option<&[Statement]>,
) -> Reading {
    observe(article, analysis, roles, roles.map(|_| Senses::english()), statements).0
}

/// The same, with what the senses see of each attribution.
fn observe(
    article: Article,
    analysis: &Analysis,
    roles: Option<&Roles>,
    senses: Option<&Senses>,
    statements: Option<&[Statement]>,
) -> (Reading, Vec<Note>) {
    let (reading, notes) = read(article, analysis, senses, |text, passages| {
        let rules: Vec<Vec<Draft>> = passages.iter().map(clauses::read).collect();
        let Some(roles) = roles else { return rules.into_iter().flatten().collect() };
        let mut found = roles::read(text, passages, &rules, roles, statements);
        for (passage, found) in passages.iter().zip(&mut found) {
            reporters::give(passage, found);
        }
        found.into_iter().flatten().collect()
    });
    let analysis = if statements.is_some() { Method::Accurate } else { Method::Fast };
    (Reading { analysis, ..reading }, notes)
}

/// All steps, of which `find` is the third.
fn read(
    article: Article,
    analysis: &Analysis,
    senses: Option<&Senses>,
    find: impl FnOnce(&str, &[Passage]) -> Vec<Draft>,
) -> (Reading, Vec<Note>) {
    let text = article.text.as_str();
    let quotations = quotations::quotations(text, &paragraphs(analysis));
    let passages = passages::passages(text, analysis, &quotations);
    let mut drafts = find(text, &passages);
    drafts.retain(|draft| !draft.is_first_person(text) && !draft.is_nobodys(text));
    let unsettled = floating::settle(text, &quotations, &passages, &mut drafts);
    turns::read(text, analysis, &mut drafts);
    nesting::prune(text, &mut drafts);
    assemble::reading(article, analysis, &quotations, &unsettled, drafts, senses)
}

/// Where the paragraphs stand, in bytes.
fn paragraphs(analysis: &Analysis) -> Vec<Span> {
    analysis
        .paragraphs
        .iter()
        .map(|range| {
            Span::new(analysis.sentences[range.start].span.start, analysis.sentences[range.end - 1].span.end)
        })
        .collect()
}
