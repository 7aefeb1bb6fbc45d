//! The weights of both models and their file.

use std::sync::LazyLock;

use sayso_language::models::{self, ModelError};
use sayso_model::{Act, Article, SourceKind};

use super::training::Sort;

/// Each model has two to this many rows.
pub const SENSE_BITS: u32 = 14;
/// Columns of a row: the kinds of source, or the acts and four that stay empty.
pub const SENSES: usize = 8;

/// The kinds of source, in the order of their columns.
pub const KINDS: [SourceKind; SENSES] = [
    SourceKind::Person,
    SourceKind::Organisation,
    SourceKind::Outlet,
    SourceKind::Document,
    SourceKind::Official,
    SourceKind::Anonymous,
    SourceKind::Group,
    SourceKind::Unknown,
];
/// The acts, in the order of their columns.
pub const ACTS: [Act; 4] = [Act::Speech, Act::Writing, Act::Thought, Act::Plan];

type Rows = Vec<[i8; SENSES]>;

/// Trained weights that tell what a source is and how something was said, quantised to eight bits, each model with a scale of its
/// own.
#[derive(Clone, Debug)]
pub struct Senses {
    act_scale: f32,
    acts: Rows,
    kinds: Rows,
}

static ENGLISH: LazyLock<Senses> = LazyLock::new(|| {
    models::read(models::ENGLISH, Senses::MODEL, Senses::fingerprint())
        .and_then(|bytes| Senses::from_bytes(&bytes))
        .unwrap_or_else(|error| panic!("models/english.bin: {error}"))
});

impl Senses {
    /// Their name among the models.
    pub const MODEL: &str = "senses";

    /// The English weights that the program carries.
    ///
    /// # Panics
    /// When those were trained on other features: then the program was built wrong, and no input is at fault.
    #[must_use]
    pub fn english() -> &'static Senses {
        &ENGLISH
    }

    /// What the features give for a fixed text; see [`models::fingerprint`].
    #[must_use]
    pub fn fingerprint() -> u64 {
        let text = "“We cannot wait,” said Jana Holt, the mayor. According to a report, residents fear that it is late.";
        let article = Article { text: text.to_owned(), ..Article::default() };
        models::fingerprint(super::training::fixed_rows(&article).into_iter().map(u64::from))
    }

    /// Quantises trained weights, each model of `2^SENSE_BITS` rows.
    #[must_use]
    pub fn quantised(acts: &[[f32; SENSES]], kinds: &[[f32; SENSES]]) -> Self {
        let small = |rows: &[[f32; SENSES]], scale: f32| {
            rows.iter()
                .map(|row| row.map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8))
                .collect()
        };
        let (act_scale, kind_scale) = (scale(acts), scale(kinds));
        Self { act_scale, acts: small(acts, act_scale), kinds: small(kinds, kind_scale) }
    }

    /// Reads weights as [`Senses::to_bytes`] writes them.
    ///
    /// # Errors
    /// When the bytes are too few or too many.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let damaged = || ModelError::Damaged { name: Self::MODEL.to_owned() };
        let (scale, rest) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
        if rest.len() != (2 * SENSES) << SENSE_BITS {
            return Err(damaged());
        }
        let rows =
            |bytes: &[u8]| bytes.as_chunks::<SENSES>().0.iter().map(|row| row.map(u8::cast_signed)).collect();
        let (acts, kinds) = rest.split_at(SENSES << SENSE_BITS);
        Ok(Self { act_scale: f32::from_le_bytes(*scale), acts: rows(acts), kinds: rows(kinds) })
    }

    /// The weights as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.act_scale.to_le_bytes().to_vec();
        bytes.extend(self.acts.iter().chain(&self.kinds).flatten().map(|weight| weight.cast_unsigned()));
        bytes
    }

    /// The likeliest act of these rows; `heard` is what a second witness says, whose word weighs `HEARD`, and `source` what says it:
    /// documents and outlets do not speak, they are read.
    #[must_use]
    pub fn act(&self, rows: &[u32], heard: Option<Act>, source: Option<SourceKind>) -> Act {
        let sums = sums(&self.acts, rows);
        let score = |at: usize| {
            let own = sums[at] as f32 * self.act_scale;
            if heard == Some(ACTS[at]) { own + HEARD } else { own }
        };
        let read = matches!(source, Some(SourceKind::Document | SourceKind::Outlet));
        let open = ACTS.iter().enumerate().filter(|&(_, &act)| !(read && act == Act::Speech));
        open.max_by(|one, other| score(one.0).total_cmp(&score(other.0)).then(other.0.cmp(&one.0)))
            .map_or(Act::Writing, |(_, &act)| act)
    }

    /// The likeliest kind of a source that is named or described. It is neither unknown nor without a name, which rules
    /// know; a person only where it is named; and a named one no document, but for what the rules know as a law or report.
    #[must_use]
    pub fn kind(&self, sort: &Sort) -> SourceKind {
        let sums = sums(&self.kinds, &sort.rows);
        let open = |at: usize| match KINDS[at] {
            SourceKind::Unknown | SourceKind::Anonymous => false,
            SourceKind::Person => sort.named,
            SourceKind::Document => !sort.named || sort.rule == SourceKind::Document,
            _ => true,
        };
        let best = (0..SENSES).filter(|&at| open(at)).max_by_key(|&at| (sums[at], std::cmp::Reverse(at)));
        best.map_or(sort.rule, |at| KINDS[at])
    }
}

/// How much the transformer's word weighs beside the weights, in log-odds: enough to decide where they are in doubt. Set by
/// judgement, not by measuring.
const HEARD: f32 = 1.5;

fn sums(table: &Rows, rows: &[u32]) -> [i32; SENSES] {
    let mut sums = [0; SENSES];
    for &row in rows {
        for (sum, &weight) in sums.iter_mut().zip(&table[row as usize]) {
            *sum += i32::from(weight);
        }
    }
    sums
}

fn scale(rows: &[[f32; SENSES]]) -> f32 {
    rows.iter().flatten().fold(0.0_f32, |most, weight| most.max(weight.abs())).max(1e-3) / 127.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_their_file() {
        let mut acts = vec![[0.0; SENSES]; 1 << SENSE_BITS];
        acts[5][2] = 1.5;
        let mut kinds = vec![[0.0; SENSES]; 1 << SENSE_BITS];
        kinds[6][3] = 0.5;
        let senses = Senses::quantised(&acts, &kinds);
        let bytes = senses.to_bytes();
        let again = Senses::from_bytes(&bytes).expect("these are weights");
        assert_eq!(again.to_bytes(), bytes);
        assert_eq!(again.act(&[5], None, None), Act::Thought);
        assert_eq!(again.act(&[4], Some(Act::Plan), None), Act::Plan);
        assert_eq!(again.act(&[4], None, None), Act::Speech);
        assert_eq!(again.act(&[4], None, Some(SourceKind::Document)), Act::Writing);
        let of = |rule| again.kind(&Sort { source: 0, rows: vec![6], rule, named: false });
        assert_eq!(of(SourceKind::Group), SourceKind::Document);
        assert!(Senses::from_bytes(&bytes[1..]).is_err());
    }

    #[test]
    fn the_program_carries_weights_for_its_features() {
        assert_eq!(Senses::english().acts.len(), 1 << SENSE_BITS);
    }
}
