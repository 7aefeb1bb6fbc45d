//! Eight rows of inputs times a strip of 32 outputs, with what instructions the machine has.

use super::{Pair, ROWS, STRIP};

/// A way to multiply. All give the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kernel {
    /// 512-bit registers with fused multiplying and adding.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// 256-bit registers.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Whatever the compiler makes of it.
    Plain,
}

impl Kernel {
    /// The fastest that this machine has.
    pub(crate) fn fastest() -> Self {
        Self::available().next().unwrap_or(Self::Plain)
    }

    /// All that this machine has, the fastest first.
    pub(crate) fn available() -> impl Iterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        let special = [
            (is_x86_feature_detected!("avx512vnni")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx2"))
            .then_some(Self::Avx512),
            is_x86_feature_detected!("avx2").then_some(Self::Avx2),
        ];
        #[cfg(not(target_arch = "x86_64"))]
        let special = [None];
        special.into_iter().flatten().chain([Self::Plain])
    }

    /// Does `work` with registers of 256 bits where the machine has them.
    #[allow(unsafe_code, reason = "as for `sums`")]
    pub(crate) fn widely(self, work: impl Work) {
        match self {
            // SAFETY: `available` made sure of the instructions; what has 512-bit registers has these too.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 | Self::Avx2 => unsafe { x86::widely(work) },
            Self::Plain => work.run(),
        }
    }

    /// Sets `sums` to the products of eight rows, as long as the strip, with the strip.
    #[allow(
        unsafe_code,
        reason = "the only way to use instructions that not every machine has; nothing in them reads or writes memory but \
                  through slices, and a `Kernel` is made only where the processor was asked whether it has them"
    )]
    pub(crate) fn sums(self, rows: &[i32], strip: &[Pair], sums: &mut [[i32; STRIP]; ROWS]) {
        match self {
            // SAFETY: `available` made sure of the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { x86::avx512(rows, strip, sums) },
            // SAFETY: `available` made sure of the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { x86::avx2(rows, strip, sums) },
            Self::Plain => plain(rows, strip, sums),
        }
    }
}

/// What [`Kernel::widely`] does. A closure would not do: `run` must be inlined, with all that it calls, to be made anew for
/// wider registers, and only a method can be told to.
pub(crate) trait Work {
    /// Does it.
    fn run(self);
}

fn plain(rows: &[i32], strip: &[Pair], sums: &mut [[i32; STRIP]; ROWS]) {
    *sums = [[0; STRIP]; ROWS];
    for (row, sums) in rows.chunks_exact(strip.len()).zip(sums) {
        for (&two, pair) in row.iter().zip(strip) {
            let (even, odd) = (two << 16 >> 16, two >> 16);
            for (sum, weights) in sums.iter_mut().zip(pair.chunks_exact(2)) {
                *sum += even * i32::from(weights[0]) + odd * i32::from(weights[1]);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        _mm256_add_epi32, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm512_dpwssd_epi32,
        _mm512_set1_epi32, _mm512_setzero_si512,
    };

    use super::{Pair, ROWS, STRIP, Work};

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub(super) fn avx512(rows: &[i32], strip: &[Pair], sums: &mut [[i32; STRIP]; ROWS]) {
        let length = strip.len();
        let rows: [&[i32]; ROWS] = std::array::from_fn(|row| &rows[row * length..][..length]);
        let mut low = [_mm512_setzero_si512(); ROWS];
        let mut high = low;
        for (at, pair) in strip.iter().enumerate() {
            let [first, second]: [[i16; 32]; 2] = bytemuck::cast(*pair);
            let (first, second) = (bytemuck::cast(first), bytemuck::cast(second));
            for row in 0..ROWS {
                let two = _mm512_set1_epi32(rows[row][at]);
                low[row] = _mm512_dpwssd_epi32(low[row], two, first);
                high[row] = _mm512_dpwssd_epi32(high[row], two, second);
            }
        }
        for row in 0..ROWS {
            sums[row] = bytemuck::cast([low[row], high[row]]);
        }
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn widely(work: impl Work) {
        work.run();
    }

    /// Rows taken at a time: with more the sums would not fit the sixteen registers.
    const GROUP: usize = 4;

    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(rows: &[i32], strip: &[Pair], sums: &mut [[i32; STRIP]; ROWS]) {
        let length = strip.len();
        for group in 0..ROWS / GROUP {
            let rows: [&[i32]; GROUP] =
                std::array::from_fn(|row| &rows[(group * GROUP + row) * length..][..length]);
            for half in 0..2 {
                let mut low = [_mm256_setzero_si256(); GROUP];
                let mut high = low;
                for (at, pair) in strip.iter().enumerate() {
                    let quarters: [[i16; 16]; 4] = bytemuck::cast(*pair);
                    let first = bytemuck::cast(quarters[2 * half]);
                    let second = bytemuck::cast(quarters[2 * half + 1]);
                    for row in 0..GROUP {
                        let two = _mm256_set1_epi32(rows[row][at]);
                        low[row] = _mm256_add_epi32(low[row], _mm256_madd_epi16(two, first));
                        high[row] = _mm256_add_epi32(high[row], _mm256_madd_epi16(two, second));
                    }
                }
                for row in 0..GROUP {
                    let found: [i32; 16] = bytemuck::cast([low[row], high[row]]);
                    sums[group * GROUP + row][half * 16..][..16].copy_from_slice(&found);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kernel_gives_the_same_sums() {
        let mut state = 1_u32;
        let mut next = move |size: i32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8).cast_signed() % (2 * size + 1) - size
        };
        for length in [1, 16, 192, 768] {
            let two = |even: i32, odd: i32| even & 0xFFFF | odd << 16;
            let rows: Vec<i32> = (0..ROWS * length).map(|_| two(next(4_095), next(4_095))).collect();
            let strip: Vec<Pair> =
                (0..length).map(|_| std::array::from_fn(|_| i16::try_from(next(127)).unwrap())).collect();
            let mut right = [[0; STRIP]; ROWS];
            plain(&rows, &strip, &mut right);
            for kernel in Kernel::available() {
                let mut sums = [[1; STRIP]; ROWS];
                kernel.sums(&rows, &strip, &mut sums);
                assert_eq!(sums, right, "{kernel:?}");
            }
        }
    }
}
