//! Chances and scores → statements.

use sayso_model::{Act, SourceKind, Span};

use crate::heads::{Heads, ROLES, Scores, best};
use crate::numbers::softmax;
use crate::pieces::Pieces;
use crate::product::Kernel;
use crate::windows::Window;

/// An anchor is given from this chance on; who uses it may ask for more.
const FAINTEST: f32 = 0.05;
/// What it costs that two neighbouring pieces have different roles.
const TURN: f32 = 1.0;

const SOURCE: usize = 1;
const CUE: usize = 2;
const CONTENT: usize = 3;

/// Somebody's saying something, as the model sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The first piece of the cue.
    pub anchor: Span,
    /// Whose it is; empty when the text does not say.
    pub source: Vec<Span>,
    /// What ties the two.
    pub cue: Vec<Span>,
    /// What is said; never empty.
    pub content: Vec<Span>,
    /// How it is said.
    pub act: Act,
    /// What kind of source says it.
    pub kind: SourceKind,
    /// The chance that it is a statement; faint ones are given too, to be weighed with other evidence.
    pub chance: f32,
    /// The mean chance of its pieces' roles.
    pub clarity: f32,
    /// Every piece around the anchor with the logarithms of its chances of being nothing, source, cue and content.
    pub roles: Vec<(Span, [f32; ROLES])>,
}

/// Gathers what the windows say of each anchor.
pub(crate) struct Decoder<'p> {
    pieces: &'p Pieces,
    anchors: Vec<Anchor>,
}

struct Anchor {
    /// Its number among the article's pieces.
    piece: usize,
    chance: f32,
    nature: (Act, SourceKind),
    /// The piece that the first scores are of; the others follow.
    first: usize,
    scores: Vec<Scores>,
}

impl<'p> Decoder<'p> {
    pub(crate) fn new(pieces: &'p Pieces) -> Self {
        Self { pieces, anchors: Vec::new() }
    }

    /// Takes in the next window.
    pub(crate) fn window(&mut self, window: &Window, kernel: Kernel, vectors: &[f32], heads: &Heads<'_>) {
        let looked = heads.look(kernel, vectors);
        // The window's first place is that of the piece that begins every window.
        let place = |piece: usize| piece - window.begin + 1;
        let before = self.anchors.len();
        for piece in window.core.clone() {
            let chance = looked.chance(place(piece));
            if chance >= FAINTEST && !self.pieces.spans[piece].is_empty() {
                let nature = looked.nature(place(piece));
                self.anchors.push(Anchor {
                    piece,
                    chance,
                    nature,
                    first: window.begin,
                    scores: heads.roles(&looked, place(piece)).split_off(1),
                });
            }
        }
        // Anchors that were there already have said all they can of the pieces that are here again.
        for anchor in
            self.anchors[..before].iter_mut().rev().take_while(|anchor| anchor.piece >= window.begin)
        {
            let fresh = heads.roles(&looked, place(anchor.piece)).split_off(place(window.core.start));
            anchor.scores.extend(fresh);
        }
    }

    pub(crate) fn statements(self) -> Vec<Statement> {
        self.anchors.iter().filter_map(|anchor| self.statement(anchor)).collect()
    }

    fn statement(&self, anchor: &Anchor) -> Option<Statement> {
        let roles = settle(&anchor.scores);
        let content = self.runs(anchor, &roles, CONTENT);
        if content.is_empty() {
            return None;
        }
        let (mut sum, mut count) = (0.0, 0.0);
        for (&role, scores) in roles.iter().zip(&anchor.scores).filter(|(role, _)| **role > 0) {
            let mut chances = *scores;
            softmax(&mut chances);
            sum += chances[role];
            count += 1.0;
        }
        Some(Statement {
            anchor: self.pieces.spans[anchor.piece],
            source: self.source(anchor, &roles),
            cue: self.runs(anchor, &roles, CUE),
            content,
            act: anchor.nature.0,
            kind: anchor.nature.1,
            chance: anchor.chance,
            clarity: sum / count,
            roles: self.pieces.spans[anchor.first..]
                .iter()
                .copied()
                .zip(anchor.scores.iter().map(logarithms))
                .collect(),
        })
    }

    /// A source is one phrase: of several runs, that which is the likeliest in all its pieces.
    fn source(&self, anchor: &Anchor, roles: &[usize]) -> Vec<Span> {
        let mut runs = self.runs(anchor, roles, SOURCE);
        if runs.len() > 1 {
            let worth: Vec<f32> = runs.iter().map(|&run| self.worth(anchor, run)).collect();
            runs = vec![runs[best(&worth)]];
        }
        runs
    }

    /// The mean chance of being source, of the pieces in `run`.
    fn worth(&self, anchor: &Anchor, run: Span) -> f32 {
        let (mut sum, mut count) = (0.0, 0.0);
        for (scores, span) in anchor.scores.iter().zip(&self.pieces.spans[anchor.first..]) {
            if run.covers(*span) && !span.is_empty() {
                let mut chances = *scores;
                softmax(&mut chances);
                sum += chances[SOURCE];
                count += 1.0;
            }
        }
        sum / count
    }

    /// The runs of pieces with one role; a paragraph's end cuts what runs over it.
    fn runs(&self, anchor: &Anchor, roles: &[usize], role: usize) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        let mut open = false;
        for (&given, &span) in roles.iter().zip(&self.pieces.spans[anchor.first..]) {
            match found.last_mut() {
                _ if given != role || span.is_empty() => {
                    open = false;
                    continue;
                }
                Some(last) if open => last.end = span.end,
                _ => found.push(span),
            }
            open = true;
        }
        found
    }
}

/// Scores as logarithms of chances.
fn logarithms(scores: &Scores) -> Scores {
    let mut chances = *scores;
    softmax(&mut chances);
    chances.map(|chance| chance.max(1e-6).ln())
}

/// The roles that score best together when every change from piece to piece costs [`TURN`] (Viterbi 1967).
fn settle(scores: &[Scores]) -> Vec<usize> {
    let mut sums = [0.0; ROLES];
    let mut back: Vec<[u8; ROLES]> = Vec::with_capacity(scores.len());
    for (at, scores) in scores.iter().enumerate() {
        let top = best(&sums);
        let turned = if at == 0 { sums[top] } else { sums[top] - TURN };
        let mut from = [0_u8; ROLES];
        for role in 0..ROLES {
            let stays = sums[role] >= turned;
            from[role] = if stays { role as u8 } else { top as u8 };
            sums[role] = if stays { sums[role] } else { turned } + scores[role];
        }
        // Kept near zero, so that a long text costs no precision.
        let least = sums[best(&sums)];
        sums.iter_mut().for_each(|sum| *sum -= least);
        back.push(from);
    }
    let mut role = best(&sums);
    let mut roles = vec![0; scores.len()];
    for (at, from) in back.iter().enumerate().rev() {
        roles[at] = role;
        role = usize::from(from[role]);
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_piece_does_not_turn_the_role() {
        let strong = [0.0, 0.0, 0.0, 3.0];
        let weak = [0.8, 0.0, 0.0, 0.0];
        let none = [3.0, 0.0, 0.0, 0.0];
        assert_eq!(settle(&[none, strong, weak, strong, none]), [0, 3, 3, 3, 0]);
        assert_eq!(settle(&[none, strong, none, strong]), [0, 3, 0, 3]);
        assert_eq!(settle(&[]), Vec::<usize>::new());
    }
}
