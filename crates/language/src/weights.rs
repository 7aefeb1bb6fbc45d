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

    /// Asks memory for the row of the feature with this hash, which will be wanted soon.
    #[inline]
    pub(crate) fn fetch(&self, hash: u64) {
        let row = &self.bytes[Self::row(hash) * WIDTH..][..WIDTH];
        fetch(&row[0]);
        // A row that is as long as a power of two does not lie across two lines of the cache.
        if !WIDTH.is_power_of_two() {
            fetch(&row[WIDTH - 1]);
        }
    }

    /// The sum of the rows of these features, one number a class.
    #[inline]
    pub(crate) fn sums<const FEATURES: usize>(&self, hashes: &[u64; FEATURES]) -> [i16; WIDTH] {
        let mut sums = [0_i16; WIDTH];
        // A reference to an array of known length spares the check of every row number.
        let Some(rows) = self.bytes.as_chunks::<WIDTH>().0.first_chunk::<ROWS>() else { return sums };
        for &hash in hashes {
            for (sum, weight) in sums.iter_mut().zip(&rows[Self::row(hash)]) {
                *sum += i16::from(weight.cast_signed());
            }
        }
        sums
    }
}

/// Weights as [`Weights`], packed to half the size: `ROWS` rows, a power of two, of twice `HALF` classes.
///
/// A row's classes have four bits each and share one step, the row's last byte (block floating point, Wilkinson 1963).
/// How fast a text is read depends on how many rows the processor's caches hold: a row's large weights decide, its small
/// ones need not be exact. Of the rows' bytes each holds the class of its place and, above it, that of its place plus `HALF`.
pub struct Packed<const HALF: usize, const ROWS: usize> {
    bytes: Vec<u8>,
}

/// Four bits stand for a weight of so many steps less than they count, so that none is below zero: what is added to all
/// classes alike does not change which of them is largest.
const ZERO: f32 = 8.0;
/// The most steps that a weight may be away from zero.
const MOST: f32 = 7.0;

impl<const HALF: usize, const ROWS: usize> Packed<HALF, ROWS> {
    /// Classes.
    pub const WIDTH: usize = 2 * HALF;
    /// Rows.
    pub const ROWS: usize = ROWS;
    /// Bytes of a row.
    const BYTES: usize = HALF + 1;

    /// Weights from their rows as [`Packed::pack`] gives them. What `bytes` lacks weighs nothing.
    #[must_use]
    pub fn from_bytes(mut bytes: Vec<u8>) -> Self {
        bytes.resize(Self::BYTES * ROWS, 0);
        Self { bytes }
    }

    /// Packs weights, row by row; the largest of all is the largest that a row can hold.
    #[must_use]
    pub fn pack(weights: &[f32]) -> Vec<u8> {
        let largest = weights.iter().fold(f32::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
        let unit = largest / (MOST * 127.0);
        let mut bytes = Vec::with_capacity(Self::BYTES * weights.len() / Self::WIDTH);
        for row in weights.chunks_exact(Self::WIDTH) {
            let most = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
            let longest = (most / (MOST * unit)).round();
            // A shorter step cuts the largest weights and is nearer to all others.
            let steps = |weight: f32, step: f32| (weight / (step * unit)).round().clamp(-MOST, MOST);
            let missed = |step: f32| {
                let miss = |&weight: &f32| (weight - steps(weight, step) * step * unit).powi(2);
                row.iter().map(miss).sum::<f32>()
            };
            let shorter = (longest * 0.6).ceil().max(1.0) as u8..=longest as u8;
            let step = shorter.map(f32::from).min_by(|&one, &other| missed(one).total_cmp(&missed(other)));
            let step = step.unwrap_or_default();
            let four = |weight: f32| (if step > 0.0 { steps(weight, step) } else { 0.0 } + ZERO) as u8;
            bytes.extend((0..HALF).map(|at| four(row[at]) | four(row[HALF + at]) << 4));
            bytes.push(step as u8);
        }
        bytes
    }

    /// The number of the row of the feature with this hash.
    #[inline]
    #[must_use]
    pub const fn row(hash: u64) -> usize {
        Weights::<1, ROWS>::row(hash)
    }

    /// Asks memory for the row of the feature with this hash, which will be wanted soon.
    #[inline]
    pub(crate) fn fetch(&self, hash: u64) {
        let row = &self.bytes[Self::row(hash) * Self::BYTES..][..Self::BYTES];
        fetch(&row[0]);
        fetch(&row[HALF]);
    }

    /// The sum of the rows of these features, one number a class, all larger by the same: the first half of the classes,
    /// then the second.
    #[inline]
    pub(crate) fn sums<const FEATURES: usize>(&self, hashes: &[u64; FEATURES]) -> [[u16; HALF]; 2] {
        const { assert!(FEATURES <= u16::MAX as usize / (15 * 127)) }
        let (mut low, mut high) = ([0_u16; HALF], [0_u16; HALF]);
        for &hash in hashes {
            let row = &self.bytes[Self::row(hash) * Self::BYTES..][..Self::BYTES];
            let step = u16::from(row[HALF]);
            for ((low, high), &byte) in low.iter_mut().zip(&mut high).zip(&row[..HALF]) {
                *low = low.wrapping_add(u16::from(byte & 0x0F) * step);
                *high = high.wrapping_add(u16::from(byte >> 4) * step);
            }
        }
        [low, high]
    }
}

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
pub(crate) fn largest<T: PartialOrd>(sums: &[T], count: usize) -> usize {
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
    fn packed_rows_keep_what_is_large_in_them() {
        let rows = [[0.0, 1.1, -2.0, 0.25], [0.0; 4], [70.0, -10.0, 0.0, 127.0], [0.0; 4]];
        let weights = Packed::<2, 4>::from_bytes(Packed::<2, 4>::pack(rows.as_flattened()));
        let sums = |hashes: &[u64]| {
            let raw = match *hashes {
                [one] => weights.sums(&[one]),
                [one, two] => weights.sums(&[one, two]),
                _ => [[0; 2]; 2],
            };
            raw.as_flattened().iter().map(|&sum| i32::from(sum) - i32::from(raw[0][0])).collect::<Vec<_>>()
        };
        // by how much more than the first, in units of the largest weight over 7 * 127
        assert_eq!(sums(&[0]), [0, 8, -14, 2]);
        assert_eq!(sums(&[u64::MAX >> 1]), [0; 4]);
        assert_eq!(sums(&[1 << 63]), [0, -625, -500, 375]);
        assert_eq!(sums(&[1 << 63, 0]), [0, -617, -514, 377]);
    }

    #[test]
    fn the_first_of_equals_is_largest() {
        assert_eq!(largest(&[1, 3, 3, 9], 3), 1);
    }
}
