/// The weights of a linear model over hashed features (Weinberger et al., "Feature Hashing for Large Scale
/// Multitask Learning", 2009): `ROWS` rows, a power of two, of `WIDTH` signed bytes, one a class.
///
/// Which row a feature has is told by the upper bits of its hash; features that share a row share its weights,
/// which costs little as long as most rows are seldom asked for. The rows stay the bytes that they come as.
pub struct Weights<const WIDTH: usize, const ROWS: usize> {
    bytes: Vec<u8>,
}

impl<const WIDTH: usize, const ROWS: usize> Weights<WIDTH, ROWS> {
    /// Classes.
    pub const WIDTH: usize = WIDTH;
    /// Rows.
    pub const ROWS: usize = ROWS;
    /// By how much a hash is shifted to give the number of a row.
    const SHIFT: u32 = {
        assert!(ROWS.is_power_of_two() && ROWS > 1);
        u64::BITS - ROWS.trailing_zeros()
    };

    /// Weights from their rows, each byte a signed one. What `bytes` lacks weighs nothing.
    #[must_use]
    pub fn from_bytes(mut bytes: Vec<u8>) -> Self {
        bytes.resize(WIDTH * ROWS, 0);
        Self { bytes }
    }

    /// The number of the row of the feature with this hash.
    #[inline]
    #[must_use]
    pub const fn row(hash: u64) -> usize {
        (hash >> Self::SHIFT) as usize
    }

    /// The sum of the rows of these features, one number a class.
    #[inline]
    pub(crate) fn sums<const FEATURES: usize>(&self, hashes: &[u64; FEATURES]) -> [i16; WIDTH] {
        let mut sums = [0_i16; WIDTH];
        // A reference to an array of known length spares the check of every row number.
        let Some(rows) = self.bytes.as_chunks::<WIDTH>().0.first_chunk::<ROWS>() else { return sums };
        if WIDTH >= LONG {
            for &hash in hashes {
                let row = &rows[Self::row(hash)];
                fetch(&row[0]);
                fetch(&row[WIDTH - 1]);
            }
        }
        for &hash in hashes {
            for (sum, weight) in sums.iter_mut().zip(&rows[Self::row(hash)]) {
                *sum += i16::from(weight.cast_signed());
            }
        }
        sums
    }
}

/// Bytes from which on a row is so long that adding it up hides the next ones from the processor.
const LONG: usize = 16;

/// Asks memory for what is at a place and will be wanted soon. Those who look up many rows of a large table ask for all first:
/// the processor sees only so many instructions ahead, and would else wait for one row after the other.
#[inline]
#[allow(unsafe_code, reason = "a hint: it neither reads nor writes what it points at")]
pub fn fetch<T>(place: &T) {
    // SAFETY: every x86-64 has the instruction.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(place).cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = place;
}

/// The place of the largest of the first `count` numbers; of equals the first.
#[inline]
pub(crate) fn largest(sums: &[i16], count: usize) -> usize {
    let mut best = 0;
    for at in 1..count.min(sums.len()) {
        if sums[at] > sums[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_summed_by_the_upper_bits() {
        let weights = Weights::<2, 4>::from_bytes(vec![1, 2, 0, 0, 0, 0, 255, 10]);
        assert_eq!(weights.sums(&[0, u64::MAX, 5]), [1, 14]);
    }

    #[test]
    fn missing_rows_weigh_nothing() {
        assert_eq!(Weights::<2, 4>::from_bytes(vec![7]).sums(&[0, u64::MAX]), [7, 0]);
    }

    #[test]
    fn the_first_of_equals_is_largest() {
        assert_eq!(largest(&[1, 3, 3, 9], 3), 1);
    }
}
