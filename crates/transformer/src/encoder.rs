//! Six layers that make of each piece a vector that knows its surroundings (Devlin et al. 2019).

use crate::model_file::{ModelError, ModelFile, Table};
use crate::numbers::{gelu, largest, layer_norm, softmax};
use crate::product::{Kernel, Matrix, Meaning, Quad, Rows, STEP, STRIP, Work, products, rounded};
use crate::windows::LENGTH;

const LAYERS: usize = 6;
const HEADS: usize = 12;
/// Numbers in a vector.
pub(crate) const WIDTH: usize = 384;
/// Numbers of a vector that one head looks at: one strip.
const SHARE: usize = WIDTH / HEADS;
const INNER: usize = 4 * WIDTH;
/// The largest number of a signed byte, as weights have them.
const BYTE: f32 = 127.0;

const _: () = assert!(SHARE == STRIP);

#[derive(Debug)]
pub(crate) struct Encoder<'m> {
    words: Table<'m>,
    /// A vector for each place in a window.
    places: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer<'m>>,
    kernel: Kernel,
}

#[derive(Debug)]
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

#[derive(Debug)]
struct Layer<'m> {
    /// Query, key and value.
    qkv: Matrix<'m>,
    out: Matrix<'m>,
    norm1: Norm,
    up: Matrix<'m>,
    down: Matrix<'m>,
    norm2: Norm,
}

/// Room for the numbers on their way, used again for each window.
#[derive(Debug, Default)]
pub(crate) struct Room {
    vectors: Vec<f32>,
    wide: Vec<f32>,
    part: Vec<f32>,
    rows: Rows,
    attention: Attention,
}

#[derive(Debug, Default)]
struct Attention {
    queries: Rows,
    chances: Rows,
    keys: Vec<Quad>,
    /// Of each key what its numbers are multiplied by, and their sum after that.
    key_scales: Vec<f32>,
    key_sums: Vec<f32>,
    values: Vec<Quad>,
    scores: Vec<f32>,
    seen: Vec<f32>,
}

impl Norm {
    fn load(file: &mut ModelFile<'_>, scale: &'static str, shift: &'static str) -> Result<Self, ModelError> {
        Ok(Self { scale: file.vector(scale, WIDTH)?, shift: file.vector(shift, WIDTH)? })
    }

    #[inline(always)]
    fn apply(&self, vectors: &mut [f32]) {
        for vector in vectors.chunks_exact_mut(WIDTH) {
            layer_norm(vector, &self.scale, &self.shift);
        }
    }
}

impl<'m> Encoder<'m> {
    pub(crate) fn load(file: &mut ModelFile<'m>, pieces: usize) -> Result<Self, ModelError> {
        let words = file.table("words", pieces, WIDTH)?;
        let places = file.vector("places", LENGTH * WIDTH)?;
        let norm = Norm::load(file, "norm.scale", "norm.shift")?;
        let mut layers = Vec::with_capacity(LAYERS);
        for _ in 0..LAYERS {
            layers.push(Layer {
                qkv: file.matrix("qkv", 3 * WIDTH, WIDTH)?,
                out: file.matrix("out", WIDTH, WIDTH)?,
                norm1: Norm::load(file, "norm1.scale", "norm1.shift")?,
                up: file.matrix("up", INNER, WIDTH)?,
                down: file.matrix("down", WIDTH, INNER)?,
                norm2: Norm::load(file, "norm2.scale", "norm2.shift")?,
            });
        }
        Ok(Self { words, places, norm, layers, kernel: Kernel::fastest() })
    }

    /// The vectors of one window's pieces, one after the other; at most [`LENGTH`] pieces.
    pub(crate) fn encode<'w>(&self, ids: &[u32], room: &'w mut Room) -> &'w [f32] {
        let length = ids.len();
        room.vectors.clear();
        room.vectors.extend_from_slice(&self.places[..length * WIDTH]);
        for (vector, &id) in room.vectors.chunks_exact_mut(WIDTH).zip(ids) {
            self.words.add(id as usize, vector);
        }
        self.norm.apply(&mut room.vectors);
        for layer in &self.layers {
            self.kernel.widely(Step { layer, kernel: self.kernel, length, room });
        }
        &room.vectors
    }

    /// Multiplies in this way from now on.
    pub(crate) fn use_kernel(&mut self, kernel: Kernel) {
        self.kernel = kernel;
    }

    /// The way it multiplies.
    pub(crate) fn kernel(&self) -> Kernel {
        self.kernel
    }
}

/// One layer on its way over a window.
struct Step<'s, 'm> {
    layer: &'s Layer<'m>,
    kernel: Kernel,
    length: usize,
    room: &'s mut Room,
}

impl Work for Step<'_, '_> {
    #[inline(always)]
    fn run(self) {
        self.layer.apply(self.kernel, self.length, self.room);
    }
}

impl Layer<'_> {
    #[inline(always)]
    fn apply(&self, kernel: Kernel, length: usize, room: &mut Room) {
        room.rows.take(&room.vectors, WIDTH);
        self.qkv.multiply(kernel, &room.rows, length, &mut room.wide);
        room.attention.look(kernel, &room.wide, length);
        room.rows.take(&room.attention.seen, WIDTH);
        self.out.multiply(kernel, &room.rows, length, &mut room.part);
        add(&mut room.vectors, &room.part);
        self.norm1.apply(&mut room.vectors);
        room.rows.take(&room.vectors, WIDTH);
        self.up.multiply(kernel, &room.rows, length, &mut room.wide);
        for number in &mut room.wide {
            *number = gelu(*number);
        }
        room.rows.take(&room.wide, INNER);
        self.down.multiply(kernel, &room.rows, length, &mut room.part);
        add(&mut room.vectors, &room.part);
        self.norm2.apply(&mut room.vectors);
    }
}

#[inline(always)]
fn add(to: &mut [f32], what: &[f32]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += what;
    }
}

impl Attention {
    /// Sets `seen` to what each head sees: the values of all pieces, each by how well its key answers the query.
    #[inline(always)]
    fn look(&mut self, kernel: Kernel, qkv: &[f32], length: usize) {
        self.seen.resize(length * WIDTH, 0.0);
        for head in 0..HEADS {
            self.head(kernel, qkv, length, head * SHARE);
        }
    }

    #[inline(always)]
    fn head(&mut self, kernel: Kernel, qkv: &[f32], length: usize, first: usize) {
        let of = |piece: usize, which: usize| &qkv[piece * 3 * WIDTH + which * WIDTH + first..][..SHARE];
        let padded = length.next_multiple_of(STRIP);
        let factor = 1.0 / (SHARE as f32).sqrt();
        self.queries.make_room(length, SHARE);
        for piece in 0..length {
            self.queries.set(piece, of(piece, 0));
        }
        self.lay_keys(length, factor, |piece| of(piece, 1));
        self.scores.resize(length * padded, 0.0);
        for (number, strip) in self.keys.chunks_exact(SHARE / STEP).enumerate() {
            let scales = &self.key_scales[number * STRIP..][..STRIP];
            let wholes = &self.key_sums[number * STRIP..][..STRIP];
            let scores = &mut self.scores;
            products(kernel, &self.queries, length, strip, |row, Meaning { low, step }, sums| {
                let scores = &mut scores[row * padded + number * STRIP..][..STRIP];
                for ((score, &sum), (&scale, &whole)) in
                    scores.iter_mut().zip(sums).zip(scales.iter().zip(wholes))
                {
                    *score = sum as f32 * (step * scale) + low * whole;
                }
            });
        }
        self.chances.make_room(length, length);
        for (row, scores) in self.scores.chunks_exact_mut(padded).enumerate() {
            softmax(&mut scores[..length]);
            self.chances.set_chances(row, &scores[..length]);
        }
        let scales = self.lay_values(length, |piece| of(piece, 2));
        let seen = &mut self.seen;
        products(kernel, &self.chances, length, &self.values, |row, Meaning { step, .. }, sums| {
            let seen = &mut seen[row * WIDTH + first..][..SHARE];
            for ((seen, &sum), &scale) in seen.iter_mut().zip(sums).zip(&scales) {
                *seen = sum as f32 * (step * scale);
            }
        });
    }

    /// Lays the keys, multiplied by `factor`, in strips: each piece is an output, each number of its key an input.
    #[inline(always)]
    fn lay_keys<'k>(&mut self, length: usize, factor: f32, key: impl Fn(usize) -> &'k [f32]) {
        let padded = length.next_multiple_of(STRIP);
        self.keys.clear();
        self.keys.resize(padded / STRIP * (SHARE / STEP), [0; STEP * STRIP]);
        for all in [&mut self.key_scales, &mut self.key_sums] {
            all.clear();
            all.resize(padded, 0.0);
        }
        for piece in 0..length {
            let key = key(piece);
            let most = largest(key, f32::abs).max(f32::MIN_POSITIVE * BYTE);
            let mut whole = 0;
            let strip = &mut self.keys[piece / STRIP * (SHARE / STEP)..][..SHARE / STEP];
            for (quad, numbers) in strip.iter_mut().zip(key.as_chunks::<STEP>().0) {
                let room = &mut quad[piece % STRIP * STEP..][..STEP];
                for (room, number) in room.iter_mut().zip(numbers) {
                    *room = rounded(number * (BYTE / most)) as i8;
                    whole += i32::from(*room);
                }
            }
            self.key_scales[piece] = most / BYTE * factor;
            self.key_sums[piece] = whole as f32 * self.key_scales[piece];
        }
    }

    /// Lays the values in one strip: each piece is an input, each number of its value an output. Gives the outputs' scales.
    #[inline(always)]
    fn lay_values<'v>(&mut self, length: usize, value: impl Fn(usize) -> &'v [f32]) -> [f32; SHARE] {
        let mut most = [f32::MIN_POSITIVE * BYTE; SHARE];
        for piece in 0..length {
            for (most, number) in most.iter_mut().zip(value(piece)) {
                *most = most.max(number.abs());
            }
        }
        let factors = most.map(|most| BYTE / most);
        self.values.clear();
        self.values.resize(length.div_ceil(STEP), [0; STEP * STRIP]);
        for piece in 0..length {
            let quad = &mut self.values[piece / STEP];
            for ((room, number), factor) in quad.chunks_exact_mut(STEP).zip(value(piece)).zip(factors) {
                room[piece % STEP] = rounded(number * factor) as i8;
            }
        }
        most.map(|most| most / BYTE)
    }
}
