//! Chances and scores → statements.

use sayso_model::{Act, Span};

use crate::heads::{Heads, ROLES, Scores};
use crate::numbers::softmax;
use crate::pieces::Pieces;
use crate::product::Kernel;
use crate::windows::Window;

/// An anchor is given from this chance on; who uses it may ask for more.
const FAINTEST: f32 = 0.05;
/// Somebody's saying something, as the model sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The first piece of the cue.
    pub anchor: Span,
    /// How it is said.
    pub act: Act,
    /// The chance that it is a statement; faint ones are given too, to be weighed with other evidence.
    pub chance: f32,
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
    act: Act,
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
                let act = looked.act(place(piece));
                self.anchors.push(Anchor {
                    piece,
                    chance,
                    act,
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
        let statement = |anchor: &Anchor| Statement {
            anchor: self.pieces.spans[anchor.piece],
            act: anchor.act,
            chance: anchor.chance,
            roles: self.pieces.spans[anchor.first..]
                .iter()
                .copied()
                .zip(anchor.scores.iter().map(logarithms))
                .collect(),
        };
        self.anchors.iter().map(statement).collect()
    }
}

/// Scores as logarithms of chances.
fn logarithms(scores: &Scores) -> Scores {
    let mut chances = *scores;
    softmax(&mut chances);
    chances.map(|chance| chance.max(1e-6).ln())
}
