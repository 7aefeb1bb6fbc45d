//! The weights of both models and their file.

use std::sync::LazyLock;

use sayso_language::fetch;
use sayso_language::models::{self, ModelError};
use sayso_model::Article;

use super::chain::Chain;
use super::label::Label;
use super::seen::{Branch, Seen};
use super::unit;

/// The cue model has two to this many weights.
pub const CUE_BITS: u32 = 18;
/// The role model has two to this many rows.
pub const UNIT_BITS: u32 = 19;

/// Labels, padded to eight for the vector units.
const WIDTH: usize = 8;

/// The chances from which on a word is taken for a cue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Where a rule has found one.
    pub proposed: f32,
    /// Where none has.
    pub alone: f32,
}

/// Trained weights that tell cues and the roles around them.
///
/// Features are hashed (Weinberger et al. 2009) and weights quantised to eight bits, each model with a scale of its own.
#[derive(Clone, Debug)]
pub struct Roles {
    thresholds: Thresholds,
    cue_scale: f32,
    unit_scale: f32,
    steps: [[f32; Label::COUNT]; Label::COUNT],
    cues: Vec<i8>,
    units: Vec<[i8; WIDTH]>,
}

static ENGLISH: LazyLock<Roles> = LazyLock::new(|| {
    models::read(models::ENGLISH, Roles::MODEL, Roles::fingerprint())
        .and_then(|bytes| Roles::from_bytes(&bytes))
        .unwrap_or_else(|error| panic!("models/english.bin: {error}"))
});

impl Roles {
    /// Their name among the models.
    pub const MODEL: &str = "roles";

    /// The English weights that the program carries.
    ///
    /// # Panics
    /// When those were trained on other features: then the program was built wrong, and no input is at fault.
    #[must_use]
    pub fn english() -> &'static Roles {
        &ENGLISH
    }

    /// What the features give for a fixed text; see [`models::fingerprint`].
    #[must_use]
    pub fn fingerprint() -> u64 {
        let text = "“We cannot wait,” said Jana Holt, the mayor. According to the Gazette, she told reporters that it was late.";
        let article = Article { text: text.to_owned(), ..Article::default() };
        models::fingerprint(super::training::rows(&article).into_iter().map(u64::from))
    }

    /// Quantises trained weights. `cues` has `2^CUE_BITS` weights, `units` `2^UNIT_BITS` rows; a word is a
    /// cue from the chances `thresholds` on.
    #[must_use]
    pub fn quantised(
        cues: &[f32],
        units: &[[f32; Label::COUNT]],
        steps: [[f32; Label::COUNT]; Label::COUNT],
        thresholds: Thresholds,
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
            thresholds,
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
    /// When the bytes are too few or too many.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let damaged = || ModelError::Damaged { name: Self::MODEL.to_owned() };
        let floats = 4 + Label::COUNT * Label::COUNT;
        let (head, rest) = bytes.split_at_checked(4 * floats).ok_or_else(damaged)?;
        let (cues, units) = rest.split_at_checked(1 << CUE_BITS).ok_or_else(damaged)?;
        if units.len() != WIDTH << UNIT_BITS {
            return Err(damaged());
        }
        let mut head = head.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes));
        let mut next = || head.next().unwrap_or_default();
        let thresholds = Thresholds { proposed: next(), alone: next() };
        let (cue_scale, unit_scale) = (next(), next());
        let steps = std::array::from_fn(|_| std::array::from_fn(|_| next()));
        let row = |row: &[u8; WIDTH]| row.map(u8::cast_signed);
        Ok(Self {
            thresholds,
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
        let mut bytes = Vec::new();
        let head = [self.thresholds.proposed, self.thresholds.alone, self.cue_scale, self.unit_scale];
        for value in head.iter().chain(self.steps.iter().flatten()) {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(self.cues.iter().map(|weight| weight.cast_unsigned()));
        bytes.extend(self.units.iter().flatten().map(|weight| weight.cast_unsigned()));
        bytes
    }

    /// The chance from which on a word is taken for a cue, `proposed` by a rule or not.
    pub(super) fn threshold(&self, proposed: bool) -> f32 {
        if proposed { self.thresholds.proposed } else { self.thresholds.alone }
    }

    /// What these features say for a word being a cue, as the logarithm of the odds; adds up over features.
    pub(super) fn cue_odds(&self, rows: &[u32]) -> f32 {
        let sum: i32 = rows.iter().map(|&row| i32::from(self.cues[row as usize])).sum();
        sum as f32 * self.cue_scale
    }

    /// Sets `rows` to those of the features of the unit at `at`, if there is one, and asks memory for them: they are summed
    /// only when those of the next are known.
    fn look(&self, seen: &Seen, head: usize, at: usize, branches: &[Branch], rows: &mut Vec<u32>) {
        rows.clear();
        if at < seen.units.len() {
            unit::features(seen, head, at, branches, rows);
        }
        for &row in &*rows {
            fetch(&self.units[row as usize]);
        }
    }

    /// The chain over the passage for the cue at `head`.
    pub(super) fn chain(&self, seen: &Seen, head: usize) -> Chain<'_> {
        let branches = seen.branches(head);
        let (mut rows, mut coming) = (Vec::new(), Vec::new());
        self.look(seen, head, 0, &branches, &mut coming);
        let scores = (1..=seen.units.len())
            .map(|next| {
                std::mem::swap(&mut rows, &mut coming);
                self.look(seen, head, next, &branches, &mut coming);
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
    fn the_program_carries_weights_for_its_features() {
        assert!(Roles::english().threshold(true) > 0.0);
    }

    #[test]
    fn weights_survive_their_file() {
        let mut cues = vec![0.0; 1 << CUE_BITS];
        cues[7] = 1.5;
        let mut units = vec![[0.0; Label::COUNT]; 1 << UNIT_BITS];
        units[9][3] = -0.5;
        let roles = Roles::quantised(
            &cues,
            &units,
            [[0.25; Label::COUNT]; Label::COUNT],
            Thresholds { proposed: 0.3, alone: 0.4 },
        );
        let bytes = roles.to_bytes();
        let again = Roles::from_bytes(&bytes).expect("these are weights");
        assert_eq!(again.to_bytes(), bytes);
        assert!(again.cue_odds(&[7]) > 1.4);
        assert!(Roles::from_bytes(&bytes[1..]).is_err());
        assert!(Roles::from_bytes(&[]).is_err());
    }
}
