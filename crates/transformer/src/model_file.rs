//! The file that holds a model. `lab/transformer/pack.py` writes it.
//!
//! It begins with a mark and a version; then come its parts in the order in which they are asked for, each with its
//! name, its kind and its size, so that a file of another layout is refused and never misread. All numbers are
//! little-endian. A matrix has one scale for each of its rows and a signed byte for each weight; of rows to be looked up, all
//! but the first have four bits.

use crate::product::{Matrix, STEP, STRIP};

const MARK: &[u8; 8] = b"sayso-tf";
const VERSION: u32 = 3;

/// Why the bytes are no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// They begin otherwise.
    #[error("not a model of this program")]
    Foreign,
    /// They are of another version.
    #[error("a model of version {found}, where this program reads version {VERSION}")]
    Version {
        /// The file's version.
        found: u32,
    },
    /// A part is not where and what it should be.
    #[error("a model whose part “{part}” is missing or has another form")]
    Layout {
        /// The name of the part.
        part: &'static str,
    },
}

/// The parts not yet taken.
pub(crate) struct ModelFile<'m> {
    rest: &'m [u8],
}

impl<'m> ModelFile<'m> {
    pub(crate) fn open(bytes: &'m [u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MARK.as_slice()).ok_or(ModelError::Foreign)?;
        let mut file = Self { rest };
        let found = file.number("version")?;
        if found == VERSION { Ok(file) } else { Err(ModelError::Version { found }) }
    }

    pub(crate) fn text(&mut self, part: &'static str) -> Result<&'m str, ModelError> {
        let [length, _] = self.head(part, b'T')?;
        std::str::from_utf8(self.bytes(length, part)?).map_err(|_| ModelError::Layout { part })
    }

    /// A run of `length` numbers.
    pub(crate) fn vector(&mut self, part: &'static str, length: usize) -> Result<Vec<f32>, ModelError> {
        let size = self.head(part, b'V')?;
        if size != [length, 1] {
            return Err(ModelError::Layout { part });
        }
        self.floats(length, part)
    }

    /// Rows to be looked up, of an even `width`: scales, then the rows one after the other.
    pub(crate) fn table(
        &mut self,
        part: &'static str,
        rows: usize,
        width: usize,
    ) -> Result<Table<'m>, ModelError> {
        if self.head(part, b'R')? != [rows, width] {
            return Err(ModelError::Layout { part });
        }
        let scales = self.floats(rows, part)?;
        let fine = rows.min(FINE);
        let fine_rows = bytemuck::cast_slice(self.bytes(fine * width, part)?);
        let coarse_rows = self.bytes((rows - fine) * width / 2, part)?;
        Ok(Table { scales, fine_rows, coarse_rows, width })
    }

    /// A matrix to multiply by, with what is added to its outputs: scales, additions, then the weights in strips.
    pub(crate) fn matrix(
        &mut self,
        part: &'static str,
        outputs: usize,
        inputs: usize,
    ) -> Result<Matrix<'m>, ModelError> {
        if self.head(part, b'M')? != [outputs, inputs] || !inputs.is_multiple_of(STEP) {
            return Err(ModelError::Layout { part });
        }
        let scales = self.floats(outputs, part)?;
        let biases = self.floats(outputs, part)?;
        let padded = outputs.next_multiple_of(STRIP);
        let weights = bytemuck::cast_slice(self.bytes(padded * inputs, part)?);
        Ok(Matrix::new(inputs, scales, biases, weights))
    }

    pub(crate) fn close(self) -> Result<(), ModelError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ModelError::Layout { part: "end" }) }
    }

    /// The head of a part: its name, its kind, and two sizes.
    fn head(&mut self, part: &'static str, kind: u8) -> Result<[usize; 2], ModelError> {
        let length = self.number(part)? as usize;
        let name = self.bytes(length, part)?;
        let found = self.bytes(1, part)?;
        let sizes = [self.number(part)? as usize, self.number(part)? as usize];
        if name == part.as_bytes() && found == [kind] { Ok(sizes) } else { Err(ModelError::Layout { part }) }
    }

    fn floats(&mut self, count: usize, part: &'static str) -> Result<Vec<f32>, ModelError> {
        let bytes = self.bytes(count.saturating_mul(4), part)?;
        Ok(bytes
            .chunks_exact(4)
            .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect())
    }

    fn number(&mut self, part: &'static str) -> Result<u32, ModelError> {
        let four = self.bytes(4, part)?;
        Ok(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    }

    fn bytes(&mut self, count: usize, part: &'static str) -> Result<&'m [u8], ModelError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(ModelError::Layout { part })?;
        self.rest = rest;
        Ok(taken)
    }
}

/// Rows with a byte for each number; those that follow have four bits.
const FINE: usize = 16_384;

/// Rows of numbers to be looked up. They are half of a model, and most are seldom asked for: a vocabulary has the commonest
/// pieces first, and only those are kept in full.
#[derive(Debug)]
pub(crate) struct Table<'m> {
    scales: Vec<f32>,
    fine_rows: &'m [i8],
    /// Two numbers in a byte, from -8 to 7, the even one in the lower bits.
    coarse_rows: &'m [u8],
    width: usize,
}

impl Table<'_> {
    /// Adds row `index` to `sum`.
    pub(crate) fn add(&self, index: usize, sum: &mut [f32]) {
        let scale = self.scales[index];
        let Some(coarse) = index.checked_sub(FINE) else {
            for (sum, &number) in sum.iter_mut().zip(&self.fine_rows[index * self.width..][..self.width]) {
                *sum += f32::from(number) * scale;
            }
            return;
        };
        let row = &self.coarse_rows[coarse * self.width / 2..][..self.width / 2];
        for (sum, &two) in sum.as_chunks_mut::<2>().0.iter_mut().zip(row) {
            sum[0] += f32::from((two << 4).cast_signed() >> 4) * scale;
            sum[1] += f32::from(two.cast_signed() >> 4) * scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_model_is_refused() {
        assert_eq!(ModelFile::open(b"").map(|_| ()), Err(ModelError::Foreign));
        assert_eq!(ModelFile::open(b"sayso-tf").map(|_| ()), Err(ModelError::Layout { part: "version" }));
        let other = [MARK.as_slice(), &[9, 0, 0, 0]].concat();
        assert_eq!(ModelFile::open(&other).map(|_| ()), Err(ModelError::Version { found: 9 }));
    }

    #[test]
    fn parts_are_taken_in_order_and_by_name() {
        let part = [b"\x01\0\0\0a".as_slice(), b"T", &[2, 0, 0, 0, 1, 0, 0, 0], b"hi"].concat();
        let bytes = [MARK.as_slice(), &VERSION.to_le_bytes(), &part].concat();
        let mut file = ModelFile::open(&bytes).unwrap();
        assert_eq!(file.text("a"), Ok("hi"));
        assert_eq!(file.text("b"), Err(ModelError::Layout { part: "b" }));
        let mut file = ModelFile::open(&bytes).unwrap();
        assert_eq!(file.text("b"), Err(ModelError::Layout { part: "b" }));
    }

    #[test]
    fn the_first_rows_have_bytes_and_the_others_half_of_one() {
        let fine_rows = [vec![0; 4 * (FINE - 1)], vec![1, -1, 100, 2]].concat();
        let scales = vec![0.5; FINE + 2];
        let coarse_rows = &[0x00, 0x00, 0x2F, 0x87];
        let table = Table { scales, fine_rows: &fine_rows, coarse_rows, width: 4 };
        let mut sum = [1.0; 4];
        table.add(FINE - 1, &mut sum);
        assert_eq!(sum, [1.5, 0.5, 51.0, 2.0]);
        table.add(FINE + 1, &mut sum);
        assert_eq!(sum, [1.0, 1.5, 54.5, -2.0]);
    }
}
