//! Products of matrices, in whole numbers.
//!
//! Each row of inputs is scaled to signed numbers of 13 bits, each row of weights has signed bytes; the sums fit 32 bits
//! and are exact, so that their order and the width of the machine's registers do not matter. A kernel takes eight rows
//! of inputs and a strip of 32 outputs at a time, two neighbouring inputs in one step: that is what the machines' own
//! instruction for it (`pmaddwd`, `vpdpwssd`) does.

mod kernels;

pub(crate) use kernels::{Kernel, Work};

/// Outputs in a strip.
pub(crate) const STRIP: usize = 32;
/// Rows of inputs that a kernel takes at a time.
pub(crate) const ROWS: usize = 8;
/// Two neighbouring weights of each output of a strip: those of the even input and of the odd one in turn.
pub(crate) type Pair = [i16; 2 * STRIP];

/// The largest input after scaling. With weights up to 127 and 1,536 inputs a sum stays under 2^30.
const LARGEST: f32 = 4_095.0;

/// A matrix of weights to multiply by.
#[derive(Debug)]
pub(crate) struct Matrix<'m> {
    pub(crate) inputs: usize,
    /// What each output is multiplied by.
    pub(crate) scales: Vec<f32>,
    /// What is added to each output.
    pub(crate) biases: Vec<f32>,
    /// Strip by strip, pair of inputs by pair of inputs, as in [`Pair`]; the last strip is filled up with zeros.
    pub(crate) weights: &'m [i8],
}

/// Rows of whole numbers, each with its scale.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Pairs of inputs in a row.
    pairs: usize,
    /// Two inputs in each number, the even one low; rows are filled up to a multiple of [`ROWS`].
    numbers: Vec<i32>,
    scales: Vec<f32>,
}

impl Rows {
    /// Makes room for `rows` rows of `inputs` inputs, each to be set. Rows to fill up hold whatever was there.
    #[inline(always)]
    pub(crate) fn make_room(&mut self, rows: usize, inputs: usize) {
        self.pairs = inputs / 2;
        let rows = rows.next_multiple_of(ROWS);
        self.numbers.resize(rows * self.pairs, 0);
        self.scales.resize(rows, 0.0);
    }

    /// Takes `rows` rows of `inputs` numbers that lie one after the other.
    #[inline(always)]
    pub(crate) fn take(&mut self, numbers: &[f32], inputs: usize) {
        self.make_room(numbers.len() / inputs, inputs);
        for (row, numbers) in numbers.chunks_exact(inputs).enumerate() {
            self.set(row, numbers, 1.0);
        }
    }

    /// Sets a row; its outputs will be multiplied by `factor`.
    #[inline(always)]
    pub(crate) fn set(&mut self, row: usize, numbers: &[f32], factor: f32) {
        // A row of zeros keeps its scale within bounds all the same.
        let most = crate::numbers::largest(numbers, f32::abs).max(f32::MIN_POSITIVE * LARGEST);
        self.fill(row, numbers, LARGEST / most);
        self.scales[row] = most / LARGEST * factor;
    }

    /// Sets a row whose numbers lie between 0 and 1 and sum to 1.
    #[inline(always)]
    pub(crate) fn set_chances(&mut self, row: usize, chances: &[f32]) {
        const WHOLE: f32 = 16_384.0;
        self.fill(row, chances, WHOLE);
        self.scales[row] = 1.0 / WHOLE;
    }

    #[inline(always)]
    fn fill(&mut self, row: usize, numbers: &[f32], factor: f32) {
        let room = &mut self.numbers[row * self.pairs..][..self.pairs];
        let pairs = numbers.chunks_exact(2);
        room[numbers.len() / 2..].fill(0);
        if let ([last], Some(room)) = (pairs.remainder(), room.get_mut(numbers.len() / 2)) {
            *room = rounded(last * factor) & 0xFFFF;
        }
        for (room, pair) in room.iter_mut().zip(pairs) {
            *room = rounded(pair[0] * factor) & 0xFFFF | rounded(pair[1] * factor) << 16;
        }
    }
}

/// The nearest whole number in the low 16 bits, with plain instructions: adding 1.5 · 2^23 leaves it there.
#[inline(always)]
pub(crate) fn rounded(number: f32) -> i32 {
    (number + 12_582_912.0).to_bits().cast_signed()
}

impl Matrix<'_> {
    /// Multiplies `rows` rows into `out`, where they lie one after the other.
    #[inline(always)]
    pub(crate) fn multiply(
        &self,
        kernel: Kernel,
        inputs: &Rows,
        rows: usize,
        strip: &mut Vec<Pair>,
        out: &mut Vec<f32>,
    ) {
        let outputs = self.scales.len();
        out.resize(rows * outputs, 0.0);
        strip.resize(self.inputs / 2, [0; 2 * STRIP]);
        for (number, weights) in self.weights.chunks_exact(self.inputs * STRIP).enumerate() {
            for (pair, weights) in strip.iter_mut().zip(weights.as_chunks::<{ 2 * STRIP }>().0) {
                for (wide, narrow) in pair.iter_mut().zip(*weights) {
                    *wide = i16::from(narrow);
                }
            }
            let first = number * STRIP;
            let end = outputs.min(first + STRIP);
            let (scales, biases) = (&self.scales[first..end], &self.biases[first..end]);
            products(kernel, inputs, rows, strip, |row, scale, sums| {
                let out = &mut out[row * outputs + first..][..end - first];
                for (((out, &sum), &by), &bias) in out.iter_mut().zip(sums).zip(scales).zip(biases) {
                    *out = sum as f32 * (scale * by) + bias;
                }
            });
        }
    }
}

/// Hands the sums of each row with one strip to `each`, with the row's number and scale.
#[inline(always)]
pub(crate) fn products(
    kernel: Kernel,
    inputs: &Rows,
    rows: usize,
    strip: &[Pair],
    mut each: impl FnMut(usize, f32, &[i32; STRIP]),
) {
    let mut sums = [[0; STRIP]; ROWS];
    for first in (0..rows).step_by(ROWS) {
        let numbers = &inputs.numbers[first * inputs.pairs..][..ROWS * inputs.pairs];
        kernel.sums(numbers, strip, &mut sums);
        for (row, sums) in (first..rows).zip(&sums) {
            each(row, inputs.scales[row], sums);
        }
    }
}
