//! Eight rows of inputs times a strip of 32 outputs, with what instructions the machine has.

use super::{Quad, ROWS, STEP, STRIP};

/// A way to multiply. All give the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// 512-bit registers with instructions made for this.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// 256-bit registers with instructions made for this.
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    /// 256-bit registers.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Whatever the compiler makes of it.
    Plain,
}

impl Kernel {
    /// The fastest that this machine has.
    pub fn fastest() -> Self {
        Self::available().next().unwrap_or(Self::Plain)
    }

    /// All that this machine has, the fastest first.
    pub fn available() -> impl Iterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        let special = [
            (is_x86_feature_detected!("avx512vnni")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx2"))
            .then_some(Self::Avx512),
            (is_x86_feature_detected!("avxvnni") && is_x86_feature_detected!("avx2"))
                .then_some(Self::AvxVnni),
            is_x86_feature_detected!("avx2").then_some(Self::Avx2),
        ];
        #[cfg(not(target_arch = "x86_64"))]
        let special = [None];
        special.into_iter().flatten().chain([Self::Plain])
    }

    /// Does `work` with the widest registers that this way of multiplying has anyway.
    #[allow(unsafe_code, reason = "as for `sums`")]
    pub(crate) fn widely(self, work: impl Work) {
        match self {
            // SAFETY: `available` made sure of the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { x86::most_widely(work) },
            // SAFETY: `available` made sure of the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::AvxVnni | Self::Avx2 => unsafe { x86::widely(work) },
            Self::Plain => work.run(),
        }
    }

    /// Sets `sums` to the products of eight rows, as long as the strip, with the strip.
    #[allow(
        unsafe_code,
        reason = "the only way to use instructions that not every machine has; nothing in them reads or writes memory but \
                  through slices, and a `Kernel` is made only where the processor was asked whether it has them"
    )]
    pub(crate) fn sums(self, rows: &[u32], strip: &[Quad], sums: &mut [[i32; STRIP]; ROWS]) {
        match self {
            // SAFETY: `available` made sure of the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { x86::avx512(rows, strip, sums) },
            // SAFETY: `available` made sure of the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::AvxVnni => unsafe { x86::avx_vnni(rows, strip, sums) },
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

fn plain(rows: &[u32], strip: &[Quad], sums: &mut [[i32; STRIP]; ROWS]) {
    *sums = [[0; STRIP]; ROWS];
    for (at, quad) in strip.iter().enumerate() {
        // In pairs of sixteen bits, because compilers know an instruction for such pairs on most machines.
        let mut pairs = [[0_i16; 2 * STRIP]; 2];
        for (output, weights) in quad.as_chunks::<STEP>().0.iter().enumerate() {
            for (pairs, weights) in pairs.iter_mut().zip(weights.as_chunks::<2>().0) {
                pairs[2 * output] = weights[0].into();
                pairs[2 * output + 1] = weights[1].into();
            }
        }
        for (row, sums) in rows.chunks_exact(strip.len()).zip(sums.iter_mut()) {
            let [a, b, c, d] = row[at].to_le_bytes().map(i32::from);
            for (pairs, [even, odd]) in pairs.iter().zip([[a, b], [c, d]]) {
                for (sum, weights) in sums.iter_mut().zip(pairs.as_chunks::<2>().0) {
                    *sum += even * i32::from(weights[0]) + odd * i32::from(weights[1]);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_dpbusd_avx_epi32, _mm256_madd_epi16, _mm256_maddubs_epi16,
        _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm512_dpbusd_epi32, _mm512_set1_epi32,
        _mm512_setzero_si512,
    };

    use super::{Quad, ROWS, STRIP, Work};

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2")]
    pub(super) fn avx512(rows: &[u32], strip: &[Quad], sums: &mut [[i32; STRIP]; ROWS]) {
        let length = strip.len();
        let rows: [&[u32]; ROWS] = std::array::from_fn(|row| &rows[row * length..][..length]);
        let mut low = [_mm512_setzero_si512(); ROWS];
        let mut high = low;
        for (at, quad) in strip.iter().enumerate() {
            let [first, second]: [[i8; 64]; 2] = bytemuck::cast(*quad);
            let (first, second) = (bytemuck::cast(first), bytemuck::cast(second));
            for row in 0..ROWS {
                let four = _mm512_set1_epi32(rows[row][at].cast_signed());
                low[row] = _mm512_dpbusd_epi32(low[row], four, first);
                high[row] = _mm512_dpbusd_epi32(high[row], four, second);
            }
        }
        for row in 0..ROWS {
            sums[row] = bytemuck::cast([low[row], high[row]]);
        }
    }

    #[target_feature(enable = "avx2,avxvnni")]
    pub(super) fn avx_vnni(rows: &[u32], strip: &[Quad], sums: &mut [[i32; STRIP]; ROWS]) {
        by_halves(rows, strip, sums, |sum, four, weights| _mm256_dpbusd_avx_epi32(sum, four, weights));
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(rows: &[u32], strip: &[Quad], sums: &mut [[i32; STRIP]; ROWS]) {
        let ones = _mm256_set1_epi16(1);
        by_halves(rows, strip, sums, |sum, four, weights| {
            _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(four, weights), ones))
        });
    }

    /// Rows taken at a time: with more the sums would not fit the sixteen registers.
    const GROUP: usize = 4;

    /// `add` takes sums, four inputs again and again, and the weights of eight outputs, and gives the new sums.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn by_halves(
        rows: &[u32],
        strip: &[Quad],
        sums: &mut [[i32; STRIP]; ROWS],
        add: impl Fn(__m256i, __m256i, __m256i) -> __m256i,
    ) {
        let length = strip.len();
        for group in 0..ROWS / GROUP {
            let rows: [&[u32]; GROUP] =
                std::array::from_fn(|row| &rows[(group * GROUP + row) * length..][..length]);
            for half in 0..2 {
                let mut low = [_mm256_setzero_si256(); GROUP];
                let mut high = low;
                for (at, quad) in strip.iter().enumerate() {
                    let quarters: [[i8; 32]; 4] = bytemuck::cast(*quad);
                    let first = bytemuck::cast(quarters[2 * half]);
                    let second = bytemuck::cast(quarters[2 * half + 1]);
                    for row in 0..GROUP {
                        let four = _mm256_set1_epi32(rows[row][at].cast_signed());
                        low[row] = add(low[row], four, first);
                        high[row] = add(high[row], four, second);
                    }
                }
                for row in 0..GROUP {
                    let found: [i32; 16] = bytemuck::cast([low[row], high[row]]);
                    sums[group * GROUP + row][half * 16..][..16].copy_from_slice(&found);
                }
            }
        }
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn widely(work: impl Work) {
        work.run();
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx2")]
    pub(super) fn most_widely(work: impl Work) {
        work.run();
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
        for length in [1, 8, 96, 384] {
            let rows: Vec<u32> = (0..ROWS * length)
                .map(|_| u32::from_le_bytes([0; 4].map(|_: u8| next(127).unsigned_abs() as u8)))
                .collect();
            let strip: Vec<Quad> =
                (0..length).map(|_| std::array::from_fn(|_| i8::try_from(next(127)).unwrap())).collect();
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
