//! The weights of both models and their file.

use std::sync::LazyLock;

use super::chain::Chain;
use super::label::Label;
use super::seen::Seen;
use super::unit;

/// The cue model has two to this many weights.
pub const CUE_BITS: u32 = 18;
/// The role model has two to this many rows.
pub const UNIT_BITS: u32 = 18;

/// Begins every file of weights; the number changes with the features.
const MAGIC: &[u8; 12] = b"sayso-roles1";
/// Labels, padded to eight for the vector units.
const WIDTH: usize = 8;

/// Trained weights that tell cues and the roles around them.
///
/// Features are hashed (Weinberger et al. 2009) and weights quantised to eight bits, each model with a scale of its own.
#[derive(Clone, Debug)]
pub struct Roles {
    threshold: f32,
    cue_scale: f32,
    unit_scale: f32,
    steps: [[f32; Label::COUNT]; Label::COUNT],
    cues: Vec<i8>,
    units: Vec<[i8; WIDTH]>,
}

/// Why bytes are no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RolesError {
    /// They begin otherwise than a file of this version.
    Version,
    /// They end too early or too late.
    Length,
}

impl std::fmt::Display for RolesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            RolesError::Version => "not attribution weights of this version",
            RolesError::Length => "attribution weights are cut off",
        })
    }
}

impl std::error::Error for RolesError {}

static ENGLISH: LazyLock<Result<Roles, RolesError>> =
    LazyLock::new(|| Roles::from_bytes(include_bytes!("../../../../models/english-roles.bin")));

impl Roles {
    /// The English weights that the program carries.
    ///
    /// # Panics
    /// Never in a program that has been tested: the file is part of it.
    #[must_use]
    pub fn english() -> Option<&'static Roles> {
        ENGLISH.as_ref().ok()
    }

    /// Quantises trained weights. `cues` has `2^CUE_BITS` weights, `units` `2^UNIT_BITS` rows; a word is a
    /// cue from the chance `threshold` on.
    #[must_use]
    pub fn quantised(
        cues: &[f32],
        units: &[[f32; Label::COUNT]],
        steps: [[f32; Label::COUNT]; Label::COUNT],
        threshold: f32,
    ) -> Self {
        let cue_scale = scale(cues.iter().copied());
        let unit_scale = scale(units.iter().flatten().copied());
        let small = |weight: f32, scale: f32| (weight / scale).round().clamp(-127.0, 127.0) as i8;
        let row = |weights: &[f32; Label::COUNT]| {
            let mut row = [0; WIDTH];
            for (slot, &weight) in row.iter_mut().zip(weights) {
                *slot = small(weight, unit_scale);
            }
            row
        };
        Self {
            threshold,
            cue_scale,
            unit_scale,
            steps,
            cues: cues.iter().map(|&weight| small(weight, cue_scale)).collect(),
            units: units.iter().map(row).collect(),
        }
    }

    /// Reads weights as [`Roles::to_bytes`] writes them.
    ///
    /// # Errors
    /// When the bytes are of another version or length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RolesError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(RolesError::Version)?;
        let floats = 3 + Label::COUNT * Label::COUNT;
        let (head, rest) = rest.split_at_checked(4 * floats).ok_or(RolesError::Length)?;
        let (cues, units) = rest.split_at_checked(1 << CUE_BITS).ok_or(RolesError::Length)?;
        if units.len() != WIDTH << UNIT_BITS {
            return Err(RolesError::Length);
        }
        let mut head = head.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes));
        let mut next = || head.next().unwrap_or_default();
        let (threshold, cue_scale, unit_scale) = (next(), next(), next());
        let steps = std::array::from_fn(|_| std::array::from_fn(|_| next()));
        let row = |row: &[u8; WIDTH]| row.map(u8::cast_signed);
        Ok(Self {
            threshold,
            cue_scale,
            unit_scale,
            steps,
            cues: cues.iter().map(|&byte| byte.cast_signed()).collect(),
            units: units.as_chunks::<WIDTH>().0.iter().map(row).collect(),
        })
    }

    /// The weights as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let head = [self.threshold, self.cue_scale, self.unit_scale];
        for value in head.iter().chain(self.steps.iter().flatten()) {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(self.cues.iter().map(|weight| weight.cast_unsigned()));
        bytes.extend(self.units.iter().flatten().map(|weight| weight.cast_unsigned()));
        bytes
    }

    /// The chance from which on a word is taken for a cue.
    pub(super) fn threshold(&self) -> f32 {
        self.threshold
    }

    /// The chance that a word with these features is a cue.
    pub(super) fn cue_chance(&self, rows: &[u32]) -> f32 {
        let sum: i32 = rows.iter().map(|&row| i32::from(self.cues[row as usize])).sum();
        1.0 / (1.0 + (-(sum as f32) * self.cue_scale).exp())
    }

    /// The chain over the passage for the cue at `head`.
    pub(super) fn chain(&self, seen: &Seen, head: usize) -> Chain<'_> {
        let mut rows = Vec::new();
        let scores = (0..seen.units.len())
            .map(|at| {
                rows.clear();
                unit::features(seen, head, at, &mut rows);
                let mut sums = [0_i16; WIDTH];
                for &row in &rows {
                    for (sum, &weight) in sums.iter_mut().zip(&self.units[row as usize]) {
                        *sum += i16::from(weight);
                    }
                }
                std::array::from_fn(|label| f32::from(sums[label]) * self.unit_scale)
            })
            .collect();
        Chain { scores, steps: &self.steps }
    }
}

/// The step of a quantisation to eight bits that spares all but the largest few of the weights.
fn scale(weights: impl Iterator<Item = f32>) -> f32 {
    let mut sizes: Vec<f32> = weights.map(f32::abs).filter(|&size| size > 1e-4).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let last = sizes.len().saturating_sub(1 + sizes.len() / 2_000);
    sizes.get(last).copied().unwrap_or(1.0).max(1e-3) / 127.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_their_file() {
        let mut cues = vec![0.0; 1 << CUE_BITS];
        cues[7] = 1.5;
        let mut units = vec![[0.0; Label::COUNT]; 1 << UNIT_BITS];
        units[9][3] = -0.5;
        let roles = Roles::quantised(&cues, &units, [[0.25; Label::COUNT]; Label::COUNT], 0.4);
        let bytes = roles.to_bytes();
        let again = Roles::from_bytes(&bytes).expect("these are weights");
        assert_eq!(again.to_bytes(), bytes);
        assert!(again.cue_chance(&[7]) > 0.8);
        assert_eq!(Roles::from_bytes(&bytes[1..]).err(), Some(RolesError::Version));
        assert_eq!(Roles::from_bytes(&bytes[..bytes.len() - 1]).err(), Some(RolesError::Length));
    }
}
