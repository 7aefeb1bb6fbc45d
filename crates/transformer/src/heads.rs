//! What the vectors of pieces say: which are anchors, and what each piece is to an anchor.

use sayso_model::Act;

use crate::encoder::WIDTH;
use crate::model_file::{ModelError, ModelFile};
use crate::numbers::softmax;
use crate::product::{Kernel, Matrix, Rows};

/// Numbers that the two pieces of a pair meet in.
const MEET: usize = 128;
/// Steps of how far two pieces stand apart: so many before and so many after.
const STEPS: [usize; 15] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192];
/// Three labels of each of three layers, which only training needs; then two of the anchor, four acts, eight kinds.
const UNARY: usize = 23;
const ANCHOR: usize = 9;
const ACT: usize = 11;
const KIND: usize = 15;

/// What a piece may be to an anchor.
pub(crate) const ROLES: usize = 4;
/// Scores of nothing, source, cue and content.
pub(crate) type Scores = [f32; ROLES];

#[derive(Debug)]
pub(crate) struct Heads<'m> {
    unary: Matrix<'m>,
    anchor: Matrix<'m>,
    piece: Matrix<'m>,
    apart: Vec<f32>,
    role: Vec<f32>,
    role_bias: Vec<f32>,
}

/// What was made of one window's vectors.
#[derive(Debug, Default)]
pub(crate) struct Looked {
    unary: Vec<f32>,
    anchor: Vec<f32>,
    piece: Vec<f32>,
    length: usize,
}

impl<'m> Heads<'m> {
    pub(crate) fn load(file: &mut ModelFile<'m>) -> Result<Self, ModelError> {
        Ok(Self {
            unary: file.matrix("unary", UNARY, WIDTH)?,
            anchor: file.matrix("pair.anchor", 2 * MEET, WIDTH)?,
            piece: file.matrix("pair.piece", 2 * MEET, WIDTH)?,
            apart: file.vector("pair.apart", 2 * (STEPS.len() + 1) * MEET)?,
            role: file.vector("pair.role", ROLES * MEET)?,
            role_bias: file.vector("pair.role.bias", ROLES)?,
        })
    }

    pub(crate) fn look(&self, kernel: Kernel, vectors: &[f32]) -> Looked {
        let mut looked = Looked { length: vectors.len() / WIDTH, ..Looked::default() };
        let mut rows = Rows::default();
        rows.take(vectors, WIDTH);
        self.unary.multiply(kernel, &rows, looked.length, &mut looked.unary);
        self.anchor.multiply(kernel, &rows, looked.length, &mut looked.anchor);
        self.piece.multiply(kernel, &rows, looked.length, &mut looked.piece);
        looked
    }

    /// The scores of every piece of the window, for the anchor at `place`.
    pub(crate) fn roles(&self, looked: &Looked, place: usize) -> Vec<Scores> {
        let (shift, scale) = looked.anchor[place * 2 * MEET..][..2 * MEET].split_at(MEET);
        let mut hidden = [0.0_f32; MEET];
        let mut found = Vec::with_capacity(looked.length);
        for piece in 0..looked.length {
            let (own, gate) = looked.piece[piece * 2 * MEET..][..2 * MEET].split_at(MEET);
            let apart = &self.apart[step(place, piece) * MEET..][..MEET];
            for at in 0..MEET {
                let sum = shift[at] + own[at] + scale[at] * gate[at] + apart[at];
                hidden[at] = if sum > 0.0 { sum } else { 0.0 };
            }
            found.push(std::array::from_fn(|role| {
                let weights = &self.role[role * MEET..][..MEET];
                dot(weights, &hidden) + self.role_bias[role]
            }));
        }
        found
    }
}

impl Looked {
    /// The scores of every piece by itself.
    #[cfg(test)]
    pub(crate) fn unary(&self) -> &[f32] {
        &self.unary
    }

    /// The chance that the piece at `place` is an anchor.
    pub(crate) fn chance(&self, place: usize) -> f32 {
        let mut scores = [0.0; ACT - ANCHOR];
        scores.copy_from_slice(&self.unary[place * UNARY..][ANCHOR..ACT]);
        softmax(&mut scores);
        scores[1]
    }

    /// The act of the anchor at `place`.
    pub(crate) fn act(&self, place: usize) -> Act {
        let acts = [Act::Speech, Act::Writing, Act::Thought, Act::Plan];
        acts[best(&self.unary[place * UNARY..][ACT..KIND])]
    }
}

/// The place of the best score.
fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

/// How far the piece stands from the anchor: fine near by and coarse far off, after it and then before it.
fn step(anchor: usize, piece: usize) -> usize {
    let steps = STEPS.partition_point(|&step| step <= anchor.abs_diff(piece));
    if piece < anchor { steps + STEPS.len() + 1 } else { steps }
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 16];
    for (one, other) in one.chunks_exact(16).zip(other.chunks_exact(16)) {
        for at in 0..16 {
            lanes[at] += one[at] * other[at];
        }
    }
    lanes.iter().sum()
}
