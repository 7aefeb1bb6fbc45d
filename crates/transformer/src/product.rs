//! Products of matrices, in whole numbers.
//!
//! Each row of inputs is laid between its smallest and its largest number in 127 steps, each row of weights has signed
//! bytes; the sums fit 32 bits and are exact, so that their order and the width of the machine's registers do not matter.
//! A kernel takes eight rows of inputs and a strip of 32 outputs at a time, four neighbouring inputs in one step: that is
//! what the machines' own instructions for it (`vpdpbusd`, `pmaddubsw`) do. Seven bits of input, not eight, because
//! `pmaddubsw` adds two products in sixteen bits: 2 · 127 · 127 is the most that fits.

mod kernels;

pub use kernels::Kernel;
pub(crate) use kernels::Work;

/// Outputs in a strip.
pub(crate) const STRIP: usize = 32;
/// Rows of inputs that a kernel takes at a time.
pub(crate) const ROWS: usize = 8;
/// Inputs that a kernel takes in one step.
pub(crate) const STEP: usize = 4;
/// The weights of four neighbouring inputs for each output of a strip, output by output.
pub(crate) type Quad = [i8; STEP * STRIP];

/// The largest input after scaling.
const LARGEST: f32 = 127.0;

/// A matrix of weights to multiply by.
#[derive(Debug)]
pub(crate) struct Matrix<'m> {
    pub(crate) inputs: usize,
    /// What each output is multiplied by.
    pub(crate) scales: Vec<f32>,
    /// What is added to each output.
    pub(crate) biases: Vec<f32>,
    /// The sum of each output's weights, scaled: what an input of 1 everywhere would give.
    sums: Vec<f32>,
    /// Strip by strip; the last is filled up with zeros.
    weights: &'m [Quad],
}

/// Rows of whole numbers from 0 to 127, each with what its numbers stand for.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Steps of four inputs in a row.
    length: usize,
    /// Four inputs in each number, the first lowest; rows are filled up to a multiple of [`ROWS`].
    numbers: Vec<u32>,
    meanings: Vec<Meaning>,
}

/// What the whole numbers of a row stand for: `low + number · step`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Meaning {
    pub(crate) low: f32,
    pub(crate) step: f32,
}

impl Rows {
    /// Makes room for `rows` rows of `inputs` inputs, each to be set. Rows to fill up hold whatever was there.
    #[inline(always)]
    pub(crate) fn make_room(&mut self, rows: usize, inputs: usize) {
        self.length = inputs.div_ceil(STEP);
        let rows = rows.next_multiple_of(ROWS);
        self.numbers.resize(rows * self.length, 0);
        self.meanings.resize(rows, Meaning::default());
    }

    /// Takes rows of `inputs` numbers that lie one after the other.
    #[inline(always)]
    pub(crate) fn take(&mut self, numbers: &[f32], inputs: usize) {
        self.make_room(numbers.len() / inputs, inputs);
        for (row, numbers) in numbers.chunks_exact(inputs).enumerate() {
            self.set(row, numbers);
        }
    }

    /// Sets a row.
    #[inline(always)]
    pub(crate) fn set(&mut self, row: usize, numbers: &[f32]) {
        let low = -crate::numbers::largest(numbers, |number| -number);
        // A row of equal numbers keeps its step above zero all the same.
        let width =
            (crate::numbers::largest(numbers, |number| number) - low).max(f32::MIN_POSITIVE * LARGEST);
        self.fill(row, numbers, low, LARGEST / width);
        self.meanings[row] = Meaning { low, step: width / LARGEST };
    }

    /// Sets a row of chances, whose sum stays 1 whatever rounding does to them.
    #[inline(always)]
    pub(crate) fn set_chances(&mut self, row: usize, chances: &[f32]) {
        let most = crate::numbers::largest(chances, |chance| chance).max(f32::MIN_POSITIVE * LARGEST);
        self.fill(row, chances, 0.0, LARGEST / most);
        let sum: u32 = self.bytes(row).iter().map(|&number| u32::from(number)).sum();
        self.meanings[row] = Meaning { low: 0.0, step: 1.0 / sum.max(1) as f32 };
    }

    #[inline(always)]
    fn fill(&mut self, row: usize, numbers: &[f32], low: f32, factor: f32) {
        let (room, over) = self.bytes(row).split_at_mut(numbers.len());
        for (room, number) in room.iter_mut().zip(numbers) {
            *room = rounded((number - low) * factor) as u8;
        }
        over.fill(0);
    }

    #[inline(always)]
    fn bytes(&mut self, row: usize) -> &mut [u8] {
        bytemuck::cast_slice_mut(&mut self.numbers[row * self.length..][..self.length])
    }
}

/// The nearest whole number in the low bits, with plain instructions: adding 1.5 · 2^23 leaves it there.
#[inline(always)]
pub(crate) fn rounded(number: f32) -> i32 {
    (number + 12_582_912.0).to_bits().cast_signed()
}

impl<'m> Matrix<'m> {
    /// A matrix of `inputs` inputs, a multiple of [`STEP`], and as many outputs as there are scales.
    pub(crate) fn new(inputs: usize, scales: Vec<f32>, biases: Vec<f32>, weights: &'m [Quad]) -> Self {
        let mut sums = vec![0.0; scales.len()];
        for (sums, strip) in sums.chunks_mut(STRIP).zip(weights.chunks_exact(inputs / STEP)) {
            let mut wholes = [0_i32; STRIP];
            for (whole, weights) in
                strip.iter().flat_map(|quad| quad.as_chunks::<STEP>().0.iter().enumerate())
            {
                wholes[whole] += weights.iter().map(|&weight| i32::from(weight)).sum::<i32>();
            }
            for (sum, whole) in sums.iter_mut().zip(wholes) {
                *sum = whole as f32;
            }
        }
        for (sum, scale) in sums.iter_mut().zip(&scales) {
            *sum *= scale;
        }
        Self { inputs, scales, biases, sums, weights }
    }

    /// Multiplies `rows` rows into `out`, where they lie one after the other.
    #[inline(always)]
    pub(crate) fn multiply(&self, kernel: Kernel, inputs: &Rows, rows: usize, out: &mut Vec<f32>) {
        let outputs = self.scales.len();
        out.resize(rows * outputs, 0.0);
        for (number, strip) in self.weights.chunks_exact(self.inputs / STEP).enumerate() {
            let first = number * STRIP;
            let end = outputs.min(first + STRIP);
            let (scales, biases) = (&self.scales[first..end], &self.biases[first..end]);
            let whole = &self.sums[first..end];
            products(kernel, inputs, rows, strip, |row, Meaning { low, step }, sums| {
                let out = &mut out[row * outputs + first..][..end - first];
                let known = scales.iter().zip(biases).zip(whole);
                for ((out, &sum), ((&scale, &bias), &whole)) in out.iter_mut().zip(sums).zip(known) {
                    *out = sum as f32 * (step * scale) + (low * whole + bias);
                }
            });
        }
    }
}

/// Hands the sums of each row with one strip to `each`, with the row's number and meaning.
#[inline(always)]
pub(crate) fn products(
    kernel: Kernel,
    inputs: &Rows,
    rows: usize,
    strip: &[Quad],
    mut each: impl FnMut(usize, Meaning, &[i32; STRIP]),
) {
    let mut sums = [[0; STRIP]; ROWS];
    for first in (0..rows).step_by(ROWS) {
        let numbers = &inputs.numbers[first * inputs.length..][..ROWS * inputs.length];
        kernel.sums(numbers, strip, &mut sums);
        for (row, sums) in (first..rows).zip(&sums) {
            each(row, inputs.meanings[row], sums);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_near_the_true_ones() {
        let inputs: Vec<f32> = (0..16).map(|at| (at as f32 * 0.7).sin() * 3.0 + 1.0).collect();
        let weight =
            |output: usize, input: usize| i8::try_from((output * 7 + input * 13) % 255).unwrap_or(-100);
        let weights: Vec<Quad> =
            (0..4).map(|step| std::array::from_fn(|at| weight(at / STEP, step * STEP + at % STEP))).collect();
        let matrix = Matrix::new(16, vec![0.01; STRIP], vec![0.5; STRIP], &weights);
        let (mut rows, mut out) = (Rows::default(), Vec::new());
        rows.take(&inputs, 16);
        matrix.multiply(Kernel::Plain, &rows, 1, &mut out);
        for (output, found) in out.iter().enumerate() {
            let right: f32 =
                inputs.iter().enumerate().map(|(at, x)| x * f32::from(weight(output, at)) * 0.01).sum();
            assert!((found - right - 0.5).abs() < 0.2, "{found} for {right}");
        }
    }

    #[test]
    fn chances_keep_their_sum() {
        let mut rows = Rows::default();
        let chances = [0.004; 250];
        rows.make_room(1, chances.len());
        rows.set_chances(0, &chances);
        let sum: u32 = rows.bytes(0).iter().map(|&number| u32::from(number)).sum();
        assert!((sum as f32 * rows.meanings[0].step - 1.0).abs() < 1e-6);
    }
}
