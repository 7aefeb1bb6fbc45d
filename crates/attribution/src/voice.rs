//! In whose voice each sentence is told.

use sayso_language::{Analysis, Tag, Token, Word, word};
use sayso_model::{Attribution, Profile, Sentence, Source, SourceKind, Span, Voice};

use crate::lexicon::{Frames, cues, is_subordinator};
use crate::people::{Class, classes};

/// Words of its own that a sentence may hold and still be a source's: time, place, manner of the saying.
const ASIDE_WORDS: usize = 7;

/// The voice of every sentence, and the ids of the attributions with content in it. `voice` tells whether a sentence with
/// content is told by its sources alone, from its tokens and what covers them.
pub(crate) fn sentences(
    analysis: &Analysis,
    attributions: &[Attribution],
    voice: impl Fn(&[Token], &[(usize, Span, bool)]) -> Voice,
) -> Vec<Sentence> {
    let mut held: Vec<Vec<(usize, Span, bool)>> = vec![Vec::new(); analysis.sentences.len()];
    for (number, attribution) in attributions.iter().enumerate() {
        let parts = [
            (&attribution.content_spans, true),
            (&attribution.cue_spans, false),
            (&attribution.source_spans, false),
        ];
        for (spans, content) in parts {
            for &span in spans {
                let mut at = analysis.sentence_at(span.start);
                while at < analysis.sentences.len() && analysis.sentences[at].span.start < span.end {
                    held[at].push((number, span, content));
                    at += 1;
                }
            }
        }
    }
    let voices = analysis.sentences.iter().zip(&held).map(|(sentence, held)| {
        let mut ids: Vec<usize> =
            held.iter().filter(|(.., content)| *content).map(|(number, ..)| *number).collect();
        ids.sort_unstable();
        ids.dedup();
        let voice =
            if ids.is_empty() { Voice::Own } else { voice(&analysis.tokens[sentence.tokens.clone()], held) };
        Sentence {
            span: sentence.span,
            voice,
            attributions: ids.into_iter().map(|number| attributions[number].id.clone()).collect(),
        }
    });
    voices.collect()
}

/// Whether what no attribution covers is more than an aside to the saying, in a sentence with tags.
pub(crate) fn of_tagged(tokens: &[Token], held: &[(usize, Span, bool)]) -> Voice {
    let depth = depth(tokens, held);
    let free: Vec<usize> =
        (0..tokens.len()).filter(|&at| tokens[at].tag != Tag::Mark && depth[at] == 0).collect();
    // where it was said: "In findings published on Monday in Nature, …"
    let led = free.first().is_some_and(|&at| at == 0 && tokens[at].tag == Tag::IN);
    let lead = if led { lead(tokens) } else { 0 };
    let free: Vec<&Token> = free.into_iter().filter(|&at| at >= lead).map(|at| &tokens[at]).collect();
    // a clause of its own: a subject and a finite verb that tells of something else than the saying
    let finite = free.iter().filter(|token| token.tag.is_finite() && !is_saying(token.word)).count();
    let saying = free.iter().any(|token| is_saying(token.word));
    let nouns = free.iter().filter(|token| token.tag.is_noun()).count();
    let circumstance = free.first().is_some_and(|token| is_subordinator(token.word) || token.tag == Tag::IN);
    let own = finite >= 1 && nouns >= 1 && !(circumstance && free.len() <= ASIDE_WORDS)
        || free.len() > 2 * ASIDE_WORDS && !saying;
    if own { Voice::Mixed } else { Voice::Attributed }
}

/// By how many spans each token is covered, in one pass over both.
fn depth(tokens: &[Token], held: &[(usize, Span, bool)]) -> Vec<i32> {
    let mut depth = vec![0_i32; tokens.len() + 1];
    for (_, span, _) in held {
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let end = tokens.partition_point(|token| token.span.start < span.end);
        if first < end {
            depth[first] += 1;
            depth[end] -= 1;
        }
    }
    let mut open = 0;
    for one in &mut depth {
        open += *one;
        *one = open;
    }
    depth
}

/// The end of an opening phrase that names a work: "In findings published on Monday in Nature,".
fn lead(tokens: &[Token]) -> usize {
    let end = tokens.iter().position(|token| token.word == word(",")).unwrap_or(0);
    let work = tokens[..end].iter().take(6).any(|token| {
        token.tag.is_noun() && classes(token.word).has(Class::Document) || token.word == word("interview")
    });
    if work { end } else { 0 }
}

/// Whether a verb tells of the saying itself, so that a clause with it is no news of the article's own.
fn is_saying(form: Word) -> bool {
    cues()
        .verb(form)
        .is_some_and(|verb| verb.frames.has(Frames::STRONG) || verb.frames.has(Frames::REPORTING))
}

/// The counts of a reading: shares of words by the voice of their sentence.
pub(crate) fn profile(analysis: &Analysis, sentences: &[Sentence], sources: &[Source]) -> Profile {
    let mut counts = [0_usize; 3];
    for (told, sentence) in sentences.iter().zip(&analysis.sentences) {
        let words =
            analysis.tokens[sentence.tokens.clone()].iter().filter(|token| token.tag != Tag::Mark).count();
        counts[match told.voice {
            Voice::Attributed => 0,
            Voice::Own => 1,
            Voice::Mixed => 2,
        }] += words;
    }
    let words: usize = counts.iter().sum();
    let share =
        |count: usize| if words == 0 { 0.0 } else { (count as f32 / words as f32 * 1000.0).round() / 1000.0 };
    let speaking = |kinds: &[SourceKind]| {
        sources.iter().filter(|source| source.statements > 0 && kinds.contains(&source.kind)).count()
    };
    Profile {
        words,
        attributed: share(counts[0]),
        own: share(counts[1]),
        mixed: share(counts[2]),
        named_sources: speaking(&[SourceKind::Person, SourceKind::Organisation, SourceKind::Outlet]),
        anonymous_sources: speaking(&[SourceKind::Anonymous]),
    }
}
