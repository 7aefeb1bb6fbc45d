use anyhow::{Result, ensure};

/// A linear model in training whose weights are averaged over time, so that late examples do not rule (Collins
/// 2002); the sum is kept as drift, which only needs to be touched where a weight moves (Daumé 2006).
pub(super) struct Averaged {
    width: usize,
    weights: Vec<f32>,
    drift: Vec<f32>,
    time: f32,
}

impl Averaged {
    pub(super) fn new(width: usize, rows: usize) -> Self {
        Self { width, weights: vec![0.0; width * rows], drift: vec![0.0; width * rows], time: 1.0 }
    }

    /// The sum of some rows, one number a class.
    pub(super) fn sums<const WIDTH: usize>(&self, rows: &[usize]) -> [f32; WIDTH] {
        let mut sums = [0.0; WIDTH];
        for &row in rows {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[row * self.width..(row + 1) * self.width])
            {
                *sum += weight;
            }
        }
        sums
    }

    /// Moves the weights of some rows from one class to another.
    pub(super) fn move_weight(&mut self, rows: &[usize], from: usize, to: usize) {
        self.add(rows, to, 1.0);
        self.add(rows, from, -1.0);
    }

    /// Adds to the weights of one class.
    pub(super) fn add(&mut self, rows: &[usize], class: usize, amount: f32) {
        for row in rows {
            self.weights[row * self.width + class] += amount;
            self.drift[row * self.width + class] += amount * self.time;
        }
    }

    /// One more example was seen.
    pub(super) fn tick(&mut self) {
        self.time += 1.0;
    }

    fn averages(mut self) -> Vec<f32> {
        for (weight, drift) in self.weights.iter_mut().zip(&self.drift) {
            *weight -= drift / self.time;
        }
        self.weights
    }
}

/// Models that saw the same examples in different orders, and so err differently. The models are linear: the sum of their
/// weights decides as they would by the sum of their votes, and costs no more than one of them (parameter mixing,
/// McDonald, Hall and Mann 2010).
#[derive(Default)]
pub(super) struct Mixture(Vec<f32>);

impl Mixture {
    /// Takes in one more model, all of one size.
    pub(super) fn add(&mut self, model: Averaged) {
        let weights = model.averages();
        self.0.resize(weights.len(), 0.0);
        for (sum, weight) in self.0.iter_mut().zip(weights) {
            *sum += weight;
        }
    }

    /// The sums.
    pub(super) fn sums(&self) -> Result<&[f32]> {
        ensure!(self.0.iter().any(|&weight| weight != 0.0), "the training data changed nothing");
        Ok(&self.0)
    }

    /// Of each row of `width` weights, by how much the others exceed the first, which is all that a choice depends on.
    pub(super) fn beyond_first(&self, width: usize) -> Self {
        Self(self.0.chunks(width).flat_map(|row| row[1..].iter().map(|weight| weight - row[0])).collect())
    }

    /// The sums as signed bytes. None is cut off, though the small ones would have finer steps then: the few largest are those
    /// of the most telling features, and to cut off one in two thousand cost the tagger half a point of accuracy.
    pub(super) fn quantised(&self) -> Result<Vec<u8>> {
        let sums = self.sums()?;
        let largest = sums.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let byte = |weight: &f32| ((weight * 127.0 / largest).round() as i8).cast_unsigned();
        Ok(sums.iter().map(byte).collect())
    }
}

/// The largest of `sums` among the classes that `allowed` lets through; of equals the first.
pub(super) fn best(sums: &[f32], allowed: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best: Option<usize> = None;
    for class in (0..sums.len()).filter(|&class| allowed(class)) {
        if best.is_none_or(|best| sums[class] > sums[best]) {
            best = Some(class);
        }
    }
    best
}

/// Xorshift (Marsaglia 2003): the same order on every machine.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// True once in `times`.
    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times)
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
