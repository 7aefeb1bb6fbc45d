//! Functions of single numbers and of rows.
//!
//! The standard library's `exp` and its like are the platform's and differ in the last bit between machines; these are
//! the same everywhere.

/// e to the power of `x`, for `x` up to 0; relative error under 1e-6.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    // 2^n · e^r with |r| ≤ ln 2 / 2. Below -87 the result would leave the normal numbers.
    let x = x.clamp(-87.0, 0.0);
    let scaled = x * std::f32::consts::LOG2_E;
    // Adding and taking away 1.5 · 2^23 rounds to the nearest whole number, with plain instructions.
    const ROUND: f32 = 12_582_912.0;
    let shifted = scaled + ROUND;
    let whole = shifted - ROUND;
    // ln 2 in two parts, so that the difference is exact.
    let rest = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let series = polynomial(&[1.0, 1.0, 0.5, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0], rest);
    let power = shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    series * f32::from_bits(power)
}

/// x · Φ(x), the Gaussian error linear unit (Hendrycks and Gimpel 2016), by a rational approximation of the error
/// function; absolute error under 1e-6 for values in use.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

#[inline(always)]
fn erf(x: f32) -> f32 {
    // The coefficients are those of Eigen's float version, lowest power first.
    const OVER: [f32; 7] = [
        -1.609_603_3e-2,
        -2.954_6e-3,
        -7.349_906_3e-4,
        -5.692_506_4e-5,
        -2.101_024e-6,
        2.770_681_4e-8,
        -2.726_142_3e-10,
    ];
    const UNDER: [f32; 5] =
        [-1.426_473_9e-2, -7.373_329_2e-3, -1.682_827e-3, -2.133_740_6e-4, -1.456_607_2e-5];
    let x = x.clamp(-4.0, 4.0);
    let square = x * x;
    x * polynomial(&OVER, square) / polynomial(&UNDER, square)
}

#[inline(always)]
fn polynomial(coefficients: &[f32], x: f32) -> f32 {
    coefficients.iter().rev().fold(0.0, |sum, &coefficient| sum * x + coefficient)
}

/// Lanes in which sums are kept. Their number is part of the answer: another would round otherwise.
const LANES: usize = 16;

/// The sum of `value` of every number of a row.
#[inline(always)]
pub(crate) fn sum(row: &[f32], value: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let chunks = row.chunks_exact(LANES);
    for (lane, &number) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane += value(number);
    }
    for chunk in chunks {
        for (lane, &number) in lanes.iter_mut().zip(chunk) {
            *lane += value(number);
        }
    }
    lanes.iter().sum()
}

/// The largest of a row by size, or by worth.
#[inline(always)]
pub(crate) fn largest(row: &[f32], worth: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let chunks = row.chunks_exact(LANES);
    for (lane, &number) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane = larger(*lane, worth(number));
    }
    for chunk in chunks {
        for (lane, &number) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, worth(number));
        }
    }
    lanes.into_iter().fold(f32::NEG_INFINITY, larger)
}

/// One instruction, where the standard `max` has to look after what is not a number.
#[inline(always)]
fn larger(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

/// Makes scores chances: all positive, with sum 1.
#[inline(always)]
pub(crate) fn softmax(row: &mut [f32]) {
    let most = largest(row, |score| score);
    for score in row.iter_mut() {
        *score = exp(*score - most);
    }
    let whole = 1.0 / sum(row, |chance| chance);
    for chance in row.iter_mut() {
        *chance *= whole;
    }
}

/// Shifts and scales a row to mean 0 and variance 1, then by learnt factors (Ba et al. 2016).
#[inline(always)]
pub(crate) fn layer_norm(row: &mut [f32], scale: &[f32], shift: &[f32]) {
    let count = row.len() as f32;
    let mean = sum(row, |number| number) / count;
    let variance = sum(row, |number| (number - mean) * (number - mean)) / count;
    let factor = 1.0 / (variance + 1e-12).sqrt();
    for ((number, &scale), &shift) in row.iter_mut().zip(scale).zip(shift) {
        *number = (*number - mean) * factor * scale + shift;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for step in 0..8_700 {
            let x = -(step as f32) / 100.0;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) - right).abs() <= 2e-6 * right, "{x}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn gelu_is_close() {
        // from scipy: x · Φ(x)
        for (x, right) in
            [(-3.0, -0.004_049_7), (-1.0, -0.158_655_3), (0.0, 0.0), (0.5, 0.345_731_2), (2.0, 1.954_499_7)]
        {
            assert!((gelu(x) - right).abs() < 2e-6, "{x}");
        }
        assert!((gelu(9.0) - 9.0).abs() < 2e-6);
    }

    #[test]
    fn softmax_sums_to_one() {
        let mut row: Vec<f32> = (0..37).map(|number| number as f32 / 5.0 - 300.0).collect();
        softmax(&mut row);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((row[36] / row[31] - std::f32::consts::E).abs() < 1e-4);
    }
}
